"""The obligations of many agreements: arrays of what is owed, with rows and columns made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from contractkit.duties import Gap, Obligation, Obligations
from contractkit.duties.choosing import is_decision, those_of
from contractkit.facts import Coded, Table
from contractkit.portfolio.holes import Names

__all__ = ["Piece", "Places", "PortfolioObligations"]

Places = NDArray[np.int32]
"""Numbers of agreements, pieces or rows."""

Piece = tuple[tuple[Obligation, ...], tuple[Gap, ...]]
"""What is owed under one clause and one frame, or under one whole agreement, and what of it nobody can say."""

_EPOCH: Final = date(1970, 1, 1).toordinal()
_WORDS: Final = ("kind", "nature", "occasion", "owner", "does", "state", "provided")


class PortfolioObligations:
    """What is owed, may be done or happens between two dates under many agreements, in the order of the due dates.

    Rows are made when they are looked at; `table` has all of them as columns at once.

    Attributes:
        first: The first due date that was asked for.
        last: The last one, which counts too.
        as_of: The day on which it is asked, which decides the states.
    """

    def __init__(
        self,
        asked: tuple[date, date, date],
        names: Sequence[Names],
        pieces: Sequence[Piece],
        rows: tuple[Places, Places, Places],
        gaps: tuple[Places, Places],
    ) -> None:
        """Take what `owed` reckons: pieces, and for each row its agreement, its piece and its place in the piece."""
        self.first, self.last, self.as_of = asked
        self._names = names
        self._pieces = pieces
        self._place, self._piece, self._row = rows
        self._gaps = gaps

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._place)

    def __iter__(self) -> Iterator[Obligation]:
        """Go through the obligations."""
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, number: int) -> Obligation:
        """Return one obligation, by its number in the order of the due dates."""
        row = self._pieces[self._piece[number]][0][self._row[number]]
        found: Obligation = self._names[self._place[number]](row)
        return found

    def __repr__(self) -> str:
        """Return how many there are, and of which dates, on one line."""
        return f"<PortfolioObligations {self.first.isoformat()}..{self.last.isoformat()}: {len(self)}>"

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The clauses whose dates nobody can say, of all agreements."""
        found: list[Gap] = []
        for place, piece in zip(*self._gaps, strict=True):
            found += (self._names[place](gap) for gap in self._pieces[piece][1])
        return tuple(found)

    @property
    def all(self) -> Obligations:
        """All obligations as those of one agreement are given, with all their rows made."""
        return Obligations(self.first, self.last, self.as_of, tuple(self), self.gaps)

    def of(
        self,
        *,
        kind: str | None = None,
        state: str | None = None,
        owner: str | None = None,
        nature: str | None = None,
    ) -> PortfolioObligations:
        """Return those of one kind, in one state, of one party, of one nature; what is left out does not matter.

        Args:
            kind: Such as ``notice``.
            state: Such as ``violated``.
            owner: ``provider`` or ``customer``; what both owe is of each of them.
            nature: ``duty``, ``option``, ``task`` or ``event``.
        """
        return self._only(those_of(kind, state, owner, nature))

    @property
    def decisions(self) -> PortfolioObligations:
        """The options that can still be used: what somebody has to decide about before a date."""
        return self._only(is_decision)

    def _only(self, wanted: Callable[[Obligation], object]) -> PortfolioObligations:
        flags = [np.array([bool(wanted(one)) for one in rows], np.bool_) for rows, _ in self._pieces]
        starts = np.cumsum([0, *map(len, flags)])
        every = np.concatenate(flags) if flags else np.zeros(0, np.bool_)
        keep = every[starts[self._piece] + self._row]
        rows = (self._place[keep], self._piece[keep], self._row[keep])
        asked = (self.first, self.last, self.as_of)
        none = (self._gaps[0][:0], self._gaps[1][:0])
        return PortfolioObligations(asked, self._names, self._pieces, rows, none)

    @cached_property
    def table(self) -> Table:
        """The obligations as columns, which know their ways to pandas, polars, Arrow and DuckDB."""
        rows = [one for own, _ in self._pieces for one in own]
        starts = np.cumsum([0, *(len(own) for own, _ in self._pieces)])
        place = (starts[self._piece] + self._row).astype(np.intp)
        ids = tuple(names.words[0] for names in self._names)
        columns: dict[str, Any] = {"agreement": Coded(self._place.astype(np.int32), ids)}
        for name in _WORDS:
            words = Coded.from_words([None if (word := getattr(one, name)) is None else str(word) for one in rows])
            columns[name] = words.take(place)
        shown = Coded.from_words([str(one.clause) for one in rows]).take(place)
        columns["clause"] = self._filled(shown)
        for name in ("due", "counted_from"):
            days = np.array([getattr(one, name).toordinal() - _EPOCH for one in rows], np.int64)
            columns[name] = days[place].astype("M8[D]").astype("M8[us]")
        columns["days_left"] = columns["due"].astype("M8[D]").astype(np.int64) - (self.as_of.toordinal() - _EPOCH)
        return Table(columns)

    def _filled(self, shown: Coded) -> Coded:
        """Return clauses with the names of their agreements, each different one made once."""
        pairs = self._place.astype(np.int64) * max(len(shown.categories), 1) + shown.codes
        found, codes = np.unique(pairs, return_inverse=True)
        width = max(len(shown.categories), 1)
        categories = shown.categories
        words = [self._names[pair // width](categories[pair % width]) for pair in found.tolist()]
        return Coded(codes.astype(np.int32), tuple(words))

    def to_dict(self) -> dict[str, Any]:
        """Return the obligations as plain data, ready for JSON, as those of one agreement are."""
        return self.all.to_dict()
