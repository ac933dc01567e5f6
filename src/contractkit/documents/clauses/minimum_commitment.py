"""What is paid at least."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import model_validator

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.clauses.settlements import HighestOf, LowestOf
from contractkit.documents.conventions import Settles
from contractkit.documents.faults import fault
from contractkit.documents.fields import PeriodWord
from contractkit.documents.references import AmountRef, ServiceRef
from contractkit.documents.scalars import OneOrMany, ReadsEither, Written
from contractkit.documents.unions import Forms
from contractkit.quantities import notation as n

__all__ = ["MinimumCommitment"]


def _least_form(value: Any) -> str:
    if isinstance(value, dict):
        return "highest" if "highest_of" in value else "lowest"
    return "lowest" if isinstance(value, LowestOf) else "highest" if isinstance(value, HighestOf) else "text"


LeastText = Annotated[Written[n.Limit | n.Volume], ReadsEither(n.LIMIT, n.VOLUME)]

AnyLeast = Annotated[
    Written[n.Limit | n.Volume] | LowestOf | HighestOf,
    Forms(_least_form, text=LeastText, lowest=LowestOf, highest=HighestOf),
]
"""An amount, a share or a number of units; or the lowest or highest of several amounts."""


class MinimumCommitment(Clause):
    """What is bought, or paid, at least.

    Attributes:
        of: The amount that a percentage is taken of, such as a forecast.
        at_least: How much: a percentage of it, a share, a sum of money, a number of units, or the lowest or highest of
            several amounts.
        per: Over which period it counts.
        settled: Whether a shortfall is billed at the end of the year or in each period.
        part_year: Whether a part of a year counts in full.
        applies_to: The services that count; all where none is named.
    """

    kind: Literal["minimum-commitment"]
    of: AmountRef | None = None
    at_least: AnyLeast
    per: PeriodWord
    settled: Annotated[str | None, Settles("settled")] = None
    part_year: Annotated[str | None, Settles("part_year")] = None
    applies_to: OneOrMany[ServiceRef] = ()

    @model_validator(mode="after")
    def _of_what(self) -> MinimumCommitment:
        if isinstance(self.at_least, LowestOf | HighestOf):
            if self.of is not None:
                says = "'of' says of what a percentage is taken, and each of several minimums says it itself"
                raise fault("contradiction", says, "write 85 % of forecast inside of the list", ("of",))
            return self
        value = self.at_least.value
        percent = value.percent if isinstance(value, n.Limit) else None
        if percent is not None and self.of is None:
            raise fault("missing-field", f"{self.at_least.text} of what?", "name the amount in of:", ("at_least",))
        if _at_most_nothing(value):
            raise fault("quantity", f"'{self.at_least.text}' commits nobody", "for example 85 %", ("at_least",))
        if percent is None and self.of is not None:
            says = f"'{self.at_least.text}' is no percentage of {self.of}"
            raise fault("contradiction", says, "leave of out, or write a percentage", ("of",))
        if self.at_least.text == "none":
            raise fault("quantity", "a minimum of none commits nobody", "leave the clause out", ("at_least",))
        return self


def _at_most_nothing(value: n.Limit | n.Volume) -> bool:
    """Return whether a minimum is nought or less, so that it binds nobody."""
    if isinstance(value, n.Volume):
        return value.number <= 0
    if value.percent is not None:
        return value.percent.value <= 0
    if value.share is not None:
        return value.share.percent.value <= 0
    return value.amount is not None and value.amount.number <= 0
