"""What many agreements make their parties owe between two dates: equal clauses reckoned once, rows filled in on demand.

The answer for an agreement is that of `contractkit.duties.obligations`, which is asked for every different clause under
every different frame of terms, and for whole agreements where more than that decides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from contractkit.duties import Gap, Obligation, ObligationEvent, Obligations, obligations
from contractkit.duties.earned import Earned
from contractkit.errors import UsageError
from contractkit.facts import Coded, Table
from contractkit.portfolio.dated_terms import Needs, needs_of, owed_under
from contractkit.portfolio.holes import Names
from contractkit.quantities.notation import nearest

if TYPE_CHECKING:
    from contractkit.portfolio.stored_entries import Shelf

__all__ = ["PortfolioObligations", "owed"]

Places = NDArray[np.int32]
_NEEDS: Final[tuple[Needs, ...]] = ("frame", "calendar", "start")
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
        pieces: Sequence[tuple[tuple[Obligation, ...], tuple[Gap, ...]]],
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
        return self._only(
            lambda one: (
                kind in (None, one.kind)
                and state in (None, one.state)
                and nature in (None, one.nature)
                and (owner in (None, one.owner) or one.owner == "both")
            )
        )

    @property
    def decisions(self) -> PortfolioObligations:
        """The options that can still be used: what somebody has to decide about before a date."""
        return self._only(lambda one: one.nature == "option" and one.open is not None)

    def _only(self, wanted: Any) -> PortfolioObligations:
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


def owed(
    shelf: Shelf,
    between: tuple[date, date],
    as_of: date | None,
    events: Iterable[ObligationEvent],
    settlements: Iterable[Earned],
) -> PortfolioObligations:
    """Return what the agreements of a portfolio make their parties owe between two dates.

    Args:
        shelf: The agreements.
        between: The first due date and the last; both count, in the zone of each agreement.
        as_of: The day on which it is asked; None: the first date.
        events: What was recorded, each with the id of its agreement.
        settlements: Settlements, each of its own agreement and period.

    Raises:
        UsageError: An event or a settlement is about no agreement of the portfolio.
    """
    first, last = between
    today = first if as_of is None else as_of
    told = _by_agreement(shelf, events, settlements)
    names = [row.names for row in shelf.rows]
    pieces: list[tuple[tuple[Obligation, ...], tuple[Gap, ...]]] = []
    frame, provision, place, whole = _pairs(shelf, told, first)
    width = len(shelf.provisions) + 1
    pairs, of_row = np.unique(frame.astype(np.int64) * width + provision + 1, return_inverse=True)
    for pair in pairs.tolist():
        clause = None if pair % width == 0 else shelf.provision(pair % width - 1)
        pieces.append(owed_under(shelf.frame(pair // width), clause, (first, last), today))
    counts = np.array([len(rows) for rows, _ in pieces], np.int64)
    own = counts[of_row] if len(pieces) else np.zeros(0, np.int64)
    rows = [(np.repeat(place, own), np.repeat(of_row, own), _counted(own))]
    for number in whole:
        agreement = shelf.agreement(number)
        mine, settled = told.get(agreement.id, ([], []))
        found = obligations(agreement, (first, last), as_of=as_of, events=mine, settlements=settled)
        size = len(found.rows)
        rows.append((np.full(size, number), np.full(size, len(pieces)), np.arange(size)))
        pieces.append((found.rows, found.gaps))
    column = [np.concatenate([one[part] for one in rows]).astype(np.int32) for part in range(3)]
    due = _due(pieces, column[1], column[2])
    order = np.lexsort((np.arange(len(due)), column[0], due))
    lacking = np.array([bool(gaps) for _, gaps in pieces], np.bool_)
    at = lacking[of_row] if len(pieces) and len(of_row) else np.zeros(0, np.bool_)
    gap_place = np.concatenate([place[at], np.array(whole, np.int32)]).astype(np.int32)
    first_whole = len(pieces) - len(whole)
    gap_piece = np.concatenate([of_row[at], np.arange(first_whole, len(pieces))]).astype(np.int32)
    column = [one[order] for one in column]
    return PortfolioObligations(
        (first, last, today), names, pieces, (column[0], column[1], column[2]), (gap_place, gap_piece)
    )


def _pairs(shelf: Shelf, told: Mapping[str, Any], first: date) -> tuple[Places, Places, Places, list[int]]:
    """Return frame, clause and agreement of all that is reckoned in pieces, and the agreements that are asked whole."""
    whole = [n for n, row in enumerate(shelf.rows) if not row.dated or row.id in told]
    asked = set(whole)
    counts = np.array([0 if n in asked else len(row.dated) for n, row in enumerate(shelf.rows)], np.int64)
    flat = np.array(
        [number for n, row in enumerate(shelf.rows) if n not in asked for number in (-1, *row.dated[1:])], np.int32
    )
    place = np.repeat(np.arange(len(shelf.rows), dtype=np.int32), counts)
    frames = np.array([row.dated[0] if row.dated else 0 for row in shelf.rows], np.int32)
    frame = frames[place]
    needs = [*(needs_of(shelf.provision(number)) for number in range(len(shelf.provisions))), "frame"]
    word = np.array([_NEEDS.index(one) for one in needs], np.int8)[flat]
    for number, one in enumerate(_NEEDS[1:], 1):
        frame = np.where(word == number, _representatives(shelf, one, first)[frame], frame)
    return frame.astype(np.int32), flat, place, whole


def _representatives(shelf: Shelf, needs: Needs, first: date) -> Places:
    """Return for each frame the first one under which clauses with such needs have the same dates."""
    found: dict[Any, int] = {}
    same: list[int] = []
    for number in range(len(shelf.frames)):
        key = shelf.frame(number).same_for(needs, first)
        same.append(number if key is None else found.setdefault(key, number))
    return np.array(same, np.int32)


def _counted(lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return 0, 1, 2 and so on for each length, one after the other."""
    total = int(lengths.sum())
    starts = np.cumsum(lengths) - lengths
    return np.arange(total) - np.repeat(starts, lengths)


def _due(
    pieces: Sequence[tuple[tuple[Obligation, ...], tuple[Gap, ...]]], piece: Places, row: Places
) -> NDArray[np.int64]:
    starts = np.cumsum([0, *(len(rows) for rows, _ in pieces)])
    days = np.array([one.due.toordinal() for rows, _ in pieces for one in rows], np.int64)
    return days[starts[piece] + row] if len(days) else np.zeros(0, np.int64)


def _by_agreement(
    shelf: Shelf, events: Iterable[ObligationEvent], settlements: Iterable[Earned]
) -> dict[str, tuple[list[ObligationEvent], list[Earned]]]:
    known = {row.id for row in shelf.rows}
    found: dict[str, tuple[list[ObligationEvent], list[Earned]]] = {}
    for event in events:
        _own(found, known, event, event.agreement)[0].append(event)
    for settled in settlements:
        _own(found, known, settled, settled.agreement)[1].append(settled)
    return found


def _own(
    found: dict[str, tuple[list[ObligationEvent], list[Earned]]],
    known: Collection[str],
    told: object,
    agreement: str | None,
) -> tuple[list[ObligationEvent], list[Earned]]:
    if agreement is None or agreement not in known:
        hint = "" if agreement is None else f"; {nearest(agreement, known)}"
        raise UsageError(f"{told!r} is about no agreement of the portfolio{hint}", agreement=agreement)
    return found.setdefault(agreement, ([], []))
