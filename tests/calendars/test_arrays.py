"""The array face: types in and out, missing values, rows without an answer, a count of days for each row."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import numpy as np
import pytest

from contractkit.calendars import ALWAYS, BusinessCalendar, always, answering, asking
from contractkit.calendars.instants import MISSING
from contractkit.errors import CalendarHorizonError, NeverOpenError, UsageError
from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, Months, WorkingTime

OFFICE = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, name="office")
DUTCH = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, holidays="NL")
NAT = np.datetime64("NaT", "us")
HOUR = 3_600_000_000


def us(text: str) -> int:
    return (datetime.fromisoformat(text) - datetime.fromisoformat("1970-01-01T00:00+00:00")) // timedelta(
        microseconds=1
    )


FRI_16 = us("2026-01-02T16:00+01:00")
MON_12 = us("2026-01-05T12:00+01:00")


class TestTypes:
    """int64 stays int64; datetime64 needs a zone and comes back in UTC; nothing else is guessed."""

    def test_whole_numbers_in_are_whole_numbers_out(self) -> None:
        due = OFFICE.due_at_array(np.array([FRI_16]), "4 hours")
        assert due.dtype == np.int64
        assert due.tolist() == [MON_12]
        assert OFFICE.elapsed_array(np.array([FRI_16]), np.array([MON_12])).tolist() == [4 * HOUR]

    def test_datetime64_in_its_zone_comes_back_in_utc(self) -> None:
        starts = np.array(["2026-01-02T16:00", "NaT"], "datetime64[m]")
        due = OFFICE.due_at_array(starts, "4 hours", zone="Europe/Amsterdam")
        assert due.dtype == np.dtype("datetime64[us]")
        assert due[0] == np.datetime64("2026-01-05T11:00")
        assert np.isnat(due[1])
        elapsed = OFFICE.elapsed_array(starts, due, zone="UTC")
        assert elapsed.dtype == np.dtype("timedelta64[us]")
        assert elapsed[0] == np.timedelta64(3, "h")  # 16:00 UTC is 17:00 in Amsterdam, and 11:00 UTC is noon
        assert np.isnat(elapsed[1])

    def test_of_a_repeated_reading_the_first_is_meant(self) -> None:
        readings = np.array(["2026-10-25T02:30", "2026-03-29T01:59:59", "2026-03-29T03:00"], "datetime64[s]")
        due = ALWAYS.due_at_array(readings, ElapsedTime(0), zone="Europe/Amsterdam")
        expected = np.array(["2026-10-25T00:30", "2026-03-29T00:59:59", "2026-03-29T01:00"], "datetime64[us]")
        assert due.tolist() == expected.tolist()

    def test_a_skipped_reading_is_refused_with_its_row_or_marked_as_no_value(self) -> None:
        readings = np.array(["2026-03-29T01:59:59", "NaT", "2026-03-29T02:00", "2026-03-29T03:00"], "datetime64[s]")
        with pytest.raises(
            UsageError, match=r"row 2, start: .*Europe/Amsterdam never show 2026-03-29T02:00:00"
        ) as told:
            ALWAYS.due_at_array(readings, ElapsedTime(0), zone="Europe/Amsterdam")
        assert (told.value.facts["row"], told.value.facts["calendar"]) == (2, "always")
        due, status = ALWAYS.due_at_array(readings, ElapsedTime(0), zone="Europe/Amsterdam", errors="mark")
        assert status.tolist() == [0, 1, 1, 0]
        assert np.isnat(due).tolist() == [False, True, True, False]

    @pytest.mark.parametrize("unit", ["as", "fs", "ps", "ns", "us", "ms", "s", "m", "h", "D", "W", "M", "Y", "25s"])
    def test_every_unit_of_datetime64_is_read_exactly(self, unit: str) -> None:
        value = np.datetime64("1970-01-01" if unit in {"Y", "M", "W", "as", "fs", "ps"} else "2026-01-05", unit)
        starts = np.array([value, "NaT", value], f"datetime64[{unit}]")
        found = ALWAYS.due_at_array(starts, ElapsedTime(1), zone="UTC")
        expected = [value.astype("datetime64[us]") + 1, NAT, value.astype("datetime64[us]") + 1]
        assert np.array_equal(found, np.array(expected), equal_nan=True)

    def test_nanoseconds_round_to_nothing_below_and_above_the_epoch(self) -> None:
        starts = np.array([-1_000, -1, 1_000], "int64").view("datetime64[ns]")
        assert ALWAYS.due_at_array(starts[::2], ElapsedTime(0), zone="UTC").astype(np.int64).tolist() == [-1, 1]
        with pytest.raises(UsageError, match=r"row 1, start: .* no whole number of microseconds"):
            ALWAYS.due_at_array(starts, ElapsedTime(0), zone="UTC")

    def test_other_widths_and_byte_orders_of_whole_numbers_are_read(self) -> None:
        for dtype in (">i8", "u8"):
            found = ALWAYS.due_at_array(np.array([0, 30_000], dtype), ElapsedTime(5))
            assert (found.dtype, found.tolist()) == (np.int64, [5, 30_005])
        found = ALWAYS.due_at_array(np.array(["2026-01-05"], ">M8[us]"), ElapsedTime(0), zone="UTC")
        assert found[0] == np.datetime64("2026-01-05")

    @pytest.mark.parametrize("dtype", ["i2", "i4", "u4"])
    def test_whole_numbers_too_narrow_for_microseconds_since_1970_are_no_instants(self, dtype: str) -> None:
        """36 minutes of microseconds fit into 32 bits: seconds, or a cut-off column, must have been meant."""
        with pytest.raises(UsageError, match="cannot hold microseconds"):
            ALWAYS.due_at_array(np.array([0, 30_000], dtype), ElapsedTime(5))

    def test_inputs_are_looked_at_where_they_stand_and_never_written_to(self) -> None:
        starts = np.array([FRI_16, MISSING, MON_12])
        starts.flags.writeable = False
        readings = starts.view("datetime64[us]")
        assert OFFICE.due_at_array(starts, "4 hours")[0] == MON_12
        assert OFFICE.elapsed_array(readings, readings, zone="UTC")[0] == np.timedelta64(0)
        assert OFFICE.due_at_array(readings, "4 hours", zone="Europe/London")[0] > readings[0]

    def test_strided_and_many_dimensional_arrays_keep_their_shape(self) -> None:
        table = np.array([[FRI_16, 0, MON_12, 0], [MON_12, 0, FRI_16, 0]])[:, ::2]
        due = OFFICE.due_at_array(table, "4 hours")
        assert due.shape == (2, 2)
        assert due.ravel().tolist() == [MON_12, MON_12 + 4 * HOUR, MON_12 + 4 * HOUR, MON_12]
        local = OFFICE.due_at_array(table.view("datetime64[us]"), "4 hours", zone="UTC")
        assert np.array_equal(local.view(np.int64), due)
        days = OFFICE.due_at_array(table, BusinessDays(1))
        assert days.shape == (2, 2)
        assert OFFICE.elapsed_array(table[:, :1], table[:1, :]).shape == (2, 2)

    def test_one_of_two_may_be_a_single_value(self) -> None:
        starts = np.array([FRI_16, MON_12])
        noon = datetime.fromisoformat("2026-01-05T12:00+01:00")
        assert OFFICE.elapsed_array(starts, noon).tolist() == [4 * HOUR, 0]
        assert OFFICE.elapsed_array(noon, starts).tolist() == [-4 * HOUR, 0]
        assert OFFICE.elapsed_array(starts, np.int64(MON_12)).tolist() == [4 * HOUR, 0]
        readings = starts.view("datetime64[us]")
        assert OFFICE.elapsed_array(readings, noon, zone="UTC").tolist() == [timedelta(hours=4), timedelta(0)]
        amounts = np.array([HOUR, 4 * HOUR])
        due = OFFICE.due_at_array(datetime.fromisoformat("2026-01-02T16:00+01:00"), amounts)
        assert due.view(np.int64).tolist() == [FRI_16 + HOUR, MON_12]

    @pytest.mark.parametrize(
        ("values", "zone"),
        [
            (np.array(["2026-01-02T16:00"], "datetime64[us]"), None),
            (np.array([FRI_16]), "UTC"),
            (np.array([float(FRI_16)]), None),
            (np.array(["2026-01-02"]), None),
            (np.array([None]), None),
        ],
    )
    def test_what_does_not_say_which_instants_are_meant_is_refused(self, values: np.ndarray, zone: str | None) -> None:
        with pytest.raises(UsageError):
            OFFICE.is_open_array(values, zone=zone)

    def test_start_and_end_are_of_one_kind(self) -> None:
        for zone in (None, "UTC"):
            with pytest.raises(UsageError):
                OFFICE.elapsed_array(np.array([FRI_16]), np.array(["2026-01-02"], "datetime64[us]"), zone=zone)

    def test_an_amount_for_each_row(self) -> None:
        starts = np.array([FRI_16, FRI_16, FRI_16])
        hours = np.array([0, 1, 4])
        expected = [FRI_16, FRI_16 + HOUR, MON_12]
        assert OFFICE.due_at_array(starts, hours.astype("timedelta64[h]")).tolist() == expected
        assert OFFICE.due_at_array(starts, hours * HOUR).tolist() == expected
        assert OFFICE.due_at_array(starts, np.timedelta64(4, "h")).tolist() == [MON_12] * 3
        assert OFFICE.due_at_array(starts, np.timedelta64("NaT")).tolist() == [MISSING] * 3
        with pytest.raises(UsageError):
            OFFICE.due_at_array(starts, hours * 1.0)

    def test_an_empty_array_has_an_empty_answer(self) -> None:
        empty = np.array([], np.int64)
        for within in ("4 hours", BusinessDays(3), CalendarDays(2), Months(1)):
            assert OFFICE.due_at_array(empty, within).shape == (0,)
        assert OFFICE.elapsed_array(empty, empty).shape == (0,)
        assert OFFICE.is_open_array(empty).shape == (0,)
        assert OFFICE.cum(empty).shape == (0,)


class TestBlocks:
    """Rows are converted by blocks: what stands in which block changes no answer and no row number."""

    @pytest.fixture(autouse=True)
    def small_blocks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(answering, "BLOCK", 3)
        monkeypatch.setattr(asking, "FINE", 2)

    @pytest.mark.parametrize("within", ["4 hours", BusinessDays(1), CalendarDays(1), Months(1), ElapsedTime(1)])
    def test_blocks_have_the_answers_of_the_whole(self, within: object) -> None:
        starts = np.arange(FRI_16, FRI_16 + 8 * 11 * HOUR, 11 * HOUR)
        starts[5] = MISSING
        found = OFFICE.due_at_array(starts.view("datetime64[us]").astype("datetime64[ms]"), within, zone="UTC")
        single = [OFFICE.due_at_array(starts[row : row + 1], within)[0] for row in range(8)]
        assert found.view(np.int64).tolist() == single

    def test_the_row_of_an_error_is_counted_over_all_blocks(self) -> None:
        readings = np.full(11, np.datetime64("2026-01-02T15:00", "s"))
        readings[7] = np.datetime64("2060-01-01")
        for within in ("4 hours", BusinessDays(1)):
            with pytest.raises(CalendarHorizonError, match=r"^row 7 \(start 2060-01-01T00:00:00\)") as told:
                DUTCH.due_at_array(readings, within, zone="UTC")
            assert told.value.facts["row"] == 7
        due, status = DUTCH.due_at_array(readings, "4 hours", zone="UTC", errors="mark")
        assert np.flatnonzero(status).tolist() == np.flatnonzero(np.isnat(due)).tolist() == [7]

    def test_the_row_is_counted_over_all_dimensions(self) -> None:
        readings = np.full((5, 2), np.datetime64("2026-01-02T15:00", "s"))
        readings[3, 1] = np.datetime64("2060-01-01")
        with pytest.raises(CalendarHorizonError, match=r"^row 7 "):
            DUTCH.elapsed_array(readings, readings, zone="UTC")

    def test_a_reading_that_is_skipped_has_its_row_too(self) -> None:
        readings = np.full((5, 2), np.datetime64("2026-01-02T15:00", "s"))
        readings[3, 1] = np.datetime64("2026-03-29T02:30")
        with pytest.raises(UsageError, match=r"row 7, instants: .* 2026-03-29T02:30:00"):
            OFFICE.is_open_array(readings, zone="Europe/Amsterdam")


class TestMissing:
    """A missing instant or amount has a missing answer, in every function."""

    def test_missing_stays_missing(self) -> None:
        starts = np.array([FRI_16, MISSING])
        for within in (
            "4 hours",
            timedelta(0),
            timedelta(hours=-1),
            BusinessDays(1),
            CalendarDays(1),
            Months(1),
            ElapsedTime(1),
        ):
            found = OFFICE.due_at_array(starts, within)
            assert found[0] != MISSING
            assert found[1] == MISSING
            assert OFFICE.in_time_until_array(starts, within)[1] == MISSING
        assert OFFICE.due_us(np.array([FRI_16]), np.array([MISSING])).tolist() == [MISSING]
        assert OFFICE.elapsed_array(starts, starts[::-1].copy()).tolist() == [MISSING, MISSING]
        assert OFFICE.cum(starts)[1] == MISSING
        assert OFFICE.inverse_left(OFFICE.cum(starts)).tolist() == [us("2026-01-02T16:00+01:00"), MISSING]
        assert OFFICE.is_open_array(starts).tolist() == [True, False]

    def test_all_missing_needs_no_calendar(self) -> None:
        nothing = np.array([MISSING, MISSING])
        for within in ("4 hours", BusinessDays(1), CalendarDays(1)):
            assert OFFICE.due_at_array(nothing, within).tolist() == [MISSING, MISSING]
        assert OFFICE.marks_before(nothing, nothing, BusinessDays(1)).tolist() == [0, 0]


class TestRowsWithoutAnAnswer:
    """Rows past the horizon raise, or are marked with their reason; the other rows keep their answers."""

    far = us("2060-01-01T12:00+00:00")
    last_evening = us("2049-12-31T18:00+01:00")
    late = us("2049-12-30T12:00+01:00")

    def test_they_raise(self) -> None:
        with pytest.raises(CalendarHorizonError, match="2060"):
            DUTCH.due_at_array(np.array([FRI_16, self.far]), "4 hours")
        with pytest.raises(CalendarHorizonError, match="2060"):
            DUTCH.elapsed_array(np.array([FRI_16, FRI_16]), np.array([FRI_16, self.far]))
        with pytest.raises(CalendarHorizonError):
            DUTCH.due_at_array(np.array([FRI_16, self.far]), BusinessDays(1))
        with pytest.raises(NeverOpenError):
            DUTCH.due_at_array(np.array([FRI_16, self.last_evening]), "4 hours")
        with pytest.raises(CalendarHorizonError):
            DUTCH.due_at_array(np.array([FRI_16, self.late]), "40 hours")
        with pytest.raises(CalendarHorizonError):
            DUTCH.is_open_array(np.array([self.far]))

    def test_the_horizon_itself_is_past_it(self) -> None:
        horizon = us("2050-01-01T00:00+01:00")
        found, status = DUTCH.is_open_array(np.array([horizon - 1, horizon]), errors="mark")
        assert (found.tolist(), status.tolist()) == ([False, False], [0, 2])
        with pytest.raises(CalendarHorizonError, match="row 1"):
            DUTCH.is_open_array(np.array([horizon - 1, horizon]))

    def test_they_are_marked(self) -> None:
        starts = np.array([FRI_16, self.far, self.last_evening, self.late, MISSING])
        due, status = DUTCH.due_at_array(starts, "40 hours", errors="mark")
        assert status.tolist() == [0, 2, 3, 2, 1]
        assert due.tolist() == [us("2026-01-09T16:00+01:00"), MISSING, MISSING, MISSING, MISSING]
        due, status = DUTCH.due_at_array(starts, BusinessDays(4), errors="mark")
        assert status.tolist() == [0, 2, 3, 2, 1]
        elapsed, status = DUTCH.elapsed_array(starts, np.full(5, FRI_16), errors="mark")
        assert status.tolist() == [0, 2, 0, 0, 1]
        assert elapsed[0] == 0

    def test_one_row_without_an_answer_does_not_disturb_the_others(self) -> None:
        amounts = np.array([4 * HOUR, 2**61, -(2**61), 2**62])
        due, status = DUTCH.due_at_array(np.full(4, FRI_16), amounts, errors="mark")
        assert due.tolist() == [MON_12, MISSING, MISSING, MISSING]
        assert status.tolist() == [0, 2, 2, 2]

    def test_in_time_until_is_the_horizon_where_no_opening_follows(self) -> None:
        horizon = us("2050-01-01T00:00+01:00")
        assert DUTCH.until_us(np.array([self.late]), 13 * HOUR).tolist() == [horizon]
        assert DUTCH.inverse_right(DUTCH.cum(np.array([self.last_evening]))).tolist() == [horizon]

    def test_a_calendar_that_never_opens_marks_every_row(self) -> None:
        closed = BusinessCalendar(tz="UTC", week={})
        for within in (
            "1 hour",
            timedelta(0),
            timedelta(hours=-1),
            BusinessDays(1),
            BusinessDays(1, outside="keep-time"),
        ):
            due, status = closed.due_at_array(np.array([FRI_16]), within, errors="mark")
            assert (due.tolist(), status.tolist()) == ([MISSING], [3])

    def test_an_unknown_word_for_errors_is_refused(self) -> None:
        with pytest.raises(UsageError, match="ignore"):
            DUTCH.due_at_array(np.array([self.far]), "4 hours", errors="ignore")  # type: ignore[call-overload]


class TestBusinessDayRows:
    """Many numbers of days are one call; ticks are marks by number; rows of an axis can be taken apart."""

    def test_a_number_of_days_for_each_row(self) -> None:
        starts = np.array([us("2026-01-05T10:00+01:00")] * 4)
        found = OFFICE.business_days_due_us(starts, BusinessDays(99), n=np.array([0, 1, 5, -1]))
        assert found.tolist() == [
            us(text)
            for text in (
                "2026-01-05T10:00+01:00",
                "2026-01-06T17:00+01:00",
                "2026-01-12T17:00+01:00",
                "2026-01-02T09:00+01:00",  # counted back, the day ends where it opens
            )
        ]

    def test_marks_are_counted_strictly_before_an_instant(self) -> None:
        start = us("2026-01-05T10:00+01:00")
        tuesday = us("2026-01-06T17:00+01:00")
        instants = np.array([start, tuesday, tuesday + 1, us("2026-01-12T09:00+01:00")])
        counts = OFFICE.marks_before(instants, np.full(4, start), BusinessDays(3))
        assert counts.tolist() == [0, 0, 1, 4]

    def test_marks_by_number_ignore_landing(self) -> None:
        days = BusinessDays(1, ends=time(20), landing="next-opening")
        start = np.array([us("2026-01-05T10:00+01:00")])
        assert OFFICE.mark_at(1, start, days).tolist() == [us("2026-01-06T20:00+01:00")]
        assert OFFICE.mark_at(0, start, days).tolist() == start.tolist()
        assert OFFICE.business_days_due_us(start, days).tolist() == [us("2026-01-07T09:00+01:00")]

    def test_marks_before_the_first_day_count_from_zero(self) -> None:
        start = np.array([us("2026-01-05T10:00+01:00")])
        assert OFFICE.marks_before(start - 10**12, start, BusinessDays(1)).tolist() == [0]

    def test_an_axis_can_be_taken_by_rows(self) -> None:
        starts = np.array([us("2026-01-05T10:00+01:00"), us("2026-01-03T10:00+01:00"), MISSING])
        axis = OFFICE.day_axis(starts, BusinessDays(1, ends="same-time"))
        assert axis.effective.tolist() == [starts[0], us("2026-01-05T09:00+01:00"), MISSING]
        taken = axis.take(np.array([1, 1, 2, 0]))
        due, status = taken.due(np.array([1, 2, 1, 1]))
        assert due.tolist() == [
            us("2026-01-06T09:00+01:00"),
            us("2026-01-07T09:00+01:00"),
            MISSING,
            us("2026-01-06T10:00+01:00"),
        ]
        assert status.tolist() == [0, 0, 1, 0]
        assert taken.mark_at(1, "mark").tolist()[2] == MISSING

    def test_hundreds_of_years_of_days_are_compiled_when_they_are_needed(self) -> None:
        start = np.array([us("2026-01-05T10:00+01:00")])
        assert OFFICE.business_days_due_us(start, BusinessDays(5 * 52 * 10)).tolist() == [
            us("2035-12-24T17:00+01:00")  # 520 weeks later, a Monday
        ]


class TestCalendarDayRows:
    """Calendar days and months take a number for each row, and know no holidays."""

    def test_a_number_for_each_row(self) -> None:
        starts = np.full(3, us("2026-03-28T02:30+01:00"))
        amsterdam = always("Europe/Amsterdam")
        assert amsterdam.calendar_days_due_us(starts, CalendarDays(0), n=np.array([0, 1, 2])).tolist() == [
            starts[0], us("2026-03-29T03:00+02:00"), us("2026-03-30T02:30+02:00")
        ]  # fmt: skip
        assert amsterdam.calendar_days_due_us(starts, Months(0), n=np.array([0, 1, -1])).tolist() == [
            starts[0], us("2026-04-28T02:30+02:00"), us("2026-02-28T02:30+01:00")
        ]  # fmt: skip

    def test_zero_days_in_the_second_of_two_readings_stay_there(self) -> None:
        second = us("2026-10-25T02:30+01:00")
        assert always("Europe/Amsterdam").calendar_days_due_us(np.array([second]), CalendarDays(0)).tolist() == [second]

    def test_holidays_do_not_limit_them(self) -> None:
        assert DUTCH.due_at_array(np.array([us("2060-01-01T12:00+01:00")]), CalendarDays(1)).tolist() == [
            us("2060-01-02T12:00+01:00")
        ]

    def test_more_days_than_there_are_is_no_answer(self) -> None:
        starts = np.array([FRI_16])
        with pytest.raises(CalendarHorizonError):
            ALWAYS.calendar_days_due_us(starts, CalendarDays(10**9))
        assert ALWAYS.calendar_days_due_us(starts, CalendarDays(10**9), errors="mark").tolist() == [MISSING]


class TestCum:
    """Open time since the origin is a number of this process: differences mean something, single values do not."""

    def test_differences_are_working_time(self) -> None:
        values = OFFICE.cum(np.array([FRI_16, MON_12]))
        assert values[1] - values[0] == 4 * HOUR

    def test_the_inverses_take_the_two_ends_of_a_gap(self) -> None:
        closing = OFFICE.cum(np.array([us("2026-01-02T17:00+01:00")]))
        assert OFFICE.inverse_left(closing).tolist() == [us("2026-01-02T17:00+01:00")]
        assert OFFICE.inverse_right(closing).tolist() == [us("2026-01-05T09:00+01:00")]

    def test_before_the_first_call_there_is_no_origin(self) -> None:
        fresh = BusinessCalendar(tz="UTC", week={"mon": "all day"})
        with pytest.raises(UsageError, match="cum"):
            fresh.inverse_left(np.array([0]))

    def test_values_beyond_the_horizon_raise_or_are_marked(self) -> None:
        DUTCH.cum(np.array([FRI_16]))
        with pytest.raises(CalendarHorizonError):
            DUTCH.inverse_left(np.array([2**60]))
        assert DUTCH.inverse_left(np.array([2**60, -(2**60)]), errors="mark").tolist() == [MISSING, MISSING]

    def test_working_time_is_a_whole_number_of_microseconds(self) -> None:
        assert OFFICE.until_us(np.array([FRI_16]), WorkingTime.of(hours=1).us).tolist() == [
            us("2026-01-05T09:00+01:00")
        ]
        assert date(2026, 1, 5).weekday() == 0
