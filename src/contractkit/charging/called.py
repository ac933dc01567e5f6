"""What has a price under a name: a fee, a service, work at a rate, a prepaid block, looked for in this order."""

from __future__ import annotations

import attrs

from contractkit.charging.buying import BlockPrice, prepaid_in
from contractkit.charging.in_bands import bands_of, nth
from contractkit.charging.offered import offered
from contractkit.charging.once import OncePrice
from contractkit.charging.paths import Called, Written
from contractkit.charging.pieces import PriceIn
from contractkit.charging.priced import FeePrice
from contractkit.errors import UsageError
from contractkit.quantities.money import Money
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import joined, said
from contractkit.terms import Agreement
from contractkit.terms.provisions.prepaid import Prepaid
from contractkit.terms.provisions.rate import Rate

__all__ = ["RatePrice", "called", "is_priced", "not_priced"]


@attrs.frozen
class RatePrice:
    """The price of a unit of work."""

    name: str

    def clause(self, version: Agreement) -> ClauseRef | None:
        """Return where the rate stands."""
        rate = self._found(version)
        return None if rate is None else rate.clause

    def amount(self, version: Agreement) -> Money | None:
        """Return its price."""
        rate = self._found(version)
        return None if rate is None else rate.price.amount

    def written(self, version: Agreement) -> Written | None:
        """Return the rate as it is written."""
        rate = self._found(version)
        return None if rate is None else Written.of(rate.clause, rate.price)

    def _found(self, version: Agreement) -> Rate | None:
        return next((rate for rate in version.provisions_of(Rate) if rate.name == self.name), None)


def called(version: Agreement, name: str) -> Called:
    """Return what has the price that a name means in a version; of a service in bands, its lowest band.

    Args:
        version: The version.
        name: The fee, the service, the rate or the prepaid block.

    Raises:
        UsageError: Nothing with a price is called so.
    """
    for fee in version.fees:
        if fee.name == name:
            return OncePrice(name) if fee.per == "once" else FeePrice(name)
    if name in offered(version) and bands_of(offered(version)[name]):
        return PriceIn(name, nth(0))
    if any(rate.name == name for rate in version.provisions_of(Rate)):
        return RatePrice(name)
    block = _priced_block(version, name)
    if block is not None:
        return BlockPrice(f"{block.of}: {block.name}")
    raise not_priced(version, name)


def is_priced(version: Agreement, name: str) -> bool:
    """Return whether something with a price is called so in a version."""
    return (
        any(fee.name == name for fee in version.fees)
        or any(rate.name == name for rate in version.provisions_of(Rate))
        or _priced_block(version, name) is not None
        or (name in offered(version) and bool(bands_of(offered(version)[name])))
    )


def not_priced(version: Agreement, name: str) -> UsageError:
    """Return the error of a name that nothing with a price has, with the names that something has."""
    priced = [service.name for service in offered(version).values() if bands_of(service)]
    known = [*(fee.name for fee in version.fees), *priced, *(rate.name for rate in version.provisions_of(Rate))]
    known += [block.name for block in version.provisions_of(Prepaid) if block.price is not None]
    says = said(
        "{id}: nothing with a price is called '{name}'; known are {names}",
        id=version.id,
        name=name,
        names=joined(", ", known) or said("none"),
    )
    return UsageError(says, value=name)


def _priced_block(version: Agreement, name: str) -> Prepaid | None:
    found = prepaid_in(version, name)
    return None if found is None or found.price is None else found
