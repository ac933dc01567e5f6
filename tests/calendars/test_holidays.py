"""Public holidays by code, and our corrections of them, each against the law or the calendar of its year."""

from __future__ import annotations

import pickle
import time
import warnings
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from workalendar.registry import registry

from contractkit.calendars import BusinessCalendar, ExplicitDates, HolidaySource
from contractkit.calendars.holidays import PublicHolidays, notes_of, worked_days
from contractkit.calendars.holidays import provider as provider_module
from contractkit.calendars.holidays import public as public_module
from contractkit.calendars.holidays.choices import DAYS_OF_CHOICE, KNOWN_YEARS, OPTIONAL_DAYS
from contractkit.calendars.holidays.corrections import Correction
from contractkit.calendars.holidays.names import name_key
from contractkit.calendars.holidays.overlay import CORRECTIONS
from contractkit.errors import CalendarHorizonError, UsageError

WEEK = {"mon-fri": "09:00-17:00"}


def off(code: str, year: int, *optional: str) -> set[str]:
    return {f"{day:%m-%d}" for day in PublicHolidays.of(code, optional).dates(year)}


def worked(code: str, year: int) -> dict[str, str]:
    return {f"{day:%m-%d}": f"{other:%m-%d}" for day, other in PublicHolidays.of(code).worked(year).items()}


class TestPublicHolidays:
    """A country's holidays are those of its law, for the years that are known, whatever the case of the code."""

    @pytest.mark.parametrize(
        ("code", "expected"),
        [
            ("nl", "01-01 04-03 04-05 04-06 04-27 05-05 05-14 05-24 05-25 12-25 12-26"),
            ("NO", "01-01 04-02 04-03 04-05 04-06 05-01 05-14 05-17 05-24 05-25 12-25 12-26"),
            ("BE", "01-01 04-06 05-01 05-14 05-25 07-21 08-15 11-01 11-11 12-25"),
            ("FR", "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25"),
            ("DE", "01-01 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26"),
            ("DE-BB", "01-01 04-03 04-05 04-06 05-01 05-14 05-24 05-25 10-03 10-31 12-25 12-26"),
            ("DE-SN", "01-01 04-03 04-06 05-01 05-14 05-25 10-03 10-31 11-18 12-25 12-26"),
            ("DK", "01-01 04-02 04-03 04-05 04-06 05-14 05-24 05-25 12-24 12-25 12-26"),
            ("SE", "01-01 01-06 04-03 04-05 04-06 05-01 05-14 05-24 06-06 06-19 06-20 10-31 12-24 12-25 12-26 12-31"),
            ("HU", "01-01 01-02 03-15 04-03 04-05 04-06 05-01 05-24 05-25 08-20 08-21 10-23 11-01 12-24 12-25 12-26"),
            ("GB-ENG", "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-26 12-28"),
            ("GB-WLS", "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-26 12-28"),
            ("GB-NIR", "01-01 03-17 04-03 04-06 05-04 05-25 07-12 07-13 08-31 12-25 12-26 12-28"),
            ("GB-SCT", "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-26 12-28"),
            ("US", "01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25"),
            ("US-MA", "01-01 01-19 02-16 04-20 05-25 06-19 07-04 09-07 10-12 11-11 11-26 12-25"),
        ],
    )
    def test_2026(self, code: str, expected: str) -> None:
        assert off(code, 2026) == set(expected.split())

    @pytest.mark.parametrize("code", sorted(KNOWN_YEARS))
    def test_the_years_that_are_declared_are_answered(self, code: str) -> None:
        source = PublicHolidays.of(code)
        for year in (source.years[0], 2020, 2026, source.years[1]):
            assert all(day.year == year for day in source.dates(year))
            assert len(source.dates(year)) >= 8

    @pytest.mark.parametrize("year", [1999, 2050])
    def test_a_year_that_is_not_known_is_refused(self, year: int) -> None:
        for ask in (PublicHolidays.of("NL").dates, PublicHolidays.of("NL").worked):
            with pytest.raises(CalendarHorizonError, match=f"NL are known from 2000 to 2049, not for {year}") as caught:
                ask(year)
            assert (caught.value.facts["years"], caught.value.facts["year"]) == ((2000, 2049), year)

    def test_a_country_whose_table_ends_is_known_until_it_ends(self) -> None:
        china = PublicHolidays.of("CN")
        assert china.years == (2018, 2023)
        calendar = BusinessCalendar(tz="Asia/Shanghai", week=WEEK, holidays="CN")
        assert calendar.add_days(date(2023, 12, 28), 1) == date(2023, 12, 29)
        with pytest.raises(CalendarHorizonError):
            calendar.add_days(date(2023, 12, 29), 1)

    def test_the_answer_for_a_year_does_not_depend_on_what_was_asked_before(self) -> None:
        # The provider's calendar of Hong Kong keeps a state: New Year on a Sunday in 2013 moves days of later years.
        for year in range(2010, 2024):
            off("HK", year)
        after = off("HK", 2013)
        public_module._table.cache_clear()
        assert off("HK", 2013) == after

    def test_what_the_caller_does_with_an_answer_changes_no_other(self) -> None:
        PublicHolidays.of("NL").dates(2026).clear()  # type: ignore[attr-defined]
        PublicHolidays.of("HU").worked(2026).clear()  # type: ignore[attr-defined]
        assert len(off("NL", 2026)) == 11
        assert len(worked("HU", 2026)) == 2

    def test_what_the_provider_warns_of_is_told(self) -> None:
        (note,) = PublicHolidays.of("TR").notes
        assert note.startswith("TR: the provider warns: ")
        assert any("HolidaysPackage may know them" in text for text in PublicHolidays.of("CN").notes)
        assert PublicHolidays.of("NL").notes == ()

    def test_no_warning_of_the_provider_reaches_the_caller(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            assert len(off("TR", 2031)) > 5
            assert len(off("KR", 2031)) > 5


class TestUnknownCodes:
    """A code that nobody provides is refused with the nearest right one."""

    @pytest.mark.parametrize(
        ("code", "near"),
        [
            ("DE-XY", "DE-BY"),
            ("UK", "GB"),
            ("N", "NL"),
            ("GB-EN", "GB-ENG"),
            ("NLD", "NL"),
            ("USA", "US"),
            ("NL-NH", "NL"),
            ("Netherlands", "NL"),
            ("scotland", "GB-SCT"),
            ("Bavaria", "DE-BY"),
            ("UK-SCT", "GB-SCT"),
        ],
    )
    def test_it_is_refused_with_near_ones(self, code: str, near: str) -> None:
        with pytest.raises(UsageError, match=near) as caught:
            PublicHolidays.of(code)
        assert near == caught.value.facts["near"][0] or near in caught.value.facts["near"]
        assert repr(code) in str(caught.value)

    def test_what_is_no_code_at_all_is_refused(self) -> None:
        with pytest.raises(UsageError, match="there are no holidays for ''"):
            PublicHolidays.of("")

    def test_something_else_than_a_source_is_refused(self) -> None:
        with pytest.raises(UsageError, match="not 7"):
            BusinessCalendar(tz="UTC", week=WEEK, holidays=7)  # type: ignore[arg-type]


class TestSourcesAreValues:
    """A source can be compared, hashed, shown and pickled, and is what the protocol asks for."""

    def test_public_holidays(self) -> None:
        source = PublicHolidays.of("nl", ("Liberation Day Lustrum",))
        assert source == PublicHolidays.of("NL", ("liberation-day-lustrum",))
        assert hash(source) == hash(PublicHolidays.of("NL", ("liberation-day-lustrum",)))
        assert source != PublicHolidays.of("NL")
        assert pickle.loads(pickle.dumps(source)) == source
        assert isinstance(source, HolidaySource)

    def test_explicit_dates(self) -> None:
        source = ExplicitDates.of([date(2026, 5, 15)], worked={date(2026, 5, 9): date(2026, 5, 11)})
        assert pickle.loads(pickle.dumps(source)) == source
        assert hash(source) == hash(pickle.loads(pickle.dumps(source)))
        assert isinstance(source, HolidaySource)
        assert source.years is None


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

    def test_those_of_a_sunday_are_kept_on_the_monday_too(self) -> None:
        assert {"03-17", "03-18"} <= off("US-MA", 2024, "evacuation-day")
        assert "03-18" not in off("US-MA", 2025, "evacuation-day")


class TestHungary:
    """A Saturday is worked where a decree says so, and the weekday that it makes up for is off."""

    @pytest.mark.parametrize(
        ("year", "expected"),
        [
            (2018, "03-10>03-16 04-21>04-30 10-13>10-22 11-10>11-02 12-01>12-24 12-15>12-31"),
            (2019, "08-10>08-19 12-07>12-24 12-14>12-27"),
            (2020, "08-29>08-21 12-12>12-24"),
            (2021, "12-11>12-24"),
            (2022, "03-26>03-14 10-15>10-31"),
            (2023, ""),
            (2024, "08-03>08-19 12-07>12-24 12-14>12-27"),
            (2025, "05-17>05-02 10-18>10-24 12-13>12-24"),
            (2026, "01-10>01-02 08-08>08-21"),
            (2027, ""),
        ],
    )
    def test_the_swapped_days_are_those_of_the_decree(self, year: int, expected: str) -> None:
        swaps = dict(pair.split(">") for pair in expected.split())
        assert worked("HU", year) == swaps
        assert set(swaps.values()) <= off("HU", year)
        assert not set(swaps) & off("HU", year)

    def test_24_december_is_a_holiday_of_its_own_from_2026(self) -> None:
        assert "12-24" not in off("HU", 2023)
        for year in (2026, 2027, 2035):
            assert PublicHolidays.of("HU").dates(year)[date(year, 12, 24)] == "Christmas Eve"

    def test_what_is_not_decreed_yet_is_told(self) -> None:
        (note,) = PublicHolidays.of("HU").notes
        assert "2010 to 2026 are known" in note
        assert notes_of([PublicHolidays.of("NL"), PublicHolidays.of("HU"), PublicHolidays.of("HU")]) == (note,)

    def test_a_calendar_works_the_saturday_and_not_the_friday(self) -> None:
        calendar = BusinessCalendar(tz="Europe/Budapest", week=WEEK, holidays="HU")
        saturday, friday = date(2026, 8, 8), date(2026, 8, 21)
        assert calendar.is_business_day(saturday)
        assert not calendar.is_business_day(friday)
        assert not calendar.is_business_day(saturday + timedelta(days=7))
        assert calendar.add_days(date(2026, 8, 7), 1) == saturday


class TestWorkedDays:
    """A source of one's own needs no worked days, and explicit dates may have them."""

    def test_a_source_that_knows_none_has_none(self) -> None:
        class Own:
            name = "own"
            years = None

            def dates(self, year: int) -> dict[date, str]:
                return {date(year, 5, 15): "party"}

        assert worked_days(Own(), 2026) == {}

    def test_a_swap_given_by_hand_has_its_day_off(self) -> None:
        saturday, friday = date(2026, 5, 9), date(2026, 5, 15)
        source = ExplicitDates.of({}, worked={saturday: friday})
        assert worked_days(source, 2026) == {saturday: friday}
        assert source.worked(2025) == {}
        assert source.dates(2026) == {friday: "swapped day off"}
        assert ExplicitDates.of({friday: "bridge"}, worked={saturday: friday}).dates(2026) == {friday: "bridge"}

    @pytest.mark.parametrize("dates", [[date(2026, 5, 9)], []])
    def test_a_date_is_not_both_worked_and_off(self, dates: list[date]) -> None:
        swaps = {date(2026, 5, 9): date(2026, 5, 15), date(2026, 5, 10): date(2026, 5, 9)}
        with pytest.raises(UsageError, match="2026-05-09 is given as worked and as a day off"):
            ExplicitDates.of(dates, worked=swaps)


class TestCorrections:
    """Each correction says which law it follows and how far that was checked, and does what it says."""

    def test_each_has_its_source_and_its_date(self) -> None:
        for correction in CORRECTIONS:
            assert correction.codes
            assert correction.says.endswith(".")
            assert len(correction.source) > 10
            assert date(2026, 11, 1) <= correction.recorded
            assert correction.verified in ("text", "reports", "no")

    def test_a_swap_is_of_a_weekend_date_for_a_weekday(self) -> None:
        friday, saturday = date(2026, 8, 21), date(2026, 8, 8)
        Correction(("HU",), "Fine.", "a law", friday, "no", swaps={saturday: friday})
        with pytest.raises(UsageError, match="2026-08-21 for 2026-08-08 is no swap"):
            Correction(("HU",), "The wrong way round.", "a law", friday, "no", swaps={friday: saturday})

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
            ("GB-ENG", 2026, "06-15", False),
            ("GB-SCT", 2026, "04-06", False),
            ("GB-SCT", 2026, "06-15", True),
            ("GB-SCT", 2025, "06-15", False),
            ("GB-SCT", 2027, "06-15", False),
            ("GB-SCT", 2026, "08-03", True),
            ("GB-SCT", 2026, "08-31", False),
            ("GB-SCT", 2026, "11-30", True),
            ("GB-SCT", 2006, "11-30", False),
            ("GB-SCT", 2007, "11-30", True),
            ("GB-SCT", 2022, "01-03", True),
            ("GB-SCT", 2022, "01-04", True),
            ("GB-SCT", 2023, "01-02", True),
            ("GB-SCT", 2023, "01-03", True),
            ("GB-SCT", 2024, "12-02", True),
            ("GB-SCT", 2023, "12-04", False),
            ("GB-SCT", 2025, "12-01", True),
            ("DE-BE", 2025, "05-08", True),
            ("DE-BE", 2026, "05-08", False),
            ("DE-BE", 2027, "06-17", False),
            ("DE-BE", 2028, "06-17", True),
            ("DE-BE", 2029, "06-17", False),
            ("DE-BB", 2026, "05-24", True),
            ("DE-MV", 2022, "03-08", False),
            ("DE-MV", 2023, "03-08", True),
            ("DE-TH", 2018, "09-20", False),
            ("DE-TH", 2019, "09-20", True),
            ("SE", 2004, "06-06", False),
            ("SE", 2004, "05-31", True),
            ("SE", 2005, "06-06", True),
            ("SE", 2005, "05-16", False),
            ("BE", 2008, "05-01", True),
            ("BE", 2008, "05-02", True),
            ("BE", 2009, "05-02", False),
            ("IE", 2022, "02-07", False),
            ("IE", 2022, "03-18", True),
            ("IE", 2023, "03-18", False),
            ("IE", 2023, "02-06", True),
            ("IE", 2026, "02-02", True),
            ("IE", 2030, "02-01", True),
            ("IE", 2030, "02-04", False),
            ("PL", 2024, "12-24", False),
            ("PL", 2025, "12-24", True),
            ("PL", 2010, "01-06", False),
            ("PL", 2011, "01-06", True),
            ("PL", 2018, "11-12", True),
            ("PL", 2019, "11-12", False),
            ("IT", 2025, "10-04", False),
            ("IT", 2026, "10-04", True),
        ],
    )
    def test_a_day_is_off_or_not(self, code: str, year: int, day: str, kept: bool) -> None:  # noqa: FBT001 - expected
        assert (day in off(code, year)) is kept


class TestPage:
    """The page of the documentation has a row for everything that is corrected or chosen."""

    PAGE = Path(__file__).parents[2] / "docs" / "reference" / "holidays.md"

    def test_it_names_every_code(self) -> None:
        page = self.PAGE.read_text(encoding="utf-8")
        assert [code for code in KNOWN_YEARS if f"`{code}`" not in page] == []

    def test_it_names_every_choice(self) -> None:
        page = self.PAGE.read_text(encoding="utf-8")
        choices = [
            *(day for days in DAYS_OF_CHOICE.values() for day in days),
            *(o for d in OPTIONAL_DAYS.values() for o in d),
        ]
        assert [choice for choice in choices if f"`{choice}`" not in page] == []

    def test_it_says_of_each_corrected_code_how_far_that_was_checked(self) -> None:
        rows = [line for line in self.PAGE.read_text(encoding="utf-8").splitlines() if line.count("|") == 5]
        for correction in CORRECTIONS:
            for code in correction.codes:
                cells = [row.split("|") for row in rows if f"`{code}`" in row.split("|")[1]]
                assert any(correction.verified in cell[4] for cell in cells), (code, correction.says)


class TestWithAndWithout:
    """What is a matter of contract is said by name, whatever its case, spaces and hyphens."""

    GOOD_FRIDAY = date(2026, 4, 3)

    @pytest.mark.parametrize("name", ["good-friday", "Good Friday", "GOOD FRIDAY", "goodfriday"])
    def test_a_holiday_is_left_out_by_name(self, name: str) -> None:
        plain = BusinessCalendar(tz="Europe/Amsterdam", week=WEEK, holidays="NL")
        open_on_good_friday = BusinessCalendar(tz="Europe/Amsterdam", week=WEEK, holidays="NL", without=[name])
        assert not plain.is_business_day(self.GOOD_FRIDAY)
        assert open_on_good_friday.is_business_day(self.GOOD_FRIDAY)
        assert not open_on_good_friday.is_business_day(self.GOOD_FRIDAY + timedelta(days=3))
        assert open_on_good_friday.edition != plain.edition

    def test_a_moved_holiday_is_left_out_with_its_name(self) -> None:
        calendar = BusinessCalendar(tz="America/New_York", week=WEEK, holidays="US-MA", without="independence-day")
        assert calendar.is_business_day(date(2021, 7, 5))

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Independence Day (Observed)", "independence-day"),
            ("Boxing Day Shift", "boxing-day"),
            ("Battle of the Boyne substitute", "battle-of-the-boyne"),
            ("Saint Andrew's Day", "saint andrews day"),
        ],
    )
    def test_names_that_mean_one_holiday(self, one: str, other: str) -> None:
        assert name_key(one) == name_key(other)

    def test_liberation_day_every_fifth_year(self) -> None:
        calendar = BusinessCalendar(
            tz="Europe/Amsterdam",
            week=WEEK,
            holidays="NL",
            without=["liberation-day"],
            with_=["liberation-day-lustrum"],
        )
        assert not calendar.is_business_day(date(2025, 5, 5))
        assert calendar.is_business_day(date(2026, 5, 5))

    def test_the_swapped_days_of_hungary_are_left_out_by_name(self) -> None:
        calendar = BusinessCalendar(tz="Europe/Budapest", week=WEEK, holidays="HU", without=["swapped-day-off"])
        assert calendar.is_business_day(date(2026, 8, 21))
        assert not calendar.is_business_day(date(2026, 8, 8))  # nobody works a Saturday for a Friday that is worked

    @pytest.mark.parametrize("code", sorted(DAYS_OF_CHOICE))
    def test_each_day_of_choice_is_a_holiday_that_can_be_left_out(self, code: str) -> None:
        names = {name_key(name) for name in PublicHolidays.of(code).dates(2026).values()}
        assert {name_key(day) for day in DAYS_OF_CHOICE[code]} <= names

    @pytest.mark.parametrize(
        ("code", "option"), [(code, option) for code in OPTIONAL_DAYS for option in OPTIONAL_DAYS[code]]
    )
    def test_each_optional_day_adds_a_date(self, code: str, option: str) -> None:
        plain, more = PublicHolidays.of(code), PublicHolidays.of(code, (option,))
        names = {name for year in range(2020, 2030) for name in more.dates(year).values()}
        assert option in names - {name for year in range(2020, 2030) for name in plain.dates(year).values()}

    def test_an_optional_day_that_nobody_has_is_refused_with_those_that_there_are(self) -> None:
        with pytest.raises(UsageError, match="'kings-day'; there are liberation-day-lustrum"):
            BusinessCalendar(tz="Europe/Amsterdam", week=WEEK, holidays="NL", with_=["kings-day"])
        with pytest.raises(UsageError, match="give its date in closed="):
            BusinessCalendar(tz="Europe/Oslo", week=WEEK, holidays="NO", with_=["kings-day"])

    def test_codes_dates_and_sources_mix(self) -> None:
        calendar = BusinessCalendar(
            tz="Europe/Amsterdam",
            week=WEEK,
            holidays=["NL", "DE", date(2026, 5, 15), ExplicitDates.of({date(2026, 5, 18): "party"})],
        )
        for day in (date(2026, 4, 27), date(2026, 5, 1), date(2026, 5, 15), date(2026, 5, 18)):
            assert not calendar.is_business_day(day)
        assert calendar.is_business_day(date(2026, 5, 19))


class TestSpeed:
    """A table of holidays costs little more than the provider's own."""

    @staticmethod
    def fastest(*calls: Callable[[], object]) -> list[float]:
        taken: list[list[float]] = [[] for _ in calls]
        for _ in range(9):
            for call, times in zip(calls, taken, strict=True):
                started = time.perf_counter()
                call()
                times.append(time.perf_counter() - started)
        return [min(times) for times in taken]

    @pytest.mark.parametrize("code", ["NL", "HU", "US-MA"])
    def test_years_that_nobody_asked_for_take_no_more_than_five_times_what_the_provider_takes(self, code: str) -> None:
        source, kind = PublicHolidays.of(code), registry.region_registry[code]

        def cold() -> None:
            public_module._table.cache_clear()
            provider_module._ruled.cache_clear()
            for year in range(2020, 2033):
                source.dates(year)
                source.worked(year)

        def provider() -> None:
            calendar = kind()
            for year in range(2020, 2033):
                calendar.holidays(year)

        ours, theirs = self.fastest(cold, provider)
        assert ours < 5 * theirs
