"""Service points that become a credit."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from contractkit.documents.clauses.effects import FigureEffect, PaysText
from contractkit.documents.conventions import Settles
from contractkit.documents.faults import fault
from contractkit.documents.fields import LevelText
from contractkit.documents.scalars import Many, Part
from contractkit.quantities.notation.payments import Payment

__all__ = ["PointsCredit", "PointsRow"]


class PointsRow(Part):
    """From so many points on, this much credit."""

    from_points: LevelText = Field(alias="from")
    credit: PaysText


class PointsCredit(FigureEffect):
    """The points of a period as a credit: so much for each, or by a table.

    Attributes:
        credit_per_point: What a point costs.
        table: What a number of points costs, the smallest number first; below the first row nothing is paid.
        between_rows: Whether a number between two rows costs what the lower row says.
    """

    kind: Literal["points-credit"]
    credit_per_point: PaysText | None = None
    table: Many[PointsRow] = ()
    between_rows: Annotated[str | None, Settles("between_rows")] = None

    @property
    def payments(self) -> tuple[Payment, ...]:
        """Return all that it can pay."""
        paid = [row.credit for row in self.table]
        return tuple(found.value for found in (*paid, self.credit_per_point) if found is not None)

    def matters(self, field: str) -> bool:
        """Return whether the reading that `field` settles decides something: rows need a table."""
        return len(self.table) > 1 if field == "between_rows" else super().matters(field)

    @model_validator(mode="after")
    def _one_way(self) -> PointsCredit:
        if (self.credit_per_point is None) == (not self.table):
            says = "a credit per point stands beside a table" if self.table else "what does a point cost?"
            code = "contradiction" if self.table else "missing-field"
            raise fault(code, says, "credit_per_point: 0.5 %, or table: [{from: 10 points, credit: 2 %}]")
        for number, row in enumerate(self.table):
            if row.from_points.value.unit not in (None, "points"):
                hint = "for example from: 10 points"
                raise fault("unit", f"'{row.from_points.text}' is no number of points", hint, ("table", number, "from"))
        for number, (before, row) in enumerate(pairwise(self.table), start=1):
            if row.from_points.value.number <= before.from_points.value.number:
                says = f"the rows go up: {row.from_points.text} does not come after {before.from_points.text}"
                raise fault("tiers", says, "put the smallest number of points first", ("table", number, "from"))
        return self
