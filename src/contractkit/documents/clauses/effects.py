"""What a figure pays: credits by tiers, and piecewise-linear curves of bonus and malus."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from contractkit.documents.clauses.registry import Effect
from contractkit.documents.conditions import Condition
from contractkit.documents.conventions import Assumes, Settles
from contractkit.documents.faults import Faults, fault
from contractkit.documents.fields import (
    AmountText,
    Currency,
    LevelText,
    LimitText,
    Name,
    NumberText,
    PercentText,
    Ref,
    StepText,
)
from contractkit.documents.scalars import Many, OneOrMany, Part, Word, Written
from contractkit.documents.unions import Forms
from contractkit.quantities.money import Percent

__all__ = ["Curve", "MinimumIssue", "Point", "Repeat", "Rounding", "Tier", "TierCredit"]


class Rounding(Part):
    """To which unit, in which way, and whether each line or the total is rounded."""

    to: StepText
    mode: Annotated[str | None, Settles("mode")] = None
    scope: Annotated[str | None, Word("once", "line", "period", "step")] = None


class Repeat(Part):
    """What a failure costs that follows another."""

    multiply_by: NumberText
    when: Annotated[str, Word("previous-period-failed")]
    grows: Annotated[str | None, Settles("grows")] = None


class MinimumIssue(Part):
    """The amount below which nothing is paid."""

    more_than: AmountText
    otherwise: Annotated[str, Word("drop", "carry-forward")]
    tested: Annotated[str | None, Settles("tested")] = None


class ScaledBy(Part):
    """The share of users, or of something else, that was affected."""

    affected: Ref
    total: Ref


class PaidIn(Part):
    """The currency of payment and its rate."""

    currency: Currency
    rate: NumberText | None = None
    rate_of: Annotated[str | None, Settles("rate_of")] = None


class MoneyEffect(Effect):
    """What all effects on money share.

    Attributes:
        for_: The targets that it belongs to, where the effect is a clause of its own.
        of: The amount of which it pays a share: ``charges``, ``monthly-fee``, ``yearly-fees``, or the name of a fee.
        only_if: The effect as a whole holds only where this holds.
    """

    kind: str
    name: Name | None = None
    for_: OneOrMany[Ref] = Field(default=(), alias="for")
    of: Annotated[Ref | None, Assumes("of")] = None
    of_period: Annotated[str | None, Settles("of_period")] = None
    nature: Annotated[str | None, Settles("nature")] = None
    only_if: Condition | None = None
    one_incident: Annotated[str | None, Settles("one_incident")] = None
    claim: Annotated[str | None, Settles("claim")] = None
    repeat: Repeat | None = None
    scaled_by: ScaledBy | None = None
    cap: LimitText | None = None
    on_excess: Annotated[str | None, Settles("on_excess")] = None
    minimum_issue: MinimumIssue | None = None
    paid_in: PaidIn | None = None
    rounding: Rounding | None = None

    def matters(self, field: str) -> bool:
        """Return whether the reading that `field` settles decides something: what a cap cuts off needs a cap."""
        return self.cap is not None if field == "on_excess" else True


def _below_form(value: Any) -> str:
    return "word" if isinstance(value, str) and value == "reach" else "percent"


Below = Annotated[Written[Percent] | str, Forms(_below_form, word=Annotated[str, Word("reach")], percent=PercentText)]


class Tier(Part):
    """Strictly below this figure, this much credit; ``reach`` stands for the target's own."""

    below: Below
    credit: PercentText


class TierCredit(MoneyEffect):
    """A credit by tiers: of all tiers that the figure is strictly below, the deepest one pays."""

    kind: Literal["tier-credit"]
    tiers: Many[Tier]

    @model_validator(mode="after")
    def _descending(self) -> TierCredit:
        wrong = Faults()
        if not self.tiers:
            wrong.add("missing-field", "there are no tiers", "for example - {below: 95 %, credit: 2 %}", ("tiers",))
        previous = None
        for number, tier in enumerate(self.tiers):
            if tier.credit.value.value < 0:
                hint = f"write '{tier.credit.text.lstrip('-')}': a credit is money back, without a sign"
                wrong.add("quantity", f"'{tier.credit.text}' is a negative credit", hint, ("tiers", number, "credit"))
            if isinstance(tier.below, str):
                if number:
                    wrong.add("tiers", "the tier below the target's own reach comes first", None, ("tiers", number))
                continue
            if previous is not None and tier.below.value.value >= previous.value.value:
                says = f"the tiers go down: {tier.below.text} does not come after {previous.text}"
                wrong.add("tiers", says, "put the highest bound first, each at once", ("tiers", number, "below"))
            previous = tier.below
        wrong.tell()
        return self


class Point(Part):
    """Where a figure lies, and what it pays: a bonus is positive, a malus negative."""

    at: LevelText
    pays: PercentText


class Curve(MoneyEffect):
    """A piecewise-linear bonus and malus: straight lines between points that go up."""

    kind: Literal["curve"]
    points: Many[Point]
    outside: Annotated[str | None, Settles("outside")] = None
    bonus_only_if: Condition | None = None

    @model_validator(mode="after")
    def _ascending(self) -> Curve:
        if len(self.points) < 2:
            raise fault("curve", "a curve has at least two points", "for example - {at: 90 %, pays: -10 %}")
        levels = [point.at.value for point in self.points]
        if len({level.unit for level in levels}) > 1:
            raise fault("band-unit", "the points of a curve have one unit", "write all of them with %, or none")
        if any(later.number <= earlier.number for earlier, later in pairwise(levels)):
            raise fault("curve", "the points of a curve go up, each at once", "put the lowest first")
        return self
