"""What is charged for what was delivered: in bands, as units come, beyond prepaid ones, outside a band, surcharges."""

from __future__ import annotations

from collections.abc import Iterator

from contractkit.charging.block_charges import block_charges, sold_beforehand
from contractkit.charging.charge import Charge
from contractkit.charging.in_bands import by_delivery, in_bands
from contractkit.charging.knowing import ChargingFacts
from contractkit.charging.offered import offered
from contractkit.charging.outside import outside_band
from contractkit.charging.priced import held_versions
from contractkit.charging.surcharges import surcharges
from contractkit.charging.windows import in_force
from contractkit.quantities.periods import Period
from contractkit.terms import Agreement

__all__ = ["delivered_charges"]


def delivered_charges(agreement: Agreement, period: Period, facts: ChargingFacts) -> tuple[Charge, ...]:
    """Return what is charged for measured volumes, in the order of the page.

    Args:
        agreement: The agreement with its versions.
        period: The dates that are charged: the billing period of what is charged as it is delivered.
        facts: Measured volumes, index figures, and what was known when.

    Returns:
        A charge for each service whose price depends on what was delivered, one for each whose band has prices outside
        of it, and one for each surcharge; where a volume is missing, a charge of nought that says so.
    """
    billed = in_force(agreement, period)
    if billed is None:
        return ()
    names = dict.fromkeys(name for version in held_versions(agreement, billed, facts) for name in offered(version))
    sold = sold_beforehand(agreement, billed, facts)
    return tuple(charge for name in names for charge in _charges(agreement, name, billed, facts, sold))


def _charges(
    agreement: Agreement, name: str, billed: Period, facts: ChargingFacts, sold: tuple[str, ...]
) -> Iterator[Charge]:
    found = (offered(version).get(name) for version in held_versions(agreement, billed, facts))
    services = [service for service in found if service is not None]
    if name in sold:
        yield from block_charges(agreement, name, billed, facts)
    elif any(by_delivery(service) for service in services):
        yield in_bands(agreement, name, billed, facts)
    if any(service.details.outside is not None for service in services):
        yield outside_band(agreement, name, billed, facts)
    yield from surcharges(agreement, name, billed, facts)
