"""Raw columns that are read piece by piece, put together in arrays that have their full length from the beginning.

Small pieces that are kept until the end lie between what comes and goes, and the memory around them is not given back.
"""

from __future__ import annotations

from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.facts.columns import narrowest
from contractkit.facts.raw_columns import RawColumn, RawInstants, RawItems, RawTexts, RawWords
from contractkit.facts.texts import Texts

__all__ = ["Filling"]


@attrs.define
class Filling:
    """A column that is being filled.

    Attributes:
        length: How many rows it will have.
    """

    length: int
    _done: int = 0
    _values: NDArray[Any] | None = None
    _last: RawColumn | None = None
    _texts: list[Texts] = attrs.field(factory=list)
    _missing: list[NDArray[np.int64]] = attrs.field(factory=list)
    _nobody: list[NDArray[np.int64]] = attrs.field(factory=list)
    _place: dict[str | None, int] = attrs.field(factory=dict)
    _dated: bool = False
    _spelled: Filling | None = None

    def add(self, part: RawColumn) -> None:
        """Add the rows of `part`; all parts are of one kind."""
        begin = self._done
        self._last = part
        match part:
            case RawInstants():
                self._put(part.us)
            case RawTexts():
                self._done += len(part.texts)
                self._texts.append(part.texts)
                if part.missing is not None:
                    self._missing.append(np.flatnonzero(part.missing) + begin)
            case RawItems():
                self._put(part.item)
                self._nobody.append(part.nobody + begin)
                self._missing.append(part.unknown + begin)
                self._spelled = self._spelled or Filling(0)
                self._spelled.add(part.spelled)
            case RawWords():
                table = [self._place.setdefault(text, len(self._place)) for text in part.distinct]
                self._dated |= part.dated
                self._put(np.array(table or [-1], narrowest(len(self._place)))[part.codes])

    def _put(self, values: NDArray[Any]) -> None:
        end = self._done + len(values)
        if self._values is None:
            self._values = np.empty(max(end, self.length), values.dtype)
        if end > len(self._values):
            self._values = np.concatenate((self._values, np.empty(2 * end, self._values.dtype)))
        if np.can_cast(self._values.dtype, values.dtype) and self._values.dtype != values.dtype:
            self._values = self._values.astype(values.dtype)
        self._values[self._done : end] = values
        self._done = end

    def column(self) -> RawColumn:
        """Return the column of all rows that were added."""
        values = np.zeros(0, np.int64) if self._values is None else self._values[: self._done]
        match self._last:
            case RawInstants() as last:
                return RawInstants(values, last.aware)
            case RawTexts():
                missing = None
                if self._missing:
                    missing = np.zeros(self._done, np.bool_)
                    missing[np.concatenate(self._missing)] = True
                return RawTexts(Texts.together(self._texts), missing)
            case RawItems() as last:
                spelled = None if self._spelled is None else self._spelled.column()
                assert isinstance(spelled, RawWords)
                return RawItems(
                    values.astype(np.int32, copy=False),
                    last.names,
                    np.concatenate(self._nobody),
                    np.concatenate(self._missing),
                    spelled,
                )
            case _:
                return RawWords(values, tuple(self._place), self._dated)
