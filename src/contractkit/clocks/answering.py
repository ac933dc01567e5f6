"""The rows of answers about the clocks of a line: verdicts, instants and amounts, and what is known where not all is.

What is judged stands in `judging`, why there is no verdict in `verdicts`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.axis import Axis, measure
from contractkit.clocks.both_ways import both_ways
from contractkit.clocks.judging import Judged, judge, judge_as_lived
from contractkit.clocks.limits import NONE, UNSURE
from contractkit.clocks.reading import Reading
from contractkit.clocks.relief import ReliefStretches
from contractkit.clocks.relieving import ahead_of, taken_out, with_relief
from contractkit.clocks.rows import Rows
from contractkit.clocks.starting import Start
from contractkit.clocks.stretches import FAR, Ended, Stretches, Taken
from contractkit.clocks.targeting import stretches
from contractkit.clocks.truth import UNKNOWN, YES
from contractkit.clocks.units import Unit
from contractkit.clocks.verdicts import DUE_KNOWN, LIMIT_KNOWN, Verdict, code_of, reasons_of, verdicts_of
from contractkit.facts import NAT
from contractkit.terms.targets import AtField

__all__ = ["answers"]

Ints = NDArray[np.int64]
Places = NDArray[np.int32]
Flags = NDArray[np.bool_]


def answers(reading: Reading, relief: ReliefStretches | None = None) -> Rows:
    """Return the answers about all clocks of a line.

    Args:
        reading: What the states mean to the line.
        relief: What is not held against the provider, or None.
    """
    rows = _rows(reading, relief, "possible")
    if any((table == UNKNOWN).any() for table in reading.tables.also):
        rows = both_ways(rows, _rows(reading, relief, "certain"))
    if not ((reading.start == Start.MADE) | (reading.start == Start.NEEDLESS)).all():
        rows = Rows.together([rows, _unstarted(reading)])
    if (rows.target < 0).any():
        rows = _with_candidates(rows, reading)
    over = rows.reason == code_of("cancelled")
    if over.any():
        rows.cancelled = np.where(over, reading.cancelled_at()[rows.item], NAT)
    in_order = bool((rows.item[1:] >= rows.item[:-1]).all())
    return rows if in_order else rows.take(np.argsort(rows.item, kind="stable"))


def _with_candidates(rows: Rows, reading: Reading) -> Rows:
    """Return the rows, one without a known target once for each that may be it."""
    unsure = np.flatnonzero(rows.target < 0)
    copies = np.ones(len(rows.item), np.intp)
    candidates = reading.limits.candidates(reading.columns(rows.state[unsure]))
    copies[unsure] = candidates.sum(axis=1)
    rows = rows.take(np.repeat(np.arange(len(copies)), copies))
    rows.target[rows.target < 0] = np.nonzero(candidates)[1]
    return rows


def _rows(reading: Reading, relief: ReliefStretches | None, taken: Taken) -> Rows:
    """Return the rows of all clocks that have started."""
    clocks = stretches(reading, taken)
    limits, items = reading.limits, reading.history.facts.items
    if not len(clocks.item):
        return Rows.empty(clocks.item, clocks.row)
    state, known, applied = _states(clocks)
    if not len(limits.limits):
        rows = Rows.empty(clocks.item, state)
        rows.stopped = np.where(clocks.stopped, clocks.end, NAT)
        return rows
    excused = ahead = None
    if relief is not None and len(relief):
        if relief.whole.any():
            excused = taken_out(clocks, relief.take(relief.whole), limits)
            relief = relief.take(~relief.whole)
        clocks = with_relief(clocks, relief)
    axis = measure(clocks, limits)
    if relief is not None and len(relief):
        high = None if axis.high is None else axis.high[clocks.last]
        ahead = ahead_of(clocks, relief, limits, high, reading.history.as_of)
    judged = judge(clocks, axis, items, ahead)
    reason = reasons_of(clocks, judged, axis.beyond, limits)
    lived_used, lived_late, never = judge_as_lived(clocks, axis, items, judged)
    lived = verdicts_of(clocks, lived_late, reason, None)
    if never is not None:
        lived[never & (reason == 0)] = Verdict.UNDETERMINED
    if clocks.lived_doubt.any():
        lived[clocks.lived_doubt & (reason == 0)] = Verdict.UNDETERMINED
    limit = judged.limit if known is None else np.where(known, judged.limit, np.int32(NONE))
    verdict = verdicts_of(clocks, judged.late, reason, excused)
    rows = Rows(
        item=clocks.item,
        target=np.maximum(limits.target[limit], np.int32(NONE)),
        cycle=clocks.cycle,
        limit=limit,
        verdict=verdict,
        reason=reason,
        lived=lived,
        state=state,
        **_instants(reading, clocks, judged, reason),
        **_amounts(clocks, axis, judged, lived_used, reason, limit),
    )
    rows.wall = np.where((rows.used != NAT) | (reason == 0), clocks.end - clocks.started, NAT)
    if reading.line.measure.starts is None:
        rows.wall = np.full(len(limit), NAT, np.int64)
    if (clocks.ended >= Ended.CLOSED).any():
        _over(rows, clocks)
        if reading.lost is not None:
            last = clocks.last
            _lost(rows, (clocks.ended == Ended.RESET) & reading.lost[clocks.row[last]] & (clocks.limit[last] != NONE))
    if known is None or applied is None or known.all():
        return rows
    return rows.take(np.flatnonzero(known | (applied & (rows.reason != code_of("no-target")))))


def _states(clocks: Stretches) -> tuple[NDArray[np.intp], Flags | None, Flags | None]:
    """Return for each clock a row from which its target can be seen, whether one is known, and whether one may apply.

    In place of flags that are all set there is None.
    """
    state = clocks.row[clocks.last]
    if int(clocks.limit.min()) >= 0:
        return state, None, None
    unsure = np.where(clocks.limit == UNSURE, np.arange(len(clocks.limit)), -1)
    unsure = np.maximum.reduceat(unsure, clocks.first)
    state = clocks.row[np.where(unsure >= 0, unsure, clocks.last)]
    known = np.maximum.reduceat(clocks.limit, clocks.first) >= 0
    return state, known, known | (unsure >= 0)


def _instants(reading: Reading, clocks: Stretches, judged: Judged, reason: NDArray[np.int8]) -> dict[str, Ints]:
    """Return start, due and stop of each clock; of one that cannot be judged only what is known all the same."""
    started, stopped = clocks.started, np.where(clocks.stopped, clocks.end, NAT)
    if reading.line.measure.starts is None:
        started = np.full(len(reason), NAT, np.int64)
    due, until = judged.due, judged.until
    if reason.any():
        known = DUE_KNOWN[reason] & (clocks.limit[clocks.last] >= 0)
        if judged.mixed is not None:
            known &= ~judged.mixed
        due, until = np.where(known, due, NAT), np.where(known, until, NAT)
        if isinstance(reading.line.measure.stops, AtField):
            contradicted = reason == code_of("stop-before-start")
            stopped[contradicted] = reading.stop_us[clocks.item[contradicted]]
    nothing = np.full(len(reason), NAT, np.int64)
    return {"started": started, "due": due, "until": until, "stopped": stopped, "cancelled": nothing}


def _amounts(
    clocks: Stretches, axis: Axis, judged: Judged, lived_used: Ints, reason: NDArray[np.int8], limit: Places
) -> dict[str, Ints]:
    """Return what was used, allowed, paused and relieved, in the unit of the limit."""
    limits = axis.limits
    nothing = np.zeros(len(reason), np.int64)
    amounts = {
        "used": judged.used,
        "allowed": limits.amount[limit],
        "paused": lived_used - judged.used,
        "relieved": nothing,
        "lived_used": lived_used,
        "wall": nothing,
    }
    if axis.relieved is not None:
        assert axis.paused is not None
        amounts["paused"] = np.add.reduceat(axis.paused, clocks.first)
        amounts["relieved"] = np.add.reduceat(axis.relieved, clocks.first)
    counts = None
    if (limits.unit == Unit.MOMENT).any():
        counts = limits.unit[judged.limit] != Unit.MOMENT
    if counts is None and not reason.any() and int(limit.min()) >= 0 and not clocks.lived_doubt.any():
        return amounts
    counts = np.ones(len(reason), np.bool_) if counts is None else counts
    sure = counts & (reason == 0)
    amounts["used"] = np.where(sure, judged.used, NAT)
    amounts["allowed"] = np.where(counts & LIMIT_KNOWN[reason] & (limit >= 0), amounts["allowed"], NAT)
    sure &= ~clocks.lived_doubt
    for name in ("paused", "relieved", "lived_used"):
        amounts[name] = np.where(sure, amounts[name], NAT)
    return amounts


def _over(rows: Rows, clocks: Stretches) -> None:
    """Report clocks that have nothing due any more: reset, cancelled, or at the end of what had to happen again."""
    closed = clocks.ended == Ended.CLOSED
    idle = closed & (rows.reason == 0) & (rows.verdict == Verdict.NOT_APPLICABLE)
    rows.reason[idle] = code_of("nothing-due")
    over = clocks.ended >= Ended.RESET
    waits = (clocks.ended == Ended.RESET) | (clocks.ended == Ended.NEVER)
    none = idle | over
    rows.due, rows.until = np.where(none, NAT, rows.due), np.where(none, NAT, rows.until)
    rows.started, rows.stopped = np.where(waits, NAT, rows.started), np.where(waits, NAT, rows.stopped)
    for name in ("used", "paused", "relieved", "lived_used"):
        setattr(rows, name, np.where(waits, 0, getattr(rows, name)))
    rows.wall = np.where(waits, NAT, rows.wall)
    rows.reason = np.where(over, np.int8(code_of("cancelled")), rows.reason)
    rows.reason[clocks.ended == Ended.RESET] = code_of("reset")


def _lost(rows: Rows, lost: Flags) -> None:
    """Report clocks that were reset and of which nobody knows whether they have started anew."""
    rows.verdict[lost] = rows.lived[lost] = Verdict.UNDETERMINED
    rows.reason[lost] = code_of("start-unknown")
    for name in ("used", "paused", "relieved", "lived_used"):
        setattr(rows, name, np.where(lost, NAT, getattr(rows, name)))


def _unstarted(reading: Reading) -> Rows:
    """Return a row for each item to which a target applies or may, but whose clock is not known to have started."""
    waits = (reading.start == Start.NOT_YET) | (reading.start == Start.UNKNOWN)
    item = np.flatnonzero(waits & reading.live).astype(np.int32)
    state = reading.steps.last[item]
    limit = reading.limit(state, reading.start_us[item])
    unknown = reading.start[item] == Start.UNKNOWN
    kept = (limit >= 0) | (limit == UNSURE)
    item, state, limit, unknown = item[kept], state[kept], limit[kept], unknown[kept]
    rows = Rows.empty(item, state)
    rows.limit = np.maximum(limit, np.int32(NONE))
    rows.target = np.maximum(reading.limits.target[limit], np.int32(NONE))
    rows.verdict = np.where(unknown, np.int8(Verdict.UNDETERMINED), np.int8(Verdict.NOT_APPLICABLE))
    rows.lived = rows.verdict.copy()
    rows.stopped = np.where(unknown, reading.stop_us[item], NAT)
    rows.reason = np.where(unknown, np.int8(code_of("start-unknown")), np.int8(code_of("not-started")))
    resets = unknown & (reading.tables.resets[reading.meaning[state]] == YES)  # whatever is not known of its start
    rows.reason[resets] = code_of("reset")
    rows.verdict[resets] = rows.lived[resets] = Verdict.NOT_APPLICABLE
    cancelled = reading.cancelled(np.full(len(reading.start), FAR, np.int64))
    if cancelled is not None:
        over = cancelled[item]
        rows.reason[over] = code_of("cancelled")
        rows.verdict[over] = rows.lived[over] = Verdict.NOT_APPLICABLE
    return rows
