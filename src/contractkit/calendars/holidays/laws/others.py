"""Holidays of Belgium, Italy and Poland."""

from __future__ import annotations

from datetime import date
from typing import Final

from contractkit.calendars.holidays.corrections import Correction, added

__all__ = ["OTHERS"]


def _epiphany(year: int, days: dict[date, str]) -> dict[date, str]:
    return {day: name for day, name in days.items() if name != "Trzech Kroli"} if year < 2011 else days


OTHERS: Final = (
    Correction(
        ("BE",),
        "In 2008 Ascension fell on 1 May; 2 May 2008 was a holiday in its place.",
        "Koninklijk besluit van 3 juni 2007 / arrêté royal du 3 juin 2007, for the year 2008",
        date(2026, 11, 22),
        "text",
        added(5, 2, "Ascension Thursday (substitute)", first=2008, last=2008),
    ),
    Correction(
        ("IT",),
        "4 October, Saint Francis of Assisi, is a national holiday from 2026.",
        "Legge 8 ottobre 2025, n. 151",
        date(2026, 11, 22),
        "text",
        added(10, 4, "Saint Francis of Assisi", first=2026),
    ),
    Correction(
        ("PL",),
        "24 December is a holiday from 2025.",
        "Ustawa z dnia 6 grudnia 2024 r. o zmianie ustawy o dniach wolnych od pracy (Dz.U. 2024 poz. 1965)",
        date(2026, 11, 22),
        "reports",
        added(12, 24, "Christmas Eve", first=2025),
    ),
    Correction(
        ("PL",),
        "12 November 2018 was a holiday, once: a hundred years of independence.",
        "Ustawa z dnia 7 listopada 2018 r. o ustanowieniu Święta Narodowego z okazji Setnej Rocznicy Odzyskania "
        "Niepodległości",
        date(2026, 11, 22),
        "no",
        added(11, 12, "Hundred years of independence", first=2018, last=2018),
    ),
    Correction(
        ("PL",),
        "6 January is a holiday from 2011.",
        "Ustawa z dnia 24 września 2010 r. o zmianie ustawy - Kodeks pracy (Dz.U. 2010 nr 224 poz. 1459)",
        date(2026, 11, 22),
        "no",
        _epiphany,
    ),
)
"""In the order in which they are applied."""
