"""Who is who."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.kinds.registry import compiles
from contractkit.terms.provisions import Holding
from contractkit.terms.provisions.contacts import Contact, Contacts

__all__ = ["contacts"]


@compiles("contacts")
def contacts(draft: Draft, place: Place, clause: Any) -> Contacts:  # noqa: ARG001
    """Return who is who."""
    return Contacts(place.ref(), tuple(_contact(contact) for contact in clause.contacts))


def _contact(contact: Any) -> Contact:
    since, until = (None if day is None else day.value for day in (contact.valid_from, contact.valid_until))
    stands_in = contact.stands_in
    return Contact(
        str(contact.role),
        str(contact.name),
        None if contact.reach_at is None else str(contact.reach_at),
        contact.party,
        None if since is None and until is None else Holding(since, _next(until)),
        None if stands_in is None else Holding(stands_in.from_.value, _next(stands_in.through.value)),
    )


def _next(last: date | None) -> date | None:
    return None if last is None else last + timedelta(days=1)
