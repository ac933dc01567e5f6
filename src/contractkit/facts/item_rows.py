"""From the rows of a table of items to the items: one row for each id."""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.facts import cells
from contractkit.facts.columns import MISSING, Coded, Column
from contractkit.facts.fields import TypedField, read_field
from contractkit.facts.findings import Findings, Rows
from contractkit.facts.mapping import FactsMapping
from contractkit.facts.row_keys import by_first_appearance, key_of
from contractkit.facts.sources import RawColumn, RawTable

__all__ = ["ItemRows", "note_rows", "read_items"]


@attrs.frozen
class ItemRows:
    """The items as far as their table knows them.

    Attributes:
        ids: The ids, in the order in which they first stand in the table.
        columns: The fields by name.
        rows: int64, the row of each item.
        file: The file, or None.
    """

    ids: tuple[str, ...]
    columns: dict[str, Column]
    rows: NDArray[np.int64]
    file: str | None


def read_items(table: RawTable, mapping: FactsMapping, findings: Findings) -> ItemRows:
    """Return the items of `table`; rows of one id with other content put the item in doubt."""
    ids = cells.words(table.columns[mapping.items.id], {}, mapping.missing)
    first, item = by_first_appearance(ids.codes)
    rows = Rows("items", table, item)
    note_rows(rows, ids, mapping, findings)
    typed = {field.name: read_field(field, rows, mapping, findings) for field in mapping.items.fields}
    fine = _without_copies(typed, first, rows, table.columns[mapping.items.id], findings)
    for field in typed.values():
        field.report(findings, rows, fine, "items")
    columns = {name: field.column.take(first) for name, field in typed.items()}
    words = ids.words()
    return ItemRows(tuple(words[place] or "" for place in first.tolist()), columns, table.rows[first], table.file)


def note_rows(rows: Rows, ids: Coded, mapping: FactsMapping, findings: Findings) -> NDArray[np.bool_]:
    """Note the rows that hold nothing, name no item, or are ragged, and return which rows are none of these."""
    ragged = np.zeros(len(rows), dtype=np.bool_)
    ragged[rows.table.ragged] = True
    nobody = ids.codes == MISSING
    empty = nobody.copy()
    for column in rows.table.columns.values():
        if empty.any():
            empty &= cells.words(column, {}, mapping.missing).codes == MISSING
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
    earlier = rows.table.rows[first[rows.item[against]]].tolist()
    pairs = zip(cells.shown(ids, against).words(), earlier, strict=True)
    values = Coded.from_words([f"`{name}` stands in row {row}" for name, row in pairs])
    findings.note("duplicate-id", says, rows, others, values=values, doubt="duplicate-id")
    return np.asarray(~copies)
