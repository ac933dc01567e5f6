"""Which share of a period's price a stretch of dates costs: equal months, or days over what a clause says.

Every way of counting is a measure: what two neighbouring stretches cost adds up to what both cost together.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import pairwise

import attrs

from contractkit.charging.windows import DAYS_PER, held_part, in_force, months_of, window_of
from contractkit.quantities.months import add_months
from contractkit.quantities.periods import Period
from contractkit.terms import Agreement
from contractkit.terms.provisions.base import Holding
from contractkit.terms.provisions.proration import Proration

__all__ = ["Slice", "slices_of"]


_HOUR = 3_600_000_000


@attrs.frozen
class Slice:
    """A part of one period of a price.

    Attributes:
        times: Which share of the price it costs.
        days: Its days, where days were counted; None where it is made of whole months.
        of: Over how many days.
    """

    times: Fraction
    days: int | None = None
    of: int = 0


def slices_of(
    agreement: Agreement,
    per: str,
    window: Period,
    start: date,
    end: date,
    *,
    one_price: str,
    rule: Proration | None,
    holds: Holding | None = None,
) -> tuple[Slice, ...]:
    """Return what the dates from `start` to `end` cost of one period of a price.

    Args:
        agreement: The agreement, whose term cuts periods.
        per: The period of the price: ``hour``, ``day``, ``week``, ``month``, ``quarter``, ``half-year``, ``year``,
            ``contract-year`` or ``term``. Hours are those that the dates have in the zone of the agreement.
        window: That period.
        start: The first date, inside of it.
        end: The first date after the stretch, at most the end of the period.
        one_price: ``throughout`` where one price holds in the whole period; ``not`` where it changes inside of it.
        rule: What the papers say about parts of a period; None where they are silent.
        holds: Between which dates the price holds; None for the whole term.

    Source:
        Days billed over the days of the whole period, not of the part that is left, is how billing systems corrected
        themselves (Lago, pull request 6194); each month by its own days: Silver, issue 200.
    """
    if per == "hour":
        begin, until = Period(start, end, "").bounds_us(agreement.zone)
        return (Slice(Fraction(until - begin, _HOUR)),)
    if per in DAYS_PER and (start, end) == (window.start, window.end):
        return (Slice(Fraction(1)),)
    held = in_force(agreement, window)
    held = None if held is None else held_part(holds, held)
    whole = held is not None and (held.start, held.end) == (window.start, window.end)
    by = "days-of-whole-period" if rule is None else rule.by
    billed_whole = rule is None or rule.whole_periods != "by-days"
    months = months_of(per)
    if by == "none":
        return (_part_is_all(window, held, start, end),)
    if months is None or by == "days-of-whole-period":
        if months is not None and billed_whole and whole and one_price == "throughout":
            return tuple(_by_months(window, months, start, end))
        return (_by_days(window.start, window.end, start, end),)
    if by == "days-of-each-month":
        return tuple(_by_months(window, months, start, end))
    if by == "thirty-day-months":
        return (_by_thirties(months, start, end),)
    return tuple(_by_year(agreement, window, months, start, end, held if billed_whole else None))


def _part_is_all(window: Period, held: Period | None, start: date, end: date) -> Slice:
    """Return a share of the whole price: all of it for the dates in force, however few they are."""
    of = ((held or window).end - (held or window).start).days
    days = (end - start).days
    return Slice(Fraction(days, of)) if days == of else Slice(Fraction(days, of), days, of)


def _month_bounds(window: Period, count: int) -> list[date]:
    return [*(add_months(window.start, month) for month in range(count)), window.end]


def _by_months(window: Period, count: int, start: date, end: date) -> list[Slice]:
    found = []
    for first, after in pairwise(_month_bounds(window, count)):
        if first < end and start < after:
            inside = (max(first, start), min(after, end))
            part = Slice(Fraction(1)) if inside == (first, after) else _by_days(first, after, *inside)
            found.append(attrs.evolve(part, times=part.times / count))
    return found


def _by_days(first: date, after: date, start: date, end: date) -> Slice:
    days, of = (end - start).days, (after - first).days
    return Slice(Fraction(days, of), days, of)


def _by_thirties(count: int, start: date, end: date) -> Slice:
    """Return days of months of thirty: the 31st counts with the 30th, and February has thirty too."""

    def place(day: date) -> int:
        return 30 * (day.year * 12 + day.month - 1) + min(day.day, 30) - 1

    days = place(end) - place(start)
    return Slice(Fraction(days, 30 * count)) if days % 30 == 0 else Slice(Fraction(days, 30 * count), days, 30 * count)


def _by_year(
    agreement: Agreement, window: Period, count: int, start: date, end: date, held: Period | None
) -> list[Slice]:
    """Return days over those of the contract year; whole months in force are twelfths where `held` is given."""
    found = []
    for first, after in pairwise(_month_bounds(window, count)):
        if not (first < end and start < after):
            continue
        inside = (max(first, start), min(after, end))
        if held is not None and held.start <= first and after <= held.end:
            part = Slice(Fraction(1)) if inside == (first, after) else _by_days(first, after, *inside)
            found.append(attrs.evolve(part, times=part.times / count))
            continue
        day = inside[0]
        while day < inside[1]:
            year = window_of(agreement, "year", day)
            until = min(year.end, inside[1])
            part = _by_days(year.start, year.end, day, until)
            found.append(attrs.evolve(part, times=part.times * Fraction(12, count)))
            day = until
    return found
