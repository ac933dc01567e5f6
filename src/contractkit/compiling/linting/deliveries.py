"""Services that are sold and described nowhere: not in the catalogue, not in the working agreements."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.draft import Draft
from contractkit.documents.conditions import FieldTests

__all__ = ["lint_deliveries"]

_HOW = ("order-change", "orders", "process", "step")


def lint_deliveries(draft: Draft) -> None:
    """Advise on services without an entry in the catalogue, and on those of which no working agreement speaks."""
    services = list(draft.desk.clauses("service"))
    items = {str(clause.name) for _, clause in draft.desk.clauses("catalogue-item")}
    worked = [clause for _, clause in draft.desk.clauses(*_HOW)]
    everything = any(_services_of(clause) is None for clause in worked)
    named = {name for clause in worked for name in _services_of(clause) or ()}
    for place, service in services:
        if service.item is None and str(service.name) not in items:
            says = f"the service '{service.name}' has no entry in a catalogue: what the customer gets is said nowhere"
            draft.desk.advise(place, "not-in-catalogue", says, "write item: with the entry, such as CAT-2026/W.1")
        if not everything and str(service.name) not in named:
            says = f"no working agreement says how the service '{service.name}' is ordered and delivered"
            draft.desk.advise(place, "not-in-sop", says, "write a clause kind: orders or kind: process for it")


def _services_of(clause: Any) -> tuple[str, ...] | None:
    """Return the services of which a clause on work speaks; None where it speaks of all."""
    own = getattr(clause, "service", None)
    if own is not None:
        return tuple(map(str, own if isinstance(own, tuple) else (own,)))
    when = getattr(clause, "when", None)
    tests = when.tests if isinstance(when, FieldTests) else {}
    return tuple(map(str, tests["service"])) if "service" in tests else None
