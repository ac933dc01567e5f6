"""How orders come in, until when on a day, and how long they take."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import model_validator

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.clauses.stopwatch import AnyCutOff
from contractkit.documents.conditions import Condition
from contractkit.documents.conventions import Settles
from contractkit.documents.faults import Faults
from contractkit.documents.fields import Name, WithinText
from contractkit.documents.references import CalendarRef, Defines
from contractkit.documents.scalars import Many, OneOrMany, Part
from contractkit.quantities.spans import BusinessDays

__all__ = ["OrderRow", "Orders"]

_DAY_READINGS = ("at_cut_off", "counting", "ends", "landing", "outside_hours")


class OrderRow(Part):
    """The lead time of some orders; of several rows that speak of an order the first decides."""

    name: Name | None = None
    when: Condition | None = None
    lead_time: WithinText
    calendar: CalendarRef | None = None


class Orders(Clause):
    """How orders come in, and how long they take.

    Attributes:
        channels: Through which channels orders come in.
        window: The calendar on which they are taken in.
        cut_off: The time of day after which an order counts as the next business day's, and from when it then counts.
        lead_time: From the order to the delivery, where no row speaks of it.
        calendar: On which calendar lead times run.
        when: Which items are orders; left out, all.
        needs: What an order has to say.
        rows: The lead times of single products.
    """

    kind: Literal["orders"]
    name: Annotated[Name | None, Defines("orders")] = None
    channels: OneOrMany[Name] = ()
    window: CalendarRef | None = None
    cut_off: AnyCutOff | None = None
    at_cut_off: Annotated[str | None, Settles("at_cut_off")] = None
    counting: Annotated[str | None, Settles("counting")] = None
    outside_hours: Annotated[str | None, Settles("outside_hours")] = None
    ends: Annotated[str | None, Settles("ends")] = None
    landing: Annotated[str | None, Settles("landing")] = None
    lead_time: WithinText | None = None
    calendar: CalendarRef | None = None
    when: Condition | None = None
    needs: OneOrMany[Name] = ()
    rows: Many[OrderRow] = ()

    @model_validator(mode="after")
    def _rows_apart(self) -> Orders:
        wrong = Faults()
        names = [row.name for row in self.rows]
        for number, row in enumerate(self.rows):
            if row.name is not None and row.name in names[:number]:
                says = f"'{row.name}' is the name of two rows"
                wrong.add("duplicate-name", says, "give each row its own", ("rows", number, "name"))
            if row.when is None and number < len(self.rows) - 1:
                says = "the row speaks of every order, so nothing after it can ever decide"
                wrong.add("contradiction", says, "put this row last", ("rows", number))
        if self.lead_time is not None and self.rows and self.rows[-1].when is None:
            says = "the last row speaks of every order, so this lead time is never reached"
            wrong.add("contradiction", says, "keep one of the two", ("lead_time",))
        wrong.tell()
        return self

    def matters(self, field: str) -> bool:
        """Return whether the reading that `field` settles decides something: it needs business days, or a cut-off."""
        limits = [self.lead_time, *(row.lead_time for row in self.rows)]
        days = [limit.value for limit in limits if limit is not None and isinstance(limit.value, BusinessDays)]
        if field == "at_cut_off":
            return self.cut_off not in (None, "none")
        if field == "ends":
            return any(isinstance(limit.ends, str) for limit in days)
        return bool(days) if field in _DAY_READINGS else True
