"""What may still be done to an order that is under way: changing it, correcting it, calling it off."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import model_validator

from contractkit.documents.anchors import Side, Trigger
from contractkit.documents.clauses.registry import Clause
from contractkit.documents.conditions import Condition
from contractkit.documents.faults import Faults
from contractkit.documents.fields import LimitText, Name, WithinText
from contractkit.documents.references import CalendarRef
from contractkit.documents.scalars import Many, OneOrMany, Part, Word
from contractkit.documents.wordings import WordingText

__all__ = ["OrderChange", "OrderChangeRow"]


class OrderChangeRow(Part):
    """One thing that may be done to an order.

    Attributes:
        name: What it is: change, correction, cancel.
        when: For which orders; left out, for all.
        asked_by: Who may ask for it.
        until: Until which moment of the order; left out, as long as it is not delivered.
        within: How soon it is carried out.
        calendar: On which calendar that time runs.
        lead_time: Whether the lead time begins anew or runs on.
        costs: What it costs the party that asks.
    """

    name: Name
    title: WordingText | None = None
    when: Condition | None = None
    asked_by: Side
    until: Trigger | None = None
    within: WithinText | None = None
    calendar: CalendarRef | None = None
    lead_time: Annotated[str, Word("starts-again", "runs-on")] | None = None
    costs: LimitText | None = None


class OrderChange(Clause):
    """What may be done to an order that is under way, by whom, until when and at what cost."""

    kind: Literal["order-change"]
    name: Name | None = None
    when: Condition | None = None
    channels: OneOrMany[Name] = ()
    calendar: CalendarRef | None = None
    rows: Many[OrderChangeRow]

    @model_validator(mode="after")
    def _rows_apart(self) -> OrderChange:
        wrong = Faults()
        if not self.rows:
            hint = "for example - {name: cancel, asked_by: customer, until: shipped, costs: none}"
            wrong.add("missing-field", "there are no rows", hint, ("rows",))
        names = [row.name for row in self.rows]
        for number, name in enumerate(names):
            if name in names[:number]:
                says = f"'{name}' is the name of two rows"
                wrong.add("duplicate-name", says, "give each row its own", ("rows", number, "name"))
        wrong.tell()
        return self
