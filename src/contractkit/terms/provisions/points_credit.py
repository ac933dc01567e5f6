"""Service points that become a credit."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import attrs

from contractkit.terms.effects import Effect, Pays

__all__ = ["PointsCredit", "PointsRow"]


@attrs.frozen
class PointsRow:
    """From so many points on, this much credit."""

    points: Decimal
    credit: Pays


@attrs.frozen
class PointsCredit(Effect):
    """The points of a period as a credit: sum of points x credit, or what the table says.

    Attributes:
        credit: What a point costs; None where there is a table.
        table: What a number of points costs, from the smallest number on; below the first row nothing is paid.
        between_rows: Whether a number between two rows costs what the lower row says, or a value between the two.
    """

    credit: Pays | None = None
    table: tuple[PointsRow, ...] = ()
    between_rows: Literal["lower-row", "interpolate"] = "lower-row"
