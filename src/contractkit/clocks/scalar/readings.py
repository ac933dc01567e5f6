"""What a clock says at an instant: verdict, what it does, when it is due, what was used and what is left."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

import attrs

from contractkit.calendars.instants import to_datetime
from contractkit.clocks.scalar.judging import Judged, Verdict
from contractkit.clocks.scalar.rulers import Ruler
from contractkit.clocks.units import Unit
from contractkit.quantities.spans import BusinessDays, ElapsedTime, WorkingTime
from contractkit.records.clauses import ClauseRef
from contractkit.terms.targets import Target

__all__ = ["Amount", "ClockReading", "Does", "reading_of"]

Does = Literal["not-started", "running", "paused", "stopped", "cancelled"]
"""What a clock does at an instant."""

Amount = WorkingTime | ElapsedTime | BusinessDays
"""How much: of the kind of the limit."""


@attrs.frozen
class ClockReading:
    """What a clock says at an instant, in one of its cycles.

    Amounts are of the kind of the limit: working time, elapsed time or business days; None where there are none, as of
    a limit that names a moment. Instants carry the wall clock of the limit's calendar with the offset then in force.

    Attributes:
        at: The moment of reading.
        cycle: The number of the cycle, from 1.
        does: ``not-started``, ``running``, ``paused``, ``stopped`` or ``cancelled``.
        verdict: ``met``, ``breached``, ``excused``, ``running``, ``undetermined`` or ``not-applicable``.
        reason: Why it is undetermined or not-applicable, such as ``target-unknown``; empty else.
        target: The target that judges; None where none applies.
        clause: Where its limit stands.
        started: When the clock started.
        stopped: When it stopped.
        due: When the limit is used up; None while the clock is paused and in time.
        in_time_until: The last instant in time, inclusive; None while the clock is paused and in time.
        used: What was used, without pauses and relief.
        allowed: What is allowed.
        remaining: What is left: nothing once it is used up, and None once it has stopped.
        paused: What lay in pauses.
        relieved: What lay in relief.
        lived_verdict: The verdict as lived: with pauses and relief counted.
        lived_used: What was used as lived.
    """

    at: datetime
    cycle: int
    does: Does
    verdict: Verdict
    reason: str
    target: Target | None
    clause: ClauseRef | None
    started: datetime | None
    stopped: datetime | None
    due: datetime | None
    in_time_until: datetime | None
    used: Amount | None
    allowed: Amount | None
    remaining: Amount | None
    paused: Amount | None
    relieved: Amount | None
    lived_verdict: Verdict
    lived_used: Amount | None

    def __str__(self) -> str:
        """Return the reading in a line, such as ``running (4.2): due 2026-03-02T17:00:00+01:00, 5 hours left``."""
        head = f"{self.verdict} for {self.reason}" if self.reason else self.verdict
        head += ", paused" if self.does == "paused" else ""
        head += "" if self.target is None else f" ({self.target.id})"
        due = None if self.due is None else f"due {self.due.isoformat()}"
        left = None if self.remaining is None else f"{self.remaining} left"
        told = ", ".join(part for part in (due, left) if part is not None)
        return f"{head}: {told}" if told else head

    def to_dict(self) -> dict[str, Any]:
        """Return the reading as plain data, ready for JSON: instants in ISO 8601, amounts in microseconds or days."""
        data: dict[str, Any] = {}
        for name in attrs.fields_dict(ClockReading):
            value = getattr(self, name)
            if isinstance(value, datetime):
                value = value.isoformat()
            elif isinstance(value, (WorkingTime, ElapsedTime)):
                value = value.us
            elif isinstance(value, BusinessDays):
                value = value.n
            elif isinstance(value, Target):
                value = value.id
            elif isinstance(value, ClauseRef):
                value = str(value)
            data[name] = value
        kind = type(self.allowed).__name__ if self.allowed is not None else None
        data["unit"] = "days" if kind == "BusinessDays" else None if kind is None else "microseconds"
        return data


def reading_of(found: Judged, rulers: list[Ruler], at: int, does: Does) -> ClockReading:
    """Return a reading from what became of a cycle."""
    ruler = rulers[found.limit] if found.limit >= 0 else None
    offset_at = None if ruler is None else ruler.limit.calendar.rules.clock.offset_at

    def shown(us: int | None) -> datetime | None:
        return None if us is None else to_datetime(us, 0 if offset_at is None else offset_at(us))

    def amount(value: int | None) -> Amount | None:
        if value is None or ruler is None or ruler.unit is Unit.MOMENT:
            return None
        if ruler.days is not None:
            return ruler.counted(value)
        return WorkingTime(value) if ruler.unit is Unit.WORKING else ElapsedTime(value)

    left = None
    if does in ("running", "paused") and found.used is not None and found.allowed is not None:
        left = max(found.allowed - found.used, 0)
    moment = shown(at)
    assert moment is not None
    return ClockReading(
        at=moment,
        cycle=found.number,
        does=does,
        verdict=found.verdict,
        reason=found.reason,
        target=None if ruler is None else ruler.owner,
        clause=None if ruler is None else ruler.limit.clause,
        started=shown(found.started),
        stopped=shown(found.stopped),
        due=shown(found.due),
        in_time_until=shown(found.until),
        used=amount(found.used),
        allowed=amount(found.allowed),
        remaining=amount(left),
        paused=amount(found.paused),
        relieved=amount(found.relieved),
        lived_verdict=found.lived,
        lived_used=amount(found.lived_used),
    )
