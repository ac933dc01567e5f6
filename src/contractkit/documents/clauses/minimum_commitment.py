"""What is paid at least."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import model_validator

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.conventions import Settles
from contractkit.documents.faults import fault
from contractkit.documents.fields import PeriodWord
from contractkit.documents.references import AmountRef, ServiceRef
from contractkit.documents.scalars import OneOrMany, ReadsEither, Written
from contractkit.quantities import notation as n

__all__ = ["MinimumCommitment"]


class MinimumCommitment(Clause):
    """What is bought, or paid, at least.

    Attributes:
        of: The amount that a percentage is taken of, such as a forecast.
        at_least: How much: a percentage of it, a share, a sum of money, or a number of units.
        per: Over which period it counts.
        settled: Whether a shortfall is billed at the end of the year or in each period.
        part_year: Whether a part of a year counts in full.
        applies_to: The services that count; all where none is named.
    """

    kind: Literal["minimum-commitment"]
    of: AmountRef | None = None
    at_least: Annotated[Written[n.Limit | n.Volume], ReadsEither(n.LIMIT, n.VOLUME)]
    per: PeriodWord
    settled: Annotated[str | None, Settles("settled")] = None
    part_year: Annotated[str | None, Settles("part_year")] = None
    applies_to: OneOrMany[ServiceRef] = ()

    @model_validator(mode="after")
    def _of_what(self) -> MinimumCommitment:
        value = self.at_least.value
        percent = isinstance(value, n.Limit) and value.percent is not None
        if percent and self.of is None:
            raise fault("missing-field", f"{self.at_least.text} of what?", "name the amount in of:", ("at_least",))
        if not percent and self.of is not None:
            says = f"'{self.at_least.text}' is no percentage of {self.of}"
            raise fault("contradiction", says, "leave of out, or write a percentage", ("of",))
        if self.at_least.text == "none":
            raise fault("quantity", "a minimum of none commits nobody", "leave the clause out", ("at_least",))
        return self
