"""The rows of a history: one for the opening of each item, and one for every later instant at which an event speaks.

Which value a field has in a row is worked out here too: the ties of an instant are settled, and a value holds until the
next one. What the values mean is decided elsewhere.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.facts import NAT, UNMENTIONED, Events

__all__ = ["Layout", "Spoken", "begins"]

Ints = NDArray[np.int64]
Codes = NDArray[np.signedinteger[Any]]
Places = NDArray[np.int32]
Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]

_NO_EFFECT = np.zeros(1, np.int8)


def begins(groups: NDArray[np.integer[Any]]) -> Flags:
    """Return for each row whether its group differs from that of the row before."""
    flags = np.ones(len(groups), np.bool_)
    np.not_equal(groups[1:], groups[:-1], out=flags[1:])
    return flags


@attrs.frozen(eq=False)
class Layout:
    """Where events fall among rows.

    Attributes:
        events: The events, in the order of item and time, none before the opening of its item.
        item: int32, for each row the place of its item.
        at: int64, for each row from when it holds; an item's first row stands at its opening.
        first: For each item the place of its first row.
        row_of_event: For each event the place of its row.
        tied: Whether two events of one item lie at one instant.
    """

    events: Events
    item: Places
    at: Ints
    first: Rows
    row_of_event: Rows
    tied: bool

    @classmethod
    def of(cls, events: Events, base: Ints) -> Layout:
        """Return the layout of events on items whose first rows stand at `base`."""
        count = len(base)
        new = begins(events.item)
        new[1:] |= events.at[1:] != events.at[:-1]
        tied = not bool(new.all())
        own = events.at > base[events.item]  # after the opening row, in a row of its own
        later = own & new if tied else own
        per_item = np.bincount(events.item if later.all() else events.item[later], minlength=count)
        first = np.cumsum(per_item + 1)
        total = int(first[-1]) if count else 0
        first -= per_item + 1
        row_of_event: Rows = np.cumsum(later, dtype=np.intp)
        row_of_event += events.item  # as many opening rows as items so far, less one, and the instants so far
        item = np.repeat(np.arange(count, dtype=np.int32), per_item + 1)
        at = np.empty(total, np.int64)
        at[row_of_event[own]] = events.at[own]  # events of one instant write the same
        at[first] = base
        return cls(events, item, at, first, row_of_event, tied)

    @cached_property
    def _in_sequence(self) -> Flags:
        """For each event whether all events of its instant have a sequence number."""
        seq = self.events.seq
        if seq is None:
            return np.zeros(len(self.events), np.bool_)
        without = seq == NAT
        if not without.any():
            return np.ones(len(seq), np.bool_)
        instant = self._instant
        lacking = np.zeros(int(instant[-1]) + 1, np.bool_)
        lacking[instant[without]] = True
        return ~lacking[instant]

    @cached_property
    def _instant(self) -> Rows:
        """For each event the number of its instant; an opening row may have two, its own and that before all events."""
        new = begins(self.events.item)
        new[1:] |= self.events.at[1:] != self.events.at[:-1]
        return np.cumsum(new) - 1

    def spoken(self, field: str, opening: Codes) -> Spoken:
        """Return what is said of a field, in order; `opening` is what it is at the opening of each item."""
        values = self.events.values[field]
        events = np.flatnonzero(values != UNMENTIONED)
        found, rows = values[events], self.row_of_event[events]
        starts = None
        if self.tied and len(events):
            where = self._instant[events]
            starts = np.flatnonzero(begins(where))
            if self.events.seq is not None and len(starts) < len(events):
                seq = self.events.seq[events]
                largest = np.repeat(np.maximum.reduceat(seq, starts), np.diff(np.append(starts, len(where))))
                last = ~self._in_sequence[events] | (seq == largest)
                found, rows, where = found[last], rows[last], where[last]
                starts = np.flatnonzero(begins(where))
            if len(starts) == len(found):
                starts = None
        codes = np.full(len(self.item), UNMENTIONED, found.dtype)
        codes[self.first] = opening
        codes[rows if starts is None else rows[starts]] = 0
        said = np.where(codes != UNMENTIONED, np.arange(len(codes)), 0)
        np.maximum.accumulate(said, out=said)
        return Spoken(codes, said, rows, found, starts)


@attrs.frozen(eq=False)
class Spoken:
    """What events say of a field.

    Attributes:
        codes: For each row the code at an opening; rows at which events speak are filled in from `found`.
        said: For each row the last row up to it at which anything is said.
        rows: For each of the events that count at their instant its row.
        found: For each of them the code that it says.
        starts: The first of those of each instant; None where there is one an instant.
    """

    codes: Codes
    said: Rows
    rows: Rows
    found: Codes
    starts: Rows | None

    def filled(self, effect: NDArray[np.int8] | None) -> Codes:
        """Return for each row the code that holds.

        Args:
            effect: For each word how strong it is; of events of one instant the strongest decides, and of those the
                smallest word. A missing one is smallest and has no effect.
        """
        codes = self.codes.copy()
        if self.starts is None:
            codes[self.rows] = self.found
            return codes[self.said]
        weight = self.found.astype(np.int64) + 1
        if effect is not None:
            weight -= np.append(effect, _NO_EFFECT)[self.found].astype(np.int64) << 33  # the last: a missing word
        weakest = np.minimum.reduceat(weight, self.starts)
        codes[self.rows[self.starts]] = (weakest & ((1 << 33) - 1)) - 1
        return codes[self.said]
