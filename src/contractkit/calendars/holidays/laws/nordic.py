"""Holidays of Denmark and Sweden."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from contractkit.calendars.holidays.corrections import Correction, named_until

__all__ = ["NORDIC"]


def _national_day(year: int, days: dict[date, str]) -> dict[date, str]:
    if year >= 2005:
        return days
    found = {day: name for day, name in days.items() if name != "National Day"}
    sundays = [day for day, name in found.items() if name == "Pentecost"]
    return {**found, **{day + timedelta(days=1): "Whit Monday" for day in sundays}}


NORDIC: Final = (
    Correction(
        ("DK",),
        "Store Bededag was abolished; 2023 was the last year.",
        "Lov nr. 214 af 6. marts 2023 om konsekvenser ved afskaffelsen af store bededag som helligdag",
        date(2026, 11, 21),
        "reports",
        named_until("Store Bededag", 2023),
    ),
    Correction(
        ("SE",),
        "6 June is a public holiday from 2005; until 2004 Whit Monday was one in its place.",
        "Lag (1989:253) om allmänna helgdagar s. 1, as amended by SFS 2004:1320",
        date(2026, 11, 22),
        "text",
        _national_day,
    ),
)
"""In the order in which they are applied."""
