"""Prices as drawings: what a service costs along its volume, and how a price goes through the years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import attrs

from contractkit.charging import ChargingFacts, CountedVolume, charges
from contractkit.charging.charge import Charge
from contractkit.charging.in_bands import bands_of
from contractkit.charging.paths import PricePoint
from contractkit.charging.price_history import price_history
from contractkit.charging.volumes import LevelVolume, measured
from contractkit.errors import UsageError
from contractkit.quantities.periods import Period
from contractkit.settlement.paying.courses import Bar, Course, Piece
from contractkit.statements.charts.courses import Mark, drawn_bars, drawn_lines
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.wording import language
from contractkit.terms import Agreement
from contractkit.terms.effects import Service
from contractkit.terms.prices import BandedPrice, PriceOf
from contractkit.terms.provisions.minimum_commitment import MinimumCommitment
from contractkit.terms.provisions.prepaid import Prepaid

__all__ = ["price_chart", "volume_chart"]

WORDS = {
    "en": {
        "costs": "{clause}: what {service} costs in {period}",
        "price": "{clause}: the price of {name}",
        "first": "at first",
        "from": "from {day}",
    },
    "nl": {
        "costs": "{clause}: wat {service} kost in {period}",
        "price": "{clause}: de prijs van {name}",
        "first": "aan het begin",
        "from": "vanaf {day}",
    },
}

_PLACES = 240
"""At so many volumes, about, a price is asked; besides at every end of a band, and one unit beside it."""

Point = tuple[Fraction, Fraction]


def volume_chart(
    agreement: Agreement,
    service: str,
    *,
    period: str | Period,
    facts: ChargingFacts | None = None,
    most: int | None = None,
    locale: str = "en",
) -> str:
    """Return a drawing of what a service costs in a period along the number of its units.

    Drawn is what `charges` charges for whole units: the price in its bands, what lies outside the agreed band, prepaid
    blocks and what lies beyond them, and the shortfall of a minimum commitment that the service counts for. The volume
    that was measured is marked.

    Args:
        agreement: The agreement.
        service: The name of the service.
        period: The billing period; whole months.
        facts: Index figures, and the volumes that were measured; None for nothing but the papers.
        most: The highest number of units that is drawn; None for half as many again as any number that the clause has.
        locale: The language, such as ``en`` or ``nl``.

    Returns:
        An ``svg`` document with a title and a description for those who do not see it.

    Raises:
        UsageError: No service is called so in the period, it has no price, or what it costs is not known.
        PeriodError: `period` is not made of whole months.

    Example:
        >>> import contractkit as ck
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "S-1", "title": "Mail", "currency": "EUR", "zone": "UTC",
        ...     "clauses": {"1": {
        ...         "kind": "service", "name": "mail", "volume": "300 mailboxes",
        ...         "price": "EUR 4.00 per mailbox per month", "band": "10 %",
        ...         "outside_band": {"above": "EUR 3.50 per mailbox", "below": "EUR 2.00 per mailbox"}}}})
        >>> "at 330 mailboxes EUR 1 200.00" in volume_chart(agreement, "mail", period="2026-02")
        True
    """
    told = facts or ChargingFacts()
    dates = agreement.period(period, made_of="months")
    version = agreement.at(dates.last, told.known_at)
    found = version.services.get(service)
    if found is None or found.details.pricing is None:
        known = [name for name, one in version.services.items() if one.details.pricing is not None]
        says = f"{version.id}: no service with a price is called {service!r} in {dates.label}"
        raise UsageError(f"{says}; known are {', '.join(known) or 'none'}", value=service)
    blocks = (Fraction(one.units) for one in version.provisions_of(Prepaid) if one.of == service)
    ends = sorted((*_ends(found), *blocks))
    top = Fraction(most) if most is not None else max([*ends, Fraction(10)]) * 3 / 2
    minimum = _minimum_clauses(version, service)
    points = [
        (Fraction(units), _cost(charges(agreement, dates, _with_volume(told, service, dates, units)), service, minimum))
        for units in sorted(_places(ends, top))
    ]
    course = _course(points, service, _unit(found), version.currency)
    speaks = language(locale)
    title = Teller(speaks, WORDS)("costs", clause=str(found.clause), service=service, period=dates.label)
    return drawn_lines(course, title, speaks, _measured(agreement, dates, service, told, minimum))


def price_chart(
    agreement: Agreement, name: str, *, until: date, facts: ChargingFacts | None = None, locale: str = "en"
) -> str:
    """Return a drawing of a price from its beginning: a bar for each amendment, and each change by an index.

    Args:
        agreement: The agreement with its versions.
        name: The fee, the service or the rate; of a price in bands, that of the lowest band.
        until: The last date that is drawn, in the agreement's zone.
        facts: Index figures, and what was known when; None for nothing but the papers.
        locale: The language, such as ``en`` or ``nl``.

    Returns:
        An ``svg`` document with a title and a description for those who do not see it.

    Raises:
        UsageError: Nothing is called so, or its price is not known from some date on.

    Example:
        >>> import contractkit as ck
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "S-1", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "clauses": {
        ...         "1": {"kind": "term", "start": "2025-01-01"},
        ...         "2": {"kind": "fee", "name": "base", "amount": "EUR 1 000", "per": "month"},
        ...         "3": {"kind": "indexation", "by": {"fixed": "3 %"}, "every": "1 January"}}})
        >>> "from 2026-01-01: EUR 1 030.00" in price_chart(agreement, "base", until=date(2026, 12, 31))
        True
    """
    history = price_history(agreement, name, until, facts or ChargingFacts())
    missing = next((point for point in history if point.missing is not None), None)
    if missing is not None:
        raise UsageError(f"{agreement.id}: the price of {name} is not known: {missing.missing}", value=name)
    tell = Teller(language(locale), WORDS)
    bars = tuple(Bar(_since(point, tell), point.price) for point in history if point.price is not None)
    clauses = {one.name: str(one.clause) for one in agreement.services.values()}
    clauses |= {one.name: str(one.clause) for one in agreement.fees}
    clauses |= {one.name: str(one.clause) for one in agreement.provisions_of(Prepaid)}
    clause = clauses.get(name, agreement.id)
    title = tell("price", clause=clause, name=name)
    return drawn_bars(Course(name, "", agreement.currency, bars=bars), title, tell.speaks)


def _since(point: PricePoint, tell: Teller) -> str:
    return tell("first") if point.since is None else tell("from", day=str(point.since))


def _minimum_clauses(version: Agreement, service: str) -> frozenset[str]:
    minimums = version.provisions_of(MinimumCommitment)
    return frozenset(str(one.clause) for one in minimums if not one.applies_to or service in one.applies_to)


def _cost(found: Iterable[Charge], service: str, minimum: frozenset[str]) -> Fraction:
    total = Fraction(0)
    for charge in found:
        block = charge.kind == "prepaid" and charge.name.rpartition(": ")[0] == service
        if charge.name == service or block or (charge.kind == "minimum" and str(charge.clause) in minimum):
            if charge.missing is not None:
                raise UsageError(f"{charge.clause}: what {service} costs is not known: {charge.missing}", value=service)
            total += charge.exact
    return total


def _with_volume(facts: ChargingFacts, service: str, dates: Period, units: int) -> ChargingFacts:
    others = [one for one in facts.volumes if one.service != service or _before(one, dates)]
    changed: dict[str, Any] = {"volumes": (*others, CountedVolume(service, dates, Decimal(units)))}
    return attrs.evolve(facts, **changed)


def _before(one: CountedVolume | LevelVolume, dates: Period) -> bool:
    """Return whether it was counted before some dates, and decides what is left of prepaid units in them."""
    return isinstance(one, CountedVolume) and one.during.end <= dates.start


def _ends(service: Service) -> Iterator[Fraction]:
    """Yield the numbers of units at which something may turn."""
    for stretch, _ in bands_of(service):
        yield from (Fraction(end) for end in (stretch.low, stretch.high) if end is not None)
    if service.volume is None:
        return
    agreed, band = Fraction(service.volume), service.details.band
    yield agreed
    if band is not None:
        part = Fraction(band.value) / 100
        yield from (agreed * (1 - part), agreed * (1 + part))


def _places(ends: list[Fraction], top: Fraction) -> set[int]:
    step = max(1, int(top) // _PLACES)
    beside = {int(end) + shift for end in ends for shift in (-1, 0, 1)}
    return {place for place in (*range(0, int(top) + 1, step), *beside, int(top)) if 0 <= place <= top}


def _course(points: list[Point], service: str, unit: str, currency: str) -> Course:
    """Return the points joined, those left out that lie on the line of their neighbours."""
    kept = [points[0]]
    for here, after in pairwise(points[1:]):
        before = kept[-1]
        if (here[1] - before[1]) * (after[0] - here[0]) != (after[1] - here[1]) * (here[0] - before[0]):
            kept.append(here)
    kept.append(points[-1])
    return Course(service, unit, currency, tuple(Piece(*two) for two in pairwise(kept)), tuple(kept))


def _unit(service: Service) -> str:
    pricing = service.details.pricing
    prices = [band.price for band in pricing.bands] if isinstance(pricing, BandedPrice) else [pricing]
    units = [price.unit for price in prices if isinstance(price, PriceOf)]
    return service.details.unit or next((unit for unit in units if unit), "units")


def _measured(
    agreement: Agreement, dates: Period, service: str, facts: ChargingFacts, minimum: frozenset[str]
) -> Mark | None:
    """Return the mark of the volume that was measured, where one was and what it costs is known."""
    found = measured(facts.volumes, service, dates, _counted_on(agreement, dates, service), facts.known_at).number
    if found is None:
        return None
    return found, _cost(charges(agreement, dates, facts), service, minimum), dates.label


def _counted_on(agreement: Agreement, dates: Period, service: str) -> str:
    return agreement.at(dates.last).services[service].details.counted_on or "period-end"
