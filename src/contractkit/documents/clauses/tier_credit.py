"""Credits by tiers: the deeper the figure falls, the more."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from pydantic import model_validator

from contractkit.documents.clauses.effects import AnyLevel, FigureEffect, PaysText, in_one_unit
from contractkit.documents.faults import Faults, fault
from contractkit.documents.scalars import Many, Part, Written
from contractkit.quantities.notation import Level
from contractkit.quantities.notation.payments import Payment

__all__ = ["Tier", "TierCredit"]


class Tier(Part):
    """Strictly below this figure, this much credit; ``reach`` stands for the target's own."""

    below: AnyLevel | None = None
    above: AnyLevel | None = None
    credit: PaysText

    @model_validator(mode="after")
    def _one_end(self) -> Tier:
        if self.below is None and self.above is None:
            raise fault("missing-field", "'below' is missing", "above, where lower figures are better")
        if self.below is not None and self.above is not None:
            raise fault("band-end", "a tier has one end", "below, or above where lower figures are better")
        return self

    @property
    def side(self) -> Literal["below", "above"]:
        """Return on which side of its bound the tier pays."""
        return "below" if self.below is not None else "above"

    @property
    def bound(self) -> Written[Level] | str:
        """Return the bound of the tier."""
        found = self.below if self.below is not None else self.above
        return "reach" if found is None else found


class TierCredit(FigureEffect):
    """A credit by tiers: of all tiers that the figure is strictly below, the deepest one pays."""

    kind: Literal["tier-credit"]
    tiers: Many[Tier]

    @property
    def payments(self) -> tuple[Payment, ...]:
        """Return all that it can pay."""
        return tuple(tier.credit.value for tier in self.tiers)

    @model_validator(mode="after")
    def _descending(self) -> TierCredit:
        wrong = Faults()
        if not self.tiers:
            wrong.add("missing-field", "there are no tiers", "for example - {below: 95 %, credit: 2 %}", ("tiers",))
        sides = {tier.side for tier in self.tiers}
        if len(sides) > 1:
            wrong.add("band-end", "the tiers say both below and above", "one of them, in every tier", ("tiers",))
        for number, tier in enumerate(self.tiers):
            paid = tier.credit.value
            number_paid = paid.percent.value if paid.percent is not None else paid.amount.number if paid.amount else 0
            if number_paid < 0:
                hint = f"write '{tier.credit.text.lstrip('-')}': a credit is money back, without a sign"
                wrong.add("quantity", f"'{tier.credit.text}' is a negative credit", hint, ("tiers", number, "credit"))
            if number and isinstance(tier.bound, str):
                wrong.add("tiers", "the tier at the target's own reach comes first", None, ("tiers", number))
        if not in_one_unit(self.payments):
            says = "the tiers credit percentages and sums of money"
            wrong.add("band-gives", says, "one of the two, in every tier", ("tiers",))
        told = [(number, tier.bound) for number, tier in enumerate(self.tiers) if not isinstance(tier.bound, str)]
        sign = 1 if "below" in sides else -1
        for (_, before), (number, bound) in pairwise(told) if len(sides) == 1 else ():
            if sign * bound.value.number >= sign * before.value.number:
                goes, first = ("down", "highest") if sign == 1 else ("up", "lowest")
                says = f"the tiers go {goes}: {bound.text} does not come after {before.text}"
                place = ("tiers", number, self.tiers[number].side)
                wrong.add("tiers", says, f"put the {first} bound first, each at once", place)
        wrong.tell()
        return self
