"""What is measured over a period, and how."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from contractkit.documents.clauses.effects import PrecisionText
from contractkit.documents.clauses.registry import Clause
from contractkit.documents.conditions import Condition
from contractkit.documents.conventions import Assumes, Settles
from contractkit.documents.faults import Faults
from contractkit.documents.fields import CycleText, FieldName, Name, NumberText, PercentText, Ref, WithinText
from contractkit.documents.instants import CUSTOMARY
from contractkit.documents.references import CalendarRef, Defines, Names
from contractkit.documents.scalars import Many, OneOrMany, Part, Word

__all__ = ["MEASURES", "Metric", "MetricRow", "Scale", "Weight"]

MEASURES = (
    "availability",
    "in-time",
    "success-rate",
    "error-rate",
    "share",
    "satisfaction",
    "score",
    "duration",
    "count",
    "volume",
)
"""What can be measured; of an error rate and a duration less is better, of all others that have a direction more."""

_FIGURES_OF = Names(("service", "item", "target", "measure", "metric"), tuple(CUSTOMARY))
_JUDGES = ("share", "success-rate", "error-rate", "count")


class MetricRow(Part):
    """A rule of measuring for some of the items; what it leaves out stands in the clause."""

    name: Name | None = None
    when: Condition
    ignore_shorter_than: WithinText | None = None
    calendar: CalendarRef | None = None


class Weight(Part):
    """The weight of one part of a score."""

    part: Name
    weight: PercentText


class Scale(Part):
    """The marks that can be given, from the lowest through the highest."""

    from_: NumberText = Field(alias="from")
    through: NumberText

    @model_validator(mode="after")
    def _upwards(self) -> Scale:
        wrong = Faults()
        if self.from_.value >= self.through.value:
            says = f"the scale from {self.from_.text} through {self.through.text} has no marks"
            wrong.add("quantity", says, "for example {from: 1, through: 10}", ("through",))
        wrong.tell()
        return self


class Metric(Clause):
    """A figure that is measured over a period.

    Attributes:
        of: The services, targets or stopwatches whose figure it is; left out, everything.
        when: Only items, requests or outages of which this holds are measured.
        each: One figure, and one verdict, for each value of these fields, such as each site.
        good_when: What makes an item a good one, for a share, a success rate or a count.
        down_when: What of it counts as down, for an availability; left out, whatever the facts call downtime.
        calendar: The hours in which it is measured; left out, always.
        ignore_shorter_than: Outages shorter than this do not count.
        asked: Who is asked in a survey.
        every: How often a survey is held.
        scale: The marks of a survey or a score.
        satisfied_from: The lowest mark that counts as satisfied; then the figure is a share, else the mean mark.
        relief: The clauses whose relief is taken out; left out, all of them, ``none`` for none.
        minimum_sample: With fewer answers or items nothing is decided.
        interval: The intervals whose figures are averaged.
        weights: What each part of a score counts for.
    """

    kind: Literal["metric"]
    name: Annotated[Name, Defines("metric")]
    measures: Annotated[str, Word(*MEASURES)]
    of: OneOrMany[Annotated[Ref, _FIGURES_OF]] = ()
    when: Condition | None = None
    each: OneOrMany[FieldName] = ()
    good_when: Condition | None = None
    down_when: Condition | None = None
    calendar: CalendarRef | None = None
    ignore_shorter_than: WithinText | None = None
    rows: Many[MetricRow] = ()
    asked: OneOrMany[Name] = ()
    every: CycleText | None = None
    scale: Scale | None = None
    satisfied_from: NumberText | None = None
    precision: Annotated[PrecisionText | None, Assumes("precision")] = None
    relief: OneOrMany[Annotated[Ref, Names(("relief",), ("all", "none"))]] = ("all",)
    relief_taken_from: Annotated[str | None, Settles("relief_taken_from")] = None
    minimum_sample: NumberText | None = None
    aggregate: Annotated[str | None, Settles("aggregate")] = None
    interval: WithinText | None = None
    empty_interval: Annotated[str | None, Settles("empty_interval")] = None
    weights: Many[Weight] = ()
    no_data: Annotated[str | None, Settles("no_data")] = None
    no_volume: Annotated[str | None, Settles("no_volume")] = None

    def matters(self, field: str) -> bool:
        """Return whether the reading that `field` settles decides something: intervals need an interval."""
        if field == "empty_interval":
            return self.interval is not None
        if field == "relief_taken_from":
            return self.measures == "availability" and "none" not in self.relief
        if field == "aggregate":
            return self.interval is None and not self.weights and self.measures not in ("count", "volume")
        return True

    @model_validator(mode="after")
    def _fits(self) -> Metric:
        wrong = Faults()
        total = sum(weight.weight.value.value for weight in self.weights)
        if self.weights and total != 100:
            wrong.add("weights", f"the weights make {total} %, not 100 %", "weights make 100 %", ("weights",))
        if self.measures == "share" and self.good_when is None:
            hint = "for example good_when: {passed: yes}"
            wrong.add("missing-field", "'good_when' is missing: the share of which items?", hint)
        if self.good_when is not None and self.measures not in _JUDGES:
            says = f"'good_when' decides nothing where {self.measures} is measured"
            hint = "down_when: says what is down" if self.measures == "availability" else "measures: share"
            wrong.add("contradiction", says, hint, ("good_when",))
        if self.down_when is not None and self.measures != "availability":
            says = f"'down_when' decides nothing where {self.measures} is measured"
            wrong.add("contradiction", says, "measures: availability", ("down_when",))
        self._check_scale(wrong)
        if self.aggregate == "mean-of-intervals" and self.interval is None:
            wrong.add("missing-field", "'interval' is missing: the mean of which intervals?", "for example 5 minutes")
        if len(self.relief) > 1 and ("none" in self.relief or "all" in self.relief):
            wrong.add(
                "contradiction", "all or none of the relief, and single clauses", "name clauses only", ("relief",)
            )
        wrong.tell()
        return self

    def _check_scale(self, wrong: Faults) -> None:
        marks = self.measures in ("satisfaction", "score")
        for field in ("scale", "satisfied_from"):
            if getattr(self, field) is not None and not marks:
                says = f"'{field}' decides nothing where {self.measures} is measured"
                wrong.add("contradiction", says, "measures: satisfaction or score", (field,))
        if self.scale is None or self.satisfied_from is None:
            return
        if not self.scale.from_.value <= self.satisfied_from.value <= self.scale.through.value:
            says = f"the mark {self.satisfied_from.text} is not on the scale"
            wrong.add(
                "quantity", says, f"from {self.scale.from_.text} through {self.scale.through.text}", ("satisfied_from",)
            )
