"""What is not charged."""

from __future__ import annotations

import attrs

from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.figure_conditions import FiguresCondition
from contractkit.terms.provisions.base import Provision

__all__ = ["NoCharge"]


@attrs.frozen
class NoCharge(Provision):
    """What is not charged, although it is delivered.

    Attributes:
        what: What is left out of invoices: hours, travel, parts.
        spent_on: The targets, services or catalogue entries whose work it is; empty for all work.
        condition: The work that it is about.
    """

    what: tuple[str, ...]
    spent_on: tuple[str, ...] = ()
    condition: FiguresCondition = EVERYTHING
