"""Weekly hours as another system means them: an end that stands for midnight becomes 24:00."""

from __future__ import annotations

import copy
from typing import TypeVar

import attrs

from contractkit.calendars.conventions import Conventions
from contractkit.calendars.hours import Week
from contractkit.calendars.rules import Rules
from contractkit.calendars.seasons import Season
from contractkit.calendars.weekly import AlternatingWeeks, Weekly

__all__ = ["hours_meant"]

_Value = TypeVar("_Value", AlternatingWeeks, Season)


def hours_meant(rules: Rules, like: Conventions) -> Rules:
    """Return rules with the weekly hours that are meant; dates with hours of their own stay as they are written."""
    if like.written_midnight is None:
        return rules
    return attrs.evolve(
        rules,
        week=_meant(rules.week, like),
        seasons=tuple(_with(season, week=_meant(season.week, like)) for season in rules.seasons),
        changes=tuple((day, _meant(weekly, like)) for day, weekly in rules.changes),
    )


def _meant(weekly: Weekly, like: Conventions) -> Weekly:
    if isinstance(weekly, AlternatingWeeks):
        return _with(weekly, weeks=tuple(_week(week, like) for week in weekly.weeks))
    return _week(weekly, like)


def _week(week: Week, like: Conventions) -> Week:
    return tuple(tuple((start, like.hours_end(end)) for start, end in pieces) for pieces in week)  # type: ignore[return-value]


def _with(value: _Value, **changed: object) -> _Value:
    """Return a copy of a frozen value with other fields; its constructor reads what people write, and these do not."""
    made = copy.copy(value)
    for name, field in changed.items():
        object.__setattr__(made, name, field)
    return made
