"""How the clocks of the promises went on items: since when, when they were over or cancelled, when they stood still."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.calendars.instants import from_datetime
from contractkit.clocks.meaning import Kind
from contractkit.clocks.stretches import Ended, State
from contractkit.evaluation import Evaluation
from contractkit.evaluation.measuring import Running, items_of, outcomes_by_line, running
from contractkit.facts import Table
from contractkit.process.pauses import FOREVER, NEVER, Pauses
from contractkit.process.steps import served_by
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import said
from contractkit.terms.targets import ClockLine

__all__ = ["NOTHING", "ItemClock", "ItemClocks", "clocks_of", "may_stand_still"]

_WHY_NOT: Final = {
    "out": said("the item is out of scope"),
    "no-service": said("the item is on a service that nobody agreed"),
    "before-term": said("the item came before the agreement held"),
    "after-term": said("the item came after the agreement had ended"),
}
"""No promise holds for such items."""
_NO_AGREEMENT: Final = ("before-term", "after-term")
"""The agreement does not hold for such items, and none of its steps does."""

_Spans = list[tuple[int, int]]


@attrs.frozen
class ItemClock:
    """The clock of one promise on an item; of several cycles what all of them say together.

    Attributes:
        clause: Where the promise stands.
        started: When it started; None where it has not, or nobody knows.
        over: When the work for the promise was over: the last stop of a clock that measures the same, else None.
        cancelled: When it was cancelled, or None.
        pauses: When it stood still: in pauses and relief, while it was reset, and while it was stopped and came back as
            if it had not been.
    """

    clause: ClauseRef
    started: int | None = None
    over: int | None = None
    cancelled: int | None = None
    pauses: Pauses = NEVER

    def is_of(self, promise: ClauseRef) -> bool:
        """Return whether it is the clock of a promise that is named by its clause, or by its row too."""
        same = (promise.document, promise.clause) == (self.clause.document, self.clause.clause)
        return same and promise.row in (None, self.clause.row)


@attrs.frozen
class ItemClocks:
    """The clocks of an item, and whether anything was agreed about it at all.

    Attributes:
        scope: ``in``, ``grey``, ``out`` and so on, as the evaluation says it.
        clocks: Those of each promise that ever applied to it.
        meanwhile: What the rule says that makes it grey: ``deliver``, ``wait`` until the parties talked; None else.
    """

    scope: str = "in"
    clocks: tuple[ItemClock, ...] = ()
    meanwhile: str | None = None

    @property
    def promises_hold(self) -> bool:
        """Whether its promises are owed: not out of scope, outside the term, nor while grey work waits."""
        return self.why_not is None

    @property
    def why_not(self) -> str | None:
        """Why its promises are not owed; None where they are."""
        if self.scope in _WHY_NOT:
            return _WHY_NOT[self.scope]
        return said("it is grey, and waits until the parties have talked") if self.meanwhile == "wait" else None

    @property
    def agreement_holds(self) -> bool:
        """Whether the agreement holds for it at all."""
        return self.scope not in _NO_AGREEMENT

    def of(self, promise: ClauseRef) -> tuple[ItemClock, ...]:
        """Return the clocks of a promise."""
        return tuple(clock for clock in self.clocks if clock.is_of(promise))


NOTHING: Final = ItemClocks()


def clocks_of(
    evaluation: Evaluation, places: NDArray[np.intp], also: Iterable[ClauseRef] = ()
) -> dict[int, ItemClocks]:
    """Return the clocks of some items, by the place of the item.

    A result that was not reached has no stop; the work for it was over when another promise that measures the same
    work was.

    Args:
        evaluation: The evaluation.
        places: The places of the items, in order.
        also: Promises of which it is asked when their clocks stood still, though no step is done for them.
    """
    scopes, rules = (evaluation.items.words(name).take(places).words() for name in ("scope", "rule"))
    versions = (entry.value for entry in evaluation.agreement.versions)
    meanwhile = {rule.name: rule.meanwhile for version in versions for rule in version.scope}
    wanted = np.zeros(len(evaluation.items), np.bool_)
    wanted[places] = True
    rows = np.flatnonzero(wanted[evaluation.outcomes.array("item_row")])
    names = ("item_row", "cycle", "promise", "measure", "verdict", "reason", "started", "stopped", "cancelled")
    told: dict[int, list[dict[str, Any]]] = {}
    for row in _columns(evaluation.outcomes, names).select(rows).to_records():
        told.setdefault(row["item_row"], []).append(row)
    served = {(ref.document, ref.clause) for ref in (*served_by(evaluation.agreement), *also)}
    still = _still(evaluation, rows, served)
    clauses = [one.target.clause for one in evaluation.promises]
    return {
        place: ItemClocks(
            str(scope),
            _clocks(told.get(place, ()), place, clauses, still),
            meanwhile.get(str(rule)) if scope == "grey" else None,
        )
        for place, scope, rule in zip(places.tolist(), scopes, rules, strict=True)
    }


def _columns(outcomes: Table, names: Sequence[str]) -> Table:
    return outcomes.only(*(name for name in names if name in outcomes.columns))


def _clocks(
    rows: Sequence[Mapping[str, Any]],
    place: int,
    clauses: Sequence[ClauseRef],
    still: Mapping[tuple[int, ClauseRef], _Spans],
) -> tuple[ItemClock, ...]:
    over: dict[str, int] = {}
    for row in rows:
        if row["stopped"] is not None and row["verdict"] != "running":
            stopped = from_datetime(row["stopped"], "stopped")
            over[row["measure"]] = max(over.get(row["measure"], stopped), stopped)
    found: dict[ClauseRef, ItemClock] = {}
    for row in rows:  # of several cycles the last one comes last
        if row["reason"] == "no-target":
            continue
        clause = clauses[row["promise"]]
        before = found.get(clause)
        started = None if row["started"] is None else from_datetime(row["started"], "started")
        cancelled = row["cancelled"] if row["reason"] == "cancelled" else None
        found[clause] = ItemClock(
            clause,
            started if before is None or before.started is None else before.started,
            over.get(row["measure"]),
            None if cancelled is None else from_datetime(cancelled, "cancelled"),
            Pauses.of(still.get((place, clause), ())),
        )
    return tuple(found.values())


def _still(
    evaluation: Evaluation, rows: NDArray[np.intp], served: set[tuple[str, str | None]]
) -> dict[tuple[int, ClauseRef], _Spans]:
    """Return when the clock of each promise with steps stood still on each item, by item and promise."""
    found: dict[tuple[int, ClauseRef], _Spans] = {}
    outcomes = evaluation.outcomes
    for line, own in outcomes_by_line(evaluation.promises, outcomes, rows):
        clauses = [one.clause for one in line.targets if (one.clause.document, one.clause.clause) in served]
        if not clauses or not may_stand_still(line):
            continue
        items = items_of(outcomes.array("item_row")[own])
        for ran in running(line, evaluation.history, evaluation.relieving, items, "possible"):
            for place, spans in (*_spans(ran, evaluation.as_of), *_forgotten(ran)):
                for clause in clauses:
                    found.setdefault((place, clause), []).extend(spans)
    return found


def may_stand_still(line: ClockLine) -> bool:
    """Return whether a clause lets the clock of a line stand still, as far as the papers say."""
    return bool(line.pauses or line.relief or line.measure.resets) or line.on_reopen in ("resume", "restart")


def _forgotten(ran: Running) -> Iterator[tuple[int, _Spans]]:
    """Yield when clocks stood still, or were reset, in what they forgot: the promise began anew, its steps did not."""
    clocks, steps, kind = ran.clocks, ran.reading.steps, ran.reading.kind
    begun = clocks.started if clocks.begun is None else clocks.begun
    ends = np.append(steps.at[1:], FOREVER)[: len(steps.at)]
    ends[steps.last] = FOREVER
    stands = (kind == Kind.PAUSED) | (kind == Kind.STOPPED) | (kind == Kind.RESET)
    reset = clocks.ended == Ended.RESET
    for clock in np.flatnonzero((begun < clocks.started) | reset).tolist():
        item, until = clocks.item[clock], FOREVER if reset[clock] else int(clocks.started[clock])
        rows = np.flatnonzero(stands & (steps.item == item) & (steps.at < until) & (ends > begun[clock]))
        yield int(ran.item[item]), [(int(steps.at[row]), min(int(ends[row]), until)) for row in rows.tolist()]


def _spans(ran: Running, as_of: int) -> list[tuple[int, _Spans]]:
    """Return the stretches in which the clocks of some items stood still, those of relief that lies ahead too."""
    clocks = ran.clocks
    stands = (clocks.state == State.PAUSED) | ((clocks.state == State.STOPPED) & (clocks.until > clocks.at))
    if clocks.relieved is not None:
        stands |= clocks.relieved
    runs = clocks.ended == Ended.NOT
    until = clocks.until.copy()
    last = clocks.last[runs]
    open_ended = last[(clocks.state[last] == State.PAUSED)]
    until[open_ended] = FOREVER
    found = [
        (int(ran.item[clocks.item[clocks.clock[row]]]), [(int(clocks.at[row]), int(until[row]))])
        for row in np.flatnonzero(stands).tolist()
    ]
    if ran.relief is not None:
        running_items = set(clocks.item[runs].tolist())
        for item, begin, end in zip(
            ran.relief.item.tolist(), ran.relief.begin.tolist(), ran.relief.end.tolist(), strict=True
        ):
            if item in running_items and end > as_of:
                found.append((int(ran.item[item]), [(max(begin, as_of), end)]))
    return found
