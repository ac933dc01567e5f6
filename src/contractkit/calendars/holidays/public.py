"""Public holidays by ISO 3166 code: the provider's days with our corrections laid over them."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Final

import attrs

from contractkit.calendars.holidays.choices import ALIASES, KNOWN_YEARS, OPTIONAL_DAYS
from contractkit.calendars.holidays.names import name_key
from contractkit.calendars.holidays.overlay import NOTES, corrected, swapped
from contractkit.calendars.holidays.provider import (
    provided_codes,
    provided_days,
    provided_name,
    provider_warnings,
    provides,
)
from contractkit.errors import CalendarHorizonError, UsageError

__all__ = ["PublicHolidays"]

_YEARS: Final = (2000, 2049)
_OFTEN_MEANT: Final = {"UK": "GB", "EN": "GB", "EL": "GR"}
_NATIONS: Final = {"GB-ENG": "England", "GB-WLS": "Wales", "GB-SCT": "Scotland"}


@attrs.frozen
class PublicHolidays:
    """The public holidays of a country or one of its regions.

    Attributes:
        code: The ISO 3166 code, such as ``NL`` or ``US-MA``.
        optional: Days that are holidays in some contracts only and were switched on, such as
            ``liberation-day-lustrum``.

    Example:
        >>> hungary = PublicHolidays.of("HU")
        >>> hungary.dates(2026)[date(2026, 8, 21)]
        'swapped day off'
        >>> hungary.worked(2026)[date(2026, 8, 8)].isoformat()
        '2026-08-21'
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
        if not provides(ALIASES.get(key, key)):
            near = _near(key)
            hint = f"; near ones: {', '.join(near)}" if near else ""
            raise UsageError(
                f"there are no holidays for {code!r}: write an ISO 3166 code such as 'NL' or 'US-MA'{hint}; "
                "a HolidaysPackage or an .ics file may know it too",
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

    @property
    def options(self) -> tuple[str, ...]:
        """The names of the days that the source knows but does not close by itself."""
        return tuple(OPTIONAL_DAYS.get(self.code, {}))

    @property
    def notes(self) -> tuple[str, ...]:
        """What the source does not know, or is not sure of, in its declared years."""
        warned = (f"{self.code}: the provider warns: {text}" for text in provider_warnings(self.code))
        return (*NOTES.get(self.code, ()), *warned)

    def dates(self, year: int) -> Mapping[date, str]:
        """Return the holidays of a year by date, with their English names.

        Raises:
            CalendarHorizonError: The year is not among those that the source knows.
        """
        self._check(year)
        found = dict(_table(self.code, year))
        for name, dates_of in OPTIONAL_DAYS.get(self.code, {}).items():
            if name_key(name) in self.optional:
                found.update(dict.fromkeys(dates_of(year, dict(found)), name))
        return found

    def worked(self, year: int) -> Mapping[date, date]:
        """Return the weekend dates of a year that are worked, each with the date in whose place it is worked.

        Raises:
            CalendarHorizonError: The year is not among those that the source knows.
        """
        self._check(year)
        return swapped(self.code, year)

    def stored(self) -> dict[str, object]:
        """Return the source as plain data, ready for JSON."""
        data: dict[str, object] = {"source": "public", "code": self.code}
        if self.optional:
            data["optional"] = list(self.optional)
        return data

    def _check(self, year: int) -> None:
        first, last = self.years
        if not first <= year <= last:
            raise CalendarHorizonError(
                f"the holidays of {self.code} are known from {first} to {last}, not for {year}",
                source=self.code,
                years=(first, last),
                year=year,
            )


def _near(code: str) -> list[str]:
    """Return the codes that were probably meant: of that name or country, else alike, else of the same first letter."""
    known = _codes()
    named = _named(code.casefold())
    if named:
        return named
    country, *region = code.split("-")
    meant = "-".join([_OFTEN_MEANT.get(country, country), *region])
    same = [one for one in known if one.split("-")[0] == meant.split("-")[0]]
    near = difflib.get_close_matches(meant, same, n=4, cutoff=0) or difflib.get_close_matches(meant, known, n=4)
    return near or [one for one in known if one[:1] == code[:1]]


def _named(text: str) -> list[str]:
    """Return the codes of the territories whose English name the text is, or is nearly."""
    names = {(_NATIONS.get(code) or provided_name(code)).casefold(): code for code in reversed(_codes())}
    return [names[name] for name in difflib.get_close_matches(text, names, n=2, cutoff=0.8)] if len(text) > 3 else []


@lru_cache(maxsize=1)
def _codes() -> tuple[str, ...]:
    return tuple(sorted({*provided_codes(), *ALIASES}))


@lru_cache(maxsize=4096)
def _table(code: str, year: int) -> tuple[tuple[date, str], ...]:
    provided = provided_days(ALIASES.get(code, code), year)
    return tuple(sorted(corrected(code, year, provided).items()))


@lru_cache(maxsize=256)
def _answered(code: str) -> tuple[int, int]:
    """Return the years for which the provider answers at all: some of its tables end."""
    years: list[int] = []
    for year in range(_YEARS[0], _YEARS[1] + 1):
        try:
            _table(code, year)
        except LookupError:
            if years:
                break
            continue
        years.append(year)
    if not years:
        raise UsageError(f"the provider has no year of holidays for {code!r}", value=code)
    return years[0], years[-1]
