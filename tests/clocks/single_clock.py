"""A question about one clock, asked of the scalar clock: its line, its events one after the other, its answer."""

from __future__ import annotations

from datetime import UTC, datetime

from contractkit.calendars import ALWAYS, BusinessCalendar
from contractkit.clocks.clock import Clock, ClockEvent, ClockReading, ClockRelief
from contractkit.quantities.spans import BusinessDays, ElapsedTime, Moment, Within, WorkingTime
from contractkit.records.clauses import ClauseRef
from contractkit.terms.conditions import Is
from contractkit.terms.targets import AtField, ClockLine, Happens, Limit, Measure, Pause, Target, WhenState
from contractkit.testing.clocks import questions as q

CLAUSE = ClauseRef("QUESTION", "4")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def line_of(question: q.Question) -> ClockLine:
    """Return the clock line of a question without amendments."""
    rule = question.rule
    stops = _said(rule.stop) if isinstance(rule.stop, q.Said) else WhenState(Is("status", rule.stop))
    measure = Measure(
        "clock",
        AtField("opened_at") if rule.start is None else _said(rule.start),
        stops,
        CLAUSE,
        Is("status", rule.reset) if rule.reset else None,
        Is("status", rule.cancel) if rule.cancel else None,
    )
    targets = tuple(_target(question, name, target) for name, target in sorted(question.targets.items()))
    pauses = (Pause(CLAUSE, Is("status", rule.pause)),) if rule.pause else ()
    return ClockLine(measure, targets, pauses, rule.on_change, rule.on_reopen, rule.stops)


def _said(said: q.Said) -> Happens | WhenState:
    return Happens(said.field, said.values) if said.kind == "event" else WhenState(Is(said.field, said.values))


def _target(question: q.Question, name: str, target: q.Target) -> Target:
    calendar = ALWAYS if target.calendar == q.ALWAYS else _calendar(question, target.calendar)
    limits = {
        key: None if limit is None else Limit(_within(name, limit), calendar, target.calendar, CLAUSE)
        for key, limit in (("limit", target.within), ("every", target.every))
    }
    again = None if target.again is None else _said(target.again)
    return Target(name, name, CLAUSE, "clock", Is("priority", (name,)), again=again, **limits)


def _within(name: str, limit: q.Allowed) -> Within:
    match limit:
        case q.Working(us):
            return WorkingTime(us)
        case q.Elapsed(us):
            return ElapsedTime(us)
        case q.AtMoment():
            return Moment(f"moment_{name}")
        case q.Days():
            return BusinessDays(
                limit.n,
                limit.outside,
                limit.cut_off,
                limit.at_cut_off,
                limit.restart,
                limit.counting,
                limit.ends,
                limit.landing,
            )


_calendars: dict[str, BusinessCalendar] = {}


def _calendar(question: q.Question, name: str) -> BusinessCalendar:
    written = question.calendars[name]
    key = f"{name} {written}"
    if key not in _calendars:
        made = _hours(written.first, name)
        for since, hours in written.later:
            made = made.changed(since, _hours(hours, name), tz=hours.tz)
        _calendars[key] = made.named(name)
    return _calendars[key]


def _hours(hours: q.HoursFrom, name: str) -> BusinessCalendar:
    week = {day: list(spans) for day, spans in hours.week.items() if spans}
    exceptions = {day: list(spans) for day, spans in hours.exceptions.items()}
    return BusinessCalendar(tz=hours.tz, week=week, closed=hours.holidays, exceptions=exceptions, name=name)


def clock_of(question: q.Question) -> Clock:
    """Return the clock of a question, told all events that happened by its moment of judging."""
    item: dict[str, object] = {"status": question.item.status, "priority": question.item.priority}
    for name, target in question.targets.items():
        if isinstance(target.within, q.AtMoment):
            item[f"moment_{name}"] = target.within.us
    relief = [ClockRelief(one.begin, one.end, one.extent, one.cause) for one in question.relief]
    clock = Clock.start(line_of(question), at=question.item.opened, item=item, relief=relief)
    for event in events_of(question):
        clock = clock.advance(event)
    return clock


def events_of(question: q.Question) -> list[ClockEvent]:
    """Return the events of a question that a clock may be told, in the order of time."""
    counted = [event for event in question.events if question.item.opened <= event.at]
    events = sorted(counted, key=lambda event: event.at)
    return [ClockEvent(event.at, ((event.field, event.value),), event.seq) for event in events]


def answer_of(question: q.Question, clock: Clock | None = None) -> q.Answer:
    """Return what the scalar clock answers to a question."""
    if question.item.opened > question.as_of:
        return q.Answer(question.id, ())
    clock = clock_of(question) if clock is None else clock
    return q.Answer(question.id, tuple(_cycle(reading) for reading in clock.outcomes(question.as_of)))


def _cycle(reading: ClockReading) -> q.Cycle:
    def us(moment: datetime | None) -> int | None:
        if moment is None:
            return None
        passed = moment - _EPOCH
        return (passed.days * 86_400 + passed.seconds) * 1_000_000 + passed.microseconds

    def amount(name: str) -> int | None:
        value = getattr(reading, name)
        return None if value is None else value.n if isinstance(value, BusinessDays) else value.us

    unit = "" if reading.allowed is None else "days" if isinstance(reading.allowed, BusinessDays) else "microseconds"
    return q.Cycle(
        cycle=reading.cycle,
        verdict=reading.verdict,
        started=us(reading.started),
        due=us(reading.due),
        until=us(reading.in_time_until),
        stopped=us(reading.stopped),
        used=amount("used"),
        allowed=amount("allowed"),
        paused=amount("paused"),
        relieved=amount("relieved"),
        lived=reading.lived_verdict,
        lived_used=amount("lived_used"),
        unit=unit,
        reason=reading.reason,
        target=None if reading.target is None else reading.target.id,
    )
