"""Limiting the difference of bonus and malus: at the end of its window, or with every effect as it comes."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

__all__ = ["cut_net"]


def cut_net(values: Sequence[Fraction], start: Fraction, limit: Fraction, adds_up: str) -> list[Fraction]:
    """Return what is added to each value so that their sum stays within a limit on both sides.

    Args:
        values: Signed amounts in the order in which they come; a malus is negative.
        start: The sum of what came before them; it stays as it is, even beyond the limit.
        limit: The most that the sum may be on either side of nought.
        adds_up: ``at-end``: their sum is limited, and what is above it comes back in proportion on the amounts of that
            side; ``running``: the sum is limited after every amount, so that their order decides.

    Example:
        >>> amounts = [Fraction(-8), Fraction(-6), Fraction(5)]
        >>> [int(part) for part in cut_net(amounts, Fraction(0), Fraction(10), "running")]
        [0, 4, 0]
        >>> [int(part) for part in cut_net(amounts, Fraction(0), Fraction(10), "at-end")]
        [0, 0, 0]
    """
    return _running(values, start, limit) if adds_up == "running" else _at_end(values, start, limit)


def _running(values: Sequence[Fraction], start: Fraction, limit: Fraction) -> list[Fraction]:
    parts, stands = [], start
    for value in values:
        reached = stands + value
        low, high = min(stands, -limit), max(stands, limit)
        kept = min(max(reached, low), high)
        parts.append(kept - reached)
        stands = kept
    return parts


def _at_end(values: Sequence[Fraction], start: Fraction, limit: Fraction) -> list[Fraction]:
    whole = start + sum(values, Fraction(0))
    sign = -1 if whole < 0 else 1
    of_side = sum((value for value in values if value * sign > 0), Fraction(0))
    above = min(max(Fraction(0), abs(whole) - limit), abs(of_side))
    if not above:
        return [Fraction(0)] * len(values)
    return [-value * above / abs(of_side) if value * sign > 0 else Fraction(0) for value in values]
