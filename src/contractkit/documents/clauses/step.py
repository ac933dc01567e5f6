"""Steps of the work that stand in clauses of their own."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.clauses.work import Work
from contractkit.documents.faults import fault
from contractkit.documents.fields import Name
from contractkit.documents.references import Defines, WorkRef

__all__ = ["Step"]


class Step(Clause, Work):
    """One step of the work, with its owner and time limit.

    Attributes:
        name: What others wait for.
        for_: The promise that it is done for, in whose time it has to fit; or the orders, in whose lead time.
    """

    kind: Literal["step"]
    name: Annotated[Name, Defines("step")]
    for_: WorkRef | None = Field(default=None, alias="for")

    @model_validator(mode="after")
    def _some_time(self) -> Step:
        if self.within is None and self.before is None and self.at is None:
            hint = "for example within: 2 business days, before: delivered, or at: delivered"
            raise fault("missing-field", "'within' is missing: how much time may it take?", hint)
        return self
