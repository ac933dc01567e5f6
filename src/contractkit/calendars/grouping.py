"""Rows of many calendars: grouped by calendar, answered with one call for each, and put back in order.

Small blocks are sorted by code, which is cheap while they stay in the cache; their pieces are gathered until each
calendar has enough rows to make it worth to bring its tables into the cache. The cost a row hardly depends on the
number of calendars, and no more than some blocks stand in memory besides arguments and answers.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from contractkit.calendars.answering import Answer, all_answered, check_rows, no_status
from contractkit.calendars.arrays import Call
from contractkit.calendars.asking import Question
from contractkit.calendars.codes import NONE
from contractkit.calendars.columns import AnyArray, parts
from contractkit.calendars.doors import Asked
from contractkit.calendars.instants import MISSING, Ints
from contractkit.calendars.rows import NO_VALUE, Statuses

__all__ = ["answered_by_calendar"]

_BLOCK: Final = 1 << 17  # rows that are sorted at once
_BLOCKS: Final = 12  # blocks that are gathered before the calendars are asked


def answered_by_calendar(call: Call, asked: Asked, asks: list[Question], dtype: type[np.generic] = np.int64) -> Answer:
    """Return the answers to rows whose last argument is the code of their calendar.

    Args:
        call: The call, for the message of an error.
        asked: The arguments.
        asks: What answers for each calendar.
        dtype: The type of the answers; a row of no calendar is False, or missing.

    Raises:
        ContractKitError: The first row without an answer, where the call asks for that.
    """
    out, statuses = np.empty(asked.shape, dtype), None
    inner = int(np.prod(asked.shape[1:], dtype=np.int64))

    def one(*values: int) -> object:
        return asks[values[-1]][1](*values[:-1])

    blocks = parts(asked.shape[0], max(1, _BLOCK // max(inner, 1)))
    gathered = _Gathered(asked, blocks[:_BLOCKS], inner, len(asks), dtype)
    for first in range(0, len(blocks), _BLOCKS):
        some = blocks[first : first + _BLOCKS]
        gathered.take(some)
        gathered.ask(asks)
        for number, rows in enumerate(some):
            gathered.put_back(number, gathered.found, out[rows])
            if gathered.status is not None:
                statuses = np.zeros(asked.shape, np.int8) if statuses is None else statuses
                gathered.put_back(number, gathered.status, statuses[rows])
                check_rows(call, asked, one, statuses[rows], rows.start * inner)
    return out, no_status(asked.shape) if statuses is None else statuses


class _Gathered:
    """Some blocks of rows, with the rows of each calendar side by side, in buffers that are used again.

    Attributes:
        found: The answers of the rows gathered.
        status: Why some of them have none.
    """

    def __init__(self, asked: Asked, blocks: list[slice], inner: int, calendars: int, dtype: type[np.generic]) -> None:
        sizes = [(rows.stop - rows.start) * inner for rows in blocks]
        self._asked = asked
        self._inner = inner
        self._calendars = calendars
        self._columns: list[Ints] = [
            np.empty(sum(sizes), np.int64) if argument.column.shape else argument.block(slice(0, 1))
            for argument in asked.rows[:-1]
        ]
        first = next(column for column in self._columns if column.ndim)
        self.found: AnyArray = first if dtype is np.int64 else np.empty(sum(sizes), dtype)
        self.status: Statuses | None = None
        most = max(sizes, default=0)
        self._spare: Ints = np.empty(most, np.int64)
        self._bits = most.bit_length()
        self._places: AnyArray = np.arange(most, dtype=_narrowest(calendars << self._bits))
        self._keys: AnyArray = np.empty_like(self._places)
        self._bounds: AnyArray = (np.arange(calendars + 2) << self._bits).astype(self._keys.dtype)
        self._buffers: list[Ints] = [np.empty(size, np.int64) for size in sizes]
        self._orders: list[Ints | None] = []
        self._edges: list[list[int]] = []  # where the pieces of a block begin in its own order, from code -1 on
        self._starts: list[list[int]] = []  # where these pieces stand among all rows gathered
        self._groups: list[int] = []

    def take(self, blocks: list[slice]) -> None:
        """Gather the rows of some blocks."""
        self._orders, self._edges, self.status = [], [], None
        for number, rows in enumerate(blocks):
            self._group(number, self._asked.rows[-1].block(rows).ravel(), (rows.stop - rows.start) * self._inner)
        counts = np.diff(np.array(self._edges))
        ends = np.cumsum(counts.T).reshape(counts.T.shape).T  # by calendar, then by block
        self._starts = (ends - counts).tolist()
        self._groups = [0, *ends[-1].tolist()]
        for argument, column in zip(self._asked.rows, self._columns, strict=False):
            if column.ndim:
                for number, rows in enumerate(blocks):
                    self._gather(number, argument.block(rows).ravel(), column)

    def ask(self, asks: list[Question]) -> None:
        """Ask each calendar about its rows."""
        nothing = MISSING if self.found.dtype == np.int64 else False
        self._answer(slice(0, self._groups[1]), nothing, np.int8(NO_VALUE))
        for code, (ask, _, block) in enumerate(asks):
            start, stop = self._groups[code + 1], self._groups[code + 2]
            for piece in parts(stop - start, block or max(stop - start, 1)):
                rows = slice(start + piece.start, start + piece.stop)
                self._answer(rows, *ask(*(column[rows] if column.ndim else column for column in self._columns)))

    def put_back(self, number: int, values: AnyArray, out: AnyArray) -> None:
        """Write what was found for the rows of a block in the order of its rows."""
        order, edges = self._orders[number], self._edges[number]
        flat = out.reshape(-1)  # a view: answers are contiguous
        block = flat if order is None else self._spare.view(values.dtype)[: edges[-1]]
        for place, first, last in zip(self._starts[number], edges, edges[1:], strict=False):
            if first < last:
                block[first:last] = values[place : place + last - first]
        if order is not None:
            flat[order] = block

    def _answer(self, rows: slice, found: AnyArray | int, status: Statuses | np.int8) -> None:
        if rows.start == rows.stop:
            return
        self.found[rows] = found
        if not all_answered(np.asarray(status)):
            if self.status is None:
                self.status = np.zeros(self._groups[-1], np.int8)
            self.status[rows] = status

    def _group(self, number: int, codes: Ints, size: int) -> None:
        """Find the order that groups the rows of a block by code, None where they are of one.

        Codes and places make one key, which is sorted where it stands: twice as fast as the stable sort of codes.
        """
        least = int(codes.min()) if codes.size else NONE
        if not size or least == codes.max():
            self._orders.append(None)
            self._edges.append([0] * (least + 2) + [size] * (self._calendars - least))
            return
        keys, order = self._keys[:size], self._buffers[number][:size]
        np.add(codes, 1, out=keys, casting="unsafe")
        np.left_shift(keys, self._bits, out=keys)
        np.bitwise_or(keys, self._places[:size], out=keys)
        keys.sort()
        self._edges.append(np.searchsorted(keys, self._bounds).tolist())
        np.bitwise_and(keys, (1 << self._bits) - 1, out=order, casting="unsafe")
        self._orders.append(order)

    def _gather(self, number: int, block: Ints, column: Ints) -> None:
        order, edges = self._orders[number], self._edges[number]
        if order is not None:
            block = np.take(block, order, out=self._spare[: edges[-1]], mode="wrap")
        for place, first, last in zip(self._starts[number], edges, edges[1:], strict=False):
            if first < last:
                column[place : place + last - first] = block[first:last]


def _narrowest(most: int) -> type[np.generic]:
    return np.uint32 if most < 2**31 else np.uint64
