"""What is promised about one request: the limit that holds, when it is due, and why nothing is due where nothing is.

Promises of many agreements share their terms: what tells them apart, the names of their papers, is filled in when
somebody looks.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import attrs

from contractkit.calendars import BusinessCalendar
from contractkit.calendars.instants import to_datetime
from contractkit.clocks.scalar.rulers import Ruler
from contractkit.quantities.spans import Within
from contractkit.records.clauses import ClauseRef
from contractkit.terms.targets import Target

__all__ = ["Fill", "PossiblePromise", "Promised", "same", "shown_instant"]

T = TypeVar("T")
Fill = Callable[[Any], Any]
"""Puts the names of an agreement's own papers into what several agreements share."""


def same(value: Any) -> Any:
    """Return a value as it is: of terms that belong to one agreement there is nothing to fill in."""
    return value


def shown_instant(calendar: BusinessCalendar, us: int | None) -> datetime | None:
    """Return an instant on the wall clock of a calendar, with the offset then in force."""
    return None if us is None else to_datetime(us, calendar.rules.clock.offset_at(us))


@attrs.frozen(eq=False, repr=False)
class Promised:
    """One promise that holds for a request.

    Attributes:
        due: When the limit is used up; None where nothing is due, `reason` says why.
        in_time_until: The last instant that is still in time, inclusive.
        reason: Why nothing is due, such as ``not-started`` or ``no-opening``; empty else.
        does: What its clock does from the request on: ``running``, ``paused``, ``stopped`` or ``not-started``.
    """

    due: datetime | None
    in_time_until: datetime | None
    reason: str
    does: str
    _target: Target
    _ruler: Ruler
    _fill: Fill

    @property
    def target(self) -> str:
        """The id of the target, as outcomes of an evaluation name it."""
        return str(self._fill(self._target.id))

    @property
    def name(self) -> str:
        """The name that the parties gave it, or its id."""
        return str(self._fill(self._target.name))

    @property
    def title(self) -> str | None:
        """What it is in words, or None."""
        title = self._target.title
        return None if title is None else str(self._fill(title))

    @property
    def clause(self) -> ClauseRef:
        """Where its limit stands."""
        clause: ClauseRef = self._fill(self._ruler.limit.clause)
        return clause

    @property
    def measure(self) -> str:
        """What is measured, such as ``response`` or ``resolution``."""
        return self._target.measure

    @property
    def level(self) -> str | None:
        """The service level that it belongs to, or None."""
        return self._target.level

    @property
    def within(self) -> Within:
        """The time limit."""
        return self._ruler.limit.within

    @property
    def calendar(self) -> str:
        """The name of the calendar on which it runs; ``always`` for day and night."""
        return self._ruler.limit.calendar_name

    @property
    def says(self) -> str:
        """The promise in one sentence."""
        head = f"{self.name} ({self.clause}): within {self.within}"
        head += "" if self.calendar == "always" else f" of {self.calendar}"
        why = f" ({self.reason})" if self.reason else ""
        return (
            f"{head}, due {self.due.isoformat()}{why}"
            if self.due is not None
            else f"{head}, {self.reason or self.does}"
        )

    def __repr__(self) -> str:
        return f"<Promised {self.says}>"

    def __eq__(self, other: object) -> bool:
        return self.to_dict() == other.to_dict() if isinstance(other, Promised) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.due, self.in_time_until, self.target))

    def to_dict(self) -> dict[str, Any]:
        """Return the promise as plain data, ready for JSON."""
        return {
            "target": self.target,
            "name": self.name,
            "title": self.title,
            "clause": str(self.clause),
            "measure": self.measure,
            "level": self.level,
            "within": str(self.within),
            "calendar": self.calendar,
            "does": self.does,
            "due": _iso(self.due),
            "in_time_until": _iso(self.in_time_until),
            "reason": self.reason,
            "says": self.says,
        }


@attrs.frozen
class PossiblePromise:
    """A promise that may hold: a field that decides it was not given.

    Attributes:
        promised: The promise, as it is if it holds.
        needs: The fields that would decide it.
        when: What must hold, in words.
    """

    promised: Promised
    needs: tuple[str, ...]
    when: str

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON."""
        return {**self.promised.to_dict(), "needs": list(self.needs), "when": self.when}


def _iso(instant: datetime | None) -> str | None:
    return None if instant is None else instant.isoformat()
