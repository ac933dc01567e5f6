"""What an item was before its first event, where the log says so, and what its own columns say of events."""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.facts.columns import MISSING, NAT, UNMENTIONED, Coded, Instants
from contractkit.facts.event_rows import EventRows
from contractkit.facts.findings import Findings, Rows
from contractkit.facts.item_rows import ItemRows
from contractkit.facts.mapping import Becomes
from contractkit.facts.raw_columns import RawTable
from contractkit.records.said import said

__all__ = ["MadeEvent", "first_words_before", "made_events", "opening_of_latest", "settle_opening"]


@attrs.frozen
class MadeEvent:
    """Events that a column of the items tells: `field` becomes `value`."""

    field: str
    value: str
    item: NDArray[np.int32]
    at: NDArray[np.int64]


def made_events(rules: tuple[Becomes, ...], items: ItemRows, alone: NDArray[np.bool_]) -> list[MadeEvent]:
    """Return the events that the rules make for the items in `alone`, those that have no events of their own."""
    made = []
    for rule in rules:
        column = items.columns[rule.at]
        us = column.us if isinstance(column, Instants) else np.full(len(alone), NAT, dtype=np.int64)
        item = np.flatnonzero(alone & (us != NAT)).astype(np.int32)
        made.append(MadeEvent(rule.field, rule.value, item, us[item]))
    return made


def first_words_before(events: EventRows, field: str, count: int) -> Coded:
    """Return for each item the word of `field` before its first event, as the log's column of old values says.

    Of several first events at one instant that no sequence orders, the one counts whose old value none of the others
    brings about; where that leaves more than one, the smallest.
    """
    was, now = events.was[field], events.values[field]
    about = np.flatnonzero(was.codes != UNMENTIONED)
    codes = np.full(count, MISSING, dtype=np.int32)
    if not len(about):
        return Coded(codes, was.categories)
    item = events.item.take(about)
    start = np.concatenate(([0], np.flatnonzero(item[1:] != item[:-1]) + 1))  # they stand in the order of item and time
    first = about[start]
    codes[item[start]] = was.codes[first]
    second = about[np.minimum(start + 1, len(about) - 1)]
    same = (second != first) & (events.item[second] == item[start]) & (events.at[second] == events.at[first])
    tied = np.flatnonzero(same)
    if len(tied):
        at = np.full(count, NAT, dtype=np.int64)
        at[item[start[tied]]] = events.at[first[tied]]
        rows = about[at[item] != NAT]
        rows = rows[events.at[rows] == at[events.item[rows]]]
        group = np.cumsum(np.append(np.False_, events.item[rows[1:]] != events.item[rows[:-1]]))
        codes[item[start[tied]]] = _first_of_instants(rows, group, was, now, events.seq)
    return Coded(codes, was.categories)


def _first_of_instants(
    rows: NDArray[np.int64], group: NDArray[np.int64], was: Coded, now: Coded, seq: NDArray[np.int64] | None
) -> NDArray[np.int64]:
    """Return the code of the word before each of some instants with more than one row, as `first_words_before` says."""
    begins = np.flatnonzero(np.append(np.True_, group[1:] != group[:-1]))
    old = was.codes[rows].astype(np.int64) + 1
    words = {None: 0} | {word: place for place, word in enumerate(was.categories, 1)}
    of_now = np.array([*(words.get(word, -1) for word in now.categories), 0])  # the last: a missing word
    brought = of_now[np.maximum(now.codes[rows], MISSING)]
    width = len(words)
    known = brought >= 0
    later = np.isin(group * width + old, group[known] * width + brought[known])
    found = np.minimum.reduceat(old + later * width, begins) % width
    if seq is None:
        return found - 1
    order = np.lexsort((old, seq[rows], group))
    first, second = order[begins], order[begins + 1]
    numbered = (seq[rows[first]] != seq[rows[second]]) & (seq[rows[first]] != NAT)
    return np.where(numbered, old[first], found) - 1


def opening_of_latest(field: str, latest: Coded, before: Coded, events: EventRows) -> Coded:
    """Return the opening value of `field` where the items' column holds the latest value and the log tells old values.

    An item whose log changes the field was before the first change what that says it was; one whose log never changes
    it was always what it is.
    """
    categories = tuple(sorted({*latest.categories, *before.categories}))
    codes = latest.recoded(categories).codes
    changed = np.zeros(len(codes), dtype=np.bool_)
    changed[events.item[events.was[field].codes != UNMENTIONED]] = True
    return Coded(np.where(changed, before.recoded(categories).codes, codes), categories)


def settle_opening(field: str, told: Coded | None, before: Coded, items: ItemRows, findings: Findings) -> Coded:
    """Return the opening value of `field`: what the items' column says, and where it says nothing, what the log says.

    Where the two contradict each other, the item is in doubt.
    """
    if told is None:
        return before
    categories = tuple(sorted({*told.categories, *before.categories}))
    ours, theirs = told.recoded(categories).codes, before.recoded(categories).codes
    against = (ours >= 0) & (theirs >= 0) & (ours != theirs)
    table = RawTable(items.file, items.rows, {})
    rows = Rows("items", table, np.arange(len(items.rows), dtype=np.int32))
    says = said("`{field}` at the opening is not what the first change of it says it was before", field=field)
    findings.note("opening-contradicted", says, rows, against, doubt="opening-contradicted")
    return Coded(np.where(ours >= 0, ours, theirs), categories)
