"""What was recorded about obligations: done, waived, suspended, disputed; each with its day, who said so, and why."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import attrs

from contractkit.duties.states import HAPPENINGS, Happening
from contractkit.errors import NaiveDatetimeError, UsageError
from contractkit.quantities.notation import nearest

__all__ = ["ObligationEvent"]


@attrs.frozen
class ObligationEvent:
    """One thing that was recorded about one obligation.

    Attributes:
        id: The event's own id; no two events have the same.
        obligation: The id of the obligation, ``C-7/5.1 2026-Q1``: its clause, and which time it is. For ``triggered``
            the second part is free, such as the number of an invoice.
        what: What happened: a word of `contractkit.duties.HAPPENINGS`.
        at: When: a date in the agreement's zone, or an aware instant.
        actor: Who said or did it; None where nobody says.
        evidence: What shows it, such as the number of a letter; None where nothing does.
        until: For ``fulfilled`` on an insurance: until which date the new certificate covers.
        recorded_on: On which date it was recorded; None where it was always known.
        agreement: The id of the agreement, where several are asked at once; None for the only one.

    Example:
        >>> ObligationEvent("E-1", "C-7/5.1 2026-Q1", "fulfilled", date(2026, 4, 9), actor="provider").what
        'fulfilled'
    """

    id: str
    obligation: str
    what: Happening = attrs.field()
    at: date = attrs.field()
    actor: str | None = None
    evidence: str | None = None
    until: date | None = None
    recorded_on: date | None = None
    agreement: str | None = None

    @what.validator
    def _known(self, _: object, what: str) -> None:
        if what not in HAPPENINGS:
            says = f"the event {self.id} says {what!r}, which is no event of an obligation"
            raise UsageError(f"{says}; {nearest(str(what), HAPPENINGS)}", event=self.id, value=what)

    @at.validator
    def _aware(self, _: object, at: date) -> None:
        if isinstance(at, datetime) and at.tzinfo is None:
            says = f"the event {self.id} is of {at.isoformat()}, which has no zone"
            raise NaiveDatetimeError(f"{says}; give a date, or an instant with its offset", event=self.id, value=at)
        if not isinstance(at, date):
            says = f"the event {self.id} has {at!r} for its day"  # type: ignore[unreachable]
            raise UsageError(f"{says}; give a date or an aware instant", event=self.id, value=at)

    def day(self, zone: str) -> date:
        """Return its date in a zone."""
        return self.at.astimezone(ZoneInfo(zone)).date() if isinstance(self.at, datetime) else self.at

    def to_dict(self) -> dict[str, Any]:
        """Return the event as plain data, dates and instants as ISO 8601."""
        dates = {name: getattr(self, name) for name in ("at", "until", "recorded_on")}
        return {
            "id": self.id,
            "obligation": self.obligation,
            "what": self.what,
            "actor": self.actor,
            "evidence": self.evidence,
            "agreement": self.agreement,
            **{name: None if value is None else value.isoformat() for name, value in dates.items()},
        }
