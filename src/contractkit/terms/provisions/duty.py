"""Duties: what a party owes besides, with a date."""

from __future__ import annotations

from datetime import date
from typing import Literal

import attrs

from contractkit.quantities.notation import Cycle
from contractkit.terms.provisions.allowances import Allowance
from contractkit.terms.provisions.anchors import Anchor
from contractkit.terms.provisions.base import Provision
from contractkit.terms.provisions.consequences import Consequence

__all__ = ["Duty"]


@attrs.frozen
class Duty(Provision):
    """Something owed with a date and an owner.

    It is due on `on`; or `due` after or before the moment of `anchor`, for each period of `every` where there is one;
    without `due` at that moment, and without a moment at the end of each period.

    Attributes:
        owner: ``provider``, ``customer`` or ``both``.
        does: What, in words.
        on: The date, where one is written.
        due: How long after or before the moment, or None.
        side: ``after`` or ``before`` the moment; None where there is no moment.
        anchor: The moment from which it is counted, or None.
        every: How often it is owed; None whenever the moment comes.
        contains: What it has to contain.
        otherwise: What follows where it is not done in time, or None.
        lasts: How long it goes on from then, or None: it is done once.
    """

    owner: Literal["provider", "customer", "both"]
    does: str
    on: date | None = None
    due: Allowance | None = None
    side: Literal["after", "before"] | None = None
    anchor: Anchor | None = None
    every: Cycle | None = None
    contains: tuple[str, ...] = ()
    otherwise: Consequence | None = None
    lasts: Allowance | None = None
