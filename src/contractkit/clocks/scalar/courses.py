"""The ways that a clock can go: a cycle with its run, how it stops, is updated, reopened and followed by the next.

When it stops and starts is decided in `life`; `ways` follows several until it is known which one was taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import attrs

from contractkit.clocks.scalar.meaning import NONE
from contractkit.clocks.scalar.runs import Run

if TYPE_CHECKING:
    from contractkit.clocks.scalar.ways import Ways

__all__ = ["Course", "Cycle", "Instant"]


@attrs.frozen
class Instant:
    """What an instant says to a clock.

    Attributes:
        at: When.
        limit: The limit in force from then on.
        mode: What a running clock does from then on.
        repeats: The targets whose repetition it is.
        unsure: Whether it is not known what it does.
    """

    at: int
    limit: int
    mode: str
    repeats: tuple[int, ...] = ()
    unsure: bool = False

    def going_on(self, mode: str) -> Instant:
        """Return the instant for a clock that goes on in a mode as if it were not stopped."""
        return Instant(self.at, self.limit, mode, self.repeats)


@attrs.frozen
class Cycle:
    """A finished part of a life that is judged by itself.

    Attributes:
        before: The cycle before it, None for the first.
        number: Its number, from 1.
        run: Its run; None where no target applied.
        ended: When it ended.
        by: What ended it.
        contradicted: Whether it stopped before it started.
    """

    before: Cycle | None = attrs.field(repr=False, eq=False)
    number: int
    run: Run | None
    ended: int
    by: Literal["stop", "update"]
    contradicted: bool = False


class Course:
    """One way for a clock to go on: its cycle and its run.

    Attributes:
        run: The run of the cycle in hand; None as long as no target has applied.
        number: The number of the cycle.
        finished: The cycle before, with those before it.
        ended: When the cycle in hand stopped; None while it has not.
        by: What stopped it.
    """

    __slots__ = ("_fresh", "_life", "by", "ended", "finished", "number", "run")

    def __init__(self, life: Ways, number: int = 1, finished: Cycle | None = None) -> None:
        self._life = life
        self.run: Run | None = None
        self.number = number
        self.finished = finished
        self.ended: int | None = None
        self.by: Literal["stop", "update"] = "stop"
        self._fresh = True  # nothing has been said in this cycle

    def copy(self, life: Ways) -> Course:
        """Return a copy to go on with, as part of a life."""
        new = object.__new__(Course)
        new._life, new.run = life, None if self.run is None else self.run.copy()
        new.number, new.finished, new.ended, new.by = self.number, self.finished, self.ended, self.by
        new._fresh = self._fresh
        return new

    def begin(self, at: int, limit: int) -> None:
        """Start the clock of the cycle, if a target applies."""
        life = self._life
        self.run = None
        if limit != NONE:
            limit = life.limit(at, self.number)
        if limit != NONE:
            self.run = Run(life.plan, at, life.known, life.columns, limit)

    def step(self, now: Instant) -> None:
        """Go on at an instant: what went by is added, then an update ends the cycle, or the target changes."""
        run = self.run
        if run is not None:
            run.extend(now.at)
            if now.repeats and self._updates(now, run):
                self.halt(now)
                self._finish()
                run = None
        self._go_on(now, run)

    def _go_on(self, now: Instant, run: Run | None) -> None:
        self._fresh = False
        if run is None or self._restarts(now, run):
            self.begin(now.at, now.limit)
            run = self.run
        if run is not None:
            run.set(self._limit(now, run), now.mode)
            run.unsure = now.unsure

    def _updates(self, now: Instant, run: Run) -> bool:
        """Return whether an instant ends the cycle as an update: one of the target in force then, after the begin."""
        limit = self._limit(now, run)
        return limit >= 0 and now.at > run.frame.started and run.frame.plan.rulers[limit].target in now.repeats

    def _limit(self, now: Instant, run: Run) -> int:
        return self._life.limit(run.frame.started, self.number) if self._life.varies else now.limit

    def _restarts(self, now: Instant, run: Run) -> bool:
        """Return whether a change of target starts the clock anew.

        Source: clocks.md rule 13.
        """
        if self._life.plan.line.on_change != "restart":
            return False
        limit = self._limit(now, run)
        return limit not in (NONE, run.limit)

    def halt(self, now: Instant) -> None:
        """Stop at an instant; a change of target comes first, but a restart counts as made while stopped.

        Source: clocks.md rule 8.
        """
        run, restarts = self.run, self._life.plan.line.on_change == "restart"
        self.by = "stop"
        if run is not None:
            run.extend(now.at)
            if now.repeats and self._updates(now, run):
                self.by = "update"
            run.set(run.limit if restarts else self._limit(now, run), "running")
        elif self._fresh or not restarts:
            self.begin(now.at, now.limit)
            run = self.run
        self._fresh = False
        if run is not None:
            run.mode, run.unsure = "running", False
            run.stop()
        self.ended = now.at

    def _finish(self) -> None:
        """Leave the cycle as it ended, and go on to the next number."""
        assert self.ended is not None
        life = self._life
        self.finished = Cycle(self.finished, self.number, self.run, self.ended, self.by, life.contradicted)
        life.contradicted = False
        self.number += 1
        self.run, self.ended, self.by, self._fresh = None, None, "stop", True

    def reopen(self, now: Instant) -> None:
        """Go on after the stop, as the line says.

        Source: clocks.md rules 9, 13, 15 and 17.
        """
        how = self._life.plan.line.on_reopen
        if how == "new-cycle" or self.by == "update":
            self._finish()
        elif how == "restart":
            self.run, self._fresh = None, True
        elif self.run is not None:
            self.run.resume(now.at)
        self.ended, self.by = None, "stop"
        self._go_on(now, self.run)
