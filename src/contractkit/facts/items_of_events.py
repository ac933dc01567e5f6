"""The items of a log that is all there is: one for each id in it, with its fields from its first or last event."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from contractkit.facts.cells import as_words, shown
from contractkit.facts.columns import NAT, Coded, Column, Instants
from contractkit.facts.event_rows import EventRows
from contractkit.facts.fields import TypedField, read_field
from contractkit.facts.findings import Findings, Rows
from contractkit.facts.item_rows import ItemRows
from contractkit.facts.mapping import FactsMapping, FieldMapping
from contractkit.facts.row_keys import key_of
from contractkit.facts.sources import RawInstants, RawTable
from contractkit.facts.texts import Texts
from contractkit.records.clauses import Assumption

__all__ = ["items_of_events"]

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
    ends = {"latest": _end(events, len(ids), first, last=1), "at-opening": _end(events, len(ids), first, last=-1)}
    every = (events.places, events.item)
    for field in mapping.items.fields:
        if field.name == _OPENED and field.kind == "instant" and field.holds is None:
            columns[field.name] = _one_opening(field, _with_lonely(*every, len(ids), first), table, mapping, findings)
            continue
        places, item = ends[field.holds or "latest"]
        typed = _read(field, places, item, table, mapping, findings)[0]
        columns[field.name] = typed.column.take(_smallest(typed, item))
        varying[field.name] = _varying(field, table, events, len(ids))
    if varying:
        fields = tuple(field for field in mapping.items.fields if field.name in varying)
        findings.assumptions.append(_assumption(fields, varying))
    return ItemRows(ids, columns, table.numbers(first), table.file)


def _read(
    field: FieldMapping,
    places: NDArray[np.int64],
    item: NDArray[np.int32],
    table: RawTable,
    mapping: FactsMapping,
    findings: Findings,
) -> tuple[TypedField, Rows]:
    rows = Rows("items", table, np.zeros(len(table), np.int32)).take(places)
    rows = Rows("items", rows.table, item)
    typed = read_field(field, rows, mapping, findings)
    typed.report(findings, rows, np.ones(len(rows), dtype=np.bool_), "items")
    return typed, rows


def _one_opening(
    field: FieldMapping,
    where: tuple[NDArray[np.int64], NDArray[np.int32]],
    table: RawTable,
    mapping: FactsMapping,
    findings: Findings,
) -> Column:
    """Return the opening that all rows of an item say; of several the earliest, and the others put it in doubt.

    A row that leaves the opening empty says nothing against the others.
    """
    places, item = where
    typed, rows = _read(field, places, item, table, mapping, findings)
    us = typed.column.us if isinstance(typed.column, Instants) else np.full(len(rows), NAT, dtype=np.int64)
    said = np.flatnonzero(us != NAT)
    opening = _of_items(item[said], us[said], int(item.max(initial=-1)) + 1, np.minimum)
    against = (us != NAT) & (us != opening[item])
    if against.any():
        agreeing = said[us[said] == opening[item[said]]]
        row = np.full(len(opening), _NONE_SO_FAR, dtype=np.int64)
        np.minimum.at(row, item[agreeing], rows.table.numbers(agreeing))
        others = np.flatnonzero(against)
        pairs = zip(shown(typed.raw, others).words(), row[item[others]].tolist(), strict=True)
        values = Coded.from_words([f"`{value}` is not the opening that row {number} says" for value, number in pairs])
        hint = "say `holds: at-opening` to take the first event's, or leave `opened_at` out: the first event opens"
        code = "opening-contradicted"
        says = "{value}, of the same item"
        findings.note(code, says, rows, against, values=values, where=field.where, hint=hint, doubt=code)
    return Instants(np.where(opening == _NONE_SO_FAR, NAT, opening))


def _with_lonely(
    places: NDArray[np.int64], item: NDArray[np.int32], count: int, first: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return places and their items, and with them the first row of each item that has none among them."""
    lonely = np.ones(count, dtype=np.bool_)
    lonely[item] = False
    items = np.flatnonzero(lonely).astype(np.int32)
    return np.concatenate((places, first[items])), np.concatenate((item, items))


def _end(
    events: EventRows, count: int, first: NDArray[np.int64], last: int
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return the places of the rows at one end of each item's events, and their items: more than one row in a tie.

    An item without an event that could be placed has its first row.
    """
    seq = np.zeros(len(events), dtype=np.int64) if events.seq is None else events.seq
    extreme = np.maximum if last > 0 else np.minimum
    at = _of_items(events.item, events.at, count, extreme)
    chosen = events.at == at[events.item]
    if events.seq is not None:
        unordered = np.zeros(count, dtype=np.bool_)  # one event without a number, and the numbers order nothing
        unordered[events.item[chosen & (seq == NAT)]] = True
        number = _of_items(events.item[chosen], seq[chosen], count, extreme)
        chosen &= unordered[events.item] | (seq == number[events.item])
    return _with_lonely(events.places[chosen], events.item[chosen], count, first)


def _of_items(item: NDArray[np.int32], values: NDArray[np.int64], count: int, extreme: np.ufunc) -> NDArray[np.int64]:
    start = np.iinfo(np.int64).min if extreme is np.maximum else np.iinfo(np.int64).max
    found = np.full(count, start, dtype=np.int64)
    extreme.at(found, item, values)
    return found


def _smallest(typed: TypedField, item: NDArray[np.int32]) -> NDArray[np.int64]:
    order = np.lexsort((key_of(typed.column), item))
    return order[np.unique(item[order], return_index=True)[1]]


def _varying(field: FieldMapping, table: RawTable, events: EventRows, count: int) -> int:
    """Return for how many items the events show more than one raw value of `field`."""
    if field.column is None:
        return 0
    column = table.columns[field.column]
    cells = column.us if isinstance(column, RawInstants) else as_words(column).codes.astype(np.int64)
    cells = cells[events.places]
    low = _of_items(events.item, cells, count, np.minimum)
    high = _of_items(events.item, cells, count, np.maximum)
    known = np.zeros(count, dtype=np.bool_)
    known[events.item] = True
    return int((known & (low != high)).sum())


def _assumption(fields: tuple[FieldMapping, ...], varying: dict[str, int]) -> Assumption:
    parts = []
    for holds, which in (("latest", "last"), ("at-opening", "first")):
        names = [field.name for field in fields if (field.holds or "latest") == holds and field.column is not None]
        if names:
            parts.append(f"{', '.join(names)} from the {which} event of the item")
    changed = [f"{name} in {count}" for name, count in varying.items() if count]
    says = f"Fields of the items stand in the events: {'; '.join(parts) or 'none'}."
    if changed:
        says += f" They differ between events of one item: {', '.join(changed)} items."
    return Assumption("item-fields-of-events", "last event", ("first event",), None, says)
