"""What every reader of a table is asked for, and what readers share: columns by name, each different text once."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Protocol

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.errors import FactsRejected, Problem
from contractkit.facts.date_readings import EARLIEST, LATEST
from contractkit.facts.raw_columns import RawTable, RawWords
from contractkit.facts.text_places import TextPlaces
from contractkit.quantities.notation import nearest_word

__all__ = [
    "Encoder",
    "Reading",
    "Source",
    "check_names",
    "text_of",
]


@attrs.frozen
class Reading:
    """How a table is to be read.

    Attributes:
        step: What to call it in messages and progress: items, events, feedback.
        wanted: The columns that are needed, each with its place in the mapping.
        ids: Those of them that hold the ids of items.
        encoding: How the bytes of a text file become characters.
        delimiter: What stands between the cells of a text file.
        progress: Called as ``progress(done, total)``.
        known: The items that ids can name; None as long as no items are known.
        missing: The raw values that mean that nothing is known.
    """

    step: str
    wanted: Mapping[str, str]
    encoding: str
    delimiter: str
    progress: Callable[[int, int], None]
    ids: frozenset[str] = frozenset()
    known: TextPlaces | None = None
    missing: frozenset[str] = frozenset()


class Source(Protocol):
    """A table that can be read."""

    def read(self, reading: Reading) -> RawTable:
        """Return the wanted columns.

        Raises:
            FactsRejected: The table as a whole means nothing; lists all that is wrong.
        """


class Encoder:
    """Stores each different text once, and for each cell the place of its text."""

    def __init__(self) -> None:
        self._places: defaultdict[Any, int] = defaultdict()
        self._places.default_factory = self._places.__len__
        self._pieces: list[NDArray[np.int32]] = []

    def add(self, cells: Iterable[Any], count: int) -> None:
        """Add `count` cells at the end; they must be hashable, and equal only if they are the same."""
        self._pieces.append(np.fromiter(map(self._places.__getitem__, cells), np.int32, count))

    def column(self) -> RawWords:
        """Return the column of all cells added so far."""
        codes = np.concatenate(self._pieces) if self._pieces else np.zeros(0, np.int32)
        return RawWords(codes, tuple(self._places))


def check_names(names: Sequence[str], reading: Reading, file: str | None, line: int | None) -> None:
    """Check that each wanted column is there once; columns that nobody wants may be there as often as they like.

    Raises:
        FactsRejected: A column is missing or is there twice.
    """
    problems = list(_wrong_names(names, reading, file, line))
    if problems:
        raise FactsRejected(problems)


def _wrong_names(names: Sequence[str], reading: Reading, file: str | None, line: int | None) -> Iterator[Problem]:
    for column, where in reading.wanted.items():
        count = list(names).count(column)
        if count == 1:
            continue
        if count > 1:
            says = f"there are {count} columns `{column}` in {reading.step}"
            yield Problem("duplicate-column", says, file, line, None, where, "give them different names")
            continue
        near = nearest_word(column, [name for name in names if name])
        hint = f"did you mean `{near}`?" if near else f"there is {', '.join(f'`{name}`' for name in names[:12])}"
        if len(names) == 1:
            other = next(
                (word for word in (";", "\t", "|", ",") if word in names[0] and word != reading.delimiter), None
            )
            if other:
                hint = f"the header is one cell: say `delimiter: {'tab' if other == chr(9) else repr(other)}`"
        says = f"there is no column `{column}` in {reading.step}"
        yield Problem("missing-column", says, file, line, None, where, hint)


def text_of(value: Any) -> str | None:
    """Return the cell `value` as text, as it would stand in a text file; None where it is missing."""
    match value:
        case str():
            return value
        case None:
            return None
        case bool() | np.bool_():
            return "true" if value else "false"
        case int() | np.integer():
            return str(int(value))
        case float() | np.floating():
            number = float(value)
            if math.isnan(number):
                return None
            return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
        case Decimal():
            return None if value.is_nan() else str(value)
        case np.datetime64():
            return None if np.isnat(value) else str(value.astype("M8[us]"))
        case bytes():
            return value.decode("utf-8", errors="backslashreplace")
        case datetime() | date() | time():
            return value.isoformat() if value == value else None  # NaT is not itself
        case _:
            return None if type(value).__name__ in ("NAType", "NaTType") else str(value)


def is_dated(value: Any) -> bool:
    """Return whether `value` is an instant, and not a text about one."""
    return isinstance(value, datetime | np.datetime64)


def microseconds(ticks: NDArray[np.int64], unit: str) -> NDArray[np.int64]:
    """Return `ticks` of a unit (s, ms, us, ns) as microseconds; what no calendar knows lies past its end."""
    missing = ticks == np.iinfo(np.int64).min
    if unit == "us":
        return ticks
    if unit == "ns":
        us = ticks // 1000
    else:
        size = {"s": 1_000_000, "ms": 1000}[unit]
        us = np.clip(ticks, EARLIEST // size - 1, LATEST // size + 1) * size
    return np.where(missing, np.iinfo(np.int64).min, us)
