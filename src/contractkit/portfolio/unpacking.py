"""From text back to terms: the reader of a portfolio. What is read twice and has no holes is made once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import attrs

from contractkit.calendars import BusinessCalendar
from contractkit.errors import StoredPortfolioError
from contractkit.portfolio.holes import Names
from contractkit.portfolio.packing import FIRST_CLASS, Kind
from contractkit.portfolio.shapes import Form, form_called
from contractkit.records.said import Worded

__all__ = ["Unpacker"]


@contextmanager
def _refusing() -> Iterator[None]:
    """Refuse what cannot be read, whatever is wrong with it."""
    try:
        yield
    except StoredPortfolioError:
        raise
    except (ValueError, TypeError, LookupError, RecursionError) as error:
        raise StoredPortfolioError(f"the stored portfolio has a value that cannot be read: {error}") from error


@attrs.define(eq=False)
class Unpacker:
    """Reads the values of one portfolio.

    Attributes:
        pool: What several values have in common, as text, by its number.
        classes: The classes of terms, by their number.
        edition: Whether calendars must have the holidays and zones by which they were written.
    """

    pool: Sequence[str]
    classes: Sequence[str]
    edition: Literal["same", "any"] = "same"
    _forms: list[Form] = attrs.field(factory=list, init=False)
    _whole: dict[int, Any] = attrs.field(factory=dict, init=False)
    _trees: dict[int, Any] = attrs.field(factory=dict, init=False)
    _parts: dict[str, Any] = attrs.field(factory=dict, init=False)

    def unpack(self, text: str, names: Names | None = None) -> Any:
        """Return the value that a text writes.

        Args:
            text: The text.
            names: What its holes are filled with; None leaves them open.

        Raises:
            StoredPortfolioError: The text is no value, or one of a class that this version does not know.
        """
        with _refusing():
            return self._value(self._tree(text), names, {})

    def part(self, text: str, name: str) -> tuple[str, Any]:
        """Return one attribute of the value that a text writes, with its holes; and a text that tells it from others.

        Args:
            text: The text of a value of one of the classes.
            name: The attribute.

        Raises:
            StoredPortfolioError: The text is no such value.
        """
        with _refusing():
            tree = self._tree(text)
            while tree[0] == Kind.POOLED:
                tree = json.loads(self.pool[tree[1]])
            own = tree[1 + self._forms[tree[0] - FIRST_CLASS].names.index(name)]
            key = json.dumps(own)
            if key not in self._parts:
                self._parts[key] = self._value(own, None, {})
            return key, self._parts[key]

    def _tree(self, text: str) -> Any:
        if not self._forms:
            self._forms = [form_called(word) for word in self.classes]
        return json.loads(text)

    def _value(self, tree: Any, names: Names | None, made: dict[int, Any]) -> Any:
        if type(tree) is not list:
            return names(tree) if names is not None and type(tree) is str else tree
        kind = tree[0]
        if kind == Kind.POOLED:
            return self._pooled(tree[1], names, made)
        if kind >= FIRST_CLASS:
            form = self._forms[kind - FIRST_CLASS]
            parts = [self._value(part, names, made) for part in tree[1:]]
            return form.kind(**dict(zip(form.aliases, parts, strict=True)))
        if kind == Kind.TUPLE:
            return tuple([self._value(part, names, made) for part in tree[1:]])
        if kind == Kind.MAPPING:
            parts = [self._value(part, names, made) for part in tree[1:]]
            return dict(zip(parts[::2], parts[1::2], strict=True))
        if kind == Kind.WORDED:
            text, *parts = [self._value(part, names, made) for part in tree[1:]]
            return Worded.of(text, dict(zip(parts[::2], parts[1::2], strict=True)))
        if kind == Kind.SET:
            return frozenset([self._value(part, names, made) for part in tree[1:]])
        if kind == Kind.CALENDAR:
            return BusinessCalendar.from_dict(tree[1], self.edition)
        return _plain(kind, tree[1])

    def _pooled(self, number: int, names: Names | None, made: dict[int, Any]) -> Any:
        """Return a value of the pool; one without holes is the same for all agreements, others once for each."""
        if number in self._whole:
            return self._whole[number]
        if number not in made:
            tree = self._trees.get(number)
            if tree is None:
                tree = self._trees[number] = json.loads(self.pool[number])
            value = made[number] = self._value(tree, names, made)
            if not self._has_holes(number):
                self._whole[number] = value
        return made[number]

    def _has_holes(self, number: int) -> bool:
        text = self.pool[number]
        return "\\u001a" in text or any(part not in self._whole for part in _numbers_in(json.loads(text)))


def _numbers_in(tree: Any) -> list[int]:
    if type(tree) is not list:
        return []
    if tree[0] == Kind.POOLED:
        return [tree[1]]
    return [number for part in tree[1:] for number in _numbers_in(part)]


def _plain(kind: int, word: Any) -> Any:
    match kind:
        case Kind.DECIMAL:
            return Decimal(word)
        case Kind.FRACTION:
            return Fraction(word)
        case Kind.DATE:
            return date.fromisoformat(word)
        case Kind.INSTANT:
            return datetime.fromisoformat(word)
        case Kind.TIME:
            return time.fromisoformat(word)
        case Kind.ELAPSED:
            return timedelta(microseconds=int(word))
    raise StoredPortfolioError(f"the stored portfolio has a value of kind {kind}, which this version does not know")
