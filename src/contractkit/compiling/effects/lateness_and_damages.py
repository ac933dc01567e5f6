"""What lateness and failures cost, and what single items and milestones pay."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs

from contractkit.compiling.desk import Place
from contractkit.compiling.effects.paying import Paying
from contractkit.compiling.effects.registry import pays
from contractkit.records.clauses import Assumption
from contractkit.terms.amounts import ORDER_VALUE
from contractkit.terms.modifiers import Modifiers
from contractkit.terms.provisions.late_penalty import LatePenalty
from contractkit.terms.provisions.liquidated_damages import DamageItem, LiquidatedDamages
from contractkit.terms.provisions.milestone import Milestone
from contractkit.terms.provisions.per_item import PerItem
from contractkit.terms.provisions.ratchet import Ratchet, Repetition

__all__ = ["late_penalty", "liquidated_damages", "milestone", "per_item", "ratchet"]


@pays("late-penalty")
def late_penalty(paying: Paying) -> LatePenalty:
    """Return what every step between the agreed instant and the delivery costs."""
    written, place, draft = paying.written, paying.place, paying.draft
    part_days: Any = paying.settled("part_days")
    part_steps: Any = paying.settled("late_part_steps")
    counts: Any = paying.settled("late_counts")
    common = paying.common()
    common["modifiers"] = _bounded(paying, common["modifiers"])
    found = LatePenalty(
        **common,
        agreed=draft.instant(place.at("agreed"), written.agreed),
        delivered=draft.instant(place.at("delivered"), written.delivered),
        step=written.step.value,
        per_step=paying.payment(place.at("per_step"), written.per_step.value),
        part_days=part_days,
        part_steps=part_steps,
        termination_after=None if written.termination_after is None else written.termination_after.value,
        applies=paying.condition(place.at("when"), written.when),
        counts=counts,
        value=None if written.value is None else number_field(paying, place.at("value"), written.value),
    )
    _refuse_running(paying, found)
    if found.bounds_sum_by_order:
        says = f"{found.value} says what each order is worth, so no one {ORDER_VALUE} bounds all orders of a period"
        hint = "cap_bounds: each-delivery, or a cap on all of them such as EUR 500 or 5 % of charges"
        draft.report(place.at("cap"), "contradiction", says, hint)
    elif found.value is not None and not found.shares_of_orders:
        says = f"{found.value} says what each order is worth, and nothing here is a share of {ORDER_VALUE}"
        draft.report(place.at("value"), "condition", says, f"for example of: {ORDER_VALUE}; or leave value out")
    return found


def _refuse_running(paying: Paying, found: LatePenalty) -> None:
    """Record that what runs under a cap of each is not computed with what multiplies each period by itself.

    How much of the cap earlier periods used would hang on what multiplied each of them.
    """
    rules = found.modifiers
    words = [word for word in ("only_if", "repeat", "scaled_by") if getattr(rules, word) is not None]
    if found.counts == "as-it-runs" and rules.cap_bounds == "each-delivery" and rules.cap is not None and words:
        says = f"what runs over several periods under a cap of each delivery, with {words[0]}, is not computed"
        hint = "late_counts: when-delivered, or cap_bounds: all-of-a-period"
        paying.draft.not_computed(paying.place.at("late_counts"), "settling", says, hint)


def _bounded(paying: Paying, rules: Modifiers) -> Modifiers:
    """Return what qualifies a penalty with what its cap bounds.

    One for each month or year bounds all deliveries of it together, and so does one that lets wait what it cuts off.
    """
    written, place = paying.written, paying.place
    if written.bounds_something and rules.on_excess != "carry-forward":
        bounds: Any = paying.settled("cap_bounds")
        return attrs.evolve(rules, cap_bounds=bounds)
    if written.cap_bounds == "each-delivery":
        says = "what a cap cuts off of one delivery cannot wait for another one"
        if not written.bounds_something:
            says = "there is no cap here that could bound one delivery"
        paying.draft.report(place.at("cap_bounds"), "contradiction", says, "leave cap_bounds out")
    return rules


@pays("liquidated-damages")
def liquidated_damages(paying: Paying) -> LiquidatedDamages:
    """Return sums for what goes wrong."""
    items = []
    for number, item in enumerate(paying.written.items):
        place = paying.place.at("items", number)
        when = paying.draft.figures_condition(place.at("when"), item.when)
        each = None if item.each is None else number_field(paying, place.at("each"), str(item.each))
        items.append(DamageItem(when, paying.payment(place.at("amount"), item.amount.value), each))
    return LiquidatedDamages(**paying.common(), items=tuple(items))


def number_field(paying: Paying, place: Place, name: str) -> str:
    """Return the name of a field that is a number; another one is reported."""
    fields = paying.draft.names.fields
    if name not in fields:
        paying.draft.unknown(place, "field", name, fields)
    elif fields[name] != "number":
        says = f"the field {name} is no number, so it does not say how many"
        paying.draft.report(place, "condition", says, f"declare {name}: number under fields")
    return name


@pays("milestone")
def milestone(paying: Paying) -> Milestone:
    """Return a sum that is due when something was done."""
    written, place = paying.written, paying.place
    when = paying.draft.figures_condition(place.at("when"), written.when)
    return Milestone(**paying.common(), when=when, amount=paying.payment(place.at("amount"), written.amount.value))


@pays("per-item")
def per_item(paying: Paying) -> PerItem:
    """Return a sum for every item with a verdict."""
    written, place = paying.written, paying.place
    paid = paying.payment(place.at("pays"), written.pays.value)
    applies = paying.condition(place.at("when"), written.when)
    return PerItem(**paying.common(), verdict=written.verdict, pays=paid, applies=applies)


@pays("ratchet")
def ratchet(paying: Paying) -> Ratchet:
    """Return a deduction that grows with the number of failures."""
    written, place, draft = paying.written, paying.place, paying.draft
    price = written.rate.value
    rate = draft.money(place.at("rate"), price.amount)
    for number, name in enumerate(written.same):
        if str(name) not in draft.names.fields:
            draft.unknown(place.at("same", number), "field", str(name), draft.names.fields)
    says = f"in which {written.per or 'month'} a failure counts"
    draft.desk.assume(Assumption("counted-in", "opened", ("another instant",), place.ref(), says))
    used = None if written.used_when is None else paying.condition(place.at("used_when"), written.used_when)
    reaches_back: Any = paying.settled("reaches_back")
    return Ratchet(
        **paying.common(),
        rate=rate,
        unit=price.unit,
        repetition=tuple(Repetition(row.more_than.value, row.times.value) for row in written.repetition),
        weight=Decimal(1) if written.weight is None else written.weight.value,
        periods=None if written.periods is None else number_field(paying, place.at("periods"), str(written.periods)),
        used_factor=None if written.used_factor is None else written.used_factor.value,
        used_when=used,
        same=tuple(str(name) for name in written.same),
        per=str(written.per or "month"),
        reaches_back=reaches_back,
        applies=paying.condition(place.at("when"), written.when),
    )
