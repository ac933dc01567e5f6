"""Changes that no mapped field takes: of other fields, of a mapped one that is written otherwise, of none at all.

A log tells of many fields that no agreement asks about; those are counted. But a change of ``Status`` that is lost
because the mapping says ``status`` would leave a solved item open, so such a slip is told, once for each spelling.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from contractkit.facts.columns import MISSING, Coded
from contractkit.facts.findings import Findings, Rows
from contractkit.facts.mapping import FieldMapping
from contractkit.facts.notes import Note
from contractkit.quantities.notation import nearest_word
from contractkit.records.said import said

__all__ = ["note_other_changes"]

Flags = NDArray[np.bool_]


def note_other_changes(
    changed: Coded, fields: Iterable[FieldMapping], column: str, rows: Rows, left: Flags, findings: Findings
) -> None:
    """Note the changes that no mapped field takes, and the mapped fields that no row changes.

    Args:
        changed: For each row the name of the field that it changes.
        fields: The mapped fields; `FieldMapping.column` is the name that stands in the rows.
        column: The column of the names.
        rows: The rows of the log.
        left: The rows that are of an item and have a time, and that no mapped field takes.
        findings: Where they are noted.
    """
    where = f"events > {column}"
    nameless = left & (changed.codes == MISSING)
    says = "the change is of no field, and is left out"
    findings.note("event-without-field", says, rows, nameless, where=where, hint=f"write which field in {column}")
    other = left & ~nameless
    mapped = {field.column or "": field for field in fields}
    folded = {_folded(name): name for name in reversed(mapped)}
    others = [changed.categories[code] for code in np.unique(changed.codes[other]).tolist()]
    slips = {name: folded[_folded(name)] for name in others if _folded(name) in folded}
    for name, meant in slips.items():
        of_name = other & (changed.codes == changed.code_of(name))
        says = said("changes of `{name}` are left out, since the mapping names no such field", name=name)
        hint = f"did you mean '{meant}'? write it alike in the log and in the mapping"
        findings.note("change-of-mistyped-field", says, rows, of_name, where=where, hint=hint, told="once")
        other &= ~of_name
    says = "the change is of a field that is not mapped"
    findings.note("change-of-other-field", says, rows, other, weight="remark")
    unmapped = [name for name in others if name not in slips]
    if unmapped:
        present = set(np.unique(changed.codes).tolist())
        for name, field in mapped.items():
            if name not in slips.values() and changed.code_of(name) not in present:
                findings.notes.append(_never_changed(name, field, unmapped, rows))


def _never_changed(name: str, field: FieldMapping, unmapped: list[str], rows: Rows) -> Note:
    """Return the note, about no row, that no row changes a mapped field while some change others."""
    near = nearest_word(name, unmapped)
    listed = ", ".join(unmapped[:10]) + (f", and {len(unmapped) - 10} more" if len(unmapped) > 10 else "")
    hint = (
        said("the rows also change {listed}", listed=listed)
        if near is None
        else said("did you mean '{near}'?", near=near)
    )
    says = said("no row changes `{name}`, which the mapping names for {field}", name=name, field=field.name)
    none = np.zeros(0, np.int64)
    file = rows.table.file
    return Note("field-never-changed", says, none, none, None, file, field.where, hint, weight="listed", told="once")


def _folded(name: str) -> str:
    return "".join(letter for letter in name.casefold() if not letter.isspace() and letter not in "-_")
