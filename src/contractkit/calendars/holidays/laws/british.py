"""Bank holidays of the four nations of the United Kingdom, and public holidays of Ireland."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from contractkit.calendars.holidays.corrections import Correction, added, without_named

__all__ = ["BRITISH"]

_MONDAY: Final = 0
_FRIDAY: Final = 4
_SATURDAY: Final = 5
_SUNDAY: Final = 6
_NATIONS: Final = ("GB", "GB-ENG", "GB-WLS", "GB-NIR", "GB-SCT")


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=-first.weekday() % 7)


def _scotland(year: int, days: dict[date, str]) -> dict[date, str]:
    found = without_named("Easter Monday", "Late Summer Bank Holiday", "New Year shift")(year, days)
    found[date(year, 1, 2)] = "2nd January"
    new_year = date(year, 1, 1).weekday()
    if new_year == _SATURDAY:
        found |= {date(year, 1, 3): "New Year shift", date(year, 1, 4): "2nd January shift"}
    elif new_year == _SUNDAY:
        found[date(year, 1, 3)] = "New Year shift"
    elif new_year == _FRIDAY:
        found[date(year, 1, 4)] = "2nd January shift"
    found[_first_monday(year, 8)] = "Summer Bank Holiday"
    if year >= 2007:
        andrew = date(year, 11, 30)
        found[andrew] = "Saint Andrew's Day"
        if andrew.weekday() >= _SATURDAY:
            found[andrew + timedelta(days=7 - andrew.weekday())] = "Saint Andrew's Day shift"
    return found


def _saint_brigid(year: int, days: dict[date, str]) -> dict[date, str]:
    if year < 2023:
        return days
    first = date(year, 2, 1)
    return {**days, first if first.weekday() == _FRIDAY else _first_monday(year, 2): "Saint Brigid's Day"}


BRITISH: Final = (
    Correction(
        _NATIONS,
        "Easter Sunday is no bank holiday in the United Kingdom.",
        "Banking and Financial Dealings Act 1971, schedule 1",
        date(2026, 11, 21),
        "reports",
        without_named("Easter Sunday"),
    ),
    Correction(
        _NATIONS,
        "8 May 2023 was a bank holiday for the coronation, once.",
        "Royal proclamation under section 1(3) of the Banking and Financial Dealings Act 1971, announced on "
        "8 November 2022",
        date(2026, 11, 21),
        "reports",
        added(5, 8, "Coronation of King Charles III", first=2023, last=2023),
    ),
    Correction(
        ("GB-SCT",),
        "Scotland has 2 January, the first Monday of August and Saint Andrew's Day, but neither Easter Monday nor the "
        "last Monday of August.",
        "Banking and Financial Dealings Act 1971, schedule 1; St Andrew's Day Bank Holiday (Scotland) Act 2007",
        date(2026, 11, 21),
        "reports",
        _scotland,
    ),
    Correction(
        ("GB-SCT",),
        "15 June 2026 was a bank holiday in Scotland, once, for its team at the World Cup.",
        "Royal proclamation of 3 February 2026 under section 1(3) of the Banking and Financial Dealings Act 1971",
        date(2026, 11, 22),
        "reports",
        added(6, 15, "World Cup Bank Holiday", first=2026, last=2026),
    ),
    Correction(
        ("IE",),
        "18 March 2022 was a public holiday, once, for those who died of Covid-19 and those who worked against it.",
        "Regulations of 2022 under the Organisation of Working Time Act 1997, second schedule",
        date(2026, 11, 22),
        "reports",
        added(3, 18, "Day of Remembrance and Recognition", first=2022, last=2022),
    ),
    Correction(
        ("IE",),
        "From 2023 the first Monday of February is a public holiday, or 1 February where that is a Friday.",
        "Regulations of 2022 under the Organisation of Working Time Act 1997, second schedule",
        date(2026, 11, 22),
        "reports",
        _saint_brigid,
    ),
)
"""In the order in which they are applied."""
