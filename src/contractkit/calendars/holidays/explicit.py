"""Holidays that somebody wrote down one by one: the source that knows every year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

import attrs

from contractkit.errors import UsageError

__all__ = ["ExplicitDates"]


@attrs.frozen
class ExplicitDates:
    """Holidays that are written down one by one; no other date is a holiday, in no year.

    Attributes:
        entries: The dates with their names, in order.
        swaps: Worked dates, each with the date in whose place it is worked, in order.

    Example:
        >>> ExplicitDates.of([date(2026, 5, 15)]).dates(2026)
        {datetime.date(2026, 5, 15): 'holiday'}
    """

    entries: tuple[tuple[date, str], ...]
    swaps: tuple[tuple[date, date], ...] = ()

    @classmethod
    def of(cls, dates: Iterable[date] | Mapping[date, str], worked: Mapping[date, date] | None = None) -> ExplicitDates:
        """Return a source from dates, or from dates with names.

        Args:
            dates: The days off.
            worked: Dates of a weekend that are worked, with the date in whose place each is worked; that date is a
                day off too, under its name in `dates` or as ``swapped day off``.

        Raises:
            UsageError: Something among them is no plain date, or a date is both worked and off.
        """
        named = dict(dates) if isinstance(dates, Mapping) else dict.fromkeys(dates, "holiday")
        swaps = dict(worked or {})
        for day in (*named, *swaps, *swaps.values()):
            _check_date(day)
        for day, off in swaps.items():
            if day in named or day in swaps.values():
                raise UsageError(f"{day} is given as worked and as a day off; it is one of them", value=day)
            named.setdefault(off, "swapped day off")
        return cls(tuple(sorted(named.items())), tuple(sorted(swaps.items())))

    @property
    def name(self) -> str:
        """What the source is called in messages."""
        return "explicit dates"

    @property
    def years(self) -> None:
        """Every year is known: a date that is not written down is no holiday."""
        return

    def dates(self, year: int) -> Mapping[date, str]:
        """Return the holidays of a year by date, with their names."""
        return {day: name for day, name in self.entries if day.year == year}

    def worked(self, year: int) -> Mapping[date, date]:
        """Return the worked dates of a year, each with the date in whose place it is worked."""
        return {day: off for day, off in self.swaps if day.year == year}

    def stored(self) -> dict[str, object]:
        """Return the source as plain data, ready for JSON."""
        data: dict[str, object] = {
            "source": "dates",
            "dates": [[day.isoformat(), name] for day, name in self.entries],
        }
        if self.swaps:
            data["worked"] = [[day.isoformat(), off.isoformat()] for day, off in self.swaps]
        return data


def _check_date(day: object) -> None:
    if not isinstance(day, date) or isinstance(day, datetime):
        raise UsageError(f"a holiday is a plain date, not {day!r}", value=day)
