"""Business calendars: open hours, holidays, business days, and the edition that says which calendar was used."""

from __future__ import annotations

from contractkit.calendars.calendar import ALWAYS, BusinessCalendar, always
from contractkit.calendars.calendar_set import CalendarSet
from contractkit.calendars.conventions import Conventions
from contractkit.calendars.counting import Count, CountedDate, CountedPiece, CountStep
from contractkit.calendars.holidays import ExplicitDates, HolidaySource, HolidaysPackage, IcalHolidays, PublicHolidays
from contractkit.calendars.intervals import Stretch
from contractkit.calendars.presets import PRESETS, Preset
from contractkit.calendars.seasons import Season
from contractkit.calendars.weekly import AlternatingWeeks

__all__ = [
    "ALWAYS",
    "PRESETS",
    "AlternatingWeeks",
    "BusinessCalendar",
    "CalendarSet",
    "Conventions",
    "Count",
    "CountStep",
    "CountedDate",
    "CountedPiece",
    "ExplicitDates",
    "HolidaySource",
    "HolidaysPackage",
    "IcalHolidays",
    "Preset",
    "PublicHolidays",
    "Season",
    "Stretch",
    "always",
]
