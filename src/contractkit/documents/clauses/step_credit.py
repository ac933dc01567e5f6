"""Credits for every step away from the target."""

from __future__ import annotations

from typing import Annotated, Literal

from contractkit.documents.clauses.effects import AnyLevel, FigureEffect, PaysText
from contractkit.documents.conventions import Settles
from contractkit.documents.fields import LevelText
from contractkit.quantities.notation.payments import Payment

__all__ = ["StepCredit"]


class StepCredit(FigureEffect):
    """So much for each step that the figure is below the target.

    Attributes:
        below: From where the steps are counted; left out, the target's reach.
        step: How wide a step is: ``1 pp``, or a number of the figure's own unit.
        credit_per_step: What one step costs.
        part_steps: Whether a part of a step counts.
    """

    kind: Literal["step-credit"]
    below: AnyLevel | None = None
    step: LevelText
    credit_per_step: PaysText
    part_steps: Annotated[str | None, Settles("part_steps")] = None

    @property
    def payments(self) -> tuple[Payment, ...]:
        """Return what it pays for a step."""
        return (self.credit_per_step.value,)
