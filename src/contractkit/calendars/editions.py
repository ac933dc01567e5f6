"""Editions: a fingerprint of everything that decides a calendar, so that a result can say which calendar it used.

Rules, holidays and the changes of the zone's offset that lie in the calendar's declared years go into it. The version
number of a package of zone data does not: the system's data and the package's differ, and only what they say matters.
"""

from __future__ import annotations

import hashlib
import json
from typing import Final

from contractkit.calendars.instants import DAY, date_of
from contractkit.calendars.rules import Rules
from contractkit.calendars.zones import year_start

__all__ = ["edition_of"]

_YEARS: Final = (2000, 2049)  # of a calendar that knows every year
_LENGTH: Final = 16


def edition_of(rules: Rules) -> str:
    """Return the edition of a calendar: sixteen hexadecimal digits.

    The declared years are those of the holiday sources; of a calendar that knows every year, 2000 to 2049. Names of
    holidays and of the calendar decide nothing and are left out.
    """
    known = rules.known_years()
    first, last = max(known[0], _YEARS[0]), min(known[1], _YEARS[1])
    if first > last:
        first, last = known
    offsets = rules.clock.covering(first - 1, last + 1)
    low, high = offsets.first(year_start(first) * DAY), offsets.first(year_start(last + 1) * DAY)
    holidays = {day.isoformat() for year in range(first, last + 1) for day in rules.holidays(year)}
    exceptions = dict(rules.exceptions)
    closed = holidays | {date_of(day).isoformat() for day in rules.closed}
    closed -= {date_of(day).isoformat() for day in exceptions}
    content = {
        "years": [known[0], known[1]],
        "week": rules.week,
        "closed": sorted(closed),
        "exceptions": [[date_of(day).isoformat(), pieces] for day, pieces in sorted(exceptions.items())],
        "closures": rules.closures,
        "openings": rules.openings,
        "zone": [
            offsets.offset_at(low),
            [pair for pair in zip(offsets.starts_list, offsets.offsets_list, strict=True) if low < pair[0] < high],
        ],
    }
    text = json.dumps(content, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]
