"""What is left of each bound of a liability: less what claims were paid, and service credits where they use it up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

import attrs

from contractkit.charging.base_amount import Base
from contractkit.charging.bases import amount_of
from contractkit.charging.exact import amount_text
from contractkit.charging.windows import window_of
from contractkit.quantities.periods import Period
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import said
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.loss_claims import LossClaim
from contractkit.settlement.steps.amounts import Setting
from contractkit.settlement.steps.limits import most_of
from contractkit.settlement.told import SettlementFacts
from contractkit.settlement.told_credits import told_credits
from contractkit.terms import Agreement
from contractkit.terms.provisions.liability import Liability

__all__ = ["Bound", "bounds_of"]

_DAY = timedelta(days=1)
_EVER = Period(date.min, date.max, "the whole term")
_UNUSED = Fraction(0), Fraction(0), ""


@attrs.frozen
class Bound:
    """One bound of a liability, with what was used of it.

    Attributes:
        word: ``per-event``, ``per-year`` or ``in-total``.
        limit: The bound; as long as it is not known, nothing, which is what it leaves for certain.
        used: What was used of it for certain.
        could: What could have been.
        says: The bound in words.
        known: Whether the bound itself is known.
    """

    word: str
    limit: Fraction
    used: Fraction
    could: Fraction
    says: str
    known: bool

    @property
    def left(self) -> Fraction:
        """Return what is left for certain."""
        return max(Fraction(0), self.limit - self.could)

    def at_most(self, loss: Fraction) -> Fraction:
        """Return what it can leave of a loss at most, where the bound or something used is not known yet."""
        return min(loss, max(Fraction(0), self.limit - self.used)) if self.known else loss


def bounds_of(
    agreement: Agreement,
    version: Agreement,
    clause: Liability,
    claim: LossClaim,
    told: SettlementFacts,
    ledger: Ledger,
) -> Sequence[Bound]:
    """Return the bounds of a clause, each with what was used of it before a claim.

    Args:
        agreement: The agreement with its versions.
        version: The one that holds on the date of the event.
        clause: Its clause.
        claim: The claim.
        told: Amounts that bounds are shares of, and service credits that no ledger holds.
        ledger: What was settled and answered before; nothing of this claim.
    """
    year = window_of(version, "year", claim.on)
    setting = _setting(agreement, version, year, told, ledger)
    found = []
    for word, limit, window in (
        ("per-event", clause.per_event, None),
        ("per-year", clause.per_year, year),
        ("in-total", clause.in_total, _EVER),
    ):
        if limit is None:
            continue
        most = most_of(setting, limit, year)
        if most.exact is None:
            continue
        used, could, doubt = _UNUSED if window is None else _used(version, clause, claim, told, ledger, window)
        gone = said(", of which {could} is used up", could=amount_text(could, version.currency)) if could else ""
        gone = said("{gone} ({doubt})", gone=gone, doubt=doubt) if doubt else gone
        unknown = said(" (not known: {unknown})", unknown=most.unknown) if most.unknown else ""
        says = said(
            "at most {says} {per}{unknown}{gone}",
            says=most.says,
            per=said(word.replace("-", " ")),
            unknown=unknown,
            gone=gone,
        )
        found.append(Bound(word, most.exact, used, could, says, most.unknown is None))
    return found


def _used(
    version: Agreement, clause: Liability, claim: LossClaim, told: SettlementFacts, ledger: Ledger, window: Period
) -> tuple[Fraction, Fraction, str]:
    """Return what was used of a bound for certain, what could have been, and what facts leave open of it."""
    paid = sum(
        (
            one.paid
            for one in ledger.claims
            if one.capped == "counts" and one.who == claim.who and window.start <= one.on < window.end
        ),
        Fraction(0),
    )
    if clause.service_credits != "use-up-the-cap" or claim.who != "provider":
        return paid, paid, ""
    before = claim.on + _DAY if clause.credits_counted == "before-the-event" else _EVER.end
    sure, could = (ledger.used("malus", window, before, reading) for reading in ("most", "least"))
    back = _won_back(ledger, window, before)
    given = told_credits(told, ledger, version.currency, window, before)
    sure, could = max(Fraction(0), sure - back), max(Fraction(0), max(sure, could) - back)
    return paid + given.sure + sure, paid + given.could + could, given.doubt


def _won_back(ledger: Ledger, window: Period, before: date) -> Fraction:
    """Return what came back of maluses that were settled in a window, in settlements that ended by a date."""
    found = (one for record in ledger.before(before) for one in record.won_back)
    return sum((one.amount for one in found if window.start <= one.settled_on < window.end), Fraction(0))


def _setting(agreement: Agreement, version: Agreement, year: Period, told: SettlementFacts, ledger: Ledger) -> Setting:
    def amount(word: str, period: Period, clause: ClauseRef | None) -> Base:
        return amount_of(agreement, word, period, clause, told, dates="any")

    return Setting(version, year, ledger, amount, told)
