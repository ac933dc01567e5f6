"""A result of which something is not known: what its clocks say either way, and what holds both ways."""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.rows import MEASURED, Rows
from contractkit.clocks.verdicts import Verdict, code_of
from contractkit.facts import NAT

__all__ = ["both_ways"]


def both_ways(possible: Rows, certain: Rows) -> Rows:
    """Return one row of each two: what both say is so, and where they differ it is not known (Kleene).

    Where a result that is not known is taken as met the clock stops more often, and so may have more cycles. Then only
    the first one is the same cycle in any case; of another it is not known whether it is one at all, unless it starts
    at the same instant both ways.

    Source: docs/decisions/0172-cycles-of-an-unknown-result.md.
    """
    out = possible.take(np.arange(len(possible.item)))
    certain, apart = _beside(possible, certain)
    met = np.flatnonzero((possible.verdict == Verdict.MET) & (certain.verdict == Verdict.MET) & ~apart)
    for field in attrs.fields(Rows):
        getattr(out, field.name)[met] = getattr(certain, field.name)[met]
    differs = {}
    for name in ("verdict", "lived"):
        mine = getattr(possible, name)
        decided = (mine == Verdict.MET) | (mine == Verdict.BREACHED)
        differs[name] = np.where(apart, decided, mine != getattr(certain, name))
        getattr(out, name)[differs[name]] = Verdict.UNDETERMINED
    differ = np.flatnonzero(differs["verdict"])
    out.reason[differ] = np.where(out.reason[differ] == 0, np.int8(code_of("result-unknown")), out.reason[differ])
    for name in MEASURED:
        getattr(out, name)[differ] = NAT
    return out


def _beside(possible: Rows, certain: Rows) -> tuple[Rows, NDArray[np.bool_]]:
    """Return the second rows in the places of the first ones, and which of the first have none beside them."""
    if np.array_equal(possible.item, certain.item) and np.array_equal(possible.cycle, certain.cycle):
        return certain, np.zeros(len(possible.item), np.bool_)
    keys = [(one.item.astype(np.int64) << 32) | one.cycle for one in (possible, certain)]
    order = np.argsort(keys[1], kind="stable")
    place = np.minimum(np.searchsorted(keys[1], keys[0], sorter=order), max(len(order) - 1, 0))
    if not len(order):
        return possible, np.ones(len(possible.item), np.bool_)
    certain = certain.take(order[place])
    there = keys[1][order[place]] == keys[0]
    items = max(int(possible.item.max(initial=0)), int(certain.item.max(initial=0))) + 1
    missing = np.zeros(items, np.bool_)
    missing[possible.item[~there]] = True  # items with more cycles one way than the other
    same = there & (~missing[possible.item] | (possible.cycle == 1) | (possible.started == certain.started))
    return certain, ~same
