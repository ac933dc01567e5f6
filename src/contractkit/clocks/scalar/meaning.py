"""What one state of an item says to a clock line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import attrs

__all__ = ["NONE", "UNSURE", "Meaning", "State"]

NONE: Final = -1
"""In place of a limit: no target applies."""
UNSURE: Final = -2
"""In place of a limit: a field that decides it is missing."""
State = tuple[str | None, ...]
"""What an item says in each field of `Plan.fields`; None where it is not known."""


@attrs.frozen(eq=False)
class Meaning:
    """What one state says to a line; each truth is `NO`, `UNKNOWN` or `YES`.

    Attributes:
        start: Whether it starts the clock.
        stop: Whether it stops it.
        reset: Whether the clock is as if it had not started.
        cancel: Whether the clock is over.
        pauses: For each pause whether it stands still.
        paused: Whether any pause makes it stand still.
        applies: For each target whether it applies.
        also: For each target whether all else that its result asks for holds.
        again: For each target whether the condition of its repetition holds.
        limit: The limit in force in the first cycle, `NONE` or `UNSURE`; without meaning if that depends on the start.
        known: Whether nothing is unknown of what starts, stops, pauses, resets and cancels.
        words: The words that choose the target.
    """

    start: int
    stop: int
    reset: int
    cancel: int
    pauses: tuple[int, ...]
    paused: int
    applies: tuple[int, ...]
    also: tuple[int, ...]
    again: tuple[int, ...]
    limit: int
    known: bool
    words: Mapping[str, str | None]
