"""A pool that a judged score earns."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import attrs

from contractkit.quantities.money import Percent
from contractkit.quantities.rounding import Rounding
from contractkit.terms.effects import Effect, Pays
from contractkit.terms.ladders import Stretch

__all__ = ["AwardFee", "Rating"]


@attrs.frozen
class Rating:
    """What a stretch of scores is called, and what it earns where the rating decides."""

    name: str
    stretch: Stretch
    earns: Percent | None = None


@attrs.frozen
class AwardFee(Effect):
    """A pool that a judged score earns: pool x score where the score reaches the minimum, else nothing.

    Attributes:
        pool: How much there is to earn.
        minimum: The score under which nothing is earned; None: every score earns.
        earns: ``score-share``: the score is the percentage of the pool; ``rating-share``: the rating says it.
        ratings: What scores are called.
        precision: How the score is brought to a unit before it is compared; None: compared exactly.
        score: The figure that the score is; None where it comes with the facts.
    """

    pool: Pays
    minimum: Decimal | None
    earns: Literal["score-share", "rating-share"]
    ratings: tuple[Rating, ...] = ()
    precision: Rounding | None = None
    score: str | None = None
