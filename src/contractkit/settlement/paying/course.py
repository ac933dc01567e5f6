"""A course: what an effect comes to along whatever decides it, from turn to turn; and how one is found."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

import attrs

from contractkit.records.said import said
from contractkit.settlement.paying.computed import Computed
from contractkit.settlement.paying.scene import Scene

__all__ = ["Bar", "Course", "Piece", "along", "gives_of", "height_of", "outwards"]

Height = Callable[[Fraction], Fraction]
_ZERO = Fraction(0)
_PARTS = 64
"""Into so many straight parts a stretch is cut that is not straight."""
_NEARLY = Fraction(1, 10**9)
"""By so much of itself a height may be off, where an amount of money has no end as a decimal."""


@attrs.frozen
class Piece:
    """A straight stretch between two turns, whose own ends are not part of it.

    Attributes:
        start: Where it begins, and what is paid just after.
        end: Where it ends, and what is paid just before.
    """

    start: tuple[Fraction, Fraction]
    end: tuple[Fraction, Fraction]


@attrs.frozen
class Bar:
    """What one thing alone comes to.

    Attributes:
        name: The thing.
        height: The amount; negative for a malus.
    """

    name: str
    height: Fraction


@attrs.frozen
class Course:
    """What an effect comes to along what decides it.

    Attributes:
        along: What decides it, such as ``available``.
        unit: The unit of that, such as ``%``; empty where it has none.
        gives: What it gives: the currency, ``points``, or ``% of`` and the amount where that is not known.
        pieces: The straight stretches between turns.
        turns: What it comes to exactly at each turn.
        bars: Where single things decide, what each of them comes to; then there are no pieces.
    """

    along: str
    unit: str
    gives: str
    pieces: tuple[Piece, ...] = ()
    turns: tuple[tuple[Fraction, Fraction], ...] = ()
    bars: tuple[Bar, ...] = ()


def along(turns: Iterable[Fraction], height: Height) -> tuple[tuple[Piece, ...], tuple[tuple[Fraction, Fraction], ...]]:
    """Return straight pieces between turns; a stretch that is not straight is cut into many."""
    at = sorted(set(turns))
    pieces: list[Piece] = []
    for low, high in pairwise(at):
        quarter = (high - low) / 4
        one, two, three = (height(low + quarter * part) for part in (1, 2, 3))
        if abs((two - one) - (three - two)) <= _NEARLY * max(abs(one), abs(three), Fraction(1)):
            pieces.append(Piece((low, one - (two - one)), (high, three + (three - two))))
            continue
        near = (high - low) / 1_000_000
        steps = [low + near, *(low + (high - low) * part / _PARTS for part in range(1, _PARTS)), high - near]
        inside = [(step, height(step)) for step in steps]
        pieces += [Piece(left, right) for left, right in pairwise(inside)]
    return tuple(pieces), tuple((x, height(x)) for x in at)


def gives_of(scene: Scene, found: Computed) -> str:
    """Return in what an effect is told: its currency, points, or per cent of an amount that is not known."""
    if found.gives == "points":
        return "points"
    return (
        said("% of {word}", word=said(found.base.word))
        if found.missing and found.base is not None
        else scene.agreement.currency
    )


def height_of(found: Computed) -> Fraction:
    """Return what an effect comes to, in per cent where the amount is not known."""
    if found.missing:
        return found.percent or _ZERO
    return found.now


def outwards(low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
    """Return two ends, moved outwards to round numbers; not below nought, and not above a whole hundred."""
    unit = Fraction(10) ** (len(str(int((high - low) * 1000))) - 5)
    start = floor(low / unit) * unit
    end = ceil(high / unit) * unit
    return (start if low < 0 else max(_ZERO, start)), (Fraction(100) if high <= 100 < end else end)
