"""All corrections laid over the provider's days: the days off and the worked days of a year, and what is not known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Final

from contractkit.calendars.holidays.corrections import Change, Correction, unchanged
from contractkit.calendars.holidays.laws.american import AMERICAN
from contractkit.calendars.holidays.laws.british import BRITISH
from contractkit.calendars.holidays.laws.german import GERMAN
from contractkit.calendars.holidays.laws.hungarian import HUNGARIAN, LAST_DECREE
from contractkit.calendars.holidays.laws.nordic import NORDIC
from contractkit.calendars.holidays.laws.others import OTHERS

__all__ = ["CORRECTIONS", "NOTES", "SWAPPED", "corrected", "swapped"]

CORRECTIONS: Final[tuple[Correction, ...]] = (*AMERICAN, *BRITISH, *GERMAN, *HUNGARIAN, *NORDIC, *OTHERS)
"""All corrections, applied in this order."""

SWAPPED: Final = "swapped day off"
"""What a day off is called that a worked weekend date makes up for."""

_UNKNOWN: Final = (
    "which weekend dates are worked in the place of days off is not known to this source; HolidaysPackage may know them"
)

_DECREED: Final = (
    f"HU: the swapped days of 2010 to {LAST_DECREE} are known; earlier ones are not recorded, later ones are decreed a "
    "year ahead, and until a version of contractkit has them those years have none"
)

NOTES: Final[Mapping[str, tuple[str, ...]]] = {
    "HU": (_DECREED,),
    "CH": ("CH: holidays are those of most cantons; each canton has its own list",),
    "IE": ("IE: the weekday after a holiday on a weekend is closed by custom, not by law",),
    "ES": ("ES: national holidays as they are written; the regions move some of them and add their own",),
    **{code: (f"{code}: {_UNKNOWN}",) for code in ("BG", "BY", "CN", "KZ", "LV", "RU", "TW", "UA")},
}
"""What the holidays of a code leave open, in sentences."""


def corrected(code: str, year: int, provided: Mapping[date, str]) -> dict[date, str]:
    """Return the holidays of a year after all corrections for the code, swapped days off among them."""
    days = dict(provided)
    for change in _changes(code):
        days = {day: name for day, name in change(year, days).items() if day.year == year}
    for off in _swaps(code).values():
        if off.year == year:
            days.setdefault(off, SWAPPED)
    return days


def swapped(code: str, year: int) -> dict[date, date]:
    """Return the worked dates of a year, each with the date in whose place it is worked."""
    return {worked: off for worked, off in _swaps(code).items() if worked.year == year}


@cache
def _changes(code: str) -> tuple[Change, ...]:
    about = (correction for correction in CORRECTIONS if code in correction.codes)
    return tuple(correction.apply for correction in about if correction.apply is not unchanged)


@cache
def _swaps(code: str) -> Mapping[date, date]:
    about = (correction for correction in CORRECTIONS if code in correction.codes)
    return {worked: off for correction in about for worked, off in correction.swaps.items()}
