"""Bad input: a typed error that names the value, the calendar where one was asked, and the bound that was passed.

Never a hang, never a silent wrong answer; an array fails as the scalar does, and says in which row.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import numpy as np
import pytest

from contractkit.calendars import ALWAYS, BusinessCalendar, CalendarSet
from contractkit.errors import (
    CalendarHorizonError,
    ContractKitError,
    NaiveDatetimeError,
    NeverOpenError,
    QuantityError,
    UsageError,
)
from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, Moment, Months, WorkingTime

WEEK = {"mon-fri": "09:00-17:00"}
OFFICE = BusinessCalendar("Europe/Amsterdam", WEEK, holidays="NL", name="desk")
ENDLESS = BusinessCalendar("Europe/Amsterdam", WEEK, name="endless")
SHUT = BusinessCalendar("Europe/Amsterdam", {}, name="shut")

FRI_16 = datetime(2026, 1, 2, 15, tzinfo=UTC)
NAIVE = datetime(2026, 1, 2, 16)  # noqa: DTZ001 - that is the point
FAR = datetime(2060, 6, 1, 12, tzinfo=UTC)
LATE = datetime(2049, 12, 31, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
US = np.array([1_767_366_000_000_000])  # Friday 2 January 2026, 16:00 in Amsterdam
READINGS = np.array(["2026-01-02T16:00"], "datetime64[us]")
LEAST, MOST = -(2**63) + 1, 2**63 - 1

Ask = Callable[[], Any]


def told(ask: Ask, kind: type[ContractKitError], *fragments: str) -> ContractKitError:
    """Return the error that a question raises, which names everything that is asked for, and survives pickling."""
    with pytest.raises(kind) as raised:
        ask()
    error = raised.value
    for fragment in fragments:
        assert fragment in str(error)
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again)) == (type(error), str(error))
    return error


class TestNaiveDatetimes:
    """An instant without a zone is nobody's instant: scalars, arrays and frames refuse it with its value."""

    @pytest.mark.parametrize(
        "ask",
        [
            lambda: OFFICE.is_open(NAIVE),
            lambda: OFFICE.next_open(NAIVE),
            lambda: OFFICE.next_close(NAIVE),
            lambda: OFFICE.previous_open(NAIVE),
            lambda: OFFICE.previous_close(NAIVE),
            lambda: OFFICE.elapsed(NAIVE, FRI_16),
            lambda: OFFICE.elapsed(FRI_16, NAIVE),
            lambda: OFFICE.due_at(NAIVE, HOUR),
            lambda: OFFICE.in_time_until(NAIVE, HOUR),
            lambda: OFFICE.intervals(NAIVE, FRI_16),
            lambda: OFFICE.due_at_array(NAIVE, np.array([1])),
            lambda: OFFICE.elapsed_array(US, NAIVE),
        ],
    )
    def test_scalars(self, ask: Ask) -> None:
        told(ask, NaiveDatetimeError, "2026-01-02 16:00:00", "has no zone")

    @pytest.mark.parametrize(
        "ask",
        [
            lambda: OFFICE.is_open_array(READINGS),
            lambda: OFFICE.elapsed_array(READINGS, READINGS),
            lambda: OFFICE.elapsed_array(FRI_16, READINGS),
            lambda: OFFICE.due_at_array(READINGS, HOUR),
            lambda: OFFICE.in_time_until_array(READINGS, HOUR),
            lambda: OFFICE.due_at_array(READINGS[0], np.array([1])),
        ],
    )
    def test_arrays(self, ask: Ask) -> None:
        error = told(ask, NaiveDatetimeError, "calendar desk", "2026-01-02T16:00:00", "pass zone=")
        assert error.facts["calendar"] == "desk"

    def test_frames(self) -> None:
        pandas = pytest.importorskip("pandas")
        polars = pytest.importorskip("polars")
        pyarrow = pytest.importorskip("pyarrow")
        for column in (
            pandas.Series(READINGS),
            pandas.DatetimeIndex(READINGS),
            polars.Series(READINGS),
            pyarrow.array(READINGS),
            pyarrow.chunked_array([pyarrow.array(READINGS)]),
        ):
            told(
                lambda column=column: OFFICE.due_at_array(column, HOUR),
                NaiveDatetimeError,
                "desk",
                "2026-01-02",
                "zone=",
            )

    def test_a_set_of_calendars(self) -> None:
        told(lambda: CalendarSet([OFFICE]).due_at_array([0], READINGS, HOUR), NaiveDatetimeError, "set of 1", "zone=")


class TestColumns:
    def test_a_column_in_the_place_of_an_instant_is_told_where_columns_belong(self) -> None:
        with pytest.raises(UsageError, match=r"one aware datetime, not a ndarray of 1; .* such as due_at_array"):
            OFFICE.due_at(US, HOUR)  # type: ignore[arg-type]


class TestHours:
    """Hours that overlap, run backwards or have no length are refused with what was written."""

    @pytest.mark.parametrize(
        ("hours", "fragments"),
        [
            ("09:00-12:00 and 11:00-17:00", ("11:00-17:00", "before 09:00-12:00 ends")),
            ("13:00-17:00 and 09:00-12:00", ("09:00-12:00",)),
            ("22:00-06:00 and 05:00-07:00", ("05:00-07:00",)),
            ("09:00-09:00", ("09:00-09:00",)),
            ("24:00-26:00", ("24:00",)),
            ("9 to five", ("9 to five",)),
            ([("09:00", "09:00")], ("09:00", "without length")),
            ([("09:00", "12:00"), ("11:00", "17:00")], ("11:00",)),
        ],
    )
    def test_what_cannot_be_hours(self, hours: Any, fragments: tuple[str, ...]) -> None:
        told(lambda: BusinessCalendar("UTC", {"mon": hours}), UsageError, "mon", *fragments)
        told(lambda: BusinessCalendar("UTC", WEEK, exceptions={date(2026, 1, 2): hours}), UsageError, *fragments)

    def test_days_that_are_none_or_twice(self) -> None:
        told(lambda: BusinessCalendar("UTC", {"mnday": "09:00-17:00"}), UsageError, "mnday", "mon")
        told(lambda: BusinessCalendar("UTC", {"mon-fri": "09:00-17:00", "tue": "09:00-12:00"}), UsageError, "tue")


class TestNames:
    """Unknown zones, countries and holidays are refused, and what was meant is shown."""

    def test_zones(self) -> None:
        for ask in (
            lambda: BusinessCalendar("Europe/Amsterdm", WEEK),
            lambda: OFFICE.due_at_array(READINGS, HOUR, zone="Europe/Amsterdm"),
        ):
            told(ask, UsageError, "'Europe/Amsterdm'", "Europe/Amsterdam")
        told(lambda: BusinessCalendar("localtime", WEEK), UsageError, "localtime")
        told(lambda: BusinessCalendar(None, WEEK), UsageError, "None")  # type: ignore[arg-type]

    def test_countries_and_holidays(self) -> None:
        told(lambda: BusinessCalendar("UTC", WEEK, holidays="NX"), UsageError, "'NX'", "NL")
        told(lambda: BusinessCalendar("UTC", WEEK, holidays="NL", without=["xmas"]), UsageError, "xmas", "Christmas")


class TestNeverOpen:
    """A calendar that never opens says so, at once, with the years that it knows."""

    @pytest.mark.parametrize(
        "ask",
        [
            lambda: SHUT.next_open(FRI_16),
            lambda: SHUT.previous_open(FRI_16),
            lambda: SHUT.next_close(FRI_16),
            lambda: SHUT.previous_close(FRI_16),
            lambda: SHUT.due_at(FRI_16, HOUR),
            lambda: SHUT.due_at(FRI_16, -HOUR),
            lambda: SHUT.due_at(FRI_16, timedelta(0)),
            lambda: SHUT.due_at(FRI_16, BusinessDays(1)),
            lambda: SHUT.due_at(FRI_16, BusinessDays(1, outside="keep-time")),
            lambda: SHUT.add_days(date(2026, 1, 2), 1),
            lambda: SHUT.add_days(date(2026, 1, 2), -1),
            lambda: SHUT.roll(date(2026, 1, 2)),
            lambda: SHUT.due_at_array(US, HOUR),
            lambda: SHUT.due_at_array(US, -HOUR),
            lambda: SHUT.due_at_array(US, timedelta(0)),
            lambda: SHUT.due_at_array(US, BusinessDays(1)),
            lambda: SHUT.add_days_array(np.array(["2026-01-02"], "M8[D]"), 1),
            lambda: SHUT.roll_array(np.array(["2026-01-02"], "M8[D]"), "nearest"),
            lambda: CalendarSet([SHUT]).due_at_array([0], US, HOUR),
        ],
    )
    def test_it_is_told(self, ask: Ask) -> None:
        error = told(ask, NeverOpenError, "shut", "2026-01-02", "2 to 9997")
        assert error.facts["years"] == (2, 9997)

    def test_always_has_no_closing(self) -> None:
        told(lambda: ALWAYS.next_close(FRI_16), NeverOpenError, "always", "closing")


class TestHorizon:
    """A question past the years that are known names the instant, the calendar and the years."""

    @pytest.mark.parametrize(
        ("ask", "value"),
        [
            (lambda: OFFICE.is_open(FAR), "2060-06-01"),
            (lambda: OFFICE.next_open(FAR), "2060-06-01"),
            (lambda: OFFICE.elapsed(FRI_16, FAR), "2060-06-01"),
            (lambda: OFFICE.due_at(FAR, HOUR), "2060-06-01"),
            (lambda: OFFICE.due_at(LATE, 100 * HOUR), "2050-01-01"),
            (lambda: OFFICE.due_at(LATE, BusinessDays(1)), "2050-01-01"),
            (lambda: OFFICE.add_days(date(2049, 12, 31), 1), "2050-01-01"),
            (lambda: OFFICE.is_business_day(date(1999, 12, 31)), "1999-12-31"),
            (lambda: OFFICE.count_days(date(2026, 1, 1), date(2060, 1, 1)), "2060-01-01"),
        ],
    )
    def test_scalars(self, ask: Ask, value: str) -> None:
        error = told(ask, CalendarHorizonError, "desk", value, "2000 to 2049")
        assert error.facts["years"] == (2000, 2049)

    @pytest.mark.parametrize(
        ("ask", "value"),
        [
            (lambda far: OFFICE.is_open_array(far, zone="UTC"), "2060-06-01"),
            (lambda far: OFFICE.elapsed_array(far, far, zone="UTC"), "2060-06-01"),
            (lambda far: OFFICE.elapsed_array(FRI_16, far, zone="UTC"), "2060-06-01"),
            (lambda far: OFFICE.due_at_array(far, HOUR, zone="UTC"), "2060-06-01"),
            (lambda far: OFFICE.due_at_array(far, BusinessDays(1), zone="Europe/Amsterdam"), "2060-06-01"),
            (lambda far: OFFICE.in_time_until_array(far, HOUR, zone="Europe/Amsterdam"), "2060-06-01"),
            (lambda far: OFFICE.add_days_array(far.astype("M8[D]"), 1), "2060-06-01"),
            (lambda far: OFFICE.roll_array(far.astype("M8[D]")), "2060-06-01"),
            (lambda far: CalendarSet([OFFICE]).due_at_array(0, far, HOUR, zone="UTC"), "2060-06-01"),
        ],
    )
    def test_arrays_name_the_row_too(self, ask: Callable[[np.ndarray], Any], value: str) -> None:
        far = np.array(["NaT", "2026-01-02T16:00", "2060-06-01T12:00"], "datetime64[s]")
        error = told(lambda: ask(far), CalendarHorizonError, "row 2", "desk", value, "2000 to 2049")
        assert error.facts["row"] == 2
        assert error.facts["years"] == (2000, 2049)

    @pytest.mark.parametrize("text", ["0001-12-30", "9998-01-03", "12026-01-01", "-0004-01-01"])
    @pytest.mark.parametrize("zone", ["UTC", "Europe/Amsterdam"])
    @pytest.mark.parametrize("unit", ["D", "s", "us"])
    def test_years_that_no_calendar_knows(self, text: str, zone: str, unit: str) -> None:
        odd = np.array(["2026-01-02", text], f"datetime64[{unit}]")
        asks: list[Ask] = [
            lambda: ENDLESS.is_open_array(odd, zone=zone),
            lambda: ENDLESS.due_at_array(odd, HOUR, zone=zone),
            lambda: ENDLESS.elapsed_array(odd, FRI_16, zone=zone),
            lambda: ENDLESS.due_at_array(odd, BusinessDays(1), zone=zone),
            lambda: ENDLESS.due_at_array(odd, CalendarDays(1), zone=zone),
            lambda: ENDLESS.due_at_array(odd, Months(1), zone=zone),
            lambda: ENDLESS.due_at_array(odd, ElapsedTime(1), zone=zone),
        ]
        for ask in asks:
            told(ask, CalendarHorizonError, "row 1", "endless", f"{odd[1]}", "2 to 9997")
        found, status = ENDLESS.due_at_array(odd, HOUR, zone=zone, errors="mark")
        assert (status.tolist(), np.isnat(found).tolist()) == ([0, 2], [False, True])

    @pytest.mark.parametrize("us", [LEAST, -(2**62), 2**60, 2**62, MOST])
    def test_whole_numbers_near_the_ends_of_int64(self, us: int) -> None:
        odd = np.array([US[0], us])
        for within in (HOUR, -HOUR, BusinessDays(1), CalendarDays(1), Months(1), ElapsedTime(1), ElapsedTime(-1)):
            told(
                lambda within=within: ENDLESS.due_at_array(odd, within), CalendarHorizonError, "row 1", str(us), "9997"
            )
        told(lambda: ENDLESS.is_open_array(odd), CalendarHorizonError, "row 1", str(us))
        told(lambda: ENDLESS.elapsed_array(odd, US), CalendarHorizonError, "row 1", str(us))
        found, status = ENDLESS.elapsed_array(odd, odd, errors="mark")
        assert (status.tolist(), found[0]) == ([0, 2], 0)


class TestTooMuch:
    """Amounts that no integer or no calendar holds are refused, or lie past the horizon; nothing wraps round."""

    @pytest.mark.parametrize("amount", [LEAST, -(2**62), 2**61, 2**62, MOST])
    def test_working_time_for_each_row(self, amount: int) -> None:
        amounts = np.array([3_600_000_000, amount])
        told(
            lambda: OFFICE.due_at_array(US, amounts), CalendarHorizonError, "row 1", str(amount), "desk", "2000 to 2049"
        )
        told(lambda: OFFICE.in_time_until_array(US, amounts), CalendarHorizonError, "row 1", str(amount), "desk")
        found, status = OFFICE.due_at_array(US, amounts, errors="mark")
        assert (found[0] - US[0], status.tolist()) == (3_600_000_000, [0, 2])

    @pytest.mark.parametrize("unit", ["D", "h", "s", "ms"])
    def test_durations_that_overflow_as_microseconds(self, unit: str) -> None:
        for count in (2**62, -(2**62)):
            amounts = np.array([1, count]).view(f"timedelta64[{unit}]")
            told(
                lambda amounts=amounts: OFFICE.due_at_array(US, amounts), CalendarHorizonError, "row 1", "desk", "2049"
            )

    def test_unsigned_numbers_beyond_int64(self) -> None:
        odd = np.array([0, 2**64 - 1], np.uint64)
        daily = BusinessCalendar("UTC", {"mon-sun": "00:00-24:00"})
        told(lambda: daily.is_open_array(odd), CalendarHorizonError, "row 1", "18446744073709551615", "9997")
        told(lambda: daily.due_at_array(US, odd), CalendarHorizonError, "row 1", "18446744073709551615", "9997")

    @pytest.mark.parametrize(
        "within",
        [
            WorkingTime(2**62),
            WorkingTime(-(2**62)),
            WorkingTime(MOST),
            BusinessDays(10**7),
            BusinessDays(-(10**7)),
            BusinessDays(2**62),
            BusinessDays(2**62, ends="same-time", counting="from-start"),
        ],
        ids=str,
    )
    def test_one_limit_in_opening_hours_for_all_rows(self, within: Any) -> None:
        told(lambda: OFFICE.due_at(FRI_16, within), CalendarHorizonError, "desk", "2000 to 2049")
        told(lambda: OFFICE.due_at_array(US, within), CalendarHorizonError, "row 0", "desk", "2000 to 2049")
        told(lambda: OFFICE.in_time_until_array(US, within), CalendarHorizonError, "row 0", "desk", "2000 to 2049")
        _, status = OFFICE.due_at_array(US, within, errors="mark")
        assert status.tolist() == [2]

    @pytest.mark.parametrize(
        "within",
        [
            ElapsedTime(2**62),
            ElapsedTime(LEAST),
            ElapsedTime.of(hours=24 * 366 * 8000),
            CalendarDays(2**62),
            CalendarDays(-(2**40)),
            CalendarDays(366 * 8000),
            CalendarDays(-800_000, ends="end-of-day"),
            Months(10**6),
            Months(-(2**62)),
        ],
        ids=str,
    )
    def test_one_limit_on_the_wall_for_all_rows(self, within: Any) -> None:
        told(lambda: ENDLESS.due_at(FRI_16, within), CalendarHorizonError, "2 to 9997")
        told(lambda: ENDLESS.due_at_array(US, within), CalendarHorizonError, "row 0", "endless", "2 to 9997")
        told(lambda: ENDLESS.in_time_until_array(US, within), CalendarHorizonError, "row 0", "endless", "2 to 9997")
        _, status = ENDLESS.due_at_array(US, within, errors="mark")
        assert status.tolist() == [2]

    def test_a_calendar_without_holidays_ends_with_the_years(self) -> None:
        told(lambda: ENDLESS.due_at(FRI_16, BusinessDays(10**7)), CalendarHorizonError, "endless", "2 to 9997")
        told(lambda: ENDLESS.due_at_array(US, BusinessDays(10**7)), CalendarHorizonError, "endless", "2 to 9997")

    def test_numbers_beyond_every_integer(self) -> None:
        for make in (WorkingTime, ElapsedTime, BusinessDays, CalendarDays, Months):
            told(lambda make=make: make(2**70), UsageError, str(2**70))
        for within in (timedelta.max, timedelta.min):
            told(lambda within=within: OFFICE.due_at(FRI_16, within), ContractKitError)
            told(lambda within=within: OFFICE.due_at_array(US, within), UsageError, "more than any calendar has")


class TestAmounts:
    """Floats, NaN, texts and moments are no amounts of time."""

    @pytest.mark.parametrize(
        "value", [1.5, float("nan"), float("inf"), 4, True, None, "", [1.5], time(1), date(2026, 1, 5), np.nan]
    )
    def test_what_is_no_limit(self, value: Any) -> None:
        kinds = (UsageError, QuantityError)
        for ask in (
            lambda: OFFICE.due_at(FRI_16, value),
            lambda: OFFICE.in_time_until(FRI_16, value),
            lambda: OFFICE.due_at_array(US, value),
        ):
            with pytest.raises(kinds):
                ask()

    @pytest.mark.parametrize("value", [1.5, float("nan"), True, "4", None, np.float64(4)])
    def test_spans_are_made_of_whole_numbers(self, value: Any) -> None:
        for make in (WorkingTime, ElapsedTime, BusinessDays, CalendarDays, Months):
            told(lambda make=make: make(value), UsageError)
        told(lambda: WorkingTime.of(hours=value), UsageError, "hours=")

    @pytest.mark.parametrize(
        ("amounts", "fragment"),
        [
            (np.array([1.5]), "float64"),
            (np.array([np.nan]), "nan"),
            (np.array(["4 hours"]), "'4 hours'"),
            (np.array([HOUR]), "object"),
            ([HOUR], "object"),
            (["4 hours"], "a text or a span is one for all rows"),
            (np.array([True]), "bool"),
            (READINGS, "datetime64[us]"),
            (np.array([1], "timedelta64[M]"), "timedelta64[M]"),
            (np.array([5], "timedelta64"), "without a unit"),
            (np.array([1j]), "complex128"),
        ],
    )
    def test_arrays_of_other_things(self, amounts: Any, fragment: str) -> None:
        told(
            lambda: OFFICE.due_at_array(US, amounts),
            UsageError,
            "due_at_array of the calendar desk: ",
            "within",
            fragment,
        )

    def test_a_moment_is_no_amount(self) -> None:
        told(lambda: OFFICE.due_at(FRI_16, Moment("promised")), UsageError, "promised")
        told(lambda: OFFICE.due_at_array(US, Moment("promised")), UsageError, "promised")

    def test_texts_that_are_no_limits(self) -> None:
        for text in ("2 days", "4 parsecs", "1.5 days", "-", "4"):
            told(lambda text=text: OFFICE.due_at(FRI_16, text), QuantityError, text)
            told(lambda text=text: OFFICE.due_at_array(US, text), QuantityError, text)


class TestTypes:
    """What is no array of instants is refused with its type, its first value and the kinds that are read."""

    @pytest.mark.parametrize(
        ("values", "fragment"),
        [
            (np.array([1.5]), "such as 1.5"),
            (np.array([np.nan]), "floats lose microseconds"),
            (np.array([True]), "bool"),
            (np.array(["2026-01-02"]), "'2026-01-02'"),
            (np.array([FRI_16]), "object"),
            ([FRI_16], "object"),
            ([None], "object"),
            (np.array([HOUR], "timedelta64[us]"), "timedelta64[us]"),
            (np.array([(1, 2)], "i4,i4"), "i4"),
            (np.ma.array([1], mask=[True]), "mask"),
            ([[1, 2], [3]], "no array"),
            ({"a": 1}, "object"),
            (None, "object"),
        ],
    )
    def test_it_is_refused(self, values: Any, fragment: str) -> None:
        told(
            lambda: OFFICE.is_open_array(values, zone=None), UsageError, "is_open_array of the calendar desk", fragment
        )

    @pytest.mark.parametrize("value", [FRI_16, np.int64(5), 5, np.array(5), np.datetime64("2026-01-02")])
    def test_one_value_is_for_the_scalar_method(self, value: Any) -> None:
        zone = "UTC" if isinstance(value, np.datetime64) else None
        told(
            lambda: OFFICE.is_open_array(value, zone=zone), UsageError, "one value is no array; is_open answers to one"
        )
        told(lambda: OFFICE.due_at_array(value, HOUR, zone=zone), UsageError, "due_at answers to one")
        told(lambda: OFFICE.elapsed_array(value, value, zone=zone), UsageError, "elapsed answers to one")

    def test_shapes_that_do_not_fit(self) -> None:
        three, two = np.zeros(3, np.int64), np.zeros(2, np.int64)
        told(lambda: OFFICE.elapsed_array(three, two), UsageError, "desk", "(3,)", "(2,)")
        told(lambda: OFFICE.due_at_array(three, two), UsageError, "desk", "(3,)", "(2,)")
        told(lambda: OFFICE.due_at_array(three, np.zeros((2, 2), np.int64)), UsageError, "(2, 2)")

    def test_kinds_that_do_not_go_together(self) -> None:
        told(lambda: OFFICE.elapsed_array(US, READINGS, zone="UTC"), UsageError, "leave zone= out")
        told(lambda: OFFICE.elapsed_array(US, READINGS), NaiveDatetimeError, "end")
        told(lambda: OFFICE.due_at_array(US, HOUR, zone="UTC"), UsageError, "leave zone= out")
        told(lambda: OFFICE.elapsed_array(FRI_16, FRI_16, zone="UTC"), UsageError, "elapsed")

    def test_words_that_are_none(self) -> None:
        for ask in (
            lambda: OFFICE.due_at_array(US, HOUR, errors="ignore"),  # type: ignore[call-overload]
            lambda: OFFICE.is_open_array(US, errors="ignore"),  # type: ignore[call-overload]
            lambda: OFFICE.elapsed_array(US, US, errors="ignore"),  # type: ignore[call-overload]
            lambda: OFFICE.roll_array(np.array(["2026-01-02"], "M8[D]"), errors="ignore"),  # type: ignore[call-overload]
        ):
            told(ask, UsageError, "'raise' or 'mark'", "'ignore'")

    def test_scalars_of_other_types(self) -> None:
        for value in ("2026-01-02T16:00+01:00", 1_767_366_000, date(2026, 1, 2), None):
            told(lambda value=value: OFFICE.due_at(value, HOUR), UsageError, repr(value))
            told(lambda value=value: OFFICE.is_open(value), UsageError, repr(value))
        for value in (FRI_16, "2026-01-02", 20_000, None):
            told(lambda value=value: OFFICE.add_days(value, 1), UsageError, repr(value))
            told(lambda value=value: OFFICE.is_business_day(value), UsageError, repr(value))

    def test_computing_code_gives_whole_microseconds(self) -> None:
        told(lambda: OFFICE.due_us(np.array([1.5]), 1), UsageError, "float64")
        told(lambda: OFFICE.due_us(US, np.array([1.5])), UsageError, "float64")
        told(lambda: OFFICE.cum(np.array(["a"])), UsageError, "<U1")


class TestOrdinarySlips:
    """What is passed alone where several belong is told, and is never a bare TypeError."""

    def test_one_closed_date_instead_of_a_list(self) -> None:
        told(
            lambda: BusinessCalendar(tz="UTC", week={"mon": "09:00-17:00"}, closed=date(2026, 1, 5)), UsageError, "list"
        )

    def test_exceptions_without_hours(self) -> None:
        make = lambda: BusinessCalendar(tz="UTC", week={}, exceptions=[date(2026, 1, 5)])  # noqa: E731
        told(make, UsageError, "dates with hours")

    def test_one_calendar_instead_of_a_set(self) -> None:
        told(lambda: CalendarSet(OFFICE), UsageError, "several calendars")

    def test_a_missing_instant_is_called_missing(self) -> None:
        pandas = pytest.importorskip("pandas")
        told(lambda: OFFICE.is_open(pandas.NaT), UsageError, "missing")

    def test_dates_with_names_may_stand_among_codes(self) -> None:
        mixed = BusinessCalendar(tz="UTC", week={"mon-fri": "09:00-17:00"}, holidays=["NL", {date(2026, 1, 5): "Fair"}])
        assert [mixed.is_business_day(date(2026, 1, day)) for day in (1, 2, 5, 6)] == [False, True, False, True]

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("closed", "2026-01-01"),
            ("exceptions", {"2026-01-01": "09:00-17:00", date(2026, 1, 2): "09:00-17:00"}),
            ("closures", {1: "09:00-10:00", date(2026, 1, 2): "09:00-10:00"}),
            ("closures", 5),
            ("openings", 5),
            ("without", 5),
            ("with_", 5),
        ],
    )
    def test_a_value_of_another_kind_is_named(self, field: str, value: Any) -> None:
        told(lambda: BusinessCalendar(tz="UTC", week={"mon": "09:00-17:00"}, **{field: value}), UsageError)
