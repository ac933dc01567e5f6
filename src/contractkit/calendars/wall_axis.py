"""Working time as the difference of wall-clock readings, for systems that add hours to local times.

Here a day is 24 hours on every date: the hour that daylight saving skips is counted, and the one that it repeats is
counted once. Only amounts are reckoned like that; which instants are open stays what it is.
"""

from __future__ import annotations

from bisect import bisect_right

import attrs
import numpy as np

from contractkit.calendars.compiling import Timelines
from contractkit.calendars.hours import merged
from contractkit.calendars.instants import MISSING, Ints
from contractkit.calendars.rows import BEYOND_HORIZON, OK, Errors, Statuses
from contractkit.calendars.rules import Rules, Spans
from contractkit.calendars.working_time import WorkingAxis
from contractkit.calendars.zones import Offsets, ZoneClock
from contractkit.errors import UsageError

__all__ = ["WallAxis"]


class WallAxis(WorkingAxis):
    """Working time of one calendar, counted on its wall clock. Arrays mark rows without an answer, and never raise.

    An answer that names a reading which is shown twice is the first instant that shows it and does not lie before the
    start; one that names a skipped reading is the first instant after the gap.
    """

    __slots__ = ("_clock", "_shown")

    def __init__(self, timelines: Timelines) -> None:
        super().__init__(timelines)
        rules = timelines.rules
        if not isinstance(rules, Rules):
            raise UsageError(
                f"the calendar {timelines.name} is combined from others, and wall-clock hours are those of one "
                "calendar in one zone; give the conventions to a calendar that is written down"
            )
        self._clock: ZoneClock = timelines.clock
        self._shown = WorkingAxis(Timelines(_on_the_wall(rules), timelines.name))

    def elapsed_one(self, start: int, end: int) -> int:
        """Return the open readings between those of two instants, in microseconds."""
        self.timelines.covering(min(start, end), max(start, end))
        return self._shown.elapsed_one(self._reading(start), self._reading(end))

    def due_one(self, start: int, amount: int) -> int:
        """Return the instant that shows the reading at which an amount is due."""
        self.covering(start)
        return self._instant(self._shown.due_one(self._reading(start), amount), start, amount)

    def until_one(self, start: int, amount: int) -> int:
        """Return the last instant by which no more than an amount of readings has passed."""
        self.covering(start)
        return self._instant(self._shown.until_one(self._reading(start), amount), start, amount)

    def elapsed(self, start: Ints, end: Ints, errors: Errors) -> tuple[Ints, Statuses]:  # noqa: ARG002
        """Return the open readings between those of instants, and why a row has none."""
        start, end = np.broadcast_arrays(start, end)
        (first, beyond), (last, past) = self._readings(start), self._readings(end)
        found, status = self._shown.elapsed(first, last, "mark")
        return _beyond(found, status, beyond | past)

    def due(self, start: Ints, amount: Ints, errors: Errors) -> tuple[Ints, Statuses]:  # noqa: ARG002
        """Return the instants at which amounts are due, and why a row has no answer."""
        start, amount = np.broadcast_arrays(np.asarray(start, np.int64), np.asarray(amount, np.int64))
        readings, beyond = self._readings(start)
        found, status = _beyond(*self._shown.due(readings, amount, "mark"), beyond)
        return self._instants(found, status, start, amount), status

    def until(self, start: Ints, amount: Ints, errors: Errors) -> tuple[Ints, Statuses]:  # noqa: ARG002
        """Return the last instants that are still in time, and why a row has no answer."""
        start, amount = np.broadcast_arrays(np.asarray(start, np.int64), np.asarray(amount, np.int64))
        readings, beyond = self._readings(start)
        found, status = _beyond(*self._shown.until(readings, amount, "mark"), beyond)
        return self._instants(found, status, start, amount), status

    # -- readings and instants -----------------------------------------------------------------------------------

    def _reading(self, us: int) -> int:
        return self._clock.around(us, us).reading_at(us)

    def _instant(self, reading: int, start: int, amount: int) -> int:
        offsets = self._clock.around(reading, reading)
        first = offsets.first(reading)
        if amount < 0 or first >= start:
            return first
        return reading - offsets.offsets_list[bisect_right(offsets.local_starts_list, reading) - 1]

    def _readings(self, us: Ints) -> tuple[Ints, np.typing.NDArray[np.bool_]]:
        """Return the readings of instants, missing ones left alone, and which instants nothing is known of."""
        low, high = self.timelines.bounds
        inside = (us >= low) & (us < high)
        if not inside.any():
            return us, ~inside & (us != MISSING)
        safe = np.where(inside, us, int(us[inside][0]))
        readings = self._clock.around(int(safe.min()), int(safe.max())).readings(safe)
        return np.where(inside, readings, us), ~inside & (us != MISSING)

    def _instants(self, readings: Ints, status: Statuses, start: Ints, amount: Ints) -> Ints:
        good = status == OK
        if not good.any():
            return readings
        safe = np.where(good, readings, int(readings[good][0]))
        offsets = self._clock.around(int(safe.min()), int(safe.max()))
        found = offsets.firsts(safe)
        again = (found < start) & (amount >= 0)
        if again.any():
            found = np.where(again, _lasts(offsets, safe), found)
        return np.where(good, found, MISSING)


def _lasts(offsets: Offsets, readings: Ints) -> Ints:
    """Return the last instants that show readings, none of them skipped."""
    found: Ints = readings - offsets.offsets[np.searchsorted(offsets.local_starts, readings, "right") - 1]
    return found


def _beyond(found: Ints, status: Statuses, beyond: np.typing.NDArray[np.bool_]) -> tuple[Ints, Statuses]:
    if not beyond.any():
        return found, status
    status = np.where(beyond, np.int8(BEYOND_HORIZON), status)
    return np.where(beyond, MISSING, found), status


def _on_the_wall(rules: Rules) -> Rules:
    """Return rules whose instants are the readings of the zone's clocks."""
    return attrs.evolve(
        rules, zone="UTC", closures=_shown(rules.clock, rules.closures), openings=_shown(rules.clock, rules.openings)
    )


def _shown(clock: ZoneClock, spans: Spans) -> Spans:
    shown = []
    for start, end in spans:
        offsets = clock.around(start, end)
        shown.append((offsets.reading_at(start), offsets.reading_at(end)))
    return tuple(merged(shown))
