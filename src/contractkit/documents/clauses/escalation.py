"""Who is told when a promise is at risk, or broken."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import model_validator

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.faults import Faults, fault
from contractkit.documents.fields import Name, PercentText, WithinText
from contractkit.documents.references import CalendarRef, RoleRef, TargetRef
from contractkit.documents.scalars import Many, OneOrMany, Part, ReadsBeside, Word, Written
from contractkit.documents.unions import Forms
from contractkit.quantities.money import Percent
from contractkit.quantities.notation import PERCENT

__all__ = ["Escalation", "EscalationStep"]


def _at_form(value: Any) -> str:
    return "word" if isinstance(value, str) and value.isalpha() else "percent"


At = Annotated[
    Written[Percent] | str,
    Forms(
        _at_form,
        word=Annotated[str, Word("due", beside=PERCENT)],
        percent=Annotated[Written[Percent], ReadsBeside(PERCENT, "due")],
    ),
]


class EscalationStep(Part):
    """Who is told, and when.

    Attributes:
        at: When so much of the time is used up, or ``due``: at the due instant.
        when: The same, in the older word.
        after_due: How long after the due instant.
        of: Of which promise, where that is not the one of the clause.
        tell: Which roles are told.
        how: Through which channel.
    """

    at: At | None = None
    when: PercentText | None = None
    after_due: WithinText | None = None
    of: TargetRef | None = None
    tell: OneOrMany[RoleRef]
    how: Name | None = None

    @model_validator(mode="after")
    def _one_moment(self) -> EscalationStep:
        given = [name for name in ("at", "when", "after_due") if getattr(self, name) is not None]
        if len(given) != 1:
            says = "says not when" if not given else f"says when in two ways: {' and '.join(given)}"
            raise fault(
                "contradiction" if given else "missing-field",
                f"the step {says}",
                "one of at: 50 %, at: due, after_due: 2 hours",
            )
        if not self.tell:
            raise fault("empty-value", "nobody is told", "tell: a role", ("tell",))
        return self


class Escalation(Clause):
    """Who is told when a promise is at risk.

    Attributes:
        of: The promise; left out, every time limit of the agreement.
        calendar: On which calendar the time after the due instant runs; left out, on that of the promise.
    """

    kind: Literal["escalation"]
    of: TargetRef | None = None
    calendar: CalendarRef | None = None
    steps: Many[EscalationStep]

    @model_validator(mode="after")
    def _some(self) -> Escalation:
        wrong = Faults()
        if not self.steps:
            hint = "for example - {at: 50 %, tell: team-lead}"
            wrong.add("missing-field", "there are no steps", hint, ("steps",))
        wrong.tell()
        return self
