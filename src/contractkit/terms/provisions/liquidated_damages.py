"""Sums agreed beforehand for what goes wrong."""

from __future__ import annotations

import attrs

from contractkit.terms.effects import Effect, Pays
from contractkit.terms.figure_conditions import FiguresCondition

__all__ = ["DamageItem", "LiquidatedDamages"]


@attrs.frozen
class DamageItem:
    """What goes wrong, and what it costs.

    Attributes:
        when: What has to be the case, of an item or of figures.
        amount: A sum, or a share of an amount.
        each: The number field that says how often; None: once for each item.
    """

    when: FiguresCondition
    amount: Pays
    each: str | None = None


@attrs.frozen
class LiquidatedDamages(Effect):
    """Sums agreed beforehand, one for each thing that goes wrong; they add up.

    Attributes:
        items: What can go wrong.
    """

    items: tuple[DamageItem, ...]
