"""Duties, told."""

from __future__ import annotations

from contractkit.statements.clauses import moments
from contractkit.statements.clauses.amounts import day, periods
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.terms.provisions.duty import Duty

__all__ = ["duty"]

WORDS = {
    "en": {
        "provider": "A duty of the provider: {does}.",
        "customer": "A duty of the customer: {does}.",
        "both": "A duty of both parties: {does}.",
        "on": " Due on {day}.",
        "after": " Due within {due} after {anchor}{every}.",
        "after.at": " Due at {anchor}{every}.",
        "before": " Due at the latest {due} before {anchor}{every}.",
        "before.at": " Due before {anchor}{every}.",
        "every": ", every {period}",
        "by-end": " Due by the end of every {period}.",
        "lasts": " It goes on for {span}.",
        "lasts.from": " It goes on for {span} after {anchor}{every}.",
        "contains": " It contains {things}.",
    },
    "nl": {
        "provider": "Een plicht van de dienstverlener: {does}.",
        "customer": "Een plicht van de klant: {does}.",
        "both": "Een plicht van beide partijen: {does}.",
        "on": " Uiterlijk op {day}.",
        "after": " Uiterlijk {due} na {anchor}{every}.",
        "after.at": " Uiterlijk bij {anchor}{every}.",
        "before": " Uiterlijk {due} voor {anchor}{every}.",
        "before.at": " Voor {anchor}{every}.",
        "every": ", per {period} opnieuw",
        "by-end": " Per {period}, uiterlijk aan het einde ervan.",
        "lasts": " Dat duurt {span}.",
        "lasts.from": " Dat duurt tot {span} na {anchor}{every}.",
        "contains": " Erin staan {things}.",
    },
}


@tells(Duty, WORDS)
def duty(term: Duty, tell: Teller) -> str:
    """Return what is owed, by whom and by when."""
    owed = tell(term.owner, does=tell.speaks.written(term.does).rstrip("."))
    contains = tell("contains", things=moments.roles(term.contains, tell.speaks)) if term.contains else ""
    return owed + _due(term, tell) + _lasts(term, tell) + contains + moments.consequence(term.otherwise, tell.speaks)


def _lasts(term: Duty, tell: Teller) -> str:
    if term.lasts is None:
        return ""
    span = moments.how_long(term.lasts, tell.speaks)
    if term.due is not None or term.on is not None or term.anchor is None:
        return tell("lasts", span=span)
    every = "" if term.every is None else tell("every", period=periods(term.every, tell.speaks))
    return tell("lasts.from", span=span, anchor=moments.anchor(term.anchor, tell.speaks), every=every)


def _due(term: Duty, tell: Teller) -> str:
    if term.on is not None:
        return tell("on", day=day(term.on, tell.speaks))
    every = None if term.every is None else periods(term.every, tell.speaks)
    if term.side is None or term.anchor is None:
        return "" if every is None else tell("by-end", period=every)
    facts = {
        "anchor": moments.anchor(term.anchor, tell.speaks),
        "every": "" if every is None else tell("every", period=every),
    }
    if term.due is None and term.lasts is not None:
        return ""
    if term.due is None:
        return tell(f"{term.side}.at", **facts)
    return tell(term.side, due=moments.how_long(term.due, tell.speaks), **facts)
