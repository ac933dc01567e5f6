"""What people wrote down beside the tickets: time spent on what no agreement covers, and warnings to customers.

Both are drawn with seeds of their own, so that the tickets come out as they are. contractkit is not used here either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from habits import PLANNED, UNCOVERED_CATEGORIES, UNCOVERED_SERVICES

SPENT, WARNED = 20260411, 20260412  # seeds
BEGINS = {"havenkroon": "2025-01-01", "graanmolen": "2025-04-01", "rietland": "2026-02-01"}


BY_HAND: list[list[object]] = [["grey", "T-0023", "2026-02-11 14:10", "", "user", "phone"]]
GREY = {"private-phone", "home-printer"}


def covered(ticket: Any) -> bool:
    """Return whether the time of a ticket is nobody's concern: an agreement pays for it."""
    uncovered = ticket.service in UNCOVERED_SERVICES[ticket.customer] or ticket.category in UNCOVERED_CATEGORIES
    return not uncovered and ticket.opened[:10] >= BEGINS[ticket.customer]


def spent(draw: Any, tickets: Sequence[Any]) -> Iterator[list[object]]:
    """Yield a row of ``work.csv`` for each ticket that no agreement covers: whole fives of minutes; some are forgotten.

    What was written by hand, and done on one day, took as long as it was in progress.
    """
    for ticket in tickets:
        solved = [at for at, _, value, _ in ticket.events if value == "Solved"]
        if ticket.customer not in BEGINS or covered(ticket) or not solved:
            continue
        if ticket.id < "T-1000":
            began = next(at for at, _, value, _ in ticket.events if value == "In progress")
            if began[:10] == solved[-1][:10]:
                minutes = (datetime.fromisoformat(solved[-1]) - datetime.fromisoformat(began)).seconds // 60
                yield [ticket.id, minutes, solved[-1][:10]]
        elif draw.chance(0.9):
            yield [ticket.id, 5 * draw.whole(2, 12), solved[-1][:10]]


def warned(draw: Any, tickets: Sequence[Any], desks: Any) -> Iterator[list[object]]:
    """Yield the rows of ``told.csv``: that something is grey, and that a promise may be missed.

    Most tickets that took longer than planned were warned of, some of them when the time was up already.
    """
    yield from BY_HAND
    for ticket in tickets:
        if ticket.category in GREY and ticket.id >= "T-1000" and draw.chance(0.5):
            yield ["grey", ticket.id, desks[ticket.customer].reached(ticket.opened, 30), "", "user", "mail"]
        solved = [at for at, _, value, _ in ticket.events if value == "Solved"]
        long = ticket.type == "incident" and ticket.priority in ("P1", "P2", "P3") and ticket.id >= "T-1000"
        if not long or not solved or not draw.chance(0.6):
            continue
        desk, planned = desks[ticket.customer], PLANNED[ticket.customer][ticket.priority][1]
        at = desk.reached(ticket.opened, int(planned * draw.part(0.5, 1.15)))
        if at is not None and at < solved[0]:
            yield ["warning", ticket.id, at, "", "customer", draw.one({"phone": 0.4, "mail": 0.6})]
