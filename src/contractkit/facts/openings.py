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
from contractkit.facts.sources import RawTable

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
    seq = np.zeros(len(about), dtype=np.int64) if events.seq is None else events.seq[about]
    order = np.lexsort((was.codes[about], seq, events.at[about], events.item[about]))
    rows = about[order]
    item, at, seq = events.item[rows], events.at[rows], seq[order]
    items, start = np.unique(item, return_index=True)
    codes = np.full(count, MISSING, dtype=np.int32)
    codes[items] = was.codes[rows[start]]
    second = np.append(start, len(rows))[:-1] + 1
    tied = second < np.append(start, len(rows))[1:]
    first, second = start[tied], second[tied]
    tied[tied] = (at[first] == at[second]) & ((seq[first] == seq[second]) | (seq[first] == NAT))
    stop = np.append(start, len(rows))[1:]
    for place, low, high in zip(items[tied].tolist(), start[tied].tolist(), stop[tied].tolist(), strict=True):
        codes[place] = _unbrought(rows[low:high][at[low:high] == at[low]], was, now)
    return Coded(codes, was.categories)


def _unbrought(rows: NDArray[np.int64], was: Coded, now: Coded) -> int:
    word = [*was.categories, None]
    brought = {now.categories[code] if code >= 0 else None for code in now.codes[rows].tolist()}
    old: list[int] = sorted(set(was.codes[rows].tolist()))
    return next((code for code in old if word[code] not in brought), old[0])


def opening_of_latest(field: str, latest: Coded, before: Coded, events: EventRows) -> Coded:
    """Return the opening value of `field` where the items' column holds the latest value and the log tells old values.

    An item whose log changes the field was before the first change what that says it was; one whose log never changes
    it was always what it is.
    """
    categories = tuple(sorted({*latest.categories, *before.categories}))
    codes = latest.recoded(categories).codes.copy()
    changed = np.unique(events.item[events.was[field].codes != UNMENTIONED])
    codes[changed] = before.recoded(categories).codes[changed]
    return Coded(codes, categories)


def settle_opening(field: str, said: Coded | None, before: Coded, items: ItemRows, findings: Findings) -> Coded:
    """Return the opening value of `field`: what the items' column says, and where it says nothing, what the log says.

    Where the two contradict each other, the item is in doubt.
    """
    if said is None:
        return before
    categories = tuple(sorted({*said.categories, *before.categories}))
    ours, theirs = said.recoded(categories).codes, before.recoded(categories).codes
    against = (ours >= 0) & (theirs >= 0) & (ours != theirs)
    table = RawTable(items.file, items.rows, {})
    rows = Rows("items", table, np.arange(len(items.rows), dtype=np.int32))
    says = f"`{field}` at the opening is not what the first change of it says it was before"
    findings.note("opening-contradicted", says, rows, against, doubt="opening-contradicted")
    return Coded(np.where(ours >= 0, ours, theirs), categories)
