"""Arrays of dates: as the scalars answer, and as numpy's own business days do where the two mean the same."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contractkit.calendars import BusinessCalendar, asking, date_arrays
from contractkit.calendars.instants import MISSING
from contractkit.errors import CalendarHorizonError, NeverOpenError, UsageError

OFFICE = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, name="office")
DUTCH = BusinessCalendar(tz="Europe/Amsterdam", week={"mon-fri": "09:00-17:00"}, holidays="NL", name="dutch")
WEDNESDAYS_OFF = BusinessCalendar(tz="UTC", week={"mon-tue": "09:00-17:00", "thu-fri": "09:00-17:00"}, name="part time")
ONCE_A_YEAR = BusinessCalendar(
    tz="UTC", week={}, exceptions={date(2025, 1, 6): "09:00-10:00", date(2026, 1, 5): "09:00-10:00"}, name="fair"
)
CONVENTIONS = ("following", "preceding", "modified-following", "modified-preceding", "nearest")
NUMPY_NAMES = {
    "following": "following",
    "preceding": "preceding",
    "modified-following": "modifiedfollowing",
    "modified-preceding": "modifiedpreceding",
}
CALENDARS = (OFFICE, DUTCH, WEDNESDAYS_OFF)
DAYS = np.arange("2019-12-20", "2027-01-10", dtype="datetime64[D]")
DUTCH_HOLIDAYS = DAYS[[day.weekday() < 5 and not DUTCH.is_business_day(day) for day in DAYS.tolist()]]

days_of = st.dates(date(2019, 1, 1), date(2031, 12, 31))


def d(*texts: str) -> np.ndarray:
    return np.array(texts, "datetime64[D]")


class TestAsNumpyCounts:
    """Where numpy means the same, it gives the same: counting on from a date, counts of `[a, b)`, and rolling."""

    @pytest.mark.parametrize("n", [1, 2, 5, 23, 260])
    def test_counting_on_and_back(self, n: int) -> None:
        # numpy rolls first and then counts; rolled to the date before, its day 1 is the next business date as ours is
        for calendar, holidays in ((OFFICE, []), (DUTCH, DUTCH_HOLIDAYS)):
            days = DAYS[400:-400]
            later = np.busday_offset(days, n, roll="preceding", holidays=holidays)
            assert np.array_equal(calendar.add_days_array(days, n), later)
            before = np.busday_offset(days, -n, roll="following", holidays=holidays)
            assert np.array_equal(calendar.add_days_array(days, -n), before)

    def test_counts(self) -> None:
        starts, ends = DAYS[:-31], DAYS[31:]
        assert np.array_equal(
            DUTCH.count_days_array(starts, ends), np.busday_count(starts, ends, holidays=DUTCH_HOLIDAYS)
        )
        assert np.array_equal(DUTCH.count_days_array(ends, starts), -DUTCH.count_days_array(starts, ends))

    @pytest.mark.parametrize("convention", NUMPY_NAMES)
    def test_rolling(self, convention: str) -> None:
        days = DAYS[40:-40]
        expected = np.busday_offset(days, 0, roll=NUMPY_NAMES[convention], holidays=DUTCH_HOLIDAYS)
        assert np.array_equal(DUTCH.roll_array(days, convention), expected)

    def test_business_dates(self) -> None:
        assert np.array_equal(DUTCH.is_business_day_array(DAYS), np.is_busday(DAYS, holidays=DUTCH_HOLIDAYS))
        week = np.is_busday(DAYS, weekmask="1101100")
        assert np.array_equal(WEDNESDAYS_OFF.is_business_day_array(DAYS), week)


class TestAsTheScalars:
    """Every row has the answer of the scalar method."""

    @settings(max_examples=60, deadline=None)
    @given(st.sampled_from(CALENDARS), st.lists(st.tuples(days_of, st.integers(-400, 400)), min_size=1, max_size=20))
    def test_adding(self, calendar: BusinessCalendar, rows: list[tuple[date, int]]) -> None:
        found = calendar.add_days_array(
            np.array([day for day, _ in rows], "datetime64[D]"), np.array([n for _, n in rows])
        )
        assert found.tolist() == [calendar.add_days(day, n) for day, n in rows]

    @settings(max_examples=60, deadline=None)
    @given(st.sampled_from(CALENDARS), st.lists(st.tuples(days_of, days_of), min_size=1, max_size=20))
    def test_counting(self, calendar: BusinessCalendar, rows: list[tuple[date, date]]) -> None:
        starts, ends = (np.array([row[side] for row in rows], "datetime64[D]") for side in (0, 1))
        assert calendar.count_days_array(starts, ends).tolist() == [calendar.count_days(*row) for row in rows]

    @settings(max_examples=60, deadline=None)
    @given(st.sampled_from(CALENDARS), st.lists(days_of, min_size=1, max_size=20), st.sampled_from(CONVENTIONS))
    def test_rolling(self, calendar: BusinessCalendar, days: list[date], convention: str) -> None:
        found = calendar.roll_array(np.array(days, "datetime64[D]"), convention)
        assert found.tolist() == [calendar.roll(day, convention) for day in days]


class TestNearest:
    """`nearest` takes the business date that is fewer dates away, and the following one where both are as far."""

    def test_saturday_goes_back_and_sunday_on(self) -> None:
        assert OFFICE.roll_array(d("2026-01-03", "2026-01-04"), "nearest").tolist() == [
            date(2026, 1, 2),
            date(2026, 1, 5),
        ]

    def test_half_way_is_the_following_one(self) -> None:
        wednesday = date(2026, 1, 7)
        assert WEDNESDAYS_OFF.roll(wednesday, "nearest") == date(2026, 1, 8)
        assert WEDNESDAYS_OFF.roll_array(d("2026-01-07"), "nearest").tolist() == [date(2026, 1, 8)]

    def test_where_there_is_but_one_it_is_that(self) -> None:
        for day, expected in ((date(2020, 6, 1), date(2025, 1, 6)), (date(2030, 6, 1), date(2026, 1, 5))):
            assert ONCE_A_YEAR.roll(day, "nearest") == expected
            assert ONCE_A_YEAR.roll_array(np.array([day], "M8[D]"), "nearest").tolist() == [expected]

    def test_a_month_of_another_year_is_another_month(self) -> None:
        # the following date lies in January too, a year later: the month has been left all the same
        assert ONCE_A_YEAR.roll(date(2025, 1, 7), "modified-following") == date(2025, 1, 6)
        assert ONCE_A_YEAR.roll_array(d("2025-01-07"), "modified-following").tolist() == [date(2025, 1, 6)]

    def test_an_unknown_convention_lists_those_there_are(self) -> None:
        with pytest.raises(UsageError, match=r"'closest' is no convention; .* following, .* nearest"):
            OFFICE.roll_array(d("2026-01-03"), "closest")  # type: ignore[call-overload]


class TestForms:
    """Dates are datetime64[D] in and out; counts are int64; shapes broadcast."""

    def test_the_types_of_answers(self) -> None:
        days = d("2026-01-03", "2026-01-05")
        assert OFFICE.add_days_array(days, 1).dtype == np.dtype("datetime64[D]")
        assert OFFICE.roll_array(days).dtype == np.dtype("datetime64[D]")
        assert OFFICE.count_days_array(days, days).dtype == np.int64
        assert OFFICE.is_business_day_array(days).dtype == np.bool_

    def test_midnights_are_dates_in_every_unit(self) -> None:
        for unit in ("W", "h", "s", "ms", "us", "ns"):
            text = "2026-01-01" if unit == "W" else "2026-01-03"  # a week of numpy begins on a Thursday
            found = OFFICE.add_days_array(np.array([text, "NaT"], f"datetime64[{unit}]"), 1)
            assert found.dtype == np.dtype("datetime64[D]")
            assert found.tolist() == [date(2026, 1, 2) if unit == "W" else date(2026, 1, 5), None]

    def test_shapes_broadcast(self) -> None:
        days = d("2026-01-03", "2026-01-05")[:, None]
        found = OFFICE.add_days_array(days, np.array([0, 1, 2]))
        assert found.tolist() == [
            [date(2026, 1, 3), date(2026, 1, 5), date(2026, 1, 6)],
            [date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 7)],
        ]
        assert OFFICE.count_days_array(days, date(2026, 1, 6)).tolist() == [[1], [1]]
        assert OFFICE.add_days_array(date(2026, 1, 3), np.array([1, 2])).tolist() == [
            date(2026, 1, 5),
            date(2026, 1, 6),
        ]

    def test_empty_is_empty(self) -> None:
        empty = d()
        assert OFFICE.add_days_array(empty, 1).shape == (0,)
        assert OFFICE.add_days_array(np.array([]), 1).dtype == np.dtype("datetime64[D]")
        assert OFFICE.count_days_array(empty, empty).shape == (0,)
        assert OFFICE.roll_array(empty, "nearest").shape == (0,)
        assert OFFICE.is_business_day_array(empty).shape == (0,)

    def test_blocks_change_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        days, n = DAYS[400:500], np.arange(100) - 50
        expected = OFFICE.add_days_array(days, n).tolist()
        monkeypatch.setattr(date_arrays, "FINE", 7)
        assert OFFICE.add_days_array(days, n).tolist() == expected
        assert asking.FINE > 7


class TestMissing:
    """A missing date, or a missing number, has a missing answer."""

    def test_missing_stays_missing(self) -> None:
        days = d("NaT", "2026-01-03")
        assert OFFICE.add_days_array(days, 1).tolist() == [None, date(2026, 1, 5)]
        assert OFFICE.add_days_array(days, np.array([0, MISSING])).tolist() == [None, None]
        assert OFFICE.roll_array(days).tolist() == [None, date(2026, 1, 5)]
        assert OFFICE.count_days_array(days, d("2026-01-06")).tolist() == [MISSING, 1]
        assert OFFICE.count_days_array(d("2026-01-06"), days).tolist() == [MISSING, -1]
        assert OFFICE.is_business_day_array(days).tolist() == [False, False]
        _, status = OFFICE.add_days_array(days, 1, errors="mark")
        assert status.tolist() == [1, 0]


class TestRowsWithoutAnAnswer:
    """Rows past the horizon, or without such a business date, raise with their row or are marked."""

    def test_a_date_past_the_horizon(self) -> None:
        days = d("2026-01-03", "2050-01-02", "NaT")
        for ask in (
            DUTCH.is_business_day_array,
            DUTCH.roll_array,
            lambda days: DUTCH.add_days_array(days, 1),
            lambda days: DUTCH.count_days_array(days, d("2026-01-05")),
            lambda days: DUTCH.count_days_array(d("2026-01-05"), days),
        ):
            with pytest.raises(CalendarHorizonError, match=r"^row 1 \(.*2050-01-02.*dutch .*2000 to 2049") as told:
                ask(days)
            assert told.value.facts["row"] == 1
        found, status = DUTCH.add_days_array(days, 1, errors="mark")
        assert (found.tolist(), status.tolist()) == ([date(2026, 1, 5), None, None], [0, 2, 1])
        found, status = DUTCH.is_business_day_array(days, errors="mark")
        assert (found.tolist(), status.tolist()) == ([False, False, False], [0, 2, 1])
        found, status = DUTCH.count_days_array(days, d("2026-01-06"), errors="mark")
        assert (found.tolist(), status.tolist()) == ([1, MISSING, MISSING], [0, 2, 1])

    def test_an_answer_past_the_horizon(self) -> None:
        days = d("2049-12-30", "2049-12-31", "2000-01-03", "2000-01-04")
        found, status = DUTCH.add_days_array(days, np.array([1, 1, -1, -1]), errors="mark")
        assert found.tolist() == [date(2049, 12, 31), None, None, date(2000, 1, 3)]
        assert status.tolist() == [0, 2, 2, 0]
        with pytest.raises(CalendarHorizonError, match="row 1"):
            DUTCH.add_days_array(days, 1)
        assert DUTCH.add_days_array(d("2060-01-01"), 0).tolist() == [date(2060, 1, 1)]  # no calendar is asked

    def test_no_such_business_date(self) -> None:
        found, status = ONCE_A_YEAR.add_days_array(d("2024-12-31"), np.array([1, 2, 3, -1]), errors="mark")
        assert found.tolist() == [date(2025, 1, 6), date(2026, 1, 5), None, None]
        assert status.tolist() == [0, 0, 3, 3]
        with pytest.raises(NeverOpenError, match=r"row 0 \(days 2026-01-05, n 1\): .*fair"):
            ONCE_A_YEAR.add_days_array(d("2026-01-05"), 1)
        closed = BusinessCalendar(tz="UTC", week={}, name="shut")
        for convention in CONVENTIONS:
            with pytest.raises(NeverOpenError, match="shut"):
                closed.roll_array(d("2026-01-05"), convention)
            with pytest.raises(NeverOpenError, match="shut"):
                closed.roll(date(2026, 1, 5), convention)

    def test_dates_that_no_calendar_knows(self) -> None:
        daily = BusinessCalendar("UTC", {"mon-sun": "00:00-24:00"})
        for text in ("0001-12-31", "9998-01-01", "12026-01-01"):
            with pytest.raises(CalendarHorizonError, match=f"days {text}"):
                daily.is_business_day_array(np.array([text], "M8[D]"))
        with pytest.raises(CalendarHorizonError):
            daily.add_days_array(d("2026-01-01"), 2**62)
        with pytest.raises(CalendarHorizonError):
            daily.add_days_array(d("2026-01-01"), MISSING + 1)

    @pytest.mark.parametrize("text", ["0002-01-01", "9997-12-31"])
    def test_the_first_and_the_last_date_that_calendars_know(self, text: str) -> None:
        daily = BusinessCalendar("UTC", {"mon-sun": "00:00-24:00"})
        assert daily.is_business_day_array(d(text)).all()


class TestWhatIsNoArrayOfDates:
    """Instants, whole numbers, times of day and texts are refused with a way out."""

    @pytest.mark.parametrize(
        ("values", "says"),
        [
            (np.array([20_000]), "int64 is no type of dates.*astype"),
            (np.array([1.5]), "float64 is no type of dates"),
            (np.array(["2026-01-03"]), "is no type of dates"),
            ([date(2026, 1, 3)], "object is no type of dates"),
            (np.array(["2026-01-05T00:00", "2026-01-05T10:00"], "M8[s]"), "row 1, days: 2026-01-05T10:00:00 is a time"),
            (date(2026, 1, 3), "one value is no array; add_days answers to one"),
        ],
    )
    def test_it_is_refused(self, values: object, says: str) -> None:
        with pytest.raises(UsageError, match=f"add_days_array of the calendar office: .*{says}"):
            OFFICE.add_days_array(values, 1)

    @pytest.mark.parametrize("n", [1.5, "1", True, timedelta(days=1), np.array([1.0]), np.datetime64("2026-01-01")])
    def test_a_number_of_days_is_whole(self, n: object) -> None:
        with pytest.raises(UsageError, match="whole numbers"):
            OFFICE.add_days_array(d("2026-01-03"), n)
        if not isinstance(n, np.ndarray):
            with pytest.raises(UsageError, match="whole numbers"):
                OFFICE.add_days(date(2026, 1, 3), n)  # type: ignore[arg-type]

    def test_shapes_that_do_not_fit(self) -> None:
        with pytest.raises(UsageError, match=r"days has the shape \(3,\) and n has the shape \(2,\)"):
            OFFICE.add_days_array(DAYS[:3], np.array([1, 2]))


class TestTheEndOfWhatIsKnown:
    """An end that is not part of the question need not be known: 2049 is the last Dutch year."""

    def test_the_last_year_can_be_counted_whole(self) -> None:
        first, end = d("2049-12-30"), d("2050-01-01")  # a Thursday and a Friday
        assert DUTCH.count_days_array(first, end).tolist() == [2]
        assert DUTCH.count_days_array(end, first).tolist() == [-2]
        assert DUTCH.count_days(date(2049, 12, 30), date(2050, 1, 1)) == 2

    def test_its_working_time_too_and_no_instant_more(self) -> None:
        zone = DUTCH.tz
        first, end = datetime(2049, 12, 31, tzinfo=zone), datetime(2050, 1, 1, tzinfo=zone)
        hours = DUTCH.elapsed(first, end)
        assert hours == -DUTCH.elapsed(end, first) > timedelta(0)
        us = np.array([first.timestamp(), end.timestamp()]) * 1e6
        starts, ends = us[:1].astype(np.int64), us[1:].astype(np.int64)
        assert DUTCH.elapsed_array(starts, ends)[0] == hours // timedelta(microseconds=1)
        with pytest.raises(CalendarHorizonError):
            DUTCH.elapsed(first, end + timedelta(microseconds=1))
        with pytest.raises(CalendarHorizonError):
            DUTCH.elapsed_array(starts, ends + 1)
