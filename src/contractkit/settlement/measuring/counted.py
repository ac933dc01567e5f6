"""Figures that are counted: shares of items and requests, of intervals, marks of a survey, numbers of something."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

import attrs

from contractkit.charging.exact import exact_text
from contractkit.errors import UsageError
from contractkit.records.said import said
from contractkit.settlement.measuring.figure import FigureCounts
from contractkit.settlement.measuring.worked_out import WorkedOut
from contractkit.settlement.told.measurements import ToldMeasurement
from contractkit.terms.provisions.metric import Metric

__all__ = ["added", "counts_of", "intervals_of", "marks_figure", "on_scale", "share_figure"]


def counts_of(measured: ToldMeasurement) -> FigureCounts | None:
    """Return how many were good and how many were not; None where that was not measured.

    Raises:
        UsageError: There were more good ones than there were at all, or the number of all of them is missing.
    """
    if measured.good is None:
        return None
    if measured.total is None or not 0 <= measured.good <= measured.total:
        says = said(
            "{good} of {total} is no share",
            good=measured.good,
            total="an unknown number" if measured.total is None else measured.total,
        )
        raise UsageError(f"the measurement of {measured.of} in {measured.period}: {says}", of=measured.of)
    return FigureCounts(measured.good, measured.total - measured.good)


def added(several: Iterable[FigureCounts]) -> FigureCounts:
    """Return the counts of several stretches or targets together."""
    whole = FigureCounts()
    for one in several:
        whole = FigureCounts(
            whole.met + one.met,
            whole.breached + one.breached,
            whole.undetermined + one.undetermined,
            whole.running + one.running,
            whole.excused + one.excused,
        )
    return whole


def share_figure(counts: FigureCounts, measures: str) -> WorkedOut:
    """Return the share of good ones, or of bad ones where errors are measured, as a percentage.

    Example:
        >>> str(share_figure(FigureCounts(57, 3), "success-rate").value), str(
        ...     share_figure(FigureCounts(57, 3), "error-rate").value)
        ('95', '5')
    """
    share = WorkedOut.counted(counts)
    if measures != "error-rate" or share.low is None or share.high is None:
        return share
    low, high = 100 - share.high, 100 - share.low
    value = None if share.value is None else low
    working = said("100 × {breached} / {volume}", breached=counts.breached, volume=counts.volume)
    # What is counted is bad here; possible values come from the ends, not from the good ones.
    return attrs.evolve(share, value=value, low=low, high=high, counts=None, working=working)


def intervals_of(measured: ToldMeasurement, metric: Metric) -> WorkedOut | None:
    """Return the mean of the rates of intervals, each with the same weight; None where none were measured.

    An interval that failed has the rate 0, one that did not has 100. An interval without requests counts as good, or is
    left out, as the metric says.

    Raises:
        UsageError: More of them failed or were empty than there were.
    """
    if measured.intervals is None:
        return None
    failed, empty = measured.failed or 0, measured.empty or 0
    if measured.failed is None:
        return WorkedOut.between(Fraction(0), Fraction(100), "how many intervals failed is not known")
    if min(failed, empty) < 0 or failed + empty > measured.intervals:
        says = said(
            "{failed} failed and {empty} empty of {intervals} intervals",
            failed=failed,
            empty=empty,
            intervals=measured.intervals,
        )
        raise UsageError(f"the measurement of {measured.of} in {measured.period}: {says}", of=measured.of)
    counted = measured.intervals - (empty if metric.empty_interval == "left-out" else 0)
    if not counted:
        return WorkedOut("no-volume", volume=0, working="no interval had a request")
    part = failed if metric.measures == "error-rate" else counted - failed
    value = Fraction(100 * part, counted)
    return attrs.evolve(
        WorkedOut.known(value, said("100 × {part} / {counted} intervals", part=part, counted=counted)), volume=counted
    )


def marks_figure(marks: Sequence[Fraction], metric: Metric, unknown: int = 0) -> WorkedOut:
    """Return the mean mark, or the share of satisfied answers.

    Args:
        marks: The marks that lie on the scale.
        metric: Its scale says from which mark on an answer is a satisfied one; without such a mark the mean is meant.
        unknown: How many answers cannot be read, and may be anything on the scale.
    """
    volume = len(marks) + unknown
    if not volume:
        return WorkedOut("no-volume", volume=0, working="no answers")
    scale = metric.scale
    if scale is not None and scale.satisfied_from is not None:
        good = sum(mark >= Fraction(scale.satisfied_from) for mark in marks)
        counts = FigureCounts(good, len(marks) - good, unknown)
        return WorkedOut.counted(
            counts,
            said(
                "100 × {good} marks of {satisfied_from} and more / {volume}",
                good=good,
                satisfied_from=scale.satisfied_from,
                volume=volume,
            ),
        )
    whole = sum(marks, Fraction(0))
    if not unknown:
        found = WorkedOut.known(
            whole / volume, said("{whole} / {volume} answers", whole=exact_text(whole), volume=volume)
        )
        return attrs.evolve(found, volume=volume)
    ends = (None, None) if scale is None else (Fraction(scale.lowest), Fraction(scale.highest))
    low, high = (None if end is None else (whole + unknown * end) / volume for end in ends)
    found = WorkedOut.between(
        low, high, said("{unknown} of {volume} answers cannot be read", unknown=unknown, volume=volume)
    )
    return attrs.evolve(found, volume=volume)


def on_scale(mark: Decimal | Fraction, metric: Metric) -> bool:
    """Return whether a mark lies on the scale of a metric; any does where there is none."""
    scale = metric.scale
    return scale is None or Fraction(scale.lowest) <= Fraction(mark) <= Fraction(scale.highest)
