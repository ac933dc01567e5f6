"""From when to when a clock ran, stood still and was stopped: how it stops, is reopened, reset and cancelled.

Which target holds in which stretch is decided in `targeting`; how much of a stretch counts is measured in `axis`.
"""

from __future__ import annotations

from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.meaning import Kind
from contractkit.clocks.reading import Reading, Start
from contractkit.clocks.steps import lasts
from contractkit.clocks.stretches import FAR, Taken
from contractkit.clocks.truth import UNKNOWN, YES
from contractkit.facts import NAT
from contractkit.terms.targets import AtField, Happens

__all__ = ["Life", "lives"]

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]


@attrs.define(eq=False)
class Life:
    """The rows of clocks, on their way to becoming stretches: what each does, and where clocks begin and end.

    Attributes:
        row: The rows of the reading.
        item: int32, the item of each row.
        at: int64, from when each holds, not before the start.
        kind: int8, what each does (`Kind`).
        unsure: Whether it may do something else; None where none may.
        begins: For each row whether a cycle begins there; an item's first row does.
        turns: For each row whether a stop and a start happen at its instant, one after the other; None where never.
        end: int64, for each item where it ends that has no stop: when it was cancelled, or the moment of judging.
        cancelled: For each item whether it was cancelled.
        contradicted: For each item whether its clock was stopped before it started.
        anew: For each row whether its clock starts anew there because it was reopened; None where none does.
        begun: int64, for each cycle when it began, before it was forgotten and started anew; None where none was.
    """

    row: Rows
    item: NDArray[np.int32]
    at: Ints
    kind: NDArray[np.int8]
    unsure: Flags | None
    begins: Flags
    turns: Flags | None
    end: Ints
    cancelled: Flags
    contradicted: Flags
    anew: Flags | None = None
    begun: Ints | None = None

    @property
    def first_of_item(self) -> Flags:
        """Return for each row whether it is its item's first."""
        return _begins(self.item)

    def keep(self, places: Rows | Flags) -> None:
        """Leave the rows at `places` alone, in order; a place that comes twice is repeated."""
        self.row, self.item, self.at, self.kind = (
            self.row[places],
            self.item[places],
            self.at[places],
            self.kind[places],
        )
        self.begins = self.begins[places]
        self.unsure = None if self.unsure is None else self.unsure[places]
        self.turns = None if self.turns is None else self.turns[places]
        self.anew = None if self.anew is None else self.anew[places]


def lives(reading: Reading, taken: Taken) -> Life:
    """Return the rows of all clocks that have started, each cycle from its beginning to its end.

    Args:
        reading: What the states mean.
        taken: How to take what is unknown of a result agreement's conditions.

    Source: clocks.md rules 6, 7 and 14 to 18; decisions/0115.
    """
    life = _from_start(reading)
    if not len(life.row):
        return life
    strongest = int(life.kind.max())
    if strongest == Kind.CANCELLED:
        _cut_at_cancel(life)
    if life.turns is not None:
        _turn(life)
    if isinstance(reading.line.measure.stops, AtField):
        _stop_by_column(life, reading, taken)
    elif strongest >= Kind.STOPPED or life.turns is not None:
        _stop_by_state(life, reading, taken)
    return life


def _from_start(reading: Reading) -> Life:
    """Return the rows of started clocks, cut at the start."""
    steps, start_us = reading.steps, reading.start_us
    begun = (reading.start == Start.MADE) | (reading.start == Start.NEEDLESS)
    begun &= reading.live
    count = len(begun)
    contradicted = np.zeros(count, np.bool_)
    as_of = np.full(count, reading.history.as_of, np.int64)
    turns = None
    if reading.happened is not None and len(reading.happened.turns):
        turns = np.zeros(len(steps.item), np.bool_)
        turns[np.searchsorted(reading.row, reading.happened.turns)] = True
    begins = np.zeros(len(steps.item), np.bool_)
    begins[steps.first] = True
    whole = Life(
        np.arange(len(steps.item)),
        steps.item,
        steps.at,
        reading.kind.copy(),
        None if reading.unsure is None else reading.unsure.copy(),
        begins,
        turns,
        as_of,
        np.zeros(count, np.bool_),
        contradicted,
    )
    at_once = bool((steps.at[steps.first] == start_us).all())
    if at_once and begun.all():
        return whole
    if at_once:
        whole.keep(np.flatnonzero(begun[steps.item]))
        return whole
    until = np.append(steps.at[1:], FAR)[: len(steps.at)]
    until[steps.last] = FAR
    whole.keep(np.flatnonzero(begun[steps.item] & (until > start_us[steps.item])))
    whole.begins = whole.first_of_item
    first = np.flatnonzero(whole.begins)
    items, rows = whole.item[first], whole.row[first]
    start = start_us[items]
    before = np.where(whole.at[first] < start, rows, rows - 1)  # the row in force just before the start
    inside = before >= steps.first[items]
    stops = reading.kind[np.maximum(before, 0)] == Kind.STOPPED
    if not isinstance(reading.line.measure.stops, Happens):
        contradicted[items] = inside & (whole.kind[first] == Kind.STOPPED) & stops
    whole.at[first] = start
    _cancelled_before(whole, reading)
    return whole


def _cancelled_before(life: Life, reading: Reading) -> None:
    """Leave one row, which never runs, of each clock that was cancelled before its start."""
    cancelled = reading.cancelled(reading.start_us)
    if cancelled is None:
        return
    first = life.first_of_item
    life.keep(np.flatnonzero(first | ~cancelled[life.item]))
    life.kind[cancelled[life.item]] = Kind.RESET
    life.cancelled |= cancelled
    life.end = np.where(cancelled, reading.start_us, life.end)


def _cut_at_cancel(life: Life) -> None:
    """Leave out the first cancel of an item and what comes after it, and note when that was.

    A cancel with nothing before it stays as a clock that never started.
    """
    cancels = np.flatnonzero(life.kind == Kind.CANCELLED)
    items = life.item[cancels]
    leading = _begins(items)
    cancels, items = cancels[leading], items[leading]
    life.cancelled[items] = True
    life.end[items] = life.at[cancels]
    alone = life.first_of_item[cancels]
    life.kind[cancels[alone]] = Kind.RESET
    limit = np.full(len(life.cancelled), len(life.row), np.intp)
    limit[items] = cancels + alone
    life.keep(np.flatnonzero(np.arange(len(life.row)) < limit[life.item]))


def _turn(life: Life) -> None:
    """Put a stop before each row at whose instant a running clock is stopped and started again."""
    assert life.turns is not None
    runs = life.kind <= Kind.PAUSED
    turns = np.flatnonzero(life.turns & ~life.first_of_item)
    turns = turns[runs[turns - 1]]
    copies = np.ones(len(life.row), np.intp)
    copies[turns] = 2
    life.keep(np.repeat(np.arange(len(copies)), copies))
    life.kind[np.cumsum(copies)[turns] - 2] = Kind.STOPPED


def _stop_by_column(life: Life, reading: Reading, taken: Taken) -> None:
    """Stop each clock at the instant in its column, or where the rest of a result is first reached after it."""
    first = np.flatnonzero(life.begins)
    items, clock = life.item[first], np.cumsum(life.begins) - 1
    begun, stop = life.at[first], reading.stop_us[items]
    named = stop != NAT
    life.contradicted[items] |= named & (stop < begun)
    stop = np.where(named, np.maximum(stop, begun), FAR)
    until = np.append(life.at[1:], FAR)[: len(life.at)]
    until[lasts(first, len(until))] = np.where(life.cancelled[items], life.end[items], FAR)
    reach = np.maximum(life.at, stop[clock])
    reach[~_reached(reading, life.row, taken) | (until <= reach)] = FAR
    end = np.minimum.reduceat(reach, first)[clock]
    keep = np.flatnonzero(life.at <= end)
    life.keep(keep)
    end = end[keep]
    last = lasts(np.flatnonzero(life.begins), len(keep))
    last = last[end[last] < FAR]
    copies = np.ones(len(keep), np.intp)
    copies[last] = 1 + (life.at[last] < end[last])  # a row that runs into the stop is cut there
    instants = end[last]
    life.keep(np.repeat(np.arange(len(keep)), copies))
    stops = np.cumsum(copies)[last] - 1
    life.at[stops] = instants
    life.kind[stops] = Kind.STOPPED
    life.begins = life.first_of_item
    if life.unsure is not None:
        life.unsure[stops] = False


def _reached(reading: Reading, rows: Rows, taken: Taken) -> Flags:
    """Return for rows of the reading whether all else that a result agreement asks for holds."""
    least = UNKNOWN if taken == "possible" else YES
    flags = np.ones(len(rows), np.bool_)
    if not reading.tables.also:
        return flags
    target = reading.targets(rows)
    for place, table in enumerate(reading.tables.also):
        some = np.flatnonzero(target == place)
        flags[some] = table[reading.meaning[rows[some]]] >= least
    return flags


def _stop_by_state(life: Life, reading: Reading, taken: Taken) -> None:
    """Stop each clock where its state says so, by the line's rules of second stops and of reopening."""
    line = reading.line
    stops = np.flatnonzero(life.kind == Kind.STOPPED)
    if reading.tables.also:
        stops = _after_reached(life, stops, _reached(reading, life.row[stops], taken), reading)
    if not len(stops):
        return
    item = life.item[stops]
    begins = np.ones(len(stops), np.bool_)
    begins[1:] = (stops[1:] != stops[:-1] + 1) | (item[1:] != item[:-1])
    starts = np.flatnonzero(begins)
    counts = starts  # the stop that counts of each unbroken stretch of stop states, as a place in `stops`
    group = np.cumsum(begins) - 1
    place = np.arange(len(stops))
    after = stops[lasts(starts, len(stops))] + 1
    inside = after < len(life.row)
    after = np.minimum(after, len(life.row) - 1)
    same = inside & (life.item[after] == item[starts])
    goes_on = life.kind[after] <= Kind.PAUSED
    if isinstance(line.measure.stops, Happens):
        goes_on |= life.kind[after] == Kind.RESET
    reopened = same & goes_on
    if line.stops == "last" and len(starts) < len(stops):
        changed = begins | _stop_changed(reading, life.row[stops])
        counts = np.maximum.accumulate(np.where(changed, place, 0))[lasts(starts, len(stops))]
        early = np.flatnonzero(place < counts[group])
        first = life.first_of_item[stops[starts]]
        went_on = np.where(first, np.int8(Kind.RUNS), life.kind[stops[starts] - 1])
        life.kind[stops[early]] = went_on[group[early]]
        if life.unsure is not None:
            life.unsure[stops[early]] = False
    stands = np.flatnonzero(place >= counts[group])
    if life.unsure is not None:
        life.unsure[stops[stands]] = False
    if line.on_reopen == "undo-stop":
        undone = reopened[group[stands]]
        life.kind[stops[stands[undone]]] = Kind.RUNS
        stands = stands[~undone]
    if line.on_reopen == "new-cycle":
        life.begins = life.begins.copy()
        life.begins[after[reopened]] = True
    elif line.on_reopen == "restart":
        life.anew = np.zeros(len(life.row), np.bool_)
        life.anew[after[reopened]] = True
    kept = np.ones(len(life.row), np.bool_)
    kept[stops[stands]] = stands == counts[group[stands]]  # a change while stopped waits for the reopening
    if not kept.all():
        life.keep(np.flatnonzero(kept))


def _after_reached(life: Life, stops: Rows, reached: Flags, reading: Reading) -> Rows:
    """Return the stop states from the first one on, in each unbroken stretch, in which the rest of a result holds.

    In the others the clock goes on as if they were none.
    """
    place = np.arange(len(stops))
    begins = np.ones(len(stops), np.bool_)
    begins[1:] = (stops[1:] != stops[:-1] + 1) | (life.item[stops[1:]] != life.item[stops[:-1]])
    latest = np.maximum.accumulate(np.where(reached, place, -1))
    counts = latest >= np.maximum.accumulate(np.where(begins, place, -1))
    others = stops[~counts]
    assert reading.beneath is not None
    life.kind = life.kind.copy()
    life.kind[others] = reading.beneath[life.row[others]]
    return stops[counts]


def _stop_changed(reading: Reading, rows: Rows) -> Flags:
    """Return which rows changed a field that decides the stop, or in which a stop happened."""
    sign = reading.tables.stop_word[reading.meaning]
    changed = np.ones(len(rows), np.bool_)
    before = np.maximum(rows - 1, 0)
    changed &= sign[rows] != sign[before]
    if reading.happened is not None:
        happens = np.zeros(len(sign), np.bool_)
        happens[np.searchsorted(reading.row, reading.happened.stops)] = True
        changed |= happens[rows]
    return changed


def _begins(groups: NDArray[np.integer[Any]]) -> Flags:
    """Return for each row whether its group differs from that of the row before."""
    flags = np.ones(len(groups), np.bool_)
    np.not_equal(groups[1:], groups[:-1], out=flags[1:])
    return flags
