"""Questions and answers read from JSON data; everything that is wrong in a file is listed at once, with its place."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from contractkit.errors import Problem, UsageError
from contractkit.quantities.notation import nearest
from contractkit.testing import case_fields as fields
from contractkit.testing.case_fields import Wrong
from contractkit.testing.clocks import questions as q

__all__ = ["question_of", "read_questions"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_US = timedelta(microseconds=1)
_SHOWN: Final = 20
_MARKS: Final = ("close-of-business", "same-time", "end-of-day")
_CHANGES: Final = ("keep", "restart", "retroactive")
_REOPENINGS: Final = ("resume", "undo-stop", "restart", "new-cycle")
Reader = Callable[[Any], Any]


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


# -- values ----------------------------------------------------------------------------------------------------------


def _us(value: object) -> int:
    return (fields.instant(value) - _EPOCH) // _US


def _or_none(read: Reader) -> Reader:
    return lambda value: None if value is None else read(value)


def _span(value: object) -> int:
    """Return seconds as microseconds."""
    found = fields.number(value)
    if found < 0:
        raise Wrong(f"{value!r} is less than nothing")
    return round(found * 1_000_000)


def _count(value: object) -> int:
    found = fields.whole(value)
    if found < 0:
        raise Wrong(f"{value!r} is less than nothing; days are not counted back here")
    return found


def _time(value: object) -> time:
    try:
        return time.fromisoformat(fields.text(value))
    except ValueError:
        raise Wrong(f"{value!r} is no time of day", "write 17:00") from None


def _zone(value: object) -> str:
    name = fields.text(value)
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        raise Wrong(f"{name!r} is no IANA zone", "write Europe/Amsterdam") from None
    return name


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise Wrong(f"{fields.kind(value)} is no list")
    return tuple(fields.text(item) for item in value)


def _span_of_day(value: tuple[str, str]) -> tuple[str, str]:
    for edge in value:
        hour, _, rest = edge.partition(":")
        known = edge == "24:00" or (len(hour) == 2 and len(rest) == 2 and edge.replace(":", "").isdigit())
        if not known or (edge != "24:00" and (int(hour) > 23 or int(rest) > 59)):
            raise Wrong(f"{edge!r} is no time of day", "write 09:00; 24:00 is the end of a date")
    if value[0] == "24:00" or value[0] == value[1]:
        raise Wrong(f"{value[0]}-{value[1]} are no hours")
    return value


def _week(value: object) -> dict[str, tuple[tuple[str, str], ...]]:
    return {day: tuple(map(_span_of_day, spans)) for day, spans in fields.week(value).items()}


def _exceptions(value: object) -> dict[date, tuple[tuple[str, str], ...]]:
    return {day: tuple(map(_span_of_day, spans)) for day, spans in fields.by_date(value).items()}


# -- objects ---------------------------------------------------------------------------------------------------------


class _Object:
    """Reads the fields of an object, and notes what is wrong in them."""

    def __init__(self, value: object, path: str, noted: list[tuple[str, str, str | None]]) -> None:
        self.path, self.noted = path, noted
        self.data: Mapping[str, Any] = value if isinstance(value, dict) else {}
        self.read: set[str] = set()
        self.there = self.good = isinstance(value, dict)
        if not self.good:
            self.flag("", f"{fields.kind(value)} is no object")

    def flag(self, name: str, says: str, hint: str | None = None) -> None:
        self.good = False
        self.noted.append((" > ".join(part for part in (self.path, name) if part), says, hint))

    def __call__(self, name: str, read: Reader, otherwise: Any = ...) -> Any:
        self.read.add(name)
        if name not in self.data:
            if otherwise is ... and self.there:
                self.flag(name, "is missing")
            return None if otherwise is ... else otherwise
        try:
            return read(self.data[name])
        except Wrong as wrong:
            self.flag(name, wrong.says, wrong.hint)
            return None

    def inner(self, name: str, read: Callable[[_Object], Any], otherwise: Any = ...) -> Any:
        """Return what an object in a field is."""
        self.read.add(name)
        if name not in self.data:
            return self(name, lambda value: value, otherwise)
        return read(_Object(self.data[name], self._at(name), self.noted))

    def named(
        self, name: str, read: Callable[[_Object], Any], empty: Callable[[], Any] | None = None
    ) -> dict[str, Any]:
        """Return the objects in a field by their names; null stands for what `empty` makes, where that may be."""
        self.read.add(name)
        value = self.data.get(name, {})
        if not isinstance(value, dict):
            self.flag(name, f"{fields.kind(value)} is no object")
            return {}
        found = {}
        for key, item in value.items():
            if item is None and empty is not None:
                found[key] = empty()
            else:
                found[key] = read(_Object(item, f"{self._at(name)} > {key}", self.noted))
        return found

    def listed(self, name: str, read: Callable[[_Object], Any]) -> tuple[Any, ...]:
        """Return the objects in a list in a field."""
        self.read.add(name)
        value = self.data.get(name, [])
        if not isinstance(value, list):
            self.flag(name, f"{fields.kind(value)} is no list")
            return ()
        at = self._at(name)
        return tuple(read(_Object(item, f"{at} {place}", self.noted)) for place, item in enumerate(value, 1))

    def done(self) -> bool:
        """Note fields that nobody knows, and return whether all is well."""
        for name in self.data:
            if name not in self.read:
                self.flag(name, "there is no such field", nearest(name, sorted(self.read)))
        return self.good

    def _at(self, name: str) -> str:
        return f"{self.path} > {name}" if self.path else name


def _question(value: object, noted: list[tuple[str, str, str | None]]) -> q.Question | None:
    item = _Object(value, "", noted)
    if not item.good:
        return None
    calendars = item.named("calendars", _calendar)
    question = {
        "id": item("id", fields.text),
        "as_of": item("as_of", _us),
        "calendars": calendars,
        "targets": item.named("targets", _target),
        "rule": item.inner("rule", _rule),
        "item": item.inner("item", _item),
        "events": item.listed("events", _event),
        "relief": item.listed("relief", _relief),
        "zone": item("zone", _zone, "UTC"),
        "amendments": item.listed("amendments", _amendment),
        "known_at": item("known_at", _or_none(_us), None),
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


def _hours(item: _Object) -> q.HoursFrom:
    return q.HoursFrom(
        tz=item("tz", _zone),
        week=item("week", _week, {}),
        holidays=item("holidays", fields.dates, ()),
        exceptions=item("exceptions", _exceptions, {}),
    )


def _calendar(item: _Object) -> q.WrittenCalendar:
    first = _hours(item)

    def later(inner: _Object) -> tuple[date, q.HoursFrom]:
        found = inner("from", fields.plain_date), _hours(inner)
        inner.done()
        return found

    changes = item.listed("later", later)
    item.done()
    return q.WrittenCalendar(first, tuple(sorted(changes, key=lambda change: change[0] or date.min)))


def _target(item: _Object) -> q.Target:
    every = item.inner("every", _within, None)
    target = q.Target(
        within=item.inner("within", _within, ... if every is None else None),
        calendar=item("calendar", fields.text, q.ALWAYS),
        every=every,
        again=item.inner("again", _said, ... if every is not None else None),
    )
    item.done()
    return target


def _within(item: _Object) -> q.Allowed | None:
    kinds = ("working_seconds", "elapsed_seconds", "business_days", "moment")
    named = [kind for kind in kinds if kind in item.data]
    if len(named) != 1:
        item.flag("", f"has to hold exactly one of {', '.join(kinds)}")
        return None
    found: q.Allowed
    if named[0] == "working_seconds":
        found = q.Working(item("working_seconds", _span))
    elif named[0] == "elapsed_seconds":
        found = q.Elapsed(item("elapsed_seconds", _span))
    elif named[0] == "moment":
        found = q.AtMoment(item("moment", _or_none(_us)))
    else:
        found = q.Days(
            n=item("business_days", _count),
            ends=item("ends", lambda value: value if value in _MARKS else _time(value), "close-of-business"),
            outside=item("outside", fields.one_of(("next-opening", "keep-time")), "next-opening"),
            cut_off=item("cut_off", _or_none(_time), None),
            at_cut_off=item("at_cut_off", fields.one_of(("in-time", "late")), "in-time"),
            restart=item("restart", _or_none(_time), None),
            counting=item("counting", fields.one_of(("after-start", "from-start")), "after-start"),
            landing=item("landing", fields.one_of(("keep", "next-opening")), "keep"),
        )
    item.done()
    return found


def _said(item: _Object) -> q.Said | None:
    kind = next((kind for kind in ("event", "state") if kind in item.data), None)
    if kind is None or len(item.data) != 1:
        item.flag("", "is one of {'event': {field: [values]}} and {'state': {field: [values]}}")
        return None

    def pair(inner: _Object) -> tuple[str, tuple[str, ...]] | None:
        if len(inner.data) != 1:
            inner.flag("", "is one field with its values")
            return None
        field = next(iter(inner.data))
        if kind == "state" and field not in ("status", "priority"):
            inner.flag(field, "is no state", "status, priority")
        return field, inner(field, _texts)

    found = item.inner(kind, pair)
    return None if found is None or found[1] is None else q.Said(kind, found[0], found[1])  # type: ignore[arg-type]


def _rule(item: _Object) -> q.Rule:
    stop: Any = item.inner("stop", _said) if isinstance(item.data.get("stop"), dict) else item("stop", _texts, ())
    rule = q.Rule(
        pause=item("pause", _texts, ()),
        stop=stop,
        cancel=item("cancel", _texts, ()),
        reset=item("reset", _texts, ()),
        start=item.inner("start", _said, None),
        on_reopen=item("on_reopen", fields.one_of(_REOPENINGS), "resume"),
        on_change=item("on_change", fields.one_of(_CHANGES), "keep"),
        stops=item("stops", fields.one_of(("first", "last")), "first"),
    )
    item.done()
    return rule


def _item(item: _Object) -> q.Item:
    text = _or_none(fields.text)
    found = q.Item(item("opened_at", _us), item("status", text, None), item("priority", text, None))
    item.done()
    return found


def _event(item: _Object) -> q.Event:
    found = q.Event(
        at=item("at", _us),
        seq=item("seq", _or_none(fields.whole), None),
        field=item("field", fields.text),
        value=item("value", _or_none(fields.text)),
        recorded=item("recorded_at", _or_none(_us), None),
    )
    item.done()
    return found


def _relief(item: _Object) -> q.Relief:
    found = q.Relief(
        begin=item("from", _us),
        end=item("to", _us),
        extent=item("extent", fields.one_of(("overlapping", "whole")), "overlapping"),
        cause=item("cause", _or_none(fields.text), "") or "",
        recorded=item("recorded_at", _or_none(_us), None),
    )
    if item.done() and found.end < found.begin:
        item.flag("to", "lies before `from`")
    return found


def _amendment(item: _Object) -> q.Amendment:
    found = q.Amendment(
        since=item("from", fields.plain_date),
        targets=item.named("targets", _target, lambda: None),
        pause=item("pause", _or_none(_texts), None),
        running=item("running", _or_none(fields.one_of(_CHANGES)), None),
    )
    item.done()
    return found
