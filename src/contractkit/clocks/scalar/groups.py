"""The events of one instant: which value holds of those that are told together, and what happened.

Ties are decided here; what the instants of an item come to, one after another, stands in `telling`.
"""

from __future__ import annotations

from typing import Final

from contractkit.clocks.scalar.meaning import State
from contractkit.clocks.scalar.plan import Plan
from contractkit.clocks.scalar.signals import QUIET, Signals
from contractkit.terms.stopwatch import Happens

__all__ = ["UNREAD", "Cell", "Group"]

UNREAD: Final = -1
"""In place of a field's place: an event about a field that the line does not read; only its number matters."""

Cell = tuple["Cell | None", int, int, "str | int | None", "int | None", int]
"""One field of an event: what was told before it, when, the place of the field, the value, its sequence number, and
which event it is of, counted from 1."""


class Group:
    """The events of one instant, as far as they have been told.

    Attributes:
        at: When.
        numbered: Whether all have a sequence number.
    """

    __slots__ = ("_last", "_numbers", "_plain", "_seqs", "at", "distinct", "numbered", "repeats")

    def __init__(self, at: int) -> None:
        self.at = at
        self.numbered = True
        self.distinct = True
        self.repeats: tuple[int, ...] = ()
        self._plain: dict[int, str | None] = {}  # for each field the value without numbers
        self._seqs: dict[int, tuple[int, str | None]] = {}  # for each field the last number, and its value
        self._numbers: dict[int, tuple[int, int, str | int | None]] = {}  # for each number an event that has it
        self._last: dict[str, int | None] = {}  # the last number of a start and of a stop

    def copy(self) -> Group:
        """Return a copy to go on with."""
        new = object.__new__(Group)
        new.at, new.numbered, new.distinct, new.repeats = self.at, self.numbered, self.distinct, self.repeats
        new._plain, new._seqs = dict(self._plain), dict(self._seqs)
        new._numbers, new._last = dict(self._numbers), dict(self._last)
        return new

    def add(self, plan: Plan, cell: Cell) -> None:
        """Take in one field of an event."""
        _, _, place, value, seq, event = cell
        if plan.is_strange(place, value):
            value = None
        if seq is None:
            self.numbered = False
        elif plan.happening:  # an event that is told twice is one
            held = self._numbers.setdefault(seq, (event, place, value))
            self.distinct &= held[0] == event or held[1:] == (place, value)
        if place == UNREAD or isinstance(value, int):
            return
        if place < len(plan.fields):
            if place not in self._plain or _stronger(plan, place, value, self._plain[place]):
                self._plain[place] = value
            if seq is not None:
                last = self._seqs.get(place)
                if last is None or seq > last[0] or (seq == last[0] and _stronger(plan, place, value, last[1])):
                    self._seqs[place] = (seq, value)
        if place in plan.happening and value is not None:
            self._happen(plan, place, value, seq)

    def _happen(self, plan: Plan, place: int, value: str, seq: int | None) -> None:
        name = plan.names[place]
        for word, rule in (("start", plan.starts), ("stop", plan.stops)):
            if isinstance(rule, Happens) and rule.field == name and value in rule.values:
                last = self._last.get(word)
                self._last[word] = seq if last is None else last if seq is None else max(last, seq)
        self.repeats = tuple(sorted({*self.repeats, *plan.repeated_by(place, value)}))

    def state_after(self, state: State) -> State:
        """Return what the item says after all events of the instant.

        Source: clocks.md rules 1 and 2.
        """
        if not self._plain:
            return state
        values = {place: value for place, (_, value) in self._seqs.items()} if self.numbered else self._plain
        words = list(state)
        for place, value in values.items():
            words[place] = value
        return tuple(words)

    def signals(self) -> Signals:
        """Return what happened at the instant."""
        if not self._last and not self.repeats:
            return QUIET
        start, stop = "start" in self._last, "stop" in self._last
        later = False
        if start and stop and self.numbered and self.distinct:
            first, second = self._last["stop"], self._last["start"]
            later = first is not None and second is not None and second > first
        return Signals(start, stop, later, self.repeats)


def _stronger(plan: Plan, place: int, one: str | None, other: str | None) -> bool:
    """Return whether one value of an instant holds against another: the stronger effect, then the smaller word."""
    if one == other:
        return False
    ranks = [0 if word is None else plan.rank(place, word) for word in (one, other)]
    if ranks[0] != ranks[1]:
        return ranks[0] > ranks[1]
    return one is None or (other is not None and one < other)
