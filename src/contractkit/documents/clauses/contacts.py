"""Who is who."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from contractkit.documents.anchors import PartyWord
from contractkit.documents.clauses.registry import Clause
from contractkit.documents.faults import fault
from contractkit.documents.fields import DateText, Name, Prose
from contractkit.documents.references import Defines
from contractkit.documents.scalars import Many, Part

__all__ = ["Contact", "Contacts", "StandsIn"]


class StandsIn(Part):
    """The dates on which somebody stands in, both included."""

    from_: DateText = Field(alias="from")
    through: DateText

    @model_validator(mode="after")
    def _in_order(self) -> StandsIn:
        if self.through.value < self.from_.value:
            says = f"it ends on {self.through.text}, before it begins on {self.from_.text}"
            raise fault("holds", says, "the end comes after the beginning", ("through",))
        return self


class Contact(Part):
    """Somebody with a role, and how to reach them.

    Attributes:
        role: The role; several people may have it.
        party: The party for which they work.
        valid_from: The first date; left out, from the beginning.
        valid_until: The last date; left out, until somebody else is named.
        stands_in: The dates on which they take the place of the others with that role.
    """

    role: Annotated[Name, Defines("role")]
    party: PartyWord | None = None
    name: Prose
    reach_at: Prose | None = None
    valid_from: DateText | None = None
    valid_until: DateText | None = None
    stands_in: StandsIn | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Contact:
        first, last = self.valid_from, self.valid_until
        if first is not None and last is not None and last.value < first.value:
            says = f"it ends on {last.text}, before it begins on {first.text}"
            raise fault("holds", says, "the end comes after the beginning", ("valid_until",))
        return self


class Contacts(Clause):
    """Who is who."""

    computes = False
    kind: Literal["contacts"]
    contacts: Many[Contact]
