"""Relief of items: the stretches of the facts that are not held against the provider under one clock line.

Which stretches count (cause, announcement, evidence, limits) is decided in `evaluation`; here they are data, in order.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.records.clauses import ClauseRef

__all__ = ["AREAS", "FOREVER", "ReliefStretches"]

AREAS: Final = ("service", "solution", "data", "others")
"""Whom a stretch of time belongs to, by its code in `ReliefStretches.area`; -1 stands for nobody."""
FOREVER: Final = 2**62
"""Where a stretch ends that has no end yet, in microseconds."""


@attrs.frozen(eq=False)
class ReliefStretches:
    """Stretches of relief, in the order of item and begin.

    Attributes:
        item: int32, the place of the item in the facts.
        begin: int64, from when in microseconds, inclusive.
        end: int64, until when, exclusive; `FOREVER` for one without an end. One that ends where it begins is none.
        whole: For each whether it takes the item out instead of shortening the time used.
        cause: int16, the place of its cause in `causes`.
        clause: int16, the place of the clause that grants it in `clauses`.
        area: int8, the place in `AREAS` of whom it belongs to; -1 for nobody.
        causes: The causes.
        clauses: The clauses.
    """

    item: NDArray[np.int32]
    begin: NDArray[np.int64]
    end: NDArray[np.int64]
    whole: NDArray[np.bool_]
    cause: NDArray[np.int16]
    clause: NDArray[np.int16]
    area: NDArray[np.int8]
    causes: tuple[str, ...] = ()
    clauses: tuple[ClauseRef, ...] = ()

    @classmethod
    def of(
        cls,
        item: Sequence[int] | NDArray[np.integer],
        begin: Sequence[int] | NDArray[np.integer],
        end: Sequence[int] | NDArray[np.integer],
        whole: Sequence[bool] | NDArray[np.bool_] | None = None,
        cause: Sequence[int] | NDArray[np.integer] | None = None,
        clause: Sequence[int] | NDArray[np.integer] | None = None,
        area: Sequence[int] | NDArray[np.integer] | None = None,
        causes: tuple[str, ...] = (),
        clauses: tuple[ClauseRef, ...] = (),
    ) -> ReliefStretches:
        """Return stretches in any order as they are needed here; those without a length are left out.

        Args:
            item: The places of the items in the facts.
            begin: From when, microseconds, inclusive.
            end: Until when, microseconds, exclusive.
            whole: Whether each takes the item out; none does where this is left out.
            cause: The places of the causes; the first one where this is left out.
            clause: The places of the clauses; the first one where this is left out.
            area: The places of the areas; nobody's where this is left out.
            causes: The causes.
            clauses: The clauses.

        Example:
            >>> found = ReliefStretches.of(item=[1, 0], begin=[5, 7], end=[9, 7])
            >>> found.item.tolist(), found.begin.tolist(), found.end.tolist()
            ([1], [5], [9])
        """
        items, begins, ends = np.asarray(item, np.int32), np.asarray(begin, np.int64), np.asarray(end, np.int64)
        count = len(items)
        order = np.lexsort((begins, items))
        order = order[begins[order] < ends[order]]
        return cls(
            items[order],
            begins[order],
            ends[order],
            (np.zeros(count, np.bool_) if whole is None else np.asarray(whole, np.bool_))[order],
            (np.zeros(count, np.int16) if cause is None else np.asarray(cause, np.int16))[order],
            (np.zeros(count, np.int16) if clause is None else np.asarray(clause, np.int16))[order],
            (np.full(count, -1, np.int8) if area is None else np.asarray(area, np.int8))[order],
            causes,
            clauses,
        )

    def __len__(self) -> int:
        """Return how many stretches there are."""
        return len(self.item)

    def take(self, places: NDArray[np.intp] | NDArray[np.bool_] | slice) -> ReliefStretches:
        """Return the stretches at `places`, which are in order."""
        return ReliefStretches(
            self.item[places],
            self.begin[places],
            self.end[places],
            self.whole[places],
            self.cause[places],
            self.clause[places],
            self.area[places],
            self.causes,
            self.clauses,
        )

    def of_items(self, first: int, count: int) -> ReliefStretches:
        """Return the stretches of `count` items from the place `first` on, whose places are counted from there."""
        begin, end = np.searchsorted(self.item, (first, first + count))
        part = self.take(slice(int(begin), int(end)))
        return attrs.evolve(part, item=part.item - np.int32(first))
