"""How a clock stops and is reopened, and the other ways that it took if its last stop does not count or is undone."""

from __future__ import annotations

from typing import Literal

from contractkit.clocks.scalar.courses import Course, Instant
from contractkit.clocks.scalar.known import Known
from contractkit.clocks.scalar.meaning import NONE, Meaning
from contractkit.clocks.scalar.plan import Plan
from contractkit.clocks.scalar.signals import Phase
from contractkit.terms.stopwatch import Happens

__all__ = ["Ways"]


class Ways:
    """The course of a clock, and those of which it is not known yet that it did not take them.

    Attributes:
        plan: The line's plan.
        known: The relief.
        columns: The instants in the item's columns.
        varies: Whether the limit in force depends on the start or the cycle too.
        phase: Where the clock is in its life.
        course: The way that it took.
        contradicted: Whether the cycle in hand stopped before it started.
        gone_on: The way that it took if a later stop counts; None where none may.
        undone: The way that it took if a reopening undoes the stop; None where none does.
        mode: What it did before it stopped, and does while it runs.
        from_reset: Whether it stopped as it left a reset.
    """

    __slots__ = (
        "_at",
        "_meaning",
        "columns",
        "contradicted",
        "course",
        "from_reset",
        "gone_on",
        "known",
        "mode",
        "phase",
        "plan",
        "undone",
        "varies",
    )

    def __init__(self, plan: Plan, known: Known, columns: dict[str, int | None]) -> None:
        self.plan = plan
        self.known = known
        self.columns = columns
        self.varies = plan.varies
        self.phase = Phase.WAITING
        self.contradicted = False
        self.course = Course(self)
        self.gone_on: Course | None = None
        self.undone: Course | None = None
        self.mode = "running"
        self.from_reset = "no"
        self._at = 0
        self._meaning: Meaning | None = None

    def limit(self, started: int, cycle: int) -> int:
        """Return the limit in force now for a clock that started then."""
        assert self._meaning is not None
        return self.plan.limit_of(self._meaning, started, cycle)

    @property
    def limit_now(self) -> int:
        """The limit in force now, for a clock that would start now."""
        return NONE if self._meaning is None else self.limit(self._at, self.course.number)

    def stop(self, now: Instant, course: Course) -> None:
        """Stop on a course, and follow the other ways as long as they may come to hold."""
        line = self.plan.line
        self.gone_on = self.undone = None
        if line.stops == "last":
            self.gone_on = course.copy(self)
            self.gone_on.step(now.going_on(self.mode))
        if line.on_reopen == "undo-stop":
            self.undone = course.copy(self)
            self.undone.step(now.going_on("running"))
        course.halt(now)
        self.course = course
        self.phase = Phase.STOPPED

    def stay(self, now: Instant, stop_field: Literal["new", "old"]) -> None:
        """Take in an instant while stopped: a later stop of the stretch may count, and a stop may be undone later.

        Source: clocks.md rules 8, 9 and 16.
        """
        if self.gone_on is not None and stop_field == "new" and not isinstance(self.plan.stops, Happens):
            course = self.gone_on
            if self.from_reset == "yes":  # the reset goes on up to the stop that counts
                course = Course(self, self.course.number, self.course.finished)
            self.stop(now, course)
            return
        if self.gone_on is not None:
            self.gone_on.step(now.going_on(self.mode))
        if self.undone is not None:
            self.undone.step(now.going_on("running"))

    def run_on(self, at: int) -> None:
        """Go on running from an instant, whatever the item says."""
        run = self.course.run
        limit = self.limit_now if run is None else self.limit(run.frame.started, self.course.number)
        now = Instant(at, limit, "running")
        if self.phase is Phase.STOPPED:
            self.reopen(now)
        else:
            self.course.step(now)

    def reopen(self, now: Instant) -> None:
        """Go on after a stop; one that is undone has never been."""
        self.phase = Phase.ON
        self.mode = now.mode
        if self.undone is not None:
            self.course = self.undone
            self.course.step(now)
        else:
            self.course.reopen(now)
        self.gone_on = self.undone = None
