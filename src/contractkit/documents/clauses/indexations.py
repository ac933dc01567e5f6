"""The yearly change of prices, by an index series, a mix of several, or a fixed rate."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import model_validator

from contractkit.documents.clauses.effects import Rounding
from contractkit.documents.clauses.registry import Clause
from contractkit.documents.conventions import Assumes, Settles
from contractkit.documents.faults import fault
from contractkit.documents.fields import DateText, LimitText, MonthText, Name, PercentText, Ref, YeardayText
from contractkit.documents.scalars import Many, OneOrMany, Part, Word
from contractkit.documents.unions import Forms

__all__ = ["BySeries", "Fixed", "Indexation", "Mix", "MixPart"]


class BySeries(Part):
    """One index series."""

    series: Name
    base: MonthText
    observe: Annotated[str | None, Settles("observe")] = None
    method: Annotated[str | None, Settles("method")] = None
    figure: Annotated[str | None, Settles("figure")] = None


class Fixed(Part):
    """A fixed percentage."""

    fixed: PercentText
    compounding: Annotated[str, Word("none", "yearly")] | None = None


class MixPart(Part):
    """One series of a mix, and its weight."""

    weight: PercentText
    of: BySeries


class Mix(Part):
    """Several series with their weights, and a share that does not change."""

    parts: Many[MixPart]
    fixed_share: PercentText | None = None

    @model_validator(mode="after")
    def _hundred(self) -> Mix:
        total = sum(
            (part.weight.value.value for part in self.parts),
            start=self.fixed_share.value.value if self.fixed_share else 0,
        )
        if total != 100:
            raise fault("weights", f"the weights make {total} %, not 100 %", "weights and the fixed share make 100 %")
        return self


def _by_form(value: Any) -> str:
    if isinstance(value, dict):
        return "fixed" if "fixed" in value else "mix" if "parts" in value else "series"
    return "fixed" if isinstance(value, Fixed) else "mix" if isinstance(value, Mix) else "series"


class Indexation(Clause):
    """When and by what prices change."""

    kind: Literal["indexation"]
    by: Annotated[BySeries | Fixed | Mix, Forms(_by_form, series=BySeries, fixed=Fixed, mix=Mix)]
    every: OneOrMany[YeardayText]
    first: DateText | None = None
    cap: Annotated[LimitText | None, Assumes("cap")] = None
    floor: Annotated[LimitText | None, Assumes("floor")] = None
    threshold: PercentText | None = None
    excess: Annotated[str | None, Settles("excess")] = None
    decrease: Annotated[str | None, Settles("decrease")] = None
    skipped_year: Annotated[str | None, Settles("skipped_year")] = None
    round_rate: Annotated[Rounding | None, Assumes("round_rate")] = None
    round_price: Rounding | None = None
    mid_period: Annotated[str | None, Settles("mid_period")] = None
    applies_to: OneOrMany[Ref] = ()

    def matters(self, field: str) -> bool:
        """Return whether the reading that `field` settles decides something: an excess needs a cap."""
        if field == "excess":
            return self.cap is not None
        return not isinstance(self.by, Fixed) if field in ("decrease", "skipped_year", "round_rate") else True
