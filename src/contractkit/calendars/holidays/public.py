"""Public holidays by ISO 3166 code: workalendar, with our corrections laid over it. The only module that imports it.

workalendar's own day arithmetic is not used: it is asked for the holidays of a year, when a calendar is compiled.
"""

from __future__ import annotations

import difflib
import warnings
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final

import attrs

from contractkit.calendars.holidays.corrections import ALIASES, KNOWN_YEARS, OPTIONAL_DAYS, corrected
from contractkit.calendars.holidays.sources import name_key
from contractkit.errors import CalendarHorizonError, UsageError

__all__ = ["PublicHolidays"]

_YEARS: Final = (2000, 2049)
_OFTEN_MEANT: Final = {"UK": "GB", "EN": "GB", "EL": "GR"}


@attrs.frozen
class PublicHolidays:
    """The public holidays of a country or one of its regions.

    Attributes:
        code: The ISO 3166 code, such as ``NL`` or ``US-MA``.
        optional: Days that are holidays in some contracts only and were switched on, such as
            ``liberation-day-lustrum``.

    Example:
        >>> sorted(PublicHolidays.of("NL").dates(2026))[0].isoformat()
        '2026-01-01'
    """

    code: str
    optional: tuple[str, ...] = ()

    @classmethod
    def of(cls, code: str, optional: tuple[str, ...] = ()) -> PublicHolidays:
        """Return the source for a code, in capitals or not.

        Raises:
            UsageError: Nobody provides the code; the message names near ones.
        """
        key = code.strip().upper()
        if not _provided(key):
            near = _near(key)
            hint = f"; near ones: {', '.join(near)}" if near else ""
            raise UsageError(
                f"there are no holidays for {code!r}: write an ISO 3166 code such as 'NL' or 'US-MA'{hint}",
                value=code,
                near=tuple(near),
            )
        known = OPTIONAL_DAYS.get(key, {})
        taken = tuple(sorted({name_key(name) for name in optional} & {name_key(name) for name in known}))
        return cls(key, taken)

    @property
    def name(self) -> str:
        """What the source is called in messages."""
        return self.code

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last year for which the holidays are known."""
        return KNOWN_YEARS.get(self.code) or _answered(self.code)

    def dates(self, year: int) -> Mapping[date, str]:
        """Return the holidays of a year by date, with their English names.

        Raises:
            CalendarHorizonError: The year is not among those that the source knows.
        """
        first, last = self.years
        if not first <= year <= last:
            raise CalendarHorizonError(
                f"the holidays of {self.code} are known from {first} to {last}, not for {year}",
                source=self.code,
                years=(first, last),
                year=year,
            )
        found = dict(_table(self.code, year))
        for name, days in OPTIONAL_DAYS.get(self.code, {}).items():
            if name_key(name) in self.optional:
                found.update(dict.fromkeys(days(year), name))
        return found


def _near(code: str) -> list[str]:
    """Return the codes that were probably meant: of the same country, else alike, else with the same first letter."""
    country, *region = code.split("-")
    meant = "-".join([_OFTEN_MEANT.get(country, country), *region])
    same = [known for known in _codes() if known.split("-")[0] == meant.split("-")[0]]
    near = difflib.get_close_matches(meant, same, n=4, cutoff=0) or difflib.get_close_matches(meant, _codes(), n=4)
    return near or [known for known in _codes() if known[:1] == code[:1]]


def _class_of(code: str) -> type | None:
    from workalendar.registry import registry

    found: type | None = registry.get(ALIASES.get(code, code))
    return found


def _provided(code: str) -> bool:
    return _class_of(code) is not None


@lru_cache(maxsize=1)
def _codes() -> tuple[str, ...]:
    from workalendar.registry import registry

    return tuple(sorted({*registry.region_registry, *ALIASES}))


@lru_cache(maxsize=4096)
def _table(code: str, year: int) -> tuple[tuple[date, str], ...]:
    kind = _class_of(code)
    assert kind is not None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        provided = {day: str(name) for day, name in kind().holidays(year) if day.year == year}
    return tuple(sorted(corrected(code, year, provided).items()))


@lru_cache(maxsize=256)
def _answered(code: str) -> tuple[int, int]:
    """Return the years for which the provider answers at all: some of its tables end."""
    years: list[int] = []
    for year in range(_YEARS[0], _YEARS[1] + 1):
        try:
            _table(code, year)
        except Exception:
            if years:
                break
            continue
        years.append(year)
    if not years:
        raise UsageError(f"the provider has no year of holidays for {code!r}", value=code)
    return years[0], years[-1]
