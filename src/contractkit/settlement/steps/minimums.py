"""Minimum issue: what is too little is not paid, waits, or is raised. Malus and bonus each for itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from contractkit.quantities.currencies import minor_units
from contractkit.quantities.rounding import Rounding
from contractkit.settlement.paying.past import place_of
from contractkit.settlement.remembered import Side
from contractkit.settlement.steps.amounts import Amount, Minimum, Setting
from contractkit.settlement.steps.used_before import SIDES
from contractkit.terms.settling import MinimumIssueStep, RoundStep

__all__ = ["effect_of", "minimums_of", "same_effect"]


def minimums_of(
    setting: Setting, amounts: Sequence[Amount], nets: Sequence[Fraction], number: int, step: MinimumIssueStep
) -> Iterator[Minimum]:
    """Yield what a minimum issue changes.

    What waited for this period is tested together with the first line of the same effect, so that it does not wait for
    ever; what waited of another effect under the same target is tested with a line of that one. What is won back of an
    earlier malus is not tested: it belongs to that malus.

    Args:
        setting: What is settled.
        amounts: All amounts, charges among them.
        nets: What earlier steps left of them.
        number: The place of the step in the order.
        step: The step.
    """
    terms = step.minimum
    least = Fraction(terms.more_than.amount)
    for side in SIDES:
        sign = -1 if side == "malus" else 1
        for name, places in _tested(amounts, nets, step, side):
            whole = sum((nets[place] for place in places), Fraction(0)) * sign
            if whole <= 0:
                continue
            tested = _rounded(setting, number, whole) if terms.tested == "after-rounding" else whole
            if tested > least or (terms.otherwise == "lift" and tested == least):
                continue
            share = least / whole - 1 if terms.otherwise == "lift" else Fraction(-1)
            parts = tuple((place, nets[place] * share) for place in places if nets[place])
            yield Minimum(number, side, tested, str(terms.more_than), terms.otherwise, name, parts, setting.part)


def _tested(
    amounts: Sequence[Amount], nets: Sequence[Fraction], step: MinimumIssueStep, side: Side
) -> Iterator[tuple[str | None, list[int]]]:
    """Yield what is tested together: everything, or each line with what waited of the same effect."""
    counted = []
    for place, amount in enumerate(amounts):
        on = amount.settled_on
        held = on is not None and (step.holds is None or step.holds.on(on))
        if held and amount.brought != "earn-back" and amount.counts_as(nets[place]) == side:
            counted.append(place)
    if step.minimum.scope != "line":
        yield None, counted
        return
    waiting: dict[tuple[str, ...], list[int]] = {}
    lines: list[int] = []
    for place in counted:
        if amounts[place].brought == "carried":
            waiting.setdefault(effect_of(amounts[place]), []).append(place)
        else:
            lines.append(place)
    for place in sorted(lines, key=lambda one: amounts[one].settled_on or date.min):
        own = effect_of(amounts[place])
        together = [waiting.pop(one) for one in tuple(waiting) if same_effect(one, own)]
        yield amounts[place].name or amounts[place].id, [place, *(one for places in together for one in places)]
    for places in waiting.values():
        yield amounts[places[0]].name or amounts[places[0]].id, places


def effect_of(amount: Amount) -> tuple[str, ...]:
    """Return which effect an amount is of: the target, the clause, and its number where several stand under a target.

    Args:
        amount: What the effect came to, now or earlier.
    """
    return amount.target, amount.clause, place_of(amount.id) or ""


def same_effect(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether two amounts are of the same effect.

    An effect that stands alone under its target has no number. Where an amendment put another one beside it, or took
    one away, amounts of before and those of now are of one effect if they are of one clause.

    Args:
        one: Which effect the one amount is of, as `effect_of` says it.
        other: Which effect the other one is of.
    """
    return one[:2] == other[:2] and (one[2] == other[2] or not one[2] or not other[2])


def _rounded(setting: Setting, number: int, amount: Fraction) -> Fraction:
    """Return an amount as the next round step leaves it, or the currency where none follows."""
    following = (step for step in setting.terms.steps[number + 1 :] if isinstance(step, RoundStep))
    step = next(following, None)
    minor = Decimal(1).scaleb(-minor_units(setting.agreement.currency))
    rounding = Rounding(minor, "half-up") if step is None else Rounding(step.to, step.mode)
    return Fraction(rounding.apply(amount))
