"""Figures of an index series, as a statistical office publishes them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import attrs

from contractkit.errors import UsageError
from contractkit.quantities.ratios import Ratio

__all__ = ["IndexStatus", "IndexValue"]

IndexStatus = Literal["flash", "provisional", "final"]
"""How sure the office is of a figure."""


def _decimal(value: Decimal | int | str) -> Decimal:
    if isinstance(value, float):
        raise UsageError(f"{value!r} is a float; give an index figure as a Decimal, an int or a text")
    return Decimal(value)


@attrs.frozen
class IndexValue:
    """One published figure of a series.

    Attributes:
        series: The series, by the name that clauses use.
        base: What is 100 in it, such as ``2021=100``; figures of two bases are never compared.
        period: The year and the month that the figure is about.
        value: The figure.
        status: ``flash``, ``provisional`` or ``final``.
        published_on: When it was published; None where that is not known.

    Example:
        >>> now = IndexValue("services-prices", "2021=100", (2026, 10), "118.5")
        >>> then = IndexValue("services-prices", "2021=100", (2025, 10), "113.8")
        >>> now.over(then).value
        Fraction(1185, 1138)
    """

    series: str
    base: str
    period: tuple[int, int]
    value: Decimal = attrs.field(converter=_decimal)
    status: IndexStatus = "final"
    published_on: date | None = None

    def over(self, earlier: IndexValue) -> Ratio:
        """Return this figure over an earlier one of the same series and base.

        Raises:
            UsageError: They have another series or base, or the earlier one is not positive.
        """
        if (self.series, self.base) != (earlier.series, earlier.base):
            here, there = f"{self.series} ({self.base})", f"{earlier.series} ({earlier.base})"
            raise UsageError(f"{here} and {there} are not on one scale; link them with the published factor first")
        if earlier.value <= 0:
            raise UsageError(f"nothing can be compared with the figure {earlier.value} of {earlier.series}")
        return Ratio(Fraction(self.value) / Fraction(earlier.value))

    def __str__(self) -> str:
        """Return the figure with its series, month and base."""
        year, month = self.period
        return f"{self.series} {year:04}-{month:02}: {self.value} ({self.base})"
