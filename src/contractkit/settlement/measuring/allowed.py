"""What a verdict allows of a figure that is not known: its side of what was promised, and whether the promise is in it.

No figures are worked out here, and nothing is judged.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise
from typing import Literal

import attrs

from contractkit.quantities.notation import Bound

__all__ = ["Beyond", "Side", "between", "side_of"]

Beyond = Literal["level", "level-below", "level-above", "goes-on"]
"""Whether an effect comes to the same everywhere beyond its lowest and its highest bound, beyond one, or neither."""

_CLOSER = 2**20


@attrs.frozen
class Side:
    """The values on one side of a level.

    Attributes:
        level: Where they begin, or end.
        where: On which side of it they lie.
        takes: Whether the level itself is one of them.
    """

    level: Fraction
    where: Literal["below", "above"]
    takes: Literal["the-level", "not-the-level"]

    def has(self, value: Fraction) -> bool:
        """Return whether a value lies on this side."""
        if value == self.level:
            return self.takes == "the-level"
        return (value < self.level) == (self.where == "below")

    def cut(self, low: Fraction | None, high: Fraction | None) -> tuple[Fraction | None, Fraction | None]:
        """Return the part of a range on this side, its end at the level included; all of it where it has none there."""
        if self.where == "below":
            return (low, high) if low is not None and low > self.level else (low, _least(high, self.level))
        return (low, high) if high is not None and high < self.level else (_most(low, self.level), high)

    def near(self, turns: Iterable[Fraction]) -> tuple[Fraction, Fraction] | None:
        """Return two values that come close to a level that is none of them; None where there is no such end.

        Between them and the level no turn lies, and the second is half as far from it as the first.

        Args:
            turns: The ends of the range, and the figures at which an effect turns or jumps.
        """
        if self.takes == "the-level":
            return None
        inner = [turn for turn in turns if self.has(turn)]
        if not inner:
            return None
        width = (max(inner) if self.where == "below" else min(inner)) - self.level
        return self.level + width / _CLOSER, self.level + width / _CLOSER / 2


def side_of(reach: Bound, verdict: str) -> Side | None:
    """Return the values that a verdict allows: those that reach what was promised, or those that miss it.

    Args:
        reach: What was promised.
        verdict: ``met`` or ``breached``; any other word allows everything.

    Example:
        >>> from contractkit.quantities.notation import parse_bound
        >>> side_of(parse_bound("at least 99.5 %"), "breached").where
        'below'
    """
    if verdict not in ("met", "breached"):
        return None
    upwards = (reach.relation in ("at least", "more than")) == (verdict == "met")
    included = (reach.relation in ("at least", "at most")) == (verdict == "met")
    level = Fraction(reach.level.number)
    return Side(level, "above" if upwards else "below", "the-level" if included else "not-the-level")


def between(low: Fraction, high: Fraction, turns: Iterable[Fraction]) -> set[Fraction]:
    """Return both ends of a range, the turns inside of it, and one value between each two of these."""
    inside = sorted({low, high, *(turn for turn in turns if low < turn < high)})
    return {*inside, *((left + right) / 2 for left, right in pairwise(inside))}


def _least(one: Fraction | None, other: Fraction) -> Fraction:
    return other if one is None else min(one, other)


def _most(one: Fraction | None, other: Fraction) -> Fraction:
    return other if one is None else max(one, other)
