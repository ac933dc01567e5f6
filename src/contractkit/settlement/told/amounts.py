"""For which dates an amount was told: each counts once, in those dates, and is never laid on a part of them.

Words that name a length of their own, such as ``monthly-fee``, keep it; so do numbers, such as a rate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

import attrs

from contractkit.quantities.money import Money
from contractkit.quantities.months import months_between
from contractkit.quantities.notation import Volume
from contractkit.quantities.periods import Period

__all__ = ["ToldAmount", "narrowed", "summed", "told_in"]

_OF_THEIR_OWN = (
    "monthly-fee",
    "quarterly-fees",
    "half-yearly-fees",
    "yearly-fees",
    "remaining-fees",
    "contract-price",
)
"""Words whose amount is that of a length of its own, whichever dates ask for it."""


@attrs.frozen
class ToldAmount:
    """An amount of one period.

    Attributes:
        of: Its word.
        period: The dates that it is of.
        amounts: The amount, or several that add up.
    """

    of: str
    period: Period
    amounts: tuple[Money | Volume, ...]

    @property
    def whole(self) -> Money | Volume:
        """Return what they add up to."""
        return summed(self.amounts)


def summed(amounts: Iterable[Money | Volume]) -> Money | Volume:
    """Return the sum of amounts in one currency, or of numbers in one unit; there is at least one."""
    first, *rest = amounts
    if isinstance(first, Money):
        several = (one.amount for one in (first, *rest) if isinstance(one, Money))
        return Money(sum(several, Decimal(0)), first.currency)
    number = sum((one.number for one in rest if isinstance(one, Volume)), first.number)
    return Volume(number, first.unit, first.per)


def told_in(every: Iterable[ToldAmount], word: str, period: Period) -> Money | Volume | None:
    """Return what was told of a word for just these dates: as one, or for parts that make them; else None.

    Args:
        every: The amounts with their periods.
        word: The word.
        period: The dates.
    """
    inside = sorted(
        (one for one in every if one.of == word and period.start <= one.period.start and one.period.end <= period.end),
        key=lambda one: (one.period.start, one.period.end),
    )
    same = [one for one in inside if (one.period.start, one.period.end) == (period.start, period.end)]
    if same:
        return same[-1].whole
    at = period.start
    for one in inside:
        if one.period.start != at or not isinstance(one.whole, Money):
            return None
        at = one.period.end
    return summed(one.whole for one in inside) if inside and at == period.end else None


def _covers(word: str, amount: Money | Volume, told_of: Period, period: Period) -> bool:
    """Return whether an amount that was told for some dates is that of others too: not of a part of them.

    Args:
        word: Its word.
        amount: The amount.
        told_of: The dates for which it was told.
        period: The dates that ask for it.
    """
    if word in _OF_THEIR_OWN or not isinstance(amount, Money):
        return True
    if period.start <= told_of.start and told_of.end <= period.end:
        return True
    apart = period.end <= told_of.start or told_of.end <= period.start
    inside = told_of.start <= period.start and period.end <= told_of.end
    return not apart and not inside and not _shorter(period, told_of)


def _shorter(one: Period, other: Period) -> bool:
    months = months_between(one.start, one.end), months_between(other.start, other.end)
    if months[0] is not None and months[1] is not None:
        return months[0] < months[1]
    return one.end - one.start < other.end - other.start


def _says_apart(word: str, told_of: Iterable[Period], period: Period) -> str:
    """Return in a clause why an amount is not known for some dates.

    Args:
        word: Its word.
        told_of: The dates for which it was told.
        period: The dates that ask for it.
    """
    names = " and ".join(dict.fromkeys(one.label for one in told_of))
    month = "month" if months_between(period.start, period.end) == 1 else "period"
    return f"the amount {word} is told for {names} and not for {period.label} (tell it per {month})"


def narrowed(
    amounts: Mapping[str, Money | Volume], told_of: Period | None, every: tuple[ToldAmount, ...], period: Period
) -> tuple[dict[str, Money | Volume], dict[str, str]]:
    """Return the amounts that are known for some dates, and why others are not.

    Args:
        amounts: The amounts of one period, by their words.
        told_of: That period; None: whatever asks.
        every: Amounts with periods of their own.
        period: The dates that ask.
    """
    known, apart = {}, {}
    for word in dict.fromkeys((*amounts, *(one.of for one in every))):
        own = told_in(every, word, period)
        plain = amounts.get(word)
        if own is not None:
            known[word] = own
        elif plain is not None and (told_of is None or _covers(word, plain, told_of, period)):
            known[word] = plain
        else:
            dates = [one.period for one in every if one.of == word]
            dates = [told_of, *dates] if plain is not None and told_of is not None else dates
            apart[word] = _says_apart(word, dates, period)
    return known, apart
