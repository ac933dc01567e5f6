"""From charges, effects and cuts to the lines of a settlement: ids, sentences, formulas, rounded amounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from contractkit.charging.charges import Charge
from contractkit.charging.exact import amount_text, exact_text
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.quantities.rounding import Rounding
from contractkit.records.clauses import ClauseRef
from contractkit.settlement.effects import Paid
from contractkit.settlement.ledger import LedgerEntry
from contractkit.settlement.lines import Line, Part
from contractkit.settlement.steps import Course, Cut
from contractkit.terms import Agreement

__all__ = ["entries_of", "lines_of", "rounded_money", "stretches_text"]


def rounded_money(value: Fraction, currency: str, rounding: Rounding) -> Money:
    """Return an exact amount as money, rounded; an amount that is rounded already stays as it is."""
    return Money(rounding.apply(value), currency)


def stretches_text(stretches: Iterable[tuple[date, date]]) -> str:
    """Return stretches of dates in words, each by its first and its last day."""
    return " and ".join(f"{start} to {end - timedelta(days=1)}" for start, end in stretches)


def lines_of(
    agreement: Agreement, period: Period, charged: Sequence[Charge], paid: Sequence[Paid], course: Course
) -> tuple[Line, ...]:
    """Return the lines: charges, effects, caps.

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
        _effect_line(agreement, effect, amount, course)
        for effect, amount in zip(paid, course.amounts[len(charged) :], strict=True)
    ]
    lines = [*charge_lines, *effect_lines]
    cap_lines = [
        _cap_line(agreement, cut, exact, [line.id for line in lines], course)
        for cut, exact in zip(course.cuts, course.exact_cuts, strict=True)
    ]
    return (*lines, *cap_lines)


def entries_of(paid: Sequence[Paid], lines: Sequence[Line], currency: str) -> tuple[LedgerEntry, ...]:
    """Return what each effect came to after caps, as later settlements need it; effects of nothing are left out."""
    cuts: dict[str, Decimal] = {}
    for part in (part for line in lines for part in line.parts):
        cuts[part.line] = cuts.get(part.line, Decimal(0)) + part.amount.amount
    by_id: Mapping[str, Line] = {line.id: line for line in lines}
    return tuple(
        LedgerEntry(
            effect=effect.id,
            target=effect.target.id,
            clause=str(effect.effect.clause),
            settled_on=effect.settled_on,
            kind="malus" if effect.kind == "malus" else "bonus",
            amount=Money(by_id[effect.id].amount.amount + cuts.get(effect.id, Decimal(0)), currency),
        )
        for effect in paid
        if effect.state == "settled" and effect.kind != "none"
    )


def _charge_line(agreement: Agreement, period: Period, charge: Charge, amount: Fraction, course: Course) -> Line:
    return Line(
        id=f"charge {charge.name} {period.label}",
        kind="charge",
        clause=charge.clause,
        period=period,
        says=f"{charge.name}, {period.label}: {charge.price}{'' if charge.missing is None else f'; {charge.missing}'}",
        formula=charge.formula,
        inputs=charge.inputs,
        amount=rounded_money(amount, agreement.currency, course.rounding),
        exact=charge.exact,
        state="settled" if charge.missing is None else "undetermined",
    )


def _effect_line(agreement: Agreement, paid: Paid, amount: Fraction, course: Course) -> Line:
    unknown = paid.state == "undetermined"
    low, high = (
        rounded_money(paid.exact(percent), agreement.currency, course.rounding) if unknown else None
        for percent in (paid.low, paid.high)
    )
    return Line(
        id=paid.id,
        kind=paid.kind,
        clause=paid.effect.clause,
        period=paid.figure.period,
        says=paid.says,
        formula=paid.formula,
        inputs=paid.inputs,
        amount=rounded_money(amount, agreement.currency, course.rounding),
        exact=paid.exact(paid.percent),
        state=paid.state,
        target=paid.target.id,
        nature=paid.effect.nature,
        items=paid.figure.count,
        low=low,
        high=high,
    )


def _cap_line(agreement: Agreement, cut: Cut, exact: Cut, ids: Sequence[str], course: Course) -> Line:
    currency = agreement.currency
    clause = agreement.settlement.clause or ClauseRef(agreement.id)
    amount = rounded_money(cut.exact, currency, course.rounding)
    sign = 1 if cut.side == "malus" else -1
    bounds = sorted([sign * cut.certain, sign * abs(exact.exact)])
    low, high = (rounded_money(bound, currency, course.rounding) if cut.missing else None for bound in bounds)
    used = f", of which earlier settlements used {amount_text(cut.used, currency)}" if cut.used else ""
    whole, taken = amount_text(cut.before, currency), str(Money(abs(amount.amount), currency))
    verb = "deducted" if cut.side == "malus" else "paid"
    if cut.missing:
        says = (
            f"{cut.side.capitalize()} in {cut.window.label}: {whole}; the most is {cut.limit}{used}; the settlements "
            f"of {stretches_text(cut.missing)} are not known, so {taken} is held back"
        )
    else:
        says = (
            f"{cut.side.capitalize()} in {cut.window.label}: {whole}; the most is {cut.limit}{used}: "
            f"{taken} is not {verb}"
        )
    return Line(
        id=f"cap {cut.step + 1} {cut.side} {cut.window.label}",
        kind="cap",
        clause=clause,
        period=cut.window,
        says=says,
        formula=f"{whole} - ({cut.limit}{f' - {amount_text(cut.used, currency)}' if cut.used else ''})",
        inputs={"before": exact_text(cut.before), "used": exact_text(cut.used), "cut": exact_text(exact.exact)},
        amount=amount,
        exact=exact.exact,
        state="undetermined" if cut.missing else "settled",
        caps=cut.side,
        low=low,
        high=high,
        parts=tuple(Part(ids[place], rounded_money(part, currency, course.rounding)) for place, part in cut.parts),
    )
