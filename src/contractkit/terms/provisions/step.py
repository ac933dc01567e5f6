"""Steps of the work."""

from __future__ import annotations

from datetime import time
from typing import Literal

import attrs

from contractkit.records.clauses import ClauseRef
from contractkit.terms.conditions import EVERYTHING, Condition
from contractkit.terms.provisions.allowances import Allowance
from contractkit.terms.provisions.anchors import Anchor
from contractkit.terms.provisions.base import Provision
from contractkit.terms.provisions.consequences import Consequence

__all__ = ["Step"]


@attrs.frozen
class Step(Provision):
    """One step of the work: what it waits for, how much time it may take, who does it.

    It is in time at ``start + allowance`` at the latest, where start is the latest of the moments in `after`; or at
    ``before - allowance``; or on the date of `at`, at the time of day `at_time`.

    Attributes:
        name: Its name.
        condition: For which items it is done.
        after: What it waits for, all of it; empty where nothing is said.
        allowance: How much time it may take; None where nothing is said.
        before: The moment before which it has to be done, or None.
        at: The moment on whose date it is done, or None.
        at_time: The time of day on that date, or None.
        party: ``provider`` or ``customer``; None where nothing is said.
        owner: The role that does it, or None.
        otherwise: What follows where it is not done in time, or None.
        serves: The clause of the promise that it is done for, or None.
    """

    name: str
    condition: Condition = EVERYTHING
    after: tuple[Anchor, ...] = ()
    allowance: Allowance | None = None
    before: Anchor | None = None
    at: Anchor | None = None
    at_time: time | None = None
    party: Literal["provider", "customer"] | None = None
    owner: str | None = None
    otherwise: Consequence | None = None
    serves: ClauseRef | None = None
