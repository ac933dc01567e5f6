"""The figure of a metric from what was measured of it: for the whole period, or for the stretches that make it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

import attrs

from contractkit.charging.windows import in_force
from contractkit.quantities.periods import Period
from contractkit.records.said import joined, said
from contractkit.settlement.measuring.as_told import last_recorded, source_of
from contractkit.settlement.measuring.counted import (
    added,
    counts_of,
    intervals_of,
    marks_figure,
    on_scale,
    share_figure,
)
from contractkit.settlement.measuring.downtime import Hours, available, downtime_of, least_length
from contractkit.settlement.measuring.excusing import in_windows
from contractkit.settlement.measuring.means import mean_of
from contractkit.settlement.measuring.on_fields import on_fields
from contractkit.settlement.measuring.pieces import pieces_of
from contractkit.settlement.measuring.worked_out import WorkedOut
from contractkit.settlement.told.facts import FieldValue
from contractkit.settlement.told.measurements import ToldMeasurement
from contractkit.terms import Agreement
from contractkit.terms.provisions.metric import Metric, MetricRow

__all__ = ["from_measurements", "possible_rows"]


def from_measurements(
    measured: Sequence[ToldMeasurement],
    metric: Metric,
    period: Period,
    fields: Mapping[str, FieldValue],
    agreement: Agreement,
) -> WorkedOut | None:
    """Return the figure of a metric in a period; None where nothing was measured that would say it.

    Args:
        measured: What was measured of the metric, in any periods.
        metric: The metric.
        period: The period.
        fields: What holds of the whole period, which decides between the rows of the metric.
        agreement: The version of the agreement, whose windows for maintenance excuse outages.
    """
    exact = _exactly(measured, period, metric, agreement)
    if len(exact) > 1:
        found = [out for entry in exact if (out := _pooled((entry,), metric, fields, agreement)) is not None]
        return _either(found)
    told = exact or _in_pieces(measured, period, metric, agreement) or _laid_into(measured, period, metric, agreement)
    return _pooled(told, metric, fields, agreement)


def _exactly(
    measured: Sequence[ToldMeasurement], period: Period, metric: Metric, agreement: Agreement
) -> tuple[ToldMeasurement, ...]:
    """Return what was measured of a period, or of the dates of it on which the agreement holds.

    Availability is promised on those dates only: where the time measured was not told, it is theirs.
    """
    held = in_force(agreement, period)
    exact = last_recorded(measured, period)
    if held is None or held == period:
        return exact
    if metric.measures != "availability":
        return exact or last_recorded(measured, held)
    exact = tuple(attrs.evolve(one, period=held) if one.time is None else one for one in exact)
    return exact or last_recorded(measured, held)


def _in_pieces(
    measured: Sequence[ToldMeasurement], period: Period, metric: Metric, agreement: Agreement
) -> tuple[ToldMeasurement, ...]:
    """Return what was measured of the stretches that make the dates of a period on which the agreement holds."""
    found = pieces_of(measured, period, in_force(agreement, period))
    return tuple(part for one in found for part in _exactly((one,), one.period, metric, agreement))


def _laid_into(
    measured: Sequence[ToldMeasurement], period: Period, metric: Metric, agreement: Agreement
) -> tuple[ToldMeasurement, ...]:
    """Return what the outages of a longer period say of dates inside of it; none where one has no dates.

    How much of an outage lies in the dates counts; how long it is altogether still decides whether it is too short.
    """
    if metric.measures != "availability" or metric.rows:
        return ()
    hours = Hours(metric.calendar, agreement.zone)
    around = [
        one
        for one in measured
        if one.period.start <= period.start and period.end <= one.period.end and _is_dated(one, hours)
    ]
    if not around:
        return ()
    last = max(around, key=lambda one: (one.recorded_on or date.min, one.period.start - one.period.end))
    return (attrs.evolve(last, period=period, time=None),)


def _is_dated(one: ToldMeasurement, hours: Hours) -> bool:
    whole = one.time is None or one.time // timedelta(microseconds=1) == hours.of(*one.period.bounds_us(hours.zone))
    every = (*(one.outages or ()), *one.relieved)
    return one.outages is not None and one.down is None and whole and all(part.start is not None for part in every)


def _either(found: Sequence[WorkedOut]) -> WorkedOut | None:
    """Return the figure where several measurements of one date contradict each other."""
    if not found or all(one.value == found[0].value for one in found):
        return found[0] if found else None
    lows, highs = [one.low for one in found], [one.high for one in found]
    low = None if None in lows else min(end for end in lows if end is not None)
    high = None if None in highs else max(end for end in highs if end is not None)
    sources = tuple(source for one in found for source in one.sources)
    told = joined(" and ", (one.working for one in found))
    return WorkedOut.between(low, high, said("measured are {told}, and nobody says which is right", told=told), sources)


def _pooled(
    entries: Sequence[ToldMeasurement], metric: Metric, fields: Mapping[str, FieldValue], agreement: Agreement
) -> WorkedOut | None:
    if not entries:
        return None
    sources = tuple(source_of(entry) for entry in entries)
    found = _of_kind(entries, metric, fields, agreement)
    return None if found is None else attrs.evolve(found, sources=sources)


def _of_kind(
    entries: Sequence[ToldMeasurement], metric: Metric, fields: Mapping[str, FieldValue], agreement: Agreement
) -> WorkedOut | None:
    if metric.measures == "availability":
        return _availability(entries, metric, fields, agreement)
    intervals = [intervals_of(entry, metric) for entry in entries]
    if any(one is not None for one in intervals):
        return intervals[0] if len(entries) == 1 else _mean_of_intervals(entries, metric)
    counts = [counts_of(entry) for entry in entries]
    if all(one is not None for one in counts):
        return share_figure(added(one for one in counts if one is not None), metric.measures)
    if metric.measures in ("count", "volume") and all(entry.total is not None for entry in entries):
        total = sum(entry.total or 0 for entry in entries)
        return attrs.evolve(WorkedOut.known(Fraction(total), said("{total} counted", total=total)), volume=total)
    marks = [Fraction(mark) for entry in entries for mark in entry.marks]
    if marks:
        return marks_figure([mark for mark in marks if on_scale(mark, metric)], metric)
    parts = [Fraction(part) for entry in entries for part in entry.parts.values()]
    if parts:
        return mean_of([WorkedOut.known(part, "as told") for part in parts], (None, None))
    return None


def _mean_of_intervals(entries: Sequence[ToldMeasurement], metric: Metric) -> WorkedOut | None:
    """Return the mean over the intervals of all stretches: each interval has the same weight."""
    if any(entry.intervals is None or entry.failed is None for entry in entries):
        return None
    whole = attrs.evolve(
        entries[0],
        intervals=sum(entry.intervals or 0 for entry in entries),
        failed=sum(entry.failed or 0 for entry in entries),
        empty=sum(entry.empty or 0 for entry in entries),
    )
    return intervals_of(whole, metric)


def _availability(
    entries: Sequence[ToldMeasurement], metric: Metric, fields: Mapping[str, FieldValue], agreement: Agreement
) -> WorkedOut:
    found = []
    for row in possible_rows(metric, fields):
        hours = Hours(metric.calendar if row is None or row.calendar is None else row.calendar, agreement.zone)
        least = least_length(metric, row)
        excused = [in_windows(agreement, metric, entry.outages or (), (), entry.maintenance) for entry in entries]
        readings = max((one.readings for one in excused), key=len)
        for side in range(len(readings)):
            times = []
            for entry, one in zip(entries, excused, strict=True):
                more = one.readings[min(side, len(one.readings) - 1)]
                times.append(downtime_of(attrs.evolve(entry, relieved=(*entry.relieved, *more)), metric, hours, least))
            found.append(available(sum(times[1:], start=times[0]), metric))
    if len(found) == 1 or all(one == found[0] for one in found):
        return found[0]
    ends = [end for one in found for end in (one.low, one.high) if end is not None]
    return WorkedOut.between(
        min(ends), max(ends), "which rule of measuring holds, or whether maintenance was announced, is not known"
    )


def possible_rows(metric: Metric, fields: Mapping[str, FieldValue]) -> tuple[MetricRow | None, ...]:
    """Return the rules that may hold: the first row that does, and those before it of which it is not known.

    None stands for what the clause says without a row.
    """
    found: list[MetricRow | None] = []
    for row in metric.rows:
        holds = on_fields(row.when, fields)
        if holds is not False:
            found.append(row)
        if holds:
            return tuple(found)
    return (*found, None)
