"""What work outside the agreement is worth: at the price of the catalogue, or time spent at a rate.

A worth is a figure for the next conversation: nothing of it is charged. Where the papers do not say which price holds,
or nobody told how long it took, there is no figure, and the reason stands in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import attrs

from contractkit.charging import ChargingFacts, price_on
from contractkit.charging.exact import amount_text, as_decimal
from contractkit.errors import NotComputedError, UsageError
from contractkit.quantities.currencies import minor_units
from contractkit.quantities.money import Money
from contractkit.quantities.spans import WorkingTime
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import Figures, joined, said
from contractkit.terms import Agreement
from contractkit.terms.prices import LumpSum, PriceOf
from contractkit.terms.provisions.catalogue_item import CatalogueItem
from contractkit.terms.provisions.rate import Rate

__all__ = [
    "Worth",
    "is_for_time",
    "known_sum",
    "of_catalogue",
    "of_rate",
    "of_sources",
    "rounded",
    "time_text",
    "together",
    "why_unpriced",
    "worth_said",
]

_SIZES = {"hour": timedelta(hours=1), "minute": timedelta(minutes=1)}
_US = timedelta(microseconds=1)
_SECOND = timedelta(seconds=1)


@attrs.frozen
class Worth:
    """What something is worth, or why nobody can say.

    Attributes:
        amount: The amount, to the cent; None where it is not known.
        formula: How it came about, or what is missing.
        clause: Where its price stands; None where it is not known.
    """

    amount: Money | None
    formula: str
    clause: ClauseRef | None = None

    @property
    def missing(self) -> str | None:
        """Return what is not known; None where all is."""
        return self.formula if self.amount is None else None


def rounded(amount: Fraction, currency: str) -> Money:
    """Return an amount to the cent, half a cent up, so that lines that are shown add up to their total.

    Example:
        >>> str(rounded(Fraction("92.50") * 35 / 60, "EUR"))
        'EUR 53.96'
    """
    return Money(
        as_decimal(amount).quantize(Decimal(1).scaleb(-minor_units(currency)), rounding=ROUND_HALF_UP), currency
    )


def known_sum(amounts: Iterable[Money | None], currency: str) -> Money | None:
    """Return what amounts come to together, as far as they are known.

    Args:
        amounts: The amounts; None for one that is not known.
        currency: That of the agreement.

    Returns:
        The sum; None where one of them is not known and the others come to nothing, since *at least EUR 0.00* would say
        nothing. Of no amounts at all it is nought.

    Example:
        >>> str(known_sum([Money("12.50", "EUR"), None], "EUR")), known_sum([None], "EUR"), str(known_sum([], "EUR"))
        ('EUR 12.50', None, 'EUR 0.00')
    """
    every = list(amounts)
    total = sum((one.amount for one in every if one is not None), Decimal("0.00"))
    return None if None in every and not total else Money(total, currency)


def together(worths: Iterable[Worth], currency: str) -> Money | None:
    """Return what several things are worth together, as `known_sum` does."""
    return known_sum((one.amount for one in worths), currency)


def why_unpriced(worths: Iterable[Worth]) -> tuple[str, ...]:
    """Return why some of several things are not priced, each reason once; nothing where all are."""
    return tuple(dict.fromkeys(one.formula for one in worths if one.amount is None))


def worth_said(worth: Money | None, unpriced: int, why: Iterable[str]) -> str:
    """Return a worth in words, and why it is not known, or not all of it.

    Args:
        worth: What is known of it; None where nothing is.
        unpriced: How many things are not priced.
        why: Why they are not.

    Example:
        >>> worth_said(None, 2, ["how long it took is not told"])
        'worth not known, 2 not priced: how long it took is not told'
    """
    reasons = "; ".join(why)
    least = "at least " if unpriced or reasons else ""
    told = "worth not known" if worth is None else f"worth {least}{worth}"
    return f"{told}{f', {unpriced} not priced' if unpriced else ''}{f': {reasons}' if reasons else ''}"


def of_catalogue(entry: CatalogueItem, spent: timedelta | None, currency: str) -> Worth | None:
    """Return what one delivery of a catalogue entry costs, or the time that it took at its price for an hour.

    Args:
        entry: The entry.
        spent: How long it took; None where nobody told. A price for each piece needs no time.
        currency: That of the agreement.

    Returns:
        The worth; None where the entry has no price for each delivery, only one for a period or in bands.
    """
    price = entry.price
    once = isinstance(price, PriceOf) and price.per is None
    once = once or (isinstance(price, LumpSum) and price.per == "once")
    if not once or not isinstance(price, PriceOf | LumpSum) or price.amount.currency != currency:
        return None
    amount = Fraction(price.amount.amount)
    if isinstance(price, LumpSum):
        return Worth(
            rounded(amount, currency), said("1 {name} × {amount}", name=entry.name, amount=price.amount), entry.clause
        )
    return _of_time(price, amount, spent, entry.name, entry.clause, currency)


def is_for_time(entry: CatalogueItem) -> bool:
    """Return whether a catalogue entry has a price for each hour or minute of work."""
    price = entry.price
    return isinstance(price, PriceOf) and price.per is None and price.unit in _SIZES


def of_sources(
    version: Agreement,
    names: Sequence[str],
    speaking: Sequence[Rate],
    spent: timedelta | None,
    on: date,
    known: ChargingFacts,
) -> Worth:
    """Return what work is worth at the prices that a clause names, or else at the one price for time that there is.

    Args:
        version: The agreement as it stands on the date.
        names: The rates, services and catalogue entries that a clause names, the first one that prices it decides;
            empty where no clause names any.
        speaking: The rates whose condition the work meets.
        spent: How long it took; None where nobody told.
        on: The date whose prices hold.
        known: Index figures, and what was known when.
    """
    entries = version.provisions_of(CatalogueItem)
    for name in names:
        rate = next((one for one in version.provisions_of(Rate) if name in (one.name, str(one.clause))), None)
        if rate is not None:
            return of_rate(version, rate, spent, on, known)
        entry = next((one for one in entries if name in (one.name, str(one.clause))), None)
        found = None if entry is None else of_catalogue(entry, spent, version.currency)
        if found is not None:
            return found
    if names:
        return Worth(None, said("{names}: no price for work as it comes", names=joined(" and ", names)))
    for_time = [one for one in entries if is_for_time(one)]
    if len(speaking) + len(for_time) > 1:
        every: tuple[Rate | CatalogueItem, ...] = (*speaking, *for_time)
        says = joined(" and ", (said("{name} ({clause})", name=one.name, clause=one.clause) for one in every))
        return Worth(None, said("{says} could price it; a quote clause with priced_from says which", says=says))
    if speaking:
        return of_rate(version, speaking[0], spent, on, known)
    found = of_catalogue(for_time[0], spent, version.currency) if for_time else None
    return Worth(None, "no rate and no entry of the catalogue prices it") if found is None else found


def of_rate(version: Agreement, rate: Rate, spent: timedelta | None, on: date, known: ChargingFacts) -> Worth:
    """Return what time spent is worth at a rate: in its steps, and at least what it charges each time.

    Args:
        version: The agreement as it stands on the date.
        rate: The rate; its steps and its least count once for each item.
        spent: How long it took; None where nobody told. A price for each visit or piece needs no time: it counts once.
        on: The date whose price holds.
        known: Index figures, and what was known when.
    """
    if rate.surcharges:
        return Worth(
            None, said("{name} has surcharges, and which hours they hold for is not told", name=rate.name), rate.clause
        )
    try:
        priced = price_on(version, rate.name, on, known)
    except (NotComputedError, UsageError) as error:
        return Worth(None, str(error), rate.clause)
    if priced.price is None:
        return Worth(None, priced.missing or said("the price of {name} is not known", name=rate.name), rate.clause)
    if isinstance(rate.price, PriceOf):
        counted = None if spent is None else _counted(rate, spent)
        return _of_time(rate.price, priced.price, counted, rate.name, rate.clause, version.currency)
    told = amount_text(priced.price, version.currency)
    return Worth(
        rounded(priced.price, version.currency), said("1 {name} × {told}", name=rate.name, told=told), rate.clause
    )


def _of_time(
    price: PriceOf, amount: Fraction, spent: timedelta | None, name: str, clause: ClauseRef, currency: str
) -> Worth:
    """Return what a piece of work is worth at a price for each hour, or for each piece."""
    told, size = amount_text(amount, currency), _SIZES.get(price.unit)
    if size is None:
        if price.unit == "day":
            return Worth(None, said("{name} is priced per day, and how many is not told", name=name), clause)
        units = Fraction(1, price.per_units)
        return Worth(rounded(units * amount, currency), said("1 {unit} × {told}", unit=price.unit, told=told), clause)
    if spent is None:
        return Worth(None, said("how long it took is not told ({told} per {unit})", told=told, unit=price.unit), clause)
    units = Fraction(spent // _US, size // _US)
    formula = said("{spent} × {told} per {unit}", spent=time_text(spent), told=told, unit=price.unit)
    return Worth(rounded(units / price.per_units * amount, currency), formula, clause)


def time_text(spent: timedelta) -> str:
    """Return a time in hours and minutes, and seconds where it has any."""
    minutes, rest = divmod(spent, timedelta(minutes=1))
    hours, minutes = divmod(minutes, 60)
    parts = [
        said("{hours} h", hours=hours) if hours else "",
        said("{minutes} min", minutes=minutes) if minutes else "",
        said("{rest} s", rest=Figures(f"{rest / _SECOND:g}")) if rest else "",
    ]
    return joined(" ", (part for part in parts if part)) or "0 min"


def _counted(rate: Rate, spent: timedelta) -> timedelta:
    """Return the time that is charged: in whole steps, and at least the least."""
    step, least = _time(rate.in_steps_of), _time(rate.at_least)
    if step:
        spent = step * -(-spent // step)
    return max(spent, least) if least else spent


def _time(span: object) -> timedelta | None:
    return span.to_timedelta() if isinstance(span, WorkingTime) else None
