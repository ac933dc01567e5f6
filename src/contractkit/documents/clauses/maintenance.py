"""When the provider may take a service down for maintenance."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from contractkit.documents.clauses.calendars import Weekdays, each_day_once, hours_by_day
from contractkit.documents.clauses.registry import Clause
from contractkit.documents.faults import Faults
from contractkit.documents.fields import HoursText, Name, NoticeText, Zone
from contractkit.documents.frequencies import AtMostText
from contractkit.documents.references import CalendarRef, Defines, ServiceRef
from contractkit.documents.scalars import OneOrMany, Word, Written
from contractkit.quantities.notation import Hours

__all__ = ["Maintenance"]

_DOWNTIME = Word("excused", "counts-as-downtime")


class Maintenance(Clause):
    """The windows for maintenance, and what downtime inside and outside of them counts as.

    Attributes:
        of: The services that it is for; left out, all of them.
        window: The hours by weekday or range of weekdays.
        zone: The zone of those hours; left out, the document's.
        in_: The calendar whose hours are the windows, instead of `window`.
        announced: How long before it has to be announced; left out, it need not.
        calendar: The calendar on which business days and hours of notice are counted.
        at_most: How much of it, or how often, in each period.
        inside: What downtime inside of a window counts as.
        outside: What maintenance outside of the windows counts as.
    """

    kind: Literal["maintenance"]
    name: Annotated[Name, Defines("relief")] | None = None
    of: OneOrMany[ServiceRef] = ()
    window: dict[Weekdays, HoursText] = Field(default_factory=dict)
    zone: Zone | None = None
    in_: CalendarRef | None = Field(default=None, alias="in")
    announced: NoticeText | None = None
    calendar: CalendarRef | None = None
    at_most: AtMostText | None = None
    inside: Annotated[str, _DOWNTIME] | None = None
    outside: Annotated[str, _DOWNTIME] | None = None

    @model_validator(mode="after")
    def _one_window(self) -> Maintenance:
        wrong = Faults()
        if not self.window and self.in_ is None:
            hint = (
                "for example window: {tue: 22:00-02:00}, or in: the name of a calendar; "
                "where no hours are agreed, kind: relief with cause: planned-maintenance"
            )
            wrong.add("missing-field", "'window' is missing: when may maintenance be done?", hint)
        if self.window and self.in_ is not None:
            wrong.add("contradiction", "'window' and 'in' both say when", "keep one of the two", ("in",))
        wrong.tell()
        each_day_once(self.window, "window")
        return self

    @property
    def hours(self) -> dict[str, Written[Hours]]:
        """Return the hours of each weekday that is written (mon, tue ...); on the others there is no window."""
        return hours_by_day(self.window)
