"""From the rows of a table of events to the events: each at its instant, on its item, exact copies once, in order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.facts import cells
from contractkit.facts.columns import MISSING, NAT, UNMENTIONED, Coded, Instants
from contractkit.facts.fields import TypedField, read_field
from contractkit.facts.findings import Findings, Rows
from contractkit.facts.item_rows import named_rows, note_rows
from contractkit.facts.mapping import ChangeColumns, EventsMapping, FactsMapping, FieldMapping
from contractkit.facts.ordering import gathered, order_of
from contractkit.facts.other_changes import note_other_changes
from contractkit.facts.raw_columns import RawTable
from contractkit.facts.row_keys import extra_copies

__all__ = ["ROW_ORDER", "EventRows", "read_events"]

ROW_ORDER = "row-order"
"""The sequence of a table whose rows stand in the order in which things happened."""


@attrs.frozen
class EventRows:
    """The events that could be placed, in the order of item, then of time, then of the table.

    Attributes:
        places: int32 or int64, the place of each in the raw table.
        rows: int32 or int64, its row in the source.
        item: int32, the place of its item.
        at: int64, microseconds since the epoch, UTC.
        seq: int64, or None.
        values: For each field its words; `UNMENTIONED` where the event says nothing of it.
        was: For each field the word before the event, where the log says so; else empty.
        recorded_at: int64, when it was recorded; None where no column says so.
        file: The file, or None.
    """

    places: NDArray[np.signedinteger]
    rows: NDArray[np.signedinteger]
    item: NDArray[np.int32]
    at: NDArray[np.int64]
    seq: NDArray[np.int64] | None
    values: Mapping[str, Coded]
    was: Mapping[str, Coded]
    recorded_at: NDArray[np.int64] | None
    file: str | None

    def __len__(self) -> int:
        """Return the number of events."""
        return len(self.at)


def read_events(table: RawTable, events: EventsMapping, mapping: FactsMapping, findings: Findings) -> EventRows:
    """Return the events of `table`.

    Columns are let go as soon as their ordered copies are made, so that no more than one of them stands there twice.

    Args:
        table: The raw table, whose rows name their items by places.
        events: Which column is what in this table.
        mapping: The mapping as a whole.
        findings: Where all goes that is set aside.
    """
    read = _read(table, events, mapping, findings)
    numbers = RawTable(table.file, table.rows, {})
    del table
    places = _placed(read.item, read.at, read.kept)
    item, read.item = gathered(read.item, places), _LET_GO
    at, read.at = gathered(read.at, places), _LET_GO
    keys: list[NDArray[Any]] = [] if read.seq is None or events.sequence == ROW_ORDER else [read.seq]
    keys += [] if read.recorded_at is None else [read.recorded_at]
    keys += [column.codes for column in (*read.values.values(), *read.was.values())]
    # Of rows in order, the last copy is the one after which nothing else held.
    copies = _copies(item, at, places, keys, "last" if events.sequence == ROW_ORDER else "first")
    del keys
    if len(copies):
        left = np.sort(places[copies])
        some = RawTable(numbers.file, numbers.numbers(left), {})
        rows = Rows("events", some, item[copies][np.argsort(places[copies])])
        says = "the event is the same as another one, and counts once"
        findings.note("exact-duplicate-event", says, rows, np.ones(len(left), np.bool_), weight="listed")
        read.kept[left] = False
        places, item, at = (np.delete(rows_, copies) for rows_ in (places, item, at))
    if read.repeated is not None:
        read.repeated[0].report_repeated(findings, read.repeated[1], read.kept)
    return EventRows(
        places,
        numbers.numbers(places),
        item,
        at,
        None if read.seq is None else gathered(read.seq, places),
        _ordered(read.values, places),
        _ordered(read.was, places),
        None if read.recorded_at is None else gathered(read.recorded_at, places),
        numbers.file,
    )


_LET_GO: Any = np.zeros(0, np.int64)


@attrs.define
class _Read:
    """The columns of a table as they stand there, and which rows are events that can be placed.

    Attributes:
        repeated: The instants, where some of them were twice, and their rows.
    """

    item: NDArray[np.int32]
    at: NDArray[np.int64]
    kept: NDArray[np.bool_]
    seq: NDArray[np.int64] | None
    values: dict[str, Coded]
    was: dict[str, Coded]
    recorded_at: NDArray[np.int64] | None
    repeated: tuple[TypedField, Rows] | None


def _read(table: RawTable, events: EventsMapping, mapping: FactsMapping, findings: Findings) -> _Read:
    rows = named_rows("events", table, events.item)
    kept = note_rows(rows, events.item, mapping, findings)
    unknown = kept & (rows.item == MISSING)
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
    recorded = _recorded(rows, kept, mapping, events, findings)
    return _Read(rows.item, us, kept, seq, values, was, recorded, (at, rows) if at.repeated.any() else None)


def _ordered(columns: dict[str, Coded], places: NDArray[np.signedinteger]) -> dict[str, Coded]:
    """Return the columns at some places; each of them is let go."""
    ordered: dict[str, Coded] = {}
    for name in tuple(columns):
        column = columns.pop(name)
        ordered[name] = Coded(gathered(column.codes, places), column.categories)
    return ordered


def _placed(item: NDArray[np.int32], us: NDArray[np.int64], kept: NDArray[np.bool_]) -> NDArray[np.signedinteger]:
    """Return the places of the rows that are kept, in the order of item and time."""
    whole = bool(kept.all())
    places = np.flatnonzero(kept) if not whole else None
    order = order_of(item if places is None else item[places], us if places is None else us[places])
    placed = order if places is None else places.take(order)
    return placed.astype(np.int32) if len(kept) < 1 << 31 else placed


def _copies(
    item: NDArray[np.int32],
    at: NDArray[np.int64],
    places: NDArray[np.signedinteger],
    keys: list[NDArray[Any]],
    kept: Literal["first", "last"],
) -> NDArray[np.intp]:
    """Return which rows are copies of another one, as places in rows that stand in the order of item and time.

    Args:
        item: The item of each row.
        at: Its instant.
        places: Its place in `keys`.
        keys: What else must be equal.
        kept: Which one of equal rows is no copy.
    """
    again = item[1:] == item[:-1]
    again &= at[1:] == at[:-1]
    if not again.any():
        return np.zeros(0, np.intp)
    tied = np.append(again, np.False_)
    tied[1:] |= again
    rows = np.flatnonzero(tied)
    begins = np.append(np.True_, ~again[rows[1:] - 1])
    return rows[extra_copies([np.cumsum(begins), *(key[places[rows]] for key in keys)], kept)]


def _recorded(
    rows: Rows, kept: NDArray[np.bool_], mapping: FactsMapping, events: EventsMapping, findings: Findings
) -> NDArray[np.int64] | None:
    """Return when each event was recorded; what cannot be read of it is listed, and casts no doubt."""
    if events.recorded_at is None:
        return None
    typed = read_field(events.recorded_at, rows, mapping, findings)
    typed.report(findings, rows, kept, "nothing")
    return typed.column.us if isinstance(typed.column, Instants) else None


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
    note_other_changes(changed, events.fields, change.field, rows, kept & ~ours, findings)
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
    if field.kind == "text":
        return cells.words_where(rows.table.columns[column], about, field.values, mapping.missing), kept
    places = np.flatnonzero(about)
    only = RawTable(rows.table.file, rows.table.rows, {column: rows.table.columns[column]})
    some = Rows(rows.step, only, rows.item).take(places)
    typed = read_field(attrs.evolve(field, column=column), some, mapping, findings)
    typed.report(findings, some, kept[places], "items")
    words = typed.column if isinstance(typed.column, Coded) else Coded.constant(None, len(places))
    codes = np.full(len(rows), UNMENTIONED, dtype=np.int32)
    codes[places] = words.codes
    kept = kept.copy()
    kept[places[typed.bad]] = False
    return Coded(codes, words.categories), kept
