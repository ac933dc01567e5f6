"""Periods are whole dates with a first day inside and a first day outside; their bounds are local midnights."""

from __future__ import annotations

import contextlib
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contractkit.errors import PeriodError
from contractkit.quantities.midnights import midnight_us
from contractkit.quantities.periods import Period

LENGTHS = ["day", "week", "month", "quarter", "half-year", "year"]


def utc(us: int) -> str:
    return (datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(microseconds=us)).isoformat()  # noqa: UP017


class TestParse:
    """A text names a period."""

    @pytest.mark.parametrize(
        ("text", "start", "end"),
        [
            ("2026-Q1", date(2026, 1, 1), date(2026, 4, 1)),
            ("2026-Q4", date(2026, 10, 1), date(2027, 1, 1)),
            ("2026-03", date(2026, 3, 1), date(2026, 4, 1)),
            ("2026-12", date(2026, 12, 1), date(2027, 1, 1)),
            ("2024-02", date(2024, 2, 1), date(2024, 3, 1)),
            ("2026-H1", date(2026, 1, 1), date(2026, 7, 1)),
            ("2026-H2", date(2026, 7, 1), date(2027, 1, 1)),
            ("2026", date(2026, 1, 1), date(2027, 1, 1)),
            ("2026-W01", date(2025, 12, 29), date(2026, 1, 5)),
            ("2026-03-31", date(2026, 3, 31), date(2026, 4, 1)),
            ("2026-01-01..2026-03-31", date(2026, 1, 1), date(2026, 4, 1)),
            ("2026-03-16..2026-03-16", date(2026, 3, 16), date(2026, 3, 17)),
        ],
    )
    def test_the_last_written_date_is_inside_and_the_end_is_the_date_after(
        self, text: str, start: date, end: date
    ) -> None:
        period = Period.parse(text)
        assert (period.start, period.end, period.label) == (start, end, text)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "2026-Q5",
            "2026-Q0",
            "2026-13",
            "2026-00",
            "2026-H3",
            "2026-W54",
            "2026-02-29",
            "Q1 2026",
            "2026-q1",
            "26",
            "2026-1",
            "2026-01-01..",
            "2026-03-31..2026-01-01",
            "2026-01-01..2026-02-30",
            "0000",
            "9999",
            " 2026",
            "2026\n",
        ],
    )
    def test_a_text_that_names_none_is_refused_with_its_value(self, text: str) -> None:
        with pytest.raises(PeriodError) as caught:
            Period.parse(text)
        assert text.strip() in str(caught.value) or repr(text) in str(caught.value)

    @given(text=st.text(max_size=25) | st.from_regex(r"[0-9]{4}(-[QHW]?[0-9]{1,2}){0,2}", fullmatch=True))
    def test_no_text_makes_it_fail_otherwise(self, text: str) -> None:
        with contextlib.suppress(PeriodError):
            Period.parse(text)

    def test_no_text_at_all_is_refused(self) -> None:
        with pytest.raises(PeriodError):
            Period.parse(2026)  # type: ignore[arg-type]


class TestParseMadeOfMonths:
    """Where only whole months will do, nothing else is taken or offered."""

    @pytest.mark.parametrize("text", ["2026-Q1", "2026-03", "2026-H1", "2026", "2026-01-01..2026-03-31"])
    def test_whole_months_are_taken(self, text: str) -> None:
        assert Period.parse(text, made_of="months") == Period.parse(text)

    @pytest.mark.parametrize("text", ["2026-W07", "2026-03-31", "2026-01-01..2026-03-30", "2026-01-02..2026-03-31"])
    def test_weeks_days_and_parts_of_months_are_refused(self, text: str) -> None:
        with pytest.raises(PeriodError, match=f"{text} is not made of whole months"):
            Period.parse(text, made_of="months")

    def test_the_forms_that_are_offered_are_taken(self) -> None:
        for made_of in ("days", "months"):
            with pytest.raises(PeriodError) as caught:
                Period.parse("foo", made_of=made_of)  # type: ignore[arg-type]
            forms = str(caught.value).split("; write ")[1].replace(" or ", ", ").split(", ")
            assert len(forms) == (7 if made_of == "days" else 5)
            assert all(Period.parse(form, made_of=made_of) for form in forms)  # type: ignore[arg-type]


class TestYearFrom:
    """The year that begins on an anniversary."""

    def test_it_runs_up_to_the_next_anniversary(self) -> None:
        found = Period.year_from(date(2024, 7, 1), 2026)
        assert (found.start, found.last, found.label) == (date(2026, 7, 1), date(2027, 6, 30), "2026-07-01..2027-06-30")

    def test_from_1_january_it_is_the_year_of_the_calendar(self) -> None:
        assert Period.year_from(date(2024, 1, 1), 2026).label == "2026"

    def test_29_february_is_the_28th_in_other_years_and_the_29th_again(self) -> None:
        years = [Period.year_from(date(2024, 2, 29), year) for year in (2024, 2025, 2027, 2028)]
        assert [year.start.day for year in years] == [29, 28, 28, 29]
        assert [year.last for year in years[:2]] == [date(2025, 2, 27), date(2026, 2, 27)]
        assert years[2].end == years[3].start

    def test_a_year_that_no_date_reaches_is_refused(self) -> None:
        with pytest.raises(PeriodError, match="outside the years 1 to 9999"):
            Period.year_from(date(2024, 7, 1), 9999)


class TestPeriod:
    """A period has at least one date."""

    def test_a_period_that_ends_as_it_begins_is_refused(self) -> None:
        with pytest.raises(PeriodError, match="no date"):
            Period(date(2026, 1, 1), date(2026, 1, 1), "nothing")

    def test_its_first_date_is_inside_and_its_end_is_not(self) -> None:
        march = Period.parse("2026-03")
        assert date(2026, 3, 1) in march
        assert date(2026, 3, 31) in march
        assert date(2026, 4, 1) not in march
        assert date(2026, 2, 28) not in march

    def test_the_same_dates_are_the_same_period_whatever_it_is_called(self) -> None:
        assert Period.parse("2026-Q1") == Period.parse("2026-01-01..2026-03-31")


class TestContaining:
    """The whole period of the calendar in which a date lies."""

    @pytest.mark.parametrize(
        ("per", "label"),
        [
            ("day", "2026-08-31"),
            ("week", "2026-W36"),
            ("month", "2026-08"),
            ("quarter", "2026-Q3"),
            ("half-year", "2026-H2"),
            ("year", "2026"),
        ],
    )
    def test_it_has_the_label_of_the_calendar(self, per: str, label: str) -> None:
        assert Period.containing(date(2026, 8, 31), per).label == label

    def test_an_iso_week_may_belong_to_another_year_than_its_date(self) -> None:
        assert Period.containing(date(2027, 1, 1), "week").label == "2026-W53"

    def test_an_unknown_length_is_refused_with_the_known_ones(self) -> None:
        with pytest.raises(PeriodError, match="half-year"):
            Period.containing(date(2026, 1, 1), "fortnight")

    @given(day=st.dates(date(1, 1, 8), date(9998, 12, 31)), per=st.sampled_from(LENGTHS))
    def test_it_holds_the_date_and_its_label_names_it_again(self, day: date, per: str) -> None:
        period = Period.containing(day, per)
        assert day in period
        assert Period.parse(period.label) == period


class TestSplit:
    """A period is cut into whole pieces that make it."""

    def test_a_quarter_has_three_months(self) -> None:
        assert [piece.label for piece in Period.parse("2026-Q1").months()] == ["2026-01", "2026-02", "2026-03"]

    def test_a_year_has_two_half_years(self) -> None:
        assert [piece.label for piece in Period.parse("2026").split("half-year")] == ["2026-H1", "2026-H2"]

    def test_a_month_is_no_quarter(self) -> None:
        with pytest.raises(PeriodError, match="2026-Q1 runs from 2026-01-01 to 2026-03-31"):
            Period.parse("2026-02").split("quarter")

    def test_a_stretch_that_begins_in_mid_month_has_no_whole_months(self) -> None:
        with pytest.raises(PeriodError, match="not made of whole months"):
            Period.parse("2026-01-16..2026-02-15").months()

    def test_a_stretch_that_ends_in_mid_month_has_no_whole_months(self) -> None:
        with pytest.raises(PeriodError):
            Period.parse("2026-01-01..2026-02-15").months()

    @given(
        day=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
        pair=st.sampled_from(
            [
                ("year", "half-year"),
                ("year", "quarter"),
                ("year", "month"),
                ("half-year", "quarter"),
                ("quarter", "month"),
                ("month", "day"),
                ("week", "day"),
            ]
        ),
    )
    def test_the_pieces_follow_each_other_without_a_gap(self, day: date, pair: tuple[str, str]) -> None:
        whole = Period.containing(day, pair[0])
        pieces = whole.split(pair[1])
        assert (pieces[0].start, pieces[-1].end) == (whole.start, whole.end)
        assert all(one.end == other.start for one, other in pairwise(pieces))


class TestMidnightUs:
    """The first instant of a local date."""

    @pytest.mark.parametrize(
        ("day", "zone", "instant"),
        [
            (date(2026, 1, 1), "UTC", "2026-01-01T00:00:00+00:00"),
            (date(2026, 1, 1), "Europe/Amsterdam", "2025-12-31T23:00:00+00:00"),
            (date(2026, 7, 1), "Europe/Amsterdam", "2026-06-30T22:00:00+00:00"),
            (date(2026, 4, 1), "America/New_York", "2026-04-01T04:00:00+00:00"),
            # Sao Paulo 2018: clocks went from 00:00 to 01:00, so the date began at 01:00 (-02:00).
            (date(2018, 11, 4), "America/Sao_Paulo", "2018-11-04T03:00:00+00:00"),
            # Toronto 1919: clocks went from 23:30 to 00:30, so midnight was skipped and the date began at 00:30 (-04:00).
            (date(1919, 3, 31), "America/Toronto", "1919-03-31T04:30:00+00:00"),
            # Havana 2000: clocks went back from 01:00 to 00:00, so midnight came twice; the first counts (-04:00).
            (date(2000, 10, 29), "America/Havana", "2000-10-29T04:00:00+00:00"),
            # Samoa 2011: the whole of 30 December was skipped.
            (date(2011, 12, 30), "Pacific/Apia", "2011-12-30T10:00:00+00:00"),
        ],
    )
    def test_a_skipped_midnight_is_the_end_of_the_gap_and_a_repeated_one_the_first(
        self, day: date, zone: str, instant: str
    ) -> None:
        assert utc(midnight_us(day, zone)) == instant

    def test_an_unknown_zone_is_refused(self) -> None:
        with pytest.raises(PeriodError, match="Mars/Olympus"):
            midnight_us(date(2026, 1, 1), "Mars/Olympus")

    def test_the_bounds_of_a_quarter_are_its_midnights(self) -> None:
        start, end = Period.parse("2026-Q1").bounds_us("Europe/Amsterdam")
        assert (utc(start), utc(end)) == ("2025-12-31T23:00:00+00:00", "2026-03-31T22:00:00+00:00")

    @given(
        day=st.dates(date(1900, 1, 1), date(2100, 1, 1)),
        zone=st.sampled_from(
            [
                "Europe/Amsterdam",
                "America/Sao_Paulo",
                "America/Toronto",
                "Pacific/Apia",
                "Asia/Beirut",
                "Africa/Cairo",
                "Pacific/Chatham",
            ]
        ),
    )
    def test_dates_follow_each_other_in_every_zone(self, day: date, zone: str) -> None:
        assert midnight_us(day, zone) <= midnight_us(day + timedelta(days=1), zone)
