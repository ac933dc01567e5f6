"""From the rows of a table of items to the items: one row for each id."""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.facts import cells
from contractkit.facts.columns import MISSING, Coded, Column
from contractkit.facts.fields import TypedField, read_field
from contractkit.facts.findings import Findings, Rows
from contractkit.facts.item_ids import ItemIds
from contractkit.facts.mapping import FactsMapping
from contractkit.facts.raw_columns import RawColumn, RawItems, RawTable
from contractkit.facts.row_keys import key_of
from contractkit.facts.texts import Texts
from contractkit.records.said import said

__all__ = ["ItemRows", "named_rows", "note_rows", "read_items"]


@attrs.frozen
class ItemRows:
    """The items as far as their table knows them.

    Attributes:
        ids: The ids, in the order in which they first stand in the table.
        columns: The fields by name.
        rows: int32 or int64, the row of each item.
        file: The file, or None.
    """

    ids: Texts
    columns: dict[str, Column]
    rows: NDArray[np.int64]
    file: str | None


def read_items(table: RawTable, ids: ItemIds, mapping: FactsMapping, findings: Findings) -> ItemRows:
    """Return the items of `table`, whose ids are `ids`; rows of one id with other content put the item in doubt."""
    rows = Rows("items", table, ids.item)
    note_rows(rows, mapping.items.id, mapping, findings)
    typed = {field.name: read_field(field, rows, mapping, findings) for field in mapping.items.fields}
    fine = np.ones(len(rows), dtype=np.bool_)
    if not ids.in_step:
        fine = _without_copies(typed, ids.first, rows, table.columns[mapping.items.id], findings)
    for field in typed.values():
        field.report(findings, rows, fine, "items")
    if ids.in_step:
        return ItemRows(ids.names, {name: field.column for name, field in typed.items()}, table.numbers(), table.file)
    columns = {name: field.column.take(ids.first) for name, field in typed.items()}
    return ItemRows(ids.names, columns, table.numbers(ids.first), table.file)


def named_rows(step: str, table: RawTable, column: str) -> Rows:
    """Return the rows of a table whose `column` names items by their places."""
    named = table.columns[column]
    return Rows(step, table, named.item if isinstance(named, RawItems) else np.zeros(0, np.int32))


def note_rows(rows: Rows, column: str, mapping: FactsMapping, findings: Findings) -> NDArray[np.bool_]:
    """Note the rows that hold nothing, name no item, or are ragged, and return which rows are none of these.

    Args:
        rows: The rows.
        column: The column that names their items.
        mapping: The mapping as a whole.
        findings: Where the notes go.
    """
    named = rows.table.columns[column]
    nobody = rows.item == MISSING
    if isinstance(named, RawItems):  # an item that is not known is somebody
        nobody = np.zeros(len(rows), dtype=np.bool_)
        nobody[named.nobody] = True
    ragged = np.zeros(len(rows), dtype=np.bool_)
    ragged[rows.table.ragged] = True
    empty = nobody.copy()
    for name, cell in rows.table.columns.items():
        if name != column and empty.any():
            empty &= cells.words(cell, {}, mapping.missing).codes == MISSING
    hint = "does a cell hold a delimiter without quotation marks around the cell?"
    says = "the row has more or fewer cells than the header"
    findings.note("ragged-row", says, rows, ragged, hint=hint, doubt="ragged-row")
    says = "the row names no item, and is left out"
    findings.note("blank-id", says, rows, nobody & ~empty & ~ragged)
    findings.note("blank-row", "the row is empty", rows, empty & ~ragged, weight="remark")
    blank = RawTable(rows.table.file, rows.table.blank, {})
    lines = Rows(rows.step, blank, np.full(len(blank), MISSING, dtype=np.int32))
    findings.note("blank-row", "the row is empty", lines, np.ones(len(blank), dtype=np.bool_), weight="remark")
    return np.asarray(~(ragged | nobody))


def _without_copies(
    typed: dict[str, TypedField], first: NDArray[np.int64], rows: Rows, ids: RawColumn, findings: Findings
) -> NDArray[np.bool_]:
    """Note the rows whose id stood before, and return which rows are no exact copies."""
    again = rows.item != MISSING
    again[first] = False
    places = np.flatnonzero(again)
    same = np.ones(len(places), dtype=np.bool_)
    for field in typed.values():
        key = key_of(field.column)
        same &= key[places] == key[first[rows.item[places]]]
    copies, others = again.copy(), again.copy()
    copies[places[~same]] = False
    others[places[same]] = False
    says = "the row is the same as an earlier one, and counts once"
    findings.note("exact-duplicate-item", says, rows, copies, weight="listed")
    says = "{value} too, with other content"
    against = np.flatnonzero(others)
    earlier = rows.table.numbers(first[rows.item[against]]).tolist()
    pairs = zip(cells.shown(ids, against).words(), earlier, strict=True)
    values = Coded.from_words([said("`{name}` stands in row {row}", name=name, row=row) for name, row in pairs])
    findings.note("duplicate-id", says, rows, others, values=values, doubt="duplicate-id")
    return np.asarray(~copies)
