"""Questions and answers read from JSON data; everything that is wrong in a file is listed at once, with its place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from contractkit.errors import Problem, UsageError
from contractkit.quantities.notation import nearest
from contractkit.testing import case_fields as fields
from contractkit.testing.clocks import questions as q
from contractkit.testing.clocks.fields import (
    Fields,
    count,
    hours_of_dates,
    microseconds,
    or_none,
    span,
    texts,
    time_of_day,
    week,
    zone,
)

__all__ = ["question_of", "read_questions"]

_SHOWN: Final = 20
_MARKS: Final = ("close-of-business", "same-time", "end-of-day")
_CHANGES: Final = ("keep", "restart", "retroactive")
_REOPENINGS: Final = ("resume", "undo-stop", "restart", "new-cycle")


def read_questions(path: Path | str) -> tuple[q.Question, ...]:
    """Return the questions of a file.

    Args:
        path: A JSON file with a list of questions.

    Raises:
        UsageError: The file is no list of questions, or some cannot be read; all that is wrong is listed, and the
            error's `problems` hold it as data.
        OSError: The file cannot be read.
    """
    name = str(path)
    try:
        data = json.loads(Path(path).read_text("utf-8"))
    except UnicodeDecodeError as error:
        raise UsageError(f"{name} is no text in UTF-8: {error.reason} at byte {error.start}", value=name) from None
    except json.JSONDecodeError as error:
        raise UsageError(f"{name}:{error.lineno}:{error.colno} is no JSON: {error.msg}", value=name) from None
    if not isinstance(data, list):
        raise UsageError(f"{name} holds {fields.kind(data)}; a file of questions is a list of them", value=name)
    problems: list[Problem] = []
    found: list[q.Question] = []
    seen: set[str] = set()
    for place, item in enumerate(data, 1):
        noted: list[tuple[str, str, str | None]] = []
        question = _question(item, noted)
        named = item.get("id") if isinstance(item, dict) else None
        where = f"question {named}" if isinstance(named, str) else f"question number {place}"
        if isinstance(named, str) and named in seen:
            noted.append(("id", f"{named!r} is the id of an earlier question too", None))
        problems += [
            Problem("question", says, file=name, where=f"{where} > {at}" if at else where, hint=hint)
            for at, says, hint in noted
        ]
        if question is not None and not noted:
            found.append(question)
            seen.add(question.id)
    if problems:
        raise _refused(f"in {name}", problems)
    return tuple(found)


def question_of(data: Mapping[str, Any]) -> q.Question:
    """Return the question that stands in JSON data.

    Raises:
        UsageError: It is none; all that is wrong is listed.
    """
    noted: list[tuple[str, str, str | None]] = []
    question = _question(data, noted)
    if question is None or noted:
        problems = [Problem("question", says, where=at or "question", hint=hint) for at, says, hint in noted]
        raise _refused("in the question", problems)
    return question


def _refused(where: str, problems: list[Problem]) -> UsageError:
    lines = [f"{len(problems)} problem{'' if len(problems) == 1 else 's'} {where}"]
    lines += [f"  {problem}" for problem in problems[:_SHOWN]]
    lines += [f"  and {len(problems) - _SHOWN} more"] if len(problems) > _SHOWN else []
    return UsageError("\n".join(lines), problems=tuple(problems))


# -- the parts of a question ------------------------------------------------------------------------------------------


def _question(value: object, noted: list[tuple[str, str, str | None]]) -> q.Question | None:
    item = Fields(value, "", noted)
    if not item.good:
        return None
    calendars = item.named("calendars", _calendar)
    question = {
        "id": item("id", fields.text),
        "as_of": item("as_of", microseconds),
        "calendars": calendars,
        "targets": item.named("targets", _target),
        "rule": item.inner("rule", _rule),
        "item": item.inner("item", _item),
        "events": item.listed("events", _event),
        "relief": item.listed("relief", _relief),
        "zone": item("zone", zone, "UTC"),
        "amendments": item.listed("amendments", _amendment),
        "known_at": item("known_at", or_none(microseconds), None),
    }
    if not item.done() or noted:
        return None
    for place, target in [
        *question["targets"].items(),
        *(pair for amendment in question["amendments"] for pair in amendment.targets.items()),
    ]:
        if target is not None and target.calendar not in {*calendars, q.ALWAYS}:
            hint = nearest(target.calendar, [*calendars, q.ALWAYS])
            item.flag(f"targets > {place} > calendar", f"there is no calendar {target.calendar!r}", hint)
    return q.Question(**question) if item.good else None


def _hours(item: Fields) -> q.HoursFrom:
    return q.HoursFrom(
        tz=item("tz", zone),
        week=item("week", week, {}),
        holidays=item("holidays", fields.dates, ()),
        exceptions=item("exceptions", hours_of_dates, {}),
    )


def _calendar(item: Fields) -> q.WrittenCalendar:
    first = _hours(item)

    def later(inner: Fields) -> tuple[date, q.HoursFrom]:
        found = inner("from", fields.plain_date), _hours(inner)
        inner.done()
        return found

    changes = item.listed("later", later)
    item.done()
    return q.WrittenCalendar(first, tuple(sorted(changes, key=lambda change: change[0] or date.min)))


def _target(item: Fields) -> q.Target:
    every = item.inner("every", _within, None)
    target = q.Target(
        within=item.inner("within", _within, ... if every is None else None),
        calendar=item("calendar", fields.text, q.ALWAYS),
        every=every,
        again=item.inner("again", _said, ... if every is not None else None),
    )
    item.done()
    return target


def _within(item: Fields) -> q.Allowed | None:
    kinds = ("working_seconds", "elapsed_seconds", "business_days", "moment")
    named = [kind for kind in kinds if kind in item.data]
    if len(named) != 1:
        item.flag("", f"has to hold exactly one of {', '.join(kinds)}")
        return None
    found: q.Allowed
    if named[0] == "working_seconds":
        found = q.Working(item("working_seconds", span))
    elif named[0] == "elapsed_seconds":
        found = q.Elapsed(item("elapsed_seconds", span))
    elif named[0] == "moment":
        found = q.AtMoment(item("moment", or_none(microseconds)))
    else:
        found = q.Days(
            n=item("business_days", count),
            ends=item("ends", lambda value: value if value in _MARKS else time_of_day(value), "close-of-business"),
            outside=item("outside", fields.one_of(("next-opening", "keep-time")), "next-opening"),
            cut_off=item("cut_off", or_none(time_of_day), None),
            at_cut_off=item("at_cut_off", fields.one_of(("in-time", "late")), "in-time"),
            restart=item("restart", or_none(time_of_day), None),
            counting=item("counting", fields.one_of(("after-start", "from-start")), "after-start"),
            landing=item("landing", fields.one_of(("keep", "next-opening")), "keep"),
        )
    item.done()
    return found


def _said(item: Fields) -> q.Said | None:
    kind = next((kind for kind in ("event", "state") if kind in item.data), None)
    if kind is None or len(item.data) != 1:
        item.flag("", "is one of {'event': {field: [values]}} and {'state': {field: [values]}}")
        return None

    def pair(inner: Fields) -> tuple[str, tuple[str, ...]] | None:
        if len(inner.data) != 1:
            inner.flag("", "is one field with its values")
            return None
        field = next(iter(inner.data))
        if kind == "state" and field not in ("status", "priority"):
            inner.flag(field, "is no state", "status, priority")
        return field, inner(field, texts)

    found = item.inner(kind, pair)
    return None if found is None or found[1] is None else q.Said(kind, found[0], found[1])  # type: ignore[arg-type]


def _rule(item: Fields) -> q.Rule:
    stop: Any = item.inner("stop", _said) if isinstance(item.data.get("stop"), dict) else item("stop", texts, ())
    rule = q.Rule(
        pause=item("pause", texts, ()),
        stop=stop,
        cancel=item("cancel", texts, ()),
        reset=item("reset", texts, ()),
        start=item.inner("start", _said, None),
        on_reopen=item("on_reopen", fields.one_of(_REOPENINGS), "resume"),
        on_change=item("on_change", fields.one_of(_CHANGES), "keep"),
        stops=item("stops", fields.one_of(("first", "last")), "first"),
    )
    item.done()
    return rule


def _item(item: Fields) -> q.Item:
    text = or_none(fields.text)
    found = q.Item(item("opened_at", microseconds), item("status", text, None), item("priority", text, None))
    item.done()
    return found


def _event(item: Fields) -> q.Event:
    found = q.Event(
        at=item("at", microseconds),
        seq=item("seq", or_none(fields.whole), None),
        field=item("field", fields.text),
        value=item("value", or_none(fields.text)),
        recorded=item("recorded_at", or_none(microseconds), None),
    )
    item.done()
    return found


def _relief(item: Fields) -> q.Relief:
    found = q.Relief(
        begin=item("from", microseconds),
        end=item("to", microseconds),
        extent=item("extent", fields.one_of(("overlapping", "whole")), "overlapping"),
        cause=item("cause", or_none(fields.text), "") or "",
        recorded=item("recorded_at", or_none(microseconds), None),
    )
    if item.done() and found.end < found.begin:
        item.flag("to", "lies before `from`")
    return found


def _amendment(item: Fields) -> q.Amendment:
    found = q.Amendment(
        since=item("from", fields.plain_date),
        targets=item.named("targets", _target, lambda: None),
        pause=item("pause", or_none(texts), None),
        running=item("running", or_none(fields.one_of(_CHANGES)), None),
    )
    item.done()
    return found
