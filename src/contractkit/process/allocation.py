"""To which link of the chain a breach belongs: what each step cost or saved, so that the sum is the lateness.

The rule. Before anything happened the chain would have ended at a certain instant, had every link taken all its time.
Each step that is done moves that expected end: by what it took beyond its time, less what waiting for others swallows,
or forward by what it saved. So the lateness is, to the microsecond, what the chain left too little from the start, plus
what each step moved the end by, less what pauses and relief gave. The link that decides is the one at whose end the
promise could no longer be kept for good, had all that followed kept to their times.
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
from contractkit.process.chains import Link
from contractkit.process.choosing import version_of
from contractkit.process.item_links import course_of, item_links, team_links
from contractkit.process.limits import why_not_counted
from contractkit.process.proofs import shown
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
    """
    told = told_of(evaluation, item)
    row, promised = _outcome(evaluation, item, target)
    version = version_of(evaluation.agreement, told)
    found = Allocation(item, promised.id, promised.clause)
    measure = next((line.measure for line in version.lines if promised.id in {one.id for one in line.targets}), None)
    target_then = next((one for one in version.targets if one.id == promised.id), promised)
    limit = target_then.limit
    if measure is None or limit is None or why_not_counted(limit.within, limit.calendar) is not None:
        return attrs.evolve(found, why_not="the promise is no single time limit")
    if row["started"] is None or row["in_time_until"] is None:
        return attrs.evolve(found, why_not="the clock has not started, or stands still")
    teams = teams_of(behind)
    chain = item_links(version, promised, measure, told) or team_links(teams, promised, measure, told)
    if chain is None:
        return attrs.evolve(found, why_not="no steps are done for this promise")
    links, why = chain
    if why is not None:
        return attrs.evolve(found, why_not=why)
    start, until = from_datetime(row["started"]), from_datetime(row["in_time_until"])
    stopped = None if row["stopped"] is None else from_datetime(row["stopped"])
    plain = from_datetime(limit.calendar.in_time_until(to_datetime(start, 0), limit.within))
    moves = _moves(links, start, stopped, told, teams)
    plan, *others = moves
    parts = [attrs.evolve(plan, takes=plan.takes + _time(start - plain))]
    if plain != until:
        parts.append(AllocationPart("pauses", (), (), _time(plain - until)))
    parts += others
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


def _outcome(evaluation: Evaluation, item: str, target: str) -> tuple[dict[str, Any], Target]:
    ids = evaluation.history.facts.items.ids
    row, promise = outcome_called(evaluation.promises, evaluation.outcomes, ids, item, target, None)
    return evaluation.outcomes.select(np.array([row])).to_records()[0], promise.target


def _moves(
    links: Sequence[Link], start: int, stopped: int | None, told: ItemTold, teams: Sequence[Team]
) -> list[AllocationPart]:
    """Return what moved the expected end, in order of time: first the whole plan, as the time from the start."""
    known: dict[int, int] = {}
    expected = _end(links, start, known)
    parts = [AllocationPart("plan", (), (), _time(expected - start))]
    done = {place: at for place, link in enumerate(links) if (at := told.done_since(link.name, start)) is not None}
    waiting = set(range(len(links)))
    for place in sorted(done, key=lambda place: (done[place], place)):
        known[place] = min(done[place], stopped) if stopped is not None else done[place]
        before = [other for other in _behind(links, place) if other in waiting and other not in done]
        expected = _moved(parts, links, (*sorted(before), place), expected, _end(links, start, known), teams)
        waiting -= {*before, place}
    if stopped is not None:
        last = tuple(sorted(waiting))
        _moved(parts, links, last, expected, stopped, teams)
        return parts
    for place in sorted(waiting):
        begins, ends = course_of(links, start, known)[place]
        if begins <= told.as_of and ends < told.as_of and told.is_recorded(links[place].name):  # done now at best
            known[place] = told.as_of
            expected = _moved(parts, links, (place,), expected, _end(links, start, known), teams)
    if expected < told.as_of:  # the clock runs, so that it ends now at best
        last = tuple(place for place in sorted(waiting) if place not in known)
        _moved(parts, links, last, expected, told.as_of, teams)
    return parts


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


def _end(links: Sequence[Link], start: int, known: Mapping[int, int]) -> int:
    return max(ends for _, ends in course_of(links, start, known))
