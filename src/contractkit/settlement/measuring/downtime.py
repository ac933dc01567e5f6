"""Availability: the time that is measured, the downtime that counts, and the part of it that relief takes out.

With T the time of the period in the metric's hours, D the downtime in it and X the part of it under relief, the figure
is 100 (T - (D - X)) / T, or 100 (T - D) / (T - X) where relief shrinks the base as well, D then without X.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import attrs

from contractkit.calendars import BusinessCalendar
from contractkit.charging.exact import exact_text
from contractkit.errors import NotComputedError, UsageError
from contractkit.quantities.spans import ElapsedTime, WorkingTime
from contractkit.records.said import joined, said
from contractkit.settlement.measuring.worked_out import WorkedOut
from contractkit.settlement.told.measurements import Outage, ToldMeasurement
from contractkit.terms.provisions.metric import Metric

__all__ = ["Downtime", "Hours", "available", "downtime_of", "least_length"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_US = timedelta(microseconds=1)

Stretches = tuple[tuple[int, int], ...]
"""Stretches of instants in microseconds since the epoch, half-open, apart and in order."""


@attrs.frozen
class Hours:
    """When an availability is measured.

    Attributes:
        calendar: The hours; None for always.
        zone: The zone of the agreement, in which a period begins and ends at midnight.
    """

    calendar: BusinessCalendar | None
    zone: str

    def of(self, start: int, end: int) -> int:
        """Return how many microseconds of ``[start, end)`` lie in the hours."""
        if self.calendar is None:
            return end - start
        begin, until = (_EPOCH + timedelta(microseconds=at) for at in (start, end))
        return self.calendar.elapsed(begin, until) // _US

    def all_of(self, stretches: Stretches) -> int:
        """Return how many microseconds of stretches lie in the hours."""
        return sum(self.of(start, end) for start, end in stretches)


@attrs.frozen
class Downtime:
    """The time of an availability, in microseconds of the metric's hours.

    Attributes:
        time: The time that is measured.
        down: The downtime that counts, without what relief took out.
        relieved: What relief took out.
        short: The downtime in outages that were too short to count.
        whole: Whether all of the downtime is known; else `down` is the least of it.
    """

    time: int
    down: int
    relieved: int = 0
    short: int = 0
    whole: str = "known"

    def __add__(self, other: Downtime) -> Downtime:
        both = "known" if self.whole == other.whole == "known" else "unknown"
        return Downtime(
            self.time + other.time,
            self.down + other.down,
            self.relieved + other.relieved,
            self.short + other.short,
            both,
        )


def downtime_of(measured: ToldMeasurement, metric: Metric, hours: Hours, least: int | None) -> Downtime:
    """Return what a measurement says of the time of its period.

    An outage is as long as it was altogether, in the hours of the metric and before relief: that decides whether it is
    too short to count. What of it lies in the period counts. Outages that touch are one.

    Args:
        measured: The measurement.
        metric: The metric that it is of.
        hours: When it is measured.
        least: Outages shorter than so many microseconds do not count; None: all count.

    Raises:
        UsageError: It was down for longer than it was measured.
    """
    bounds = measured.period.bounds_us(hours.zone)
    time = hours.of(*bounds) if measured.time is None else measured.time // _US
    down = short = 0
    lengths = [one.lasted // _US for one in measured.outages or () if one.start is None]
    for length in lengths:
        down, short = (down + length, short) if least is None or length >= least else (down, short + length)
    counted: list[tuple[int, int]] = []
    left: list[tuple[int, int]] = []
    for stretch in _merged(one for one in measured.outages or () if one.start is not None):
        (counted if least is None or hours.of(*stretch) >= least else left).append(stretch)
    relief = _cut(_merged(one for one in measured.relieved if one.start is not None), bounds)
    taken = sum(one.lasted // _US for one in measured.relieved if one.start is None)
    inside = _cut(tuple(counted), bounds)
    if metric.relief == ():
        down += taken + hours.all_of(_merged_us([*inside, *relief]))
        relieved = 0
    else:
        down += hours.all_of(_merged_us([*inside, *relief])) - hours.all_of(relief)
        relieved = taken + hours.all_of(relief)
    short += hours.all_of(_cut(tuple(left), bounds))
    if measured.down is not None:
        down += measured.down // _US
    if down + relieved > time:
        says = said(
            "the downtime of {of} in {period} is longer than the time that was measured",
            of=measured.of,
            period=measured.period,
        )
        raise UsageError(f"{says}: {_minutes(down + relieved)} of {_minutes(time)}", of=measured.of)
    told = measured.outages is not None or measured.down is not None
    return Downtime(time, down, relieved, short, "known" if told else "unknown")


def least_length(metric: Metric, row: object) -> int | None:
    """Return how long an outage has to be to count, in microseconds; None: every outage counts.

    Raises:
        NotComputedError: It is a number of days, which is no length of time.
    """
    span = getattr(row, "ignore_shorter_than", None) or metric.ignore_shorter_than
    if span is None or isinstance(span, WorkingTime | ElapsedTime):
        return None if span is None else span.us
    raise NotComputedError(f"{metric.clause}: outages shorter than {span} cannot be told by their length in time")


def available(time: Downtime, metric: Metric) -> WorkedOut:
    """Return the availability that the times of a period make.

    Args:
        time: The time and the downtime.
        metric: From what relief is taken is said there.
    """
    base = time.time - (time.relieved if metric.relief_taken_from == "downtime-and-base" else 0)
    counted = timedelta(microseconds=time.down)
    if base <= 0:
        return WorkedOut("no-volume", volume=None, downtime=counted, working="no time was measured")
    value = Fraction(100 * (base - time.down), base)
    working = said("100 × ({base} - {down}) / {base} minutes", base=_minutes(base), down=_minutes(time.down))
    out = [said("{part} {says}", part=_minutes(part), says=says) for part, says in _left_out(time) if part]
    working += said("; left out of the downtime: {parts}", parts=joined(" and ", out)) if out else ""
    if time.whole != "known":
        known = WorkedOut.between(Fraction(0), value, "how long it was down is not known")
        return attrs.evolve(known, downtime=None)
    return attrs.evolve(WorkedOut.known(value, working), downtime=counted)


def _left_out(time: Downtime) -> Iterable[tuple[int, str]]:
    return (time.relieved, "under relief"), (time.short, "in outages too short to count")


def _minutes(us: int) -> str:
    return exact_text(Fraction(us, 60_000_000))


def _us(at: datetime) -> int:
    return (at - _EPOCH) // _US


def _merged(outages: Iterable[Outage]) -> Stretches:
    return _merged_us([(_us(one.start), _us(one.start + one.lasted)) for one in outages if one.start is not None])


def _merged_us(stretches: Sequence[tuple[int, int]]) -> Stretches:
    found: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif start < end:
            found.append((start, end))
    return tuple(found)


def _cut(stretches: Stretches, bounds: tuple[int, int]) -> Stretches:
    low, high = bounds
    return tuple((max(start, low), min(end, high)) for start, end in stretches if start < high and end > low)
