"""What was found odd while reading facts: which rows, what was done with them, and whether that is a problem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.errors import Problem
from contractkit.facts.columns import ARRAY, Coded, read_only
from contractkit.records.said import Said, said

__all__ = ["LISTED", "NO_ITEM", "Note", "problems_of"]

LISTED = 1000
"""So many rows of one note become a problem each; one more problem then counts the rest."""
_PLURALS = {
    "event-of-unknown-item": "events-of-unknown-items",
    "event-without-time": "events-without-time",
    "event-without-field": "events-without-field",
    "feedback-of-unknown-item": "feedback-of-unknown-items",
    "exact-duplicate-feedback": "exact-duplicate-feedback",
    "relief-of-unknown-item": "relief-of-unknown-items",
    "relief-without-begin": "relief-without-begin",
    "relief-without-cause": "relief-without-cause",
    "relief-end-before-begin": "relief-ends-before-begins",
    "exact-duplicate-relief": "exact-duplicate-relief",
    "opening-contradicted": "openings-contradicted",
    "change-of-other-field": "changes-of-other-fields",
    "change-of-mistyped-field": "changes-of-mistyped-fields",
}
NO_ITEM = -1
"""The item of a row that belongs to no item that is known."""


def _rows(values: Any) -> NDArray[np.int64]:
    return read_only(values, np.int64)


def _items(values: Any) -> NDArray[np.int32]:
    return read_only(values, np.int32)


@attrs.frozen
class Note:
    """Rows of one file with the same oddity.

    Attributes:
        code: A stable word, such as ``duplicate-id``; `Facts.counts` counts by its plural.
        says: What is odd and what was done, in one sentence; ``{value}`` stands for the value of the row.
        rows: int64, the rows as a text editor counts them; in frames the first row is 1.
        items: int32, for each row the place of its item in `Items`; -1 where it belongs to none.
        values: The value of each row, or None where the sentence needs none.
        file: The file as the caller named it; None for frames.
        where: Table and column in words.
        hint: The nearest right answer, or the next step.
        weight: ``problem`` where the row contradicts itself or could not be used; ``listed`` where a documented rule
            says what it means, and it is listed all the same; ``remark`` where it is counted only.
        told: ``by-row`` where each row is listed; ``once`` where one problem, with the first row, stands for all of
            them; then there may be no row at all.
    """

    code: str
    says: str
    rows: NDArray[np.int64] = attrs.field(converter=_rows, eq=ARRAY)
    items: NDArray[np.int32] = attrs.field(converter=_items, eq=ARRAY)
    values: Coded | None = None
    file: str | None = None
    where: str | None = None
    hint: str | None = None
    weight: str = attrs.field(default="problem", validator=attrs.validators.in_(("problem", "listed", "remark")))
    told: str = attrs.field(default="by-row", validator=attrs.validators.in_(("by-row", "once")))

    @property
    def counted_as(self) -> str:
        """Return the word under which `Facts.counts` counts the rows, such as ``duplicate-ids``."""
        return _PLURALS.get(self.code, f"{self.code}s")

    def sentence(self, row: int) -> str:
        """Return the sentence for the row at place `row` of this note."""
        if self.values is None:
            return self.says
        code = int(self.values.codes[row])
        value = self.values.categories[code] if code >= 0 else ""
        if isinstance(self.says, Said):
            return said(self.says.wording, **{**self.says.facts, "value": value})
        if self.says.count("{") == self.says.count("{value}"):
            return said(self.says, value=value)
        return self.says.replace("{value}", value)

    def take(self, mask: NDArray[Any], items: NDArray[np.int32]) -> Note:
        """Return the note about the rows in `mask`, whose items now have the places `items`."""
        values = None if self.values is None else self.values.take(mask)
        return attrs.evolve(self, rows=self.rows[mask], items=items, values=values)

    def problems(self) -> Iterator[Problem]:
        """Return a problem for each row, up to `LISTED` of them, and then one that counts the rest; or one for all."""
        if self.told == "once":
            first = int(self.rows[0]) if len(self.rows) else None
            yield Problem(self.code, self.says, self.file, first, None, self.where, self.hint, fatal=False)
            return
        for place, row in enumerate(self.rows[:LISTED].tolist()):
            yield Problem(self.code, self.sentence(place), self.file, row, None, self.where, self.hint, fatal=False)
        rest = len(self.rows) - LISTED
        if rest > 0:
            says = said("and {rest} more rows like these {listed}", rest=rest, listed=LISTED)
            yield Problem(self.code, says, self.file, None, None, self.where, self.hint, fatal=False)


def problems_of(notes: Iterable[Note]) -> tuple[Problem, ...]:
    """Return the rows of all notes but those that are counted only, in the order of file and row."""
    found = [problem for note in notes if note.weight != "remark" for problem in note.problems()]
    return tuple(sorted(found, key=lambda problem: (problem.file or "", problem.line is None, problem.line or 0)))
