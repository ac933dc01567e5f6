"""The steps of one item: which runs and since when, until when it may, which was late and by whom, what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.calendars.instants import from_datetime
from contractkit.errors import UsageError
from contractkit.evaluation import Evaluation
from contractkit.facts import NAT, Coded, Table
from contractkit.process.binding import Wordings
from contractkit.process.choosing import items_with_steps
from contractkit.process.item_clocks import NOTHING, clocks_of
from contractkit.process.item_steps import ItemStep
from contractkit.process.proofs import shown
from contractkit.process.told import ToldItems, told_of
from contractkit.process.walking import walked
from contractkit.quantities.notation import nearest

__all__ = ["ItemProcess", "process_of", "steps_of"]


@attrs.frozen
class ItemProcess:
    """The work on one item as a process.

    Attributes:
        agreement: The id of the agreement.
        item: The id of the item.
        as_of: The moment of judging.
        steps: The steps that are done for such items, each behind what it waits for.
        scope: Whether the item is in scope, as the evaluation says it: outside of the agreement no step is owed.
        missing: Fields without which nobody can say whether a step is done for the item, with the steps.
    """

    agreement: str
    item: str
    as_of: datetime
    steps: tuple[ItemStep, ...]
    scope: str = "in"
    missing: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)

    @property
    def running(self) -> tuple[ItemStep, ...]:
        """The steps that run: begun and not done, those that stand still now among them."""
        return tuple(step for step in self.steps if step.state in ("running", "paused", "overdue"))

    @property
    def late(self) -> tuple[ItemStep, ...]:
        """The steps that were done late, or are overdue."""
        return tuple(step for step in self.steps if step.state in ("done-late", "overdue"))

    @property
    def next(self) -> tuple[ItemStep, ...]:
        """The steps that wait for nothing but those that run now."""
        known = {(step.process, step.name): step for step in self.steps}
        begun = {(step.process, step.name) for step in self.running}

        def is_there(waiting: ItemStep, name: str) -> bool:
            key = next((one for one in ((waiting.process, name), (None, name)) if one in known), None)
            return key is None or key in begun or known[key].is_over

        waiting = (step for step in self.steps if step.state == "waiting")
        return tuple(step for step in waiting if all(is_there(step, one) for one in step.waits_for))

    def step(self, name: str) -> ItemStep:
        """Return a step by its name, or by ``process/step`` where several processes have one of that name.

        Raises:
            UsageError: No step of the item is called so, or several are.
        """
        found = [step for step in self.steps if name in (step.name, f"{step.process}/{step.name}")]
        if not found:
            known = tuple(step.name for step in self.steps)
            raise UsageError(f"item {self.item!r} has no step {name!r}; {nearest(name, known)}", step=name)
        alone = [step for step in found if step.process is None] or found
        if len(alone) > 1:
            several = " and ".join(f"{step.process}/{step.name}" for step in alone)
            raise UsageError(f"item {self.item!r} has several steps {name!r}: {several}; name one", step=name)
        return alone[0]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON."""
        return {
            "contractkit": 1,
            "document": "item-process",
            "version": 1,
            "agreement": self.agreement,
            "item": self.item,
            "as_of": self.as_of.isoformat(),
            "scope": self.scope,
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

    The time of a step stands still while the clock of its promise does, but for a step of the customer. A step whose
    promise was cancelled before it was done is cancelled; for an item outside of the agreement none is owed.

    The wording that holds on the date of the item's opening binds its steps. A process whose start is not there has
    not begun, and its steps are left out. Of a name that several processes share only ``process/step`` is a record.

    Args:
        evaluation: The evaluation in which the item was judged: agreement, facts, `as_of` and `known_at` are its own.
        item: The id of the item.

    Returns:
        The steps in the order of the page, each with its state, and with aware instants in UTC.

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
        ...         "events": {"item": "item", "at": "at", "form": "snapshot", "fields": {"step": "step"}}})
        >>> work = process_of(ck.evaluate(agreement, facts, as_of=datetime(2026, 3, 3, 11, tzinfo=UTC)), "T-1")
        >>> [(step.name, step.state, step.due.isoformat()) for step in work.steps]
        [('look', 'done-late', '2026-03-03T09:30:00+00:00'), ('mend', 'running', '2026-03-03T12:00:00+00:00')]
    """
    told = told_of(evaluation, item)
    place = evaluation.history.facts.items.ids.find(item)
    assert place is not None
    clocks = clocks_of(evaluation, np.array([place]))[place]
    version = Wordings.of(evaluation).binding(told)
    steps, missing = walked(version, told, clocks)
    return ItemProcess(version.id, item, shown(told.as_of, version.zone), steps, clocks.scope, missing)


def steps_of(evaluation: Evaluation) -> Table:
    """Return the steps of all items: which run, which were late, and whose they are.

    An item to which no step of the papers belongs, or that is not open yet, has no row. Items are walked through one by
    one, a thousand or so a second.

    Args:
        evaluation: The evaluation in which the items were judged.

    Returns:
        A row for each item and step, in the order of items: `item`, `step`, `clause`, `process`, `serves`, `owner`,
        `party`, `state` (`ItemStep.state`); `started`, `due`, `in_time_until`, `done`, `done_by`, `cancelled` in UTC;
        `late_by`, `paused`.

    Example:
        >>> import contractkit as ck
        >>> from datetime import UTC
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "calendar": "always", "fields": {"opened_at": "instant", "solved_at": "instant"}, "clauses": {
        ...         "4": {"kind": "time-target", "name": "solved", "within": "4 hours",
        ...               "starts": {"field": "opened_at"}, "stops": {"field": "solved_at"}},
        ...         "8.1": {"kind": "step", "name": "look", "for": "solved", "after": "opened_at", "within": "1 hour"},
        ...         "8.2": {"kind": "step", "name": "mend", "for": "solved", "after": "look", "within": "3 hours"}}})
        >>> facts = ck.Facts.from_frames(
        ...     items={"id": ["T-1"], "opened_at": ["2026-03-02T09:00Z"], "solved_at": ["2026-03-02T14:30Z"]},
        ...     events={"item": ["T-1", "T-1"], "step": ["look", "mend"],
        ...             "at": ["2026-03-02T11:00Z", "2026-03-02T14:30Z"]},
        ...     mapping={"contractkit": 1, "document": "mapping", "items": {
        ...         "id": "id", "fields": {"opened_at": "opened_at", "solved_at": "solved_at"}},
        ...         "events": {"item": "item", "at": "at", "form": "snapshot", "fields": {"step": "step"}}})
        >>> result = ck.evaluate(agreement, facts, as_of=datetime(2026, 3, 3, tzinfo=UTC))
        >>> [(row["step"], row["state"], str(row["late_by"])) for row in steps_of(result).to_records()]
        [('look', 'done-late', '1:00:00'), ('mend', 'done-late', '0:30:00')]
    """
    items, places = ToldItems.of(evaluation), items_with_steps(evaluation)
    clocks, wordings = clocks_of(evaluation, places), Wordings.of(evaluation)
    rows: list[tuple[str, ItemStep]] = []
    for place in places.tolist():
        told = items.item(place)
        steps, _ = walked(wordings.binding(told), told, clocks.get(place, NOTHING))
        rows += [(told.id, step) for step in steps]
    instants = ("started", "due", "in_time_until", "done", "done_by", "cancelled")
    return Table(
        {
            "item": Coded.from_words([item for item, _ in rows]),
            "step": Coded.from_words([step.name for _, step in rows]),
            **{name: _words(rows, name) for name in ("clause", "process", "serves", "owner", "party", "state")},
            **{name: _instants(rows, name) for name in instants},
            **{name: _amounts(rows, name) for name in ("late_by", "paused")},
        }
    )


def _words(rows: list[tuple[str, ItemStep]], name: str) -> Coded:
    values = (getattr(step, name) for _, step in rows)
    return Coded.from_words([None if value is None else str(value) for value in values])


def _instants(rows: list[tuple[str, ItemStep]], name: str) -> NDArray[np.datetime64]:
    values = (getattr(step, name) for _, step in rows)
    return np.array([NAT if value is None else from_datetime(value) for value in values], np.int64).view("M8[us]")


def _amounts(rows: list[tuple[str, ItemStep]], name: str) -> NDArray[np.timedelta64]:
    values = (getattr(step, name) for _, step in rows)
    return np.array([np.timedelta64("NaT") if value is None else value for value in values], "m8[us]")
