"""The columns of answers about clocks while they are put together.

What stands in them is worked out in `answering`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.limits import NONE
from contractkit.clocks.verdicts import Verdict
from contractkit.facts import NAT

__all__ = ["MEASURED", "Rows"]

Ints = NDArray[np.int64]
Places = NDArray[np.int32]

_INSTANTS: Final = ("started", "due", "until", "stopped", "cancelled")
_AMOUNTS: Final = ("used", "allowed", "paused", "relieved", "lived_used", "wall")
MEASURED: Final = ("used", "paused", "relieved", "lived_used", "wall")
"""What is measured of a clock, and is not known where its verdict is not."""


@attrs.define(eq=False)
class Rows:
    """The columns of `Replayed` while they are put together, and the row of the reading that each comes from."""

    item: Places
    target: Places
    cycle: Places
    limit: Places
    verdict: NDArray[np.int8]
    reason: NDArray[np.int8]
    lived: NDArray[np.int8]
    started: Ints
    due: Ints
    until: Ints
    stopped: Ints
    cancelled: Ints
    used: Ints
    allowed: Ints
    paused: Ints
    relieved: Ints
    lived_used: Ints
    wall: Ints
    state: NDArray[np.intp]

    @classmethod
    def empty(cls, item: Places, state: NDArray[np.intp]) -> Rows:
        """Return rows about items of which nothing is known yet."""
        count = len(item)
        nothing = np.full(count, NAT, np.int64)
        columns: dict[str, Any] = dict.fromkeys((*_INSTANTS, *_AMOUNTS), nothing)
        return cls(
            item=item,
            target=np.full(count, NONE, np.int32),
            cycle=np.ones(count, np.int32),
            limit=np.full(count, NONE, np.int32),
            verdict=np.full(count, Verdict.UNDETERMINED, np.int8),
            reason=np.zeros(count, np.int8),
            lived=np.full(count, Verdict.UNDETERMINED, np.int8),
            state=state,
            **columns,
        )

    @classmethod
    def together(cls, parts: Sequence[Rows]) -> Rows:
        """Return the rows of several parts, one after another."""
        names = (field.name for field in attrs.fields(cls))
        return cls(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})

    def take(self, rows: NDArray[np.intp]) -> Rows:
        """Return some of the rows."""
        return Rows(**{field.name: getattr(self, field.name)[rows] for field in attrs.fields(Rows)})
