"""The pieces of a trace: what the clock of one outcome did in each stretch of the item's time, and why.

Every instant from the start to the stop, or to the moment of judging, lies in exactly one piece; what was forgotten
lies before them. A tick of business days lies in the piece whose stretch has its mark; one exactly at the end is in the
last.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal

import attrs
import numpy as np

from contractkit.calendars.intervals import Stretch
from contractkit.clocks.causes import pausing_rows, since
from contractkit.clocks.history import BEGINNING
from contractkit.clocks.limits import UNSURE
from contractkit.clocks.meaning import Kind
from contractkit.clocks.relief import AREAS
from contractkit.clocks.stretches import FAR, Ended, State, Stretches
from contractkit.evaluation.measuring import Running, amounts_of
from contractkit.quantities.spans import BusinessDays, ElapsedTime, WorkingTime
from contractkit.records.clauses import ClauseRef
from contractkit.terms.targets import ClockLine, Limit, Pause

__all__ = ["TracedCause", "TracedPiece", "aware", "pieces_of"]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_US: Final = timedelta(microseconds=1)

Did = Literal["counted", "closed", "paused", "relieved", "stopped", "no-target", "forgotten"]


@attrs.frozen
class TracedCause:
    """Why a clock stood still.

    Attributes:
        kind: ``pause`` or ``relief``.
        what: The condition of the pause, or the cause of the relief.
        clause: The clause of the pause, or that which grants the relief.
        area: Whom the time belongs to: service, solution, data or others; None where the text does not say.
        since: When it began, UTC; None where it held before anything is known.
    """

    kind: Literal["pause", "relief"]
    what: str
    clause: ClauseRef
    area: str | None
    since: datetime | None


@attrs.frozen
class TracedPiece:
    """A piece of an item's time in which the clock did one thing.

    Attributes:
        start: Its first instant, UTC.
        end: The first instant after it; the same for a stop that lasts, a cancel, and a tick at the very end.
        did: ``counted``; or why it did not count: ``closed`` (the calendar was), ``paused`` or ``relieved`` (whichever
            began first), ``stopped`` (and reopened later, or for good), ``no-target``, ``forgotten`` (the clock was
            reset, or started anew later).
        counted: The time of the limit's own kind that counted; None where the limit counts business days or names a
            moment, and where the clock did not run.
        days: The business days whose mark lay in the piece and counted; None where the limit counts time.
        why: The reason in a few words: the name of a holiday, the condition of a pause, the cause of relief, or the
            like.
        clause: The clause of the limit that counted, or of the pause or relief that stopped it from counting.
        calendar: The name of the calendar on which it was measured, or None.
        left_out: The time of the limit's own kind that a pause or relief took; None where none did, or it is in days.
        left_out_days: The business days whose mark lay in the piece and that a pause or relief took; None likewise.
        causes: All that made the clock stand still in the whole piece, what began first before the others: its area
            owns the time.
    """

    start: datetime
    end: datetime
    did: Did
    counted: timedelta | None
    days: int | None
    why: str
    clause: ClauseRef | None
    calendar: str | None
    left_out: timedelta | None = None
    left_out_days: int | None = None
    causes: tuple[TracedCause, ...] = ()


def aware(us: int) -> datetime:
    """Return an instant in microseconds as an aware datetime in UTC."""
    return _EPOCH + us * _US


def pieces_of(running: Running, clock: Stretches, line: ClockLine, as_of: int) -> tuple[TracedPiece, ...]:
    """Return the pieces of one clock, in order and without gaps.

    Args:
        running: The clocks of the item's line.
        clock: The one clock whose pieces are asked for, or none.
        line: The line.
        as_of: The moment of judging in microseconds.
    """
    if not len(clock.item):
        return ()
    ended = Ended(int(clock.ended[0]))
    if ended in (Ended.RESET, Ended.NEVER):
        return tuple(_merged(_forgotten(running, clock, line, as_of, ended)))
    return tuple(_merged(iter([*_forgotten(running, clock, line, as_of, ended), *_of_clock(running, clock, line)])))


def _forgotten(running: Running, clock: Stretches, line: ClockLine, as_of: int, ended: Ended) -> Iterator[TracedPiece]:
    """Return what lies before a clock that was reset, or that started anew."""
    reading = running.reading
    begun = int(clock.begun[0]) if clock.begun is not None else int(clock.started[0])
    end, at, kind = int(clock.started[0]), reading.steps.at, reading.kind
    if ended == Ended.RESET:
        end = as_of
    elif ended == Ended.NEVER:
        cancels = at[(kind == Kind.CANCELLED) & (at >= begun)]
        end = int(cancels[0]) if len(cancels) else int(clock.end[0])
    until = np.append(at[1:], end)
    inside = np.flatnonzero((at < end) & (until > begun))
    last_reset = max(inside[kind[inside] == Kind.RESET].tolist(), default=-1)
    for row in inside.tolist():
        start, last = max(int(at[row]), begun), min(int(until[row]), end)
        why = "reset" if kind[row] == Kind.RESET else "reset later" if row < last_reset else "started anew later"
        yield TracedPiece(aware(start), aware(last), "forgotten", None, None, why, line.measure.clause, None)


def _of_clock(running: Running, clock: Stretches, line: ClockLine) -> Iterator[TracedPiece]:
    limits = running.reading.limits
    amounts = amounts_of(clock, limits)
    pausing = pausing_rows(running.reading, clock).tolist()
    causes_in, hours = _Causes.of(running, int(clock.item[0])), _hours(clock, limits.limits)
    ended, last = Ended(int(clock.ended[0])), len(clock.at) - 1
    for place in range(len(clock.at)):
        at, until = int(clock.at[place]), int(clock.until[place])
        limit = limits.limits[clock.limit[place]] if clock.limit[place] >= 0 else None
        in_days = limit is not None and isinstance(limit.within, BusinessDays)
        bare = TracedPiece(
            aware(at),
            aware(until),
            "stopped",
            None,
            int(amounts.used[place]) if in_days else None,
            "stopped until it was reopened",
            line.measure.clause,
            None if limit is None else limit.calendar_name,
        )
        if clock.state[place] == State.STOPPED:
            ends = place == last and ended != Ended.CLOSED and any(one.again is not None for one in line.targets)
            why = "updated" if ends else "stopped" if place == last else bare.why
            yield attrs.evolve(bare, why=why)
        elif limit is None:
            why = "the target is unknown" if clock.limit[place] == UNSURE else "no target applies"
            yield attrs.evolve(bare, did="no-target", why=why, clause=None)
        elif causes := causes_in.holding(at, pausing[place]):
            took = int(amounts.left_out[place])
            yield attrs.evolve(
                bare,
                did="paused" if causes[0].kind == "pause" else "relieved",
                days=None,
                why=causes[0].what,
                clause=causes[0].clause,
                left_out=None if in_days or not _in_time(limit) else took * _US,
                left_out_days=took if in_days else None,
                causes=causes,
            )
        elif clock.state[place] == State.PAUSED:
            yield attrs.evolve(bare, did="paused", days=None, why="paused before", clause=None)
        else:
            yield from _run(bare, limit, hours.get(int(clock.limit[place]), ()))
    if ended == Ended.CANCELLED:
        end = aware(int(clock.end[0]))
        yield TracedPiece(end, end, "stopped", None, None, "cancelled", line.measure.clause, None)


def _in_time(limit: Limit) -> bool:
    return isinstance(limit.within, WorkingTime | ElapsedTime)


@attrs.define
class _Causes:
    """What makes the clock of one item stand still, looked up once; asked for one instant after another, in order.

    Attributes:
        pauses: The pauses of the line.
        said: The condition of each pause in words.
        since: For each pause since when it holds, for each row of the reading; `FAR` where it does not.
        relief: Begin, end and cause of the item's relief, what begins last first; what has begun is taken off.
        begun: The relief that has begun, in the order in which it began, and is not known to have ended.
    """

    pauses: tuple[Pause, ...]
    said: tuple[str, ...]
    since: tuple[list[int], ...]
    relief: list[tuple[int, int, TracedCause]]
    begun: list[tuple[int, int, TracedCause]] = attrs.Factory(list)

    @classmethod
    def of(cls, running: Running, item: int) -> _Causes:
        reading, pauses, relief = running.reading, running.reading.line.pauses, running.relief
        found: list[tuple[int, int, TracedCause]] = []
        if relief is not None:
            for place in np.flatnonzero(relief.item == item).tolist():
                began, area = int(relief.begin[place]), int(relief.area[place])
                cause, clause = relief.causes[relief.cause[place]], relief.clauses[relief.clause[place]]
                of = None if area < 0 else AREAS[area]
                found.append((began, int(relief.end[place]), TracedCause("relief", cause, clause, of, aware(began))))
        holds = tuple(since(reading, place).tolist() for place in range(len(pauses)))
        return cls(pauses, tuple(str(one.condition) for one in pauses), holds, found[::-1])

    def holding(self, at: int, row: int) -> tuple[TracedCause, ...]:
        """Return what makes the clock stand still from an instant on, in the order in which it began.

        Args:
            at: The instant; not before the one that was asked for last.
            row: The row of the reading whose pauses hold; -1 where none do.
        """
        found: list[tuple[int, TracedCause]] = []
        for pause, said, holds in zip(self.pauses, self.said, self.since, strict=True):
            if row >= 0 and (began := holds[row]) != FAR:
                when = None if began == BEGINNING else aware(began)
                found.append((began, TracedCause("pause", said, pause.clause, pause.area, when)))
        while self.relief and self.relief[-1][0] <= at:
            self.begun.append(self.relief.pop())
        self.begun = [one for one in self.begun if at < one[1]]
        found.extend((began, cause) for began, _, cause in self.begun)
        return tuple(cause for _, cause in sorted(found, key=lambda one: one[0]))


def _hours(clock: Stretches, limits: Sequence[Limit]) -> dict[int, tuple[Stretch, ...]]:
    """Return for each limit in working time when its calendar is open and closed while the clock runs on it."""
    found = {}
    for code in np.unique(clock.limit[clock.limit >= 0]).tolist():
        runs = np.flatnonzero((clock.limit == code) & (clock.state == State.RUNS) & (clock.at < clock.until))
        if len(runs) and isinstance(limits[code].within, WorkingTime):
            first, last = aware(int(clock.at[runs[0]])), aware(int(clock.until[runs[-1]]))
            found[code] = limits[code].calendar.intervals(first, last)
    return found


def _within(hours: tuple[Stretch, ...], start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime, Stretch]]:
    """Return what lies between two instants of stretches without gaps: from when, until when, and the stretch."""
    for place in range(bisect_right(hours, start, key=lambda one: one.end), len(hours)):
        one = hours[place]
        if one.start >= end:
            return
        yield max(one.start, start).astimezone(UTC), min(one.end, end).astimezone(UTC), one


def _run(bare: TracedPiece, limit: Limit, hours: tuple[Stretch, ...]) -> Iterator[TracedPiece]:
    start, end = bare.start, bare.end
    ran = attrs.evolve(bare, did="counted", clause=limit.clause)
    match limit.within:
        case WorkingTime() if end > start:
            for first, last, piece in _within(hours, start, end):
                one = attrs.evolve(ran, start=first, end=last)
                if piece.state == "open":
                    yield attrs.evolve(one, counted=last - first, why="open")
                else:
                    yield attrs.evolve(one, did="closed", counted=timedelta(0), why=piece.why)
        case WorkingTime() | ElapsedTime():
            yield attrs.evolve(ran, counted=end - start, why="always counts")
        case BusinessDays():
            yield attrs.evolve(ran, why="business days")
        case _:
            yield attrs.evolve(ran, why="a moment; nothing is used up")


_SAME: Final = ("did", "why", "clause", "calendar", "causes")
_ADDED: Final = ("counted", "days", "left_out", "left_out_days")


def _merged(pieces: Iterator[TracedPiece]) -> Iterator[TracedPiece]:
    """Join pieces that follow each other and did the same for the same reason."""
    last: TracedPiece | None = None
    for piece in pieces:
        if piece.start == piece.end and piece.did != "stopped" and not piece.days and not piece.left_out_days:
            continue
        if last is not None and last.end == piece.start and all(getattr(last, n) == getattr(piece, n) for n in _SAME):
            added: dict[str, Any] = {name: _added(getattr(last, name), getattr(piece, name)) for name in _ADDED}
            last = attrs.evolve(last, end=piece.end, **added)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _added(one: Any, other: Any) -> Any:
    return None if one is None or other is None else one + other
