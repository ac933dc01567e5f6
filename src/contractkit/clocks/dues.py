"""When limits are used up: amounts on a measured axis, business days, and instants that limits name.

Which limit it is that judges a clock is decided in `judging`.
"""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.ahead import Ahead
from contractkit.clocks.axis import Axis, Counted
from contractkit.clocks.limits import Limits
from contractkit.clocks.stretches import Stretches
from contractkit.clocks.units import Unit
from contractkit.facts import NAT, Instants, Items
from contractkit.quantities.spans import BusinessDays, CalendarDays, Moment, Months

__all__ = ["Dues"]

_DAYS: Final = int(Unit.DAYS)
_WORKING: Final = int(Unit.WORKING)  # numpy compares plain numbers faster than members

Ints = NDArray[np.int64]
Places = NDArray[np.int32]
Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]


class Dues:
    """The instants at which the clocks of a line reach amounts, in one reading.

    Attributes:
        used: int64, what each clock used by its end.
        limit: int32, for each clock the last limit that applied, which holds after its end.
        last: The last stretch of each clock.
    """

    def __init__(
        self, stretches: Stretches, axis: Axis, items: Items, counted: Counted, ahead: Ahead | None = None
    ) -> None:
        self.stretches, self.axis, self.items, self.ahead = stretches, axis, items, ahead
        self.limits: Limits = axis.limits
        self.counted = counted
        last = self.last = stretches.last
        self.used = counted.before[last] + counted.amount[last]
        self.limit = axis.limit[last]

    def _crossings(self, clocks: Rows, amount: Ints) -> tuple[Rows, Rows]:
        """Return for each of `clocks` the stretch in which an amount is used up, and that in which it is passed.

        It is -1 where that is in none.
        """
        stretches, counted = self.stretches, self.counted
        used_up, passed = np.full(len(clocks), -1, np.intp), np.full(len(clocks), -1, np.intp)
        some = np.flatnonzero(self.used[clocks] >= amount)
        if not len(some):
            return used_up, passed
        place = np.full(len(stretches.item), -1, np.intp)
        place[clocks[some]] = some
        rows = np.flatnonzero(place[stretches.clock] >= 0) if len(some) < len(stretches.item) else slice(None)
        where = place[stretches.clock[rows]]
        before, limit = counted.before[rows], amount[where]
        after = before + counted.amount[rows]
        if isinstance(rows, slice):
            rows = np.arange(len(stretches.clock))
        crossed = np.flatnonzero((after >= limit) & (before <= limit))
        rows, where, before, after, limit = (
            rows[crossed],
            where[crossed],
            before[crossed],
            after[crossed],
            limit[crossed],
        )
        up, over = before < limit, after > limit
        used_up[where[up]] = rows[up]
        passed[where[over]] = rows[over]
        return used_up, passed

    def by_time(self, clocks: Rows, judging: Places) -> tuple[Ints, Ints, Flags]:
        """Return when the time of limits is used up, until when it is not yet passed, and whether it is."""
        amount = self.limits.amount[judging]
        late = self.used[clocks] > amount
        used_up, passed = self._crossings(clocks, amount)
        none = amount == 0
        if none.any():
            used_up[none] = passed[none]
        due = self._instants(clocks, used_up, amount, "due")
        until = self._instants(clocks, passed, amount, "until")
        until[due == NAT] = NAT
        return due, until, late

    def _instants(self, clocks: Rows, rows: Rows, amount: Ints, which: Literal["due", "until"]) -> Ints:
        """Return the instants at which amounts are reached: in the stretches at `rows`, or after the end."""
        inside = np.flatnonzero(rows >= 0)
        whole = len(clocks) == len(self.limit)
        start = self.stretches.end.copy() if whole else self.stretches.end[clocks]
        rest = amount - (self.used if whole else self.used[clocks])
        limit = self.limit.copy() if whole else self.limit[clocks]
        crossed = rows[inside]
        start[inside] = self.stretches.at[crossed]
        rest[inside] = amount[inside] - self.counted.before[crossed]
        limit[inside] = self.axis.limit[crossed]
        if self.ahead is not None:
            after = np.flatnonzero(rows < 0)
            start[after], rest[after] = self.ahead.skipped(clocks[after], limit[after], rest[after], which)
        limits = self.limits
        if len(limits.calendars) == 1 and (limits.unit == _WORKING).all():
            calendar = limits.calendars[0]
            ask = calendar.due_us if which == "due" else calendar.until_us
            if int(rest.min(initial=0)) >= 0:
                return ask(start, rest, "mark")
        out = start + rest
        ahead = np.flatnonzero((limits.unit[limit] == _WORKING) & (rest >= 0))
        for calendar, places in limits.by_calendar(limit[ahead]):
            here = ahead[places]
            ask = calendar.due_us if which == "due" else calendar.until_us
            out[here] = ask(start[here], rest[here], "mark")
        return out

    def of_pairs(self, clocks: Rows, limit: Places) -> Ints:
        """Return when business days are used up, for clocks that may be asked about more than once."""
        pairs, back = np.unique(clocks * len(self.limits.limits) + limit, return_inverse=True)
        clock, limit = pairs // len(self.limits.limits), (pairs % len(self.limits.limits)).astype(np.int32)
        due = np.empty(len(pairs), np.int64)
        for one in np.unique(limit):
            here = np.flatnonzero(limit == one)
            due[here] = self.by_days(clock[here], limit[here])
        return due[back]

    def by_days(self, clocks: Rows, limit: Places) -> Ints:
        """Return when business days are used up, after landing; `clocks` are in order, each of them once."""
        due = np.full(len(clocks), NAT, np.int64)
        if not len(clocks):
            return due
        amount = self.limits.amount[limit]
        rows, _ = self._crossings(clocks, amount)
        inside, last = rows >= 0, self.last[clocks]
        assert self.counted.low is not None
        assert self.axis.high is not None
        index = np.where(
            inside,
            self.counted.low[rows] + amount - self.counted.before[rows],
            self.axis.high[last] + amount - self.used[clocks],
        )
        if self.ahead is not None:
            after = np.flatnonzero(~inside)
            rest = (amount - self.used[clocks])[after]
            index[after] += self.ahead.skipped_ticks(clocks[after], self.limit[clocks[after]], rest)
        holds = np.where(inside, self.axis.limit[rows], self.limit[clocks])
        holds = np.where(amount == 0, limit, holds)
        index = np.where(amount == 0, 0, index)
        days = self.axis.days
        if days is not None:
            return (days if len(clocks) == len(self.limit) else days.take(clocks)).due(index, "mark")[0]
        for (calendar, within), places in self.limits.by_policy(holds):
            if isinstance(within, BusinessDays):
                start = self.stretches.started[clocks[places]]
                due[places] = calendar.business_days_due_us(start, within, index[places], "mark")
        return due

    def moments(self, clocks: Rows, limit: Places) -> Ints:
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

    def landed(self, limit: Places, at: Ints) -> Ints:
        """Return the instants of changes as a due lands there: a business-day target may ask for the next opening."""
        landed = at.copy()
        if self.counted.low is None:
            return landed
        days = np.flatnonzero(self.limits.unit[limit] == _DAYS)
        for (calendar, within), places in self.limits.by_policy(limit[days]):
            if isinstance(within, BusinessDays) and within.landing == "next-opening":
                here = days[places]
                closing = calendar.inverse_left(calendar.cum(at[here], "mark"), "mark") == at[here]
                landed[here] = np.where(closing, at[here], calendar.until_us(at[here], 0, "mark"))
        return landed
