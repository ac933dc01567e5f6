"""From what was told about an item, event by event, to what each instant says: ties, gaps at first, and columns.

Events are told in the order of time. The state of an instant is known when the next one begins, so that a story keeps
its last instant open; reading it closes a copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Literal

import attrs

from contractkit.clocks.scalar.known import Known
from contractkit.clocks.scalar.life import QUIET, Life, Signals
from contractkit.clocks.scalar.plan import OPENED, Plan, State
from contractkit.terms.stopwatch import AtField, Happens

__all__ = ["UNREAD", "Cell", "Opening", "Story"]

UNREAD: Final = -1
"""In place of a field's place: an event about a field that the line does not read; only its number matters."""

Cell = tuple["Cell | None", int, int, "str | int | None", "int | None", int]
"""One field of an event: what was told before it, when, the place of the field, the value, its sequence number, and
which event it is of, counted from 1."""


@attrs.frozen(eq=False)
class Opening:
    """What is known of an item when it opens.

    Attributes:
        plan: The line's plan.
        at: When it opened.
        state: What it said then.
        columns: The instants in its columns.
        known: The relief.
    """

    plan: Plan
    at: int
    state: State
    columns: dict[str, int | None]
    known: Known


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


class Story:
    """An item's life as far as it has been told, with its last instant still open.

    Attributes:
        opening: The opening.
        cell: The last cell that was told.
        life: The life up to the open instant, which is not part of it.
        group: The open instant.
        state: What the item says before the open instant.
        filled: For places of fields that were missing from the opening on, the first value that became known.
        gaps: The places of fields that choose the target and have been missing from the opening on; None before the
            opening instant is closed.
        is_closed: Whether the last instant has been closed.
    """

    __slots__ = (
        "_ahead",
        "_latched",
        "_taken",
        "cell",
        "filled",
        "gaps",
        "group",
        "is_closed",
        "life",
        "opening",
        "state",
    )

    def __init__(self, opening: Opening, filled: dict[int, str], taken: Literal["possible", "certain"]) -> None:
        self.opening = opening
        self.cell: Cell | None = None
        self.life = Life(opening.plan, opening.known, opening.columns, taken)
        self.group = Group(opening.at)
        self.state = tuple(
            None if opening.plan.is_strange(place, word) else word for place, word in enumerate(opening.state)
        )
        self.filled = filled
        self.gaps: frozenset[int] | None = None
        self._taken = taken
        self._ahead = _columns_of(opening)
        self._latched = False
        self.is_closed = False

    def copy(self) -> Story:
        """Return a copy to go on with."""
        new = object.__new__(Story)
        new.opening, new.cell, new.life, new.group = self.opening, self.cell, self.life.copy(), self.group.copy()
        new.state, new.filled, new.gaps = self.state, self.filled, self.gaps
        new._ahead, new._latched, new._taken, new.is_closed = self._ahead, self._latched, self._taken, self.is_closed
        return new

    def anew(self) -> Story:
        """Return the story before anything was told, with the gaps that are known to be filled."""
        return Story(self.opening, self.filled, self._taken)

    def hear(self, cells: Iterable[Cell]) -> Literal["told", "again"]:
        """Take in cells that follow; ``again`` if that fills a gap from the opening on, so that all is told anew."""
        plan, group = self.opening.plan, self.group
        for cell in cells:
            if cell[1] != group.at:
                if not self.is_closed and self.close() == "again":
                    return "again"
                self.group = group = Group(cell[1])
                self.is_closed = False
            group.add(plan, cell)
            self.cell = cell
        return "told"

    def close(self) -> Literal["told", "again"]:
        """Close the open instant, and go through what stands in columns up to it."""
        group, first = self.group, self.gaps is None
        if not first:
            self._columns_before(group.at)
        state, signals = group.state_after(self.state), group.signals()
        if self.gaps is None:
            self.gaps = frozenset(place for place in self.opening.plan.choosing if state[place] is None)
        elif self.gaps and state != self.state:
            known = {place: state[place] for place in self.gaps if state[place] is not None}
            if known.keys() - self.filled.keys():
                self.filled = {**known, **self.filled}  # type: ignore[dict-item]
                return "again"
            self.gaps -= known.keys()
        changed = first or state != self.state
        self.state = state
        if first:
            at = min((group.at, *self._before_opening()))
            if (
                self.opening.plan.starts is None or isinstance(self.opening.plan.starts, AtField)
            ) and not self._start_in_column:
                signals = attrs.evolve(signals, start=True)
            self._say(at, signals)
            if at < group.at:
                self._columns_before(group.at + 1)
        elif changed or signals is not QUIET or (self._ahead and self._ahead[0][0] <= group.at):
            self._say(group.at, signals)
        self.is_closed = True
        return "told"

    @property
    def _start_in_column(self) -> bool:
        starts = self.opening.plan.starts
        return isinstance(starts, AtField) and starts.field != OPENED

    def _before_opening(self) -> Iterator[int]:
        """Return the instants in columns at which a clock starts that may lie before the opening."""
        needless = self.opening.plan.starts is None
        for us, word, _ in self._ahead:
            if word == "start" or (needless and word == "stop"):
                yield us

    def upto(self, us: int) -> Life:
        """Return the life of a closed story with what stands in columns up to an instant; a copy if it is another."""
        if not self._ahead or self._ahead[0][0] > us:
            return self.life
        story = self.copy()
        story._columns_before(us + 1)
        return story.life

    def next_column(self, us: int) -> int | None:
        """Return the next instant after another that stands in a column and decides something, if there is one."""
        return next((at for at, _, _ in self._ahead if at > us), None)

    def _columns_before(self, us: int) -> None:
        while self._ahead and self._ahead[0][0] < us:
            self._say(self._ahead[0][0], QUIET)

    def _say(self, at: int, signals: Signals) -> None:
        while self._ahead and self._ahead[0][0] <= at:
            (_, word, target), *rest = self._ahead
            self._ahead = tuple(rest)
            if word == "start":
                signals = attrs.evolve(signals, start=True)
            elif word == "stop":
                self._latched = True
            else:
                signals = attrs.evolve(signals, repeats=(*signals.repeats, target))
        if self._latched:
            signals = attrs.evolve(signals, latched=True)
        filled = self.state
        if self.gaps and self.filled:
            words = list(filled)
            for place in self.gaps & self.filled.keys():
                words[place] = self.filled[place]
            filled = tuple(words)
        self.life.hear(at, self.state, self.opening.plan.meaning(self.state, filled), signals)


def _columns_of(opening: Opening) -> tuple[tuple[int, str, int], ...]:
    """Return the instants in columns that start, stop or repeat something, in order."""
    plan = opening.plan
    found: list[tuple[int, str, int]] = []
    rules = [("start", plan.starts, -1), ("stop", plan.stops, -1)]
    rules += [("again", target.again, place) for place, target in enumerate(plan.line.targets)]
    for word, rule, place in rules:
        if isinstance(rule, AtField) and rule.field != OPENED:
            us = opening.columns.get(rule.field)
            if us is not None:
                found.append((us, word, place))
        elif isinstance(rule, AtField) and word != "start":
            found.append((opening.at, word, place))
    return tuple(sorted(found))
