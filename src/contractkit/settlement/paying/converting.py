"""The currency in which an effect is paid, and its rate; no amount of the settlement changes by it."""

from __future__ import annotations

from fractions import Fraction

import attrs

from contractkit.charging.exact import exact_text
from contractkit.quantities.money import Money
from contractkit.records.said import said
from contractkit.settlement.paying.computed import Computed, Conversion
from contractkit.settlement.paying.scene import Scene
from contractkit.terms.modifiers import PaidIn

__all__ = ["in_currency"]


def in_currency(scene: Scene, paid_in: PaidIn, computed: Computed) -> Computed:
    """Return the effect with the currency in which it is paid; a rate that nobody told leaves that open.

    Args:
        scene: Where amounts are told.
        paid_in: The currency, and its rate where the clause says it.
        computed: What the effect comes to, in the currency of the settlement.
    """
    if computed.state == "undetermined":
        return computed
    rate = paid_in.rate
    if rate is None:
        word = f"{paid_in.currency.lower()}-rate"
        told = scene.told.amounts.get(word)
        if told is None or isinstance(told, Money):
            missing = said(
                "the rate of {currency} is not told, as the amount {word}", currency=paid_in.currency, word=word
            )
            return attrs.evolve(
                computed,
                says=said("{says}; {missing}", says=computed.says, missing=missing),
                missing=(*computed.missing, missing),
            )
        rate = told.number
    conversion = Conversion(paid_in.currency, Fraction(rate))
    found = attrs.evolve(computed, conversion=conversion)
    shown = exact_text(computed.now)
    return found.saying(
        said("{says}; paid in {currency} at {rate}", says=computed.says, currency=paid_in.currency, rate=rate)
    ).with_inputs(before_conversion=shown)
