"""Credits for the distance to the target."""

from __future__ import annotations

from typing import Literal

from contractkit.documents.clauses.effects import AnyLevel, FigureEffect, PaysText
from contractkit.quantities.notation.payments import Payment

__all__ = ["GapCredit"]


class GapCredit(FigureEffect):
    """So much for each percentage point, or unit of the figure, that is missing; parts of a point count in proportion.

    Attributes:
        below: From where the distance is measured; left out, the target's reach.
        credit_per_point: What one point costs.
    """

    kind: Literal["gap-credit"]
    below: AnyLevel | None = None
    credit_per_point: PaysText

    @property
    def payments(self) -> tuple[Payment, ...]:
        """Return what it pays for a point."""
        return (self.credit_per_point.value,)
