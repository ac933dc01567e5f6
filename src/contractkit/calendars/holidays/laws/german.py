"""Holidays of the German Laender: each has its own act."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from contractkit.calendars.holidays.corrections import Correction, added

__all__ = ["GERMAN"]


def _whit_sunday(_year: int, days: dict[date, str]) -> dict[date, str]:
    mondays = [day for day, name in days.items() if name == "Whit Monday"]
    return {**days, **{day - timedelta(days=1): "Whit Sunday" for day in mondays}}


GERMAN: Final = (
    Correction(
        ("DE-BE",),
        "8 May 2025 was a holiday in Berlin, once.",
        "Gesetz über die Sonn- und Feiertage (Berlin) s. 1, as amended in 2024 (GVBl. 2024 p. 460)",
        date(2026, 11, 21),
        "reports",
        added(5, 8, "Liberation Day", first=2025, last=2025),
    ),
    Correction(
        ("DE-BE",),
        "17 June 2028 will be a holiday in Berlin, once: 75 years after the uprising of 1953.",
        "Gesetz über die Sonn- und Feiertage (Berlin) s. 1, as amended in 2024 (GVBl. 2024 p. 460)",
        date(2026, 11, 22),
        "reports",
        added(6, 17, "Anniversary of the uprising of 1953", first=2028, last=2028),
    ),
    Correction(
        ("DE-BB",),
        "Whit Sunday is a holiday in Brandenburg.",
        "Feiertagsgesetz (Brandenburg) s. 2 (1) no. 7",
        date(2026, 11, 21),
        "text",
        _whit_sunday,
    ),
    Correction(
        ("DE-MV",),
        "8 March is a holiday in Mecklenburg-Vorpommern from 2023.",
        "Feiertagsgesetz Mecklenburg-Vorpommern s. 2, as amended in June 2022",
        date(2026, 11, 21),
        "reports",
        added(3, 8, "International Women's Day", first=2023),
    ),
    Correction(
        ("DE-TH",),
        "20 September is a holiday in Thuringia from 2019.",
        "Thüringer Feier- und Gedenktagsgesetz s. 2, as amended by the act passed on 28 February 2019",
        date(2026, 11, 21),
        "reports",
        added(9, 20, "World Children's Day", first=2019),
    ),
)
"""In the order in which they are applied."""
