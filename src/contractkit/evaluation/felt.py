"""Figures so that people feel them: how many may be late, how many more, how much time a share of a period is."""

from __future__ import annotations

from bisect import bisect_left
from datetime import timedelta
from fractions import Fraction
from math import floor

import attrs

from contractkit.quantities.money import Percent
from contractkit.quantities.rounding import Rounding

__all__ = ["Slack", "felt_time", "may_be_late"]

_US = timedelta(microseconds=1)


def may_be_late(reach: Percent, volume: int, precision: Rounding | None = None) -> int:
    """Return how many of so many may be late with the share agreed still reached.

    Args:
        reach: The share agreed.
        volume: How many there are.
        precision: To which unit the share is brought before it is compared, as a percentage; None: it is compared
            exactly.

    Example:
        >>> may_be_late(Percent("95"), 60)
        3
        >>> from decimal import Decimal
        >>> may_be_late(Percent("95"), 200, Rounding(Decimal(1)))  # 189 of 200 is 94.5 %, said as 95 %
        11
    """
    if precision is None:
        return floor(volume * (1 - Fraction(reach.value) / 100))

    def missed(late: int) -> int:
        return int(precision.apply(Fraction(100 * (volume - late), volume)) < reach.value)

    return max(bisect_left(range(volume + 1), 1, key=missed) - 1, 0) if volume else 0


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
        late: How many were, surely.
        unknown: Of how many it is not known.
        left: How many more may be late if all that is not known was late; below zero where that would be too many.

    Example:
        >>> print(Slack.of(Percent("95"), volume=60, late=2))
        3 of 60 may be late; 2 were, 1 more may be
        >>> print(Slack.of(Percent("95"), volume=60, late=2, unknown=4))
        3 of 60 may be late; 2 were, of 4 it is not known, up to 3 too many
    """

    volume: int
    may: int
    late: int
    unknown: int = 0

    @classmethod
    def of(cls, reach: Percent, volume: int, late: int, unknown: int = 0, precision: Rounding | None = None) -> Slack:
        """Return the slack of so many, of which some are late and of some it is not known (see `may_be_late`)."""
        return cls(volume, may_be_late(reach, volume, precision), late, unknown)

    @property
    def left(self) -> int:
        """Return how many more may be late, at the least; below zero where it may be too late."""
        return self.may - self.late - self.unknown

    def __str__(self) -> str:
        """Return it in words."""
        were = "1 was" if self.late == 1 else f"{self.late} were"
        may = "none" if self.may == 0 else str(self.may)
        unknown = f"of {self.unknown} it is not known, " if self.unknown else ""
        surely = max(self.late - self.may, 0)
        if self.left >= 0:
            rest = f"{self.left or 'none'} more may be"
        elif self.unknown:
            rest = f"{surely} to {-self.left} too many" if surely else f"up to {-self.left} too many"
        else:
            rest = f"{surely} too many"
        return f"{may} of {self.volume} may be late; {were}, {unknown}{rest}"
