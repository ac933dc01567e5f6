"""What every reader of a table hands over: raw cells, each different one once, and what was odd about the table."""

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
from contractkit.facts.text_places import TextPlaces
from contractkit.facts.texts import Texts
from contractkit.quantities.notation import nearest_word

__all__ = [
    "Encoder",
    "RawColumn",
    "RawInstants",
    "RawItems",
    "RawTable",
    "RawTexts",
    "RawWords",
    "Reading",
    "Source",
    "check_names",
    "text_of",
]


@attrs.frozen
class RawWords:
    """Raw cells as text.

    Attributes:
        codes: int8, int16 or int32, the place of the row's text in `distinct`; -1 is the last place.
        distinct: The texts, None for a cell that holds nothing; each is worked on once.
        dated: Whether some of them were datetimes, which are written as ISO 8601 here whatever the mapping says.
    """

    codes: NDArray[np.signedinteger]
    distinct: tuple[str | None, ...]
    dated: bool = False

    def take(self, rows: NDArray[Any]) -> RawWords:
        """Return the cells of `rows` alone."""
        return attrs.evolve(self, codes=self.codes[rows])


@attrs.frozen
class RawInstants:
    """Raw cells that were timestamps in their source.

    Attributes:
        us: int64, microseconds since the epoch; `NAT` where there is none.
        aware: Whether they are UTC; else they are readings of a wall clock.
    """

    us: NDArray[np.int64]
    aware: bool

    def take(self, rows: NDArray[Any]) -> RawInstants:
        """Return the cells of `rows` alone."""
        return attrs.evolve(self, us=self.us[rows])


@attrs.frozen
class RawTexts:
    """Raw cells as text, most of them different: ids.

    Attributes:
        texts: The text of each row; any text where there is none.
        missing: For each row whether there is none; None where no row lacks one.
    """

    texts: Texts
    missing: NDArray[np.bool_] | None = None

    def take(self, rows: NDArray[Any]) -> RawTexts:
        """Return the cells of `rows` alone."""
        return RawTexts(self.texts.take(rows), None if self.missing is None else self.missing[rows])

    def encoded(self) -> RawWords:
        """Return the cells with each different text once."""
        first = TextPlaces.of(self.texts).first
        begins = first == np.arange(len(first), dtype=np.int32)
        codes = (np.cumsum(begins, dtype=np.int32) - np.int32(1))[first]
        if self.missing is not None:
            codes[self.missing] = -1
        return RawWords(codes, (*self.texts.take(begins), None))


@attrs.frozen
class RawItems:
    """Raw cells that name items, found among those that are known.

    Attributes:
        item: int32, for each row the place of its item; -1 where it names none that is known.
        names: The ids of the known items.
        nobody: int64, the places of the rows that name no item at all, in order.
        unknown: int64, the places of the rows whose item is -1, in order.
        spelled: What stands in those.
    """

    item: NDArray[np.int32]
    names: Texts
    nobody: NDArray[np.int64]
    unknown: NDArray[np.int64]
    spelled: RawWords

    def take(self, rows: NDArray[Any]) -> RawWords:
        """Return the cells of `rows` alone, as words."""
        places = np.flatnonzero(rows) if rows.dtype == np.bool_ else rows
        item = self.item[places]
        used, code = np.unique(item, return_inverse=True)
        known = used >= 0
        distinct = (*self.names.take(used[known]), *self.spelled.distinct)
        codes = code - int(np.count_nonzero(~known))
        strange = np.flatnonzero(item < 0)
        spelled = self.spelled.codes[np.searchsorted(self.unknown, places[strange])].astype(np.int64)
        codes[strange] = np.where(spelled < 0, len(distinct) + spelled, int(known.sum()) + spelled)
        return RawWords(codes.astype(np.int32), distinct)

    def encoded(self) -> RawWords:
        """Return all cells as words."""
        return self.take(np.arange(len(self.item)))


RawColumn = RawWords | RawInstants | RawTexts | RawItems


@attrs.frozen
class RawTable:
    """The mapped columns of a table.

    Attributes:
        file: The file as the caller named it; None for frames.
        rows: int32 or int64, the row numbers as a text editor counts them; where there are only so many rows, that
            number: they are counted from 1.
        columns: The mapped columns by name.
        ragged: int64, the places of rows with too many or too few cells.
        blank: int64, the rows that held nothing at all; they are no rows of the table.
    """

    file: str | None
    rows: NDArray[np.signedinteger] | int
    columns: Mapping[str, RawColumn]
    ragged: NDArray[np.int64] = attrs.field(factory=lambda: np.zeros(0, np.int64))
    blank: NDArray[np.int64] = attrs.field(factory=lambda: np.zeros(0, np.int64))

    def __len__(self) -> int:
        """Return the number of rows."""
        return self.rows if isinstance(self.rows, int) else len(self.rows)

    def numbers(self, places: NDArray[Any] | slice = slice(None)) -> NDArray[np.signedinteger]:
        """Return the row numbers at some places."""
        numbers: NDArray[np.signedinteger]
        if not isinstance(self.rows, int):
            return self.rows[places]
        kind = np.int32 if self.rows < 1 << 31 else np.int64
        if isinstance(places, slice):
            return np.arange(1, self.rows + 1)[places].astype(kind)
        numbers = places.astype(kind)
        numbers += 1
        return numbers


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
