"""From an agreement and its evaluation to the money of a period: the order of things."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

import attrs

from contractkit.charging.priced import held_versions
from contractkit.charging.windows import in_force, window_of
from contractkit.errors import PeriodError, UsageError
from contractkit.facts import Facts
from contractkit.quantities.money import Money
from contractkit.quantities.months import months_between
from contractkit.quantities.periods import Period
from contractkit.settlement.assembly import lines_of
from contractkit.settlement.billed import as_billed
from contractkit.settlement.effects import effects_of, with_amounts
from contractkit.settlement.figures import Attained
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.lines import Part, Settlement
from contractkit.settlement.matter import Matter
from contractkit.settlement.notes import (
    assumed,
    in_short,
    missing_history,
    not_final,
    not_known,
    not_over,
    once,
    provisional_history,
    uncharged,
)
from contractkit.settlement.recording import record_of_settlement
from contractkit.settlement.remembered import Status
from contractkit.settlement.resting import gaps_behind, open_behind, rests_on_older
from contractkit.settlement.step_lines import rounded_money
from contractkit.settlement.step_notes import open_steps
from contractkit.settlement.stepping import stepped
from contractkit.settlement.told import SettlementFacts
from contractkit.settlement.told_history import told_effects, with_told, without_own
from contractkit.terms import Agreement

__all__ = ["settle"]

_DAY = timedelta(days=1)
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
    agreement = as_billed(agreement)
    asked = agreement.period(period, made_of="months")
    pieces, whole = _pieces(agreement, asked, period, told.known_at)
    _refuse(agreement, asked, evaluation, told)
    told = told.of_period(asked)
    settlements, ledger = [], with_told(before, told, asked)
    for piece in pieces:
        version = _settling_version(agreement, piece, told)
        known = _with_baselines(version, piece, told if piece is pieces[-1] else without_own(told), ledger)
        matter = Matter(agreement, version, piece, evaluation, facts, known, ledger, asked)
        settlement, ledger = _settle_one(matter, whole)
        settlements.append(settlement)
    kept = attrs.evolve(ledger, told=before.told)
    return (settlements[0] if len(settlements) == 1 else _together(settlements, asked)), kept


def _refuse(agreement: Agreement, period: Period, evaluation: Attained | None, told: SettlementFacts) -> None:
    """Refuse what no version that holds in a period computes, and targets that pay and were not evaluated."""
    told.refuse_unknown(agreement)
    versions = held_versions(agreement, period, told)
    for version in versions:
        version.refuse_not_computed("judging", "settling", before=period.end)
    if evaluation is None:
        return
    evaluated = {target.id for span in evaluation.agreement.versions.spans() for target in span.value.targets}
    paying = (target for version in versions for target in version.targets if target.effects)
    missing = once(target.id for target in paying if target.id not in evaluated)
    if missing:
        raise UsageError(f"the evaluation knows nothing of {', '.join(missing)}; evaluate {agreement.id} first")


def _settling_version(agreement: Agreement, period: Period, told: SettlementFacts) -> Agreement:
    """Return the version whose settlement clause holds for a period: the last one, or the first if so agreed."""
    versions = held_versions(agreement, period, told)
    last = versions[-1]
    return versions[0] if last.settlement.amended_mid_period == "old-terms" else last


def _with_baselines(version: Agreement, period: Period, told: SettlementFacts, ledger: Ledger) -> SettlementFacts:
    """Return the facts with the volumes to which earlier contract years moved the agreed ones, as the ledger knows."""
    year = window_of(version, "year", period.last)
    moving = (
        service.name
        for service in version.services.values()
        if service.details.outside is not None and service.details.outside.carried != "none"
    )
    found = {name: ledger.baseline(name, year.start) for name in moving if name not in told.baselines}
    known = {name: volume for name, volume in found.items() if volume is not None}
    return attrs.evolve(told, baselines={**known, **told.baselines}) if known else told


def _pieces(
    agreement: Agreement, period: Period, text: str | Period, known_at: date | None
) -> tuple[tuple[Period, ...], Period | None]:
    """Return the periods to settle, and the agreed settlement period of which the asked one is a part, or None."""
    version = agreement.at(period.start, known_at)
    where = version.settlement.clause or agreement.id
    term = agreement.at(period.last, known_at).term
    whole_term = term is not None and (term.start, term.end) == (period.start, period.end)
    if months_between(period.start, period.end) is None and not whole_term:
        nearest = Period.containing(period.start, "month").label
        raise PeriodError(f"{where}: {period.label} is not made of whole months; ask for such, as {nearest} is")
    if in_force(agreement.at(period.last, known_at), period) is None and in_force(version, period) is None:
        term = agreement.term
        until = "" if term is None or term.end is None else f" to {term.end - _DAY}"
        raise PeriodError(
            f"{term.clause if term else where}: {period.label} lies outside the term, which runs from "
            f"{term.start if term else ''}{until}"
        )
    if version.settlement.clause is None:
        return (period,), None
    agreed = window_of(version, version.settlement.per, period.start)
    if agreed.start <= period.start and period.end <= agreed.end:
        return (period,), None if (agreed.start, agreed.end) == (period.start, period.end) else agreed
    pieces = []
    start = period.start
    while start < period.end:
        version = agreement.at(start, known_at)
        piece = window_of(version, version.settlement.per, start)
        if piece.start != start or piece.end > period.end:
            raise PeriodError(
                f"{where}: the settlement is per {version.settlement.per} and {period.label} is not made of whole "
                f"ones; ask for {agreed.label}{_bare_year(period, text)}"
            )
        if in_force(agreement.at(piece.last, known_at), piece) is not None:
            pieces.append(piece)
        start = piece.end
    return tuple(pieces), None


def _bare_year(period: Period, text: str | Period) -> str:
    """Return what a bare year means, where that is another than the year of the calendar."""
    if isinstance(text, Period) or not text.isdigit() or period.label == text:
        return ""
    return f" ({text} is the contract year; {text}-01-01..{text}-12-31 is that of the calendar)"


def _settle_one(matter: Matter, whole: Period | None) -> tuple[Settlement, Ledger]:
    agreement, period, before = matter.version, matter.period, matter.ledger
    before.check(agreement.id, period)
    charged = matter.charges()
    every = (*effects_of(matter), *told_effects(matter))
    paid = with_amounts(every)
    found = stepped(matter, charged, paid)
    now, ends = found.now, found.ends
    lines = lines_of(agreement, period, charged, paid, now)
    gaps, behind = gaps_behind(agreement, period, before), open_behind(agreement, period, before)
    unbounded = ends is None or gaps or behind  # what the past may have left has no least and no most
    low, high = (None, None) if unbounded else (Money(end.total, agreement.currency) for end in ends or ())
    currency = agreement.currency
    problems = (*uncharged(charged), *missing_history(agreement, now), *gaps)
    reasons = (
        *not_over(agreement, matter.evaluation, period, whole, paid, matter.told.known_at),
        *not_known(agreement, paid),
        *not_final(charged),
        *in_short(problems),
        *open_steps(now, period),
        *provisional_history(agreement, period, before),
        *behind,
        *rests_on_older(agreement, period, before),
    )
    settlement = Settlement(
        agreement=agreement.id,
        period=period,
        as_of=None if matter.evaluation is None else matter.evaluation.as_of,
        currency=currency,
        status="provisional" if reasons else "final",
        reasons=reasons,
        lines=lines,
        allocated=tuple(
            Part(lines[place].id, rounded_money(part, currency, now.rounding)) for place, part in now.allocated
        ),
        total=rounded_money(now.total, currency, now.rounding),
        low=low,
        high=high,
        assumptions=assumed(agreement, charged, paid, now),
        problems=problems,
        consequences=once(one for effect in every for one in effect.computed.consequences),
        known_at=matter.told.known_at,
    )
    moved = {charge.name: charge.baseline for charge in charged if charge.baseline is not None}
    record = record_of_settlement(matter, charged, paid, found, settlement.status, baselines=moved)
    record = before.standing(record)
    return attrs.evolve(settlement, status=record.status), before.with_period(agreement.id, record)


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
        reasons=once(reason for settlement in settlements for reason in settlement.reasons),
        lines=tuple(line for settlement in settlements for line in settlement.lines),
        total=added(settlement.total for settlement in settlements),
        low=None if known else added(settlement.low or settlement.total for settlement in settlements),
        high=None if known else added(settlement.high or settlement.total for settlement in settlements),
        assumptions=once(note for settlement in settlements for note in settlement.assumptions),
        problems=once(problem for settlement in settlements for problem in settlement.problems),
        consequences=once(one for settlement in settlements for one in settlement.consequences),
        allocated=tuple(part for settlement in settlements for part in settlement.allocated),
    )
