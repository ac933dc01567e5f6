"""Exact amounts on their way to money: fractions that are rounded once, at the end, and how they are written down.

A third of a quarterly fee has no end as a decimal. Amounts therefore stay fractions until a settlement rounds them.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm

from contractkit.quantities.currencies import shown_places
from contractkit.records.said import Figures

__all__ = ["added", "amount_text", "as_decimal", "exact_text", "percent_text", "share_text"]

_DIGITS = Context(prec=34)
_SHOWN = 4


def added(values: Iterable[Fraction | Decimal]) -> Fraction:
    """Return the exact sum, brought to its lowest terms once.

    Example:
        >>> added([Fraction(1, 3), Fraction(1, 6), Fraction(-1, 2)])
        Fraction(0, 1)
    """
    top, bottom = 0, 1
    for value in values:
        count, of = value.as_integer_ratio()
        if of != bottom:
            common = lcm(bottom, of)
            top, count, bottom = top * (common // bottom), count * (common // of), common
        top += count
    return Fraction(top, bottom)


def as_decimal(value: Fraction) -> Decimal:
    """Return the decimal that is `value`, or the nearest one of 34 digits where none is.

    Example:
        >>> as_decimal(Fraction(1, 8)), as_decimal(Fraction(-2, 3))
        (Decimal('0.125'), Decimal('-0.6666666666666666666666666666666667'))
    """
    ended = _ended(value)
    return ended if ended is not None else _DIGITS.divide(Decimal(value.numerator), Decimal(value.denominator))


def _ended(value: Fraction) -> Decimal | None:
    """Return the decimal that is exactly `value`; None where its digits have no end."""
    places = _places(value.denominator)
    if places is None:
        return None
    return Decimal(f"{value.numerator * 10**places // value.denominator}E-{places}")


@lru_cache(maxsize=4096)
def _places(denominator: int) -> int | None:
    """Return how many decimals a fraction in its lowest terms has; None where they have no end."""
    rest, twos, fives = denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def exact_text(value: Fraction) -> str:
    """Return `value` so that nothing is lost: as a decimal, or as a fraction where no decimal is.

    Example:
        >>> exact_text(Fraction(1, 8)), exact_text(Fraction(-20, 7))
        ('0.125', '-20/7')
    """
    ended = _ended(value)
    return Figures(str(value) if ended is None else f"{ended:f}")


def percent_text(percent: Fraction) -> str:
    """Return a number of percents as a clause writes it; digits without end are cut off and marked by an ellipsis.

    Example:
        >>> percent_text(Fraction(-5)), percent_text(Fraction(-30, 7))
        ('-5 %', '-4.2857… %')
    """
    ended = _ended(percent)
    endless = ended is None or -int(ended.as_tuple().exponent) > _SHOWN
    return Figures(f"{_cut(percent)} %" if endless else f"{ended:f} %")


def amount_text(amount: Fraction, currency: str) -> str:
    """Return an amount that is not rounded yet; digits beyond the fourth are cut off and marked by an ellipsis.

    Example:
        >>> amount_text(Fraction(18500), "EUR"), amount_text(Fraction(18500, 3), "EUR"), amount_text(Fraction(9), "JPY")
        ('EUR 18 500.00', 'EUR 6 166.6666…', 'JPY 9')
    """
    ended = _ended(amount)
    if ended is None or -int(ended.as_tuple().exponent) > _SHOWN:
        return Figures(f"{currency} {_cut(amount)}")
    places = shown_places(ended, currency)
    return Figures(f"{currency} {ended:,.{places}f}".replace(",", " "))


def _cut(value: Fraction) -> str:
    whole, part = divmod(abs(value.numerator) * 10**_SHOWN // value.denominator, 10**_SHOWN)
    shown = f"{whole:,}".replace(",", " ")
    return f"{'-' if value < 0 else ''}{shown}.{part:0{_SHOWN}}…"


def share_text(share: Fraction, bounds: Iterable[Fraction] = ()) -> str:
    """Return a share of one as a percentage with two places, or more where two would hide its side of a bound.

    Args:
        share: The share; 1 is everything.
        bounds: Percentages that the share is compared with.

    Example:
        >>> share_text(Fraction(46, 48)), share_text(Fraction(9998999, 10000000), [Fraction("99.99")])
        ('95.83 %', '99.98999 %')
    """
    percent = share * 100
    against = tuple(bounds)
    for places in range(2, 13):
        shown = Fraction(round(percent * 10**places), 10**places)
        if all((shown > bound) - (shown < bound) == (percent > bound) - (percent < bound) for bound in against):
            break
    return Figures(f"{as_decimal(shown):.{places}f} %")
