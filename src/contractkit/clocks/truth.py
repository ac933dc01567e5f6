"""Conditions over columns, in three values: yes, no and unknown (Kleene's strong logic), a row at a time by tables.

A condition speaks of fields. Here is how it is read where fields are columns of facts; what follows from it is decided
elsewhere. A field that is missing is unknown, and unknown stays unknown until something else decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final, assert_never

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.facts import Coded, Instants, Integers, Items, Numbers
from contractkit.terms.conditions import AllOf, AnyOf, Compares, Condition, Is, Not

__all__ = [
    "NO",
    "UNKNOWN",
    "YES",
    "Columns",
    "Truths",
    "effect_of",
    "fields_of",
    "leaves_of",
    "with_tests",
]

NO: Final = 0
UNKNOWN: Final = 1
YES: Final = 2

Truths = NDArray[np.int8]
"""For each row `NO`, `UNKNOWN` or `YES`; *and* is the smaller, *or* the larger, *not* the mirror."""

_Found = tuple[Truths, bool]  # the truths, and whether there is one for each item instead of for each row


def fields_of(condition: Condition) -> Iterator[str]:
    """Return the fields that a condition speaks of; one that stands there twice comes twice."""
    match condition:
        case Is(field) | Compares(field):
            yield field
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from fields_of(part)
        case Not(part):
            yield from fields_of(part)
        case _:
            assert_never(condition)


def leaves_of(condition: Condition) -> Iterator[Is | Compares]:
    """Return the single tests that a condition is made of; one that stands there twice comes twice."""
    match condition:
        case Is() | Compares():
            yield condition
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves_of(part)
        case Not(part):
            yield from leaves_of(part)
        case _:
            assert_never(condition)


def with_tests(condition: Condition, tests: Mapping[Condition, Condition]) -> Condition:
    """Return a condition with some of its single tests replaced by others."""
    match condition:
        case Is() | Compares():
            return tests.get(condition, condition)
        case AllOf(parts):
            return AllOf(tuple(with_tests(part, tests) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(with_tests(part, tests) for part in parts))
        case Not(part):
            return Not(with_tests(part, tests))
        case _:
            assert_never(condition)


def effect_of(condition: Condition, field: str, words: Sequence[str]) -> Truths:
    """Return for each word that `field` may hold whether the condition can still hold, the other fields unknown.

    A condition that does not speak of the field is not touched by it: `NO` for every word.
    """
    if field not in fields_of(condition):
        return np.full(len(words), NO, np.int8)
    column = Coded(np.arange(len(words), dtype=np.int32), tuple(words))
    return Columns(len(words), {field: column}).truth(condition)


@attrs.frozen(eq=False)
class Columns:
    """What conditions read: a state for each row.

    Attributes:
        length: How many rows there are.
        by_row: Fields with a value for each row.
        items: Fields with a value for each item; `by_row` wins.
        item: int32, for each row the place of its item in `items`.
    """

    length: int
    by_row: Mapping[str, Coded]
    items: Items | None = None
    item: NDArray[np.int32] | None = None

    def truth(self, condition: Condition) -> Truths:
        """Return for each row whether the condition holds."""
        return self._spread(self._truth(condition))

    def codes(self, field: str, known: Mapping[str, int]) -> NDArray[np.int32]:
        """Return for each row what `known` says of the field's word: 0 for another word, -1 where it is missing."""
        column = self.by_row.get(field)
        of_items = column is None
        if column is None:
            held = self.items.columns.get(field) if self.items is not None else None
            if not isinstance(held, Coded):
                return np.full(self.length, -1, np.int32)
            column = held
        table = np.array([*(known.get(word, 0) for word in column.categories), -1], np.int32)
        codes = table[column.codes]
        found: NDArray[np.int32] = codes[self.item] if of_items and self.item is not None else codes
        return found

    def with_rows(self, other: Columns, fields: Iterable[str]) -> Columns:
        """Return the columns with some fields as they stand in the rows of `other`."""
        found = {field: other.by_row[field] for field in fields if field in other.by_row}
        return Columns(self.length, {**self.by_row, **found}, self.items, self.item)

    def take(self, rows: NDArray[Any]) -> Columns:
        """Return the columns of `rows` alone: places, or a mask of as many flags as there are rows."""
        by_row = {field: column.take(rows) for field, column in self.by_row.items()}
        item = None if self.item is None else self.item[rows]
        length = int(np.count_nonzero(rows)) if rows.dtype == np.bool_ else len(rows)
        return Columns(length, by_row, self.items, item)

    def _spread(self, found: _Found) -> Truths:
        truths, of_items = found
        if not of_items or self.item is None:
            return truths
        return truths[self.item]

    def _truth(self, condition: Condition) -> _Found:
        match condition:
            case Is() | Compares():
                return self._leaf(condition)
            case Not(part):
                truths, of_items = self._truth(part)
                return (YES - truths).astype(np.int8), of_items
            case AllOf(parts):
                return self._together(parts, np.minimum, YES)
            case AnyOf(parts):
                return self._together(parts, np.maximum, NO)
            case _:
                assert_never(condition)

    def _together(self, parts: Sequence[Condition], join: np.ufunc, empty: int) -> _Found:
        if not parts:
            return np.full(self.length, empty, np.int8), False
        found = [self._truth(part) for part in parts]
        of_items = all(item_wise for _, item_wise in found)
        if not of_items:
            found = [(self._spread(part), False) for part in found]
        result = found[0][0]
        for truths, _ in found[1:]:
            result = join(result, truths)
        return result, of_items

    def _leaf(self, leaf: Is | Compares) -> _Found:
        column = self.by_row.get(leaf.field)
        if column is not None:
            return _words(column, leaf), False
        if self.items is None or leaf.field not in self.items.columns:
            return np.full(self.length, UNKNOWN, np.int8), False
        match self.items.columns[leaf.field]:
            case Coded() as words:
                return _words(words, leaf), True
            case Numbers(values):
                return _numbers(values, np.isnan(values), leaf), True
            case Integers(values, missing):
                return _numbers(values.astype(np.float64), missing, leaf), True
            case Instants(us):
                return np.full(len(us), UNKNOWN, np.int8), True


def _words(column: Coded, leaf: Is | Compares) -> Truths:
    table = np.full(len(column.categories) + 1, NO, np.int8)
    table[-1] = UNKNOWN  # the code of a missing word is -1: the last place
    for code, word in enumerate(column.categories):
        if isinstance(leaf, Is):
            table[code] = YES if word in leaf.values else NO
        else:
            number = _number(word)
            table[code] = UNKNOWN if number is None else YES if _holds(number, leaf) else NO
    truths: Truths = table[column.codes]
    return truths


def _number(word: str) -> Decimal | None:
    try:
        number = Decimal(word)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _holds(number: Decimal, leaf: Compares) -> bool:
    match leaf.relation:
        case "at_least":
            return number >= leaf.value
        case "more_than":
            return number > leaf.value
        case "at_most":
            return number <= leaf.value
        case "less_than":
            return number < leaf.value


def _numbers(values: NDArray[np.float64], missing: NDArray[np.bool_], leaf: Is | Compares) -> Truths:
    if isinstance(leaf, Is):
        wanted = [number for number in map(_number, leaf.values) if number is not None]
        holds = np.isin(values, [float(number) for number in wanted])
    else:
        bound = float(leaf.value)
        relations = {
            "at_least": np.greater_equal,
            "more_than": np.greater,
            "at_most": np.less_equal,
            "less_than": np.less,
        }
        holds = relations[leaf.relation](values, bound)
    truths = np.where(holds, np.int8(YES), np.int8(NO))
    truths[missing] = UNKNOWN
    return truths
