"""Columns of data frames: the answer comes back as the column came, with its zone, its nulls, its name and its index.

The instants themselves are checked in `test_arrays`; here Friday 16:00 plus four hours is Monday 12:00 in every form.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from contractkit.calendars import BusinessCalendar, CalendarSet, answering
from contractkit.calendars.instants import MISSING
from contractkit.errors import CalendarHorizonError, NaiveDatetimeError, UsageError
from contractkit.quantities.spans import BusinessDays, CalendarDays

narwhals = pytest.importorskip("narwhals")
pandas = pytest.importorskip("pandas")
polars = pytest.importorskip("polars")
pyarrow = pytest.importorskip("pyarrow")

SOURCE = Path(__file__).parents[2] / "src"
OFFICE = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, holidays="NL", name="office")
NEW_YORK = ZoneInfo("America/New_York")

FRI_16 = datetime(2026, 1, 2, 15, tzinfo=UTC)
SAT_11 = datetime(2026, 1, 3, 10, tzinfo=UTC)
MON_12 = datetime(2026, 1, 5, 11, tzinfo=UTC)
MON_13 = datetime(2026, 1, 5, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

Make = Callable[[list[Any]], Any]
Read = Callable[[Any], list[Any]]


def _us(values: list[Any]) -> Any:
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    return np.array([MISSING if value is None else (value - epoch) // timedelta(microseconds=1) for value in values])


def _pandas(unit: str) -> Make:
    def make(values: list[Any]) -> Any:
        instants = pandas.DatetimeIndex(_us(values).view("datetime64[us]").astype(f"datetime64[{unit}]"))
        index = [f"T{row}" for row in range(len(values))]
        return pandas.Series(instants.tz_localize("UTC").tz_convert(NEW_YORK), index=index, name="opened")

    return make


def _index(values: list[Any]) -> Any:
    return pandas.DatetimeIndex(_pandas("us")(values), name="opened")


def _arrow_in_pandas(values: list[Any]) -> Any:
    return _pandas("us")(values).astype(pandas.ArrowDtype(pyarrow.timestamp("ns", "America/New_York")))


def _polars(unit: str) -> Make:
    def make(values: list[Any]) -> Any:
        return polars.Series("opened", values, dtype=polars.Datetime(unit, "America/New_York"))

    return make


def _pieces(values: list[Any]) -> Any:
    return polars.concat([_polars("us")([value]) for value in values], rechunk=False)


def _arrow(values: list[Any]) -> Any:
    return pyarrow.array(values, pyarrow.timestamp("us", "America/New_York"))


def _chunked(values: list[Any]) -> Any:
    return pyarrow.chunked_array([[value] for value in values], pyarrow.timestamp("ms", "America/New_York"))


def _narwhals(values: list[Any]) -> Any:
    return narwhals.from_native(_polars("us")(values), series_only=True)


def plain(column: Any) -> list[Any]:
    """Return a column as plain values, None for a missing one."""
    if isinstance(column, (pyarrow.Array, pyarrow.ChunkedArray)):
        return list(column.to_pylist())
    if isinstance(column, (polars.Series, narwhals.Series)):
        return list(column.to_list())
    values = [None if value is pandas.NaT or value is pandas.NA else value for value in column.tolist()]
    return [value.to_pydatetime() if isinstance(value, pandas.Timestamp) else value for value in values]


KINDS: dict[str, Make] = {
    "pandas, s": _pandas("s"),
    "pandas, ms": _pandas("ms"),
    "pandas, us": _pandas("us"),
    "pandas, ns": _pandas("ns"),
    "index of pandas": _index,
    "pandas on Arrow": _arrow_in_pandas,
    "polars, ms": _polars("ms"),
    "polars, us": _polars("us"),
    "polars, ns": _polars("ns"),
    "polars in chunks": _pieces,
    "Arrow": _arrow,
    "Arrow in chunks": _chunked,
    "narwhals": _narwhals,
}
each_kind = pytest.mark.parametrize("make", KINDS.values(), ids=KINDS.keys())


def dtype_of(column: Any) -> str:
    """Return the type of a column as its library prints it."""
    return f"{column.type if hasattr(column, 'type') else column.dtype}"


class TestSameKindBack:
    """An aware column gives a column of its library back, in microseconds and in its own zone; nulls stay nulls."""

    @each_kind
    def test_due_instants_are_aware_in_the_zone_of_the_column(self, make: Make) -> None:
        starts = make([FRI_16, None, SAT_11])
        due = OFFICE.due_at_array(starts, "4 hours")
        assert type(due) is type(starts)
        assert plain(due) == [MON_12, None, MON_13]
        assert "America/New_York" in dtype_of(due)
        assert "us" in dtype_of(due) or "μs" in dtype_of(due)
        assert plain(due)[0].utcoffset() == timedelta(hours=-5)

    @each_kind
    def test_durations_are_the_durations_of_the_library(self, make: Make) -> None:
        starts = make([FRI_16, None, MON_12])
        elapsed = OFFICE.elapsed_array(starts, make([MON_12, MON_12, FRI_16]))
        assert plain(elapsed) == [4 * HOUR, None, -4 * HOUR]
        assert "us" in dtype_of(elapsed) or "μs" in dtype_of(elapsed)
        if isinstance(starts, (pandas.Series, polars.Series, narwhals.Series, pyarrow.ChunkedArray)):
            assert type(elapsed) is type(starts)

    @each_kind
    def test_truth_values_are_null_where_the_library_has_such(self, make: Make) -> None:
        starts = make([FRI_16, None, SAT_11])
        found = OFFICE.is_open_array(starts)
        on_numpy = isinstance(starts, pandas.Index) or (
            isinstance(starts, pandas.Series) and isinstance(starts.dtype, pandas.DatetimeTZDtype)
        )
        assert plain(found) == [True, False if on_numpy else None, False]
        assert plain(OFFICE.is_open_array(make([FRI_16, SAT_11]))) == [True, False]

    @each_kind
    def test_every_kind_of_limit_answers(self, make: Make) -> None:
        starts = make([FRI_16, None, SAT_11])
        assert plain(OFFICE.in_time_until_array(starts, "1 hour"))[0] == datetime(2026, 1, 5, 8, tzinfo=UTC)
        assert plain(OFFICE.due_at_array(starts, BusinessDays(1)))[:2] == [datetime(2026, 1, 5, 16, tzinfo=UTC), None]
        assert plain(OFFICE.due_at_array(starts, CalendarDays(1)))[:2] == [FRI_16 + 24 * HOUR, None]

    @each_kind
    def test_an_empty_column_has_an_empty_answer_of_its_kind(self, make: Make) -> None:
        if make is not _pieces and make is not _chunked:
            starts = make([])
            assert type(OFFICE.due_at_array(starts, "4 hours")) is type(starts)
            assert plain(OFFICE.elapsed_array(starts, starts)) == []

    @each_kind
    def test_blocks_change_nothing(self, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(answering, "BLOCK", 2)
        due = OFFICE.due_at_array(make([FRI_16, None, SAT_11, FRI_16, None]), "4 hours")
        assert plain(due) == [MON_12, None, MON_13, MON_12, None]

    def test_a_series_keeps_its_name_and_its_index(self) -> None:
        starts = _pandas("ns")([FRI_16, SAT_11])
        for answer in (OFFICE.due_at_array(starts, "4 hours"), OFFICE.elapsed_array(starts, starts)):
            assert answer.name == "opened"
            assert answer.index.tolist() == ["T0", "T1"]
        assert OFFICE.is_open_array(starts).index.tolist() == ["T0", "T1"]
        assert OFFICE.due_at_array(_polars("us")([FRI_16]), "4 hours").name == "opened"
        assert OFFICE.due_at_array(_index([FRI_16]), "4 hours").name == "opened"

    def test_statuses_are_plain_numpy(self) -> None:
        due, status = OFFICE.due_at_array(_arrow([FRI_16, None, FRI_16.replace(year=2060)]), "4 hours", errors="mark")
        assert status.tolist() == [0, 1, 2]
        assert plain(due) == [MON_12, None, None]


class TestNaiveColumns:
    """A column without a zone needs `zone=`, and is answered in that zone."""

    @pytest.mark.parametrize(
        "make",
        [
            lambda values: pandas.Series(pandas.to_datetime(values)),
            lambda values: pandas.Series(pandas.to_datetime(values)).astype(pandas.ArrowDtype(pyarrow.timestamp("us"))),
            lambda values: polars.Series(values, dtype=polars.Datetime("ns")),
            lambda values: pyarrow.array(values, pyarrow.timestamp("s")),
        ],
        ids=["pandas", "pandas on Arrow", "polars", "Arrow"],
    )
    def test_readings_get_the_zone_they_were_read_in(self, make: Make) -> None:
        starts = make([datetime(2026, 1, 2, 16), None])  # noqa: DTZ001
        with pytest.raises(NaiveDatetimeError, match=r"due_at_array of the calendar office: start: .*2026-01-02T16"):
            OFFICE.due_at_array(starts, "4 hours")
        due = OFFICE.due_at_array(starts, "4 hours", zone="Europe/Amsterdam")
        assert type(due) is type(starts)
        assert "Europe/Amsterdam" in dtype_of(due)
        assert plain(due) == [MON_12, None]

    def test_dates_are_read_at_midnight(self) -> None:
        due = OFFICE.due_at_array(polars.Series([date(2026, 1, 3), None]), "4 hours", zone=OFFICE.tz)
        assert plain(due) == [MON_13, None]

    def test_a_zone_is_refused_where_the_column_has_one(self) -> None:
        with pytest.raises(UsageError, match="leave zone= out"):
            OFFICE.due_at_array(_polars("us")([FRI_16]), "4 hours", zone="UTC")

    def test_a_naive_end_may_stand_beside_an_aware_start(self) -> None:
        ends = polars.Series([datetime(2026, 1, 5, 12)])  # noqa: DTZ001
        found = OFFICE.elapsed_array(_polars("us")([FRI_16]), ends, zone="Europe/Amsterdam")
        assert plain(found) == [4 * HOUR]


class TestWholeNumbers:
    """Columns of whole numbers are microseconds since the epoch, in and out."""

    def test_they_come_back_as_whole_numbers_with_their_nulls(self) -> None:
        numbers = [int(_us([FRI_16])[0]), None]
        expected = [int(_us([MON_12])[0]), None]
        for make in (
            lambda values: pandas.Series(values, dtype="Int64", name="n"),
            lambda values: pandas.Series(values, dtype=pandas.ArrowDtype(pyarrow.int64())),
            lambda values: polars.Series("n", values),
            lambda values: polars.Series("n", values, dtype=polars.UInt64),
            pyarrow.array,
            lambda values: pyarrow.chunked_array([values]),
        ):
            starts = make(numbers)
            assert plain(OFFICE.due_at_array(starts, "4 hours")) == expected
            assert plain(OFFICE.elapsed_array(starts, starts)) == [0, None]
            assert plain(OFFICE.is_open_array(starts)) == [True, None]
        plain_series = pandas.Series([numbers[0]], index=["a"])
        assert OFFICE.due_at_array(plain_series, "4 hours").to_dict() == {"a": expected[0]}

    def test_they_do_not_stand_beside_instants_that_say_their_zone(self) -> None:
        aware, numbers = _polars("us")([FRI_16]), np.array([int(_us([FRI_16])[0])])
        for pair in ((aware, numbers), (numbers, aware), (aware, numbers[0])):
            with pytest.raises(UsageError, match=r"start is .*int64.*; give both as one kind|end is int64; give both"):
                OFFICE.elapsed_array(*pair)
        assert OFFICE.elapsed_array(numbers, FRI_16).tolist() == [0]


class TestAmounts:
    """Durations of a frame are working time, one for each row; a null amount has no answer."""

    @pytest.mark.parametrize(
        "make",
        [
            lambda values: pandas.Series(values, dtype="timedelta64[ns]", index=[f"T{row}" for row in range(4)]),
            lambda values: polars.Series(values, dtype=polars.Duration("ms")),
            lambda values: pyarrow.array(values, pyarrow.duration("s")),
            lambda values: np.array(values, "timedelta64[m]"),
            lambda values: polars.Series([None if v is None else v // timedelta(microseconds=1) for v in values]),
        ],
        ids=["pandas", "polars", "Arrow", "numpy", "microseconds"],
    )
    def test_each_row_has_its_own(self, make: Make) -> None:
        amounts = make([HOUR, 4 * HOUR, None, -HOUR])
        due = OFFICE.due_at_array(_pandas("us")([FRI_16] * 4), amounts)
        assert plain(due) == [FRI_16 + HOUR, MON_12, None, FRI_16 - HOUR]

    def test_one_start_for_many_amounts_takes_the_kind_of_the_amounts(self) -> None:
        due = OFFICE.due_at_array(FRI_16, polars.Series("allowed", [HOUR, 4 * HOUR]))
        assert plain(due) == [FRI_16 + HOUR, MON_12]
        assert due.dtype == polars.Datetime("us", "UTC")

    def test_nanoseconds_of_a_duration_are_refused(self) -> None:
        with pytest.raises(UsageError, match=r"row 1, within: .*no whole number of microseconds"):
            OFFICE.due_at_array(_polars("us")([FRI_16] * 2), polars.Series([1000, 1001], dtype=polars.Duration("ns")))


class TestRowsThatMatch:
    """Rows are matched by position, so that columns which say otherwise are refused."""

    def test_indexes_that_differ_are_refused(self) -> None:
        starts = _pandas("us")([FRI_16, SAT_11])
        with pytest.raises(UsageError, match="indexes differ"):
            OFFICE.elapsed_array(starts, starts.iloc[::-1])
        assert plain(OFFICE.elapsed_array(starts, starts.copy())) == [timedelta(0)] * 2
        assert len(OFFICE.elapsed_array(starts, starts.iloc[::-1].to_numpy("datetime64[us]"), zone="UTC")) == 2

    def test_lengths_that_differ_are_refused(self) -> None:
        starts = _polars("us")([FRI_16, SAT_11])
        for ends in (_polars("us")([FRI_16]), _polars("us")([FRI_16] * 3), np.zeros((2, 2), "M8[us]")):
            zone = "UTC" if isinstance(ends, np.ndarray) else None
            with pytest.raises(UsageError, match=r"the shape \(2,\)"):
                OFFICE.elapsed_array(starts, ends, zone=zone)

    def test_one_instant_goes_with_every_row(self) -> None:
        found = OFFICE.elapsed_array(_polars("us")([FRI_16, None]), MON_12)
        assert plain(found) == [4 * HOUR, None]
        found = OFFICE.elapsed_array(_pandas("us")([FRI_16, None]), pandas.Timestamp(MON_12))
        assert plain(found) == [4 * HOUR, None]


class TestDates:
    """Columns of dates give dates back; pandas keeps dates as midnights, and gets those."""

    KINDS = (
        (lambda values: polars.Series("day", values, dtype=polars.Date), "Date"),
        (lambda values: pyarrow.array(values, pyarrow.date32()), "date32[day]"),
        (lambda values: pyarrow.array(values, pyarrow.date64()), "date32[day]"),
        (lambda values: pandas.Series(np.array(values, "M8[s]")), "datetime64[s]"),
        (lambda values: pandas.Series(np.array(values, "M8[ns]")), "datetime64[ns]"),
        (lambda values: pandas.Series(values, dtype=pandas.ArrowDtype(pyarrow.date32())), "date32[day][pyarrow]"),
    )

    @pytest.mark.parametrize(("make", "kind"), KINDS)
    def test_dates_in_are_dates_out(self, make: Make, kind: str) -> None:
        days = make([date(2026, 1, 3), None, date(2026, 1, 6)])
        moved = OFFICE.add_days_array(days, np.array([1, 1, -1]))
        assert dtype_of(moved) == kind
        texts = [None if value is None else f"{value}"[:10] for value in plain(moved)]
        assert texts == ["2026-01-05", None, "2026-01-05"]
        assert f"{plain(OFFICE.roll_array(days, 'nearest'))[0]}"[:10] == "2026-01-02"
        assert plain(OFFICE.count_days_array(days, date(2026, 1, 8))) == [3, None, 2]
        assert plain(OFFICE.is_business_day_array(days))[::2] == [False, True]

    def test_a_time_of_day_is_no_date(self) -> None:
        with pytest.raises(UsageError, match="row 1, days: 2026-01-05T10:00"):
            OFFICE.add_days_array(pandas.Series(np.array(["2026-01-03", "2026-01-05T10:00"], "M8[s]")), 1)
        with pytest.raises(UsageError, match="instants are dates only in a zone"):
            OFFICE.add_days_array(_polars("us")([FRI_16]), 1)


class TestWhatIsNoColumnOfInstants:
    """Floats, texts, objects, truth values, frames and periods are refused with their type and a way out."""

    @pytest.mark.parametrize(
        "values",
        [
            lambda: pandas.Series([1.5]),
            lambda: pandas.Series(["2026-01-02T16:00+01:00"]),
            lambda: pandas.Series([FRI_16], dtype=object),
            lambda: pandas.Series([True]),
            lambda: pandas.Series(["a"], dtype="category"),
            lambda: pandas.period_range("2026-01", periods=1, freq="M"),
            lambda: pandas.Series([1.5], dtype="Float64"),
            lambda: polars.Series([1.5]),
            lambda: polars.Series(["2026-01-02"]),
            lambda: polars.Series([True]),
            lambda: polars.Series([None]),
            lambda: pyarrow.array([1.5]),
            lambda: pyarrow.array(["x"]),
            lambda: pyarrow.array([None]),
            lambda: polars.DataFrame({"a": [FRI_16]}),
            lambda: pandas.DataFrame({"a": [FRI_16]}),
            lambda: pyarrow.table({"a": [FRI_16]}),
            lambda: polars.col("a"),
        ],
    )
    def test_it_is_refused(self, values: Callable[[], Any]) -> None:
        with pytest.raises(UsageError, match="due_at_array of the calendar office: start: "):
            OFFICE.due_at_array(values(), "4 hours")


class TestRowsOfAnError:
    """The first row without an answer is named by its position, whatever the column is."""

    @each_kind
    def test_a_row_past_the_horizon_is_named(self, make: Make) -> None:
        far = FRI_16.replace(year=2060)
        with pytest.raises(CalendarHorizonError, match=r"^row 2 \(start 2060-01-02.*office.*2000 to 2049") as told:
            OFFICE.due_at_array(make([FRI_16, None, far, far]), "4 hours")
        assert told.value.facts["row"] == 2

    def test_nanoseconds_are_refused_with_their_row(self) -> None:
        starts = _polars("ns")([FRI_16, None]).dt.offset_by("1ns")
        with pytest.raises(UsageError, match=r"row 0, start: 2026-01-02T15:00:00\.000000001"):
            OFFICE.due_at_array(starts, "4 hours")


class TestOptional:
    """A library of frames loads only with a column of it."""

    def test_numpy_arrays_load_no_frames(self) -> None:
        code = (
            "import sys, numpy as np; from contractkit.calendars import ALWAYS, CalendarSet; "
            "ALWAYS.due_at_array(np.array(['2026-01-02'], 'M8[us]'), '4 hours', zone='UTC'); "
            "CalendarSet([ALWAYS]).is_open_array([0], np.array([0])); "
            "ALWAYS.add_days_array(np.array(['2026-01-02'], 'M8[D]'), 1); "
            "print(sorted({'pandas', 'polars', 'pyarrow', 'narwhals'} & set(sys.modules)))"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONPATH": str(SOURCE)}, capture_output=True, text=True, check=False
        )
        assert done.stdout.strip() == "[]", done.stderr


class TestSetsOfCalendars:
    """Codes may be a column too: whole numbers, or the names of a set; a null is no calendar."""

    SET = CalendarSet({"ams": OFFICE, "nyc": BusinessCalendar("America/New_York", {"mon-fri": "09:00-17:00"})})

    @pytest.mark.parametrize(
        "codes",
        [
            lambda: pandas.Series(["ams", "nyc", None], index=["T0", "T1", "T2"]),
            lambda: pandas.Series(["ams", "nyc", None], index=["T0", "T1", "T2"], dtype="category"),
            lambda: pandas.Series([0, 1, None], index=["T0", "T1", "T2"], dtype="Int8"),
            lambda: polars.Series(["ams", "nyc", None], dtype=polars.Categorical),
            lambda: polars.Series([0, 1, None]),
            lambda: pyarrow.array(["ams", "nyc", None]).dictionary_encode(),
            lambda: pyarrow.array([0, 1, None], pyarrow.uint8()),
            lambda: np.array(["ams", "nyc", ""]),
            lambda: np.array(["ams", "nyc", np.nan], object),
            lambda: [0, 1, -1],
        ],
    )
    def test_codes_are_read_from_any_column(self, codes: Callable[[], Any]) -> None:
        due = self.SET.due_at_array(codes(), _pandas("us")([FRI_16] * 3), "4 hours")
        assert plain(due) == [MON_12, FRI_16 + 4 * HOUR, None]
        assert due.index.tolist() == ["T0", "T1", "T2"]
        assert "America/New_York" in dtype_of(due)
        assert plain(self.SET.is_open_array(codes(), _polars("us")([FRI_16] * 3))) == [True, True, None]


class TestWholeFrames:
    @pytest.mark.parametrize(
        "whole",
        [
            lambda column: column.to_frame(),
            lambda column: column.to_frame().lazy(),
            lambda column: pyarrow.table({"opened": column.to_arrow()}),
            lambda column: pyarrow.record_batch({"opened": column.to_arrow()}),
            lambda column: column.to_frame().to_pandas(),
            lambda column: narwhals.from_native(column.to_frame()),
        ],
    )
    def test_a_frame_is_no_column_and_never_taken_for_an_array(self, whole: Callable[[Any], Any]) -> None:
        """Numpy would read a frame as an array of readings and lose the zone: it is refused, with the way out."""
        column = polars.Series("opened", [FRI_16]).dt.convert_time_zone("Europe/Amsterdam")
        with pytest.raises(UsageError, match=r"several columns; give one of them"):
            OFFICE.due_at_array(whole(column), timedelta(hours=4), zone="Europe/Amsterdam")
