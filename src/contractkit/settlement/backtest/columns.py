"""Numbers of several variants together: what differs is a column of them, what is the same stands once for all.

An array of histories has the shape (histories,), or (variants, histories) where variants differ in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contractkit.settlement.backtest.luck import Floats

__all__ = ["column", "rows"]


def column(values: Sequence[float]) -> Floats | float:
    """Return a number for each variant as a column, or the number itself where it is the same for all.

    Example:
        >>> column([5.0, 5.0])
        5.0
        >>> column([5.0, 6.0]).shape
        (2, 1)
    """
    first = values[0]
    if all(value == first for value in values):
        return first
    return np.array(values, np.float64)[:, None]


def rows(found: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """Return what each variant has in every history, a row for each; one row where it is the same array for all.

    Example:
        >>> luck = np.zeros(1000)
        >>> rows([luck, luck]).shape, rows([luck, luck + 1]).shape
        ((1000,), (2, 1000))
    """
    first = found[0]
    return first if all(one is first for one in found) else np.stack(found)
