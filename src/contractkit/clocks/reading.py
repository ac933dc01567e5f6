"""What each state of an item means to one clock line: what it does to the clock, and which limit holds.

Here states are read; from when to when a clock then ran is worked out in `stretches`.
"""

from __future__ import annotations

from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.happenings import Happened, happened
from contractkit.clocks.history import BEGINNING, History
from contractkit.clocks.kinds import kinds_of
from contractkit.clocks.limits import Limits
from contractkit.clocks.meaning import Kind, Meanings, Tables
from contractkit.clocks.rules import Rules
from contractkit.clocks.starting import Start, column_stops, lost_starts, starts_of
from contractkit.clocks.steps import Steps, lasts
from contractkit.clocks.truth import UNKNOWN, YES, Columns
from contractkit.facts import NAT, Coded
from contractkit.terms.targets import AtField, ClockLine, Happens, WhenState

__all__ = ["Reading", "Start", "read"]

Ints = NDArray[np.int64]
Places = NDArray[np.int32]
Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]


@attrs.frozen(eq=False)
class Reading:
    """A clock line's reading of all states of all items: a row for each state that means something else than before.

    Attributes:
        history: What was read.
        line: For which line.
        limits: The limits of the line.
        rules: Its conditions.
        effects: How strong the words of fields are that decide more than themselves.
        tables: What each meaning is.
        row: For each row its place among the rows of the history.
        steps: The rows by item and time; an item's first row stands at its opening.
        meaning: For each row its meaning, a place in the tables.
        kind: int8, for each row what it does to the clock (`Kind`).
        beneath: int8, for each row what it does if it is no stop; None where no target asks for more than the stop.
        unsure: For each row whether it may do something else, because a field is missing; None where none may.
        happened: What starts and stops that are happenings did, by rows of the history; None where none are.
        lost: For each row whether nobody knows if its clock has started, or started anew; None where that is known.
        start: int8, for each item whether its clock has started (`Start`).
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
    rules: Rules
    effects: Any
    tables: Tables
    row: Rows
    steps: Steps
    meaning: NDArray[np.integer[Any]]
    kind: NDArray[np.int8]
    beneath: NDArray[np.int8] | None
    unsure: Flags | None
    happened: Happened | None
    lost: Flags | None
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

    def cancelled(self, before: Ints) -> Flags | None:
        """Return which items were cancelled before an instant of theirs; None where none was."""
        cancels = np.flatnonzero(self.kind == Kind.CANCELLED) if self.rules.cancel is not None else self.row[:0]
        cancels = cancels[self.steps.at[cancels] < before[self.steps.item[cancels]]]
        if not len(cancels):
            return None
        flags = np.zeros(len(self.steps.first), np.bool_)
        flags[self.steps.item[cancels]] = True
        return flags

    def cancelled_at(self) -> Ints:
        """Return for each item when it was first cancelled; `NAT` where it was not, or nobody knows when."""
        found = np.full(len(self.steps.first), NAT, np.int64)
        cancels = np.flatnonzero(self.kind == Kind.CANCELLED)[::-1]
        at = self.steps.at[cancels]
        found[self.steps.item[cancels]] = np.where(at == BEGINNING, NAT, at)  # the first one is written last
        return found

    def limit(self, rows: Rows, started: Ints) -> Places:
        """Return the limits that apply in some rows, `NONE` or `UNSURE`, to clocks that started then."""
        tables, meaning = self.tables.limit, self.meaning[rows]
        found: Places = tables[0][meaning]
        if len(tables) > 1:
            span = np.searchsorted(self.limits.begins, started, side="right")
            for place, table in enumerate(tables[1:], 1):
                some = np.flatnonzero(span == place)
                found[some] = table[meaning[some]]
        return found

    def targets(self, rows: Rows) -> Places:
        """Return the targets that apply in some rows to clocks that begin with their measure, or less than zero."""
        started = self.start_us[self.steps.item[rows]] if len(self.tables.limit) > 1 else self.start_us[:0]
        target: Places = self.limits.target[self.limit(rows, started)]
        return target

    def columns(self, rows: Rows) -> Columns:
        """Return the fields that the line asks for at some rows; what chooses the target begins with what was known."""
        moving, places = self.history.events.categories, self.row[rows]
        item, _, first = self.history.rows
        by_row: dict[str, Coded] = {}
        for field in (self.rules.asked | self.rules.target_fields) & moving.keys():
            codes = self.history.codes(field, self.effects.get(field))
            if field in self.filled and field not in self.rules.ends:
                codes, _ = _first_known(codes, item, first)
            by_row[field] = Coded(codes[places], moving[field])
        return Columns(len(rows), by_row, self.history.facts.items, self.steps.item[rows])


def read(meanings: Meanings, history: History) -> Reading:
    """Return what the states of all items of `history` mean to the line of `meanings`."""
    line, rules = meanings.line, meanings.rules
    happenings = None
    if isinstance(line.measure.stops, Happens) or isinstance(line.measure.starts, Happens):
        happenings = happened(line, history, meanings.effects)
    item, at, first = history.rows
    points, filled = _points(meanings, history, happenings)
    counts = _instants_that_count(line, history, happenings)
    if len(points) < len(item) and any(len(rows) for rows in counts):  # nothing but such instants tells rows apart
        points = points[item]
    meaning, tables = meanings.at(points)
    if len(points) > len(first):
        changed = np.empty(len(points), np.bool_)
        np.not_equal(meaning[1:], meaning[:-1], out=changed[1:])
        changed[first] = True
        for rows in counts:
            changed[rows] = True
        row = np.flatnonzero(changed)
        places = np.cumsum(changed, dtype=np.int32)[first] - 1
        meaning, steps = meaning[row], Steps(item[row], at[row], places.astype(np.intp))
    else:
        row, steps = first, Steps(item[first], at[first], np.arange(len(first)))
    kind, beneath, unsure, silent = kinds_of(meanings, tables, meaning, steps, history)
    resets = (kind == Kind.RESET) & (tables.resets[meaning] == YES)
    lost = None
    if isinstance(line.measure.starts, WhenState) and (tables.starts[meaning] == UNKNOWN).any():
        forgets = resets if rules.waits is None else np.zeros(len(resets), np.bool_)
        lost = lost_starts(tables.starts[meaning], resets, forgets, steps)
        kind = np.where(lost & (kind < Kind.RESET), np.int8(Kind.RESET), kind)
        beneath = None if beneath is None else np.where(lost, np.int8(Kind.RESET), beneath)
    if _starts_anew(line) and resets.any():
        starts = (tables.starts[meaning] == YES) & ~resets
        if happenings is not None and isinstance(line.measure.starts, Happens):
            starts[np.searchsorted(row, happenings.starts)] = True
        waits = (kind < Kind.RESET) & _waits_again(resets, starts, steps)
        kind = np.where(waits, np.int8(Kind.RESET), kind)
        beneath = None if beneath is None else np.where(waits, np.int8(Kind.RESET), beneath)
    start_state, start_us, late_starts = starts_of(
        line, history, steps, tables.starts[meaning], resets, lost, happenings
    )
    stop_us, late_stops = column_stops(line, history)
    if isinstance(line.measure.starts, AtField) and (start_state == Start.NOT_YET).any():
        has_stopped = stop_us != NAT
        has_stopped[steps.item[tables.stops[meaning] == YES]] = True
        start_state[has_stopped & (start_state == Start.NOT_YET)] = Start.UNKNOWN
    start_us = np.where(start_state == Start.UNKNOWN, history.as_of, start_us)  # the latest that it can be
    if line.measure.starts is None:  # nothing begins, so that no stop can lie before it
        start_us = np.where(start_us == BEGINNING, history.as_of, start_us)
        start_us = np.where(stop_us != NAT, np.minimum(start_us, stop_us), start_us)
    return Reading(
        history=history,
        line=line,
        limits=meanings.limits,
        rules=rules,
        effects=meanings.effects,
        tables=tables,
        row=row,
        steps=steps,
        meaning=meaning,
        kind=kind,
        beneath=beneath,
        unsure=unsure,
        happened=happenings,
        lost=lost,
        start=start_state,
        start_us=start_us,
        stop_us=stop_us,
        late_columns=late_starts + late_stops,
        filled=filled,
        unhistoried=rules.result_fields - history.events.values.keys(),
        silent=int(np.count_nonzero(silent & (history.opened <= history.as_of))) if silent is not None else 0,
    )


def _starts_anew(line: ClockLine) -> bool:
    """Return whether a clock waits after a reset for what starts it; `happened` sees to it where happenings stop it."""
    if isinstance(line.measure.starts, Happens):
        return line.measure.resets is not None and not isinstance(line.measure.stops, Happens)
    return isinstance(line.measure.starts, WhenState)


def _waits_again(resets: Flags, starts: Flags, steps: Steps) -> Flags:
    """Return the rows after a reset in which nothing has started the clock anew.

    A happening counts that starts it in the reset, from its first instant on; the clock then starts when that is left.

    Source: clocks.md rule 6: a clock that was reset has not started; decisions/0115 B3; decisions/0173.
    """
    rows = np.arange(len(resets))
    begins = resets.copy()
    begins[1:] &= ~resets[:-1]
    begins[steps.first] = resets[steps.first]
    last_reset = np.maximum.accumulate(np.where(begins, rows, -1))
    last_start = np.maximum.accumulate(np.where(starts, rows, -1))
    found: Flags = (last_reset >= steps.first[steps.item]) & (last_start < last_reset)
    return found


def _points(
    meanings: Meanings, history: History, happenings: Happened | None
) -> tuple[NDArray[np.integer[Any]], dict[str, int]]:
    """Return the point of each row of the history, or of each item where no event can change it."""
    item, _, first = history.rows
    kind = np.int16 if meanings.points < 1 << 15 else np.int32 if meanings.points < 1 << 31 else np.int64
    filled: dict[str, int] = {}
    moving: NDArray[Any] | None = None
    still: NDArray[Any] | None = None
    for one in meanings.dimensions:
        table = one.table.astype(kind)
        if one.source in {"events", "done"}:
            if one.source == "done":
                assert happenings is not None
                codes: NDArray[Any] | None = happenings.done
                assert codes is not None
            else:
                codes = history.codes(one.field, meanings.effects.get(one.field))
                if one.filled and (codes[first] < 0).any():
                    codes, filled[one.field] = _first_known(codes, item, first)
            part = table[codes]
            moving = part if moving is None else np.add(moving, part, out=moving)
        else:
            part = one.of_items(history.facts.items).astype(kind)
            still = part if still is None else still + part
    if moving is None:
        return (np.zeros(len(first), kind) if still is None else still), filled
    if still is not None:
        moving += still[item]
    return moving, filled


def _instants_that_count(line: ClockLine, history: History, happenings: Happened | None) -> list[Rows]:
    """Return rows that count though nothing is otherwise in them than before."""
    found: list[Rows] = []
    if happenings is not None:
        found.append(happenings.turns)
        if isinstance(line.measure.starts, Happens) and _starts_anew(line):
            found.append(happenings.starts)
    found += [history.saying(one.field, one.values) for one in _repeated(line)]
    return found


def _repeated(line: ClockLine) -> list[Happens]:
    """Return the different happenings that have to come again and again."""
    return list(dict.fromkeys(target.again for target in line.targets if isinstance(target.again, Happens)))


def _first_known(codes: NDArray[Any], item: Places, first: Rows) -> tuple[NDArray[Any], int]:
    """Return the codes in which a value that is missing at first is the first one that is known (clocks.md 14)."""
    place, last = np.arange(len(codes)), lasts(first, len(codes))
    known = np.where(codes < 0, len(codes), place)
    known = np.minimum.accumulate(known[::-1])[::-1][first]
    found = (known <= last) & (known > first)
    value = codes[np.minimum(known, len(codes) - 1)]
    leading = found[item] & (place < known[item])
    return np.where(leading, value[item], codes), int(np.count_nonzero(found))
