"""What a settled period made of units that were paid for beforehand, block by block, as rows for a page or terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

import attrs

from contractkit.charging.blocks import BlockMoved, PrepaidBlock
from contractkit.charging.exact import exact_text
from contractkit.records.clauses import ClauseRef
from contractkit.statements.clauses.names import named
from contractkit.statements.grids import Grid, text
from contractkit.statements.retelling import retold
from contractkit.statements.wording import Language

__all__ = ["BlockRow", "block_grid", "block_heads", "block_rows"]

_NUMBERS = ("before", "bought", "used", "lapsed", "left")


@attrs.frozen
class BlockRow:
    """One block of a period in words; or all of them together.

    Attributes:
        block: Which one it is.
        clause: Where it was agreed; None where no paper says, and for all together.
        numbers: The units before the period, bought, used, lapsed and left.
        lapses: When what is left of it lapses; empty for all together, and where nothing is left.
    """

    block: str
    clause: ClauseRef | None
    numbers: tuple[str, ...]
    lapses: str = ""


def block_heads(moves: Sequence[BlockMoved], speaks: Language) -> tuple[str, ...]:
    """Return the heads of the table: the block, the five numbers, the date on which it lapses.

    Args:
        moves: The blocks; where all count one unit, its word stands above what is left.
        speaks: The language.
    """
    units = {move.block.unit for move in moves}
    unit = units.pop() if len(units) == 1 else None
    left = speaks.say("blocks.left.plain") if unit is None else speaks.say("blocks.left", unit=named(unit, speaks))
    plain = (speaks.say(f"blocks.{word}") for word in _NUMBERS[:-1])
    return (speaks.say("blocks.block"), *plain, left, speaks.say("blocks.lapses"))


def block_rows(moves: Sequence[BlockMoved], speaks: Language) -> tuple[BlockRow, ...]:
    """Return a row for each block, and one for all together where there are several of one unit.

    Args:
        moves: What the period made of each block.
        speaks: The language.
    """
    return tuple(_rows(moves, speaks))


def _rows(moves: Sequence[BlockMoved], speaks: Language) -> Iterator[BlockRow]:
    several = len({move.block.unit for move in moves}) > 1
    for move in moves:
        block = move.block
        shown = speaks.say("blocks.of", name=named(block.name, speaks), since=_day(block.holds_from, speaks))
        if several and block.unit is not None:
            shown = f"{shown} ({named(block.unit, speaks)})"
        numbers = tuple(_number(getattr(move, word), speaks) for word in _NUMBERS)
        yield BlockRow(shown, block.clause, numbers, _lapses(block, speaks) if move.left else "")
    if len(moves) > 1 and not several:
        sums = (sum((getattr(move, word) for move in moves), Fraction(0)) for word in _NUMBERS)
        yield BlockRow(speaks.say("blocks.total"), None, tuple(_number(one, speaks) for one in sums))


def block_grid(moves: Sequence[BlockMoved], speaks: Language) -> Grid:
    """Return the table of blocks for a terminal.

    Args:
        moves: What the period made of each block.
        speaks: The language.
    """
    table = Grid(block_heads(moves, speaks), right=(1, 2, 3, 4, 5))
    rows = block_rows(moves, speaks)
    for row in rows:
        if row is rows[-1] and len(rows) > len(moves):
            table.line()
        table.row(text(row.block), *map(text, row.numbers), text(row.lapses))
    return table


def _number(units: Fraction, speaks: Language) -> str:
    return retold(exact_text(units), speaks)


def _day(day: date, speaks: Language) -> str:
    """Return a date with the short name of its month, as a narrow column has it."""
    return f"{day.day}\u00a0{speaks.month(day)}\u00a0{day.year}"


def _lapses(block: PrepaidBlock, speaks: Language) -> str:
    day = speaks.say("blocks.never") if block.lapses_on is None else _day(block.lapses_on, speaks)
    carries = block.carries
    if carries is None or block.units <= carries.at_most:
        return day
    return speaks.say("blocks.above", day=day, units=_number(carries.at_most, speaks), on=_day(carries.on, speaks))
