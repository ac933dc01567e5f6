"""The share line: savings and overruns against a target cost, shared by a ratio or by stretches of the cost."""

from __future__ import annotations

from fractions import Fraction

from contractkit.charging.exact import amount_text, exact_text
from contractkit.records.said import Figures, joined, said
from contractkit.settlement.ladders import number_of
from contractkit.settlement.paying.computed import Computed
from contractkit.settlement.paying.registry import computes
from contractkit.settlement.paying.saying import came_to
from contractkit.settlement.paying.scene import NotKnownError, Scene
from contractkit.settlement.paying.worth import Outcome
from contractkit.terms.provisions.share_line import ShareLine

__all__ = ["provider_share", "share_line", "total_assumption"]

_ITS_NAME = "actual-cost"
"""What facts call the cost where the clause gives it no name; the head of a paper declares no such amount."""


@computes(ShareLine)
def share_line(scene: Scene) -> Computed:
    """Return what the provider keeps or bears: the price less the cost, or its share of the difference alone.

    Fee = target fee + (target cost - cost) × share; price = the lower of cost + fee and the ceiling.
    """
    effect = scene.effect
    assert isinstance(effect, ShareLine)
    currency = scene.agreement.currency
    fees = {fee.name for fee in scene.agreement.fees}
    if effect.actual_cost == _ITS_NAME and _ITS_NAME not in {*fees, *scene.told.amounts, *scene.told.apart}:
        raise NotKnownError(said("the amount {word} is not told", word=_ITS_NAME))
    cost = scene.amount(effect.actual_cost).exact
    share, told = provider_share(effect, cost)
    target = Fraction(effect.target_cost.amount)
    side = "saving" if cost < target else "overrun"
    difference = amount_text(abs(target - cost), currency)
    about = said(
        "a cost of {cost}, {part}",
        cost=amount_text(cost, currency),
        part="no difference" if cost == target else said(f"{side} {{difference}}", difference=difference),
    )
    inputs = {"actual-cost": exact_text(cost), "target-cost": exact_text(target), "share": exact_text(share)}
    if effect.target_fee is None:
        return came_to(scene, "due", [Outcome(share, working=told)], about, inputs)
    fee = Fraction(effect.target_fee.amount) + share
    price = cost + fee
    inputs |= {"fee": exact_text(fee), "before-ceiling": exact_text(price)}
    working = said("{amount} + {told}", amount=amount_text(Fraction(effect.target_fee.amount), currency), told=told)
    if effect.ceiling is not None:
        ceiling = Fraction(effect.ceiling.amount)
        if price > ceiling:
            about += said(
                "; the price of {price} is more than the ceiling of {ceiling}",
                price=amount_text(price, currency),
                ceiling=effect.ceiling,
            )
            working += said("; at most {ceiling} - {cost}", ceiling=effect.ceiling, cost=amount_text(cost, currency))
        price = min(price, ceiling)
        assumed = total_assumption(effect)
        inputs |= {} if assumed is None else {"point-of-total-assumption": exact_text(assumed)}
    profit = price - cost
    inputs |= {"price": exact_text(price), "profit": exact_text(profit)}
    return came_to(scene, "due", [Outcome(profit, working=working)], about, inputs)


def provider_share(effect: ShareLine, cost: Fraction) -> tuple[Fraction, str]:
    """Return what the provider gains (or, negative, bears) of the difference to the target cost, and how.

    With stretches, each has a share of its own of the difference that lies in it.

    Args:
        effect: The clause.
        cost: What it cost.
    """
    target = Fraction(effect.target_cost.amount)
    if effect.share is not None:
        gain = (target - cost) * Fraction(effect.share.value) / 100
        return gain, said(
            "({target} - {cost}) × {share}", target=exact_text(target), cost=exact_text(cost), share=effect.share
        )
    low, high = sorted((cost, target))
    gain, parts = Fraction(0), []
    for part in effect.ranges:
        ends = (part.stretch.low, part.stretch.high)
        begin, end = (None if one is None else number_of(one) * target / 100 for one in ends)
        width = (high if end is None else min(high, end)) - (low if begin is None else max(low, begin))
        if width > 0:
            gain += width * Fraction(part.share.value) / 100
            parts.append(said("{width} × {share}", width=exact_text(width), share=part.share))
    sign = 1 if cost <= target else -1
    return sign * gain, said("({sum})" if sign > 0 else "-({sum})", sum=joined(" + ", parts) or Figures("0"))


def total_assumption(effect: ShareLine) -> Fraction | None:
    """Return the cost from which on the provider bears every further overrun; None where there is no such cost.

    (ceiling - target price) / buyer's share + target cost, the target price being target cost and target fee.
    """
    if effect.ceiling is None or effect.share is None or effect.target_fee is None:
        return None
    buyer = 1 - Fraction(effect.share.value) / 100
    if not buyer:
        return None
    target = Fraction(effect.target_cost.amount)
    return (Fraction(effect.ceiling.amount) - target - Fraction(effect.target_fee.amount)) / buyer + target
