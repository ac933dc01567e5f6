"""Exact ratios and service points: numbers that are neither percentages nor money."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import attrs

from contractkit.errors import UsageError
from contractkit.quantities.money import Money

__all__ = ["Points", "Ratio"]


def _fraction(value: Fraction | Decimal | int | str) -> Fraction:
    if isinstance(value, float):
        raise UsageError(f"{value!r} is a float, which cannot hold most ratios; give a Fraction, a Decimal or a text")
    return Fraction(value)


def _decimal(value: Decimal | int | str) -> Decimal:
    if isinstance(value, float):
        raise UsageError(f"{value!r} is a float; give a Decimal, an int or a text")
    return Decimal(value)


@attrs.frozen(order=True)
class Ratio:
    """A part of a whole, exactly: 1/11 stays 1/11, and is not 9.09 %.

    Attributes:
        value: The exact fraction.

    Example:
        >>> str(Ratio("1/11")), str(Ratio("1/2"))
        ('1/11', '0.5')
    """

    value: Fraction = attrs.field(converter=_fraction)

    def of(self, amount: Money) -> Fraction:
        """Return this part of `amount`, in its currency, exactly.

        Example:
            >>> Ratio("1/11").of(Money("100.00", "AUD"))
            Fraction(100, 11)
        """
        return self.value * Fraction(amount.amount)

    def __str__(self) -> str:
        """Return the ratio as a clause writes it: with a point where its decimals end, else as a fraction."""
        rest, places = self.value.denominator, 0
        while rest % 10 == 0:
            rest, places = rest // 10, places + 1
        for factor in (2, 5):
            while rest % factor == 0:
                rest, places = rest // factor, places + 1
        if rest != 1 or places > 12:
            return f"{self.value.numerator}/{self.value.denominator}"
        return f"{Decimal(self.value.numerator) / Decimal(self.value.denominator):f}"


@attrs.frozen(order=True)
class Points:
    """Service points, which are counted and are no percentage.

    Attributes:
        value: The exact number.

    Example:
        >>> str(Points(2) + Points(1))
        '3 points'
    """

    value: Decimal = attrs.field(converter=_decimal)

    def __add__(self, other: Points) -> Points:
        if not isinstance(other, Points):
            raise UsageError(f"{other!r} is no number of points; points add up with points only")
        return Points(self.value + other.value)

    def __mul__(self, factor: Decimal | int) -> Points:
        return Points(self.value * _decimal(factor))

    def __str__(self) -> str:
        """Return the points as a clause writes them."""
        return f"{self.value} point{'' if self.value in (1, -1) else 's'}"
