"""The log of `workload` in the other forms in which systems export it; the same items and events in each.

A snapshot shows every field after the change; where no table of items is handed over, each row says too when its item
was opened. A log of changes may say of each what it was before, in place of what stood at the opening.
"""

from __future__ import annotations

from typing import Any, Final

import attrs
import numpy as np

import contractkit as ck
from clock_rivals.workload import MAPPING, PRIORITIES, STATUSES, Log
from contractkit.facts.extras import need

__all__ = ["Form", "forms"]

_STATES: Final = ("new", *STATUSES)
_FIELDS: Final = ("status", "priority")
_SNAPSHOT: Final = {"item": "item", "at": "at", "form": "snapshot", "fields": {name: name for name in _FIELDS}}


@attrs.frozen(eq=False)
class Form:
    """The log in one form.

    Attributes:
        name: What it is called.
        mapping: Which column is what.
        events: The table of events.
        items: The table of items; None where the events are all that there is.
    """

    name: str
    mapping: dict[str, Any]
    events: Any
    items: Any = None

    def facts(self) -> ck.Facts:
        """Return its facts."""
        items = {} if self.items is None else {"items": self.items}
        return ck.Facts.from_frames(events=self.events, mapping=self.mapping, **items)


def forms(log: Log) -> list[Form]:
    """Return a log as changes and as snapshots, each first in its plainest form, then in another."""
    arrow: Any = need("pyarrow", "arrow")
    item, codes, before = _states(log)
    events = log.events
    shown = {name: _words(codes[name], words) for name, words in (("status", _STATES), ("priority", PRIORITIES))}
    wide = arrow.table({"item": events["item"], "at": events["at"], **shown})
    opened = log.items["opened_at"].combine_chunks().take(arrow.array(item))
    moved = events["field"].to_numpy() == "status"
    old = np.where(moved, before["status"], before["priority"] + len(_STATES))
    was = events.append_column("was", _words(old, (*_STATES, *PRIORITIES)))
    told = {**MAPPING, "events": {**MAPPING["events"], "was": "was"}}
    snapshot = {**MAPPING, "events": _SNAPSHOT}
    alone = {**snapshot, "items": {"from": "events", "fields": {"opened_at": "opened_at"}}}
    return [
        Form("changes", MAPPING, events, log.items),
        Form("changes that tell what was before", told, was, log.items),
        Form("snapshots", snapshot, wide, log.items),
        Form("snapshots alone", alone, wide.append_column("opened_at", opened)),
    ]


def _words(codes: Any, words: tuple[str, ...]) -> Any:
    arrow: Any = need("pyarrow", "arrow")
    return arrow.array(list(words)).take(arrow.array(codes))


def _states(log: Log) -> tuple[Any, dict[str, Any], dict[str, Any]]:
    """Return for each event its item, and the codes of both fields after it and before it."""
    compute: Any = need("pyarrow.compute", "arrow")
    item = compute.index_in(log.events["item"], value_set=log.items["id"].combine_chunks()).to_numpy()
    order = np.lexsort((np.arange(len(item)), log.events["at"].cast("int64").to_numpy(), item))
    first = np.append(True, item[order][1:] != item[order][:-1])
    said, value = log.events["field"].to_numpy()[order], log.events["value"].to_numpy()[order]
    after, before = {}, {}
    for name, words in (("status", _STATES), ("priority", PRIORITIES)):
        place = {word: code for code, word in enumerate(words)}
        opening = np.array([place[word] for word in log.items[name].to_pylist()])[item[order]]
        own = said == name
        codes = np.array([place.get(word, -1) for word in value])
        start = np.flatnonzero(first)[np.cumsum(first) - 1]
        last = np.maximum.accumulate(np.where(own, np.arange(len(own)), -1))
        now = np.where(last >= start, codes[last], opening)
        old = np.where(first, opening, np.append(0, now[:-1]))
        after[name], before[name] = np.empty_like(now), np.empty_like(old)
        after[name][order], before[name][order] = now, old
    return item, after, before
