"""The log that is replayed, and the agreement that is replayed over it.

The office is open on weekdays from 09:00 to 12:00 and from 13:00 to 17:30, but on Dutch holidays. Each item has five
events on average, some of them at one instant; a year of openings, twenty days of events. Three targets run on each
item: one by priority, with pauses; one that changes its calendar with the priority; one in business days. One event
in seven changes the priority.
"""

from __future__ import annotations

from typing import Any, Final

import attrs
import numpy as np

from contractkit.facts.extras import need

__all__ = ["AS_OF", "DOCUMENT", "EVENTS_PER_ITEM", "HOLIDAYS", "MAPPING", "Log", "make"]

EVENTS_PER_ITEM: Final = 5
AS_OF: Final = 1_740_000_000_000_000
"""19 February 2025, 21:20 UTC, in microseconds: after the last event."""
_FIRST: Final = 1_700_000_000_000_000
_MINUTE: Final = 60_000_000
STATUSES: Final = ("in-progress", "waiting", "solved", "closed")
PRIORITIES: Final = ("P1", "P2", "P3")

HOLIDAYS: Final = (
    "2023-12-25", "2023-12-26", "2024-01-01", "2024-04-01", "2024-05-09", "2024-05-20", "2024-12-25", "2024-12-26",
    "2025-01-01", "2025-04-21", "2025-05-05", "2025-05-29", "2025-06-09", "2025-12-25", "2025-12-26", "2026-01-01",
    "2026-04-06", "2026-04-27", "2026-05-14", "2026-05-25", "2026-12-25",
)  # fmt: skip
"""The Dutch public holidays of these years that fall on a weekday."""

DOCUMENT: Final[dict[str, Any]] = {
    "contractkit": 1,
    "document": "sla",
    "id": "S",
    "title": "Service desk",
    "currency": "EUR",
    "zone": "Europe/Amsterdam",
    "fields": {"status": ["new", *STATUSES], "priority": [*PRIORITIES], "opened_at": "instant"},
    "clauses": {
        "0": {
            "kind": "calendar",
            "name": "office",
            "week": {"mon-fri": "09:00-12:00 and 13:00-17:30"},
            "closed": list(HOLIDAYS),
        },
        "1": {
            "kind": "time-target",
            "starts": {"field": "opened_at"},
            "stops": {"status": ["solved", "closed"]},
            "calendar": "office",
            "rows": [
                {"name": "a1", "when": {"priority": "P1"}, "within": "4 hours"},
                {"name": "a2", "when": {"priority": "P2"}, "within": "16 hours"},
                {"name": "a3", "when": {"priority": "P3"}, "within": "40 hours"},
            ],
        },
        "2": {
            "kind": "time-target",
            "starts": {"field": "opened_at"},
            "stops": {"status": ["in-progress", "solved", "closed"]},
            "calendar": "office",
            "rows": [
                {"name": "b1", "when": {"priority": "P1"}, "within": "1 hour", "calendar": "always"},
                {"name": "b2", "when": {"priority": ["P2", "P3"]}, "within": "4 hours"},
            ],
        },
        "3": {
            "kind": "time-target",
            "starts": {"field": "opened_at"},
            "stops": {"status": ["closed"]},
            "calendar": "office",
            "within": "5 business days",
        },
        "4": {"kind": "pause", "while": {"status": "waiting"}},
    },
}
MAPPING: Final[dict[str, Any]] = {
    "contractkit": 1,
    "document": "mapping",
    "items": {
        "id": "id",
        "fields": {
            "opened_at": "opened_at",
            "status": {"column": "status", "holds": "at-opening"},
            "priority": {"column": "priority", "holds": "at-opening"},
        },
    },
    "events": {
        "item": "item",
        "at": "at",
        "form": "change",
        "field": "field",
        "value": "value",
        "fields": {"status": {"name": "status"}, "priority": {"name": "priority"}},
    },
}


@attrs.frozen(eq=False)
class Log:
    """A log as Arrow tables, events sorted by time.

    Attributes:
        items: id, opened_at, status and priority at the opening.
        events: item, at, field and value.
    """

    items: Any
    events: Any

    def shuffled(self) -> Log:
        """Return the log with its events in no order."""
        order = np.random.default_rng(11).permutation(self.events.num_rows)
        arrow: Any = need("pyarrow", "arrow")
        return Log(self.items, self.events.take(arrow.array(order)).combine_chunks())

    def first(self, items: int) -> Log:
        """Return the first so many items with their events."""
        compute: Any = need("pyarrow.compute", "arrow")
        some = self.items.slice(0, items)
        kept = compute.is_in(self.events["item"], value_set=some["id"].combine_chunks())
        return Log(some, self.events.filter(kept).combine_chunks())


def make(items: int, seed: int = 1) -> Log:
    """Return a log of so many items; the same for the same seed."""
    arrow: Any = need("pyarrow", "arrow")
    draws = np.random.default_rng(seed)
    count = items * EVENTS_PER_ITEM
    ids = arrow.array(np.char.add("INC", np.char.zfill(np.arange(items).astype(str), 8)))
    opened = _FIRST + draws.integers(0, 365 * 1440, items) * _MINUTE
    item = draws.integers(0, items, count)
    at = opened[item] + draws.integers(0, 20 * 1440, count) * _MINUTE
    tied = draws.random(count) < 0.1  # at the instant of another event of the item, if the one before is of it
    order = np.lexsort((at, item))
    item, at, tied = item[order], at[order], tied[order]
    again = np.flatnonzero(tied[1:] & (item[1:] == item[:-1])) + 1
    at[again] = at[again - 1]
    order = np.argsort(at, kind="stable")
    item, at = item[order], at[order]
    changes = draws.random(count) < 0.15
    status = np.array(STATUSES)[draws.choice(4, count, p=[0.4, 0.3, 0.2, 0.1])]
    priority = np.array(PRIORITIES)[draws.integers(0, 3, count)]
    stamp = arrow.timestamp("us", "UTC")
    tables = {
        "id": ids,
        "opened_at": arrow.array(opened).cast(stamp),
        "status": arrow.array(["new"] * items),
        "priority": arrow.array(np.array(PRIORITIES)[draws.integers(0, 3, items)]),
    }
    events = {
        "item": ids.take(arrow.array(item)),
        "at": arrow.array(at).cast(stamp),
        "field": arrow.array(np.where(changes, "priority", "status")),
        "value": arrow.array(np.where(changes, priority, status)),
    }
    return Log(arrow.table(tables), arrow.table(events))
