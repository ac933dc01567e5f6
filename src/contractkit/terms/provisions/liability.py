"""What a party owes at most."""

from __future__ import annotations

import attrs

from contractkit.terms.amounts import Limit
from contractkit.terms.provisions.base import Provision

__all__ = ["Liability"]


@attrs.frozen
class Liability(Provision):
    """What a party owes at most: the loss, or what is left of each bound, whichever is least.

    Attributes:
        who: Whose liability it bounds: ``provider``, ``customer`` or ``both``.
        per_event: For each event; None where no bound is agreed.
        per_year: For each contract year.
        in_total: Over the whole term.
        uncapped: For what there is no bound.
        excludes: What is not owed at all.
        service_credits: ``stand-apart``, or ``use-up-the-cap``; None where there is no bound.
        credits_counted: Which credits a claim finds, ``of-the-window`` (all of the contract year, or of the term) or
            ``before-the-event`` (of periods that had ended by then); None where none use it up.
    """

    who: str
    per_event: Limit = None
    per_year: Limit = None
    in_total: Limit = None
    uncapped: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    service_credits: str | None = None
    credits_counted: str | None = None
