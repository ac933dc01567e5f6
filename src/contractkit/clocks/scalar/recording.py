"""What a clock was told, and the stories that come of it, worked out when they are asked for and gone on with.

Records share what they have in common: one that has been told an event more points to all before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest
from typing import Literal

import attrs

from contractkit.clocks.scalar.courses import Cycle
from contractkit.clocks.scalar.doors import instant_us, said, word_of
from contractkit.clocks.scalar.events import ClockEvent, Event, parts_of
from contractkit.clocks.scalar.groups import UNREAD, Cell
from contractkit.clocks.scalar.judging import Judged, agreeing, doubtful, judged, of_run
from contractkit.clocks.scalar.known import ClockRelief, known_of
from contractkit.clocks.scalar.life import Life
from contractkit.clocks.scalar.parts import Parts, Word
from contractkit.clocks.scalar.plan import Plan
from contractkit.clocks.scalar.readings import Does
from contractkit.clocks.scalar.signals import Phase
from contractkit.clocks.scalar.telling import Opening, Story
from contractkit.errors import EventOrderError, UsageError

__all__ = ["Record", "Taken"]

Taken = Literal["possible", "certain"]
"""Whether what is not known of a result is taken as met, or as not met."""

_NOTHING: Mapping[Taken, Story] = {}


class Record:
    """What a clock was told, with what has been worked out of it; nothing that is in it is ever changed.

    Attributes:
        plan: The line's plan.
        opening: The opening.
        declared: The fields that the item had when it opened.
        tail: The last thing that was told; None as long as there is none.
        last: When that was, or the opening.
        strange: When a value was told first that the agreement does not know; None if none was.
    """

    __slots__ = ("_closed", "_opened", "declared", "last", "opening", "plan", "strange", "tail")

    def __init__(self, opening: Opening, declared: frozenset[str]) -> None:
        self.plan: Plan = opening.plan
        self.opening = opening
        self.declared = declared
        self.tail: Cell | None = None
        self.last = opening.at
        says = enumerate(opening.state)
        self.strange: int | None = opening.at if any(opening.plan.is_strange(*one) for one in says) else None
        self._opened = self._closed = _NOTHING

    @classmethod
    def of(cls, plan: Plan, parts: Parts) -> Record:
        """Return the record of what was told."""
        opening = Opening(plan, parts.opened, parts.state, dict(parts.columns), known_of(parts.relief))
        record = cls(opening, parts.declared)
        tail: Cell | None = None
        for number, (at, fields, seq) in enumerate(parts.told, 1):
            for place, value in fields:
                tail = (tail, at, place, value, seq, number)
                if record.strange is None and plan.is_strange(place, value):
                    record.strange = at
        record.tail = tail
        record.last = parts.opened if tail is None else tail[1]
        return record

    def parts(self, relief: tuple[ClockRelief, ...]) -> Parts:
        """Return what was told as plain values, with the relief that is known."""
        told: list[tuple[int, tuple[tuple[int, Word], ...], int | None]] = []
        fields: list[tuple[int, Word]] = []
        cells = self._cells()
        for cell, following in zip_longest(cells, cells[1:]):
            fields.append((cell[2], cell[3]))
            if following is None or following[5] != cell[5]:
                told.append((cell[1], tuple(fields), cell[4]))
                fields = []
        opening = self.opening
        return Parts(opening.at, opening.state, opening.columns, self.declared, relief, tuple(told))

    def value(self, relief: tuple[ClockRelief, ...]) -> Parts:
        """Return what was told as a value: events of one instant in no order, and nothing that decides nothing."""
        parts = self.parts(relief)
        told = sorted(parts.told, key=lambda one: (one[0], one[2] is not None, one[2] or 0, repr(one[1])))
        return attrs.evolve(parts, declared=frozenset(), told=tuple(told))

    def events(self) -> Iterator[ClockEvent]:
        """Return the events that were told, with the fields that the line reads."""
        names = self.plan.names
        for at, fields, seq in self.parts(()).told:
            read = tuple((names[place], value) for place, value in fields if place != UNREAD)
            yield ClockEvent(at, read, seq)

    def offset_at(self, us: int) -> int:
        """Return the offset of the line's calendars at an instant, those of the first limit; 0 where there is none."""
        rulers = self.plan.rulers
        return rulers[0].limit.calendar.rules.clock.offset_at(us) if rulers else 0

    # -- telling -------------------------------------------------------------------------------------------------

    def told(self, event: Event) -> Record:
        """Return the record with an event more."""
        at, fields, seq = parts_of(event)
        if at < self.last:
            raise self.too_early(at)
        plan, tail = self.plan, self.tail
        opened, closed, strange = self._opened, self._closed, self.strange
        number = 1 if tail is None else tail[5] + 1
        for field, value in fields:
            place = plan.place.get(field, UNREAD)
            if place == UNREAD:
                self._unread(field)
                tail = (tail, at, UNREAD, None, seq, number)
            elif place in plan.column_places:
                tail = (tail, at, place, None if value is None else instant_us(value, field), seq, number)
                opened = closed = _NOTHING
            else:
                word = value if type(value) is str else word_of(value, field)
                tail = (tail, at, place, word, seq, number)
                if strange is None and plan.is_strange(place, word):
                    strange = at
        new = object.__new__(Record)
        new.plan, new.opening, new.declared = plan, self.opening, self.declared
        new.tail, new.last, new.strange, new._opened, new._closed = tail, at, strange, opened, closed
        return new

    def too_early(self, at: int) -> EventOrderError:
        """Return the refusal of an instant before the last one."""
        which = "the opening of its item" if self.tail is None or at < self.opening.at else "the last event"
        before = self.opening.at if which.startswith("the opening") else self.last
        way = "leave it out" if at < self.opening.at else "start the clock anew and tell it all events in order of time"
        return EventOrderError(
            f"{said(at)} lies before {which}, {said(before)}; {way}, or let evaluate() replay the log",
            at=at,
            last=self.last,
        )

    def _unread(self, field: str) -> None:
        if not isinstance(field, str):
            raise UsageError(f"fields are named by texts, not {field!r}", value=field)
        meant = None if field in self.declared else self.plan.slip(field)
        if meant is not None:
            raise UsageError(
                f"the clock reads no {field!r}; did you mean {meant!r}? If the item has such a field, name it in item=",
                value=field,
                near=meant,
            )

    # -- stories -------------------------------------------------------------------------------------------------

    def story(self, us: int, taken: Taken) -> Story | None:
        """Return the story up to an instant, its last instant closed; None if the item opens later."""
        if us < self.opening.at:
            return None
        if us < self.last:
            cells = [cell for cell in self._cells() if cell[1] <= us]
            return _closed(_told(self._anew(cells, taken), cells, lambda: cells), lambda: cells)
        story = self._closed.get(taken)
        if story is None or story.cell is not self.tail:
            story = self._go_on(taken)
        return story

    def life(self, us: int, taken: Taken) -> Life | None:
        """Return the life up to an instant; None if the item opens later."""
        story = self.story(us, taken)
        return None if story is None else story.upto(us)

    def _go_on(self, taken: Taken) -> Story:
        opened, closed = self._opened.get(taken), self._closed.get(taken)
        if opened is None or closed is None:
            cells = self._cells()
            opened = self._anew(cells, taken)
        else:
            cells = self._cells(opened.cell)
            opened = (closed if cells and cells[0][1] > opened.group.at else opened).copy()
        opened = _told(opened, cells, self._cells)
        closed = _closed(opened, self._cells)
        self._opened = {**self._opened, taken: opened}
        self._closed = {**self._closed, taken: closed}
        return closed

    def _anew(self, cells: list[Cell], taken: Taken) -> Story:
        """Return the story before anything was told, with what columns held after `cells`."""
        opening, places = self.opening, self.plan.column_places
        if places:
            columns = dict(opening.columns)
            for _, _, place, value, _, _ in sorted((c for c in cells if c[2] in places), key=_in_order):
                columns[places[place]] = value if isinstance(value, int) else None
            opening = attrs.evolve(opening, columns=columns)
        return Story(opening, {}, taken)

    def _cells(self, since: Cell | None = None) -> list[Cell]:
        """Return what was told after a cell, in order."""
        cells: list[Cell] = []
        cell = self.tail
        while cell is not since and cell is not None:
            cells.append(cell)
            cell = cell[0]
        cells.reverse()
        return cells

    # -- answers -------------------------------------------------------------------------------------------------

    @property
    def ways(self) -> tuple[Taken, ...]:
        """How to take what is not known of a result: both ways where a target asks for more than its time."""
        return ("possible", "certain") if self.plan.results else ("possible",)

    def judged(self, us: int) -> tuple[Judged, Does]:
        """Return what became of the last cycle, and what the clock does, as it had happened by an instant."""
        life = self.life(us, "possible")
        if life is None:
            return Judged(1, "not-applicable", "not-started", lived="not-applicable"), "not-started"
        found = judged(life, us)
        if self.plan.results:
            certain = self.life(us, "certain")
            if certain is not None and certain.course.number == life.course.number:
                (found,) = agreeing([found], [judged(certain, us)])
            elif certain is not None:
                found = agreeing(_all_of(life, us), _all_of(certain, us))[-1]
        return self._doubted(found, us), _does(life)

    def is_doubtful(self, us: int) -> bool:
        """Return whether a value had been told by an instant that the agreement does not know."""
        return self.strange is not None and self.strange <= us

    def _doubted(self, found: Judged, us: int) -> Judged:
        return doubtful(found, "unknown-value") if self.is_doubtful(us) else found

    def finished(self, us: int) -> list[Judged]:
        """Return what became of the cycles before the last one, in order."""
        lives = [self.life(us, taken) for taken in self.ways]
        if len(lives) == 2 and None not in lives:
            whole = agreeing(*(_all_of(life, us) for life in lives if life is not None))[:-1]
        else:
            whole = [] if lives[0] is None else _finished(lives[0].course.finished)
        return [self._doubted(one, us) for one in whole]


def _told(story: Story, cells: list[Cell], everything: Callable[[], list[Cell]]) -> Story:
    """Return the story with cells that follow; it is told anew where they fill a gap from the opening on."""
    while story.hear(cells) == "again":
        story, cells = story.anew(), everything()
    return story


def _closed(story: Story, everything: Callable[[], list[Cell]]) -> Story:
    """Return a copy of a story with its last instant closed."""
    story = story.copy()
    while story.close() == "again":
        story = _told(story.anew(), everything(), everything)
    return story


def _in_order(cell: Cell) -> tuple[int, int, int, int]:
    _, at, _, value, seq, _ = cell
    return at, -1 if seq is None else 0, seq or 0, value if isinstance(value, int) else -1


def _all_of(life: Life, us: int) -> list[Judged]:
    return [*_finished(life.course.finished), judged(life, us)]


def _finished(cycle: Cycle | None) -> list[Judged]:
    found: list[Judged] = []
    while cycle is not None:
        if cycle.run is None:
            bare = Judged(cycle.number, "not-applicable", "no-target", stopped=cycle.ended, lived="not-applicable")
            found.append(bare)
        else:
            doubt: Literal["yes", "no"] = "yes" if cycle.contradicted else "no"
            found.append(of_run(cycle.run, cycle.number, cycle.ended, cycle.by, doubt))
        cycle = cycle.before
    found.reverse()
    return found


def _does(life: Life) -> Does:
    run = life.course.run
    match life.phase:
        case Phase.ON if run is not None:
            return "paused" if run.mode == "paused" else "running"
        case Phase.STOPPED:
            return "stopped"
        case Phase.CANCELLED:
            return "cancelled"
        case _:
            return "not-started"
