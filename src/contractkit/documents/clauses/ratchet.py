"""Deductions that grow with the number of failures."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import model_validator

from contractkit.documents.clauses.effects import MoneyEffect
from contractkit.documents.conditions import Condition
from contractkit.documents.conventions import Settles
from contractkit.documents.faults import fault
from contractkit.documents.fields import FieldName, NumberText, PeriodWord, PriceText
from contractkit.documents.scalars import Many, OneOrMany, Part
from contractkit.quantities.notation.payments import Payment

__all__ = ["Ratchet", "Repetition"]


class Repetition(Part):
    """More failures than this, this many times the deduction."""

    more_than: NumberText
    times: NumberText


class Ratchet(MoneyEffect):
    """A deduction for each failure, which grows with their number in a period.

    Attributes:
        rate: What a unit costs in one period of failure.
        weight: How much the failed thing counts.
        when: Which items are failures.
        periods: The number field that says for how many periods of deduction an item lasted; left out, one.
        used_factor: What remains of the deduction where the thing was used all the same.
        used_when: How an item says that it was.
        same: The fields that make failures failures of the same thing.
        per: The period in which failures are counted.
        repetition: From how many failures on the deduction grows.
        reaches_back: Whether the larger deduction holds for the first failures too.
    """

    kind: Literal["ratchet"]
    rate: PriceText
    weight: NumberText | None = None
    when: Condition | None = None
    periods: FieldName | None = None
    used_factor: NumberText | None = None
    used_when: Condition | None = None
    same: OneOrMany[FieldName] = ()
    per: PeriodWord | None = None
    repetition: Many[Repetition]
    reaches_back: Annotated[str | None, Settles("reaches_back")] = None

    @property
    def payments(self) -> tuple[Payment, ...]:
        """Return a sum of money: it takes no percentage of an amount of the agreement."""
        return (Payment(amount=None),)

    @property
    def takes_a_share(self) -> bool:
        """Return whether it pays a percentage of its own amount."""
        return False

    @model_validator(mode="after")
    def _going_up(self) -> Ratchet:
        if not self.repetition:
            raise fault(
                "missing-field", "when does it grow?", "for example [{more_than: 4, times: 1.5}]", ("repetition",)
            )
        for number, (before, row) in enumerate(pairwise(self.repetition), start=1):
            if row.more_than.value <= before.more_than.value:
                says = f"the rows go up: {row.more_than.text} does not come after {before.more_than.text}"
                raise fault("tiers", says, "put the smallest number first", ("repetition", number, "more_than"))
        return self
