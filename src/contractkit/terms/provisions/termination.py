"""How a party may end the agreement before its term does."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import attrs

from contractkit.quantities.period_ends import PeriodEnds
from contractkit.quantities.spans import Span
from contractkit.terms.amounts import Limit
from contractkit.terms.provisions.allowances import Allowance
from contractkit.terms.provisions.base import Provision

__all__ = ["Ground", "Termination"]

Ground = Literal["convenience", "breach", "repeated-failure", "insolvency", "force-majeure", "change-of-control"]


@attrs.frozen
class Termination(Provision):
    """Who may end the agreement, on which ground, from when, on what notice and at what price.

    Attributes:
        who: ``provider``, ``customer`` or ``both``.
        ground: On which ground.
        cure: How long the other party has to put a breach right, or None.
        condition: The failure, for ``repeated-failure``; None for the other grounds.
        not_before: The first date on which it may end; None from the start on.
        held_back: That date as a span from the start, where it is written so.
        notice: How long before it has to be said; None for at once.
        pays: What the party that ends it pays; None for nothing.
        use_within: How long the right may be used once it has come about; None always.
        to_end_of: To the end of which periods it may end; None for any day.
    """

    who: Literal["provider", "customer", "both"]
    ground: Ground
    cure: Allowance | None = None
    condition: Any = None
    not_before: date | None = None
    held_back: Span | None = None
    notice: Allowance | None = None
    pays: Limit = None
    use_within: Allowance | None = None
    to_end_of: PeriodEnds | None = None
