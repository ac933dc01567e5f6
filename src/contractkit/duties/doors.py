"""What `obligations` takes under each name, and the dates and the day that it is asked with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from contractkit.charging.doors import AGREEMENT
from contractkit.duties.events import ObligationEvent
from contractkit.errors import NaiveDatetimeError, UsageError
from contractkit.facts import Facts
from contractkit.records.doors import Door, refuse_others, several

__all__ = ["dates_asked", "day_asked", "refuse_wrong"]

_DOORS: Final = {
    "agreement": AGREEMENT,
    "as_of": Door((date,), "pass a date or an aware instant, or leave it out for the first date", "allowed"),
    "known_at": Door((date,), "pass a date, or leave it out where everything is known", "allowed"),
    "facts": Door((Facts,), "pass ck.Facts, or leave it out where there are no items", "allowed"),
    "events": Door((), "pass a list of ck.ObligationEvent", each=ObligationEvent),
    "settlements": Door((), "pass a list of settlements, as ck.settle returns them", each=object),
}


def refuse_wrong(**given: Any) -> None:
    """Refuse what `obligations` cannot mean.

    Raises:
        UsageError: An argument is of another kind; the message says what to pass.
    """
    whole = {name: several(value) if name in ("events", "settlements") else value for name, value in given.items()}
    refuse_others("obligations", _DOORS, **whole)


def dates_asked(between: tuple[date, date]) -> tuple[date, date]:
    """Return the first date and the last that were asked for.

    Raises:
        UsageError: They are no two dates in their order.
    """
    try:
        first, last = between
    except (TypeError, ValueError):
        says = f"between takes the first date and the last, and was given {between!r}"
        raise UsageError(f"{says}; for example (date(2026, 1, 1), date(2026, 12, 31))") from None
    for day in (first, last):
        if isinstance(day, datetime) or not isinstance(day, date):
            raise UsageError(f"between takes two dates, and was given {day!r}; an instant has no one date", value=day)
    if last < first:
        raise UsageError(f"between {first} and {last} lies no date: the first comes after the last")
    return first, last


def day_asked(
    as_of: date | None, events: Sequence[ObligationEvent], first: date, zone: str
) -> tuple[date, datetime | None]:
    """Return the day on which is asked, and the instant on it where one was given.

    Args:
        as_of: The day or the instant; None for the first date, or the day of the last event where that is later.
        events: The events.
        first: The first date that is asked for.
        zone: The zone of the agreement.

    Raises:
        NaiveDatetimeError: The instant has no zone.
    """
    if as_of is None:
        return max([first, *(event.day(zone) for event in events)]), None
    if not isinstance(as_of, datetime):
        return as_of, None
    if as_of.tzinfo is None:
        raise NaiveDatetimeError(
            f"as_of {as_of.isoformat()} has no zone; give a date, or an aware instant", value=as_of
        )
    return as_of.astimezone(ZoneInfo(zone)).date(), as_of
