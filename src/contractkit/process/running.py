"""The steps of one item: which runs and since when, until when it may, which was late and by whom, what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

import attrs

from contractkit.calendars.instants import from_datetime
from contractkit.clocks.scalar.truth import NO, YES, holds
from contractkit.evaluation import Evaluation
from contractkit.process.allowed import Allowed
from contractkit.process.proofs import shown
from contractkit.process.steps import Work, in_order, work_of
from contractkit.process.told import ItemTold, told_of
from contractkit.records.clauses import ClauseRef
from contractkit.terms import Agreement
from contractkit.terms.provisions.anchors import Anchor, StepDone
from contractkit.terms.provisions.contacts import Contacts
from contractkit.terms.stopwatch import AtField, WhenState

__all__ = ["ItemProcess", "ItemStep", "StepState", "process_of"]

StepState = Literal["waiting", "running", "overdue", "done", "done-late", "undetermined"]


@attrs.frozen
class ItemStep:
    """One step of the work on an item.

    Attributes:
        name: Its name.
        clause: Where it stands.
        process: The process that it belongs to; None for a step that stands alone.
        serves: The promise that it is done for, or None.
        state: ``waiting`` for what comes before; ``running``, in time; ``overdue``: not done, and its time is over;
            ``done`` in time; ``done-late``; ``undetermined``: nobody recorded enough to say.
        waits_for: What it waits for, by name.
        started: When all that it waits for was there; None where it was not, or is not known.
        due: When its time is used up; None where it has none, or did not begin.
        in_time_until: The last instant in time, inclusive; None likewise.
        done: When it was done; None where it is not, or nobody recorded when.
        done_by: When it was done at the latest, as what waits for it was done by then; None where it is not known.
        late_by: How much later than `in_time_until` it was done, or it is by now; None where it is in time.
        owner: The role that does it, or None.
        contacts: Who has that role on the date of the moment of judging.
        party: ``provider`` or ``customer``; None where nothing is said.
        within: Its time as it is written, or None.
    """

    name: str
    clause: ClauseRef
    process: str | None
    serves: ClauseRef | None
    state: StepState
    waits_for: tuple[str, ...] = ()
    started: datetime | None = None
    due: datetime | None = None
    in_time_until: datetime | None = None
    done: datetime | None = None
    done_by: datetime | None = None
    late_by: timedelta | None = None
    owner: str | None = None
    contacts: tuple[str, ...] = ()
    party: Literal["provider", "customer"] | None = None
    within: str | None = None

    @property
    def is_over(self) -> bool:
        """Whether it is done, in time or late, or was done by some instant."""
        return self.state in ("done", "done-late") or self.done_by is not None

    @property
    def says(self) -> str:
        """What there is to say of it, in one sentence."""
        from contractkit.process.saying import step_sentence

        return step_sentence(self)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON: instants in ISO 8601, `late_by` in microseconds as `late_by_us`."""
        found: dict[str, Any] = {}
        for field in attrs.fields(ItemStep):
            value = getattr(self, field.name)
            if isinstance(value, datetime):
                value = value.isoformat()
            elif isinstance(value, ClauseRef):
                value = str(value)
            elif isinstance(value, tuple):
                value = list(value)
            found[field.name] = value
        late = found.pop("late_by")
        found["late_by_us"] = None if late is None else late // timedelta(microseconds=1)
        return {**found, "says": self.says}


@attrs.frozen
class ItemProcess:
    """The work on one item as a process.

    Attributes:
        agreement: The id of the agreement.
        item: The id of the item.
        as_of: The moment of judging.
        steps: The steps that are done for such items, each behind what it waits for.
        missing: Fields without which nobody can say whether a step is done for the item, with the steps.
    """

    agreement: str
    item: str
    as_of: datetime
    steps: tuple[ItemStep, ...]
    missing: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)

    @property
    def running(self) -> tuple[ItemStep, ...]:
        """The steps that run: begun and not done."""
        return tuple(step for step in self.steps if step.state in ("running", "overdue"))

    @property
    def late(self) -> tuple[ItemStep, ...]:
        """The steps that were done late, or are overdue."""
        return tuple(step for step in self.steps if step.state in ("done-late", "overdue"))

    @property
    def next(self) -> tuple[ItemStep, ...]:
        """The steps that wait for nothing but those that run now."""
        over = {step.name for step in self.steps if step.is_over}
        begun = {step.name for step in self.running}
        names = {step.name for step in self.steps}
        return tuple(
            step
            for step in self.steps
            if step.state == "waiting" and all(one in over | begun or one not in names for one in step.waits_for)
        )

    def step(self, name: str) -> ItemStep:
        """Return a step by its name.

        Raises:
            UsageError: No step of the item is called so.
        """
        from contractkit.errors import UsageError
        from contractkit.quantities.notation import nearest

        found = next((step for step in self.steps if step.name == name), None)
        if found is None:
            known = tuple(step.name for step in self.steps)
            raise UsageError(f"item {self.item!r} has no step {name!r}; {nearest(name, known)}", step=name)
        return found

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON."""
        return {
            "contractkit": 1,
            "document": "item-process",
            "version": 1,
            "agreement": self.agreement,
            "item": self.item,
            "as_of": self.as_of.isoformat(),
            "steps": [step.to_dict() for step in self.steps],
            "missing": {field: list(steps) for field, steps in self.missing.items()},
        }

    def __repr__(self) -> str:
        """Return the steps with their states, on one line."""
        told = ", ".join(f"{step.name} {step.state}" for step in self.steps)
        return f"<ItemProcess of {self.item}: {told or 'no steps'}>"


def process_of(evaluation: Evaluation, item: str) -> ItemProcess:
    """Return the steps of the work on an item as they stood at the moment of judging.

    A step begins when all that it waits for is there, and may take its time from then on. It is done when something
    recorded says so: an instant in a column with its name (``replace-pc``, ``replace_pc_at``), an event whose field
    ``step`` names it, or one of the only other field that knows its name. Where nothing says when it was done, what
    waits for it, and the promise that it serves, say by when at the latest; what that does not decide is undetermined.

    The wording that holds on the date of the item's opening binds its steps. A process whose start is not there has
    not begun, and its steps are left out.

    Args:
        evaluation: The evaluation in which the item was judged: agreement, facts, `as_of` and `known_at` are its own.
        item: The id of the item.

    Raises:
        UsageError: There is no such item.

    Example:
        >>> import contractkit as ck
        >>> from datetime import UTC
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "fields": {"opened_at": "instant"}, "clauses": {
        ...         "1": {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}},
        ...         "8.1": {"kind": "step", "name": "look", "after": "opened_at", "within": "1 hour"},
        ...         "8.2": {"kind": "step", "name": "mend", "after": "look", "within": "2 hours"}}})
        >>> facts = ck.Facts.from_frames(
        ...     items={"id": ["T-1"], "opened_at": ["2026-03-02T16:30Z"]},
        ...     events={"item": ["T-1"], "at": ["2026-03-03T10:00Z"], "step": ["look"]},
        ...     mapping={"contractkit": 1, "document": "mapping", "items": {
        ...         "id": "id", "fields": {"opened_at": "opened_at"}},
        ...         "events": {"item": "item", "at": "at", "form": "state", "fields": {"step": "step"}}})
        >>> work = process_of(ck.evaluate(agreement, facts, as_of=datetime(2026, 3, 3, 11, tzinfo=UTC)), "T-1")
        >>> [(step.name, step.state, step.due.isoformat()) for step in work.steps]
        [('look', 'done-late', '2026-03-03T09:30:00+00:00'), ('mend', 'running', '2026-03-03T12:00:00+00:00')]
    """
    told = told_of(evaluation, item)
    version = version_of(evaluation.agreement, told)
    works, missing = _needed(version, told)
    walk = _Walk(version, told, {one.key: one for one in works}, _stops(evaluation, item))
    steps = tuple(walk.step(one) for one in works)
    as_of = shown(told.as_of, version.zone)
    return ItemProcess(version.id, item, as_of, steps, missing)


def version_of(agreement: Agreement, told: ItemTold) -> Agreement:
    """Return the version that binds the steps of an item: the one that holds on the date of its opening."""
    if len(agreement.versions) == 1:
        return agreement
    at = told.as_of if told.opened is None else told.opened
    return agreement.at(shown(at, agreement.zone).date())


def _needed(version: Agreement, told: ItemTold) -> tuple[tuple[Work, ...], dict[str, tuple[str, ...]]]:
    """Return the steps that are done for an item, each behind what it waits for, and what is missing to say it."""
    from contractkit.clocks.scalar.truth import fields_in

    found: list[Work] = []
    missing: dict[str, tuple[str, ...]] = {}
    for one in work_of(version):
        truth = holds(one.condition, told.words)
        if one.process is not None and one.process.service not in (None, told.words.get("service")):
            continue
        if truth == YES:
            found.append(one)
        elif truth != NO:
            for field in fields_in(one.condition):
                if told.words.get(field) is None:
                    missing[field] = (*missing.get(field, ()), one.name)
    known = {one.key: one for one in found}
    ordered = tuple(in_order(found, known))
    return tuple(one for one in ordered if _has_begun(one, known, told)), missing


def _has_begun(one: Work, known: Mapping[Any, Work], told: ItemTold) -> bool:
    """Return whether the process of a step was started: something that starts it, or one of its steps, is recorded."""
    if one.process is None:
        return True
    own = [step for step in known.values() if step.process == one.process]
    if any(told.done(step.name) is not None for step in own):
        return True
    roots = [anchor for step in own for anchor in step.starts if not isinstance(anchor, StepDone)]
    bounds = [step.step.before or step.step.at for step in own]
    anchors = [anchor for anchor in (*roots, *bounds) if anchor is not None]
    return not anchors or any(instant_of(anchor, told) is not None for anchor in anchors)


def instant_of(anchor: Anchor, told: ItemTold) -> int | None:
    """Return when a moment came, of an item; None where it did not, or is no moment of the item."""
    if isinstance(anchor, AtField):
        return told.instant(anchor.field)
    if isinstance(anchor, WhenState):
        return told.since(anchor.condition)
    return None


def _stops(evaluation: Evaluation, item: str) -> dict[tuple[str, str | None, str | None], int]:
    """Return when the clocks of an item's promises stopped for the last time, by clause and row."""
    place = evaluation.history.facts.items.ids.find(item)
    rows = evaluation.outcomes.select(evaluation.outcomes.array("item_row") == place).to_records()
    targets = {target.id: target.clause for target in evaluation.agreement.targets}
    found: dict[tuple[str, str | None, str | None], int] = {}
    for row in rows:
        ref = targets.get(row["target"])
        if ref is not None and row["stopped"] is not None and row["verdict"] != "running":
            stopped = from_datetime(row["stopped"], "stopped")
            for key in ((ref.document, ref.clause, ref.row), (ref.document, ref.clause, None)):
                found[key] = max(found.get(key, stopped), stopped)
    return found


@attrs.define(eq=False)
class _Walk:
    """Walks through the steps of an item, each once.

    Attributes:
        version: The wording.
        told: What is known of the item.
        works: The steps by key.
        stops: When the promises stopped, by clause and row.
    """

    version: Agreement
    told: ItemTold
    works: Mapping[Any, Work]
    stops: Mapping[tuple[str, str | None, str | None], int]
    _steps: dict[Any, ItemStep] = attrs.field(factory=dict, init=False)

    def step(self, one: Work) -> ItemStep:
        """Return what is to be said of a step."""
        if one.key not in self._steps:
            self._steps[one.key] = self._judged(one)
        return self._steps[one.key]

    def _judged(self, one: Work) -> ItemStep:
        done, latest_done = self.told.done(one.name), self._done_by(one)
        begins, begins_by = self._starts(one)
        allowed = Allowed.of(one.step, self.version.zone, self.told)
        limits = [None if at is None or allowed is None else allowed.of_start(at) for at in (begins, begins_by)]
        first, last = limits
        due = None if begins != begins_by or first is None else first
        state = self._state(done, latest_done, begins, begins_by, first, last)
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
        begins_by: int | None,
        first: tuple[int, int] | None,
        last: tuple[int, int] | None,
    ) -> StepState:
        """Return the state of a step.

        Args:
            done: When it was done, if that is recorded.
            done_by: When it was done at the latest, if that is known.
            begins: When it began at the earliest, or None.
            begins_by: When it began at the latest, or None.
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
        for anchor in one.starts:
            if isinstance(anchor, StepDone):
                other = self._named(one, anchor.name)
                if other is None:
                    continue  # not needed for this item
                low, high = self._ended(other)
            else:
                low = high = instant_of(anchor, self.told)
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
            if any(self._named(other, name) is one for name in other.waits_for):
                yield other

    def _named(self, one: Work, name: str) -> Work | None:
        """Return the step that another means by a name: of its process, else one that stands alone."""
        own = None if one.process is None else self.works.get((one.process.name, name))
        return own if own is not None else self.works.get((None, name))

    def _contacts(self, role: str | None) -> tuple[str, ...]:
        if role is None:
            return ()
        day = shown(self.told.as_of, self.version.zone).astimezone(ZoneInfo(self.version.zone)).date()
        every: Sequence[Contacts] = self.version.provisions_of(Contacts)
        return tuple(contact.name for one in every for contact in one.who(role, day))


def _called(anchor: Anchor) -> str:
    if isinstance(anchor, StepDone):
        return anchor.name
    return str(getattr(anchor, "field", None) or getattr(anchor, "word", None) or getattr(anchor, "condition", anchor))
