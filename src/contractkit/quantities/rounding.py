"""Rounding of exact amounts, and sharing out a total so that the rounded parts add up to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm
from typing import Literal

import attrs

from contractkit.errors import UsageError

__all__ = ["MODES", "Rounding", "Scope", "largest_remainder", "share_out", "whole_units"]

Scope = Literal["once", "line", "service", "period", "step"]
"""What is rounded: the result, or what it is made of."""


def _half_up(count: int, of: int) -> int:
    return (2 * count + of) // (2 * of) if count >= 0 else -((of - 2 * count) // (2 * of))


def _half_even(count: int, of: int) -> int:
    whole, rest = divmod(count, of)
    return whole + (2 * rest > of or (2 * rest == of and whole % 2))


def _up(count: int, of: int) -> int:
    return -(-count // of) if count >= 0 else count // of


def _down(count: int, of: int) -> int:
    return count // of if count >= 0 else -(-count // of)


def _floor(count: int, of: int) -> int:
    return count // of


def _ceiling(count: int, of: int) -> int:
    return -(-count // of)


_WAYS: dict[str, Callable[[int, int], int]] = {
    "half-up": _half_up,
    "half-even": _half_even,
    "up": _up,
    "down": _down,
    "floor": _floor,
    "ceiling": _ceiling,
}
"""What each mode makes of a number of units that is written as a numerator and a positive denominator."""

MODES = tuple(_WAYS)
"""half-up and up go away from zero, down goes towards it; floor and ceiling go to the lower and the higher number."""


def _unit(to: Decimal) -> Decimal:
    if not isinstance(to, Decimal) or not to.is_finite() or to <= 0:
        raise UsageError(f"{to!r} is not a unit to round to; give a positive Decimal, such as Decimal('0.01')")
    return to


@lru_cache(maxsize=256)
def _fraction(to: Decimal) -> Fraction:
    return Fraction(to)


def _times(count: int, to: Decimal) -> Decimal:
    """Return count units exactly, whatever the precision of the context, with the decimals of the unit."""
    one, exponent = _written(str(to))
    return Decimal(f"{one * count}E{exponent}")


@lru_cache(maxsize=256)
def _written(to: str) -> tuple[int, int]:
    """Return a unit as a whole number of its last decimal, and which one that is; 0.10 is not 0.1 here."""
    _, digits, exponent = Decimal(to).as_tuple()
    return int("".join(map(str, digits))), int(exponent)


@attrs.frozen
class Rounding:
    """To which unit, which way, and what is rounded.

    Attributes:
        to: The unit, such as ``Decimal("0.01")``; any positive amount, also ``Decimal("0.05")``.
        mode: One of `MODES`.
        scope: ``once``: the result only; ``line``, ``service`` or ``period``: each of them before they add up;
            ``step``: after every step of a chain.

    Example:
        >>> Rounding(Decimal("0.01"), "half-up").apply(Decimal("-2.345"))
        Decimal('-2.35')
    """

    to: Decimal
    mode: str = "half-up"
    scope: Scope = "once"

    def __attrs_post_init__(self) -> None:
        """Refuse a unit that is not positive, and an unknown mode."""
        _unit(self.to)
        if self.mode not in _WAYS:
            raise UsageError(f"{self.mode!r} is not a rounding mode; known: {', '.join(MODES)}")

    def apply(self, amount: Decimal | Fraction | int) -> Decimal:
        """Return `amount` as the multiple of the unit that the mode takes.

        Args:
            amount: The exact amount; never a float.

        Returns:
            The multiple, exact, with the decimals of the unit.

        Raises:
            UsageError: The amount is a float, or no finite number.
        """
        return _times(self.units(amount), self.to)

    def units(self, amount: Decimal | Fraction | int) -> int:
        """Return how many units `apply` makes of an amount.

        Example:
            >>> Rounding(Decimal("0.05")).units(Fraction(1, 3))
            7
        """
        exact, unit = _exact(amount), _fraction(self.to)
        count = exact.numerator * unit.denominator
        return _WAYS[self.mode](count, exact.denominator * unit.numerator)


def _exact(amount: Decimal | Fraction | int) -> Fraction:
    if isinstance(amount, float) or (isinstance(amount, Decimal) and not amount.is_finite()):
        raise UsageError(f"{amount!r} cannot be rounded exactly; give a finite Decimal, a Fraction or an int")
    return amount if type(amount) is Fraction else Fraction(amount)


def largest_remainder(parts: Sequence[Decimal | Fraction], total: Decimal, to: Decimal) -> tuple[Decimal, ...]:
    """Return the parts in whole units, so that they add up to the total.

    Each part goes to the nearest whole unit, halves away from zero. Where these do not add up to the total, the parts
    change by one unit each that were moved the other way the most, so that no other choice moves the parts less. For
    parts of one sign that is: whole units first, and those that are then missing to the largest remainders. Of equal
    remainders the first part is served first. Turning every sign turns the sign of every answer.

    Args:
        parts: The exact parts; their sum is the total but for its rounding.
        total: What the rounded parts add up to; a multiple of `to`.
        to: The unit, such as ``Decimal("0.01")``.

    Returns:
        As many amounts, each less than one unit away from its part; their sum is `total` exactly.

    Raises:
        UsageError: The total is no multiple of the unit, or further from the sum of the parts than rounding explains.

    Source:
        The method of the largest remainder (Hamilton).

    Example:
        >>> largest_remainder([Decimal("3.335"), Decimal("3.335"), Decimal("3.33")], Decimal("10.00"), Decimal("0.01"))
        (Decimal('3.34'), Decimal('3.33'), Decimal('3.33'))
    """
    unit = _fraction(_unit(to))
    exact = [_exact(part) for part in parts]
    whole_total = _exact(total)
    # Everything is counted in the same small parts of a unit, so that whole numbers do.
    of = lcm(unit.denominator, *(part.denominator for part in exact))
    size = unit.numerator * (of // unit.denominator)
    wanted, odd = divmod(whole_total.numerator * unit.denominator, whole_total.denominator * unit.numerator)
    if odd:
        raise UsageError(f"the total {total} is not a multiple of {to}; round it first")
    whole = whole_units([part.numerator * (of // part.denominator) for part in exact], size, wanted)
    if whole is None:
        raise UsageError(f"the parts add up to {sum(map(float, parts)):.6g}, which does not round to the total {total}")
    return tuple(_times(count, to) for count in whole)


def whole_units(counts: Sequence[int], size: int, wanted: int) -> list[int] | None:
    """Return parts as whole units that add up to a number of them, as `largest_remainder` does.

    Args:
        counts: The parts, in small parts of a unit that are the same for all.
        size: How many of these a unit has.
        wanted: How many units the parts come to together.

    Returns:
        None where rounding does not explain that number.

    Example:
        >>> whole_units([667, 667, 666], 100, 20)
        [7, 7, 6]
    """
    whole = [_half_up(count, size) for count in counts]
    missing = wanted - sum(whole)
    if not missing:
        return whole
    sign = 1 if missing > 0 else -1
    moved = [(base * size - count) * sign for count, base in zip(counts, whole, strict=True)]

    def turn(number: int) -> tuple[int, int]:
        grows = counts[number] * sign > 0  # what grows is served in order, what shrinks from the last
        return moved[number], number if grows else -number

    order = sorted((number for number, by in enumerate(moved) if by < 0), key=turn)
    if abs(missing) > len(order):
        return None
    for number in order[: abs(missing)]:
        whole[number] += sign
    return whole


def share_out(total: Decimal, weights: Sequence[Decimal | Fraction], to: Decimal) -> tuple[Decimal, ...]:
    """Return the total shared out in proportion to weights, in whole units that add up to it.

    Args:
        total: What is shared out; a multiple of `to`.
        weights: None negative, not all zero.
        to: The unit, such as ``Decimal("0.01")``.

    Returns:
        One amount for each weight, by `largest_remainder`; their sum is `total` exactly.

    Raises:
        UsageError: A weight is negative, all are zero, or the total is no multiple of the unit.

    Example:
        >>> share_out(Decimal("10.00"), [Decimal(1), Decimal(1), Decimal(1)], Decimal("0.01"))
        (Decimal('3.34'), Decimal('3.33'), Decimal('3.33'))
    """
    exact = [_exact(weight) for weight in weights]
    whole = sum(exact)
    if any(weight < 0 for weight in exact) or whole == 0:
        raise UsageError(f"a total cannot be shared out over the weights {[str(weight) for weight in weights]}")
    return largest_remainder([_exact(total) * weight / whole for weight in exact], total, to)
