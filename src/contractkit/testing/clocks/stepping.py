"""The scalar clock, taken through a question event by event, through its public methods alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from contractkit.clocks.clock import Clock, ClockReading, ClockRelief
from contractkit.quantities.spans import BusinessDays, ElapsedTime, WorkingTime
from contractkit.terms.targets import ClockLine
from contractkit.testing.clocks import questions as q
from contractkit.testing.clocks.papers import clause_of, moments

__all__ = ["step_through"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def step_through(question: q.Question, line: ClockLine) -> q.Answer:
    """Return what the scalar clock of a line answers.

    Who keeps a clock tells it what is known: what was recorded after `known_at` is not told, and neither is what lies
    before the opening, which a clock refuses.

    Args:
        question: The question, without amendments.
        line: The line by which the clock is started.
    """
    known = question.known_at
    events = [event for event in question.events if known is None or event.recorded is None or event.recorded <= known]
    relief = [one for one in question.relief if known is None or one.recorded is None or one.recorded <= known]
    item: dict[str, Any] = {"status": question.item.status, "priority": question.item.priority}
    item |= {field: None if moment.us is None else _aware(moment.us) for field, moment in moments(question).items()}
    stretches = [ClockRelief.of(_aware(one.begin), _aware(one.end), one.extent, one.cause) for one in relief]
    clock = Clock.start(line, at=_aware(question.item.opened), item=item, relief=stretches)
    for event in sorted(events, key=lambda event: event.at):
        if event.at >= question.item.opened:
            told = {"at": _aware(event.at), "field": event.field, "value": event.value}
            clock = clock.advance(told if event.seq is None else {**told, "seq": event.seq})
    numbers = {number: name for name, number in clause_of(question).items()}
    return q.Answer(question.id, tuple(_cycle(one, numbers) for one in clock.outcomes(_aware(question.as_of))))


def _aware(us: int) -> datetime:
    return _EPOCH + timedelta(microseconds=us)


def _us(instant: datetime | None) -> int | None:
    return None if instant is None else (instant - _EPOCH) // timedelta(microseconds=1)


def _amount(amount: WorkingTime | ElapsedTime | BusinessDays | None) -> int | None:
    return None if amount is None else amount.n if isinstance(amount, BusinessDays) else amount.us


def _cycle(reading: ClockReading, numbers: dict[str, str]) -> q.Cycle:
    clause = None if reading.target is None else str(reading.target.clause.clause)
    return q.Cycle(
        cycle=reading.cycle,
        verdict=reading.verdict,
        started=_us(reading.started),
        due=_us(reading.due),
        until=_us(reading.in_time_until),
        stopped=_us(reading.stopped),
        used=_amount(reading.used),
        allowed=_amount(reading.allowed),
        paused=_amount(reading.paused),
        relieved=_amount(reading.relieved),
        lived=reading.lived_verdict,
        lived_used=_amount(reading.lived_used),
        unit="" if reading.allowed is None else "days" if isinstance(reading.allowed, BusinessDays) else "microseconds",
        reason=reading.reason,
        target=None if clause is None else numbers.get(clause),
    )
