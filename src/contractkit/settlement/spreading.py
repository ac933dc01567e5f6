"""Cutting sums into parts that add up: caps in proportion, rounding by largest remainder. Exact numbers in and out."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor

from contractkit.errors import UsageError
from contractkit.quantities.rounding import Rounding

__all__ = ["allocate", "cut_to", "round_exactly", "round_parts", "spread"]

_HALF = Fraction(1, 2)
_NOTHING, _BEFORE, _MIDDLE, _AFTER = Decimal(0), Decimal("0.25"), Decimal("0.5"), Decimal("0.75")


def allocate(total: Decimal, weights: Sequence[Decimal], to: Decimal) -> tuple[Decimal, ...]:
    """Return `total` in parts that are in proportion to `weights`, each a multiple of `to`, that sum to `total`.

    Args:
        total: What is divided; a multiple of `to`.
        weights: How much each part weighs; they do not sum to zero.
        to: The unit of a part, such as ``0.01``.

    Returns:
        The parts; the units that are left over go to the largest remainders, of equal ones to the first.

    Raises:
        UsageError: The weights sum to zero, or `total` is no multiple of `to`.

    Example:
        >>> [str(part) for part in allocate(Decimal("10.00"), [Decimal(1)] * 3, Decimal("0.01"))]
        ['3.34', '3.33', '3.33']
    """
    whole = sum((Fraction(weight) for weight in weights), Fraction(0))
    if not whole:
        raise UsageError("the weights sum to zero, so nothing says how to divide the amount")
    if Fraction(total) % Fraction(to):
        raise UsageError(f"{total} cannot be divided into parts of whole {to}")
    parts = spread([Fraction(weight) * Fraction(total) / whole for weight in weights], Fraction(total), Fraction(to))
    return tuple((Decimal(int(part / Fraction(to))) * to) for part in parts)


def spread(values: Sequence[Fraction], total: Fraction, unit: Fraction) -> tuple[Fraction, ...]:
    """Return the values, each moved to the unit below or above it, so that they sum to `total`.

    A value that is a multiple of the unit stays as it is.

    Args:
        values: The exact values.
        total: Their sum, rounded to the unit in either direction.
        unit: The unit.

    Returns:
        Multiples of the unit, in the order of `values`; the largest remainders go up, of equal ones the first.
    """
    floors = [floor(value / unit) for value in values]
    left = int(total / unit) - sum(floors)
    by_remainder = sorted(range(len(values)), key=lambda place: floors[place] - values[place] / unit)
    up = set(by_remainder[:left])
    return tuple((floors[place] + (place in up)) * unit for place in range(len(values)))


def round_exactly(value: Fraction, rounding: Rounding) -> Fraction:
    """Return a fraction rounded as `rounding` says, whether or not a decimal equals it.

    Example:
        >>> round_exactly(Fraction(-1, 3), Rounding(Decimal("0.01"), "half-up"))
        Fraction(-33, 100)
    """
    whole, rest = divmod(value / Fraction(rounding.to), 1)
    # A quarter, a half and three quarters round as every fraction before, at and after the middle does.
    part = _NOTHING if not rest else _BEFORE if rest < _HALF else _MIDDLE if rest == _HALF else _AFTER
    return Fraction(rounding.apply((Decimal(int(whole)) + part) * rounding.to))


def round_parts(
    values: Sequence[Fraction], paths: Sequence[tuple[Hashable, ...]], total: Fraction, unit: Fraction
) -> tuple[Fraction, ...]:
    """Return the values as multiples of `unit` that sum to `total`, and group by group to the rounded sum of the group.

    A group whose exact sum is a multiple of the unit keeps it: an amount that was cut to EUR 500.00 stays EUR 500.00.

    Args:
        values: The exact values.
        paths: For each value the groups that it lies in, the widest first; paths in one group have one length.
        total: The sum of the values, rounded to the unit in either direction.
        unit: The unit.
    """
    rounded = [Fraction(0)] * len(values)
    _round_group(values, paths, total, unit, tuple(range(len(values))), 0, rounded)
    return tuple(rounded)


def _round_group(
    values: Sequence[Fraction],
    paths: Sequence[tuple[Hashable, ...]],
    total: Fraction,
    unit: Fraction,
    places: tuple[int, ...],
    depth: int,
    rounded: list[Fraction],
) -> None:
    groups: dict[Hashable, list[int]] = {}
    for place in places:
        path = paths[place]
        groups.setdefault(path[depth] if depth < len(path) else ("alone", place), []).append(place)
    sums = [sum((values[place] for place in group), Fraction(0)) for group in groups.values()]
    for group, amount in zip(groups.values(), spread(sums, total, unit), strict=True):
        if len(group) == 1:
            rounded[group[0]] = amount
        else:
            _round_group(values, paths, amount, unit, tuple(group), depth + 1, rounded)


def cut_to(amounts: Sequence[Fraction], limit: Fraction) -> tuple[Fraction, ...]:
    """Return how much is cut off each amount so that together they come to no more than `limit`.

    Args:
        amounts: Amounts of at least zero.
        limit: The most that may be left.

    Returns:
        The cuts in proportion to the amounts; all zero where the limit is not passed.

    Example:
        >>> cut_to([Fraction(400), Fraction(300)], Fraction(500))
        (Fraction(800, 7), Fraction(600, 7))
    """
    whole = sum(amounts, Fraction(0))
    if whole <= limit:
        return tuple(Fraction(0) for _ in amounts)
    return tuple(amount * (whole - limit) / whole for amount in amounts)
