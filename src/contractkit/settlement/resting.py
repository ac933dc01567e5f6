"""What a settlement rests on of the past: earlier periods that are missing, still open, or settled on an older past.

Caps look at their own windows, and say for themselves what they miss. Here are the steps and effects that hand
something on: what can be won back, and what waits for the next period.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from contractkit.errors import Problem
from contractkit.quantities.periods import Period
from contractkit.records.said import said
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.own_periods.parting import parts_of
from contractkit.settlement.steps.earning_back import lasts_until
from contractkit.settlement.waiting import own_window
from contractkit.terms import Agreement
from contractkit.terms.effects import Effect
from contractkit.terms.settling import CapStep, EarnBackStep, MinimumIssueStep, SettlementTerms

__all__ = ["clauses_of", "gaps_behind", "hand_on", "is_settled_behind", "open_behind", "rests_on_older"]

_DAY = timedelta(days=1)
_WAITS = "carry-forward"


def is_settled_behind(agreement: Agreement, period: Period, before: Ledger) -> bool:
    """Return whether all before a period is settled for good, so that no step or effect finds it open.

    Args:
        agreement: The agreement as it stands in the period.
        period: The period that is settled.
        before: Earlier settlements.
    """
    if before.missing(_begin(agreement, period, before), period.start, "malus") or before.on_older(period.start):
        return False
    return all(record.status != "provisional" for record in before.governing)


def gaps_behind(agreement: Agreement, period: Period, before: Ledger) -> tuple[Problem, ...]:
    """Return a problem for each stretch that is not settled and may have left something to this period.

    Args:
        agreement: The agreement as it stands in the period; nothing is missed from before its term.
        period: The period that is settled.
        before: Earlier settlements.
    """
    found = []
    for clause in clauses_of(agreement):
        for start, end in before.missing(_begin(agreement, period, before), period.start, "malus"):
            what = _left_by(agreement, clause, start, end, period)
            if what is None:
                continue
            at = clause.clause
            found.append(
                Problem(
                    code="missing-history",
                    says=said(
                        "{what} of {start} to {end} would count in {label}; that is not in the ledger",
                        what=what,
                        start=start,
                        end=end - _DAY,
                        label=period.label,
                    ),
                    file=None if at is None else at.file,
                    line=None if at is None else at.line,
                    where=f"clause {at or agreement.id}",
                    hint="settle these periods first and hand on the ledger",
                    fatal=False,
                )
            )
    return tuple(dict.fromkeys(found))


def open_behind(agreement: Agreement, period: Period, before: Ledger) -> tuple[str, ...]:
    """Return a sentence for each earlier settlement that is provisional and may leave something to this period."""
    open_still = [record.period for record in before.before(period.start) if record.status == "provisional"]
    found = [
        said(
            "{label} was settled provisionally, and may leave {what} to {next}.",
            label=one.label,
            what=what,
            next=period.label,
        )
        for clause in clauses_of(agreement)
        for one in open_still
        if (what := _left_by(agreement, clause, one.start, one.end, period)) is not None
    ]
    return tuple(dict.fromkeys(found))


def rests_on_older(agreement: Agreement, period: Period, before: Ledger) -> tuple[str, ...]:
    """Return a sentence for each earlier settlement that was made before one that it rests on was made anew."""
    if not any(_looks_back(agreement, clause) for clause in clauses_of(agreement)):
        return ()
    return tuple(
        said(
            "{late} was settled before {anew}, on which it may rest, was settled anew; settle {late} again first.",
            late=late,
            anew=anew,
        )
        for late, anew in before.on_older(period.start)
    )


def clauses_of(agreement: Agreement) -> tuple[SettlementTerms, ...]:
    """Return the settlement clause of a version, and those that are for some effects only."""
    return (agreement.settlement, *parts_of(agreement))


def _begin(agreement: Agreement, period: Period, before: Ledger) -> date:
    """Return from which date on periods had to be settled: the term's, else that of the first that was."""
    if agreement.term is not None:
        return agreement.term.start
    return min((record.period.start for record in before.governing), default=period.start)


def _left_by(agreement: Agreement, terms: SettlementTerms, start: date, end: date, period: Period) -> str | None:
    """Return what dates before a period may leave to it, in words; None where nothing can be left.

    To what a clause settles over a longer period than the others nothing is left before that ends, and then by dates
    before all of it only.
    """
    own = own_window(agreement, terms, period)
    if own is None or start >= own.start:
        return None
    last, first = min(end, own.start) - _DAY, period.last if own is period else own.start
    for step in terms.steps:
        if isinstance(step, EarnBackStep) and first <= lasts_until(last, step.expires):
            return "a malus to win back"
    if last + _DAY == own.start and any(hand_on(agreement, terms)):
        return "an amount that waits"
    return None


def hand_on(agreement: Agreement, terms: SettlementTerms) -> Iterator[bool]:
    """Yield for each step and effect whether it hands amounts on from one period to the next."""
    for step in terms.steps:
        yield isinstance(step, CapStep) and step.on_excess == _WAITS
        yield isinstance(step, MinimumIssueStep) and step.minimum.otherwise == _WAITS
    every = (*(one for target in agreement.targets for one in target.effects), *agreement.provisions)
    for effect in every:
        if isinstance(effect, Effect):
            rules = effect.modifiers
            yield rules.cap is not None and rules.on_excess == _WAITS
            yield rules.minimum_issue is not None and rules.minimum_issue.otherwise == _WAITS


def _looks_back(agreement: Agreement, terms: SettlementTerms) -> bool:
    """Return whether anything of earlier periods decides an amount of a later one."""
    caps = (step for step in terms.steps if isinstance(step, CapStep))
    longer = any(step.per.word != terms.per for step in caps)
    return longer or any(isinstance(step, EarnBackStep) for step in terms.steps) or any(hand_on(agreement, terms))
