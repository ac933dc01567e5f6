"""From the rows of a table of events to the events: each at its instant, on its item, exact copies once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.facts import cells
from contractkit.facts.columns import MISSING, NAT, UNMENTIONED, Coded, Instants
from contractkit.facts.fields import read_field
from contractkit.facts.findings import Findings, Rows
from contractkit.facts.item_rows import note_rows
from contractkit.facts.mapping import ChangeColumns, EventsMapping, FactsMapping, FieldMapping
from contractkit.facts.row_keys import extra_copies
from contractkit.facts.sources import RawTable

__all__ = ["ROW_ORDER", "EventRows", "read_events"]

ROW_ORDER = "row-order"
"""The sequence of a table whose rows stand in the order in which things happened."""


@attrs.frozen
class EventRows:
    """The events that could be placed.

    Attributes:
        places: int64, the place of each in the raw table.
        item: int32, the place of its item.
        at: int64, microseconds since the epoch, UTC.
        seq: int64, or None.
        values: For each field its words; `UNMENTIONED` where the event says nothing of it.
        was: For each field the word before the event, where the log says so; else empty.
        table: The raw table.
    """

    places: NDArray[np.int64]
    item: NDArray[np.int32]
    at: NDArray[np.int64]
    seq: NDArray[np.int64] | None
    values: Mapping[str, Coded]
    was: Mapping[str, Coded]
    table: RawTable

    def __len__(self) -> int:
        """Return the number of events."""
        return len(self.at)


def read_events(
    table: RawTable,
    item: NDArray[np.int32],
    ids: Coded,
    events: EventsMapping,
    mapping: FactsMapping,
    findings: Findings,
) -> EventRows:
    """Return the events of `table`.

    Args:
        table: The raw table.
        item: int32, for each row the place of its item; -1 where the item is not known.
        ids: For each row the id of its item.
        events: Which column is what in this table.
        mapping: The mapping as a whole.
        findings: Where all goes that is set aside.
    """
    rows = Rows("events", table, item)
    kept = note_rows(rows, ids, mapping, findings)
    unknown = kept & (item == MISSING)
    says = "the event is of item `{value}`, which is not among the items, and is left out"
    findings.note("event-of-unknown-item", says, rows, unknown, raw=table.columns[events.item])
    kept &= ~unknown
    at = read_field(events.at, rows, mapping, findings)
    us = at.column.us if isinstance(at.column, Instants) else np.zeros(0, np.int64)
    at.report(findings, rows, kept & ~at.repeated, "items")
    nowhere = kept & (us == NAT) & ~at.bad & ~at.skipped
    says = "the event has no time, and is left out"
    findings.note("event-without-time", says, rows, nowhere, where=events.at.where, doubt="event-without-time")
    kept &= us != NAT
    seq, kept = _sequence(rows, kept, mapping, events, findings)
    values, was, kept = _values(rows, kept, mapping, events, findings)
    places = np.flatnonzero(kept)
    keys: list[NDArray[Any]] = [item[places], us[places]]
    keys += [] if seq is None or events.sequence == ROW_ORDER else [seq[places]]
    keys += [column.codes[places] for column in (*values.values(), *was.values())]
    # Of rows in order, the last copy is the one after which nothing else held.
    copies = extra_copies(keys, "last" if events.sequence == ROW_ORDER else "first")
    says = "the event is the same as another one, and counts once"
    left = np.zeros(len(rows), dtype=np.bool_)
    left[places[copies]] = True
    findings.note("exact-duplicate-event", says, rows, left, weight="listed")
    kept &= ~left
    at.report_repeated(findings, rows, kept)
    places = places[~copies]
    return EventRows(
        places,
        item[places],
        us[places],
        None if seq is None else seq[places],
        {name: column.take(places) for name, column in values.items()},
        {name: column.take(places) for name, column in was.items()},
        table,
    )


def _sequence(
    rows: Rows, kept: NDArray[np.bool_], mapping: FactsMapping, events: EventsMapping, findings: Findings
) -> tuple[NDArray[np.int64] | None, NDArray[np.bool_]]:
    if events.sequence is None:
        return None, kept
    if events.sequence == ROW_ORDER:
        return np.arange(len(rows), dtype=np.int64), kept
    raw = rows.table.columns[events.sequence]
    seq, bad = cells.whole_numbers(raw, mapping.missing)
    says = "`{value}` is not a whole number"
    where = "events > sequence"
    findings.note("bad-value", says, rows, bad & kept, raw=raw, where=where, doubt="bad-value")
    return seq, kept & ~bad


def _values(
    rows: Rows, kept: NDArray[np.bool_], mapping: FactsMapping, events: EventsMapping, findings: Findings
) -> tuple[dict[str, Coded], dict[str, Coded], NDArray[np.bool_]]:
    if events.change is not None:
        return _changes(rows, kept, mapping, events, events.change, findings)
    values = {}
    for field in events.fields:
        typed = read_field(field, rows, mapping, findings)
        typed.report(findings, rows, kept, "items")
        kept = kept & ~typed.bad
        if isinstance(typed.column, Coded):
            values[field.name] = typed.column
    return values, {}, kept


def _changes(
    rows: Rows,
    kept: NDArray[np.bool_],
    mapping: FactsMapping,
    events: EventsMapping,
    change: ChangeColumns,
    findings: Findings,
) -> tuple[dict[str, Coded], dict[str, Coded], NDArray[np.bool_]]:
    changed = cells.words(rows.table.columns[change.field], {}, mapping.missing)
    values: dict[str, Coded] = {}
    was: dict[str, Coded] = {}
    ours = np.zeros(len(rows), dtype=np.bool_)
    for field in events.fields:
        code = changed.code_of(field.column or "")
        about = changed.codes == code if code is not None else np.zeros(len(rows), dtype=np.bool_)
        ours |= about
        for column, words in ((change.value, values), (change.was, was)):
            if column is not None:
                words[field.name], kept = _change(field, column, about, rows, kept, mapping, findings)
    says = "the change is of a field that is not mapped"
    findings.note("change-of-other-field", says, rows, kept & ~ours, weight="remark")
    return values, was, kept & ours


def _change(
    field: FieldMapping,
    column: str,
    about: NDArray[np.bool_],
    rows: Rows,
    kept: NDArray[np.bool_],
    mapping: FactsMapping,
    findings: Findings,
) -> tuple[Coded, NDArray[np.bool_]]:
    places = np.flatnonzero(about)
    some = rows.take(places)
    typed = read_field(attrs.evolve(field, column=column), some, mapping, findings)
    typed.report(findings, some, kept[places], "items")
    words = typed.column if isinstance(typed.column, Coded) else Coded.constant(None, len(places))
    codes = np.full(len(rows), UNMENTIONED, dtype=np.int32)
    codes[places] = words.codes
    kept = kept.copy()
    kept[places[typed.bad]] = False
    return Coded(codes, words.categories), kept
