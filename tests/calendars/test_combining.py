"""Calendars made of calendars: unions, intersections, differences, histories, and the days that count in them."""

from __future__ import annotations

import copy
import multiprocessing
import pickle
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise
from threading import Barrier
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contractkit.calendars import (
    ALWAYS,
    AlternatingWeeks,
    BusinessCalendar,
    CalendarSet,
    ExplicitDates,
    Season,
    always,
)
from contractkit.errors import CalendarHorizonError, NeverOpenError, UsageError
from contractkit.quantities.spans import BusinessDays, CalendarDays

UTC = timezone.utc  # noqa: UP017
TICK = timedelta(microseconds=1)
AMSTERDAM, NEW_YORK = ZoneInfo("Europe/Amsterdam"), ZoneInfo("America/New_York")
AMS = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, name="amsterdam")
NYC = BusinessCalendar(tz="America/New_York", week={"mon-fri": "09:00-17:00"}, name="new york")
NEVER = BusinessCalendar(tz="UTC", week={}, name="never")
MON_2026_01_05 = datetime(2026, 1, 5, tzinfo=AMSTERDAM)


class KnownOnlyFor2026:
    """A source that knows one year."""

    name = "one year"
    years = (2026, 2026)

    def dates(self, year: int) -> dict[date, str]:
        assert year == 2026
        return {date(2026, 12, 25): "Christmas Day"}


def ams(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def told(calendar: BusinessCalendar, start: datetime, end: datetime) -> list[str]:
    """Return the stretches as the calendar says them."""
    return [f"{piece.start:%a %H:%M}-{piece.end:%H:%M} {piece.why}" for piece in calendar.intervals(start, end)]


class TestByHand:
    """Amsterdam is open 09:00 to 17:00, New York 15:00 to 23:00 on Amsterdam's clocks, but for two weeks a year."""

    @pytest.mark.parametrize(
        ("calendar", "expected"),
        [
            (AMS | NYC, ["Mon 09:00-23:00 open"]),
            (AMS & NYC, ["Mon 15:00-17:00 open"]),
            (AMS - NYC, ["Mon 09:00-15:00 open"]),
            (NYC - AMS, ["Mon 11:00-17:00 open"]),  # said on New York's clocks
            (ALWAYS - AMS, ["Sun 23:00-08:00 open", "Mon 16:00-23:00 open"]),  # said in UTC
            (AMS & ALWAYS, ["Mon 09:00-17:00 open"]),
            (AMS - NEVER, ["Mon 09:00-17:00 open"]),
        ],
    )
    def test_a_monday_in_january(self, calendar: BusinessCalendar, expected: list[str]) -> None:
        pieces = told(calendar, MON_2026_01_05, MON_2026_01_05 + timedelta(days=1))
        assert [piece for piece in pieces if piece.endswith(" open")] == expected

    def test_while_only_new_york_has_summer_time_they_overlap_an_hour_more(self) -> None:
        both = AMS & NYC
        # New York changes on 8 March 2026, Amsterdam on 29 March.
        hours = [both.elapsed(ams(f"{day}T00:00"), ams(f"{day}T23:59")) for day in ("2026-03-06", "2026-03-09")]
        assert hours == [timedelta(hours=2), timedelta(hours=3)]
        assert both.elapsed(ams("2026-03-30T00:00"), ams("2026-03-31T00:00")) == timedelta(hours=2)

    def test_answers_are_said_on_the_clocks_of_the_first(self) -> None:
        assert (AMS | NYC).next_close(ams("2026-01-05T12:00")).isoformat() == "2026-01-05T23:00:00+01:00"
        assert (NYC | AMS).next_close(ams("2026-01-05T12:00")).isoformat() == "2026-01-05T17:00:00-05:00"
        assert (AMS | NYC).tz == AMSTERDAM

    def test_due_and_in_time_until_follow_the_sun(self) -> None:
        sun = AMS | NYC
        assert sun.due_at(ams("2026-01-05T12:00"), "11 hours") == ams("2026-01-05T23:00")
        assert sun.due_at(ams("2026-01-05T12:00"), "12 hours") == ams("2026-01-06T10:00")
        assert sun.in_time_until(ams("2026-01-05T12:00"), "11 hours") == ams("2026-01-06T09:00")

    def test_a_part_with_two_openings_on_the_day_clocks_go_back(self) -> None:
        # 25 October 2026: 02:00 to 03:00 is shown twice in Amsterdam, and open twice.
        night = BusinessCalendar(tz="Europe/Amsterdam", week={"sun": "02:00-03:00"})
        day = ams("2026-10-25T00:00"), ams("2026-10-26T00:00")
        assert (ALWAYS - night).elapsed(*day) == timedelta(hours=23)
        assert (ALWAYS & night).elapsed(*day) == timedelta(hours=2)

    def test_three_in_a_row_are_one_combination(self) -> None:
        tokyo = BusinessCalendar(tz="Asia/Tokyo", week={"mon-fri": "09:00-17:00"})
        sun = AMS | NYC | tokyo
        assert sun == (AMS | NYC) | tokyo
        # Tokyo 01:00-09:00, Amsterdam 09:00-17:00, New York 15:00-23:00, all on Amsterdam's clocks.
        assert told(sun, ams("2026-01-06T00:00"), ams("2026-01-07T00:00"))[1] == "Tue 01:00-23:00 open"


class TestCauses:
    """Each gap of a combination says which part closes it, and why."""

    def test_a_union_is_closed_for_the_reasons_of_all(self) -> None:
        christmas = BusinessCalendar(
            tz="Europe/Amsterdam",
            week={"mon-fri": "09:00-17:00"},
            holidays={date(2026, 12, 25): "Christmas"},
            name="nl",
        )
        support = christmas | BusinessCalendar(tz="Europe/Amsterdam", week={"sat": "10:00-12:00"}, name="weekend")
        assert told(support, ams("2026-12-25T00:00"), ams("2026-12-26T12:00")) == [
            "Fri 00:00-00:00 nl: Christmas; weekend: no hours on fri",
            "Sat 00:00-10:00 nl: no hours on sat; weekend: outside hours",
            "Sat 10:00-12:00 open",
        ]

    def test_an_intersection_is_closed_for_the_reasons_of_those_that_are(self) -> None:
        assert told(AMS & NYC, ams("2026-01-05T08:00"), ams("2026-01-05T18:00")) == [
            "Mon 08:00-09:00 outside hours",  # of both
            "Mon 09:00-15:00 new york: outside hours",
            "Mon 15:00-17:00 open",
            "Mon 17:00-18:00 amsterdam: outside hours",
        ]

    def test_what_a_difference_takes_away_names_the_taker(self) -> None:
        maintenance = BusinessCalendar(tz="UTC", week={"sun": "02:00-04:00"}, name="maintenance")
        service = AMS | BusinessCalendar(tz="UTC", week={"sun": "00:00-06:00"}, name="weekend")
        sun_2026_01_04 = datetime(2026, 1, 4, tzinfo=UTC)
        pieces = told(service - maintenance, sun_2026_01_04, sun_2026_01_04 + timedelta(hours=7))
        assert pieces == [
            "Sun 01:00-03:00 open",
            "Sun 03:00-05:00 taken away: maintenance",
            "Sun 05:00-07:00 open",
            "Sun 07:00-08:00 amsterdam: no hours on sun; weekend: outside hours",
        ]

    def test_a_history_gives_the_reasons_of_the_calendar_in_force(self) -> None:
        later = BusinessCalendar(tz="Europe/Amsterdam", week={"sat": "10:00-12:00"})
        history = AMS.changed(on=date(2026, 1, 6), to=later)
        assert told(history, ams("2026-01-05T17:00"), ams("2026-01-07T00:00")) == [
            "Mon 17:00-00:00 outside hours",
            "Tue 00:00-00:00 no hours on tue",
        ]


class TestHistory:
    """Until a date one calendar, from its first local instant on another."""

    LATER = BusinessCalendar(
        tz="Europe/Amsterdam", week={"mon-sat": "08:00-20:00"}, holidays={date(2026, 7, 2): "fair"}, name="later"
    )
    HISTORY = AMS.changed(on=date(2026, 7, 1), to=LATER)

    def test_the_first_instant_of_the_date_is_the_new_calendars(self) -> None:
        always_ams = always("Europe/Amsterdam")
        opened = NEVER.changed(on=date(2026, 7, 1), to=always_ams)
        switch = ams("2026-07-01T00:00")
        assert not opened.is_open(switch - TICK)
        assert opened.is_open(switch)
        closed = always_ams.changed(on=date(2026, 7, 1), to=NEVER, tz="Europe/Amsterdam")
        assert closed.is_open(switch - TICK)
        assert not closed.is_open(switch)
        assert closed.next_close(switch - TICK) == switch

    def test_the_date_begins_in_the_zone_of_the_later_calendar_unless_stated(self) -> None:
        opened = NEVER.changed(on=date(2026, 7, 1), to=always("America/New_York"))
        assert opened.next_open(MON_2026_01_05).isoformat() == "2026-07-01T00:00:00-04:00"
        stated = NEVER.changed(on=date(2026, 7, 1), to=always("America/New_York"), tz="Europe/Amsterdam")
        assert stated.next_open(MON_2026_01_05).isoformat() == "2026-07-01T00:00:00+02:00"

    def test_a_night_shift_of_the_old_calendar_ends_at_that_midnight(self) -> None:
        nights = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-sun": "22:00-06:00"})
        history = nights.changed(on=date(2026, 7, 1), to=AMS)
        assert history.next_close(ams("2026-06-30T23:00")) == ams("2026-07-01T00:00")
        assert history.due_at(ams("2026-06-29T23:00"), BusinessDays(1)) == ams("2026-07-01T00:00")

    def test_business_dates_are_those_of_the_calendar_in_force(self) -> None:
        days = [date(2026, 6, 26) + timedelta(days=k) for k in range(9)]  # Friday to Saturday of next week
        assert [self.HISTORY.is_business_day(day) for day in days] == [
            True, False, False, True, True, True, False, True, True
        ]  # fmt: skip
        assert self.HISTORY.add_days(date(2026, 6, 30), 3) == date(2026, 7, 4)
        assert self.HISTORY.count_days(date(2026, 6, 26), date(2026, 7, 5)) == 6
        assert self.HISTORY.due_at(ams("2026-06-30T12:00"), BusinessDays(2)) == ams("2026-07-03T20:00")
        assert self.HISTORY.due_at(ams("2026-07-03T12:00"), BusinessDays(-3)).date() == date(2026, 6, 29)

    def test_a_later_change_is_added_and_an_earlier_one_replaces_what_follows(self) -> None:
        again = self.HISTORY.changed(on=date(2026, 9, 1), to=AMS)
        assert again.next_close(ams("2026-08-31T18:00")) == ams("2026-08-31T20:00")
        assert again.next_close(ams("2026-09-01T16:00")) == ams("2026-09-01T17:00")
        assert again.changed(on=date(2026, 7, 1), to=AMS) == AMS.changed(on=date(2026, 7, 1), to=AMS)

    def test_each_calendar_needs_to_be_known_only_while_it_is_in_force(self) -> None:
        known = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, holidays=KnownOnlyFor2026())
        assert known.changed(on=date(2026, 7, 1), to=AMS).years == (2026, 9997)
        assert AMS.changed(on=date(2026, 7, 1), to=known).years == (2, 2026)
        assert known.changed(on=date(2027, 1, 1), to=AMS).is_open(ams("2030-01-01T12:00"))
        assert not AMS.changed(on=date(2026, 1, 1), to=known).is_open(ams("2026-12-25T12:00"))
        for make in (
            lambda: known.changed(on=date(2027, 1, 2), to=AMS),
            lambda: AMS.changed(on=date(2025, 12, 31), to=known),
        ):
            with pytest.raises(UsageError, match="2026 to 2026"):
                make()

    def test_a_changed_calendar_answers_arrays_like_instants(self) -> None:
        starts = np.arange(np.datetime64("2026-06-26"), np.datetime64("2026-07-06"), np.timedelta64(7, "h"))
        found = self.HISTORY.due_at_array(starts.astype("datetime64[us]"), "10 hours", zone="UTC")
        expected = [self.HISTORY.due_at(start.replace(tzinfo=UTC), "10 hours") for start in starts.astype(object)]
        assert [instant.replace(tzinfo=UTC) for instant in found.astype(object)] == expected


class TestDays:
    """A combination has business dates only when somebody says which."""

    def test_without_them_every_question_in_days_is_refused_with_the_way_out(self) -> None:
        for ask in (
            lambda: (AMS | NYC).is_business_day(date(2026, 1, 5)),
            lambda: (AMS | NYC).add_days(date(2026, 1, 5), 1),
            lambda: (AMS | NYC).due_at(MON_2026_01_05, BusinessDays(1)),
            lambda: (AMS | NYC).due_at_array(np.array([0]), BusinessDays(1)),
            lambda: AMS.changed(on=date(2026, 7, 1), to=AMS | NYC).add_days(date(2026, 1, 5), 1),
            lambda: AMS.with_days(tz="UTC", days_from=AMS | NYC),
            lambda: (AMS | NYC).due_at(MON_2026_01_05, CalendarDays(1)),
            lambda: (AMS | NYC).due_at(MON_2026_01_05, "2 months"),
            lambda: (AMS | NYC).due_at_array(np.array([0]), CalendarDays(1)),
            lambda: (AMS | NYC).in_time_until(MON_2026_01_05, CalendarDays(1)),
            lambda: ((AMS | NYC) & AMS).due_at(MON_2026_01_05, CalendarDays(1)),
        ):
            with pytest.raises(UsageError, match=r"with_days\(tz=\.\.\., days_from=\.\.\.\)"):
                ask()

    def test_a_combination_with_itself_has_the_days_of_the_calendar(self) -> None:
        nights = BusinessCalendar(
            tz="Europe/Amsterdam",
            week={"mon-thu": "22:00-06:00", "fri": "09:00-12:00 and 13:00-17:30"},
            closed=[date(2026, 1, 7)],
            exceptions={date(2026, 1, 8): "10:00-12:00"},
        )
        same = (nights | nights).with_days(tz="Europe/Amsterdam", days_from=nights)
        for hour in range(0, 24 * 21, 5):
            start = MON_2026_01_05 + timedelta(hours=hour)
            for policy in (
                BusinessDays(2),
                BusinessDays(-2),
                BusinessDays(1, ends="same-time", landing="next-opening"),
            ):
                assert same.due_at(start, policy) == nights.due_at(start, policy), (start, policy)

    def test_taking_away_shortens_a_date_and_adding_does_not_lengthen_it(self) -> None:
        afternoon = BusinessCalendar(tz="UTC", week={}, openings=[(ams("2026-01-06T13:00"), ams("2026-01-06T17:00"))])
        morning = BusinessCalendar(tz="UTC", week={}, openings=[(ams("2026-01-06T09:00"), ams("2026-01-06T10:00"))])
        evening = BusinessCalendar(tz="UTC", week={}, openings=[(ams("2026-01-06T17:00"), ams("2026-01-06T20:00"))])

        def due(calendar: BusinessCalendar) -> datetime:
            desk = calendar.with_days(tz="Europe/Amsterdam", days_from=AMS)
            return desk.due_at(ams("2026-01-05T12:00"), BusinessDays(1))

        assert due(AMS - afternoon) == ams("2026-01-06T13:00")
        assert due(AMS - morning) == ams("2026-01-06T17:00")
        assert due(AMS | evening) == ams("2026-01-06T17:00")
        assert due(AMS & NYC) == ams("2026-01-06T17:00")
        # Monday is closed, so the start is Tuesday's evening; nothing is left of Wednesday, which keeps its own close.
        assert due(AMS - ALWAYS | evening) == ams("2026-01-07T17:00")
        cut_off = BusinessDays(1, cut_off=datetime(2026, 1, 1, 8).time(), ends="same-time")  # noqa: DTZ001
        desk = (AMS - morning).with_days(tz="Europe/Amsterdam", days_from=AMS)
        assert desk.due_at(ams("2026-01-05T12:00"), cut_off).date() == date(2026, 1, 7)

    def test_the_same_as_a_timed_closure(self) -> None:
        stretch = ams("2026-01-06T15:00"), ams("2026-01-07T10:00")
        closed = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, closures=[stretch])
        taken = AMS - BusinessCalendar(tz="UTC", week={}, openings=[stretch])
        desk = taken.with_days(tz="Europe/Amsterdam", days_from=AMS)
        for n in range(-3, 4):
            assert desk.due_at(ams("2026-01-06T11:00"), BusinessDays(n)) == (
                closed.due_at(ams("2026-01-06T11:00"), BusinessDays(n))
            )

    def test_dates_are_read_on_the_clocks_that_were_given(self) -> None:
        desk = (AMS | NYC).with_days(tz="Asia/Tokyo", days_from=AMS)
        assert desk.tz == ZoneInfo("Asia/Tokyo")
        start = datetime(2026, 1, 4, 18, tzinfo=UTC)  # Monday 03:00 in Tokyo
        assert desk.due_at(start, CalendarDays(1)).isoformat() == "2026-01-06T03:00:00+09:00"
        # The next opening is Monday 09:00 in Amsterdam; a business day later Amsterdam closes on Tuesday at 17:00.
        assert desk.due_at(start, BusinessDays(1)).isoformat() == "2026-01-07T01:00:00+09:00"

    def test_calendar_days_need_no_more_than_one_zone(self) -> None:
        noon = ams("2026-03-28T12:00")
        assert (AMS & always("Europe/Amsterdam")).due_at(noon, CalendarDays(1)) == ams("2026-03-29T12:00")

    def test_days_can_be_given_again_and_to_a_plain_calendar(self) -> None:
        once = (AMS | NYC).with_days(tz="UTC", days_from=NYC).with_days(tz="Europe/Amsterdam", days_from=AMS)
        assert once == (AMS | NYC).with_days(tz="Europe/Amsterdam", days_from=AMS)
        assert (
            ALWAYS.with_days(tz="Europe/Amsterdam", days_from=AMS).count_days(date(2026, 1, 5), date(2026, 1, 12)) == 5
        )


class TestHorizon:
    """A combination knows what all its parts know."""

    KNOWN = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, holidays=KnownOnlyFor2026())
    KNOWN_NYC = BusinessCalendar(tz="America/New_York", week={"mon-fri": "09:00-17:00"}, holidays=KnownOnlyFor2026())

    def test_the_years_are_those_of_all_parts(self) -> None:
        assert (AMS | self.KNOWN).years == (2026, 2026)
        assert (AMS | self.KNOWN | NYC).with_days(tz="UTC", days_from=AMS).years == (2025, 2026)

    def test_in_two_zones_the_year_begins_with_the_later_and_ends_with_the_earlier(self) -> None:
        both = self.KNOWN | self.KNOWN_NYC
        first, last = datetime(2026, 1, 1, 6, tzinfo=AMSTERDAM), datetime(2027, 1, 1, tzinfo=AMSTERDAM) - TICK
        assert not both.is_open(first)
        assert not both.is_open(last)
        for beyond in (first - TICK, last + TICK):
            with pytest.raises(CalendarHorizonError, match="one year"):
                both.is_open(beyond)
            assert both.due_at_array(np.array([_us(beyond)]), "1 hour", errors="mark")[1].tolist() == [2]

    def test_time_that_is_not_used_up_before_the_horizon_is_refused(self) -> None:
        both = self.KNOWN | self.KNOWN_NYC
        thu_2026_12_31 = datetime(2026, 12, 31, 9, tzinfo=AMSTERDAM)
        assert both.due_at(thu_2026_12_31, "14 hours") == datetime(2026, 12, 31, 23, tzinfo=AMSTERDAM)
        with pytest.raises(CalendarHorizonError):
            both.due_at(thu_2026_12_31, timedelta(hours=14, microseconds=1))

    def test_calendars_without_a_year_in_common_are_refused(self) -> None:
        class Past(KnownOnlyFor2026):
            years = (1999, 2001)

        past = BusinessCalendar(tz="UTC", week={"mon": "all day"}, holidays=Past(), name="past")
        with pytest.raises(UsageError, match=r"past from 1999 to 2001"):
            self.KNOWN | past
        with pytest.raises(UsageError, match="no year in common"):
            self.KNOWN.with_days(tz="UTC", days_from=past)


def _us(instant: datetime) -> int:
    return (instant - datetime(1970, 1, 1, tzinfo=UTC)) // TICK


class TestNeverOpen:
    """A combination that never opens, or never closes, says so at once."""

    DAY = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-sun": "06:00-18:00"})
    NIGHT = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-sun": "18:00-06:00"})
    ROTA = BusinessCalendar(
        tz="Europe/Amsterdam", week=AlternatingWeeks(date(2026, 1, 5), ({"mon": "09:00-17:00"}, {"tue": "09:00-17:00"}))
    )
    OTHER_ROTA = BusinessCalendar(
        tz="Europe/Amsterdam", week=AlternatingWeeks(date(2026, 1, 5), ({"tue": "09:00-17:00"}, {"mon": "09:00-17:00"}))
    )

    @pytest.mark.parametrize(
        "calendar",
        [
            AMS - AMS,
            ALWAYS - ALWAYS,
            AMS - ALWAYS,
            AMS & NEVER,
            NEVER | NEVER,
            DAY & NIGHT,
            ROTA & OTHER_ROTA,
            (AMS | NYC) - NYC - AMS,
            AMS - (AMS | NYC),
            NEVER.changed(on=date(2026, 7, 1), to=NEVER),
            BusinessCalendar(tz="UTC", week={}, holidays="NL") - AMS,
        ],
    )
    def test_every_question_for_an_opening_is_answered_with_an_error(self, calendar: BusinessCalendar) -> None:
        began = time.perf_counter()
        for ask in (
            lambda: calendar.next_open(MON_2026_01_05),
            lambda: calendar.previous_open(MON_2026_01_05),
            lambda: calendar.next_close(MON_2026_01_05),
            lambda: calendar.previous_close(MON_2026_01_05),
            lambda: calendar.due_at(MON_2026_01_05, "1 hour"),
            lambda: calendar.due_at(MON_2026_01_05, timedelta(0)),
            lambda: calendar.due_at(MON_2026_01_05, timedelta(hours=-1)),
            lambda: calendar.due_at_array(np.array([_us(MON_2026_01_05)]), "1 hour"),
        ):
            with pytest.raises(NeverOpenError):
                ask()
        assert calendar.due_at_array(np.array([_us(MON_2026_01_05)]), "1 hour", errors="mark")[1].tolist() == [3]
        assert calendar.elapsed(MON_2026_01_05, ams("2026-06-01T00:00")) == timedelta(0)
        assert time.perf_counter() - began < 10  # a loop over all years takes minutes; never a hang

    @pytest.mark.parametrize(
        "calendar", [DAY | NIGHT, ALWAYS | AMS, ALWAYS - NEVER, ALWAYS & ALWAYS, DAY | (ALWAYS - DAY)]
    )
    def test_what_never_closes_says_so(self, calendar: BusinessCalendar) -> None:
        assert calendar.next_open(MON_2026_01_05) == MON_2026_01_05
        for ask in (lambda: calendar.next_close(MON_2026_01_05), lambda: calendar.previous_close(MON_2026_01_05)):
            with pytest.raises(NeverOpenError, match="no closing"):
                ask()

    def test_a_combination_that_opens_after_centuries_is_found(self) -> None:
        # On 29 February 2400 it is Tuesday, and so it is in 2028; the years in between are taken away.
        leap_days = BusinessCalendar(
            tz="UTC", week={}, seasons=[Season(week={"tue": "09:00-17:00"}, first="29 February", last="29 February")]
        )
        until_2399 = BusinessCalendar(tz="UTC", week={"mon-sun": "all day"}, changes={date(2399, 1, 1): {}})
        rare = leap_days - until_2399
        assert rare.next_open(MON_2026_01_05).date() == date(2400, 2, 29)

    def test_a_combination_that_stopped_opening_says_so(self) -> None:
        closing_down = BusinessCalendar(tz="UTC", week={"mon-fri": "09:00-17:00"}, changes={date(2030, 1, 1): {}})
        left = AMS & closing_down
        with pytest.raises(NeverOpenError):
            left.due_at(ams("2029-12-31T16:00"), "3 hours")
        assert left.previous_close(ams("2050-01-01T00:00")) == ams("2029-12-31T17:00")


class TestValues:
    """Combinations are values like any calendar."""

    MADE: tuple[Callable[[], BusinessCalendar], ...] = (
        lambda: AMS | NYC,
        lambda: AMS & NYC,
        lambda: AMS - NYC,
        lambda: NYC | AMS,
        lambda: AMS - (NYC - AMS),
        lambda: (AMS | NYC).with_days(tz="Europe/Amsterdam", days_from=AMS),
        lambda: (AMS | NYC).with_days(tz="Europe/Amsterdam", days_from=NYC),
        lambda: (AMS | NYC).with_days(tz="UTC", days_from=AMS),
        lambda: AMS.changed(on=date(2026, 7, 1), to=NYC),
        lambda: AMS.changed(on=date(2026, 7, 2), to=NYC),
        lambda: AMS.changed(on=date(2026, 7, 1), to=NYC, tz="UTC"),
        lambda: AMS,
    )

    def test_they_are_equal_exactly_when_made_in_the_same_way(self) -> None:
        first, second = [make() for make in self.MADE], [make() for make in self.MADE]
        for one, calendar in enumerate(first):
            for other, same in enumerate(second):
                assert (calendar == same) is (one == other)
                assert (calendar.edition == same.edition) is (one == other)
            assert hash(calendar) == hash(second[one])
        assert len(set(first + second)) == len(self.MADE)

    @pytest.mark.parametrize("make", MADE)
    def test_pickle_and_copies_give_the_same_calendar(self, make: Callable[[], BusinessCalendar]) -> None:
        calendar = make()
        calendar.is_open(MON_2026_01_05)
        for again in (pickle.loads(pickle.dumps(calendar)), copy.copy(calendar), copy.deepcopy(calendar)):
            assert again == calendar
            assert again.edition == calendar.edition
            assert again.due_at(MON_2026_01_05, "20 hours") == calendar.due_at(MON_2026_01_05, "20 hours")

    def test_names_decide_nothing_and_stand_in_messages(self) -> None:
        named = (AMS - AMS).named("nobody")
        assert named == AMS - AMS
        assert named.name == "nobody"
        with pytest.raises(NeverOpenError, match="the calendar nobody has no opening"):
            named.next_open(MON_2026_01_05)
        with pytest.raises(NeverOpenError, match=r"the calendar \(amsterdam - amsterdam\) has no opening"):
            (AMS - AMS).next_open(MON_2026_01_05)
        unnamed = BusinessCalendar(tz="UTC", week={}) & AMS
        with pytest.raises(NeverOpenError, match=r"the calendar \(UTC & amsterdam\)"):
            unnamed.next_open(MON_2026_01_05)

    def test_they_print_as_they_are_made(self) -> None:
        monday = BusinessCalendar(tz="UTC", week={"mon": "09:00-17:00"}, name="m")
        text = "BusinessCalendar(tz='UTC', week={'mon': '09:00-17:00'}, name='m')"
        made = (monday | monday).with_days(tz="UTC", days_from=monday).named("both")
        assert repr(made) == f"({text} | {text}).with_days(tz='UTC', days_from={text}).named('both')"
        changed = monday.changed(on=date(2026, 7, 1), to=monday)
        assert repr(changed) == f"{text}.changed(on=datetime.date(2026, 7, 1), to={text}, tz='UTC')"
        assert (
            eval(repr(changed), {"BusinessCalendar": BusinessCalendar, "datetime": __import__("datetime")}) == changed
        )

    @pytest.mark.parametrize("other", [None, 3, "amsterdam", ExplicitDates.of([])])
    def test_only_calendars_are_combined(self, other: object) -> None:
        for ask in (
            lambda: AMS | other,
            lambda: AMS & other,
            lambda: AMS - other,
            lambda: AMS.changed(on=date(2026, 7, 1), to=other),  # type: ignore[arg-type]
            lambda: AMS.with_days(tz="UTC", days_from=other),  # type: ignore[arg-type]
        ):
            with pytest.raises(UsageError, match="with a calendar"):
                ask()

    def test_calendars_of_different_conventions_are_not_combined(self) -> None:
        like = BusinessCalendar(tz="UTC", week={"mon": "09:00-17:00"}, like="zammad")
        with pytest.raises(UsageError, match="different conventions"):
            AMS | like
        assert (like | like).conventions == like.conventions


def _answer(calendar: BusinessCalendar) -> tuple[str, datetime, datetime]:
    """Return what another process finds."""
    due = calendar.due_at(MON_2026_01_05, timedelta(hours=100))
    return calendar.edition, due, calendar.next_close(MON_2026_01_05)


class TestElsewhere:
    """Calendars go to other processes and threads, and answer the same there."""

    def test_a_process_that_was_spawned_answers_the_same(self) -> None:
        swap = ExplicitDates.of({date(2026, 8, 21): "bridge"}, worked={date(2026, 8, 8): date(2026, 8, 21)})
        rota = BusinessCalendar(
            tz="Europe/Amsterdam",
            week=AlternatingWeeks(date(2026, 1, 5), ({"mon-fri": "22:00-06:00"}, {"sat": "10:00-12:00"})),
            seasons=[Season(week={"mon": "09:00-17:00"}, first="1 July", last="31 August")],
            holidays=swap,
        )
        calendars = [rota, AMS.changed(on=date(2026, 7, 1), to=rota), (rota | NYC).with_days(tz="UTC", days_from=rota)]
        expected = [_answer(calendar) for calendar in calendars]
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            assert pool.map(_answer, calendars) == expected

    def test_threads_that_compile_at_once_get_the_same_answers(self) -> None:
        def make() -> BusinessCalendar:
            ams_, nyc = (
                BusinessCalendar(tz=zone, week={"mon-fri": "09:00-17:00"})
                for zone in ("Europe/Amsterdam", "America/New_York")
            )
            return (ams_ | nyc).with_days(tz="Europe/Amsterdam", days_from=ams_)

        starts = [MON_2026_01_05 + timedelta(days=500 * k) for k in range(-8, 8)]
        one = make()
        expected = [(one.due_at(start, "30 hours"), one.due_at(start, BusinessDays(3))) for start in starts]
        for _ in range(4):
            fresh, together = make(), Barrier(8)

            def ask(thread: int, fresh: BusinessCalendar = fresh, together: Barrier = together) -> object:
                order = starts if thread % 2 else starts[::-1]
                together.wait()
                found = {t: (fresh.due_at(t, "30 hours"), fresh.due_at(t, BusinessDays(3))) for t in order}
                return [found[start] for start in starts]

            with ThreadPoolExecutor(8) as pool:
                assert all(found == expected for found in pool.map(ask, range(8)))


# -- laws ------------------------------------------------------------------------------------------------------------

PARTS = (
    AMS,
    NYC,
    ALWAYS,
    NEVER,
    BusinessCalendar(tz="Europe/Amsterdam", week={"mon-sun": "22:00-06:00"}, closed=[date(2026, 3, 29)]),
    BusinessCalendar(tz="Australia/Lord_Howe", week={"mon-fri": "01:30-02:30", "sun": "00:00-24:00"}),
    BusinessCalendar(tz="America/Sao_Paulo", week={"sat": "22:00-02:00", "sun": "09:00-10:00 and 10:00-11:30"}),
    BusinessCalendar(
        tz="Asia/Tehran",
        week=AlternatingWeeks(date(2026, 3, 23), ({"mon-fri": "08:00-16:00"}, {"sat-sun": "all day"})),
        exceptions={date(2026, 3, 30): "20:00-04:00"},
    ),
    BusinessCalendar(
        tz="America/New_York",
        week={"mon-fri": "00:00-24:00"},
        seasons=[Season(week={"mon-sun": "23:00-01:00"}, first="27 March", last="2 April")],
    ),
    AMS.changed(on=date(2026, 3, 30), to=NYC),
    BusinessCalendar(
        tz="UTC",
        week={},
        openings=[
            (ams("2026-03-28T12:00"), ams("2026-03-29T02:00")),
            (ams("2026-03-31T09:00"), ams("2026-03-31T17:00")),
        ],
    ),
)
LOW, HIGH = ams("2026-03-24T00:00"), ams("2026-04-07T00:00")  # clocks change in Amsterdam, Lord Howe and Tehran


def edges() -> list[datetime]:
    """Return openings, closings and midnights of all parts around a change of clocks."""
    found = {piece.start for part in PARTS for piece in part.intervals(LOW, HIGH)}
    found |= {datetime(2026, 3, day, tzinfo=zone) for day in range(25, 32) for zone in (AMSTERDAM, NEW_YORK)}
    return sorted(instant.astimezone(UTC) for instant in found)


EDGES = edges()
parts = st.sampled_from(PARTS)
instants = st.builds(
    lambda edge, step: edge + step * TICK, st.sampled_from(EDGES), st.sampled_from((0, 0, 0, -1, 1, 900_000_000))
)
few = settings(max_examples=150, deadline=None)


class TestLaws:
    """What holds for sets holds for calendars."""

    @few
    @given(parts, parts, st.lists(instants, min_size=1, max_size=8))
    def test_an_instant_is_open_as_its_parts_say(
        self, left: BusinessCalendar, right: BusinessCalendar, asked: list[datetime]
    ) -> None:
        for instant in asked:
            one, other = left.is_open(instant), right.is_open(instant)
            assert (left | right).is_open(instant) == (one or other)
            assert (left & right).is_open(instant) == (one and other)
            assert (left - right).is_open(instant) == (one and not other)

    @few
    @given(parts, parts, instants, instants)
    def test_the_time_of_either_and_of_both_is_that_of_each(
        self, left: BusinessCalendar, right: BusinessCalendar, start: datetime, end: datetime
    ) -> None:
        either, both = (left | right).elapsed(start, end), (left & right).elapsed(start, end)
        assert either + both == left.elapsed(start, end) + right.elapsed(start, end)
        assert (left - right).elapsed(start, end) + both == left.elapsed(start, end)

    @few
    @given(parts, parts, instants, instants)
    def test_what_is_left_has_nothing_in_common_with_what_was_taken(
        self, left: BusinessCalendar, right: BusinessCalendar, start: datetime, end: datetime
    ) -> None:
        assert ((left - right) & right).elapsed(start, end) == timedelta(0)
        assert ((left - right) | (left & right)).elapsed(start, end) == left.elapsed(start, end)

    @few
    @given(parts, parts, parts, instants)
    def test_de_morgan(
        self, whole: BusinessCalendar, left: BusinessCalendar, right: BusinessCalendar, instant: datetime
    ) -> None:
        assert (whole - (left | right)).is_open(instant) == ((whole - left) & (whole - right)).is_open(instant)
        assert (whole - (left & right)).is_open(instant) == ((whole - left) | (whole - right)).is_open(instant)

    @few
    @given(parts, parts, st.dates(date(2026, 3, 26), date(2026, 4, 3)), st.lists(instants, min_size=1, max_size=6))
    def test_a_history_is_open_as_the_calendar_in_force_says(
        self, before: BusinessCalendar, after: BusinessCalendar, day: date, asked: list[datetime]
    ) -> None:
        history = before.changed(on=day, to=after, tz="Europe/Amsterdam")
        for instant in asked:
            in_force = before if instant.astimezone(AMSTERDAM).date() < day else after
            assert history.is_open(instant) == in_force.is_open(instant)

    @few
    @given(parts, parts, st.sampled_from(("|", "&", "-")), instants, instants)
    def test_intervals_cover_a_stretch_and_agree_with_is_open(
        self, left: BusinessCalendar, right: BusinessCalendar, how: str, start: datetime, end: datetime
    ) -> None:
        start, end = min(start, end), max(start, end)
        made = left | right if how == "|" else left & right if how == "&" else left - right
        pieces = made.intervals(start, end)
        assert all(one.end == other.start for one, other in pairwise(pieces))
        assert not any((one.state, one.why) == (other.state, other.why) for one, other in pairwise(pieces))
        if start < end:
            assert (pieces[0].start, pieces[-1].end) == (start, end)
        for piece in pieces:
            assert piece.start < piece.end
            for instant in (piece.start, piece.end - TICK):
                assert made.is_open(instant) == (piece.state == "open")

    @few
    @given(parts, parts, st.lists(instants, min_size=1, max_size=6), st.integers(-40 * 3600, 40 * 3600))
    def test_arrays_answer_like_instants(
        self, left: BusinessCalendar, right: BusinessCalendar, asked: list[datetime], seconds: int
    ) -> None:
        made, amount = left | right, timedelta(seconds=seconds)
        us = np.array([_us(instant) for instant in asked])
        assert made.is_open_array(us).tolist() == [made.is_open(instant) for instant in asked]
        found, status = made.due_at_array(us, amount, errors="mark")
        for instant, due, why in zip(asked, found.tolist(), status.tolist(), strict=True):
            if why == 0:
                assert _us(made.due_at(instant, amount)) == due
            else:
                with pytest.raises(NeverOpenError):
                    made.due_at(instant, amount)

    @few
    @given(parts, parts, st.lists(instants, min_size=2, max_size=5))
    def test_a_wider_question_changes_no_answer(
        self, left: BusinessCalendar, right: BusinessCalendar, asked: list[datetime]
    ) -> None:
        made = (left | right).named("fresh")
        before = [made.elapsed(one, other) for one, other in pairwise(asked)]
        made.elapsed(LOW.replace(year=2001), HIGH.replace(year=2049))
        assert [made.elapsed(one, other) for one, other in pairwise(asked)] == before


class TestDatesOfNoZone:
    @pytest.mark.parametrize("limit", ["2 calendar days", "1 month"])
    def test_calendar_days_of_two_zones_are_refused_in_every_face(self, limit: str) -> None:
        """Nobody has said on whose clocks the dates run: Amsterdam's or Tokyo's."""
        amsterdam = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"})
        tokyo = BusinessCalendar(tz="Asia/Tokyo", week={"mon-fri": "09:00-17:00"})
        both, start = amsterdam | tokyo, datetime.fromisoformat("2026-01-05T00:00:00+00:00")
        rows = np.array([1_767_571_200_000_000])
        for ask in (
            lambda: both.due_at(start, limit),
            lambda: both.due_at_array(rows, limit),
            lambda: CalendarSet([both]).due_at_array(np.array([0]), rows, limit),
        ):
            with pytest.raises(UsageError, match="with_days"):
                ask()
