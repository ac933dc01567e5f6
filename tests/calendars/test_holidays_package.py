"""Holidays of the package `holidays`: whatever it says, in the years that are declared."""

from __future__ import annotations

import pickle
import sys
from datetime import date

import pytest

from contractkit.calendars import BusinessCalendar, HolidaySource
from contractkit.calendars.holidays import HolidaysPackage, notes_of
from contractkit.errors import CalendarHorizonError, MissingExtraError, UsageError


def off(source: HolidaysPackage, year: int) -> set[str]:
    return {f"{day:%m-%d}" for day in source.dates(year)}


class TestDates:
    """The days off are those of the package, of the chosen region and categories, in English where it has that."""

    def test_a_country(self) -> None:
        assert off(HolidaysPackage.of("nl"), 2026) == {
            "01-01", "04-03", "04-05", "04-06", "04-27", "05-14", "05-24", "05-25", "12-25", "12-26"
        }  # fmt: skip

    def test_a_region_is_given_by_itself_or_with_the_country(self) -> None:
        bavaria = HolidaysPackage.of("DE", subdiv="BY")
        assert bavaria == HolidaysPackage.of("DE-BY")
        assert "01-06" in off(bavaria, 2026)
        assert "01-06" not in off(HolidaysPackage.of("DE"), 2026)

    def test_categories_add_up(self) -> None:
        assert "08-15" not in off(HolidaysPackage.of("DE-BY"), 2026)
        assert "08-15" in off(HolidaysPackage.of("DE-BY", categories=("public", "catholic")), 2026)
        assert off(HolidaysPackage.of("DE-BY", categories="catholic"), 2026) == {"08-15"}

    def test_names_are_english(self) -> None:
        assert HolidaysPackage.of("NL").dates(2026)[date(2026, 4, 27)] == "King's Day"

    def test_what_the_caller_does_with_an_answer_changes_no_other(self) -> None:
        HolidaysPackage.of("NL").dates(2026).clear()  # type: ignore[attr-defined]
        assert len(off(HolidaysPackage.of("NL"), 2026)) == 10


class TestWorked:
    """A weekend date that the package has as worked stands in the place of the day off that it was worked for."""

    def test_hungary_2026(self) -> None:
        source = HolidaysPackage.of("HU")
        assert source.worked(2026) == {
            date(2026, 1, 10): date(2026, 1, 2),
            date(2026, 8, 8): date(2026, 8, 21),
        }

    def test_russia_2024(self) -> None:
        assert HolidaysPackage.of("RU").worked(2024) == {
            date(2024, 4, 27): date(2024, 4, 29),
            date(2024, 11, 2): date(2024, 4, 30),
            date(2024, 12, 28): date(2024, 12, 30),
        }

    def test_a_swap_over_new_year_belongs_to_the_year_of_the_worked_date(self) -> None:
        vietnam = HolidaysPackage.of("VN")  # Saturday 5 January 2019 was worked for Monday 31 December 2018
        assert vietnam.worked(2019)[date(2019, 1, 5)] == date(2018, 12, 31)
        assert date(2018, 12, 31) in vietnam.dates(2018)
        assert date(2019, 1, 5) not in vietnam.worked(2018)

    def test_a_country_without_any(self) -> None:
        assert HolidaysPackage.of("NL").worked(2026) == {}
        assert notes_of([HolidaysPackage.of("NL", years=(2020, 2030))]) == ()

    def test_where_they_end_is_told(self) -> None:
        (note,) = HolidaysPackage.of("HU", years=(2024, 2030)).notes
        assert "lies in 2026" in note


class TestYears:
    """The years are those that the package declares, or a part of them."""

    def test_it_declares_its_own(self) -> None:
        assert HolidaysPackage.of("NL").years[0] <= 2000
        assert HolidaysPackage.of("NL").years[1] >= 2049

    def test_a_year_outside_is_refused(self) -> None:
        source = HolidaysPackage.of("NL", years=(2020, 2030))
        for year in (2019, 2031):
            for ask in (source.dates, source.worked):
                with pytest.raises(CalendarHorizonError, match=f"declared from 2020 to 2030, not for {year}"):
                    ask(year)
        assert source.dates(2020)
        assert source.dates(2030)

    @pytest.mark.parametrize("years", [(2030, 2020), (1, 2020), (2020, 9999)])
    def test_years_that_it_cannot_know_are_refused(self, years: tuple[int, int]) -> None:
        with pytest.raises(UsageError, match=f"not from {years[0]} to {years[1]}"):
            HolidaysPackage.of("NL", years=years)


class TestRefused:
    """What the package does not have is refused with the nearest that it has."""

    def test_a_country(self) -> None:
        with pytest.raises(UsageError, match="no country 'NX'") as caught:
            HolidaysPackage.of("NX")
        assert "NL" in caught.value.facts["near"]

    def test_a_region(self) -> None:
        with pytest.raises(UsageError, match=r"DE has no region 'BX' .* near ones: .*BY"):
            HolidaysPackage.of("DE", subdiv="BX")

    def test_a_category(self) -> None:
        with pytest.raises(UsageError, match=r"NL has no category 'publik' .* near ones: public"):
            HolidaysPackage.of("NL", categories="publik")
        with pytest.raises(UsageError, match="NL has no category 'none'"):
            HolidaysPackage.of("NL", categories=())

    def test_without_the_package_the_extra_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "holidays", None)
        with pytest.raises(MissingExtraError, match=r"pip install 'contractkit\[holidays\]'"):
            HolidaysPackage.of("NL")


class TestSource:
    """It is a value, and a calendar takes it."""

    def test_it_is_a_value(self) -> None:
        source = HolidaysPackage.of("DE-BY", categories=["catholic", "public"], years=(2020, 2030))
        assert source == HolidaysPackage.of("de", "BY", ("public", "catholic"), (2020, 2030))
        assert pickle.loads(pickle.dumps(source)) == source
        assert hash(source) == hash(pickle.loads(pickle.dumps(source)))
        assert isinstance(source, HolidaySource)
        assert source.name == "DE-BY of holidays"

    def test_a_calendar_takes_it(self) -> None:
        india = HolidaysPackage.of("IN", years=(2024, 2027))
        calendar = BusinessCalendar(tz="Asia/Kolkata", week={"mon-fri": "09:00-17:00"}, holidays=india)
        assert calendar.years == (2024, 2027)
        assert not calendar.is_business_day(date(2026, 1, 26))  # Republic Day
