"""Which chains stand behind which promises: the steps that are done for one, and the papers that support one.

A step or a process names the promise that it is done for (`for`). A paper between teams or with a supplier points up at
the promise, or at the step, that it stands behind (`supports`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import permutations
from typing import Any

import attrs

from contractkit.clocks.scalar.plan import OPENED
from contractkit.clocks.scalar.truth import NO, holds
from contractkit.process.cases import cases_of
from contractkit.process.chains import Arranged, Chain, Link, PromisedTime, Way
from contractkit.process.limits import Counted, in_days, why_not_counted
from contractkit.process.steps import Work, allowance_text, links_of, needed_for, pieces_of, turns_of, work_of
from contractkit.process.teams import Team, teams_of
from contractkit.terms import Agreement
from contractkit.terms.alternatives import alternatives_of
from contractkit.terms.conditions import AnyOf, Condition, Is, Not, all_of
from contractkit.terms.pointwise import calendars_through, with_calendars
from contractkit.terms.provisions.base import Holding
from contractkit.terms.provisions.orders import Orders
from contractkit.terms.provisions.step import Step
from contractkit.terms.targets import AtField, Limit, Measure, Target, WhenState

__all__ = ["chains_of"]

_DAY = timedelta(days=1)
_ORDERED = Measure("delivery", AtField(OPENED), WhenState(AnyOf(())))
"""The clock of an order starts with it; no clause says what stops it."""
_MOST_IN_A_ROW = 4
"""Of more teams than these not every order is tried, only that of the files."""


@attrs.frozen
class _Promise:
    """A time limit that links may have to fit into.

    Attributes:
        time: The limit.
        applies: For which items.
        measure: What starts and stops its clock; None for the time of a step.
        since: The first date of a start for which it holds, or None.
        why_not: Why it cannot be counted, or None.
        until: The first date of a start for which it does not hold any more, or None.
    """

    time: PromisedTime
    applies: Condition
    measure: Measure | None
    since: date | None = None
    why_not: str | None = None
    until: date | None = None

    def is_called(self, document: str, word: str) -> bool:
        """Return whether a reference means it: its clause, its row or its name."""
        ref = self.time.clause
        return ref.document == document and word in (ref.clause, ref.row, self.time.name)


def chains_of(agreements: Iterable[Agreement]) -> Iterator[Chain]:
    """Yield the chains of agreements: those of steps, agreement by agreement, then those of teams and suppliers.

    Equal chains of versions that follow each other come once. Agreements that are kept packed are opened one by one,
    and only those that a team supports a second time.

    Args:
        agreements: Agreements, and the papers of teams and suppliers that support their promises.
    """
    every = tuple(agreements)
    teams: list[Team] = []
    documents: list[frozenset[str]] = []
    for agreement in every:
        yield from _joined(_of_versions(agreement, _of_all_steps))
        teams += teams_of([agreement])
        documents.append(frozenset(head.id for head in agreement.documents))
    named = {document for team in teams for document, _ in team.supports}
    for agreement, own in zip(every, documents, strict=True):
        if named & own:
            yield from _joined(_of_versions(agreement, lambda version: _of_all_teams(version, teams)))


def _of_versions(agreement: Agreement, of_version: Callable[[Agreement], Iterator[Chain]]) -> Iterator[Chain]:
    spans = agreement.versions.spans() if len(agreement.versions) > 1 else ()
    if not spans:
        yield from of_version(agreement)
        return
    calendars = calendars_through(spans, agreement.zone)
    for span in spans:
        version = span.value
        if calendars:
            lines, provisions = (with_calendars(part, calendars) for part in (version.lines, version.provisions))
            version = attrs.evolve(version, lines=lines, provisions=provisions)
        for chain in of_version(version):
            yield _cut(chain, span.start, span.end)


def _cut(chain: Chain, since: date | None, until: date | None) -> Chain:
    starts = [day for day in (chain.since, since) if day is not None]
    ends = [day for day in (chain.until, until) if day is not None]
    return attrs.evolve(chain, since=max(starts, default=None), until=min(ends, default=None))


def _joined(chains: Iterable[Chain]) -> Iterator[Chain]:
    """Yield chains, those that an amendment leaves as they are in one with what comes before."""
    kept: list[Chain] = []
    for chain in chains:
        bare = attrs.evolve(chain, since=None, until=None)
        for place, before in enumerate(kept):
            if before.until == chain.since and attrs.evolve(before, since=None, until=None) == bare:
                kept[place] = attrs.evolve(before, until=chain.until)
                break
        else:
            if chain.since is None or chain.until is None or chain.since < chain.until:
                kept.append(chain)
    yield from kept


def _of_all_steps(version: Agreement) -> Iterator[Chain]:
    steps = work_of(version)
    if not any(one.serves is not None for one in steps):
        return
    turns = turns_of(steps)
    stretches = tuple(zip((None, *turns), (*turns, None), strict=True))
    for promise in _promises(version):
        for since, until in stretches:
            first = since or (turns[0] - _DAY if turns else date.min)
            for chain in _of_steps(version, promise, steps, first):
                yield _in_term(_cut(chain, since, until), version, promise)


def _of_all_teams(version: Agreement, teams: Sequence[Team]) -> Iterator[Chain]:
    steps = dict.fromkeys(work.step for work in work_of(version))
    for promise in (*_promises(version), *(_step_promise(step, version.zone) for step in steps)):
        for chain in _of_teams(version, promise, teams):
            yield _in_term(chain, version, promise)


def _in_term(chain: Chain, version: Agreement, promise: _Promise) -> Chain:
    term = version.term
    whole = chain if term is None else _cut(chain, term.start, term.end)
    return _cut(whole, promise.since, promise.until)


# -- promises --------------------------------------------------------------------------------------------------------


def _promises(version: Agreement) -> Iterator[_Promise]:
    for line in version.lines:
        for target in line.targets:
            yield from _of_target(target, line.measure)
    for orders in version.provisions_of(Orders):
        yield from _of_orders(orders, version.zone)


def _of_orders(orders: Orders, zone: str) -> Iterator[_Promise]:
    """Yield the lead times of orders, from the order to the delivery: of several that speak of one the first."""
    before: list[Condition] = []
    for lead in orders.lead_times:
        applies = all_of((orders.condition, lead.condition, *(Not(one) for one in before)))
        before.append(lead.condition)
        time = in_days(lead.allowance.time)
        calendar = lead.allowance.calendar or orders.window
        counted, why = Counted.of(time, calendar, zone), why_not_counted(time, calendar)
        name = lead.name or orders.name or "order"
        ways = () if counted is None else ((counted,),)
        promise = PromisedTime(lead.clause, name, allowance_text(lead.allowance), ways)
        holds = orders.holds or Holding()
        yield _Promise(promise, applies, _ORDERED, holds.since, why, holds.until)


def _of_target(target: Target, measure: Measure) -> Iterator[_Promise]:
    if target.every is not None:  # each time anew, from the last time on: any instant may be that
        found = _promise(target, target.applies, measure, ((target.every,),), None)
        yield attrs.evolve(found, time=attrs.evolve(found.time, text=f"{found.time.text}, each time anew,"))
        return
    if target.table is not None:
        for row in target.table.rows:
            keys = (Is(field, (value,)) for field, value in zip(target.table.by, row.key, strict=True))
            yield _promise(target, all_of((target.applies, *keys)), measure, ((row.limit,),), row.since)
        return
    if target.limit is not None:
        yield _promise(target, target.applies, measure, ((target.limit,),), None)
        return
    ways = None if target.met_when is None else alternatives_of(target.met_when)
    if ways is None:
        return
    limits = tuple(tuple(one.limit for one in way.limits) for way in ways)
    found = _promise(target, target.applies, measure, limits, None)
    own = any(one.starts is not None for way in ways for one in way.limits)
    yield attrs.evolve(found, why_not="its time limits have starts of their own") if own else found


def _promise(
    target: Target, applies: Condition, measure: Measure, ways: Sequence[Sequence[Limit]], since: date | None
) -> _Promise:
    limits = [one for way in ways for one in way]
    why = next((why for one in limits if (why := why_not_counted(one.within, one.calendar)) is not None), None)
    if measure.starts is None:
        why = "no clock starts it"
    counted: tuple[Way, ...] = ()
    if why is None:
        counted = tuple(tuple(Counted(one.within, one.calendar) for one in way) for way in ways)  # type: ignore[arg-type]
    text = " or ".join(" and ".join(f"{one.within} ({one.calendar_name})" for one in way) for way in ways)
    clause = target.clause if target.table is None else limits[0].clause
    return _Promise(PromisedTime(clause, target.name, text, counted), applies, measure, since, why)


def _step_promise(step: Step, zone: str) -> _Promise:
    allowance = step.allowance
    within: Any = None if allowance is None else allowance.time
    calendar = None if allowance is None else allowance.calendar
    why = why_not_counted(within, calendar)
    if step.before is not None or step.at is not None:
        why = "it is done by a date, and not within a time"
    counted = None if why is not None else Counted.of(within, calendar, zone)
    ways = () if counted is None else ((counted,),)
    text = "no time" if allowance is None else allowance_text(allowance)
    return _Promise(PromisedTime(step.clause, step.name, text, ways, "step"), step.condition, None, None, why)


# -- steps -----------------------------------------------------------------------------------------------------------


def _of_steps(version: Agreement, promise: _Promise, steps: Sequence[Work], day: date) -> Iterator[Chain]:
    for pieces in pieces_of(steps, promise.time.clause):
        conditions = [promise.applies, *(one.condition for one in pieces)]
        seen: dict[tuple[Work, ...], Mapping[str, str]] = {}
        for item in cases_of(conditions, version.fields):
            if holds(promise.applies, item) != NO:
                present = {one.key for one in pieces if one.holds_on(day) and holds(one.condition, item) != NO}
                seen.setdefault(needed_for(promise.time.clause, pieces, present), item)
        for needed, item in seen.items():
            if needed:
                yield _chain_of_steps(version, promise, needed, pieces, item if len(seen) > 1 else {})


def _chain_of_steps(
    version: Agreement, promise: _Promise, needed: Sequence[Work], every: Sequence[Work], item: Mapping[str, str]
) -> Chain:
    assert promise.measure is not None
    links = links_of(needed, every, promise.measure, version.zone)
    whys = [why for why in (promise.why_not, *(why for _, why in links)) if why is not None]
    assumes = [said for one, (link, _) in zip(needed, links, strict=True) for said in one.assumes(link)]
    return Chain(
        version.id,
        version.zone,
        promise.time,
        tuple(link for link, _ in links),
        "as-written",
        item,
        assumes=tuple(assumes),
        why_not=whys[0] if whys else None,
    )


# -- teams -----------------------------------------------------------------------------------------------------------


def _of_teams(version: Agreement, promise: _Promise, teams: Sequence[Team]) -> Iterator[Chain]:
    behind = [team for team in teams if any(promise.is_called(*ref) for ref in team.supports)]
    if not behind:
        return
    found: dict[tuple[Any, ...], tuple[Mapping[str, str], list[tuple[Link, str | None]]]] = {}
    conditions = [promise.applies, *(one for team in behind for one in team.conditions)]
    for item in cases_of(conditions, version.fields):
        if holds(promise.applies, item) == NO:
            continue
        links = [one for team in behind if (one := team.link(promise.measure, item)) is not None]
        if links:
            found.setdefault(tuple(links), (item, links))
    for item, links in found.values():
        yield from _arranged(version, promise, links, item if len(found) > 1 else {})


def _arranged(
    version: Agreement, promise: _Promise, found: Sequence[tuple[Link, str | None]], item: Mapping[str, str]
) -> Iterator[Chain]:
    why = next((why for why in (promise.why_not, *(one[1] for one in found)) if why is not None), None)
    links = [one[0] for one in found]

    def chain(order: Sequence[Link], arranged: Arranged) -> Chain:
        one_by_one = arranged == "one-after-the-other"
        ordered = tuple(
            attrs.evolve(link, after=(place - 1,) if one_by_one and place else ()) for place, link in enumerate(order)
        )
        return Chain(version.id, version.zone, promise.time, ordered, arranged, item, why_not=why)

    yield chain(links, "side-by-side")
    if len(links) > 1:
        orders = permutations(links) if len(links) <= _MOST_IN_A_ROW else iter([tuple(links)])
        for order in orders:
            yield chain(order, "one-after-the-other")
