"""The forward view of figures that are measured: downtime, misses or points left before each threshold, and its ends.

A figure that is told of a running period is known up to the moment that is looked from. What is left of the period may
go well throughout, go on like this, or fail throughout; between these ends lies what the period comes to.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Any, Literal

import attrs

from contractkit.charging.windows import cycle_window, in_force
from contractkit.errors import UsageError
from contractkit.facts import Facts
from contractkit.quantities.periods import Period
from contractkit.settlement.ahead.outlook import FigureAhead, LevelLeft
from contractkit.settlement.ahead.thresholds import keeps, least_of, levels_of
from contractkit.settlement.figures import Attained
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.measuring.book import FigureBook
from contractkit.settlement.measuring.downtime import Hours
from contractkit.settlement.measuring.figure import FigureValue
from contractkit.settlement.measuring.naming import metric_of, own_names, unit_of
from contractkit.settlement.told import SettlementFacts, ToldFigure, ToldMeasurement
from contractkit.terms import Agreement
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.provisions.metric import Metric

__all__ = ["figures_ahead", "told_as"]

_US = timedelta(microseconds=1)
_MINUTE = 60_000_000
_HUNDRED = Fraction(100)

Scenario = Literal["expected", "best", "worst"]


def figures_ahead(
    agreement: Agreement,
    evaluation: Attained | None,
    facts: Facts | None,
    told: SettlementFacts,
    *,
    today: date,
    as_of: int,
    volumes: Any,
) -> tuple[FigureAhead, ...]:
    """Return how each figure target stands in its own period in which a date lies.

    Args:
        agreement: The agreement.
        evaluation: Its evaluation; None where no figure is counted from items.
        facts: The facts that were evaluated.
        told: Figures and measurements, which are taken as known up to `as_of`; of a stretch that ends before, up to its
            end.
        today: The date.
        as_of: The moment, in microseconds since the epoch, UTC.
        volumes: By the name of a target how many are expected in its own period.
    """
    version = agreement.at(today, told.known_at)
    book = FigureBook(version, evaluation, facts, told, Ledger.empty())
    found = []
    for target in version.provisions_of(FigureTarget):
        try:
            own = cycle_window(version, target.per, today)
        except UsageError:
            continue  # a term without an end, or an occasion: no period runs
        metric = metric_of(version, target)
        if metric is None or in_force(version, own) is None:
            continue
        found.append(_ahead(_Running(version, target, metric, own, as_of), book, told, volumes))
    return tuple(found)


def told_as(
    told: SettlementFacts, agreement: Agreement, ahead: Sequence[FigureAhead], end: Scenario
) -> SettlementFacts:
    """Return facts in which each figure that runs came to one of its ends.

    Args:
        told: What was told.
        agreement: The version that holds.
        ahead: How the figures stand.
        end: Which end.
    """
    targets = {target.id: target for target in agreement.provisions_of(FigureTarget)}
    for one in ahead:
        value = getattr(one, end)
        if one.counted == "level" or value is None:
            continue
        target = targets[one.target]
        metric = metric_of(agreement, target)
        names = {*own_names(target), *(() if metric is None else own_names(metric))}

        def is_other(entry: Any, names: set[str] = names, own: Period = one.period) -> bool:
            return entry.of not in names or entry.period.end <= own.start or own.end <= entry.period.start

        figure = ToldFigure(str(target.clause), one.period, value, one.unit, source="what is expected")
        told = attrs.evolve(
            told,
            figures=(*filter(is_other, told.figures), figure),
            measured=tuple(filter(is_other, told.measured)),
        )
    return told


@attrs.frozen
class _Running:
    """A figure target in the own period that runs."""

    version: Agreement
    target: FigureTarget
    metric: Metric
    own: Period
    as_of: int

    @property
    def bounds(self) -> tuple[int, int]:
        return self.own.bounds_us(self.version.zone)

    @property
    def hours(self) -> Hours:
        return Hours(self.metric.calendar, self.version.zone)

    @property
    def seen(self) -> int:
        """Return up to when it is known, inside of the period."""
        start, end = self.bounds
        return max(start, min(end, self.as_of))

    @property
    def passed(self) -> Fraction:
        start, end = self.bounds
        return Fraction(self.seen - start, end - start)


def _ahead(running: _Running, book: FigureBook, told: SettlementFacts, volumes: Any) -> FigureAhead:
    stretch = _known_stretch(running, told)
    figure = book.figure(running.target, running.own if stretch is None else stretch)
    if running.metric.measures == "availability":
        return _of_downtime(running, figure, stretch)
    counted = figure.counts is not None and figure.counts.volume and unit_of(running.target, running.metric) == "%"
    items = any(source.kind in ("items", "feedback") for source in figure.sources)
    if counted and not items:
        return _of_counts(running, figure, volumes)
    value = figure.value
    thresholds = tuple(
        LevelLeft(at, kind, None if value is None else _over(running, value, at), figure.unit or "points")
        for at, kind in levels_of(running.target)
    )
    return _made(running, figure, (value, value, value), "level", thresholds, running.passed)


def _known_stretch(running: _Running, told: SettlementFacts) -> Period | None:
    """Return the first part of the period of which something is told, where nothing is told of the whole of it."""
    names = {*own_names(running.target), *own_names(running.metric)}
    inside = [
        entry.period
        for entry in _told(told)
        if entry.of in names and running.own.start <= entry.period.start and entry.period.end <= running.own.end
    ]
    if not inside or any((one.start, one.end) == (running.own.start, running.own.end) for one in inside):
        return None
    end = max(one.end for one in inside)
    days = f"{running.own.start.isoformat()}..{(end - timedelta(days=1)).isoformat()}"
    return None if end == running.own.end else Period(running.own.start, end, days)


def _told(told: SettlementFacts) -> tuple[ToldFigure | ToldMeasurement, ...]:
    return (*told.figures, *told.measured)


def _of_downtime(running: _Running, figure: FigureValue, stretch: Period | None) -> FigureAhead:
    start, end = running.bounds
    hours = running.hours
    until = running.seen if stretch is None else min(stretch.bounds_us(running.version.zone)[1], end)
    elapsed, full = hours.of(start, until), hours.of(start, end)
    if figure.value is None or not elapsed:
        thresholds = tuple(LevelLeft(at, kind, None, "minutes") for at, kind in levels_of(running.target))
        return _made(running, figure, (None, None, None), "level", thresholds, running.passed, time=full)
    if figure.downtime is not None:
        down = Fraction(figure.downtime // _US)
    else:
        down = (_HUNDRED - figure.value) / 100 * elapsed
    passed = Fraction(elapsed, full)

    def share(lost: Fraction) -> Fraction:
        return max(Fraction(0), _HUNDRED * (full - lost) / full)

    ends = (share(down / passed), share(down), share(down + full - elapsed))
    so_far = max(Fraction(0), _HUNDRED * (elapsed - down) / elapsed)
    thresholds = tuple(
        LevelLeft(
            at,
            kind,
            (full * (_HUNDRED - least_of(running.metric, at)) / 100 - down) / _MINUTE,
            "minutes",
            is_missed=not keeps(running.target, running.metric, ends[1], at, kind),
        )
        for at, kind in levels_of(running.target)
    )
    made = _made(running, figure, ends, "downtime", thresholds, passed, time=full)
    return attrs.evolve(made, value=so_far, downtime=int(down) * _US)


def _of_counts(running: _Running, figure: FigureValue, volumes: Any) -> FigureAhead:
    counts = figure.counts
    assert counts is not None
    said = next((volumes[name] for name in own_names(running.target) if name in volumes), None)
    passed = running.passed or Fraction(1)
    expected = max(counts.volume, ceil(counts.volume / passed) if said is None else said)
    more, bad = expected - counts.volume, counts.breached + counts.undetermined
    higher = running.target.better == "higher"

    def share(late: int) -> Fraction:
        return Fraction(100 * (expected - late if higher else late), expected)

    likely = bad + round(more * Fraction(bad, counts.volume))
    ends = (share(likely), share(bad), share(bad + more))
    thresholds = []
    for at, kind in levels_of(running.target):
        may = expected - ceil(expected * least_of(running.metric, at) / 100) if higher else floor(expected * at / 100)
        kept = keeps(running.target, running.metric, ends[1], at, kind)
        thresholds.append(LevelLeft(at, kind, Fraction(may - bad), "misses", is_missed=not kept))
    return _made(running, figure, ends, "misses", tuple(thresholds), passed, volume=expected)


def _made(
    running: _Running,
    figure: FigureValue,
    ends: tuple[Fraction | None, Fraction | None, Fraction | None],
    counted: Literal["downtime", "misses", "level"],
    thresholds: tuple[LevelLeft, ...],
    passed: Fraction,
    *,
    time: int | None = None,
    volume: int | None = None,
) -> FigureAhead:
    expected, best, worst = ends
    return FigureAhead(
        target=running.target.id,
        name=running.target.name,
        period=running.own,
        passed=passed,
        unit=figure.unit,
        value=figure.value,
        expected=expected,
        best=best,
        worst=worst,
        downtime=figure.downtime,
        time=None if time is None else time * _US,
        volume=volume,
        counted=counted,
        thresholds=thresholds,
    )


def _over(running: _Running, value: Fraction, at: Fraction) -> Fraction:
    return value - at if running.target.better == "higher" else at - value
