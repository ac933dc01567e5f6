"""What a settlement says about itself: why it is provisional, what is missing, what was assumed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from contractkit.charging.charges import Charge
from contractkit.charging.exact import amount_text, exact_text
from contractkit.charging.windows import MONTHS_PER, cycle_window
from contractkit.errors import Problem
from contractkit.quantities.periods import Period
from contractkit.records.clauses import Assumption
from contractkit.records.said import joined, said
from contractkit.settlement.figures import Attained
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.paid import Paid
from contractkit.settlement.step_lines import stretches_text
from contractkit.settlement.steps import Course
from contractkit.terms import Agreement
from contractkit.terms.settling import CapStep

__all__ = [
    "assumed",
    "in_short",
    "is_uncharged",
    "missing_history",
    "not_final",
    "not_known",
    "not_over",
    "once",
    "provisional_history",
    "uncharged",
]

_T = TypeVar("_T")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NO_VOLUME = "no volume is agreed"
_AT_MOST = 3
_IN_SHORT = {
    "no-agreed-volume": "A price has no agreed volume: {which}; agree one.",
    "not-known": "What is charged is not known: {which}; tell it in the facts.",
    "missing-history": "Earlier settlements are not known: {which}; settle them first and hand on the ledger.",
}
_HINTS = {
    "no-agreed-volume": "agree a volume",
    "not-known": "tell it in the facts: told= of settle, --facts of the command",
    "missing-history": "settle these periods first and hand on the ledger, or tell what they left under blocks",
}


def in_short(problems: Iterable[Problem]) -> tuple[str, ...]:
    """Return a sentence for each kind of problem: what the first ones are, how many more, and what to do."""
    kinds: dict[str, list[str]] = {}
    for problem in problems:
        kinds.setdefault(problem.code, []).append(problem.says)
    return tuple(said(_IN_SHORT[code], which=_first_of(once(every))) for code, every in kinds.items())


def _first_of(every: Sequence[str]) -> str:
    first, more = joined("; ", every[:_AT_MOST]), len(every) - _AT_MOST
    return first if more <= 0 else said("{first}; and {n} more", first=first, n=more)


def once(values: Iterable[_T]) -> tuple[_T, ...]:
    """Return the values without repetition, in the order of their first appearance."""
    return tuple(dict.fromkeys(values))


def uncharged(charged: Iterable[Charge], of_history: frozenset[str] = frozenset()) -> tuple[Problem, ...]:
    """Return a problem for each price that nothing could be charged for.

    Args:
        charged: The charges.
        of_history: The names of those of which it is not known what earlier periods left.
    """
    return tuple(_uncharged(charge, charge.missing, of_history) for charge in charged if charge.missing is not None)


def _uncharged(charge: Charge, missing: str, of_history: frozenset[str]) -> Problem:
    code = "missing-history" if charge.name in of_history else "not-known"
    if _NO_VOLUME in missing:
        code = "no-agreed-volume"
    return Problem(
        code=code,
        says=said("{name}: {missing}", name=charge.name, missing=missing),
        file=charge.clause.file,
        line=charge.clause.line,
        where=f"clause {charge.clause}",
        hint=_HINTS[code],
        fatal=False,
    )


def is_uncharged(problem: Problem) -> bool:
    """Return whether a problem of a settlement is that nothing could be charged for a price."""
    return problem.hint == _HINTS.get(problem.code)


def not_final(charged: Iterable[Charge]) -> tuple[str, ...]:
    """Return a sentence for each price that an index figure made which may still change."""
    return tuple(
        said("The price of {name} is taken of an index figure that is not final.", name=charge.name)
        for charge in charged
        if charge.state == "provisional"
    )


def missing_history(agreement: Agreement, course: Course) -> tuple[Problem, ...]:
    """Return a problem for each stretch of a cap's window of which the ledger knows nothing."""
    clause = agreement.settlement.clause
    return once(
        Problem(
            code="missing-history",
            says=(
                said(
                    "a cap on the {side} of {label} counts settlements from {missing} that are not in the ledger",
                    side=said(cut.side),
                    label=cut.window.label,
                    missing=stretches_text(cut.missing),
                )
            ),
            file=None if clause is None else clause.file,
            line=None if clause is None else clause.line,
            where=f"clause {clause or agreement.id}",
            hint="settle these periods first and hand on the ledger",
            fatal=False,
        )
        for cut in course.cuts
        if cut.missing
    )


def not_over(
    agreement: Agreement,
    evaluation: Attained | None,
    period: Period,
    whole: Period | None,
    paid: Iterable[Paid],
    known_at: date | None = None,
) -> tuple[str, ...]:
    """Return why a period is not over: facts end before it, it is a part of a longer one, or items still run.

    Args:
        agreement: The agreement, in whose zone the period ends at midnight.
        evaluation: What was known.
        period: The period that is settled.
        whole: The agreed settlement period of which it is a part, or None.
        paid: The effects with their figures.
        known_at: Only what was recorded on that date or before was taken; None for all.
    """
    reasons = []
    if known_at is not None and known_at < period.last:
        reasons.append(
            said(
                "Only what was recorded by {known_at} is known, which is before the end of {label}.",
                known_at=known_at,
                label=period.label,
            )
        )
    _, end = period.bounds_us(agreement.zone)
    if evaluation is not None and evaluation.as_of < end:
        seen = (_EPOCH + timedelta(microseconds=evaluation.as_of)).isoformat()
        reasons.append(
            said("Facts are known up to {seen}, which is before the end of {label}.", seen=seen, label=period.label)
        )
    if whole is not None:
        reasons.append(
            said(
                "{label} is only a part of the settlement period {whole}; that settles it.",
                label=period.label,
                whole=whole.label,
            )
        )
    running = {
        (effect.target, effect.period.label): effect.figure.counts.running
        for effect in paid
        if effect.figure is not None and effect.figure.counts is not None
    }
    if any(running.values()):
        count = sum(running.values())
        reasons.append(
            said(
                "{n} item is still running under targets that pay.|{n} items are still running under targets that pay.",
                n=count,
            )
        )
    return tuple(reasons)


def not_known(agreement: Agreement, paid: Iterable[Paid]) -> tuple[str, ...]:
    """Return a sentence for each effect that cannot be known yet."""
    return tuple(
        said(
            "What {name} pays in {label} is not known: {lacking}; the total is without it.",
            name=effect.name,
            label=effect.period.label,
            lacking=_lacking(agreement, effect),
        )
        for effect in paid
        if effect.computed.state == "undetermined"
    )


def _lacking(agreement: Agreement, effect: Paid) -> str:
    if effect.computed.missing:
        return joined("; ", effect.computed.missing)
    counts = None if effect.figure is None else effect.figure.counts
    if counts is None or not counts.undetermined:
        ends = (effect.computed.low, effect.computed.high)
        if effect.computed.gives == "points":
            return said("it gives between {low} and {high} points", low=exact_text(ends[0]), high=exact_text(ends[1]))
        low, high = (amount_text(end, agreement.currency) for end in ends)
        between = said("it comes to between {low} and {high}", low=low, high=high)
        return between + _open_figure(effect)
    volume = counts.met + counts.breached + counts.undetermined
    return said(
        "{n} of {volume} items lacks a fact|{n} of {volume} items lack a fact",
        n=counts.undetermined,
        volume=volume,
    )


def _open_figure(effect: Paid) -> str:
    """Return why the figure of an effect is open, such as two that contradict each other, in brackets."""
    figure = effect.figure
    return "" if figure is None or figure.state != "undetermined" else said(" ({working})", working=figure.working)


def provisional_history(agreement: Agreement, period: Period, before: Ledger) -> tuple[str, ...]:
    """Return a sentence for each settlement that a cap counts and that was not final."""
    caps = [step for step in agreement.settlement.steps if isinstance(step, CapStep)]
    lasting = [cap.per for cap in caps if cap.per.word not in ("term", "once")]
    starts = [cycle_window(agreement, per, period.start).start for per in lasting]
    if len(lasting) < len(caps):
        starts.append(period.start if agreement.term is None else agreement.term.start)
    start = min(starts, default=period.start)
    return tuple(
        said("{label} was settled provisionally.", label=label) for label in before.provisional(start, period.start)
    )


def assumed(
    agreement: Agreement, charged: Iterable[Charge], paid: Sequence[Paid], course: Course
) -> tuple[Assumption, ...]:
    """Return what was taken where the text is silent about money."""
    clause = agreement.settlement.clause
    found = [note for charge in charged for note in charge.assumptions]
    found += [note for effect in paid for note in effect.computed.assumptions]
    found += [note for effect in paid if effect.computed.base for note in effect.computed.base.assumptions]
    if not course.agreed:
        found.append(
            Assumption(
                convention="mode",
                taken=course.rounding.mode,
                alternatives=("half-even", "down"),
                clause=clause,
                says=said(
                    "No clause says how to round: the sum is rounded {mode} to {to}.",
                    mode=course.rounding.mode,
                    to=course.rounding.to,
                ),
            )
        )
    for cap in (step for step in agreement.settlement.steps if isinstance(step, CapStep)):
        longer = [e for e in paid if MONTHS_PER.get(e.per or "", 0) > MONTHS_PER.get(cap.per.word, 12)]
        if longer:
            found.append(
                Assumption(
                    convention="cap-window",
                    taken="by-end",
                    alternatives=("spread",),
                    clause=clause,
                    says=(
                        said(
                            "An effect of {name}, judged per {per}, counts under the cap of the {longer} in which "
                            "its own period ends.",
                            name=longer[0].name,
                            per=longer[0].per,
                            longer=cap.per,
                        )
                    ),
                )
            )
    return once(found)
