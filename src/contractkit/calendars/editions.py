"""Editions: a fingerprint of everything that decides a calendar, so that a result can say which calendar it used.

Rules, holidays and the changes of the zone's offset that lie in the calendar's declared years go into it. The version
number of a package of zone data does not: the system's data and the package's differ, and only what they say matters.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from contractkit.calendars.instants import DAY, date_of
from contractkit.calendars.weekly import AlternatingWeeks, Weekly
from contractkit.calendars.zones import ZoneClock, year_start

if TYPE_CHECKING:
    from contractkit.calendars.rules import Rules

__all__ = ["decided_by_rules", "declared_years", "edition_of", "offsets_in"]

_YEARS: Final = (2000, 2049)  # of a calendar that knows every year
_LENGTH: Final = 16


def edition_of(decides: Mapping[str, Any]) -> str:
    """Return the edition of what decides a calendar: sixteen hexadecimal digits."""
    text = json.dumps(decides, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]


def declared_years(known: tuple[int, int]) -> tuple[int, int]:
    """Return the years that an edition speaks of: those known, of a calendar that knows every year 2000 to 2049."""
    first, last = max(known[0], _YEARS[0]), min(known[1], _YEARS[1])
    return (first, last) if first <= last else known


def offsets_in(clock: ZoneClock, first_year: int, last_year: int) -> list[Any]:
    """Return the offset of a zone at the beginning of years, and its changes in them."""
    offsets = clock.covering(first_year - 1, last_year + 1)
    low, high = offsets.first(year_start(first_year) * DAY), offsets.first(year_start(last_year + 1) * DAY)
    changes = zip(offsets.starts_list, offsets.offsets_list, strict=True)
    return [offsets.offset_at(low), [pair for pair in changes if low < pair[0] < high]]


def decided_by_rules(rules: Rules) -> dict[str, Any]:
    """Return as plain data everything that decides a written calendar in its declared years.

    Names of holidays, of seasons and of the calendar decide nothing and are left out.
    """
    known = rules.known_years()
    first, last = declared_years(known)
    holidays = {day.isoformat() for year in range(first, last + 1) for day in rules.holidays(year)}
    exceptions = dict(rules.exceptions)
    closed = holidays | {date_of(day).isoformat() for day in rules.closed}
    closed -= {date_of(day).isoformat() for day in exceptions}
    content: dict[str, Any] = {
        "years": [known[0], known[1]],
        "week": _weekly(rules.week),
        "closed": sorted(closed),
        "exceptions": [[date_of(day).isoformat(), pieces] for day, pieces in sorted(exceptions.items())],
        "closures": rules.closures,
        "openings": rules.openings,
        "zone": offsets_in(rules.clock, first, last),
    }
    worked = {day: other for year in range(first, last + 1) for day, other in rules.worked(year).items()}
    if worked:
        content["worked"] = [[day.isoformat(), other.weekday()] for day, other in sorted(worked.items())]
    if rules.seasons:
        seasons = ([str(season.first), str(season.last), _weekly(season.week)] for season in rules.seasons)
        content["seasons"] = sorted(seasons, key=lambda season: season[:2])
    if rules.changes:
        content["changes"] = [[date_of(day).isoformat(), _weekly(week)] for day, week in rules.changes]
    return content


def _weekly(weekly: Weekly) -> Any:
    if isinstance(weekly, AlternatingWeeks):
        return {"starting": weekly.starting.isoformat(), "weeks": weekly.weeks}
    return weekly
