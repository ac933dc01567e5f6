"""A question as the papers that a user of the library would write: the same promises.

What becomes of them is asked in `asked`. Each target is a clause of its own, on one measure; statuses, priorities and
relief are words of the question itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

import attrs

from contractkit.errors import NotComputedError
from contractkit.quantities.spans import ElapsedTime, WorkingTime
from contractkit.testing.clocks import questions as q

__all__ = ["Papers", "causes_of", "clause_of", "field_words", "moments", "papers"]

_NOBODY: Final = "nothing-of-the-kind"
_UTC: Final = "day-and-night"


@attrs.frozen
class Papers:
    """The papers of a question.

    Attributes:
        agreement: The service level agreement, as data.
        amendments: The papers that amend it, as data, in order.
    """

    agreement: Mapping[str, Any]
    amendments: tuple[Mapping[str, Any], ...] = ()


def clause_of(question: q.Question) -> dict[str, str]:
    """Return the number of the clause of each target, by its priority."""
    names = sorted({*question.targets, *(name for one in question.amendments for name in one.targets)})
    return {name: f"4.{place}" for place, name in enumerate(names, 1)}


def _moment(name: str) -> str:
    """Return the field of the item that holds the moment of a target."""
    return f"moment_{name.encode().hex()}_at"


def _saids(question: q.Question) -> list[q.Said]:
    targets = [*question.targets.values(), *(one for change in question.amendments for one in change.targets.values())]
    rule = question.rule
    found = [rule.start, rule.stop, *(target.again for target in targets if target is not None)]
    return [said for said in found if isinstance(said, q.Said)]


def field_words(question: q.Question) -> dict[str, tuple[str, ...]]:
    """Return the fields that change, with every value that a question names."""
    rule = question.rule
    words: dict[str, set[str]] = {"status": {_NOBODY}, "priority": set(question.targets)}
    words["status"] |= {*rule.pause, *rule.cancel, *rule.reset}
    if not isinstance(rule.stop, q.Said):
        words["status"] |= set(rule.stop)
    for amendment in question.amendments:
        words["priority"] |= set(amendment.targets)
        words["status"] |= set(amendment.pause or ())
    for said in _saids(question):
        words.setdefault(said.field, set()).update(said.values)
    for event in question.events:
        words.setdefault(event.field, set()).update(() if event.value is None else (event.value,))
    for field, value in (("status", question.item.status), ("priority", question.item.priority)):
        words[field] |= set() if value is None else {value}
    return {field: tuple(sorted(values)) or (_NOBODY,) for field, values in words.items()}


def moments(question: q.Question) -> dict[str, q.AtMoment]:
    """Return the moments of targets that name one, by the field of the item in which they stand."""
    found = {}
    for name, target in question.targets.items():
        if isinstance(target.within, q.AtMoment):
            found[_moment(name)] = target.within
    return found


def causes_of(question: q.Question) -> dict[tuple[str, str], str]:
    """Return the word of the agreement for each extent and cause."""
    pairs = sorted({(relief.extent, relief.cause) for relief in question.relief})
    return {pair: f"{pair[0]}-{place}" for place, pair in enumerate(pairs, 1)}


# -- the agreement -----------------------------------------------------------------------------------------------------


def papers(question: q.Question) -> Papers:
    """Return the papers of a question."""
    fields: dict[str, Any] = {field: list(words) for field, words in field_words(question).items()}
    fields |= dict.fromkeys(moments(question), "instant")
    causes = causes_of(question)
    if causes:
        fields["cause"] = sorted(causes.values())
    clauses: dict[str, Any] = {}
    for place, (name, calendar) in enumerate(sorted(question.calendars.items()), 1):
        clauses[f"1.{place}"] = _calendar(name, calendar.first)
    clauses["1.0"] = {"kind": "calendar", "name": _UTC, "zone": "UTC", "week": {"mon-sun": "00:00-24:00"}}
    clauses["2.1"] = {"kind": "measure", "name": "clock", **_clock(question.rule)}
    again = _again(question)
    if again is not None:
        clauses["2.1"] = {"kind": "measure", "name": "clock", "stops": _said(again)}
    numbers = clause_of(question)
    for name, target in sorted(question.targets.items()):
        clauses[numbers[name]] = _target(name, target, question.rule)
    if question.rule.pause:
        clauses["5.1"] = {"kind": "pause", "while": {"status": list(question.rule.pause)}}
    for place, ((extent, _), word) in enumerate(sorted(causes.items()), 1):
        takes_out = "whole-item" if extent == "whole" else "overlapping-time"
        clauses[f"6.{place}"] = {"kind": "relief", "cause": word, "takes_out": takes_out}
    agreement = {
        "contractkit": "1",
        "document": "sla",
        "id": "QUESTION",
        "title": "A question about one clock",
        "zone": question.zone,
        "currency": "EUR",
        "fields": fields,
        "clauses": clauses,
    }
    return Papers(agreement, tuple(_amendments(question, clauses)))


def _amendments(question: q.Question, clauses: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Return a paper for each date on which something changes, promises and calendars apart."""
    numbers, held = clause_of(question), set(clauses)
    changes: list[tuple[date, list[dict[str, Any]], q.OnChange | None]] = []
    for place, (name, calendar) in enumerate(sorted(question.calendars.items()), 1):
        for since, hours in calendar.later:
            changes.append((since, [_change(f"1.{place}", "replace", _calendar(name, hours))], None))
    for amendment in question.amendments:
        made = []
        for name, target in amendment.targets.items():
            clause = numbers[name]
            if target is None:
                made += [_change(clause, "remove")] if clause in held else []
                held.discard(clause)
            else:
                action = "replace" if clause in held else "add"
                made.append(_change(clause, action, _target(name, target, question.rule)))
                held.add(clause)
        if amendment.pause is not None:
            pause = {"kind": "pause", "while": {"status": list(amendment.pause) or [_NOBODY]}}
            made.append(_change("5.1", "replace" if "5.1" in held else "add", pause))
            held.add("5.1")
        changes.append((amendment.since, made, amendment.running))
    for place, (since, made, running) in enumerate(sorted(changes, key=lambda change: change[0]), 1):
        if made:
            yield {
                "contractkit": "1",
                "document": "amendment",
                "id": f"A-{place}",
                "title": "A change",
                "amends": "QUESTION",
                "signed_on": "2020-01-01",
                "effective_from": since.isoformat(),
                "running_clocks": running or "untouched",
                "changes": made,
            }


def _change(clause: str, action: str, to: Mapping[str, Any] | None = None) -> dict[str, Any]:
    return {"clause": f"QUESTION/{clause}", "action": action, **({} if to is None else {"to": to})}


def _hours(spans: Sequence[q.Span]) -> str:
    return " and ".join(f"{start}-{end}" for start, end in spans) or "closed"


def _calendar(name: str, hours: q.HoursFrom) -> dict[str, Any]:
    clause: dict[str, Any] = {
        "kind": "calendar",
        "name": f"calendar-{name}",
        "zone": hours.tz,
        "week": {day: _hours(spans) for day, spans in hours.week.items() if spans},
    }
    if hours.holidays:
        clause["closed"] = [day.isoformat() for day in sorted(set(hours.holidays))]
    if hours.exceptions:
        clause["days"] = {day.isoformat(): _hours(spans) for day, spans in hours.exceptions.items()}
    return clause


def _said(said: q.Said) -> dict[str, Any]:
    words = {said.field: list(said.values)}
    return {"event": words} if said.kind == "event" else words


def _again(question: q.Question) -> q.Said | None:
    """Return what is an update; in papers that is what stops the measure, and all targets on it have the same one.

    Raises:
        NotComputedError: The targets do not agree on it, which no paper says in one measure.
    """
    targets = [*question.targets.values(), *(one for change in question.amendments for one in change.targets.values())]
    found = {target.again for target in targets if target is not None}
    if len(found) > 1:
        raise NotComputedError(f"{question.id}: one measure has one kind of update, for all targets on it")
    return next(iter(found), None)


def _clock(rule: q.Rule) -> dict[str, Any]:
    clause: dict[str, Any] = {
        "starts": {"field": "opened_at"} if rule.start is None else _said(rule.start),
        "stops": _said(rule.stop) if isinstance(rule.stop, q.Said) else {"status": list(rule.stop) or [_NOBODY]},
    }
    if rule.reset:
        clause["resets"] = {"status": list(rule.reset)}
    if rule.cancel:
        clause["cancels"] = {"status": list(rule.cancel)}
    return clause


def _target(name: str, target: q.Target, rule: q.Rule) -> dict[str, Any]:
    clause: dict[str, Any] = {
        "kind": "time-target",
        "name": f"target-{name.encode().hex()}",
        "measure": "clock",
        "when": {"priority": name},
        "calendar": _UTC if target.calendar == q.ALWAYS else f"calendar-{target.calendar}",
        "on_change": rule.on_change,
        "on_reopen": rule.on_reopen,
        "stop_counts": rule.stops,
    }
    for field, limit in (("within", target.within), ("every", target.every)):
        if limit is not None:
            clause |= _limit(field, name, limit)
    if target.again is not None:
        clause |= _clock(rule)
    return clause


def _limit(field: str, name: str, limit: q.Allowed) -> dict[str, Any]:
    match limit:
        case q.Working(us):
            return {field: str(WorkingTime(us))}
        case q.Elapsed(us):
            return {field: str(ElapsedTime(us))}
        case q.AtMoment():
            return {"due": {"field": _moment(name)}}
        case q.Days():
            return {field: _days_text(limit), **_readings(limit)}


def _days_text(days: q.Days) -> str:
    by = "" if isinstance(days.ends, str) else f" by {days.ends:%H:%M}"
    return f"{days.n} business day{'' if days.n == 1 else 's'}{by}"


def _readings(days: q.Days) -> dict[str, Any]:
    found: dict[str, Any] = {
        "counting": days.counting,
        "outside_hours": days.outside,
        "landing": days.landing,
        "cut_off": "none",
    }
    if isinstance(days.ends, str):
        found["ends"] = days.ends
    if days.cut_off is not None:
        restart = {} if days.restart is None else {"restart": f"{days.restart:%H:%M}"}
        found["cut_off"] = {"after": f"{days.cut_off:%H:%M}", **restart}
        found["at_cut_off"] = days.at_cut_off
    return found
