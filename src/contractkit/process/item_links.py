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

__all__ = ["ItemChain", "LinkTime", "item_links", "team_links"]


@attrs.frozen
class LinkTime:
    """When a link of a chain runs, in microseconds.

    Attributes:
        begins: When all that it waits for was done.
        ends: When it was done; of one that is not, when its time is used up.
        until: The last instant that is in time, where it is not done: later than `ends` where that is a closing. Else
            as `ends`.
    """

    begins: int
    ends: int
    until: int


@attrs.frozen
class ItemChain:
    """The links behind a promise for one item.

    Attributes:
        links: The links.
        records: For each the words by which records can mean it.
        why: Why they cannot be counted, or None.
        pauses: For each in which its time stands still; empty where none does.
    """

    links: tuple[Link, ...]
    records: tuple[tuple[str, ...], ...]
    why: str | None = None
    pauses: tuple[Pauses, ...] = ()

    def done(self, place: int, told: ItemTold, start: int) -> int | None:
        """Return when a link was done for a clock that started at an instant; None where nothing says it."""
        return told.done_since(start, *self.records[place])

    def is_recorded(self, place: int, told: ItemTold) -> bool:
        """Return whether the facts, of any item, say of such a link when it is done."""
        return told.is_recorded(*self.records[place])

    def standing_still(self, pauses: Pauses) -> ItemChain:
        """Return it with steps whose time stands still when that of their promise does; others keep their own."""
        own = self.pauses or (NEVER,) * len(self.links)
        every = (pauses if link.kind == "step" else one for link, one in zip(self.links, own, strict=True))
        return attrs.evolve(self, pauses=tuple(every))

    def without_pauses(self) -> ItemChain:
        """Return it as if nothing ever stood still."""
        return attrs.evolve(self, pauses=())

    def ending_by(self, now: int) -> ItemChain:
        """Return it as if pauses without an end ended at an instant, at best."""
        return attrs.evolve(self, pauses=tuple(one.ending_by(now) for one in self.pauses))

    def course(self, start: int, known: Mapping[int, int]) -> tuple[LinkTime, ...]:
        """Return when each link runs: those that are known as they were, all others with all their time.

        Args:
            start: When the clock of the promise started.
            known: When links ended, by their places.
        """
        found: list[LinkTime] = []
        own = self.pauses or (NEVER,) * len(self.links)
        for place, (link, pauses) in enumerate(zip(self.links, own, strict=True)):
            begins = max((found[other].ends for other in link.after), default=start)
            done = known.get(place)
            ends = [_ends(one, begins, pauses) for one in link.limits] if done is None else [(done, done)]
            due, until = (min(each) for each in zip(*ends, strict=True)) if ends else (begins, begins)
            found.append(LinkTime(begins, due, until))
        return tuple(found)


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


def _ends(counted: Counted, start: int, pauses: Pauses) -> tuple[int, int]:
    found = used_up(counted.within, counted.calendar, start, pauses)
    assert found is not None
    return found
