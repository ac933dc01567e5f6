"""Looking for what never comes: whether a calendar stays closed, or open, for ever after or before a year.

Weekly hours, the Gregorian calendar and the clocks of zones repeat: every 400 years, or a few times that where weeks
take turns. What did not happen in one such round, after the last thing that is said of a single year, never happens.
"""

from __future__ import annotations

from math import gcd
from typing import Final, Literal

from contractkit.calendars.definitions import WEEKS_IN_400_YEARS, Definition

__all__ = ["stays_after", "stays_before"]

_AT_ONCE: Final = 8  # years that are looked at first; nearly every calendar opens and closes in them


def stays_after(rules: Definition, year: int, state: Literal["open", "closed"]) -> bool:
    """Return whether a calendar stays in a state for ever after a year, as far as it is known."""
    repeats, known = rules.repeats(), rules.known_years()
    last = min(max(year, repeats.last) + _round(repeats.weeks), known[1])
    near = min(year + _AT_ONCE, last)
    return _stays(rules, year + 1, near, state) and _stays(rules, near + 1, last, state)


def stays_before(rules: Definition, year: int, state: Literal["open", "closed"]) -> bool:
    """Return whether a calendar was in a state at all times before a year, as far as it is known."""
    repeats, known = rules.repeats(), rules.known_years()
    first = max(min(year, repeats.first) - _round(repeats.weeks), known[0])
    near = max(year - _AT_ONCE, first)
    return _stays(rules, near, year - 1, state) and _stays(rules, first, near - 1, state)


def _round(weeks: int) -> int:
    return 400 * (weeks // gcd(weeks, WEEKS_IN_400_YEARS))


def _stays(rules: Definition, first: int, last: int, state: Literal["open", "closed"]) -> bool:
    if first > last:
        return True
    bounds = rules.bounds()
    low, high = max(rules.clock.new_year(first), bounds[0]), min(rules.clock.new_year(last + 1), bounds[1])
    if low >= high:
        return True
    starts, ends = rules.intervals(low, high)
    if state == "closed":
        return len(starts) == 0
    return len(starts) == 1 and int(starts[0]) == low and int(ends[0]) == high
