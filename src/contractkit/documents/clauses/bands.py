"""Bands with two ends: from (this and more), above, below, through (this and less); no gap, no overlap."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Literal

import attrs
from pydantic import Field, model_validator

from contractkit.documents.faults import fault
from contractkit.documents.fields import CountText
from contractkit.documents.scalars import Part

__all__ = ["Band", "check_bands", "lowest_of"]


class Band(Part):
    """A stretch of numbers; an end that is left out is open."""

    from_: CountText | None = Field(default=None, alias="from")
    above: CountText | None = None
    below: CountText | None = None
    through: CountText | None = None

    @model_validator(mode="after")
    def _one_end_each(self) -> Band:
        if self.from_ is not None and self.above is not None:
            raise fault(
                "band-end",
                "a band begins with from or with above, not with both",
                "from includes the number, above does not",
            )
        if self.below is not None and self.through is not None:
            raise fault(
                "band-end",
                "a band ends with below or with through, not with both",
                "through includes the number, below does not",
            )
        return self


@attrs.frozen
class _End:
    at: Decimal | None
    side: Literal["inside", "outside"]
    unit: str | None

    @property
    def inside(self) -> bool:
        return self.side == "inside"


def _low(band: Band) -> _End:
    if band.from_ is not None:
        return _End(band.from_.value.number, "inside", band.from_.value.unit)
    if band.above is not None:
        return _End(band.above.value.number, "outside", band.above.value.unit)
    return _End(None, "outside", None)


def _high(band: Band) -> _End:
    if band.through is not None:
        return _End(band.through.value.number, "inside", band.through.value.unit)
    if band.below is not None:
        return _End(band.below.value.number, "outside", band.below.value.unit)
    return _End(None, "outside", None)


def lowest_of(band: Band) -> Decimal:
    """Return the number with which a band begins; nought where that is open."""
    return _low(band).at or Decimal(0)


def check_bands(bands: Sequence[Band]) -> None:
    """Refuse bands that mix units, leave a gap, overlap, or are empty; their order on the page does not matter.

    Raises:
        PydanticCustomError: With the code band-unit, band-gap, band-overlap or band-end.
    """
    if not bands:
        raise fault("missing-field", "the list of bands is empty", "give at least one band", ("bands",))
    ends = [(_low(band), _high(band)) for band in bands]
    units = {end.unit for pair in ends for end in pair if end.at is not None}
    if len(units) > 1:
        named = " and ".join(sorted(unit or "no unit" for unit in units))
        raise fault("band-unit", f"bands: the ends have different units: {named}")
    for number, (low, high) in enumerate(ends):
        if (
            low.at is not None
            and high.at is not None
            and (low.at > high.at or (low.at == high.at and not (low.inside and high.inside)))
        ):
            raise fault(
                "band-end",
                f"no number lies between {low.at} and {high.at}",
                "the lower end stands in from or above",
                ("bands", number),
            )
    ordered = sorted(ends, key=lambda pair: (pair[0].at is not None, pair[0].at or Decimal(0), not pair[0].inside))
    for (_, high), (low, _) in pairwise(ordered):
        if high.at is None or low.at is None or high.at > low.at or (high.at == low.at and high.inside and low.inside):
            around = low.at if low.at is not None else high.at
            raise fault(
                "band-overlap",
                f"bands: two bands overlap around {around}",
                "let one end with below where the other starts with from",
            )
        if high.at < low.at or not (high.inside or low.inside):
            raise fault(
                "band-gap",
                f"bands: nothing is agreed between {high.at} and {low.at}",
                "let the upper band start with from where the lower one ends with below",
            )
