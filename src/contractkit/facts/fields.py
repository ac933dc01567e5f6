"""From the cells of a mapped field to its typed column, and what is said of the cells that could not be read."""

from __future__ import annotations

from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.facts import cells
from contractkit.facts.columns import MISSING, Coded, Column, Instants, Numbers
from contractkit.facts.date_forms import ISO, likely_forms
from contractkit.facts.findings import Findings, Rows
from contractkit.facts.mapping import FactsMapping, FieldMapping
from contractkit.facts.raw_columns import RawColumn, RawInstants, RawWords
from contractkit.records.said import said

__all__ = ["TypedField", "read_field"]

_Flags = NDArray[np.bool_]


@attrs.frozen
class TypedField:
    """A field's column over the rows of a table, with the rows whose cell was odd.

    Attributes:
        column: The typed column; missing where the cell could not be read.
        raw: The cells as they stood.
        where: The field's place in the mapping.
        bad: Rows whose cell could not be read.
        skipped: Rows whose local time never occurred.
        repeated: Rows whose local time occurred twice.
        dates: Rows whose cell is a date alone where date and time are expected.
        unset: Rows whose cell is the instant that .NET writes where there is none.
        expected: What a cell should be, for messages.
    """

    column: Column
    raw: RawColumn
    where: str
    bad: _Flags
    skipped: _Flags
    repeated: _Flags
    dates: _Flags
    unset: _Flags
    expected: str

    def report(self, findings: Findings, rows: Rows, mask: _Flags, doubts: str) -> None:
        """Note the odd cells among the rows in `mask`.

        Args:
            findings: Where the notes go.
            rows: The rows of this field.
            mask: The rows that count.
            doubts: ``items`` where an odd cell puts its item in doubt, ``nothing`` where not.
        """
        bad, skipped = ("bad-value", "skipped-local-time") if doubts == "items" else (None, None)
        raw, where = self.raw, self.where
        says: str = said("`{value}` is not {expected}", value="{value}", expected=self.expected)
        unset = self.bad & mask & self.unset
        dates = self.bad & mask & self.dates & ~unset
        findings.note("bad-value", says, rows, self.bad & mask & ~dates & ~unset, raw=raw, where=where, doubt=bad)
        if unset.any():
            says, hint = f"`{{value}}` {_UNSET}", _hint_of_unset(raw, unset)
            findings.note("bad-value", says, rows, unset, raw=raw, where=where, hint=hint, doubt=bad)
        says = "`{value}` is a date without a time of day"
        findings.note("bad-value", says, rows, dates, raw=raw, where=where, doubt=bad)
        says = "`{value}` never was: the clock skipped that hour"
        odd = self.skipped & mask
        findings.note("skipped-local-time", says, rows, odd, raw=raw, where=where, doubt=skipped)
        self.report_repeated(findings, rows, mask)

    def report_repeated(self, findings: Findings, rows: Rows, mask: _Flags) -> None:
        """Note the local times among the rows in `mask` that occurred twice."""
        says = "`{value}` was twice, for the clock was put back: the first is taken"
        hint = "times with an offset, such as 2026-10-25T02:30+02:00, leave nothing open"
        odd, raw, where = self.repeated & mask, self.raw, self.where
        findings.note("repeated-local-time", says, rows, odd, raw=raw, where=where, hint=hint, weight="listed")


def read_field(field: FieldMapping, rows: Rows, mapping: FactsMapping, findings: Findings) -> TypedField:
    """Return the column of `field`; what makes it meaningless as a whole is added to what refuses the facts."""
    raw = _raw(field, rows)
    naive = nothing = np.zeros(len(rows), dtype=np.bool_)
    if field.kind == "instant":
        form = field.form or mapping.form
        zone = field.zone or mapping.zone
        read = cells.instants(raw, field.values, mapping.missing, form, zone)
        known: str = said("a date and time of the form {form}", form=form.text)
        if form == ISO:
            known = "a date and time in ISO 8601, such as 2026-01-31T09:00"
        typed = TypedField(
            Instants(read.us),
            raw,
            field.where,
            read.bad,
            read.skipped,
            read.repeated,
            read.dates,
            read.unset,
            known,
        )
        naive = read.naive
        if zone is None and naive.any():
            _refuse_naive(typed, naive, rows, findings)
        elif zone is not None and naive.any():
            findings.is_local(zone.key, f"{rows.step} {field.name}")
    elif field.kind == "number":
        number = cells.numbers(raw, field.values, mapping.missing)
        values = Numbers(number.values)
        typed = TypedField(values, raw, field.where, number.bad, nothing, nothing, nothing, nothing, "a number")
    else:
        column = cells.compact(cells.words(raw, field.values, mapping.missing))
        bad = nothing
        if field.kind == "yes-no":
            answer = cells.yes_no(column)
            column, bad = answer.column, answer.bad
        typed = TypedField(column, raw, field.where, bad, nothing, nothing, nothing, nothing, "yes or no")
    _refuse_all_bad(typed, naive, field, rows, findings)
    return typed


_UNSET: Final = "is no date: it is what .NET writes where there is none"


def _hint_of_unset(raw: RawColumn, unset: _Flags) -> str:
    """Return how cells that stand for no date are made missing ones."""
    if isinstance(raw, RawInstants):
        return "make these cells empty (null) in the table"
    word = cells.shown(raw, np.flatnonzero(unset)[:1]).words()[0]
    return f'say `missing: ["{word}"]` in the mapping, or under this field alone `values: {{"{word}": null}}`'


def _raw(field: FieldMapping, rows: Rows) -> RawColumn:
    if field.column is not None:
        return rows.table.columns[field.column]
    return RawWords(np.zeros(len(rows), dtype=np.int32), (field.always,))


def _refuse_naive(typed: TypedField, naive: _Flags, rows: Rows, findings: Findings) -> None:
    first = int(np.flatnonzero(naive)[0])
    value = cells.shown(typed.raw, np.array([first])).words()[0]
    says = f"`{value}` has no zone" + (f", like {int(naive.sum()) - 1} more" if naive.sum() > 1 else "")
    hint = "say `zone:` in the mapping, such as `zone: Europe/Amsterdam`"
    findings.refuse(
        "naive-times", says, rows.table.file, int(rows.table.numbers(np.array([first]))[0]), typed.where, hint
    )


def _refuse_all_bad(typed: TypedField, naive: _Flags, field: FieldMapping, rows: Rows, findings: Findings) -> None:
    present = typed.bad | typed.skipped | naive | ~_missing(typed.column)
    one_of_many = present.sum() == 1 and len(present) > 1
    if not typed.bad.any() or not typed.bad[present].all() or one_of_many:
        return
    written = np.flatnonzero(typed.bad & ~typed.unset)
    places = written if len(written) else np.flatnonzero(typed.bad)
    samples = [word for word in cells.shown(typed.raw, places[:200]).words() if word is not None]
    says = f"no cell is {typed.expected}; the first is `{samples[0] if samples else ''}`"
    hint = None
    code = "bad-values"
    if not len(written):
        code, says, hint = "date-form", f"{says}, which {_UNSET}", _hint_of_unset(typed.raw, typed.unset)
    elif field.kind == "instant":
        code = "date-form"
        forms = likely_forms(list(dict.fromkeys(samples)))
        hint = f"`{'` or `'.join(forms)}` would read it" if forms else "say the form with `instants:` or `format:`"
    findings.refuse(code, says, rows.table.file, int(rows.table.numbers(places[:1])[0]), typed.where, hint)


def _missing(column: Column) -> NDArray[Any]:
    match column:
        case Coded():
            return np.asarray(column.codes == MISSING)
        case Instants():
            return column.missing
        case Numbers():
            return np.isnan(column.values)
        case _:
            return column.missing
