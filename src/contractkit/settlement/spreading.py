"""Cutting sums into parts that add up: caps in proportion, rounding group by group. Exact numbers in and out."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction
from math import lcm

import attrs

from contractkit.charging.exact import added
from contractkit.errors import UsageError
from contractkit.quantities.rounding import whole_units

__all__ = ["cut_to", "rounded_units", "split_units"]


def rounded_units(
    values: Sequence[Fraction],
    paths: Sequence[tuple[Hashable, ...]],
    wanted: int,
    unit: Fraction,
    cut: AbstractSet[int] = frozenset(),
) -> list[int]:
    """Return the values as whole units that come to `wanted`, and group by group to the rounded sum of the group.

    A group whose exact sum is a multiple of the unit keeps it: an amount that was cut to EUR 500.00 stays EUR 500.00.
    Of equal remainders the first one is served first. Where all of a group are what caps left of whole units, the
    last one is, so that the odd unit of what was cut off falls on the first.

    Args:
        values: The exact values.
        paths: For each value the groups that it lies in, the widest first; paths in one group have one length.
        wanted: How many units they come to together: their sum, rounded in either direction.
        unit: The unit.
        cut: The places of the values that are what caps left of whole units.

    Returns:
        How many units each is, in their order; each group and each value is less than a unit from what it was.

    Raises:
        UsageError: Rounding does not explain `wanted`.

    Example:
        >>> thirds = [Fraction(1, 3), Fraction(2, 3), Fraction("0.999")]
        >>> rounded_units(thirds, ["a", "a", "b"], 200, Fraction(1, 100))
        [33, 67, 100]
    """
    # Everything is counted in the same small parts of a unit, so that whole numbers do.
    of = lcm(unit.denominator, *(value.denominator for value in values))
    counts = [value.numerator * (of // value.denominator) for value in values]
    rounded = [0] * len(values)
    size = unit.numerator * (of // unit.denominator)
    _round_group(_Parts(counts, size, paths, cut), wanted, range(len(values)), 0, rounded)
    return rounded


@attrs.frozen(eq=False)
class _Parts:
    """Values that are rounded together: in small parts of a unit, of which it has `size`."""

    counts: Sequence[int]
    size: int
    paths: Sequence[tuple[Hashable, ...]]
    cut: AbstractSet[int]


def _round_group(parts: _Parts, wanted: int, places: Sequence[int], depth: int, rounded: list[int]) -> None:
    groups: dict[Hashable, list[int]] = {}
    for place in places:
        path = parts.paths[place]
        groups.setdefault(path[depth] if depth < len(path) else ("alone", place), []).append(place)
    if len(groups) == 1 and len(places) > 1:
        _round_group(parts, wanted, places, depth + 1, rounded)
        return
    served = list(groups.values())
    if all(place in parts.cut for place in places):
        served.reverse()
    sums = [sum([parts.counts[place] for place in group]) for group in served]
    found = whole_units(sums, parts.size, wanted)
    if found is None:
        raise UsageError(f"{Fraction(sum(sums), parts.size)} units do not round to {wanted}")
    for group, units in zip(served, found, strict=True):
        if len(group) == 1:
            rounded[group[0]] = units
        else:
            _round_group(parts, units, group, depth + 1, rounded)


def split_units(
    amounts: Sequence[Fraction], cuts: Sequence[dict[int, Fraction]], nets: Sequence[int], unit: Fraction
) -> tuple[tuple[Fraction, ...], tuple[dict[int, Fraction], ...]]:
    """Return amounts and what was cut off them as multiples of `unit` that add up to the nets place by place.

    Every amount and every part of a cut is less than a unit from what it was. The sum of a cut is the multiple nearest
    to its exact sum that these allow; the odd units go to the largest remainders, of equal ones to the first.

    Args:
        amounts: The exact amounts.
        cuts: For each cut the places that it cuts, and what comes back on each.
        nets: How many units amount and cuts come to in each place, rounded in either direction.
        unit: The unit.

    Example:
        >>> split_units([Fraction(-2), Fraction(-1)], [{0: Fraction(4, 3), 1: Fraction(2, 3)}], [-1, 0], Fraction(1))
        ((Fraction(-2, 1), Fraction(-1, 1)), ({0: Fraction(1, 1), 1: Fraction(1, 1)},))
    """
    # Everything is counted in units: as a numerator over a denominator, so that whole numbers do.
    top, bottom = unit.as_integer_ratio()
    left = list(nets)
    counts = [(amount.numerator * bottom, amount.denominator * top) for amount in amounts]
    parts = [{place: (part.numerator * bottom, part.denominator * top) for place, part in cut.items()} for cut in cuts]
    found: list[dict[int, int]] = []
    for number, exact in enumerate(parts):
        least, most = {}, {}
        for place, (count, of) in exact.items():
            others = [counts[place], *(other[place] for other in parts[number + 1 :] if place in other)]
            least[place] = max(count // of, left[place] - sum(-(-many // each) for many, each in others))
            most[place] = min(-(-count // of), left[place] - sum(many // each for many, each in others))
        common = lcm(*(of for _, of in exact.values()))
        same = {place: count * (common // of) for place, (count, of) in exact.items()}
        odd = (2 * sum(same.values()) + common) // (2 * common) - sum(least.values())
        free = [place for place in exact if least[place] < most[place]]
        free.sort(key=lambda place: least[place] * common - same[place])
        for place in free[: max(0, odd)]:
            least[place] += 1
        for place, count in least.items():
            left[place] -= count
        found.append(least)
    return (
        tuple(Fraction(count * top, bottom) for count in left),
        tuple({place: Fraction(count * top, bottom) for place, count in cut.items()} for cut in found),
    )


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
    whole = added(amounts)
    if whole <= limit:
        return tuple(Fraction(0) for _ in amounts)
    share = (whole - limit) / whole
    return tuple(amount * share for amount in amounts)
