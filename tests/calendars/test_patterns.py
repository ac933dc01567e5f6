"""Weekly hours that are not the same all the year round: alternating weeks, seasons, changes, worked days."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from contractkit.calendars import AlternatingWeeks, BusinessCalendar, ExplicitDates, Season
from contractkit.errors import NeverOpenError, UsageError

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OFFICE = {"mon-fri": "09:00-17:00"}
EARLY_LATE = AlternatingWeeks(
    starting=date(2026, 1, 5), weeks=({"mon-fri": "06:00-14:00"}, {"mon-fri": "14:00-22:00", "sat": "10:00-12:00"})
)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def hours(calendar: BusinessCalendar, day: str) -> list[str]:
    """Return the open pieces of a local date, as times of day."""
    start = local(f"{day}T00:00")
    pieces = calendar.intervals(start, local(f"{date.fromisoformat(day) + timedelta(days=1)}T00:00"))
    return [f"{piece.start:%H:%M}-{piece.end:%H:%M}" for piece in pieces if piece.state == "open"]


def office(**given: object) -> BusinessCalendar:
    return BusinessCalendar(**{"tz": "Europe/Amsterdam", "week": OFFICE, **given})


class TestAlternatingWeeks:
    """Weeks take turns from Monday to Monday, for ever in both directions."""

    @pytest.mark.parametrize(
        ("day", "open_"),
        [
            ("2026-01-05", ["06:00-14:00"]),
            ("2026-01-09", ["06:00-14:00"]),
            ("2026-01-10", []),
            ("2026-01-12", ["14:00-22:00"]),
            ("2026-01-17", ["10:00-12:00"]),
            ("2026-01-19", ["06:00-14:00"]),
            ("2026-01-02", ["14:00-22:00"]),  # the week before the first is a second one
            ("2025-12-29", ["14:00-22:00"]),
            ("2025-12-22", ["06:00-14:00"]),
            ("2032-01-05", ["14:00-22:00"]),  # 313 weeks later, an odd number
        ],
    )
    def test_each_week_has_its_turn(self, day: str, open_: list[str]) -> None:
        assert hours(office(week=EARLY_LATE), day) == open_

    @pytest.mark.parametrize("first", [date(2026, 1, 5), date(2026, 1, 7), date(2026, 1, 11)])
    def test_any_date_of_the_first_week_says_where_the_turns_begin(self, first: date) -> None:
        assert AlternatingWeeks(starting=first, weeks=({"mon": "06:00-14:00"}, {"sun": "06:00-14:00"})) == (
            AlternatingWeeks(starting=date(2026, 1, 5), weeks=({"mon": "06:00-14:00"}, {"sun": "06:00-14:00"}))
        )

    def test_three_weeks_come_round_after_three(self) -> None:
        rota = AlternatingWeeks(date(2026, 1, 5), ({"mon": "09:00-10:00"}, {"mon": "10:00-11:00"}, {"mon": "closed"}))
        mondays = [str(date(2026, 1, 5) + timedelta(weeks=week)) for week in range(-3, 4)]
        assert [hours(office(week=rota), day) for day in mondays] == [
            ["09:00-10:00"], ["10:00-11:00"], [], ["09:00-10:00"], ["10:00-11:00"], [], ["09:00-10:00"],
        ]  # fmt: skip

    def test_a_night_shift_of_the_last_sunday_runs_into_the_monday_of_another_week(self) -> None:
        rota = AlternatingWeeks(date(2026, 1, 5), ({"sun": "22:00-06:00"}, {}))
        calendar = office(week=rota)
        assert hours(calendar, "2026-01-11") == ["22:00-00:00"]
        assert hours(calendar, "2026-01-12") == ["00:00-06:00"]
        assert hours(calendar, "2026-01-19") == []

    def test_business_dates_follow_the_turns(self) -> None:
        calendar = office(week=EARLY_LATE)
        assert calendar.count_days(date(2026, 1, 5), date(2026, 2, 2)) == 22
        assert calendar.add_days(date(2026, 1, 9), 1) == date(2026, 1, 12)
        assert calendar.add_days(date(2026, 1, 16), 1) == date(2026, 1, 17)

    @pytest.mark.parametrize(
        ("starting", "weeks", "says"),
        [
            (date(2026, 1, 5), (), "at least one week"),
            (date(2026, 1, 5), {"mon": "09:00-17:00"}, "a sequence of weeks"),
            (date(2026, 1, 5), "mon", "a sequence of weeks"),
            (date(2026, 1, 5), ({"mon": "09:00-17:00"}, {"mo": "09:00-17:00"}), "week 2.*mo"),
            (date(2026, 1, 5), ({"mon": "noon"},), "week 1, mon.*noon"),
            (datetime(2026, 1, 5, tzinfo=AMSTERDAM), ({"mon": "09:00-17:00"},), "plain date"),
        ],
    )
    def test_what_cannot_be_meant_is_refused(self, starting: date, weeks: object, says: str) -> None:
        with pytest.raises(UsageError, match=says):
            AlternatingWeeks(starting=starting, weeks=weeks)  # type: ignore[arg-type]


class TestSeasons:
    """A season has weekly hours of its own from its first to its last day, both included."""

    SUMMER = Season(week={"mon-fri": "08:00-14:00"}, first="1 July", last="31 August", name="summer")
    WINTER = Season(week={"mon-sat": "10:00-15:00"}, first="15 December", last="10 January")

    @pytest.mark.parametrize(
        ("day", "open_"),
        [
            ("2026-06-30", ["09:00-17:00"]),
            ("2026-07-01", ["08:00-14:00"]),
            ("2026-08-31", ["08:00-14:00"]),
            ("2026-09-01", ["09:00-17:00"]),
            ("2030-07-01", ["08:00-14:00"]),
            ("2026-12-14", ["09:00-17:00"]),
            ("2026-12-15", ["10:00-15:00"]),
            ("2027-01-09", ["10:00-15:00"]),  # a Saturday
            ("2027-01-16", []),
            ("2027-01-11", ["09:00-17:00"]),
            ("2026-01-09", ["10:00-15:00"]),
        ],
    )
    def test_the_first_and_the_last_day_belong_to_it(self, day: str, open_: list[str]) -> None:
        assert hours(office(seasons=[self.SUMMER, self.WINTER]), day) == open_

    def test_a_long_question_over_many_seasons_counts_each_of_them(self) -> None:
        # July and August 2027 to 2036 have 441 working days, of six hours instead of eight.
        calendar, plain = office(seasons=[self.SUMMER]), office()
        start, end = local("2027-01-01T00:00"), local("2037-01-01T00:00")
        summer_days = sum(plain.count_days(date(year, 7, 1), date(year, 9, 1)) for year in range(2027, 2037))
        assert plain.elapsed(start, end) - calendar.elapsed(start, end) == timedelta(hours=2 * summer_days)

    @pytest.mark.parametrize(
        ("first", "last", "open_days"),
        [
            ("29 February", "10 March", {2027: date(2027, 3, 1), 2028: date(2028, 2, 29)}),
            ("1 February", "29 February", {2027: date(2027, 2, 1), 2028: date(2028, 2, 1)}),
        ],
    )
    def test_the_29th_of_february_is_the_edge_of_february(
        self, first: str, last: str, open_days: dict[int, date]
    ) -> None:
        season = Season(week={"mon-sun": "10:00-11:00"}, first=first, last=last)
        calendar = BusinessCalendar(tz="Europe/Amsterdam", week={}, seasons=[season])
        for year, day in open_days.items():
            opening = calendar.next_open(datetime(year, 1, 1, tzinfo=AMSTERDAM))
            assert opening.date() == day
            end = date(year, 3, 10) if last == "10 March" else date(year, 3, 1) - timedelta(days=1)
            assert calendar.previous_close(datetime(year, 6, 1, tzinfo=AMSTERDAM)).date() == end

    def test_a_season_between_dates_comes_once(self) -> None:
        games = Season(week={"mon-sun": "08:00-20:00"}, first=date(2026, 12, 30), last=date(2027, 1, 3))
        calendar = office(seasons=[games])
        assert hours(calendar, "2026-12-29") == ["09:00-17:00"]
        assert hours(calendar, "2026-12-30") == ["08:00-20:00"]
        assert hours(calendar, "2027-01-03") == ["08:00-20:00"]
        assert hours(calendar, "2027-01-04") == ["09:00-17:00"]
        assert hours(calendar, "2027-12-30") == ["09:00-17:00"]

    def test_a_season_wins_over_a_change_and_a_closed_date_over_both(self) -> None:
        calendar = office(
            seasons=[self.SUMMER], changes={date(2026, 7, 15): {"mon-fri": "07:00-08:00"}}, closed=[date(2026, 7, 16)]
        )
        assert hours(calendar, "2026-07-15") == ["08:00-14:00"]
        assert hours(calendar, "2026-07-16") == []
        assert hours(calendar, "2026-09-01") == ["07:00-08:00"]

    def test_a_night_shift_on_the_last_day_runs_over_its_end(self) -> None:
        nights = Season(week={"mon-sun": "22:00-06:00"}, first="1 July", last="31 July")
        calendar = BusinessCalendar(tz="Europe/Amsterdam", week={}, seasons=[nights])
        assert hours(calendar, "2026-07-01") == ["22:00-00:00"]
        assert hours(calendar, "2026-08-01") == ["00:00-06:00"]

    def test_a_season_may_have_alternating_weeks(self) -> None:
        calendar = office(seasons=[Season(week=EARLY_LATE, first="1 January", last="31 January")])
        assert [hours(calendar, day) for day in ("2026-01-05", "2026-01-12", "2026-02-02")] == [
            ["06:00-14:00"], ["14:00-22:00"], ["09:00-17:00"]
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("seasons", "says"),
        [
            ([("1 July", "31 August"), ("31 August", "30 September")], r"overlap on 20\d\d-08-31"),
            ([("15 December", "10 January"), ("10 January", "1 February")], "overlap"),
            ([("1 July", "31 August"), (date(2030, 8, 31), date(2030, 9, 2))], "overlap on 2030-08-31"),
            ([(date(2030, 8, 1), date(2030, 9, 2)), (date(2030, 9, 2), date(2030, 9, 3))], "overlap on 2030-09-02"),
            ([("1 February", "29 February"), ("28 February", "3 March")], "overlap"),
        ],
    )
    def test_seasons_that_share_a_date_are_refused(self, seasons: list[tuple[str, str]], says: str) -> None:
        made = [Season(week=OFFICE, first=first, last=last) for first, last in seasons]
        with pytest.raises(UsageError, match=says):
            office(seasons=made)
        with pytest.raises(UsageError, match=says):
            office(seasons=made[::-1])

    def test_seasons_that_follow_each_other_are_fine_in_any_order(self) -> None:
        one = Season(week=OFFICE, first="1 July", last="28 February")
        other = Season(week={}, first="29 February", last="30 June")
        assert office(seasons=[one, other]) == office(seasons=[other, one])

    @pytest.mark.parametrize(
        ("given", "says"),
        [
            ({"first": "July 1", "last": "31 August"}, "first.*July 1"),
            ({"first": "1 July", "last": "31 September"}, "last.*31 September"),
            ({"first": "1 July", "last": date(2026, 8, 31)}, "both"),
            ({"first": date(2026, 8, 31), "last": date(2026, 8, 30)}, "before it begins"),
            ({"first": 7, "last": 8}, "first.*7"),
            ({"first": "1 July", "last": "31 August", "week": "09:00-17:00"}, "hours by day"),
        ],
    )
    def test_what_cannot_be_meant_is_refused(self, given: dict[str, object], says: str) -> None:
        with pytest.raises(UsageError, match=says):
            Season(**{"week": OFFICE, **given})

    def test_what_is_no_season_is_refused(self) -> None:
        with pytest.raises(UsageError, match="no Season"):
            office(seasons=["summer"])

    def test_the_name_decides_nothing(self) -> None:
        nameless = Season(week={"mon-fri": "08:00-14:00"}, first="1 July", last="31 August")
        assert office(seasons=[nameless]) == office(seasons=[self.SUMMER])
        assert office(seasons=[nameless]).edition == office(seasons=[self.SUMMER]).edition

    def test_a_gap_names_the_season(self) -> None:
        calendar = office(seasons=[self.SUMMER])
        (piece,) = calendar.intervals(local("2026-07-04T00:00"), local("2026-07-05T00:00"))
        assert piece.why == "no hours on sat in summer"


class TestChanges:
    """Weekly hours hold from a local date on, until the next change."""

    CHANGED: ClassVar = {date(2026, 7, 1): {"mon-sat": "08:00-20:00"}, date(2027, 1, 1): {}}

    @pytest.mark.parametrize(
        ("day", "open_"),
        [
            ("2026-06-30", ["09:00-17:00"]),
            ("2026-07-01", ["08:00-20:00"]),
            ("2026-12-31", ["08:00-20:00"]),
            ("2027-01-01", []),
            ("2040-07-02", []),
        ],
    )
    def test_the_date_itself_has_the_new_hours(self, day: str, open_: list[str]) -> None:
        assert hours(office(changes=self.CHANGED), day) == open_

    def test_a_desk_that_closes_for_good_never_opens_again(self) -> None:
        calendar = office(changes=self.CHANGED)
        with pytest.raises(NeverOpenError):
            calendar.next_open(local("2027-01-01T00:00"))
        with pytest.raises(NeverOpenError):
            calendar.due_at(local("2026-12-31T19:00"), timedelta(hours=1, microseconds=1))
        assert calendar.due_at(local("2026-12-31T19:00"), timedelta(hours=1)) == local("2026-12-31T20:00")
        assert calendar.add_days(date(2020, 1, 1), 1) == date(2020, 1, 2)  # it was open before, however long ago
        with pytest.raises(NeverOpenError):
            calendar.add_days(date(2026, 12, 31), 1)

    def test_a_desk_that_opens_one_day_was_never_open_before(self) -> None:
        calendar = BusinessCalendar(tz="Europe/Amsterdam", week={}, changes={date(2026, 7, 1): OFFICE})
        assert calendar.next_open(local("1990-01-01T00:00")) == local("2026-07-01T09:00")
        with pytest.raises(NeverOpenError):
            calendar.previous_open(local("2026-07-01T08:59"))

    def test_a_night_shift_begun_under_the_old_hours_is_finished(self) -> None:
        calendar = BusinessCalendar(
            tz="Europe/Amsterdam",
            week={"mon-sun": "22:00-06:00"},
            changes={date(2026, 7, 1): {"mon-sun": "09:00-17:00"}},
        )
        assert hours(calendar, "2026-07-01") == ["00:00-06:00", "09:00-17:00"]
        assert hours(calendar, "2026-07-02") == ["09:00-17:00"]

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"2026-07-01": OFFICE}, "plain date"),
            ({date(2026, 7, 1): {"mo": "09:00-17:00"}}, "changes, 2026-07-01.*mo"),
            ([(date(2026, 7, 1), OFFICE)], "by the date"),
        ],
    )
    def test_what_cannot_be_meant_is_refused(self, changes: object, says: str) -> None:
        with pytest.raises(UsageError, match=says):
            office(changes=changes)


class TestWorkedDays:
    """A date worked in the place of another has that other weekday's hours and is a business date."""

    WEEK: ClassVar = {"mon-thu": "09:00-17:00", "fri": "09:00-15:00"}
    SAT_2026_08_08 = date(2026, 8, 8)
    FRI_2026_08_21 = date(2026, 8, 21)

    def calendar(self, **given: object) -> BusinessCalendar:
        swap = ExplicitDates.of({self.FRI_2026_08_21: "bridge day"}, worked={self.SAT_2026_08_08: self.FRI_2026_08_21})
        return BusinessCalendar(**{"tz": "Europe/Amsterdam", "week": self.WEEK, "holidays": swap, **given})

    def test_it_has_the_hours_of_the_date_in_whose_place_it_is_worked(self) -> None:
        calendar = self.calendar()
        assert hours(calendar, "2026-08-08") == ["09:00-15:00"]
        assert hours(calendar, "2026-08-21") == []
        assert calendar.is_business_day(self.SAT_2026_08_08)
        assert not calendar.is_business_day(self.FRI_2026_08_21)
        assert calendar.add_days(date(2026, 8, 7), 1) == self.SAT_2026_08_08

    def test_where_that_weekday_has_no_hours_it_has_its_own_and_else_none(self) -> None:
        assert hours(self.calendar(week={"sat": "10:00-12:00"}), "2026-08-08") == ["10:00-12:00"]
        assert hours(self.calendar(week={"mon": "10:00-12:00"}), "2026-08-08") == []
        assert not self.calendar(week={"mon": "10:00-12:00"}).is_business_day(self.SAT_2026_08_08)

    def test_closed_dates_and_exceptions_win_over_it(self) -> None:
        assert hours(self.calendar(closed=[self.SAT_2026_08_08]), "2026-08-08") == []
        assert hours(self.calendar(exceptions={self.SAT_2026_08_08: "12:00-13:00"}), "2026-08-08") == ["12:00-13:00"]

    def test_a_holiday_of_another_source_closes_it(self) -> None:
        swap = ExplicitDates.of({self.FRI_2026_08_21: "bridge day"}, worked={self.SAT_2026_08_08: self.FRI_2026_08_21})
        assert hours(self.calendar(holidays=[swap, self.SAT_2026_08_08]), "2026-08-08") == []

    def test_in_a_season_it_has_the_hours_of_the_season(self) -> None:
        season = Season(week={"mon-fri": "07:00-12:00"}, first="1 August", last="10 August")
        assert hours(self.calendar(seasons=[season]), "2026-08-08") == ["07:00-12:00"]

    def test_it_changes_the_edition(self) -> None:
        only_closed = ExplicitDates.of({self.FRI_2026_08_21: "bridge day"})
        assert self.calendar().edition != self.calendar(holidays=only_closed).edition

    def test_arrays_know_it_too(self) -> None:
        times = np.array(["2026-08-08T08:59:59.999999", "2026-08-08T09:00", "2026-08-08T15:00"], "datetime64[us]")
        assert self.calendar().is_open_array(times, zone="Europe/Amsterdam").tolist() == [False, True, False]
