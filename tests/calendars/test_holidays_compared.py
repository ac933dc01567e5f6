"""Our holidays beside those of the package `holidays`: every difference is listed, with its reason.

The package is pinned in the extra ``test``: a newer version may differ, and is then compared anew.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import holidays
import pytest
from ruamel.yaml import YAML

from contractkit.calendars.holidays import PublicHolidays

LISTED = Path(__file__).with_name("holiday_differences.yaml")
YEARS = range(2020, 2036)
LAENDER = ["BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH"]
CODES = (
    *("NL", "BE", "DE", *(f"DE-{land}" for land in LAENDER), "HU", "NO", "SE", "DK", "FR"),
    *("GB", "GB-ENG", "GB-WLS", "GB-SCT", "GB-NIR", "US", "US-MA"),
)

Difference = tuple[str, str, str, date]
"""The code, ``off`` or ``worked``, who alone has the date, and the date."""


def package(code: str, *categories: str) -> Any:
    country, _, region = code.partition("-")
    return holidays.country_holidays(
        country, subdiv=region or None, years=YEARS, expand=False, categories=categories or None
    )


def ours(code: str, *optional: str) -> set[date]:
    source = PublicHolidays.of(code, optional)
    return {day for year in YEARS for day in source.dates(year)}


def within(days: Any) -> set[date]:
    return {day for day in days if day.year in YEARS}


@cache
def found(code: str) -> frozenset[Difference]:
    theirs = package(code)
    worked = {day for year in YEARS for day in PublicHolidays.of(code).worked(year)}
    sides = (("off", ours(code), within(theirs)), ("worked", worked, within(theirs.weekend_workdays)))
    return frozenset(
        (code, what, who, day)
        for what, own, other in sides
        for who, days in (("ours", own - other), ("theirs", other - own))
        for day in days
    )


@cache
def entries() -> list[dict[str, Any]]:
    return YAML(typ="safe", pure=True).load(LISTED.read_text(encoding="utf-8"))


def listed(code: str) -> list[Difference]:
    return [
        (code, entry["what"], entry["only"], day)
        for entry in entries()
        if entry["code"] == code
        for day in entry["days"]
    ]


class TestEveryDifferenceIsListed:
    """What differs from the package, and nothing else, stands in the list beside this test."""

    @pytest.mark.parametrize("code", CODES)
    def test_no_difference_is_missing_from_the_list(self, code: str) -> None:
        assert sorted(found(code) - set(listed(code))) == []

    @pytest.mark.parametrize("code", CODES)
    def test_no_listed_difference_is_gone(self, code: str) -> None:
        assert sorted(set(listed(code)) - found(code)) == []

    def test_each_entry_says_what_differs_and_why(self) -> None:
        for entry in entries():
            assert entry["code"] in CODES
            assert entry["what"] in ("off", "worked")
            assert entry["only"] in ("ours", "theirs")
            assert len(entry["reason"].split()) > 10
            assert entry["days"]

    def test_no_date_is_listed_twice(self) -> None:
        counted = Counter(difference for code in CODES for difference in listed(code))
        assert [difference for difference, times in counted.items() if times > 1] == []


class TestUnderTheSameChoices:
    """Where the difference is a choice, the same choice made on both sides leaves none."""

    @pytest.mark.parametrize(("code", "category"), [("NL", "optional"), ("SE", "de_facto"), ("DE-BY", "catholic")])
    def test_with_the_category_of_the_package_nothing_differs(self, code: str, category: str) -> None:
        assert ours(code) == within(package(code, "public", category))

    def test_5_may_in_lustrum_years_only_is_what_the_package_calls_public(self) -> None:
        source = PublicHolidays.of("NL", ("liberation-day-lustrum",))
        kept = {day for year in YEARS for day, name in source.dates(year).items() if name != "Liberation Day"}
        assert kept == within(package("NL"))

    @pytest.mark.parametrize(("code", "option"), [("DE-SN", "corpus-christi"), ("DE-TH", "corpus-christi")])
    def test_an_optional_day_is_that_of_the_category(self, code: str, option: str) -> None:
        assert ours(code, option) == within(package(code, "public", "catholic"))

    def test_augsburg_has_its_own_day(self) -> None:
        augsburg = holidays.country_holidays("DE", subdiv="Augsburg", years=YEARS, expand=False)
        assert ours("DE-BY", "augsburg-peace-festival") == within(augsburg)

    def test_the_optional_days_of_denmark_are_among_those_of_the_package(self) -> None:
        theirs = within(package("DK", "public", "optional"))
        assert ours("DK", "constitution-day", "new-years-eve") == theirs - {date(year, 5, 1) for year in YEARS}
