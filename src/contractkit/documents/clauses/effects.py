"""What all effects on money share: the amount they take a share of, gates, repeats, caps of their own, claims."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar

from pydantic import Field, model_validator

from contractkit.documents.clauses.registry import Effect
from contractkit.documents.conditions import Condition
from contractkit.documents.conventions import Assumes, Settles
from contractkit.documents.faults import fault
from contractkit.documents.fields import AmountText, Currency, LimitText, Name, NumberText, Ref, StepText
from contractkit.documents.references import Defines, Names
from contractkit.documents.scalars import OneOrMany, Part, Reads, ReadsBeside, Word, Written
from contractkit.documents.unions import Forms
from contractkit.quantities.notation import LEVEL, LIMIT, Level, Limit
from contractkit.quantities.notation.payments import PAYS, Payment

__all__ = [
    "AnyLevel",
    "FigureEffect",
    "MinimumIssue",
    "MoneyEffect",
    "PaidIn",
    "PaysText",
    "Precision",
    "PrecisionText",
    "Repeat",
    "Rounding",
    "ScaledBy",
    "SumText",
    "in_one_unit",
]

PaysText = Annotated[Written[Payment], Reads(PAYS)]
"""A percentage, a share of an amount or a sum of money: ``-2 %``, ``10 % of yearly-fees``, ``EUR 500``."""


def _sum(limit: Limit) -> Payment | None:
    share, percent, amount = limit.share, limit.percent, limit.amount
    if share is not None:
        return None if share.per is not None else Payment(share.percent, share.of)
    if percent is not None:
        return Payment(percent)
    return None if amount is None or amount.per is not None else Payment(amount=amount)


class _ReadsSum(Reads):
    def read(self, text: str) -> Written[Any]:
        """Return the sum that `text` writes; a period and a sign do not belong to it."""
        found = super().read(text)
        paid = _sum(found.value)
        if paid is None or text.startswith("-"):
            raise fault("quantity", f"'{text}' is no sum that is due once", "for example EUR 200, or 5 %")
        return Written(found.text, paid)


SumText = Annotated[Written[Payment], _ReadsSum(LIMIT)]
"""A sum without a sign: ``EUR 200``, ``200`` in the currency of the head, ``5 %``, ``10 % of charges``."""


def _level_form(value: Any) -> str:
    return "word" if isinstance(value, str) and value == "reach" else "level"


AnyLevel = Annotated[
    Written[Level] | str,
    Forms(
        _level_form, word=Annotated[str, Word("reach")], level=Annotated[Written[Level], ReadsBeside(LEVEL, "reach")]
    ),
]
"""Where a figure lies; ``reach`` stands for the target's own."""


def in_one_unit(payments: Iterable[Payment]) -> bool:
    """Return whether a ladder pays percentages, or sums of money, and not both; nought is either."""
    units = set()
    for payment in payments:
        number = payment.percent.value if payment.percent is not None else payment.amount and payment.amount.number
        units |= {payment.percent is None} if number else set()
    return len(units) < 2


class Rounding(Part):
    """To which unit, in which way, and whether each line or the total is rounded."""

    to: StepText
    mode: Annotated[str | None, Settles("mode")] = None
    scope: Annotated[str | None, Word("once", "line", "period", "step")] = None


class Precision(Part):
    """The precision of a measured value: it is brought to that unit before it is compared."""

    to: StepText
    mode: Annotated[str | None, Settles("mode")] = None


def _precision_form(value: Any) -> str:
    return "map" if isinstance(value, dict | Precision) else "word"


PrecisionText = Annotated[
    Precision | str, Forms(_precision_form, word=Annotated[str, Settles("precision")], map=Precision)
]
"""``exact``, a unit such as ``0.1 %``, or a unit with its way of rounding."""


class Repeat(Part):
    """What a failure costs that follows another."""

    multiply_by: NumberText
    when: Annotated[str, Word("previous-period-failed")]
    grows: Annotated[str | None, Settles("grows")] = None


class MinimumIssue(Part):
    """The amount below which nothing is paid, or to which what is less is lifted."""

    more_than: AmountText
    otherwise: Annotated[str, Word("drop", "carry-forward", "lift")]
    tested: Annotated[str | None, Settles("tested")] = None


class ScaledBy(Part):
    """The share of users, or of something else, that was affected."""

    affected: Annotated[Ref, Names(("amount",))]
    total: Annotated[Ref, Names(("amount",))]


class PaidIn(Part):
    """The currency of payment and its rate."""

    currency: Currency
    rate: NumberText | None = None
    rate_of: Annotated[str | None, Settles("rate_of")] = None

    @model_validator(mode="after")
    def _some_rate(self) -> PaidIn:
        if self.rate is not None and self.rate.value <= 0:
            raise fault("quantity", f"nothing is paid at a rate of {self.rate.text}", "a positive number", ("rate",))
        return self

    def matters(self, field: str) -> bool:  # noqa: ARG002
        """Return whether the reading that `field` settles decides something: a fixed rate has no date."""
        return self.rate is None


class MoneyEffect(Effect):
    """What all effects on money share.

    Attributes:
        of: The amount of which it pays a share: ``charges``, ``monthly-fee``, ``yearly-fees``, or the name of a fee.
        only_if: The effect as a whole, bonus and malus, holds only where this holds.
        instead_of: The clauses whose effects do not accrue beside this one.
        on_a_figure: Whether it pays for a figure, and so has to say whose.
    """

    on_a_figure: ClassVar[bool] = False

    kind: str
    name: Annotated[Name | None, Defines("effect")] = None
    of: Annotated[Ref | None, Assumes("of"), Names(("amount",))] = None
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
    instead_of: Annotated[OneOrMany[Ref], Names(("clause", "effect"))] = ()

    @property
    def payments(self) -> tuple[Payment, ...] | None:
        """Return all that it can pay; None where it pays percentages of its amount only."""
        return None

    @property
    def takes_a_share(self) -> bool:
        """Return whether it pays a percentage of its own amount."""
        paid = self.payments
        return paid is None or any(payment.percent is not None and payment.of is None for payment in paid)

    @property
    def gives_money(self) -> bool:
        """Return whether it pays at all; an effect in points does not."""
        paid = self.payments
        return paid is None or bool(paid)

    def matters(self, field: str) -> bool:
        """Return whether the reading that `field` settles decides something.

        What a cap cuts off needs a cap, an amount needs a percentage of it, and points are no money.
        """
        if field == "on_excess":
            return self.cap is not None
        if field in ("of", "of_period"):
            return self.takes_a_share
        return self.gives_money or field not in ("nature", "one_incident", "claim")


class FigureEffect(MoneyEffect):
    """What a figure pays: under ``pays`` of its target, or a clause of its own.

    Attributes:
        for_: Whose figure it is, where the effect is a clause of its own: a target, a metric.
    """

    on_a_figure: ClassVar[bool] = True

    for_: OneOrMany[Ref] = Field(default=(), alias="for")
