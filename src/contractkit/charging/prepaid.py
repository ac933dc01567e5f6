"""Prepaid blocks of units: what is drawn from which block, what lapses, and what goes beyond all of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import attrs

from contractkit.errors import UsageError
from contractkit.records.clauses import ClauseRef

__all__ = ["Drawn", "PrepaidBlock", "Use", "draw"]


@attrs.frozen
class PrepaidBlock:
    """Units that were paid for beforehand.

    Attributes:
        name: What it is called.
        units: How many are left in it; nought or more.
        holds_from: The first date on which they can be used.
        lapses_on: The first date on which they cannot be used any more; None where they do not lapse.
        clause: Where it was agreed; None where no paper names it.
    """

    name: str
    units: Fraction = attrs.field(converter=Fraction)
    holds_from: date
    lapses_on: date | None = None
    clause: ClauseRef | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a block with less than nothing, and one that lapses before it holds."""
        if self.units < 0:
            raise UsageError(f"the block {self.name} has {self.units} units; a block has nought or more")
        if self.lapses_on is not None and self.lapses_on <= self.holds_from:
            raise UsageError(f"the block {self.name} lapses on {self.lapses_on}, before it can be used")


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
    """

    taken: tuple[tuple[int, str, Fraction], ...]
    beyond: tuple[Use, ...]
    left: tuple[PrepaidBlock, ...]
    lapsed: tuple[tuple[str, Fraction], ...]


def draw(blocks: Sequence[PrepaidBlock], uses: Sequence[Use], until: date) -> Drawn:
    """Return what uses took from prepaid blocks: first from the block that lapses first, then from the oldest one.

    What is used on one date counts as one use, in the order in which it was given; shuffling dates changes nothing.

    Args:
        blocks: What was paid beforehand, or what an earlier period left of it.
        uses: What was used.
        until: The first date after the period; blocks that lapse on it or before have lapsed.

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
    left = [block.units for block in blocks]
    order = sorted(range(len(blocks)), key=lambda n: (blocks[n].lapses_on or date.max, blocks[n].holds_from, n))
    taken, beyond = [], []
    for place in sorted(range(len(uses)), key=lambda n: (uses[n].on, n)):
        use = uses[place]
        rest = use.units
        for number in order:
            block = blocks[number]
            open_on = block.holds_from <= use.on and (block.lapses_on is None or use.on < block.lapses_on)
            part = min(rest, left[number]) if open_on else Fraction(0)
            if part > 0:
                taken.append((place, block.name, part))
                left[number] -= part
                rest -= part
        if rest > 0:
            beyond.append(Use(use.on, rest))
    gone = [block.lapses_on is not None and block.lapses_on <= until for block in blocks]
    every = list(zip(blocks, left, gone, strict=True))
    lapsed = ((block.name, units) for block, units, is_gone in every if is_gone and units > 0)
    kept = (attrs.evolve(block, units=Fraction(0) if is_gone else units) for block, units, is_gone in every)
    return Drawn(tuple(taken), tuple(beyond), tuple(kept), tuple(lapsed))
