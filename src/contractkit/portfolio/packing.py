"""From terms to text, each value that many agreements have written once: the writer of a portfolio.

A value is an array of JSON that begins with the number of its kind. The second time that a value is met, in whatever
agreement, it goes into the pool, and its number stands in its place from then on. Ids of papers are holes, so that
clauses of different agreements are equal values. Nothing is looked at as a document here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from hashlib import blake2b
from typing import Any, Final

import attrs

from contractkit.calendars import BusinessCalendar
from contractkit.portfolio.holes import hole
from contractkit.portfolio.shapes import form_of
from contractkit.records.said import Worded

__all__ = ["FIRST_CLASS", "Kind", "Packer"]


class Kind:
    """The numbers of the kinds of values; classes of terms have the numbers from `FIRST_CLASS` on."""

    TUPLE: Final = 0
    POOLED: Final = 1
    MAPPING: Final = 2
    DECIMAL: Final = 3
    FRACTION: Final = 4
    DATE: Final = 5
    INSTANT: Final = 6
    TIME: Final = 7
    ELAPSED: Final = 8
    SET: Final = 9
    CALENDAR: Final = 10
    WORDED: Final = 11


FIRST_CLASS: Final = 16
_SHORT: Final = 14
"""Values of fewer characters are written out each time."""
_REMEMBERED: Final = 400_000
"""So many values that were met once are remembered, to see whether they are met again."""
_US: Final = timedelta(microseconds=1)

Packed = tuple[str, bytes]
"""A value as text, and what is the same for equal values alone."""


@attrs.define(eq=False)
class Packer:
    """Writes the values of one portfolio.

    Attributes:
        pool: What was met twice, as text, by its number.
        classes: The classes of terms that were met, by their number.
    """

    pool: list[str] = attrs.field(factory=list, init=False)
    classes: list[str] = attrs.field(factory=list, init=False)
    _numbers: dict[bytes, int] = attrs.field(factory=dict, init=False)
    _once: dict[bytes, None] = attrs.field(factory=dict, init=False)
    _before: dict[bytes, None] = attrs.field(factory=dict, init=False)
    _class_numbers: dict[type, tuple[int, tuple[str, ...]]] = attrs.field(factory=dict, init=False)
    _made: dict[int, tuple[Any, Packed]] = attrs.field(factory=dict, init=False)
    _calendars: dict[int, tuple[BusinessCalendar, Packed]] = attrs.field(factory=dict, init=False)
    _texts: dict[str, str] = attrs.field(factory=dict, init=False)
    _holes: dict[str, str] = attrs.field(factory=dict, init=False)
    _names: re.Pattern[str] | None = attrs.field(default=None, init=False)

    def names(self, words: Sequence[str]) -> None:
        """Take other names to be holes from now on, which are the names of the next agreement.

        Args:
            words: The names, by their numbers.
        """
        self._holes = {word: hole(number) for number, word in enumerate(words)}
        longest = sorted(filter(None, words), key=len, reverse=True)
        self._names = re.compile("|".join(map(re.escape, longest))) if longest else None
        self._texts = {}
        self._made = {}

    def pack(self, value: Any) -> Packed:
        """Return a value as text.

        Raises:
            StoredPortfolioError: It is none that a portfolio holds.
        """
        if value is None:
            return "null", b"null"
        kind = type(value)
        if kind is str:
            text = self._texts.get(value)
            if text is None:
                text = self._texts[value] = self._text(value)
            return text, text.encode()
        if kind is bool or kind is int:
            text = "true" if value is True else "false" if value is False else str(value)
            return text, text.encode()
        if kind is tuple:
            return self._composed(Kind.TUPLE, [self.pack(part) for part in value])
        if kind is BusinessCalendar:
            return self._calendar(value)
        known = self._class_numbers.get(kind)
        if known is None and attrs.has(kind):
            form = form_of(kind)
            known = self._class_numbers[kind] = (FIRST_CLASS + len(self.classes), form.names)
            self.classes.append(form.word)
        if known is None:
            return self._plain(value)
        made = self._made.get(id(value))
        if made is None:
            number, names = known
            parts = [self.pack(getattr(value, name)) for name in names]
            made = self._made[id(value)] = (value, self._composed(number, parts))
        return made[1]

    def _plain(self, value: Any) -> Packed:
        match value:
            case Mapping():
                return self._composed(Kind.MAPPING, [self.pack(part) for key in value for part in (key, value[key])])
            case frozenset() | set():
                return self._composed(Kind.SET, sorted(self.pack(part) for part in value))
            case list():
                return self._composed(Kind.TUPLE, [self.pack(part) for part in value])
            case Decimal():
                return self._word(Kind.DECIMAL, str(value))
            case Fraction():
                return self._word(Kind.FRACTION, str(value))
            case datetime():
                return self._word(Kind.INSTANT, value.isoformat())
            case date():
                return self._word(Kind.DATE, value.isoformat())
            case time():
                return self._word(Kind.TIME, value.isoformat())
            case timedelta():
                return self._word(Kind.ELAPSED, str(value // _US))
            case Worded():
                texts = [self.pack(part) for key in value.texts for part in (key, value.texts[key])]
                return self._composed(Kind.WORDED, [self.pack(str.__str__(value)), *texts])
            case str():
                return self.pack(str.__str__(value))
            case int():
                return self.pack(int(value))
        form_of(type(value))
        raise AssertionError("a value without a form is refused")  # pragma: no cover

    def _text(self, value: str) -> str:
        holes = self._holes
        if self._names is not None:
            value = self._names.sub(lambda found: holes[found.group()], value)
        return json.dumps(value, ensure_ascii=False)

    def _word(self, kind: int, word: str) -> Packed:
        text = f'[{kind},"{word}"]'
        return text, text.encode()

    def _composed(self, kind: int, parts: list[Packed]) -> Packed:
        text = f"[{kind},{','.join([part[0] for part in parts])}]" if parts else f"[{kind}]"
        if len(text) <= _SHORT:
            whole = b"\0".join([b"%d" % kind, *[part[1] for part in parts]])
            return text, whole if len(whole) < 16 else blake2b(whole, digest_size=16).digest()
        digest = blake2b(b"\0".join([b"%d" % kind, *[part[1] for part in parts]]), digest_size=16).digest()
        return self._pooled(text, digest), digest

    def _calendar(self, calendar: BusinessCalendar) -> Packed:
        found = self._calendars.get(id(calendar))
        if found is None or found[0] is not calendar:
            text = f"[{Kind.CALENDAR},{json.dumps(calendar.to_dict(), ensure_ascii=False, separators=(',', ':'))}]"
            digest = blake2b(text.encode(), digest_size=16).digest()
            self._once[digest] = None  # a calendar is shared from the first time on
            found = self._calendars[id(calendar)] = (calendar, (self._pooled(text, digest), digest))
            if len(self._calendars) > 4096:
                self._calendars = {id(calendar): found}
        return found[1]

    def _pooled(self, text: str, digest: bytes) -> str:
        number = self._numbers.get(digest)
        if number is None:
            if digest not in self._once and digest not in self._before:
                if len(self._once) >= _REMEMBERED:
                    self._before, self._once = self._once, {}
                self._once[digest] = None
                return text
            self._once.pop(digest, None)
            number = self._numbers[digest] = len(self.pool)
            self.pool.append(text)
        return f"[{Kind.POOLED},{number}]"
