"""What there is to say of one step of the work on an item."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Literal

import attrs

from contractkit.records.clauses import ClauseRef

__all__ = ["ItemStep", "StepState"]

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
