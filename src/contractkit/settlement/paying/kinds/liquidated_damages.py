"""Sums agreed beforehand for what goes wrong; they add up."""

from __future__ import annotations

from fractions import Fraction

from contractkit.charging.exact import amount_text, exact_text
from contractkit.quantities.money import Money
from contractkit.records.said import joined, said
from contractkit.settlement.paying.cases import Case, cases_of
from contractkit.settlement.paying.computed import Computed
from contractkit.settlement.paying.registry import computes
from contractkit.settlement.paying.saying import came_to
from contractkit.settlement.paying.scene import NotKnownError, Scene
from contractkit.settlement.paying.truth import about_items, fields_in, holds_of, moments_in
from contractkit.settlement.paying.worth import Outcome, amount_of_worth, of_one_order
from contractkit.terms.amounts import Share
from contractkit.terms.provisions.liquidated_damages import DamageItem, LiquidatedDamages

__all__ = ["liquidated_damages"]

_PERIOD = Case(None, {})


@computes(LiquidatedDamages)
def liquidated_damages(scene: Scene) -> Computed:
    """Return the sums for all that went wrong: once for each item, or once for the period."""
    effect = scene.effect
    assert isinstance(effect, LiquidatedDamages)
    least, most, told = Fraction(0), Fraction(0), []
    count = 0
    for item in effect.items:
        low, high, words = _of(scene, item)
        least, most = least + low, most + high
        count += 1 if low else 0
        told += words
    found = [
        Outcome(-amount, working=joined(" + ", told) or said("nothing")) for amount in dict.fromkeys((most, least))
    ]
    about = joined(", ", told) if told else "nothing went wrong"
    failed = True if least else None if most else False
    return came_to(scene, "deduction", found, about, {"kinds": str(count)}, failed=failed)


def _of(scene: Scene, item: DamageItem) -> tuple[Fraction, Fraction, list[str]]:
    """Return the least and the most that one kind of damage comes to, and how."""
    cases: tuple[Case, ...] = (_PERIOD,)
    if about_items(item.when) or item.each is not None:
        fields = (*fields_in(item.when), *((item.each,) if item.each is not None else ()))
        cases = cases_of(scene, fields, moments_in(item.when))
    worth = amount_of_worth(scene, item.amount) * (_part_of(scene, item) if cases == (_PERIOD,) else 1)
    low, high = Fraction(0), Fraction(0)
    for case in cases:
        holds = holds_of(scene, item.when, case)
        if holds is False:
            continue
        times = _times(item, case)
        high += times
        low += times if holds else 0
    if not high:
        return low, high, []
    of_one_order(scene, item.amount, high if item.each is None else 1)
    currency = scene.agreement.currency
    shown = exact_text(low) if low == high else said("{low} to {high}", low=exact_text(low), high=exact_text(high))
    return low * worth, high * worth, [said("{shown} × {worth}", shown=shown, worth=amount_text(worth, currency))]


def _part_of(scene: Scene, item: DamageItem) -> Fraction:
    """Return how much of a sum counts for the dates at hand, where an amendment splits the period that is settled.

    What was charged in these dates is a part already; a sum of money, and an amount of a month or year, count by days.
    """
    if isinstance(item.amount, Share):
        word = item.amount.of
        own = word in ("charges", "affected-line") or any(fee.name == word for fee in scene.agreement.fees)
        return Fraction(1) if own else scene.part
    return scene.part if isinstance(item.amount, Money) else Fraction(1)


def _times(item: DamageItem, case: Case) -> Fraction:
    if item.each is None:
        return Fraction(1)
    number = case.number(item.each)
    if number is None:
        raise NotKnownError(said("{each} is not known", each=item.each))
    return Fraction(number)
