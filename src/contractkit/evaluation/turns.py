"""What happened to a clock at an instant that no stretch shows: another limit came to hold, or a stop was none yet.

The stretches themselves are in `pieces`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

import attrs
import numpy as np

from contractkit.clocks.meaning import Kind
from contractkit.clocks.reading import Reading
from contractkit.clocks.stretches import Stretches
from contractkit.clocks.truth import NO, YES
from contractkit.evaluation.measuring import Running
from contractkit.evaluation.pieces import aware
from contractkit.facts import NAT
from contractkit.terms.conditions import Condition
from contractkit.terms.targets import Limit

__all__ = ["TracedTurn", "turns_of"]


@attrs.frozen
class TracedTurn:
    """What happened to a clock at one instant.

    Attributes:
        at: The instant, UTC.
        did: ``other-limit``: from then on another limit holds. ``not-reached``: the clock would stop there, but what
            else the result asks for does not hold. ``reach-unknown``: it stops there if that holds, and nobody knows.
        limit: The limit that came to hold; None for what happens to a result.
        asks: What else the result asks for; None for a limit.
    """

    at: datetime
    did: Literal["other-limit", "not-reached", "reach-unknown"]
    limit: Limit | None = None
    asks: Condition | None = None


def turns_of(running: Running, clock: Stretches) -> tuple[TracedTurn, ...]:
    """Return what happened to one clock, in order.

    Args:
        running: The clocks of the item's line.
        clock: The one clock, or none.
    """
    if not len(clock.item):
        return ()
    found = [*_limits(clock, running.reading.limits.limits), *_lacks(running.reading, clock)]
    return tuple(sorted(found, key=lambda turn: turn.at))


def _limits(clock: Stretches, limits: tuple[Limit, ...]) -> Iterator[TracedTurn]:
    """Return where another limit came to hold; what no target applies to is passed over."""
    holds: int | None = None
    for at, code in zip(clock.at.tolist(), clock.limit.tolist(), strict=True):
        if code < 0:
            continue
        if holds is not None and code != holds:
            yield TracedTurn(aware(at), "other-limit", limits[code])
        holds = code


def _lacks(reading: Reading, clock: Stretches) -> Iterator[TracedTurn]:
    """Return where a clock would have stopped if all else that its result asks for had held."""
    if not reading.tables.also:
        return
    at = reading.steps.at
    begun, end = int(clock.started[0]), int(clock.end[0])
    rows = np.flatnonzero((reading.kind == Kind.STOPPED) & (at >= begun) & (at <= end))
    instants = at[rows]
    if (reading.stop_us != NAT).any():
        by_column = reading.stop_us[(reading.stop_us != NAT) & (reading.stop_us >= begun) & (reading.stop_us <= end)]
        rows = np.append(rows, np.searchsorted(at, by_column, side="right") - 1)
        instants = np.append(instants, by_column)
    said: tuple[int, int] | None = None  # the row and the truth that were told last
    for row, instant in zip(rows.tolist(), instants.tolist(), strict=True):
        target = int(reading.targets(np.array([row]))[0])
        if target < 0:
            continue
        truth = int(reading.tables.also[target][reading.meaning[row]])
        if truth != YES and said != (row - 1, truth):
            did: Literal["not-reached", "reach-unknown"] = "not-reached" if truth == NO else "reach-unknown"
            yield TracedTurn(aware(instant), did, None, reading.line.targets[target].also)
        said = (row, truth)
