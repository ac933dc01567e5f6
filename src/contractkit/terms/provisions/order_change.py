"""What may still be done to an order that is under way."""

from __future__ import annotations

from typing import Literal

import attrs

from contractkit.records.clauses import ClauseRef
from contractkit.terms.amounts import Limit
from contractkit.terms.conditions import EVERYTHING, Condition
from contractkit.terms.provisions.allowances import Allowance
from contractkit.terms.provisions.anchors import Anchor
from contractkit.terms.provisions.base import Provision

__all__ = ["OrderChange", "Permitted"]


@attrs.frozen
class Permitted:
    """One thing that may be done to an order.

    Attributes:
        name: What it is, such as ``change``, ``correction`` or ``cancel``.
        clause: Where it stands.
        asked_by: ``provider``, ``customer`` or ``both``.
        condition: For which orders.
        until: Until which moment of the order; None as long as it is not delivered.
        allowance: How soon it is carried out; None where nothing is said.
        lead_time: ``starts-again`` or ``runs-on``; None where nothing is said.
        costs: What it costs the party that asks; None for nothing.
    """

    name: str
    clause: ClauseRef
    asked_by: Literal["provider", "customer", "both"]
    condition: Condition = EVERYTHING
    until: Anchor | None = None
    allowance: Allowance | None = None
    lead_time: Literal["starts-again", "runs-on"] | None = None
    costs: Limit = None


@attrs.frozen
class OrderChange(Provision):
    """What may be done to an order that is under way; what is not named may not.

    Attributes:
        name: Its name, or None.
        condition: For which orders.
        channels: Through which channels it is asked for; empty for those of orders.
        permitted: What may be done, in the order of the page.
    """

    name: str | None = None
    condition: Condition = EVERYTHING
    channels: tuple[str, ...] = ()
    permitted: tuple[Permitted, ...] = ()
