"""Whether a condition holds of items, for all of them at once: on their fields, and on two of their instants."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from contractkit.clocks import History
from contractkit.clocks.history import States
from contractkit.clocks.truth import NO, UNKNOWN, YES, Truths
from contractkit.errors import NotComputedError
from contractkit.evaluation.granting import item_fields
from contractkit.facts import NAT, Instants, Integers, Numbers
from contractkit.quantities.spans import WorkingTime
from contractkit.records.clauses import ClauseRef
from contractkit.terms.conditions import EVERYTHING, AllOf, AnyOf, Compares, Is, Not
from contractkit.terms.figure_conditions import AllHold, AnyHolds, FiguresCondition, InTime, IsKnown, NotHolds
from contractkit.terms.stopwatch import AtField

__all__ = ["both", "states_of", "truth_now", "truths"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def both(one: FiguresCondition, other: FiguresCondition) -> FiguresCondition:
    """Return the condition that two hold, without those that always do."""
    if one == EVERYTHING or other == EVERYTHING:
        return other if one == EVERYTHING else one
    return AllHold((one, other))


def states_of(history: History, *conditions: FiguresCondition) -> States:
    """Return the states of items, as far as some conditions can tell them apart."""
    return history.states({field for one in conditions for field in item_fields(one)}, {})


def truth_now(history: History, condition: FiguresCondition, clause: ClauseRef) -> NDArray[np.int8]:
    """Return for each item whether a condition holds of it, as of the moment of judging.

    Raises:
        NotComputedError: It asks for something that items do not say.
    """
    if condition == EVERYTHING:
        return np.full(len(history.facts.items), YES, np.int8)
    states = states_of(history, condition)
    return truths(states, condition, clause)[states.last]


def truths(states: States, condition: FiguresCondition, clause: ClauseRef) -> Truths:
    """Return for each state whether a condition holds in it: `NO`, `UNKNOWN` or `YES`.

    Args:
        states: The states of items.
        condition: The condition.
        clause: Where it stands, for the message.

    Raises:
        NotComputedError: It asks for something that items do not say, such as what was found about a period.
    """
    columns = states.columns
    match condition:
        case Is() | Compares() | AllOf() | AnyOf() | Not():
            return columns.truth(condition)
        case AllHold(parts):
            return np.minimum.reduce([truths(states, part, clause) for part in parts])  # type: ignore[no-any-return]
        case AnyHolds(parts):
            return np.maximum.reduce([truths(states, part, clause) for part in parts])  # type: ignore[no-any-return]
        case NotHolds(part):
            return (YES - truths(states, part, clause)).astype(np.int8)
        case IsKnown(field, state):
            return np.where(_known(states, field) == (state == "known"), np.int8(YES), np.int8(NO))
        case InTime(limit, AtField(start), AtField(stop)):
            return _in_time(states, limit, start, stop)
        case _:
            what = type(condition).__name__
            raise NotComputedError(f"{clause}: which items a figure is of is not worked out from a condition {what}")


def _known(states: States, field: str) -> NDArray[np.bool_]:
    columns = states.columns
    column = None if columns.items is None or columns.item is None else columns.items.columns.get(field)
    if field not in columns.by_row and columns.item is not None:
        if isinstance(column, Instants):
            return np.asarray(column.us != NAT)[columns.item]
        if isinstance(column, Numbers):
            return ~np.isnan(column.values)[columns.item]
        if isinstance(column, Integers):
            return ~column.missing[columns.item]
    known: NDArray[np.bool_] = columns.codes(field, {}) >= 0
    return known


def _in_time(states: States, limit: object, start: str, stop: str) -> Truths:
    """Return for each state whether its item was in time between two of its instants."""
    items = states.columns.items
    found = np.full(len(states.item), UNKNOWN, np.int8)
    if items is None:
        return found
    begin, end = (items.columns.get(field) for field in (start, stop))
    if not isinstance(begin, Instants) or not isinstance(end, Instants):
        return found
    calendar, within = limit.calendar, limit.within  # type: ignore[attr-defined]
    of_item = np.full(len(items), UNKNOWN, np.int8)
    for place in np.flatnonzero((begin.us != NAT) & (end.us != NAT)).tolist():
        first, last = (_EPOCH + timedelta(microseconds=int(column.us[place])) for column in (begin, end))
        if isinstance(within, WorkingTime):
            kept = calendar.elapsed(first, last) <= within.to_timedelta()
        else:
            kept = last <= calendar.due_at(first, within)
        of_item[place] = YES if kept else NO
    return of_item[states.item]
