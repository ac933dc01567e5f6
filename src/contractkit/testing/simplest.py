"""The simplest calendar and question that still show something, found by leaving out one thing after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs

from contractkit.quantities.spans import BusinessDays
from contractkit.testing.asking import Question
from contractkit.testing.plain_calendars import CalendarSpec, CombinedSpec, Spec
from contractkit.testing.written_hours import HoursText, Rota, WeekHours

__all__ = ["simplest"]

_HOUR = 3_600_000_000
_INSTANTS = 10**13  # amounts are less, and instants are hardly ever


def simplest(spec: Spec, question: Question, shows: Callable[[Spec, Question], bool]) -> tuple[Spec, Question]:
    """Return a calendar and a question of which nothing can be left out.

    Args:
        spec: A calendar that shows something.
        question: The question to it.
        shows: Whether another calendar and question show it too.
    """
    while True:
        for calendar, asked in _simpler(spec, question):
            if shows(calendar, asked):
                spec, question = calendar, asked
                break
        else:
            return spec, question


def _simpler(spec: Spec, question: Question) -> Iterator[tuple[Spec, Question]]:
    for calendar in _calendars(spec):
        yield calendar, question
    for asked in _questions(question):
        yield spec, asked


def _calendars(spec: Spec) -> Iterator[Spec]:
    if isinstance(spec, CombinedSpec):
        yield spec.left
        yield spec.right
        if spec.days:
            yield attrs.evolve(spec, days=None)
        yield from (attrs.evolve(spec, left=left) for left in _plain(spec.left))
        yield from (attrs.evolve(spec, right=right) for right in _plain(spec.right))
    else:
        yield from _plain(spec)


def _plain(spec: CalendarSpec) -> Iterator[CalendarSpec]:
    """Return a calendar with one entry less, then with simpler hours."""
    if spec.years:
        yield attrs.evolve(spec, years=None)
    for name in ("seasons", "worked", "closures", "openings", "holidays", "closed", "changes", "exceptions"):
        for entries in _fewer(getattr(spec, name)):
            yield attrs.evolve(spec, **{name: entries})
    for week in _weeks(spec.week):
        yield attrs.evolve(spec, week=week)
    for day, text in spec.exceptions.items():
        for hours in _hours(text):
            yield attrs.evolve(spec, exceptions={**spec.exceptions, day: hours})
    for row, season in enumerate(spec.seasons):
        for week in _weeks(season.week):
            seasons = (*spec.seasons[:row], season._replace(week=week), *spec.seasons[row + 1 :])
            yield attrs.evolve(spec, seasons=seasons)
    for day, since in spec.changes.items():
        for week in _weeks(since):
            yield attrs.evolve(spec, changes={**spec.changes, day: week})


def _fewer(entries: Any) -> Iterator[Any]:
    if isinstance(entries, Mapping):
        yield from (_without(entries, key) for key in entries)
    else:
        yield from (entries[:row] + entries[row + 1 :] for row in range(len(entries)))


def _weeks(week: WeekHours) -> Iterator[WeekHours]:
    if isinstance(week, Rota):
        yield from week.weeks
        for row, one in enumerate(week.weeks):
            yield week._replace(weeks=(*week.weeks[:row], *week.weeks[row + 1 :]))
            for simpler in _days(one):
                yield week._replace(weeks=(*week.weeks[:row], simpler, *week.weeks[row + 1 :]))
    else:
        yield from _days(week)


def _days(week: Mapping[str, HoursText]) -> Iterator[Mapping[str, HoursText]]:
    for day, text in week.items():
        yield _without(week, day)
        for hours in _hours(text):
            yield {**week, day: hours}


def _hours(text: HoursText) -> Iterator[HoursText]:
    pieces = text.split(" and ")
    if len(pieces) > 1:
        for row in range(len(pieces)):
            yield " and ".join(pieces[:row] + pieces[row + 1 :])


def _without(entries: Mapping[Any, Any], key: object) -> dict[Any, Any]:
    return {other: value for other, value in entries.items() if other != key}


def _questions(question: Question) -> Iterator[Question]:
    policy = question.rule
    if isinstance(policy, BusinessDays):
        plain = BusinessDays(policy.n)
        for field in attrs.fields(BusinessDays):
            value = getattr(plain, field.name)
            if getattr(policy, field.name) != value:
                yield attrs.evolve(question, rule=attrs.evolve(policy, **{field.name: value}))
    for place, value in enumerate(question.values):
        if isinstance(value, int) and place and abs(value) < _INSTANTS:
            for simpler in (1, -1, _HOUR, -_HOUR):
                if abs(simpler) < abs(value):
                    values = (*question.values[:place], simpler, *question.values[place + 1 :])
                    yield attrs.evolve(question, values=values)
