"""The states of items through time: what was said of them, put in order, one row for each instant that says something.

An item has a row at its opening and one at every later instant at which an event speaks; within a row nothing changes.
Events before the opening, after the moment of judging, and recorded too late to be known are set aside here. What a
state means (paused, stopped, which target) is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.layout import Layout, Spoken, begins
from contractkit.clocks.truth import Columns
from contractkit.facts import MISSING, NAT, UNMENTIONED, Coded, Events, Facts, Instants

__all__ = ["BEGINNING", "OPENED", "History", "States"]

OPENED: Final = "opened_at"
"""The field that holds the instant of an item's opening."""
BEGINNING: Final = -(2**62)
"""Where the first row of an item stands whose opening is unknown, in microseconds: before everything."""

_AT_ONCE: Final = 1 << 16

Ints = NDArray[np.int64]
Codes = NDArray[np.signedinteger[Any]]
Places = NDArray[np.int32]
Flags = NDArray[np.bool_]


@attrs.frozen(eq=False)
class States:
    """Rows of items with the fields that were asked for, in the order of item and time.

    Attributes:
        item: int32, the place of the row's item in the facts.
        at: int64, the instant from which the row holds; an item's first row stands at its opening.
        first: For each item the place of its first row here.
        columns: The fields of the rows, to read conditions from.
    """

    item: Places
    at: Ints
    first: NDArray[np.intp]
    columns: Columns

    @property
    def last(self) -> NDArray[np.intp]:
        """Return for each item the place of its last row."""
        return np.append(self.first[1:], len(self.item))[: len(self.first)] - 1

    def is_first(self) -> Flags:
        """Return for each row whether it is its item's first."""
        flags = np.zeros(len(self.item), np.bool_)
        flags[self.first] = True
        return flags

    def changed(self, fields: Iterable[str]) -> Flags:
        """Return for each row whether it changed one of the fields; an item's first row did not."""
        flags = np.zeros(len(self.item), np.bool_)
        for field in fields:
            if field in self.columns.by_row:
                codes = self.columns.by_row[field].codes
                flags[1:] |= codes[1:] != codes[:-1]
        flags[self.first] = False
        return flags


@attrs.frozen(eq=False)
class History:
    """What happened to items by the moment of judging, ready to be read as states; worked out when it is asked for.

    Attributes:
        facts: The facts.
        as_of: The moment of judging in microseconds; what happened later is set aside.
        known_at: What was recorded later is set aside too; None where all is known.
    """

    facts: Facts
    as_of: int
    known_at: int | None = None
    _spoken: dict[str, Spoken] = attrs.field(factory=dict, init=False, repr=False)
    _codes_of: dict[tuple[str, bytes], Codes] = attrs.field(factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, facts: Facts, as_of: int, known_at: int | None = None) -> History:
        """Return the history of all items of `facts`, as it had happened by `as_of` and was known at `known_at`."""
        return cls(facts, as_of, known_at)

    def parts(self, rows: int) -> Iterator[tuple[int, History]]:
        """Return the history in parts of whole items with about so many rows each, and the place of each first item.

        A part is a history like any other, whose items count from zero.
        """
        count = len(self.facts.items)
        total = count + (0 if self.facts.events is None else len(self.facts.events))
        size = max(1, count * rows // max(1, total))
        if size >= count:
            yield 0, self
            return
        ordered = self.facts.in_order()
        for first in range(0, count, size):
            yield first, History(ordered.part(first, min(first + size, count)), self.as_of, self.known_at)

    @cached_property
    def opened(self) -> Ints:
        """Return for each item its opening, `NAT` where it is unknown."""
        column = self.facts.items.columns.get(OPENED)
        return column.us if isinstance(column, Instants) else np.full(len(self.facts.items), NAT, np.int64)

    @cached_property
    def _happened(self) -> Flags | None:
        """For each event of the facts whether it had happened and was known; None where all had."""
        events = self.facts.events
        if events is None or not len(events):
            return None
        happened = None if int(events.at.max()) <= self.as_of else events.at <= self.as_of
        known = None if self.known_at is None else events.known_by(self.known_at)
        if known is None or happened is None:
            return known if happened is None else happened
        return happened & known

    @cached_property
    def _early(self) -> Flags | None:
        """For each event of the facts whether it lies before the opening of its item; None where none does."""
        events = self.facts.events
        if events is None:
            return None
        before = np.empty(len(events), np.bool_)
        for begin in range(0, len(events), _AT_ONCE):
            some = slice(begin, begin + _AT_ONCE)  # no event lies before an unknown opening
            np.less(events.at[some], self.opened[events.item[some]], out=before[some])
        if self._happened is not None:
            before &= self._happened
        return before if before.any() else None

    @property
    def early(self) -> NDArray[np.intp]:
        """Return the places, in the events of the facts, of events before their item's opening."""
        return np.zeros(0, np.intp) if self._early is None else np.flatnonzero(self._early)

    @property
    def late(self) -> int:
        """Return how many events lie after the moment of judging, or were recorded too late to be known."""
        return 0 if self._happened is None else len(self._happened) - int(np.count_nonzero(self._happened))

    @cached_property
    def events(self) -> Events:
        """Return the events from the opening to the moment of judging, in the order of item and time."""
        facts = self.facts.in_order()
        if facts.events is None:
            return Events(item=[], at=[])
        if facts is not self.facts:
            return History(facts, self.as_of, self.known_at).events
        kept, early = self._happened, self._early
        if early is not None:
            kept = ~early if kept is None else kept & ~early
        return facts.events if kept is None or bool(kept.all()) else facts.events.take(kept)

    @cached_property
    def base(self) -> Ints:
        """Return for each item where its first row stands: its opening, else its first event, else `BEGINNING`."""
        unknown = self.opened == NAT
        if not unknown.any():
            return self.opened
        base = np.where(unknown, BEGINNING, self.opened)
        starts = np.flatnonzero(begins(self.events.item))
        firsts = self.events.item[starts]
        base[firsts] = np.where(unknown[firsts], self.events.at[starts], base[firsts])
        return base

    @cached_property
    def told(self) -> Mapping[str, Flags]:
        """Return, where the items hold latest values, for each field that events carry which items have events on it.

        Early and late events count too: a latest value is the value throughout only where no event speaks of the field.
        """
        told: dict[str, Flags] = {}
        if self.facts.events is not None and self.facts.items.latest:
            for field, codes in self.facts.events.values.items():
                told[field] = np.zeros(len(self.facts.items), np.bool_)
                told[field][self.facts.events.item[codes != UNMENTIONED]] = True
        return told

    def tells(self, field: str) -> Flags:
        """Return for each item whether any of its events speaks of the field; of no meaning without latest values."""
        return self.told.get(field, np.zeros(len(self.facts.items), np.bool_))

    @cached_property
    def _layout(self) -> Layout:
        return Layout.of(self.events, self.base)

    def states(self, fields: Iterable[str], effects: Mapping[str, NDArray[np.int8]]) -> States:
        """Return the rows at which one of `fields` changed, with an opening row for each item.

        Events of one instant: where all have a sequence number, the last that speaks of a field decides it. Else, and
        between equal numbers, the value with the strongest effect does, and of those the smallest word; a missing one
        is smallest and has no effect. The opening comes before all events of its instant.

        Args:
            fields: The fields that matter; those without events are read from the items.
            effects: For fields that decide more than themselves, how strong each of their words is; larger wins.

        Source: clocks.md rules 1, 2 and 4.
        """
        item, at, first = self.rows
        moving = sorted(field for field in set(fields) if field in self.events.values)
        codes = {field: self.codes(field, effects.get(field)) for field in moving}
        kept = np.zeros(len(item), np.bool_)
        for values in codes.values():
            kept[1:] |= values[1:] != values[:-1]
        kept[first] = True
        places = np.flatnonzero(kept)
        by_row = {field: Coded(values[places], self.events.categories[field]) for field, values in codes.items()}
        rows_item = item[places]
        columns = Columns(len(places), by_row, self.facts.items, rows_item)
        return States(rows_item, at[places], np.searchsorted(places, first), columns)

    @property
    def rows(self) -> tuple[Places, Ints, NDArray[np.intp]]:
        """Return a row for each instant: its item, from when it holds, and for each item the place of its first row."""
        layout = self._layout
        return layout.item, layout.at, layout.first

    def codes(self, field: str, effect: NDArray[np.int8] | None = None) -> Codes:
        """Return for each row (`rows`) the code of a field that events carry, as it stands from then on; -1: missing.

        Args:
            field: The field.
            effect: For a field that decides more than itself, how strong each of its words is; larger wins a tie.
        """
        if field not in self._spoken:
            self._spoken[field] = self._layout.spoken(field, self._opening(field))
        spoken = self._spoken[field]
        key = (field, b"" if effect is None or spoken.starts is None else effect.tobytes())
        if key not in self._codes_of:
            self._codes_of[key] = spoken.filled(effect)
        return self._codes_of[key]

    def saying(self, field: str, words: Iterable[str]) -> NDArray[np.intp]:
        """Return the rows, in order and each once, at whose instant an event says one of the words of the field."""
        if field not in self.events.values:
            return np.zeros(0, np.intp)
        categories = self.events.categories[field]
        wanted = np.zeros(len(categories) + 2, np.bool_)
        wanted[[code for code, word in enumerate(categories) if word in frozenset(words)]] = True
        events = np.flatnonzero(wanted[self.events.values[field]])
        return np.unique(self._layout.row_of_event[events])

    def last_in_sequence(self, field: str, words: Iterable[str], rows: NDArray[np.intp]) -> Ints:
        """Return for each of `rows` the sequence number of its last event that says one of the words; else `NAT`.

        It is `NAT` too where not all events of the instant have different sequence numbers.
        """
        found = np.full(len(rows), NAT, np.int64)
        seq = self.events.seq
        if seq is None or field not in self.events.values or not len(rows):
            return found
        row_of_event = self._layout.row_of_event
        place = np.minimum(np.searchsorted(rows, row_of_event), len(rows) - 1)
        events = np.flatnonzero(rows[place] == row_of_event)
        events = events[np.lexsort((seq[events], place[events]))]
        place, numbers = place[events], seq[events]
        again = np.append(False, (place[1:] == place[:-1]) & (numbers[1:] == numbers[:-1]))[: len(place)]
        wanted = frozenset(words)
        says = np.array([*(word in wanted for word in self.events.categories[field]), False, False], np.bool_)
        spoken = says[self.events.values[field][events]]
        found[place[spoken]] = numbers[spoken]  # the last one in order is written last
        found[place[again | (numbers == NAT)]] = NAT
        return found

    def _opening(self, field: str) -> Codes:
        items = self.facts.items
        column = items.columns.get(field)
        if not isinstance(column, Coded):
            return np.full(len(items), MISSING, np.int8)
        codes: Codes = column.codes
        words = self.events.categories[field]
        if column.categories != words:
            place = {word: code for code, word in enumerate(words)}
            table = np.array([*(place.get(word, MISSING) for word in column.categories), MISSING], np.int32)
            codes = table[codes]
        return np.where(self.tells(field), codes.dtype.type(MISSING), codes) if field in items.latest else codes
