"""From charges, effects and cuts to the lines of a settlement: ids, sentences, formulas, rounded amounts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from contractkit.charging.charges import Charge
from contractkit.charging.exact import amount_text, as_decimal, exact_text
from contractkit.quantities.currencies import minor_units
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


def entries_of(
    paid: Sequence[Paid], course: Course, ends: tuple[Sequence[Fraction], Sequence[Fraction]] | None, currency: str
) -> tuple[LedgerEntry, ...]:
    """Return what each effect came to after caps, as later settlements need it; effects of nothing are left out.

    Args:
        paid: The effects.
        course: Where the steps led; its last amounts are those of the effects.
        ends: What each effect comes to where the total is least and where it is most; None where all is known. An
            effect that may be a malus or a bonus has an entry as either.
        currency: The currency of the amounts.
    """
    now = course.nets[len(course.nets) - len(paid) :]
    least, most = (now, now) if ends is None else ends
    entries = []
    for effect, *amounts in zip(paid, now, least, most, strict=True):
        for kind, possible, clip in (("malus", effect.low < 0, min), ("bonus", effect.high > 0, max)):
            if not possible:
                continue
            amount, low, high = (_money(clip(value, Fraction(0)), currency) for value in amounts)
            entries.append(
                LedgerEntry(
                    effect=effect.id,
                    target=effect.target.id,
                    clause=str(effect.effect.clause),
                    settled_on=effect.settled_on,
                    kind="malus" if kind == "malus" else "bonus",
                    amount=amount,
                    least=None if low == amount else low,
                    most=None if high == amount else high,
                )
            )
    return tuple(entries)


def _money(value: Fraction, currency: str) -> Money:
    """Return a rounded amount as money, with all decimals of the currency."""
    amount, minor = as_decimal(value), Decimal(1).scaleb(-minor_units(currency))
    return Money(amount if amount % minor else amount.quantize(minor), currency)


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
    low, high = (rounded_money(bound, currency, course.rounding) if cut.unsure else None for bound in bounds)
    gone = [amount_text(part, currency) for part in (cut.used, cut.open) if part]
    whole, taken = amount_text(cut.before, currency), str(Money(abs(amount.amount), currency))
    used = f", of which earlier settlements used {amount_text(cut.used, currency)}" if cut.used else ""
    if cut.open:
        may = f"may have used {amount_text(cut.open, currency)}"
        used += f" and {may} more" if used else f", of which earlier settlements {may}"
    verb = "deducted" if cut.side == "malus" else "paid"
    if cut.missing:
        says = (
            f"{cut.side.capitalize()} in {cut.window.label}: {whole}; the most is {cut.limit}{used}; the settlements "
            f"of {stretches_text(cut.missing)} are not known, so {taken} is held back"
        )
    elif cut.open:
        says = (
            f"{cut.side.capitalize()} in {cut.window.label}: {whole}; the most is {cut.limit}{used}, "
            f"so {taken} is held back"
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
        formula=f"{whole} - ({' - '.join([cut.limit, *gone])})",
        inputs={
            "before": exact_text(cut.before),
            "used": exact_text(cut.used),
            **({"open": exact_text(cut.open)} if cut.open else {}),
            "cut": exact_text(exact.exact),
        },
        amount=amount,
        exact=exact.exact,
        state="undetermined" if cut.unsure else "settled",
        caps=cut.side,
        low=low,
        high=high,
        parts=tuple(Part(ids[place], rounded_money(part, currency, course.rounding)) for place, part in cut.parts),
    )
