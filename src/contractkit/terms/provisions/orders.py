"""Orders: how they come in, and how long they take."""

from __future__ import annotations

from datetime import time

import attrs

from contractkit.calendars import BusinessCalendar
from contractkit.records.clauses import ClauseRef
from contractkit.terms.conditions import EVERYTHING, Condition
from contractkit.terms.provisions.allowances import Allowance
from contractkit.terms.provisions.base import Provision

__all__ = ["LeadTime", "Orders"]


@attrs.frozen
class LeadTime:
    """How long some orders take, from the order to the delivery.

    Attributes:
        name: The name of the row; None for the clause's own.
        clause: Where it stands.
        condition: Of which orders it speaks.
        allowance: How long they take.
    """

    name: str | None
    clause: ClauseRef
    condition: Condition
    allowance: Allowance


@attrs.frozen
class Orders(Provision):
    """How orders come in, and how long they take.

    Attributes:
        name: Its name, or None.
        condition: Which items are orders.
        channels: Through which channels they come in; empty where nothing is said.
        window: The calendar on which they are taken in, or None.
        window_name: Its name in the documents, or None.
        cut_off: The time of day after which an order counts as the next business day's, or None.
        restart: From when it then counts; None for the opening of that day.
        lead_times: How long they take; of several that speak of an order the first decides.
        needs: What an order has to say.
    """

    name: str | None = None
    condition: Condition = EVERYTHING
    channels: tuple[str, ...] = ()
    window: BusinessCalendar | None = None
    window_name: str | None = None
    cut_off: time | None = None
    restart: time | None = None
    lead_times: tuple[LeadTime, ...] = ()
    needs: tuple[str, ...] = ()
