"""Contacts, told."""

from __future__ import annotations

from datetime import date, timedelta

from contractkit.statements.clauses import moments
from contractkit.statements.clauses.amounts import day
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.terms.provisions import Holding
from contractkit.terms.provisions.contacts import Contact, Contacts

__all__ = ["contacts"]

WORDS = {
    "en": {
        "contacts": "Who is who: {contacts}.",
        "contact": "{name} is the {role}{party}{reached}{when}{stands-in}",
        "party": " of {party}",
        "reached": " ({at})",
        "from": " from {day} on",
        "until": " up to and including {day}",
        "between": " from {first} up to and including {last}",
        "stands-in": ", standing in{when}",
    },
    "nl": {
        "contacts": "Wie is wie: {contacts}.",
        "contact": "{name} is de {role}{party}{reached}{when}{stands-in}",
        "party": " van {party}",
        "reached": " ({at})",
        "from": " vanaf {day}",
        "until": " tot en met {day}",
        "between": " van {first} tot en met {last}",
        "stands-in": ", als vervanger{when}",
    },
}


@tells(Contacts, WORDS)
def contacts(term: Contacts, tell: Teller) -> str:
    """Return who is who."""
    return tell("contacts", contacts="; ".join(_contact(contact, tell) for contact in term.contacts))


def _contact(contact: Contact, tell: Teller) -> str:
    own = contact.party
    return tell(
        "contact",
        name=contact.name,
        role=moments.role(contact.role),
        party="" if own is None else tell("party", party=moments.party(own, tell.speaks)),
        reached="" if contact.reach_at is None else tell("reached", at=contact.reach_at),
        when=_when(contact.valid, tell),
        **{"stands-in": "" if contact.stands_in is None else tell("stands-in", when=_when(contact.stands_in, tell))},
    )


def _when(dates: Holding | None, tell: Teller) -> str:
    if dates is None:
        return ""
    first = None if dates.since is None else day(dates.since, tell.speaks)
    last = None if dates.until is None else day(_before(dates.until), tell.speaks)
    if first is not None and last is not None:
        return tell("between", first=first, last=last)
    return tell("from", day=first) if last is None else tell("until", day=last)


def _before(day_after: date) -> date:
    return day_after - timedelta(days=1)
