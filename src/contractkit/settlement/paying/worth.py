"""What a clause says is paid, as an exact amount: a percentage, a share of another amount, or a sum of money."""

from __future__ import annotations

from fractions import Fraction

import attrs

from contractkit.charging.base_amount import Base
from contractkit.charging.exact import amount_text, exact_text, percent_text
from contractkit.quantities.money import Money
from contractkit.records.said import said
from contractkit.settlement.paying.scene import NotKnownError, Scene
from contractkit.terms.amounts import ORDER_VALUE, Share
from contractkit.terms.effects import Pays

__all__ = ["NOTHING", "Outcome", "amount_of_worth", "of_one_order", "worth_of"]


@attrs.frozen
class Outcome:
    """What an effect comes to at one figure, or on one set of facts.

    Attributes:
        exact: The amount in the agreement's currency, or in points; negative for a malus.
        percent: The percentage of `base`; None where no percentage decides.
        base: The amount of which the percentage is taken; None where there is none.
        place: Where the figure lies; empty where that says nothing.
        working: How it came about, in numbers.
    """

    exact: Fraction
    percent: Fraction | None = None
    base: Base | None = None
    place: str = ""
    working: str = ""

    def times(self, factor: Fraction) -> Outcome:
        """Return the outcome so many times; a negative factor turns a credit into a malus."""
        percent = None if self.percent is None else self.percent * factor
        return attrs.evolve(self, exact=self.exact * factor, percent=percent)

    def at(self, place: str, working: str) -> Outcome:
        """Return the outcome with the place of the figure and the working."""
        return attrs.evolve(self, place=place, working=working)

    def words(self, currency: str) -> str:
        """Return the magnitude in words, such as ``5 %`` or ``EUR 40.00``."""
        return percent_text(abs(self.percent)) if self.percent is not None else amount_text(abs(self.exact), currency)


NOTHING = Outcome(Fraction(0))
"""No amount at all."""


def worth_of(scene: Scene, pays: Pays) -> Outcome:
    """Return what is paid, exactly. Of an amount that is not known the percentage still is: its base says what lacks.

    Args:
        scene: Where the amounts are known.
        pays: A percentage of the effect's own amount, a share of another one, or money.
    """
    if isinstance(pays, Money):
        return Outcome(Fraction((pays + Money.zero(scene.agreement.currency)).amount) * scene.share)
    base = scene.amount_or_gap(pays.of if isinstance(pays, Share) else None)
    percent = Fraction((pays.percent if isinstance(pays, Share) else pays).value)
    return Outcome(base.exact * percent / 100, percent, base)


def amount_of_worth(scene: Scene, pays: Pays) -> Fraction:
    """Return how much is paid, exactly.

    Args:
        scene: Where the amounts are known.
        pays: A percentage of the effect's own amount, a share of another one, or money.

    Raises:
        NotKnownError: The amount was not told.
    """
    found = worth_of(scene, pays)
    if found.base is not None and found.base.missing is not None:
        raise NotKnownError(found.base.missing)
    return found.exact


def of_one_order(scene: Scene, pays: Pays, many: Fraction | int) -> None:
    """Refuse a share of the value of an order for several items: one value is told, and each order has its own.

    Args:
        scene: The effect.
        pays: What it pays for each item.
        many: How many items it pays for, at most.

    Raises:
        NotKnownError: There are several.
    """
    word = pays.of if isinstance(pays, Share) else getattr(scene.effect, "of", None)
    if many > 1 and word == ORDER_VALUE and not isinstance(pays, Money):
        raise NotKnownError(
            said(
                "it is for {many} items, and one order-value is told: what each is worth is not known",
                many=exact_text(Fraction(many)),
            )
        )
