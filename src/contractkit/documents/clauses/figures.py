"""What is measured over a period, and which figure is promised."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import model_validator

from contractkit.documents.clauses.registry import AnyEffect, Clause
from contractkit.documents.conditions import Condition
from contractkit.documents.conventions import Settles
from contractkit.documents.faults import fault
from contractkit.documents.fields import BoundText, CycleText, Name, NumberText, PercentText, Ref, WithinText
from contractkit.documents.scalars import Many, OneOrMany, Part, Word

__all__ = ["FigureTarget", "Metric", "MetricRow", "Weight"]


class MetricRow(Part):
    """A rule of measuring for some of the items."""

    when: Condition
    ignore_shorter_than: WithinText


class Weight(Part):
    """The weight of one part of a score."""

    part: Name
    weight: PercentText


class Metric(Clause):
    """A figure that is measured over a period."""

    kind: Literal["metric"]
    name: Name
    measures: Annotated[
        str, Word("availability", "in-time", "satisfaction", "error-rate", "success-rate", "score", "share", "volume")
    ]
    of: OneOrMany[Ref] | None = None
    precision: Annotated[str | None, Settles("precision")] = None
    relief: OneOrMany[Ref] | None = None
    relief_taken_from: Annotated[str | None, Settles("relief_taken_from")] = None
    minimum_sample: NumberText | None = None
    aggregate: Annotated[str | None, Settles("aggregate")] = None
    interval: WithinText | None = None
    empty_interval: Annotated[str | None, Settles("empty_interval")] = None
    no_data: Annotated[str | None, Settles("no_data")] = None
    rows: Many[MetricRow] = ()
    weights: Many[Weight] = ()

    def matters(self, field: str) -> bool:
        """Return whether the reading that `field` settles decides something: intervals need an interval."""
        if field == "empty_interval":
            return self.interval is not None
        return self.relief is not None if field == "relief_taken_from" else True

    @model_validator(mode="after")
    def _hundred(self) -> Metric:
        total = sum(weight.weight.value.value for weight in self.weights)
        if self.weights and total != 100:
            raise fault("weights", f"the weights make {total} %, not 100 %", "weights make 100 %", ("weights",))
        return self


class FigureTarget(Clause):
    """A figure that has to be reached in each period."""

    kind: Literal["figure-target"]
    name: Name | None = None
    metric: Ref
    level: OneOrMany[Ref] | None = None
    reach: BoundText
    per: CycleText
    no_volume: Annotated[str | None, Settles("no_volume")] = None
    pays: Many[AnyEffect] = ()
