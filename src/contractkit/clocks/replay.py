"""The columnar replay: for every item and every clock line what was promised, when it was due, and whether it was kept.

The answers of one line are put together here, without a Python loop over items. Doubts about an item as a whole, scope
and periods are no matter of clocks; `evaluation` has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.axis import measure
from contractkit.clocks.history import History
from contractkit.clocks.judging import Judged, judge
from contractkit.clocks.limits import NONE, UNSURE, Limits, Unit
from contractkit.clocks.reading import Reading, Start, read
from contractkit.clocks.stretches import Stretches, Taken, stretches
from contractkit.clocks.truth import UNKNOWN
from contractkit.clocks.verdicts import DUE_KNOWN, LIMIT_KNOWN, Verdict, code_of, reasons_of, verdicts_of
from contractkit.facts import NAT
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.targets import AtField, ClockLine

__all__ = ["Replayed", "replay"]

Ints = NDArray[np.int64]
Places = NDArray[np.int32]


@attrs.frozen(eq=False)
class Replayed:
    """The answers of one clock line: a row for each item to which one of its targets applied, in the order of items.

    Instants and amounts are int64 microseconds, `NAT` where there is none; days are int32, -1 where there are none.

    Attributes:
        line: The line.
        limits: Its limits, to which `limit` and `target` point.
        item: int32, the place of the item in the facts.
        target: int32, the place of the target in the line. An item of which it was never known which target applies has
            a row for each that may be it, undetermined with the reason ``target-unknown``.
        limit: int32, the place of the limit in `limits`; -1 where it is not known.
        verdict: int8, the contractual verdict (`Verdict`).
        reason: int8, why it is undetermined or not-applicable, as a place in `REASONS`.
        lived: int8, the verdict as lived, with pauses counted.
        started: When the clock started.
        due: When the limit is used up.
        until: The last instant that is in time, inclusive.
        stopped: When the clock stopped for the last time.
        used: Time used, up to the stop or the moment of judging, pauses left out.
        allowed: Time allowed.
        paused: Time paused.
        wall: Time from start to stop, or to the moment of judging, on the clock on the wall.
        used_days: Business days used.
        allowed_days: Business days allowed.
        paused_days: Business days whose mark lay in a pause.
        filled: For each field that decides a target, how many items took the first value that became known.
        unhistoried: Fields of result conditions that were read as at the stop.
        silent: How many items had no recorded state at first, so that their clocks ran.
        late_columns: How many instants in start and stop columns lie after the moment of judging.
    """

    line: ClockLine
    limits: Limits
    item: Places
    target: Places
    limit: Places
    verdict: NDArray[np.int8]
    reason: NDArray[np.int8]
    lived: NDArray[np.int8]
    started: Ints
    due: Ints
    until: Ints
    stopped: Ints
    used: Ints
    allowed: Ints
    paused: Ints
    wall: Ints
    used_days: Places
    allowed_days: Places
    paused_days: Places
    filled: dict[str, int]
    unhistoried: frozenset[str]
    silent: int
    late_columns: int

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.item)


def replay(line: ClockLine, history: History, rows: int = 1 << 18) -> Replayed:
    """Return what became of the promises of `line` on every item.

    Args:
        line: The clock line.
        history: The states of the items up to the moment of judging.
        rows: About how many items and events to look at at a time; decides memory and speed, and no answer.

    Source: design.md sections 4 and 5; clocks.md, the rules that each module names.
    """
    limits = Limits.of(line)
    parts: list[_Rows] = []
    filled: dict[str, int] = {}
    silent = late_columns = 0
    unhistoried: frozenset[str] = frozenset()
    for first, part in history.parts(rows):
        reading = read(line, limits, part)
        parts.append(_judged(reading, first))
        silent, late_columns = silent + reading.silent, late_columns + reading.late_columns
        unhistoried = reading.unhistoried
        for field, count in reading.filled.items():
            filled[field] = filled.get(field, 0) + count
    together = parts[0] if len(parts) == 1 else _Rows.together(parts)
    return Replayed(
        line=line,
        limits=limits,
        filled=filled,
        unhistoried=unhistoried,
        silent=silent,
        late_columns=late_columns,
        **{field.name: getattr(together, field.name) for field in attrs.fields(_Rows) if field.name != "state"},
    )


def _judged(reading: Reading, first: int) -> _Rows:
    """Return the rows of one part of the history, whose items begin at the place `first`."""
    rows = _rows(reading, "possible")
    results = any(target.also != EVERYTHING for target in reading.line.targets)
    if results and (reading.reached == UNKNOWN).any():
        rows = _both(rows, _rows(reading, "certain"))
    rows = _with_candidates(_Rows.together([rows, _unstarted(reading)]), reading)
    rows.item = rows.item + np.int32(first)
    return rows


def _with_candidates(rows: _Rows, reading: Reading) -> _Rows:
    """Return the rows in the order of items, one without a known target once for each that may be it."""
    unsure = np.flatnonzero(rows.target < 0)
    copies = np.ones(len(rows.item), np.intp)
    candidates = reading.limits.candidates(reading.states.columns.take(rows.state[unsure]))
    copies[unsure] = candidates.sum(axis=1)
    rows = rows.take(np.repeat(np.arange(len(copies)), copies))
    rows.target[rows.target < 0] = np.nonzero(candidates)[1]
    return rows.take(np.argsort(rows.item, kind="stable"))


@attrs.define(eq=False)
class _Rows:
    """The columns of `Replayed` while they are put together, and the row of the states that each comes from."""

    item: Places
    target: Places
    limit: Places
    verdict: NDArray[np.int8]
    reason: NDArray[np.int8]
    lived: NDArray[np.int8]
    started: Ints
    due: Ints
    until: Ints
    stopped: Ints
    used: Ints
    allowed: Ints
    paused: Ints
    wall: Ints
    used_days: Places
    allowed_days: Places
    paused_days: Places
    state: NDArray[np.intp]

    @classmethod
    def empty(cls, item: Places, state: NDArray[np.intp]) -> _Rows:
        count = len(item)
        columns: dict[str, Any] = {name: np.full(count, NAT, np.int64) for name in _TIMES}
        columns |= {name: np.full(count, -1, np.int32) for name in _DAYS}
        verdict = np.full(count, Verdict.UNDETERMINED, np.int8)
        return cls(
            item=item,
            target=np.full(count, NONE, np.int32),
            limit=np.full(count, NONE, np.int32),
            verdict=verdict,
            reason=np.zeros(count, np.int8),
            lived=verdict.copy(),
            state=state,
            **columns,
        )

    @classmethod
    def together(cls, parts: Sequence[_Rows]) -> _Rows:
        names = (field.name for field in attrs.fields(cls))
        return cls(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})

    def take(self, rows: NDArray[np.intp]) -> _Rows:
        return _Rows(**{field.name: getattr(self, field.name)[rows] for field in attrs.fields(_Rows)})


_TIMES: Final = ("started", "due", "until", "stopped", "used", "allowed", "paused", "wall")
_DAYS: Final = ("used_days", "allowed_days", "paused_days")


def _rows(reading: Reading, taken: Taken) -> _Rows:
    """Return the rows of all clocks that have started."""
    clocks = stretches(reading, taken)
    limits, items = reading.limits, reading.history.facts.items
    if not len(clocks.item):
        return _Rows.empty(clocks.item, clocks.row)
    unsure = np.where(clocks.limit == UNSURE, np.arange(len(clocks.limit)), -1)
    unsure = np.maximum.reduceat(unsure, clocks.first)
    rows = _Rows.empty(clocks.item, clocks.row[np.where(unsure >= 0, unsure, clocks.last)])
    rows.stopped = np.where(clocks.stopped, clocks.end, NAT)
    if not len(limits.limits):
        return rows
    axis = measure(clocks, limits)
    judged = judge(clocks, axis, items, "contractual")
    rows.reason = reasons_of(clocks, judged, axis.beyond, limits)
    lived = judged
    if reading.line.pauses:
        lived = judge(clocks, axis, items, "lived")
    known = np.maximum.reduceat(clocks.limit, clocks.first) >= 0
    rows.limit = np.where(known, judged.limit, np.int32(NONE))
    rows.target = np.maximum(limits.target[rows.limit], np.int32(NONE))
    rows.verdict = verdicts_of(clocks, judged, rows.reason)
    rows.lived = verdicts_of(clocks, lived, rows.reason)
    rows.lived[clocks.lived_doubt & (rows.reason == 0)] = Verdict.UNDETERMINED
    _fill(rows, reading, clocks, judged, lived)
    return rows.take(np.flatnonzero(known | (rows.reason != code_of("no-target"))))


def _fill(rows: _Rows, reading: Reading, clocks: Stretches, judged: Judged, lived: Judged) -> None:
    """Fill in what is reported of each clock; of one that cannot be judged only what is known all the same."""
    limits = reading.limits
    unit, amount = limits.unit[judged.limit], limits.amount[judged.limit]
    sure = rows.reason == 0
    known = DUE_KNOWN[rows.reason] & (clocks.limit[clocks.last] >= 0) & ~judged.mixed
    rows.started = np.where(reading.start[clocks.item] == Start.NEEDLESS, NAT, clocks.started)
    if isinstance(reading.line.measure.stops, AtField):
        contradicted = rows.reason == code_of("stop-before-start")
        rows.stopped[contradicted] = reading.stop_us[clocks.item[contradicted]]
    rows.due, rows.until = np.where(known, judged.due, NAT), np.where(known, judged.until, NAT)
    time, days = unit <= Unit.ELAPSED, unit == Unit.DAYS
    limited = LIMIT_KNOWN[rows.reason] & (rows.limit >= 0)
    rows.allowed = np.where(limited & time, amount, NAT)
    rows.allowed_days = np.where(limited & days, amount, -1).astype(np.int32)
    rows.used = np.where(sure & time, judged.used, NAT)
    rows.used_days = np.where(sure & days, judged.used, -1).astype(np.int32)
    paused, measured = lived.used - judged.used, sure & ~clocks.lived_doubt
    rows.paused = np.where(measured & time, paused, NAT)
    rows.paused_days = np.where(measured & days, paused, -1).astype(np.int32)
    rows.wall = np.where(sure & (rows.started != NAT), clocks.end - clocks.started, NAT)


def _unstarted(reading: Reading) -> _Rows:
    """Return a row for each item to which a target applies, but whose clock is not known to have started."""
    waits = (reading.start == Start.NOT_YET) | (reading.start == Start.UNKNOWN)
    item = np.flatnonzero(waits & reading.live).astype(np.int32)
    state = reading.states.last[item]
    limit = reading.limit[state]
    unknown = reading.start[item] == Start.UNKNOWN
    kept = (limit >= 0) | ((limit == UNSURE) & unknown)
    item, state, limit, unknown = item[kept], state[kept], limit[kept], unknown[kept]
    rows = _Rows.empty(item, state)
    rows.limit = np.maximum(limit, np.int32(NONE))
    rows.target = np.maximum(reading.limits.target[limit], np.int32(NONE))
    rows.verdict = np.where(unknown, np.int8(Verdict.UNDETERMINED), np.int8(Verdict.NOT_APPLICABLE))
    rows.lived = rows.verdict.copy()
    rows.stopped = np.where(unknown, reading.stop_us[item], NAT)
    rows.reason = np.where(unknown, np.int8(code_of("start-unknown")), np.int8(code_of("not-started")))
    return rows


def _both(possible: _Rows, certain: _Rows) -> _Rows:
    """Return one row of each two: what both say is so, and where they differ it is not known (Kleene)."""
    out = possible.take(np.arange(len(possible.item)))
    met = np.flatnonzero((possible.verdict == Verdict.MET) & (certain.verdict == Verdict.MET))
    for field in attrs.fields(_Rows):
        getattr(out, field.name)[met] = getattr(certain, field.name)[met]
    for name in ("verdict", "lived"):
        differ = getattr(possible, name) != getattr(certain, name)
        getattr(out, name)[differ] = Verdict.UNDETERMINED
    differ = np.flatnonzero(possible.verdict != certain.verdict)
    out.reason[differ] = np.where(out.reason[differ] == 0, np.int8(code_of("result-unknown")), out.reason[differ])
    for name in ("used", "paused", "wall"):
        getattr(out, name)[differ] = NAT
    for name in ("used_days", "paused_days"):
        getattr(out, name)[differ] = -1
    return out
