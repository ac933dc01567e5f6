"""How a verdict came about: the stretches of an item's time, what of each counted, and why the rest did not.

A trace is data. What it says to people is said by `statements`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import attrs
import numpy as np

from contractkit.clocks import History
from contractkit.clocks.limits import Limits
from contractkit.clocks.relief import AREAS, ReliefStretches
from contractkit.clocks.relieving import taken_out
from contractkit.clocks.stretches import Stretches, Taken
from contractkit.evaluation.calling import outcome_called
from contractkit.evaluation.measuring import running
from contractkit.evaluation.pieces import TracedCause, TracedPiece, aware, pieces_of
from contractkit.evaluation.promises import Promise
from contractkit.evaluation.refusals import TracedRefusal, refusals_of
from contractkit.evaluation.relieving import Relieving
from contractkit.evaluation.results import ways_of
from contractkit.evaluation.turns import TracedTurn, turns_of
from contractkit.evaluation.worded import ClauseWording, bound_on, wordings_of
from contractkit.facts import Table
from contractkit.quantities.spans import BusinessDays
from contractkit.records.clauses import ClauseRef
from contractkit.terms import Agreement
from contractkit.terms.conditions import AllOf, AnyOf, Compares, Is, Not
from contractkit.terms.targets import AtField, ClockLine, Happens, Limit, Target, WhenState

__all__ = ["Trace", "TracedCause", "TracedPiece", "TracedRefusal", "TracedTurn", "trace_of"]

_US: Final = timedelta(microseconds=1)


@attrs.frozen(repr=False)
class Trace:
    """How the verdict on one item under one target came about.

    Attributes:
        item: The item's id.
        target: The target.
        outcome: The row of the outcomes, as plain values.
        effective_start: When business days count from, after the rules for starts outside hours and the cut-off; None
            for other limits.
        formula: The due in one line: the start, the limit and the calendar.
        pieces: The pieces from the start to the last stop or the moment of judging, in order and without gaps. Before
            the start what was forgotten, where the clock was reset or started anew; of a clock that is reset nothing
            else.
        taken_out_by: The relief of extent whole by which an excused item is taken out, in the order in which it began.
        refused: The relief that was recorded for the item and does not count in full under this target, and why.
        turns: What happened at instants that no piece shows, in order: another limit came to hold; the clock would have
            stopped, but for what else the result asks.
        wordings: Of the clauses that it cites, those that amendments changed, with the wording that bound the clock.
        bound: The dates whose wording bound the clock, in order: that of its start, and those on which an amendment
            reached it while it ran.
        known_by: Only amendments that were recorded on that date or before count; None: all that are recorded.
    """

    item: str
    target: Target
    outcome: dict[str, Any]
    effective_start: datetime | None
    formula: str
    pieces: tuple[TracedPiece, ...]
    taken_out_by: tuple[TracedCause, ...] = ()
    refused: tuple[TracedRefusal, ...] = ()
    turns: tuple[TracedTurn, ...] = ()
    wordings: tuple[ClauseWording, ...] = ()
    bound: tuple[date, ...] = ()
    known_by: date | None = None

    def __repr__(self) -> str:
        """Return of what it is, and how long it is, on one line; `trace_text` tells it whole."""
        pieces = f"{len(self.pieces)} piece{'' if len(self.pieces) == 1 else 's'}"
        return (
            f"<Trace of {self.item} under {self.target.clause}: {self.outcome.get('verdict', 'no verdict')}, {pieces}>"
        )

    def wording_of(self, clause: ClauseRef, at: datetime | None = None) -> ClauseWording | None:
        """Return the wording of a cited clause that bound the clock; None where no amendment changed the clause.

        Args:
            clause: The clause, with its row or without.
            at: The instant that is asked about; None for the start of the clock.
        """
        own = [one for one in self.wordings if one.clause == attrs.evolve(clause, row=None)]
        held = [one for one in own if one.binds_from is None or (at is not None and one.binds_from <= at)]
        return held[-1] if held else None

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
            "pieces": [_plain(piece) for piece in self.pieces],
            "taken_out_by": [_plain(cause) for cause in self.taken_out_by],
            "refused": [_plain(one) for one in self.refused],
            "turns": [_plain(turn) for turn in self.turns],
            "wordings": [_plain(one) for one in self.wordings],
            "bound": [_plain(day) for day in self.bound],
            "known_by": _plain(self.known_by),
        }


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.isoformat()
        case timedelta():
            return value // _US
        case ClauseRef():
            return str(value)
        case Limit():
            return {"within": str(value.within), "calendar": value.calendar_name, "clause": str(value.clause)}
        case Is() | Compares() | AllOf() | AnyOf() | Not():
            return str(value)
        case date():
            return value.isoformat()
        case TracedPiece() | TracedCause() | TracedRefusal() | TracedTurn() | ClauseWording():
            return {field.name: _plain(getattr(value, field.name)) for field in attrs.fields(type(value))}
        case tuple():
            return [_plain(one) for one in value]
        case _:
            return value


def trace_of(
    agreement: Agreement,
    promises: Sequence[Promise],
    history: History,
    relieving: Relieving,
    outcomes: Table,
    item: str,
    target: str,
    cycle: int | None = None,
) -> Trace:
    """Return the trace of one outcome (see `Evaluation.trace`)."""
    row, promise = outcome_called(promises, outcomes, history.facts.items.ids, item, target, cycle)
    place = outcomes.array("item_row")[row : row + 1].astype(np.intp)
    outcome = outcomes.select(np.array([row])).to_records()[0]
    line = _line(promise.line, outcome)
    taken: Taken = "certain" if outcome["verdict"] == "met" else "possible"
    ran = next(running(line, history, relieving, place, taken))
    clock = ran.clocks.of_clocks(np.flatnonzero(ran.clocks.cycle == outcome["cycle"]))
    limit = _last_limit(clock, ran.reading.limits)
    effective = None
    if limit is not None and isinstance(limit.within, BusinessDays) and len(clock.item):
        effective = limit.calendar.due_at(aware(int(clock.started[0])), attrs.evolve(limit.within, n=0))
    trace = Trace(
        item,
        promise.target,
        outcome,
        effective,
        _formula(line, limit, outcome),
        pieces_of(ran, clock, line, history.as_of),
        _taken_out_by(relieving.of(line), int(place[0]), clock, ran.reading.limits, outcome),
        refusals_of(relieving.listed, int(place[0]), line),
        turns_of(ran, clock),
    )
    bound = bound_on(promise, history, int(place[0]), outcome["started"], agreement.zone)
    known = None if history.known_at is None else aware(history.known_at).astimezone(ZoneInfo(agreement.zone)).date()
    wordings = wordings_of(agreement, _cited(trace), bound, known)
    return attrs.evolve(trace, wordings=wordings, bound=bound, known_by=known)


def _cited(trace: Trace) -> Iterator[ClauseRef | None]:
    yield trace.target.clause
    for piece in trace.pieces:
        yield piece.clause
        yield from (cause.clause for cause in piece.causes)
    yield from (turn.limit.clause for turn in trace.turns if turn.limit is not None)
    yield from (cause.clause for cause in trace.taken_out_by)
    yield from (one.clause for one in trace.refused)


def _taken_out_by(
    relief: ReliefStretches | None, item: int, clock: Stretches, limits: Limits, outcome: dict[str, Any]
) -> tuple[TracedCause, ...]:
    """Return the relief of extent whole that covers an open instant of the run of an excused outcome (clocks.md 23)."""
    if relief is None or outcome["verdict"] != "excused":
        return ()
    found = []
    for place in np.flatnonzero(relief.whole & (relief.item == item)).tolist():
        one = relief.take(np.array([place]))
        one = attrs.evolve(one, item=clock.item[:1])
        if taken_out(clock, one, limits).any():
            area = int(one.area[0])
            cause, clause = relief.causes[one.cause[0]], relief.clauses[one.clause[0]]
            whose = None if area < 0 else AREAS[area]
            found.append(TracedCause("relief", cause, clause, whose, aware(int(one.begin[0]))))
    return tuple(found)


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
