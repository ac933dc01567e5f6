"""Who is who."""

from __future__ import annotations

from datetime import date
from typing import Literal

import attrs

from contractkit.terms.provisions.base import Holding, Provision

__all__ = ["Contact", "Contacts"]


@attrs.frozen
class Contact:
    """Somebody with a role, and how to reach them.

    Attributes:
        role: The role, such as ``team-lead``.
        name: The name of the person or team.
        reach_at: How to reach them, or None.
        party: ``provider`` or ``customer``; None where nothing is said.
        valid: Between which dates; None always.
        stands_in: Between which dates they take the place of the others with that role; None for never.
    """

    role: str
    name: str
    reach_at: str | None = None
    party: Literal["provider", "customer"] | None = None
    valid: Holding | None = None
    stands_in: Holding | None = None


@attrs.frozen
class Contacts(Provision):
    """Who is who.

    Attributes:
        contacts: The people, in the order of the page.

    Example:
        >>> from contractkit.records.clauses import ClauseRef
        >>> july = Holding(date(2026, 7, 6), date(2026, 8, 1))
        >>> people = (Contact("team-lead", "Femke"), Contact("team-lead", "Kari", stands_in=july))
        >>> contacts = Contacts(ClauseRef("SOP-1", "8.9", None, None, None), people)
        >>> [contact.name for contact in contacts.who("team-lead", date(2026, 7, 10))]
        ['Kari']
    """

    contacts: tuple[Contact, ...]

    def who(self, role: str, on: date) -> tuple[Contact, ...]:
        """Return who has a role on a date: those who stand in on that date, else the others.

        Args:
            role: The role.
            on: The date, in the agreement's zone.
        """
        found = tuple(contact for contact in self.contacts if contact.role == role and _valid(contact, on))
        standing_in = tuple(contact for contact in found if contact.stands_in is not None and contact.stands_in.on(on))
        return standing_in or tuple(contact for contact in found if contact.stands_in is None)


def _valid(contact: Contact, on: date) -> bool:
    return contact.valid is None or contact.valid.on(on)
