"""Between which dates a clause, an effect or a step holds."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from contractkit.documents.faults import fault
from contractkit.documents.scalars import Part, Reads, Written
from contractkit.quantities import notation as n

__all__ = ["DayText", "Holds"]

DayText = Annotated[Written[n.DayOrSpan], Reads(n.DAY_OR_SPAN)]
"""A date, or one counted from the start of the agreement: ``3 months after start``."""


class Holds(Part):
    """The dates between which it holds; an end that is left out is that of the agreement.

    Attributes:
        from_: The first date.
        through: The last date.
        below: The first date on which it does not hold any more.
    """

    from_: DayText | None = Field(default=None, alias="from")
    through: DayText | None = None
    below: DayText | None = None

    @model_validator(mode="after")
    def _one_end(self) -> Holds:
        if self.through is not None and self.below is not None:
            hint = "through is the last date, below the first after it"
            raise fault("holds", "'through' and 'below' both say the end", hint)
        if self.from_ is None and self.through is None and self.below is None:
            raise fault("holds", "holds says no date", "for example holds: {from: 3 months after start}")
        return self
