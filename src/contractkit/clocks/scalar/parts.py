"""What a clock was told, as plain values: what is stored, compared and read back."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from contractkit.clocks.scalar.known import ClockRelief
from contractkit.clocks.scalar.meaning import State

__all__ = ["Parts", "Word"]

Word = str | int | None
"""What one field of an event says: a word, or an instant in microseconds."""


@attrs.frozen
class Parts:
    """What a clock was told, as plain values.

    Attributes:
        opened: When the item opened.
        state: What it said then, in each field of the plan.
        columns: The instants in its columns.
        declared: The fields that it had.
        relief: The relief that is known.
        told: The events: when, what each says in which place of the plan, and its number.
    """

    opened: int
    state: State
    columns: Mapping[str, int | None]
    declared: frozenset[str]
    relief: tuple[ClockRelief, ...]
    told: tuple[tuple[int, tuple[tuple[int, Word], ...], int | None], ...]
