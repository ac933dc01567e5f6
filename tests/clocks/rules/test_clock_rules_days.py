"""Rules 25 to 32 of clocks: business days, their marks, their starts and their landings.

Office hours are Monday to Friday 09:00-17:00 in Amsterdam; P2 has what the test says.
"""

from __future__ import annotations

import pytest

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")


def hours(zone: str = "Europe/Amsterdam", days=WEEKDAYS, spans=(("09:00", "17:00"),), **more) -> dict:
    """Return a calendar."""
    return {"tz": zone, "week": {day: [list(span) for span in spans] for day in days}, "holidays": [], **more}


class TestRule25:
    """Judged on the moment: the due mark after landing is the last instant in time."""

    @pytest.mark.parametrize(("stop", "verdict"), [("Wed 17:00", "met"), ("Wed 17:00+1us", "breached")])
    def test_rule_25_business_days_are_judged_on_the_moment(self, desk, stop, verdict) -> None:
        row = desk.judge((stop, "status", "solved"), targets={"P2": desk.days(2)})
        assert (row.verdict, row.due, row.until, row.used) == (verdict, "Wed 17:00", "Wed 17:00", 2)

    def test_rule_25_a_landed_due_is_the_moment(self, desk) -> None:
        targets = {"P2": desk.days(1, ends="20:00", landing="next-opening")}
        assert desk.judge(("Wed 09:00", "status", "solved"), targets=targets).verdict == "met"
        assert desk.judge(("Wed 09:00+1us", "status", "solved"), targets=targets).verdict == "breached"


class TestRule26:
    """A mark exactly at a closing is not closed; ticks happen at the marks, landing moves the due only."""

    def test_rule_26_landing_leaves_a_mark_at_the_closing(self, desk) -> None:
        row = desk.judge(targets={"P2": desk.days(1, landing="next-opening")}, as_of="Mon 12:00")
        assert row.due == "Tue 17:00"

    def test_rule_26_a_tick_happens_before_its_due_lands(self, desk) -> None:
        targets = {"P2": desk.days(1, ends="20:00", landing="next-opening")}
        row = desk.judge(targets=targets, as_of="Tue 21:00")
        assert (row.used, row.due, row.verdict) == (1, "Wed 09:00", "running")

    def test_rule_26_a_pause_that_begins_after_the_tick_does_not_move_it(self, desk) -> None:
        # The tick of Tuesday 20:00 comes before the pause from 21:00 to Wednesday 12:00; it landed on Wednesday 09:00.
        targets = {"P2": desk.days(1, ends="20:00", landing="next-opening")}
        row = desk.judge(("Tue 21:00", "status", "waiting"), ("Wed 12:00", "status", "active"), targets=targets)
        assert (row.due, row.verdict) == ("Wed 09:00", "breached")


class TestRule27:
    """From-start: day 1 is the first business date whose mark lies after the effective start."""

    def test_rule_27_the_date_of_the_start_is_day_1(self, desk) -> None:
        assert desk.judge(targets={"P2": desk.days(1, counting="from-start")}, as_of="Mon 12:00").due == "Mon 17:00"

    def test_rule_27_a_mark_that_has_passed_makes_the_next_date_day_1(self, desk) -> None:
        targets = {"P2": desk.days(1, counting="from-start", ends="10:00")}
        assert desk.judge(opened="Mon 09:59", targets=targets, as_of="Mon 10:00").due == "Mon 10:00"
        assert desk.judge(opened="Mon 10:00", targets=targets, as_of="Mon 10:00").due == "Tue 10:00"

    def test_rule_27_on_a_date_without_business_the_next_business_date_is_day_1(self, desk) -> None:
        targets = {"P2": desk.days(1, counting="from-start", outside="keep-time", ends="same-time")}
        row = desk.judge(opened="Sat 11:00", targets=targets, as_of="Sun 11:00")
        # The start moves to Monday 11:00, at whose time of day Monday's mark lies: it is not after the start.
        assert row.due == "next Tue 11:00"


class TestRule28:
    """Close of business is the end of the open instants of the last interval written for the date."""

    def test_rule_28_over_midnight_it_lies_in_the_next_morning(self, desk) -> None:
        calendars = {"late": hours(spans=(("22:00", "06:00"),))}
        row = desk.judge(
            opened="Mon 23:00", targets={"P2": desk.days(1, "late")}, calendars=calendars, as_of="Tue 12:00"
        )
        assert row.due == "Wed 06:00"

    def test_rule_28_before_a_closed_date_it_is_midnight(self, desk) -> None:
        calendars = {"late": hours(spans=(("22:00", "06:00"),), holidays=["2026-03-04"])}
        row = desk.judge(
            opened="Mon 23:00", targets={"P2": desk.days(1, "late")}, calendars=calendars, as_of="Tue 12:00"
        )
        assert row.due == "Wed 00:00"

    def test_rule_28_before_a_date_with_hours_of_its_own_too(self, desk) -> None:
        calendars = {"late": hours(spans=(("22:00", "06:00"),), exceptions={"2026-03-04": [["03:00", "08:00"]]})}
        row = desk.judge(
            opened="Mon 23:00", targets={"P2": desk.days(1, "late")}, calendars=calendars, as_of="Tue 12:00"
        )
        assert row.due == "Wed 00:00"

    def test_rule_28_an_interval_that_is_skipped_ends_after_the_gap(self, desk) -> None:
        # On Sunday 29 March 2026 the clock goes from 02:00 to 03:00, which is 01:00 in UTC.
        calendars = {"early": hours(days=("fri", "sun"), spans=(("02:00", "03:00"),))}
        row = desk.judge(
            opened="2026-03-27T01:30:00+00:00",
            targets={"P2": desk.days(1, "early")},
            calendars=calendars,
            as_of="2026-03-28T12:00:00+00:00",
        )
        assert row.due == "2026-03-29T01:00:00+00:00"

    def test_rule_28_the_opening_of_a_date_is_its_own_and_not_a_spill(self, desk) -> None:
        # A start after Monday's cut-off counts from Tuesday's opening, 22:00; day 1 is then Wednesday, which closes on Thursday.
        calendars = {"late": hours(spans=(("22:00", "06:00"),))}
        targets = {"P2": desk.days(0, "late", cut_off="22:30")}
        row = desk.judge(opened="Mon 23:00", targets=targets, calendars=calendars, as_of="Mon 23:30")
        assert row.due == "Tue 22:00"


class TestRule29:
    """An exception wins over a closed date."""

    def test_rule_29_a_holiday_with_special_hours_is_a_business_date(self, desk) -> None:
        calendars = {"feast": hours(holidays=["2026-03-03"], exceptions={"2026-03-03": [["10:00", "12:00"]]})}
        row = desk.judge(targets={"P2": desk.days(1, "feast")}, calendars=calendars, as_of="Mon 12:00")
        assert row.due == "Tue 12:00"

    def test_rule_29_and_time_runs_in_them(self, desk) -> None:
        calendars = {"feast": hours(holidays=["2026-03-03"], exceptions={"2026-03-03": [["10:00", "12:00"]]})}
        row = desk.judge(targets={"P2": desk.hours(9, "feast")}, calendars=calendars, as_of="Mon 12:00")
        assert row.due == "Tue 11:00"


class TestRule30:
    """A start in Saturday's spill of a Friday shift is inside hours, on a date that is no business date."""

    def test_rule_30_its_local_date_counts(self, desk) -> None:
        # Saturday 02:00 is open. Day 0 is Saturday; the next business date is Monday, whose shift ends on Tuesday 06:00.
        calendars = {"late": hours(spans=(("22:00", "06:00"),))}
        row = desk.judge(
            opened="Sat 02:00", targets={"P2": desk.days(1, "late")}, calendars=calendars, as_of="Sat 12:00"
        )
        assert (row.started, row.due) == ("Sat 02:00", "next Tue 06:00")


class TestRule31:
    """A cut-off in a repeated hour is its first instant; started is the clock's start."""

    def test_rule_31_started_stays_where_the_item_was_opened(self, desk) -> None:
        row = desk.judge(opened="Mon 16:00", targets={"P2": desk.days(1, cut_off="15:00")}, as_of="Mon 17:00")
        assert (row.started, row.due) == ("Mon 16:00", "Wed 17:00")

    @pytest.mark.parametrize(
        ("opened", "due"),
        [
            ("2026-10-25T00:30:00+00:00", "2026-10-26T16:00:00+00:00"),  # 02:30 for the first time: in time
            ("2026-10-25T00:30:00.000001+00:00", "2026-10-27T16:00:00+00:00"),
            ("2026-10-25T01:15:00+00:00", "2026-10-27T16:00:00+00:00"),  # 02:15 for the second time: late
        ],
    )
    def test_rule_31_a_cut_off_in_a_repeated_hour_is_its_first_instant(self, desk, opened, due) -> None:
        calendars = {"daily": hours(days=(*WEEKDAYS, "sat", "sun"), spans=(("00:00", "17:00"),))}
        targets = {"P2": desk.days(1, "daily", cut_off="02:30")}
        row = desk.judge(opened=opened, targets=targets, calendars=calendars, as_of="2026-10-25T06:00:00+00:00")
        assert row.due == due


class TestRule32:
    """No days at all are due at the effective start; same-time marks use the original time of day."""

    @pytest.mark.parametrize(
        ("opened", "due"), [("Mon 10:00", "Mon 10:00"), ("Mon 16:00", "Tue 09:00"), ("Sat 10:00", "next Mon 09:00")]
    )
    def test_rule_32_no_days_are_due_at_the_effective_start(self, desk, opened, due) -> None:
        targets = {"P2": desk.days(0, cut_off="15:00", ends="20:00", landing="next-opening", counting="from-start")}
        row = desk.judge(opened=opened, targets=targets, as_of=opened)
        assert (row.due, row.until) == (due, due)

    def test_rule_32_no_pause_and_no_relief_moves_it(self, desk) -> None:
        row = desk.judge(
            ("Mon 10:00", "status", "active"),
            status="waiting",
            targets={"P2": desk.days(0)},
            relief=[("Mon 09:00", "Mon 10:00")],
        )
        assert row.due == "Mon 09:00"

    def test_rule_32_same_time_marks_use_the_original_time_of_day(self, desk) -> None:
        # Opened on Friday 02:30. On Sunday that is skipped, and the mark lies at 03:00; on Monday it is 02:30 again.
        calendars = {"daily": hours(days=(*WEEKDAYS, "sat", "sun"), spans=(("00:00", "24:00"),))}

        def due(count):
            return desk.judge(
                opened="2026-03-27T01:30:00+00:00",
                targets={"P2": desk.days(count, "daily", ends="same-time")},
                calendars=calendars,
                as_of="2026-03-27T12:00:00+00:00",
            ).due

        assert due(2) == "2026-03-29T01:00:00+00:00"
        assert due(3) == "2026-03-30T00:30:00+00:00"

    def test_rule_32_where_the_start_itself_was_moved_to_a_skipped_time_too(self, desk) -> None:
        # From Saturday 02:30 the start moves to Sunday, a business date, where 02:30 is skipped; Monday's mark is 02:30.
        calendars = {"odd": hours(days=("sun", "mon", "tue"), spans=(("00:00", "24:00"),))}
        row = desk.judge(
            opened="2026-03-28T01:30:00+00:00",
            targets={"P2": desk.days(1, "odd", ends="same-time", outside="keep-time")},
            calendars=calendars,
            as_of="2026-03-28T12:00:00+00:00",
        )
        assert row.due == "2026-03-30T00:30:00+00:00"
