"""How the effects of a period become the lines of an invoice, in the order of the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from contractkit.documents.clauses.registry import AnyStep, Clause, SettlementStep
from contractkit.documents.conditions import Condition
from contractkit.documents.conventions import Settles
from contractkit.documents.faults import fault
from contractkit.documents.fields import (
    AmountText,
    CycleText,
    LimitText,
    PercentText,
    PeriodWord,
    Ref,
    SpanText,
    StepText,
)
from contractkit.documents.references import Names
from contractkit.documents.scalars import Many, OneOrMany, Part, Word, Written
from contractkit.documents.unions import Forms
from contractkit.quantities.notation import Limit

__all__ = [
    "Allocate",
    "AnyLimit",
    "Cap",
    "EarnBack",
    "HighestOf",
    "LowestOf",
    "MinimumIssueStep",
    "Round",
    "Settlement",
]


class LowestOf(Part):
    """The lowest of several limits."""

    lowest_of: Many[LimitText]

    @model_validator(mode="after")
    def _several(self) -> LowestOf:
        _two_limits("lowest_of", self.lowest_of)
        return self


class HighestOf(Part):
    """The highest of several limits."""

    highest_of: Many[LimitText]

    @model_validator(mode="after")
    def _several(self) -> HighestOf:
        _two_limits("highest_of", self.highest_of)
        return self


def _two_limits(word: str, limits: Sequence[object]) -> None:
    if not limits:
        hint = f"for example {word}: [EUR 50 000, 10 % of yearly-fees]"
        raise fault("missing-field", f"'{word}' names no limit", hint, (word,))


def _limit_form(value: Any) -> str:
    if isinstance(value, dict):
        return "highest" if "highest_of" in value else "lowest"
    return "lowest" if isinstance(value, LowestOf) else "highest" if isinstance(value, HighestOf) else "text"


AnyLimit = Annotated[
    Written[Limit] | LowestOf | HighestOf, Forms(_limit_form, text=LimitText, lowest=LowestOf, highest=HighestOf)
]


class Cap(SettlementStep):
    """No more than this, in this window; a cap on both cuts malus and bonus apart, one on ``net`` their difference.

    Attributes:
        scope: Whether every target, level or service has this limit of its own, or the contract has it once.
        caps: Which sums it cuts.
        adds_up: Whether it is applied at the end of its window, or with every effect.
        charges_of: For a share of charges, whether they are those of the window itself or of the one before.
        on_excess: What becomes of what is cut off.
    """

    step: Literal["cap"]
    limit: AnyLimit
    per: CycleText
    scope: Annotated[str, Word("target", "level", "service", "contract")] | None = None
    caps: Annotated[str, Word("malus", "bonus", "both", "net")] | None = None
    adds_up: Annotated[str | None, Settles("adds_up")] = None
    charges_of: Annotated[str, Word("same", "preceding")] | None = None
    on_excess: Annotated[str | None, Settles("on_excess")] = None


class Round(SettlementStep):
    """Round the lines so that they add up to the rounded total."""

    step: Literal["round"]
    to: StepText
    mode: Annotated[str | None, Settles("mode")] = None
    scope: Annotated[str | None, Settles("scope")] = None


class MinimumIssueStep(SettlementStep):
    """Nothing is paid at or below this amount, of each line or of the whole; or it is lifted to that amount."""

    step: Literal["minimum-issue"]
    more_than: AmountText
    otherwise: Annotated[str, Word("drop", "carry-forward", "lift")]
    scope: Annotated[str, Word("line", "contract")] | None = None
    tested: Annotated[str | None, Settles("tested")] = None


class Allocate(SettlementStep):
    """How a total is spread over its lines."""

    step: Literal["allocate"]
    method: Annotated[str, Word("proportional")]
    remainder: Annotated[str, Word("largest-first")] | None = None
    ties: Annotated[str | None, Settles("ties")] = None


class EarnBack(SettlementStep):
    """A later good period wins a malus back, never more than was lost.

    Attributes:
        when: What has to be the case.
        returns: How much of what is open comes back.
        expires: How long something can be won back.
        basis: Whether only the same target's malus comes back, or that of all.
    """

    step: Literal["earn-back"]
    when: Condition
    returns: PercentText
    expires: SpanText | None = None
    basis: Annotated[str | None, Settles("basis")] = None


class Settlement(Clause):
    """From effects to the invoice, in the written order.

    Attributes:
        for_: The targets or effects that it is for; left out, all that no other settlement clause names.
        crossing_caps: That caps of which neither contains the other are applied as they stand in `order`.
    """

    kind: Literal["settlement"]
    for_: Annotated[OneOrMany[Ref], Names(("target", "metric", "effect", "clause"))] = Field(default=(), alias="for")
    per: PeriodWord
    order: Many[AnyStep]
    crossing_caps: Annotated[str, Word("in-this-order")] | None = None
    amended_mid_period: Annotated[str | None, Settles("amended_mid_period")] = None
