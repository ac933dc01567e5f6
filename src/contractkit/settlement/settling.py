"""From an agreement and its evaluation to the money of a period: the order of things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import attrs

from contractkit.charging.charges import charges
from contractkit.charging.windows import in_force, window_of
from contractkit.errors import PeriodError, UsageError
from contractkit.facts import Facts
from contractkit.quantities.money import Money
from contractkit.quantities.months import months_between
from contractkit.quantities.periods import Period
from contractkit.quantities.rounding import Rounding
from contractkit.settlement.assembly import entries_of, lines_of, rounded_money
from contractkit.settlement.effects import Paid, computed, effects_of
from contractkit.settlement.figures import Attained, Figures
from contractkit.settlement.ledger import Ledger, Reading, SettledPeriod
from contractkit.settlement.lines import Settlement
from contractkit.settlement.notes import (
    assumed,
    in_short,
    missing_history,
    not_known,
    not_over,
    once,
    provisional_history,
    uncharged,
)
from contractkit.settlement.steps import Amount, Course, follow, nested
from contractkit.terms import Agreement, governing
from contractkit.terms.effects import Share
from contractkit.terms.settling import CapStep

__all__ = ["settle"]

_DAY = timedelta(days=1)
_NOTHING_YET = Ledger.empty()


def settle(
    agreement: Agreement,
    evaluation: Attained,
    facts: Facts | None,  # noqa: ARG001  (volumes stand there; no clause asks for them yet)
    *,
    period: str | Period,
    before: Ledger = _NOTHING_YET,
) -> tuple[Settlement, Ledger]:
    """Return the money of a period under the clauses of an agreement, and the ledger that the next settlement needs.

    Charges come first: fees, and services at agreed volume and price. Every effect is then computed on the charge of
    its target's own period, before any other effect; then the steps of the settlement clause follow in their written
    order. Amounts stay exact until they are rounded: the sum is rounded, and its lines are moved by less than a unit
    so that they add up to it.

    An effect whose figure is undetermined pays what it pays for every possible figure, if that is one amount; else it
    pays nothing for now, its line has a least and a most, and the settlement is provisional. A period without items has
    no effect.

    A period that is longer than the agreed settlement period is settled piece by piece. One that is shorter is settled
    for itself, and is provisional.

    Args:
        agreement: The agreement.
        evaluation: Its evaluation, or that of an agreement with the same targets.
        facts: The facts that were evaluated.
        period: Whole months, such as ``2026-Q1``; the first date included and `end` not, in the agreement's zone. As
            text, a bare year is the contract year that begins in it.
        before: The ledger that the settlement of the previous period returned.

    Returns:
        The settlement, and the ledger with it. The same settlement again gives the same ledger.

    Raises:
        PeriodError: The period cannot be read, is not made of whole months or of whole settlement periods, or lies
            outside the term.
        UsageError: The ledger is of another agreement or of overlapping dates, a target was not evaluated, or a clause
            takes a share of an amount that the agreement does not know.
        NotComputedError: A clause decides on money and is not computed by this version, or an amendment changes one
            inside of a period that is settled as one.

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
    asked = agreement.period(period, made_of="months")
    pieces, whole = _pieces(agreement.at(asked.start), asked, period)
    versions = [_version(agreement, piece) for piece in pieces]
    evaluated = {target.id for target in evaluation.agreement.targets}
    paying = (target for version in versions for target in version.targets if target.effects)
    missing = once(target.id for target in paying if target.id not in evaluated)
    if missing:
        raise UsageError(f"the evaluation knows nothing of {', '.join(missing)}; evaluate {agreement.id} first")
    settlements, ledger = [], before
    for piece, version in zip(pieces, versions, strict=True):
        settlement, ledger = _settle_one(version, evaluation, piece, whole, ledger)
        settlements.append(settlement)
    return (settlements[0] if len(settlements) == 1 else _together(settlements, asked)), ledger


def _version(agreement: Agreement, period: Period) -> Agreement:
    """Return the version under which a period is settled, which is asked for all that its amounts are taken of."""
    version = governing(agreement, period.start, period.end, "settling")
    version.refuse_not_computed("judging", "settling", before=period.end)
    for per in _windows(version) if len(agreement.versions) > 1 else ():
        window = window_of(version, per, period.end - _DAY)
        governing(agreement, window.start, window.end, "charging")
    return version


def _windows(version: Agreement) -> Iterator[str]:
    """Yield the stretches over which what is charged decides on an amount, where that may be more than the period."""
    for step in version.settlement.computed:
        if isinstance(step, CapStep) and isinstance(step.limit, Share):
            yield step.per.word
            if step.limit.of == "yearly-fees":
                yield "year"
    for target in version.targets:
        for effect in computed(target):
            yield target.per
            if effect.of == "yearly-fees":
                yield "year"


def _pieces(agreement: Agreement, period: Period, text: str | Period) -> tuple[tuple[Period, ...], Period | None]:
    """Return the periods to settle, and the agreed settlement period of which the asked one is a part, or None."""
    terms = agreement.settlement
    where = terms.clause or agreement.id
    if months_between(period.start, period.end) is None:
        nearest = Period.containing(period.start, "month").label
        raise PeriodError(f"{where}: {period.label} is not made of whole months; ask for such, as {nearest} is")
    if in_force(agreement, period) is None:
        term = agreement.term
        until = "" if term is None or term.end is None else f" to {term.end - _DAY}"
        raise PeriodError(
            f"{term.clause if term else where}: {period.label} lies outside the term, which runs from "
            f"{term.start if term else ''}{until}"
        )
    if terms.clause is None:
        return (period,), None
    agreed = window_of(agreement, terms.per, period.start)
    if agreed.start <= period.start and period.end <= agreed.end:
        return (period,), None if (agreed.start, agreed.end) == (period.start, period.end) else agreed
    pieces = []
    start = period.start
    while start < period.end:
        piece = window_of(agreement, terms.per, start)
        if piece.start != start or piece.end > period.end:
            raise PeriodError(
                f"{where}: the settlement is per {terms.per} and {period.label} is not made of whole ones; "
                f"ask for {agreed.label}{_bare_year(period, text)}"
            )
        if in_force(agreement, piece) is not None:
            pieces.append(piece)
        start = piece.end
    return tuple(pieces), None


def _bare_year(period: Period, text: str | Period) -> str:
    """Return what a bare year means, where that is another than the year of the calendar."""
    if isinstance(text, Period) or not text.isdigit() or period.label == text:
        return ""
    return f" ({text} is the contract year; {text}-01-01..{text}-12-31 is that of the calendar)"


def _settle_one(
    agreement: Agreement, evaluation: Attained, period: Period, whole: Period | None, before: Ledger
) -> tuple[Settlement, Ledger]:
    before.check(agreement.id, period)
    charged = charges(agreement, period)
    paid = tuple(effects_of(agreement, Figures(evaluation), period))
    fixed = tuple(Amount(charge.exact) for charge in charged)
    now = _course(agreement, fixed, paid, before, period, "now")
    lines = lines_of(agreement, period, charged, paid, now)
    ends = _ends(agreement, fixed, paid, before, period, now)
    low, high = (None, None) if ends is None else (Money(end.total, agreement.currency) for end in ends)
    currency = agreement.currency
    problems = (*uncharged(charged), *missing_history(agreement, now))
    reasons = (
        *not_over(agreement, evaluation, period, whole, paid),
        *not_known(agreement, paid),
        *in_short(problems),
        *provisional_history(agreement, period, before),
    )
    settlement = Settlement(
        agreement=agreement.id,
        period=period,
        as_of=evaluation.as_of,
        currency=currency,
        status="provisional" if reasons else "final",
        reasons=reasons,
        lines=lines,
        total=rounded_money(now.total, currency, now.rounding),
        low=low,
        high=high,
        assumptions=assumed(agreement, charged, paid, now),
        problems=problems,
    )
    entries = entries_of(paid, now, None if ends is None else (ends[0].effects, ends[1].effects), currency)
    record = SettledPeriod(period, settlement.status, settlement.total, entries)
    return settlement, before.with_period(agreement.id, record)


def _course(
    agreement: Agreement,
    fixed: Sequence[Amount],
    paid: Iterable[Paid],
    before: Ledger,
    period: Period,
    reading: Reading,
) -> Course:
    effects = (Amount(effect.exact(effect.under(reading)), effect.settled_on) for effect in paid)
    return follow(agreement, (*fixed, *effects), before, period.start, reading)


@attrs.frozen
class _End:
    """The least or the most that a settlement can come to: its total, and what each effect is in it."""

    total: Decimal
    effects: tuple[Fraction, ...]


def _ends(
    agreement: Agreement, fixed: Sequence[Amount], paid: Sequence[Paid], before: Ledger, period: Period, now: Course
) -> tuple[_End, _End] | None:
    """Return the least and the most that the total can come to; None where nothing is undetermined."""
    if all(effect.state != "undetermined" for effect in paid) and not any(cut.unsure for cut in now.cuts):
        return None
    effects = [Amount(effect.exact(effect.percent), effect.settled_on) for effect in paid]
    if nested(agreement, effects):
        least = _course(agreement, fixed, paid, before, period, "least")
        most = _course(agreement, fixed, paid, before, period, "most")
        return _end_of(least, len(fixed)), _end_of(most, len(fixed))
    # Caps in another order than narrow to wide leave no more than this to say without trying every figure.
    nothing = Fraction(0)
    return (
        _uncapped(fixed, [min(effect.exact(effect.low), nothing) for effect in paid], now.rounding),
        _uncapped(fixed, [max(effect.exact(effect.high), nothing) for effect in paid], now.rounding),
    )


def _end_of(course: Course, charged: int) -> _End:
    return _End(course.rounding.apply(course.total), course.nets[charged:])


def _uncapped(fixed: Sequence[Amount], effects: Sequence[Fraction], rounding: Rounding) -> _End:
    total = sum((amount.exact for amount in fixed), Fraction(0)) + sum(effects, Fraction(0))
    outwards = attrs.evolve(rounding, mode="up")
    return _End(rounding.apply(total), tuple(Fraction(outwards.apply(effect)) for effect in effects))


def _together(settlements: Sequence[Settlement], period: Period) -> Settlement:
    first = settlements[0]
    known = all(settlement.low is None for settlement in settlements)
    provisional = any(settlement.status == "provisional" for settlement in settlements)

    def added(amounts: Iterable[Money]) -> Money:
        return Money(sum((amount.amount for amount in amounts), Decimal(0)), first.currency)

    return attrs.evolve(
        first,
        period=period,
        status="provisional" if provisional else "final",
        reasons=once(reason for settlement in settlements for reason in settlement.reasons),
        lines=tuple(line for settlement in settlements for line in settlement.lines),
        total=added(settlement.total for settlement in settlements),
        low=None if known else added(settlement.low or settlement.total for settlement in settlements),
        high=None if known else added(settlement.high or settlement.total for settlement in settlements),
        assumptions=once(note for settlement in settlements for note in settlement.assumptions),
        problems=once(problem for settlement in settlements for problem in settlement.problems),
    )
