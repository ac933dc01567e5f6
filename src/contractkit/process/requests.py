"""One request as its customer may see it: what was promised, what happened, what is next, until when. Data only.

What it says to people is said by `statements.open_request`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np

from contractkit.calendars.instants import from_datetime
from contractkit.clocks.scalar.truth import YES, fields_in, holds
from contractkit.evaluation import Evaluation
from contractkit.evaluation.results import ways_of
from contractkit.process.binding import Wordings
from contractkit.process.item_clocks import ItemClocks, clocks_of
from contractkit.process.item_links import item_links
from contractkit.process.item_steps import ItemStep
from contractkit.process.pauses import NEVER
from contractkit.process.proofs import shown
from contractkit.process.request_values import OpenRequest, PlannedStep, RequestEvent, RequestPromise, Standing
from contractkit.process.running import process_of
from contractkit.process.told import ItemTold, told_of
from contractkit.terms import Agreement
from contractkit.terms.targets import AtField, ClockLine, Happens, Pause, Target, WhenState

__all__ = ["open_request"]

_TO_DO: Final = ("waiting", "undetermined")
"""States of steps that are still to be done, where the facts never tell which are done."""


def open_request(evaluation: Evaluation, item: str) -> OpenRequest:
    """Return one request as its clocks and steps have it; what the parties made of it is added in `portfolio`.

    Args:
        evaluation: The evaluation in which the item was judged; its moment of judging is that of the answer.
        item: The id of the item.

    Raises:
        UsageError: There is no such item.
    """
    told = told_of(evaluation, item)
    agreement = evaluation.agreement
    version = Wordings.of(evaluation).binding(told)
    place = evaluation.history.facts.items.ids.find(item)
    assert place is not None
    about = evaluation.items.select(np.array([place])).to_records()[0]
    outcomes = evaluation.outcomes
    rows = outcomes.select(outcomes.array("item_row") == place).to_records()
    clocks = clocks_of(evaluation, np.array([place]))[place]
    last = {row["target"]: row for row in rows if clocks.promises_hold and (_is_owed(row) or _is_cancelled(row))}
    targets = {
        target.id: (line, target) for one in (agreement, version) for line in one.lines for target in line.targets
    }
    found = [(targets[name], row) for name, row in last.items() if name in targets]
    lines = tuple(dict.fromkeys(line for (line, _), _ in found))
    work = process_of(evaluation, item)
    promises = tuple(_promise(target, row, version.zone) for (_, target), row in found)
    owed = zip(found, promises, strict=True)
    waiting = (line for ((line, _), _), one in owed if one.standing in ("waiting", "late"))
    stands = next(_standing_still(waiting, told), None)
    planned = _planned(work.steps, version, told, found, clocks)
    return OpenRequest(
        version.id,
        version.zone,
        item,
        work.as_of,
        about.get("service"),
        str(about.get("scope")),
        promises,
        tuple(_happened(lines or version.lines, told, work.steps, _ends(found, promises), version)),
        work.running,
        tuple(step for step in work.next if step.name not in {one.name for one in planned}),
        planned,
        None if stands is None else stands.condition,
        None if stands is None else stands.area,
    )


def _is_owed(row: Mapping[str, Any]) -> bool:
    return bool(row["verdict"] != "not-applicable")


def _is_cancelled(row: Mapping[str, Any]) -> bool:
    return bool(row["reason"] == "cancelled")


def _promise(target: Target, row: dict[str, Any], zone: str) -> RequestPromise:
    verdict, until, stopped = row["verdict"], row["in_time_until"], row["stopped"]
    standing: Standing
    match verdict:
        case "met":
            standing = "kept"
        case "breached":
            standing = "late" if stopped is None else "not-kept"
        case "running":
            standing = "waiting" if until is None else "running"
        case "excused":
            standing = "excused"
        case "not-applicable":
            standing = "cancelled"
        case _:
            standing = "undetermined"
    waits = standing == "waiting"
    limit = target.limit
    return RequestPromise(
        target.name if target.title is None else target.title,
        target.clause,
        None if limit is None else limit.within,
        standing,
        None if row["due"] is None else shown(from_datetime(row["due"]), zone),
        None if until is None else shown(from_datetime(until), zone),
        None if stopped is None else shown(from_datetime(stopped), zone),
        row["allowed"] - row["used"] if waits and row["allowed"] is not None and row["used"] is not None else None,
        row["allowed_days"] - row["used_days"] if waits and row["allowed_days"] is not None else None,
        row["reason"] if standing == "undetermined" else None,
    )


def _planned(
    steps: tuple[ItemStep, ...],
    version: Agreement,
    told: ItemTold,
    found: Sequence[tuple[tuple[ClockLine, Target], dict[str, Any]]],
    clocks: ItemClocks,
) -> tuple[PlannedStep, ...]:
    """Return what is still to be done by the plan, of promises that run and of whose steps the facts never tell."""
    known = {(step.process, step.name): step for step in steps}
    planned: dict[tuple[str | None, str], PlannedStep] = {}
    for (line, target), row in found:
        chain = item_links(version, target, line.measure, told) if row["verdict"] == "running" else None
        if chain is None or chain.why is not None or row["started"] is None:
            continue
        if any(chain.is_recorded(place, told) for place in range(len(chain.links))):
            continue
        pauses = next((clock.pauses for clock in clocks.clocks if clock.clause == target.clause), NEVER)
        stands = pauses.at(told.as_of) is not None and row["in_time_until"] is None
        chain = chain.standing_still(pauses).ending_by(told.as_of)
        for link, time in zip(chain.links, chain.course(from_datetime(row["started"]), {}), strict=True):
            step = known.get((link.process, link.name))
            if (time.ends > told.as_of or stands) and step is not None and not step.is_over and step.state in _TO_DO:
                until = None if stands else shown(time.ends, version.zone)
                key = (link.process, link.name)
                planned[key] = PlannedStep(link.name, link.owner, step.contacts, link.party, until)
    running = {(step.process, step.name) for step in steps if step.state in ("running", "paused")}
    return tuple(one for key, one in planned.items() if key not in running)


def _standing_still(lines: Iterable[ClockLine], told: ItemTold) -> Iterator[Pause]:
    for line in lines:
        for pause in line.pauses:
            if holds(pause.condition, told.words) == YES:
                yield pause


def _fields(lines: tuple[ClockLine, ...]) -> set[str]:
    """Return the fields that the promises and their pauses look at."""
    found: set[str] = set()
    for line in lines:
        for pause in line.pauses:
            found |= set(fields_in(pause.condition))
        for moment in (line.measure.starts, line.measure.stops):
            if isinstance(moment, WhenState):
                found |= set(fields_in(moment.condition))
            elif isinstance(moment, Happens):
                found.add(moment.field)
        for target in line.targets:
            found |= set(fields_in(target.also)) | set(fields_in(target.applies))
    return found


def _ends(
    found: Sequence[tuple[tuple[ClockLine, Target], dict[str, Any]]], promises: Sequence[RequestPromise]
) -> Iterator[RequestEvent]:
    """Yield when promises were kept or at last done, with the column that says so where one does."""
    for ((line, _), _), promise in zip(found, promises, strict=True):
        if promise.stopped is not None:
            ways = (one for way in ways_of(line) for one in way)
            stops = [one.measure.stops for one in (line, *ways)]
            column = next((one.field for one in stops if isinstance(one, AtField)), None)
            yield RequestEvent(promise.stopped, "promise", column, promise.name)


def _happened(
    lines: tuple[ClockLine, ...],
    told: ItemTold,
    steps: tuple[ItemStep, ...],
    ends: Iterable[RequestEvent],
    version: Agreement,
) -> Iterator[RequestEvent]:
    fields = _fields(lines)
    found = []
    if told.opened is not None and told.opened <= told.as_of:
        found.append((told.opened, RequestEvent(shown(told.opened, version.zone), "opened")))
    before: dict[str, str | None] = {}
    told_of_events: set[int] = set()
    for one in told.happenings:
        if one.field in fields and (one.field not in before or before[one.field] != one.word):
            before[one.field] = one.word
            told_of_events.add(one.at)
            found.append((one.at, RequestEvent(shown(one.at, version.zone), "field", one.field, one.word)))
    ended = [(step.name, step.done) for step in steps if step.done is not None]
    found += [(from_datetime(done), RequestEvent(done, "step", None, name)) for name, done in ended]
    for end in ends:  # what an event ended is told by that event
        at = from_datetime(end.at)
        if end.field is not None or at not in told_of_events:
            found.append((at, end))
    found.sort(key=lambda pair: pair[0])
    yield from (event for _, event in found)
