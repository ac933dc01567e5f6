"""Allocation: what effects come to is spread over the charges in proportion, so that its parts add up to it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from contractkit.charging.exact import as_decimal
from contractkit.quantities.rounding import share_out
from contractkit.settlement.steps.amounts import Amount, Course
from contractkit.terms.settling import AllocateStep

__all__ = ["allocated"]


def allocated(amounts: Sequence[Amount], course: Course, step: AllocateStep) -> tuple[tuple[int, Fraction], ...]:
    """Return what falls on each charge of all that effects come to after the other steps.

    Args:
        amounts: All amounts, charges among them.
        course: Where the other steps led.
        step: Which of two charges with equal remainders is served first.

    Returns:
        The place of each charge with its part; nothing where nothing is charged, or effects come to nothing.
    """
    charges = [place for place, amount in enumerate(amounts) if amount.settled_on is None]
    weights = [course.amounts[place] for place in charges]
    rest = sum(course.nets, Fraction(0)) + sum(course.brought_nets, Fraction(0)) - sum(weights, Fraction(0))
    if not rest or not any(weight > 0 for weight in weights):
        return ()
    order = sorted(charges, key=lambda place: -course.amounts[place]) if step.ties == "largest-line" else charges
    shares = share_out(
        as_decimal(rest), [max(Fraction(0), course.amounts[place]) for place in order], course.rounding.to
    )
    found = dict(zip(order, map(Fraction, shares), strict=True))
    return tuple((place, found[place]) for place in charges)
