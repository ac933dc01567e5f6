"""The items of a log that is all there is: one for each id in it, with its fields from its first or last event."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from contractkit.facts.cells import as_words, shown
from contractkit.facts.columns import MISSING, NAT, Coded, Column, Instants
from contractkit.facts.event_rows import EventRows
from contractkit.facts.fields import TypedField, read_field
from contractkit.facts.findings import Findings, Rows
from contractkit.facts.item_rows import ItemRows
from contractkit.facts.mapping import FactsMapping, FieldMapping
from contractkit.facts.ordering import gathered
from contractkit.facts.raw_columns import RawInstants, RawTable
from contractkit.facts.row_keys import key_of
from contractkit.facts.texts import Texts
from contractkit.records.clauses import Assumption
from contractkit.records.said import joined, said

__all__ = ["items_of_events"]

_Places = tuple[NDArray[np.signedinteger], NDArray[np.int32]]
"""Places of rows in a table, and the item of each."""

_OPENED = "opened_at"
_NONE_SO_FAR = np.iinfo(np.int64).max


def items_of_events(
    ids: Texts,
    first: NDArray[np.int64],
    table: RawTable,
    events: EventRows,
    mapping: FactsMapping,
    findings: Findings,
) -> ItemRows:
    """Return the items whose events stand in `table`.

    A field is taken from the last event of its item, or from the first where it holds what was at the opening. Of
    several events of that instant that no sequence orders, the smallest value counts, and a missing one is smallest:
    the order of the rows decides nothing. An opening is one thing for all rows of an item: where `opened_at` does not
    say which event it is of and the rows differ, the item is in doubt.

    Args:
        ids: The ids of the items.
        first: int64, the place of each item's first row.
        table: The raw table.
        events: Its events.
        mapping: Which column is what.
        findings: Where all goes that is odd.
    """
    columns: dict[str, Column] = {}
    varying: dict[str, int] = {}
    ends: dict[str, _Places] = {}
    for field in mapping.items.fields:
        if field.name == _OPENED and field.kind == "instant" and field.holds is None:
            item = _every(events, len(ids), first, len(table))
            columns[field.name] = _one_opening(field, item, len(ids), table, mapping, findings)
            continue
        holds = field.holds or "latest"
        if holds not in ends:
            ends[holds] = _end(events, len(ids), first, holds)
        places, item = ends[holds]
        typed = _read(field, places, item, table, mapping, findings)[0]
        columns[field.name] = typed.column.take(_smallest(typed, item))
        varying[field.name] = _varying(field, table, events)
    if varying:
        fields = tuple(field for field in mapping.items.fields if field.name in varying)
        findings.assumptions.append(_assumption(fields, varying))
    return ItemRows(ids, columns, table.numbers(first), table.file)


def _read(
    field: FieldMapping,
    places: NDArray[np.signedinteger] | None,
    item: NDArray[np.int32],
    table: RawTable,
    mapping: FactsMapping,
    findings: Findings,
) -> tuple[TypedField, Rows]:
    """Return a field of the rows at some places of the table (None: of all), and those rows; `item` is whose they are.

    What is odd is told of rows that are some item's.
    """
    columns = {} if field.column is None else {field.column: table.columns[field.column]}
    own = RawTable(table.file, table.rows, columns)
    if places is not None:
        own = Rows("items", own, np.zeros(len(table), np.int32)).take(places).table
    rows = Rows("items", own, item)
    typed = read_field(field, rows, mapping, findings)
    typed.report(findings, rows, item != MISSING, "items")
    return typed, rows


def _one_opening(
    field: FieldMapping,
    item: NDArray[np.int32],
    count: int,
    table: RawTable,
    mapping: FactsMapping,
    findings: Findings,
) -> Column:
    """Return the opening that all rows of an item say; of several the earliest, and the others put it in doubt.

    A row that leaves the opening empty says nothing against the others.
    """
    typed, rows = _read(field, None, item, table, mapping, findings)
    us = typed.column.us if isinstance(typed.column, Instants) else np.full(len(rows), NAT, dtype=np.int64)
    known = np.flatnonzero((us != NAT) & (item != MISSING))
    opening = _of_items(item[known], us[known], count, np.minimum)
    agrees = us[known] == opening[item[known]]
    if not agrees.all():
        agreeing, others = known[agrees], known[~agrees]
        row = np.full(len(opening), _NONE_SO_FAR, dtype=np.int64)
        np.minimum.at(row, item[agreeing], rows.table.numbers(agreeing))
        against = np.zeros(len(rows), dtype=np.bool_)
        against[others] = True
        pairs = zip(shown(typed.raw, others).words(), row[item[others]].tolist(), strict=True)
        values = Coded.from_words(
            [
                said("`{value}` is not the opening that row {number} says", value=value, number=number)
                for value, number in pairs
            ]
        )
        hint = "say `holds: at-opening` to take the first event's, or leave `opened_at` out: the first event opens"
        code = "opening-contradicted"
        says = "{value}, of the same item"
        findings.note(code, says, rows, against, values=values, where=field.where, hint=hint, doubt=code)
    return Instants(np.where(opening == _NONE_SO_FAR, NAT, opening))


def _lonely(events: EventRows, count: int) -> NDArray[np.int32]:
    """Return the items without an event that could be placed."""
    lonely = np.ones(count, dtype=np.bool_)
    lonely[events.item] = False
    return np.flatnonzero(lonely).astype(np.int32)


def _every(events: EventRows, count: int, first: NDArray[np.int64], rows: int) -> NDArray[np.int32]:
    """Return for each row of the table the item of which it is an event; of none, `MISSING`.

    An item without an event that could be placed has its first row.
    """
    item = np.full(rows, MISSING, dtype=np.int32)
    item[events.places] = events.item
    lonely = _lonely(events, count)
    item[first[lonely]] = lonely
    return item


def _end(events: EventRows, count: int, first: NDArray[np.int64], holds: str) -> _Places:
    """Return the places of the rows at one end of each item's events, and their items: more than one row in a tie.

    An item without an event that could be placed has its first row.
    """
    begins = np.flatnonzero(np.append(np.True_, events.item[1:] != events.item[:-1])[: len(events)])
    sizes = np.diff(np.append(begins, len(events)))
    last = holds == "latest"
    at = events.at[begins + (sizes - 1 if last else 0)]  # they stand in the order of item and time
    chosen = np.flatnonzero(events.at == np.repeat(at, sizes))
    item = events.item[chosen]
    if events.seq is not None:
        seq = events.seq[chosen]
        unordered = np.zeros(count, dtype=np.bool_)  # one event without a number, and the numbers order nothing
        unordered[item[seq == NAT]] = True
        number = _of_items(item, seq, count, np.maximum if last else np.minimum)
        kept = unordered[item] | (seq == number[item])
        chosen, item = chosen[kept], item[kept]
    lonely = _lonely(events, count)
    return np.concatenate((events.places[chosen], first[lonely])), np.concatenate((item, lonely))


def _of_items(item: NDArray[np.int32], values: NDArray[np.int64], count: int, extreme: np.ufunc) -> NDArray[np.int64]:
    start = np.iinfo(np.int64).min if extreme is np.maximum else np.iinfo(np.int64).max
    found = np.full(count, start, dtype=np.int64)
    extreme.at(found, item, values)
    return found


def _smallest(typed: TypedField, item: NDArray[np.int32]) -> NDArray[np.int64]:
    order = np.lexsort((key_of(typed.column), item))
    return order[np.unique(item[order], return_index=True)[1]]


def _varying(field: FieldMapping, table: RawTable, events: EventRows) -> int:
    """Return for how many items the events show more than one raw value of `field`."""
    if field.column is None:
        return 0
    column = table.columns[field.column]
    cells = gathered(column.us if isinstance(column, RawInstants) else as_words(column).codes, events.places)
    differs = np.flatnonzero((cells[1:] != cells[:-1]) & (events.item[1:] == events.item[:-1]))
    items = events.item[differs]  # in order
    return len(items) - int(np.count_nonzero(items[1:] == items[:-1]))


def _assumption(fields: tuple[FieldMapping, ...], varying: dict[str, int]) -> Assumption:
    parts = []
    for holds, which in (("latest", "last"), ("at-opening", "first")):
        names = [field.name for field in fields if (field.holds or "latest") == holds and field.column is not None]
        if names:
            parts.append(said(f"{{names}} from the {which} event of the item", names=", ".join(names)))
    changed = [said("{name} in {count}", name=name, count=count) for name, count in varying.items() if count]
    says: str = said("Fields of the items stand in the events: {parts}.", parts=joined("; ", parts) or said("none"))
    if changed:
        says += said(" They differ between events of one item: {changed} items.", changed=joined(", ", changed))
    return Assumption("item-fields-of-events", "last event", ("first event",), None, says)
