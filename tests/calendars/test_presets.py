"""Conventions and presets: whose answers they are, held to hand-checked cases, to each other and to the systems."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pytest

from contractkit.calendars import AlternatingWeeks, BusinessCalendar, Season
from contractkit.calendars.conventions import OURS, Conventions
from contractkit.calendars.presets import PRESETS, preset_named
from contractkit.errors import NeverOpenError, UsageError
from contractkit.quantities.spans import BusinessDays, WorkingTime
from contractkit.testing.cases import preset_of_source, read_cases, run_cases

FILE = Path(__file__).parents[1] / "cases" / "conventions" / "presets.json"
OFFICE = {"mon-fri": "09:00-12:00 and 13:00-17:00"}

FRI_2026_01_02 = datetime(2026, 1, 2, tzinfo=UTC)
SAT_2026_01_03 = datetime(2026, 1, 3, tzinfo=UTC)
MON_2026_01_05 = datetime(2026, 1, 5, tzinfo=UTC)


def office(like: str | Conventions | None = None, tz: str = "UTC", week: Any = None) -> BusinessCalendar:
    return BusinessCalendar(tz=tz, week=week or OFFICE, like=like)


class TestPresets:
    """A preset gives the answers of its system, as its tests, its code or a page show them."""

    def test_every_case_of_a_system_has_its_answer_under_its_preset(self) -> None:
        results = run_cases(read_cases(FILE), like="source")
        assert [result.to_dict() for result in results if result.state != "agrees"] == []

    def test_under_our_conventions_a_disputed_case_has_our_answer_and_every_other_the_expected_one(self) -> None:
        results = run_cases(read_cases(FILE))
        assert [result.case.id for result in results if result.state == "disagrees"] == []
        assert {result.case.id for result in results if result.state == "agrees"} >= {"odoo-zero", "zammad-3-closing"}

    def test_every_preset_has_a_case_but_the_one_that_only_reads_text(self) -> None:
        covered = {preset_of_source(case.source) for case in read_cases(FILE)}
        assert covered == set(PRESETS) - {"servicenow"}

    def test_a_disputed_case_is_one_that_the_preset_changes(self) -> None:
        for ours, theirs in zip(run_cases(read_cases(FILE)), run_cases(read_cases(FILE), "source"), strict=True):
            assert (ours.answer != theirs.answer) is theirs.case.disputed, ours.case.id

    @pytest.mark.parametrize("name", PRESETS)
    def test_each_names_its_sources(self, name: str) -> None:
        assert PRESETS[name].sources
        assert all("/" in source or " " in source for source in PRESETS[name].sources)

    def test_only_the_old_engine_of_zammad_answers_as_we_do(self) -> None:
        assert [name for name, preset in PRESETS.items() if preset.conventions == OURS] == ["zammad-3"]

    def test_a_name_may_be_written_with_other_strokes(self) -> None:
        assert preset_named("Working Hours") is PRESETS["working_hours"]
        assert preset_named("FRAPPE_HELPDESK") is PRESETS["frappe-helpdesk"]

    def test_an_unknown_name_is_refused_with_the_nearest(self) -> None:
        with pytest.raises(UsageError, match="did you mean 'zammad'"):
            office(like="zamad")
        with pytest.raises(UsageError, match="no preset 7"):
            office(like=7)  # type: ignore[arg-type]


class TestConventions:
    """Conventions are values: checked, compared, stored, and part of what a calendar is."""

    def test_left_out_they_are_ours(self) -> None:
        assert office().conventions is OURS
        assert office(like=Conventions()).conventions is OURS

    def test_a_word_that_no_field_knows_is_refused_with_the_nearest(self) -> None:
        with pytest.raises(UsageError, match=r"boundary is .* not 'next-opened'; did you mean 'next-open'"):
            Conventions(boundary="next-opened")  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("field", "value"),
        [("least_elapsed", timedelta(-1)), ("least_elapsed", 1), ("written_midnight", "23:59"), ("business_days", 8)],
    )
    def test_a_value_of_another_kind_is_refused(self, field: str, value: object) -> None:
        with pytest.raises(UsageError, match=field):
            Conventions(**{field: value})

    @pytest.mark.parametrize("name", PRESETS)
    def test_what_is_written_reads_back(self, name: str) -> None:
        conventions = PRESETS[name].conventions
        assert Conventions.from_dict(conventions.to_dict()) == conventions

    def test_a_policy_with_times_reads_back(self) -> None:
        policy = BusinessDays(0, cut_off=time(15), restart=time(8, 30), ends=time(17))
        conventions = Conventions(business_days=policy)
        assert Conventions.from_dict(conventions.to_dict()) == conventions

    def test_an_unknown_field_is_refused(self) -> None:
        with pytest.raises(UsageError, match="no field 'boundery'; did you mean 'boundary'"):
            Conventions.from_dict({"boundery": "closing"})

    @pytest.mark.parametrize("clone", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
    def test_a_clone_is_equal_and_ours_stay_the_same_object(self, clone: Any) -> None:
        assert clone(OURS) is OURS
        assert clone(Conventions.like("pandas")) == Conventions.like("pandas")

    def test_calendars_that_answer_otherwise_are_not_equal_and_have_another_edition(self) -> None:
        ours, theirs = office(), office(like="zammad")
        assert ours != theirs
        assert ours.edition != theirs.edition
        assert theirs == office(like=Conventions.like("zammad"))
        assert hash(theirs) == hash(office(like="zammad"))

    def test_a_pickled_calendar_answers_as_before(self) -> None:
        theirs = pickle.loads(pickle.dumps(office(like="zammad")))
        assert theirs.due_at(FRI_2026_01_02.replace(hour=16), "1 hour") == MON_2026_01_05.replace(hour=9)

    def test_a_mixture_takes_a_field_from_elsewhere(self) -> None:
        mixture = attrs.evolve(Conventions.like("zammad"), zero="keep")
        cal = office(like=mixture)
        assert cal.due_at(SAT_2026_01_03, timedelta(0)) == SAT_2026_01_03
        assert cal.due_at(FRI_2026_01_02.replace(hour=16), "1 hour") == MON_2026_01_05.replace(hour=9)


class TestDueAt:
    """Where an answer lands is the calendar's convention, unless the caller says it."""

    def test_the_caller_overrules_the_calendar(self) -> None:
        start = FRI_2026_01_02.replace(hour=16)
        assert office("zammad").due_at(start, "1 hour", boundary="closing") == start.replace(hour=17)
        assert office().due_at(start, "1 hour", boundary="next-open") == MON_2026_01_05.replace(hour=9)
        assert office("pandas").due_at(start, "1 hour", boundary="next-open") == MON_2026_01_05.replace(hour=9)

    def test_on_the_next_day_only_the_last_closing_of_a_date_is_left(self) -> None:
        assert office("glpi").due_at(FRI_2026_01_02.replace(hour=11), "1 hour") == FRI_2026_01_02.replace(hour=12)
        assert office("glpi").due_at(FRI_2026_01_02.replace(hour=16), "1 hour") == MON_2026_01_05.replace(hour=9)

    def test_a_calendar_that_opens_no_more_has_no_next_opening(self) -> None:
        week = BusinessCalendar(tz="UTC", week={}, exceptions={date(2026, 1, 2): "09:00-17:00"}, like="zammad")
        with pytest.raises(NeverOpenError):
            week.due_at(FRI_2026_01_02.replace(hour=16), "1 hour")
        assert week.due_at(FRI_2026_01_02.replace(hour=16), "59 minutes") == FRI_2026_01_02.replace(hour=16, minute=59)

    def test_the_last_instant_in_time_is_the_same_under_every_boundary(self) -> None:
        start = FRI_2026_01_02.replace(hour=16)
        for name in ("zammad", "glpi", "odoo", "pandas-3.1"):
            assert office(name).in_time_until(start, "1 hour") == MON_2026_01_05.replace(hour=9), name

    def test_wall_clock_hours_in_the_repeated_hour_go_on_from_the_start(self) -> None:
        cal = office("working_hours", "Europe/Amsterdam", {"mon-sun": "00:00-24:00"})
        second = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)  # 02:10 for the second time
        assert cal.due_at(second, "10 minutes") == datetime(2026, 10, 25, 1, 20, tzinfo=UTC)
        first = datetime(2026, 10, 25, 0, 10, tzinfo=UTC)
        assert cal.due_at(first, "10 minutes") == datetime(2026, 10, 25, 0, 20, tzinfo=UTC)
        assert cal.due_at(first, "50 minutes") == datetime(2026, 10, 25, 2, 0, tzinfo=UTC)  # 03:00 on the wall

    def test_wall_clock_hours_leave_out_closures_as_they_are_shown(self) -> None:
        closed = [(datetime(2026, 3, 29, 0, tzinfo=UTC), datetime(2026, 3, 29, 2, tzinfo=UTC))]  # 01:00 to 04:00
        cal = BusinessCalendar(
            tz="Europe/Amsterdam", week={"mon-sun": "00:00-24:00"}, closures=closed, like="working_hours"
        )
        midnight = datetime(2026, 3, 28, 23, tzinfo=UTC)
        assert cal.elapsed(midnight, datetime(2026, 3, 29, 3, tzinfo=UTC)) == timedelta(hours=2)
        assert cal.due_at(midnight, "2 hours") == datetime(2026, 3, 29, 3, tzinfo=UTC)  # 05:00 on the wall

    def test_wall_clock_hours_of_combined_calendars_are_refused(self) -> None:
        with pytest.raises(UsageError, match="combined"):
            _ = office("pandas") | office("pandas", "Asia/Tokyo")


class TestMeaningOfDays:
    """What "2 business days" means is the preset's where the text leaves it open."""

    @pytest.mark.parametrize(
        ("like", "due"),
        [
            (None, "2026-01-06T17:00"),  # the close of business of the second day after
            ("biz", "2026-01-06T10:30"),  # the same time of day
            ("odoo", "2026-01-05T17:00"),  # the start is the first day
            ("servicenow", "2026-01-09T09:30"),  # 48 working hours: 5.5 on Friday, 7 on six days, and half an hour
        ],
    )
    def test_two_business_days_from_friday_at_half_past_ten(self, like: str | None, due: str) -> None:
        cal = office(like, week={"mon-sun": "09:00-12:00 and 13:00-17:00"} if like == "servicenow" else OFFICE)
        start = FRI_2026_01_02.replace(hour=10, minute=30)
        assert cal.due_at(start, "2 business days") == datetime.fromisoformat(due).replace(tzinfo=UTC)

    def test_what_the_text_says_stays(self) -> None:
        start = FRI_2026_01_02.replace(hour=10)
        assert office("biz").due_at(start, "2 business days by 15:00") == datetime(2026, 1, 6, 15, tzinfo=UTC)
        assert office("servicenow").due_at(start, "1 business day by 15:00") == datetime(2026, 1, 5, 15, tzinfo=UTC)

    def test_a_span_says_everything_itself(self) -> None:
        start = FRI_2026_01_02.replace(hour=10)
        assert office("biz").due_at(start, BusinessDays(2)) == datetime(2026, 1, 6, 17, tzinfo=UTC)

    def test_arrays_read_the_text_alike(self) -> None:
        cal = office("biz")
        start = np.array(["2026-01-02T10:30"], "datetime64[us]")
        assert cal.due_at_array(start, "2 business days", zone="UTC")[0] == np.datetime64("2026-01-06T10:30")

    def test_a_day_of_working_time_may_be_any_length(self) -> None:
        cal = office(Conventions(business_days=WorkingTime.of(hours=7)))
        assert cal.due_at(FRI_2026_01_02.replace(hour=9), "2 business days") == MON_2026_01_05.replace(hour=17)


class TestWrittenMidnight:
    """23:59 as the end of weekly hours means 24:00 where the system means that, and only there."""

    @pytest.mark.parametrize(("like", "minutes"), [("zammad", 24 * 60), ("biz", 24 * 60 - 1)])
    def test_a_day_written_to_2359(self, like: str, minutes: int) -> None:
        cal = office(like, week={"mon-sun": "00:00-23:59"})
        assert cal.elapsed(FRI_2026_01_02, SAT_2026_01_03) == timedelta(minutes=minutes)

    def test_seasons_changes_and_alternating_weeks_mean_it_too(self) -> None:
        written = {"mon-sun": "22:00-23:59"}
        cal = BusinessCalendar(
            tz="UTC",
            week=AlternatingWeeks(starting=date(2026, 1, 5), weeks=(written, {})),
            seasons=[Season(week=written, first="1 July", last="31 July", name="July")],
            changes={date(2026, 9, 1): written},
            like="zammad",
        )
        for day in (datetime(2026, 1, 5), datetime(2026, 7, 20), datetime(2026, 9, 3)):  # noqa: DTZ001 - a wall clock
            start = day.replace(tzinfo=UTC)
            assert cal.elapsed(start, start + timedelta(days=1)) == timedelta(hours=2), day

    def test_hours_of_single_dates_are_what_is_written(self) -> None:
        cal = BusinessCalendar(tz="UTC", week=OFFICE, exceptions={date(2026, 1, 2): "22:00-23:59"}, like="zammad")
        assert cal.elapsed(FRI_2026_01_02, SAT_2026_01_03) == timedelta(minutes=119)


class TestBesideTheSystems:
    """Where a system is at hand, the preset answers what the system itself answers."""

    def test_numpy(self) -> None:
        rng = np.random.default_rng(3)
        days = np.datetime64("2025-12-20") + rng.integers(0, 40, 400)
        others = np.datetime64("2025-12-20") + rng.integers(0, 40, 400)
        n = rng.integers(-6, 7, 400)
        closed = ["2025-12-25", "2025-12-26", "2026-01-01"]
        cal = BusinessCalendar(
            tz="UTC",
            week={"mon-fri": "09:00-17:00"},
            holidays=[date.fromisoformat(day) for day in closed],
            like="numpy",
        )
        moved = np.busday_offset(days, n, roll="forward", holidays=closed)
        assert (cal.add_days_array(days, n) == moved).all()
        assert (cal.count_days_array(days, others) == np.busday_count(days, others, holidays=closed)).all()

    def test_workalendar(self) -> None:
        from workalendar.core import Calendar

        class Plain(Calendar):  # type: ignore[misc]
            WEEKEND_DAYS = (5, 6)

            def get_calendar_holidays(self, year: int) -> list[Any]:
                return []

        theirs, ours = Plain(), BusinessCalendar(tz="UTC", week={"mon-fri": "09:00-17:00"}, like="workalendar")
        first = date(2026, 1, 1)
        for a in range(9):
            start = first + timedelta(days=a)
            for b in range(9):
                end = first + timedelta(days=b)
                assert ours.count_days(start, end) == theirs.get_working_days_delta(start, end), (start, end)
            for n in range(-4, 5):
                assert ours.add_days(start, n) == theirs.add_working_days(start, n), (start, n)

    def test_pandas(self) -> None:
        pd = pytest.importorskip("pandas")
        version = tuple(int(part) for part in pd.__version__.split(".")[:2])
        cal = office("pandas-3.1" if version >= (3, 1) else "pandas")
        hours = {"start": ["09:00", "13:00"], "end": ["12:00", "17:00"]}
        plain = pd.offsets.BusinessHour(1, **hours)
        for quarter in range(4 * 24 * 5):
            start = FRI_2026_01_02 + timedelta(minutes=15 * quarter)
            stamp = pd.Timestamp(start).tz_localize(None)
            assert cal.is_open(start) == plain.is_on_offset(stamp), start
            assert cal.next_open(start) == plain.rollforward(stamp).tz_localize("UTC"), start
            if quarter % 2 == 0:
                for n in (-9, -8, -4, -3, -1, 1, 3, 4, 7, 14, 15):  # whole days back stand in `apart`
                    there = (stamp + pd.offsets.BusinessHour(n, **hours)).tz_localize("UTC")
                    assert cal.due_at(start, timedelta(hours=n)) == there, (start, n)

    def test_pandas_on_the_wall_clock(self) -> None:
        pd = pytest.importorskip("pandas")
        cal = office("pandas", "Europe/Amsterdam", {"mon-sun": "00:00-06:00"})
        offset = pd.offsets.CustomBusinessHour(4, start="00:00", end="06:00", weekmask="Mon Tue Wed Thu Fri Sat Sun")
        for start in ("2026-03-29T00:30+01:00", "2026-10-25T00:30+02:00"):
            there = pd.Timestamp(start).tz_convert("Europe/Amsterdam") + offset
            assert cal.due_at(datetime.fromisoformat(start), timedelta(hours=4)) == there

    def test_businesstimedelta(self) -> None:
        other = pytest.importorskip("businesstimedelta")
        rule = other.Rules([other.WorkDayRule(start_time=time(9), end_time=time(17), working_days=[0, 1, 2, 3, 4])])
        cal = office("businesstimedelta", week={"mon-fri": "09:00-17:00"})
        for hour in range(72):
            start = FRI_2026_01_02 + timedelta(hours=hour)
            for end in (FRI_2026_01_02.replace(hour=12), MON_2026_01_05.replace(hour=12)):
                assert cal.elapsed(start, end) == rule.difference(start, end).timedelta, (start, end)
            assert cal.due_at(start, timedelta(hours=3)) == start + other.BusinessTimeDelta(rule, hours=3), start
            assert cal.due_at(start, timedelta(hours=-3)) == start - other.BusinessTimeDelta(rule, hours=3), start
            assert cal.previous_open(start) == rule.previous(start)[1], start

    def test_workclock(self) -> None:
        other = pytest.importorskip("workclock")
        theirs = other.Schedule([other.WorkDay(time(9), time(17))], time_zone=UTC)
        cal = office("workclock", week={"mon-fri": "09:00-17:00"})
        for hour in range(72):
            start = FRI_2026_01_02 + timedelta(hours=hour)
            assert cal.elapsed(start, MON_2026_01_05) == theirs.between(start, MON_2026_01_05), start
            for hours in (-8, -3, 0, 3, 8):
                assert cal.due_at(start, timedelta(hours=hours)) == theirs.add(start, hours=hours), (start, hours)
