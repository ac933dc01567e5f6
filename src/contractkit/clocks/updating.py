"""What has to happen again and again: each time that it does ends a cycle and begins the next at the same instant."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.kinds import column_of
from contractkit.clocks.life import Life
from contractkit.clocks.limits import NONE
from contractkit.clocks.meaning import Kind
from contractkit.clocks.reading import Reading
from contractkit.clocks.truth import YES
from contractkit.facts import NAT
from contractkit.terms.targets import AtField, Happens, WhenState

__all__ = ["updates"]

Places = NDArray[np.int32]
Rows = NDArray[np.intp]
Flags = NDArray[np.bool_]


def updates(reading: Reading, life: Life, limit: Places) -> tuple[Places, Flags]:
    """Cut the rows of clocks at each update, and return their limits, and which rows end a cycle by one.

    An update is nothing before the start, in the very instant at which a cycle begins, and from the stop on up to the
    reopening, its instant included, or while the clock is reset. In the instant of the stop it ends the last cycle, and
    no other begins before a reopening; a reset of a stop that is a state forgets that cycle all the same.

    Source: docs/decisions/0115-cycles.md, part C.
    """
    limit = _with_columns(reading, life, limit)
    target = reading.limits.target[limit]
    happens = np.zeros(len(life.row), np.bool_)
    for place, one in enumerate(reading.line.targets):
        if one.again is not None:
            happens |= (target == place) & _happens(reading, life, one.again)
    begins = life.begins.copy()
    begins[1:] |= (life.kind[:-1] == Kind.RESET) & (life.item[1:] == life.item[:-1])
    if life.anew is not None:
        begins |= life.anew
    applies = limit != NONE  # a cycle begins where a target first applies
    nth = np.cumsum(applies)
    first, part = np.flatnonzero(begins), np.cumsum(begins) - 1
    begins |= applies & (nth - (nth - applies)[first][part] == 1)
    ends = happens & (life.kind == Kind.STOPPED) & ~begins
    cut = happens & (life.kind <= Kind.PAUSED) & ~begins
    cut[1:] &= life.kind[:-1] != Kind.STOPPED  # until the reopening the clock was stopped
    cuts = np.flatnonzero(cut)
    copies = np.ones(len(life.row), np.intp)
    copies[cuts] = 2
    places = np.repeat(np.arange(len(copies)), copies)
    second = np.cumsum(copies)[cuts] - 1
    life.keep(places)
    life.kind = life.kind.copy()
    life.kind[second - 1] = Kind.STOPPED
    life.begins[second] = True
    life.begins[second - 1] = False
    if life.unsure is not None:
        life.unsure[second - 1] = False
    if life.anew is not None:
        life.anew[second] = False
    ends = ends[places]
    ended = ends[:-1] & (life.item[1:] == life.item[:-1])  # a finished cycle is not reopened
    if not isinstance(reading.line.measure.stops, Happens):
        ended &= life.kind[1:] != Kind.RESET
    after = np.flatnonzero(ended) + 1
    life.begins[after] = True
    if life.anew is not None:
        life.anew[after] = False
    ends[second - 1] = True
    return limit[places], ends


def _happens(reading: Reading, life: Life, again: AtField | WhenState | Happens) -> Flags:
    """Return the rows of clocks at whose instant something happens."""
    match again:
        case AtField():
            column = column_of(again, reading.history)
            return np.zeros(len(life.row), np.bool_) if column is None else life.at == column[life.item]
        case Happens(field, values):
            flags = np.zeros(len(reading.row), np.bool_)
            flags[np.searchsorted(reading.row, reading.history.saying(field, values))] = True
        case WhenState(condition):
            place = reading.rules.again.index(condition)
            holds = reading.tables.again[place][reading.meaning] == YES
            flags = holds.copy()
            flags[1:] &= ~holds[:-1]
            flags[reading.steps.first] = False
    # a row that was cut at the start stands later than where it comes from: what happened then was before the start
    happens: Flags = flags[life.row] & (life.at == reading.steps.at[life.row])
    return happens


def _with_columns(reading: Reading, life: Life, limit: Places) -> Places:
    """Cut the rows at the instants in columns that are updates; return the limits of the rows."""
    for again in dict.fromkeys(one.again for one in reading.line.targets if isinstance(one.again, AtField)):
        column = column_of(again, reading.history)
        if column is None:
            continue
        at = column[life.item]
        until = np.append(life.at[1:], 0)[: len(life.at)]
        last = np.append(life.item[1:] != life.item[:-1], True)[: len(life.at)]
        until[last] = (life.end + ~life.cancelled)[life.item[last]]
        cut = (at != NAT) & (life.at < at) & (at < until) & (life.kind <= Kind.PAUSED)
        copies = 1 + cut.astype(np.intp)
        second = np.cumsum(copies)[cut] - 1
        instants = at[cut]
        life.keep(np.repeat(np.arange(len(copies)), copies))
        life.at[second] = instants
        life.begins[second] = False
        if life.anew is not None:
            life.anew[second] = False
        limit = np.repeat(limit, copies)
    return limit
