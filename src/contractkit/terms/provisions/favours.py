"""Favours: small things done outside the agreement, for nothing."""

from __future__ import annotations

from typing import Literal

import attrs

from contractkit.quantities.notation import Quota
from contractkit.terms.conditions import EVERYTHING, Condition
from contractkit.terms.provisions.allowances import Allowance
from contractkit.terms.provisions.base import Provision

__all__ = ["Favours"]


@attrs.frozen
class Favours(Provision):
    """How much is done outside the agreement for nothing, what it is worth, and when it is told.

    Attributes:
        name: Its name, or None.
        condition: Which items may be done as a favour; everything that is not in scope where nothing is said.
        at_most: How much in each period; None as much as the provider likes.
        valued_at: The rate or service at whose price they are shown; None where nothing is said.
        told_within: How soon the customer is told; None where nothing is said.
        above: What becomes of what goes beyond it: ``quote``, ``refuse`` or ``ask``; None where nothing is said.
    """

    name: str | None = None
    condition: Condition = EVERYTHING
    at_most: Quota | None = None
    valued_at: str | None = None
    told_within: Allowance | None = None
    above: Literal["quote", "refuse", "ask"] | None = None
