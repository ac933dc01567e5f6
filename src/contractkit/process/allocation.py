"""To which link of the chain a breach belongs: what each step cost or saved, so that the sum is the lateness.

The rule. Before anything happened the chain would have ended at a certain instant, had every link taken all its time.
Each step that is done moves that expected end: by what it took beyond its time, less what waiting for others swallows,
or forward by what it saved. A link that comes late moves it from its last instant in time on, as its verdict has it:
time that is used up at a closing is in time until the next opening, and nobody is late in between. Steps stand still
while the promised clock does, so that a pause moves both ends: the promise, and the expected end of the chain as far as
it finds a step at work. So the lateness is, to the microsecond,
what the chain left too little from the start, plus what pauses and relief moved the chain by more than the promise,
plus what each step moved the end by. The link that decides is the one at whose end the promise could no longer be kept
for good, had all that followed kept to their times.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

import attrs
import numpy as np

from contractkit.calendars.instants import from_datetime, to_datetime
from contractkit.evaluation import Evaluation
from contractkit.evaluation.calling import outcome_called
from contractkit.process.allocated import Allocation, AllocationPart
from contractkit.process.binding import Wordings
from contractkit.process.chains import Link
from contractkit.process.item_clocks import ItemClocks, clocks_of
from contractkit.process.item_links import ItemChain, item_links, team_links
from contractkit.process.limits import why_not_counted
from contractkit.process.pauses import NEVER
from contractkit.process.proofs import shown
from contractkit.process.saying import instant_text
from contractkit.process.team_pauses import with_own_pauses
from contractkit.process.teams import Team, teams_of
from contractkit.process.told import ItemTold, told_of
from contractkit.terms import Agreement
from contractkit.terms.targets import Target

__all__ = ["allocation_of"]

_US: Final = timedelta(microseconds=1)


def allocation_of(evaluation: Evaluation, item: str, target: str, behind: Iterable[Agreement] = ()) -> Allocation:
    """Return how late an item is under a promise, and to which steps that belongs.

    Args:
        evaluation: The evaluation in which the item was judged.
        item: The id of the item.
        target: The target, by its id, name, clause or row.
        behind: Papers of teams and suppliers: a step that one of a supplier supports belongs to the area ``others``. Of
            a promise without steps the papers that support it are the links, side by side; each is done when an event
            of the field ``step`` names its promise.

    Returns:
        The parts add up to the lateness, to the microsecond. Where the papers or the facts do not say enough,
        `why_not` says what is missing.

    Raises:
        UsageError: There is no such item or target, or the target never applied to the item.

    Source: the rule stands at the head of this module.

    Example:
        >>> import contractkit as ck
        >>> from datetime import UTC
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "calendar": "always", "fields": {"opened_at": "instant", "solved_at": "instant"}, "clauses": {
        ...         "4": {"kind": "time-target", "name": "solved", "within": "4 hours",
        ...               "starts": {"field": "opened_at"}, "stops": {"field": "solved_at"}},
        ...         "8.1": {"kind": "step", "name": "look", "for": "solved", "after": "opened_at", "within": "1 hour"},
        ...         "8.2": {"kind": "step", "name": "mend", "for": "solved", "after": "look", "within": "3 hours"}}})
        >>> facts = ck.Facts.from_frames(
        ...     items={"id": ["T-1"], "opened_at": ["2026-03-02T09:00Z"], "solved_at": ["2026-03-02T14:30Z"]},
        ...     events={"item": ["T-1", "T-1"], "step": ["look", "mend"],
        ...             "at": ["2026-03-02T11:00Z", "2026-03-02T14:30Z"]},
        ...     mapping={"contractkit": 1, "document": "mapping", "items": {
        ...         "id": "id", "fields": {"opened_at": "opened_at", "solved_at": "solved_at"}},
        ...         "events": {"item": "item", "at": "at", "form": "snapshot", "fields": {"step": "step"}}})
        >>> result = ck.evaluate(agreement, facts, as_of=datetime(2026, 3, 3, tzinfo=UTC))
        >>> [(part.names, str(part.takes)) for part in allocation_of(result, "T-1", "solved").parts if part.takes]
        [(('look',), '1:00:00'), (('mend',), '0:30:00')]
    """
    told = told_of(evaluation, item)
    place = evaluation.history.facts.items.ids.find(item)
    assert place is not None
    row, promised = _outcome(evaluation, item, target)
    version = Wordings.of(evaluation).binding(told)
    found = Allocation(item, promised.id, promised.clause)
    clocks = clocks_of(evaluation, np.array([place]))[place]
    if (why := _why_not_owed(clocks, row, version.zone)) is not None:
        return attrs.evolve(found, why_not=why)
    measure = next((line.measure for line in version.lines if promised.id in {one.id for one in line.targets}), None)
    target_then = next((one for one in version.targets if one.id == promised.id), promised)
    limit = target_then.limit
    if measure is None or limit is None or why_not_counted(limit.within, limit.calendar) is not None:
        return attrs.evolve(found, why_not="the promise is no single time limit")
    if row["started"] is None or row["in_time_until"] is None:
        return attrs.evolve(found, why_not="the clock has not started, or stands still")
    teams = teams_of(behind)
    chain = item_links(version, promised, measure, told) or team_links(teams, promised, measure, told)
    chain = None if chain is None else with_own_pauses(chain, teams, evaluation, item)
    if chain is None:
        return attrs.evolve(found, why_not="no steps are done for this promise")
    if chain.why is not None:
        return attrs.evolve(found, why_not=chain.why)
    start, until = from_datetime(row["started"]), from_datetime(row["in_time_until"])
    stopped = None if row["stopped"] is None else from_datetime(row["stopped"])
    plain = from_datetime(limit.calendar.in_time_until(to_datetime(start, 0), limit.within))
    pauses = next((clock.pauses for clock in clocks.clocks if clock.clause == promised.clause), NEVER)
    standing = chain.standing_still(pauses).ending_by(told.as_of)  # it goes on now at best
    promised_time = _Promised(start, until, stopped)
    done = {place: at for place in range(len(chain.links)) if (at := chain.done(place, told, start)) is not None}
    late = _late(standing, promised_time, done, told)
    bare = _end(chain.without_pauses(), attrs.evolve(promised_time, until=plain), {}, late)
    moved = _end(standing, promised_time, {}, late)
    parts = [AllocationPart("plan", (), (), _time(bare - plain))]
    if plain != until or moved != bare:
        parts.append(AllocationPart("pauses", (), (), _time(plain - until + moved - bare)))
    parts += _moves(standing, promised_time, done, late, told, teams)
    zone = version.zone
    ends = until + sum(part.takes // _US for part in parts)
    return attrs.evolve(
        found,
        state="expected" if stopped is None else "ended",
        started=shown(start, zone),
        in_time_until=shown(until, zone),
        ends=shown(ends, zone),
        parts=tuple(parts),
        decisive=_decisive(parts),
    )


def _why_not_owed(clocks: ItemClocks, row: Mapping[str, Any], zone: str) -> str | None:
    """Return why nothing is owed under a promise, or no more; None where something is."""
    if clocks.why_not is not None:
        return f"{clocks.why_not}, so that nothing is owed"
    if row["reason"] == "cancelled":
        at = row["cancelled"]
        when = "" if at is None else f" on {instant_text(shown(from_datetime(at), zone))}"
        return f"the clock was cancelled{when}"
    return None


def _outcome(evaluation: Evaluation, item: str, target: str) -> tuple[dict[str, Any], Target]:
    ids = evaluation.history.facts.items.ids
    row, promise = outcome_called(evaluation.promises, evaluation.outcomes, ids, item, target, None)
    return evaluation.outcomes.select(np.array([row])).to_records()[0], promise.target


@attrs.frozen
class _Promised:
    """The clock of the promise, in microseconds: its start, its last instant in time, and its stop or None."""

    start: int
    until: int
    stopped: int | None


def _moves(
    chain: ItemChain,
    promised: _Promised,
    done: Mapping[int, int],
    late: frozenset[int],
    told: ItemTold,
    teams: Sequence[Team],
) -> list[AllocationPart]:
    """Return what moved the expected end, in order of time."""
    links, known, stopped = chain.links, dict[int, int](), promised.stopped
    parts: list[AllocationPart] = []
    waiting = set(range(len(links)))
    expected = _end(chain, promised, known, late)
    for place in sorted(done, key=lambda place: (done[place], place)):
        known[place] = min(done[place], stopped) if stopped is not None else done[place]
        before = [other for other in _behind(links, place) if other in waiting and other not in done]
        after = _end(chain, promised, known, late)
        expected = _moved(parts, links, (*sorted(before), place), expected, after, teams)
        waiting -= {*before, place}
    if stopped is not None:
        last = tuple(sorted(waiting))
        _moved(parts, links, last, expected, stopped, teams)
        return parts
    for place in sorted(waiting & late):
        if chain.is_recorded(place, told) and chain.course(promised.start, known)[place].begins <= told.as_of:
            known[place] = told.as_of  # done now at best
            expected = _moved(parts, links, (place,), expected, _end(chain, promised, known, late), teams)
    if expected < told.as_of:  # the clock runs, so that it ends now at best
        last = tuple(place for place in sorted(waiting) if place not in known)
        _moved(parts, links, last, expected, told.as_of, teams)
    return parts


def _late(chain: ItemChain, promised: _Promised, done: Mapping[int, int], told: ItemTold) -> frozenset[int]:
    """Return the places of the links that were not done by their last instant in time, or are not by now."""
    now = told.as_of if promised.stopped is None else promised.stopped
    known: dict[int, int] = {}
    found = set()
    for place in range(len(chain.links)):
        time = chain.course(promised.start, known)[place]
        if place in done:
            known[place] = done[place]
        if min(done.get(place, now), now) > time.until:
            found.add(place)
            if promised.stopped is None:
                known.setdefault(place, now)  # what waits for it begins now at best
    return frozenset(found)


def _moved(
    parts: list[AllocationPart],
    links: Sequence[Link],
    places: tuple[int, ...],
    before: int,
    after: int,
    teams: Sequence[Team],
) -> int:
    """Add what some links moved the expected end by, if they did; return the new one."""
    if before != after or places:
        some = [links[place] for place in places]
        if not some:
            parts.append(AllocationPart("afterwards", (), (), _time(after - before)))
        else:
            team = next((one for one in teams for ref in one.supports if _means(ref, some[-1])), None)
            kinds = {some[-1].kind, None if team is None else team.kind}
            outside = some[-1].party == "customer" or "supplier" in kinds
            parts.append(
                AllocationPart(
                    "link",
                    tuple(link.name for link in some),
                    tuple(link.clause for link in some),
                    _time(after - before),
                    some[-1].owner if team is None else team.name,
                    "others" if outside else "service",
                )
            )
    return after


def _means(ref: tuple[str, str], link: Link) -> bool:
    document, word = ref
    return link.clause.document == document and word in (link.clause.clause, link.clause.row, link.name)


def _behind(links: Sequence[Link], place: int) -> set[int]:
    """Return the places of all links that one waits for, directly or not."""
    found: set[int] = set()
    for other in links[place].after:
        found |= {other, *_behind(links, other)}
    return found


def _decisive(parts: Sequence[AllocationPart]) -> AllocationPart | None:
    """Return the part after which there was too little time for good; None where there was enough at the end."""
    total, found = timedelta(0), None
    for part in parts:
        before, total = total, total + part.takes
        if total > timedelta(0) and (before <= timedelta(0) or found is None):
            found = part
        elif total <= timedelta(0):
            found = None
    return found


def _time(us: int) -> timedelta:
    return us * _US


def _end(chain: ItemChain, promised: _Promised, known: Mapping[int, int], late: frozenset[int]) -> int:
    """Return when a chain is expected to end: a link that comes late at its last instant in time, others when used up.

    A link that is in time for itself and not for the promise counts from the last instant of the promise on.
    """
    course = chain.course(promised.start, known)
    return max(
        max(time.ends, min(time.until, promised.until)) if place in late else time.ends
        for place, time in enumerate(course)
    )
