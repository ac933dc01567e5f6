"""The form of each group of a facts document: what stands under it, and an example of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["FORMS", "ROWS", "called", "form_of"]

FORMS: Mapping[str, str] = {
    "figures": "{available: 99.5 %}",
    "measured": "{uptime: {time: 43 200 minutes, outages: [4.5 minutes]}}",
    "verdicts": "{available: breached}",
    "points": "{available: 3}",
    "failures": "{available: 2}",
    "amounts": "{sales: EUR 300.00}",
    "amounts_of": "2026-03",
    "volumes": "{storage: {2026-01: 90 terabytes}}",
    "baselines": "{storage: 100 terabytes}",
    "blocks": "{hours-card: {2026-02-01: 8 hours, 2026-03-01: 20 hours}}",
    "index": "{cpi: {2025-12: 118.5, 2026-12: 121.0}}",
    "raises": "[2026-04-01]",
    "fields": "{priority: P1}",
    "dates": "{asked-on: 2026-03-31}",
    "overdue": "{amount: EUR 100.00, due: 2026-03-01T00:00Z, seen: 2026-03-09T00:00Z}",
    "claims": "[{of: available, on: 2026-02-10, period: 2026-01}]",
    "choices": "[{of: credit, incident: I-7, period: 2026-01}]",
    "done": "{'8.1': 2026-04-20}",
    "obligations": "[{id: E-1, obligation: SLA-3/8.1 2026-Q1, what: fulfilled, at: 2026-04-20}]",
    "relieved": "{force-majeure: [2026-03-05T09:00Z/2026-03-06T09:00Z]}",
    "told_once": "by-days",
    "ledger": "{credits: {rolling 11 months: EUR 11.01}}",
    "known_at": "2026-03-31",
}
"""Each group with an example of what stands under it."""

ROWS = ("claims", "choices", "obligations")
"""The groups under which a list of rows stands."""


def called(value: Any) -> str:
    """Return in words what sort of thing a value is."""
    if value is None or value == "":
        return "nothing"
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list | tuple | set):
        return "a list"
    if isinstance(value, bool):
        return "yes or no"
    if isinstance(value, float):
        return f"the float {value!r}"
    return f"'{value}'"


def form_of(path: tuple[str | int, ...]) -> str | None:
    """Return an example of the group in which a place lies; None where it lies in none."""
    group = path[0] if path else None
    return f"for example {group}: {FORMS[group]}" if isinstance(group, str) and group in FORMS else None
