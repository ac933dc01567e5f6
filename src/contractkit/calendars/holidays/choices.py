"""What a contract chooses and no law decides: days of choice and optional days; and which codes and years are known.

A day of choice is closed unless a calendar goes without it by name; an optional day is closed only where a calendar
adds it by name. Both have their ground here, so that a reader can see why it is a choice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

__all__ = ["ALIASES", "DAYS_OF_CHOICE", "KNOWN_YEARS", "OPTIONAL_DAYS", "Days"]

Days = Mapping[date, str]
"""Holidays by date, with their names."""

_SUNDAY: Final = 6

ALIASES: Final[Mapping[str, str]] = {"GB-ENG": "GB", "GB-WLS": "GB", "GB-SCT": "GB"}
"""Codes that the provider does not have, and the code from whose holidays theirs are made."""

_RULED: Final = (2000, 2049)
_COUNTRIES: Final = (
    *("AT", "BE", "CH", "DE", "DK", "ES", "FI", "FR", "GB", "HU", "IE", "IT", "LU", "NL", "NO", "PL", "PT", "SE", "US"),
)
_REGIONS: Final = (
    *("DE-BB", "DE-BE", "DE-BW", "DE-BY", "DE-HB", "DE-HE", "DE-HH", "DE-MV", "DE-NI", "DE-NW", "DE-RP", "DE-SH"),
    *("DE-SL", "DE-SN", "DE-ST", "DE-TH", "GB-ENG", "GB-NIR", "GB-SCT", "GB-WLS", "US-MA"),
)

KNOWN_YEARS: Final[Mapping[str, tuple[int, int]]] = dict.fromkeys((*_COUNTRIES, *_REGIONS), _RULED)
"""Codes whose holidays follow rules, so that they are known for years to come; other codes are tried year by year."""

DAYS_OF_CHOICE: Final[Mapping[str, tuple[str, ...]]] = {
    "NL": ("good-friday", "liberation-day"),
    "SE": ("midsummers-eve", "christmas-eve", "new-years-eve"),
    "DK": ("christmas-eve",),
    "DE-BY": ("assumption-of-mary-to-heaven",),
}
"""Days that are closed unless a calendar goes without them, by code.

NL: Algemene termijnenwet art. 3 names 5 May and puts Good Friday beside it, for statutory periods; whether work stops
is left to the terms of employment, and many give 5 May in lustrum years only. SE: no public holidays, but Lag
(1930:173) om beräkning av lagstadgad tid s. 2 puts the three eves beside them. DK: no public holiday; shops close
early and agreements give it off. DE-BY: Feiertagsgesetz Art. 1 (1) no. 2 makes 15 August a holiday in municipalities
with more Catholics than Protestants, which most are.
"""


def _lustrum(year: int, _days: Days) -> list[date]:
    return [date(year, 5, 5)] if year % 5 == 0 else []


def _every(month: int, day: int) -> Callable[[int, Days], list[date]]:
    return lambda year, _days: [date(year, month, day)]


def _every_or_monday(month: int, day: int) -> Callable[[int, Days], list[date]]:
    def days_of(year: int, _days: Days) -> list[date]:
        first = date(year, month, day)
        return [first, first + timedelta(days=1)] if first.weekday() == _SUNDAY else [first]

    return days_of


def _corpus_christi(_year: int, days: Days) -> list[date]:
    return [day + timedelta(days=10) for day, name in days.items() if name == "Whit Monday"]


OPTIONAL_DAYS: Final[Mapping[str, Mapping[str, Callable[[int, Days], list[date]]]]] = {
    "NL": {"liberation-day-lustrum": _lustrum},
    "DK": {"constitution-day": _every(6, 5), "new-years-eve": _every(12, 31)},
    "DE-BY": {"augsburg-peace-festival": _every(8, 8)},
    "DE-SN": {"corpus-christi": _corpus_christi},
    "DE-TH": {"corpus-christi": _corpus_christi},
    "US-MA": {"evacuation-day": _every_or_monday(3, 17), "bunker-hill-day": _every_or_monday(6, 17)},
}
"""Days that are closed only where a calendar adds them, by code and name: what makes their dates of the year's others.

DE-BY: Feiertagsgesetz Art. 1 (2), the city of Augsburg only. DE-SN, DE-TH: Corpus Christi in some municipalities. DK:
5 June and 31 December by agreement. US-MA: Suffolk County only, Mass. General Laws c. 136 s. 12, a Sunday's also on the
Monday.
"""
