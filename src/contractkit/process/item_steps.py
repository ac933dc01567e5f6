"""What there is to say of one step of the work on an item."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Literal

import attrs

from contractkit.records.clauses import ClauseRef

__all__ = ["ItemStep", "StepState"]

StepState = Literal[
    "waiting", "running", "paused", "overdue", "done", "done-late", "cancelled", "not-owed", "undetermined"
]


@attrs.frozen
class ItemStep:
    """One step of the work on an item.

    Attributes:
        name: Its name.
        clause: Where it stands.
        process: The process that it belongs to; None for a step that stands alone.
        serves: The promise that it is done for, or None.
        state: ``waiting`` for what comes before; ``running``, in time; ``paused``: begun, and it stands still in time,
            as the clock of its promise does; ``overdue``: not done, and its time is over; ``done`` in time;
            ``done-late``; ``cancelled``: its promise was, before it was done; ``not-owed``: nothing is, as the item is
            outside of the agreement, or grey and to wait; ``undetermined``: nobody recorded enough to say.
        waits_for: What it waits for, by name.
        started: When all that it waits for was there; None where it was not, or is not known.
        due: When its time is used up; None where it has none, did not begin, or stands still.
        in_time_until: The last instant in time, inclusive; None likewise.
        done: When it was done; None where it is not, or nobody recorded when.
        done_by: When it was done at the latest, as what waits for it was done by then; None where it is not known.
        late_by: How much later than `in_time_until` it was done, or it is by now; None where it is in time.
        owner: The role that does it, or None.
        contacts: Who has that role on the date of the moment of judging.
        party: ``provider`` or ``customer``; None where nothing is said.
        within: Its time as it is written, or None.
        paused: How long it stood still with the clock of its promise, until it was done or by now, on the clock on the
            wall; None where it never did.
        paused_since: Since when it stands still now; None where it does not.
        cancelled: When its promise was cancelled; None where it was not, or it was done before.
        why: Why nobody can say until when it may take, though something is written; why it is not owed; that it is
            recorded as done before what it waits for; None else.
        paused_by: The clause by which it stands still now; None where it does not, or relief makes it.
        left: The time that is left on its own clock while it stands still; None else, and where it counts days.
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
    paused: timedelta | None = None
    paused_since: datetime | None = None
    cancelled: datetime | None = None
    why: str | None = None
    paused_by: ClauseRef | None = None
    left: timedelta | None = None

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
        """Return it as plain data, ready for JSON: instants in ISO 8601, amounts in microseconds (`late_by_us`)."""
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
        for name in ("late_by", "paused", "left"):
            amount = found.pop(name)
            found[f"{name}_us"] = None if amount is None else amount // timedelta(microseconds=1)
        return {**found, "says": self.says}
