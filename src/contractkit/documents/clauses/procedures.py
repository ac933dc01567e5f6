"""How the work is done: orders, changes, steps, escalation, contacts."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.clauses.targets import AnyCutOff
from contractkit.documents.conditions import Condition
from contractkit.documents.conventions import Settles
from contractkit.documents.faults import fault
from contractkit.documents.fields import DateText, Name, PercentText, Prose, Ref, WithinText
from contractkit.documents.scalars import Many, OneOrMany, Part, Word, Written
from contractkit.documents.unions import Forms
from contractkit.quantities.money import Percent

__all__ = [
    "ChangePath",
    "Contact",
    "Contacts",
    "Escalation",
    "EscalationStep",
    "OrderRow",
    "Orders",
    "StandsIn",
    "Step",
]


class OrderRow(Part):
    """The lead time of one product."""

    name: Name | None = None
    when: Condition | None = None
    lead_time: WithinText
    calendar: Ref | None = None


class Orders(Clause):
    """How orders come in, until when on a day, and how long they take."""

    kind: Literal["orders"]
    name: Name | None = None
    channels: OneOrMany[Name] = ()
    window: Ref | None = None
    cut_off: AnyCutOff | None = None
    at_cut_off: Annotated[str | None, Settles("at_cut_off")] = None
    lead_time: WithinText | None = None
    calendar: Ref | None = None
    when: Condition | None = None
    needs: OneOrMany[Name] = ()
    rows: Many[OrderRow] = ()

    def matters(self, field: str) -> bool:  # noqa: ARG002
        """Return whether the reading that `field` settles decides something: it needs a cut-off."""
        return self.cut_off is not None


class ChangePath(Clause):
    """Who decides on a change, and how fast."""

    kind: Literal["change-path"]
    name: Name | None = None
    when: Condition | None = None
    approved_by: OneOrMany[Ref]
    within: WithinText
    calendar: Ref | None = None


class Step(Clause):
    """One step of the work, with its owner and time limit."""

    kind: Literal["step"]
    name: Name
    after: OneOrMany[Ref] = ()
    within: WithinText
    calendar: Ref | None = None
    owner: Ref | None = None


def _at_form(value: Any) -> str:
    return "word" if isinstance(value, str) and value.isalpha() else "percent"


At = Annotated[Written[Percent] | str, Forms(_at_form, word=Annotated[str, Word("due")], percent=PercentText)]


class EscalationStep(Part):
    """Who is told when so much of the time is used up, at the due instant, or so long after it."""

    when: PercentText | None = None
    at: At | None = None
    after_due: WithinText | None = None
    of: Ref | None = None
    tell: OneOrMany[Ref]
    how: Name | None = None

    @model_validator(mode="after")
    def _one_moment(self) -> EscalationStep:
        given = [name for name in ("when", "at", "after_due") if getattr(self, name) is not None]
        if len(given) != 1:
            says = "says not when" if not given else f"says when in two ways: {' and '.join(given)}"
            raise fault(
                "contradiction" if given else "missing-field",
                f"the step {says}",
                "one of at: 50 %, at: due, after_due: 2 hours",
            )
        return self


class Escalation(Clause):
    """Who is told when a promise is at risk."""

    kind: Literal["escalation"]
    of: Ref | None = None
    steps: Many[EscalationStep]


class StandsIn(Part):
    """From the first to the last day on which somebody stands in."""

    from_: DateText = Field(alias="from")
    through: DateText


class Contact(Part):
    """Somebody with a role, and how to reach them."""

    role: Name
    party: Annotated[str, Word("provider", "customer")] | None = None
    name: Prose
    reach_at: Prose | None = None
    valid_from: DateText | None = None
    valid_until: DateText | None = None
    stands_in: StandsIn | None = None


class Contacts(Clause):
    """Who is who."""

    computes = False
    kind: Literal["contacts"]
    contacts: Many[Contact]
