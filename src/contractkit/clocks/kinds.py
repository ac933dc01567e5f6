"""What each state does to a clock, also where a value is missing, or where nobody knows since when it has stood so."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.history import BEGINNING, History
from contractkit.clocks.meaning import Meanings, Tables, kind_of
from contractkit.clocks.steps import Steps
from contractkit.clocks.truth import NO, UNKNOWN, YES, Truths, fields_of
from contractkit.facts import Instants
from contractkit.terms.conditions import Condition
from contractkit.terms.targets import AtField, ClockLine, Happens

__all__ = ["column_of", "kinds_of"]

Flags = NDArray[np.bool_]


def kinds_of(
    meanings: Meanings, tables: Tables, meaning: NDArray[np.integer[Any]], steps: Steps, history: History
) -> tuple[NDArray[np.int8], NDArray[np.int8] | None, Flags | None, Flags | None]:
    """Return what each row does, what it would do were it no stop, whether that is unsure, and whose state is silent.

    A clock whose item has no recorded state yet is not known to be paused or stopped; it runs. A latest value that no
    event of the item speaks of says that it stopped or paused, and not when: that is unknown. So is a field that the
    facts do not have at all.

    Args:
        meanings: The meanings of the line.
        tables: What each of them is.
        meaning: For each row its meaning.
        steps: The rows.
        history: Where they come from.
    """
    rules, line = meanings.rules, meanings.line
    unsure = tables.unsure[meaning]
    timeless = (
        rules.stop is not None and not _moves(rules.stop, history) and not isinstance(line.measure.stops, Happens)
    )
    plain = not history.facts.items.latest & rules.asked and not timeless and _stop_is_known(line, history)
    if plain and not unsure.any() and steps.at[steps.first].min(initial=0) != BEGINNING:
        return tables.kind[meaning], tables.beneath[meaning] if tables.also else None, None, None
    silent = np.zeros(len(steps.first), np.bool_)

    def known(condition: Condition | None, table: Truths) -> Truths:
        truths: Truths = table[meaning]
        if condition is None:
            return truths
        silent[truths[steps.first] == UNKNOWN] = True
        return _since(condition, truths, steps, history)

    told = {
        "cancels": known(rules.cancel, tables.cancels),
        "resets": known(rules.reset, tables.resets),
        "stops": known(rules.stop, tables.stops),
        "waits": tables.waits[meaning],
    }
    if timeless:
        told["stops"] = np.where(told["stops"] == YES, np.int8(UNKNOWN), told["stops"])  # it has, and nothing says when
    if rules.stop is not None:
        told["stops"] = np.where((told["stops"] == YES) & (steps.at == BEGINNING), np.int8(UNKNOWN), told["stops"])
    if not _stop_is_known(line, history):
        told["stops"] = np.full(len(meaning), UNKNOWN, np.int8)
    paused = np.full(len(meaning), NO, np.int8)
    for condition, table in zip(rules.pauses, tables.pauses, strict=True):
        paused = np.maximum(paused, known(condition, table))
    kind, unsure = kind_of(line, told, paused)
    beneath = None
    if tables.also:
        beneath = kind_of(line, {**told, "stops": np.full(len(meaning), NO, np.int8)}, paused)[0]
    return kind, beneath, unsure, silent


def column_of(at: AtField, history: History) -> NDArray[np.int64] | None:
    """Return the instants in a column of the items, None where the facts have no such column."""
    if at.field == "opened_at":
        return history.opened
    column = history.facts.items.columns.get(at.field)
    return column.us if isinstance(column, Instants) else None


def _stop_is_known(line: ClockLine, history: History) -> bool:
    """Return whether the facts have the column or the field of events that stops the clock."""
    match line.measure.stops:
        case AtField() as at:
            return column_of(at, history) is not None
        case Happens(field):
            return field in history.events.categories
        case _:
            return True


def _moves(condition: Condition, history: History) -> bool:
    """Return whether events speak of a field of the condition."""
    return bool(frozenset(fields_of(condition)) & history.events.values.keys())


def _since(condition: Condition, truths: Truths, steps: Steps, history: History) -> Truths:
    """Return whether a condition holds, as far as it is known since when."""
    fields = frozenset(fields_of(condition))
    items, moving = history.facts.items, history.events.categories
    unknown = truths == UNKNOWN
    if fields & items.latest:
        untold = np.ones(len(items), np.bool_)
        for field in fields:
            untold &= ~history.tells(field)
        truths = np.where(untold[steps.item] & (truths == YES), np.int8(UNKNOWN), truths)
    if any(field not in moving and field not in items.columns and not field.startswith("\0") for field in fields):
        return truths
    return np.where(steps.leading(unknown), np.int8(NO), truths) if unknown.any() else truths
