"""How a calendar is printed for programmers: its zone and hours, or the calendars it is made of."""

from __future__ import annotations

from datetime import date

from contractkit.calendars.combining import Combined
from contractkit.calendars.compiling import Timelines
from contractkit.calendars.definitions import Definition
from contractkit.calendars.given_days import WithDays
from contractkit.calendars.histories import History
from contractkit.calendars.hours import DAYS, Week, pieces_text
from contractkit.calendars.instants import date_of
from contractkit.calendars.rules import Rules
from contractkit.calendars.seasons import Season, YearDay
from contractkit.calendars.weekly import AlternatingWeeks, Weekly

__all__ = ["written"]

_SIGNS = {"union": "|", "intersection": "&", "difference": "-"}


def written(rules: Definition, name: str | None) -> str:
    """Return a calendar on one line; of single dates and stretches it says how many there are."""
    if isinstance(rules, Combined):
        text = f"({f' {_SIGNS[rules.how]} '.join(_part(part) for part in rules.parts)})"
    elif isinstance(rules, WithDays):
        text = f"{_part(rules.of)}.with_days(tz={rules.zone!r}, days_from={_part(rules.days_from)})"
    elif isinstance(rules, History):
        changes = zip(rules.parts[1:], rules.since, strict=True)
        text = _part(rules.parts[0]) + "".join(
            f".changed(on={date_of(day)!r}, to={_part(part)}, tz={rules.zone!r})" for part, day in changes
        )
    elif isinstance(rules, Rules):
        return _rules(rules, name)
    else:
        text = repr(rules)
    return f"{text}.named({name!r})" if name else text


def _part(part: Timelines) -> str:
    return written(part.rules, part.given)


def _rules(rules: Rules, name: str | None) -> str:
    parts = [f"tz={rules.zone!r}", f"week={_weekly(rules.week)}"]
    if name:
        parts.append(f"name={name!r}")
    if rules.seasons:
        parts.append(f"seasons=[{', '.join(_season(season) for season in rules.seasons)}]")
    if rules.changes:
        parts.append(f"changes={{{', '.join(f'{date_of(day)!r}: {_weekly(week)}' for day, week in rules.changes)}}}")
    if rules.sources:
        parts.append(f"holidays=[{', '.join(repr(source.name) for source in rules.sources)}]")
    if rules.without:
        parts.append(f"without={list(rules.without)!r}")
    for word, many in (
        ("closed", len(rules.closed)),
        ("exceptions", len(rules.exceptions)),
        ("closures", len(rules.closures)),
        ("openings", len(rules.openings)),
    ):
        if many:
            parts.append(f"{word}=<{many}>")
    return f"BusinessCalendar({', '.join(parts)})"


def _weekly(weekly: Weekly) -> str:
    if isinstance(weekly, AlternatingWeeks):
        weeks = ", ".join(_week(week) for week in weekly.weeks)
        return f"AlternatingWeeks(starting={weekly.starting!r}, weeks=({weeks},))"
    return _week(weekly)


def _week(week: Week) -> str:
    return repr({day: pieces_text(hours) for day, hours in zip(DAYS, week, strict=True) if hours})


def _season(season: Season) -> str:
    name = f", name={season.name!r}" if season.name else ""
    return f"Season(week={_weekly(season.week)}, first={_day(season.first)}, last={_day(season.last)}{name})"


def _day(day: date | YearDay) -> str:
    return repr(str(day)) if isinstance(day, YearDay) else repr(day)
