"""Which agreements hold on some date of a period; the others are set aside, and told."""

from __future__ import annotations

from collections.abc import Sequence

from contractkit.cli.endings import complain
from contractkit.errors import FactsRejected, PeriodError, Problem
from contractkit.quantities.periods import Period
from contractkit.terms import Agreement

__all__ = ["in_term"]


def in_term(agreements: Sequence[Agreement], period: str | Period) -> tuple[Agreement, ...]:
    """Return the agreements that hold on some date of the period; the others are told on standard error.

    Raises:
        FactsRejected: None of them does.
    """
    inside = tuple(agreement for agreement in agreements if _holds(agreement, agreement.period(period)))
    outside = [_outside(one, one.period(period)) for one in agreements if one not in inside]
    if not inside:
        raise FactsRejected(outside)
    for problem in outside:
        complain(f"contractkit: set aside: {problem.says}")
    return inside


def _holds(agreement: Agreement, period: Period) -> bool:
    term = agreement.term
    return term is None or (term.start < period.end and (term.end is None or period.start < term.end))


def _outside(agreement: Agreement, period: Period) -> Problem:
    term = agreement.term
    if term is None:
        raise PeriodError(f"{agreement.id} has no term")
    end = "" if term.end is None else f" up to, and not including, {term.end.isoformat()}"
    return Problem(
        "period-outside-term",
        f"{period.label} lies outside the term of {agreement.id}, which holds from {term.start.isoformat()}{end}",
        file=term.clause.file,
        line=term.clause.line,
        where=f"clause {term.clause.clause}",
        hint="ask for a period within the term",
    )
