"""A hand-written loop over items in plain Python, on whole numbers: what somebody writes who knows these three targets.

It knows what the benchmark's agreement says and nothing else: no relief, no cycles, no other way of reopening. All
columns are made that contractkit reports of such targets, and held against its own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from clock_rivals.workload import AS_OF, HOLIDAYS, Log

__all__ = ["COLUMNS", "Row", "loop", "prepared"]

COLUMNS: Final = (
    "item", "target", "verdict", "started", "due", "in_time_until", "stopped", "used", "paused", "wall",
    "lived_verdict", "lived_used",
)  # fmt: skip
"""What the loop says of each item and target; amounts in microseconds or business days, None where there is none."""
Row = tuple[Any, ...]
Segment = tuple[int, int, int, int, bool, bool]
"""From, until, what the clock does, the limit, whether a reopening begins it, and whether a stop ends it."""

_ZONE: Final = ZoneInfo("Europe/Amsterdam")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_HOUR: Final = 3_600_000_000
_RUNS, _PAUSED, _STOPPED = 0, 1, 2


def _office() -> tuple[list[int], list[int], list[int], list[int]]:
    """Return openings, closings, the working time before each opening, and the close of business of each date."""
    opens, closes, before, days = [], [], [0], []
    day = date(2023, 10, 2)
    while day < date(2027, 1, 1):
        if day.weekday() < 5 and day.isoformat() not in HOLIDAYS:
            edges = [
                (datetime.combine(day, moment, tzinfo=_ZONE) - _EPOCH) // timedelta(microseconds=1)
                for moment in (time(9), time(12), time(13), time(17, 30))
            ]
            for opening, closing in (edges[:2], edges[2:]):
                opens.append(opening)
                closes.append(closing)
                before.append(before[-1] + closing - opening)
            days.append(edges[3])
        day += timedelta(days=1)
    return opens, closes, before, days


_OPENS, _CLOSES, _BEFORE, _DAYS = _office()


def _open(at: int) -> int:
    """Return the working time up to an instant."""
    place = bisect_right(_OPENS, at) - 1
    closing = _CLOSES[place]
    return _BEFORE[place] + (min(closing, at)) - _OPENS[place]


def _due(at: int, rest: int) -> int:
    """Return when so much working time is used up, counted from an instant."""
    wanted = _open(at) + rest
    if rest == 0:
        place = bisect_right(_OPENS, at) - 1
        return at if at < _CLOSES[place] else _OPENS[place + 1]
    place = bisect_left(_BEFORE, wanted) - 1
    return _OPENS[place] + wanted - _BEFORE[place]


def _until(at: int, rest: int) -> int:
    """Return the last instant until which no more than so much working time is used."""
    wanted = _open(at) + rest
    place = bisect_right(_BEFORE, wanted) - 1
    return _OPENS[place] + wanted - _BEFORE[place]


# -- what the agreement says -------------------------------------------------------------------------------------------

_LIMITS: Final = {
    "1": {"P1": 0, "P2": 1, "P3": 2},
    "2": {"P1": 0, "P2": 1, "P3": 1},
    "3": {"P1": 0, "P2": 0, "P3": 0},
}
_NAMES: Final = {"1": ("S/1 a1", "S/1 a2", "S/1 a3"), "2": ("S/2 b1", "S/2 b2"), "3": ("S/3",)}
_AMOUNTS: Final = {"1": (4 * _HOUR, 16 * _HOUR, 40 * _HOUR), "2": (_HOUR, 4 * _HOUR), "3": (5,)}
_ALWAYS: Final = {"1": (False, False, False), "2": (True, False), "3": (False,)}
_STOPS: Final = {
    "1": frozenset(("solved", "closed")),
    "2": frozenset(("in-progress", "solved", "closed")),
    "3": frozenset(("closed",)),
}


def prepared(log: Log) -> list[tuple[str, int, str, str, list[tuple[int, str, str]]]]:
    """Return the log as a user of plain Python has it: for each item its fields, and its events in order of time."""
    items = log.items.to_pydict()
    opened = log.items["opened_at"].cast("int64").to_pylist()
    grouped: dict[str, list[tuple[int, str, str]]] = {name: [] for name in items["id"]}
    columns = (log.events["item"], log.events["at"].cast("int64"), log.events["field"], log.events["value"])
    for name, at, field, value in zip(*(column.to_pylist() for column in columns), strict=True):
        grouped[name].append((at, field, value))
    for events in grouped.values():
        events.sort()
    return list(zip(items["id"], opened, items["status"], items["priority"], grouped.values(), strict=True))


def loop(items: list[tuple[str, int, str, str, list[tuple[int, str, str]]]]) -> list[Row]:
    """Return what became of each item under the three targets."""
    rows: list[Row] = []
    add = rows.append
    for name, opened, status, priority, events in items:
        for line in ("1", "2", "3"):
            add((name, *_judged(line, opened, status, priority, events)))
    return rows


def _segments(
    line: str, opened: int, status: str, priority: str, events: list[tuple[int, str, str]]
) -> tuple[list[Segment], int, bool, int]:
    """Return what the clock did from when until when, its end, whether it is stopped there, and the last limit."""
    stops, limits = _STOPS[line], _LIMITS[line]
    segments: list[Segment] = []
    kind = _STOPPED if status in stops else _PAUSED if status == "waiting" else _RUNS
    limit, begin, end, reopened = limits[priority], opened, opened, False
    place, count = 0, len(events)
    while place < count:
        at = events[place][0]
        said: str | None = None
        chosen: str | None = None
        rank = -1
        while place < count and events[place][0] == at:
            _, field, value = events[place]
            if field == "priority":
                chosen = value if chosen is None or value < chosen else chosen
            else:
                effect = _STOPPED if value in stops else _PAUSED if value == "waiting" else _RUNS
                if effect > rank or (effect == rank and said is not None and value < said):
                    said, rank = value, effect
            place += 1
        before = kind
        if said is not None:
            kind = rank
        if chosen is not None:
            priority = chosen
        if before == _STOPPED:
            if kind != _STOPPED:  # reopened: what changed meanwhile holds from now on
                begin, limit, reopened = at, limits[priority], True
            continue
        new = limits[priority]
        if kind != before or new != limit:
            segments.append((begin, at, before, limit, reopened, kind == _STOPPED))
            if kind == _STOPPED and new != limit:  # a change at the instant of the stop still takes effect
                segments.append((at, at, _STOPPED, new, False, False))
            begin, limit, reopened = at, new, False
        if kind == _STOPPED:
            end = at
    if kind == _STOPPED:
        segments.append((end, end, _STOPPED, limit, False, False))
        return segments, end, True, limit
    segments.append((begin, AS_OF, kind, limit, reopened, False))
    return segments, AS_OF, False, limit


# -- working time ------------------------------------------------------------------------------------------------------


def _by_time(
    line: str, segments: list[Segment], end: int, reading: int
) -> tuple[int, int, int | None, int | None, bool]:
    """Return the time used, the time paused, due, in time until, and whether the end is late.

    Args:
        line: Which of the targets in working time.
        segments: What the clock did.
        end: The stop, or the moment of judging.
        reading: What does not count beside being stopped: a pause, or, as lived, nothing.
    """
    amounts, always = _AMOUNTS[line], _ALWAYS[line]
    used = paused = 0
    judging = last = segments[0][3]
    pinned: int | None = None
    counted: list[tuple[int, int, int, bool]] = []  # used before, used after, from, around the clock
    ended = segments[0][0]
    for begin, until, kind, limit, _, _ in segments:
        if limit != last:
            last = limit
            if used < amounts[limit]:
                judging, pinned = limit, None
            elif (ended <= pinned) if pinned is not None else (used <= amounts[judging]):  # in time when it last ran
                pinned = begin
        ended = until
        if kind == _STOPPED or begin == until:
            continue
        some = until - begin if always[limit] else _open(until) - _open(begin)
        if kind == _PAUSED:
            paused += some
            if reading == _PAUSED:
                continue
        if some:
            counted.append((used, used + some, begin, always[limit]))
            used += some
    if pinned is not None:
        return used, paused, pinned, pinned, end > pinned
    amount = amounts[judging]
    due, until_ = _crossed(counted, amount, end, used, always[last])
    return used, paused, due, until_, used > amount


def _crossed(
    counted: list[tuple[int, int, int, bool]],
    amount: int,
    end: int,
    used: int,
    at_last: bool,  # noqa: FBT001 - what the last limit says
) -> tuple[int, int]:
    """Return when an amount is used up, and until when it is not passed; around the clock `at_last` from the end on."""
    due = until_ = None
    for before, after, begin, around in counted:
        if before < amount <= after:
            due = begin + amount - before if around else _due(begin, amount - before)
        if before <= amount < after:
            until_ = begin + amount - before if around else _until(begin, amount - before)
            break
    if due is None:
        due = end + amount - used if at_last else _due(end, amount - used)
    if until_ is None:
        until_ = end + amount - used if at_last else _until(end, amount - used)
    return due, until_


# -- business days -----------------------------------------------------------------------------------------------------


def _by_days(
    segments: list[Segment], opened: int, end: int, reading: int
) -> tuple[int, int, int | None, int | None, bool]:
    """Return the same in business days, each of which ends at its close; the day of the start is no day."""
    first = bisect_right(_DAYS, opened) + 1  # the day after the effective start's
    used = paused = passed = 0
    due = None
    for begin, until, kind, _, reopened, stops in segments:
        if kind == _STOPPED:
            continue
        low = (bisect_right if reopened else bisect_left)(_DAYS, begin, first)
        high = bisect_left(_DAYS, until, low)
        marks = high - low
        at_stop = stops and high < len(_DAYS) and _DAYS[high] == until and high >= first
        if kind == _PAUSED:
            paused += marks
        runs = marks if kind == _RUNS or reading == _RUNS else 0
        if due is None and used < 5 <= used + runs + at_stop:
            due = _DAYS[low + 4 - used] if used + runs >= 5 else _DAYS[high]
        used += runs + at_stop
        passed = high + at_stop
    if due is None:
        place = max(bisect_right(_DAYS, end), first, passed)
        due = _DAYS[place + 4 - used]
    return used, paused, due, due, end > due


def _judged(line: str, opened: int, status: str, priority: str, events: list[tuple[int, str, str]]) -> Row:
    segments, end, stopped, limit = _segments(line, opened, status, priority, events)
    if line == "3":
        used, paused, due, until, late = _by_days(segments, opened, end, _PAUSED)
        lived_used, lived_late = used, late
        if paused:
            lived_used, _, _, _, lived_late = _by_days(segments, opened, end, _RUNS)
    else:
        used, paused, due, until, late = _by_time(line, segments, end, _PAUSED)
        lived_used, lived_late = used, late
        if paused:
            lived_used, _, _, _, lived_late = _by_time(line, segments, end, _RUNS)
    if not stopped and not late and segments[-1][2] == _PAUSED:
        due = until = None
    done = "met" if stopped else "running"
    return (
        _NAMES[line][limit],
        "breached" if late else done,
        opened,
        due,
        until,
        end if stopped else None,
        used,
        paused,
        end - opened,
        "breached" if lived_late else done,
        lived_used,
    )
