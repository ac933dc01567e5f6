"""Questions and answers as JSON data: instants in ISO 8601 in UTC, amounts of time in seconds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from contractkit.testing.clocks import questions as q

__all__ = ["answer_data", "cycle_data", "instant_text", "question_data", "seconds"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}


def instant_text(us: int) -> str:
    """Return microseconds since the epoch as a text in UTC."""
    return (_EPOCH + timedelta(microseconds=us)).isoformat()


def seconds(us: int) -> int | float:
    """Return microseconds as seconds, a whole number where they are one."""
    whole, rest = divmod(us, 1_000_000)
    return whole if not rest else us / 1_000_000


def _instant(us: int | None) -> str | None:
    return None if us is None else instant_text(us)


# -- answers -----------------------------------------------------------------------------------------------------------


def cycle_data(cycle: q.Cycle) -> dict[str, Any]:
    """Return a cycle as JSON data."""

    def amount(value: int | None) -> int | float | None:
        return value if value is None or cycle.unit != "microseconds" else seconds(value)

    data = {
        "cycle": cycle.cycle,
        "verdict": cycle.verdict,
        "started": _instant(cycle.started),
        "due": _instant(cycle.due),
        "in_time_until": _instant(cycle.until),
        "stopped": _instant(cycle.stopped),
        "used": amount(cycle.used),
        "allowed": amount(cycle.allowed),
        "paused": amount(cycle.paused),
        "relieved": amount(cycle.relieved),
        "as_lived": {"verdict": cycle.lived, "used": amount(cycle.lived_used)},
    }
    if cycle.reason:
        data["reason"] = cycle.reason
    return data


def answer_data(answer: q.Answer) -> dict[str, Any]:
    """Return an answer as JSON data."""
    return {"id": answer.id, "cycles": [cycle_data(cycle) for cycle in answer.cycles], "notes": list(answer.notes)}


# -- questions ---------------------------------------------------------------------------------------------------------


def question_data(question: q.Question) -> dict[str, Any]:
    """Return a question as JSON data, with the fields that not every question has only where they say something."""
    data: dict[str, Any] = {
        "id": question.id,
        "as_of": instant_text(question.as_of),
        "calendars": {name: _calendar(calendar) for name, calendar in question.calendars.items()},
        "targets": {name: _target(target) for name, target in question.targets.items()},
        "rule": _rule(question.rule),
        "item": {
            "opened_at": instant_text(question.item.opened),
            "status": question.item.status,
            "priority": question.item.priority,
        },
        "events": [_event(event) for event in question.events],
        "relief": [_relief(relief) for relief in question.relief],
    }
    if question.known_at is not None:
        data["known_at"] = instant_text(question.known_at)
    if question.zone != "UTC":
        data["zone"] = question.zone
    if question.amendments:
        data["amendments"] = [_amendment(amendment) for amendment in question.amendments]
    return data


def _hours(hours: q.HoursFrom) -> dict[str, Any]:
    data: dict[str, Any] = {
        "tz": hours.tz,
        "week": {day: [list(span) for span in hours.week[day]] for day in sorted(hours.week, key=_DAYS.__getitem__)},
        "holidays": [day.isoformat() for day in hours.holidays],
    }
    if hours.exceptions:
        data["exceptions"] = {
            day.isoformat(): [list(span) for span in spans] for day, spans in sorted(hours.exceptions.items())
        }
    return data


def _calendar(calendar: q.WrittenCalendar) -> dict[str, Any]:
    data = _hours(calendar.first)
    if calendar.later:
        data["later"] = [{"from": since.isoformat(), **_hours(hours)} for since, hours in calendar.later]
    return data


def _within(within: q.Allowed) -> dict[str, Any]:
    match within:
        case q.Working(us):
            return {"working_seconds": seconds(us)}
        case q.Elapsed(us):
            return {"elapsed_seconds": seconds(us)}
        case q.AtMoment(us):
            return {"moment": _instant(us)}
        case q.Days():
            return _days(within)


def _days(days: q.Days) -> dict[str, Any]:
    data: dict[str, Any] = {
        "business_days": days.n,
        "ends": days.ends if isinstance(days.ends, str) else f"{days.ends:%H:%M}",
        "outside": days.outside,
        "cut_off": None if days.cut_off is None else f"{days.cut_off:%H:%M}",
        "counting": days.counting,
        "landing": days.landing,
    }
    if days.at_cut_off != "in-time":
        data["at_cut_off"] = days.at_cut_off
    if days.restart is not None:
        data["restart"] = f"{days.restart:%H:%M}"
    return data


def _said(said: q.Said) -> dict[str, Any]:
    return {said.kind: {said.field: list(said.values)}}


def _target(target: q.Target) -> dict[str, Any]:
    data: dict[str, Any] = {}
    if target.within is not None:
        data["within"] = _within(target.within)
    if target.every is not None:
        data["every"] = _within(target.every)
    if target.again is not None:
        data["again"] = _said(target.again)
    return {**data, "calendar": target.calendar}


def _rule(rule: q.Rule) -> dict[str, Any]:
    data: dict[str, Any] = {} if rule.start is None else {"start": _said(rule.start)}
    return {
        **data,
        "pause": list(rule.pause),
        "stop": _said(rule.stop) if isinstance(rule.stop, q.Said) else list(rule.stop),
        "cancel": list(rule.cancel),
        "reset": list(rule.reset),
        "on_reopen": rule.on_reopen,
        "on_change": rule.on_change,
        "stops": rule.stops,
    }


def _recorded(us: int | None) -> Mapping[str, str]:
    return {} if us is None else {"recorded_at": instant_text(us)}


def _event(event: q.Event) -> dict[str, Any]:
    return {
        "at": instant_text(event.at),
        "seq": event.seq,
        "field": event.field,
        "value": event.value,
        **_recorded(event.recorded),
    }


def _relief(relief: q.Relief) -> dict[str, Any]:
    return {
        "from": instant_text(relief.begin),
        "to": instant_text(relief.end),
        "extent": relief.extent,
        "cause": relief.cause,
        **_recorded(relief.recorded),
    }


def _amendment(amendment: q.Amendment) -> dict[str, Any]:
    data: dict[str, Any] = {
        "from": amendment.since.isoformat(),
        "targets": {name: None if target is None else _target(target) for name, target in amendment.targets.items()},
    }
    if amendment.pause is not None:
        data["pause"] = list(amendment.pause)
    if amendment.running is not None:
        data["running"] = amendment.running
    return data
