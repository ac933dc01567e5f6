"""The dates of a stretch that nothing covers, such as those that no settlement is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

__all__ = ["uncovered"]


def uncovered(covered: Iterable[tuple[date, date]], start: date, end: date) -> tuple[tuple[date, date], ...]:
    """Return the stretches of ``[start, end)`` that none of some others covers, by date, each with its end exclusive.

    Args:
        covered: The others, in any order, each with its end exclusive; they may overlap and reach further.
        start: The first date.
        end: The first date after the last.

    Example:
        >>> march, april = date(2026, 3, 1), date(2026, 4, 1)
        >>> uncovered([(march, date(2026, 3, 11)), (date(2026, 3, 21), april)], march, april)
        ((datetime.date(2026, 3, 11), datetime.date(2026, 3, 21)),)
    """
    gaps = []
    for first, after in sorted(covered):
        if after <= start or start >= end:
            continue
        if first > start:
            gaps.append((start, min(first, end)))
        start = max(start, after)
    if start < end:
        gaps.append((start, end))
    return tuple(gaps)
