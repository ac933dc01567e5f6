"""Figures so that people feel them: how many may be late, how many more, how much time a share of a period is."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from math import floor

import attrs

from contractkit.quantities.money import Percent

__all__ = ["Slack", "felt_time", "may_be_late"]

_US = timedelta(microseconds=1)


def may_be_late(reach: Percent, volume: int) -> int:
    """Return how many of so many may be late with the share agreed still reached.

    Args:
        reach: The share agreed.
        volume: How many there are.

    Example:
        >>> may_be_late(Percent("95"), 60)
        3
    """
    return floor(volume * (1 - Fraction(reach.value) / 100))


def felt_time(reach: Percent, length: timedelta) -> timedelta:
    """Return how much of a time a share leaves: 99.5 % of a month of 30 days leaves 3.6 hours.

    Args:
        reach: The share agreed.
        length: The time that it is a share of.

    Example:
        >>> felt_time(Percent("99.5"), timedelta(days=30)) / timedelta(hours=1)
        3.6
    """
    return floor((length // _US) * (1 - Fraction(reach.value) / 100)) * _US


@attrs.frozen
class Slack:
    """How much a share bears, as numbers that people feel.

    Attributes:
        volume: How many there are.
        may: How many of them may be late.
        late: How many are.
        left: How many more may be late; below zero where it is too late.

    Example:
        >>> print(Slack.of(Percent("95"), volume=60, late=2))
        3 of 60 may be late; 2 were, 1 more may be
    """

    volume: int
    may: int
    late: int

    @classmethod
    def of(cls, reach: Percent, volume: int, late: int) -> Slack:
        """Return the slack of so many, of which some are late."""
        return cls(volume, may_be_late(reach, volume), late)

    @property
    def left(self) -> int:
        """Return how many more may be late; below zero where it is too late."""
        return self.may - self.late

    def __str__(self) -> str:
        """Return it in words."""
        were = "1 was" if self.late == 1 else f"{self.late} were"
        may = "none" if self.may == 0 else str(self.may)
        if self.left < 0:
            return f"{may} of {self.volume} may be late; {were}, {-self.left} too many"
        return f"{may} of {self.volume} may be late; {were}, {self.left or 'none'} more may be"
