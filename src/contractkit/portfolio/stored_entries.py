"""The agreements of a portfolio as they are kept: packed terms, what is shared, and what a call needs at once."""

from __future__ import annotations

import zlib
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from datetime import date
from threading import Lock
from typing import Any, Final
from zoneinfo import ZoneInfo

import attrs

from contractkit.calendars.instants import to_datetime
from contractkit.errors import NotComputedError
from contractkit.portfolio.dated_terms import TermFrame, dated_terms_of
from contractkit.portfolio.deciding import DecisionTable
from contractkit.portfolio.desk_terms import DeskTerms, desk_terms_of
from contractkit.portfolio.entries import Entry, Held, signed_on
from contractkit.portfolio.holes import Names
from contractkit.portfolio.packing import Packer
from contractkit.portfolio.unpacking import Unpacker
from contractkit.quantities.midnights import midnight_us
from contractkit.terms import Agreement
from contractkit.terms.provisions import Provision
from contractkit.terms.provisions.catalogue_item import CatalogueItem

__all__ = ["Row", "Shelf", "ShelfMaker", "Stretch"]

_OPEN: Final = 64
"""So many agreements stay open, those that were looked at last."""

Stretch = tuple[int | None, int | None, int, int | None, int | None]
"""Since and until when desk terms hold, their number (-1: not computed), and start and end of the term."""


@attrs.frozen(eq=False)
class Row:
    """One agreement as it is kept.

    Attributes:
        id: Its id.
        customer: The code of its customer, or None.
        zone: The zone of its dates.
        signed: The first instant of the date on which it was signed, or None.
        names: The ids of its papers and the files that they came from.
        stretches: What holds when.
        dated: The number of its frame of terms and those of its clauses with dates; empty where only the whole
            agreement tells what is owed.
        packed: Its terms, packed.
    """

    id: str
    customer: str | None
    zone: str
    signed: int | None
    names: Names
    stretches: tuple[Stretch, ...]
    dated: tuple[int, ...]
    packed: bytes


@attrs.define(eq=False)
class Shelf:
    """What the agreements of a portfolio share, and how they are opened.

    Attributes:
        rows: The agreements, in the order in which they came.
        unpacker: Reads packed terms.
        tables: The desk terms, packed, by their number.
        frames: The frames of terms, packed, by their number.
        provisions: The clauses with dates, packed, by their number.
        services: The names of all services and catalogue entries.
    """

    rows: Sequence[Row]
    unpacker: Unpacker
    tables: Sequence[str]
    frames: Sequence[str]
    provisions: Sequence[str]
    services: frozenset[str]
    _tables: dict[int, DecisionTable] = attrs.field(factory=dict, init=False)
    _frames: dict[int, TermFrame] = attrs.field(factory=dict, init=False)
    _provisions: dict[int, Provision] = attrs.field(factory=dict, init=False)
    _opened: OrderedDict[int, Agreement] = attrs.field(factory=OrderedDict, init=False)
    _entries: dict[int, Entry] = attrs.field(factory=dict, init=False)
    _lock: Any = attrs.field(factory=Lock, init=False)

    def agreement(self, place: int) -> Agreement:
        """Return an agreement with all its terms; those that were looked at last stay open."""
        with self._lock:
            found = self._opened.get(place)
            if found is not None:
                self._opened.move_to_end(place)
                return found
        row = self.rows[place]
        opened: Agreement = self.unpacker.unpack(zlib.decompress(row.packed).decode(), row.names)
        with self._lock:
            self._opened[place] = opened
            if len(self._opened) > _OPEN:
                self._opened.popitem(last=False)
        return opened

    def part(self, place: int, name: str) -> tuple[str, Any]:
        """Return one attribute of an agreement, with holes, and a text that tells it from those of others."""
        return self.unpacker.part(zlib.decompress(self.rows[place].packed).decode(), name)

    def table(self, number: int) -> DecisionTable:
        """Return a decision table, which is made when it is asked for first."""
        found = self._tables.get(number)
        if found is None:
            terms: DeskTerms = self.unpacker.unpack(self.tables[number])
            found = self._tables.setdefault(number, DecisionTable(terms))
        return found

    def frame(self, number: int) -> TermFrame:
        """Return a frame of terms, with holes."""
        found = self._frames.get(number)
        if found is None:
            found = self._frames.setdefault(number, self.unpacker.unpack(self.frames[number]))
        return found

    def provision(self, number: int) -> Provision:
        """Return a clause with dates, with holes."""
        found = self._provisions.get(number)
        if found is None:
            found = self._provisions.setdefault(number, self.unpacker.unpack(self.provisions[number]))
        return found

    def entry(self, place: int) -> Entry:
        """Return an agreement as a service desk looks it up."""
        found = self._entries.get(place)
        if found is None:
            row = self.rows[place]
            found = self._entries[place] = Entry(
                row.id, row.customer, row.zone, row.signed, row.names, _Opens(self, place), _HeldAt(self, place)
            )
        return found


@attrs.frozen(eq=False)
class _Opens:
    shelf: Shelf
    place: int

    def __call__(self) -> Agreement:
        return self.shelf.agreement(self.place)


class _HeldAt:
    """What holds when of one agreement of a shelf."""

    __slots__ = ("_held", "_place", "_shelf")

    def __init__(self, shelf: Shelf, place: int) -> None:
        self._shelf = shelf
        self._place = place
        self._held: tuple[Held | None, ...] = ()

    def __call__(self, us: int) -> Held:
        if not self._held:
            self._held = tuple(map(self._made, self._shelf.rows[self._place].stretches))
        for held, (since, until, *_) in zip(self._held, self._shelf.rows[self._place].stretches, strict=True):
            if (since is None or since <= us) and (until is None or us < until):
                return self._refused(us) if held is None else held
        raise AssertionError("stretches cover all of time")  # pragma: no cover

    def _made(self, stretch: Stretch) -> Held | None:
        since, until, number, start, end = stretch
        return None if number < 0 else Held(since, until, self._shelf.table(number), start, end)

    def _refused(self, us: int) -> Held:
        """Refuse what an agreement says and this version does not compute."""
        agreement = self._shelf.agreement(self._place)
        on = to_datetime(us, 0).astimezone(ZoneInfo(agreement.zone)).date()
        desk_terms_of(agreement, on)
        raise AssertionError(f"{agreement.id} was not computed when it was packed, and is now")


@attrs.define(eq=False)
class _Numbered:
    """Packed values, each different one with a number."""

    texts: list[str] = attrs.field(factory=list, init=False)
    _numbers: dict[bytes, int] = attrs.field(factory=dict, init=False)

    def number(self, packed: tuple[str, bytes]) -> int:
        """Return the number of a value; a new one for one that was not there."""
        text, digest = packed
        found = self._numbers.setdefault(digest, len(self.texts))
        if found == len(self.texts):
            self.texts.append(text)
        return found


@attrs.define(eq=False)
class ShelfMaker:
    """Puts agreements on a shelf, one after the other."""

    _packer: Packer = attrs.field(factory=Packer, init=False)
    _rows: list[Row] = attrs.field(factory=list, init=False)
    _tables: _Numbered = attrs.field(factory=lambda: _Numbered(), init=False)
    _frames: _Numbered = attrs.field(factory=lambda: _Numbered(), init=False)
    _provisions: _Numbered = attrs.field(factory=lambda: _Numbered(), init=False)
    _services: set[str] = attrs.field(factory=set, init=False)

    def add(self, agreement: Agreement) -> None:
        """Put one more agreement on the shelf.

        Raises:
            StoredPortfolioError: It holds what cannot be stored, such as a calendar with a holiday source of one's own.
        """
        papers = [paper for entry in agreement.versions for paper in entry.value.documents]
        amended = [paper for entry in agreement.versions for paper in entry.value.amendments]
        words = [agreement.id, *(paper.id for paper in papers), *(paper.id for paper in amended)]
        words += [paper.file for paper in papers if paper.file is not None]
        names = tuple(dict.fromkeys(words))
        self._packer.names(names)
        text, _ = self._packer.pack(agreement)
        stretches = tuple(self._stretches(agreement))
        signed = signed_on(agreement)
        us = None if signed is None else midnight_us(signed, agreement.zone)
        dated = self._dated(agreement)
        packed = zlib.compress(text.encode(), 6)
        self._rows.append(
            Row(agreement.id, agreement.customer, agreement.zone, us, Names(names), stretches, dated, packed)
        )

    def shelf(self) -> Shelf:
        """Return the shelf."""
        unpacker = Unpacker(tuple(self._packer.pool), tuple(self._packer.classes))
        return Shelf(
            tuple(self._rows),
            unpacker,
            tuple(self._tables.texts),
            tuple(self._frames.texts),
            tuple(self._provisions.texts),
            frozenset(self._services),
        )

    def _dated(self, agreement: Agreement) -> tuple[int, ...]:
        terms = dated_terms_of(agreement)
        if terms is None:
            return ()
        frame = self._frames.number(self._packer.pack(terms.frame))
        return (frame, *(self._provisions.number(self._packer.pack(one)) for one in terms.provisions))

    def _stretches(self, agreement: Agreement) -> Iterator[Stretch]:
        zone = agreement.zone
        for span in agreement.versions.spans():
            term = span.value.term
            self._services.update(span.value.services)
            self._services.update(item.name for item in span.value.provisions_of(CatalogueItem))
            try:
                terms = desk_terms_of(agreement, date.min if span.start is None else span.start)
                number = self._tables.number(self._packer.pack(terms))
            except NotComputedError:
                number = -1
            start = None if term is None else midnight_us(term.start, zone)
            end = None if term is None or term.end is None else midnight_us(term.end, zone)
            since, until = (None if day is None else midnight_us(day, zone) for day in (span.start, span.end))
            yield since, until, number, start, end
