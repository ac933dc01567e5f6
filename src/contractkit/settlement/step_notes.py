"""Why steps leave a settlement open: unknown limits, what may come back, what waited in an open settlement."""

from __future__ import annotations

from collections.abc import Iterator

from contractkit.quantities.periods import Period
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.steps import Course
from contractkit.terms.settling import EarnBackStep, SettlementTerms

__all__ = ["open_steps"]


def open_steps(terms: SettlementTerms, course: Course, before: Ledger, period: Period) -> tuple[str, ...]:
    """Return why a settlement is provisional on account of its steps, one sentence for each reason.

    Args:
        terms: The steps.
        course: Where they led.
        before: Earlier settlements.
        period: The period that is settled.
    """
    return tuple(dict.fromkeys(_reasons(terms, course, before, period)))


def _reasons(terms: SettlementTerms, course: Course, before: Ledger, period: Period) -> Iterator[str]:
    for cut in course.cuts:
        if cut.unknown:
            yield f"The limit of a cap in {cut.window.label} is not known: {cut.unknown}."
    for added in course.added:
        if added.unsure:
            yield f"Whether a malus is won back in {period.label} is not known: {added.unsure}."
    earlier = before.before(period.start)
    if earlier and earlier[-1].carried and earlier[-1].status == "provisional":
        yield f"What {earlier[-1].period.label} carried on was settled provisionally."
    if any(isinstance(step, EarnBackStep) for step in terms.steps):
        credited = {one.period.label for one in before.open_credits(period.start)}
        for record in earlier:
            if record.status == "provisional" and record.period.label in credited:
                yield f"A malus that can be won back was settled provisionally, in {record.period.label}."
