"""What each state of an item means to one clock line: does it start, pause or stop the clock, and which limit holds.

Here states are read; from when to when a clock then ran is worked out in `stretches`.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.history import BEGINNING, OPENED, History, States
from contractkit.clocks.limits import Limits, fields_of_target
from contractkit.clocks.truth import NO, UNKNOWN, YES, Columns, Truths, effect_of, fields_of
from contractkit.facts import NAT, Coded, Instants
from contractkit.terms.conditions import EVERYTHING, Condition
from contractkit.terms.targets import AtField, ClockLine, WhenState

__all__ = ["Reading", "Start", "read"]

Ints = NDArray[np.int64]
Places = NDArray[np.int32]
Flags = NDArray[np.bool_]


class Start(IntEnum):
    """Whether the clock of an item has started by the moment of judging.

    Attributes:
        MADE: It has.
        NOT_YET: It has not.
        UNKNOWN: The instant is missing.
        NEEDLESS: The line names moments only, which need no start.
    """

    MADE = 0
    NOT_YET = 1
    UNKNOWN = 2
    NEEDLESS = 3


@attrs.frozen(eq=False)
class Reading:
    """A clock line's reading of all states of all items.

    Attributes:
        history: What was read.
        line: For which line.
        limits: The limits of the line.
        states: The rows: one for each state that means something else than the one before.
        stops: For each row whether it stops the clock; of a line that stops by a column `NO`.
        pauses: For each row whether it pauses the clock.
        reached: For each row whether all else that a result agreement asks for holds.
        limit: int32, for each row the limit that applies, `NONE` or `UNSURE`, to a clock that begins with its measure.
        classified: The rows, with what chooses the target taken from the first value that became known.
        stop_fields: The fields that decide whether a row stops the clock.
        target_fields: The fields that decide which target applies, and with which limit.
        start: For each item whether its clock has started (`Start`).
        start_us: int64, for each item when it started; without meaning where it has not.
        stop_us: int64, for each item when a column stops it; `NAT` where none does.
        late_columns: How many starts and stops in columns lie after the moment of judging.
        filled: For each field that decides the target, how many items had no value at first and took the next one.
        unhistoried: The fields of result conditions that have no history and are read as at the stop.
        silent: How many items had no recorded state at first, so that their clocks ran.
    """

    history: History
    line: ClockLine
    limits: Limits
    states: States
    stops: Truths
    pauses: Truths
    reached: Truths
    limit: Places
    classified: Columns
    stop_fields: frozenset[str]
    target_fields: frozenset[str]
    start: NDArray[np.int8]
    start_us: Ints
    stop_us: Ints
    late_columns: int
    filled: dict[str, int]
    unhistoried: frozenset[str]
    silent: int

    @property
    def live(self) -> Flags:
        """Return for each item whether it was open by the moment of judging, or its opening is unknown."""
        return self.history.opened <= self.history.as_of


def read(line: ClockLine, limits: Limits, history: History) -> Reading:
    """Return what the states of all items mean to `line`, whose limits are `limits`."""
    measure = line.measure
    stop = measure.stops.condition if isinstance(measure.stops, WhenState) else None
    start = measure.starts.condition if isinstance(measure.starts, WhenState) else None
    pauses = [pause.condition for pause in line.pauses]
    ends = _fields(condition for condition in (stop, start) if condition is not None)
    target_fields = frozenset(field for target in line.targets for field in fields_of_target(target))
    result_fields = _fields(target.also for target in line.targets)
    words = history.events.categories
    ranked = ends | (_fields(pauses) - target_fields)  # of what chooses the target, the smallest word is the state
    effects = {field: _effect(field, words[field], stop, pauses, start) for field in ranked & words.keys()}
    states = history.states(ends | _fields(pauses) | target_fields | result_fields, effects)

    classified, filled = _first_known(states, target_fields)
    start_state, start_us, late_starts = _starts(line, history, states)
    silent = np.zeros(len(states.first), np.bool_)
    if stop is not None:
        silent |= states.columns.truth(stop)[states.first] == UNKNOWN
    stops = _stops(line, states, history)
    paused = np.full(len(states.item), NO, np.int8)
    known = states.columns.with_rows(classified, target_fields - ends)  # a pause may hold while one target applies
    for condition in pauses:
        silent |= known.truth(condition)[states.first] == UNKNOWN
        paused = np.maximum(paused, _since(condition, known, states, history))
    stop_us, late_stops = _column_stops(line, history)
    if isinstance(measure.starts, AtField):
        has_stopped = stop_us != NAT
        has_stopped[states.item[stops == YES]] = True
        start_state[has_stopped & (start_state == Start.NOT_YET)] = Start.UNKNOWN
    start_us = np.where(start_state == Start.UNKNOWN, history.as_of, start_us)  # the latest that it can be
    if measure.starts is None:  # nothing begins, so that no stop can lie before it
        start_us = np.where(start_us == BEGINNING, history.as_of, start_us)
        start_us = np.where(stop_us != NAT, np.minimum(start_us, stop_us), start_us)
    limit = limits.in_force(classified, start_us[states.item])
    reached = np.full(len(states.item), YES, np.int8)
    for place, target in enumerate(line.targets):
        if target.also != EVERYTHING:
            rows = np.flatnonzero(limits.target[limit] == place)
            reached[rows] = states.columns.take(rows).truth(target.also)
    return Reading(
        history=history,
        line=line,
        limits=limits,
        states=states,
        stops=stops,
        pauses=paused,
        reached=reached,
        limit=limit,
        classified=classified,
        stop_fields=_fields([stop] if stop is not None else []),
        target_fields=target_fields,
        start=start_state,
        start_us=start_us,
        stop_us=stop_us,
        late_columns=late_starts + late_stops,
        filled=filled,
        unhistoried=result_fields - words.keys(),
        silent=int(np.count_nonzero(silent & (history.opened <= history.as_of))),
    )


def _fields(conditions: Iterable[Condition]) -> frozenset[str]:
    return frozenset(field for condition in conditions for field in fields_of(condition))


def _effect(
    field: str, words: tuple[str, ...], stop: Condition | None, pauses: list[Condition], start: Condition | None
) -> NDArray[np.int8]:
    """Return how strong each word of a field is: one that can stop before one that can pause before one that starts."""
    strength = np.zeros(len(words), np.int8)
    ladder = ((start, 1), *((pause, 2) for pause in pauses), (stop, 3))
    for condition, step in ladder:
        if condition is not None:
            strength[effect_of(condition, field, words) != NO] = step
    return strength


def _first_known(states: States, fields: frozenset[str]) -> tuple[Columns, dict[str, int]]:
    """Return the columns in which a value that is missing at first is the first one that is known (clocks.md 14)."""
    by_row = dict(states.columns.by_row)
    filled: dict[str, int] = {}
    place = np.arange(len(states.item))
    for field in fields & by_row.keys():
        codes = by_row[field].codes
        if not (codes[states.first] < 0).any():
            continue
        known = np.where(codes < 0, len(codes), place)
        known = np.minimum.accumulate(known[::-1])[::-1][states.first]
        found = (known <= states.last) & (known > states.first)
        filled[field] = int(np.count_nonzero(found))
        value = codes[np.minimum(known, len(codes) - 1)]
        leading = found[states.item] & (place < known[states.item])
        by_row[field] = Coded(np.where(leading, value[states.item], codes), by_row[field].categories)
    columns = states.columns
    return Columns(columns.length, by_row, columns.items, columns.item), filled


def _since(condition: Condition, columns: Columns, states: States, history: History) -> Truths:
    """Return for each row of `columns` whether a condition holds, as far as it is known since when.

    A clock whose item has no recorded state yet is not known to be paused or stopped; it runs. A latest value that no
    event of the item speaks of says that it stopped or paused, and not when: that is unknown. So is a field that the
    facts do not have at all.
    """
    fields = frozenset(fields_of(condition))
    truths = columns.truth(condition)
    items = history.facts.items
    if fields & items.latest:
        untold = np.ones(len(items), np.bool_)
        for field in fields:
            untold &= ~history.tells(field)
        truths = np.where(untold[states.item] & (truths == YES), np.int8(UNKNOWN), truths)
    if any(field not in columns.by_row and field not in items.columns for field in fields):
        return truths
    unknown = columns.truth(condition) == UNKNOWN
    return np.where(_leading(unknown, states), np.int8(NO), truths) if unknown.any() else truths


def _leading(flags: Flags, states: States) -> Flags:
    """Return which rows have the flag, and all rows of their item before them too."""
    others = np.cumsum(~flags)
    before: Ints = others[states.first] - ~flags[states.first]
    leading: Flags = flags & (others == before[states.item])
    return leading


def _stops(line: ClockLine, states: States, history: History) -> Truths:
    stop = line.measure.stops
    if isinstance(stop, AtField):
        known = NO if _column(stop, history) is not None else UNKNOWN
        return np.full(len(states.item), known, np.int8)
    truths = _since(stop.condition, states.columns, states, history)
    truths = np.where((truths == YES) & (states.at == BEGINNING), np.int8(UNKNOWN), truths)
    if not _fields([stop.condition]) & history.events.values.keys():
        truths = np.where(truths == YES, np.int8(UNKNOWN), truths)  # it has stopped, and nothing says when
    return truths


def _starts(line: ClockLine, history: History, states: States) -> tuple[NDArray[np.int8], Ints, int]:
    count = len(history.facts.items)
    starts = line.measure.starts
    if starts is None:
        return np.full(count, Start.NEEDLESS, np.int8), history.base, 0
    if isinstance(starts, WhenState):
        return *_starts_at_state(starts.condition, count, states), 0
    us = _column(starts, history)
    if us is None:
        return np.full(count, Start.UNKNOWN, np.int8), np.full(count, NAT, np.int64), 0
    state = np.full(count, Start.MADE, np.int8)
    missing = us == NAT
    state[missing] = Start.UNKNOWN if starts.field == OPENED else Start.NOT_YET
    late = us > history.as_of
    state[late] = Start.NOT_YET
    return state, us, 0 if starts.field == OPENED else int(np.count_nonzero(late))


def _starts_at_state(condition: Condition, count: int, states: States) -> tuple[NDArray[np.int8], Ints]:
    """Return which clocks have started by a state, and when: in the first row that is known to start it.

    A gap before that row, or instead of it, may have started the clock already. One from the opening on has not, as
    long as anything was recorded later.
    """
    truths = states.columns.truth(condition)
    unknown = truths == UNKNOWN
    leading = _leading(unknown, states)
    state = np.full(count, Start.NOT_YET, np.int8)
    start = np.full(count, NAT, np.int64)
    for rows, becomes in ((unknown & ~leading, Start.UNKNOWN), (truths == YES, Start.MADE)):
        places = np.flatnonzero(rows)[::-1]  # the first row of an item is written last
        items, at = states.item[places], states.at[places]
        earlier = (start[items] == NAT) | (at < start[items])
        state[items[earlier]] = becomes
        start[items[earlier]] = at[earlier]
    state[leading[states.last]] = Start.UNKNOWN
    state[start == BEGINNING] = Start.UNKNOWN
    return state, start


def _column(at: AtField, history: History) -> Ints | None:
    if at.field == OPENED:
        return history.opened
    column = history.facts.items.columns.get(at.field)
    return column.us if isinstance(column, Instants) else None


def _column_stops(line: ClockLine, history: History) -> tuple[Ints, int]:
    none = np.full(len(history.facts.items), NAT, np.int64)
    if isinstance(line.measure.stops, WhenState):
        return none, 0
    us = _column(line.measure.stops, history)
    if us is None:
        return none, 0
    late = us > history.as_of
    return np.where(late, NAT, us), int(np.count_nonzero(late))
