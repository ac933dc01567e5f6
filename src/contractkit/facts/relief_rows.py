"""From the rows of a table of relief to stretches: on which item something held up the work, from when until when, why.

What an agreement makes of a stretch (whether it is held against the provider) is decided elsewhere; here is what was
recorded. A row that contradicts itself, or lacks what it cannot do without, puts its item in doubt: it may excuse it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from contractkit.facts.columns import MISSING, NAT, Coded, Instants
from contractkit.facts.fields import TypedField, read_field
from contractkit.facts.findings import Findings, Rows
from contractkit.facts.item_rows import named_rows, note_rows
from contractkit.facts.mapping import FactsMapping, FieldMapping, ReliefMapping
from contractkit.facts.raw_columns import RawTable
from contractkit.facts.row_keys import extra_copies, key_of
from contractkit.facts.table import Table, TableColumn
from contractkit.records.said import said

__all__ = ["read_relief"]

Flags = NDArray[np.bool_]


def read_relief(
    table: RawTable,
    relief: ReliefMapping,
    mapping: FactsMapping,
    findings: Findings,
) -> Table:
    """Return the table of item, begin, end and cause, and of what else is mapped, in the order of the rows.

    A stretch without an end still goes on. One that ends where it begins is kept; it takes nothing out.

    Args:
        table: The raw table, whose rows name their items by places.
        relief: Which column is what in this table.
        mapping: The mapping as a whole.
        findings: Where all goes that is set aside.
    """
    rows = named_rows("relief", table, relief.item)
    item = rows.item
    kept = note_rows(rows, relief.item, mapping, findings)
    unknown = kept & (item == MISSING)
    says = "the stretch of relief is of item `{value}`, which is not among the items, and is left out"
    findings.note("relief-of-unknown-item", says, rows, unknown, raw=table.columns[relief.item])
    kept &= ~unknown
    fields: dict[str, TypedField] = {}
    for field in relief.fields:
        typed = read_field(field, rows, mapping, findings)
        typed.report(findings, rows, kept, "items")
        kept = kept & ~typed.bad & ~typed.skipped
        fields[field.name] = typed
    begin, end = _instants(fields["begin"]), _instants(fields["end"]) if "end" in fields else None
    kept = _without(rows, kept, begin == NAT, "begin", relief.fields, findings)
    kept = _without(rows, kept, _words(fields["cause"]).codes == MISSING, "cause", relief.fields, findings)
    if end is not None:
        reversed_ = kept & (end != NAT) & (end < begin)
        says = "the stretch of relief ends (`{value}`) before it begins, and is left out"
        raw = fields["end"].raw
        findings.note("relief-end-before-begin", says, rows, reversed_, raw=raw, doubt="relief-end-before-begin")
        kept &= ~reversed_
    places = np.flatnonzero(kept)
    keys: list[NDArray[Any]] = [item[places], *(key_of(field.column)[places] for field in fields.values())]
    copies = extra_copies(keys)
    left = np.zeros(len(rows), dtype=np.bool_)
    left[places[copies]] = True
    says = "the stretch of relief is the same as another one, and counts once"
    findings.note("exact-duplicate-relief", says, rows, left, weight="listed")
    columns: dict[str, TableColumn] = {"item": item, "begin": Instants(begin)}
    columns["end"] = Instants(np.full(len(rows), NAT, np.int64) if end is None else end)
    columns |= {name: field.column for name, field in fields.items() if name not in columns}
    return Table({**columns, "row": table.numbers()}).select(places[~copies])


def _without(
    rows: Rows, kept: Flags, missing: NDArray[Any], name: str, fields: tuple[FieldMapping, ...], findings: Findings
) -> Flags:
    """Note the rows without what a stretch of relief needs, and return which rows are left."""
    where = next(field.where for field in fields if field.name == name)
    code = f"relief-without-{name}"
    says = said("the stretch of relief has no {name}, and is left out", name=name)
    findings.note(code, says, rows, kept & missing, where=where, doubt=code)
    left: Flags = kept & ~missing
    return left


def _instants(field: TypedField) -> NDArray[np.int64]:
    return field.column.us if isinstance(field.column, Instants) else np.zeros(0, np.int64)


def _words(field: TypedField) -> Coded:
    return field.column if isinstance(field.column, Coded) else Coded((), ())
