"""The slow calendar is itself right: against the plain definition, and against dates worked out on paper."""

from __future__ import annotations

import ast
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import contractkit.testing
from contractkit.testing import BeyondWindow, InstantSet, Rota, SeasonHours, SlowCalendar, SlowDays
from contractkit.testing.asking import Refusal, agree
from contractkit.testing.calendar_strategies import calendar_specs, edge_instants
from contractkit.testing.combined_time import SlowCombination, SlowHistory, SlowWithDays
from contractkit.testing.plain_calendars import CalendarSpec
from contractkit.testing.simplest import simplest
from contractkit.testing.wall_clocks import DAY, WallClock, clock_changes

few = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
HOUR = 3_600_000_000
EPOCH = datetime(1970, 1, 1, tzinfo=ZoneInfo("UTC"))
LOW, HIGH = 0, 40


def us(text: str) -> int:
    return (datetime.fromisoformat(text) - EPOCH) // timedelta(microseconds=1)


def said(instant: int, zone: str) -> str:
    return (EPOCH + timedelta(microseconds=instant)).astimezone(ZoneInfo(zone)).isoformat()


pieces = st.lists(st.tuples(st.integers(LOW, HIGH), st.integers(0, 9)).map(lambda p: (p[0], p[0] + p[1])), max_size=5)


def members(drawn: list[tuple[int, int]]) -> set[int]:
    return {us for start, end in drawn for us in range(start, end) if LOW <= us < HIGH}


def found(found: InstantSet) -> set[int]:
    return {us for us in range(LOW, HIGH) if us in found}


class TestInstantSet:
    """A set of instants is what it is said to be, instant by instant."""

    @few
    @given(pieces, pieces, st.integers(LOW, HIGH))
    def test_the_algebra_is_that_of_sets(self, left: list, right: list, at: int) -> None:
        one, other = (InstantSet.of(drawn, LOW, HIGH) for drawn in (left, right))
        a, b = members(left), members(right)
        assert found(one) == a
        assert (found(one | other), found(one & other), found(one - other)) == (a | b, a & b, a - b)
        assert found(one.joined(other, at)) == {us for us in a if us < at} | {us for us in b if us >= at}

    @few
    @given(pieces, st.integers(LOW, HIGH - 1), st.integers(LOW, HIGH), st.integers(-12, 12))
    def test_each_answer_is_the_one_of_a_count_over_single_instants(
        self, drawn: list, start: int, end: int, amount: int
    ) -> None:
        shift, inside = InstantSet.of(drawn, LOW, HIGH), members(drawn)

        def used(until: int) -> int:
            sign = 1 if until >= start else -1
            return sign * len(inside & set(range(min(start, until), max(start, until))))

        def asked(ask: object, *values: int) -> int | None:
            try:
                return ask(*values)  # type: ignore[operator]
            except BeyondWindow:
                return None

        closings = [us for us in range(LOW + 1, HIGH) if us - 1 in inside and us not in inside]
        assert shift.elapsed(start, end) == used(end)
        assert asked(shift.next_open, start) == min((us for us in inside if us >= start), default=None)
        assert asked(shift.next_close, start) == min((us for us in closings if us > start), default=None)
        assert asked(shift.previous_close, start) == max((us for us in closings if us <= start), default=None)
        before = [us for us in (*inside, *closings) if us <= start]
        assert asked(shift.previous_open, start) == max(before, default=None)
        if amount > 0:
            enough = [us for us in range(start, HIGH + 1) if used(us) >= amount]
            assert asked(shift.due, start, amount) == min(enough, default=None)
            in_time = [us for us in range(start, HIGH) if used(us) <= amount]
            assert asked(shift.until, start, amount) == (max(in_time) if used(HIGH) > amount else None)
        if amount < 0:
            enough = [us for us in range(LOW, start) if used(us) <= amount]
            assert asked(shift.due, start, amount) == max(enough, default=None)


class TestWallClock:
    """What the clocks of a zone do on days on which they do something, from the zone's law."""

    @pytest.mark.parametrize(
        ("zone", "year", "changes"),
        [
            ("Australia/Lord_Howe", 2026, ["2026-04-05T01:30:00+10:30", "2026-10-04T02:30:00+11:00"]),
            (
                "Pacific/Apia",
                2011,
                ["2011-04-02T03:00:00-11:00", "2011-09-24T04:00:00-10:00", "2011-12-31T00:00:00+14:00"],
            ),
            ("America/Sao_Paulo", 2018, ["2018-02-17T23:00:00-03:00", "2018-11-04T01:00:00-02:00"]),
            ("Asia/Kathmandu", 2026, []),
            ("Africa/Casablanca", 2026, ["2026-02-15T02:00:00+00:00", "2026-03-22T03:00:00+01:00"]),
        ],
    )
    def test_the_changes_of_a_year(self, zone: str, year: int, changes: list[str]) -> None:
        met = clock_changes(zone, date(year, 1, 1), date(year, 1, 1))
        assert [said(change, zone) for change in met] == changes

    def test_a_skipped_reading_is_the_first_instant_after_the_gap_and_a_repeated_one_the_first(self) -> None:
        clock = WallClock("Europe/Amsterdam", date(2026, 1, 1), date(2027, 1, 1))
        assert clock.first_shown(date(2026, 3, 29), 2 * HOUR + 1) == us("2026-03-29T03:00:00+02:00")
        assert clock.first_shown(date(2026, 3, 29), 2 * HOUR) == us("2026-03-29T03:00:00+02:00")
        assert clock.first_shown(date(2026, 3, 29), 2 * HOUR - 1) == us("2026-03-29T01:59:59.999999+01:00")
        assert clock.first_shown(date(2026, 10, 25), 2 * HOUR) == us("2026-10-25T02:00:00+02:00")
        assert clock.first_shown(date(2026, 10, 25), 3 * HOUR) == us("2026-10-25T03:00:00+01:00")

    def test_a_date_that_a_zone_skipped_begins_with_the_next(self) -> None:
        clock = WallClock("Pacific/Apia", date(2011, 12, 1), date(2012, 2, 1))
        assert clock.first_shown(date(2011, 12, 30), 9 * HOUR) == us("2011-12-31T00:00:00+14:00")
        assert clock.first_shown(date(2011, 12, 29), DAY) == us("2011-12-31T00:00:00+14:00")


class TestOpenInstants:
    """A slow calendar holds the instants at which the rules say that it is open, and no others."""

    @few
    @given(st.data())
    def test_each_instant_is_in_the_set_iff_its_reading_lies_in_the_hours(self, data: st.DataObject) -> None:
        spec = data.draw(calendar_specs(), label="calendar")
        slow = spec.slow()
        low, high = slow.open.low, slow.open.high
        drawn = st.lists(edge_instants(slow, spec) | st.integers(low, high - 1), min_size=5, max_size=20)
        for instant in data.draw(drawn, label="instants"):
            assume(low <= instant < high)
            shown = (EPOCH + timedelta(microseconds=instant)).astimezone(ZoneInfo(spec.zone))
            reading = shown.replace(tzinfo=None) - datetime.combine(shown.date(), time(0))
            opened = slow.written.holds(shown.date(), reading // timedelta(microseconds=1))
            opened &= not any(start <= instant < end for start, end in spec.closures)
            opened |= any(start <= instant < end for start, end in spec.openings)
            assert slow.is_open(instant) == opened

    def test_a_repeated_hour_is_worked_twice_and_a_skipped_one_never(self) -> None:
        night = SlowCalendar("Europe/Amsterdam", {"sun": "01:00-04:00"}, (date(2026, 3, 1), date(2026, 11, 20)))
        for day, hours in (("2026-03-29", 2), ("2026-10-25", 4), ("2026-11-01", 3)):
            start = night.first_shown(date.fromisoformat(day), 0)
            assert (
                night.elapsed(start, night.first_shown(date.fromisoformat(day) + timedelta(days=1), 0)) == hours * HOUR
            )

    def test_a_closed_date_loses_its_own_hours_and_keeps_none_of_the_night_before(self) -> None:
        """A shift from Thursday 22:00 to 06:00 beside a closed Friday 2026-05-15: two hours are left of it."""
        week = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "22:00-06:00")
        shift = SlowCalendar("UTC", week, (date(2026, 5, 1), date(2026, 6, 1)), closed=[date(2026, 5, 15)])
        assert shift.elapsed(us("2026-05-14T12:00:00+00:00"), us("2026-05-15T12:00:00+00:00")) == 2 * HOUR
        assert shift.elapsed(us("2026-05-15T12:00:00+00:00"), us("2026-05-16T12:00:00+00:00")) == 6 * HOUR
        assert shift.close_of_business(date(2026, 5, 14)) == us("2026-05-15T00:00:00+00:00")
        assert not shift.is_business_day(date(2026, 5, 15))

    def test_hours_of_an_exception_run_into_the_next_date_unless_that_is_replaced(self) -> None:
        exceptions = {
            date(2026, 5, 12): "22:00-02:00",
            date(2026, 5, 19): "22:00-02:00",
            date(2026, 5, 20): "09:00-10:00",
        }
        made = SlowCalendar("UTC", {"wed": "09:00-17:00"}, (date(2026, 5, 1), date(2026, 6, 1)), exceptions=exceptions)
        assert made.next_close(us("2026-05-12T23:00:00+00:00")) == us("2026-05-13T02:00:00+00:00")
        assert made.next_close(us("2026-05-19T23:00:00+00:00")) == us("2026-05-20T00:00:00+00:00")

    def test_alternating_weeks_take_turns_from_their_monday_in_both_directions(self) -> None:
        """Week one has the Saturday: 10 and 24 January 2026, and 27 December 2025 before it."""
        rota = Rota(date(2026, 1, 7), ({"sat": "10:00-14:00"}, {}))
        shop = SlowCalendar("UTC", rota, (date(2025, 12, 1), date(2026, 2, 1)))
        worked = [day for day in range(-31, 31) if shop.is_business_day(date(2026, 1, 1) + timedelta(days=day))]
        assert [date(2026, 1, 1) + timedelta(days=day) for day in worked] == [
            *(date(2025, 12, day) for day in (13, 27)),
            *(date(2026, 1, day) for day in (10, 24)),
        ]

    def test_a_season_over_new_year_wins_over_a_change_and_the_change_over_the_week(self) -> None:
        season = SeasonHours((12, 20), (1, 5), {"mon": "12:00-13:00"})
        made = SlowCalendar(
            "UTC",
            {"mon": "08:00-16:00"},
            (date(2025, 11, 1), date(2026, 3, 1)),
            seasons=[season],
            changes={date(2025, 12, 8): {"mon": "09:00-10:00"}},
        )
        hours = {}
        for day in (date(2025, 12, 1), date(2025, 12, 8), date(2025, 12, 22), date(2026, 1, 5), date(2026, 1, 12)):
            start = made.first_shown(day, 0)
            hours[day.isoformat()] = (made.next_open(start) - start) // HOUR
        assert hours == {"2025-12-01": 8, "2025-12-08": 9, "2025-12-22": 12, "2026-01-05": 12, "2026-01-12": 9}

    def test_a_worked_saturday_has_the_hours_of_the_friday_in_whose_place_it_is_worked(self) -> None:
        """Hungary 2026: Friday 21 August is free, Saturday 8 August is worked instead."""
        office = SlowCalendar(
            "Europe/Budapest",
            {"thu": "08:00-17:00", "fri": "08:00-14:00"},
            (date(2026, 7, 20), date(2026, 9, 1)),
            holidays=[date(2026, 8, 8), date(2026, 8, 20), date(2026, 8, 21)],
            worked={date(2026, 8, 8): date(2026, 8, 21)},
        )
        assert (
            said(office.next_close(us("2026-08-08T10:00:00+02:00")), "Europe/Budapest") == "2026-08-08T14:00:00+02:00"
        )
        assert office.count_days(date(2026, 8, 6), date(2026, 8, 22)) == 5
        assert not office.is_business_day(date(2026, 8, 21))


class TestCombined:
    """Combinations, histories and days from one of them, on paper."""

    LONDON = SlowCalendar("Europe/London", {"mon": "09:00-17:00"}, (date(2026, 1, 1), date(2026, 2, 1)))
    NEW_YORK = SlowCalendar("America/New_York", {"mon": "09:00-17:00"}, (date(2026, 1, 1), date(2026, 2, 1)))

    @pytest.mark.parametrize(("kind", "pieces"), [("|", [("09", "22")]), ("&", [("14", "17")]), ("-", [("09", "14")])])
    def test_nine_to_five_in_london_and_new_york(self, kind: str, pieces: list[tuple[str, str]]) -> None:
        made = SlowCombination(kind, self.LONDON, self.NEW_YORK)  # type: ignore[arg-type]
        monday = made.open.within(us("2026-01-05T00:00:00+00:00"), us("2026-01-06T00:00:00+00:00")).pieces
        assert monday == tuple(
            (us(f"2026-01-05T{a}:00:00+00:00"), us(f"2026-01-05T{b}:00:00+00:00")) for a, b in pieces
        )

    def test_a_history_changes_at_midnight_of_the_later_calendar(self) -> None:
        allday = SlowCalendar("Europe/London", {"sun": "00:00-24:00"}, (date(2026, 1, 1), date(2026, 2, 1)))
        made = SlowHistory(allday, self.NEW_YORK, date(2026, 1, 4))
        assert made.next_open(us("2026-01-03T12:00:00+00:00")) == us("2026-01-04T00:00:00+00:00")
        assert made.next_close(us("2026-01-04T00:00:00+00:00")) == us("2026-01-04T05:00:00+00:00")

    def test_days_of_a_difference_end_where_it_leaves_off(self) -> None:
        left = SlowCombination("-", self.LONDON, self.NEW_YORK)
        made = SlowWithDays(left, self.LONDON, "Europe/London")
        assert made.close_of_business(date(2026, 1, 5)) == us("2026-01-05T14:00:00+00:00")
        assert made.add_days(date(2026, 1, 5), 1) == date(2026, 1, 12)


class TestBusinessDays:
    """The order of the design: outside, cut-off, counting, ends, landing; and its mirror image."""

    OFFICE = SlowCalendar(
        "Europe/Amsterdam",
        dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-17:00"),
        (date(2025, 12, 20), date(2026, 2, 1)),
    )

    @pytest.mark.parametrize(
        ("policy", "n", "due"),
        [
            ({}, 1, "2026-01-06T17:00:00+01:00"),  # Saturday 3 January: from Monday 9:00, day 1 is Tuesday
            ({"outside": "keep-time", "ends": "same-time"}, 1, "2026-01-06T10:00:00+01:00"),
            ({"counting": "from-start"}, 1, "2026-01-05T17:00:00+01:00"),
            ({"counting": "from-start", "ends": time(8, 0)}, 1, "2026-01-06T08:00:00+01:00"),
            ({"ends": "end-of-day", "landing": "next-opening"}, 1, "2026-01-07T09:00:00+01:00"),
            ({"cut_off": time(9, 0)}, 1, "2026-01-06T17:00:00+01:00"),
            ({"cut_off": time(9, 0), "at_cut_off": "late"}, 1, "2026-01-07T17:00:00+01:00"),
            ({"cut_off": time(8, 0), "restart": time(7, 0), "ends": "same-time"}, 1, "2026-01-07T07:00:00+01:00"),
            ({}, 0, "2026-01-05T09:00:00+01:00"),
            ({}, -1, "2026-01-01T09:00:00+01:00"),  # from Friday 17:00, the closing before
            ({"ends": "end-of-day"}, -1, "2026-01-01T00:00:00+01:00"),
            ({"cut_off": time(17, 0), "at_cut_off": "late"}, -1, "2025-12-31T09:00:00+01:00"),
            ({"outside": "keep-time", "ends": "same-time"}, -1, "2026-01-01T10:00:00+01:00"),
        ],
    )
    def test_from_a_saturday_at_ten(self, policy: dict, n: int, due: str) -> None:
        assert SlowDays(self.OFFICE, **policy).due(us("2026-01-03T10:00:00+01:00"), n) == us(due)

    def test_ticks_are_counted_strictly_before(self) -> None:
        days, start = SlowDays(self.OFFICE), us("2026-01-05T10:00:00+01:00")
        tick = us("2026-01-06T17:00:00+01:00")
        assert [days.ticks_before(start, tick + step) for step in (-1, 0, 1)] == [0, 0, 1]

    @pytest.mark.parametrize(
        ("day", "convention", "rolled"),
        [
            (date(2026, 1, 3), "following", date(2026, 1, 5)),
            (date(2026, 1, 3), "nearest", date(2026, 1, 2)),
            (date(2026, 1, 4), "nearest", date(2026, 1, 5)),
            (date(2026, 1, 31), "modified-following", date(2026, 1, 30)),
        ],
    )
    def test_roll(self, day: date, convention: str, rolled: date) -> None:
        office = SlowCalendar(
            "UTC", dict.fromkeys(("mon", "fri"), "09:00-17:00"), (date(2025, 12, 1), date(2026, 3, 1))
        )
        assert office.roll(day, convention) == rolled  # type: ignore[arg-type]

    def test_the_nearest_is_the_only_one_where_no_other_can_be(self) -> None:
        made = SlowCalendar(
            "UTC", {}, (date(2026, 12, 1), date(2027, 2, 1)), exceptions={date(2027, 1, 6): "09:00-17:00"}
        )
        assert made.roll(date(2027, 1, 20), "nearest") == date(2027, 1, 6)
        assert made.roll(date(2027, 1, 2), "nearest") == date(2027, 1, 6)
        with pytest.raises(BeyondWindow):
            made.roll(date(2027, 1, 20), "following")
        window = date(2026, 3, 1), date(2026, 3, 20)
        closing_down = SlowCalendar("UTC", {"sat": "09:00-17:00"}, window, changes={date(2026, 3, 13): {}})
        assert closing_down.roll(date(2026, 3, 11), "nearest") == date(2026, 3, 7)
        kept = SlowCalendar("UTC", {"sat": "09:00-17:00"}, window, changes={date(2026, 3, 15): {}})
        assert kept.roll(date(2026, 3, 11), "nearest") == date(2026, 3, 14)

    def test_january_of_the_next_year_is_another_month(self) -> None:
        open_on = dict.fromkeys((date(2027, 1, 6), date(2028, 1, 5)), "09:00-17:00")
        made = SlowCalendar("UTC", {}, (date(2026, 12, 1), date(2028, 2, 1)), exceptions=open_on)
        assert made.roll(date(2027, 1, 9), "modified-following") == date(2027, 1, 6)
        assert made.roll(date(2027, 1, 9), "following") == date(2028, 1, 5)


class TestIndependence:
    """The slow calendar shares no code with the one that it checks."""

    @pytest.mark.parametrize(
        "module", ["instant_sets", "wall_clocks", "written_hours", "business_time", "business_days", "combined_time"]
    )
    def test_no_module_of_the_oracle_imports_the_calendars(self, module: str) -> None:
        tree = ast.parse((Path(contractkit.testing.__file__).parent / f"{module}.py").read_text(encoding="utf-8"))
        imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        imported |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
        ours = {name for name in imported if name.startswith("contractkit")}
        assert all(name.startswith("contractkit.testing.") for name in ours)


class TestDisagreements:
    """What is printed at a disagreement is the least that shows it."""

    def test_an_answer_agrees_only_if_it_is_the_same_kind_of_thing(self) -> None:
        assert agree(3, 3)
        assert not agree(3, 4)
        assert not agree(1, found=True)
        assert not agree(5, Refusal.NEVER)
        assert agree(Refusal.EITHER, Refusal.NEVER)
        assert not agree(Refusal.HORIZON, Refusal.NEVER)

    @few
    @given(st.data())
    def test_nothing_that_does_not_matter_is_left(self, data: st.DataObject) -> None:
        """If only hours on a Friday matter, a week of one Friday is left of whatever was drawn."""
        spec = data.draw(calendar_specs().filter(lambda spec: isinstance(spec, CalendarSpec) and "fri" in spec.week))
        left, _ = simplest(spec, _question(), lambda made, _: isinstance(made.week, dict) and "fri" in made.week)
        assert set(left.week) == {"fri"}
        assert " and " not in left.week["fri"]
        for name in (
            "closed",
            "exceptions",
            "seasons",
            "changes",
            "closures",
            "openings",
            "holidays",
            "worked",
            "years",
        ):
            assert not getattr(left, name)


def _question() -> object:
    from contractkit.testing.asking import Question
    from contractkit.testing.operations import IS_OPEN

    return Question(IS_OPEN, (0,))
