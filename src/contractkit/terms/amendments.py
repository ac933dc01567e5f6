"""Amendments and notices as they compute: what changed from when on, and what one party told the other."""

from __future__ import annotations

from datetime import date
from typing import Literal

import attrs

from contractkit.records.clauses import ClauseRef

__all__ = ["AmendedClause", "Amendment", "Notice"]


@attrs.frozen
class AmendedClause:
    """One change of an amendment.

    Attributes:
        clause: The clause that it changes.
        action: ``change`` of fields, ``replace``, ``add`` or ``remove`` of the clause.
        holds_from: The first date on which it holds.
        holds_until: The first date on which the old wording stands again; None where it never does.
        written: Where in the amendment it stands.
    """

    clause: ClauseRef
    action: Literal["change", "replace", "add", "remove"]
    holds_from: date
    holds_until: date | None
    written: ClauseRef


@attrs.frozen
class Amendment:
    """A signed change of the papers.

    Attributes:
        id: Its document id.
        title: Its title in its own language.
        amends: The document that it amends.
        effective_from: The first date on which it holds, where a change says nothing else.
        signed_on: When it was signed.
        recorded_on: When it became known.
        retroactive: Whether settlements of earlier periods are settled anew; None where it does not reach back.
        running_clocks: What a changed target or pause means for a clock that runs.
        changes: The changes, in the order of the page.
        clause: The amendment itself, as figures cite it.
    """

    id: str
    title: str
    amends: str
    effective_from: date
    signed_on: date
    recorded_on: date
    retroactive: Literal["settle-difference", "leave-as-billed"] | None
    running_clocks: Literal["untouched", "keep", "restart", "retroactive"]
    changes: tuple[AmendedClause, ...]
    clause: ClauseRef


@attrs.frozen
class Notice:
    """What one party told the other about an agreement.

    Attributes:
        id: Its document id.
        about: The clause under which it was given.
        given_by: The party that gave it.
        sent_on: When it was sent.
        received_on: When it was received; None where that is not known.
        says: ``ends``, or ``prolongs``.
        per: The date that it names, or None.
        clause: The notice itself, as figures cite it.
    """

    id: str
    about: ClauseRef
    given_by: Literal["provider", "customer"]
    sent_on: date
    received_on: date | None
    says: Literal["ends", "prolongs"]
    per: date | None
    clause: ClauseRef
