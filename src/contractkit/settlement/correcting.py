"""Corrections: a period is settled anew, and the difference is paid, line by line. Nothing is overwritten."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import attrs

from contractkit.errors import UsageError
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.settlement.doors import refuse_wrong
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.lines import Line, Settlement
from contractkit.settlement.remembered import SettledLine, SettledPeriod, Status

__all__ = ["Correction", "DeltaLine", "agree", "correction", "corrections"]


@attrs.frozen
class DeltaLine:
    """What changed about one line.

    Attributes:
        id: The id of the line.
        kind: Its kind.
        clause: The clause that it rests on.
        earlier: What it was; None where it was not there.
        later: What it is; None where it is no longer there.
        amount: What is to be paid more for it, or less; the later amount less the earlier.
        says: The line in one sentence, as it is now, or as it was.
        was: The sentence that it had before; None where it is the same, or the line is new or gone.
    """

    id: str
    kind: str
    clause: str
    earlier: Money | None
    later: Money | None
    amount: Money
    says: str
    was: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the line as plain data, amounts as text."""
        return {
            "id": self.id,
            "kind": self.kind,
            "clause": self.clause,
            "earlier": None if self.earlier is None else str(self.earlier.amount),
            "later": None if self.later is None else str(self.later.amount),
            "amount": str(self.amount.amount),
            "says": self.says,
            "was": self.was,
        }


@attrs.frozen
class Correction:
    """What a new settlement of a period changes about the one before.

    Attributes:
        agreement: The id of the agreement.
        period: The period.
        corrects: The status of the settlement that is corrected.
        digest: The digest of its sealed record; None where it was not sealed.
        earlier: What it came to.
        later: What the new settlement comes to.
        lines: The lines that changed, in the order of the new settlement, then those that are gone.
    """

    agreement: str
    period: Period
    corrects: Status
    digest: str | None
    earlier: Money
    later: Money
    lines: tuple[DeltaLine, ...]

    @property
    def total(self) -> Money:
        """Return what is to be paid: the sum of the lines, which is the later total less the earlier."""
        return Money(sum((line.amount.amount for line in self.lines), Decimal(0)), self.later.currency)

    def to_dict(self) -> dict[str, Any]:
        """Return the correction as plain data, ready for JSON; the ``end`` of the period is the first date after it."""
        return {
            "kind": "correction",
            "version": 1,
            "agreement": self.agreement,
            "period": {
                "label": self.period.label,
                "start": self.period.start.isoformat(),
                "end": self.period.end.isoformat(),
            },
            "corrects": self.corrects,
            "digest": self.digest,
            "currency": self.later.currency,
            "earlier": str(self.earlier.amount),
            "later": str(self.later.amount),
            "total": str(self.total.amount),
            "lines": [line.to_dict() for line in self.lines],
        }


def correction(earlier: Settlement | SettledPeriod, later: Settlement, digest: str | None = None) -> Correction:
    """Return what is to be paid because a period was settled anew.

    Args:
        earlier: The settlement that was agreed or closed; or what a ledger keeps of it (`Ledger.record_of`).
        later: The new one of the same period, such as after facts that were recorded late.
        digest: The digest of the sealed record of the earlier one; None where it was not sealed, or where the record of
            the ledger has it.

    Returns:
        The lines that changed. Lines whose amount is the same are left out, also where their sentence changed.

    Raises:
        UsageError: They are of two agreements, of two periods, or in two currencies.

    Source: design.md section 7 (a correction is a new settlement with a delta, never an overwrite).

    Example:
        >>> import contractkit as ck
        >>> head = {
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC"}
        >>> def desk(amount):
        ...     fee = {"kind": "fee", "name": "fee", "amount": amount, "per": "quarter"}
        ...     return ck.load_agreement(data={**head, "clauses": {"1": fee}})
        >>> first, ledger = ck.settle(desk("EUR 18 500.00"), None, None, period="2026-Q1")
        >>> second, ledger = ck.settle(desk("EUR 18 000.00"), None, None, period="2026-Q1", before=ledger)
        >>> second.status, str(correction(first, second).total)
        ('corrected', 'EUR -500.00')
    """
    refuse_wrong("correction", earlier=earlier, later=later)
    pairs = [("periods", earlier.period, later.period), ("currencies", earlier.total.currency, later.currency)]
    if isinstance(earlier, Settlement):
        pairs = [("agreements", earlier.agreement, later.agreement), *pairs]
    for what, one, other in pairs:
        if one != other:
            raise UsageError(f"these settlements are of two {what}: {one} and {other}; a correction is of the same one")
    return Correction(
        agreement=later.agreement,
        period=later.period,
        corrects=earlier.status,
        digest=earlier.digest if digest is None and isinstance(earlier, SettledPeriod) else digest,
        earlier=earlier.total,
        later=later.total,
        lines=tuple(_deltas(earlier, later)),
    )


def corrections(before: Ledger, after: Ledger, agreement: str, period: Period) -> tuple[Correction, ...]:
    """Return what settling a period anew changes about the settlements of it that a ledger has.

    Args:
        before: The ledger that the new settlement was handed.
        after: The ledger that it returned.
        agreement: The id of the agreement.
        period: The period that was asked for; it may have been settled in pieces.

    Returns:
        One correction for each settlement that the earlier ledger has in the period, with no lines where nothing
        changed: of the last one that was agreed or closed, else of the last one.
    """
    found = []
    for new in after.governing:
        same = [
            one for one in before.settled if (one.period.start, one.period.end) == (new.period.start, new.period.end)
        ]
        if not same or new.period.start < period.start or period.end < new.period.end:
            continue
        closed = [one for one in same if one.status != "provisional"] or same
        old = closed[-1]
        lines = () if old is new else tuple(_deltas(old, new))
        found.append(Correction(agreement, new.period, old.status, old.digest, old.total, new.total, lines))
    return tuple(found)


def agree(settlement: Settlement, ledger: Ledger) -> tuple[Settlement, Ledger]:
    """Return a settlement that both parties accepted, and the ledger that says so.

    What is agreed stays as it is: a later settlement of the period that comes to something else is a correction.

    Args:
        settlement: The settlement, open or final.
        ledger: The ledger that holds it, as `settle` returned it.

    Returns:
        The settlement with the status ``agreed``, and the ledger in which it has it.

    Raises:
        UsageError: The ledger has no settlement of that period, or one with another total.

    Example:
        >>> import contractkit as ck
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "clauses": {"1": {"kind": "term", "start": "2026-01-01"},
        ...                 "2": {"kind": "fee", "name": "base", "amount": "EUR 1 000", "per": "month"}}})
        >>> money, ledger = ck.settle(agreement, None, None, period="2026-01")
        >>> agreed, ledger = agree(money, ledger)
        >>> str(agreed.total), money.status, agreed.status, ledger.record_of(agreed.period).status
        ('EUR 1 000.00', 'final', 'agreed', 'agreed')
    """
    refuse_wrong("agree", settlement=settlement, ledger=ledger)
    known = ledger.record_of(settlement.period)
    if known is None or known.total != settlement.total:
        says = f"the ledger has no settlement of {settlement.period.label} that comes to {settlement.total}"
        raise UsageError(f"{says}; agree on the one that counts")
    return attrs.evolve(settlement, status="agreed"), ledger.with_status(settlement.period, "agreed")


def _deltas(earlier: Settlement | SettledPeriod, later: Settlement | SettledPeriod) -> Iterator[DeltaLine]:
    if not earlier.lines and earlier.total.amount:
        says = f"{earlier.period.label} as a whole: the ledger keeps no lines of the settlement before"
        change = later.total - earlier.total
        if change.amount:
            yield DeltaLine("total", "total", "", earlier.total, later.total, change, says)
        return
    was: dict[str, Line | SettledLine] = {line.id: line for line in earlier.lines}
    for line in later.lines:
        known = was.pop(line.id, None)
        if known is None or known.amount != line.amount:
            yield _delta(known, line)
    for line in was.values():
        if line.amount.amount:
            yield _delta(line, None)


def _delta(earlier: Line | SettledLine | None, later: Line | SettledLine | None) -> DeltaLine:
    shown = later or earlier
    assert shown is not None
    nothing = Money.zero(shown.amount.currency)
    before, after = (nothing if one is None else one.amount for one in (earlier, later))
    changed = earlier is not None and later is not None and earlier.says != later.says
    return DeltaLine(
        id=shown.id,
        kind=shown.kind,
        clause=str(shown.clause),
        earlier=None if earlier is None else earlier.amount,
        later=None if later is None else later.amount,
        amount=after - before,
        says=shown.says,
        was=earlier.says if changed and earlier is not None else None,
    )
