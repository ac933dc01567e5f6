"""What is paid at least."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import model_validator

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.clauses.settlements import HighestOf, LowestOf
from contractkit.documents.conventions import Settles
from contractkit.documents.faults import fault
from contractkit.documents.fields import PeriodWord, Ref
from contractkit.documents.references import AmountRef, Names
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
        applies_to: The services and fees that count; all services where none is named.
        counted_towards: What counts towards a minimum in money that names nothing: services, or fees besides.
        short_units: What units cost that are short, of a price in bands: what they would have cost, or the price of the
            band in which the units lie that were bought.
    """

    kind: Literal["minimum-commitment"]
    of: AmountRef | None = None
    at_least: AnyLeast
    per: PeriodWord
    settled: Annotated[str | None, Settles("settled")] = None
    part_year: Annotated[str | None, Settles("part_year")] = None
    applies_to: Annotated[OneOrMany[Ref], Names(("service", "amount"))] = ()
    counted_towards: Annotated[str | None, Settles("counted_towards")] = None
    short_units: Annotated[str | None, Settles("short_units")] = None

    @property
    def in_units(self) -> bool:
        """Return whether the minimum is a number of units, and not money."""
        return isinstance(getattr(self.at_least, "value", None), n.Volume)

    @property
    def in_money(self) -> bool:
        """Return whether the minimum is a sum of money; a share of a forecast may be either."""
        value = getattr(self.at_least, "value", None)
        return isinstance(value, n.Limit) and value.amount is not None

    @model_validator(mode="after")
    def _readings(self) -> MinimumCommitment:
        if self.counted_towards is not None and (self.in_units or self.applies_to):
            what = "'applies_to' says what counts" if self.applies_to else "a number of units is of one service"
            says = f"{what}, and 'counted_towards' says it again"
            raise fault("contradiction", says, "leave counted_towards out", ("counted_towards",))
        if self.short_units is not None and self.in_money:
            says = "'short_units' is about units that are short, and the minimum is a sum of money"
            raise fault("contradiction", says, "leave short_units out", ("short_units",))
        return self

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
