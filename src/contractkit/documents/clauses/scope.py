"""What belongs to the agreement, what does not, and what is grey; the first row that speaks decides."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.conditions import Condition
from contractkit.documents.faults import Faults
from contractkit.documents.fields import Name, SpanText
from contractkit.documents.references import CalendarRef, Defines
from contractkit.documents.scalars import Many, Part, Word

__all__ = ["Scope", "ScopeRow"]

_WHERE = Word("in", "grey", "out")


class ScopeRow(Part):
    """One rule: for which items it speaks, and where they are; ``otherwise`` speaks for all that are left.

    Attributes:
        meanwhile: What happens to a grey item until the parties have talked: it is delivered, or it waits.
        then: What becomes of it: a quote, a refusal, or a question to the customer.
        follow_up: How long after the request the parties talk about it.
    """

    name: Name
    when: Condition | None = None
    is_: Annotated[str, _WHERE] | None = Field(default=None, alias="is")
    otherwise: Annotated[str, _WHERE] | None = None
    meanwhile: Annotated[str, Word("deliver", "wait")] | None = None
    then: Annotated[str, Word("quote", "refuse", "ask")] | None = None
    follow_up: SpanText | None = None

    @property
    def says(self) -> str:
        """Return ``in``, ``grey`` or ``out``."""
        return self.is_ or self.otherwise or "grey"

    @model_validator(mode="after")
    def _one_word(self) -> ScopeRow:
        wrong = Faults()
        if self.otherwise is not None:
            if self.when is not None or self.is_ is not None:
                says = "otherwise speaks for all that are left, without when and is"
                wrong.add("contradiction", says, "write when and is, or otherwise")
        elif self.when is None or self.is_ is None:
            missing = "when" if self.when is None else "is"
            hint = "for example {name: home, when: {category: printer}, is: grey}"
            wrong.add("missing-field", f"'{missing}' is missing", hint)
        if self.says == "in":
            for name in ("meanwhile", "then", "follow_up"):
                if getattr(self, name) is not None:
                    says = f"what is in scope is delivered as agreed, and '{name}' says something else"
                    wrong.add("contradiction", says, "write is: grey, or leave it out", (name,))
        wrong.tell()
        return self


class Scope(Clause):
    """Which items are in scope, out of it, or grey.

    Attributes:
        first_match: ``decides``: of several rows that speak of an item the first does; it is so in any case.
        calendar: On which calendar the business days of a follow-up count.
    """

    kind: Literal["scope"]
    name: Annotated[Name | None, Defines("scope")] = None
    first_match: Annotated[str, Word("decides")] | None = None
    calendar: CalendarRef | None = None
    rows: Many[ScopeRow]

    @model_validator(mode="after")
    def _otherwise_last(self) -> Scope:
        wrong = Faults()
        if not self.rows:
            wrong.add("missing-field", "there are no rows", "for example - {name: rest, otherwise: grey}", ("rows",))
        names = [row.name for row in self.rows]
        for number, row in enumerate(self.rows):
            if row.otherwise is not None and number < len(self.rows) - 1:
                says = "nothing after 'otherwise' can ever decide"
                wrong.add("contradiction", says, "put this row last", ("rows", number))
            if row.name in names[:number]:
                says = f"'{row.name}' is the name of two rows"
                wrong.add("duplicate-name", says, "give each row its own", ("rows", number, "name"))
        wrong.tell()
        return self
