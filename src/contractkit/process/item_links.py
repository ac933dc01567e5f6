"""The chain behind a promise for one item: its links, and when each begins and ends as far as that is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from contractkit.calendars.instants import from_datetime, to_datetime
from contractkit.clocks.scalar.truth import NO, holds
from contractkit.process.chains import Link
from contractkit.process.limits import Counted
from contractkit.process.proofs import shown
from contractkit.process.steps import links_of, needed_for, pieces_of, work_of
from contractkit.process.teams import Team
from contractkit.process.told import ItemTold
from contractkit.terms import Agreement
from contractkit.terms.targets import Measure, Target

__all__ = ["course_of", "item_links", "team_links"]


def item_links(
    version: Agreement, target: Target, measure: Measure, told: ItemTold
) -> tuple[tuple[Link, ...], str | None] | None:
    """Return the steps of a promise that are done for an item as links, and why they cannot be counted, or None.

    Those that stand alone and those of every process are done beside each other, and all of them count.
    """
    day = shown(told.as_of if told.opened is None else told.opened, version.zone).date()
    groups = pieces_of(work_of(version), target.clause)
    pieces = tuple({one.key: one for group in groups for one in group}.values())
    present = {one.key for one in pieces if one.holds_on(day) and holds(one.condition, told.words) != NO}
    found = links_of(needed_for(target.clause, pieces, present), pieces, measure, version.zone)
    if not found:
        return None
    return tuple(link for link, _ in found), next((why for _, why in found if why is not None), None)


def team_links(
    teams: Sequence[Team], target: Target, measure: Measure, told: ItemTold
) -> tuple[tuple[Link, ...], str | None] | None:
    """Return what teams and suppliers promise behind a promise for an item, side by side; None where none does."""
    ref = target.clause
    words = (ref.clause, ref.row, target.name)
    behind = [team for team in teams if any(doc == ref.document and word in words for doc, word in team.supports)]
    known = {field: word for field, word in told.words.items() if word is not None}
    found = [one for team in behind if (one := team.link(measure, known)) is not None]
    if not found:
        return None
    return tuple(link for link, _ in found), next((why for _, why in found if why is not None), None)


def course_of(links: Sequence[Link], start: int, known: Mapping[int, int]) -> list[tuple[int, int]]:
    """Return when each link begins and ends: those that are known as they were, all others with all their time."""
    found: list[tuple[int, int]] = []
    for place, link in enumerate(links):
        begins = max((found[other][1] for other in link.after), default=start)
        ends = known.get(place)
        if ends is None:
            ends = min((_due(one, begins) for one in link.limits), default=begins)
        found.append((begins, ends))
    return found


def _due(counted: Counted, start: int) -> int:
    return from_datetime(counted.calendar.due_at(to_datetime(start, 0), counted.within))
