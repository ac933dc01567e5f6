"""Business calendars: open hours, holidays, business days, and the edition that says which calendar was used."""

from __future__ import annotations

from contractkit.calendars.calendar import ALWAYS, BusinessCalendar, always
from contractkit.calendars.holidays import ExplicitDates, HolidaySource
from contractkit.calendars.intervals import Stretch

__all__ = ["ALWAYS", "BusinessCalendar", "ExplicitDates", "HolidaySource", "Stretch", "always"]
