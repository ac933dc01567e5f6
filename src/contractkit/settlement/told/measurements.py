"""What a figure is worked out from, where no items say it: time and downtime, counts, intervals, parts of a score."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

import attrs

from contractkit.errors import NaiveDatetimeError, UsageError
from contractkit.quantities.periods import Period
from contractkit.records.read_only import read_only

__all__ = ["Outage", "ToldMaintenance", "ToldMeasurement"]

_ZERO = timedelta(0)


@attrs.frozen
class Outage:
    """A stretch in which something was down, or in which relief took downtime out.

    Attributes:
        lasted: How long it lasted.
        start: Its first instant; None where only its length is told.

    Example:
        >>> Outage(timedelta(minutes=7)).end is None
        True
    """

    lasted: timedelta
    start: datetime | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a negative length, and an instant without its zone."""
        if self.lasted < _ZERO:
            raise UsageError(f"an outage of {self.lasted} lasts less than nothing", value=self.lasted)
        if self.start is not None and self.start.tzinfo is None:
            raise NaiveDatetimeError(f"the outage from {self.start.isoformat()} has no zone", at=self.start)

    @classmethod
    def between(cls, start: datetime, end: datetime) -> Outage:
        """Return the outage ``[start, end)``.

        Raises:
            NaiveDatetimeError: An instant has no zone.
            UsageError: It ends before it begins.
        """
        if start.tzinfo is None or end.tzinfo is None:
            raise NaiveDatetimeError(f"the outage from {start.isoformat()} to {end.isoformat()} has no zone", at=start)
        if end < start:
            raise UsageError(f"the outage from {start.isoformat()} ends before it begins", value=end)
        return cls(end - start, start)

    @property
    def end(self) -> datetime | None:
        """Return the first instant after it; None where only its length is told."""
        return None if self.start is None else self.start + self.lasted


@attrs.frozen
class ToldMaintenance:
    """Maintenance that was carried out, and when it was announced: the half-open stretch ``[start, end)``.

    Attributes:
        start: Its first instant, timezone-aware.
        end: The first instant after it.
        announced_at: When it was announced; ``never`` where it was not; None where nobody says.

    Example:
        >>> from datetime import UTC
        >>> begin = datetime(2026, 4, 7, 22, tzinfo=UTC)
        >>> ToldMaintenance(begin, begin + timedelta(hours=2), "never").announced_at
        'never'
    """

    start: datetime
    end: datetime
    announced_at: datetime | Literal["never"] | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse an instant without its zone, and an end before the beginning."""
        instants = [self.start, self.end, *([self.announced_at] if isinstance(self.announced_at, datetime) else [])]
        for one in instants:
            if one.tzinfo is None:
                raise NaiveDatetimeError(f"the maintenance from {one.isoformat()} has no zone", at=one)
        if self.end <= self.start:
            raise UsageError(f"the maintenance from {self.start.isoformat()} ends before it begins", value=self.end)


@attrs.frozen
class ToldMeasurement:
    """What was measured of a metric in one period. What nobody measured is None.

    Attributes:
        of: The metric or target, by its name, or as ``document/clause``.
        period: The period.
        time: How long it was measured: the time of the period in the metric's hours; None: worked out from them.
        outages: When, or how long, it was down.
        down: How long it was down altogether, where the single outages are not told.
        relieved: The stretches, or lengths, of the downtime that relief takes out.
        maintenance: The maintenance that was carried out, each with its announcement; None where nobody tells it.
        good: How many items or requests were good.
        total: How many there were.
        intervals: In how many intervals it was measured.
        failed: How many of them failed as a whole.
        empty: How many of them had no request.
        parts: The marks of the parts of a score, or the figures of the parts of a mean.
        marks: The marks that were given in a survey.
        where: The values of fields that its items have; empty for all items.
        source: Where it comes from; None where nobody says.
        recorded_on: When it was recorded; None where it was always known.
    """

    of: str
    period: Period
    time: timedelta | None = None
    outages: tuple[Outage, ...] | None = None
    down: timedelta | None = None
    relieved: tuple[Outage, ...] = ()
    good: int | None = None
    total: int | None = None
    intervals: int | None = None
    failed: int | None = None
    empty: int | None = None
    parts: Mapping[str, Decimal] = attrs.field(factory=dict, converter=read_only, hash=False)
    marks: tuple[Decimal, ...] = ()
    where: Mapping[str, str] = attrs.field(factory=dict, converter=read_only, hash=False)
    source: str | None = None
    recorded_on: date | None = None
    maintenance: tuple[ToldMaintenance, ...] | None = None
