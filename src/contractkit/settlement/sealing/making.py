"""Sealing a settlement: it is made again first, so that nothing is sealed that its inputs do not come to."""

from __future__ import annotations

import attrs

from contractkit.errors import UsageError
from contractkit.facts import Facts
from contractkit.settlement.doors import refuse_wrong
from contractkit.settlement.figures import Attained
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.lines import Settlement
from contractkit.settlement.sealing.canonical import digest_of
from contractkit.settlement.sealing.differences import differences
from contractkit.settlement.sealing.sealed import SealedSettlement, record_of, settled_data
from contractkit.settlement.sealing.watching import watched
from contractkit.settlement.settling import settle
from contractkit.settlement.told import SettlementFacts
from contractkit.terms import Agreement

__all__ = ["as_agreed", "seal"]

_NOTHING_YET = Ledger.empty()
_NOTHING_TOLD = SettlementFacts()
_SHOWN = 3
"""So many differences stand in the message."""


def seal(
    settlement: Settlement,
    agreement: Agreement,
    evaluation: Attained | None = None,
    facts: Facts | None = None,
    *,
    told: SettlementFacts = _NOTHING_TOLD,
    before: Ledger = _NOTHING_YET,
) -> SealedSettlement:
    """Return a settlement sealed with what decided it.

    The settlement is made again from what is handed: facts that did not make it are refused, and so is a settlement
    that was changed by hand. The digest covers the settlement; the terms of every version of the agreement; the
    editions of its calendars; the verdicts of the items of the period, and of earlier ones that the settlement looked
    back on; the facts told and the ledger in full; and the version of the library.

    Args:
        settlement: What was settled.
        agreement: The agreement that was settled under.
        evaluation: The evaluation that was settled from; None where there was none.
        facts: The facts that were evaluated; None without them.
        told: The facts that were told.
        before: The ledger as it stood before the settlement.

    Returns:
        The record as plain data, with its SHA-256 digest; `recompute` makes the settlement again from it.

    Raises:
        UsageError: The settlement is of another agreement, or is not what these inputs come to; the message says what
            differs, and the attribute `differences` has all of it.

    Source: design.md section 7.

    Example:
        >>> import contractkit as ck
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "clauses": {"1": {"kind": "fee", "name": "fixed-fee", "amount": "EUR 18 500.00", "per": "quarter"}}})
        >>> money, ledger = ck.settle(agreement, None, None, period="2026-Q1")
        >>> sealed = seal(money, agreement)
        >>> sealed.whole, len(sealed.digest)
        (True, 64)
    """
    refuse_wrong(
        "seal", settlement=settlement, agreement=agreement, evaluation=evaluation, facts=facts, told=told, before=before
    )
    if settlement.agreement != agreement.id:
        raise UsageError(f"the settlement is of {settlement.agreement}, and the agreement is {agreement.id}")
    asked = watched(evaluation)
    again, _ = settle(agreement, asked, facts, period=settlement.period, before=before, told=told)
    found = tuple(differences(settled_data(settlement), settled_data(as_agreed(again, settlement.status))))
    if found:
        shown = "; ".join(f"{one.where} is {one.sealed}, and they come to {one.recomputed}" for one in found[:_SHOWN])
        more = f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        raise UsageError(
            f"the settlement of {settlement.period.label} was not made from what is handed: {shown}{more}. Hand what "
            "settle was handed: evaluation, facts, told= and before=",
            differences=found,
        )
    record = record_of(settlement, agreement, asked, told, before)
    return SealedSettlement(record, digest_of(record))


def as_agreed(settlement: Settlement, status: str) -> Settlement:
    """Return a settlement made again as agreed where the other one is: inputs do not decide what parties agree on."""
    return attrs.evolve(settlement, status="agreed") if status == "agreed" else settlement
