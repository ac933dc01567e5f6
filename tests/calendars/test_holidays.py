"""Where holidays come from, and our corrections of them, each against the law or the calendar of its year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from contractkit.calendars import BusinessCalendar, ExplicitDates, HolidaySource
from contractkit.calendars.holidays.corrections import CORRECTIONS, KNOWN_YEARS
from contractkit.calendars.holidays.public import PublicHolidays
from contractkit.errors import CalendarHorizonError, UsageError


def off(code: str, year: int, *optional: str) -> set[str]:
    return {f"{day:%m-%d}" for day in PublicHolidays.of(code, optional).dates(year)}


class TestPublicHolidays:
    """A country's holidays are those of its law, for the years that are known, whatever the case of the code."""

    def test_the_netherlands_in_2026(self) -> None:
        assert off("nl", 2026) == {
            "01-01", "04-03", "04-05", "04-06", "04-27", "05-05", "05-14", "05-24", "05-25", "12-25", "12-26"
        }  # fmt: skip

    def test_norway_in_2026(self) -> None:
        assert off("NO", 2026) == {
            "01-01", "04-02", "04-03", "04-05", "04-06", "05-01", "05-14", "05-17", "05-24", "05-25", "12-25", "12-26"
        }  # fmt: skip

    @pytest.mark.parametrize("code", ["BE", "DE", "DE-BY", "FR", "GB", "GB-ENG", "NO", "SE", "DK", "HU", "US", "US-MA"])
    def test_new_year_and_christmas_are_holidays_everywhere(self, code: str) -> None:
        assert {"01-01", "12-25"} <= off(code, 2026)

    @pytest.mark.parametrize("code", sorted(KNOWN_YEARS))
    def test_the_years_that_are_declared_are_answered(self, code: str) -> None:
        source = PublicHolidays.of(code)
        for year in (source.years[0], 2020, 2026, source.years[1]):
            assert all(day.year == year for day in source.dates(year))
            assert len(source.dates(year)) >= 8

    def test_a_year_that_is_not_known_is_refused(self) -> None:
        with pytest.raises(CalendarHorizonError, match="NL are known from 2000 to 2049, not for 2050"):
            PublicHolidays.of("NL").dates(2050)

    def test_a_country_whose_table_ends_is_known_until_it_ends(self) -> None:
        china = PublicHolidays.of("CN")
        assert china.years == (2018, 2023)
        calendar = BusinessCalendar(tz="Asia/Shanghai", week={"mon-fri": "09:00-17:00"}, holidays="CN")
        assert calendar.add_days(date(2023, 12, 28), 1) == date(2023, 12, 29)
        with pytest.raises(CalendarHorizonError):
            calendar.add_days(date(2023, 12, 29), 1)

    @pytest.mark.parametrize(("code", "near"), [("DE-XY", "DE-BY"), ("UK", "GB"), ("N", "NL"), ("GB-EN", "GB-ENG")])
    def test_an_unknown_code_is_refused_with_near_ones(self, code: str, near: str) -> None:
        with pytest.raises(UsageError, match=near) as caught:
            PublicHolidays.of(code)
        assert near in caught.value.facts["near"]

    def test_sources_are_sources(self) -> None:
        assert isinstance(PublicHolidays.of("NL"), HolidaySource)
        assert isinstance(ExplicitDates.of([]), HolidaySource)
        assert PublicHolidays.of("nl") == PublicHolidays.of("NL")

    def test_what_the_caller_does_with_an_answer_changes_no_other(self) -> None:
        dict(PublicHolidays.of("NL").dates(2026)).clear()
        PublicHolidays.of("NL").dates(2026).clear()  # type: ignore[attr-defined]
        assert len(off("NL", 2026)) == 11


class TestMassachusetts:
    """The city of Boston's deadlines from 2015 on show which days these are."""

    def test_2015(self) -> None:
        assert off("US-MA", 2015) == {
            "01-01", "01-19", "02-16", "04-20", "05-25", "07-04", "09-07", "10-12", "11-11", "11-26", "12-25"
        }  # fmt: skip

    def test_a_saturday_is_not_moved_and_a_sunday_is(self) -> None:
        assert "07-03" not in off("US-MA", 2020)  # 4 July 2020 was a Saturday
        assert {"07-04", "07-05"} <= off("US-MA", 2021)  # and a Sunday in 2021
        assert "12-24" not in off("US-MA", 2021)
        assert "12-31" not in off("US-MA", 2021)

    def test_juneteenth_from_2021(self) -> None:
        assert "06-19" not in off("US-MA", 2020)
        assert "06-19" in off("US-MA", 2021)
        assert "06-18" not in off("US-MA", 2021)  # a Saturday, not moved
        assert {"06-19", "06-20"} <= off("US-MA", 2022)  # a Sunday, moved to the Monday

    def test_the_days_of_suffolk_county_are_optional(self) -> None:
        assert not {"03-17", "06-17"} & off("US-MA", 2015)
        assert {"03-17", "06-17"} <= off("US-MA", 2015, "Evacuation Day", "bunker-hill-day")


class TestCorrections:
    """Each correction says which law it follows, and does what it says."""

    def test_each_has_its_source_and_its_date(self) -> None:
        assert all(correction.says and correction.source and correction.recorded for correction in CORRECTIONS)

    @pytest.mark.parametrize(
        ("code", "year", "day", "kept"),
        [
            ("US", 2020, "06-19", False),
            ("US", 2021, "06-18", True),
            ("US", 2022, "06-20", True),
            ("US", 2026, "06-19", True),
            ("DK", 2023, "05-05", True),
            ("DK", 2024, "04-26", False),
            ("GB", 2023, "05-08", True),
            ("GB", 2022, "05-08", False),
            ("GB-SCT", 2023, "05-08", True),
            ("GB-ENG", 2026, "04-05", False),
            ("GB-ENG", 2026, "04-06", True),
            ("GB-SCT", 2026, "04-06", False),
            ("GB-SCT", 2026, "08-03", True),
            ("GB-SCT", 2026, "08-31", False),
            ("GB-SCT", 2026, "11-30", True),
            ("GB-SCT", 2022, "01-03", True),
            ("GB-SCT", 2022, "01-04", True),
            ("GB-SCT", 2023, "01-02", True),
            ("GB-SCT", 2023, "01-03", True),
            ("DE-BE", 2025, "05-08", True),
            ("DE-BE", 2026, "05-08", False),
            ("DE-BB", 2026, "05-24", True),
            ("DE-MV", 2022, "03-08", False),
            ("DE-MV", 2023, "03-08", True),
            ("DE-TH", 2018, "09-20", False),
            ("DE-TH", 2019, "09-20", True),
        ],
    )
    def test_a_day_is_off_or_not(self, code: str, year: int, day: str, kept: bool) -> None:  # noqa: FBT001 - expected
        assert (day in off(code, year)) is kept


class TestWithAndWithout:
    """What is a matter of contract is said by name, whatever its case, spaces and hyphens."""

    GOOD_FRIDAY = date(2026, 4, 3)

    @pytest.mark.parametrize("name", ["good-friday", "Good Friday", "GOOD FRIDAY", "goodfriday"])
    def test_a_holiday_is_left_out_by_name(self, name: str) -> None:
        week = {"mon-fri": "09:00-17:00"}
        plain = BusinessCalendar(tz="Europe/Amsterdam", week=week, holidays="NL")
        open_on_good_friday = BusinessCalendar(tz="Europe/Amsterdam", week=week, holidays="NL", without=[name])
        assert not plain.is_business_day(self.GOOD_FRIDAY)
        assert open_on_good_friday.is_business_day(self.GOOD_FRIDAY)
        assert not open_on_good_friday.is_business_day(self.GOOD_FRIDAY + timedelta(days=3))
        assert open_on_good_friday.edition != plain.edition

    def test_a_moved_holiday_is_left_out_with_its_name(self) -> None:
        calendar = BusinessCalendar(
            tz="America/New_York", week={"mon-fri": "09:00-17:00"}, holidays="US-MA", without="independence-day"
        )
        assert calendar.is_business_day(date(2021, 7, 5))

    def test_liberation_day_every_fifth_year(self) -> None:
        calendar = BusinessCalendar(
            tz="Europe/Amsterdam",
            week={"mon-fri": "09:00-17:00"},
            holidays="NL",
            without=["liberation-day"],
            with_=["liberation-day-lustrum"],
        )
        assert not calendar.is_business_day(date(2025, 5, 5))
        assert calendar.is_business_day(date(2026, 5, 5))

    def test_codes_dates_and_sources_mix(self) -> None:
        calendar = BusinessCalendar(
            tz="Europe/Amsterdam",
            week={"mon-fri": "09:00-17:00"},
            holidays=["NL", "DE", date(2026, 5, 15), ExplicitDates.of({date(2026, 5, 18): "party"})],
        )
        for day in (date(2026, 4, 27), date(2026, 5, 1), date(2026, 5, 15), date(2026, 5, 18)):
            assert not calendar.is_business_day(day)
        assert calendar.is_business_day(date(2026, 5, 19))
