"""What the provider of public holidays has wrong or leaves out, corrected: dated, with the law that says so.

Each correction is one entry of `CORRECTIONS`; a test names each. A changed entry changes results and belongs in the
changelog. What is a matter of contract and not of law stands in `OPTIONAL_DAYS`: such a day is closed only where a
calendar switches it on by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

import attrs

__all__ = ["ALIASES", "CORRECTIONS", "DAYS_OF_CHOICE", "KNOWN_YEARS", "OPTIONAL_DAYS", "Correction", "corrected"]

_Days = dict[date, str]

_SATURDAY: Final = 5
_SUNDAY: Final = 6
_MONDAY: Final = 0

ALIASES: Final[Mapping[str, str]] = {"GB-ENG": "GB", "GB-WLS": "GB", "GB-SCT": "GB"}
"""Codes that the provider does not have, and the code from whose holidays theirs are made."""

_RULED: Final = (2000, 2049)

KNOWN_YEARS: Final[Mapping[str, tuple[int, int]]] = dict.fromkeys(
    (
        *(
            "AT",
            "BE",
            "CH",
            "DE",
            "DK",
            "ES",
            "FI",
            "FR",
            "GB",
            "HU",
            "IE",
            "IT",
            "LU",
            "NL",
            "NO",
            "PL",
            "PT",
            "SE",
            "US",
        ),
        *("DE-BB", "DE-BE", "DE-BW", "DE-BY", "DE-HB", "DE-HE", "DE-HH", "DE-MV", "DE-NI", "DE-NW", "DE-RP", "DE-SH"),
        *("DE-SL", "DE-SN", "DE-ST", "DE-TH", "GB-ENG", "GB-NIR", "GB-SCT", "GB-WLS", "US-MA"),
    ),
    _RULED,
)
"""Codes whose holidays follow rules, so that they are known for years to come; other codes are tried year by year."""


def _lustrum(year: int) -> list[date]:
    return [date(year, 5, 5)] if year % 5 == 0 else []


OPTIONAL_DAYS: Final[Mapping[str, Mapping[str, Callable[[int], list[date]]]]] = {
    "NL": {"liberation-day-lustrum": _lustrum},
    "US-MA": {
        "evacuation-day": lambda year: [date(year, 3, 17)],
        "bunker-hill-day": lambda year: [date(year, 6, 17)],
    },
}
"""Days that a contract may agree on and that no law of the whole territory closes, by code and name."""

DAYS_OF_CHOICE: Final[Mapping[str, tuple[str, ...]]] = {"NL": ("good-friday", "liberation-day")}
"""Days that the provider closes and of which contracts differ, by code: closed unless a calendar goes without them."""


@attrs.frozen
class Correction:
    """One thing that the provider has wrong.

    Attributes:
        codes: The ISO 3166 codes that it is about.
        says: What is corrected, in one sentence.
        source: The law or the publication that says so.
        recorded: When the correction was written down.
        apply: Takes the year and the days found so far, and returns the days as they are.
    """

    codes: tuple[str, ...]
    says: str
    source: str
    recorded: date
    apply: Callable[[int, _Days], _Days]


def corrected(code: str, year: int, provided: _Days) -> _Days:
    """Return the holidays of a year after all corrections for the code."""
    days = dict(provided)
    for correction in CORRECTIONS:
        if code in correction.codes:
            days = {day: name for day, name in correction.apply(year, days).items() if day.year == year}
    return days


def _weekday(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def _from(since: int, month: int, day: int, name: str, until: int = 9999) -> Callable[[int, _Days], _Days]:
    def apply(year: int, days: _Days) -> _Days:
        return {**days, date(year, month, day): name} if since <= year <= until else days

    return apply


def _named_until(name: str, last_year: int) -> Callable[[int, _Days], _Days]:
    def apply(year: int, days: _Days) -> _Days:
        return days if year <= last_year else {day: text for day, text in days.items() if text != name}

    return apply


def _juneteenth_federal(year: int, days: _Days) -> _Days:
    if year < 2021:
        return days
    day, name = date(year, 6, 19), "Juneteenth National Independence Day"
    shift = {_SATURDAY: -1, _SUNDAY: 1}.get(day.weekday(), 0)
    found = {**days, day: name}
    return {**found, day + timedelta(days=shift): f"{name} (Observed)"} if shift else found


def _not_moved_to_friday(_year: int, days: _Days) -> _Days:
    return {day: name for day, name in days.items() if not ("(Observed)" in name and day.weekday() == _SATURDAY - 1)}


def _juneteenth_massachusetts(year: int, days: _Days) -> _Days:
    if year < 2021:
        return days
    day, name = date(year, 6, 19), "Juneteenth Independence Day"
    found = {**days, day: name}
    return {**found, date(year, 6, 20): f"{name} (Observed)"} if day.weekday() == _SUNDAY else found


def _whit_sunday(_year: int, days: _Days) -> _Days:
    mondays = [day for day, name in days.items() if name == "Whit Monday"]
    return {**days, **{day - timedelta(days=1): "Whit Sunday" for day in mondays}}


def _without_easter_sunday(_year: int, days: _Days) -> _Days:
    return {day: name for day, name in days.items() if name != "Easter Sunday"}


def _scotland(year: int, days: _Days) -> _Days:
    dropped = ("Easter Monday", "Late Summer Bank Holiday", "New Year shift")
    found = {day: name for day, name in days.items() if name not in dropped}
    found[date(year, 1, 2)] = "2nd January"
    new_year = date(year, 1, 1).weekday()
    if new_year == _SATURDAY:
        found |= {date(year, 1, 3): "New Year shift", date(year, 1, 4): "2nd January shift"}
    elif new_year == _SUNDAY:
        found[date(year, 1, 3)] = "New Year shift"
    elif new_year == _SATURDAY - 1:
        found[date(year, 1, 4)] = "2nd January shift"
    found[_weekday(year, 8, _MONDAY, 1)] = "Summer Bank Holiday"
    if year >= 2007:
        andrew = date(year, 11, 30)
        found[andrew] = "Saint Andrew's Day"
        if andrew.weekday() >= _SATURDAY:
            found[andrew + timedelta(days=7 - andrew.weekday())] = "Saint Andrew's Day shift"
    return found


_BRITISH = ("GB", "GB-ENG", "GB-WLS", "GB-NIR", "GB-SCT")
_WRITTEN = date(2026, 11, 21)

CORRECTIONS: Final[tuple[Correction, ...]] = (
    Correction(
        ("US",),
        "Juneteenth is a federal holiday from 2021; a Saturday's is observed the day before, a Sunday's the day after.",
        "Juneteenth National Independence Day Act, Pub. L. 117-17; 5 U.S.C. 6103",
        _WRITTEN,
        _juneteenth_federal,
    ),
    Correction(
        ("US-MA",),
        "A holiday on a Saturday is not moved to the Friday before; one on a Sunday moves to the Monday.",
        "Mass. General Laws c. 4 s. 7, eighteenth clause",
        _WRITTEN,
        _not_moved_to_friday,
    ),
    Correction(
        ("US-MA",),
        "Juneteenth Independence Day is a legal holiday from 2021.",
        "Mass. General Laws c. 4 s. 7, eighteenth clause, as amended in 2020",
        _WRITTEN,
        _juneteenth_massachusetts,
    ),
    Correction(
        ("DE-BE",),
        "8 May 2025 was a holiday in Berlin, once.",
        "Gesetz ueber die Sonn- und Feiertage, Land Berlin",
        _WRITTEN,
        _from(2025, 5, 8, "Liberation Day", until=2025),
    ),
    Correction(
        ("DE-BB",),
        "Whit Sunday is a holiday in Brandenburg.",
        "Feiertagsgesetz Brandenburg s. 2",
        _WRITTEN,
        _whit_sunday,
    ),
    Correction(
        ("DE-MV",),
        "8 March is a holiday in Mecklenburg-Vorpommern from 2023.",
        "Feiertagsgesetz Mecklenburg-Vorpommern s. 2",
        _WRITTEN,
        _from(2023, 3, 8, "International Women's Day"),
    ),
    Correction(
        ("DE-TH",),
        "20 September is a holiday in Thuringia from 2019.",
        "Thueringer Feier- und Gedenktagsgesetz s. 2",
        _WRITTEN,
        _from(2019, 9, 20, "World Children's Day"),
    ),
    Correction(
        ("DK",),
        "Store Bededag was abolished; 2023 was the last year.",
        "Danish act 214 of 6 March 2023",
        _WRITTEN,
        _named_until("Store Bededag", 2023),
    ),
    Correction(
        _BRITISH,
        "Easter Sunday is no bank holiday in the United Kingdom.",
        "Banking and Financial Dealings Act 1971, schedule 1",
        _WRITTEN,
        _without_easter_sunday,
    ),
    Correction(
        _BRITISH,
        "8 May 2023 was a bank holiday for the coronation, once.",
        "Royal proclamation of 2022 under the Banking and Financial Dealings Act 1971",
        _WRITTEN,
        _from(2023, 5, 8, "Coronation of King Charles III", until=2023),
    ),
    Correction(
        ("GB-SCT",),
        "Scotland has 2 January, the first Monday of August and Saint Andrew's Day, but neither Easter Monday nor the "
        "last Monday of August.",
        "Banking and Financial Dealings Act 1971, schedule 1; St. Andrew's Day Bank Holiday (Scotland) Act 2007",
        _WRITTEN,
        _scotland,
    ),
)
"""All corrections, applied in this order."""
