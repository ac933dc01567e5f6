"""Holidays of the package `holidays` (extra ``holidays``): more countries, categories, and worked weekend days."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

import attrs

from contractkit.errors import CalendarHorizonError, MissingExtraError, UsageError

__all__ = ["HolidaysPackage"]

_ENGLISH: Final = "en_US"
_PUBLIC: Final = ("public",)
_SATURDAY: Final = 5


@attrs.frozen
class HolidaysPackage:
    """The holidays of a country or one of its regions as the package `holidays` has them, without corrections of ours.

    What it says may change with its version; the edition of a calendar tells when it did.

    Attributes:
        code: The ISO 3166 code of the country, such as ``NL``.
        subdiv: The region as the package names it, such as ``BY``; empty for the whole country.
        categories: The categories of holidays that count, such as ``public`` or ``bank``.
        years: The first and the last year that it is asked about, both included.

    Example:
        >>> china = HolidaysPackage.of("CN", years=(2024, 2026))
        >>> china.worked(2026)[date(2026, 10, 10)].isoformat()
        '2026-10-07'
    """

    code: str
    subdiv: str
    categories: tuple[str, ...]
    years: tuple[int, int]

    @classmethod
    def of(
        cls,
        code: str,
        subdiv: str = "",
        categories: str | Iterable[str] = _PUBLIC,
        years: tuple[int, int] | None = None,
    ) -> HolidaysPackage:
        """Return the source for a country.

        Args:
            code: The ISO 3166 code of the country, in capitals or not; ``DE-BY`` is read as ``DE`` with ``BY``.
            subdiv: The region, as the package names it.
            categories: One category or several, as the package names them.
            years: The first and the last year, both included; where left out, those that the package declares.

        Raises:
            MissingExtraError: The package is not installed.
            UsageError: It does not have the code, the region, a category or the years; the message names near ones.
        """
        country, _, region = code.strip().upper().partition("-")
        kind = _kind(country)
        subdiv = subdiv or region
        _check_known(f"{country} has no region", subdiv, (*kind.subdivisions, *kind.subdivisions_aliases))
        chosen = tuple(sorted({categories} if isinstance(categories, str) else set(categories)))
        for category in chosen or ("",):
            _check_known(f"{country} has no category", category or "none", kind.supported_categories)
        known = (int(kind.start_year), int(kind.end_year))
        first, last = years or known
        if not known[0] <= first <= last <= known[1]:
            raise UsageError(
                f"the package holidays knows {country} from {known[0]} to {known[1]}, not from {first} to {last}",
                value=years,
            )
        return cls(country, subdiv, chosen, (first, last))

    @property
    def name(self) -> str:
        """What the source is called in messages."""
        return f"{self.code}-{self.subdiv} of holidays" if self.subdiv else f"{self.code} of holidays"

    @property
    def notes(self) -> tuple[str, ...]:
        """What the source does not know, in its declared years: the worked weekend days of later years."""
        last = max((day.year for year in range(*_asked(self.years)) for day in self.worked(year)), default=None)
        if last is None or last >= self.years[1]:
            return ()
        return (f"{self.name}: the last worked weekend day that the package knows lies in {last}",)

    def dates(self, year: int) -> Mapping[date, str]:
        """Return the holidays of a year by date, with their names, in English where the package has them.

        Raises:
            CalendarHorizonError: The year is not among those that the source declares.
            MissingExtraError: The package is not installed.
        """
        self._check(year)
        return dict(_tables(self.code, self.subdiv, self.categories, year)[0])

    def worked(self, year: int) -> Mapping[date, date]:
        """Return the weekend dates of a year that are worked, each with the date in whose place it is worked.

        Where the package does not say which date that is, it is the nearest weekday: the Friday before a Saturday,
        the Monday after a Sunday.

        Raises:
            CalendarHorizonError: The year is not among those that the source declares.
            MissingExtraError: The package is not installed.
        """
        self._check(year)
        return dict(_tables(self.code, self.subdiv, self.categories, year)[1])

    def stored(self) -> dict[str, object]:
        """Return the source as plain data, ready for JSON."""
        return {
            "source": "holidays",
            "code": self.code,
            "subdiv": self.subdiv,
            "categories": list(self.categories),
            "years": list(self.years),
        }

    def _check(self, year: int) -> None:
        first, last = self.years
        if not first <= year <= last:
            raise CalendarHorizonError(
                f"the holidays of {self.name} are declared from {first} to {last}, not for {year}",
                source=self.name,
                years=(first, last),
                year=year,
            )


def _asked(years: tuple[int, int]) -> tuple[int, int]:
    """Return the years in which worked days are looked for: tables of them are not older."""
    return max(years[0], 1990), min(years[1], 2049) + 1


def _library() -> Any:
    try:
        import holidays
    except ImportError as error:
        raise MissingExtraError(
            "holidays of the package holidays need it: pip install 'contractkit[holidays]'",
            library="holidays",
            extra="holidays",
        ) from error
    return holidays


def _kind(country: str) -> Any:
    library = _library()
    codes = library.list_supported_countries()
    if country not in codes:
        near = difflib.get_close_matches(country, codes, n=4) or sorted(one for one in codes if one[:1] == country[:1])
        raise UsageError(
            f"the package holidays has no country {country!r}; near ones: {', '.join(near[:6])}",
            value=country,
            near=tuple(near),
        )
    return library.country_holidays(country)


def _check_known(says: str, name: str, known: Iterable[str]) -> None:
    names = sorted(known)
    if name and name not in names:
        near = difflib.get_close_matches(name, names, n=4, cutoff=0.4) or names
        listed = f"; near ones: {', '.join(near)}" if near else "; it has none"
        raise UsageError(f"{says} {name!r} in the package holidays{listed}", value=name, near=tuple(near))


_Tables = tuple[tuple[tuple[date, str], ...], tuple[tuple[date, date], ...]]


@lru_cache(maxsize=4096)
def _tables(country: str, subdiv: str, categories: tuple[str, ...], year: int) -> _Tables:
    """Return the days off and the worked days of a year; swaps may reach over New Year."""
    library = _library()
    english = _ENGLISH in library.country_holidays(country).supported_languages
    found = library.country_holidays(
        country,
        subdiv=subdiv or None,
        years=range(year - 1, year + 2),
        expand=False,
        categories=categories,
        language=_ENGLISH if english else None,
    )
    days = tuple(sorted((day, str(name)) for day, name in found.items() if day.year == year))
    worked = (day for day in found.weekend_workdays if day.year == year and day not in found)
    swaps = tuple(sorted((day, _place_of(found, day)) for day in worked))
    return days, swaps


def _place_of(found: Any, worked: date) -> date:
    """Return the date in whose place a date is worked: the package says it in that date's name only."""
    label = found.tr(found.substituted_label) % worked.strftime(found.tr(found.substituted_date_format))
    for day, name in found.items():
        if label in name:
            return date(day.year, day.month, day.day)
    return worked + timedelta(days=1 if worked.weekday() > _SATURDAY else -1)
