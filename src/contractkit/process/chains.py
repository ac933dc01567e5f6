"""Chains: the steps, teams and suppliers that stand behind one promise, in the order in which they wait for each other.

Where they are found in the papers stands in `finding`; whether they fit into the promise in `proofs`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

import attrs

from contractkit.calendars import BusinessCalendar
from contractkit.process.limits import Counted
from contractkit.records.clauses import ClauseRef
from contractkit.records.read_only import read_only

__all__ = ["Arranged", "Chain", "Link", "PromisedTime", "Way"]

Arranged = Literal["as-written", "side-by-side", "one-after-the-other"]
"""How the links follow each other: as steps wait for steps; or, of teams of which no paper says it, both extremes."""

Way = tuple[Counted, ...]
"""Time limits that all have to be kept; of several ways one is enough."""


@attrs.frozen
class PromisedTime:
    """What a chain has to fit into.

    Attributes:
        clause: Where the time limit stands.
        name: What it is called.
        text: The time limit as the clause writes it.
        ways: The limits.
        kind: ``target`` for a promise to the customer; ``step`` for the time of a step that a team stands behind.
    """

    clause: ClauseRef
    name: str
    text: str
    ways: tuple[Way, ...]
    kind: Literal["target", "step"] = "target"


@attrs.frozen
class Link:
    """One link of a chain.

    Attributes:
        name: The step's name, or that of the team's or supplier's target.
        clause: Where its time stands.
        kind: ``step``; ``internal`` for a team; ``supplier``.
        limits: Its time limits, of which the first to pass decides; empty where it takes no time.
        text: The limits as they are written.
        after: The places of the links that it waits for; empty where it starts with the promise.
        owner: Who does it: a role, or the name of the team or supplier.
        party: ``provider`` or ``customer``; None where nothing is said.
        process: The process of a step that stands in one, or None.
    """

    name: str
    clause: ClauseRef
    kind: Literal["step", "internal", "supplier"]
    limits: tuple[Counted, ...]
    text: str
    after: tuple[int, ...] = ()
    owner: str | None = None
    party: Literal["provider", "customer"] | None = None
    process: str | None = None


@attrs.frozen
class Chain:
    """What stands behind a promise, for some of its items and the starts of some dates.

    Attributes:
        agreement: The id of the agreement in which the promise stands.
        zone: The zone of its dates.
        promise: What the links have to fit into.
        links: The links, each behind all that it waits for.
        arranged: How they follow each other.
        item: Values that tell the items apart for which these links are needed; empty for all.
        since: The first date of a start; None where the agreement has no first date.
        until: The first date of a start that is not meant any more; None where it has no end.
        assumes: What was taken where the papers are silent, in sentences.
        why_not: Why nothing can be proved; None where it can.
    """

    agreement: str
    zone: str
    promise: PromisedTime
    links: tuple[Link, ...]
    arranged: Arranged = "as-written"
    item: Mapping[str, str] = attrs.field(factory=dict, converter=read_only, eq=dict)
    since: date | None = None
    until: date | None = None
    assumes: tuple[str, ...] = ()
    why_not: str | None = None

    @property
    def calendars(self) -> tuple[BusinessCalendar, ...]:
        """The calendars on which its time runs, each once."""
        promised = [one.calendar for way in self.promise.ways for one in way]
        return tuple(dict.fromkeys([*promised, *(one.calendar for link in self.links for one in link.limits)]))
