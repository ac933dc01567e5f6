"""Volumes against their bands: what was agreed of a service, what was measured, and what the difference is worth."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Literal

import attrs

from contractkit.charging.bands import difference_outside
from contractkit.charging.exact import amount_text, exact_text
from contractkit.charging.in_bands import by_delivery
from contractkit.charging.outside import outside_band
from contractkit.charging.price_on import price_on
from contractkit.charging.volumes import measured
from contractkit.charging.windows import in_force
from contractkit.delivery.work import Work
from contractkit.delivery.worth import known_sum, rounded
from contractkit.errors import NotComputedError, PeriodError, UsageError
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.records.said import joined, said
from contractkit.terms import Agreement
from contractkit.terms.effects import Service
from contractkit.terms.prices import PriceOf
from contractkit.terms.provisions.catalogue_item import CatalogueItem

__all__ = ["VolumeDrift", "band_of", "drift_of", "months_of", "volume_in"]


@attrs.frozen
class VolumeDrift:
    """How the volume of a service in a period lies to what was agreed.

    Attributes:
        low: The lower end of the band; None where no volume was agreed.
        high: The upper end of the band; None likewise.
        delivered: The volume: that of the last month of the period, counted as its clause says; None: not measured.
        state: Where it lies: above or below if that was so in any month of the period.
        worth: What units beyond the upper end are worth that the agreement does not charge, as far as it is known; None
            where nothing of it is.
        charged: What the agreement charges, or gives back, outside of the band; None where it says nothing about it.
        formula: How the worth came about.
        missing: What is not known.
        unpriced: What of it leaves the worth open; empty where that is known.
    """

    low: Fraction | None
    high: Fraction | None
    delivered: Fraction | None
    state: Literal["inside", "above", "below", "not-measured", "no-volume"]
    worth: Money | None
    charged: Money | None
    formula: str = ""
    missing: tuple[str, ...] = ()
    unpriced: tuple[str, ...] = ()


def band_of(service: Service) -> tuple[Fraction, Fraction] | None:
    """Return the ends of the agreed band, both inside of it; None where no volume was agreed."""
    if service.volume is None:
        return None
    agreed, band = Fraction(service.volume), service.details.band
    edge = agreed * Fraction(band.value) / 100 if band is not None else Fraction(0)
    return agreed - edge, agreed + edge


def volume_in(work: Work, service: Service, month: Period) -> Fraction | None:
    """Return the volume of a service in a period, counted as its clause says; None where it is not measured."""
    on = service.details.counted_on or "period-end"
    held = in_force(work.agreement, month)
    found = measured(work.known.volumes, service.name, month, on, work.known.known_at)
    if found.number is None and held is not None and held != month:
        found = measured(work.known.volumes, service.name, held, on, work.known.known_at)
    return found.number


def drift_of(work: Work, service: Service, period: Period) -> VolumeDrift:
    """Return how the volume of a service lies to its band, month by month, and what is beyond it.

    Each month is held against what was agreed at its end. A volume that lies exactly on the edge of the band lies
    inside. Units beyond the upper end are worth the price of the service, else that of its catalogue entry, for each
    month; what the clause itself charges outside of the band is charged and no worth besides.

    Args:
        work: What happened.
        service: The service as it is agreed at the end of the period.
        period: The period.
    """
    agreement, currency = work.agreement, work.agreement.currency
    nothing = rounded(Fraction(0), currency)
    band = band_of(service)
    months = [
        (one, _agreed_in(work, service, one)) for one in months_of(period) if in_force(agreement, one) is not None
    ]
    numbers = [(month, own, volume_in(work, own, month)) for month, own in months]
    delivered = next((number for _, _, number in reversed(numbers) if number is not None), None)
    if band is None:
        return VolumeDrift(None, None, delivered, "no-volume", nothing, None)
    low, high = band
    if delivered is None:
        return VolumeDrift(low, high, None, "not-measured", nothing, None)
    missing: tuple[str, ...] = tuple(
        said("no volume of {name} is measured in {label}", name=service.name, label=month.label)
        for month, _, n in numbers
        if n is None
    )
    known = [(month, own, band_of(own) or band, number) for month, own, number in numbers if number is not None]
    above, below = (any(n > ends[1] for _, _, ends, n in known), any(n < ends[0] for _, _, ends, n in known))
    state: Literal["inside", "above", "below"] = "above" if above else "below" if below else "inside"
    if service.details.outside is not None:
        try:
            charge = outside_band(agreement, service.name, period, work.known)
        except (NotComputedError, UsageError) as error:
            return VolumeDrift(low, high, delivered, state, nothing, None, "", (*missing, str(error)))
        told = () if charge.missing is None else (charge.missing,)
        charged = None if told and not charge.exact else rounded(charge.exact, currency)
        return VolumeDrift(low, high, delivered, state, nothing, charged, charge.formula, (*missing, *told))
    if by_delivery(service) or not above:
        return VolumeDrift(low, high, delivered, state, nothing, None, "", missing)
    pieces = [_beyond(work, own, month, number) for month, own, ends, number in known if number > ends[1]]
    priced = [amount for amount, _ in pieces if amount is not None]
    formula = joined(" + ", (told for amount, told in pieces if amount is not None))
    unknown = None if len(priced) < len(pieces) else nothing
    worth = known_sum((rounded(sum(priced, Fraction(0)), currency), unknown), currency)
    missing = (*missing, *(told for amount, told in pieces if amount is None))
    return VolumeDrift(low, high, delivered, state, worth, None, formula, missing, missing)


def _agreed_in(work: Work, service: Service, month: Period) -> Service:
    """Return a service as it is agreed at the end of a month; as it was given where that month does not have it."""
    version = work.agreement.at(month.last, work.known.known_at)
    return version.services.get(service.name, service)


def _beyond(work: Work, service: Service, month: Period, number: Fraction) -> tuple[Fraction | None, str]:
    """Return what the units beyond the upper end of the band are worth in a month, and how that came about."""
    agreed = Fraction(service.volume or 0)
    more = difference_outside(agreed, number, service.details.band, "excess", "none").priced
    version = work.agreement.at(month.start, work.known.known_at)
    found = _price(work, version, service, month.start)
    if isinstance(found, str):
        return None, said("{more} more in {label}: {found}", more=exact_text(more), label=month.label, found=found)
    return more * found, said("{more} × {found}", more=exact_text(more), found=amount_text(found, version.currency))


def _price(work: Work, version: Agreement, service: Service, day: date) -> Fraction | str:
    """Return the price of a unit for a month, or why there is none."""
    price = service.details.pricing
    if isinstance(price, PriceOf) and price.per == "month":
        try:
            found = price_on(work.agreement, service.name, day, work.known)
        except (NotComputedError, UsageError) as error:
            return str(error)
        if found.price is None:
            return found.missing or "the price is not known"
        return found.price / price.per_units
    entry = next((one for one in version.provisions_of(CatalogueItem) if one.clause == service.item), None)
    listed = None if entry is None else entry.price
    if isinstance(listed, PriceOf) and listed.per == "month" and listed.amount.currency == version.currency:
        return Fraction(listed.amount.amount) / listed.per_units
    return "neither the service nor the catalogue has a price of a unit per month"


def months_of(period: Period) -> Iterator[Period]:
    """Yield the months of a period, or the period itself where it is not made of them."""
    try:
        yield from period.months()
    except PeriodError:
        yield period
