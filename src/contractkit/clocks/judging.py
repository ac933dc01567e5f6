"""Which limit judges a clock after changes of target, when it is due, until when it is in time, and whether it is late.

Under *keep* the time used so far stays as measured and the new limit holds for the total. Here instants come out;
verdicts are put together in `replay`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.axis import Axis, Counted
from contractkit.clocks.limits import Limits, Unit
from contractkit.clocks.stretches import State, Stretches
from contractkit.facts import NAT, Instants, Items
from contractkit.quantities.spans import BusinessDays, CalendarDays, Moment, Months

__all__ = ["Judged", "judge"]

Ints = NDArray[np.int64]
Places = NDArray[np.int32]
Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]


@attrs.frozen(eq=False)
class Judged:
    """How the clocks of a line stand, each at its end: its last stop, or the moment of judging.

    Attributes:
        limit: int32, for each clock the limit that judges: the last one that applied.
        used: int64, what was used by the end; zero where the limit names a moment.
        due: int64, when the limit is used up; `NAT` where that cannot be said.
        until: int64, the last instant that is in time; `NAT` where that cannot be said.
        late: Whether the end lies after `until`.
        paused: Whether the clock is open, in time, and stands still, so that nothing is due.
        mixed: Whether the target changed from one unit to another in mid-flight.
    """

    limit: Places
    used: Ints
    due: Ints
    until: Ints
    late: Flags
    paused: Flags
    mixed: Flags


def judge(stretches: Stretches, axis: Axis, items: Items, reading: Literal["contractual", "lived"]) -> Judged:
    """Return how each clock stands in one of the two readings.

    Source: clocks.md rules 8, 11, 12, 19, 20, 24, 25, 26, 32 and 33.
    """
    return _Judging(stretches, axis, items, reading).judged()


class _Judging:
    """The clocks of a line in one reading, while it is worked out how they stand."""

    def __init__(
        self, stretches: Stretches, axis: Axis, items: Items, reading: Literal["contractual", "lived"]
    ) -> None:
        self.stretches, self.axis, self.items = stretches, axis, items
        self.limits: Limits = axis.limits
        self.counted: Counted = getattr(axis, reading)
        self.after = self.counted.after
        last = stretches.last
        self.used = self.after[last]
        self.limit = axis.limit[last]
        still = stretches.state[last] == State.PAUSED
        self.still = still & ~stretches.stopped if reading == "contractual" else np.zeros(len(last), np.bool_)
        self.effective = axis.limit[stretches.first]  # the limit by which the axis is searched
        self.pinned = np.full(len(last), NAT, np.int64)  # or the change by which a new limit was used up already

    def judged(self) -> Judged:
        stretches, limits = self.stretches, self.limits
        count = len(stretches.item)
        mixed = self._follow_changes()
        due, until = np.full(count, NAT, np.int64), np.full(count, NAT, np.int64)
        late = np.zeros(count, np.bool_)
        unit = limits.unit[self.effective]
        searched = self.pinned == NAT
        time = np.flatnonzero(searched & (unit <= Unit.ELAPSED))
        due[time], until[time], late[time] = self._by_time(time)
        until[time[due[time] == NAT]] = NAT
        days = np.flatnonzero(searched & (unit == Unit.DAYS))
        due[days] = until[days] = self._by_days(days, self.effective[days])
        moments = np.flatnonzero(searched & (unit == Unit.MOMENT))
        due[moments] = until[moments] = self._moments(moments, self.effective[moments])
        pinned = np.flatnonzero(~searched)
        due[pinned] = until[pinned] = self.pinned[pinned]
        on_the_moment = ~searched | (unit >= Unit.DAYS)
        late |= on_the_moment & (until != NAT) & (stretches.end > until)
        fixed = (unit == Unit.MOMENT) | ((unit == Unit.DAYS) & (limits.amount[self.effective] == 0))
        paused = self.still & ~late & ~(searched & fixed)
        due[paused] = until[paused] = NAT
        return Judged(self.limit, self.used, due, until, late, paused, mixed)

    # -- changes of target ---------------------------------------------------------------------------------------

    def _follow_changes(self) -> Flags:
        """Go through the changes of limit, all first ones, all second ones, ...; return which clocks mixed units."""
        stretches, limits, limit = self.stretches, self.limits, self.axis.limit
        mixed = np.zeros(len(stretches.item), np.bool_)
        same_clock = stretches.clock[1:] == stretches.clock[:-1]
        rows = np.flatnonzero((limit[1:] != limit[:-1]) & same_clock) + 1
        if not len(rows):
            return mixed
        clocks = stretches.clock[rows]
        mixed[clocks[limits.unit[limit[rows]] != limits.unit[limit[rows - 1]]]] = True
        rows = rows[~mixed[clocks]]
        clocks = stretches.clock[rows]
        nth = np.arange(len(rows)) - np.searchsorted(clocks, clocks)
        for level in range(int(nth.max()) + 1 if len(nth) else 0):
            self._change(rows[nth == level])
        return mixed

    def _change(self, rows: Rows) -> None:
        """Let a new limit hold for the total: it, or the change itself, or a breach of before judges from now on."""
        stretches, limits = self.stretches, self.limits
        clocks, at, new = stretches.clock[rows], stretches.at[rows], self.axis.limit[rows]
        old, pinned = self.effective[clocks], self.pinned[clocks]
        used = self.counted.before[rows] + self.counted.at_once[rows]
        used_up = used >= np.maximum(limits.amount[new], 1)  # of none, nothing is used up before something counts
        in_time = used <= limits.amount[old]
        unit = limits.unit[new]
        named = np.flatnonzero(unit == Unit.MOMENT)
        if len(named):
            moment = self._moments(clocks[named], new[named])
            used_up[named] = (moment != NAT) & (moment <= at[named])
            in_time[named] = at[named] <= self._moments(clocks[named], old[named])
        none = np.flatnonzero((unit == Unit.DAYS) & (limits.amount[new] == 0))
        if len(none):
            used_up[none] = self._by_days(clocks[none], new[none]) <= at[none]
        full = np.flatnonzero((unit == Unit.DAYS) & (used >= limits.amount[old]) & (pinned == NAT))
        if len(full):
            in_time[full] = at[full] <= self._by_days(clocks[full], old[full])
        in_time = np.where(pinned != NAT, at <= pinned, in_time)
        pin = used_up & in_time
        self.pinned[clocks[pin]] = self._landed(new[pin], at[pin])
        self.effective[clocks[~used_up]] = new[~used_up]
        self.pinned[clocks[~used_up]] = NAT

    def _landed(self, limit: Places, at: Ints) -> Ints:
        """Return the instants of changes as a due lands there: a business-day target may ask for the next opening."""
        landed = at.copy()
        days = np.flatnonzero(self.limits.unit[limit] == Unit.DAYS)
        for (calendar, within), places in self.limits.by_policy(limit[days]):
            if isinstance(within, BusinessDays) and within.landing == "next-opening":
                here = days[places]
                closing = calendar.inverse_left(calendar.cum(at[here], "mark"), "mark") == at[here]
                landed[here] = np.where(closing, at[here], calendar.until_us(at[here], 0, "mark"))
        return landed

    # -- instants ------------------------------------------------------------------------------------------------

    def _found(self, clocks: Rows, limit: Places, reached: Callable[[Ints, Ints, Ints], Flags]) -> Rows:
        """Return for each of `clocks` the stretch in which its limit is reached, -1 where in none."""
        stretches = self.stretches
        amount = np.full(len(stretches.item), np.iinfo(np.int64).min, np.int64)
        amount[clocks] = self.limits.amount[limit]
        rows = np.flatnonzero(reached(self.counted.before, self.after, amount[stretches.clock]))
        found = np.full(len(stretches.item), -1, np.intp)
        found[stretches.clock[rows]] = rows
        return found[clocks]

    def _by_time(self, clocks: Rows) -> tuple[Ints, Ints, Flags]:
        """Return when time is used up, until when it is not yet passed, and whether it is."""
        if not len(clocks):
            return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.bool_)
        limit = self.effective[clocks]
        amount = self.limits.amount[limit]
        late = self.used[clocks] > amount
        used_up = self._found(clocks, limit, _used_up)
        passed = self._found(clocks, limit, _passed)
        until = self._instants(clocks, passed, amount, "until")
        due = self._instants(clocks, np.where(amount == 0, passed, used_up), amount, "due")
        return due, until, late

    def _instants(self, clocks: Rows, rows: Rows, amount: Ints, which: Literal["due", "until"]) -> Ints:
        """Return the instants at which amounts are reached: in the stretches at `rows`, or after the end."""
        inside = rows >= 0
        start = np.where(inside, self.stretches.at[rows], self.stretches.end[clocks])
        rest = amount - np.where(inside, self.counted.before[rows], self.used[clocks])
        limit = np.where(inside, self.axis.limit[rows], self.limit[clocks])
        out = start + rest
        ahead = np.flatnonzero((self.limits.unit[limit] == Unit.WORKING) & (rest >= 0))
        for calendar, places in self.limits.by_calendar(limit[ahead]):
            here = ahead[places]
            ask = calendar.due_us if which == "due" else calendar.until_us
            out[here] = ask(start[here], rest[here], "mark")
        return out

    def _by_days(self, clocks: Rows, limit: Places) -> Ints:
        """Return when business days are used up, after landing."""
        due = np.full(len(clocks), NAT, np.int64)
        if not len(clocks):
            return due
        amount = self.limits.amount[limit]
        rows = self._found(clocks, limit, _used_up)
        inside, last = rows >= 0, self.stretches.last[clocks]
        index = np.where(
            inside,
            self.counted.low[rows] + amount - self.counted.before[rows],
            self.axis.high[last] + amount - self.used[clocks],
        )
        holds = np.where(inside, self.axis.limit[rows], self.limit[clocks])
        holds = np.where(amount == 0, limit, holds)
        index = np.where(amount == 0, 0, index)
        for (calendar, within), places in self.limits.by_policy(holds):
            if isinstance(within, BusinessDays):
                start = self.stretches.started[clocks[places]]
                due[places] = calendar.business_days_due_us(start, within, index[places], "mark")
        return due

    def _moments(self, clocks: Rows, limit: Places) -> Ints:
        """Return the instants that limits name: so many dates or months after the start, or in a column."""
        named = np.full(len(clocks), NAT, np.int64)
        for (calendar, within), places in self.limits.by_policy(limit):
            here = clocks[places]
            match within:
                case CalendarDays() | Months():
                    start, count = self.stretches.started[here], self.limits.amount[limit[places]]
                    named[places] = calendar.calendar_days_due_us(start, within, count, "mark")
                case Moment(field):
                    column = self.items.columns.get(field)
                    if isinstance(column, Instants):
                        named[places] = column.us[self.stretches.item[here]]
                case _:
                    pass
        return named


def _used_up(before: Ints, after: Ints, amount: Ints) -> Flags:
    return (before < amount) & (after >= amount)


def _passed(before: Ints, after: Ints, amount: Ints) -> Flags:
    return (before <= amount) & (after > amount)
