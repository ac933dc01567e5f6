"""At most so much relief in each period: what goes beyond it, in order of time, is held against the provider.

A quota is one for its clause. It is used up by time, not by items: an hour of maintenance that touches a hundred items
is one hour. In a rolling window each date has what the dates before it, back to where its window begins, have left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.relief import FOREVER
from contractkit.quantities.midnights import midnight_us
from contractkit.quantities.months import add_months
from contractkit.quantities.notation import Quota
from contractkit.quantities.periods import Period
from contractkit.quantities.recurring import Rolling, recurring
from contractkit.terms import Agreement

__all__ = ["Spans", "within_quota"]

Ints = NDArray[np.int64]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_DAY: Final = timedelta(days=1)
_LONGEST: Final = 3660 * 86_400_000_000
"""So far the periods of a stretch without an end are looked at; later ones grant nothing."""


@attrs.frozen(eq=False)
class Spans:
    """Stretches of time, each a part of a row.

    Attributes:
        row: For each stretch the place of the row that it is a part of.
        begin: int64, from when, inclusive.
        end: int64, until when, exclusive; `FOREVER` for one without an end.
    """

    row: NDArray[np.intp]
    begin: Ints
    end: Ints

    def take(self, places: NDArray[np.intp] | NDArray[np.bool_]) -> Spans:
        """Return the stretches at `places` alone."""
        return Spans(self.row[places], self.begin[places], self.end[places])

    def lengths(self, rows: int) -> Ints:
        """Return for each of so many rows how long its stretches are together, in microseconds."""
        found = np.zeros(rows, np.int64)
        np.add.at(found, self.row, self.end - self.begin)
        return found

    @classmethod
    def together(cls, parts: Sequence[Spans]) -> Spans:
        """Return the stretches of all parts."""
        names = [field.name for field in attrs.fields(Spans)]
        return cls(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def within_quota(spans: Spans, quota: Quota, agreement: Agreement, now: int) -> Spans:
    """Return what of the stretches a quota leaves.

    The stretches of all rows together are laid on one another. Of time, the first so many hours of each period are
    granted; a stretch over the border of two periods uses up both. Of pieces, the first so many of those that begin in
    a period are granted whole; stretches that overlap or touch are one piece. A rolling window ends with each date in
    turn: what was granted on its earlier dates is used up, what was refused on them is not.

    Args:
        spans: The stretches that count but for the quota.
        quota: How much there may be, in each period.
        agreement: Whose zone bounds the periods, and whose term the contract years.
        now: The moment of judging.

    Source: docs/decisions/0135-relief-from-facts.md, docs/decisions/0171-quotas-over-rolling-windows.md.
    """
    spans = spans.take(spans.begin < spans.end)
    if not len(spans.row):
        return spans
    finite = spans.end[spans.end != FOREVER]
    last = max(now, int(spans.begin.max()), int(finite.max()) if len(finite) else now)
    last += 0 if len(finite) == len(spans.end) else _LONGEST
    periods = _Periods.of(quota, agreement, int(spans.begin.min()), last)
    if quota.time is None:
        return _pieces(spans, periods, int(quota.number))
    return _time(spans, periods, quota.time // timedelta(microseconds=1))


@attrs.frozen(eq=False)
class _Periods:
    """The periods of a quota that matter.

    Attributes:
        bounds: int64, the first instant of each, and the end of the last one.
        first: The first date; None where they are no dates.
        rolling: The window that ends with each of them, where they are dates.
    """

    bounds: Ints
    first: date | None = None
    rolling: Rolling | None = None

    @classmethod
    def of(cls, quota: Quota, agreement: Agreement, first: int, last: int) -> _Periods:
        """Return the periods from one instant to another, both in microseconds."""
        if quota.per.word in ("term", "once"):
            return cls(np.array([-FOREVER, FOREVER], np.int64))
        zone = ZoneInfo(agreement.zone)
        begin, end = ((_EPOCH + timedelta(microseconds=us)).astimezone(zone).date() for us in (first, last))
        if quota.per.word == "rolling":
            rolling = recurring(quota.per, agreement.zone)
            assert isinstance(rolling, Rolling)
            dates = [begin + number * _DAY for number in range((end - begin).days + 2)]
            return cls(np.array([midnight_us(day, zone) for day in dates], np.int64), begin, rolling)
        piece = _containing(quota, agreement)(begin)
        bounds = [piece.start]
        while True:
            bounds.append(piece.end)
            if piece.end > end:
                return cls(np.array([midnight_us(day, zone) for day in bounds], np.int64))
            piece = _containing(quota, agreement)(piece.end)

    def left(self, there: Ints, most: int) -> Ints:
        """Return how much each period may grant, given how much there is in each."""
        if self.rolling is None or self.first is None:
            return np.full(len(there), most, np.int64)
        granted, left = [0], []  # granted until the begin of each date
        for number, much in enumerate(there.tolist()):
            begin = self.rolling.ending(self.first + number * _DAY).start
            free = max(0, most - (granted[number] - granted[max(0, (begin - self.first).days)]))
            left.append(free)
            granted.append(granted[number] + min(free, much))
        return np.array(left, np.int64)


def _containing(quota: Quota, agreement: Agreement) -> Callable[[date], Period]:
    per = quota.per
    if per.from_day is not None:
        return lambda day: _anchored_month(day, per.from_day or 1)
    if per.word == "contract-year" and agreement.term is not None:
        anniversary = agreement.term.start
        return lambda day: _year_around(anniversary, day)
    word = "year" if per.word == "contract-year" else per.word
    return lambda day: Period.containing(day, word)


def _anchored_month(day: date, from_day: int) -> Period:
    start = day.replace(day=from_day)
    start = start if start <= day else add_months(start, -1)
    return Period(start, add_months(start, 1), start.isoformat())


def _year_around(anniversary: date, day: date) -> Period:
    found = Period.year_from(anniversary, day.year)
    return found if found.start <= day else Period.year_from(anniversary, day.year - 1)


def _merged(spans: Spans) -> tuple[Ints, Ints, NDArray[np.intp]]:
    """Return begin and end of the stretches laid on one another, and for each stretch the place of its piece."""
    order = np.argsort(spans.begin, kind="stable")
    begin, end = spans.begin[order], np.maximum.accumulate(spans.end[order])
    new = np.ones(len(order), np.bool_)
    new[1:] = begin[1:] > end[:-1]
    starts = np.flatnonzero(new)
    piece = np.empty(len(order), np.intp)
    piece[order] = np.cumsum(new) - 1
    return begin[starts], end[np.append(starts[1:], len(order)) - 1], piece


def _pieces(spans: Spans, periods: _Periods, most: int) -> Spans:
    begin, _, piece = _merged(spans)
    period = np.searchsorted(periods.bounds, begin, "right") - 1
    place = np.arange(len(begin)) - np.searchsorted(period, period)
    left = periods.left(np.bincount(period, minlength=len(periods.bounds) - 1), most)
    return spans.take((place < left[period])[piece])


def _time(spans: Spans, periods: _Periods, most: int) -> Spans:
    bounds = periods.bounds
    begin, end, _ = _merged(spans)
    begin, end, period, _ = _cut(begin, end, bounds, np.zeros(len(begin), np.intp))
    length = end - begin
    there = np.zeros(len(bounds) - 1, np.int64)
    np.add.at(there, period, length)
    left = periods.left(there, most)[period]
    before = np.cumsum(length) - length
    before -= before[np.searchsorted(period, period)]
    stops = np.full(len(bounds) - 1, FOREVER, np.int64)  # where the quota of each period is used up
    full = np.flatnonzero((before <= left) & (before + length > left))
    stops[period[full]] = begin[full] + (left[full] - before[full])
    begin, end, period, row = _cut(spans.begin, spans.end, bounds, spans.row)
    end = np.minimum(end, stops[period])
    return Spans(row, begin, end).take(begin < end)


def _cut(
    begin: Ints, end: Ints, bounds: Ints, row: NDArray[np.intp]
) -> tuple[Ints, Ints, NDArray[np.intp], NDArray[np.intp]]:
    """Return stretches cut where periods end, with the place of the period of each part and the row that it is of."""
    end = np.minimum(end, bounds[-1])
    first = np.searchsorted(bounds, begin, "right") - 1
    last = np.searchsorted(bounds, end, "left") - 1
    many = np.maximum(last - first + 1, 0)
    of = np.repeat(np.arange(len(begin)), many)
    period = first[of] + np.arange(len(of)) - np.repeat(np.cumsum(many) - many, many)
    return np.maximum(begin[of], bounds[period]), np.minimum(end[of], bounds[period + 1]), period, row[of]
