"""Cutting sums into parts that add up: caps in proportion, rounding group by group. Exact numbers in and out."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from decimal import Decimal
from fractions import Fraction

from contractkit.quantities.rounding import largest_remainder

__all__ = ["cut_to", "round_parts"]


def round_parts(
    values: Sequence[Fraction], paths: Sequence[tuple[Hashable, ...]], total: Decimal, unit: Decimal
) -> tuple[Decimal, ...]:
    """Return the values as multiples of `unit` that sum to `total`, and group by group to the rounded sum of the group.

    A group whose exact sum is a multiple of the unit keeps it: an amount that was cut to EUR 500.00 stays EUR 500.00.

    Args:
        values: The exact values.
        paths: For each value the groups that it lies in, the widest first; paths in one group have one length.
        total: The sum of the values, rounded to the unit in either direction.
        unit: The unit.

    Returns:
        The rounded values in their order; each group and each value is less than a unit from what it was.

    Example:
        >>> thirds = [Fraction(1, 3), Fraction(2, 3), Fraction("0.999")]
        >>> [str(part) for part in round_parts(thirds, ["a", "a", "b"], Decimal("2.00"), Decimal("0.01"))]
        ['0.33', '0.67', '1.00']
    """
    rounded = [Decimal(0)] * len(values)
    _round_group(values, paths, total, unit, range(len(values)), 0, rounded)
    return tuple(rounded)


def _round_group(
    values: Sequence[Fraction],
    paths: Sequence[tuple[Hashable, ...]],
    total: Decimal,
    unit: Decimal,
    places: Sequence[int],
    depth: int,
    rounded: list[Decimal],
) -> None:
    groups: dict[Hashable, list[int]] = {}
    for place in places:
        path = paths[place]
        groups.setdefault(path[depth] if depth < len(path) else ("alone", place), []).append(place)
    sums = [sum((values[place] for place in group), Fraction(0)) for group in groups.values()]
    for group, amount in zip(groups.values(), largest_remainder(sums, total, unit), strict=True):
        if len(group) == 1:
            rounded[group[0]] = amount
        else:
            _round_group(values, paths, amount, unit, group, depth + 1, rounded)


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
