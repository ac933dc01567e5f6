"""The walk through the steps of one item: what each waits for, when it began and was done, and what follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import attrs

from contractkit.clocks.scalar.truth import YES, holds
from contractkit.errors import CalendarHorizonError, NeverOpenError
from contractkit.process.allowed import Allowed
from contractkit.process.choosing import instant_of, needed, records_for
from contractkit.process.item_clocks import ItemClocks
from contractkit.process.item_known import ItemKnown
from contractkit.process.item_steps import ItemStep, StepState
from contractkit.process.pauses import Pauses
from contractkit.process.proofs import shown
from contractkit.process.saying import ShownInstant
from contractkit.process.steps import Key, Work, waits_through, work_of
from contractkit.process.work_clocks import WorkClocks
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import said
from contractkit.terms import Agreement
from contractkit.terms.provisions.anchors import Anchor, StepDone
from contractkit.terms.provisions.contacts import Contacts

__all__ = ["Walk", "walked"]

Missing = Mapping[str, tuple[str, ...]]
"""Fields without which nobody can say whether a step is done for an item, with the names of the steps."""

Limits = tuple[int, int] | None
"""When a time is used up, and the last instant in time; None where that is not known, or time stands still."""


def walked(version: Agreement, told: ItemKnown, clocks: ItemClocks) -> tuple[tuple[ItemStep, ...], Missing]:
    """Return the steps of an item under a wording, and what is missing to say whether others are its.

    Args:
        version: The wording.
        told: What is known of the item.
        clocks: How the clocks of its promises went.
    """
    works, missing = needed(version, told)
    every = {one.key: one for one in work_of(version)}
    own = {one.key: one for one in works}
    walk = Walk(version, told, own, every, WorkClocks(own, every, clocks), records_for(version, told))
    return tuple(walk.step(one) for one in works), missing


@attrs.define(eq=False)
class Walk:
    """Walks through the steps of an item, each once.

    Attributes:
        version: The wording.
        told: What is known of the item.
        works: The steps that are done for the item, by key.
        every: All steps of the wording, by key.
        promised: What the clocks of their promises say of them.
        records: The words by which records mean each step.
    """

    version: Agreement
    told: ItemKnown
    works: Mapping[Key, Work]
    every: Mapping[Key, Work]
    promised: WorkClocks
    records: Mapping[Key, tuple[str, ...]]
    _steps: dict[Any, ItemStep] = attrs.field(factory=dict, init=False)
    _by: dict[Any, int | None] = attrs.field(factory=dict, init=False)

    def step(self, one: Work) -> ItemStep:
        """Return what is to be said of a step."""
        if one.key not in self._steps:
            self._steps[one.key] = self._judged(one)
        return self._steps[one.key]

    def _judged(self, one: Work) -> ItemStep:
        done, done_by = self._done(one), self._done_by(one)
        begins, begins_by = self._starts(one)
        pauses = self.promised.pauses(one)
        allowed, first, last = self._limits(one, (begins, begins_by), pauses)
        cancelled = self.promised.cancelled(one, done if done is not None else done_by)
        state: StepState = self._state(done, done_by, (begins, begins_by), first, last)
        if state == "running" and first is None and allowed.within is not None:
            state = "paused"
        if state == "done" and first is None and allowed.why is not None:
            state = "undetermined"
        if state == "overdue" and not self.told.is_recorded(*self.records[one.key]):
            state = "undetermined"
        if cancelled is not None:
            state = "cancelled"
        if not self.promised.is_owed(one):
            state, cancelled = "not-owed", None
        judged = state not in ("cancelled", "not-owed")
        due = first if first == last and judged else None
        zone = self.version.zone

        def aware(us: int | None) -> datetime | None:
            return None if us is None else shown(us, zone)

        ended = done if done is not None else self.told.as_of
        late = None
        if state in ("done-late", "overdue") and last is not None:
            late = timedelta(microseconds=ended - last[1])
        stood = 0 if begins is None or begins != begins_by or not judged else pauses.between(begins, ended)
        return ItemStep(
            one.name,
            one.step.clause,
            None if one.process is None else one.process.name,
            one.serves,
            state,
            tuple(_called(anchor) for anchor in one.starts),
            aware(begins if begins == begins_by else None),
            aware(None if due is None else due[0]),
            aware(None if due is None else due[1]),
            aware(done),
            aware(done_by if done is None else None),
            late,
            one.step.owner,
            self._contacts(one.step.owner),
            one.step.party,
            None if one.step.allowance is None else str(one.step.allowance.time),
            timedelta(microseconds=stood) if stood else None,
            aware(_later(pauses.at(self.told.as_of), begins) if state == "paused" else None),
            aware(cancelled),
            self.promised.clocks.why_not if state == "not-owed" else self._why(one, allowed.why, begins, done),
            *self._standing(one, state, allowed, begins, pauses),
        )

    def _limits(
        self, one: Work, begins: tuple[int | None, int | None], pauses: Pauses
    ) -> tuple[Allowed, Limits, Limits]:
        """Return the time of a step, and its ends from each of two starts."""
        zone = self.version.zone
        try:
            allowed = Allowed.of(one.step, zone, self.told, lambda name: self._done_called(one, name))
            first, last = (allowed.of_start(at, pauses) for at in begins)
        except (CalendarHorizonError, NeverOpenError) as error:
            return Allowed.unknown(zone, error.message), None, None
        return allowed, first, last

    def _standing(
        self, one: Work, state: StepState, allowed: Allowed, begins: int | None, pauses: Pauses
    ) -> tuple[ClauseRef | None, timedelta | None]:
        """Return the clause by which a step stands still now, and the time that it has left; None where it runs."""
        if state != "paused":
            return None, None
        left = allowed.left(begins, self.told.as_of, pauses)
        lines = (
            line for line in self.version.lines if any(self.promised.is_for(one, it.clause) for it in line.targets)
        )
        held = (
            pause.clause for line in lines for pause in line.pauses if holds(pause.condition, self.told.words) == YES
        )
        return next(held, None), None if left is None else timedelta(microseconds=left)

    def _state(
        self, done: int | None, done_by: int | None, begins: tuple[int | None, int | None], first: Limits, last: Limits
    ) -> StepState:
        """Return the state of a step.

        Args:
            done: When it was done, if that is recorded.
            done_by: When it was done at the latest, if that is known.
            begins: When it began at the earliest and at the latest, or None.
            first: Due and last instant in time if it began at the earliest.
            last: The same if it began at the latest.
        """
        start = begins[0]
        if done is not None:
            if first is None:
                return "undetermined" if start is None else "done"
            if done <= first[1]:
                return "done"
            return "done-late" if last is not None and done > last[1] else "undetermined"
        if done_by is not None:
            if first is None or done_by > first[1]:
                return "undetermined"
            return "done"
        if start is None or start > self.told.as_of:
            return "waiting"
        if first is None or self.told.as_of <= first[1]:
            return "running"
        return "overdue" if last is not None and self.told.as_of > last[1] else "undetermined"

    # -- when it began and was done ------------------------------------------------------------------------------

    def _done(self, one: Work) -> int | None:
        return self.told.done(*self.records[one.key])

    def _done_called(self, one: Work, name: str) -> int | None:
        """Return when the step was done that a step calls by a name."""
        other = self.every.get((one.key[0], name)) or self.every.get((None, name))
        return None if other is None or other.key not in self.records else self._done(other)

    def _why(self, one: Work, unknown: str | None, begins: int | None, done: int | None) -> str | None:
        """Return what is odd or unknown of a step."""
        if unknown is None and done is not None and begins is not None and done < begins:
            at = ShownInstant(shown(begins, self.version.zone))
            return said("recorded as done before what it waits for, which was done on {at}", at=at)
        return unknown or self._why_unread(one)

    def _why_unread(self, one: Work) -> str | None:
        """Return why a record with the name of a step was not read: it may mean another one; None where none was."""
        records = self.records[one.key]
        if one.name in records or self._done(one) is not None or self.told.done(one.name) is None:
            return None
        return said(
            "{name} is recorded, which is a step of several processes; {record} says which",
            name=one.name,
            record=records[0],
        )

    def _starts(self, one: Work) -> tuple[int | None, int | None]:
        """Return when a step began, at the earliest and at the latest; None, None where it did not, or is not known."""
        if not one.starts:
            at = self.told.opened
            return at, at
        earliest: list[int] = []
        latest: list[int] = []
        moments = [instant_of(anchor, self.told) for anchor in one.starts if not isinstance(anchor, StepDone)]
        ends = [(at, at) for at in moments]
        ends += [self._ended(other) for other in waits_through(one, self.every, self.works)]
        for low, high in ends:
            if low is None or high is None:
                return None, None
            earliest.append(low)
            latest.append(high)
        if not earliest:
            return self.told.opened, self.told.opened
        return max(earliest), max(latest)

    def _ended(self, one: Work) -> tuple[int | None, int | None]:
        """Return when a step was done, at the earliest and at the latest."""
        done = self._done(one)
        if done is not None:
            return done, done
        by = self._done_by(one)
        return (None, None) if by is None else (self._starts(one)[0], by)

    def _done_by(self, one: Work) -> int | None:
        """Return when a step was done at the latest: what waits for it was done by then, or the promise was kept."""
        if one.key not in self._by:
            self._by[one.key] = self._ends_by(one)
        return self._by[one.key]

    def _ends_by(self, one: Work) -> int | None:
        ends = [at for other in self.promised.behind(one) if (at := self._over(other)) is not None]
        if one.serves is not None:
            clocks = [
                one for one in self.promised.clocks.of(one.serves) if one.started is not None or one.over is not None
            ]
            overs = [clock.over for clock in clocks if clock.over is not None]
            ends += [max(overs)] if overs and len(overs) == len(clocks) else []
        return min(ends, default=None)

    def _over(self, one: Work) -> int | None:
        done = self._done(one)
        return done if done is not None else self._done_by(one)

    def _contacts(self, role: str | None) -> tuple[str, ...]:
        if role is None:
            return ()
        day = shown(self.told.as_of, self.version.zone).date()
        every: Sequence[Contacts] = self.version.provisions_of(Contacts)
        return tuple(contact.name for one in every for contact in one.who(role, day))


def _later(one: int | None, other: int | None) -> int | None:
    return max((at for at in (one, other) if at is not None), default=None)


def _called(anchor: Anchor) -> str:
    if isinstance(anchor, StepDone):
        return anchor.name
    return str(getattr(anchor, "field", None) or getattr(anchor, "word", None) or getattr(anchor, "condition", anchor))
