"""When the provider's clock runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.faults import fault
from contractkit.documents.fields import DateText, HoursText, Name, Prose, Zone
from contractkit.documents.scalars import Day, Many, OneOrMany, Written, checked
from contractkit.quantities.notation import WEEKDAYS, Hours

__all__ = ["Calendar"]

_DAY = "|".join(WEEKDAYS)
_WEEKDAY_WORDS = {
    name: short
    for short, names in {
        "mon": "monday maandag montag mandag hétfő ma mo",
        "tue": "tuesday tues dinsdag dienstag tirsdag kedd di",
        "wed": "wednesday woensdag mittwoch onsdag szerda wo mi",
        "thu": "thursday thur thurs donderdag donnerstag torsdag csütörtök do",
        "fri": "friday vrijdag freitag fredag péntek vr fr",
        "sat": "saturday zaterdag samstag lørdag szombat za sa",
        "sun": "sunday zondag sonntag søndag vasárnap zo so",
    }.items()
    for name in (short, *names.split())
}


def _weekdays(text: str) -> None:
    if re.fullmatch(rf"(?:{_DAY})(?:-(?:{_DAY}))?", text) is None:
        parts = [_WEEKDAY_WORDS.get(part) for part in re.split(r"\s*(?:-|–|to|tot|bis)\s*", text.lower())]
        if all(parts) and len(parts) <= 2:
            hint = f"write '{'-'.join(part for part in parts if part)}'"
        elif text.lower() in ("weekdays", "werkdagen", "workdays", "business days"):
            hint = "write 'mon-fri'"
        elif text.lower() in ("weekend", "weekends"):
            hint = "write 'sat-sun'"
        else:
            hint = f"days are {', '.join(WEEKDAYS)}, or a range such as mon-fri"
        raise fault("string_pattern_mismatch", f"'{text}' is not a day of the week or a range of them", hint)


Weekdays = Annotated[str, checked("a day of the week", _weekdays, rf"^(?:{_DAY})(?:-(?:{_DAY}))?$")]


def _days_of(text: str) -> Iterator[str]:
    first, _, last = text.partition("-")
    start = WEEKDAYS.index(first)
    count = (WEEKDAYS.index(last or first) - start) % 7 + 1
    return (WEEKDAYS[(start + step) % 7] for step in range(count))


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
        seen: dict[str, str] = {}
        for written in self.week:
            for day in _days_of(written):
                if day in seen:
                    says = f"{day} stands in '{seen[day]}' and in '{written}'"
                    raise fault("week", says, "name each day of the week once", ("week", written))
                seen[day] = written
        return self

    @property
    def hours(self) -> dict[str, Written[Hours]]:
        """Return the hours of each weekday that is written (mon, tue ...); the others are closed."""
        return {day: hours for written, hours in self.week.items() for day in _days_of(written)}
