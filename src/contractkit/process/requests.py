"""One request as its customer may see it: what was promised, what happened, what is next, until when. Data only.

What it says to people is said by `statements.open_request`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, Literal

import attrs

from contractkit.calendars.instants import from_datetime
from contractkit.clocks.scalar.truth import YES, fields_in, holds
from contractkit.evaluation import Evaluation
from contractkit.process.choosing import version_of
from contractkit.process.item_steps import ItemStep
from contractkit.process.proofs import shown
from contractkit.process.running import process_of
from contractkit.process.told import ItemTold, told_of
from contractkit.quantities.spans import Within
from contractkit.records.clauses import ClauseRef
from contractkit.terms import Agreement
from contractkit.terms.conditions import Condition
from contractkit.terms.targets import ClockLine, Happens, Pause, Target, WhenState

__all__ = ["OpenRequest", "RequestEvent", "RequestPromise", "open_request"]

_US = timedelta(microseconds=1)

Standing = Literal["kept", "not-kept", "running", "late", "waiting", "excused", "undetermined"]


@attrs.frozen
class RequestPromise:
    """One promise about the request.

    Attributes:
        name: What it is called in the papers: its title, else its name.
        clause: Where it stands.
        within: The time limit; None where it has none of its own.
        standing: ``kept``, ``not-kept``; ``running`` in time; ``late``: it runs and is over time; ``waiting``: the
            clock stands still; ``excused``: it does not count, as agreed; ``undetermined``: a fact is missing.
        due: When its time is used up; None where the clock stands still, or it is not known.
        until: The last instant that is in time, inclusive: later than `due` where that is a closing; None likewise.
        stopped: When it was kept, or at last done; None where it is not done.
        left: The time that is left on its own clock where it stands still; None else.
        left_days: The same in business days.
        reason: Why it is undetermined, as a word; None else.
    """

    name: str
    clause: ClauseRef
    within: Within | None
    standing: Standing
    due: datetime | None = None
    until: datetime | None = None
    stopped: datetime | None = None
    left: timedelta | None = None
    left_days: int | None = None
    reason: str | None = None


@attrs.frozen
class RequestEvent:
    """Something that happened.

    Attributes:
        at: When.
        what: ``opened``; ``field``: a field of the request changed; ``step``: a step of the work was done.
        field: The field, or None.
        word: What it is from then on, or the name of the step; None for nothing.
    """

    at: datetime
    what: Literal["opened", "field", "step"]
    field: str | None = None
    word: str | None = None


@attrs.frozen
class OpenRequest:
    """One request at a moment.

    Attributes:
        agreement: The id of the agreement.
        zone: The zone of its times.
        item: The id of the request.
        as_of: The moment.
        service: The service that it is about; None where it is not known.
        scope: ``in``, ``grey``, ``out``, ``no-service``, ``before-term``, ``after-term``, ``no-target`` or
            ``not-yet-open``.
        promises: What was promised, in the order of the page.
        happened: What happened, in order of time: what the promises and their pauses look at, and steps that are done.
        running: The steps that run.
        next: The steps that come behind them.
        waits: What makes its clock stand still now: the condition, and whose time it is; None where none does.
        waits_area: The area of that pause: ``others`` is the customer, or a third party; None where nothing is said.
    """

    agreement: str
    zone: str
    item: str
    as_of: datetime
    service: str | None
    scope: str
    promises: tuple[RequestPromise, ...]
    happened: tuple[RequestEvent, ...]
    running: tuple[ItemStep, ...] = ()
    next: tuple[ItemStep, ...] = ()
    waits: Condition | None = None
    waits_area: str | None = None

    @property
    def until(self) -> datetime | None:
        """Until when everything that is promised is done at the latest; None where nothing runs, or nobody can say."""
        open_ones = [one for one in self.promises if one.standing in ("running", "late", "waiting")]
        if any(one.due is None for one in open_ones):
            return None
        return max((one.due for one in open_ones if one.due is not None), default=None)

    @property
    def is_open(self) -> bool:
        """Whether a promise still runs, or a step does."""
        return any(one.standing in ("running", "late", "waiting") for one in self.promises) or bool(self.running)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON: instants in ISO 8601, amounts in microseconds."""
        return {
            "contractkit": 1,
            "document": "open-request",
            "version": 1,
            "agreement": self.agreement,
            "zone": self.zone,
            "item": self.item,
            "as_of": self.as_of.isoformat(),
            "service": self.service,
            "scope": self.scope,
            "promises": [_plain(one) for one in self.promises],
            "happened": [_plain(one) for one in self.happened],
            "running": [one.to_dict() for one in self.running],
            "next": [one.to_dict() for one in self.next],
            "waits": None if self.waits is None else str(self.waits),
            "waits_area": self.waits_area,
            "until": None if self.until is None else self.until.isoformat(),
            "is_open": self.is_open,
        }

    def __repr__(self) -> str:
        """Return what it is and how its promises stand, on one line."""
        told = ", ".join(f"{one.name} {one.standing}" for one in self.promises)
        return f"<OpenRequest {self.item}: {told or 'nothing was promised'}>"


def _plain(value: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in attrs.fields(type(value)):
        one = getattr(value, field.name)
        if isinstance(one, datetime):
            one = one.isoformat()
        elif isinstance(one, timedelta):
            one = one // _US
        elif one is not None and not isinstance(one, str | int):
            one = str(one)
        found[field.name] = one
    return found


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
    last = {row["target"]: row for row in rows if row["verdict"] != "not-applicable"}
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
    return OpenRequest(
        version.id,
        version.zone,
        item,
        work.as_of,
        about.get("service"),
        str(about.get("scope")),
        promises,
        tuple(_happened(lines, told, work.steps, version)),
        work.running,
        work.next,
        None if stands is None else stands.condition,
        None if stands is None else stands.area,
    )


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
            found |= set(fields_in(target.also))
    return found


def _happened(
    lines: tuple[ClockLine, ...], told: ItemTold, steps: tuple[ItemStep, ...], version: Agreement
) -> Iterator[RequestEvent]:
    fields = _fields(lines)
    found = []
    if told.opened is not None:
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
