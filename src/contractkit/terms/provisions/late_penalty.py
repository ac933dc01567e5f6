"""What every day or step of lateness costs."""

from __future__ import annotations

from typing import Literal

import attrs

from contractkit.quantities.spans import Span
from contractkit.terms.conditions import EVERYTHING, Condition
from contractkit.terms.effects import Effect, Pays
from contractkit.terms.stopwatch import AtField, WhenState

__all__ = ["LatePenalty"]


@attrs.frozen
class LatePenalty(Effect):
    """So much for each step of lateness: (days late / step) x credit, both rounded as the clause says.

    Attributes:
        agreed: When it had to be delivered: a column of the item, or the moment a condition begins to hold.
        delivered: When it was.
        step: How long a step is.
        per_step: What a step costs.
        part_days: Whether a part of a day counts for nothing or as a full day.
        part_steps: Whether a part of a step costs a part of it, nothing, or a whole one.
        termination_after: How late it may be before the other party may terminate; None: no such right.
        applies: For which items it holds.
    """

    agreed: AtField | WhenState | None
    delivered: AtField | WhenState | None
    step: Span
    per_step: Pays
    part_days: Literal["ignored", "full-day"] = "ignored"
    part_steps: Literal["pro-rata", "ignored", "full-step"] = "pro-rata"
    termination_after: Span | None = None
    applies: Condition = EVERYTHING
