"""The trace of a count: pieces and dates that add up to the limit, each with its reason, in a text to read aloud."""

from __future__ import annotations

import json
import pickle
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from contractkit.calendars import ALWAYS, PRESETS, BusinessCalendar, ExplicitDates, always
from contractkit.calendars.counting import Count
from contractkit.errors import CalendarHorizonError, NaiveDatetimeError, NeverOpenError, QuantityError, UsageError
from contractkit.quantities.notation import parse_allowed
from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, Moment, Months, WorkingTime
from contractkit.testing.business_time import BeyondWindow
from contractkit.testing.calendar_strategies import calendar_specs, edge_instants, specs, working_amounts

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OFFICE = BusinessCalendar(
    tz="Europe/Amsterdam",
    week={"mon-fri": "09:00-12:00 and 13:00-17:30", "sat": "10:00-14:00"},
    holidays=ExplicitDates.of({date(2026, 4, 6): "Easter Monday", date(2026, 12, 25): "Christmas Day"}),
    closed=[date(2026, 5, 15)],
    exceptions={date(2026, 12, 24): "09:00-13:00", date(2026, 7, 1): "closed"},
    closures={date(2026, 1, 6): "10:00-11:00"},
    name="office",
)
PLAIN = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, name="plain")


class KnownFor2026:
    """A holiday source that knows one year."""

    name = "one year"
    years = (2026, 2026)

    def dates(self, year: int) -> dict[date, str]:
        assert year == 2026
        return {}


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=AMSTERDAM)  # type: ignore[arg-type, misc]


THU_2026_04_02_16 = at(2026, 4, 2, 16)
MON_2026_01_05_08 = at(2026, 1, 5, 8)


def table(count: Count) -> list[str]:
    return [line.strip() for line in str(count).splitlines() if line.startswith("  ")]


class TestTrace:
    """Working time: what counted and what did not, with the reason, as one can check on a wall calendar."""

    def test_a_dispute_over_easter_is_settled_line_by_line(self) -> None:
        """1.5 h on Thursday, 7.5 h on Friday, 4 h on Saturday; Monday is a holiday; 2 h are left for Tuesday."""
        assert str(OFFICE.trace(THU_2026_04_02_16, "15 hours")).splitlines() == [
            "15 hours of working time from Thu 2 Apr 2026 16:00 (+02:00)",
            "on the calendar office, by the clocks of Europe/Amsterdam",
            "  Thu 2 Apr 2026  16:00-17:30               1 hour 30 minutes   1 hour 30 minutes",
            "  Fri 3 Apr 2026  09:00-12:00, 13:00-17:30  7 hours 30 minutes  9 hours",
            "  Sat 4 Apr 2026  10:00-14:00               4 hours             13 hours",
            "  Sun 5 Apr 2026  no hours on sun",
            "  Mon 6 Apr 2026  Easter Monday",
            "  Tue 7 Apr 2026  09:00-11:00               2 hours             15 hours",
            "due Tue 7 Apr 2026 11:00 (+02:00)",
        ]

    def test_the_pieces_are_data(self) -> None:
        count = OFFICE.trace(THU_2026_04_02_16, WorkingTime.of(hours=2))
        told = [(p.start.isoformat(), p.end.isoformat(), p.state, p.why, p.amount, p.total) for p in count.pieces]
        assert told == [
            ("2026-04-02T16:00:00+02:00", "2026-04-02T17:30:00+02:00", "counted", "open", timedelta(minutes=90), timedelta(minutes=90)),
            ("2026-04-02T17:30:00+02:00", "2026-04-03T09:00:00+02:00", "skipped", "outside hours", timedelta(0), timedelta(minutes=90)),
            ("2026-04-03T09:00:00+02:00", "2026-04-03T09:30:00+02:00", "counted", "open", timedelta(minutes=30), timedelta(hours=2)),
        ]  # fmt: skip
        assert (count.due, count.total, count.days) == (at(2026, 4, 3, 9, 30), timedelta(hours=2), 0)
        assert (count.calendar, count.zone, count.edition) == ("office", "Europe/Amsterdam", OFFICE.edition)

    @pytest.mark.parametrize(
        ("start", "within", "line"),
        [
            (at(2026, 1, 6, 9), "1 hour 30 minutes", "Tue 6 Jan 2026  09:00-10:00, 11:00-11:30 (closure)"),
            (at(2026, 5, 14, 17), "1 hour", "Fri 15 May 2026  closed date"),
            (at(2026, 12, 24, 9), "5 hours", "Thu 24 Dec 2026  09:00-13:00 (exception)"),
            (at(2026, 12, 24, 9), "5 hours", "Fri 25 Dec 2026  Christmas Day"),
            (at(2026, 6, 30, 17), "1 hour", "Wed 1 Jul 2026   exception"),
            (at(2026, 1, 5, 8), "10 minutes", "Mon 5 Jan 2026  09:00-09:10"),
            (at(2026, 1, 5, 18), "10 minutes", "Mon 5 Jan 2026  outside hours"),
        ],
    )
    def test_each_date_is_told_with_its_cause(self, start: datetime, within: str, line: str) -> None:
        assert any(told.startswith(line) for told in table(OFFICE.trace(start, within)))

    def test_why_48_hours_became_six_days(self) -> None:
        """zammad#390: the user has 12 hours a day and a holiday that nobody knew of, and is told no more than a date."""
        shop = BusinessCalendar(
            tz="Europe/Berlin",
            week={"mon-fri": "07:00-19:00"},
            holidays=ExplicitDates.of({date(2026, 11, 18): "Repentance Day"}),
            name="shop",
        )
        count = shop.trace(datetime(2026, 11, 16, 7, tzinfo=shop.tz), "48 hours")
        assert table(count) == [
            "Mon 16 Nov 2026  07:00-19:00     12 hours  12 hours",
            "Tue 17 Nov 2026  07:00-19:00     12 hours  24 hours",
            "Wed 18 Nov 2026  Repentance Day",
            "Thu 19 Nov 2026  07:00-19:00     12 hours  36 hours",
            "Fri 20 Nov 2026  07:00-19:00     12 hours  48 hours",
        ]

    def test_counting_back_goes_from_the_start_to_the_past(self) -> None:
        """From Monday 10:00 back: 1 h of Monday, 4 h of Saturday, 1 h of Friday's end."""
        count = OFFICE.trace(at(2026, 1, 5, 10), WorkingTime.of(hours=-6))
        assert [(p.start, p.end, p.amount, p.total) for p in count.pieces if p.state == "counted"] == [
            (at(2026, 1, 5, 9), at(2026, 1, 5, 10), timedelta(hours=-1), timedelta(hours=-1)),
            (at(2026, 1, 3, 10), at(2026, 1, 3, 14), timedelta(hours=-4), timedelta(hours=-5)),
            (at(2026, 1, 2, 16, 30), at(2026, 1, 2, 17, 30), timedelta(hours=-1), timedelta(hours=-6)),
        ]
        assert table(count)[-1] == "Fri 2 Jan 2026  16:30-17:30      -1 hour   -6 hours"

    def test_nothing_from_an_open_instant_has_no_pieces(self) -> None:
        count = OFFICE.trace(at(2026, 1, 5, 10), "0 minutes")
        assert (count.pieces, count.due, count.total) == ((), at(2026, 1, 5, 10), timedelta(0))

    def test_nothing_from_a_closed_instant_waits_for_the_opening(self) -> None:
        count = OFFICE.trace(at(2026, 1, 4, 10), "0 minutes")
        assert [p.why for p in count.pieces] == ["no hours on sun", "outside hours"]
        assert (count.due, count.total) == (at(2026, 1, 5, 9), timedelta(0))

    def test_used_up_at_a_closing_one_is_in_time_until_the_opening(self) -> None:
        count = OFFICE.trace(at(2026, 1, 5, 9), "3 hours")
        assert (count.due, count.in_time_until) == (at(2026, 1, 5, 12), at(2026, 1, 5, 13))
        assert str(count).endswith("in time until Mon 5 Jan 2026 13:00 (+01:00), as no working time passes in between")

    def test_the_boundary_is_a_step_where_it_decides(self) -> None:
        count = OFFICE.trace(at(2026, 1, 5, 9), "3 hours", boundary="next-open")
        assert count.due == at(2026, 1, 5, 13)
        assert [(step.convention, step.before, step.after) for step in count.steps] == [
            ("boundary", at(2026, 1, 5, 12), at(2026, 1, 5, 13))
        ]
        assert OFFICE.trace(at(2026, 1, 5, 9), "2 hours", boundary="next-open").steps == ()

    def test_the_clocks_going_forward_are_named(self) -> None:
        """Sunday 29 March has 23 hours: from Saturday noon, 12 and 23 make 35."""
        count = always("Europe/Amsterdam").trace(at(2026, 3, 28, 12), "36 hours")
        assert table(count) == [
            "Sat 28 Mar 2026  12:00-24:00                                    12 hours  12 hours",
            "Sun 29 Mar 2026  00:00-24:00 (the clocks go forward by 1 hour)  23 hours  35 hours",
            "Mon 30 Mar 2026  00:00-01:00                                    1 hour    36 hours",
        ]

    def test_the_clocks_going_back_are_named(self) -> None:
        count = always("Europe/Amsterdam").trace(at(2026, 10, 25), "25 hours")
        assert table(count) == ["Sun 25 Oct 2026  00:00-24:00 (the clocks go back by 1 hour)  25 hours  25 hours"]

    def test_a_shift_over_midnight_is_told_on_both_dates(self) -> None:
        night = BusinessCalendar(tz="UTC", week={"fri": "22:00-06:00"}, name="night")
        count = night.trace(datetime(2026, 1, 2, tzinfo=night.tz), "8 hours")
        assert table(count) == [
            "Fri 2 Jan 2026  22:00-24:00  2 hours  2 hours",
            "Sat 3 Jan 2026  00:00-06:00  6 hours  8 hours",
        ]

    @pytest.mark.parametrize(
        ("within", "kind"),
        [
            ("PT15H", "working-time"),
            (timedelta(hours=15), "working-time"),
            ("15 hours elapsed", "elapsed-time"),
            ("2 business days by 17:00", "business-days"),
            ("2 weeks", "calendar-days"),
            ("P3M", "months"),
        ],
    )
    def test_it_takes_every_limit_that_due_at_takes(self, within: str | timedelta, kind: str) -> None:
        count = OFFICE.trace(THU_2026_04_02_16, within)
        assert count.to_dict()["kind"] == kind
        assert count.due == OFFICE.due_at(THU_2026_04_02_16, within)
        assert count.in_time_until == OFFICE.in_time_until(THU_2026_04_02_16, within)

    def test_what_due_at_refuses_it_refuses(self) -> None:
        with pytest.raises(NaiveDatetimeError):
            OFFICE.trace(datetime(2026, 1, 5), "1 hour")  # noqa: DTZ001
        with pytest.raises(QuantityError):
            OFFICE.trace(MON_2026_01_05_08, "2 days")
        with pytest.raises(UsageError):
            OFFICE.trace(MON_2026_01_05_08, Moment("promised_at"))
        with pytest.raises(UsageError):
            OFFICE.trace(MON_2026_01_05_08, "1 hour", boundary="closed")  # type: ignore[arg-type]
        with pytest.raises(NeverOpenError):
            BusinessCalendar(tz="UTC", week={"mon": "closed"}).trace(MON_2026_01_05_08, "1 hour")
        known = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, holidays=KnownFor2026())
        with pytest.raises(CalendarHorizonError):
            known.trace(MON_2026_01_05_08, BusinessDays(300))


class TestTraceOfElapsedTime:
    """Time that runs day and night is one piece, told by date."""

    def test_closed_hours_count(self) -> None:
        count = OFFICE.trace(at(2026, 1, 2, 16), ElapsedTime.of(hours=20))
        assert [(p.state, p.why, p.total) for p in count.pieces] == [("counted", "day and night", timedelta(hours=20))]
        assert str(count).splitlines() == [
            "20 hours elapsed from Fri 2 Jan 2026 16:00 (+01:00)",
            "day and night, by the clocks of Europe/Amsterdam",
            "  Fri 2 Jan 2026  16:00-24:00  8 hours   8 hours",
            "  Sat 3 Jan 2026  00:00-12:00  12 hours  20 hours",
            "due Sat 3 Jan 2026 12:00 (+01:00)",
        ]

    def test_it_counts_back(self) -> None:
        count = OFFICE.trace(at(2026, 1, 2, 1), ElapsedTime.of(hours=-2))
        assert table(count) == [
            "Fri 2 Jan 2026  00:00-01:00  -1 hour  -1 hour",
            "Thu 1 Jan 2026  23:00-24:00  -1 hour  -2 hours",
        ]


class TestTraceOfBusinessDays:
    """Business days: each convention in its order, each date with its mark or its reason."""

    def test_every_policy_says_what_it_did(self) -> None:
        """Friday 17:45 is closed: Saturday 10:00; Sunday and Easter Monday are none; two days by 18:00, when it is closed."""
        days = BusinessDays(2, cut_off=time(15), ends=time(18), landing="next-opening")
        assert str(OFFICE.trace(at(2026, 4, 3, 17, 45), days)).splitlines() == [
            "2 business days by 18:00 from Fri 3 Apr 2026 17:45 (+02:00)",
            "on the calendar office, by the clocks of Europe/Amsterdam",
            "  outside: closed at the start (outside hours): the count starts at the next opening",
            "  cut-off: not after the cut-off at 15:00",
            "  counting: Sat 4 Apr 2026 is day 0, and the next business day is day 1",
            "  ends: a day ends at 18:00",
            "  landing: closed at that mark (outside hours): due at the next opening",
            "  Sat 4 Apr 2026  day 0, the day of the start",
            "  Sun 5 Apr 2026  no hours on sun",
            "  Mon 6 Apr 2026  Easter Monday",
            "  Tue 7 Apr 2026  business day until 18:00     day 1",
            "  Wed 8 Apr 2026  business day until 18:00     day 2",
            "due Thu 9 Apr 2026 09:00 (+02:00)",
        ]

    @pytest.mark.parametrize(
        ("start", "policy", "convention", "after", "says"),
        [
            (at(2026, 1, 5, 10), {}, "outside", at(2026, 1, 5, 10), "open at the start"),
            (at(2026, 1, 4, 10), {}, "outside", at(2026, 1, 5, 9), "(no hours on sun)"),
            (at(2026, 1, 4, 10), {"outside": "keep-time"}, "outside", at(2026, 1, 5, 10), "at the same time of day"),
            (at(2026, 1, 5, 22), {"outside": "keep-time"}, "outside", at(2026, 1, 5, 22), "lies on a business day"),
            (at(2026, 1, 5, 15), {"cut_off": time(15)}, "cut-off", at(2026, 1, 5, 15), "not after"),
            (at(2026, 1, 5, 15, 1), {"cut_off": time(15)}, "cut-off", at(2026, 1, 6, 9), "on the next business day, at its opening"),
            (
                at(2026, 1, 5, 15, 1),
                {"cut_off": time(15), "restart": time(8, 30)},
                "cut-off",
                at(2026, 1, 6, 8, 30),
                "on the next business day, at 08:30",
            ),
            (at(2026, 1, 5, 10), {"counting": "from-start"}, "counting", at(2026, 1, 5, 10), "the day of the start, is day 1"),
            (
                at(2026, 1, 5, 22),
                {"counting": "from-start", "outside": "keep-time"},
                "counting",
                at(2026, 1, 5, 22),
                "day 1 is Tue 6 Jan 2026: the day of the start has ended",
            ),
            (at(2026, 1, 5, 10), {}, "ends", at(2026, 1, 7, 17, 30), "its close of business"),
            (at(2026, 1, 5, 10), {"ends": "same-time"}, "ends", at(2026, 1, 7, 10), "at which the count started"),
            (at(2026, 1, 5, 10), {"ends": "end-of-day"}, "ends", at(2026, 1, 8), "the end of the date"),
            (at(2026, 1, 5, 10), {"landing": "next-opening"}, "landing", at(2026, 1, 7, 17, 30), "or closing: due there"),
        ],
    )  # fmt: skip
    def test_a_policy_that_was_applied_says_to_what_effect(
        self, start: datetime, policy: dict[str, str], convention: str, after: datetime, says: str
    ) -> None:
        steps = OFFICE.trace(start, BusinessDays(2, **policy)).steps  # type: ignore[arg-type]
        (step,) = [step for step in steps if step.convention == convention]
        assert step.after == after
        assert says in step.says

    def test_the_steps_stand_in_the_order_in_which_they_are_applied(self) -> None:
        days = BusinessDays(1, cut_off=time(15), landing="next-opening")
        steps = OFFICE.trace(at(2026, 1, 4, 10), days).steps
        assert [step.convention for step in steps] == ["outside", "cut-off", "counting", "ends", "landing"]
        assert all(one.after == other.before for one, other in pairwise(steps))

    def test_no_days_are_the_effective_start(self) -> None:
        count = OFFICE.trace(at(2026, 1, 4, 10), BusinessDays(0))
        assert (count.due, count.dates, count.days) == (at(2026, 1, 5, 9), (), 0)
        assert [step.convention for step in count.steps] == ["outside"]

    def test_days_are_counted_back(self) -> None:
        """Back from Tuesday 6 January: Monday is -1, Sunday none, Saturday -2."""
        count = OFFICE.trace(at(2026, 1, 6, 10), BusinessDays(-2))
        assert [(day.day.day, day.number, day.why) for day in count.dates] == [
            (6, None, "day 0, the day of the start"),
            (5, -1, "business day"),
            (4, None, "no hours on sun"),
            (3, -2, "business day"),
        ]
        assert (count.due, count.days) == (at(2026, 1, 3, 10), -2)
        assert table(count)[-1] == "Sat 3 Jan 2026  business day back to 10:00   day -2"

    @pytest.mark.parametrize(
        ("start", "policy", "convention", "after", "says"),
        [
            (at(2026, 1, 5, 8), {}, "outside", at(2026, 1, 3, 14), "(outside hours): the count starts at the closing before"),
            (at(2026, 1, 4, 10), {"outside": "keep-time"}, "outside", at(2026, 1, 3, 10), "on the business day before"),
            (at(2026, 1, 5, 12), {}, "outside", at(2026, 1, 5, 12), "open at the start, or just closed"),
            (at(2026, 1, 5, 10), {"cut_off": time(11)}, "cut-off", at(2026, 1, 3, 14), "business day before, at its close of business"),
            (at(2026, 1, 5, 11), {"cut_off": time(11)}, "cut-off", at(2026, 1, 5, 11), "not before the cut-off at 11:00"),
            (at(2026, 1, 5, 10), {}, "counting", at(2026, 1, 5, 10), "the business day before it is day -1"),
            (at(2026, 1, 5, 10), {"counting": "from-start"}, "counting", at(2026, 1, 5, 10), "the day of the start, is day -1"),
            (at(2026, 1, 5, 10), {"ends": "end-of-day"}, "ends", at(2026, 1, 3), "back to the beginning of the date"),
            (at(2026, 1, 5, 10), {"ends": "end-of-day", "landing": "next-opening"}, "landing", at(2026, 1, 2, 17, 30), "due at the closing before"),
        ],
    )  # fmt: skip
    def test_counting_back_each_policy_is_the_mirror_image(
        self, start: datetime, policy: dict[str, str], convention: str, after: datetime, says: str
    ) -> None:
        steps = OFFICE.trace(start, BusinessDays(-1, **policy)).steps  # type: ignore[arg-type]
        (step,) = [step for step in steps if step.convention == convention]
        assert step.after == after
        assert says in step.says

    def test_a_day_that_ends_at_midnight_ends_at_24(self) -> None:
        count = OFFICE.trace(at(2026, 1, 5, 10), BusinessDays(1, ends="end-of-day"))
        assert table(count)[-1] == "Tue 6 Jan 2026  business day until 24:00     day 1"

    def test_a_shift_over_midnight_ends_on_the_next_date(self) -> None:
        night = BusinessCalendar(tz="UTC", week={"mon-fri": "22:00-06:00"})
        count = night.trace(datetime(2026, 1, 5, tzinfo=night.tz), BusinessDays(1))
        assert table(count)[-1] == "Tue 6 Jan 2026  business day until Wed 7 Jan 2026 06:00 (+00:00)  day 1"


class TestTraceOfDates:
    """Calendar days and months: the date, and what the clocks did to the reading."""

    @pytest.mark.parametrize(
        ("start", "within", "says"),
        [
            (at(2026, 1, 2, 16), CalendarDays(5), ["Fri 2 Jan 2026, 5 dates on, is Wed 7 Jan 2026; due at the same time of day"]),
            (at(2026, 1, 2, 16), CalendarDays(-1), ["Fri 2 Jan 2026, 1 date back, is Thu 1 Jan 2026; due at the same time of day"]),
            (at(2026, 1, 2, 16), CalendarDays(5, ends="end-of-day"), ["Fri 2 Jan 2026, 5 dates on, is Wed 7 Jan 2026; due at the end of that date"]),
            (at(2026, 1, 31, 16), Months(1), ["Sat 31 Jan 2026, 1 month on, is Sat 28 Feb 2026; due at the same time of day; that month has no day 31, so its last day counts"]),
            (at(2026, 3, 28, 2, 30), CalendarDays(1), ["Sat 28 Mar 2026, 1 date on, is Sun 29 Mar 2026; due at the same time of day", "the clocks skip 02:30 on that date: the first instant after the gap counts"]),
            (at(2026, 10, 24, 2, 30), CalendarDays(1), ["Sat 24 Oct 2026, 1 date on, is Sun 25 Oct 2026; due at the same time of day", "the clocks show 02:30 twice on that date: the first time counts"]),
            (at(2026, 10, 24, 1, 59), CalendarDays(1), ["Sat 24 Oct 2026, 1 date on, is Sun 25 Oct 2026; due at the same time of day"]),
            (at(2026, 10, 24, 3), CalendarDays(1), ["Sat 24 Oct 2026, 1 date on, is Sun 25 Oct 2026; due at the same time of day"]),
        ],
    )  # fmt: skip
    def test_the_step_says_what_happened(self, start: datetime, within: Months, says: list[str]) -> None:
        count = OFFICE.trace(start, within)
        assert [step.says for step in count.steps] == says
        assert (count.pieces, count.dates) == ((), ())


class TestTraceBetween:
    """The same table for an amount that was used."""

    def test_it_adds_up_to_elapsed(self) -> None:
        count = OFFICE.trace_between(at(2026, 1, 2, 16), at(2026, 1, 5, 10))
        assert str(count).splitlines() == [
            "working time from Fri 2 Jan 2026 16:00 (+01:00) to Mon 5 Jan 2026 10:00 (+01:00)",
            "on the calendar office, by the clocks of Europe/Amsterdam",
            "  Fri 2 Jan 2026  16:00-17:30      1 hour 30 minutes  1 hour 30 minutes",
            "  Sat 3 Jan 2026  10:00-14:00      4 hours            5 hours 30 minutes",
            "  Sun 4 Jan 2026  no hours on sun",
            "  Mon 5 Jan 2026  09:00-10:00      1 hour             6 hours 30 minutes",
            "6 hours 30 minutes counted",
        ]
        assert (count.due, count.in_time_until, count.within) == (None, None, None)

    def test_the_other_way_round_it_is_the_same_backwards(self) -> None:
        start, end = at(2026, 1, 2, 16), at(2026, 1, 5, 10)
        on, back = OFFICE.trace_between(start, end), OFFICE.trace_between(end, start)
        assert back.total == -on.total
        assert [(p.start, p.end, -p.amount) for p in reversed(back.pieces)] == [
            (p.start, p.end, p.amount) for p in on.pieces
        ]

    def test_nothing_lies_between_an_instant_and_itself(self) -> None:
        count = OFFICE.trace_between(at(2026, 1, 5, 10), at(2026, 1, 5, 10))
        assert (count.pieces, count.total) == ((), timedelta(0))
        assert str(count).endswith("0 minutes counted")


class TestPresets:
    """A calendar that answers like another system traces its own answers."""

    @pytest.mark.parametrize("like", sorted(PRESETS))
    @pytest.mark.parametrize("within", ["3 hours", "14 hours", "-PT1H", "0 minutes"])
    def test_the_pieces_add_up_to_the_limit_over_a_change_of_the_clocks(self, like: str, within: str) -> None:
        week = {"mon-fri": "09:00-12:00 and 13:00-17:00", "sat-sun": "01:00-05:00"}
        cal = BusinessCalendar(tz="Europe/Amsterdam", week=week, like=like)
        for start in (at(2026, 3, 27, 9), at(2026, 3, 28, 3), at(2026, 3, 30, 10), at(2026, 10, 24, 20)):
            count = cal.trace(start, within)
            assert count.due == cal.due_at(start, within)
            assert count.total == parse_allowed(within).to_timedelta()  # type: ignore[union-attr]

    def test_a_boundary_of_the_preset_is_a_step(self) -> None:
        cal = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, like="zammad")
        (step,) = cal.trace(at(2026, 1, 9, 16), "1 hour").steps
        assert (step.value, step.before, step.after) == ("next-open", at(2026, 1, 9, 17), at(2026, 1, 12, 9))

    def test_a_day_of_so_many_working_hours_is_traced_as_hours(self) -> None:
        cal = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, like="servicenow")
        count = cal.trace(at(2026, 1, 5, 9), "1 business day")
        assert (count.within, count.due) == (WorkingTime.of(hours=24), at(2026, 1, 7, 17))


class TestCombinations:
    """A combination says from which of its calendars a reason comes."""

    def test_two_sites_follow_the_sun(self) -> None:
        """Amsterdam 16:00 to 17:00, then New York from 09:00 there (15:00 here) to 17:00 (23:00 here)."""
        york = BusinessCalendar(tz="America/New_York", week={"mon-fri": "09:00-17:00"}, name="york")
        count = (PLAIN | york).trace(at(2026, 1, 9, 16), "8 hours")
        assert sum((p.amount for p in count.pieces), timedelta()) == timedelta(hours=8)
        assert count.due is not None
        assert count.due.astimezone(AMSTERDAM).isoformat() == "2026-01-12T10:00:00+01:00"


class TestLongCounts:
    """Very long counts stay readable; their data stay whole."""

    SIX_YEARS = PLAIN.trace(at(2020, 1, 6, 9), "12528 hours")

    def test_up_to_forty_dates_have_a_line_each(self) -> None:
        """From Monday 09:00: 5 weeks of 7 dates and 5 dates more, 30 of them working days."""
        count = PLAIN.trace(at(2026, 1, 5, 9), "240 hours")
        assert len(table(count)) == 40
        assert table(count)[0] == "Mon 5 Jan 2026   09:00-17:00      8 hours  8 hours"

    def test_more_are_told_by_runs_of_equal_dates(self) -> None:
        """One working day more is 43 dates: each week is one line, each weekend another."""
        lines = table(PLAIN.trace(at(2026, 1, 5, 9), "248 hours"))
        assert lines[0] == "Mon 5 Jan 2026 to Fri 9 Jan 2026    5 dates of 09:00-17:00            40 hours  40 hours"
        assert lines[1] == "Sat 10 Jan 2026 to Sun 11 Jan 2026  no hours on sat, no hours on sun"
        assert lines[-1] == "Mon 16 Feb 2026                     09:00-17:00                       8 hours   248 hours"
        assert len(lines) == 13

    def test_a_year_is_told_by_months(self) -> None:
        """2026 has 261 weekdays; its first and last date have lines of their own."""
        lines = table(PLAIN.trace_between(at(2026, 1, 1), at(2027, 1, 1)))
        assert len(lines) == 14
        assert lines[1].split() == ["Jan", "2026", "21", "dates", "168", "hours", "176", "hours"]
        assert lines[-1].split()[-2:] == ["2088", "hours"]
        assert 261 * 8 == 2088

    def test_six_years_are_told_by_years(self) -> None:
        """2020 to 2025 have 1,566 weekdays, 12,528 hours: due at the closing of the last."""
        assert self.SIX_YEARS.due == at(2025, 12, 31, 17) + timedelta(days=5)
        assert 8 <= len(table(self.SIX_YEARS)) <= 9
        assert self.SIX_YEARS.total == timedelta(hours=12528)
        assert sum(p.state == "counted" for p in self.SIX_YEARS.pieces) == 1566

    def test_the_week_of_combined_calendars_does_not_stand_out(self) -> None:
        """What is closed every week is no news of a month; the closed date of May is."""
        office = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, closed=[date(2026, 5, 15)])
        london = BusinessCalendar(tz="Europe/London", week={"mon-thu": "08:00-16:00"}, name="london")
        lines = table((office | london).trace_between(at(2026, 1, 1), at(2027, 1, 1)))
        told = [before for before, line in pairwise(lines) if line.startswith("not counted:")]
        assert [line.split("  ")[0] for line in told] == ["May 2026"]

    def test_what_stood_out_in_a_month_is_named(self) -> None:
        lines = table(OFFICE.trace_between(at(2026, 1, 1), at(2027, 1, 1)))
        told = [line for line in lines if line.startswith("not counted:")]
        assert told == [
            "not counted: closure (Tue 6 Jan)",
            "not counted: Easter Monday (Mon 6 Apr)",
            "not counted: closed date (Fri 15 May)",
            "not counted: exception (Wed 1 Jul)",
            "not counted: exception (Thu 24 Dec), Christmas Day (Fri 25 Dec)",
        ]

    def test_business_days_are_summed_up_too(self) -> None:
        lines = table(PLAIN.trace(at(2026, 1, 5, 10), BusinessDays(261)))
        assert any(line.split()[:6] == ["Feb", "2026", "20", "business", "days", "days"] for line in lines)
        assert lines[-1].endswith("day 261")

    def test_half_a_century_is_one_sum(self) -> None:
        lines = table(ALWAYS.trace_between(at(1980, 1, 1), at(2040, 1, 1)))
        assert len(lines) == 3


class TestData:
    """A count is a value, and plain data."""

    COUNTS = (
        OFFICE.trace(THU_2026_04_02_16, "15 hours"),
        OFFICE.trace(THU_2026_04_02_16, BusinessDays(3, ends=time(17))),
        OFFICE.trace(at(2026, 10, 24, 2, 30), CalendarDays(1)),
        OFFICE.trace_between(at(2026, 1, 5, 10), THU_2026_04_02_16),
    )

    @pytest.mark.parametrize("count", COUNTS)
    def test_it_goes_through_json_unchanged(self, count: Count) -> None:
        data = count.to_dict()
        assert json.loads(json.dumps(data)) == data
        assert (data["contractkit"], data["document"]) == (1, "count")
        assert datetime.fromisoformat(data["end"]) == count.end
        assert sum(piece["amount_us"] for piece in data["pieces"]) == data["total_us"]

    @pytest.mark.parametrize("count", COUNTS)
    def test_it_is_a_value(self, count: Count) -> None:
        again = pickle.loads(pickle.dumps(count))
        assert again == count
        assert hash(again) == hash(count)
        assert str(again) == str(count)


class TestLaws:
    """On calendars drawn at the edges, against the slow oracle."""

    @settings(deadline=None, max_examples=50)
    @given(data=st.data())
    def test_the_pieces_add_up_to_the_limit_and_end_when_it_is_due(self, data: st.DataObject) -> None:
        spec = data.draw(calendar_specs())
        slow, fast = made(spec)
        start = data.draw(edge_instants(slow, spec))
        amount = data.draw(working_amounts(slow, spec))
        begin = fast._said(start)
        try:
            due = fast.due_at(begin, WorkingTime(amount))
            count = fast.trace(begin, WorkingTime(amount))
        except (CalendarHorizonError, NeverOpenError):
            return
        assert count.end == due
        pieces = count.pieces if due >= begin else count.pieces[::-1]
        assert count.total == timedelta(microseconds=amount) == fast.elapsed(begin, due)
        assert all(one.end == other.start for one, other in pairwise(pieces))
        edges = (pieces[0].start, pieces[-1].end) if pieces else (begin, begin)
        assert edges == (min(begin, due), max(begin, due))
        for piece in pieces:
            assert abs(piece.amount) == (piece.end - piece.start if piece.state == "counted" else timedelta(0))
            with suppress(BeyondWindow):
                for edge in (us(piece.start), us(piece.end) - 1):
                    assert slow.is_open(edge) == (piece.state == "counted")
        if amount:
            assert count.pieces[-1].state == "counted"
        running = timedelta()
        for piece in count.pieces:
            running += piece.amount
            assert piece.total == running
        assert str(count)

    @settings(deadline=None, max_examples=50)
    @given(data=st.data())
    def test_business_days_have_each_date_once_and_each_mark_when_that_many_days_are_due(
        self, data: st.DataObject
    ) -> None:
        spec = data.draw(calendar_specs())
        slow, fast = made(spec)
        begin = fast._said(data.draw(edge_instants(slow, spec)))
        days = data.draw(POLICIES)
        try:
            due = fast.due_at(begin, days)
            count = fast.trace(begin, days)
        except (CalendarHorizonError, NeverOpenError):
            return
        assert count.end == due == count.in_time_until
        assert count.steps[0].before == begin
        assert count.steps[-1].after == due
        assert all(one.after == other.before for one, other in pairwise(count.steps) if other.convention != "ends")
        step = 1 if days.n > 0 else -1
        counted = [day for day in count.dates if day.state == "counted"]
        assert [day.number for day in counted] == list(range(step, days.n + step, step))
        assert all(fast.is_business_day(day.day) for day in counted)
        assert all((other.day - one.day).days == step for one, other in pairwise(count.dates))
        for day in counted[:2] + counted[-1:]:
            assert day.number is not None
            assert day.mark == fast.due_at(begin, attrs.evolve(days, n=day.number, landing="keep"))
        for day in count.dates[1:]:
            if day.state == "skipped" and days.counting == "after-start":
                assert not fast.is_business_day(day.day)
        assert str(count)

    @settings(deadline=None, max_examples=50)
    @given(data=st.data())
    def test_a_count_between_instants_is_what_has_elapsed(self, data: st.DataObject) -> None:
        spec = data.draw(specs())
        slow, fast = made(spec)
        one, other = data.draw(edge_instants(slow, spec)), data.draw(edge_instants(slow, spec))
        try:
            count = fast.trace_between(fast._said(one), fast._said(other))
        except CalendarHorizonError:
            return
        with suppress(BeyondWindow):
            assert count.total == timedelta(microseconds=slow.elapsed(one, other))
        assert all(piece.state == "counted" or piece.why != "open" for piece in count.pieces)
        assert len(str(count).splitlines()) <= 44


POLICIES = st.builds(
    BusinessDays,
    st.integers(-5, 6),
    outside=st.sampled_from(["next-opening", "keep-time"]),
    cut_off=st.sampled_from([None, time(0), time(2, 30), time(15)]),
    at_cut_off=st.sampled_from(["in-time", "late"]),
    restart=st.sampled_from([None, time(8, 30)]),
    counting=st.sampled_from(["after-start", "from-start"]),
    ends=st.sampled_from(["close-of-business", "same-time", "end-of-day", time(2, 30), time(17)]),
    landing=st.sampled_from(["keep", "next-opening"]),
)


def made(spec: Any) -> tuple[Any, BusinessCalendar]:
    try:
        return spec.slow(), spec.fast()
    except UsageError:  # a history whose parts are not known where they are needed
        reject()


def us(instant: datetime) -> int:
    return (instant - datetime(1970, 1, 1, tzinfo=ZoneInfo("UTC"))) // timedelta(microseconds=1)
