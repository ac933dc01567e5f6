"""Units of time, and how limits are said. In English and Dutch."""

from __future__ import annotations

__all__ = ["DUTCH", "ENGLISH"]

ENGLISH = {
    "either.or": "or",
    "unit.hours": "h",
    "unit.minutes": "min",
    "unit.seconds": "s",
    "unit.days": "{n} day|{n} days",
    "limit.hours": "{n} hour|{n} hours",
    "limit.minutes": "{n} minute|{n} minutes",
    "limit.seconds": "{n} second|{n} seconds",
    "limit.business-days": "{n} business day|{n} business days",
    "limit.calendar-days": "{n} calendar day|{n} calendar days",
    "limit.months": "{n} month|{n} months",
    "limit.by": "{limit} by {time}",
    "calendar.always": "day and night",
}
"""English."""

DUTCH = {
    "either.or": "of",
    "unit.hours": "u",
    "unit.minutes": "min",
    "unit.seconds": "s",
    "unit.days": "{n} dag|{n} dagen",
    "limit.hours": "{n} uur|{n} uur",
    "limit.minutes": "{n} minuut|{n} minuten",
    "limit.seconds": "{n} seconde|{n} seconden",
    "limit.business-days": "{n} werkdag|{n} werkdagen",
    "limit.calendar-days": "{n} kalenderdag|{n} kalenderdagen",
    "limit.months": "{n} maand|{n} maanden",
    "limit.by": "{limit}, om {time}",
    "calendar.always": "dag en nacht",
}
"""Dutch."""
