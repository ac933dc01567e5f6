"""What the figure of a target or metric is, before it is judged: as told, from a measurement, or from items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Literal, TypeVar

import attrs

from contractkit.charging.exact import exact_text
from contractkit.charging.windows import in_force
from contractkit.errors import NotComputedError
from contractkit.evaluation import Evaluation
from contractkit.facts import Facts
from contractkit.quantities.periods import Period
from contractkit.quantities.rounding import Rounding
from contractkit.records.said import joined, said
from contractkit.settlement.figures import Attained, Figures
from contractkit.settlement.measuring.as_told import as_told, check_unit, known_entries, last_recorded, source_of
from contractkit.settlement.measuring.counted import added, counts_of, share_figure
from contractkit.settlement.measuring.figure import FigureCounts, FigureSource
from contractkit.settlement.measuring.from_items import from_items, of_volumes
from contractkit.settlement.measuring.from_measurements import from_measurements
from contractkit.settlement.measuring.items import values_of
from contractkit.settlement.measuring.means import mean_of, weighted_mean
from contractkit.settlement.measuring.naming import Measurable, called, metric_of, own_names, unit_of
from contractkit.settlement.measuring.on_fields import implied
from contractkit.settlement.measuring.pieces import months_in, pieces_of
from contractkit.settlement.measuring.worked_out import NOTHING_MEASURED, WorkedOut
from contractkit.settlement.told.facts import SettlementFacts
from contractkit.settlement.told.figures import ToldFigure
from contractkit.settlement.told.measurements import ToldMeasurement
from contractkit.terms import Agreement
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.provisions.metric import Metric
from contractkit.terms.targets import Target

__all__ = ["WorkingOut", "ends_of"]

Ends = tuple[Fraction | None, Fraction | None]
Where = Mapping[str, str]
E = TypeVar("E", ToldFigure, ToldMeasurement)


def ends_of(metric: Metric | None) -> Ends:
    """Return the least and the most that a figure can be: of a percentage, or of a mark on its scale."""
    if metric is None or metric.unit == "%":
        return Fraction(0), Fraction(100)
    if metric.scale is not None:
        return Fraction(metric.scale.lowest), Fraction(metric.scale.highest)
    return None, None


@attrs.frozen
class WorkingOut:
    """What figures are worked out from.

    Attributes:
        agreement: The version of the agreement under which they are.
        evaluation: The verdicts of items; None where no promise is judged on items.
        facts: The facts that were evaluated; None where there are none.
        told: What was told.
        shares: The shares of items by target that are counted already, from the same verdicts; None: counted anew.
    """

    agreement: Agreement
    evaluation: Attained | None
    facts: Facts | None
    told: SettlementFacts
    _figures: Figures | None = attrs.field(default=None, eq=False, repr=False, alias="shares")

    def __attrs_post_init__(self) -> None:
        """Ask the evaluation about each period once."""
        if self.evaluation is not None and self._figures is None:
            object.__setattr__(self, "_figures", Figures(self.evaluation))

    def of(self, one: Measurable, period: Period, where: Where) -> WorkedOut:
        """Return the figure of something in a period, for all items or for those with some values of fields.

        A figure that was told for exactly the period stands beside what measurements or items give. Where both are
        there and one is not just the other rounded, nobody knows which is right, and the figure lies between them.

        Args:
            one: The target or metric.
            period: The period.
            where: The values of fields that it is for; empty for all items.
        """
        metric = metric_of(self.agreement, one)
        ends = ends_of(metric)
        figures = self._entries(self.told.figures, one, metric, period, where)
        exact = last_recorded(figures, period) or self._of_held(figures, period)
        for entry in exact:
            check_unit(entry, one, unit_of(one, metric))
        told = as_told(exact, ends)
        worked = self._worked(one, metric, period, where, ends)
        if worked is None and told is None:
            worked = _of_told_pieces(pieces_of(figures, period, in_force(self.agreement, period)), ends, metric)
        if told is None and worked is None:
            return attrs.evolve(NOTHING_MEASURED, low=ends[0], high=ends[1], working=self._why_not(one, metric, period))
        if told is None:
            return worked or NOTHING_MEASURED
        return told if worked is None else _reconciled(told, worked)

    def _of_held(self, figures: Sequence[ToldFigure], period: Period) -> tuple[ToldFigure, ...]:
        """Return what was told of the dates of a period on which the agreement holds, where those are fewer."""
        held = in_force(self.agreement, period)
        if held is None or held == period:
            return ()
        (*most, last) = pieces_of(figures, period, held) or (None,)
        return last_recorded(figures, held) or (() if most or last is None else last_recorded(figures, last.period))

    def _why_not(self, one: Measurable, metric: Metric | None, period: Period) -> str:
        """Return why a figure is not known: recorded too late, told of other dates only, or not at all."""
        names = {*own_names(one), *(() if metric is None else own_names(metric))}
        entries: Iterable[ToldFigure | ToldMeasurement] = (*self.told.figures, *self.told.measured)
        own = [one for one in entries if one.of in names]
        here = [one for one in own if one.period.start < period.end and period.start < one.period.end]
        known_at = self.told.known_at
        if known_at is not None and any(one.recorded_on is not None and one.recorded_on > known_at for one in here):
            return said("recorded after {known_at}", known_at=known_at)
        others = tuple(dict.fromkeys(one.period.label for one in here if one.period != period))
        return (
            said("told of {others}, and not of these dates", others=joined(" and ", others))
            if others
            else NOTHING_MEASURED.working
        )

    def wheres(self, one: Measurable, period: Period) -> tuple[dict[str, str], ...]:
        """Return the values of fields that have a figure each: those for which something was told, or items have.

        Of a field of which the agreement lists all values, each of them has a figure, also without items.
        """
        metric = metric_of(self.agreement, one)
        names = {*own_names(one), *(() if metric is None else own_names(metric))}
        entries: Iterable[ToldFigure | ToldMeasurement] = (*self.told.figures, *self.told.measured)
        own = [one for one in entries if one.of in names]
        here = [one for one in own if one.period.start < period.end and period.start < one.period.end]
        found = dict.fromkeys(tuple(sorted(one.where.items())) for one in here if one.where)
        if here or metric is None or not isinstance(self.evaluation, Evaluation):
            return tuple(dict(pairs) for pairs in found)
        values = [self._values(metric, field) for field in metric.each]
        return tuple(dict(zip(metric.each, row, strict=True)) for row in product(*values)) if all(values) else ()

    def _values(self, metric: Metric, field: str) -> tuple[str, ...]:
        listed = self.agreement.fields.get(field, "text")
        if not isinstance(listed, str):
            return tuple(listed)
        among: Literal["work", "things"] = "things" if metric.down_when is not None else "work"
        return values_of(self.evaluation, field, among) if isinstance(self.evaluation, Evaluation) else ()

    def _entries(
        self,
        entries: Sequence[E],
        one: Measurable,
        metric: Metric | None,
        period: Period,
        where: Where,
    ) -> tuple[E, ...]:
        """Return what was told of a figure in a period, of its metric where nothing was told of itself then."""
        entries = [entry for entry in entries if entry.period.start < period.end and period.start < entry.period.end]
        known_at = self.told.known_at
        holding = {field: str(value) for field, value in self.told.fields.items()}
        found = known_entries(entries, own_names(one), where, holding, known_at)
        if found or metric is None or not isinstance(one, FigureTarget):
            return found
        service = {"service": one.services[0]} if len(one.services) == 1 else {}
        needed = {**service, **implied(one.when), **where}
        # A metric is often told for the one service that it has a target for, without saying so.
        return known_entries(entries, own_names(metric), needed, {**service, **holding}, known_at)

    def _worked(
        self, one: Measurable, metric: Metric | None, period: Period, where: Where, ends: Ends
    ) -> WorkedOut | None:
        if metric is None:
            return self._of_target(one, period, where)
        if metric.aggregate == "mean-of-months" and months_in(period):
            held = [month for month in months_in(period) if in_force(self.agreement, month) is not None]
            months = [self.of(one, month, where) for month in held]
            return mean_of(months, ends) if any(month.sources for month in months) else None
        measured = self._entries(self.told.measured, one, metric, period, where)
        if metric.aggregate == "weighted-mean" and metric.weights:
            return self._weighted(metric, period, last_recorded(measured, period), ends)
        fields = {**self.told.fields, **where}
        found = from_measurements(measured, metric, period, fields, self.agreement)
        if found is not None:
            return found
        evaluation = self.evaluation if isinstance(self.evaluation, Evaluation) else None
        if metric.measures == "volume":
            return of_volumes(self.agreement, self.told, metric, period)
        try:
            return from_items(self.agreement, evaluation, self.facts, one, metric, period, where)
        except NotComputedError as error:
            return WorkedOut.between(*ends, str(error)) if ends[0] is not None else None

    def _of_target(self, one: Measurable, period: Period, where: Where) -> WorkedOut | None:
        """Return the share of a target about time."""
        measured = self._entries(self.told.measured, one, None, period, where)
        exact = last_recorded(measured, period) or pieces_of(measured, period, in_force(self.agreement, period))
        counts = [counts_of(entry) for entry in exact]
        if counts and None not in counts:
            share = share_figure(added(count for count in counts if count is not None), "in-time")
            return attrs.evolve(share, sources=tuple(source_of(entry) for entry in exact))
        if self._figures is None or not isinstance(one, Target):
            return None
        items = self._figures.of(one.id, period)
        found = FigureCounts(items.met, items.breached, items.undetermined, items.running, items.excused)
        if not any(attrs.astuple(found)) and any(entry.of in own_names(one) for entry in self.told.figures):
            return None
        return WorkedOut.counted(found, sources=(FigureSource("items", one.id),))

    def _weighted(
        self, metric: Metric, period: Period, measured: Sequence[ToldMeasurement], ends: Ends
    ) -> WorkedOut | None:
        parts: dict[str, WorkedOut] = {}
        for weight in metric.weights:
            marks = [entry for entry in measured if weight.part in entry.parts]
            if marks:
                mark = Fraction(marks[-1].parts[weight.part])
                parts[weight.part] = WorkedOut.known(mark, "as told", (source_of(marks[-1]),))
                continue
            of_figure = self._figure_called(weight.part, period)
            if of_figure is not None:
                parts[weight.part] = of_figure
        return weighted_mean(metric.weights, parts, ends) if parts else None

    def _figure_called(self, name: str, period: Period) -> WorkedOut | None:
        words = {word for one in self._known() for word in own_names(one)}
        if name not in words:
            return None
        found = [self.of(one, period, {}) for one in called(self.agreement, name)]
        return found[0] if len(found) == 1 else mean_of(found, (None, None))

    def _known(self) -> Iterator[Measurable]:
        yield from self.agreement.targets
        yield from self.agreement.provisions_of(FigureTarget)
        yield from self.agreement.provisions_of(Metric)


def _of_told_pieces(pieces: Sequence[ToldFigure], ends: Ends, metric: Metric | None) -> WorkedOut | None:
    """Return what the figures of shorter stretches say of the whole: counts add up, other figures bound it."""
    if len(pieces) < 2:
        return None
    sources = tuple(source_of(entry) for entry in pieces)
    counts = [
        FigureCounts(one.good, one.total - one.good) for one in pieces if one.good is not None and one.total is not None
    ]
    if len(counts) == len(pieces):
        share = share_figure(added(counts), "share" if metric is None else metric.measures)
        return attrs.evolve(share, sources=sources)
    found = [out for one in pieces if (out := as_told([one], ends)) is not None]
    counted = [one for one in found if one.state != "no-volume"]
    lows, highs = [one.low for one in counted], [one.high for one in counted]
    if not counted or None in lows or None in highs or (metric is not None and metric.measures in ("count", "volume")):
        return None
    low, high = min(end for end in lows if end is not None), max(end for end in highs if end is not None)
    return WorkedOut.between(
        low,
        high,
        said("of the {pieces} stretches only the figures are told, not what they weigh", pieces=len(pieces)),
        sources,
    )


def _reconciled(told: WorkedOut, worked: WorkedOut) -> WorkedOut:
    """Return the figure where one was told and one was worked out."""
    sources = tuple(dict.fromkeys((*told.sources, *worked.sources)))
    if worked.state in ("no-volume", "running") and told.state not in ("no-volume", "running"):
        return told
    if told.value is None:
        if told.verdict is None and told.state == "undetermined":
            return worked
        return attrs.evolve(worked, verdict=told.verdict, sources=sources)
    if worked.value is None:
        inside = worked.low is not None and worked.high is not None and worked.low <= told.value <= worked.high
        return told if inside or worked.low is None else _between(told, worked, sources)
    if told.value == worked.value or told.value == _rounded_like(worked.value, told.value):
        return attrs.evolve(worked, verdict=told.verdict, sources=sources)
    return _between(told, worked, sources)


def _between(told: WorkedOut, worked: WorkedOut, sources: tuple[FigureSource, ...]) -> WorkedOut:
    lows = [end for end in (told.low, worked.low) if end is not None]
    highs = [end for end in (told.high, worked.high) if end is not None]
    other = said("worked out is {working}", working=worked.working)
    working = said(
        "told is {value}, and {other}; nobody says which is right",
        value=exact_text(told.value or Fraction(0)),
        other=other,
    )
    return WorkedOut.between(min(lows), max(highs), working, sources)


def _rounded_like(value: Fraction, like: Fraction) -> Fraction:
    """Return a value rounded to as many decimals as another one has, at most twelve."""
    places = next((n for n in range(13) if (like * 10**n).denominator == 1), 12)
    return Fraction(Rounding(Decimal(1).scaleb(-places)).apply(value))
