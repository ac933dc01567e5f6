"""One request as its customer may see it: what was promised, what happened, what is next, until when. Data only.

What it says to people is said by `statements.open_request`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from contractkit.calendars.instants import from_datetime
from contractkit.clocks.scalar.truth import YES, fields_in, holds
from contractkit.evaluation import Evaluation
from contractkit.process.choosing import version_of
from contractkit.process.item_links import course_of, item_links
from contractkit.process.item_steps import ItemStep
from contractkit.process.proofs import shown
from contractkit.process.request_values import OpenRequest, PlannedStep, RequestEvent, RequestPromise, Standing
from contractkit.process.running import process_of
from contractkit.process.told import ItemTold, told_of
from contractkit.records.clauses import ClauseRef
from contractkit.terms import Agreement
from contractkit.terms.targets import ClockLine, Happens, Pause, Target, WhenState

__all__ = ["open_request"]

_OUTSIDE: Final = ("out", "no-service", "before-term", "after-term")
"""Nothing is owed for such a request, whatever its clocks say; whether a grey one is owed is still to be settled."""


def open_request(evaluation: Evaluation, item: str) -> OpenRequest:
    """Return one request as its customer may see it: promised, happened, next, until when.

    It holds what the papers say and what was recorded, and nothing that is only the provider's: no money, no papers of
    teams and suppliers. Of a promise with several cycles the last one counts. `request_text` and `request_html` tell it
    in plain words.

    Args:
        evaluation: The evaluation in which the item was judged; its moment of judging is that of the answer.
        item: The id of the item.

    Raises:
        UsageError: There is no such item.
    """
    told = told_of(evaluation, item)
    agreement = evaluation.agreement
    version = version_of(agreement, told)
    place = evaluation.history.facts.items.ids.find(item)
    about = evaluation.items.to_records()[place] if place is not None else {}
    outcomes = evaluation.outcomes
    rows = outcomes.select(outcomes.array("item_row") == place).to_records()
    last = {row["target"]: row for row in rows if _is_owed(row) or _is_cancelled(row)}
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
    over = [target.clause for (_, target), row in found if _is_cancelled(row)]
    done_for = [step for step in work.steps if not _is_for_nothing(step, about.get("scope"), over)]
    planned = _planned(tuple(done_for), version, told, found)
    return OpenRequest(
        version.id,
        version.zone,
        item,
        work.as_of,
        about.get("service"),
        str(about.get("scope")),
        promises,
        tuple(_happened(lines, told, work.steps, version)),
        tuple(step for step in work.running if step in done_for),
        tuple(step for step in work.next if step in done_for and step.name not in {one.name for one in planned}),
        planned,
        None if stands is None else stands.condition,
        None if stands is None else stands.area,
    )


def _is_owed(row: Mapping[str, Any]) -> bool:
    return row["verdict"] != "not-applicable" and row["scope"] not in _OUTSIDE


def _is_cancelled(row: Mapping[str, Any]) -> bool:
    return row["reason"] == "cancelled" and row["scope"] not in _OUTSIDE


def _is_for_nothing(step: ItemStep, scope: str | None, over: Sequence[ClauseRef]) -> bool:
    """Return whether a step is done for a promise that is not owed: to nobody, or no longer."""
    ref = step.serves
    if ref is None:
        return False
    ended = [(one.document, one.clause) == (ref.document, ref.clause) and ref.row in (None, one.row) for one in over]
    return scope in _OUTSIDE or any(ended)


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
) -> tuple[PlannedStep, ...]:
    """Return what is still to be done by the plan, of promises that run and of whose steps the facts never tell."""
    known = {step.name: step for step in steps}
    planned: dict[str, PlannedStep] = {}
    for (line, target), row in found:
        chain = item_links(version, target, line.measure, told) if row["verdict"] == "running" else None
        if chain is None or chain[1] is not None or row["started"] is None:
            continue
        links = chain[0]
        if any(told.is_recorded(link.name) for link in links):
            continue
        for link, (_, ends) in zip(links, course_of(links, from_datetime(row["started"]), {}), strict=True):
            step = known.get(link.name)
            if ends > told.as_of and step is not None and not step.is_over:
                until = shown(ends, version.zone)
                planned[link.name] = PlannedStep(link.name, link.owner, step.contacts, link.party, until)
    running = {step.name for step in steps if step.state == "running"}
    return tuple(one for name, one in planned.items() if name not in running)


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


def _happened(
    lines: tuple[ClockLine, ...], told: ItemTold, steps: tuple[ItemStep, ...], version: Agreement
) -> Iterator[RequestEvent]:
    fields = _fields(lines)
    found = []
    if told.opened is not None and told.opened <= told.as_of:
        found.append((told.opened, RequestEvent(shown(told.opened, version.zone), "opened")))
    before: dict[str, str | None] = {}
    for one in told.happenings:
        if one.field in fields and (one.field not in before or before[one.field] != one.word):
            before[one.field] = one.word
            found.append((one.at, RequestEvent(shown(one.at, version.zone), "field", one.field, one.word)))
    ended = [(step.name, step.done) for step in steps if step.done is not None]
    found += [(from_datetime(done), RequestEvent(done, "step", None, name)) for name, done in ended]
    found.sort(key=lambda pair: pair[0])
    yield from (event for _, event in found)
