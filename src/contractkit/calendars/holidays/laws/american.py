"""Federal holidays of the United States, and those of Massachusetts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from contractkit.calendars.holidays.corrections import Correction

__all__ = ["AMERICAN"]

_FRIDAY: Final = 4
_SATURDAY: Final = 5
_SUNDAY: Final = 6


def _juneteenth_federal(year: int, days: dict[date, str]) -> dict[date, str]:
    if year < 2021:
        return days
    day, name = date(year, 6, 19), "Juneteenth National Independence Day"
    shift = {_SATURDAY: -1, _SUNDAY: 1}.get(day.weekday(), 0)
    found = {**days, day: name}
    return {**found, day + timedelta(days=shift): f"{name} (Observed)"} if shift else found


def _not_moved_to_friday(_year: int, days: dict[date, str]) -> dict[date, str]:
    return {day: name for day, name in days.items() if not ("(Observed)" in name and day.weekday() == _FRIDAY)}


def _juneteenth_massachusetts(year: int, days: dict[date, str]) -> dict[date, str]:
    if year < 2021:
        return days
    day, name = date(year, 6, 19), "Juneteenth Independence Day"
    found = {**days, day: name}
    return {**found, date(year, 6, 20): f"{name} (Observed)"} if day.weekday() == _SUNDAY else found


AMERICAN: Final = (
    Correction(
        ("US",),
        "Juneteenth is a federal holiday from 2021; a Saturday's is observed the day before, a Sunday's the day after.",
        "Juneteenth National Independence Day Act, Pub. L. 117-17; 5 U.S.C. 6103",
        date(2026, 11, 21),
        "reports",
        _juneteenth_federal,
    ),
    Correction(
        ("US-MA",),
        "A holiday on a Saturday is not moved to the Friday before; one on a Sunday moves to the Monday.",
        "Mass. General Laws c. 4 s. 7, eighteenth clause; the Trial Court's notice of legal holidays for 2015 and 2016",
        date(2026, 11, 21),
        "text",
        _not_moved_to_friday,
    ),
    Correction(
        ("US-MA",),
        "Juneteenth Independence Day is a legal holiday from 2021.",
        "Mass. General Laws c. 4 s. 7, eighteenth clause, as amended by the act signed on 24 July 2020",
        date(2026, 11, 21),
        "reports",
        _juneteenth_massachusetts,
    ),
)
"""In the order in which they are applied."""
