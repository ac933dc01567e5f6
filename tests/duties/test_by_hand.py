"""Due dates against a second way to them that goes day by day and knows no calendar, period or span of ours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from duty_agreements import OFFICE, agreement, duty
from hypothesis import given, settings
from hypothesis import strategies as st

import contractkit as ck

DAY = timedelta(days=1)
FIRST, LAST = date(2026, 1, 1), date(2028, 12, 31)
MOMENTS = ["week-end", "month-end", "quarter-end", "half-year-end", "year-end", "contract-year-end"]


def same_day(start: date, year: int) -> date:
    """Return the day and month of a date in another year; 29 February is the 28th where there is none."""
    day = start.day
    while True:
        try:
            return date(year, start.month, day)
        except ValueError:
            day -= 1


def is_moment(word: str, day: date, start: date) -> bool:
    after = day + DAY
    match word:
        case "week-end":
            return day.isoweekday() == 7
        case "month-end":
            return after.day == 1
        case "quarter-end":
            return after.day == 1 and after.month in (1, 4, 7, 10)
        case "half-year-end":
            return after.day == 1 and after.month in (1, 7)
        case "year-end":
            return (after.month, after.day) == (1, 1)
    return after == same_day(start, after.year)


def moved(day: date, n: int, unit: str, sign: int) -> date:
    """Return a date so many steps later or earlier."""
    if unit == "month":
        month, want = day.year * 12 + day.month - 1 + sign * n, day.day
        while True:
            try:
                return date(month // 12, month % 12 + 1, want)
            except ValueError:
                want -= 1
    left = 7 * n if unit == "week" else n
    while left:
        day += sign * DAY
        left -= unit != "business day" or day.isoweekday() <= 5
    return day


def by_hand(start: date, months: int, word: str, n: int, unit: str, sign: int) -> Iterator[date]:
    """Yield when the duty is due, going through every day on which its moment may come."""
    over = moved(start, months, "month", 1)
    day, touched = start, True
    while day < over or touched:
        if is_moment(word, day, start):
            due = moved(day, n, unit, sign)
            if FIRST <= due <= LAST:
                yield due
            touched = day + DAY < over  # a later period has a date in the agreement
        day += DAY


class TestDueDates:
    @settings(max_examples=80, deadline=None)
    @given(
        start=st.sampled_from(
            [date(2026, 1, 1), date(2024, 2, 29), date(2025, 12, 31), date(2026, 3, 31), date(2026, 6, 15)]
        ),
        months=st.integers(1, 36),
        word=st.sampled_from(MOMENTS),
        n=st.integers(1, 30),
        unit=st.sampled_from(["day", "week", "month", "business day"]),
        side=st.sampled_from(["after", "before"]),
    )
    def test_they_are_those_of_whoever_goes_day_by_day(self, start, months, word, n, unit, side):
        """Every moment in the agreement, and that of a last period that is cut short by its end."""
        span = f"{n} {unit}{'' if n == 1 else 's'}"
        term = {"kind": "term", "start": start.isoformat(), "initial": f"{months} months"}
        clause = duty(due=span, calendar="office", **{side: word})
        known = agreement({"0": OFFICE, "1": term, "5": clause})
        found = ck.obligations(known, between=(FIRST, LAST)).of(kind="duty")
        expected = sorted(by_hand(start, months, word, n, unit, 1 if side == "after" else -1))
        assert [one.due for one in found] == expected
