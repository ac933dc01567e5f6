"""Where a clock is in its life, and what an instant may tell it beside the state of its item."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

import attrs

__all__ = ["QUIET", "Phase", "Signals"]


class Phase(IntEnum):
    """Where a clock is in its life."""

    WAITING = 0
    ON = 1
    STOPPED = 2
    RESET = 3
    CANCELLED = 4


@attrs.frozen
class Signals:
    """What happened at an instant, beside what the item says from then on.

    Attributes:
        start: Whether the start of the measure happened, or stands in a column.
        stop: Whether its stop happened.
        again: Whether a start came after the stop of the same instant.
        repeats: The targets whose repetition happened.
        latched: Whether a column has stopped the clock by then.
    """

    start: bool = False
    stop: bool = False
    again: bool = False
    repeats: tuple[int, ...] = ()
    latched: bool = False


QUIET: Final = Signals()
