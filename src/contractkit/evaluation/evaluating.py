"""From an agreement and facts to verdicts: `evaluate` runs every clock line and puts the answers together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import attrs
import numpy as np

from contractkit.calendars.instants import from_datetime, to_datetime
from contractkit.clocks import History, Replayed
from contractkit.clocks.truth import fields_of
from contractkit.errors import NotComputedError, UsageError
from contractkit.evaluation.causes import no_relief_recorded, unknown_causes
from contractkit.evaluation.counting import counts_of
from contractkit.evaluation.doubts import Doubts, doubts_of
from contractkit.evaluation.evaluation import Evaluation
from contractkit.evaluation.findings import contradicted, undetermined
from contractkit.evaluation.gathering import Gathered, gather
from contractkit.evaluation.judging_parts import Plan, Version
from contractkit.evaluation.known_values import with_known_values
from contractkit.evaluation.needs import missing_fields, missing_of_relief, not_measured
from contractkit.evaluation.outcomes import VERDICTS
from contractkit.evaluation.relieving import relieve
from contractkit.evaluation.scope import SCOPES, SERVICE
from contractkit.evaluation.wordings import with_wordings
from contractkit.facts import NAT, Coded, Facts, Table
from contractkit.facts.notes import problems_of
from contractkit.records.clauses import Assumption
from contractkit.records.said import said
from contractkit.terms import Agreement
from contractkit.terms.binding import binding_of
from contractkit.terms.targets import Fields

__all__ = ["evaluate", "judged"]

Progress = Callable[[str, int, int], None]

_DAY: Final = timedelta(days=1)
_LEAST: Final = -62_000_000_000_000_000  # just after the first and before the last year that a datetime knows
_MOST: Final = 253_000_000_000_000_000


def evaluate(
    agreement: Agreement,
    facts: Facts,
    as_of: datetime | int,
    progress: Progress | None = None,
    known_at: datetime | int | None = None,
) -> Evaluation:
    """Return what became of every promise of an agreement, as it had happened by a moment.

    Outcomes do not depend on any period: evaluate once, then ask for the attainment of any.

    A value that the agreement does not know, of a field whose values it lists, counts as unknown wherever a condition
    reads it: the item is undetermined under each target that reads the field and that it may belong to. A service that
    nobody agreed is none: work on it is out of scope.

    Of an amended agreement the version that held when a clock started binds it; hours hold as they are, and an item is
    in scope by the version that held when it was opened.

    Args:
        agreement: The agreement.
        facts: What happened to the items of its customer; `Facts.of_customer` leaves out those of others.
        as_of: The moment of judging, aware, or in microseconds since the epoch. What happened later is set aside and
            counted; an item opened later has no outcome. Relief that is recorded counts wholly, also where it lies
            ahead.
        progress: Called now and then as ``progress(step, done, total)``.
        known_at: What was recorded later is set aside too, events, relief and amendments; None: all that is recorded
            counts. What has no date of recording counts as known all along.

    Returns:
        The verdicts, each with when it was due and how much was used, and everything that was found odd on the way.

    Raises:
        NaiveDatetimeError: `as_of` or `known_at` has no zone.
        UsageError: One of them is no instant.
        NotComputedError: A clause decides on targets and is not computed by this version.

    Source: design.md sections 4, 5 and 7; clocks.md.

    Example:
        >>> import contractkit as ck
        >>> from datetime import UTC
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "fields": {"opened_at": "instant", "solved_at": "instant"}, "clauses": {
        ...         "1": {"kind": "time-target", "name": "solved", "starts": {"field": "opened_at"},
        ...               "stops": {"field": "solved_at"}, "within": "4 hours", "calendar": "always"}}})
        >>> facts = ck.Facts.from_frames(
        ...     items={"id": ["T-1", "T-2"], "opened_at": ["2026-03-02T09:00Z", "2026-03-03T09:00Z"],
        ...            "solved_at": ["2026-03-02T12:00Z", "2026-03-03T14:00Z"]},
        ...     mapping={"contractkit": 1, "document": "mapping", "items": {
        ...         "id": "id", "fields": {"opened_at": "opened_at", "solved_at": "solved_at"}}})
        >>> result = evaluate(agreement, facts, as_of=datetime(2026, 4, 1, tzinfo=UTC))
        >>> [(row["item"], row["verdict"], row["due"].isoformat()) for row in result.outcomes.to_records()]
        [('T-1', 'met', '2026-03-02T13:00:00+00:00'), ('T-2', 'breached', '2026-03-03T13:00:00+00:00')]
    """
    return judged(agreement, facts, as_of, progress, known_at)


def judged(
    agreement: Agreement,
    facts: Facts,
    as_of: datetime | int,
    progress: Progress | None,
    known_at: datetime | int | None,
    take: Callable[[Table], object] | None = None,
) -> Evaluation:
    """Return what `evaluate` returns; where `take` is given it gets the outcomes in parts, and none are kept."""
    moment = _moment(as_of, "as_of")
    known_by = None if known_at is None else _moment(known_at, "known_at")
    history = History.of(facts, moment, known_by)
    plan = _plan(agreement, history)
    for version in plan.versions:
        version.agreement.refuse_not_computed("judging")
    last = plan.versions[-1].agreement
    agreement = last if len(plan.versions) == 1 else attrs.evolve(last, versions=agreement.versions)
    fields = _fields(plan)
    doubts = doubts_of(history, fields, {SERVICE, *(one for rule in plan.rules for one in fields_of(rule.condition))})
    known = with_known_values(facts, fields, (SERVICE,))  # a strange service is one that nobody agreed
    known = with_wordings(known, plan.binding.wordings, plan.zone, moment)
    history = history if known is facts else History.of(known, moment, known_by)
    relieving = relieve(agreement, plan.lines, history, known_by)
    block = gather(plan, history, relieving, doubts, progress, take)
    outcomes = block.table(facts.items)
    notes = (*doubts.notes, *contradicted(block.answers, facts, doubts), *unknown_causes(history, fields, plan.lines))
    listed = (*notes, *undetermined(block.answers, facts, doubts, block.scope))
    counts = counts_of(
        facts, history, block.answers, notes, block.scope, dict(zip(VERDICTS, block.verdicts, strict=True))
    )
    if relieving.set_aside:
        counts["relief-recorded-later"] = relieving.set_aside
    return Evaluation(
        agreement=agreement,
        as_of=moment,
        known_at=known_by,
        outcomes=outcomes,
        items=_items(plan, history, doubts, block),
        relief=relieving.listed,
        problems=(
            *not_measured(agreement),
            *missing_fields(agreement, facts),
            *missing_of_relief(agreement, facts),
            *facts.problems,
            *problems_of(listed),
        ),
        counts=counts,
        assumptions=_different(
            (
                *agreement.assumptions,
                *facts.assumptions,
                *no_relief_recorded(history, plan.lines),
                *_assumptions(block.answers),
            )
        ),
        promises=plan.promises,
        history=history,
        relieving=relieving,
    )


def _moment(instant: datetime | int, name: str) -> int:
    if isinstance(instant, bool) or not isinstance(instant, (datetime, int)):
        raise UsageError(
            f"{name} is an aware datetime, or microseconds since the epoch, not {instant!r}", value=instant
        )
    us = from_datetime(instant, name) if isinstance(instant, datetime) else instant
    if not _LEAST < us < _MOST:
        hint = "; are they nanoseconds?" if us is instant else "; give the moment up to which the facts are known"
        raise UsageError(f"{name}: {instant} lies outside the years that are reckoned{hint}", value=instant)
    return us


def _plan(agreement: Agreement, history: History) -> Plan:
    """Return what is judged: the versions from the first opening to the moment of judging, and their lines."""
    zone = ZoneInfo(agreement.zone)
    if len(agreement.versions) == 1:
        today = to_datetime(history.as_of, 0).astimezone(zone).date()
        return Plan((Version(agreement, None, None),), binding_of(agreement, today, today + _DAY), agreement.zone)
    opened = history.opened[(history.opened != NAT) & (history.opened <= history.as_of)]
    first = int(opened.min()) if len(opened) else history.as_of
    just_now = bool((opened == history.as_of).any() or (history.events.at == history.as_of).any())
    last = history.as_of if just_now else max(first, history.as_of - 1)
    known = None if history.known_at is None else to_datetime(history.known_at, 0).astimezone(zone).date()
    start, until = (to_datetime(instant, 0).astimezone(zone).date() for instant in (first, last))
    spans = [span for span in agreement.versions.spans(known) if span.touches(start, until + _DAY)]
    versions = tuple(Version(span.value, span.start, span.end) for span in spans)
    zones = sorted({version.agreement.zone for version in versions})
    if len(zones) > 1:
        says = (
            f"{agreement.id} is amended from {zones[0]} to {zones[1]}, and dates in two zones are not judged together"
        )
        raise NotComputedError(f"{says}; take agreement.at(date) for each")
    return Plan(versions, binding_of(agreement, start, until + _DAY, known), agreement.zone)


def _fields(plan: Plan) -> Fields:
    """Return the fields that any version declares, with the values that any of them knows."""
    fields: dict[str, tuple[str, ...] | str] = {}
    for version in plan.versions:
        for name, declared in version.agreement.fields.items():
            before = fields.get(name)
            if isinstance(before, tuple) and isinstance(declared, tuple):
                declared = tuple(dict.fromkeys((*before, *declared)))
            fields[name] = declared
    return fields


def _items(plan: Plan, history: History, doubts: Doubts, block: Gathered) -> Table:
    items = history.facts.items
    return Table(
        {
            "id": Coded(np.arange(len(items), dtype=np.int32), items.ids),
            "scope": Coded(block.scope.astype(np.int32), SCOPES),
            "rule": Coded(block.rule, tuple(one.name for one in plan.rules)),
            "service": block.service,
            "opened": history.opened.view("datetime64[us]"),
            "doubt": Coded(doubts.code.astype(np.int32) - 1, doubts.words[1:]),
            "row": items.rows,
        }
    )


def _items_of(count: int) -> str:
    return said("{n} item|{n} items", n=count)


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
            says = said(
                "{items} had no {field} at first; the first that became known holds from the opening on",
                items=_items_of(count),
                field=field,
            )
            yield Assumption("not-yet-classified", "first-known", ("undetermined",), says=says)
    if silent:
        says = said("of {items} no state was recorded at first; until one was, the clock ran", items=_items_of(silent))
        yield Assumption("no-state-yet", "runs", ("undetermined",), says=says)
    for field in sorted({field for one in replayed for field in one.unhistoried}):
        says = said("{field} has no history; results read it as if it had stood so at the stop", field=field)
        yield Assumption("result-without-history", "as-at-the-stop", ("undetermined",), says=says)
    for one in replayed:
        moments = sorted({str(limit.clause) for limit in one.limits.names_moments()})
        for pause in one.line.pauses if moments else ():
            says = said(
                "{clause} does not move a limit that names a moment: {moments}",
                clause=pause.clause,
                moments=", ".join(moments),
            )
            yield Assumption("pause-of-a-moment", "does-not-move-it", ("moves-it",), pause.clause, says)
