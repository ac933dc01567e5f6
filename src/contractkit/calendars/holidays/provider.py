"""workalendar, asked for the holidays of a year when a calendar is compiled. The only module that imports it.

Its own day arithmetic is not used. Its warnings, about tables that may be wrong, are not shown but kept as notes.
"""

from __future__ import annotations

import contextlib
import threading
import warnings
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final, cast

from contractkit.calendars.holidays.choices import KNOWN_YEARS

__all__ = ["provided_codes", "provided_days", "provided_name", "provider_warnings", "provides"]

_quiet: Final = threading.Lock()
_ASKED: Final = 2020


def provides(code: str) -> bool:
    """Return whether the provider has the code."""
    return code in _registry()


def provided_codes() -> tuple[str, ...]:
    """Return all codes that the provider has."""
    return tuple(sorted(_registry()))


def provided_name(code: str) -> str:
    """Return what the provider calls the territory of a code, in English."""
    kind = _registry()[code]
    return (kind.__doc__ or kind.__name__).strip().splitlines()[0]


def provided_days(code: str, year: int) -> dict[date, str]:
    """Return the provider's holidays of a year by date.

    Raises:
        LookupError: The provider's tables do not have the year.
    """
    if code in KNOWN_YEARS:  # rules, which never warn: no need to touch the process's filters
        found = _ruled(code).holidays(year)
    else:
        with _quiet, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = _asked(_registry()[code](), year)
    return {day: str(name) for day, name in found if day.year == year}


def _asked(calendar: Any, year: int) -> Any:
    from workalendar.exceptions import CalendarError

    try:
        return calendar.holidays(year)
    except CalendarError as error:
        raise LookupError(f"no table for {year}: {error}") from error


@lru_cache(maxsize=512)
def provider_warnings(code: str) -> tuple[str, ...]:
    """Return what the provider warns of when it is asked for the code, as it says it."""
    if code in KNOWN_YEARS:
        return ()
    with _quiet, warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with contextlib.suppress(LookupError):
            _asked(_registry()[code](), _ASKED)
    told = (str(entry.message) for entry in caught if not issubclass(entry.category, DeprecationWarning))
    return tuple(dict.fromkeys(told))


@lru_cache(maxsize=64)
def _ruled(code: str) -> Any:
    """Return one calendar of a code for all years; others keep a state that one year's answer leaves to the next."""
    return _registry()[code]()


def _registry() -> Mapping[str, type[Any]]:
    from workalendar.registry import registry

    return cast("Mapping[str, type[Any]]", registry.region_registry)
