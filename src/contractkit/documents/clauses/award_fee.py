"""A pool that a judged score earns."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from contractkit.documents.clauses.effects import FigureEffect, PrecisionText, SumText
from contractkit.documents.faults import fault
from contractkit.documents.fields import LevelText, Name, PercentText
from contractkit.documents.references import Defines
from contractkit.documents.scalars import Many, Part, Word
from contractkit.quantities.notation.payments import Payment

__all__ = ["AwardFee", "Rating"]


class Rating(Part):
    """What a stretch of scores is called, and what it earns where the rating decides."""

    from_: LevelText | None = Field(default=None, alias="from")
    above: LevelText | None = None
    below: LevelText | None = None
    through: LevelText | None = None
    rating: Annotated[Name, Defines("band")]
    earns: PercentText | None = None


class AwardFee(FigureEffect):
    """A pool that a judged score earns.

    Attributes:
        pool: How much there is to earn.
        minimum_score: The score under which nothing is earned.
        earns: Whether the score is the percentage of the pool that is earned, or the rating says it.
        precision: The precision of the score.
        ratings: What scores are called.
    """

    on_a_figure: ClassVar[bool] = False

    kind: Literal["award-fee"]
    pool: SumText
    minimum_score: LevelText | None = None
    earns: Annotated[str, Word("score-share", "rating-share")]
    precision: PrecisionText | None = None
    ratings: Many[Rating] = ()

    @property
    def payments(self) -> tuple[Payment, ...]:
        """Return the pool."""
        return (self.pool.value,)

    @model_validator(mode="after")
    def _rated(self) -> AwardFee:
        if self.earns == "rating-share" and (not self.ratings or any(rating.earns is None for rating in self.ratings)):
            hint = "ratings: [{below: 60, rating: poor, earns: 0 %}, ...]"
            raise fault("missing-field", "what does each rating earn?", hint, ("ratings",) if self.ratings else ())
        return self
