"""The states of items through time: what was said of them, put in order, one row for each instant that says something.

An item has a row at its opening and one at every later instant at which an event speaks; within a row nothing changes.
Events before the opening and after the moment of judging are set aside here. What a state means (paused, stopped, which
target) is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.truth import Columns
from contractkit.facts import MISSING, NAT, UNMENTIONED, Coded, Events, Facts, Instants

__all__ = ["BEGINNING", "OPENED", "History", "States"]

OPENED: Final = "opened_at"
"""The field that holds the instant of an item's opening."""
BEGINNING: Final = -(2**62)
"""Where the first row of an item stands whose opening is unknown, in microseconds: before everything."""

Ints = NDArray[np.int64]
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
    """Events in the order of item and time, up to the moment of judging, ready to be read as states.

    Attributes:
        facts: The facts.
        as_of: The moment of judging in microseconds; what happened later is set aside.
        opened: int64, for each item its opening, `NAT` where it is unknown.
        base: int64, for each item where its first row stands: its opening, else its first event, else `BEGINNING`.
        events: The events from the opening to `as_of`, in the order of item and time.
        told: For fields of which the items hold the latest value, and those that stand beside them in events, whether
            any event of the item speaks of the field, early and late ones too. A latest value is the value throughout
            where none does. Empty where the items hold no latest values.
        early: The places, in the events of the facts, of events before their item's opening.
        late: How many events after `as_of` were set aside.
    """

    facts: Facts
    as_of: int
    opened: Ints
    base: Ints
    events: Events
    told: Mapping[str, Flags]
    early: NDArray[np.intp]
    late: int
    _codes_of: dict[tuple[str, bytes], Places] = attrs.field(factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, facts: Facts, as_of: int) -> History:
        """Return the history of all items of `facts`, as it had happened by `as_of`."""
        items = facts.items
        column = items.columns.get(OPENED)
        opened = column.us if isinstance(column, Instants) else np.full(len(items), NAT, np.int64)
        events = facts.events if facts.events is not None else Events(item=[], at=[])
        kept = events.at <= as_of
        late = len(kept) - int(np.count_nonzero(kept))
        before = kept & (events.at < opened[events.item])  # no event lies before an unknown opening
        early = np.flatnonzero(before)
        kept &= ~before
        if not kept.all():
            events = events.take(kept)
        events = _in_order(events)
        base = opened
        unknown = opened == NAT
        if unknown.any():
            base = np.where(unknown, BEGINNING, opened)
            starts = np.flatnonzero(_begins(events.item))
            firsts = events.item[starts]
            base[firsts] = np.where(unknown[firsts], events.at[starts], base[firsts])
        return cls(facts, as_of, opened, base, events, _told(facts), early, late)

    def parts(self, rows: int) -> Iterator[tuple[int, History]]:
        """Return the history in parts of whole items with about so many rows each, and the place of each first item.

        What was set aside is counted in the whole and not in its parts.
        """
        count, events = len(self.facts.items), self.events
        size = max(1, count * rows // max(1, count + len(events)))
        if size >= count:
            yield 0, self
            return
        for first in range(0, count, size):
            some = np.arange(first, min(first + size, count))
            begin, end = np.searchsorted(events.item, (some[0], some[-1] + 1))
            places = np.arange(begin, end)
            yield (
                first,
                History(
                    Facts(self.facts.items.take(some)),
                    self.as_of,
                    self.opened[some],
                    self.base[some],
                    events.take(places, events.item[places] - np.int32(first)),
                    {field: flags[some] for field, flags in self.told.items()},
                    self.early[:0],
                    0,
                ),
            )

    def tells(self, field: str) -> Flags:
        """Return for each item whether any of its events speaks of the field; of no meaning without latest values."""
        return self.told.get(field, np.zeros(len(self.facts.items), np.bool_))

    @cached_property
    def _layout(self) -> tuple[Places, Ints, NDArray[Any], NDArray[Any], NDArray[Any]]:
        events, count = self.events, len(self.facts.items)
        new = _begins(events.item)
        new[1:] |= events.at[1:] != events.at[:-1]
        later = new & (events.at > self.base[events.item])  # an instant of its own, after the opening row
        own = np.cumsum(later)
        per_item = np.bincount(events.item[later], minlength=count)
        first = np.arange(count) + np.cumsum(per_item) - per_item
        row_of_event = events.item + own  # as many opening rows as items so far, less one, and the instants so far
        total = count + int(per_item.sum())
        item = np.repeat(np.arange(count, dtype=np.int32), per_item + 1)
        at = np.empty(total, np.int64)
        at[first] = self.base
        at[row_of_event[later]] = events.at[later]
        instant = np.cumsum(new) - 1
        return item, at, first, row_of_event, instant

    @cached_property
    def _ties(self) -> bool:
        """Whether two events of one item lie at one instant."""
        instant = self._layout[4]
        return bool(len(instant)) and int(instant[-1]) + 1 < len(instant)

    @cached_property
    def _in_sequence(self) -> Flags:
        """For each event whether all events of its instant have a sequence number."""
        seq = self.events.seq
        if seq is None:
            return np.zeros(len(self.events), np.bool_)
        if not len(seq) or (seq != NAT).all():
            return np.ones(len(seq), np.bool_)
        instant = self._layout[4]
        without = np.bincount(instant[seq == NAT], minlength=int(instant[-1]) + 1)
        return without[instant] == 0  # type: ignore[no-any-return]

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
        item, at, first, _, _ = self._layout
        moving = sorted(field for field in set(fields) if field in self.events.values)
        codes = {field: self._codes(field, effects.get(field)) for field in moving}
        kept = np.zeros(len(item), np.bool_)
        for values in codes.values():
            kept[1:] |= values[1:] != values[:-1]
        kept[first] = True
        places = np.flatnonzero(kept)
        by_row = {field: Coded(values[places], self.events.categories[field]) for field, values in codes.items()}
        rows_item = item[places]
        columns = Columns(len(places), by_row, self.facts.items, rows_item)
        return States(rows_item, at[places], np.searchsorted(places, first), columns)

    def _codes(self, field: str, effect: NDArray[np.int8] | None) -> Places:
        key = (field, b"" if effect is None else effect.tobytes())
        if key not in self._codes_of:
            self._codes_of[key] = self._filled(field, effect)
        return self._codes_of[key]

    def _filled(self, field: str, effect: NDArray[np.int8] | None) -> Places:
        item, _, first, row_of_event, _ = self._layout
        codes = np.full(len(item), UNMENTIONED, np.int32)
        codes[first] = self._opening(field)
        speaking, values = self._settled(field, effect)
        codes[row_of_event[speaking]] = values
        said = np.where(codes != UNMENTIONED, np.arange(len(codes)), 0)
        return codes[np.maximum.accumulate(said)]

    def _opening(self, field: str) -> Places:
        items = self.facts.items
        column = items.columns.get(field)
        if not isinstance(column, Coded):
            return np.full(len(items), MISSING, np.int32)
        codes, words = column.codes, self.events.categories[field]
        if column.categories != words:
            place = {word: code for code, word in enumerate(words)}
            table = np.array([*(place.get(word, MISSING) for word in column.categories), MISSING], np.int32)
            codes = table[codes]
        return np.where(self.tells(field), np.int32(MISSING), codes) if field in items.latest else codes

    def _settled(self, field: str, effect: NDArray[np.int8] | None) -> tuple[NDArray[np.intp], Places]:
        """Return for each instant that speaks of the field one of its events, and the value that holds from then on."""
        values, instant = self.events.values[field], self._layout[4]
        speaking = np.flatnonzero(values != UNMENTIONED)
        if self.events.seq is not None and len(speaking) and self._ties:
            where = instant[speaking]
            starts = np.flatnonzero(_begins(where))
            seq = self.events.seq[speaking]
            largest = np.maximum.reduceat(seq, starts)
            spread = np.repeat(largest, np.diff(np.append(starts, len(where))))
            speaking = speaking[~self._in_sequence[speaking] | (seq == spread)]
        where = instant[speaking]
        starts = np.flatnonzero(_begins(where))
        found = values[speaking]
        if len(starts) == len(speaking):
            return speaking, found
        rank = np.append(effect, 0) if effect is not None else np.zeros(1, np.int8)  # the last place: a missing word
        weight = found.astype(np.int64) + 1
        if effect is not None:
            weight -= rank[found].astype(np.int64) << 33
        weakest = np.minimum.reduceat(weight, starts)
        return speaking[starts], ((weakest & ((1 << 33) - 1)) - 1).astype(np.int32)


def _told(facts: Facts) -> Mapping[str, Flags]:
    told: dict[str, Flags] = {}
    if facts.events is not None and facts.items.latest:
        for field, codes in facts.events.values.items():
            told[field] = np.zeros(len(facts.items), np.bool_)
            told[field][facts.events.item[codes != UNMENTIONED]] = True
    return told


def _begins(groups: NDArray[np.int32] | Ints) -> Flags:
    """Return for each row whether its group differs from that of the row before."""
    flags = np.ones(len(groups), np.bool_)
    flags[1:] = groups[1:] != groups[:-1]
    return flags


def _in_order(events: Events) -> Events:
    item, at = events.item, events.at
    same = item[1:] == item[:-1]
    if ((item[1:] > item[:-1]) | (same & (at[1:] >= at[:-1]))).all():
        return events
    return events.take(np.lexsort((at, item)))
