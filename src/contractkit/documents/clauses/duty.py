"""Duties: what a party owes besides, with a date."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import field_validator, model_validator

from contractkit.documents.anchors import AnchorRef, AnyOtherwise, Side
from contractkit.documents.clauses.registry import Clause
from contractkit.documents.faults import Faults, fault
from contractkit.documents.fields import CycleText, DateText, Name, SpanText
from contractkit.documents.references import CalendarRef
from contractkit.documents.scalars import OneOrMany
from contractkit.documents.unions import Forms
from contractkit.documents.wordings import WordingText

__all__ = ["Duty"]


_CYCLES = ("day", "week", "month", "quarter", "half-year", "year", "contract-year")


def _due_form(value: Any) -> str:
    return "date" if isinstance(value, str) and value[4:5] == "-" else "span"


DueText = Annotated[Any, Forms(_due_form, date=DateText, span=SpanText)]
"""A date, or a span counted from a moment."""


class Duty(Clause):
    """Something owed with a date and an owner.

    Attributes:
        owner: Who owes it.
        does: What.
        due: By which date, or how long after or before the moment.
        after: The moment from which it is counted; left out beside `every`, the end of each period.
        before: The moment before which it is due.
        lasts: How long it goes on from the moment or the date, such as records that are kept.
        every: How often it is owed; left out, whenever the moment comes.
        calendar: On which calendar business days count.
        contains: What it has to contain.
        otherwise: What follows where it is not done in time.
    """

    computes = False
    kind: Literal["duty"]
    owner: Side
    does: WordingText
    due: DueText | None = None
    after: AnchorRef | None = None
    before: AnchorRef | None = None
    lasts: SpanText | None = None
    every: CycleText | None = None
    calendar: CalendarRef | None = None
    contains: OneOrMany[Name] = ()
    otherwise: AnyOtherwise | None = None

    @field_validator("due", mode="before")
    @classmethod
    def _no_cycle(cls, due: Any) -> Any:
        if due in _CYCLES:
            raise fault("quantity", f"'{due}' is how often, not by when", f"write every: {due}")
        return due

    @model_validator(mode="after")
    def _some_date(self) -> Duty:
        wrong = Faults()
        moments = [name for name in ("after", "before") if getattr(self, name) is not None]
        on_date = self.due is not None and self.due.text[4:5] == "-"
        if len(moments) == 2:
            says = "'after' and 'before' both say from when it is counted"
            wrong.add("contradiction", says, "keep one of the two", ("before",))
        if on_date and (moments or self.every is not None):
            says = f"it is due on {self.due}, and '{(*moments, 'every')[0]}' says another date"
            wrong.add("contradiction", says, "keep one of the two", ("due",))
        if self.due is None and not moments and self.every is None and self.lasts is None:
            hint = "for example due: 10 business days, after: quarter-end"
            wrong.add("missing-field", "'due' is missing: by when is it owed?", hint)
        if self.due is not None and not on_date and not moments and self.every is None:
            says = f"'after' is missing: {self.due} after what?"
            wrong.add("missing-field", says, "for example after: quarter-end")
        if self.due is None and self.lasts is None and "after" in moments:
            says = f"'due' is missing: how long after {self.after}?"
            wrong.add("missing-field", says, "for example due: 10 business days")
        wrong.tell()
        return self
