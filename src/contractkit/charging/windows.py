"""Stretches over which a contract counts money: calendar months, quarters and half-years, and contract years.

All stretches are whole dates, `start` included and `end` not. Which instants they are is not decided here.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

from contractkit.errors import UsageError
from contractkit.quantities.months import add_months
from contractkit.quantities.notation import Cycle
from contractkit.quantities.periods import Period
from contractkit.terms import Agreement
from contractkit.terms.provisions.base import Holding

__all__ = [
    "DAYS_PER",
    "MONTHS_PER",
    "PRICE_PERIODS",
    "cycle_window",
    "held_part",
    "in_a_year",
    "in_force",
    "months_of",
    "price_window",
    "window_of",
]

MONTHS_PER = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
"""How many months each period word has."""

DAYS_PER = {"hour": 1, "day": 1, "week": 7}
"""How many days the shorter periods of prices are counted in; an hour is counted within its day."""

PRICE_PERIODS = (*DAYS_PER, *MONTHS_PER, "contract-year", "term")
"""The periods that a price may be for."""

_DAY = timedelta(days=1)


def in_force(agreement: Agreement, period: Period) -> Period | None:
    """Return the part of `period` in which the agreement holds; None where it holds on no day of it."""
    term = agreement.term
    if term is None:
        return period
    start = max(period.start, term.start)
    end = period.end if term.end is None else min(period.end, term.end)
    if start >= end:
        return None
    return period if (start, end) == (period.start, period.end) else _stretch(start, end)


def held_part(holds: Holding | None, period: Period) -> Period | None:
    """Return the dates of a period on which something holds that holds between dates; None where it is none of them."""
    if holds is None:
        return period
    start = period.start if holds.since is None else max(period.start, holds.since)
    end = period.end if holds.until is None else min(period.end, holds.until)
    if start >= end:
        return None
    return period if (start, end) == (period.start, period.end) else _stretch(start, end)


def window_of(agreement: Agreement, per: str, day: date) -> Period:
    """Return the stretch of kind `per` that counts for something that is settled on `day`.

    Args:
        agreement: The agreement, whose years begin on the anniversary of its start.
        per: ``month``, ``quarter`` or ``half-year`` of the calendar, or ``year``: of the contract, or of the calendar
            where it has no term.
        day: The last day of what is counted.

    Raises:
        UsageError: `per` is none of these.
    """
    if per not in MONTHS_PER:
        raise UsageError(f"{per!r} is no stretch over which money is counted; it is one of {', '.join(MONTHS_PER)}")
    if per != "year":
        return Period.containing(day, per)
    if agreement.term is None:
        return Period.containing(day, "year")
    year = Period.year_from(agreement.term.start, day.year)
    return year if year.start <= day else Period.year_from(agreement.term.start, day.year - 1)


def months_of(per: str) -> int | None:
    """Return how many months the period of a price has; None where that is not always the same number."""
    return MONTHS_PER["year"] if per == "contract-year" else MONTHS_PER.get(per)


def in_a_year(agreement: Agreement, per: str, day: date) -> Fraction:
    """Return how many periods of a price the contract year of a date has; hours, days and weeks are those of that year.

    Args:
        agreement: The agreement, whose years begin on the anniversary of its start.
        per: The period of the price; not the whole term.
        day: The date.
    """
    months = months_of(per)
    if months is not None:
        return Fraction(12, months)
    year = window_of(agreement, "year", day)
    if per == "hour":
        begin, end = year.bounds_us(agreement.zone)
        return Fraction(end - begin, 3_600_000_000)
    return Fraction((year.end - year.start).days, DAYS_PER[per])


def price_window(agreement: Agreement, per: str, day: date) -> Period:
    """Return the period of a price in which a date lies.

    Args:
        agreement: The agreement, whose years begin on the anniversary of its start.
        per: A word that `window_of` knows; ``week``, from Monday on; ``day``, also for ``hour``; ``contract-year``; or
            ``term``: the whole of it.
        day: The date.

    Raises:
        UsageError: `per` is none of these, or the term has no end.
    """
    if per in DAYS_PER:
        return Period.containing(day, "day" if per == "hour" else per)
    if per == "contract-year":
        return window_of(agreement, "year", day)
    if per == "term" and agreement.term is not None and agreement.term.end is not None:
        return _stretch(agreement.term.start, agreement.term.end)
    return window_of(agreement, per, day)


def cycle_window(agreement: Agreement, per: Cycle | str, day: date) -> Period:
    """Return the period of a cycle in which a date lies.

    Args:
        agreement: The agreement, whose years begin on the anniversary of its start.
        per: What `price_window` knows, ``day``, ``week``, months from another day than the first, or a rolling window.
        day: The date; for a rolling window, its last one: a window of months ends with the month of it.

    Raises:
        UsageError: The term has no end, and `per` is all of it.
    """
    cycle = per if isinstance(per, Cycle) else Cycle(per)
    if cycle.from_day is not None:
        month = day.year * 12 + day.month - 1 - (day.day < cycle.from_day)
        start = date(month // 12, month % 12 + 1, cycle.from_day)
        return _stretch(start, add_months(start, 1))
    if cycle.n is not None:
        return _rolling(cycle.n, cycle.unit, day)
    if cycle.word in ("day", "week"):
        return Period.containing(day, cycle.word)
    return price_window(agreement, "term" if cycle.word == "once" else cycle.word, day)


@lru_cache(maxsize=4096)
def _rolling(count: int, unit: str | None, day: date) -> Period:
    if unit == "months":
        end = Period.containing(day, "month").end
        return _stretch(add_months(end, -count), end)
    days = count * (7 if unit == "weeks" else 1)
    return _stretch(day + _DAY - timedelta(days=days), day + _DAY)


def _stretch(start: date, end: date) -> Period:
    return Period(start, end, f"{start.isoformat()}..{(end - _DAY).isoformat()}")
