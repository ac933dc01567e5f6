"""What follows where something that was owed is not done in time."""

from __future__ import annotations

import attrs

from contractkit.terms.amounts import Limit

__all__ = ["Consequence"]


@attrs.frozen
class Consequence:
    """What follows where something that was owed is not done in time.

    Attributes:
        pays: What the party that owed it pays; None for nothing.
        does: What else happens, in words; None where nothing does.
    """

    pays: Limit = None
    does: str | None = None
