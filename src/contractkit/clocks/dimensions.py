"""What a clock line tells apart of each field: words that no condition distinguishes are one class.

Classes are numbered so that those of all fields add up to one number, a point. What points mean stands in `meaning`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.history import History
from contractkit.clocks.truth import UNKNOWN, YES, Columns, fields_of, leaves_of
from contractkit.facts import Coded, Integers, Items, Numbers
from contractkit.terms.conditions import Compares, Condition, Is

__all__ = ["DONE", "DONE_WORDS", "Dimension", "dimensions_of"]

DONE: Final = "\0done"
"""The field that says what the last happening did to the clock; no field of facts is called so."""
DONE_WORDS: Final = ("nothing", "started", "stopped")
"""Its words."""
_HOLDS: Final = ("no", "yes")

Source = Literal["events", "items", "numbers", "done"]
Ints = NDArray[np.int64]


@attrs.frozen(eq=False)
class Dimension:
    """What a line tells apart of one field.

    Attributes:
        field: The field in the facts.
        name: The field in the conditions; another one where it is a test of a number.
        filled: Whether a value that is missing at first is read as the first one that becomes known.
        source: Where its values stand: in ``events``, or in the columns of ``items``; ``numbers`` for a test of a
            number in a column of items; ``done`` for what the last happening did.
        leaf: The test of a number.
        words: The words of the field.
        example: For each class the code of one of its words; -1 for the class of a missing word.
        table: int64, for each code its class times `stride`; the last place is for a missing word.
        stride: How far apart two classes are among the points.
    """

    field: str
    name: str
    filled: bool
    source: Source
    leaf: Is | Compares | None
    words: Sequence[str]
    example: NDArray[np.int32]
    table: Ints
    stride: int = 1

    def at(self, points: Ints) -> Coded:
        """Return the field at some points."""
        return Coded(self.example[points // self.stride % len(self.example)], self.words)

    def of_items(self, items: Items) -> Ints:
        """Return what the field adds to the points of each item; it stands in the columns of the items."""
        column = items.columns[self.field]
        if self.leaf is None:
            assert isinstance(column, Coded)
            of_words: Ints = self.table[column.codes]
            return of_words
        truths = Columns(len(items), {}, items).truth(self.leaf)
        of_tests: Ints = self.table[np.where(truths == UNKNOWN, -1, truths == YES)]
        return of_tests


def dimensions_of(
    history: History,
    conditions: Iterable[Condition],
    raw: frozenset[str],
    filled: frozenset[str],
    keys: Mapping[str, frozenset[str]],
    every_word: Mapping[str, NDArray[np.bool_] | None],
) -> tuple[Dimension, ...]:
    """Return what is told apart of each field.

    Args:
        history: Where the fields stand.
        conditions: All conditions of the line.
        raw: The fields that are read as they stand.
        filled: The fields of which a value that is missing at first is read as the first one that becomes known.
        keys: For fields that make the key of a target table the words of the table.
        every_word: Fields of which words are told apart that no condition does: the flagged ones, or all.
    """
    tests: dict[str, list[Is | Compares]] = {}
    for leaf in dict.fromkeys(leaf for condition in conditions for leaf in leaves_of(condition)):
        tests.setdefault(leaf.field, []).append(leaf)
    found: list[Dimension] = []
    for field in sorted(raw | filled):
        for role in ("raw", "filled"):
            if field in (raw if role == "raw" else filled):
                apart = every_word.get(field) if role == "raw" else None
                identity = role == "raw" and field in every_word
                found += _of_field(history, field, tests.get(field, []), keys.get(field), (identity, apart), role)
    stride = 1
    strided = []
    for one in found:
        strided.append(attrs.evolve(one, table=one.table * stride, stride=stride))
        stride *= len(one.example)
    return tuple(strided)


def _of_field(
    history: History,
    field: str,
    tests: list[Is | Compares],
    key: frozenset[str] | None,
    apart: tuple[bool, NDArray[np.bool_] | None],
    role: str,
) -> Iterator[Dimension]:
    filled = role == "filled"
    source: Source
    words: Sequence[str]
    if field == DONE:
        source, words = "done", DONE_WORDS
    elif field in history.events.categories:
        source, words = "events", history.events.categories[field]
    else:
        column = history.facts.items.columns.get(field)
        if isinstance(column, Numbers | Integers):
            for place, leaf in enumerate(tests):
                example, table = np.array([0, 1, -1], np.int32), np.arange(3)
                yield Dimension(field, f"{field}\0{place}", filled, "numbers", leaf, _HOLDS, example, table)
            return
        if not isinstance(column, Coded):
            return
        source, words = "items", column.categories
    example, table = _classes(words, tests, key, apart)
    yield Dimension(field, field, filled, source, None, words, example, table)


def _classes(
    words: Sequence[str],
    tests: list[Is | Compares],
    key: frozenset[str] | None,
    apart: tuple[bool, NDArray[np.bool_] | None],
) -> tuple[NDArray[np.int32], Ints]:
    """Return for each class the code of a word in it, and for each code, and for a missing word, the class."""
    count = len(words)
    column = Coded(np.append(np.arange(count, dtype=np.int32), np.int32(-1)), words)
    signs: list[NDArray[Any]] = [np.append(np.zeros(count, np.int8), np.int8(1))]
    if tests:
        every = Columns(count + 1, {tests[0].field: column})
        signs += [every.truth(test) for test in tests]
    if key is not None:
        place = {word: number for number, word in enumerate(sorted(key), 1)}
        signs.append(np.array([*(place.get(word, 0) for word in words), -1], np.int64))
    identity, flagged = apart
    if identity:
        names = np.arange(1, count + 1)
        signs.append(np.append(names if flagged is None else np.where(flagged, names, 0), 0))
    _, example, classes = np.unique(np.stack(signs, axis=1), axis=0, return_index=True, return_inverse=True)
    return np.where(example == count, -1, example).astype(np.int32), classes.astype(np.int64).ravel()


def fields_in(conditions: Iterable[Condition]) -> frozenset[str]:
    """Return the fields that any of the conditions speaks of."""
    return frozenset(field for condition in conditions for field in fields_of(condition))
