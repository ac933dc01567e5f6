"""Incidental requests that became standard: in how many months in a row they came."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

import contractkit as ck


def asked(*days: str, kind: str = "report") -> list[tuple[str, str, str, str, None]]:
    """Return a request for reporting on each day, at nine."""
    return [(f"{kind}-{day}", "reporting", kind, f"{day} 09:00", None) for day in days]


class TestMonthsInARow:
    """Three months in a row, the last of them in the period."""

    def test_three_months_in_a_row_are_standard(self, deliver: Any) -> None:
        found = deliver(asked("2026-01-30", "2026-02-27", "2026-03-31")).repeats
        assert [(one.name, one.times, one.months, one.per_month) for one in found] == [("report", 3, 3, 1)]

    def test_two_are_not(self, deliver: Any) -> None:
        assert deliver(asked("2026-02-27", "2026-03-31")).repeats == ()

    def test_two_are_where_two_are_enough(self, deliver: Any) -> None:
        assert deliver(asked("2026-02-27", "2026-03-31"), standard_after=2).repeats[0].months == 2

    def test_a_month_without_one_begins_the_row_anew(self, deliver: Any) -> None:
        rows = asked("2026-01-05", "2026-02-05", "2026-04-05", "2026-05-05", "2026-06-05")
        found = deliver(rows, period="2026-Q2", as_of="2026-07-01 00:00").repeats[0]
        assert (found.months, found.times, len(found.items)) == (3, 3, 5)
        assert found.first.isoformat() == "2026-01-05"

    def test_what_ended_before_the_period_is_not_standard_in_it(self, deliver: Any) -> None:
        rows = asked("2026-01-05", "2026-02-05", "2026-03-05")
        assert deliver(rows, period="2026-Q2", as_of="2026-07-01 00:00").repeats == ()

    def test_it_began_once_two_years_ago_and_is_asked_every_month_now(self, deliver: Any) -> None:
        rows = asked("2024-03-11", "2026-01-30", "2026-02-27", "2026-03-31")
        # the request of 2024 lies before the start of the agreement
        found = deliver(rows).repeats[0]
        assert (found.times, found.first.isoformat()) == (3, "2026-01-30")

    def test_several_in_one_month_make_more_per_month(self, deliver: Any) -> None:
        rows = asked("2026-01-05", "2026-01-20", "2026-02-05", "2026-03-05")
        found = deliver(rows).repeats[0]
        assert (found.times, found.months, found.per_month) == (4, 3, 2)

    def test_another_category_is_another_request(self, deliver: Any) -> None:
        assert deliver([*asked("2026-01-05", "2026-02-05"), *asked("2026-03-05", kind="export")]).repeats == ()

    def test_each_is_worth_the_mean_where_all_are_known(self, deliver: Any) -> None:
        rows = asked("2026-01-30", "2026-02-27", "2026-03-31")
        minutes = (60, 90, 100)  # EUR 90.00, 135.00 and 150.00: 375.00 / 3
        work = [ck.WorkDone(row[0], timedelta(minutes=m)) for row, m in zip(rows, minutes, strict=True)]
        found = deliver(rows, work=work).repeats[0]
        assert (str(found.worth), str(found.each)) == ("EUR 375.00", "EUR 125.00")
        assert deliver(rows, work=work[:2]).repeats[0].each is None

    def test_one_month_is_no_row(self, deliver: Any) -> None:
        with pytest.raises(ck.UsageError, match="two months or more"):
            deliver(asked("2026-01-05"), standard_after=1)
