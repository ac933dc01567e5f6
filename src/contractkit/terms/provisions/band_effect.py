"""What a figure in a band pays, or gives in points."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import attrs

from contractkit.quantities.rounding import Rounding
from contractkit.terms.conditions import Condition
from contractkit.terms.effects import Effect, Pays
from contractkit.terms.ladders import Stretch

__all__ = ["Band", "BandEffect", "BandRow"]


@attrs.frozen
class Band:
    """A stretch of figures with its consequence.

    Attributes:
        stretch: The figures that it is for.
        gives: What it credits or pays, or how many points it gives.
        name: What conditions call it.
    """

    stretch: Stretch
    gives: Pays | Decimal
    name: str | None = None


@attrs.frozen
class BandRow:
    """The bands for the items that meet a condition."""

    condition: Condition
    bands: tuple[Band, ...]


@attrs.frozen
class BandEffect(Effect):
    """What a figure in a band pays, or gives in points.

    Bands leave no gap and do not overlap, at the precision of the measured value.

    Attributes:
        gives: ``credit`` (without a sign), ``pays`` (a malus is negative) or ``points``.
        rows: The bands; one row for every item where the clause has no rows.
        compares: ``figure``, or ``shortfall``: how far the figure lies below the target's reach.
        precision: How the measured value is brought to a unit before it is compared; None: compared exactly.
    """

    gives: Literal["credit", "pays", "points"]
    rows: tuple[BandRow, ...]
    compares: Literal["figure", "shortfall"] = "figure"
    precision: Rounding | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of its bands."""
        return tuple(band.name for row in self.rows for band in row.bands if band.name is not None)
