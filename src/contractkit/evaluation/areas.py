"""Whose the time of each outcome was: the service's own, or that of the area to which a pause or relief belongs.

The time is measured as `used` is: on the target's own calendar, in its own unit. What ran is the service's time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contractkit.clocks import History
from contractkit.clocks.causes import owners_of
from contractkit.clocks.relief import AREAS
from contractkit.evaluation.measuring import Running, amounts_of, is_met, items_of, keys_of, outcomes_by_line, running
from contractkit.evaluation.promises import Promise
from contractkit.evaluation.relieving import Relieving
from contractkit.evaluation.spans import amount_columns, in_days, in_own_unit
from contractkit.facts import NAT, Table

__all__ = ["COLUMNS", "areas_of"]

Ints = NDArray[np.int64]

COLUMNS: Final = (*AREAS, "unassigned")
"""Whose time it was; the last one is for pauses and relief of which the text does not say."""


def areas_of(promises: Sequence[Promise], history: History, relieving: Relieving, outcomes: Table) -> Table:
    """Return whose the time of each outcome was (see `Evaluation.areas`).

    Args:
        promises: What the outcomes are about.
        history: What happened.
        relieving: Which relief counted.
        outcomes: The outcomes.

    Source: design.md section 5; the replay's clocks run again where a pause or relief took anything.
    """
    used = in_own_unit(outcomes, "used")
    used[in_own_unit(outcomes, "lived_used") == NAT] = NAT
    amounts = np.zeros((len(COLUMNS), len(used)), np.int64)
    amounts[COLUMNS.index("service")] = used
    amounts[:, used == NAT] = NAT
    took = np.zeros(len(used), np.bool_)
    for name in ("paused", "relieved"):
        taken = in_own_unit(outcomes, name)
        took |= (taken != NAT) & (taken != 0)
    rows = np.flatnonzero(took & (used != NAT))
    item, cycle, met = outcomes.array("item_row"), outcomes.array("cycle"), is_met(outcomes)
    for line, own in outcomes_by_line(promises, outcomes, rows):
        keys, done = keys_of(item[own], cycle[own]), np.zeros(len(own), np.bool_)
        for part in running(line, history, relieving, items_of(item[own])):
            here, clock = part.among(keys, met[own], done)
            if len(here):
                amounts[:, own[here]] = _of_clocks(part)[:, clock]
    days = in_days(outcomes)
    columns = dict(zip(COLUMNS, amounts, strict=True))
    return outcomes.only("item", "target", "cycle").with_columns(**amount_columns(columns, days))


def _of_clocks(part: Running) -> Ints:
    """Return for each area, a row of each, the time of each clock."""
    clocks = part.clocks
    amounts = amounts_of(clocks, part.reading.limits)
    area = owners_of(part.reading, clocks, part.relief).area
    found = np.empty((len(COLUMNS), len(clocks.item)), np.int64)
    for place in range(len(COLUMNS)):
        nobody = place == len(AREAS)
        belongs = area == (-1 if nobody else place)
        found[place] = np.add.reduceat(np.where(belongs, amounts.left_out, 0), clocks.first)
    found[AREAS.index("service")] += np.add.reduceat(amounts.used, clocks.first)
    return found
