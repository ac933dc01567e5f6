"""From when to when a clock ran, stood still and was stopped: how it stops, and how it is reopened.

From when on it runs, and where it is cancelled, is decided in `life`; which target holds in which stretch, in
`targeting`. How much of a stretch counts is measured in `axis`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.life import Life, started
from contractkit.clocks.meaning import Kind
from contractkit.clocks.reading import Reading
from contractkit.clocks.steps import lasts
from contractkit.clocks.stretches import FAR, Taken
from contractkit.clocks.truth import UNKNOWN, YES
from contractkit.facts import NAT
from contractkit.terms.targets import AtField, Happens

__all__ = ["lives"]

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]


def lives(reading: Reading, taken: Taken) -> Life:
    """Return the rows of all clocks that have started, each cycle from its beginning to its end.

    Args:
        reading: What the states mean.
        taken: How to take what is unknown of a result agreement's conditions.

    Source: clocks.md rules 6, 7 and 14 to 18; decisions/0115.
    """
    life = started(reading)
    if not len(life.row):
        return life
    if isinstance(reading.line.measure.stops, AtField):
        _stop_by_column(life, reading, taken)
    elif life.turns is not None or int(life.kind.max()) >= Kind.STOPPED:
        _stop_by_state(life, reading, taken)
    return life


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
    if line.stops == "last" and not isinstance(line.measure.stops, Happens) and len(starts) < len(stops):
        changed = begins | _stop_changed(reading, life.row[stops])
        counts = np.maximum.accumulate(np.where(changed, place, 0))[lasts(starts, len(stops))]
        early = np.flatnonzero(place < counts[group])
        first = life.first_of_item[stops[starts]]
        went_on = np.where(first, _before_the_start(reading, life.row[stops[starts]]), life.kind[stops[starts] - 1])
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
    """Return which rows changed a field that decides the stop."""
    sign = reading.tables.stop_word[reading.meaning]
    changed: Flags = sign[rows] != sign[np.maximum(rows - 1, 0)]
    return changed


def _before_the_start(reading: Reading, rows: Rows) -> NDArray[np.int8]:
    """Return what a clock goes on with that starts in a stop which is none yet: it runs, or waits after a reset."""
    before = np.maximum(rows - 1, 0)
    resets = (reading.steps.item[before] == reading.steps.item[rows]) & (before < rows)
    resets &= reading.kind[before] == Kind.RESET
    return np.where(resets, np.int8(Kind.RESET), np.int8(Kind.RUNS))
