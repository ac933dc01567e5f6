"""A loop over the public `Clock`: each item's three clocks started, told every event, and read at the end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from clock_rivals.ours import agreement
from clock_rivals.workload import AS_OF
from contractkit.clocks.clock import Clock, ClockEvent

__all__ = ["loop", "shown"]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
Items = list[tuple[str, int, str, str, list[tuple[int, str, str]]]]


def loop(items: Items) -> list[tuple[str, Any]]:
    """Return for each item and each of its clocks what the clock says."""
    lines = agreement().lines
    found = []
    for name, opened, status, priority, events in items:
        said = [ClockEvent(at, ((field, value),)) for at, field, value in events]
        for line in lines:
            clock = Clock.start(line, at=opened, item={"status": status, "priority": priority})
            for event in said:
                clock = clock.advance(event)
            found.append((name, clock.at(AS_OF)))
    return found


def shown(found: list[tuple[str, Any]]) -> list[tuple[Any, ...]]:
    """Return item, target, verdict, due and stop of each reading, as columns of outcomes have them."""
    return [
        (name, one.target.id if one.target else None, one.verdict, _us(one.due), _us(one.stopped))
        for name, one in found
    ]


def _us(instant: datetime | None) -> int | None:
    return None if instant is None else (instant - _EPOCH) // timedelta(microseconds=1)
