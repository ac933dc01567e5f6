"""Where public holidays come from: explicit dates, a provider by ISO 3166 code with our dated corrections, files."""

from __future__ import annotations

from contractkit.calendars.holidays.explicit import ExplicitDates
from contractkit.calendars.holidays.ical import IcalHolidays
from contractkit.calendars.holidays.package import HolidaysPackage
from contractkit.calendars.holidays.public import PublicHolidays
from contractkit.calendars.holidays.sources import (
    HolidaySource,
    days_of_choice,
    holiday_sources,
    notes_of,
    worked_days,
)
from contractkit.calendars.holidays.stored import source_of, stored_source

__all__ = [
    "ExplicitDates",
    "HolidaySource",
    "HolidaysPackage",
    "IcalHolidays",
    "PublicHolidays",
    "days_of_choice",
    "holiday_sources",
    "notes_of",
    "source_of",
    "stored_source",
    "worked_days",
]
