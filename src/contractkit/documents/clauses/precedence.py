"""Which document decides where two contradict each other."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.faults import Faults
from contractkit.documents.references import DocumentRef
from contractkit.documents.scalars import Many

__all__ = ["Precedence"]


class Precedence(Clause):
    """Which document decides where two contradict each other: the one that stands first in the list."""

    computes = False
    kind: Literal["precedence"]
    order: Many[DocumentRef]

    @model_validator(mode="after")
    def _each_once(self) -> Precedence:
        wrong = Faults()
        if not self.order:
            wrong.add("missing-field", "the list names no document", "for example [C-1, SLA-1]", ("order",))
        for number, document in enumerate(self.order):
            if document in self.order[:number]:
                wrong.add("duplicate-name", f"'{document}' stands there twice", "name it once", ("order", number))
        wrong.tell()
        return self
