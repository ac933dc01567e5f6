"""From an agreement and its evaluation to the money of a period: the order of things."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

import attrs

from contractkit.facts import Facts
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.settlement.assembly import lines_of
from contractkit.settlement.billed import as_billed
from contractkit.settlement.doors import refuse_wrong
from contractkit.settlement.figures import Attained
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.left_over import left_over, of_no_period
from contractkit.settlement.lines import Line, Part, SettledPeriod, Settlement
from contractkit.settlement.matter import Matter
from contractkit.settlement.notes import assumed, once
from contractkit.settlement.once_told import told_elsewhere
from contractkit.settlement.one_cause import reasons_together
from contractkit.settlement.pieces import matter_of, pieces_in, refuse
from contractkit.settlement.prepaying import block_moves, blocks_beside, blocks_gone, moves_together
from contractkit.settlement.remembered import SettledLine, Status
from contractkit.settlement.rested_on import rested_on
from contractkit.settlement.step_lines import rounded_money
from contractkit.settlement.told import SettlementFacts
from contractkit.settlement.told_beside import told_beside
from contractkit.settlement.told_history import with_told, without_own
from contractkit.settlement.told_outside import told_outside
from contractkit.settlement.unread import unread
from contractkit.settlement.unused import unused_volumes
from contractkit.settlement.worked import worked_out
from contractkit.terms import Agreement

__all__ = ["settle", "settle_each"]

_NOTHING_YET = Ledger.empty()
_NOTHING_TOLD = SettlementFacts()


def settle(
    agreement: Agreement,
    evaluation: Attained | None,
    facts: Facts | None,
    *,
    period: str | Period,
    before: Ledger = _NOTHING_YET,
    told: SettlementFacts = _NOTHING_TOLD,
) -> tuple[Settlement, Ledger]:
    """Return the money of a period under the clauses of an agreement, and the ledger that the next settlement needs.

    Charges come first, as `charges` works them out. Every effect is then computed on the charge of its target's own
    period, before any other effect; then the steps of the settlement clause follow in their written order. An amendment
    in the middle of a period splits it for what it changes: each part is judged and paid by its own wording, unless the
    settlement clause says otherwise. Amounts stay exact until they are rounded: the sum is rounded, and its lines are
    moved by less than a unit so that they add up to it.

    An effect whose figure is undetermined pays what it pays for every possible figure, if that is one amount; else it
    pays nothing for now, its line has a least and a most, and the settlement is provisional. A period without items has
    no effect.

    A period that is longer than the agreed settlement period is settled piece by piece. One that is shorter is settled
    for itself, and is provisional.

    Args:
        agreement: The agreement.
        evaluation: Its evaluation, or that of an agreement with the same targets; None where no promise is judged on
            items.
        facts: The facts that were evaluated; None without them.
        period: Whole months, such as ``2026-Q1``, or the whole term; the first date included and `end` not, in the
            agreement's zone. As text, a bare year is the contract year that begins in it.
        before: The ledger that the settlement of the previous period returned.
        told: What stands neither in the papers nor in the items: index figures, measured volumes, amounts, figures that
            somebody else measured, claims.

    Returns:
        The settlement, and the ledger with it. The same settlement again gives the same ledger.

    Raises:
        PeriodError: The period cannot be read, is not made of whole months or of whole settlement periods, or lies
            outside the term.
        UsageError: The ledger is of another agreement or of overlapping dates, a target was not evaluated, or a clause
            takes a share of an amount that the agreement does not know.
        NotComputedError: A clause decides on money and is not computed by this version.

    Source:
        The order of a settlement (charge, figure, effect, cap, rounding) is that of published service-credit clauses;
        each contract may write its own in its settlement clause.

    Example:
        >>> from datetime import UTC, datetime
        >>> import contractkit as ck
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "clauses": {"1": {"kind": "fee", "name": "fixed-fee", "amount": "EUR 18 500.00", "per": "quarter"}}})
        >>> facts = ck.Facts.from_frames(
        ...     items={"id": ["T1"], "opened": ["2026-01-12T09:00Z"]},
        ...     mapping={"contractkit": 1, "document": "mapping",
        ...              "items": {"id": "id", "fields": {"opened_at": "opened"}}})
        >>> result = ck.evaluate(agreement, facts, datetime(2026, 4, 2, tzinfo=UTC))
        >>> money, ledger = settle(agreement, result, facts, period="2026-Q1")
        >>> str(money.total), money.status
        ('EUR 18 500.00', 'final')
    """
    refuse_wrong(
        "settle", agreement=agreement, evaluation=evaluation, facts=facts, period=period, before=before, told=told
    )
    agreement = as_billed(agreement)
    asked = agreement.period(period, made_of="months")
    settlements, ledger = settle_each(agreement, evaluation, facts, period=period, before=before, told=told)
    return (settlements[0] if len(settlements) == 1 else _together(settlements, asked)), ledger


def settle_each(
    agreement: Agreement,
    evaluation: Attained | None,
    facts: Facts | None,
    *,
    period: str | Period,
    before: Ledger,
    told: SettlementFacts,
) -> tuple[tuple[Settlement, ...], Ledger]:
    """Return the settlements of the pieces of a period, in order, and the ledger after them.

    Added up they are what `settle` returns; it takes the same. What was told counts as told of the whole period.
    """
    agreement = as_billed(agreement)
    asked = agreement.period(period, made_of="months")
    pieces, whole = pieces_in(agreement, asked, period, told.known_at)
    refuse(agreement, asked, evaluation, told)
    told = told.of_period(asked)
    settlements: list[Settlement] = []
    ledger = with_told(before, told, asked)
    for piece in pieces:
        own = told if piece is pieces[-1] else without_own(told)
        matter = matter_of(agreement, piece, evaluation, facts, own, ledger, asked=asked)
        settlement, ledger = _settle_one(matter, whole, own)
        settlements.append(settlement)
    return tuple(settlements), attrs.evolve(ledger, told=before.told)


def _settle_one(matter: Matter, whole: Period | None, told: SettlementFacts) -> tuple[Settlement, Ledger]:
    agreement, period = matter.version, matter.period
    worked = worked_out(matter, whole)
    charged, paid, now = worked.charged, worked.paid, worked.found.now
    lines = lines_of(agreement, period, charged, paid, now)
    currency = agreement.currency
    after = matter.ledger.with_period(
        agreement.id, attrs.evolve(worked.record, lines=tuple(_kept(line) for line in lines))
    )
    settlement = Settlement(
        agreement=agreement.id,
        period=period,
        as_of=None if matter.evaluation is None else matter.evaluation.as_of,
        currency=currency,
        status=worked.record.status,
        reasons=worked.reasons,
        lines=lines,
        allocated=tuple(
            Part(lines[place].id, rounded_money(part, currency, now.rounding)) for place, part in now.allocated
        ),
        total=rounded_money(now.total, currency, now.rounding),
        low=worked.low,
        high=worked.high,
        assumptions=assumed(agreement, charged, paid, now),
        problems=worked.problems,
        consequences=once(one for effect in worked.every for one in effect.computed.consequences),
        known_at=matter.told.known_at,
        notes=(
            *(unused_volumes(matter, charged) if matter.told.volumes else ()),
            *unread(matter),
            *told_beside(matter),
            *told_elsewhere(matter),
            *told_outside(matter),
            *left_over(matter, worked.record),
            *of_no_period(matter, paid),
            *blocks_beside(matter, told),
            *blocks_gone(matter, charged),
            *rested_on(matter, after),
        ),
        blocks=block_moves(charged),
    )
    return settlement, after


def _kept(line: Line) -> SettledLine:
    return SettledLine(line.id, line.kind, str(line.clause), line.amount, line.says)


def _together(settlements: Sequence[Settlement], period: Period) -> Settlement:
    first = settlements[0]
    known = all(settlement.low is None for settlement in settlements)
    found = {settlement.status for settlement in settlements}
    order: tuple[Status, ...] = ("provisional", "corrected", "final", "agreed")

    def added(amounts: Iterable[Money]) -> Money:
        return Money(sum((amount.amount for amount in amounts), Decimal(0)), first.currency)

    return attrs.evolve(
        first,
        period=period,
        status=next(status for status in order if status in found),
        reasons=reasons_together([(settlement.period, settlement.reasons) for settlement in settlements]),
        lines=tuple(line for settlement in settlements for line in settlement.lines),
        total=added(settlement.total for settlement in settlements),
        low=None if known else added(settlement.low or settlement.total for settlement in settlements),
        high=None if known else added(settlement.high or settlement.total for settlement in settlements),
        assumptions=once(note for settlement in settlements for note in settlement.assumptions),
        problems=once(problem for settlement in settlements for problem in settlement.problems),
        consequences=once(one for settlement in settlements for one in settlement.consequences),
        allocated=tuple(part for settlement in settlements for part in settlement.allocated),
        notes=once(note for settlement in settlements for note in settlement.notes),
        blocks=moves_together(move for settlement in settlements for move in settlement.blocks),
        periods=tuple(
            SettledPeriod(one.period, len(one.lines), one.charges, one.malus, one.bonus, one.won_back, one.total)
            for one in settlements
        ),
    )
