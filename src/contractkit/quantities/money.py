"""Money and the shares of it: exact decimals, one currency at a time, never floats."""

from __future__ import annotations

from decimal import Decimal

import attrs

from contractkit.errors import UsageError
from contractkit.quantities.currencies import shown_places

__all__ = ["Money", "Percent", "PercentagePoints"]


def _decimal(value: Decimal | int | str) -> Decimal:
    if isinstance(value, float):
        raise UsageError(
            f"{value!r} is a float, which cannot hold most amounts exactly; give a Decimal, an int or a text"
        )
    return Decimal(value)


@attrs.frozen
class Money:
    """An amount in one currency.

    Attributes:
        amount: The exact amount; never a float.
        currency: The ISO 4217 code.

    Example:
        >>> str(Money("12.5", "EUR") + Money(1, "EUR"))
        'EUR 13.50'
    """

    amount: Decimal = attrs.field(converter=_decimal)
    currency: str

    @classmethod
    def zero(cls, currency: str) -> Money:
        """Return no money, in `currency`."""
        return cls(Decimal(0), currency)

    def _same(self, other: Money) -> None:
        if not isinstance(other, Money):
            raise UsageError(f"{other!r} is not money; an amount adds up with an amount only")
        if other.currency != self.currency:
            raise UsageError(f"{self} and {other} have different currencies; convert one of them first")

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.amount - other.amount, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.currency)

    def __mul__(self, factor: Decimal | int) -> Money:
        return Money(self.amount * _decimal(factor), self.currency)

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.amount < other.amount

    def __le__(self, other: Money) -> bool:
        self._same(other)
        return self.amount <= other.amount

    def __str__(self) -> str:
        """Return the amount as a clause writes it, down to the smallest coin at least, thousands set apart."""
        places = shown_places(self.amount, self.currency)
        return f"{self.currency} {self.amount:,.{places}f}".replace(",", " ")


@attrs.frozen(order=True)
class Percent:
    """A share, in hundredths: ``Percent("97.5")`` is 97.5 %.

    Attributes:
        value: The exact number in front of the percent sign.
    """

    value: Decimal = attrs.field(converter=_decimal)

    def of(self, amount: Money) -> Money:
        """Return this share of `amount`, unrounded."""
        return Money(amount.amount * self.value / 100, amount.currency)

    def __sub__(self, other: Percent) -> PercentagePoints:
        return PercentagePoints(self.value - other.value)

    def __str__(self) -> str:
        """Return the share as a clause writes it."""
        return f"{self.value} %"


@attrs.frozen(order=True)
class PercentagePoints:
    """The difference between two percentages.

    Attributes:
        value: The exact number of points.
    """

    value: Decimal = attrs.field(converter=_decimal)

    def __str__(self) -> str:
        """Return the difference as a clause writes it."""
        return f"{self.value} pp"
