"""What is paid of claims for damages: the loss, or what is left of each bound, whichever is least.

A ledger of its own kind: each claim uses up the bounds that the next one finds.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

import attrs

from contractkit.charging.exact import amount_text
from contractkit.errors import UsageError
from contractkit.quantities.currencies import minor_units
from contractkit.quantities.money import Money
from contractkit.quantities.rounding import Rounding
from contractkit.records.doors import Door, refuse_others, several
from contractkit.records.said import joined, said
from contractkit.settlement.doors import refuse_wrong
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.liability_bounds import bounds_of
from contractkit.settlement.loss_claims import AnsweredClaim, LossClaim
from contractkit.settlement.remembered import PaidClaim
from contractkit.settlement.told import SettlementFacts
from contractkit.terms import Agreement
from contractkit.terms.provisions.liability import Liability

__all__ = ["answer_claims"]

_NOTHING_TOLD = SettlementFacts()
_NOTHING_YET = Ledger.empty()


_CLAIMS = Door((), "pass claims, each a ck.LossClaim", each=LossClaim)


def answer_claims(
    agreement: Agreement,
    claims: Iterable[LossClaim],
    *,
    told: SettlementFacts = _NOTHING_TOLD,
    before: Ledger = _NOTHING_YET,
) -> tuple[tuple[AnsweredClaim, ...], Ledger]:
    """Return what is paid of claims for damages, by date, and the ledger with them.

    Of each claim the loss is paid, or what is left of each bound where that is less. Claims that were answered before
    use the bounds up, whichever event came first. So do service credits where the clause says so, less what was won
    back: all that the ledger has of the contract year or the term, or, as ``before-the-event``, those of settlements
    that ended by then. A head that the clause excludes is not owed; one without a bound is paid whole, and uses nothing
    up.

    Args:
        agreement: The agreement; the wording on the date of the event holds.
        claims: The claims.
        told: Amounts that bounds are shares of, and service credits that no ledger holds (``credits`` of the past):
            a list on the last day of the period for which the facts were read, a window up to its first. Of credits
            in the bound's dates and in others, or of no period, nobody knows how much counts: ``most`` says what is
            paid if none does.
        before: Earlier settlements and answered claims. A claim that it has already is answered anew.

    Returns:
        An answer for each claim, by the date of its event; of one date in the order in which they were given. And the
        ledger with the claims in it, to be handed on.

    Raises:
        UsageError: A loss is negative, it or a told credit is in another currency, credits are told of dates that were
            settled without them, or the ledger is of another agreement.
        NotComputedError: Something about the charges is not computed that a bound is a share of.

    Source: money.md M22; design.md section 6.

    Example:
        >>> from datetime import date
        >>> import contractkit as ck
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "clauses": {"1": {"kind": "liability", "who": "provider", "in_total": "EUR 100 000"}}})
        >>> losses = [LossClaim("fire", date(2026, 3, 1), Money("60000", "EUR")),
        ...           LossClaim("flood", date(2026, 5, 1), Money("55000", "EUR"))]
        >>> answers, ledger = answer_claims(agreement, losses)
        >>> [(str(one.pays), one.decided_by) for one in answers]
        [('EUR 60 000.00', 'loss'), ('EUR 40 000.00', 'in-total')]
    """
    every = several(claims)
    refuse_wrong("answer_claims", agreement=agreement, told=told, before=before)
    refuse_others("answer_claims", {"claims": _CLAIMS}, claims=every)
    ordered = sorted(every, key=lambda claim: claim.on)
    again = {(claim.event, claim.who) for claim in ordered}
    kept = tuple(one for one in before.claims if (one.event, one.who) not in again)
    ledger = attrs.evolve(before, claims=kept)
    answers = []
    for claim in ordered:
        answer, paid = _answer(agreement, claim, told, ledger)
        answers.append(answer)
        ledger = ledger.with_claims(agreement.id, [paid])
    return tuple(answers), ledger


def _answer(
    agreement: Agreement, claim: LossClaim, told: SettlementFacts, ledger: Ledger
) -> tuple[AnsweredClaim, PaidClaim]:
    version = agreement.at(claim.on, told.known_at)
    loss = _exact(version, claim)
    clause = next((one for one in version.provisions_of(Liability) if one.who in (claim.who, "both")), None)
    paid = PaidClaim(claim.event, claim.on, claim.who, loss, claim.head, "stands-apart")
    whole = Money(Rounding(_minor(version), "half-up").apply(loss), version.currency)
    if clause is None:
        says = said("no clause bounds the liability of the {who}: {whole} is owed", who=claim.who, whole=whole)
        return AnsweredClaim(claim, whole, None, None, "uncapped", None, says), paid
    if claim.head is not None and claim.head in clause.excludes:
        nothing = Money.zero(version.currency)
        says = said("{head} is not owed ({clause})", head=claim.head, clause=clause.clause)
        return AnsweredClaim(claim, nothing, None, None, "excluded", clause.clause, says), attrs.evolve(
            paid, paid=Fraction(0)
        )
    if claim.head is not None and claim.head in clause.uncapped:
        says = said(
            "there is no bound for {head} ({clause}): {whole} is owed",
            head=claim.head,
            clause=clause.clause,
            whole=whole,
        )
        return AnsweredClaim(claim, whole, None, None, "uncapped", clause.clause, says), paid
    bounds = bounds_of(agreement, version, clause, claim, told, ledger)
    least = min(bounds, key=lambda one: one.left, default=None)
    pays = loss if least is None else min(loss, least.left)
    most = min((one.at_most(loss) for one in bounds), default=loss)
    down = Rounding(_minor(version), "half-up" if pays == loss else "down")
    amount = down.apply(pays)
    total = next((one for one in bounds if one.word == "in-total"), None)
    decided = "loss" if least is None or pays == loss else least.word
    bounded = joined("; ", (one.says for one in bounds)) or "no bound is agreed"
    text = amount_text(pays, version.currency)
    answer = AnsweredClaim(
        claim=claim,
        pays=Money(amount, version.currency),
        most=None if most == pays else Money(down.apply(most), version.currency),
        left=None if total is None else Money(down.apply(max(Fraction(0), total.left - pays)), version.currency),
        decided_by=decided,
        clause=clause.clause,
        says=said(
            "a loss of {loss}; {bounds}: {text} is owed ({clause})",
            loss=claim.loss,
            bounds=bounded,
            text=text,
            clause=clause.clause,
        ),
    )
    return answer, attrs.evolve(paid, paid=Fraction(amount), capped="counts")


def _exact(version: Agreement, claim: LossClaim) -> Fraction:
    if claim.loss.currency != version.currency:
        says = said(
            "the loss of {event} is in {currency}, the agreement in {other}",
            event=claim.event,
            currency=claim.loss.currency,
            other=version.currency,
        )
        raise UsageError(f"{says}; convert it first, at a rate that is agreed")
    if claim.loss.amount < 0:
        raise UsageError(f"the loss of {claim.event} is negative: {claim.loss}; write it without a sign")
    return Fraction(claim.loss.amount)


def _minor(version: Agreement) -> Decimal:
    return Decimal(1).scaleb(-minor_units(version.currency))
