"""Deductions that grow with the number of failures."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import attrs

from contractkit.quantities.money import Money
from contractkit.terms.conditions import EVERYTHING, Condition
from contractkit.terms.effects import Effect

__all__ = ["Ratchet", "Repetition"]


@attrs.frozen
class Repetition:
    """More failures than this, this many times the deduction."""

    more_than: Decimal
    times: Decimal


@attrs.frozen
class Ratchet(Effect):
    """A deduction for each failure: rate x weight x periods x used factor x repetition.

    Attributes:
        rate: What a unit costs in one period of failure.
        unit: The unit, such as ``area``; None where the rate has none.
        repetition: From how many failures on the deduction grows, and how often it is taken.
        weight: How much the failed thing counts.
        periods: The number field that says for how many periods an item lasted; None: one.
        used_factor: What remains of the deduction where the thing was used all the same.
        used_when: How an item says that it was; None: by the fact ``used``.
        same: The fields that make failures failures of the same thing.
        per: The period in which failures are counted.
        reaches_back: Whether the larger deduction holds for all failures, or for the later ones only.
        applies: Which items are failures.
    """

    rate: Money
    unit: str | None
    repetition: tuple[Repetition, ...]
    weight: Decimal = Decimal(1)
    periods: str | None = None
    used_factor: Decimal | None = None
    used_when: Condition | None = None
    same: tuple[str, ...] = ()
    per: str = "month"
    reaches_back: Literal["to-first-failure", "later-failures-only"] = "to-first-failure"
    applies: Condition = EVERYTHING
