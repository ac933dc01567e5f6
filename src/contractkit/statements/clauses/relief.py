"""Relief and maintenance, told: what is not held against the provider, and when a service may be down."""

from __future__ import annotations

from contractkit.calendars.rules import Rules
from contractkit.quantities.notation import Quota
from contractkit.quantities.spans import Span
from contractkit.statements.clauses import calendars, moments, spans
from contractkit.statements.clauses.amounts import number, periods
from contractkit.statements.clauses.gates import after_if
from contractkit.statements.clauses.lists import all_of, joined
from contractkit.statements.clauses.names import named
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.statements.wording import Language
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.provisions.allowances import Allowance
from contractkit.terms.provisions.relief import Maintenance, Relief

__all__ = ["cause_word", "maintenance", "relief"]

WORDS = {
    "en": {
        "relief": "What comes from {causes} is not held against the provider{of}.",
        "of": " under {names}",
        "or": " or ",
        "customer": "the customer",
        "dependency": "something that others had to deliver first",
        "force-majeure": "force majeure",
        "planned-maintenance": "planned maintenance",
        "suspension": "a suspension of the agreement",
        "third-party": "third parties",
        "when": "That holds only if {when}.",
        "overlapping-time": "The time that it overlaps is taken out.",
        "whole-item": "The item is taken out as a whole.",
        "taken.downtime": "The time that it overlaps is taken out of the downtime.",
        "taken.downtime-and-base": "The time that it overlaps is taken out of the downtime and of the time measured.",
        "announced": "It has to be announced at least {before} before.",
        "announced.on": "It has to be announced at least {before} before, on the calendar {calendar}.",
        "at_most": "It is at most {number} {unit} per {period}; what is more is held against the provider.",
        "maintenance.at_most": "There are at most {number} {unit} per {period}.",
        "told": "The customer has to be told of it {within}.",
        "evidence": "The provider has to show it.",
        "area": "It counts as time of {area}.",
        "service": "the service",
        "solution": "the solution",
        "data": "the data",
        "others": "others",
        "hours": "hours",
        "hour": "hour",
        "minutes": "minutes",
        "minute": "minute",
        "windows": "windows",
        "window": "window",
        "times": "times",
        "time": "time",
        "days": "days",
        "day": "day",
        "maintenance": "Maintenance{of} is allowed: {week}; times are those of {zone}.",
        "maintenance.in": "Maintenance{of} is allowed in the hours of {calendar}.",
        "maintenance.of": " of {names}",
        "inside.excused": "Downtime inside of these windows is excused.",
        "inside.counts-as-downtime": "Downtime inside of these windows counts.",
        "outside.excused": "Maintenance outside of them is excused too.",
        "outside.counts-as-downtime": "Maintenance outside of them counts as downtime.",
    },
    "nl": {
        "relief": "Wat komt door {causes} wordt de dienstverlener niet aangerekend{of}.",
        "of": " bij {names}",
        "or": " of ",
        "customer": "de klant",
        "dependency": "iets wat anderen eerst moesten leveren",
        "force-majeure": "overmacht",
        "planned-maintenance": "gepland onderhoud",
        "suspension": "opschorting van de overeenkomst",
        "third-party": "derden",
        "when": "Dat geldt alleen als {when}.",
        "overlapping-time": "De tijd die het overlapt, telt niet mee.",
        "whole-item": "De melding telt als geheel niet mee.",
        "taken.downtime": "De tijd die het overlapt, gaat af van de uitval.",
        "taken.downtime-and-base": "De tijd die het overlapt, gaat af van de uitval en van de gemeten tijd.",
        "announced": "Het moet ten minste {before} van tevoren worden aangekondigd.",
        "announced.on": "Het moet ten minste {before} van tevoren worden aangekondigd, op de kalender {calendar}.",
        "at_most": "Het is ten hoogste {number} {unit} per {period}; wat meer is, wordt wel aangerekend.",
        "maintenance.at_most": "Er zijn ten hoogste {number} {unit} per {period}.",
        "told": "De klant moet er {within} van horen.",
        "evidence": "De dienstverlener moet het aantonen.",
        "area": "Het telt als tijd van {area}.",
        "service": "de dienst",
        "solution": "de oplossing",
        "data": "de gegevens",
        "others": "anderen",
        "hours": "uur",
        "hour": "uur",
        "minutes": "minuten",
        "minute": "minuut",
        "windows": "vensters",
        "window": "venster",
        "times": "keer",
        "time": "keer",
        "days": "dagen",
        "day": "dag",
        "maintenance": "Onderhoud{of} is toegestaan: {week}; de tijden zijn die van {zone}.",
        "maintenance.in": "Onderhoud{of} is toegestaan in de uren van {calendar}.",
        "maintenance.of": " aan {names}",
        "inside.excused": "Uitval binnen die vensters wordt niet aangerekend.",
        "inside.counts-as-downtime": "Uitval binnen die vensters telt mee.",
        "outside.excused": "Onderhoud daarbuiten wordt evenmin aangerekend.",
        "outside.counts-as-downtime": "Onderhoud daarbuiten telt als uitval.",
    },
}


@tells(Relief, WORDS)
def relief(term: Relief, tell: Teller) -> str:
    """Return what is not held against the provider, and how far."""
    causes = joined([_word(cause, tell) for cause in term.causes], tell("or"))
    of = tell("of", names=all_of(term.of, tell.speaks)) if term.of else ""
    parts = [tell("relief", causes=causes, of=of)]
    if term.when != EVERYTHING:
        parts.append(tell("when", when=after_if(term.when, tell.speaks)))
    whole = term.takes_out == "whole-item" or term.taken_from is None
    parts.append(tell(term.takes_out if whole else f"taken.{term.taken_from}"))
    parts += _conditions(term.announced, term.at_most, "at_most", tell)
    if term.told_within is not None:
        parts.append(tell("told", within=moments.allowed(term.told_within, tell.speaks)))
    if term.evidence == "required":
        parts.append(tell("evidence"))
    if term.area is not None:
        parts.append(tell("area", area=tell(term.area)))
    return " ".join(parts)


@tells(Maintenance, WORDS)
def maintenance(term: Maintenance, tell: Teller) -> str:
    """Return when a service may be down for maintenance, and what downtime counts as."""
    of = tell("maintenance.of", names=all_of(term.of, tell.speaks)) if term.of else ""
    rules = term.windows.rules
    if term.calendar_name is None and isinstance(rules, Rules):
        said = tell("maintenance", of=of, week=calendars.week(rules, tell.speaks), zone=rules.zone)
    else:
        said = tell("maintenance.in", of=of, calendar=term.calendar_name)
    conditions = _conditions(term.announced, term.at_most, "maintenance.at_most", tell)
    return " ".join([said, *conditions, tell(f"inside.{term.inside}"), tell(f"outside.{term.outside}")])


def _conditions(announced: Allowance | None, at_most: Quota | None, key: str, tell: Teller) -> list[str]:
    told = []
    if announced is not None:
        time = announced.time
        before = spans.span(time, tell.speaks) if isinstance(time, Span) else spans.amount(time, tell.speaks)
        on = announced.calendar_name
        told.append(
            tell("announced", before=before) if on is None else tell("announced.on", before=before, calendar=on)
        )
    if at_most is not None:
        many = number(at_most.number, tell.speaks)
        told.append(tell(key, number=many, unit=_word(at_most.unit, tell), period=periods(at_most.per, tell.speaks)))
    return told


def cause_word(cause: str, speaks: Language) -> str:
    """Return the word for a cause of relief: as clauses on relief say it, else as the facts write it."""
    return _word(cause, Teller(speaks, WORDS))


def _word(word: str, tell: Teller) -> str:
    """Return a word in the language where it is known there, else as the paper writes it."""
    known = {**WORDS["en"], **tell.words.get(tell.speaks.code, {})}
    return known.get(word) or named(word, tell.speaks)
