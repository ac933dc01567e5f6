"""The clocks of a line from their start on: their rows, cut where they start, turn and are cancelled.

How they stop and are reopened is decided in `lives`.
"""

from __future__ import annotations

from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.meaning import Kind
from contractkit.clocks.reading import Reading, Start
from contractkit.clocks.stretches import FAR
from contractkit.terms.targets import AtField, Happens

__all__ = ["Life", "started"]

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


def started(reading: Reading) -> Life:
    """Return the rows of the clocks that have started, from their start to their cancel or the moment of judging.

    Source: clocks.md rules 7 and 14; decisions/0115.
    """
    life = _from_start(reading)
    if not len(life.row):
        return life
    if int(life.kind.max()) == Kind.CANCELLED:
        _cut_at_cancel(life)
    if life.turns is not None:
        _turn(life)
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
    measure = reading.line.measure  # only a column can say that a clock started while it was stopped
    if isinstance(measure.starts, AtField) and not isinstance(measure.stops, Happens):
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


def _begins(groups: NDArray[np.integer[Any]]) -> Flags:
    """Return for each row whether its group differs from that of the row before."""
    flags = np.ones(len(groups), np.bool_)
    np.not_equal(groups[1:], groups[:-1], out=flags[1:])
    return flags
