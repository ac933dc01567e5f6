"""Which wording binds a clock, and calendars that change (docs/decisions/0110-what-binds-a-clock.md).

Office hours are Monday to Friday 09:00-17:00. P2 has eight hours until an amendment says otherwise. A single clock runs
under the wording by which it was started, so that only the referee and the replay are asked.
"""

from __future__ import annotations

import pytest

WEEK = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
LONGER = {day: [["07:00", "19:00"]] for day in WEEK}


def amended(desk, hours, since="2026-03-03", **more):
    """Return the keywords of a desk on which P2 has other hours from a date on."""
    return {"amendments": [{"from": since, "targets": {"P2": desk.hours(hours)}, **more}]}


class TestWhatBinds:
    """Targets bind when a clock starts and stay, unless the amendment says that it reaches running clocks."""

    def test_a_clock_that_runs_keeps_its_target(self, papers) -> None:
        row = papers.judge(opened="Mon 15:00", as_of="Tue 10:00", **amended(papers, 4))
        assert (row.allowed, row.due) == (8, "Tue 15:00")

    @pytest.mark.parametrize(("opened", "allowed"), [("Mon 23:59", 8), ("Tue 00:00", 4)])
    def test_a_clock_that_starts_on_the_date_has_the_new_one(self, papers, opened, allowed) -> None:
        assert papers.judge(opened=opened, as_of="Tue 08:00", **amended(papers, 4)).allowed == allowed

    def test_a_new_cycle_has_the_wording_of_its_own_start(self, papers) -> None:
        rows = papers.cycles(
            ("Mon 16:00", "status", "solved"),
            ("Tue 10:00", "status", "active"),
            on_reopen="new-cycle",
            as_of="Tue 11:00",
            **amended(papers, 4),
        )
        assert [(row.allowed, row.due) for row in rows] == [(8, "Mon 17:00"), (4, "Tue 14:00")]

    def test_a_restarted_clock_has_the_wording_of_the_restart(self, papers) -> None:
        events = (("Mon 16:00", "status", "solved"), ("Tue 10:00", "status", "active"))
        row = papers.judge(*events, on_reopen="restart", as_of="Tue 11:00", **amended(papers, 4))
        assert (row.allowed, row.started, row.due) == (4, "Tue 10:00", "Tue 14:00")

    def test_a_reopened_clock_that_resumes_keeps_its_wording(self, papers) -> None:
        events = (("Mon 16:00", "status", "solved"), ("Tue 10:00", "status", "active"))
        row = papers.judge(*events, as_of="Tue 10:30", **amended(papers, 4))
        assert (row.allowed, row.due) == (8, "Tue 11:00")

    def test_a_priority_that_changes_later_has_the_old_wording_too(self, papers) -> None:
        events = (("Tue 10:00", "priority", "P2"),)
        row = papers.judge(*events, opened="Mon 15:00", priority="P3", as_of="Tue 11:00", **amended(papers, 4))
        assert (row.allowed, row.due) == (8, "Tue 15:00")

    def test_pauses_bind_too(self, papers) -> None:
        change = {"amendments": [{"from": "2026-03-03", "targets": {}, "pause": []}]}
        old = papers.judge(("Tue 10:00", "status", "waiting"), opened="Mon 15:00", as_of="Tue 12:00", **change)
        new = papers.judge(("Tue 10:00", "status", "waiting"), opened="Tue 09:00", as_of="Tue 12:00", **change)
        assert (old.paused, new.paused) == (2, 0)


class TestRunningClocks:
    """An amendment that reaches running clocks is a change of target at the first instant of its date."""

    def test_keep(self, papers) -> None:
        # Two hours were used on Monday; of the four two are left.
        row = papers.judge(opened="Mon 15:00", as_of="Tue 10:00", **amended(papers, 4, running="keep"))
        assert (row.allowed, row.used, row.due) == (4, 3, "Tue 11:00")

    def test_restart(self, papers) -> None:
        more = amended(papers, 4, running="restart")
        row = papers.judge(opened="Mon 15:00", as_of="Tue 10:00", on_change="restart", **more)
        assert (row.allowed, row.started, row.used, row.due) == (4, "Tue 00:00", 1, "Tue 13:00")

    def test_retroactive(self, papers) -> None:
        more = amended(papers, 1, running="retroactive")
        row = papers.judge(opened="Mon 15:00", as_of="Tue 10:00", on_change="retroactive", **more)
        assert (row.allowed, row.used, row.due, row.verdict) == (1, 3, "Mon 16:00", "breached")

    def test_a_stopped_clock_is_left_alone(self, papers) -> None:
        row = papers.judge(("Mon 16:00", "status", "solved"), as_of="Wed 10:00", **amended(papers, 4, running="keep"))
        assert (row.verdict, row.allowed) == ("met", 8)

    def test_a_target_that_stays_as_it_was_restarts_nothing(self, papers) -> None:
        more = amended(papers, 4, running="restart")
        row = papers.judge(opened="Mon 15:00", priority="P3", as_of="Tue 10:00", on_change="restart", **more)
        assert (row.started, row.used) == ("Mon 15:00", 3)


class TestCalendars:
    """Calendars apply pointwise: each hour is as it is then, for clocks that run already too."""

    def test_time_runs_on_the_hours_of_each_date(self, papers) -> None:
        later = [{"from": "2026-03-03", "tz": "Europe/Amsterdam", "week": LONGER}]
        office = {"tz": "Europe/Amsterdam", "week": WEEK, "later": later}
        row = papers.judge(opened="Mon 15:00", calendars={"office": office}, as_of="Tue 10:00")
        assert (row.used, row.due) == (5, "Tue 13:00")  # 15-17, then from 07:00

    def test_business_days_close_as_each_date_does(self, papers) -> None:
        later = [{"from": "2026-03-03", "tz": "Europe/Amsterdam", "week": LONGER}]
        office = {"tz": "Europe/Amsterdam", "week": WEEK, "later": later}
        row = papers.judge(targets={"P2": papers.days(1)}, calendars={"office": office}, as_of="Mon 12:00")
        assert row.due == "Tue 19:00"
