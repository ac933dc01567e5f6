"""Rows of items in the order of item and time, and what can be asked of any such rows."""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

__all__ = ["Steps", "lasts"]

Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]


@attrs.frozen(eq=False)
class Steps:
    """Rows in the order of item and time; every item has one at least.

    Attributes:
        item: int32, the place of the row's item.
        at: int64, the instant from which the row holds, in microseconds.
        first: For each item the place of its first row.
    """

    item: NDArray[np.int32]
    at: NDArray[np.int64]
    first: Rows

    @property
    def last(self) -> Rows:
        """Return for each item the place of its last row."""
        return lasts(self.first, len(self.item))

    def leading(self, flags: Flags) -> Flags:
        """Return which rows have the flag, and all rows of their item before them too."""
        others = np.cumsum(~flags)
        before: NDArray[np.int64] = others[self.first] - ~flags[self.first]
        leading: Flags = flags & (others == before[self.item])
        return leading


def lasts(first: Rows, count: int) -> Rows:
    """Return the last place of each group of rows, of which there are `count` in all."""
    return np.append(first[1:], count)[: len(first)] - 1
