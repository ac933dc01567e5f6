"""Why a clock stands still: which pause of the line holds in a stretch, which relief covers it, and which began first.

Pauses and relief are one union; each instant keeps all its causes and belongs to the one that began first. Of those
that began in one instant the pauses come before relief, and each in the order of the page.
"""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.reading import Reading
from contractkit.clocks.relief import AREAS, ReliefStretches
from contractkit.clocks.stretches import FAR, State, Stretches
from contractkit.clocks.truth import YES

__all__ = ["NOBODY", "Owners", "owners_of", "pausing_rows", "since"]

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]
Codes = NDArray[np.int8]

NOBODY = -1
"""In place of an area: the text does not say whose time it is."""


@attrs.frozen(eq=False)
class Owners:
    """Whose the time is in which clocks stand still, for each stretch.

    Attributes:
        pause: int32, the place in the line's pauses of the one that owns the stretch; -1 where none does.
        relief: int64, the place of the relief that owns it; -1 where none does.
        area: int8, the place in `AREAS` of the owner's area; `NOBODY` where it has none, or nothing owns the stretch.
    """

    pause: NDArray[np.int32]
    relief: Rows
    area: Codes


def owners_of(reading: Reading, stretches: Stretches, relief: ReliefStretches | None) -> Owners:
    """Return the cause that owns each stretch in which a clock stands still.

    Args:
        reading: Where the stretches come from.
        stretches: The stretches, cut where relief begins and ends.
        relief: The relief that is cut into them, by the places of the items in the reading; or None.

    Source: design.md section 5: an overlap belongs to the cause that began first.
    """
    count = len(stretches.at)
    pause, begun = np.full(count, -1, np.int32), np.full(count, FAR, np.int64)
    rows = pausing_rows(reading, stretches)
    paused = np.flatnonzero(rows >= 0)
    for place in range(len(reading.line.pauses)):
        began = since(reading, place)[rows[paused]]
        earlier = began < begun[paused]
        begun[paused[earlier]], pause[paused[earlier]] = began[earlier], place
    granted = np.full(count, -1, np.intp)
    if relief is not None and stretches.relieved is not None:
        some = np.flatnonzero(stretches.relieved)
        found = _first_in_force(relief, stretches.item[stretches.clock[some]], stretches.at[some])
        first = relief.begin[found] < begun[some]
        granted[some[first]] = found[first]
        pause[some[first]] = -1
    areas = [NOBODY if one.area is None else AREAS.index(one.area) for one in reading.line.pauses]
    area = np.array([*areas, NOBODY], np.int8)[pause]
    if relief is not None:
        area = np.where(granted >= 0, np.append(relief.area, np.int8(NOBODY))[granted], area)
    return Owners(pause, granted, area)


def pausing_rows(reading: Reading, stretches: Stretches) -> Rows:
    """Return for each stretch the row of the reading whose pauses hold in it; -1 where the clock is not paused.

    Before a last stop that counts, the pause of before goes on in stop states that do not (clocks.md 16).
    """
    paused = stretches.state == State.PAUSED
    holds = np.zeros(len(reading.meaning), np.bool_)
    for table in reading.tables.pauses:
        holds |= table[reading.meaning] == YES
    place = np.arange(len(paused))
    last = np.maximum.accumulate(np.where(paused & holds[stretches.row], place, -1))
    known = paused & (last >= stretches.first[stretches.clock])
    return np.where(known, stretches.row[np.maximum(last, 0)], -1)


def since(reading: Reading, pause: int) -> Ints:
    """Return for each row of the reading since when a pause holds without a break; `FAR` where it does not.

    Args:
        reading: The reading.
        pause: The place of the pause in the line.
    """
    holds = reading.tables.pauses[pause][reading.meaning] == YES
    begins = holds.copy()
    begins[1:] &= ~holds[:-1] | (reading.steps.item[1:] != reading.steps.item[:-1])
    first = np.maximum.accumulate(np.where(begins, np.arange(len(holds)), 0))
    return np.where(holds, reading.steps.at[first], FAR)


def _first_in_force(relief: ReliefStretches, item: NDArray[np.int32], at: Ints) -> Rows:
    """Return for each instant the relief in force that began first; there is one.

    Of an item's relief, in the order in which it begins, it is the first that ends later.
    """
    count = len(relief)
    items = np.concatenate([relief.item, item])
    instants = np.concatenate([relief.end, at])
    asked = np.arange(len(items)) >= count
    # stretches that end no later than one before them of their item are never the first in force
    begins = np.append(True, relief.item[1:] != relief.item[:-1])[:count]
    instants[:count] = _running_maximum(relief.end, begins)
    order = np.lexsort((asked, instants, items))
    before = np.cumsum(~asked[order])
    found = np.empty(len(item), np.intp)
    found[order[asked[order]] - count] = before[asked[order]]
    return found


def _running_maximum(values: Ints, begins: NDArray[np.bool_]) -> Ints:
    """Return the largest value so far in each group of rows."""
    group = np.cumsum(begins)
    order = np.lexsort((np.arange(len(values)), values))
    rank = np.empty(len(values), np.int64)
    rank[order] = np.arange(len(values))
    highest = np.maximum.accumulate(group * (len(values) + 1) + rank) - group * (len(values) + 1)
    return values[order[highest]] if len(values) else values
