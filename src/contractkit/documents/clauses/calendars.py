"""When the provider's clock runs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.faults import fault
from contractkit.documents.fields import DateText, HoursText, Name, Prose, Zone
from contractkit.documents.scalars import Day, Many, OneOrMany, Written, checked
from contractkit.errors import QuantityError
from contractkit.quantities.notation import DAYS, WEEKDAYS, Hours, parse_weekdays

__all__ = ["Calendar", "Weekdays", "each_day_once", "hours_by_day"]


def _weekdays(text: str) -> None:
    try:
        parse_weekdays(str(text))
    except QuantityError as error:
        raise fault("string_pattern_mismatch", error.message, error.hint) from None


Weekdays = Annotated[str, checked("a day of the week", _weekdays, DAYS.pattern)]


def _days_of(text: str) -> Iterator[str]:
    return (WEEKDAYS[day] for day in parse_weekdays(text))


def each_day_once(week: Mapping[str, Any], field: str) -> None:
    """Refuse hours in which a day of the week stands twice, alone or in a range."""
    seen: dict[str, str] = {}
    for written in week:
        for day in _days_of(written):
            if day in seen:
                says = f"{day} stands in '{seen[day]}' and in '{written}'"
                raise fault("week", says, "name each day of the week once", (field, written))
            seen[day] = written


def hours_by_day(week: Mapping[str, Written[Hours]]) -> dict[str, Written[Hours]]:
    """Return the hours of each weekday that is written: mon, tue ..."""
    return {day: hours for written, hours in week.items() for day in _days_of(written)}


def _holidays(text: str) -> None:
    if re.fullmatch(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?|[0-9]{4}-[0-9]{2}-[0-9]{2}", text) is None:
        right = text.upper() if re.fullmatch(r"[a-z]{2}(?:-[a-z0-9]{1,3})?", text) else None
        hint = f"write {right}" if right else "countries have their ISO 3166 code, such as NL or DE-BY"
        raise fault("holidays", f"'{text}' is not a country", hint)


HolidayCode = Annotated[
    str, checked("a country's code", _holidays, "^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$|^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
]


class Calendar(Clause):
    """A business calendar.

    Attributes:
        week: Opening hours by weekday or range of weekdays, as written.
        holidays: ISO 3166 codes (``NL``, ``DE-BY``) of whose public holidays it is closed; None where the text says
            nothing, empty for none.
        without: Holidays of those codes on which it is open, by name.
        with_: Further holidays of those codes that are observed by choice, by name.
        closed: Dates on which it is closed.
        days: Dates with hours of their own.
    """

    kind: Literal["calendar"]
    name: Name
    zone: Zone | None = None
    week: dict[Weekdays, HoursText]
    holidays: OneOrMany[HolidayCode] | None = None
    without: OneOrMany[Prose] = ()
    with_: OneOrMany[Prose] = Field(default=(), alias="with")
    closed: Many[DateText] = ()
    days: dict[Annotated[date, Day()], HoursText] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _each_day_once(self) -> Calendar:
        each_day_once(self.week, "week")
        return self

    @property
    def hours(self) -> dict[str, Written[Hours]]:
        """Return the hours of each weekday that is written (mon, tue ...); the others are closed."""
        return hours_by_day(self.week)
