"""Which contract of a customer speaks of a request; where several do, or none, the answer says so and chooses none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from contractkit.portfolio.asking import answered
from contractkit.portfolio.deciding import SERVICE
from contractkit.portfolio.entitled import Entitlement
from contractkit.portfolio.entries import Entry
from contractkit.portfolio.gaps import EntitlementGap

__all__ = ["chosen"]


def chosen(entries: Sequence[Entry], item: Mapping[str, Any], us: int) -> Entitlement:
    """Return what the contracts of one customer promise about a request.

    The contract that holds then and agrees the service answers. Where several do, none is chosen: the answer holds each
    of theirs, and a gap that names them. Where none does, the gap says that.

    Args:
        entries: At least two contracts of one customer.
        item: What the request says.
        us: When it opens, in microseconds since the epoch.
    """
    service = item.get(SERVICE)
    holding = [one for one in entries if _holds(one, us)]
    agreeing = [one for one in holding or entries if service is None or _agrees(one, service, us)]
    speaking = agreeing or holding or entries
    answers = [answered(one, item, us) for one in speaking]
    if len(answers) == 1:
        return answers[0]
    names = " and ".join(one.id for one in speaking)
    first = answers[0]
    if not holding:
        gap = EntitlementGap(
            "no-contract", f"no contract with {first.customer} holds on {first.on}; {names} held, or will"
        )
    elif not agreeing:
        gap = EntitlementGap(
            "no-service", f"no contract with {first.customer} that holds on {first.on} agrees {service!r}: {names}"
        )
    else:
        about = "" if service is None else f" and agree {service!r}"
        gap = EntitlementGap("overlapping-contracts", f"{names} hold at once{about}; say which of them is meant")
    return attrs.evolve(first, promises=(), alternatives=tuple(answers), noted=(gap,))


def _holds(entry: Entry, us: int) -> bool:
    held = entry.held_at(us)
    return (held.start is None or held.start <= us) and (held.end is None or us < held.end)


def _agrees(entry: Entry, service: Any, us: int) -> bool:
    services = entry.held_at(us).table.terms.services
    return not services or service in services
