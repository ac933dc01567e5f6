"""How much of what three documents have to say stands in the papers of an agreement."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.desk import Desk
from contractkit.terms.completeness import Completeness

__all__ = ["completeness_of"]

_KINDS = {
    "term": ("term",),
    "conditions": ("interest", "payment", "termination", "text"),
    "liability": ("liability",),
    "insurance": ("insurance",),
    "indexation": ("indexation",),
    "quality": ("figure-target", "result", "target-table", "time-target"),
    "orders": ("orders",),
    "changes": ("change-path", "order-change"),
    "contacts": ("contacts",),
}
"""What is asked, and the kinds of clauses one of which says it."""


def completeness_of(desk: Desk) -> Completeness:
    """Return how complete the papers on a desk are."""
    clauses = [clause for _, clause in desk.clauses()]
    kinds = {clause.kind for clause in clauses}
    counts = {asks: (int(not kinds.isdisjoint(wanted)), 1) for asks, wanted in _KINDS.items()}
    services = [part for clause in clauses if clause.kind == "service" for part in _parts(clause)]
    covered = "fee" in kinds
    counts["services"] = (int(bool(services)), 1)
    counts["numbers"] = _counted(services, "volume")
    counts["bandwidth"] = _counted(services, "band")
    counts["prices"] = (len(services), len(services)) if covered and services else _counted(services, "price")
    orders = [clause for clause in clauses if clause.kind == "orders"]
    timed = any(clause.lead_time is not None or clause.rows for clause in orders)
    items = [clause for clause in clauses if clause.kind == "catalogue-item"]
    timed = timed or (bool(items) and all(item.lead_time is not None for item in items))
    counts["lead times"] = (int(timed), 1)
    return Completeness.of_counts(counts)


def _parts(service: Any) -> list[tuple[Any, Any]]:
    """Return a service, or each of its rows, with what it takes from the service."""
    rows = getattr(service, "rows", ()) or ()
    return [(row, service) for row in rows] or [(service, service)]


def _counted(services: list[tuple[Any, Any]], field: str) -> tuple[int, int]:
    met = sum(
        getattr(part, field, None) is not None or getattr(whole, field, None) is not None for part, whole in services
    )
    return met, max(len(services), 1)
