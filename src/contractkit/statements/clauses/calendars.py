"""Calendars, told: weekly hours, holidays, closed dates, dates with hours of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from contractkit.calendars.holidays.public import PublicHolidays
from contractkit.calendars.hours import DAYS, Pieces, Week
from contractkit.calendars.instants import DAY, date_of
from contractkit.calendars.rules import Rules
from contractkit.calendars.weekly import AlternatingWeeks
from contractkit.statements.clauses.amounts import day
from contractkit.statements.clauses.lists import all_of
from contractkit.statements.clauses.names import words
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.statements.wording import Language
from contractkit.terms.provisions.calendar import NamedCalendar

__all__ = ["calendar", "week"]

WORDS = {
    "en": {
        "open": "The calendar {name} is open {week}.",
        "turns": "The calendar {name} is open by turns: {weeks}; the first of these weeks begins on {day}.",
        "named": "The calendar {name} is {words}.",
        "day": "{days} {hours}",
        "to": "{first} to {last}",
        "daily": "every day",
        "hours": "{start}–{end}",
        "over": "{start}–{end} the next day",
        "whole": "the whole day",
        "holidays": "Closed on the public holidays of {places}.",
        "holidays.but": "Closed on the public holidays of {places}, but open on {without}.",
        "with": "Closed on {names} too.",
        "no-holidays": "Public holidays are days like any other.",
        "closed": "Closed on {days}.",
        "date": "On {day} open {hours}.",
        "date.closed": "On {day} closed.",
        "zone": "Times are those of {zone}.",
        "mon": "Monday",
        "tue": "Tuesday",
        "wed": "Wednesday",
        "thu": "Thursday",
        "fri": "Friday",
        "sat": "Saturday",
        "sun": "Sunday",
        "place.AT": "Austria",
        "place.BE": "Belgium",
        "place.CH": "Switzerland",
        "place.DE": "Germany",
        "place.DK": "Denmark",
        "place.ES": "Spain",
        "place.FR": "France",
        "place.GB": "the United Kingdom",
        "place.GB-ENG": "England",
        "place.GB-NIR": "Northern Ireland",
        "place.GB-SCT": "Scotland",
        "place.GB-WLS": "Wales",
        "place.HU": "Hungary",
        "place.IE": "Ireland",
        "place.IT": "Italy",
        "place.LU": "Luxembourg",
        "place.NL": "the Netherlands",
        "place.NO": "Norway",
        "place.PL": "Poland",
        "place.SE": "Sweden",
        "place.US": "the United States",
    },
    "nl": {
        "open": "De kalender {name} is open: {week}.",
        "turns": "De kalender {name} is bij toerbeurt open: {weeks}; de eerste van deze weken begint op {day}.",
        "named": "De kalender {name} is {words}.",
        "day": "{days} {hours}",
        "to": "{first} tot en met {last}",
        "daily": "elke dag",
        "hours": "{start}–{end}",
        "over": "{start}–{end} de volgende dag",
        "whole": "de hele dag",
        "holidays": "Gesloten op de feestdagen van {places}.",
        "holidays.but": "Gesloten op de feestdagen van {places}, maar open op {without}.",
        "with": "Ook gesloten op {names}.",
        "no-holidays": "Feestdagen zijn dagen als alle andere.",
        "closed": "Gesloten op {days}.",
        "date": "Op {day} open {hours}.",
        "date.closed": "Op {day} gesloten.",
        "zone": "De tijden zijn die van {zone}.",
        "mon": "maandag",
        "tue": "dinsdag",
        "wed": "woensdag",
        "thu": "donderdag",
        "fri": "vrijdag",
        "sat": "zaterdag",
        "sun": "zondag",
        "place.AT": "Oostenrijk",
        "place.BE": "België",
        "place.CH": "Zwitserland",
        "place.DE": "Duitsland",
        "place.DK": "Denemarken",
        "place.ES": "Spanje",
        "place.FR": "Frankrijk",
        "place.GB": "het Verenigd Koninkrijk",
        "place.GB-ENG": "Engeland",
        "place.GB-NIR": "Noord-Ierland",
        "place.GB-SCT": "Schotland",
        "place.GB-WLS": "Wales",
        "place.HU": "Hongarije",
        "place.IE": "Ierland",
        "place.IT": "Italië",
        "place.LU": "Luxemburg",
        "place.NL": "Nederland",
        "place.NO": "Noorwegen",
        "place.PL": "Polen",
        "place.SE": "Zweden",
        "place.US": "de Verenigde Staten",
        "named.good-friday": "Goede Vrijdag",
        "named.easter-sunday": "eerste paasdag",
        "named.easter-monday": "tweede paasdag",
        "named.kings-day": "Koningsdag",
        "named.liberation-day": "Bevrijdingsdag",
        "named.liberation-day-lustrum": "Bevrijdingsdag in lustrumjaren",
        "named.ascension-day": "Hemelvaartsdag",
        "named.whit-monday": "tweede pinksterdag",
        "named.christmas-eve": "de dag voor Kerstmis",
        "named.christmas-day": "eerste kerstdag",
        "named.boxing-day": "tweede kerstdag",
        "named.new-years-eve": "oudejaarsdag",
        "named.new-years-day": "nieuwjaarsdag",
    },
}


@tells(NamedCalendar, WORDS)
def calendar(term: NamedCalendar, tell: Teller) -> str:
    """Return when a calendar is open, holiday by holiday and exception by exception."""
    rules = term.calendar.rules
    if not isinstance(rules, Rules):
        return tell("named", name=term.name, words=rules.label())
    parts = [_week(term.name, rules, tell), *_holidays(rules, tell)]
    if rules.closed:
        parts.append(tell("closed", days=all_of((day(date_of(one), tell.speaks) for one in rules.closed), tell.speaks)))
    for number, pieces in rules.exceptions:
        on = day(date_of(number), tell.speaks)
        parts.append(tell("date", day=on, hours=_hours(pieces, tell)) if pieces else tell("date.closed", day=on))
    return " ".join([*parts, tell("zone", zone=rules.zone)])


def week(rules: Rules, speaks: Language) -> str:
    """Return the weekly hours of a calendar: ``Tuesday 22:00–02:00 the next day``."""
    tell = Teller(speaks, WORDS)
    weeks = rules.week.weeks if isinstance(rules.week, AlternatingWeeks) else (rules.week,)
    return ", ".join(_days(one, tell) for one in weeks)


def _week(name: str, rules: Rules, tell: Teller) -> str:
    if isinstance(rules.week, AlternatingWeeks):
        weeks = ", ".join(_days(week, tell) for week in rules.week.weeks)
        return tell("turns", name=name, weeks=weeks, day=day(rules.week.starting, tell.speaks))
    return tell("open", name=name, week=_days(rules.week, tell))


def _days(week: Week, tell: Teller) -> str:
    """Return the hours of a week, days in a row with the same hours told together."""
    told = []
    for pieces, group in groupby(range(7), key=lambda weekday: week[weekday]):
        names = [tell(DAYS[weekday]) for weekday in group]
        if pieces:
            days = names[0] if len(names) == 1 else tell("to", first=names[0], last=names[-1])
            days = tell("daily") if len(names) == len(DAYS) else days
            told.append(tell("day", days=days, hours=_hours(pieces, tell)))
    return "; ".join(told)


def _hours(pieces: Pieces, tell: Teller) -> str:
    if pieces == ((0, DAY),):
        return tell("whole")
    return all_of((_piece(start, end, tell) for start, end in pieces), tell.speaks)


def _piece(start: int, end: int, tell: Teller) -> str:
    over = end > DAY
    return tell("over" if over else "hours", start=_clock(start), end=_clock(end - DAY if over else end))


def _clock(us: int) -> str:
    minutes, rest = divmod(us, 60_000_000)
    seconds = f":{rest // 1_000_000:02d}" if rest else ""
    return f"{minutes // 60:02d}:{minutes % 60:02d}{seconds}"


def _holidays(rules: Rules, tell: Teller) -> Iterator[str]:
    if not rules.sources:
        yield tell("no-holidays")
        return
    places = all_of((_place(source.name, tell) for source in rules.sources), tell.speaks)
    if rules.without:
        yield tell("holidays.but", places=places, without=_names(rules.without, tell))
    else:
        yield tell("holidays", places=places)
    chosen = [name for source in rules.sources if isinstance(source, PublicHolidays) for name in source.optional]
    if chosen:
        yield tell("with", names=_names(chosen, tell))


def _place(code: str, tell: Teller) -> str:
    return tell(f"place.{code}") if f"place.{code}" in WORDS["en"] else code


def _names(names: Iterable[str], tell: Teller) -> str:
    return all_of((_named(name, tell) for name in names), tell.speaks)


def _named(name: str, tell: Teller) -> str:
    """Return the name of a holiday: in the language where it is known there, else as the paper writes it."""
    own = tell.words.get(tell.speaks.code, {}).get(f"named.{name}")
    return own or words(name).title()
