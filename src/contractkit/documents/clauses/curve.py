"""Curves of bonus and malus: straight lines between points."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import model_validator

from contractkit.documents.clauses.effects import AnyLevel, FigureEffect, PaysText
from contractkit.documents.conditions import Condition
from contractkit.documents.conventions import Settles
from contractkit.documents.faults import fault
from contractkit.documents.scalars import Many, Part
from contractkit.quantities.notation.payments import Payment

__all__ = ["Curve", "Point"]


class Point(Part):
    """Where a figure lies, and what it pays: a bonus is positive, a malus negative."""

    at: AnyLevel
    pays: PaysText


class Curve(FigureEffect):
    """A piecewise-linear bonus and malus: straight lines between points that go up.

    Attributes:
        bonus_only_if: A bonus is paid only where this holds; a malus always.
    """

    kind: Literal["curve"]
    points: Many[Point]
    outside: Annotated[str | None, Settles("outside")] = None
    bonus_only_if: Condition | None = None

    @property
    def payments(self) -> tuple[Payment, ...]:
        """Return all that it can pay at its points."""
        return tuple(point.pays.value for point in self.points)

    @model_validator(mode="after")
    def _ascending(self) -> Curve:
        if len(self.points) < 2:
            raise fault("curve", "a curve has at least two points", "for example - {at: 90 %, pays: -10 %}")
        levels = [point.at.value for point in self.points if not isinstance(point.at, str)]
        if len({level.unit for level in levels}) > 1:
            raise fault("band-unit", "the points of a curve have one unit", "write all of them with %, or none")
        if any(later.number <= earlier.number for earlier, later in pairwise(levels)):
            raise fault("curve", "the points of a curve go up, each at once", "put the lowest first")
        if sum(isinstance(point.at, str) for point in self.points) > 1:
            raise fault("curve", "two points lie at the target's own reach", "name it once")
        if len({payment.amount is None for payment in self.payments}) > 1:
            raise fault("curve", "a curve pays percentages or money, not both", "write every pays the same way")
        if any(payment.of is not None for payment in self.payments):
            raise fault("curve", "the points pay percentages of one amount", "name the amount once, with of:")
        return self
