"""The steps of one item: which runs and since when, until when it may, which was late and by whom, what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import attrs

from contractkit.errors import UsageError
from contractkit.evaluation import Evaluation
from contractkit.process.item_steps import ItemStep
from contractkit.process.proofs import shown
from contractkit.process.told import told_of
from contractkit.process.walking import Walk, needed, stops_of, version_of
from contractkit.quantities.notation import nearest

__all__ = ["ItemProcess", "process_of"]


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
        ...         "events": {"item": "item", "at": "at", "form": "snapshot", "fields": {"step": "step"}}})
        >>> work = process_of(ck.evaluate(agreement, facts, as_of=datetime(2026, 3, 3, 11, tzinfo=UTC)), "T-1")
        >>> [(step.name, step.state, step.due.isoformat()) for step in work.steps]
        [('look', 'done-late', '2026-03-03T09:30:00+00:00'), ('mend', 'running', '2026-03-03T12:00:00+00:00')]
    """
    told = told_of(evaluation, item)
    version = version_of(evaluation.agreement, told)
    works, missing = needed(version, told)
    walk = Walk(version, told, {one.key: one for one in works}, stops_of(evaluation, item))
    steps = tuple(walk.step(one) for one in works)
    as_of = shown(told.as_of, version.zone)
    return ItemProcess(version.id, item, as_of, steps, missing)
