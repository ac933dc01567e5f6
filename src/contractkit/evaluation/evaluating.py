"""From an agreement and facts to verdicts: `evaluate` runs every clock line and puts the answers together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from contractkit.calendars.instants import from_datetime, to_datetime
from contractkit.clocks import History, Replayed, replay
from contractkit.errors import UsageError
from contractkit.evaluation.counting import counts_of
from contractkit.evaluation.doubts import Doubts, doubts_of
from contractkit.evaluation.evaluation import Evaluation
from contractkit.evaluation.findings import contradicted, undetermined
from contractkit.evaluation.known_values import with_known_values
from contractkit.evaluation.needs import missing_fields, not_measured
from contractkit.evaluation.outcomes import outcomes_of
from contractkit.evaluation.scope import SCOPES, SERVICE, Scopes, latest, scopes_of
from contractkit.facts import NAT, Coded, Facts, Table
from contractkit.facts.notes import problems_of
from contractkit.records.clauses import Assumption
from contractkit.terms import Agreement, governing

__all__ = ["evaluate"]

Progress = Callable[[str, int, int], None]


def evaluate(agreement: Agreement, facts: Facts, as_of: datetime | int, progress: Progress | None = None) -> Evaluation:
    """Return what became of every promise of an agreement, as it had happened by a moment.

    Outcomes do not depend on any period: evaluate once, then ask for the attainment of any.

    A value that the agreement does not know, of a field whose values it lists, counts as unknown wherever a condition
    reads it: the item is undetermined under each target that it may belong to. A service that nobody agreed is none:
    work on it is out of scope.

    Args:
        agreement: The agreement.
        facts: What happened; items of other customers are the caller's to leave out (`Facts.of_customer`).
        as_of: The moment of judging, aware, or in microseconds since the epoch. What happened later is set aside and
            counted; an item opened later has no outcome.
        progress: Called now and then as ``progress(step, done, total)``.

    Returns:
        The verdicts, each with when it was due and how much was used, and everything that was found odd on the way.

    Raises:
        NaiveDatetimeError: `as_of` has no zone.
        UsageError: `as_of` is no instant.
        NotComputedError: A clause decides on targets and is not computed by this version, or an amendment changes what
            is judged between the first opening and `as_of`.

    Source: design.md sections 4, 5 and 7; clocks.md.
    """
    moment = _moment(as_of)
    history = History.of(facts, moment)
    agreement = _version(agreement, history, moment)
    agreement.refuse_not_computed("judging")
    doubts = doubts_of(history, agreement.fields)
    known = with_known_values(facts, agreement.fields, (SERVICE,))  # a strange service is one that nobody agreed
    history = history if known is facts else History.of(known, moment)
    replayed: list[Replayed] = []
    for done, line in enumerate(agreement.lines):
        if progress is not None:
            progress("evaluate", done, len(agreement.lines))
        replayed.append(replay(line, history))
    if progress is not None:
        progress("evaluate", len(agreement.lines), len(agreement.lines))
    scopes = scopes_of(agreement, history)
    scope = _without_target(scopes, replayed)
    service = latest(history, SERVICE)
    outcomes = outcomes_of(replayed, facts, doubts, scope, service)
    notes = (*doubts.notes, *contradicted(replayed, facts, doubts))
    listed = (*notes, *undetermined(replayed, facts, doubts, scope))
    return Evaluation(
        agreement=agreement,
        as_of=moment,
        outcomes=outcomes,
        items=_items(agreement, history, doubts, scope, scopes.rule, service),
        problems=(*not_measured(agreement), *missing_fields(agreement, facts), *facts.problems, *problems_of(listed)),
        counts=counts_of(history, replayed, notes, scope, outcomes),
        assumptions=_different((*agreement.assumptions, *facts.assumptions, *_assumptions(replayed))),
        history=history,
    )


def _moment(as_of: datetime | int) -> int:
    if isinstance(as_of, datetime):
        return from_datetime(as_of, "as_of")
    if isinstance(as_of, bool) or not isinstance(as_of, int):
        raise UsageError(f"as_of is an aware datetime, or microseconds since the epoch, not {as_of!r}", value=as_of)
    return as_of


def _version(agreement: Agreement, history: History, moment: int) -> Agreement:
    """Return the version that governs all that happened, from the first opening to the moment of judging."""
    if len(agreement.versions) == 1:
        return agreement
    known = history.opened[(history.opened != NAT) & (history.opened <= moment)]
    first = int(known.min()) if len(known) else moment
    just_now = bool((known == moment).any() or (history.events.at == moment).any())
    last = moment if just_now else max(first, moment - 1)
    zone = ZoneInfo(agreement.zone)
    start, until = (to_datetime(instant, 0).astimezone(zone).date() for instant in (first, last))
    return governing(agreement, start, until + timedelta(days=1), "judging")


def _without_target(scopes: Scopes, replayed: Iterable[Replayed]) -> NDArray[np.int8]:
    """Return the scopes, with ``no-target`` where an item is in scope and no promise ever spoke of it."""
    promised = np.zeros(len(scopes.code), np.bool_)
    for one in replayed:
        promised[one.item] = True
    code = scopes.code.copy()
    code[(code == SCOPES.index("in")) & ~promised] = SCOPES.index("no-target")
    return code


def _items(
    agreement: Agreement,
    history: History,
    doubts: Doubts,
    scope: NDArray[np.int8],
    rule: NDArray[np.int32],
    service: Coded,
) -> Table:
    items = history.facts.items
    return Table(
        {
            "id": Coded(np.arange(len(items), dtype=np.int32), tuple(items.ids)),
            "scope": Coded(scope.astype(np.int32), SCOPES),
            "rule": Coded(rule, tuple(one.name for one in agreement.scope)),
            "service": service,
            "opened": history.opened.view("datetime64[us]"),
            "doubt": Coded(doubts.code.astype(np.int32) - 1, doubts.words[1:]),
            "row": items.rows,
        }
    )


def _items_of(count: int) -> str:
    return "1 item" if count == 1 else f"{count} items"


def _different(assumptions: Iterable[Assumption]) -> tuple[Assumption, ...]:
    return tuple(dict.fromkeys(assumptions))


def _assumptions(replayed: Sequence[Replayed]) -> Iterator[Assumption]:
    """Return what the facts and the text left open, and what was taken while judging."""
    filled: dict[str, int] = {}
    silent = 0
    for one in replayed:
        silent = max(silent, one.silent)
        for field, count in one.filled.items():
            filled[field] = max(filled.get(field, 0), count)
    for field, count in sorted(filled.items()):
        if count:
            says = f"{_items_of(count)} had no {field} at first; the first that became known holds from the opening on"
            yield Assumption("not-yet-classified", "first-known", ("undetermined",), says=says)
    if silent:
        says = f"of {_items_of(silent)} no state was recorded at first; until one was, the clock ran"
        yield Assumption("no-state-yet", "runs", ("undetermined",), says=says)
    for field in sorted({field for one in replayed for field in one.unhistoried}):
        says = f"{field} has no history; results read it as if it had stood so at the stop"
        yield Assumption("result-without-history", "as-at-the-stop", ("undetermined",), says=says)
    for one in replayed:
        moments = sorted({str(limit.clause) for limit in one.limits.names_moments()})
        for pause in one.line.pauses if moments else ():
            says = f"{pause.clause} does not move a limit that names a moment: {', '.join(moments)}"
            yield Assumption("pause-of-a-moment", "does-not-move-it", ("moves-it",), pause.clause, says)
