"""Until when notice is in time, and which term holds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import contractkit as ck


def agreement(term: dict[str, str], renewal: dict[str, Any] | None = None, **more: Any) -> ck.Agreement:
    clauses = {"1": {"kind": "term", **term}}
    if renewal is not None:
        clauses["2"] = {"kind": "renewal", **renewal}
    head = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "S", "currency": "EUR", "zone": "UTC"}
    return ck.load_agreement(data={**head, "clauses": {**clauses, **more}})


def tacit(notice: str = "3 months", **more: Any) -> dict[str, Any]:
    return {"renews": "tacitly", "by": "12 months", "notice": notice, **more}


YEAR = {"start": "2026-01-01", "initial": "12 months"}
OFFICE = {"0": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}}}


class TestLastNoticeDate:
    @pytest.mark.parametrize(
        ("asked_on", "state", "last_day", "renewed"),
        [
            (date(2025, 5, 1), "open", date(2026, 12, 31), 0),
            (date(2026, 9, 30), "open", date(2026, 12, 31), 0),
            (date(2026, 10, 1), "passed", date(2026, 12, 31), 0),
            (date(2026, 12, 31), "passed", date(2026, 12, 31), 0),
            (date(2027, 1, 1), "open", date(2027, 12, 31), 1),
        ],
    )
    def test_notice_is_in_time_on_its_last_date_and_late_on_the_next(self, asked_on, state, last_day, renewed):
        """31 December less three months is clipped to 30 September; on 1 January another term has begun."""
        found = ck.last_notice_date(agreement(YEAR, tacit()), asked_on)
        assert (found.state, found.last_day, found.renewed) == (state, last_day, renewed)
        assert found.last_notice == date(last_day.year, 9, 30)

    def test_counting_from_the_end_is_a_day_later_where_the_month_has_one(self):
        """1 January 2027 less three months is 1 October."""
        found = ck.last_notice_date(agreement(YEAR, tacit(notice_counts_from="end")), date(2026, 6, 1))
        assert found.last_notice == date(2026, 10, 1)

    def test_in_a_leap_year_the_two_bases_are_29_february_and_1_march(self):
        """The published trap: a month before the last day of February, or before the day after it."""
        term = {"start": "2023-03-01", "initial": "12 months"}
        of_last_day = ck.last_notice_date(agreement(term, tacit("1 month")), date(2023, 6, 1))
        of_end = ck.last_notice_date(agreement(term, tacit("1 month", notice_counts_from="end")), date(2023, 6, 1))
        assert (of_last_day.last_notice, of_end.last_notice) == (date(2024, 1, 29), date(2024, 2, 1))

    def test_a_day_that_the_month_does_not_have_can_be_refused(self):
        """31 December less one month is no day, and the clause says so."""
        found = ck.last_notice_date(agreement(YEAR, tacit("1 month", month_end="reject")), date(2026, 6, 1))
        assert (found.state, found.last_notice) == ("not-known", None)
        assert "does not have" in found.says

    def test_business_days_are_counted_on_the_calendar(self):
        """Ten business days before Thursday 31 December 2026 is Thursday 17 December."""
        found = ck.last_notice_date(
            agreement(YEAR, tacit("10 business days", calendar="office"), **OFFICE), date(2026, 6, 1)
        )
        assert found.last_notice == date(2026, 12, 17)

    def test_a_closed_day_moves_back_and_an_open_one_stays(self):
        """1 November 2026 is a Sunday; 2 November is not."""
        moved = agreement(YEAR, tacit("60 days", closed_day="preceding", calendar="office"), **OFFICE)
        stays = agreement(YEAR, tacit("59 days", closed_day="preceding", calendar="office"), **OFFICE)
        assert ck.last_notice_date(moved, date(2026, 6, 1)).last_notice == date(2026, 10, 30)
        assert ck.last_notice_date(stays, date(2026, 6, 1)).last_notice == date(2026, 11, 2)

    def test_after_the_last_renewal_nothing_has_to_be_said(self):
        """Renewed once at most: the second term ends by itself."""
        once = agreement(YEAR, tacit(at_most="1"))
        assert ck.last_notice_date(once, date(2026, 6, 1)).state == "open"
        after = ck.last_notice_date(once, date(2027, 6, 1))
        assert (after.state, after.last_day, after.last_notice) == ("not-needed", date(2027, 12, 31), None)

    def test_a_term_without_renewal_ends_by_itself(self):
        """And so does one that is not renewed."""
        assert ck.last_notice_date(agreement(YEAR), date(2026, 6, 1)).state == "not-needed"
        assert ck.last_notice_date(agreement(YEAR, {"renews": "not"}), date(2026, 6, 1)).state == "not-needed"

    def test_until_notice_has_a_last_date_for_the_first_term_and_then_none(self):
        """Afterwards notice may be given on any day, and it ends that much later."""
        on = agreement(YEAR, {"renews": "until-notice", "notice": "3 months"})
        assert ck.last_notice_date(on, date(2026, 6, 1)).last_notice == date(2026, 9, 30)
        later = ck.last_notice_date(on, date(2027, 5, 10))
        assert (later.state, later.end, later.ends_at) == ("any-day", None, date(2027, 8, 11))

    def test_a_renewed_term_from_a_month_end_keeps_its_own_day(self):
        """Counted from the first end, not from the clipped one: 31 January, 28 February, 31 March."""
        monthly = agreement(
            {"start": "2026-01-01", "until": "2026-01-31", "end": "exclusive"},
            {"renews": "tacitly", "by": "1 month", "notice": "5 days"},
        )
        ends = [ck.last_notice_date(monthly, day).end for day in (date(2026, 1, 5), date(2026, 2, 5), date(2026, 3, 5))]
        assert ends == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]

    def test_without_a_term_nobody_knows(self):
        """Silence is no date."""
        head = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "S", "currency": "EUR", "zone": "UTC"}
        bare = ck.load_agreement(data={**head, "clauses": {"1": {"kind": "text", "text": "words"}}})
        found = ck.last_notice_date(bare, date(2026, 1, 1))
        assert (found.state, found.end, found.to_dict()["last_notice"]) == ("not-known", None, None)

    @settings(max_examples=60, deadline=None)
    @given(
        days=st.integers(1, 300),
        months=st.integers(1, 36),
        asked=st.dates(date(2024, 1, 1), date(2040, 1, 1)),
        start=st.sampled_from([date(2024, 1, 1), date(2024, 1, 31), date(2024, 2, 29), date(2023, 12, 30)]),
    )
    def test_the_term_holds_on_the_day_and_notice_is_exactly_that_many_days_before(self, days, months, asked, start):
        """Whatever the lengths: the day lies in the term, terms follow each other, days are days."""
        renewal = {"renews": "tacitly", "by": f"{months} months", "notice": f"{min(days, 25 * months)} days"}
        term = {"start": start.isoformat(), "initial": f"{months} months"}
        found = ck.last_notice_date(agreement(term, renewal), asked)
        assert found.start is not None
        assert found.end is not None
        assert found.start <= max(asked, start) < found.end
        assert found.last_day - found.last_notice == timedelta(days=min(days, 25 * months))
        before = ck.last_notice_date(agreement(term, renewal), found.start - timedelta(days=1))
        assert found.renewed == 0 or before.end == found.start
