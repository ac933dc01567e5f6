"""What a call comes out of before anything has a price: units of its service that the customer has paid for already."""

from __future__ import annotations

import attrs

from contractkit.charging import ChargingFacts
from contractkit.charging.offered import offered
from contractkit.charging.paid_units import PaidUnits, paid_units
from contractkit.portfolio.lookup import Lookup

__all__ = ["paid_for"]

_OUTSIDE = ("out", "no-service", "before-term", "after-term")


def paid_for(lookup: Lookup, told: ChargingFacts) -> tuple[PaidUnits, ...]:
    """Return the units of the service of a request, or of its parts, that are paid for on its date.

    Args:
        lookup: The request under its agreement.
        told: What was used of the service, or what is left of its blocks.
    """
    service = lookup.service
    if service is None or lookup.scope in _OUTSIDE:
        return ()
    known_at = lookup.entry.known_at
    known = told if known_at is None else attrs.evolve(told, known_at=known_at)
    agreement = lookup.entry.opens()
    names = (name for name in offered(lookup.terms) if name == service or name.startswith(f"{service}: "))
    return tuple(one for name in names for one in paid_units(agreement, name, lookup.on, known))
