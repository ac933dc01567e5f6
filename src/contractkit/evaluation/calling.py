"""Which outcome is meant by the id of an item, what a target is called, and the number of a cycle."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from contractkit.errors import UsageError
from contractkit.evaluation.promises import Promise
from contractkit.facts import Table
from contractkit.facts.texts import Texts
from contractkit.terms.calling import CALLED

__all__ = ["outcome_called", "targets_called"]


def outcome_called(
    promises: Sequence[Promise], outcomes: Table, ids: Texts, item: str, target: str, cycle: int | None
) -> tuple[int, Promise]:
    """Return the row of an outcome, and what it is about.

    Args:
        promises: What outcomes can be about.
        outcomes: The outcomes.
        ids: The ids of the items.
        item: The id of the item.
        target: The target's id, else its name, else its clause, else the row of its table.
        cycle: The number of the cycle; None for the last one.

    Raises:
        UsageError: There is no such item, target or cycle, the target never applied to the item, or several did that
            are called so.
    """
    place = ids.find(item)
    if place is None:
        raise UsageError(f"there is no item {item!r}", item=item)
    called = targets_called(promises, target)
    rows = np.flatnonzero(outcomes.array("item_row") == place)
    about = outcomes.array("promise")[rows]
    rows = rows[np.isin(about, called)]
    applied = list(dict.fromkeys(promises[place].target.id for place in outcomes.array("promise")[rows].tolist()))
    if not applied:
        never = ", ".join(dict.fromkeys(promises[place].target.id for place in called))
        raise UsageError(f"target {never} never applied to item {item!r}", item=item, target=target)
    if len(applied) > 1:
        several = ", ".join(applied)
        raise UsageError(f"item {item!r} has several targets {target!r}: {several}; name one", item=item, target=target)
    cycles = outcomes.array("cycle")[rows] if "cycle" in outcomes.columns else np.ones(len(rows), np.int32)
    wanted = int(cycles.max()) if cycle is None else cycle
    found = rows[cycles == wanted]
    if not len(found):
        says = f"item {item!r} has no cycle {cycle} under {applied[0]}; it has {sorted(cycles.tolist())}"
        raise UsageError(says, item=item, target=target, cycle=cycle)
    row = int(found[0])
    return row, promises[int(outcomes.array("promise")[row])]


def targets_called(promises: Sequence[Promise], target: str) -> list[int]:
    """Return the places of promises whose targets are called so: by id, else by name, else by clause, else by row.

    Raises:
        UsageError: No target is called so.
    """
    for names_of in CALLED:
        found = [place for place, promise in enumerate(promises) if target in names_of(promise.target)]
        if found:
            return found
    known = ", ".join(dict.fromkeys(promise.target.id for promise in promises))
    raise UsageError(f"there is no target {target!r}; there are {known}", target=target)
