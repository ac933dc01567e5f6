"""A sum for every item, by its verdict."""

from __future__ import annotations

from typing import Literal

import attrs

from contractkit.terms.conditions import EVERYTHING, Condition
from contractkit.terms.effects import Effect, Pays

__all__ = ["PerItem"]


@attrs.frozen
class PerItem(Effect):
    """A sum for every item with that verdict.

    Attributes:
        verdict: ``met`` or ``breached``.
        pays: What it pays for each: a malus is negative.
        applies: For which of those items; everything by default.
    """

    verdict: Literal["met", "breached"]
    pays: Pays
    applies: Condition = EVERYTHING
