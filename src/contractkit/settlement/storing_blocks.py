"""What is left of prepaid blocks as plain data of a ledger and back: numbers as exact text, dates as ISO 8601.

The clause of a block is not stored: it is that of the papers, which `blocks` looks up by the block's first date.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from contractkit.charging.blocks import BlocksLeft, CarryLimit, PrepaidBlock
from contractkit.charging.exact import exact_text

__all__ = ["blocks_data", "blocks_of"]


def blocks_data(left: BlocksLeft) -> dict[str, Any]:
    """Return what is left of the blocks of one clause as plain data.

    Args:
        left: What is left, and on which date.
    """
    return {"on": left.on.isoformat(), "blocks": [_block_data(block) for block in left.blocks]}


def blocks_of(name: str, data: Mapping[str, Any]) -> BlocksLeft:
    """Return what `blocks_data` wrote down.

    Args:
        name: The name of the clause, under which it stands.
        data: What was written.

    Raises:
        KeyError: Something is not there.
        ValueError: Something is no number or date, or a block is none.
    """
    return BlocksLeft(date.fromisoformat(data["on"]), tuple(_block_of(name, one) for one in data["blocks"]))


def _block_data(block: PrepaidBlock) -> dict[str, Any]:
    carries = block.carries
    maybe = {
        "lapses_on": None if block.lapses_on is None else block.lapses_on.isoformat(),
        "bought": None if block.bought is None else exact_text(block.bought),
        "carries": None if carries is None else {"on": carries.on.isoformat(), "at_most": exact_text(carries.at_most)},
        "unit": block.unit,
    }
    always = {"holds_from": block.holds_from.isoformat(), "units": exact_text(block.units)}
    return always | {word: value for word, value in maybe.items() if value is not None}


def _block_of(name: str, data: Mapping[str, Any]) -> PrepaidBlock:
    lapses_on, bought, carries = (data.get(word) for word in ("lapses_on", "bought", "carries"))
    return PrepaidBlock(
        name,
        Fraction(data["units"]),
        date.fromisoformat(data["holds_from"]),
        None if lapses_on is None else date.fromisoformat(lapses_on),
        bought=None if bought is None else Fraction(bought),
        carries=None
        if carries is None
        else CarryLimit(date.fromisoformat(carries["on"]), Fraction(carries["at_most"])),
        unit=data.get("unit"),
    )
