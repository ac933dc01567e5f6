"""Agreements of a few clauses, for the tests of obligations."""

from __future__ import annotations

from datetime import date
from typing import Any

import contractkit as ck

YEAR = {"kind": "term", "start": "2026-01-01", "initial": "12 months"}
OFFICE = {"kind": "calendar", "name": "office", "week": {"mon-fri": "09:00-17:00"}}
ALL_2026 = (date(2026, 1, 1), date(2026, 12, 31))


def agreement(clauses: dict[str, Any] | None = None, **head: Any) -> ck.Agreement:
    """Return an agreement over 2026 with some clauses more."""
    base = {"contractkit": 1, "document": "sla", "id": "S-1", "title": "S", "currency": "EUR", "zone": "UTC"}
    every = {"0": OFFICE, "1": YEAR, **(clauses or {})}
    return ck.load_agreement(data={**base, **head, "clauses": {number: one for number, one in every.items() if one}})


def tacit(notice: str = "3 months", **more: Any) -> dict[str, Any]:
    """Return a clause of tacit renewal by a year."""
    return {"kind": "renewal", "renews": "tacitly", "by": "12 months", "notice": notice, **more}


def duty(**more: Any) -> dict[str, Any]:
    """Return a duty of the provider."""
    return {"kind": "duty", "owner": "provider", "does": "Sends the report", **more}


def report() -> dict[str, Any]:
    """Return a quarterly report within ten days."""
    return duty(due="10 days", after="quarter-end")


def event(
    what: Any, at: date, obligation: str = "S-1/5 2026-Q1", called: str | None = None, **more: Any
) -> ck.ObligationEvent:
    """Return an event about the report of the first quarter."""
    return ck.ObligationEvent(called or f"{what} {at}", obligation, what, at, **more)
