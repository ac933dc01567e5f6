"""Sources of holidays written down as plain data, and read again."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from contractkit.calendars.holidays.explicit import ExplicitDates
from contractkit.calendars.holidays.ical import IcalHolidays
from contractkit.calendars.holidays.package import HolidaysPackage
from contractkit.calendars.holidays.public import PublicHolidays
from contractkit.calendars.holidays.sources import HolidaySource, StorableSource
from contractkit.errors import UsageError

__all__ = ["source_of", "stored_source"]


def stored_source(source: HolidaySource) -> dict[str, object]:
    """Return a source as plain data, ready for JSON.

    Raises:
        UsageError: The source is none of contractkit's and has no method `stored`.

    Example:
        >>> stored_source(PublicHolidays.of("nl"))
        {'source': 'public', 'code': 'NL'}
    """
    if not isinstance(source, StorableSource):
        raise UsageError(
            f"the holiday source {source.name!r} cannot be written down: it has no method stored(); give the dates "
            "as ExplicitDates, or the method",
            value=source,
        )
    return source.stored()


def source_of(stored: Mapping[str, object]) -> HolidaySource:
    """Return the source that plain data stands for: what `stored_source` gave, equal to the one that was stored.

    Raises:
        UsageError: The data is of no kind that is known here, or lacks something.

    Example:
        >>> source_of({"source": "public", "code": "NL"}) == PublicHolidays.of("NL")
        True
    """
    kind = stored.get("source")
    make = _KINDS.get(kind) if isinstance(kind, str) else None
    if make is None:
        near = difflib.get_close_matches(str(kind), _KINDS, n=1) or sorted(_KINDS)
        raise UsageError(
            f"there is no kind of holiday source {kind!r}; write {' or '.join(near)} (a source of your own is not "
            "read back: make it again)",
            value=kind,
        )
    try:
        return make(stored)
    except (KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"a stored holiday source {kind!r} lacks or misspells {error}", value=dict(stored)) from error
    except UsageError:
        raise
    except ValueError as error:
        raise UsageError(f"a stored holiday source {kind!r} has what cannot be read: {error}", value=kind) from error


def _days(entries: Any) -> dict[date, str]:
    return {date.fromisoformat(day): str(name) for day, name in entries}


def _public(stored: Mapping[str, Any]) -> HolidaySource:
    return PublicHolidays.of(stored["code"], tuple(stored.get("optional", ())))


def _explicit(stored: Mapping[str, Any]) -> HolidaySource:
    swaps = {date.fromisoformat(day): date.fromisoformat(off) for day, off in stored.get("worked", ())}
    return ExplicitDates.of(_days(stored["dates"]), swaps)


def _package(stored: Mapping[str, Any]) -> HolidaySource:
    first, last = stored["years"]
    return HolidaysPackage.of(stored["code"], stored["subdiv"], tuple(stored["categories"]), (int(first), int(last)))


def _ical(stored: Mapping[str, Any]) -> HolidaySource:
    first, last = stored["years"]
    entries = tuple(sorted(_days(stored["dates"]).items()))
    return IcalHolidays(entries, (int(first), int(last)), stored["name"], tuple(stored.get("left_out", ())))


_KINDS: Final[Mapping[str, Callable[[Mapping[str, Any]], HolidaySource]]] = {
    "dates": _explicit,
    "holidays": _package,
    "ical": _ical,
    "public": _public,
}
