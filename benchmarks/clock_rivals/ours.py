"""contractkit's own answers about the log, and how they are held against those of others."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

import contractkit as ck
from clock_rivals.workload import AS_OF, DOCUMENT, MAPPING, Log

__all__ = ["agreement", "different", "evaluated", "facts_of", "rows_of"]


@cache
def agreement() -> ck.Agreement:
    """Return the agreement."""
    return ck.load_agreement(data=DOCUMENT)


def facts_of(log: Log) -> ck.Facts:
    """Return the facts of a log."""
    return ck.Facts.from_frames(items=log.items, events=log.events, mapping=MAPPING)


def evaluated(log: Log) -> ck.Evaluation:
    """Return the outcomes of a log, from its frames on."""
    return ck.evaluate(agreement(), facts_of(log), AS_OF)


def rows_of(outcomes: Any) -> list[tuple[Any, ...]]:
    """Return outcomes as the hand-written loop makes them (`integer_loop.COLUMNS`)."""
    columns: list[list[Any]] = [outcomes.values(name) for name in ("item", "target", "verdict")]
    columns += [_whole(outcomes.array(name)) for name in ("started", "due", "in_time_until", "stopped")]
    for name in ("used", "paused"):
        own = outcomes.values(f"{name}_days")
        columns.append([us if day is None else day for us, day in zip(_whole(outcomes.array(name)), own, strict=True)])
    columns.append(_whole(outcomes.array("wall")))
    columns.append(outcomes.values("lived_verdict"))
    own = outcomes.values("lived_used_days")
    lived = _whole(outcomes.array("lived_used"))
    columns.append([us if day is None else day for us, day in zip(lived, own, strict=True)])
    return list(zip(*columns, strict=True))


def _whole(values: Any) -> list[int | None]:
    numbers = values.view(np.int64).tolist()
    nothing = np.iinfo(np.int64).min
    return [None if number == nothing else number for number in numbers]


def different(ours: list[tuple[Any, ...]], theirs: list[tuple[Any, ...]]) -> list[str]:
    """Return what differs between two lists of rows, the first few in words."""
    found = [f"{len(ours)} rows in place of {len(theirs)}"] if len(ours) != len(theirs) else []
    found += [f"{mine} in place of {other}" for mine, other in zip(ours, theirs, strict=False) if mine != other]
    return found
