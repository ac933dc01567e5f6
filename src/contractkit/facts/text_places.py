"""Where texts stand among others: equal texts are found by arrays, without a Python string or a loop over rows.

Texts of one length are compared as 64-bit words. Each word that tells texts apart goes into one number, that into a
place of a table with open addressing; what stands there is compared in full, so that no chance decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.facts.texts import Texts

__all__ = ["TextPlaces"]

_BLOCK: Final = 1 << 16
_ROUNDS: Final = 64
"""So many places of the table are looked at; texts that crowd together more than that were made to do so."""
_LENGTHS: Final = 256
"""So many different lengths are worked on length by length; with more of them each text is worked on by itself."""
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_NOWHERE: Final = np.int32(-1)

Places = NDArray[np.int32]
Rows = NDArray[np.intp]
Word = NDArray[np.uint64]


class _CrowdedError(Exception):
    """Too many different texts want the same place."""


@attrs.frozen(eq=False)
class _OneLength:
    """Texts of one length and the table by which they are found.

    Attributes:
        length: How many bytes they have.
        rows: The place of each among all texts; None where they are all of them.
        words: What tells them apart, from the end of the text backwards.
        prefix: What they have in common before that.
        table: int32, the text that stands at a place of the table; -1 where none does.
    """

    length: int
    rows: Rows | None
    words: tuple[Word, ...]
    prefix: bytes
    table: Places

    @classmethod
    def of(cls, texts: Texts, length: int, rows: Rows | None) -> tuple[_OneLength, Places]:
        """Return the table, and for each text the place of the first equal one."""
        count = len(texts) if rows is None else len(rows)
        prefix = _common(texts, length, rows)
        words = tuple(_words(texts, length, len(prefix), rows))
        bits = max(4, int(count * 3).bit_length())
        made = cls(length, rows, words, prefix, np.full(1 << bits, _NOWHERE, np.int32))
        first = np.empty(count, np.int32)
        for begin in range(0, count, _BLOCK):
            made._add(begin, min(begin + _BLOCK, count), first)
        return made, first

    def _slots(self, words: tuple[Word, ...]) -> Rows:
        mixed = words[0] * _MIX if words else np.zeros(0, np.uint64)
        for word in words[1:]:
            mixed = ((mixed ^ (mixed >> np.uint64(29))) + word) * _MIX
        mixed ^= mixed >> np.uint64(32)
        mixed *= _MIX
        return (mixed >> np.uint64(64 - (len(self.table).bit_length() - 1))).astype(np.intp)

    def _same(self, texts: Places, words: tuple[Word, ...]) -> NDArray[np.bool_]:
        same: NDArray[np.bool_] = self.words[0][texts] == words[0]
        for ours, theirs in zip(self.words[1:], words[1:], strict=True):
            same &= ours[texts] == theirs
        return same

    def _add(self, begin: int, end: int, first: Places) -> None:
        words = tuple(word[begin:end] for word in self.words)
        waiting = np.arange(begin, end, dtype=np.int32)
        if not words:  # all texts are one
            first[begin:end] = 0
            return
        slots, mask = self._slots(words), len(self.table) - 1
        for _ in range(_ROUNDS):
            free = np.flatnonzero(self.table[slots] == _NOWHERE)[::-1]
            self.table[slots[free]] = waiting[free]  # of several that want one place the first is written last
            there = self.table[slots]
            same = self._same(there, words)
            first[waiting[same]] = there[same]
            if same.all():
                return
            left = ~same
            waiting, slots = waiting[left], (slots[left] + 1) & mask
            words = tuple(word[left] for word in words)
        raise _CrowdedError

    def find(self, texts: Texts, rows: Rows | None, found: Places) -> None:
        """Write into `found` where each of the texts at `rows`, which are of this length, stands first."""
        count = len(texts) if rows is None else len(rows)
        for begin in range(0, count, _BLOCK):
            some = slice(begin, min(begin + _BLOCK, count))
            block = texts[some] if rows is None else texts
            these = None if rows is None else rows[some]
            places = self._found(block, these)
            if self.rows is not None:
                places = np.where(places >= 0, self.rows[places], _NOWHERE).astype(np.int32)
            if these is None:
                found[some] = places
            else:
                found[these] = places

    def _found(self, texts: Texts, rows: Rows | None) -> Places:
        count = len(texts) if rows is None else len(rows)
        found = np.full(count, _NOWHERE, np.int32)
        alike = _begins_with(texts, self.prefix, self.length, rows)
        if not self.words:
            found[alike] = 0
            return found
        words = tuple(_words(texts, self.length, len(self.prefix), rows))
        waiting = np.arange(count)
        slots, mask = self._slots(words), len(self.table) - 1
        for _ in range(_ROUNDS + 1):
            there = self.table[slots]
            same = (there != _NOWHERE) & self._same(there, words)
            if len(waiting) == count:
                found = np.where(same, there, _NOWHERE)
            else:
                found[waiting[same]] = there[same]
            left = np.flatnonzero(~same & (there != _NOWHERE))
            if not len(left):
                break
            waiting, slots = waiting[left], (slots[left] + 1) & mask
            words = tuple(word[left] for word in words)
        found[~alike] = _NOWHERE
        return found


@attrs.frozen(eq=False)
class TextPlaces:
    """Texts, ready to be found by others.

    Attributes:
        texts: The texts.
        first: int32, for each text the place of the first one that is equal to it.

    Example:
        >>> known = TextPlaces.of(Texts.of(["T-1", "T-2", "T-1"]))
        >>> known.first.tolist(), known.find(Texts.of(["T-2", "T-9", "T-1"])).tolist()
        ([0, 1, 0], [1, -1, 0])
    """

    texts: Texts
    first: Places
    _groups: Mapping[int, _OneLength]
    _by_hand: Mapping[str, int] | None = None

    @classmethod
    def of(cls, texts: Texts) -> TextPlaces:
        """Return the places of `texts`."""
        first = np.empty(len(texts), np.int32)
        groups: dict[int, _OneLength] = {}
        try:
            for length, rows in _by_length(texts):
                groups[length], own = _OneLength.of(texts, length, rows)
                if rows is None:
                    first = own
                else:
                    first[rows] = rows[own]
        except _CrowdedError:
            by_hand: dict[str, int] = {}
            first = np.array([by_hand.setdefault(word, place) for place, word in enumerate(texts)], np.int32)
            return cls(texts, first, {}, by_hand)
        return cls(texts, first, groups)

    def find(self, texts: Texts) -> Places:
        """Return for each of other texts the place of the first equal one; -1 where there is none."""
        found = np.full(len(texts), _NOWHERE, np.int32)
        try:
            if self._by_hand is None:
                for length, rows in _by_length(texts):
                    if length in self._groups:
                        self._groups[length].find(texts, rows, found)
                return found
        except _CrowdedError:
            pass
        known = self._by_hand or {word: place for place, word in reversed(list(enumerate(self.texts)))}
        return np.array([known.get(word, -1) for word in texts], np.int32)


def _by_length(texts: Texts) -> Iterator[tuple[int, Rows | None]]:
    """Return each length of the texts with the places of those that have it, None for all of them."""
    if texts.width is not None:
        yield texts.width, None
        return
    lengths = texts.lengths
    if not len(lengths):
        return
    longest = int(lengths.max())
    order = np.argsort(lengths.astype(np.uint16) if longest < 1 << 16 else lengths, kind="stable")
    ordered = lengths[order]
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
    if len(starts) > _LENGTHS:
        raise _CrowdedError
    for begin, end in zip(starts.tolist(), [*starts[1:].tolist(), len(order)], strict=True):
        yield int(ordered[begin]), order[begin:end]


def _common(texts: Texts, length: int, rows: Rows | None) -> bytes:
    """Return the longest text with which all texts of a length begin."""
    begins = texts.bounds[:-1] if rows is None else texts.bounds[:-1][rows]
    start = int(begins[0])
    model = texts.data[start : start + length]
    for offset in range(length):
        here = texts.data[begins[0] + offset :: length][: len(begins)] if rows is None else texts.data[begins + offset]
        if not bool((here == model[offset]).all()):
            return model[:offset].tobytes()
    return model.tobytes()


def _begins_with(texts: Texts, prefix: bytes, length: int, rows: Rows | None) -> NDArray[np.bool_]:
    count = len(texts) if rows is None else len(rows)
    alike = np.ones(count, np.bool_)
    offset = 0
    for size, kind in _SIZES:
        while len(prefix) - offset >= size:
            known = np.frombuffer(prefix[offset : offset + size], kind)[0]
            alike &= _loaded(texts, offset, size, kind, length, rows) == known
            offset += size
    return alike


_SIZES: Final = ((8, "<u8"), (4, "<u4"), (2, "<u2"), (1, "<u1"))


def _loaded(
    texts: Texts, offset: int, size: int, kind: str, length: int, rows: Rows | None
) -> NDArray[np.unsignedinteger]:
    """Return `size` bytes of each text from `offset` on as one number."""
    data = texts.data
    if rows is None:
        start = int(texts.bounds[0]) + offset
        found: NDArray[np.unsignedinteger] = np.ndarray((len(texts),), kind, data, start, (length,))
        return found
    anywhere: NDArray[np.unsignedinteger] = np.ndarray((len(data) - size + 1,), kind, data, 0, (1,))
    return anywhere[texts.bounds[:-1][rows] + offset]


def _words(texts: Texts, length: int, common: int, rows: Rows | None) -> Iterator[Word]:
    """Return the texts from `common` on as numbers of 64 bits, from the end backwards; they may reach further ahead."""
    end = length
    while end > common:
        if end >= 8:
            yield _loaded(texts, end - 8, 8, "<u8", length, rows).astype(np.uint64)
            end -= 8
        elif length >= 8:
            yield _loaded(texts, 0, 8, "<u8", length, rows).astype(np.uint64)
            return
        else:
            size = 4 if end >= 4 else 2 if end >= 2 else 1
            kind = f"<u{size}"
            low = _loaded(texts, 0, size, kind, length, rows).astype(np.uint64)
            yield low | (_loaded(texts, end - size, size, kind, length, rows).astype(np.uint64) << np.uint64(8 * size))
            return
