"""A sum for something that was done once, and in time."""

from __future__ import annotations

import attrs

from contractkit.terms.effects import Effect, Pays
from contractkit.terms.figure_conditions import FiguresCondition

__all__ = ["Milestone"]


@attrs.frozen
class Milestone(Effect):
    """A sum that is due when something was done.

    Attributes:
        when: What has to be done.
        amount: What is due.
    """

    when: FiguresCondition
    amount: Pays
