"""The walk through the steps of one item: what each waits for, when it began and was done, and what follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import attrs

from contractkit.calendars.instants import from_datetime
from contractkit.evaluation import Evaluation
from contractkit.process.allowed import Allowed
from contractkit.process.choosing import instant_of, needed, version_of
from contractkit.process.item_steps import ItemStep, StepState
from contractkit.process.proofs import shown
from contractkit.process.steps import Key, Work, waits_through, work_of
from contractkit.process.told import ItemTold
from contractkit.records.clauses import ClauseRef
from contractkit.terms import Agreement
from contractkit.terms.provisions.anchors import Anchor, StepDone
from contractkit.terms.provisions.contacts import Contacts

__all__ = ["Walk", "stops_of", "walked"]

Missing = Mapping[str, tuple[str, ...]]
"""Fields without which nobody can say whether a step is done for an item, with the names of the steps."""


Stops = Mapping[tuple[str, str | None, str | None], int]
"""When the work for each promise of an item was over, in microseconds, by document, clause and row."""


def stops_of(evaluation: Evaluation, place: int | None = None) -> dict[int, Stops]:
    """Return when the work for each promise was over, by the place of the item: when its clock stopped the last time.

    A result that was not reached has no stop; the work for it was over when another promise that measures the same
    work was.

    Args:
        evaluation: The evaluation.
        place: The place of the only item that is asked about; None for all.
    """
    outcomes = evaluation.outcomes
    if place is not None:
        outcomes = outcomes.select(outcomes.array("item_row") == place)
    targets = {target.id: target.clause for target in evaluation.agreement.targets}
    rows: dict[int, list[dict[str, Any]]] = {}
    for row in outcomes.only("item_row", "target", "measure", "verdict", "stopped").to_records():
        rows.setdefault(row["item_row"], []).append(row)
    return {item: _stops(own, targets) for item, own in rows.items()}


def _stops(rows: Sequence[dict[str, Any]], targets: Mapping[str, ClauseRef]) -> Stops:
    measured: dict[str, int] = {}
    for row in rows:
        if row["stopped"] is not None and row["verdict"] != "running":
            stopped = from_datetime(row["stopped"], "stopped")
            measured[row["measure"]] = max(measured.get(row["measure"], stopped), stopped)
    found: dict[tuple[str, str | None, str | None], int] = {}
    for row in rows:
        ref, over = targets.get(row["target"]), measured.get(row["measure"])
        if ref is not None and over is not None:
            for key in ((ref.document, ref.clause, ref.row), (ref.document, ref.clause, None)):
                found[key] = max(found.get(key, over), over)
    return found


def walked(agreement: Agreement, told: ItemTold, stops: Stops) -> tuple[Agreement, tuple[ItemStep, ...], Missing]:
    """Return the wording that binds the steps of an item, its steps, and what is missing to say whether others are its.

    Args:
        agreement: The agreement with its versions.
        told: What is known of the item.
        stops: When the work for its promises was over.
    """
    version = version_of(agreement, told)
    works, missing = needed(version, told)
    every = {one.key: one for one in work_of(version)}
    walk = Walk(version, told, {one.key: one for one in works}, every, stops)
    return version, tuple(walk.step(one) for one in works), missing


@attrs.define(eq=False)
class Walk:
    """Walks through the steps of an item, each once.

    Attributes:
        version: The wording.
        told: What is known of the item.
        works: The steps that are done for the item, by key.
        every: All steps of the wording, by key.
        stops: When the promises stopped, by clause and row.
    """

    version: Agreement
    told: ItemTold
    works: Mapping[Key, Work]
    every: Mapping[Key, Work]
    stops: Stops
    _steps: dict[Any, ItemStep] = attrs.field(factory=dict, init=False)
    _by: dict[Any, int | None] = attrs.field(factory=dict, init=False)

    def step(self, one: Work) -> ItemStep:
        """Return what is to be said of a step."""
        if one.key not in self._steps:
            self._steps[one.key] = self._judged(one)
        return self._steps[one.key]

    def _judged(self, one: Work) -> ItemStep:
        done, latest_done = self.told.done(one.name), self._done_by(one)
        begins, begins_by = self._starts(one)
        allowed = Allowed.of(one.step, self.version.zone, self.told)
        first, last = (None if allowed is None else allowed.of_start(at) for at in (begins, begins_by))
        due = first if first == last else None
        state = self._state(done, latest_done, begins, first, last)
        if state == "overdue" and not self.told.is_recorded(one.name):
            state = "undetermined"
        zone = self.version.zone

        def aware(us: int | None) -> datetime | None:
            return None if us is None else shown(us, zone)

        late = None
        if state in ("done-late", "overdue") and last is not None:
            ended = self.told.as_of if state == "overdue" else done if done is not None else begins
            late = None if ended is None else timedelta(microseconds=ended - last[1])
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
            aware(latest_done if done is None else None),
            late,
            one.step.owner,
            self._contacts(one.step.owner),
            one.step.party,
            None if one.step.allowance is None else str(one.step.allowance.time),
        )

    def _state(
        self,
        done: int | None,
        done_by: int | None,
        begins: int | None,
        first: tuple[int, int] | None,
        last: tuple[int, int] | None,
    ) -> StepState:
        """Return the state of a step.

        Args:
            done: When it was done, if that is recorded.
            done_by: When it was done at the latest, if that is known.
            begins: When it began at the earliest, or None.
            first: Due and last instant in time if it began at the earliest.
            last: The same if it began at the latest.
        """
        if done is not None:
            if first is None:
                return "undetermined" if begins is None else "done"
            if done <= first[1]:
                return "done"
            return "done-late" if last is not None and done > last[1] else "undetermined"
        if done_by is not None:
            if first is None or done_by > first[1]:
                return "undetermined"
            return "done"
        if begins is None:
            return "waiting"
        if first is None or self.told.as_of <= first[1]:
            return "running"
        return "overdue" if last is not None and self.told.as_of > last[1] else "undetermined"

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
        done = self.told.done(one.name)
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
        ends = [at for other in self._behind(one) if (at := self._over(other)) is not None]
        if one.serves is not None:
            ref = one.serves
            stopped = self.stops.get((ref.document, ref.clause, ref.row))
            ends += [] if stopped is None else [stopped]
        return min(ends, default=None)

    def _over(self, one: Work) -> int | None:
        done = self.told.done(one.name)
        return done if done is not None else self._done_by(one)

    def _behind(self, one: Work) -> Iterator[Work]:
        for other in self.works.values():
            if one in waits_through(other, self.every, self.works):
                yield other

    def _contacts(self, role: str | None) -> tuple[str, ...]:
        if role is None:
            return ()
        day = shown(self.told.as_of, self.version.zone).date()
        every: Sequence[Contacts] = self.version.provisions_of(Contacts)
        return tuple(contact.name for one in every for contact in one.who(role, day))


def _called(anchor: Anchor) -> str:
    if isinstance(anchor, StepDone):
        return anchor.name
    return str(getattr(anchor, "field", None) or getattr(anchor, "word", None) or getattr(anchor, "condition", anchor))
