"""What charging does not work out, and refuses by the name of the clause rather than passing over it."""

from __future__ import annotations

from collections.abc import Iterator

from contractkit.charging.knowing import ChargingFacts
from contractkit.charging.priced import held_versions
from contractkit.charging.rows import row_price
from contractkit.errors import NotComputedError
from contractkit.quantities.periods import Period
from contractkit.records.clauses import NotComputed
from contractkit.terms import Agreement
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.prices import PriceOf
from contractkit.terms.provisions.indexation import Indexation
from contractkit.terms.provisions.minimum_commitment import MinimumCommitment
from contractkit.terms.provisions.no_charge import NoCharge

__all__ = ["not_charged", "refuse_uncharged"]


def refuse_uncharged(agreement: Agreement, period: Period, facts: ChargingFacts) -> None:
    """Refuse to say what something costs where a clause decides on it that is not worked out.

    Raises:
        NotComputedError: There is such a clause in a version that holds on these dates; the message names all of them.
    """
    found = [entry for version in held_versions(agreement, period, facts) for entry in _entries(version)]
    missing = tuple(dict.fromkeys(found))
    if missing:
        told = "\n  ".join(str(entry) for entry in missing)
        says = f"{agreement.id} says what this version does not compute, and guesses nothing:\n  {told}"
        raise NotComputedError(says, not_computed=missing)


def not_charged(version: Agreement, name: str) -> NoCharge | None:
    """Return the clause by which a fee or service is not charged, without any condition; None where none is."""
    return next((one for one in version.provisions_of(NoCharge) if name in one.what and _always(one)), None)


def _always(provision: NoCharge) -> bool:
    return provision.condition == EVERYTHING and not provision.spent_on and provision.holds is None


def _entries(version: Agreement) -> Iterator[NotComputed]:
    for service in version.services.values():
        details = service.details
        if details.surcharges:
            yield NotComputed(service.clause, "settling", "'surcharges' of a service are not computed by this version")
        for row in details.rows:
            if row.price is not None and row_price(row) is None:
                says = f"the price of the part '{row.name}' is not computed by this version"
                yield NotComputed(service.clause, "settling", says)
        if details.counted_per is not None and isinstance(details.pricing, PriceOf) and details.pricing.per is not None:
            says = f"a volume per {details.counted_per} with a price per {details.pricing.per} is not computed"
            yield NotComputed(service.clause, "settling", f"{says} by this version")
    for kind in (Indexation, MinimumCommitment):
        for one in version.provisions_of(kind):
            if one.holds is not None:
                says = "a part that holds between dates is not computed by this version"
                yield NotComputed(one.clause, "settling", says)
    charged = {fee.name for fee in version.fees} | set(version.services)
    for spared in version.provisions_of(NoCharge):
        if charged & {*spared.what} and not _always(spared):
            says = "that something is not charged under a condition is not computed by this version"
            yield NotComputed(spared.clause, "settling", says)
