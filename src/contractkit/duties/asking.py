"""What an agreement makes its parties owe between two dates, and in which state each obligation is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from operator import attrgetter

import attrs

from contractkit.duties.counting import AT_ONCE, BackForNotice, Counting, NoDate
from contractkit.duties.dating import between as occasions_between
from contractkit.duties.dating import dated, due_instant
from contractkit.duties.doors import dates_asked, day_asked, refuse_wrong
from contractkit.duties.earned import Earned, arising_from, claim_lines
from contractkit.duties.events import ObligationEvent
from contractkit.duties.line import Line, Scene
from contractkit.duties.lines import lines_of
from contractkit.duties.listing import Obligations
from contractkit.duties.moments import moments_of
from contractkit.duties.naming import occasion_called, of_settlements, unknown
from contractkit.duties.notices import frame_said
from contractkit.duties.obligation import Gap, Obligation, Passed
from contractkit.duties.occasions import Listed, Occasion
from contractkit.duties.standing import in_order, known_late, stand, untouched
from contractkit.duties.states import State
from contractkit.duties.wordings import Wording
from contractkit.errors import FactsRejected, Problem
from contractkit.facts import Facts
from contractkit.records.doors import several
from contractkit.records.said import joined, said
from contractkit.terms import Agreement
from contractkit.terms.turns import Frame

__all__ = ["obligations"]

_due = attrgetter("due")


def obligations(
    agreement: Agreement,
    between: tuple[date, date],
    *,
    as_of: date | None = None,
    events: Iterable[ObligationEvent] = (),
    settlements: Iterable[Earned] = (),
    facts: Facts | None = None,
    known_at: date | None = None,
) -> Obligations:
    """Return what is owed, may be done or happens between two dates, each with its date and its state.

    Dates are counted by the calendar, from the wording that is in force on the date that they are counted from: an end
    of a quarter, or the end of the term as it then stands, renewed or not. They never move forward to an open day.

    Args:
        agreement: The agreement, with its amendments.
        between: The first due date and the last; both count, in the agreement's zone.
        as_of: The day on which it is asked, or an aware instant on it: what is due on that day can still be done.
            None: the first date, or the day of the last event where that is later.
        events: What was recorded, in any order. What happened after `as_of` is set aside and counted.
        settlements: Settlements of the agreement, each of its own period: the credits in them that have to be claimed,
            and the rights that came about.
        facts: The items of this agreement's customer: the instants in their fields start what counts from them, such as
            ``joiner-announced``.
        known_at: Only what was recorded on that date or before counts, of events and of amendments; None: all of it.

    Returns:
        The obligations in the order of their dates, of one date in the order of the page; and as gaps the clauses
        whose dates nobody can say, with the reason: a moment that nobody told, a calendar that does not know the year.

    Raises:
        UsageError: The first date lies after the last, one of them is an instant, or an argument is of another kind.
        FactsRejected: An event is about no obligation, or says what its state does not allow; all of them are listed.

    Source: design.md section 6 (notice), money.md A 7 and M23.

    Example:
        >>> import contractkit as ck
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "clauses": {
        ...         "1": {"kind": "term", "start": "2026-01-01", "initial": "12 months"},
        ...         "2": {"kind": "duty", "owner": "provider", "does": "Sends the report", "due": "10 days",
        ...               "after": "quarter-end"}}})
        >>> done = ck.ObligationEvent("E-1", "SLA-7/2 2026-Q1", "fulfilled", date(2026, 4, 14))
        >>> asked = (date(2026, 4, 1), date(2026, 6, 30))
        >>> for one in ck.obligations(agreement, between=asked, as_of=date(2026, 4, 20), events=[done]):
        ...     print(one.id, one.due, one.state, "missed on", one.missed_on)
        SLA-7/2 2026-Q1 2026-04-10 fulfilled-late missed on 2026-04-11
    """
    events, settlements = several(events), several(settlements)
    refuse_wrong(
        agreement=agreement, as_of=as_of, events=events, settlements=settlements, facts=facts, known_at=known_at
    )
    first, last = dates_asked(between)
    zone = agreement.zone
    given = [event for event in events if event.agreement in (None, agreement.id)]
    today, at = day_asked(as_of, given, first, zone)
    heard = _heard(given, today, at, known_at, zone)
    gaps: list[Gap] = []
    rows: list[Obligation] = []
    lines: list[Line] = []
    settled = tuple(one for one in settlements if one.agreement == agreement.id)
    found = _Asked(agreement, first, last, today, at, heard)
    moments = {} if facts is None else moments_of(agreement, facts)
    wording, before = Wording(), tuple[Line, ...]()
    earlier: tuple[Frame, date] | None = None
    for span in agreement.versions.spans(known_at):
        wording = wording.after(before, span.start, span.end)
        window = attrs.evolve(found, wording=wording, problems=found.problems)
        unheeded = gaps if span.end is None else []  # the last wording decides on a notice that the others refuse
        frame, given_notices = frame_said(span.value, heard, today, unheeded, earlier)
        if span.end is not None:
            until = tuple(event for event in heard if event.day(zone) < span.end)
            earlier = frame_said(span.value, until, today, [], earlier)[0], span.end
        window.events = in_order((*heard, *given_notices), zone) if given_notices else heard
        arising = arising_from(span.value, settled) if settled else {}
        some, unsaid = lines_of(Scene(span.value, frame, today, heard, moments, arising))
        some += claim_lines(span.value, settled) if settled else ()
        lines += some
        before = some
        gaps += [Gap(agreement.id, one.clause, None, one.why, one.says, one.hint) for one in unsaid]
        over = frame.over
        for line in some:
            rows += window.rows(line, over, gaps)
    asked = heard
    if heard and not settled:
        unsettled = of_settlements(heard, rows, agreement)
        gaps += unsettled.values()
        asked = tuple(event for event in heard if event.id not in unsettled)
    problems = found.problems + (unknown(asked, rows, lines) if asked else [])
    if problems:
        raise FactsRejected(problems)
    inside = [row for row in rows if first <= row.due <= last]
    inside.sort(key=_due)
    ordered = tuple(inside)
    return Obligations(first, last, today, ordered, tuple(dict.fromkeys(gaps)), len(given) - len(heard))


def _heard(
    events: Sequence[ObligationEvent], today: date, at: datetime | None, known_at: date | None, zone: str
) -> tuple[ObligationEvent, ...]:
    """Return the events that count, in their order; exact duplicates once."""
    kept: dict[str, ObligationEvent] = {}
    problems = []
    for event in events:
        before = kept.get(event.id)
        if before is not None and before != event:
            says = f"two events are called {event.id}, and they say different things"
            problems.append(Problem("same-event", says, where=f"event {event.id}", hint="give each its own id"))
        kept[event.id] = event
    if problems:
        raise FactsRejected(problems)
    heard = [
        event
        for event in kept.values()
        if event.day(zone) <= today
        and (at is None or not isinstance(event.at, datetime) or event.at <= at)
        and (known_at is None or event.recorded_on is None or event.recorded_on <= known_at)
    ]
    return in_order(heard, zone)


@attrs.define
class _Asked:
    """What is asked of each line: the dates, the day, the events; and what was found wrong with the events."""

    agreement: Agreement
    first: date
    last: date
    today: date
    at: datetime | None
    events: tuple[ObligationEvent, ...]
    wording: Wording = attrs.field(factory=Wording)
    problems: list[Problem] = attrs.field(factory=list)

    def rows(self, line: Line, over: date | None, gaps: list[Gap]) -> Iterable[Obligation]:
        """Yield the obligations of a line that are due in these dates, or that events speak of."""
        if line.waits_for is not None and isinstance(line.schedule, Listed) and not line.schedule.occasions:
            says = said("it counts from {moment}, and nobody told when that was", moment=line.waits_for)
            hint = f"an event: triggered, of '{line.owed.prefix}…'"
            gaps.append(Gap(self.agreement.id, line.owed.clause, None, "not-told", says, hint))
            return
        missing: dict[str, NoDate] = {}
        found = list(occasions_between(line.schedule, line.counting, self.first, self.last, missing))
        own: dict[str, list[ObligationEvent]] = {}
        if self.events:
            own = self._own(line)
            found += self._named(line, own, {occasion.label for occasion, _ in found}, missing)
        gaps += [
            Gap(self.agreement.id, line.owed.clause, label, gap.why, gap.message) for label, gap in missing.items()
        ]
        counting = line.counting if isinstance(line.counting, Counting) else None
        for occasion, due in found:
            if not self.wording.has(occasion, line):
                continue
            events = own.get(occasion.label, ())
            quiet = None
            since = occasion.base if line.owed_from == "moment" else occasion.since
            if not events and self.at is None:
                quiet = untouched(line.owed.nature, since, due, occasion.provided, self.today)
            one = _obligation(self.agreement.id, line, occasion, due, since, over, quiet)
            one = known_late(one, occasion.known)
            if quiet is not None:
                yield one
                continue
            standing, problems = stand(one, counting, events, self.today, self.at, self.agreement.zone, occasion.lapses)
            self.problems += problems
            yield standing

    def _own(self, line: Line) -> dict[str, list[ObligationEvent]]:
        """Return the events about a line, in their order, by the time that they speak of."""
        prefix = line.owed.prefix
        own: dict[str, list[ObligationEvent]] = {}
        for event in self.events:
            if event.obligation.startswith(prefix):
                own.setdefault(event.obligation.removeprefix(prefix), []).append(event)
        return own

    def _named(
        self, line: Line, own: Iterable[str], known: AbstractSet[str], missing: dict[str, NoDate]
    ) -> Iterator[tuple[Occasion, date]]:
        """Yield the occasions outside the dates that events speak of: a suspension may have moved them into these."""
        for label in own:
            occasion = None if label in known else occasion_called(line.schedule, label)
            if occasion is not None:
                try:
                    yield occasion, dated(occasion, line.counting)
                except NoDate as gap:
                    missing[label] = gap


def _obligation(
    agreement: str,
    line: Line,
    occasion: Occasion,
    due: date,
    since: date | None,
    over: date | None,
    quiet: tuple[State, tuple[Passed, ...]] | None,
) -> Obligation:
    until, says = _lasting(line, due)
    earlier = line.counting.remark(occasion.base) if isinstance(line.counting, BackForNotice) else None
    owes = occasion.provided not in ("ended", "too-late")
    outlasts = owes and over is not None and line.owed.nature in ("duty", "task") and max(due, until or due) >= over
    return Obligation(
        agreement=agreement,
        owed=line.owed,
        occasion=occasion.label,
        due=due,
        counted_from=occasion.base,
        since=since,
        state="created" if quiet is None else quiet[0],
        how="" if line.counting is AT_ONCE else str(line.counting),
        due_at=None if occasion.start is None else due_instant(occasion, line.counting),
        until=until,
        provided=occasion.provided,
        surviving="surviving" if outlasts else None,
        history=() if quiet is None else quiet[1],
        extra=joined("; ", (part for part in (occasion.says, says, earlier) if part)) or None,
    )


def _lasting(line: Line, due: date) -> tuple[date | None, str | None]:
    """Return the last date on which something goes on, and why nobody can say it; None for either."""
    try:
        return None if line.lasts is None else line.lasts.date_from(due), None
    except NoDate as gap:
        return None, said("how long it goes on is not known: {why}", why=gap.message)
