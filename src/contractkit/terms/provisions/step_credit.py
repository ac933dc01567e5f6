"""A credit for every step away from the target."""

from __future__ import annotations

from typing import Literal

import attrs

from contractkit.terms.effects import Effect, FigureLevel, Pays

__all__ = ["StepCredit"]


@attrs.frozen
class StepCredit(Effect):
    """So much for each step k = (start - figure) / step, rounded as `part_steps` says.

    Attributes:
        start: From where the steps are counted; at that level itself there is no step.
        step: How wide a step is.
        credit: What one step costs.
        part_steps: Whether a part of a step is ``ignored`` (floor) or a ``full-step`` (ceiling).
    """

    start: FigureLevel
    step: FigureLevel
    credit: Pays
    part_steps: Literal["ignored", "full-step"] = "ignored"
