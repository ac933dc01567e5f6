"""Holidays of Hungary, and its swapped days: a weekday between a holiday and a weekend is off, a Saturday is worked.

A decree names the swapped days of the coming year; without one there are none. They bind every employer whose people
work by the general schedule.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from contractkit.calendars.holidays.corrections import Correction, added

__all__ = ["HUNGARIAN", "LAST_DECREE"]

LAST_DECREE: Final = 2026
"""The last year whose swapped days were published when this module was written."""

_Swap = tuple[tuple[int, int], tuple[int, int]]


def _swapped(year: int, *swaps: _Swap) -> Mapping[date, date]:
    """Return worked dates with the dates off, each given as month and day: (worked, off)."""
    return {date(year, *worked): date(year, *off) for worked, off in swaps}


_EARLIER: Final = {
    **_swapped(2010, ((12, 11), (12, 24))),
    **_swapped(2011, ((3, 19), (3, 14)), ((11, 5), (10, 31))),
    **_swapped(
        2012,
        *(((3, 24), (3, 16)), ((4, 21), (4, 30)), ((10, 27), (10, 22))),
        *(((11, 10), (11, 2)), ((12, 15), (12, 24)), ((12, 1), (12, 31))),
    ),
    **_swapped(2013, ((8, 24), (8, 19)), ((12, 7), (12, 24)), ((12, 21), (12, 27))),
    **_swapped(2015, ((1, 10), (1, 2)), ((8, 8), (8, 21)), ((12, 12), (12, 24))),
}

_DECREES: Final[tuple[tuple[str, Mapping[date, date]], ...]] = (
    (
        "33/2013. (VIII. 30.) NGM rendelet",
        _swapped(2014, ((5, 10), (5, 2)), ((10, 18), (10, 24)), ((12, 13), (12, 24))),
    ),
    ("18/2015. (VI. 29.) NGM rendelet", _swapped(2016, ((3, 5), (3, 14)), ((10, 15), (10, 31)))),
    (
        "the decree of the minister for the national economy for 2018",
        _swapped(
            2018,
            *(((3, 10), (3, 16)), ((4, 21), (4, 30)), ((10, 13), (10, 22))),
            *(((11, 10), (11, 2)), ((12, 1), (12, 24)), ((12, 15), (12, 31))),
        ),
    ),
    (
        "6/2018. (VIII. 23.) PM rendelet",
        _swapped(2019, ((8, 10), (8, 19)), ((12, 7), (12, 24)), ((12, 14), (12, 27))),
    ),
    ("7/2019. PM rendelet", _swapped(2020, ((8, 29), (8, 21)), ((12, 12), (12, 24)))),
    ("14/2020. (V. 13.) ITM rendelet", _swapped(2021, ((12, 11), (12, 24)))),
    ("23/2021. ITM rendelet", _swapped(2022, ((3, 26), (3, 14)), ((10, 15), (10, 31)))),
    (
        "15/2023. (VII. 13.) GFM rendelet",
        _swapped(2024, ((8, 3), (8, 19)), ((12, 7), (12, 24)), ((12, 14), (12, 27))),
    ),
    (
        "11/2024. (IV. 8.) NGM rendelet",
        _swapped(2025, ((5, 17), (5, 2)), ((10, 18), (10, 24)), ((12, 13), (12, 24))),
    ),
    ("10/2025. (IV. 30.) NGM rendelet", _swapped(2026, ((1, 10), (1, 2)), ((8, 8), (8, 21)))),
)
_READ: Final = ("33/2013", "18/2015", "6/2018", "14/2020", "15/2023", "11/2024", "10/2025")


def _decree(source: str, swaps: Mapping[date, date]) -> Correction:
    year = next(iter(swaps)).year
    return Correction(
        ("HU",),
        f"The swapped days of {year}.",
        f"{source}, on the working schedule around the public holidays of {year}",
        date(2026, 11, 22),
        "text" if source.startswith(_READ) else "reports",
        swaps=swaps,
    )


HUNGARIAN: Final = (
    Correction(
        ("HU",),
        "The swapped days of 2010 to 2013 and of 2015.",
        "the ministers' decrees on the working schedule around the public holidays of those years",
        date(2026, 11, 22),
        "no",
        swaps=_EARLIER,
    ),
    *(_decree(source, swaps) for source, swaps in _DECREES),
    Correction(
        ("HU",),
        "24 December is a public holiday from 2026, so that 12 December 2026 is not worked for it, as 10/2025. "
        "(IV. 30.) NGM rendelet had ordered.",
        "2026. évi LXXII. törvény, as cited by the package holidays 0.109; the text of the act was not seen",
        date(2026, 11, 22),
        "no",
        added(12, 24, "Christmas Eve", first=2026),
    ),
)
"""In the order in which they are applied."""
