"""Where public holidays come from: explicit dates, a provider by ISO 3166 code, and our dated corrections of it."""

from __future__ import annotations

from contractkit.calendars.holidays.sources import ExplicitDates, HolidaySource, days_of_choice, holiday_sources

__all__ = ["ExplicitDates", "HolidaySource", "days_of_choice", "holiday_sources"]
