"""Units that were paid for beforehand: what a block is, what is left of blocks on a date, how a period moved them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

import attrs

from contractkit.charging.exact import exact_text
from contractkit.errors import UsageError
from contractkit.records.clauses import ClauseRef

__all__ = ["BlockMoved", "BlocksLeft", "CarryLimit", "PrepaidBlock"]


@attrs.frozen
class CarryLimit:
    """How much of a block goes on at the end of its own period.

    Attributes:
        on: The first date after that period; what is left above the limit lapses on it.
        at_most: So many units go on.
    """

    on: date
    at_most: Fraction = attrs.field(converter=Fraction)


@attrs.frozen
class PrepaidBlock:
    """Units that were paid for beforehand.

    Attributes:
        name: What it is called; blocks of one clause have one name.
        units: How many are left in it; nought or more.
        holds_from: The first date on which they can be used.
        lapses_on: The first date on which they cannot be used any more; None where they do not lapse.
        clause: Where it was agreed; None where no paper names it.
        bought: How many it had at first; None where nobody says.
        carries: How much of it goes on at the end of its own period; None where all of it does, or that is behind it.
        unit: What is counted, such as ``hour``; None where nobody says.
    """

    name: str
    units: Fraction = attrs.field(converter=Fraction)
    holds_from: date
    lapses_on: date | None = None
    clause: ClauseRef | None = None
    bought: Fraction | None = attrs.field(default=None, converter=attrs.converters.optional(Fraction), kw_only=True)
    carries: CarryLimit | None = attrs.field(default=None, kw_only=True)
    unit: str | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Refuse a block with less than nothing, and one that lapses before it holds."""
        if self.units < 0:
            raise UsageError(f"the block {self.name} has {self.units} units; a block has nought or more")
        if self.lapses_on is not None and self.lapses_on <= self.holds_from:
            raise UsageError(f"the block {self.name} lapses on {self.lapses_on}, before it can be used")

    def to_dict(self) -> dict[str, Any]:
        """Return the block as plain data, ready for JSON; numbers as exact text."""
        return {
            "name": self.name,
            "units": exact_text(self.units),
            "unit": self.unit,
            "holds_from": self.holds_from.isoformat(),
            "lapses_on": None if self.lapses_on is None else self.lapses_on.isoformat(),
            "clause": None if self.clause is None else str(self.clause),
            "bought": None if self.bought is None else exact_text(self.bought),
            "carries": None
            if self.carries is None
            else {"on": self.carries.on.isoformat(), "at_most": exact_text(self.carries.at_most)},
        }


def _listed(blocks: Iterable[PrepaidBlock]) -> tuple[PrepaidBlock, ...]:
    return tuple(blocks)


@attrs.frozen
class BlocksLeft:
    """What is left of the blocks of one clause on a date.

    Attributes:
        on: The date, before which every use is taken off, and nothing of what is used on it or later.
        blocks: The blocks that began before it and hold on it, with what is left of them; none where nothing is left.

    Example:
        >>> left = BlocksLeft(date(2026, 3, 1), (PrepaidBlock("hours-card", 12, date(2026, 1, 1)),))
        >>> int(left.units)
        12
    """

    on: date
    blocks: tuple[PrepaidBlock, ...] = attrs.field(default=(), converter=_listed)

    def __attrs_post_init__(self) -> None:
        """Refuse a block that begins on the date or after it, and one that has lapsed on it."""
        for block in self.blocks:
            if block.holds_from >= self.on:
                says = f"the block {block.name} begins on {block.holds_from}, and nothing is left of it on {self.on}"
                raise UsageError(f"{says}: only blocks that began before are told", value=block)
            if block.lapses_on is not None and block.lapses_on <= self.on:
                says = f"the block {block.name} lapses on {block.lapses_on}, and nothing is left of it on {self.on}"
                raise UsageError(f"{says}; leave it out", value=block)

    @property
    def units(self) -> Fraction:
        """Return how many units are left in all blocks together."""
        return sum((block.units for block in self.blocks), Fraction(0))

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON."""
        return {"on": self.on.isoformat(), "blocks": [block.to_dict() for block in self.blocks]}


@attrs.frozen
class BlockMoved:
    """What a period made of one block: what it had before and what was bought is used, has lapsed, or is left.

    Attributes:
        block: The block as the period leaves it.
        before: The units in it when the period began; nought in one that began in the period.
        bought: The units that it began with, in the period; nought in one that had begun before.
        used: The units that were used in the period.
        lapsed: The units that lapsed in the period, or with its last date.
    """

    block: PrepaidBlock
    before: Fraction
    bought: Fraction
    used: Fraction
    lapsed: Fraction

    @property
    def left(self) -> Fraction:
        """Return the units that are left after the period."""
        return self.block.units

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON."""
        numbers = {name: exact_text(getattr(self, name)) for name in ("before", "bought", "used", "lapsed", "left")}
        return {"block": self.block.to_dict(), **numbers}
