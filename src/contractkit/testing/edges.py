"""The instants, amounts and dates of a calendar at which it breaks if it breaks at all."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from contractkit.testing.business_time import SlowTime
from contractkit.testing.drawing import Chooser
from contractkit.testing.instant_sets import BeyondWindow
from contractkit.testing.plain_calendars import Spec
from contractkit.testing.wall_clocks import DAY

__all__ = ["Edges"]

_HOUR = 3_600_000_000


class Edges:
    """What to ask a calendar.

    Args:
        slow: The slow calendar.
        spec: What it was made from.
        days: How many dates on each side of the anchor instants come from.

    Attributes:
        near: Openings, closings, midnights, the starts and ends of what clocks skip or repeat, the ends of closures and
            openings, and the horizon, as far as they lie near the anchor.
    """

    def __init__(self, slow: SlowTime, spec: Spec, days: int = 6) -> None:
        self.slow, self.anchor = slow, spec.anchor
        middle = (spec.anchor - date(1970, 1, 1)).days * DAY
        self.low, self.high = middle - days * DAY, middle + days * DAY
        self.window = slow.open.low, slow.open.high
        edges = {*slow.open.openings, *slow.open.closings, *(us for us in slow.horizon if us is not None)}
        for part in slow.parts:
            for change in part.clock.changes:
                turned = _turned(part.clock.shown(change - 1), part.clock.shown(change))
                edges |= {change, change - turned, change + turned}
            edges |= {us for stretch in (*part.closures, *part.openings) for us in stretch}
            for step in range(-days, days + 1):
                edges.add(part.clock.first_shown(spec.anchor + timedelta(days=step), 0))
        self.near = sorted(edge for edge in edges if self.low <= edge <= self.high)
        self.all = sorted(edge for edge in edges if self.window[0] <= edge <= self.window[1])

    def instant(self, chooser: Chooser) -> int:
        """Draw an instant: most often at an edge or a microsecond beside it."""
        kind = chooser.randint(0, 11)
        if kind == 0:
            return chooser.randint(self.low, self.high)
        if kind == 1:
            return chooser.randint(self.window[0], self.window[1] - 1)
        edge = chooser.choice(self.all if kind == 2 and self.all else self.near)
        return edge + chooser.choice((0, 0, 0, 0, -1, 1, -1, 1, 450_000_000, -_HOUR // 4))

    def amount(self, chooser: Chooser, start: int) -> int:
        """Draw an amount of working time from an instant on: zero, what lies until an edge, a microsecond beside it."""
        kind = chooser.randint(0, 11)
        if kind < 3:
            return chooser.choice((0, 1, -1, _HOUR, -_HOUR, 8 * _HOUR, 40 * _HOUR, 2000 * _HOUR, -2000 * _HOUR))
        try:
            between = self.slow.elapsed(start, self.instant(chooser))
        except BeyondWindow:
            return _HOUR
        return between + chooser.choice((0, 0, 0, -1, 1))

    def reading(self, chooser: Chooser) -> time:
        """Draw a time of day that the clock shows at an edge."""
        _, at = self.slow.clock.shown(chooser.choice(self.near))
        return (datetime(1970, 1, 1) + timedelta(microseconds=at)).time()  # noqa: DTZ001 - a reading

    def day(self, chooser: Chooser) -> date:
        """Draw a date around the anchor."""
        return self.anchor + timedelta(days=chooser.randint(-9, 9))


def _turned(before: tuple[date, int], after: tuple[date, int]) -> int:
    """Return how far the clock moves when it is turned."""
    return abs((after[0] - before[0]).days * DAY + after[1] - before[1] - 1)
