"""How a verdict came about: the stretches of an item's time, what of each counted, and why the rest did not.

A trace is data. What it says to people is said by `statements`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal

import attrs
import numpy as np

from contractkit.clocks import History
from contractkit.clocks.axis import measure
from contractkit.clocks.limits import Limits
from contractkit.clocks.meaning import Meanings
from contractkit.clocks.reading import Reading, read
from contractkit.clocks.stretches import State, Stretches
from contractkit.clocks.targeting import stretches
from contractkit.clocks.truth import YES
from contractkit.evaluation.calling import outcome_called
from contractkit.evaluation.promises import Promise
from contractkit.evaluation.results import ways_of
from contractkit.facts import Table
from contractkit.quantities.spans import BusinessDays, ElapsedTime, WorkingTime
from contractkit.records.clauses import ClauseRef
from contractkit.terms.targets import AtField, ClockLine, Happens, Limit, Target, WhenState

__all__ = ["Trace", "TracedPiece", "trace_of"]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_US: Final = timedelta(microseconds=1)

Did = Literal["counted", "closed", "paused", "stopped", "no-target"]


@attrs.frozen
class TracedPiece:
    """A piece of an item's time in which the clock did one thing.

    Attributes:
        start: Its first instant, UTC.
        end: The first instant after it; the same for a stop that lasts.
        did: ``counted``; or why it did not count: ``closed`` (the calendar was), ``paused``, ``stopped`` (and reopened
            later, or for good), ``no-target``.
        counted: The time of the limit's own kind that counted; None where the limit counts business days or names a
            moment.
        days: The business days whose mark lay in the piece and counted; None where the limit counts time.
        why: The reason in a few words: the name of a holiday, the condition of a pause, or the like.
        clause: The clause of the limit that counted, or of the pause that stopped it from counting.
        calendar: The name of the calendar on which it was measured, or None.
    """

    start: datetime
    end: datetime
    did: Did
    counted: timedelta | None
    days: int | None
    why: str
    clause: ClauseRef | None
    calendar: str | None


@attrs.frozen
class Trace:
    """How the verdict on one item under one target came about.

    Attributes:
        item: The item's id.
        target: The target.
        outcome: The row of the outcomes, as plain values.
        effective_start: When business days count from, after the rules for starts outside hours and the cut-off; None
            for other limits.
        formula: The due in one line: the start, the limit and the calendar.
        pieces: The pieces from the start to the last stop or the moment of judging, in order and without gaps.
    """

    item: str
    target: Target
    outcome: dict[str, Any]
    effective_start: datetime | None
    formula: str
    pieces: tuple[TracedPiece, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the trace as data that JSON can hold; `version` says which form it has."""
        return {
            "contractkit": 1,
            "document": "trace",
            "version": 1,
            "item": self.item,
            "target": self.target.id,
            "outcome": {name: _plain(value) for name, value in self.outcome.items()},
            "effective_start": _plain(self.effective_start),
            "formula": self.formula,
            "pieces": [
                {field.name: _plain(getattr(piece, field.name)) for field in attrs.fields(TracedPiece)}
                for piece in self.pieces
            ],
        }


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.isoformat()
        case timedelta():
            return value // _US
        case ClauseRef():
            return str(value)
        case _:
            return value


def trace_of(
    promises: Sequence[Promise], history: History, outcomes: Table, item: str, target: str, cycle: int | None = None
) -> Trace:
    """Return the trace of one outcome (see `Evaluation.trace`)."""
    facts = history.facts
    row, promise = outcome_called(promises, outcomes, facts.items.ids, item, target, cycle)
    mask = np.zeros(len(facts.items), np.bool_)
    mask[outcomes.array("item_row")[row]] = True
    outcome = outcomes.select(np.array([row])).to_records()[0]
    line = _line(promise.line, outcome)
    alone = History.of(facts.where(mask), history.as_of, history.known_at)
    reading = read(Meanings.of(line, Limits.of(line), alone), alone)
    clock = stretches(reading, "certain" if outcome["verdict"] == "met" else "possible")
    clock = clock.of_clocks(np.flatnonzero(clock.cycle == outcome["cycle"]))
    pieces = tuple(_merged(_pieces(reading, clock, line)))
    limit = _last_limit(clock, reading.limits)
    effective = None
    if limit is not None and isinstance(limit.within, BusinessDays) and len(clock.item):
        effective = limit.calendar.due_at(_aware(int(clock.started[0])), attrs.evolve(limit.within, n=0))
    return Trace(item, promise.target, outcome, effective, _formula(line, limit, outcome), pieces)


def _line(line: ClockLine, outcome: dict[str, Any]) -> ClockLine:
    """Return the line on which an outcome was judged: of a result with several limits that of the one that decided."""
    own = [one for way in ways_of(line) for one in way]
    shown = (outcome["allowed_text"], outcome["calendar"])
    for one in own:
        limit = one.targets[0].limit
        if limit is not None and (str(limit.within), limit.calendar_name) == shown:
            return one
    return own[0] if own else line


def _last_limit(clock: Stretches, limits: Limits) -> Limit | None:
    known = clock.limit[clock.limit >= 0]
    return limits.limits[known[-1]] if len(known) else None


def _formula(line: ClockLine, limit: Limit | None, outcome: dict[str, Any]) -> str:
    if limit is None:
        return "no limit applies"
    start = line.measure.starts
    begins = "" if start is None else f"{start.condition if isinstance(start, WhenState) else _named(start)} + "
    paused = " + pauses" if outcome["paused"] or outcome["paused_days"] else ""
    return f"{begins}{limit.within}{paused} on {limit.calendar_name} ({limit.clause})"


def _named(start: AtField | Happens) -> str:
    return start.field if isinstance(start, AtField) else str(start)


def _pieces(reading: Reading, clock: Stretches, line: ClockLine) -> Iterator[TracedPiece]:
    measured = len(clock.item) and len(reading.limits.limits)
    days = measure(clock, reading.limits).contractual.amount if measured else clock.at
    for place in range(len(clock.at)):
        start, end = _aware(int(clock.at[place])), _aware(int(clock.until[place]))
        limit = reading.limits.limits[clock.limit[place]] if clock.limit[place] >= 0 else None
        marks = int(days[place]) if limit is not None and isinstance(limit.within, BusinessDays) else None
        name = None if limit is None else limit.calendar_name
        match State(int(clock.state[place])):
            case State.STOPPED:
                why = "stopped" if start == end else "stopped until it was reopened"
                yield TracedPiece(start, end, "stopped", None, marks, why, line.measure.clause, name)
            case _ if limit is None:
                yield TracedPiece(start, end, "no-target", None, None, "no target applies", None, None)
            case State.PAUSED:
                yield _pause(reading, line, int(clock.row[place]), start, end, name)
            case _:
                yield from _run(limit, start, end, marks)


def _pause(
    reading: Reading, line: ClockLine, row: int, start: datetime, end: datetime, calendar: str | None
) -> TracedPiece:
    columns = reading.columns(np.array([row]))
    holding = [pause for pause in line.pauses if columns.truth(pause.condition)[0] == YES]
    why = str(holding[0].condition) if holding else "paused before"
    return TracedPiece(start, end, "paused", None, None, why, holding[0].clause if holding else None, calendar)


def _run(limit: Limit, start: datetime, end: datetime, marks: int | None) -> Iterator[TracedPiece]:
    clause, name = limit.clause, limit.calendar_name
    match limit.within:
        case WorkingTime() if end > start:
            for piece in limit.calendar.intervals(start, end):
                first, last = piece.start.astimezone(UTC), piece.end.astimezone(UTC)
                if piece.state == "open":
                    yield TracedPiece(first, last, "counted", last - first, None, "open", clause, name)
                else:
                    yield TracedPiece(first, last, "closed", timedelta(0), None, piece.why, clause, name)
        case WorkingTime() | ElapsedTime():
            yield TracedPiece(start, end, "counted", end - start, None, "always counts", clause, name)
        case BusinessDays():
            yield TracedPiece(start, end, "counted", None, marks, "business days", clause, name)
        case _:
            yield TracedPiece(start, end, "counted", None, None, "a moment; nothing is used up", clause, name)


def _merged(pieces: Iterator[TracedPiece]) -> Iterator[TracedPiece]:
    """Join pieces that follow each other and did the same for the same reason."""
    last: TracedPiece | None = None
    for piece in pieces:
        if piece.start == piece.end and piece.did != "stopped":
            continue
        same = ("did", "why", "clause", "calendar")
        if last is not None and last.end == piece.start and all(getattr(last, n) == getattr(piece, n) for n in same):
            last = attrs.evolve(
                last, end=piece.end, counted=_added(last.counted, piece.counted), days=_added(last.days, piece.days)
            )
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _added(one: Any, other: Any) -> Any:
    return None if one is None or other is None else one + other


def _aware(us: int) -> datetime:
    return _EPOCH + us * _US
