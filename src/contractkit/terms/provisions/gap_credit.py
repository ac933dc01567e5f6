"""A credit for the distance to the target."""

from __future__ import annotations

import attrs

from contractkit.terms.effects import Effect, FigureLevel, Pays

__all__ = ["GapCredit"]


@attrs.frozen
class GapCredit(Effect):
    """So much for each point that is missing: (start - figure) x credit; nothing where the figure is good enough.

    Attributes:
        start: From where the distance is measured.
        credit: What one percentage point, or one unit of the figure, costs.
    """

    start: FigureLevel
    credit: Pays
