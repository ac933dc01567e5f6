"""From what was told about an item, event by event, to what each instant says: gaps at first, and columns.

Events are told in the order of time. The state of an instant is known when the next one begins, so that a story keeps
its last instant open; reading it closes a copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

import attrs

from contractkit.clocks.scalar.groups import Cell, Group
from contractkit.clocks.scalar.known import Known
from contractkit.clocks.scalar.life import Life
from contractkit.clocks.scalar.meaning import State
from contractkit.clocks.scalar.plan import OPENED, Plan
from contractkit.clocks.scalar.signals import QUIET, Signals
from contractkit.terms.stopwatch import AtField

__all__ = ["Opening", "Story"]


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
