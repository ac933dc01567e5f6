"""Prepaid blocks of units: what is drawn from which block, what lapses, and what goes beyond all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal

import attrs

from contractkit.charging.blocks import PrepaidBlock
from contractkit.errors import UsageError

__all__ = ["Drawn", "DrawnFirst", "PrepaidBlock", "Use", "draw"]

DrawnFirst = Literal["first-to-lapse", "newest-first"]
"""Which of several blocks a unit comes from."""


@attrs.frozen
class Use:
    """Units that were used on a date."""

    on: date
    units: Fraction = attrs.field(converter=Fraction)

    def __attrs_post_init__(self) -> None:
        """Refuse a use of less than nothing; what is given back is a block of its own."""
        if self.units < 0:
            raise UsageError(f"{self.units} units are no use; what is given back is a block of its own", value=self)


@attrs.frozen
class Drawn:
    """What uses left of blocks.

    Attributes:
        taken: What each use took from which block: the use's place, the block's name, and how many units.
        beyond: By date, what no block covered; it has the price of units as they come.
        left: The blocks with what is left of them, in the order in which they were given.
        lapsed: The units that lapsed unused by the date that was asked about, by the name of their block.
        used: How many units came from each block, in the order in which they were given.
        gone: How many units of each block lapsed unused, in that order.
        drawn: What each use took from which block: the use's place, the block's place, and how many units.
    """

    taken: tuple[tuple[int, str, Fraction], ...]
    beyond: tuple[Use, ...]
    left: tuple[PrepaidBlock, ...]
    lapsed: tuple[tuple[str, Fraction], ...]
    used: tuple[Fraction, ...] = ()
    gone: tuple[Fraction, ...] = ()
    drawn: tuple[tuple[int, int, Fraction], ...] = ()


def draw(
    blocks: Sequence[PrepaidBlock], uses: Sequence[Use], until: date, *, first: DrawnFirst = "first-to-lapse"
) -> Drawn:
    """Return what uses took from prepaid blocks, each from the block that lapses first, or from the newest.

    Of two that lapse on one date the older one is used first; of two that began on one date the one that lapses first.
    What is used on one date counts as one use, in the order in which it was given; shuffling dates changes nothing.
    Where a block goes on in part only, what exceeds that part has lapsed before anything is used on that date.

    Args:
        blocks: What was paid beforehand, or what an earlier period left of it.
        uses: What was used.
        until: The first date after the period; blocks that lapse on it or before have lapsed.
        first: Which block is used first.

    Raises:
        UsageError: A use lies after the period.

    Example:
        >>> block = PrepaidBlock("hours 2026", 40, date(2026, 1, 1), date(2027, 1, 1))
        >>> found = draw([block], [Use(date(2026, 2, 3), 25), Use(date(2026, 5, 6), 20)], date(2026, 7, 1))
        >>> int(found.left[0].units), [(str(use.on), int(use.units)) for use in found.beyond]
        (0, [('2026-05-06', 5)])
    """
    late = next((use for use in uses if use.on >= until), None)
    if late is not None:
        raise UsageError(f"a use on {late.on} lies behind the period, whose last date is before {until}", value=late)
    tanks = [_Tank(block) for block in blocks]
    order = sorted(range(len(blocks)), key=_order(blocks, first))
    taken, beyond = [], []
    for place in sorted(range(len(uses)), key=lambda n: (uses[n].on, n)):
        use = uses[place]
        rest = use.units
        for number in order:
            part = tanks[number].take(rest, use.on)
            if part > 0:
                taken.append((place, number, part))
                rest -= part
        if rest > 0:
            beyond.append(Use(use.on, rest))
    for tank in tanks:
        tank.wait(until)
    return Drawn(
        tuple((place, blocks[number].name, part) for place, number, part in taken),
        tuple(beyond),
        tuple(tank.block for tank in tanks),
        tuple((tank.block.name, tank.gone) for tank in tanks if tank.gone > 0),
        tuple(tank.used for tank in tanks),
        tuple(tank.gone for tank in tanks),
        tuple(taken),
    )


def _order(blocks: Sequence[PrepaidBlock], first: DrawnFirst) -> Callable[[int], tuple[object, ...]]:
    def lapsing(number: int) -> tuple[object, ...]:
        block = blocks[number]
        return (block.lapses_on or date.max, block.holds_from, number)

    def newest(number: int) -> tuple[object, ...]:
        block = blocks[number]
        return (-block.holds_from.toordinal(), block.lapses_on or date.max, number)

    return lapsing if first == "first-to-lapse" else newest


@attrs.define
class _Tank:
    """A block while it is drawn from.

    Attributes:
        block: The block, with what is left in it.
        used: What came out of it.
        gone: What lapsed of it.
    """

    block: PrepaidBlock
    used: Fraction = Fraction(0)
    gone: Fraction = Fraction(0)

    def take(self, units: Fraction, on: date) -> Fraction:
        """Return how many of some units the block gives on a date."""
        self.wait(on)
        part = min(units, self.block.units) if self.block.holds_from <= on else Fraction(0)
        self.used += part
        self.block = attrs.evolve(self.block, units=self.block.units - part)
        return part

    def wait(self, on: date) -> None:
        """Let lapse what lapses on a date or before: what exceeds the part that goes on, and in the end the rest."""
        carries = self.block.carries
        if carries is not None and carries.on <= on:
            self._keep(carries.at_most)
            self.block = attrs.evolve(self.block, carries=None)
        if self.block.lapses_on is not None and self.block.lapses_on <= on:
            self._keep(Fraction(0))

    def _keep(self, at_most: Fraction) -> None:
        kept = min(self.block.units, at_most)
        self.gone += self.block.units - kept
        self.block = attrs.evolve(self.block, units=kept)
