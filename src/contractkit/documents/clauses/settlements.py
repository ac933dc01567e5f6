"""How the effects of a period become the lines of an invoice, in the order of the page."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from contractkit.documents.clauses.registry import AnyStep, Clause, SettlementStep
from contractkit.documents.conditions import Condition
from contractkit.documents.conventions import Settles
from contractkit.documents.fields import AmountText, CycleText, LimitText, PercentText, PeriodWord, SpanText, StepText
from contractkit.documents.scalars import Many, Part, Word, Written
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


class HighestOf(Part):
    """The highest of several limits."""

    highest_of: Many[LimitText]


def _limit_form(value: Any) -> str:
    if isinstance(value, dict):
        return "highest" if "highest_of" in value else "lowest"
    return "lowest" if isinstance(value, LowestOf) else "highest" if isinstance(value, HighestOf) else "text"


AnyLimit = Annotated[
    Written[Limit] | LowestOf | HighestOf, Forms(_limit_form, text=LimitText, lowest=LowestOf, highest=HighestOf)
]


class Cap(SettlementStep):
    """No more than this, in this window; a cap on both cuts malus and bonus apart, never their difference."""

    step: Literal["cap"]
    limit: AnyLimit
    per: CycleText
    scope: Annotated[str, Word("target", "level", "service", "contract")] | None = None
    caps: Annotated[str, Word("malus", "bonus", "both")] | None = None
    adds_up: Annotated[str | None, Settles("adds_up")] = None


class Round(SettlementStep):
    """Round the lines so that they add up to the rounded total."""

    step: Literal["round"]
    to: StepText
    mode: Annotated[str | None, Settles("mode")] = None
    scope: Annotated[str | None, Settles("scope")] = None


class MinimumIssueStep(SettlementStep):
    """Nothing is paid at or below this amount."""

    step: Literal["minimum-issue"]
    more_than: AmountText
    otherwise: Annotated[str, Word("drop", "carry-forward")]
    scope: Annotated[str, Word("line", "contract")] | None = None
    tested: Annotated[str | None, Settles("tested")] = None


class Allocate(SettlementStep):
    """How a total is spread over its lines."""

    step: Literal["allocate"]
    method: Annotated[str, Word("proportional")]
    remainder: Annotated[str, Word("largest-first")] | None = None
    ties: Annotated[str | None, Settles("ties")] = None


class EarnBack(SettlementStep):
    """A later good period wins a malus back."""

    step: Literal["earn-back"]
    when: Condition
    returns: PercentText
    expires: SpanText | None = None
    basis: Annotated[str | None, Settles("basis")] = None


class Settlement(Clause):
    """From effects to the invoice, in the written order."""

    kind: Literal["settlement"]
    per: PeriodWord
    order: Many[AnyStep]
    amended_mid_period: Annotated[str | None, Settles("amended_mid_period")] = None
