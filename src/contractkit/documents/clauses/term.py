"""From when the agreement holds, and until when."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import model_validator

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.conventions import Settles
from contractkit.documents.faults import fault
from contractkit.documents.fields import DateText, SpanText
from contractkit.documents.references import CalendarRef
from contractkit.documents.scalars import Word

__all__ = ["Term"]


class Term(Clause):
    """From when the agreement holds, and for how long at first; with neither ``initial`` nor ``until`` it has no end.

    Attributes:
        start: The first date.
        initial: How long it holds at first.
        until: The date of its end, as the paper writes it; `end` says what that date is.
        end: Whether the end as written is the first date on which it no longer holds, or its last day.
        calendar: On which calendar business days of the term count.
        outlives_parent: ``agreed`` where a call-off goes on after its framework has ended.
    """

    kind: Literal["term"]
    start: DateText
    initial: SpanText | None = None
    until: DateText | None = None
    end: Annotated[str | None, Settles("end")] = None
    calendar: CalendarRef | None = None
    outlives_parent: Annotated[str, Word("agreed")] | None = None

    def matters(self, field: str) -> bool:  # noqa: ARG002
        """Return whether the reading that `field` settles decides something: an end is written as a date."""
        return self.until is not None

    @model_validator(mode="after")
    def _one_end(self) -> Term:
        if self.initial is not None and self.until is not None:
            says = "'initial' and 'until' both say the end"
            raise fault("contradiction", says, "leave one of them out", ("until",))
        return self
