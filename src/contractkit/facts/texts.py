"""Many texts in two arrays: their bytes one after the other, and where each begins.

A million ids as Python strings take a hundred megabytes and a fifth of a second; here they take their own bytes. What
equal texts are is found in `text_places`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any, Final, overload

import attrs
import numpy as np
from numpy.typing import NDArray

__all__ = ["Texts"]

_AT_ONCE: Final = 1 << 16
_SPACES: Final = (*range(9, 14), *range(28, 33))
"""The ASCII characters that `str.strip` takes away."""
_ODD_ENDS: Final = np.array([code in _SPACES or code >= 128 for code in range(256)])
"""First and last bytes of texts from which something may have to be stripped."""


def _bytes(values: Any) -> NDArray[np.uint8]:
    array = np.asarray(values, np.uint8).view()
    array.flags.writeable = False
    return array


def _bounds(values: Any) -> NDArray[np.int64]:
    array = np.asarray(values)
    array = (array if array.dtype in (np.int32, np.int64) else array.astype(np.int64)).view()
    array.flags.writeable = False
    return array


@attrs.frozen(eq=False, repr=False)
class Texts(Sequence[str]):
    """Texts that cannot be changed; a sequence of str, equal to a tuple of the same ones.

    Attributes:
        data: uint8, the texts in UTF-8 one after the other; there may be more before and after them.
        bounds: int32 or int64, where each text begins in `data`, and where the last one ends.

    Example:
        >>> ids = Texts.of(["T-1", "T-20"])
        >>> ids[1], len(ids), ids.find("T-1"), ids.take(np.array([1, 0])).tolist()
        ('T-20', 2, 0, ['T-20', 'T-1'])
    """

    data: NDArray[np.uint8] = attrs.field(converter=_bytes)
    bounds: NDArray[np.int64] = attrs.field(converter=_bounds)

    @classmethod
    def of(cls, words: Iterable[str]) -> Texts:
        """Return the texts of `words`; texts as they are."""
        if isinstance(words, Texts):
            return words
        spelled = [word.encode("utf-8", "surrogatepass") for word in words]
        bounds = np.zeros(len(spelled) + 1, np.int64)
        np.cumsum(np.fromiter(map(len, spelled), np.int64, len(spelled)), out=bounds[1:])
        return cls(np.frombuffer(b"".join(spelled), np.uint8), bounds)

    @classmethod
    def together(cls, parts: Sequence[Texts]) -> Texts:
        """Return the texts of all parts, in their order."""
        if len(parts) == 1:
            return parts[0]
        pieces = [part.data[int(part.bounds[0]) : int(part.bounds[-1])] for part in parts]
        data = np.concatenate([np.zeros(0, np.uint8), *pieces])
        bounds = np.zeros(sum(map(len, parts)) + 1, np.int32 if len(data) < 1 << 31 else np.int64)
        begin = end = 0
        for part, piece in zip(parts, pieces, strict=True):
            bounds[begin + 1 : begin + len(part) + 1] = part.bounds[1:] - part.bounds[0] + end
            begin, end = begin + len(part), end + len(piece)
        return cls(data, bounds)

    @cached_property
    def width(self) -> int | None:
        """Return how many bytes each text has, None where they differ or there are none."""
        if not len(self):
            return None
        width = int(self.bounds[1] - self.bounds[0])
        if int(self.bounds[-1] - self.bounds[0]) != width * len(self):
            return None
        for begin in range(0, len(self), _AT_ONCE):
            if not bool((np.diff(self.bounds[begin : begin + _AT_ONCE + 1]) == width).all()):
                return None
        return width

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Return how many bytes each text has."""
        return np.diff(self.bounds)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.bounds) - 1

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice | NDArray[Any]) -> Texts: ...

    def __getitem__(self, place: int | slice | NDArray[Any]) -> str | Texts:
        """Return the text at a place, or the texts at some places or of a mask."""
        if isinstance(place, slice):
            begin, end, step = place.indices(len(self))
            if step == 1:
                return Texts(self.data, self.bounds[begin : max(begin, end) + 1])
            return self.take(np.arange(begin, end, step))
        if isinstance(place, np.ndarray):
            return self.take(place)
        at = range(len(self))[place]
        return self._read(int(self.bounds[at]), int(self.bounds[at + 1]))

    def _read(self, begin: int, end: int) -> str:
        return self.data[begin:end].tobytes().decode("utf-8", "surrogatepass")

    def __iter__(self) -> Iterator[str]:
        """Go through the texts."""
        for begin in range(0, len(self), _AT_ONCE):
            yield from self._some(begin, min(begin + _AT_ONCE, len(self)))

    def _some(self, begin: int, end: int) -> list[str]:
        bounds = self.bounds[begin : end + 1]
        start = int(bounds[0])
        whole = self.data[start : int(bounds[-1])].tobytes()
        edges = (bounds - start).tolist()
        if whole.isascii():
            text = whole.decode("ascii")
            return [text[one:other] for one, other in pairwise(edges)]
        return [whole[one:other].decode("utf-8", "surrogatepass") for one, other in pairwise(edges)]

    def tolist(self) -> list[str]:
        """Return all as a list."""
        return list(self)

    def take(self, places: NDArray[Any]) -> Texts:
        """Return the texts at some places, or of a mask."""
        rows = np.flatnonzero(places) if places.dtype == np.bool_ else places
        if self.width:
            width, start = self.width, int(self.bounds[0])
            table = self.data[start : start + width * len(self)].reshape(len(self), width)
            return Texts(table[rows].reshape(-1), np.arange(len(rows) + 1, dtype=np.int64) * width)
        lengths = self.lengths[rows]
        bounds = np.zeros(len(rows) + 1, np.int64)
        np.cumsum(lengths, out=bounds[1:])
        data = np.empty(int(bounds[-1]), np.uint8)
        starts = self.bounds[:-1][rows].astype(np.int64)
        for begin in range(0, len(rows), _AT_ONCE):
            some = slice(begin, begin + _AT_ONCE)
            low, high = int(bounds[begin]), int(bounds[min(begin + _AT_ONCE, len(rows))])
            shift = np.repeat(starts[some] - bounds[:-1][some], lengths[some])
            data[low:high] = self.data[shift + np.arange(low, high)]
        return Texts(data, bounds)

    def find(self, word: str) -> int | None:
        """Return the first place of `word`, None where it is not there."""
        wanted = np.frombuffer(word.encode("utf-8", "surrogatepass"), np.uint8)
        rows = np.flatnonzero(self.lengths == len(wanted))
        for offset, byte in enumerate(wanted.tolist()):
            rows = rows[self.data[self.bounds[rows] + offset] == byte]
        return int(rows[0]) if len(rows) else None

    def index(self, value: Any, start: int = 0, stop: int | None = None) -> int:
        """Return the first place of `value`.

        Raises:
            ValueError: It is not there.
        """
        place = self[start:stop].find(value) if isinstance(value, str) else None
        if place is None:
            raise ValueError(f"{value!r} is not among the texts")
        return place + range(len(self))[start:stop].start

    def __contains__(self, value: object) -> bool:
        """Return whether `value` is among the texts."""
        return isinstance(value, str) and self.find(value) is not None

    def odd(self, missing: Iterable[str]) -> NDArray[np.bool_]:
        """Return which texts may mean another than stands there: empty, with spaces around them, or one of `missing`.

        All such texts are among those returned; a text with a letter beyond ASCII at an end may be too.
        """
        if not len(self.data):
            return np.ones(len(self), np.bool_)
        odd = np.empty(len(self), np.bool_)
        spelled = [np.frombuffer(word.encode("utf-8", "surrogatepass"), np.uint8) for word in missing]
        for begin in range(0, len(self), _AT_ONCE):
            bounds = self.bounds[begin : begin + _AT_ONCE + 1]
            odd[begin : begin + _AT_ONCE] = self._odd(bounds[:-1], bounds[1:], spelled)
        return odd

    def _odd(
        self, starts: NDArray[np.int64], ends: NDArray[np.int64], missing: list[NDArray[np.uint8]]
    ) -> NDArray[np.bool_]:
        lengths = ends - starts
        odd: NDArray[np.bool_] = lengths == 0
        first = self.data.take(starts, mode="clip")
        odd |= _ODD_ENDS.take(first) | _ODD_ENDS.take(self.data.take(ends - 1, mode="clip"))
        for word in missing:
            rows = np.flatnonzero(lengths == len(word))
            for offset, byte in enumerate(word.tolist()):
                rows = rows[self.data[starts[rows] + offset] == byte]
            odd[rows] = True
        return odd

    def __eq__(self, other: object) -> bool:
        """Return whether `other` is a sequence of the same texts."""
        if isinstance(other, Texts):
            if len(self) != len(other) or not np.array_equal(self.lengths, other.lengths):
                return False
            ours = self.data[int(self.bounds[0]) : int(self.bounds[-1])]
            return np.array_equal(ours, other.data[int(other.bounds[0]) : int(other.bounds[-1])])
        if isinstance(other, tuple | list):
            return len(self) == len(other) and self.tolist() == list(other)
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]  # equal to lists, which have none

    def __repr__(self) -> str:
        """Return the first texts, and how many there are."""
        some = ", ".join(repr(word) for word in self[:3])
        return f"Texts([{some}{', ...' if len(self) > 3 else ''}], {len(self)} of them)"
