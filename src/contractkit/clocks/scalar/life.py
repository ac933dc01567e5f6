"""The life of a clock: it starts, stops, is reopened, reset, cancelled, and goes through its cycles.

A life is fed with what each instant of the item says, in order. How it stops and is reopened stands in `ways`, what is
measured on the way in `runs`.
"""

from __future__ import annotations

from typing import Final, Literal

import attrs

from contractkit.clocks.scalar.courses import Course, Instant
from contractkit.clocks.scalar.known import Known
from contractkit.clocks.scalar.meaning import NONE, Meaning, State
from contractkit.clocks.scalar.plan import Plan
from contractkit.clocks.scalar.signals import Phase, Signals
from contractkit.clocks.scalar.truth import NO, UNKNOWN, YES
from contractkit.clocks.scalar.ways import Ways
from contractkit.terms.stopwatch import AtField, Happens, WhenState

__all__ = ["Life"]

_LEADING: Final = ("stop", "reset", "cancel")


class Life(Ways):
    """All that a clock went through, up to an instant.

    Attributes:
        taken: Whether what is unknown of a result is taken as met (``possible``) or as not met (``certain``).
        begun: When the measure started; None while it has not.
        start_unknown: Whether it is not known when it started.
        saw_stop: Whether any state stopped it, started or not.
        cancelled: When it was cancelled.
    """

    __slots__ = (
        "_leading",
        "_left_reset",
        "_reached",
        "_resetting",
        "_start",
        "_state",
        "_stopped_by_state",
        "_waits",
        "begun",
        "cancelled",
        "latch",
        "saw_stop",
        "start_unknown",
        "taken",
    )

    def __init__(
        self, plan: Plan, known: Known, columns: dict[str, int | None], taken: Literal["possible", "certain"]
    ) -> None:
        super().__init__(plan, known, columns)
        self.taken = taken
        self.begun: int | None = None
        self.start_unknown = False
        self.saw_stop = False
        self.cancelled: int | None = None
        self.latch = False
        self._leading: frozenset[str | int] = frozenset((*_LEADING, "start", *range(len(plan.pauses))))
        self._start = NO
        self._resetting = self._left_reset = "no"
        self._reached = False
        self._stopped_by_state = False
        self._waits = False
        self._state: State = ()

    def copy(self) -> Life:
        """Return a copy to go on with."""
        new = object.__new__(Life)
        for name in _COPIED:
            setattr(new, name, getattr(self, name))
        new.course = self.course.copy(new)
        new.gone_on = None if self.gone_on is None else self.gone_on.copy(new)
        new.undone = None if self.undone is None else self.undone.copy(new)
        return new

    @property
    def column_stop(self) -> int | None:
        """The instant in a column that stops the clock; None where none does."""
        stops = self.plan.stops
        return self.columns.get(stops.field) if isinstance(stops, AtField) else None

    @property
    def _stops_happen(self) -> bool:
        return isinstance(self.plan.stops, Happens)

    # -- an instant ----------------------------------------------------------------------------------------------

    def hear(self, at: int, state: State, meaning: Meaning, signals: Signals) -> None:
        """Take in what an instant says.

        Args:
            at: When; later than every instant before.
            state: What the item says from then on.
            meaning: What that means.
            signals: What happened.
        """
        if self.phase is Phase.CANCELLED:
            return
        before, old_state = self._meaning, self._state
        self._at, self._meaning, self._state = at, meaning, state
        stop, reset, cancel, paused, start = self._truths(meaning)
        if stop == YES:
            self.saw_stop = True
        came = tuple(
            place
            for place, truth in enumerate(meaning.again)
            if truth == YES and (before is None or before.again[place] != YES)
        )
        repeats = (*signals.repeats, *came) if came else signals.repeats
        starts = start == YES and self._start != YES
        waits = self.phase in (Phase.WAITING, Phase.RESET) and (self.begun is None or not self._stops_happen)
        if start == UNKNOWN and waits and reset != YES:  # in a reset nothing starts
            self.start_unknown = True
        self._start = start
        if cancel == YES:
            self._cancel(at)
            return
        if reset == YES:
            self._reset(at, signals)
            if self.phase is Phase.STOPPED:
                self.stay(Instant(at, self._in_force(at, old_state), "running", repeats), "old")
            return
        unsure = UNKNOWN in (cancel, reset) or stop == UNKNOWN or (stop == NO and paused == UNKNOWN)
        mode = "paused" if paused == YES else "running"
        self._resetting = "no"
        now = Instant(at, self._in_force(at, old_state), mode, repeats, unsure)
        was_stopped = self._stopped_by_state
        self._stopped_by_state = stop == YES
        newly = before is None or any(old_state[i] != state[i] for i in self.plan.stopping)
        left_reset, self._left_reset = self._left_reset, "no"
        if self.phase in (Phase.WAITING, Phase.RESET):
            if self.phase is Phase.RESET:
                left_reset = "yes"
            self._left_reset = left_reset  # up to its start a reset goes on
            if not self._starts(start, signals):
                self.phase = Phase.WAITING
                return
            self._begin(at)
            if signals.again:  # the stop came first, and there was nothing to stop
                signals = attrs.evolve(signals, stop=False, again=False)
            if was_stopped and self._stopped_by_state and isinstance(self.plan.starts, AtField):
                self.contradicted = True
        if starts and not signals.start:
            signals = attrs.evolve(signals, start=True)
        self._go(now, signals, "new" if newly else "old")

    def _truths(self, meaning: Meaning) -> tuple[int, int, int, int, int]:
        """Return stop, reset, cancel, paused and start, where what was never known yet holds nothing up."""
        if meaning.known:
            if self._leading:
                self._leading = frozenset()
            return meaning.stop, meaning.reset, meaning.cancel, meaning.paused, meaning.start
        truths: dict[str | int, int] = {
            "stop": meaning.stop,
            "reset": meaning.reset,
            "cancel": meaning.cancel,
            "start": meaning.start,
            **dict(enumerate(meaning.pauses)),
        }
        self._leading = frozenset(name for name in self._leading if truths[name] == UNKNOWN)
        seen = {name: NO if name in self._leading else truth for name, truth in truths.items()}
        paused = max((seen[place] for place in range(len(meaning.pauses))), default=NO)
        return seen["stop"], seen["reset"], seen["cancel"], paused, seen["start"]

    @property
    def is_reset(self) -> bool:
        """Whether the state resets the clock."""
        return self._resetting == "yes"

    @property
    def start_not_said(self) -> bool:
        """Whether nothing has been known yet of a state that starts the clock."""
        return isinstance(self.plan.starts, WhenState) and "start" in self._leading

    def _in_force(self, at: int, before: State) -> int:
        """Return the limit in force; a target comes to apply where a field that decides it changes, not by the date."""
        run = self.course.run
        if run is not None:
            return self.limit(run.frame.started, self.course.number)
        if self.plan.dated and self.begun is not None and all(before[i] == self._state[i] for i in self.plan.choosing):
            return NONE
        return self.limit(at, self.course.number)

    # -- start, reset, cancel ------------------------------------------------------------------------------------

    def _starts(self, start: int, signals: Signals) -> bool:
        """Return whether a clock that has not started does so now."""
        starts = self.plan.starts
        if isinstance(starts, Happens):
            waited, self._waits = self._waits and not signals.stop, False
            return waited or (signals.start and (not signals.stop or signals.again))
        if isinstance(starts, WhenState):
            return start == YES and not self.start_unknown
        return signals.start or self.begun is not None

    def _begin(self, at: int) -> None:
        self.begun = at
        self.phase = Phase.ON
        self.mode = "running"
        stop = self.column_stop
        self.contradicted = stop is not None and stop < at

    def _reset(self, at: int, signals: Signals) -> None:
        """Forget what was used; what a happening has ended stays.

        Source: clocks.md rule 6.
        """
        if self._resetting == "no":
            self._resetting, self._waits = "yes", False
        if isinstance(self.plan.starts, Happens):
            if signals.stop and not signals.again:
                self._waits = False
            elif signals.start:
                self._waits = True
        elif signals.start and self.begun is None:
            self.begun = at
        if self._stops_happen and self.phase is not Phase.ON:
            return
        self.start_unknown = False
        fresh = Course(self, self.course.number, self.course.finished)
        self.course, self.gone_on, self.undone = fresh, None, None
        self.latch = self._reached = self._stopped_by_state = self.contradicted = False
        self.phase = Phase.RESET

    def _cancel(self, at: int) -> None:
        """End for good.

        Source: clocks.md rule 7.
        """
        run = self.course.run
        if self.phase is Phase.ON and run is not None:
            run.extend(at)
            run.stop()
        self.cancelled = at
        self.phase = Phase.CANCELLED

    # -- stop and reopening --------------------------------------------------------------------------------------

    def _go(self, now: Instant, signals: Signals, stop_field: Literal["new", "old"]) -> None:
        by_happening = isinstance(self.plan.stops, Happens)
        if by_happening:
            if signals.stop:
                self.latch = True
            elif signals.start or self._waits:
                self.latch = False
            self._waits = False
        raw = self.latch if by_happening else signals.latched or self._stopped_by_state
        self._reached = raw and (self._reached or self._reaches(now.limit))
        if self.phase is Phase.ON:
            if raw and self._reached:
                self.from_reset = self._left_reset
                self.stop(now, self.course)
            else:
                self.course.step(now)
                self.mode = now.mode
        elif raw and self._reached:
            self.stay(now, stop_field)
        else:
            self.reopen(now)
        if signals.again and self.phase is Phase.STOPPED and by_happening:
            self.latch = False
            self.reopen(now)

    def _reaches(self, limit: int) -> bool:
        if not self.plan.results or limit < 0 or self._meaning is None:
            return True
        truth = self._meaning.also[self.plan.rulers[limit].target]
        return truth >= (UNKNOWN if self.taken == "possible" else YES)


_APART: Final = {"course", "gone_on", "undone"}
_COPIED: Final = tuple(name for name in (*Ways.__slots__, *Life.__slots__) if name not in _APART)
