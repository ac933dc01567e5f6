"""The sums of a settlement period that was worked out: charges, malus and bonus, from the lines that it would have."""

from __future__ import annotations

from fractions import Fraction

from contractkit.charging.exact import added
from contractkit.quantities.money import Money
from contractkit.settlement.backtest.results import Ends, PeriodSum
from contractkit.settlement.paid import Paid
from contractkit.settlement.worked import Worked

__all__ = ["sum_of_worked"]


def sum_of_worked(worked: Worked) -> PeriodSum:
    """Return the sums of one settlement period: of each side what effects come to and what steps changed about it."""
    course, currency = worked.found.now, worked.matter.version.currency
    sides: dict[str, list[Fraction]] = {"malus": [], "bonus": []}
    for paid, amount in zip(worked.paid, course.amounts[len(worked.charged) :], strict=True):
        side = _side(paid)
        if side is not None:
            sides[side].append(amount)
    for one, amount in zip(course.added, course.brought, strict=True):
        sides[one.amount.side or ("malus" if one.amount.exact < 0 else "bonus")].append(amount)
    for change in course.changes:
        sides[change.side] += [part for _, part in change.parts]
    malus, bonus = (Money(course.rounding.apply(added(sides[side])), currency) for side in ("malus", "bonus"))
    total = worked.record.total
    rest = total - malus - bonus
    short = tuple(f"{one.name}: {one.missing}" for one in worked.charged if one.missing is not None)
    open_still = course.unsure or _is_open(worked)
    ends: Ends = "unbounded" if open_still and worked.low is None and worked.high is None else "told"
    return PeriodSum(worked.matter.period, rest, malus, bonus, total, worked.low, worked.high, short, ends)


def _is_open(worked: Worked) -> bool:
    """Return whether something may still become another amount: an effect, or what history decides."""
    undetermined = any(paid.computed.state == "undetermined" for paid in worked.paid)
    return undetermined or any(problem.code == "missing-history" for problem in worked.problems)


def _side(paid: Paid) -> str | None:
    """Return on which side of a settlement a line stands; None for charges, points and what comes to nothing."""
    if paid.settles_as == "charge" and paid.computed.state == "settled":
        return None
    return None if paid.kind == "none" else paid.kind
