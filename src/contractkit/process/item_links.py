"""The chain behind a promise for one item: its links, and when each begins and ends as far as that is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from contractkit.clocks.scalar.truth import NO, holds
from contractkit.process.chains import Link
from contractkit.process.choosing import day_of, records_for
from contractkit.process.limits import Counted
from contractkit.process.pauses import NEVER, Pauses, used_up
from contractkit.process.steps import links_of, needed_for, pieces_of, work_of
from contractkit.process.teams import Team
from contractkit.process.told import ItemTold
from contractkit.terms import Agreement
from contractkit.terms.targets import Measure, Target

__all__ = ["ItemChain", "course_of", "item_links", "team_links"]


@attrs.frozen
class ItemChain:
    """The links behind a promise for one item.

    Attributes:
        links: The links.
        records: For each the words by which records can mean it.
        why: Why they cannot be counted, or None.
        pauses: In which the time of steps stands still, as the clock of the promise does.
    """

    links: tuple[Link, ...]
    records: tuple[tuple[str, ...], ...]
    why: str | None = None
    pauses: Pauses = NEVER

    def done(self, place: int, told: ItemTold, start: int) -> int | None:
        """Return when a link was done for a clock that started at an instant; None where nothing says it."""
        return told.done_since(start, *self.records[place])

    def is_recorded(self, place: int, told: ItemTold) -> bool:
        """Return whether the facts, of any item, say of such a link when it is done."""
        return told.is_recorded(*self.records[place])

    def course(self, start: int, known: Mapping[int, int]) -> list[tuple[int, int]]:
        """Return when each link begins and ends; see `course_of`."""
        return course_of(self.links, start, known, self.pauses)


def item_links(version: Agreement, target: Target, measure: Measure, told: ItemTold) -> ItemChain | None:
    """Return the steps of a promise that are done for an item as links; None where none is.

    Those that stand alone and those of every process are done beside each other, and all of them count.
    """
    day = day_of(version, told)
    groups = pieces_of(work_of(version), target.clause)
    pieces = tuple({one.key: one for group in groups for one in group}.values())
    present = {one.key for one in pieces if one.holds_on(day) and holds(one.condition, told.words) != NO}
    needed = needed_for(target.clause, pieces, present)
    found = links_of(needed, pieces, measure, version.zone)
    if not found:
        return None
    records = records_for(version, told)
    why = next((why for _, why in found if why is not None), None)
    return ItemChain(tuple(link for link, _ in found), tuple(records[one.key] for one in needed), why)


def team_links(teams: Sequence[Team], target: Target, measure: Measure, told: ItemTold) -> ItemChain | None:
    """Return what teams and suppliers promise behind a promise for an item, side by side; None where none does."""
    ref = target.clause
    words = (ref.clause, ref.row, target.name)
    behind = [team for team in teams if any(doc == ref.document and word in words for doc, word in team.supports)]
    known = {field: word for field, word in told.words.items() if word is not None}
    found = [one for team in behind if (one := team.link(measure, known)) is not None]
    if not found:
        return None
    why = next((why for _, why in found if why is not None), None)
    return ItemChain(tuple(link for link, _ in found), tuple((link.name,) for link, _ in found), why)


def course_of(
    links: Sequence[Link], start: int, known: Mapping[int, int], pauses: Pauses = NEVER
) -> list[tuple[int, int]]:
    """Return when each link begins and ends: those that are known as they were, all others with all their time.

    Args:
        links: The links, each behind what it waits for.
        start: When the clock of the promise started.
        known: When links ended, by their places.
        pauses: In which the time of steps stands still; without one that has no end.
    """
    found: list[tuple[int, int]] = []
    for place, link in enumerate(links):
        begins = max((found[other][1] for other in link.after), default=start)
        ends = known.get(place)
        if ends is None:
            own = pauses if link.kind == "step" else NEVER
            ends = min((_due(one, begins, own) for one in link.limits), default=begins)
        found.append((begins, ends))
    return found


def _due(counted: Counted, start: int, pauses: Pauses) -> int:
    found = used_up(counted.within, counted.calendar, start, pauses)
    assert found is not None
    return found[0]
