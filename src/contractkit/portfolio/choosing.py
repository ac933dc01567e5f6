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
from contractkit.records.said import joined, said

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
    names = joined(" and ", (one.id for one in speaking))
    first = answers[0]
    whose: dict[str, Any] = {"customer": first.customer, "on": first.on, "names": names, "service": service}
    if not holding:
        says = said("no contract with {customer} holds on {on}; {names} held, or will", **whose)
        gap = EntitlementGap("no-contract", says)
    elif not agreeing:
        says = said("no contract with {customer} that holds on {on} agrees '{service}': {names}", **whose)
        gap = EntitlementGap("no-service", says)
    else:
        about = "" if service is None else said(" and agree '{service}'", service=service)
        says = said("{names} hold at once{about}; say which of them is meant", names=names, about=about)
        gap = EntitlementGap("overlapping-contracts", says)
    return attrs.evolve(first, promises=(), alternatives=tuple(answers), noted=(gap,))


def _holds(entry: Entry, us: int) -> bool:
    held = entry.held_at(us)
    return (held.start is None or held.start <= us) and (held.end is None or us < held.end)


def _agrees(entry: Entry, service: Any, us: int) -> bool:
    services = entry.held_at(us).table.terms.services
    return not services or service in services
