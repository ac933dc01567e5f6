"""The figure that an effect looks at: how many items of a period were met, breached or undetermined, exactly.

Nothing is judged here; the evaluation has counted.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Protocol

import attrs

from contractkit.facts import Table
from contractkit.quantities.periods import Period
from contractkit.terms import Agreement

__all__ = ["Attained", "Figure", "Figures"]

_COUNTED = ("met", "breached", "undetermined", "running", "excused")


class Attained(Protocol):
    """What a settlement needs of an evaluation."""

    @property
    def agreement(self) -> Agreement:
        """The agreement that was evaluated."""

    @property
    def as_of(self) -> int:
        """Up to when facts were looked at, in microseconds since the epoch, UTC."""

    def attainment(self, period: str | Period, by: tuple[str, ...] = ("target",)) -> Table:
        """The exact counts of a period, one row for each target."""


@attrs.frozen
class Figure:
    """The items of one target in one period.

    Attributes:
        period: The period.
        met: How many were met.
        breached: How many were breached.
        undetermined: How many lack a fact, so that nobody knows which of the two they are.
        running: How many are open and not yet due.
        excused: How many do not count, by the contract's own rule.
    """

    period: Period
    met: int = 0
    breached: int = 0
    undetermined: int = 0
    running: int = 0
    excused: int = 0

    @property
    def count(self) -> int:
        """Return how many items are met or breached."""
        return self.met + self.breached

    @property
    def volume(self) -> int:
        """Return how many items the share is about: met, breached and undetermined."""
        return self.count + self.undetermined

    @property
    def share(self) -> Fraction | None:
        """Return met over met and breached, exactly; None where there are none."""
        return Fraction(self.met, self.count) if self.count else None

    @property
    def low(self) -> Fraction | None:
        """Return the share if every undetermined item were breached; None without volume."""
        return self.share_with(0)

    @property
    def high(self) -> Fraction | None:
        """Return the share if every undetermined item were met; None without volume."""
        return self.share_with(self.undetermined)

    def share_with(self, more: int) -> Fraction | None:
        """Return the share if `more` of the undetermined items were met, the others breached; None without volume."""
        return Fraction(self.met + more, self.volume) if self.volume else None


class Figures:
    """The figures of an evaluation by target, each period asked once."""

    def __init__(self, evaluation: Attained) -> None:
        self._evaluation = evaluation
        self._known: dict[tuple[object, object], dict[str, Figure]] = {}

    def of(self, target: str, period: Period) -> Figure:
        """Return the figure of a target; all zero where no item of it belongs to the period."""
        key = (period.start, period.end)
        if key not in self._known:
            rows = self._evaluation.attainment(period, by=("target",)).to_records()
            self._known[key] = {
                str(row["target"]): Figure(period, *(int(row[name] or 0) for name in _COUNTED)) for row in rows
            }
        return self._known[key].get(target, Figure(period))
