"""Sets of calendars: each row has the answer of the calendar whose code it carries."""

from __future__ import annotations

import copy
import multiprocessing
import pickle
from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contractkit.calendars import ALWAYS, BusinessCalendar, CalendarSet, grouping
from contractkit.calendars.conventions import Conventions
from contractkit.calendars.instants import MISSING
from contractkit.errors import CalendarHorizonError, NeverOpenError, QuantityError, UsageError
from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, Months, WorkingTime

WEEK = {"mon-fri": "09:00-17:00"}
AMSTERDAM = BusinessCalendar("Europe/Amsterdam", WEEK, holidays="NL", name="ams")
NEW_YORK = BusinessCalendar("America/New_York", WEEK, name="nyc")
NIGHT = BusinessCalendar("Australia/Lord_Howe", {"mon-sun": "22:00-06:00"}, name="night")
SHUT = BusinessCalendar("UTC", {}, name="shut")
CALENDARS = (AMSTERDAM, NEW_YORK, NIGHT, ALWAYS)
DESKS = CalendarSet(CALENDARS)
NAMED = CalendarSet({"ams": AMSTERDAM, "nyc": NEW_YORK})
HOUR = 3_600_000_000


def us(text: str) -> int:
    return (datetime.fromisoformat(text) - datetime.fromisoformat("1970-01-01T00:00+00:00")) // timedelta(
        microseconds=1
    )


FRI_15 = us("2026-01-02T15:00+00:00")  # 16:00 in Amsterdam, 10:00 in New York
LIMITS = ("4 hours", timedelta(0), timedelta(hours=-9), BusinessDays(2), CalendarDays(1), Months(-1), ElapsedTime(5))


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "_BLOCK", 5)
    monkeypatch.setattr(grouping, "_BLOCKS", 3)


def rows_of(size: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return codes (some of them none), starts and amounts (some missing)."""
    random = np.random.default_rng(seed)
    codes = random.integers(-1, len(CALENDARS), size)
    starts = FRI_15 + random.integers(-400, 400, size) * (HOUR // 2)
    amounts = random.integers(-40, 40, size) * (HOUR // 4)
    starts[random.random(size) < 0.1] = MISSING
    amounts[random.random(size) < 0.1] = MISSING
    return codes, starts, amounts


class TestEachRow:
    """A row is answered by the calendar of its code, whatever stands beside it."""

    def test_by_hand(self) -> None:
        due = NAMED.due_at_array([0, 1], np.array([FRI_15, FRI_15]), "4 hours")
        assert due.tolist() == [us("2026-01-05T12:00+01:00"), us("2026-01-02T14:00-05:00")]
        elapsed = NAMED.elapsed_array([1, 0], np.array([FRI_15] * 2), np.array([FRI_15 + 3 * HOUR] * 2))
        assert elapsed.tolist() == [3 * HOUR, HOUR]
        assert NAMED.is_open_array([0, 1], np.array([FRI_15 + 2 * HOUR] * 2)).tolist() == [False, True]
        until = NAMED.in_time_until_array([0, 1], np.array([FRI_15] * 2), "1 hour")
        assert until.tolist() == [us("2026-01-05T09:00+01:00"), FRI_15 + HOUR]

    @pytest.mark.usefixtures("small_blocks")
    @pytest.mark.parametrize("size", [0, 1, 4, 5, 6, 14, 15, 16, 61])
    def test_as_the_calendars_one_by_one(self, size: int) -> None:
        codes, starts, amounts = rows_of(size, size)
        ends = starts[::-1].copy()
        expected: list[list[int]] = [[], [], [], []]
        for code, start, amount, end in zip(codes.tolist(), starts, amounts, ends, strict=True):
            one = [] if code < 0 else [CALENDARS[code], np.array([start])]
            expected[0].append(one[0].due_at_array(one[1], np.array([amount]))[0] if one else MISSING)
            expected[1].append(one[0].elapsed_array(one[1], np.array([end]))[0] if one else MISSING)
            expected[2].append(bool(one[0].is_open_array(one[1])[0]) if one else False)
            expected[3].append(one[0].in_time_until_array(one[1], np.array([amount]))[0] if one else MISSING)
        assert DESKS.due_at_array(codes, starts, amounts).tolist() == expected[0]
        assert DESKS.elapsed_array(codes, starts, ends).tolist() == expected[1]
        assert DESKS.is_open_array(codes, starts).tolist() == expected[2]
        assert DESKS.in_time_until_array(codes, starts, amounts).tolist() == expected[3]

    @pytest.mark.usefixtures("small_blocks")
    @pytest.mark.parametrize("within", LIMITS, ids=str)
    def test_every_kind_of_limit(self, within: object) -> None:
        codes, starts, _ = rows_of(23, 7)
        found = DESKS.due_at_array(codes, starts, within)
        expected = [
            MISSING if code < 0 else CALENDARS[code].due_at_array(starts[row : row + 1], within)[0]
            for row, code in enumerate(codes.tolist())
        ]
        assert found.tolist() == expected

    @settings(max_examples=50, deadline=None)
    @given(st.lists(st.integers(-1, 3), min_size=1, max_size=40), st.integers(1, 9), st.integers(1, 4))
    def test_however_the_rows_are_cut_into_blocks(self, codes: list[int], block: int, blocks: int) -> None:
        starts = FRI_15 + np.arange(len(codes)) * HOUR
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(grouping, "_BLOCK", block)
            patch.setattr(grouping, "_BLOCKS", blocks)
            found = DESKS.elapsed_array(codes, np.full(len(codes), FRI_15), starts)
        expected = [
            MISSING if code < 0 else CALENDARS[code].elapsed_array(np.array([FRI_15]), starts[row : row + 1])[0]
            for row, code in enumerate(codes)
        ]
        assert found.tolist() == expected

    def test_more_calendars_than_a_byte_counts(self) -> None:
        many = CalendarSet(
            [
                BusinessCalendar("UTC", {"mon-fri": [(f"{hour:02}:{minute:02}", "24:00")]})
                for hour in range(5)
                for minute in range(60)
            ]
        )
        codes = np.arange(300)[::-1].copy()
        monday = np.full(300, us("2026-01-05T00:00+00:00"))
        assert many.due_at_array(codes, monday, timedelta(0)).tolist() == (monday + codes * 60_000_000).tolist()

    def test_codes_of_any_width_and_shape(self) -> None:
        for dtype in ("i1", "u1", "i2", "u4", "i8", ">i8", "u8"):
            assert NAMED.is_open_array(np.array([1, 0], dtype), np.array([FRI_15] * 2)).tolist() == [True, True]
        table = np.array([[0, 1, -1], [1, 0, 0]])
        due = NAMED.due_at_array(table, np.full((2, 3), FRI_15), "1 hour")
        assert due.shape == (2, 3)
        assert (due[table >= 0] == FRI_15 + HOUR).all()
        assert due[0, 2] == MISSING
        least = np.array([0, np.iinfo(np.int64).min, -1])
        assert NAMED.is_open_array(least, np.array([FRI_15] * 3), errors="mark")[1].tolist() == [0, 1, 1]
        assert NAMED.due_at_array(1, np.array([FRI_15] * 2), "1 hour").tolist() == [FRI_15 + HOUR] * 2
        assert NAMED.due_at_array(table[0], np.full((2, 3), FRI_15), "1 hour").shape == (2, 3)

    def test_readings_in_a_zone(self) -> None:
        readings = np.array(["2026-01-02T16:00"] * 2, "datetime64[s]")
        due = NAMED.due_at_array([0, 1], readings, "4 hours", zone="Europe/Amsterdam")
        assert due.dtype == np.dtype("datetime64[us]")
        assert due.tolist() == [datetime(2026, 1, 5, 11), datetime(2026, 1, 2, 19)]  # noqa: DTZ001

    def test_conventions_are_those_of_each_calendar(self) -> None:
        both = CalendarSet([NEW_YORK, BusinessCalendar("America/New_York", WEEK, like="zammad")])
        due = both.due_at_array([0, 1], np.array([us("2026-01-02T16:00-05:00")] * 2), "1 hour")
        assert due.tolist() == [us("2026-01-02T17:00-05:00"), us("2026-01-05T09:00-05:00")]

    def test_texts_mean_what_each_calendar_takes_them_to_mean(self) -> None:
        half_days = Conventions(business_days=WorkingTime.of(hours=4))
        both = CalendarSet([NEW_YORK, BusinessCalendar("America/New_York", WEEK, like=half_days)])
        due = both.due_at_array([0, 1], np.array([us("2026-01-05T09:00-05:00")] * 2), "2 business days")
        assert due.tolist() == [us("2026-01-07T17:00-05:00"), us("2026-01-05T17:00-05:00")]


class TestNames:
    """A set made from a mapping takes names for codes; an empty name is none."""

    def test_names_are_codes(self) -> None:
        starts = np.array([FRI_15] * 4)
        expected = [us("2026-01-05T12:00+01:00"), us("2026-01-02T14:00-05:00"), MISSING, us("2026-01-05T12:00+01:00")]
        for names in (["ams", "nyc", "", "ams"], np.array(["ams", "nyc", None, "ams"], object)):
            assert NAMED.due_at_array(names, starts, "4 hours").tolist() == expected
        assert NAMED["nyc"] is NEW_YORK
        assert NAMED[0] is AMSTERDAM

    def test_an_unknown_name_shows_the_nearest(self) -> None:
        with pytest.raises(
            UsageError, match=r"row 1, code: 'amss' is no calendar .*names are ams, nyc; .*'ams'"
        ) as told:
            NAMED.is_open_array(["nyc", "amss"], np.array([FRI_15] * 2))
        assert told.value.facts["row"] == 1
        for wrong in ("amss", 2, -1):
            with pytest.raises(UsageError, match=r"codes 0 to 1 and the names ams, nyc"):
                NAMED[wrong]

    def test_a_set_without_names_takes_none(self) -> None:
        with pytest.raises(UsageError, match="it has no names"):
            DESKS.is_open_array(["ams"], np.array([FRI_15]))


class TestRowsWithoutAnAnswer:
    """An unknown code is refused with its row; other rows without an answer raise, or are marked."""

    @pytest.mark.usefixtures("small_blocks")
    @pytest.mark.parametrize("code", [4, -2, 127, 128, 2**40])
    def test_a_code_that_no_calendar_has(self, code: int) -> None:
        codes = np.zeros(20, np.int64)
        codes[[13, 17]] = code
        for errors in ("raise", "mark"):
            with pytest.raises(UsageError, match=rf"row 13, code: {code} is no calendar .* 0 to 3") as told:
                DESKS.due_at_array(codes, np.full(20, FRI_15), "4 hours", errors=errors)  # type: ignore[call-overload]
            assert told.value.facts["row"] == 13

    @pytest.mark.usefixtures("small_blocks")
    def test_the_first_such_row_is_named_with_its_calendar(self) -> None:
        both = CalendarSet([AMSTERDAM, SHUT])
        codes = np.zeros(20, np.int64)
        starts = np.full(20, FRI_15)
        codes[17], starts[18] = 1, us("2060-01-01T00:00+00:00")
        with pytest.raises(NeverOpenError, match=r"row 17 \(start .*, code 1\): .* shut") as told:
            both.due_at_array(codes, starts, "4 hours")
        assert told.value.facts["row"] == 17
        starts[16] = starts[18]
        with pytest.raises(CalendarHorizonError, match=r"row 16 .* ams .* 2000 to 2049"):
            both.due_at_array(codes, starts, "4 hours")
        due, status = both.due_at_array(codes, starts, "4 hours", errors="mark")
        assert np.flatnonzero(status).tolist() == [16, 17, 18]
        assert status[16:19].tolist() == [2, 3, 2]
        assert np.flatnonzero(due == MISSING).tolist() == [16, 17, 18]
        is_open, status = both.is_open_array(codes, starts, errors="mark")
        assert np.flatnonzero(status).tolist() == [16, 18]
        assert is_open.tolist() == [True] * 16 + [False, False, False, True]

    @pytest.mark.usefixtures("small_blocks")
    def test_a_row_without_an_answer_leaves_no_mark_on_the_blocks_after_it(self) -> None:
        starts = np.full(40, FRI_15)
        starts[[1, 16]] = MISSING, us("2060-01-01T00:00+00:00")
        for calendars, marked in (((AMSTERDAM, NEW_YORK), [1, 16]), ((NEW_YORK, AMSTERDAM), [1])):
            _, status = CalendarSet(calendars).due_at_array(np.arange(40) % 2, starts, "4 hours", errors="mark")
            assert np.flatnonzero(status).tolist() == marked
        _, status = CalendarSet([AMSTERDAM, AMSTERDAM]).due_at_array(np.arange(40) % 2, starts, "1 hour", errors="mark")
        assert status.tolist() == [0, 1] + [0] * 14 + [2] + [0] * 23

    @pytest.mark.usefixtures("small_blocks")
    def test_the_row_is_counted_over_all_dimensions(self) -> None:
        starts = np.full((20, 3), FRI_15)
        starts[11, 2] = us("2060-01-01T00:00+00:00")
        with pytest.raises(CalendarHorizonError, match="row 35 ") as told:
            CalendarSet([AMSTERDAM]).due_at_array(np.zeros((20, 3), int), starts, "4 hours")
        assert told.value.facts["row"] == 35

    def test_arguments_are_those_of_one_calendar(self) -> None:
        with pytest.raises(UsageError, match=r"set of 2 calendars: start: datetime64.* has no zone"):
            NAMED.due_at_array([0], np.array(["2026-01-02"], "M8[us]"), "4 hours")
        with pytest.raises(UsageError, match="float64 is no type of instants"):
            NAMED.due_at_array([0], np.array([1.5]), "4 hours")
        with pytest.raises(UsageError, match="not float64"):
            NAMED.due_at_array(np.array([0.0]), np.array([FRI_15]), "4 hours")
        with pytest.raises(UsageError, match=r"code has the shape \(3,\)"):
            NAMED.due_at_array([0, 1, 0], np.array([FRI_15] * 2), "4 hours")
        with pytest.raises(UsageError, match="one value is no array; due_at answers to one"):
            NAMED.due_at_array([0, 1], datetime.fromisoformat("2026-01-02T16:00+01:00"), "4 hours")
        with pytest.raises(UsageError, match="'skip'"):
            NAMED.is_open_array([0], np.array([FRI_15]), errors="skip")  # type: ignore[call-overload]
        with pytest.raises(QuantityError):
            NAMED.due_at_array([0], np.array([FRI_15]), "4 parsecs")


class TestValues:
    """A set is a value: equal, hashable, printable, and the same after pickling, in another process too."""

    def test_sets_of_equal_calendars_are_equal(self) -> None:
        again = CalendarSet([BusinessCalendar("Europe/Amsterdam", WEEK, holidays="NL"), NEW_YORK, NIGHT, ALWAYS])
        assert again == DESKS
        assert hash(again) == hash(DESKS)
        assert CalendarSet([NEW_YORK, AMSTERDAM, NIGHT, ALWAYS]) != DESKS
        assert CalendarSet({"a": AMSTERDAM, "nyc": NEW_YORK}) != NAMED
        assert CalendarSet([AMSTERDAM, NEW_YORK]) != NAMED
        assert len(DESKS) == 4
        assert list(DESKS) == list(CALENDARS)

    def test_it_says_what_it_holds(self) -> None:
        assert repr(NAMED).startswith("CalendarSet({'ams': BusinessCalendar(tz='Europe/Amsterdam'")
        assert repr(CalendarSet([SHUT])).startswith("CalendarSet([BusinessCalendar(tz='UTC'")

    def test_it_survives_copies_and_pickles(self) -> None:
        for again in (pickle.loads(pickle.dumps(NAMED)), copy.deepcopy(NAMED)):
            assert again == NAMED
            assert again.due_at_array(["nyc"], np.array([FRI_15]), "4 hours").tolist() == [FRI_15 + 4 * HOUR]
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            assert pool.apply(_due_elsewhere, (NAMED,)) == [FRI_15 + 4 * HOUR]

    def test_it_holds_calendars(self) -> None:
        with pytest.raises(UsageError, match="at least one"):
            CalendarSet([])
        with pytest.raises(UsageError, match="calendar 1 of the set is none: 'UTC'"):
            CalendarSet([ALWAYS, "UTC"])  # type: ignore[list-item]
        with pytest.raises(UsageError, match="named by a text"):
            CalendarSet({date(2026, 1, 1): ALWAYS})  # type: ignore[dict-item]


def _due_elsewhere(desks: CalendarSet) -> list[int]:
    due: list[int] = desks.due_at_array(["nyc"], np.array([FRI_15]), "4 hours").tolist()
    return due
