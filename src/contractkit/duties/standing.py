"""What the events up to a day, and the passing of days, have made of one obligation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import attrs

from contractkit.duties.counting import Counting
from contractkit.duties.events import ObligationEvent
from contractkit.duties.kinds import Nature
from contractkit.duties.obligation import Obligation, Passed, told_by
from contractkit.duties.occasions import Provided
from contractkit.duties.states import HAPPENINGS, TRANSITIONS, State
from contractkit.duties.withdrawing import refused_withdrawal
from contractkit.errors import Problem
from contractkit.quantities.spans import ElapsedTime, WorkingTime
from contractkit.terms.provisions.renewal import Renewal

__all__ = ["in_order", "known_late", "stand", "untouched"]

_DAY = timedelta(days=1)
_FIRST = datetime.min.time()


def in_order(events: Iterable[ObligationEvent], zone: str) -> tuple[ObligationEvent, ...]:
    """Return events in the order in which they happened, whatever the order in which they are given.

    A date stands for its first instant. Of one instant, `HAPPENINGS` says the order, and then their ids.

    Args:
        events: The events.
        zone: The zone of the agreement, in which dates are meant.
    """
    place = ZoneInfo(zone)

    def key(event: ObligationEvent) -> tuple[datetime, int, str]:
        return _instant(event, place), HAPPENINGS.index(event.what), event.id

    return tuple(sorted(events, key=key))


@attrs.define
class _Course:
    """An obligation on its way through its events."""

    one: Obligation
    counting: Counting | None
    zone: str
    state: State = "created"
    lapses: date | None = None
    suspended: ObligationEvent | None = None
    given: list[ObligationEvent] = attrs.field(factory=list)
    history: list[Passed] = attrs.field(factory=list)

    def pass_time(self, day: date, at: datetime | None) -> None:
        """Let the days up to one pass: what has come into effect, and what its date has made of it."""
        one = self.one
        if self.lapses is not None and self.lapses <= day and self.state in ("created", "in-effect", "suspended"):
            self.becomes("expired" if one.provided == "too-late" else "terminated", self.lapses)
        if one.nature == "event":
            if self.state == "created" and one.provided is None and one.due <= day:
                self.becomes("fulfilled", one.due)
            return
        if self.state == "created" and one.provided is None and (one.since is None or one.since <= day):
            self.state = "in-effect"
            if one.since is not None:
                self.history.append(Passed("in-effect", one.since))
        if one.impossible is not None:
            return
        if self.state == "in-effect" and one.nature != "task" and self._past(day, at):
            self.becomes("violated" if one.nature == "duty" else "expired", one.due + _DAY)
            if one.nature == "duty":
                self.one = attrs.evolve(one, missed_on=one.due if one.due_at is not None else one.due + _DAY)

    def _past(self, day: date, at: datetime | None) -> bool:
        if self.one.due_at is not None and at is not None:
            return at > self.one.due_at
        return day > self.one.due

    def becomes(self, state: State, on: date) -> None:
        self.state = state
        self.history.append(Passed(state, on))

    def take(self, event: ObligationEvent) -> Problem | None:
        """Take one event; return a problem where the table lists no such step."""
        day = event.day(self.zone)
        self.pass_time(day, event.at if isinstance(event.at, datetime) else None)
        if event.what in ("disputed", "settled"):
            return self._dispute(event, day)
        if event.what == "triggered":
            return None
        if event.what == "withdrawn":
            return self._withdraw(event, day)
        if event.what == "fulfilled" and self.state == "fulfilled" and self.one.kind in ("notice", "prolongation"):
            self.given.append(event)
            return None  # the other party said so too, or a paper and an event tell of the same
        if event.what == "fulfilled" and self.state == "expired" and self.one.nature == "option":
            said = f"what was done on {day} came too late ({event.id})"
            if isinstance(self.one.owed.said, Renewal) and self.one.owed.said.renews == "until-notice":
                said = f"notice came on {day}, for a later end ({event.id})"
                self.given.append(event)
            self._remark(said)
            return None
        if event.what == "fulfilled" and self.one.kind == "insurance" and not _goes_on(event, self.one):
            return _shorter(event, self.one)
        becomes = TRANSITIONS[self.state].get(event.what)
        if becomes is None:
            return _unlisted(event, self.state, self.one, day)
        if event.what == "suspended":
            self.suspended = event
        elif event.what == "resumed" and self.suspended is not None:
            self._move(self.suspended, event)
        elif event.what == "fulfilled":
            self.given.append(event)
        self.state = becomes
        self.history.append(told_by(event, becomes, day))
        return None

    def _remark(self, says: str) -> None:
        self.one = attrs.evolve(self.one, extra=says if self.one.extra is None else f"{self.one.extra}; {says}")

    def _withdraw(self, event: ObligationEvent, day: date) -> Problem | None:
        """Take back what was said about the end of a term: it can be said anew until its last date."""
        refused = refused_withdrawal(event, self.zone, self.one, self.given)
        if refused is not None:
            return refused
        self.given.clear()
        self.state = "expired" if day > self.one.due else "in-effect"
        self.history.append(told_by(event, self.state, day))
        self._remark(f"withdrawn on {day} ({event.id})")
        return None

    def _dispute(self, event: ObligationEvent, day: date) -> Problem | None:
        disputed = self.one.overlay is not None
        if self.state == "created" or disputed == (event.what == "disputed"):
            return _unlisted(event, "disputed" if disputed else self.state, self.one, day)
        self.one = attrs.evolve(self.one, overlay="disputed" if event.what == "disputed" else None)
        self.history.append(told_by(event, event.what, day))
        return None

    def _move(self, suspended: ObligationEvent, resumed: ObligationEvent) -> None:
        """Move the due date by the time for which the obligation was suspended, as far as it was running then."""
        one = self.one
        if one.due_at is not None and self.counting is not None and isinstance(self.counting.hours, ElapsedTime):
            place = ZoneInfo(self.zone)
            stood = _instant(resumed, place).astimezone(UTC) - _instant(suspended, place).astimezone(UTC)
            due_at = (one.due_at.astimezone(UTC) + stood).astimezone(one.due_at.tzinfo)
            self.one = attrs.evolve(one, due=due_at.date(), due_at=due_at, agreed=one.agreed or one.due)
            return
        if one.due_at is not None and self.counting is not None and isinstance(self.counting.hours, WorkingTime):
            self._move_hours(one, one.due_at, suspended, resumed)
            return
        first, last = suspended.day(self.zone), resumed.day(self.zone)
        first = first if one.since is None else max(first, one.since)
        if last <= first or one.nature == "event" or one.kind in ("notice", "prolongation"):
            return  # nothing moves the last date of notice forward
        counting = self.counting
        calendar = None if counting is None else counting.business_days
        if calendar is not None:
            days = calendar.count_days(first, last)
            moved = calendar.add_days(one.due, days) if days else one.due
            moved_at = None if one.due_at is None else one.due_at + (moved - one.due)
            self.one = attrs.evolve(one, due=moved, due_at=moved_at, agreed=one.agreed or one.due)
            return
        moved_at = None if one.due_at is None else one.due_at + (last - first)
        self.one = attrs.evolve(one, due=one.due + (last - first), due_at=moved_at, agreed=one.agreed or one.due)

    def _move_hours(
        self, one: Obligation, due_at: datetime, suspended: ObligationEvent, resumed: ObligationEvent
    ) -> None:
        """Move the instant by the working time of its calendar in which the obligation stood still."""
        calendar = None if self.counting is None else self.counting.calendar
        place = ZoneInfo(self.zone)
        first, last = (_instant(event, place) for event in (suspended, resumed))
        if one.since is not None:
            first = max(first, datetime.combine(one.since, _FIRST, place))
        if calendar is None or last <= first:
            return
        stood = calendar.elapsed(first, last)
        if stood:
            moved = calendar.due_at(due_at, stood).astimezone(due_at.tzinfo)
            self.one = attrs.evolve(one, due=moved.date(), due_at=moved, agreed=one.agreed or one.due)


def _instant(event: ObligationEvent, place: ZoneInfo) -> datetime:
    """Return when an event was; a date stands for its first instant."""
    return event.at if isinstance(event.at, datetime) else datetime.combine(event.at, _FIRST, place)


def untouched(
    nature: Nature, since: date | None, due: date, provided: Provided | None, today: date
) -> tuple[State, tuple[Passed, ...]] | None:
    """Return the state of an obligation without events whose date has not passed; None where its date has passed.

    Args:
        nature: What the passing of its date means.
        since: From which date it is owed; None from the start.
        due: Its date.
        provided: What it waits for, or None.
        today: The day on which it is asked.
    """
    if due < today or provided in ("too-late", "ended") or (nature == "event" and due == today):
        return None
    if nature == "event" or provided is not None or (since is not None and since > today):
        return "created", ()
    return "in-effect", () if since is None else (Passed("in-effect", since),)


def _goes_on(event: ObligationEvent, one: Obligation) -> bool:
    return event.until is None or event.until > one.counted_from


def _shorter(event: ObligationEvent, one: Obligation) -> Problem:
    says = f"the event {event.id} tells of a new certificate until {event.until}, and the old one of {one.id}"
    hint = f"until: the last date of the new certificate, after {one.counted_from}"
    return Problem(
        "shorter-cover",
        f"{says} covers until {one.counted_from}: the new one does not go on after it",
        where=f"event {event.id}",
        hint=hint,
        fatal=False,
    )


def known_late(one: Obligation, known: date | None) -> Obligation:
    """Return a duty whose date had passed before anybody knew the end that it is counted from, with that said of it.

    It is owed from the day of the notice on, and nobody could do it in time: its date makes no violation of it.

    Args:
        one: The obligation.
        known: The day of the notice; None where no notice brings that end.
    """
    if known is None or one.due >= known or one.nature != "duty":
        return one
    since = known if one.since is None else max(one.since, known)
    return attrs.evolve(one, since=since, impossible=known)


def _unlisted(event: ObligationEvent, state: str, one: Obligation, day: date) -> Problem:
    says = f"the event {event.id} says {event.what} on {day}, and {one.id} was {state} then"
    listed = TRANSITIONS.get(state, {})  # type: ignore[call-overload]
    hint = f"from {state} there can be: {', '.join(listed)}" if listed else f"nothing leads out of {state}"
    return Problem("transition", says, where=f"event {event.id}", hint=hint, fatal=False)


def stand(
    one: Obligation,
    counting: Counting | None,
    events: Sequence[ObligationEvent],
    today: date,
    at: datetime | None,
    zone: str,
    lapses: date | None = None,
) -> tuple[Obligation, tuple[Problem, ...]]:
    """Return an obligation as it stands on a day, and what its events say that cannot be.

    Args:
        one: The obligation, as its date and its clause make it.
        counting: How its date was counted, by which suspensions move it; None for one that they move by days.
        events: Its events up to that day, in their order.
        today: The day.
        at: The instant on that day, where one was asked about.
        zone: The zone of the agreement.
        lapses: The date on which it became too late, or ended with the agreement; None where it did not.

    Source: money.md A 7 (the states of an obligation).
    """
    course = _Course(one, counting, zone, lapses=lapses)
    problems = [problem for event in events if (problem := course.take(event)) is not None]
    course.pass_time(today, at)
    return attrs.evolve(course.one, state=course.state, history=tuple(course.history)), tuple(problems)
