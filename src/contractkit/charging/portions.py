"""How much of a price per month, quarter or year falls in a stretch of dates.

Whole months count as equal parts of a longer period: a quarterly fee is one third in each of its months, however many
days these have. Only where a term begins or ends inside a month do days count.
"""

from __future__ import annotations

from fractions import Fraction

import attrs

from contractkit.charging.windows import MONTHS_PER, in_force, months_between
from contractkit.errors import PeriodError, UsageError
from contractkit.quantities.periods import Period
from contractkit.records.clauses import Assumption, ClauseRef
from contractkit.terms import Agreement

__all__ = ["Portion", "portion"]


@attrs.frozen
class Portion:
    """How many times a price per `per` is charged.

    Attributes:
        times: The exact number; 1/3 for a month of a quarterly price.
        per: The period of the price.
        assumptions: The reading that was taken where days had to be counted.
    """

    times: Fraction
    per: str
    assumptions: tuple[Assumption, ...] = ()

    def __str__(self) -> str:
        """Return the number of periods in words."""
        return f"{self.times} {self.per}{'' if self.times <= 1 else 's'}"


def portion(agreement: Agreement, per: str, period: Period, clause: ClauseRef) -> Portion:
    """Return how many times a price per `per` is charged in `period`.

    A stretch of whole months counts by months. Where the term begins or ends inside a month, each calendar month,
    quarter or year of the price counts by the days of it that are billed, over all the days that it has.

    Args:
        agreement: The agreement; days outside its term are not charged.
        per: The period of the price: ``month``, ``quarter``, ``half-year`` or ``year``.
        period: Whole months.
        clause: Where the price stands.

    Raises:
        UsageError: the price is per something else.
        PeriodError: `period` is not made of whole months, so that no agreed part of the price belongs to it.

    Source:
        Days billed over the days of the whole period, not of the part that is left, is how billing systems corrected
        themselves (Lago, pull request 6194): a quarter of 91 days of which 42 lie in the term counts 42/91.
    """
    if per not in MONTHS_PER:
        known = ", ".join(MONTHS_PER)
        raise UsageError(f"{clause}: a price per {per} cannot be charged; a price is per one of {known}", clause=clause)
    if months_between(period.start, period.end) is None:
        raise PeriodError(
            f"{clause}: {period.label} is not made of whole months, so no agreed part of a price per {per} "
            f"belongs to it; ask for whole months, such as {Period.containing(period.start, 'month').label}",
            clause=clause,
        )
    billed = in_force(agreement, period)
    if billed is None:
        return Portion(Fraction(0), per)
    months = months_between(billed.start, billed.end)
    if months is not None:
        return Portion(Fraction(months, MONTHS_PER[per]), per)
    return Portion(_by_days(per, billed), per, (_counted_by_days(clause),))


def _by_days(per: str, billed: Period) -> Fraction:
    times, day = Fraction(0), billed.start
    while day < billed.end:
        whole = Period.containing(day, per)
        end = min(whole.end, billed.end)
        months = months_between(day, end) if day.day == 1 and end.day == 1 else None
        if months is None:
            times += Fraction((end - day).days, (whole.end - whole.start).days)
        else:
            times += Fraction(months, MONTHS_PER[per])
        day = end
    return times


def _counted_by_days(clause: ClauseRef) -> Assumption:
    return Assumption(
        convention="mid_period",
        taken="by-days",
        alternatives=("next-period",),
        clause=clause,
        says=f"{clause}: a price for a period of which only a part lies in the term is charged by days.",
    )
