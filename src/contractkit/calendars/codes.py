"""Codes of calendars: which calendar each row is asked of, by number or by name."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, Final

import numpy as np

from contractkit.calendars.arrays import Argument, Call
from contractkit.calendars.columns import Column, missing_rows
from contractkit.calendars.doors import column_in
from contractkit.calendars.instants import Ints

__all__ = ["NONE", "Codes", "codes_in"]

NONE: Final = -1
"""The code of a row that is asked of no calendar."""


class Codes(Argument):
    """The codes of rows, in the smallest integers that hold them: a stable sort of those takes linear time."""

    __slots__ = ("_calendars", "_dtype", "_numbers_of_names")

    def __init__(self, call: Call, column: Column, calendars: int, names: tuple[str, ...] | None) -> None:
        super().__init__(call, "code", column)
        self.whole = None
        self._calendars = calendars
        self._dtype = np.int8 if calendars <= 127 else np.int16 if calendars <= 32_767 else np.int32
        self._numbers_of_names = None if names is None else {name: code for code, name in enumerate(names)}

    def over(self, column: Column) -> Codes:
        """Return the codes over another column."""
        return Codes(self._call, column, self._calendars, tuple(self._numbers_of_names or ()) or None)

    def block(self, rows: slice) -> Ints:
        """Return the codes of some rows; -1 for those that are asked of no calendar.

        Raises:
            UsageError: A code or a name that no calendar has.
        """
        codes = self._from_numbers(rows) if self.column.sort == "numbers" else self._from_names(rows)
        narrow: Any = codes.astype(self._dtype)
        return narrow  # type: ignore[no-any-return]

    def said(self, row: int) -> str:
        """Return a code as it was given."""
        shape = self.column.shape
        if not shape:
            return f"{self.column.part(slice(None))[0]}"
        place = np.unravel_index(row, shape)
        value: Any = self.column.words(slice(int(place[0]), int(place[0]) + 1))[0]
        for index in place[1:]:
            value = value[index]
        return f"{value!r}"

    def _from_numbers(self, rows: slice) -> Ints:
        values, missing = self.column.part(rows)
        if values.size and (int(values.min()) < NONE or int(values.max()) >= self._calendars):
            odd = (values < NONE) | (values >= self._calendars)
            if values.dtype == np.int64:
                odd &= ~missing_rows(values)
            if missing is not None:
                odd &= ~missing
            self._refuse_first(odd, rows)
            values = np.where((values < 0) | (values >= self._calendars), NONE, values)
        return values if missing is None else np.where(missing, NONE, values)

    def _from_names(self, rows: slice) -> Ints:
        known = self._numbers_of_names
        if known is None:
            known = {}
        words = self.column.words(rows) if self.column.shape else [self.column.part(rows)[0].item()]
        flat = np.array(words, object).ravel().tolist() if len(self.column.shape) > 1 else words
        codes = np.fromiter((known.get(word, _code(word)) for word in flat), np.int64, len(flat))
        self._refuse_first(codes < NONE, rows)
        return codes.reshape((len(words), *self.column.shape[1:]) if self.column.shape else ())

    def _refuse_first(self, odd: np.typing.NDArray[np.bool_], rows: slice) -> None:
        if not odd.any():
            return
        before = (rows.start or 0) * int(np.prod(self.column.shape[1:], dtype=np.int64))
        row = before + int(np.flatnonzero(odd)[0])
        said = self.said(row)
        bound = f"the codes are 0 to {self._calendars - 1}, and -1 for none"
        if self._numbers_of_names is not None:
            bound += f"; the names are {', '.join(self._numbers_of_names)}"
            near = get_close_matches(said.strip("'\""), self._numbers_of_names, 1)
            bound += f"; did you mean {near[0]!r}?" if near else ""
        raise self._call.error("code", f"{said} is no calendar of the set: {bound}", said, row)


def codes_in(call: Call, values: object, calendars: int, names: tuple[str, ...] | None) -> Codes:
    """Return the argument that says which calendar each row is asked of.

    Args:
        call: The call, for the message of an error.
        values: Whole numbers, or names where the set has names; a null, an empty text or -1 is none.
        calendars: How many calendars there are.
        names: Their names, if they have any.

    Raises:
        UsageError: Another type.
    """
    column = column_in(call, "code", values)
    described = column.described
    textual = names is not None and (column.sort == "texts" or described in ("object", "str"))
    if column.sort != "numbers" and not textual:
        wanted = "whole numbers or names of its calendars" if names is not None else "whole numbers, as it has no names"
        raise call.error("code", f"the codes of this set are {wanted}, not {described}", described)
    return Codes(call, column, calendars, names)


def _code(word: object) -> int:
    """Return the code of a word that is no name: none for a missing one, and less than that for an unknown one."""
    missing = word is None or word == "" or type(word).__name__ == "NAType" or word != word
    return NONE if missing else NONE - 1
