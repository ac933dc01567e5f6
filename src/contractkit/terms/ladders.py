"""Stretches of figures: where a band begins and ends, and which of its ends belong to it."""

from __future__ import annotations

from typing import Literal

import attrs

from contractkit.terms.effects import FigureLevel

__all__ = ["Stretch"]


@attrs.frozen
class Stretch:
    """A stretch of figures; an end that is None is open.

    Attributes:
        low: The lower end.
        high: The upper end.
        low_end: ``from`` where the lower end belongs to it, ``above`` where it does not.
        high_end: ``through`` where the upper end belongs to it, ``below`` where it does not.
    """

    low: FigureLevel | None = None
    high: FigureLevel | None = None
    low_end: Literal["from", "above"] = "from"
    high_end: Literal["below", "through"] = "below"
