"""What belongs to the agreement, what does not, and what is grey; the first row that speaks decides."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.conditions import Condition
from contractkit.documents.faults import Faults, fault
from contractkit.documents.fields import Name, SpanText
from contractkit.documents.scalars import Many, Part, Word

__all__ = ["Scope", "ScopeRow"]

_WHERE = Word("in", "out", "grey")


class ScopeRow(Part):
    """One rule: for which items it speaks, and where they are; ``otherwise`` speaks for all that are left."""

    name: Name
    when: Condition | None = None
    is_: Annotated[str, _WHERE] | None = Field(default=None, alias="is")
    otherwise: Annotated[str, _WHERE] | None = None
    meanwhile: Annotated[str, Word("deliver", "wait")] | None = None
    then: Annotated[str, Word("quote", "refuse", "ask")] | None = None
    follow_up: SpanText | None = None

    @property
    def says(self) -> str:
        """Return ``in``, ``out`` or ``grey``."""
        return self.is_ or self.otherwise or "grey"

    @model_validator(mode="after")
    def _one_word(self) -> ScopeRow:
        if self.otherwise is not None:
            if self.when is not None or self.is_ is not None:
                raise fault(
                    "contradiction",
                    "otherwise speaks for all that are left, without when and is",
                    "write when and is, or otherwise",
                )
        elif self.when is None or self.is_ is None:
            missing = "when" if self.when is None else "is"
            raise fault(
                "missing-field",
                f"'{missing}' is missing",
                "for example {name: home, when: {category: printer}, is: grey}",
            )
        return self


class Scope(Clause):
    """Which items are in scope, out of it, or grey."""

    kind: Literal["scope"]
    name: Name | None = None
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
