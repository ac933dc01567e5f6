"""The yearly change of prices: by an index series, a mix of several, or a fixed rate."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import model_validator

from contractkit.documents.clauses.effects import Rounding
from contractkit.documents.clauses.registry import Clause
from contractkit.documents.conventions import Assumes, Settles
from contractkit.documents.faults import Faults, fault
from contractkit.documents.fields import (
    DateText,
    LimitText,
    MonthText,
    Name,
    NumberText,
    PercentText,
    Prose,
    Ref,
)
from contractkit.documents.references import Names
from contractkit.documents.scalars import Many, OneOrMany, Part, ReadsBeside, Word, Written
from contractkit.documents.unions import Forms
from contractkit.quantities.notation import YEARDAY

__all__ = ["BySeries", "Fixed", "Indexation", "Mix", "MixPart", "Rebasing"]


class Rebasing(Part):
    """A new base of a series, and what links its figures with older ones: a factor, or one figure on both bases.

    Attributes:
        at: The first month with figures of the new base.
        old: The figure of a month on the old base.
        new: The figure of the same month on the new base.
        factor: What links them, where no figures are written.
        factor_multiplies: Which figures, times the factor, compare with the others.
        source: Where that comes from.
    """

    at: MonthText
    old: NumberText | None = None
    new: NumberText | None = None
    factor: NumberText | None = None
    factor_multiplies: Annotated[str | None, Settles("factor_multiplies")] = None
    source: Prose | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Rebasing:
        if (self.old is None) != (self.new is None):
            other = "new" if self.new is None else "old"
            raise fault("missing-field", f"'{other}' is missing", "the figure of one month on both bases: old and new")
        if self.old is None and self.factor is None:
            hint = "{at: 2026-01, old: 118.0, new: 100.0}: the figure of one month on both bases"
            raise fault("missing-field", "nothing says how old and new figures compare", hint)
        if self.old is not None and self.factor is not None:
            says = "both 'factor' and 'old' with 'new' link the figures"
            raise fault("contradiction", says, "keep one of the two", ("factor",))
        if self.factor is None and self.factor_multiplies is not None:
            raise fault("missing-field", "'factor_multiplies' is about a 'factor', and there is none", "factor: 1.18")
        return self

    def matters(self, field: str) -> bool:
        """Return whether the reading that `field` settles decides something: two figures need none."""
        return field != "factor_multiplies" or self.factor is not None


class BySeries(Part):
    """One index series.

    Attributes:
        base: The month whose figure the price of today belongs to.
        observe: Which figure is read.
        method: Whether each price is taken from the first one or from the one before.
        figure: Whether provisional figures hold.
        rebased: What a new base means that was published.
        when_rebased: What it means if one is published.
    """

    series: Name
    base: MonthText
    observe: Annotated[str | None, Settles("observe")] = None
    method: Annotated[str | None, Settles("method")] = None
    figure: Annotated[str | None, Settles("figure")] = None
    rebased: Many[Rebasing] = ()
    when_rebased: Annotated[str | None, Settles("when_rebased")] = None

    def matters(self, field: str) -> bool:
        """Return whether the reading that `field` settles decides something: a factor that is written settles it."""
        return field != "when_rebased" or not self.rebased


class Fixed(Part):
    """A fixed percentage.

    Attributes:
        uplift_compounding: ``yearly``: of the last price; ``none``: of the first.
    """

    fixed: PercentText
    uplift_compounding: Annotated[str | None, Settles("uplift_compounding")] = None


def _part_form(value: Any) -> str:
    fixed = "fixed" in value if isinstance(value, dict) else isinstance(value, Fixed)
    return "fixed" if fixed else "series"


class MixPart(Part):
    """One part of a mix, and its weight.

    Attributes:
        of: A series, or a fixed percentage.
    """

    weight: PercentText
    of: Annotated[BySeries | Fixed, Forms(_part_form, series=BySeries, fixed=Fixed)]


class Mix(Part):
    """Several parts with their weights, and a share that does not change; together they are 100 %."""

    parts: Many[MixPart]
    fixed_share: PercentText | None = None

    @model_validator(mode="after")
    def _hundred(self) -> Mix:
        total = sum(
            (part.weight.value.value for part in self.parts),
            start=self.fixed_share.value.value if self.fixed_share else Decimal(0),
        )
        if total != 100:
            raise fault("weights", f"the weights make {total} %, not 100 %", "weights and the fixed share make 100 %")
        return self


def _by_form(value: Any) -> str:
    if isinstance(value, dict):
        return "fixed" if "fixed" in value else "mix" if "parts" in value else "series"
    return "fixed" if isinstance(value, Fixed) else "mix" if isinstance(value, Mix) else "series"


def _every_form(value: Any) -> str:
    return "word" if isinstance(value, str) and " " not in value else "day"


AnyDay = Annotated[
    Written[tuple[int, int]] | str,
    Forms(
        _every_form,
        day=Annotated[Written[tuple[int, int]], ReadsBeside(YEARDAY, "each-wage-agreement")],
        word=Annotated[str, Word("each-wage-agreement", beside=YEARDAY)],
    ),
]
"""A day of the year, or ``each-wage-agreement``: the dates on which a collective agreement raises wages."""


def _rounded_form(value: Any) -> str:
    return "map" if isinstance(value, dict | Rounding) else "word"


RoundRate = Annotated[Rounding | str, Forms(_rounded_form, word=Annotated[str, Settles("round_rate")], map=Rounding)]
"""``exact``, a unit such as ``0.1 %``, or a unit with its way of rounding."""


class Indexation(Clause):
    """When and by what prices change.

    Attributes:
        every: The days of the year on which prices change.
        first: The first such date.
        cap: The highest change; a percentage.
        floor: The lowest change.
        index_cap_over: Whether they bound each change, or all changes since the base together.
        index_cap_on: Whether they bound the mix as a whole, or each of its parts.
        threshold: A change is passed on only where it is more than this.
        index_threshold: What is passed on of such a change.
        index_excess: What becomes of what the cap cuts off.
        decrease: Whether a falling index lowers prices.
        skipped_year: Which figure is compared after a year without a change.
        round_rate: To what the rate is rounded before it is applied.
        round_price: To what new prices are rounded.
        mid_period: What a change inside a billing period means for its price.
        applies_to: The services, fees, rates and prepaid blocks whose prices change; all where none is named.
    """

    kind: Literal["indexation"]
    by: Annotated[BySeries | Fixed | Mix, Forms(_by_form, series=BySeries, fixed=Fixed, mix=Mix)]
    every: OneOrMany[AnyDay]
    first: DateText | None = None
    cap: Annotated[LimitText | None, Assumes("cap")] = None
    floor: Annotated[LimitText | None, Assumes("floor")] = None
    index_cap_over: Annotated[str | None, Settles("index_cap_over")] = None
    index_cap_on: Annotated[str | None, Settles("index_cap_on")] = None
    threshold: PercentText | None = None
    index_threshold: Annotated[str | None, Settles("index_threshold")] = None
    index_excess: Annotated[str | None, Settles("index_excess")] = None
    decrease: Annotated[str | None, Settles("decrease")] = None
    skipped_year: Annotated[str | None, Settles("skipped_year")] = None
    round_rate: Annotated[RoundRate | None, Assumes("round_rate")] = None
    round_price: Rounding | None = None
    mid_period: Annotated[str | None, Settles("mid_period")] = None
    applies_to: Annotated[OneOrMany[Ref], Names(("service", "amount", "rate", "prepaid"))] = ()

    def matters(self, field: str) -> bool:
        """Return whether the reading that `field` settles decides something.

        An excess needs a cap, a fixed uplift is never read from an index, a bound over parts needs a mix, and a floor
        of nought or more leaves no falling index to speak of.
        """
        floor = _percent(self.floor)
        bounded = _percent(self.cap) is not None or floor is not None
        needs = {
            "index_excess": _percent(self.cap) is not None,
            "index_cap_over": bounded,
            "index_cap_on": bounded and isinstance(self.by, Mix),
            "index_threshold": self.threshold is not None,
            "decrease": self.decrease is not None or not (isinstance(self.by, Fixed) or (floor and floor.value >= 0)),
        }
        if field in needs:
            return needs[field]
        return not isinstance(self.by, Fixed) if field in _INDEX_ONLY else True

    @model_validator(mode="after")
    def _percentages(self) -> Indexation:
        wrong = Faults()
        for field in ("cap", "floor"):
            limit = getattr(self, field)
            if limit is not None and limit.text != "none" and limit.value.percent is None:
                says = f"'{limit.text}' is no percentage, and a yearly change is one"
                wrong.add("quantity", says, "for example 5 %, or none", (field,))
        cap, floor = _percent(self.cap), _percent(self.floor)
        if cap is not None and floor is not None and cap < floor:
            says = f"the cap of {self.cap} lies below the floor of {self.floor}"
            wrong.add("contradiction", says, "swap the two", ("cap",))
        if cap is not None and cap.value < 0:
            says = f"a cap of {self.cap} lowers prices whatever the index does"
            wrong.add("quantity", says, "for example 5 %, or none", ("cap",))
        if floor is not None and floor.value < -100:
            says = f"prices cannot fall by more than all of it, as a floor of {self.floor} lets them"
            wrong.add("quantity", says, "for example 0 % or -2 %", ("floor",))
        if self.threshold is not None and self.threshold.value.value < 0:
            says = f"every change is more than {self.threshold.text}"
            wrong.add("quantity", says, "for example 2 %, or leave it out", ("threshold",))
        wrong.tell()
        return self


_INDEX_ONLY = ("cap", "floor", "decrease", "skipped_year", "round_rate")


def _percent(limit: Any) -> Any:
    return None if limit is None else limit.value.percent
