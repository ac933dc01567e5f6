"""Which figure has to be reached in each period."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import model_validator

from contractkit.documents.clauses.registry import AnyEffect, Clause
from contractkit.documents.conditions import Condition
from contractkit.documents.conventions import Settles
from contractkit.documents.faults import Faults
from contractkit.documents.fields import CycleText, Name
from contractkit.documents.references import Defines, LevelRef, MetricRef, ServiceRef
from contractkit.documents.scalars import Many, OneOrMany, Part, ReadsEither, Written
from contractkit.documents.wordings import WordingText
from contractkit.quantities import notation as n

__all__ = ["FigureReachText", "FigureRow", "FigureTarget"]

FigureReachText = Annotated[Written[Any], ReadsEither(n.BOUND, n.LEVEL)]
"""What has to be reached, with its side: ``at least 99.9 %``; the side may be left out where the metric says it."""


class FigureRow(Part):
    """One row of a figure target; what it leaves out stands in the clause."""

    name: Annotated[Name, Defines("target")] | None = None
    title: WordingText | None = None
    metric: MetricRef | None = None
    when: Condition | None = None
    reach: FigureReachText | None = None
    pays: Many[AnyEffect] = ()


class FigureTarget(Clause):
    """A figure that has to be reached in each period; with rows, one figure for each of them.

    Attributes:
        metric: What is measured.
        when: Only items of which this holds are measured.
        reach: What has to be reached.
        per: The periods, each with a verdict of its own.
        pays: What the figure of a period pays; of every row that has no effects of its own.
    """

    kind: Literal["figure-target"]
    name: Annotated[Name, Defines("target")] | None = None
    metric: MetricRef | None = None
    service: OneOrMany[ServiceRef] = ()
    level: OneOrMany[LevelRef] = ()
    when: Condition | None = None
    reach: FigureReachText | None = None
    per: CycleText
    rows: Many[FigureRow] = ()
    no_volume: Annotated[str | None, Settles("no_volume")] = None
    no_data: Annotated[str | None, Settles("no_data")] = None
    pays: Many[AnyEffect] = ()

    @model_validator(mode="after")
    def _complete(self) -> FigureTarget:
        wrong = Faults()
        for field, says, hint in _NEEDED:
            if getattr(self, field) is not None:
                continue
            if not self.rows:
                wrong.add("missing-field", says, hint)
            for number, row in enumerate(self.rows):
                if getattr(row, field) is None:
                    wrong.add("missing-field", says, f"{hint}; here, or for all rows in the clause", ("rows", number))
        seen: set[str] = set()
        for number, row in enumerate(self.rows):
            if row.name in seen:
                at = ("rows", number, "name")
                wrong.add("duplicate-name", f"'{row.name}' is the name of two rows", "give each row its own", at)
            seen |= {row.name} if row.name is not None else set()
        wrong.tell()
        return self


_NEEDED = (
    ("metric", "'metric' is missing: which figure has to be reached?", "the name of a clause kind: metric"),
    ("reach", "'reach' is missing: what has to be reached?", "for example at least 99.9 %"),
)
