"""One obligation on its date: what it is, who has it, by when, in which state, and how the date came about."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

import attrs

from contractkit.duties.events import ObligationEvent
from contractkit.duties.kinds import Kind, Nature, Owed
from contractkit.duties.occasions import Provided
from contractkit.duties.states import State
from contractkit.records.clauses import ClauseRef

__all__ = ["Gap", "Obligation", "Passed"]


@attrs.frozen
class Passed:
    """One change of state.

    Attributes:
        state: What it became.
        on: On which date.
        by: The id of the event; None where its date made it so.
        actor: Who said or did it; None where nobody says.
        evidence: What shows it; None where nothing does.
    """

    state: str
    on: date
    by: str | None = None
    actor: str | None = None
    evidence: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the change as plain data."""
        return {**attrs.asdict(self), "on": self.on.isoformat()}


@attrs.frozen
class Gap:
    """A clause, or one time of it, whose date nobody can say.

    Attributes:
        agreement: The id of the agreement.
        clause: Where it stands.
        occasion: Which time of it; None for all of them.
        why: Why, in one word: ``not-told``, ``calendar-horizon``, ``no-calendar`` and so on.
        says: The same in a sentence.
        hint: What to tell, or to write; None where nobody knows.
    """

    agreement: str
    clause: ClauseRef
    occasion: str | None
    why: str
    says: str
    hint: str | None = None

    def __str__(self) -> str:
        """Return the gap on one line."""
        place = str(self.clause) if self.occasion is None else f"{self.clause} {self.occasion}"
        return f"{place}: {self.says}{'' if self.hint is None else f'; {self.hint}'}"

    def to_dict(self) -> dict[str, Any]:
        """Return the gap as plain data."""
        return {**attrs.asdict(self, recurse=False), "clause": str(self.clause)}


@attrs.frozen
class Obligation:
    """Something that is owed, may be done or happens, once.

    Attributes:
        agreement: The id of the agreement.
        owed: The rule that it follows.
        occasion: Which time it is: a period, a date, the number of an invoice.
        due: The last date on which it is in time, in the agreement's zone; of an event the date on which it happens.
        counted_from: The date that this was counted from.
        since: From which date it is owed, or can be used; None from the start of the agreement.
        state: What became of it, up to the day on which it was asked.
        how: How the date was counted: ``10 business days after``; empty where it is the date itself.
        due_at: The instant by which it is due, where hours count; None where the whole date is in time.
        until: The last date on which it goes on, for what lasts; None where it is done once.
        provided: What it waits for: ``if-renewed``, ``if-ended``; None for nothing.
        agreed: The due date before suspensions moved it; None where they did not.
        missed_on: The first date on which it was violated, which it stays also where it is done late; None where it
            never was.
        overlay: ``disputed`` while a party disputes it, else None.
        surviving: ``surviving`` where it is due, or goes on, after the end of the agreement, else None.
        history: How its state changed.
        extra: What else is to be said of it; None for nothing.
        impossible: The day of the notice that brought the end which it is counted from, where its date had passed by
            then, so that it never is violated; None where it could be done in time.
    """

    agreement: str
    owed: Owed
    occasion: str
    due: date
    counted_from: date
    since: date | None
    state: State
    how: str = ""
    due_at: datetime | None = None
    until: date | None = None
    provided: Provided | None = None
    agreed: date | None = None
    missed_on: date | None = None
    overlay: Literal["disputed"] | None = None
    surviving: Literal["surviving"] | None = None
    history: tuple[Passed, ...] = ()
    extra: str | None = None
    impossible: date | None = None

    @property
    def id(self) -> str:
        """Return what events call it: its clause, its kind where it is no plain duty, and which time it is."""
        return self.owed.prefix + self.occasion

    @property
    def kind(self) -> Kind:
        """Return what kind of obligation it is."""
        return self.owed.kind

    @property
    def nature(self) -> Nature:
        """Return what the passing of its date means: duty, option, task or event."""
        return self.owed.nature

    @property
    def clause(self) -> ClauseRef:
        """Return where it stands."""
        return self.owed.clause

    @property
    def owner(self) -> str:
        """Return whose it is: provider, customer or both."""
        return self.owed.owner

    @property
    def does(self) -> str:
        """Return what is owed, may be done or happens, in words."""
        return self.owed.does

    @property
    def open(self) -> Literal["open"] | None:
        """Return ``open`` where something can still be done about it, else None."""
        return "open" if self.state in ("created", "in-effect", "suspended", "violated") else None

    def days_left(self, on: date) -> int:
        """Return how many days are left on a date; negative where it is past."""
        return (self.due - on).days

    @property
    def says(self) -> str:
        """Return in one sentence what it is, by when, and how the date came about."""
        from contractkit.duties.saying import says

        return says(self)

    def __repr__(self) -> str:
        """Return it on one line."""
        return f"<Obligation {self.id}: {self.due.isoformat()}, {self.state}>"

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON: dates and instants as ISO 8601."""
        days = ("due", "counted_from", "since", "due_at", "until", "agreed", "missed_on")
        dates = {name: getattr(self, name) for name in days}
        return {
            "agreement": self.agreement,
            "id": self.id,
            "kind": self.kind,
            "nature": self.nature,
            "clause": str(self.clause),
            "occasion": self.occasion,
            "owner": self.owner,
            "does": self.does,
            "state": self.state,
            "provided": self.provided,
            "overlay": self.overlay,
            "surviving": self.surviving,
            **{name: None if value is None else value.isoformat() for name, value in dates.items()},
            "says": self.says,
            "history": [passed.to_dict() for passed in self.history],
        }


def told_by(event: ObligationEvent, state: str, on: date) -> Passed:
    """Return the change that an event made."""
    return Passed(state, on, event.id, event.actor, event.evidence)
