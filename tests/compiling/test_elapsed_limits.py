"""A limit of elapsed time runs day and night, whatever calendar the clause names for its other limits."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from papers import sla

import contractkit as ck
from contractkit.quantities.spans import ElapsedTime, WorkingTime

PAPER = sla("""
"2.1": {kind: calendar, name: office, week: {monday-friday: 09:00-17:00}}
"3.1": {kind: measure, name: resolution, stops: {field: closed_at}}
"4.1":
  kind: time-target
  measure: resolution
  calendar: office
  rows:
    - {name: urgent, when: {priority: P1}, within: 4 hours elapsed, reach: 95 %}
    - {name: other, when: {priority: [P2, P3]}, within: 4 hours, reach: 90 %}
""")


class TestElapsedLimits:
    """Two rows of one clause: one by the office's clock, one day and night."""

    def test_only_the_other_rows_run_on_the_calendar_of_the_clause(self) -> None:
        urgent, other = ck.load_agreement(text=PAPER).targets
        assert urgent.limit is not None
        assert other.limit is not None
        assert (urgent.limit.within, urgent.limit.calendar_name) == (ElapsedTime.of(hours=4), "always")
        assert (other.limit.within, other.limit.calendar_name) == (WorkingTime.of(hours=4), "office")

    def test_friday_night_counts(self) -> None:
        """From Friday 16:00 in Amsterdam: 20:00 that evening, against Monday 12:00."""
        friday = datetime(2026, 1, 2, 15, tzinfo=UTC)
        urgent, other = (target.limit for target in ck.load_agreement(text=PAPER).targets)
        assert urgent is not None
        assert other is not None
        due = [limit.calendar.due_at(friday, limit.within).isoformat() for limit in (urgent, other)]
        assert due == ["2026-01-02T20:00:00+01:00", "2026-01-05T12:00:00+01:00"]

    def test_a_calendar_that_does_not_exist_is_still_a_problem(self) -> None:
        with pytest.raises(ck.DocumentRejected, match="ofice"):
            ck.load_agreement(text=PAPER.replace("calendar: office", "calendar: ofice"))

    def test_a_weekday_that_does_not_exist_is_refused_with_the_nearest(self) -> None:
        with pytest.raises(ck.DocumentRejected, match="write 'mon-fri'"):
            ck.load_agreement(text=PAPER.replace("monday-friday", "monday-fryday"))
