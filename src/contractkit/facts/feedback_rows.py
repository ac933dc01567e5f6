"""From the rows of a table of feedback to its scores. A score that cannot be used casts no doubt on the item."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from contractkit.facts.columns import MISSING, Instants, Numbers
from contractkit.facts.fields import read_field
from contractkit.facts.findings import Findings
from contractkit.facts.item_rows import named_rows, note_rows
from contractkit.facts.mapping import FactsMapping, FeedbackMapping
from contractkit.facts.raw_columns import RawTable
from contractkit.facts.row_keys import extra_copies, key_of
from contractkit.facts.table import Table, TableColumn

__all__ = ["read_feedback"]


def read_feedback(
    table: RawTable,
    feedback: FeedbackMapping,
    mapping: FactsMapping,
    findings: Findings,
) -> Table:
    """Return the table of item, score and, where it is known, at.

    Args:
        table: The raw table, whose rows name their items by places.
        feedback: Which column is what in this table.
        mapping: The mapping as a whole.
        findings: Where all goes that is set aside.
    """
    rows = named_rows("feedback", table, feedback.item)
    item = rows.item
    kept = note_rows(rows, feedback.item, mapping, findings)
    unknown = kept & (item == MISSING)
    says = "the feedback is about item `{value}`, which is not among the items, and is left out"
    findings.note("feedback-of-unknown-item", says, rows, unknown, raw=table.columns[feedback.item])
    kept &= ~unknown
    score = read_field(feedback.score, rows, mapping, findings)
    values = score.column.values if isinstance(score.column, Numbers) else np.zeros(0)
    columns: dict[str, TableColumn] = {"item": item, "score": values}
    fields = [score]
    if feedback.at is not None:
        at = read_field(feedback.at, rows, mapping, findings)
        fields.append(at)
        columns["at"] = at.column if isinstance(at.column, Instants) else Instants(())
    for field in fields:
        field.report(findings, rows, kept, "nothing")
        kept &= ~field.bad & ~field.skipped
    empty = kept & np.isnan(values)
    findings.note("blank-score", "the row has no score, and is left out", rows, empty, where=feedback.score.where)
    places = np.flatnonzero(kept & ~empty)
    keys: list[NDArray[Any]] = [item[places], *(key_of(field.column)[places] for field in fields)]
    copies = extra_copies(keys)
    left = np.zeros(len(rows), dtype=np.bool_)
    left[places[copies]] = True
    says = "the feedback is the same as another one, and counts once"
    findings.note("exact-duplicate-feedback", says, rows, left, weight="listed")
    return Table(columns).select(places[~copies])
