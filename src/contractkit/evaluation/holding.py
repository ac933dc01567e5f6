"""Time of outcomes by what a field held while it passed: who had the item when, and in which status.

What counted is told apart from what a pause or relief took, and both from time on the clock on the wall.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from contractkit.clocks import History
from contractkit.clocks.cutting import cut_at
from contractkit.errors import UsageError
from contractkit.evaluation.calling import targets_called
from contractkit.evaluation.measuring import Running, amounts_of, is_met, items_of, keys_of, outcomes_by_line, running
from contractkit.evaluation.promises import Promise
from contractkit.evaluation.relieving import Relieving
from contractkit.evaluation.spans import amount_columns, in_days, in_own_unit
from contractkit.facts import NAT, Coded, Table
from contractkit.facts.texts import Texts
from contractkit.quantities.notation import nearest

__all__ = ["time_by"]

Ints = NDArray[np.int64]
Rows = NDArray[np.intp]
Codes = NDArray[np.int32]


def time_by(
    promises: Sequence[Promise],
    history: History,
    relieving: Relieving,
    outcomes: Table,
    field: str,
    target: str | None,
) -> Table:
    """Return the time of each outcome by the values of a field (see `Evaluation.time_by`)."""
    words = _words(history, field)
    wall = outcomes.array("wall").view(np.int64)
    asked = wall != NAT
    if target is not None:
        asked &= np.isin(outcomes.array("promise"), targets_called(promises, target))
    rows = np.flatnonzero(asked)
    item, cycle, met = outcomes.array("item_row"), outcomes.array("cycle"), is_met(outcomes)
    found: list[NDArray[np.int64]] = [np.zeros((5, 0), np.int64)]
    for line, own in outcomes_by_line(promises, outcomes, rows):
        keys, done = keys_of(item[own], cycle[own]), np.zeros(len(own), np.bool_)
        for part in running(line, history, relieving, items_of(item[own])):
            here, clock = part.among(keys, met[own], done)
            if len(here):
                found.append(_of_part(part, own[here], clock, field))
    row, value, used, left_out, walls = np.concatenate(found, axis=1)
    order = np.argsort(row, kind="stable")
    row, value, used, left_out, walls = (one[order] for one in (row, value, used, left_out, walls))
    used = np.where(in_own_unit(outcomes, "used")[row] != NAT, used, NAT)
    left_out = np.where(in_own_unit(outcomes, "lived_used")[row] != NAT, left_out, NAT)
    amounts = amount_columns({"used": used, "left_out": left_out}, in_days(outcomes)[row])
    return (
        outcomes.only("item", "target", "cycle")
        .select(row)
        .with_columns(
            value=Coded(value.astype(np.int32), words),
            used=amounts.pop("used"),
            left_out=amounts.pop("left_out"),
            wall=walls.view("timedelta64[us]"),
            **amounts,
        )
    )


def _words(history: History, field: str) -> tuple[str, ...] | Texts:
    moving = history.events.categories
    if field in moving:
        return moving[field]
    column = history.facts.items.columns.get(field)
    if isinstance(column, Coded):
        return column.categories
    words = [name for name, one in history.facts.items.columns.items() if isinstance(one, Coded)]
    says = f"no field of words is called {field!r}; {nearest(field, (*moving, *words))}"
    raise UsageError(says, field=field)


def _of_part(part: Running, row: Rows, clock: Rows, field: str) -> NDArray[np.int64]:
    """Return rows of outcomes, each with a code of the field, what was used, left out, and the time on the wall.

    Args:
        part: The clocks.
        row: The rows of the outcomes.
        clock: For each of them the place of its clock.
        field: The field.
    """
    history, clocks = part.reading.history, part.clocks.of_clocks(clock)
    if field in history.events.categories:
        item, at, first = history.rows
        codes = history.codes(field, part.reading.effects.get(field))
        changed = np.ones(len(codes), np.bool_)
        np.not_equal(codes[1:], codes[:-1], out=changed[1:])
        changed[first] = True
        changes = np.flatnonzero(changed)
        clocks, mark = cut_at(clocks, item[changes], at[changes])
        value = np.append(codes[changes], -1)[mark].astype(np.int64)
    else:
        column = history.facts.items.columns[field]
        assert isinstance(column, Coded)
        value = column.codes[clocks.item[clocks.clock]].astype(np.int64)
    amounts = amounts_of(clocks, part.reading.limits)
    wall = clocks.until - clocks.at
    most = int(value.max(initial=0)) + 2
    key = clocks.clock * most + value + 1
    order = np.argsort(key, kind="stable")
    key = key[order]
    begins = np.flatnonzero(np.append(True, key[1:] != key[:-1]))
    used, left_out, wall = (np.add.reduceat(one[order], begins) for one in (amounts.used, amounts.left_out, wall))
    some = (used != 0) | (left_out != 0) | (wall != 0)
    of_row, of_value = row[key[begins] // most], key[begins] % most - 1
    return np.stack([of_row, of_value, used, left_out, wall])[:, some]
