"""Making a sealed settlement again, and saying what differs."""

from __future__ import annotations

import attrs

from contractkit.facts import Facts
from contractkit.settlement.doors import refuse_wrong
from contractkit.settlement.figures import Attained
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.lines import Settlement
from contractkit.settlement.sealing.differences import Difference, differences
from contractkit.settlement.sealing.making import as_agreed
from contractkit.settlement.sealing.sealed import SealedSettlement, record_of
from contractkit.settlement.sealing.watching import watched
from contractkit.settlement.settling import settle
from contractkit.settlement.told import SettlementFacts
from contractkit.terms import Agreement

__all__ = ["Recomputed", "recompute"]


@attrs.frozen
class Recomputed:
    """What came of making a sealed settlement again.

    Attributes:
        settlement: The settlement as it was made now.
        differences: What differs, in the order of the record; none where all is the same.
    """

    settlement: Settlement
    differences: tuple[Difference, ...]

    @property
    def same(self) -> bool:
        """Return whether nothing differs: record, terms, calendars, library, inputs and every line."""
        return not self.differences

    def __str__(self) -> str:
        """Return what differs, one line each."""
        return "\n".join(map(str, self.differences)) or "the same, to the last line"


def recompute(
    sealed: SealedSettlement,
    agreement: Agreement,
    evaluation: Attained | None = None,
    facts: Facts | None = None,
    *,
    told: SettlementFacts | None = None,
    before: Ledger | None = None,
) -> Recomputed:
    """Return a sealed settlement made again from one's own papers and verdicts, and what differs.

    Nothing is taken over from the sealed settlement but the period, and what is not handed: the facts told and the
    ledger, which stand in the record. Verdicts are compared as far as the settlement rests on them: what became of
    items of a later period is no difference.

    Args:
        sealed: The record of the other party.
        agreement: One's own agreement.
        evaluation: One's own evaluation; None where the settlement needed none.
        facts: The facts that were evaluated.
        told: One's own facts; None: those of the record.
        before: One's own ledger before the settlement; None: that of the record.

    Returns:
        The settlement as it is made now, and every difference from the record, in the order of the record: none where
        both come to the same. A record that was changed after it was sealed is a difference too.

    Raises:
        UsageError: What the record says of facts or ledger cannot be read, or the settlement cannot be made.

    Example:
        >>> import contractkit as ck
        >>> from contractkit.settlement.sealing import seal
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "clauses": {"1": {"kind": "fee", "name": "fixed-fee", "amount": "EUR 18 500.00", "per": "quarter"}}})
        >>> money, ledger = ck.settle(agreement, None, None, period="2026-Q1")
        >>> print(recompute(seal(money, agreement), agreement))
        the same, to the last line
    """
    refuse_wrong("recompute", sealed=sealed, agreement=agreement, evaluation=evaluation, facts=facts)
    if told is not None:
        refuse_wrong("recompute", told=told)
    if before is not None:
        refuse_wrong("recompute", before=before)
    period = sealed.period
    ledger = sealed.ledger_before if before is None else before
    known = told
    if known is None:
        known = SettlementFacts.from_dict(sealed.record["inputs"]["told"], agreement=agreement, period=period)
    asked = watched(evaluation)
    settlement, _ = settle(agreement, asked, facts, period=period, before=ledger, told=known)
    settlement = as_agreed(settlement, str(sealed.record["settlement"].get("status")))
    found = record_of(settlement, agreement, asked, known, ledger, sealed.record["version"])
    broken = () if sealed.whole else (Difference("digest", sealed.digest, "the record has another: it was changed"),)
    return Recomputed(settlement, (*broken, *differences(sealed.record, found)))
