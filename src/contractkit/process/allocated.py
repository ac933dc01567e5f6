"""How late an item is under a promise, parted by the links of its chain: values. The rule stands in `allocation`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, Literal

import attrs

from contractkit.records.clauses import ClauseRef

__all__ = ["Allocation", "AllocationPart"]

_US: Final = timedelta(microseconds=1)

PartKind = Literal["plan", "link", "pauses", "afterwards"]


@attrs.frozen
class AllocationPart:
    """What one part moved the end of the chain by.

    Attributes:
        kind: ``plan``: what the chain took beyond the promise from the start, negative where it left time; ``link``:
            what a step cost, negative where it saved; ``pauses``: what pauses and relief gave, negative:
            by how much more they moved the promise than the chain; ``afterwards``: what passed after the last step.
        names: The steps; several where it is not recorded when the first of them were done. Empty for other kinds.
        clauses: Where they stand.
        takes: By how much, on the clock on the wall.
        owner: Who did the last of them, or None.
        area: Whom it belongs to: ``service``, ``others`` (the customer, or a supplier); None for other kinds.
    """

    kind: PartKind
    names: tuple[str, ...]
    clauses: tuple[ClauseRef, ...]
    takes: timedelta
    owner: str | None = None
    area: Literal["service", "others"] | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON; `takes_us` in microseconds."""
        return {
            "kind": self.kind,
            "names": list(self.names),
            "clauses": [str(clause) for clause in self.clauses],
            "takes_us": self.takes // _US,
            "owner": self.owner,
            "area": self.area,
        }


@attrs.frozen
class Allocation:
    """How late an item is under a promise, and to which links of the chain that belongs.

    Attributes:
        item: The id of the item.
        target: The id of the target.
        clause: Where the promise stands.
        state: ``ended``: the clock stopped; ``expected``: it runs, and ends then at the earliest if all that follows
            keeps to its time.
        started: When the promised clock started.
        in_time_until: The last instant in time, with pauses and relief.
        ends: When the clock stopped, or is expected to.
        parts: What moved the end, in order of time, the plan first; their sum is `beyond`.
        decisive: The part after which the promise could no longer be kept; None where it is, or will be, kept.
        why_not: Why nothing can be allocated; None where it can.
    """

    item: str
    target: str
    clause: ClauseRef
    state: Literal["ended", "expected"] = "ended"
    started: datetime | None = None
    in_time_until: datetime | None = None
    ends: datetime | None = None
    parts: tuple[AllocationPart, ...] = ()
    decisive: AllocationPart | None = None
    why_not: str | None = None

    @property
    def beyond(self) -> timedelta:
        """How much later than the last instant in time it ends; negative where time is left."""
        return sum((part.takes for part in self.parts), timedelta(0))

    @property
    def areas(self) -> Mapping[str, timedelta]:
        """What each area cost, or saved: the links of ``service`` and of ``others``."""
        found: dict[str, timedelta] = {}
        for part in self.parts:
            if part.area is not None:
                found[part.area] = found.get(part.area, timedelta(0)) + part.takes
        return found

    @property
    def says(self) -> str:
        """What was found, in one sentence."""
        from contractkit.process.saying import allocation_sentence

        return allocation_sentence(self)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON: instants in ISO 8601, amounts in microseconds."""

        def iso(at: datetime | None) -> str | None:
            return None if at is None else at.isoformat()

        return {
            "contractkit": 1,
            "document": "allocation",
            "version": 1,
            "item": self.item,
            "target": self.target,
            "clause": str(self.clause),
            "state": self.state,
            "started": iso(self.started),
            "in_time_until": iso(self.in_time_until),
            "ends": iso(self.ends),
            "beyond_us": self.beyond // _US,
            "parts": [part.to_dict() for part in self.parts],
            "decisive": None if self.decisive is None else list(self.decisive.names) or [self.decisive.kind],
            "areas": {area: time // _US for area, time in self.areas.items()},
            "why_not": self.why_not,
            "says": self.says,
        }
