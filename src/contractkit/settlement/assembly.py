"""From charges, effects and cuts to the lines of a settlement: ids, sentences, formulas, rounded amounts."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from contractkit.charging.charges import Charge
from contractkit.quantities.periods import Period
from contractkit.records.said import said
from contractkit.settlement.lines import Line
from contractkit.settlement.paid import Paid
from contractkit.settlement.step_lines import rounded_money, step_lines
from contractkit.settlement.steps import Course
from contractkit.terms import Agreement

__all__ = ["lines_of"]


def lines_of(
    agreement: Agreement, period: Period, charged: Sequence[Charge], paid: Sequence[Paid], course: Course
) -> tuple[Line, ...]:
    """Return the lines: charges, effects, what the steps added.

    Args:
        agreement: The agreement.
        period: The period that is settled.
        charged: The charges, the first of the amounts that went through the steps.
        paid: The effects, the rest of them.
        course: Where the steps led.
    """
    charge_lines = [
        _charge_line(agreement, period, charge, amount, course)
        for charge, amount in zip(charged, course.amounts[: len(charged)], strict=True)
    ]
    effect_lines = [
        _effect_line(agreement, effect, amount, net, course)
        for effect, amount, net in zip(
            paid, course.amounts[len(charged) :], course.nets[len(charged) : len(charged) + len(paid)], strict=True
        )
    ]
    lines = [*charge_lines, *effect_lines]
    return (*lines, *step_lines(agreement, period, course, [line.id for line in lines]))


def _charge_line(agreement: Agreement, period: Period, charge: Charge, amount: Fraction, course: Course) -> Line:
    return Line(
        id=f"charge {charge.name} {period.label}",
        kind="charge",
        clause=charge.clause,
        period=period,
        says=said(
            "{name}, {label}: {price}{missing}",
            name=charge.name,
            label=period.label,
            price=charge.price,
            missing="" if charge.missing is None else said("; {missing}", missing=charge.missing),
        ),
        formula=charge.formula,
        inputs=charge.inputs,
        amount=rounded_money(amount, agreement.currency, course.rounding),
        exact=charge.exact,
        state="settled" if charge.missing is None else "undetermined",
        evidence=charge.evidence,
    )


def _kind(paid: Paid) -> Literal["charge", "malus", "bonus", "none", "points"]:
    if paid.computed.gives == "points":
        return "points"
    if paid.settles_as == "charge" and paid.computed.state == "settled":
        return "charge"
    return paid.kind


def _effect_line(agreement: Agreement, paid: Paid, amount: Fraction, net: Fraction, course: Course) -> Line:
    conversion = paid.computed.conversion
    unknown = paid.computed.state == "undetermined"
    low, high = (
        rounded_money(bound, agreement.currency, course.rounding) if unknown else None
        for bound in (paid.low, paid.high)
    )
    return Line(
        id=paid.id,
        kind=_kind(paid),
        clause=paid.clause,
        period=paid.period,
        says=paid.says,
        formula=paid.computed.formula,
        inputs=paid.inputs,
        amount=rounded_money(amount, agreement.currency, course.rounding),
        exact=paid.under("now"),
        state=paid.computed.state,
        target=paid.target,
        nature=paid.nature,
        items=paid.items,
        low=low,
        high=high,
        evidence=paid.evidence,
        paid_as=None if conversion is None else conversion.of(net),
    )
