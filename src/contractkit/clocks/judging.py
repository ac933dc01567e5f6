"""Which limit judges a clock after changes of target, and whether the clock is late by it.

Under *keep* the time used so far stays as measured and the new limit holds for the total. When a limit is used up is
found in `dues`; verdicts are put together in `replay`.
"""

from __future__ import annotations

from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.ahead import Ahead
from contractkit.clocks.axis import Axis, Counted
from contractkit.clocks.dues import Dues
from contractkit.clocks.limits import Limits
from contractkit.clocks.stretches import State, Stretches
from contractkit.clocks.units import Unit
from contractkit.facts import NAT, Items

__all__ = ["Judged", "judge", "judge_as_lived"]

_DAYS: Final = int(Unit.DAYS)  # numpy compares plain numbers faster than members
_ELAPSED: Final = int(Unit.ELAPSED)
_MOMENT: Final = int(Unit.MOMENT)
_PAUSED: Final = int(State.PAUSED)
_STOPPED: Final = int(State.STOPPED)

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
        self.stretches, self.axis, self.counted = stretches, axis, counted
        self.limits: Limits = axis.limits
        dues = self.dues = Dues(stretches, axis, items, counted, ahead)
        self.last, self.used, self.limit = dues.last, dues.used, dues.limit
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

    def _by_time(self, clocks: Rows) -> tuple[Ints, Ints, Flags]:
        return self.dues.by_time(clocks, self.effective[clocks])

    def _on_the_moment(self, clocks: Rows) -> Ints:
        """Return the instants until which clocks are in time that are judged on the moment."""
        unit, found = self.limits.unit[self.effective[clocks]], np.full(len(clocks), NAT, np.int64)
        if self.pinned is not None:
            found = self.pinned[clocks].copy()
            unit = np.where(found == NAT, unit, -1)
        days = np.flatnonzero(unit == _DAYS)
        found[days] = self.dues.by_days(clocks[days], self.effective[clocks[days]])
        moments = np.flatnonzero(unit == _MOMENT)
        found[moments] = self.dues.moments(clocks[moments], self.effective[clocks[moments]])
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
            moment = self.dues.moments(clocks[named], new[named])
            full[named] = (moment != NAT) & (moment <= at[named])
        days = np.flatnonzero((limits.unit[new] == _DAYS) & (full | (limits.amount[new] == 0)))
        if len(days):  # the tick that uses it up may land later than the change
            full[days] = self.dues.of_pairs(clocks[days], new[days]) <= at[days]
        place = np.arange(len(rows))
        begins = np.flatnonzero(np.append(True, clocks[1:] != clocks[:-1])[: len(rows)])
        last = np.maximum.reduceat(np.where(full, -1, place), begins) if len(rows) else begins
        known = last >= 0
        self.effective[clocks[begins[known]]] = new[last[known]]
        return place > np.repeat(last, np.diff(np.append(begins, len(rows))))

    def _asked(self, rows: Rows) -> Ints:
        """Return by when it is asked before a change who is late: stopped or without a known target none gets late."""
        stretches = self.stretches
        asked, before, first = stretches.at[rows].copy(), rows - 1, stretches.first[stretches.clock[rows]]
        idle = self._idle(before)
        while idle.any():
            asked[idle] = stretches.at[before[idle]]
            idle &= before > first
            before = before - idle
            idle &= self._idle(before)
        return asked

    def _idle(self, rows: Rows) -> Flags:
        found: Flags = (self.stretches.state[rows] == _STOPPED) | (self.stretches.limit[rows] < 0)  # `NONE` or `UNSURE`
        return found

    def _change(self, rows: Rows) -> Flags:
        """Let a new limit that is used up already hold from a change on, and return for which clocks it does.

        The change itself judges where the clock was in time until then; else a breach of before stays, for good.
        """
        stretches, limits = self.stretches, self.limits
        clocks, at, new = stretches.clock[rows], stretches.at[rows], self.axis.limit[rows]
        assert self.pinned is not None
        asked = self._asked(rows)
        old, pinned, unit = self.effective[clocks], self.pinned[clocks], limits.unit[new]
        used = self.counted.before[rows]
        if self.counted.at_once is not None:
            used = used + self.counted.at_once[rows]
        in_time = used <= limits.amount[old]
        named = np.flatnonzero(unit == _MOMENT)
        if len(named):
            in_time[named] = asked[named] <= self.dues.moments(clocks[named], old[named])
        full = np.flatnonzero((unit == _DAYS) & (used >= limits.amount[old]) & (pinned == NAT))
        if len(full):
            in_time[full] = asked[full] <= self.dues.by_days(clocks[full], old[full])
        in_time = np.where(pinned != NAT, asked <= pinned, in_time)
        here = clocks[in_time]
        self.pinned[here] = self.dues.landed(new[in_time], at[in_time])
        return in_time
