"""When the stopwatch of a rule starts, goes, stops and starts again: cut into cycles, with nothing measured yet.

Source: clocks.md rules 6, 7, 9 and 15 to 18; docs/decisions/0115-cycles.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import attrs

from contractkit.testing.clocks.questions import Rule, Said
from contractkit.testing.clocks.states import Instant, strength

__all__ = ["Draft", "Going", "Phase", "drafts", "phases"]

Does = Literal["unstarted", "going", "stopped", "reset", "cancelled"]


@attrs.frozen
class Phase:
    """What the stopwatch does from an instant on.

    Attributes:
        at: From when.
        does: What it does.
        place: The place of the instant in the item's life.
        holder: The place of the instant whose status says whether it is paused; None where it runs whatever that says.
    """

    at: int
    does: Does
    place: int
    holder: int | None


class _Watch:
    """A stopwatch that is told one instant after the other."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.does: Does = "unstarted"
        self.waits = False  # a start was said while the status resets the clock
        self.resets = False
        self.held = self.begins = False
        self.found: list[Phase] = []

    def sees(self, place: int, now: Instant) -> None:
        status = strength(self.rule, now.status)
        self.begins, signals = self._comes_to_hold(now), self._signals(now)
        if self.does == "cancelled" or status == "cancel":
            self.does = "cancelled"
            self._note(place, now)
            return
        if status == "reset":
            self._resets(signals)
        else:
            self._goes(place, now, status, signals)
        self._note(place, now)

    def _comes_to_hold(self, now: Instant) -> bool:
        """Return whether a start that is a state comes to hold at an instant."""
        start = self.rule.start
        if start is None or start.kind == "event":
            return False
        held, self.held = self.held, _holds(start, now)
        return self.held and not held

    def _signals(self, now: Instant) -> list[str]:
        """Return what happenings of an instant do, in order: a stop wins unless a start was said after it."""
        start, stop = self.rule.start, self.rule.stop
        starts = start is not None and start.kind == "event" and now.says(start)
        stops = isinstance(stop, Said) and now.says(stop)
        if starts and stops:
            assert start is not None
            assert isinstance(stop, Said)
            after = now.ordered and now.last_says(start) > now.last_says(stop)
            return ["stop", "start"] if after else ["stop"]
        return ["stop"] if stops else ["start"] if starts else []

    def _resets(self, signals: Sequence[str]) -> None:
        if not self.resets:
            self.resets, self.waits = True, False
        for signal in signals:
            self.waits = signal == "start"
        if self.does == "going" or not isinstance(self.rule.stop, Said):
            self.does = "reset"

    def _goes(self, place: int, now: Instant, status: str, signals: list[str]) -> None:
        left, self.resets = self.resets, False
        start = self.rule.start
        waited = left and self.waits and "stop" not in signals
        if self.does in ("unstarted", "reset"):
            holds = start is not None and start.kind == "state" and (self.held if left else self.begins)
            if start is None or holds:
                self.does = "going"
            elif waited:
                signals = ["start", *signals]
        elif self.does == "stopped" and waited:
            signals = ["start", *signals]
        elif self.does == "stopped" and self.begins and not self._by_state() and "stop" not in signals:
            self.does = "going"
        for step, signal in enumerate(signals):
            if step and self.does == "stopped":
                self._note(place, now)
            if signal == "start" and self.does != "going" and not (self.does == "stopped" and self._by_state()):
                self.does = "going"
            elif signal == "stop" and self.does == "going":
                self.does = "stopped"
        if self._by_state() and self.does in ("going", "stopped"):
            self.does = "stopped" if status == "stop" else "going"

    def _by_state(self) -> bool:
        return not isinstance(self.rule.stop, Said)

    def _note(self, place: int, now: Instant) -> None:
        self.found.append(Phase(now.at, self.does, place, place))


def _holds(said: Said, now: Instant) -> bool:
    value = now.status if said.field == "status" else now.priority if said.field == "priority" else None
    return value in said.values


def phases(rule: Rule, instants: Sequence[Instant]) -> list[Phase]:
    """Return what the stopwatch does at every instant of a life, the stops that do not count taken out."""
    watch = _Watch(rule)
    for place, now in enumerate(instants):
        watch.sees(place, now)
    found = watch.found
    if rule.stops == "last" and not isinstance(rule.stop, Said):
        found = _last_stops(found, instants)
    if rule.on_reopen == "undo-stop":
        found = _undone(found)
    return found


def _stretches(found: Sequence[Phase]) -> list[tuple[int, int]]:
    """Return the unbroken stretches of phases in which the stopwatch is stopped, as places [from, to)."""
    stretches: list[tuple[int, int]] = []
    for place, phase in enumerate(found):
        if phase.does != "stopped":
            continue
        if stretches and stretches[-1][1] == place:
            stretches[-1] = stretches[-1][0], place + 1
        else:
            stretches.append((place, place + 1))
    return stretches


def _last_stops(found: list[Phase], instants: Sequence[Instant]) -> list[Phase]:
    """Let the last change of each unbroken stretch of stops count alone (rule 16)."""
    found = list(found)
    for first, end in _stretches(found):
        changes = [
            place
            for place in range(first, end)
            if place == first or instants[found[place].place].status != instants[found[place].place - 1].status
        ]
        before = found[first - 1] if first else None
        for place in range(first, changes[-1]):
            if before is not None and before.does in ("going", "reset"):
                found[place] = attrs.evolve(found[place], does=before.does, holder=before.holder)
            else:
                found[place] = attrs.evolve(found[place], does="going", holder=None)
    return found


def _undone(found: list[Phase]) -> list[Phase]:
    """Let the stretches of stops that were followed by a reopening run (rule 17)."""
    found = list(found)
    for first, end in _stretches(found):
        if end < len(found) and found[end].does == "going":
            for place in range(first, end):
                found[place] = attrs.evolve(found[place], does="going", holder=None)
    return found


# -- cycles ----------------------------------------------------------------------------------------------------------


@attrs.frozen
class Going:
    """A stretch in which the stopwatch goes, running or paused.

    Attributes:
        begin: From when.
        end: Until when.
        place: The place of its instant in the item's life.
        holder: As of the phase.
    """

    begin: int
    end: int
    place: int
    holder: int | None


@attrs.define
class Draft:
    """A cycle of which nothing is measured yet.

    Attributes:
        number: Its number, from 1.
        going: The stretches in which it goes and, of no length, each stop.
        begun: Whether it has begun.
        stopped: When it was stopped; None where it was not, or was reopened.
        ended: What stopped it: the stop, or an update.
        reset: Whether it was forgotten and has not begun anew.
        cancelled: Whether it was cancelled.
        stops: The places in `going` of its stops.
    """

    number: int
    going: list[Going] = attrs.field(factory=list)
    begun: bool = False
    stopped: int | None = None
    ended: Literal["stop", "update", ""] = ""
    reset: bool = False
    cancelled: bool = False
    stops: list[int] = attrs.field(factory=list)

    def stop(self, at: int, place: int, ended: Literal["stop", "update"]) -> None:
        """End it at an instant, the state of which is kept for who judges it."""
        self.stops.append(len(self.going))
        self.going.append(Going(at, at, place, None))
        self.begun, self.stopped, self.ended = True, at, ended


def drafts(
    rule: Rule, instants: Sequence[Instant], as_of: int, updates: Callable[[Draft, int], bool]
) -> tuple[Draft, ...]:
    """Return the cycles of a life.

    Args:
        rule: What the clock does.
        instants: The life.
        as_of: The moment of judging.
        updates: Whether the instant at a place of the life is an update of a cycle that goes.
    """
    found = phases(rule, instants)
    cycles = [Draft(1)]
    for place, phase in enumerate(found):
        end = found[place + 1].at if place + 1 < len(found) else as_of
        _step(rule, cycles, phase, end, updates)
    return tuple(cycles)


def _step(rule: Rule, cycles: list[Draft], phase: Phase, end: int, updates: Callable[[Draft, int], bool]) -> None:
    now = cycles[-1]
    goes_on = now.begun and now.stopped is None and not now.reset
    if phase.does == "cancelled":
        now.cancelled = True
    elif phase.does == "reset":
        cycles[-1] = Draft(now.number, reset=True)
    elif phase.does == "stopped":
        if now.stopped is None:
            update = goes_on and updates(now, phase.place)
            now.reset = False
            now.stop(phase.at, phase.place, "update" if update else "stop")
    elif phase.does == "going":
        if goes_on and updates(now, phase.place):
            now.stop(phase.at, phase.place, "update")
            cycles.append(Draft(now.number + 1))
        elif now.stopped is not None:
            _reopen(rule, cycles)
        now = cycles[-1]
        now.begun, now.reset = True, False
        now.going.append(Going(phase.at, end, phase.place, phase.holder))


def _reopen(rule: Rule, cycles: list[Draft]) -> None:
    now = cycles[-1]
    if now.ended == "update" or rule.on_reopen == "new-cycle":
        cycles.append(Draft(now.number + 1))
    elif rule.on_reopen == "restart":
        cycles[-1] = Draft(now.number)
    else:
        now.stopped, now.ended = None, ""
