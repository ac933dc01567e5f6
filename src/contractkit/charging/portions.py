"""How much of a price per month, quarter or year falls in a stretch of dates.

Slices of a price's period add up to it: settled month by month, a quarter costs what it costs at once. A period that
lies wholly in the term is cut into equal months: a quarterly fee is one third in each of its months, however many days
these have. Of one that the term covers only in part, every slice is its days over the days of the whole period.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise

import attrs

from contractkit.charging.windows import MONTHS_PER, in_force, window_of
from contractkit.errors import PeriodError, UsageError
from contractkit.quantities.months import add_months, months_between
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
        days: Where days were counted, how many are charged of how many.
        assumptions: The reading that was taken where days had to be counted.
    """

    times: Fraction
    per: str
    days: tuple[tuple[int, int], ...] = ()
    assumptions: tuple[Assumption, ...] = ()

    def __str__(self) -> str:
        """Return the number of periods in words."""
        counted = " and ".join(f"{days} of {of}" for days, of in self.days)
        return f"{self.times} {self.per}{'' if self.times <= 1 else 's'}{f' ({counted} days)' if counted else ''}"


def portion(agreement: Agreement, per: str, period: Period, clause: ClauseRef) -> Portion:
    """Return how many times a price per `per` is charged in `period`.

    The months, quarters and half-years of a price are those of the calendar, its years those of the contract. One that
    lies wholly in the term is made of equal months. Of one that does not, days are charged, over all the days that it
    has. Either way, what is charged in neighbouring stretches adds up to what is charged in both together.

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
    slices = list(_slices(agreement, per, billed))
    counted = tuple((part.days, part.of) for part in slices if part.days is not None)
    times = sum((part.times for part in slices), Fraction(0))
    return Portion(times, per, counted, (_counted_by_days(clause),) if counted else ())


@attrs.frozen
class _Slice:
    """A part of one period of a price; its days, of how many, where they were counted."""

    times: Fraction
    days: int | None = None
    of: int = 0


def _slices(agreement: Agreement, per: str, billed: Period) -> Iterator[_Slice]:
    """Yield the parts of which a billed stretch is made, each in one period of the price."""
    day = billed.start
    while day < billed.end:
        whole = window_of(agreement, per, day)
        end = min(whole.end, billed.end)
        held = in_force(agreement, whole)
        if held is not None and (held.start, held.end) == (whole.start, whole.end):
            yield from _equal_months(whole, MONTHS_PER[per], day, end)
        else:
            yield _by_days(whole.start, whole.end, day, end)
        day = end


def _equal_months(whole: Period, count: int, start: date, end: date) -> Iterator[_Slice]:
    bounds = [*(add_months(whole.start, month) for month in range(count)), whole.end]
    for first, after in pairwise(bounds):
        if first < end and start < after:
            inside = (max(first, start), min(after, end))
            part = _Slice(Fraction(1)) if inside == (first, after) else _by_days(first, after, *inside)
            yield attrs.evolve(part, times=part.times / count)


def _by_days(first: date, after: date, start: date, end: date) -> _Slice:
    days, of = (end - start).days, (after - first).days
    return _Slice(Fraction(days, of), days, of)


def _counted_by_days(clause: ClauseRef) -> Assumption:
    return Assumption(
        convention="mid_period",
        taken="by-days",
        alternatives=("next-period",),
        clause=clause,
        says=f"{clause}: of a period of the price that is charged in part, days are: so many of all that it has.",
    )
