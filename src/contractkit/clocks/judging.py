"""Which limit judges a clock after changes of target, when it is due, until when it is in time, and whether it is late.

Under *keep* the time used so far stays as measured and the new limit holds for the total. Here instants come out;
verdicts are put together in `replay`.
"""

from __future__ import annotations

from typing import Final, Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.ahead import Ahead
from contractkit.clocks.axis import Axis, Counted
from contractkit.clocks.limits import Limits, Unit
from contractkit.clocks.stretches import State, Stretches
from contractkit.facts import NAT, Instants, Items
from contractkit.quantities.spans import BusinessDays, CalendarDays, Moment, Months

__all__ = ["Judged", "judge", "judge_as_lived"]

_DAYS: Final = int(Unit.DAYS)
_ELAPSED: Final = int(Unit.ELAPSED)
_MOMENT: Final = int(Unit.MOMENT)
_PAUSED: Final = int(State.PAUSED)
_STOPPED: Final = int(State.STOPPED)
_WORKING: Final = int(Unit.WORKING)  # numpy compares plain numbers faster than members

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
        mixed: Whether the target changed from one unit to another in mid-flight; None where none did.
    """

    limit: Places
    used: Ints
    due: Ints
    until: Ints
    late: Flags
    paused: Flags
    mixed: Flags | None


def judge(stretches: Stretches, axis: Axis, items: Items, ahead: Ahead | None = None) -> Judged:
    """Return how each clock stands by the contract.

    Args:
        stretches: The stretches of the clocks.
        axis: The same, measured.
        items: The items, of which a column may name a deadline.
        ahead: Relief that lies after the ends of clocks, or None.

    Source: clocks.md rules 8, 11, 12, 19, 20, 21, 25, 26, 32 and 33.
    """
    return _Judging(stretches, axis, items, axis.contractual, ahead).judged()


def judge_as_lived(stretches: Stretches, axis: Axis, items: Items, judged: Judged) -> tuple[Ints, Flags, Flags | None]:
    """Return what each clock used with pauses and relief counted, whether it is late then, and whether nobody can say.

    A clock that stands still in a pause has no due by the contract; as lived it has one, unless its calendar never
    opens any more.

    Source: clocks.md rules 24 and 33.
    """
    if axis.lived is axis.contractual and not judged.paused.any():
        return judged.used, judged.late, None
    last = stretches.last
    differs = axis.lived.before[last] + axis.lived.amount[last] != judged.used
    judging = _Judging(stretches, axis, items, axis.lived, None, differs | judged.paused)
    some = np.flatnonzero(differs)
    late = judged.late.copy()
    if len(some):
        late[some] = judging.late(some)
    still = np.flatnonzero(judged.paused & ~late)
    if not len(still):
        return judging.used, late, None
    never = np.zeros(len(late), np.bool_)
    never[still] = judging.due(still) == NAT
    return judging.used, late, never


class _Judging:
    """The clocks of a line in one reading, while it is worked out how they stand."""

    def __init__(
        self,
        stretches: Stretches,
        axis: Axis,
        items: Items,
        counted: Counted,
        ahead: Ahead | None,
        only: Flags | None = None,  # the clocks that are asked about; None for all
    ) -> None:
        self.stretches, self.axis, self.items, self.ahead = stretches, axis, items, ahead
        self.limits: Limits = axis.limits
        self.counted = counted
        last = self.last = stretches.last
        self.used = counted.before[last] + counted.amount[last]
        self.limit = axis.limit[last]
        self.effective = axis.limit[stretches.first].copy()  # the limit by which the axis is searched
        self.pinned: Ints | None = None  # or the change by which a new limit was used up already
        self.mixed = self._follow_changes(only)

    def judged(self) -> Judged:
        stretches, limits = self.stretches, self.limits
        count = len(stretches.item)
        unit = limits.unit[self.effective]
        plain = self.pinned is None and bool((limits.unit <= _ELAPSED).all())
        if plain:
            due, until, late = self._by_time(np.arange(count))
            fixed = None
        else:
            due, until = np.full(count, NAT, np.int64), np.full(count, NAT, np.int64)
            late = np.zeros(count, np.bool_)
            searched = np.ones(count, np.bool_) if self.pinned is None else self.pinned == NAT
            time = np.flatnonzero(searched & (unit <= _ELAPSED))
            due[time], until[time], late[time] = self._by_time(time)
            on_the_moment = np.flatnonzero(~searched | (unit >= _DAYS))
            due[on_the_moment] = until[on_the_moment] = self._on_the_moment(on_the_moment)
            named = until[on_the_moment]
            late[on_the_moment] = (named != NAT) & (stretches.end[on_the_moment] > named)
            fixed = unit == _MOMENT
            none = (limits.unit == _DAYS) & (limits.amount == 0)  # of no days at all the due is always shown
            fixed |= np.where(searched, none[self.effective], none[self.limit])
        still = (stretches.state[self.last] == _PAUSED) & ~late
        if fixed is not None:
            still &= ~fixed
        due[still] = until[still] = NAT
        return Judged(self.limit, self.used, due, until, late, still, self.mixed)

    def late(self, clocks: Rows) -> Flags:
        """Return which of some clocks are late."""
        limit = self.effective[clocks]
        late = self.used[clocks] > self.limits.amount[limit]
        searched = self.pinned[clocks] == NAT if self.pinned is not None else np.ones(len(clocks), np.bool_)
        on_the_moment = np.flatnonzero(~searched | (self.limits.unit[limit] >= _DAYS))
        if len(on_the_moment):
            here = clocks[on_the_moment]
            named = self._on_the_moment(here)
            late[on_the_moment] = (named != NAT) & (self.stretches.end[here] > named)
        return late

    def due(self, clocks: Rows) -> Ints:
        """Return when some clocks are due that are judged on the time used, or on the moment."""
        searched = self.pinned[clocks] == NAT if self.pinned is not None else np.ones(len(clocks), np.bool_)
        time = searched & (self.limits.unit[self.effective[clocks]] <= _ELAPSED)
        found = np.empty(len(clocks), np.int64)
        found[time] = self._by_time(clocks[time])[0]
        found[~time] = self._on_the_moment(clocks[~time])
        return found

    def _on_the_moment(self, clocks: Rows) -> Ints:
        """Return the instants until which clocks are in time that are judged on the moment."""
        unit, found = self.limits.unit[self.effective[clocks]], np.full(len(clocks), NAT, np.int64)
        if self.pinned is not None:
            found = self.pinned[clocks].copy()
            unit = np.where(found == NAT, unit, -1)
        days = np.flatnonzero(unit == _DAYS)
        found[days] = self._by_days(clocks[days], self.effective[clocks[days]])
        moments = np.flatnonzero(unit == _MOMENT)
        found[moments] = self._moments(clocks[moments], self.effective[clocks[moments]])
        return found

    # -- changes of target ---------------------------------------------------------------------------------------

    def _follow_changes(self, only: Flags | None) -> Flags | None:
        """Go through the changes of limit, all first ones, all second ones, ...; return which clocks mixed units."""
        stretches, limits, limit = self.stretches, self.limits, self.axis.limit
        if len(limits.limits) < 2:
            return None
        changed = limit[1:] != limit[:-1]
        changed[stretches.first[1:] - 1] = False
        rows = np.flatnonzero(changed) + 1
        if not len(rows):
            return None
        mixed = None
        clocks = stretches.clock[rows]
        if only is not None:
            rows = rows[only[clocks]]
            clocks = stretches.clock[rows]
        of_others = limits.unit[limit[rows]] != limits.unit[limit[rows - 1]]
        if of_others.any():
            mixed = np.zeros(len(stretches.item), np.bool_)
            mixed[clocks[of_others]] = True
            rows = rows[~mixed[clocks]]
            clocks = stretches.clock[rows]
        rows = rows[self._matters(rows, clocks)]
        if not len(rows):
            return mixed
        clocks = stretches.clock[rows]
        self.pinned = np.full(len(stretches.item), NAT, np.int64)
        while len(rows):
            clocks = stretches.clock[rows]
            begins = np.append(True, clocks[1:] != clocks[:-1])
            open_still = np.zeros(len(stretches.item), np.bool_)
            first = rows[begins]
            open_still[clocks[begins]] = self._change(first)
            rows = rows[~begins]
            rows = rows[open_still[stretches.clock[rows]]]
        if (self.pinned == NAT).all():
            self.pinned = None
        return mixed

    def _matters(self, rows: Rows, clocks: Rows) -> Flags:
        """Return which changes have to be looked at one after another; what they begin with is noted here.

        Those are the changes after the last one by which the new limit was not used up yet: its limit holds then,
        whatever came before.
        """
        limits, stretches = self.limits, self.stretches
        at, new = stretches.at[rows], self.axis.limit[rows]
        used = self.counted.before[rows]
        if self.counted.at_once is not None:
            used = used + self.counted.at_once[rows]
        full = used >= np.maximum(limits.amount[new], 1)  # of none, nothing is used up before something counts
        named = np.flatnonzero(limits.unit[new] == _MOMENT)
        if len(named):
            moment = self._moments(clocks[named], new[named])
            full[named] = (moment != NAT) & (moment <= at[named])
        days = np.flatnonzero((limits.unit[new] == _DAYS) & (full | (limits.amount[new] == 0)))
        if len(days):  # the tick that uses it up may land later than the change
            full[days] = self._of_pairs(clocks[days], new[days]) <= at[days]
        place = np.arange(len(rows))
        begins = np.flatnonzero(np.append(True, clocks[1:] != clocks[:-1])[: len(rows)])
        last = np.maximum.reduceat(np.where(full, -1, place), begins) if len(rows) else begins
        known = last >= 0
        self.effective[clocks[begins[known]]] = new[last[known]]
        return place > np.repeat(last, np.diff(np.append(begins, len(rows))))

    def _change(self, rows: Rows) -> Flags:
        """Let a new limit that is used up already hold from a change on, and return for which clocks it does.

        The change itself judges where the clock was in time until then; else a breach of before stays, for good.
        """
        stretches, limits = self.stretches, self.limits
        clocks, at, new = stretches.clock[rows], stretches.at[rows], self.axis.limit[rows]
        assert self.pinned is not None
        asked = np.where(stretches.state[rows - 1] == _STOPPED, stretches.at[rows - 1], at)  # late, or not, by then
        old, pinned, unit = self.effective[clocks], self.pinned[clocks], limits.unit[new]
        used = self.counted.before[rows]
        if self.counted.at_once is not None:
            used = used + self.counted.at_once[rows]
        in_time = used <= limits.amount[old]
        named = np.flatnonzero(unit == _MOMENT)
        if len(named):
            in_time[named] = asked[named] <= self._moments(clocks[named], old[named])
        full = np.flatnonzero((unit == _DAYS) & (used >= limits.amount[old]) & (pinned == NAT))
        if len(full):
            in_time[full] = asked[full] <= self._by_days(clocks[full], old[full])
        in_time = np.where(pinned != NAT, asked <= pinned, in_time)
        here = clocks[in_time]
        self.pinned[here] = self._landed(new[in_time], at[in_time])
        return in_time

    def _landed(self, limit: Places, at: Ints) -> Ints:
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

    # -- instants ------------------------------------------------------------------------------------------------

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

    def _by_time(self, clocks: Rows) -> tuple[Ints, Ints, Flags]:
        """Return when time is used up, until when it is not yet passed, and whether it is."""
        amount = self.limits.amount[self.effective[clocks]]
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

    def _of_pairs(self, clocks: Rows, limit: Places) -> Ints:
        """Return when business days are used up, for clocks that may be asked about more than once."""
        pairs, back = np.unique(clocks * len(self.limits.limits) + limit, return_inverse=True)
        clock, limit = pairs // len(self.limits.limits), (pairs % len(self.limits.limits)).astype(np.int32)
        due = np.empty(len(pairs), np.int64)
        for one in np.unique(limit):
            here = np.flatnonzero(limit == one)
            due[here] = self._by_days(clock[here], limit[here])
        return due[back]

    def _by_days(self, clocks: Rows, limit: Places) -> Ints:
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
