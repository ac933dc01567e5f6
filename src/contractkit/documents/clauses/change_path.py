"""Who decides on a change of the agreement or of what is delivered, and how fast."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import model_validator

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.conditions import Condition
from contractkit.documents.conventions import Settles
from contractkit.documents.faults import fault
from contractkit.documents.fields import Name, WithinText
from contractkit.documents.references import CalendarRef, Names
from contractkit.documents.scalars import OneOrMany, Part
from contractkit.documents.unions import Forms

__all__ = ["ChangePath", "PathTimes"]


class PathTimes(Part):
    """How much time the two halves of a change may take.

    Attributes:
        deciding: From the request to the decision.
        doing: From the decision to the change.
    """

    deciding: WithinText | None = None
    doing: WithinText | None = None

    @model_validator(mode="after")
    def _something(self) -> PathTimes:
        if self.deciding is None and self.doing is None:
            raise fault("missing-field", "nothing is said", "deciding: 3 business days, doing: 5 business days")
        return self


def _times_form(value: Any) -> str:
    return "map" if isinstance(value, dict | PathTimes) else "text"


AnyTimes = Annotated[Any, Forms(_times_form, text=WithinText, map=PathTimes)]
"""How much time deciding and doing may take; one time alone is that for deciding."""

Approver = Annotated[Name, Names(("role",), ("none",))]


class ChangePath(Clause):
    """Who decides on a change, and how fast.

    Attributes:
        when: Which items are changes; left out, all that ask for one.
        approved_by: The roles that have to agree, all of them; ``none`` where nobody has to.
        within: How much time deciding and doing may take.
        silence: What no answer in time means.
    """

    kind: Literal["change-path"]
    name: Name | None = None
    when: Condition | None = None
    approved_by: OneOrMany[Approver]
    within: AnyTimes
    calendar: CalendarRef | None = None
    silence: Annotated[str | None, Settles("silence")] = None

    @model_validator(mode="after")
    def _somebody_or_none(self) -> ChangePath:
        if "none" in self.approved_by and len(self.approved_by) > 1:
            says = "'none' says that nobody has to agree, and somebody is named"
            raise fault("contradiction", says, "keep one of the two", ("approved_by",))
        return self

    def matters(self, field: str) -> bool:
        """Return whether the reading that `field` settles decides something: silence needs somebody to be silent."""
        return field != "silence" or bool(set(self.approved_by) - {"none"})
