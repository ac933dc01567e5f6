"""The scalar face of a calendar: what it takes, what it gives back, what it refuses."""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from contractkit.calendars import ALWAYS, BusinessCalendar, ExplicitDates, Season, always
from contractkit.errors import CalendarHorizonError, NaiveDatetimeError, NeverOpenError, QuantityError, UsageError
from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, Moment, Months, WorkingTime

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OFFICE = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, name="office")
FRI_2026_01_02_16 = datetime(2026, 1, 2, 16, tzinfo=AMSTERDAM)
MON_2026_01_05 = datetime(2026, 1, 5, tzinfo=AMSTERDAM)


class KnownOnlyFor2026:
    """A source that knows one year."""

    name = "one year"
    years = (2026, 2026)

    def dates(self, year: int) -> dict[date, str]:
        assert year == 2026
        return {date(2026, 12, 25): "Christmas Day"}


ONE_YEAR = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, holidays=KnownOnlyFor2026())


class TestConstructor:
    """Hours can be written in several ways, and what contradicts itself is refused with the value."""

    @pytest.mark.parametrize(
        "week",
        [
            {"mon-fri": "09:00-12:00 and 13:00-17:30"},
            {"mon-fri": "09:00-12:00, 13:00-17:30"},
            {"mon-thu": [("09:00", "12:00"), ("13:00", "17:30")], "fri": [("13:00", "17:30"), ("09:00", "12:00")]},
            {
                "Mon-Wed": [(time(9), time(12)), (time(13), time(17, 30))],
                "thursday-friday": "09:00-12:00 and 13:00-17:30",
            },
            {"mon-fri": "09:00-12:00 and 13:00-17:30", "sat": "closed"},
        ],
    )
    def test_the_same_hours_make_equal_calendars(self, week: dict[str, object]) -> None:
        lunch = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-12:00 and 13:00-17:30"})
        same = BusinessCalendar(tz="Europe/Amsterdam", week=week)
        assert same == lunch
        assert hash(same) == hash(lunch)
        assert same.edition == lunch.edition

    def test_a_range_of_days_may_run_over_the_weekend(self) -> None:
        week = BusinessCalendar(tz="UTC", week={"fri-mon": "09:00-10:00"})
        assert [week.is_business_day(date(2026, 1, day)) for day in range(1, 8)] == [
            False, True, True, True, True, False, False
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("given", "says"),
        [
            ({"tz": "Mars/Olympus"}, "Mars/Olympus"),
            ({"tz": "localtime"}, "localtime"),
            ({"week": {"mo": "09:00-17:00"}}, "'mo'"),
            ({"week": {"mon-wed-fri": "09:00-17:00"}}, "mon-wed-fri"),
            ({"week": {"mon-fri": "09:00-17:00", "fri": "closed"}}, "fri stands in 'mon-fri' and again in 'fri'"),
            ({"week": {"mon": "9 to 5"}}, "9 to 5"),
            ({"week": {"mon": [("09:00", "12:00"), ("11:00", "13:00")]}}, "overlap"),
            ({"week": {"mon": [("09:00", "09:00")]}}, "without length"),
            ({"week": {"mon": [("25:00", "26:00")]}}, "25:00"),
            ({"week": {"mon": 9}}, "no opening hours"),
            ({"holidays": "XX"}, "XX"),
            ({"holidays": "DE-XY"}, "DE-BY"),
            ({"holidays": [datetime(2026, 1, 1, tzinfo=AMSTERDAM)]}, "plain date"),
            ({"closed": ["2026-01-01"]}, "plain date"),
            ({"exceptions": {date(2026, 1, 1): "noon"}}, "noon"),
            ({"closures": [datetime(2026, 1, 1, tzinfo=AMSTERDAM)]}, "pair"),
            ({"closures": [(MON_2026_01_05, FRI_2026_01_02_16)]}, "ends before it starts"),
            ({"holidays": "NL", "without": ["good-fryday"]}, "Good Friday"),
            ({"without": ["good-friday"]}, "good-friday"),
            ({"holidays": "NL", "with_": ["bunker-hill-day"]}, "bunker-hill-day"),
        ],
    )
    def test_what_cannot_be_meant_is_refused_with_its_value(self, given: dict[str, object], says: str) -> None:
        with pytest.raises(UsageError, match=says):
            BusinessCalendar(**{"tz": "Europe/Amsterdam", "week": {"mon-fri": "09:00-17:00"}, **given})

    def test_a_calendar_survives_pickling_and_keeps_its_answers(self) -> None:
        OFFICE.is_open(FRI_2026_01_02_16)
        again = pickle.loads(pickle.dumps(OFFICE))
        assert again == OFFICE
        assert again.name == "office"
        assert again.due_at(FRI_2026_01_02_16, "4 hours") == OFFICE.due_at(FRI_2026_01_02_16, "4 hours")

    def test_the_name_decides_nothing(self) -> None:
        unnamed = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"})
        assert unnamed == OFFICE
        assert repr(OFFICE) == (
            "BusinessCalendar(tz='Europe/Amsterdam', week={'mon': '09:00-17:00', 'tue': '09:00-17:00', "
            "'wed': '09:00-17:00', 'thu': '09:00-17:00', 'fri': '09:00-17:00'}, name='office')"
        )

    def test_threads_that_compile_at_once_get_the_same_answers(self) -> None:
        fresh = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"})
        starts = [FRI_2026_01_02_16 + timedelta(days=400 * k) for k in range(-8, 8)]
        expected = [OFFICE.elapsed(FRI_2026_01_02_16, start) for start in starts]
        found: dict[int, list[timedelta]] = {}

        def ask(thread: int) -> None:
            order = starts if thread % 2 else starts[::-1]
            answers = {start: fresh.elapsed(FRI_2026_01_02_16, start) for start in order}
            found[thread] = [answers[start] for start in starts]

        threads = [threading.Thread(target=ask, args=(k,)) for k in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert all(answers == expected for answers in found.values())
        assert len(found) == 8


class TestInstants:
    """Instants come in aware and go out with the fixed offset of the calendar's zone then in force."""

    def test_a_naive_datetime_is_refused_with_its_value(self) -> None:
        naive = datetime(2026, 1, 5, 10)  # noqa: DTZ001 - the point of the test
        for ask in (
            OFFICE.is_open,
            OFFICE.next_open,
            lambda t: OFFICE.due_at(t, "1 hour"),
            lambda t: OFFICE.elapsed(t, t),
        ):
            with pytest.raises(NaiveDatetimeError, match="2026-01-05 10:00:00"):
                ask(naive)

    def test_what_is_no_datetime_is_refused(self) -> None:
        with pytest.raises(UsageError, match="2026-01-05"):
            OFFICE.is_open("2026-01-05T10:00:00+01:00")  # type: ignore[arg-type]

    def test_an_answer_has_a_fixed_offset_so_that_the_repeated_hour_compares_right(self) -> None:
        night = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-sun": "all day"})
        first = night.due_at(datetime(2026, 10, 25, 2, 30, tzinfo=AMSTERDAM), ElapsedTime(0))
        second = night.due_at(datetime(2026, 10, 25, 2, 30, tzinfo=AMSTERDAM, fold=1), ElapsedTime(0))
        assert (first.isoformat(), second.isoformat()) == ("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00")
        assert isinstance(first.tzinfo, timezone)
        assert second > first

    def test_a_start_in_another_zone_means_the_same_instant(self) -> None:
        start = FRI_2026_01_02_16.astimezone(ZoneInfo("Pacific/Chatham"))
        assert OFFICE.due_at(start, "4 hours").isoformat() == "2026-01-05T12:00:00+01:00"

    def test_open_and_close_are_half_open(self) -> None:
        opening, closing = MON_2026_01_05.replace(hour=9), MON_2026_01_05.replace(hour=17)
        tick = timedelta(microseconds=1)
        assert [OFFICE.is_open(t) for t in (opening - tick, opening, closing - tick, closing)] == [
            False, True, True, False
        ]  # fmt: skip

    def test_the_neighbours_of_an_instant(self) -> None:
        opening, closing = MON_2026_01_05.replace(hour=9), MON_2026_01_05.replace(hour=17)
        friday_closing = datetime(2026, 1, 2, 17, tzinfo=AMSTERDAM)
        tuesday = opening + timedelta(days=1)
        tick = timedelta(microseconds=1)
        assert OFFICE.next_open(opening) == opening
        assert OFFICE.next_open(closing) == tuesday
        assert OFFICE.next_close(closing - tick) == closing
        assert OFFICE.next_close(closing) == closing + timedelta(days=1)
        assert OFFICE.previous_open(opening) == opening
        assert OFFICE.previous_open(opening - tick) == friday_closing
        assert OFFICE.previous_open(closing) == closing
        assert OFFICE.previous_open(closing + tick) == closing
        assert OFFICE.previous_close(closing) == closing
        assert OFFICE.previous_close(closing - tick) == friday_closing


class TestTimeLimits:
    """A time limit is a span, a timedelta (working time) or a text; anything else is refused."""

    @pytest.mark.parametrize(
        ("within", "due"),
        [
            (timedelta(hours=4), "2026-01-05T12:00:00+01:00"),
            (WorkingTime.of(hours=4), "2026-01-05T12:00:00+01:00"),
            ("4 hours", "2026-01-05T12:00:00+01:00"),
            ("1 business day by 12:00", "2026-01-05T12:00:00+01:00"),
            (BusinessDays(1), "2026-01-05T17:00:00+01:00"),
            (ElapsedTime.of(hours=4), "2026-01-02T20:00:00+01:00"),
            ("5 calendar days", "2026-01-07T16:00:00+01:00"),
            (CalendarDays(5, "end-of-day"), "2026-01-08T00:00:00+01:00"),
            (Months(1), "2026-02-02T16:00:00+01:00"),
        ],
    )
    def test_each_form_is_understood(self, within: object, due: str) -> None:
        assert OFFICE.due_at(FRI_2026_01_02_16, within).isoformat() == due  # type: ignore[arg-type]

    def test_a_timedelta_of_a_day_is_24_opening_hours(self) -> None:
        assert OFFICE.due_at(MON_2026_01_05, timedelta(days=1)).isoformat() == "2026-01-07T17:00:00+01:00"

    def test_days_alone_are_refused(self) -> None:
        with pytest.raises(QuantityError):
            OFFICE.due_at(FRI_2026_01_02_16, "2 days")

    @pytest.mark.parametrize("within", [4, 4.0, None, Moment("published_due")])
    def test_what_is_no_limit_is_refused(self, within: object) -> None:
        with pytest.raises(UsageError):
            OFFICE.due_at(FRI_2026_01_02_16, within)  # type: ignore[arg-type]

    def test_an_unknown_boundary_is_refused(self) -> None:
        with pytest.raises(UsageError, match="next-day"):
            OFFICE.due_at(FRI_2026_01_02_16, "4 hours", boundary="next-day")  # type: ignore[arg-type]


class TestHorizon:
    """A year that the holiday source does not know is an error, never a year without holidays."""

    @pytest.mark.parametrize("year", [2025, 2027])
    def test_a_question_outside_the_known_years_is_refused(self, year: int) -> None:
        with pytest.raises(CalendarHorizonError, match="2026 to 2026"):
            ONE_YEAR.is_open(datetime(year, 6, 1, 12, tzinfo=AMSTERDAM))
        with pytest.raises(CalendarHorizonError, match="2026 to 2026"):
            ONE_YEAR.is_business_day(date(year, 6, 1))

    def test_the_first_and_the_last_instant_of_the_known_years_are_answered(self) -> None:
        first = datetime(2026, 1, 1, tzinfo=AMSTERDAM)
        last = datetime(2027, 1, 1, tzinfo=AMSTERDAM) - timedelta(microseconds=1)
        assert not ONE_YEAR.is_open(first)
        assert not ONE_YEAR.is_open(last)
        for beyond in (first - timedelta(microseconds=1), last + timedelta(microseconds=1)):
            with pytest.raises(CalendarHorizonError):
                ONE_YEAR.is_open(beyond)

    def test_time_that_is_not_used_up_before_the_horizon_is_refused(self) -> None:
        wed_2026_12_30 = datetime(2026, 12, 30, 12, tzinfo=AMSTERDAM)
        assert ONE_YEAR.due_at(wed_2026_12_30, "13 hours").isoformat() == "2026-12-31T17:00:00+01:00"
        for within in (timedelta(hours=13, microseconds=1), BusinessDays(2), "3 business days"):
            with pytest.raises(CalendarHorizonError):
                ONE_YEAR.due_at(wed_2026_12_30, within)
        with pytest.raises(CalendarHorizonError):
            ONE_YEAR.due_at(datetime(2026, 1, 2, 12, tzinfo=AMSTERDAM), timedelta(hours=-13))

    def test_a_day_that_ends_with_the_horizon_is_answered(self) -> None:
        all_day = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-sun": "all day"}, holidays=KnownOnlyFor2026())
        wed_2026_12_30 = datetime(2026, 12, 30, 12, tzinfo=AMSTERDAM)
        assert all_day.due_at(wed_2026_12_30, BusinessDays(1)).isoformat() == "2027-01-01T00:00:00+01:00"
        starts = np.array([1_798_628_400_000_000])  # the same instant
        assert all_day.due_at_array(starts, BusinessDays(1)).tolist() == [1_798_758_000_000_000]
        landing = BusinessDays(1, landing="next-opening")
        with pytest.raises(CalendarHorizonError):
            all_day.due_at(wed_2026_12_30, landing)
        assert all_day.due_at_array(starts, landing, errors="mark")[1].tolist() == [2]

    def test_an_exception_of_the_year_before_runs_into_the_first_known_date(self) -> None:
        party = BusinessCalendar(
            tz="Europe/Amsterdam", week={}, holidays=KnownOnlyFor2026(), exceptions={date(2025, 12, 31): "22:00-02:00"}
        )
        assert party.is_open(datetime(2026, 1, 1, 1, 59, tzinfo=AMSTERDAM))
        assert not party.is_open(datetime(2026, 1, 1, 2, tzinfo=AMSTERDAM))

    def test_a_due_without_a_next_opening_is_in_time_until_the_horizon(self) -> None:
        wed_2026_12_30 = datetime(2026, 12, 30, 12, tzinfo=AMSTERDAM)
        assert ONE_YEAR.in_time_until(wed_2026_12_30, "13 hours").isoformat() == "2027-01-01T00:00:00+01:00"

    def test_no_opening_before_the_horizon_is_refused(self) -> None:
        evening = datetime(2026, 12, 31, 17, tzinfo=AMSTERDAM)
        for ask in (lambda: ONE_YEAR.next_open(evening), lambda: ONE_YEAR.due_at(evening, "1 minute")):
            with pytest.raises(NeverOpenError, match="2026-12-31T17:00:00"):
                ask()

    def test_a_calendar_without_hours_never_opens(self) -> None:
        closed = BusinessCalendar(tz="Europe/Amsterdam", week={})
        for ask in (
            lambda: closed.next_open(FRI_2026_01_02_16),
            lambda: closed.previous_open(FRI_2026_01_02_16),
            lambda: closed.next_close(FRI_2026_01_02_16),
            lambda: closed.previous_close(FRI_2026_01_02_16),
            lambda: closed.due_at(FRI_2026_01_02_16, "1 hour"),
            lambda: closed.due_at(FRI_2026_01_02_16, timedelta(0)),
            lambda: closed.due_at(FRI_2026_01_02_16, timedelta(hours=-1)),
            lambda: closed.due_at(FRI_2026_01_02_16, BusinessDays(1)),
            lambda: closed.due_at(FRI_2026_01_02_16, BusinessDays(1, outside="keep-time")),
            lambda: closed.add_days(date(2026, 1, 2), 1),
        ):
            with pytest.raises(NeverOpenError):
                ask()
        assert closed.elapsed(FRI_2026_01_02_16, MON_2026_01_05) == timedelta(0)
        assert not closed.is_business_day(date(2026, 1, 2))

    def test_a_calendar_that_opens_once_never_opens_again(self) -> None:
        once = BusinessCalendar(tz="Europe/Amsterdam", week={}, exceptions={date(2026, 1, 5): "09:00-10:00"})
        assert once.due_at(FRI_2026_01_02_16, "1 hour").isoformat() == "2026-01-05T10:00:00+01:00"
        assert once.add_days(date(2020, 1, 2), 1) == date(2026, 1, 5)
        assert once.in_time_until(FRI_2026_01_02_16, "1 hour").year == 9998
        with pytest.raises(NeverOpenError):
            once.due_at(FRI_2026_01_02_16, timedelta(hours=1, microseconds=1))
        with pytest.raises(NeverOpenError):
            once.due_at(FRI_2026_01_02_16, "2 business days")

    def test_explicit_dates_cover_every_year(self) -> None:
        calendar = BusinessCalendar(tz="UTC", week={"mon-fri": "09:00-17:00"}, holidays=[date(2026, 1, 5)])
        assert calendar.is_business_day(date(2150, 1, 5))
        assert not calendar.is_business_day(date(2026, 1, 5))
        assert calendar.years == (2, 9997)

    def test_several_sources_are_known_where_all_are(self) -> None:
        both = BusinessCalendar(tz="UTC", week={"mon-fri": "09:00-17:00"}, holidays=["NL", KnownOnlyFor2026()])
        assert both.years == (2026, 2026)
        assert not both.is_business_day(date(2026, 4, 27))

    def test_sources_without_a_year_in_common_are_refused(self) -> None:
        class Past(KnownOnlyFor2026):
            years = (1999, 2001)

        with pytest.raises(UsageError, match="no year in common"):
            BusinessCalendar(tz="UTC", week={"mon": "all day"}, holidays=[Past(), KnownOnlyFor2026()]).years  # noqa: B018


class TestRoll:
    """Rolling moves a date that is no business date, and no other."""

    @pytest.mark.parametrize(
        ("day", "convention", "expected"),
        [
            (date(2026, 1, 2), "following", date(2026, 1, 2)),
            (date(2026, 1, 3), "following", date(2026, 1, 5)),
            (date(2026, 1, 4), "preceding", date(2026, 1, 2)),
            (date(2026, 1, 31), "following", date(2026, 2, 2)),
            (date(2026, 1, 31), "modified-following", date(2026, 1, 30)),
            (date(2026, 2, 1), "modified-preceding", date(2026, 2, 2)),
        ],
    )
    def test_each_convention(self, day: date, convention: str, expected: date) -> None:
        assert OFFICE.roll(day, convention) == expected  # type: ignore[arg-type]

    def test_an_unknown_convention_is_refused(self) -> None:
        with pytest.raises(UsageError, match=r"nearest$"):
            OFFICE.roll(date(2026, 1, 3), "next")  # type: ignore[arg-type]


class TestIntervals:
    """The pieces of a stretch say when it is open, and why it is closed."""

    def test_every_gap_has_its_reason(self) -> None:
        calendar = BusinessCalendar(
            tz="Europe/Amsterdam",
            week={"mon-fri": "09:00-17:00"},
            holidays="NL",
            closed=[date(2026, 4, 8)],
            exceptions={date(2026, 4, 9): "closed"},
            closures={date(2026, 4, 7): "12:00-13:00"},
        )
        start, end = datetime(2026, 4, 2, 16, tzinfo=AMSTERDAM), datetime(2026, 4, 10, 10, tzinfo=AMSTERDAM)
        found = [
            (f"{piece.start:%d %H:%M}", f"{piece.end:%d %H:%M}", piece.why) for piece in calendar.intervals(start, end)
        ]
        assert found == [
            ("02 16:00", "02 17:00", "open"),
            ("02 17:00", "03 00:00", "outside hours"),
            ("03 00:00", "04 00:00", "Good Friday"),
            ("04 00:00", "05 00:00", "no hours on sat"),
            ("05 00:00", "06 00:00", "Easter Sunday"),
            ("06 00:00", "07 00:00", "Easter Monday"),
            ("07 00:00", "07 09:00", "outside hours"),
            ("07 09:00", "07 12:00", "open"),
            ("07 12:00", "07 13:00", "closure"),
            ("07 13:00", "07 17:00", "open"),
            ("07 17:00", "08 00:00", "outside hours"),
            ("08 00:00", "09 00:00", "closed date"),
            ("09 00:00", "10 00:00", "exception"),
            ("10 00:00", "10 09:00", "outside hours"),
            ("10 09:00", "10 10:00", "open"),
        ]

    def test_a_stretch_that_ends_before_it_starts_is_refused(self) -> None:
        with pytest.raises(UsageError, match="before the start"):
            OFFICE.intervals(MON_2026_01_05, FRI_2026_01_02_16)


class TestAlways:
    """The calendar that is always open counts every microsecond and every date."""

    def test_it_measures_time_that_really_passed(self) -> None:
        amsterdam = always("Europe/Amsterdam")
        start, end = datetime(2026, 3, 29, tzinfo=AMSTERDAM), datetime(2026, 3, 30, tzinfo=AMSTERDAM)
        assert amsterdam.elapsed(start, end) == timedelta(hours=23)
        assert ALWAYS.elapsed(start, end) == timedelta(hours=23)

    def test_every_date_is_a_business_date_that_closes_at_midnight(self) -> None:
        assert ALWAYS.add_days(date(2026, 1, 1), 10) == date(2026, 1, 11)
        assert ALWAYS.due_at(FRI_2026_01_02_16, BusinessDays(1)).isoformat() == "2026-01-04T00:00:00+00:00"

    def test_it_never_closes(self) -> None:
        with pytest.raises(NeverOpenError, match="no closing after 2026-01-02T15:00:00"):
            ALWAYS.next_close(FRI_2026_01_02_16)
        with pytest.raises(NeverOpenError, match="no closing before"):
            ALWAYS.previous_close(FRI_2026_01_02_16)

    def test_there_is_one_for_each_zone(self) -> None:
        assert always("UTC") is ALWAYS
        assert always("Europe/Amsterdam") is always("Europe/Amsterdam")


class TestPrecision:
    """Nothing is lost below a second, and nothing depends on how far away the answer lies."""

    def test_microseconds_are_kept(self) -> None:
        start = datetime(2026, 1, 2, 16, 59, 59, 999_999, tzinfo=AMSTERDAM)
        due = OFFICE.due_at(start, timedelta(microseconds=2))
        assert due.isoformat() == "2026-01-05T09:00:00.000001+01:00"

    def test_years_of_working_time_are_exact(self) -> None:
        # 2000 working days of 8 hours from Monday 5 January 2026 are 400 weeks; the last is Friday 2 September 2033
        due = OFFICE.due_at(MON_2026_01_05, timedelta(hours=16_000))
        assert due.isoformat() == "2033-09-02T17:00:00+02:00"
        assert OFFICE.elapsed(MON_2026_01_05, due) == timedelta(hours=16_000)

    def test_a_calendar_source_of_dates_is_a_value(self) -> None:
        assert ExplicitDates.of([date(2026, 1, 1)]) == ExplicitDates.of({date(2026, 1, 1): "holiday"})
        assert np.int64(ALWAYS.cum(np.array([10]))[0] - ALWAYS.cum(np.array([3]))[0]) == 7


class TestFarAway:
    """What no datetime can hold is a horizon, not a crash."""

    @pytest.mark.parametrize(
        "ask",
        [
            lambda: OFFICE.is_open(datetime.min.replace(tzinfo=timezone.utc)),  # noqa: UP017
            lambda: OFFICE.is_open(datetime.max.replace(tzinfo=timezone.utc)),  # noqa: UP017
            lambda: OFFICE.due_at(FRI_2026_01_02_16, ElapsedTime(10**18)),
            lambda: OFFICE.due_at(FRI_2026_01_02_16, CalendarDays(3_900_000)),
            lambda: OFFICE.due_at(FRI_2026_01_02_16, Months(-50_000)),
            lambda: OFFICE.add_days(date.min, 1),
            lambda: OFFICE.count_days(date(2026, 1, 1), date.max),
        ],
    )
    def test_it_is_refused(self, ask: Callable[[], object]) -> None:
        with pytest.raises(CalendarHorizonError):
            ask()


class TestFixedMoment:
    def test_a_limit_that_is_a_moment_is_due_then_whatever_the_hours(self) -> None:
        """An aware datetime is the due instant itself, told on the calendar's clock: Sunday 21:00 UTC is 22:00."""
        office = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"})
        friday = datetime(2026, 1, 2, 16, tzinfo=office.tz)
        sunday = datetime.fromisoformat("2026-01-04T21:00:00+00:00")
        assert office.due_at(friday, sunday).isoformat() == "2026-01-04T22:00:00+01:00"
        assert office.in_time_until(friday, sunday) == sunday

    def test_a_naive_moment_is_refused(self) -> None:
        """Nobody knows which instant a naive moment means."""
        office = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"})
        with pytest.raises(NaiveDatetimeError, match="within"):
            office.due_at(datetime(2026, 1, 2, 16, tzinfo=office.tz), datetime(2026, 1, 4))  # noqa: DTZ001


class TestFarClosings:
    def test_a_first_question_that_ends_at_a_closing_years_on_is_due_there(self) -> None:
        """Monday 5 January 2026 09:00 plus every hour up to Friday 3 January 2031 17:00 is due at that closing.

        The calendar is new, so the years have to be compiled further before the answer can be found.
        """
        weeks = 5 * 52 + 1  # from Monday 5 January 2026 to Friday 3 January 2031 are 261 whole weeks of 40 hours
        office = BusinessCalendar(tz="UTC", week={"mon-fri": "09:00-17:00"})
        start = datetime(2026, 1, 5, 9, tzinfo=UTC)
        assert office.due_at(start, timedelta(hours=40 * weeks)).isoformat() == "2031-01-03T17:00:00+00:00"

    def test_a_closing_just_over_new_year_too(self) -> None:
        """Wednesday 30 December 2026 09:00 plus 24 hours is Friday 1 January 2027 17:00 where no holiday is kept."""
        office = BusinessCalendar(tz="UTC", week={"mon-fri": "09:00-17:00"})
        start = datetime(2026, 12, 30, 9, tzinfo=UTC)
        assert office.due_at(start, timedelta(hours=24)).isoformat() == "2027-01-01T17:00:00+00:00"


class TestCloseOfBusiness:
    def test_a_closed_next_date_ends_the_night_also_where_a_closure_cuts_it(self) -> None:
        """Fridays 22:00-06:00, Saturday 3 January closed, Friday 22:30-23:00 closed: business ends at Saturday 00:00."""
        night = BusinessCalendar(
            tz="UTC",
            week={"fri": "22:00-06:00"},
            closed=[date(2026, 1, 3)],
            closures={date(2026, 1, 2): "22:30-23:00"},
        )
        thursday = datetime(2026, 1, 1, 12, tzinfo=UTC)
        due = night.due_at(thursday, BusinessDays(1, counting="from-start"))
        assert due.isoformat() == "2026-01-03T00:00:00+00:00"


class TestSeasons:
    def test_a_season_may_be_a_single_day(self) -> None:
        """A season from 1 July to 1 July is that day, and not a year."""
        calendar = BusinessCalendar(
            tz="UTC",
            week={"mon-fri": "09:00-17:00"},
            seasons=[Season(week={"mon-sun": "12:00-13:00"}, first="1 July", last="1 July")],
        )
        days = (datetime(2026, 7, day, tzinfo=UTC) for day in (1, 2, 3))
        hours = [calendar.elapsed(day, day + timedelta(days=1)) for day in days]
        assert hours == [timedelta(hours=1), timedelta(hours=8), timedelta(hours=8)]
