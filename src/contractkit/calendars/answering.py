"""Rows asked and answered: by blocks where they have to be converted, and an error that names the first wrong row.

Whatever answers returns one answer and one status a row. Arguments that are microseconds already are asked about as a
whole; all others a block at a time, so that nothing of the size of the columns stands in memory besides the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NoReturn

import numpy as np

from contractkit.calendars.arrays import Argument, Call
from contractkit.calendars.columns import AnyArray, parts
from contractkit.calendars.doors import Asked
from contractkit.calendars.rows import BEYOND_HORIZON, NO_VALUE, OK, Statuses
from contractkit.errors import CalendarHorizonError, ContractKitError

__all__ = ["BLOCK", "FINE", "Answer", "Ask", "One", "all_answered", "answered", "check_rows", "no_status"]

BLOCK: Final = 1 << 16
"""Rows that are converted and asked about at once; half a megabyte for each argument."""

FINE: Final = 1 << 15
"""Rows of a block where the work takes many arrays."""

Answer = tuple[AnyArray, Statuses]
"""Answers, and why a row has none."""

Ask = Callable[..., Answer]
"""What answers to blocks of the arguments."""

One = Callable[..., object]
"""What answers to one row, given as plain integers; it raises the error of that row."""


def no_status(shape: tuple[int, ...]) -> Statuses:
    """Return the statuses of rows that are all answered: one zero seen from every row."""
    return np.broadcast_to(np.int8(OK), shape)


def answered(call: Call, asked: Asked, ask: Ask, one: One, block: int, dtype: type[np.generic] = np.int64) -> Answer:
    """Return the answers to all rows, and why a row has none.

    Args:
        call: The call, for the message of an error.
        asked: The arguments.
        ask: What answers to blocks of them.
        one: What raises the error of a row that has no answer.
        block: How many rows are asked about at once; 0 for all of them where nothing has to be converted.
        dtype: The type of the answers.

    Raises:
        ContractKitError: The first row without an answer, where the call asks for that.
    """
    wholes = [each.whole for each in asked.rows]
    if not block and all(whole is not None for whole in wholes):
        found, status = ask(*wholes)
        check_rows(call, asked, one, status, 0)
        return found, status
    out = np.empty(asked.shape, dtype)
    statuses: Statuses | None = None
    inner = int(np.prod(asked.shape[1:], dtype=np.int64))
    for rows in parts(asked.shape[0], max(1, (block or BLOCK) // max(inner, 1))):
        found, status = ask(*(each.block(rows) for each in asked.rows))
        out[rows] = found
        if not all_answered(status):
            check_rows(call, asked, one, status, rows.start * inner)
            if statuses is None:
                statuses = np.zeros(asked.shape, np.int8)
            statuses[rows] = status
    return out, no_status(asked.shape) if statuses is None else statuses


def all_answered(status: Statuses) -> bool:
    """Return whether no row lacks an answer."""
    return not status.size or not (status.flat[0] if not any(status.strides) else status.any())


def check_rows(call: Call, asked: Asked, one: One, status: Statuses, before: int) -> None:
    """Raise the error of the first row without an answer, where the call asks for that.

    Args:
        call: The call.
        asked: All arguments.
        one: What raises the error of one row.
        status: Why some rows have no answer.
        before: How many rows of the call came before these.

    Raises:
        ContractKitError: There is such a row.
    """
    if call.errors == "mark" or all_answered(status):
        return
    wrong = np.flatnonzero(status > NO_VALUE)
    if wrong.size:
        row = before + int(wrong[0])
        _refuse(call, asked.rows, one, row, int(status.ravel()[wrong[0]]))


def _refuse(call: Call, rows: tuple[Argument, ...], one: One, row: int, status: int) -> NoReturn:
    values = [each.at(row) for each in rows]
    said = ", ".join(f"{each.name} {each.said(row)}" for each in rows)
    try:
        one(*values)
    except ContractKitError as error:
        raise _at_row(call, error, row, said) from None
    why = "past the horizon" if status == BEYOND_HORIZON else "never open"  # pragma: no cover - one() raises
    raise CalendarHorizonError(f"row {row} ({said}): {why}", calendar=call.calendar, row=row)  # pragma: no cover


def _at_row(call: Call, error: ContractKitError, row: int, said: str) -> ContractKitError:
    place = f"row {row} ({said})" if "calendar" in error.facts else f"row {row} ({said}), calendar {call.calendar}"
    facts: dict[str, Any] = {"calendar": call.calendar, **error.facts, "row": row, "value": said}
    return type(error)(f"{place}: {error.message}", **facts)
