"""A question made as small as it can be while something stays true of it, so that a difference can be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import attrs

from contractkit.testing.clocks import questions as q

__all__ = ["smallest"]

T = TypeVar("T")


def smallest(question: q.Question, holds: Callable[[q.Question], bool]) -> q.Question:
    """Return a question of which it still holds, from which nothing single can be taken without it holding no more.

    Args:
        question: A question of which it holds.
        holds: What has to stay true.
    """
    while True:
        smaller = next((one for one in _smaller(question) if holds(one)), None)
        if smaller is None:
            return question
        question = smaller


def _smaller(question: q.Question) -> Iterator[q.Question]:
    for name in ("events", "relief", "amendments"):
        entries = getattr(question, name)
        for place in range(len(entries)):
            yield _changed(question, **{name: entries[:place] + entries[place + 1 :]})
    if len(question.targets) > 1:
        for name in question.targets:
            kept = {other: target for other, target in question.targets.items() if other != name}
            yield attrs.evolve(question, targets=kept)
    used = {target.calendar for target in question.targets.values()}
    for amendment in question.amendments:
        used |= {target.calendar for target in amendment.targets.values() if target is not None}
    if set(question.calendars) - used:
        yield attrs.evolve(question, calendars={name: one for name, one in question.calendars.items() if name in used})
    if question.known_at is not None:
        yield attrs.evolve(question, known_at=None)
    yield from _plainer(question)


def _plainer(question: q.Question) -> Iterator[q.Question]:
    plain = q.Rule(stop=question.rule.stop)
    for field in attrs.fields(q.Rule):
        if field.name != "stop" and getattr(question.rule, field.name) != getattr(plain, field.name):
            rule = _changed(question.rule, **{field.name: getattr(plain, field.name)})
            yield attrs.evolve(question, rule=rule)
    for name, target in question.targets.items():
        for change in _plainer_targets(target):
            yield attrs.evolve(question, targets={**question.targets, name: change})
    for place, event in enumerate(question.events):
        for field_name in ("seq", "recorded"):
            if getattr(event, field_name) is not None:
                yield _with(question, "events", place, **{field_name: None})
    for place, one in enumerate(question.relief):
        if one.recorded is not None:
            yield _with(question, "relief", place, recorded=None)
    for value in ("new", "active"):
        if question.item.status not in ("new", value):
            yield attrs.evolve(question, item=attrs.evolve(question.item, status=value))


def _plainer_targets(target: q.Target) -> Iterator[q.Target]:
    if isinstance(target.within, q.Days):
        for field in attrs.fields(q.Days):
            if field.name != "n" and getattr(target.within, field.name) != field.default:
                yield attrs.evolve(target, within=_changed(target.within, **{field.name: field.default}))
    if target.calendar != q.ALWAYS:
        yield attrs.evolve(target, calendar=q.ALWAYS)


def _with(question: q.Question, name: str, place: int, **changes: Any) -> q.Question:
    entries = list(getattr(question, name))
    entries[place] = _changed(entries[place], **changes)
    return _changed(question, **{name: tuple(entries)})


def _changed(value: T, **changes: Any) -> T:
    return attrs.evolve(value, **changes)  # type: ignore[misc]
