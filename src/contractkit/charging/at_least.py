"""What charges come to at least where some of them are not known: what is known of them, and what may lower it.

Prices and volumes are never less than nothing. What gives something back is a volume below its band, and a surcharge
that makes units cheaper: while such a one is not known, the charges of its service may all be given back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Literal

from contractkit.charging.charge import Charge
from contractkit.charging.offered import offered
from contractkit.quantities.money import Percent
from contractkit.terms import Agreement
from contractkit.terms.effects import Service, UnitPrice
from contractkit.terms.prices import OutsideBand, PriceOf, PriceShare, Surcharge
from contractkit.terms.provisions.no_charge import NoCharge
from contractkit.terms.provisions.prepaid import Prepaid

__all__ = ["known_of"]

_Back = Literal["nothing", "its-own", "more"]
"""What a charge may give back: nothing, at most what its service costs, or nobody knows how much more."""

_OF_SERVICES = ("service", "outside-band", "surcharge")


def known_of(agreement: Agreement, parts: Sequence[Charge]) -> Fraction | None:
    """Return what charges come to at least: what is known of them, and nothing that the rest may give back.

    Args:
        agreement: The agreement with its versions.
        parts: The charges, some of which may not be known.

    Returns:
        The amount, all of it where all is known; None where something unknown may give back more than its service
        costs.
    """
    without: set[str] = set()
    for part in parts:
        if part.missing is None or part.kind not in ("outside-band", "surcharge"):
            continue
        name = part.name if part.kind == "outside-band" else part.name.rpartition(": ")[0]
        back = _gives_back(agreement, name)
        if back == "more":
            return None
        if back == "its-own":
            without.add(name)
    known = (part for part in parts if part.missing is None and not _is_of(part, without))
    return sum((part.exact for part in known), Fraction(0))


def _is_of(charge: Charge, names: set[str]) -> bool:
    """Return whether a charge is one of services with some names."""
    return charge.kind in _OF_SERVICES and any(
        charge.name == name or charge.name.startswith(f"{name}: ") for name in names
    )


def _gives_back(agreement: Agreement, name: str) -> _Back:
    """Return what the unknown volumes of a service may give back at most, in any of its versions."""
    versions = [span.value for span in agreement.versions.spans()]
    found = {_of_wording(service) for one in versions if (service := offered(one).get(name)) is not None}
    if found <= {"nothing"}:
        return "nothing"
    apart = (what for one in versions for clause in one.provisions_of(NoCharge) for what in clause.what)
    beforehand = (block.of for one in versions for block in one.provisions_of(Prepaid))
    named = (name, name.partition(": ")[0])
    if "more" in found or any(word in named for words in (apart, beforehand) for word in words):
        return "more"
    return "its-own"


def _of_wording(service: Service) -> _Back:
    """Return what a wording of a service gives back at most."""
    outside = service.details.outside
    below = None if outside is None else outside.below
    cheaper = [one for one in map(_part_of_price, service.details.surcharges) if one is None or one < 0]
    if below is None and not cheaper:
        return "nothing"
    if below is not None and outside is not None:
        return "more" if cheaper or not _is_within_price(service, outside, below) else "its-own"
    known = [one for one in cheaper if one is not None]
    return "its-own" if len(known) == len(cheaper) and sum(known) >= -1 else "more"


def _part_of_price(extra: Surcharge) -> Fraction | None:
    """Return what a surcharge adds to a unit as a part of its price; None where it takes off an amount of money."""
    if extra.times is not None:
        return Fraction(extra.times) - 1
    if isinstance(extra.adds, Percent):
        return Fraction(extra.adds.value) / 100
    return None if extra.adds is not None and extra.adds.amount < 0 else Fraction(0)


def _is_within_price(service: Service, outside: OutsideBand, below: PriceOf | PriceShare) -> bool:
    """Return whether a unit below the band gives back no more than it costs."""
    if outside.part_units == "full-unit":
        return False
    if isinstance(below, PriceShare):
        return below.percent.value <= 100
    return any(
        below.per in (None, price.per)
        and Fraction(below.amount.amount) / below.per_units <= Fraction(price.amount.amount) / price.per_units
        for price in _plain(service)
    )


def _plain(service: Service) -> Iterator[UnitPrice | PriceOf]:
    """Yield the price of a unit of a service, where it has one."""
    for price in (service.price, service.details.pricing):
        if isinstance(price, UnitPrice | PriceOf):
            yield price
