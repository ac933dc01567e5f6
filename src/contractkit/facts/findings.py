"""What is found while facts are put together: what refuses them, what is noted of rows, which items are in doubt."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.errors import FactsRejected, Problem
from contractkit.facts.cells import shown
from contractkit.facts.columns import Coded
from contractkit.facts.notes import NO_ITEM, Note
from contractkit.facts.raw_columns import RawColumn, RawTable
from contractkit.records.clauses import Assumption
from contractkit.records.said import said

__all__ = ["Findings", "Rows"]


@attrs.frozen
class Rows:
    """The rows of a table that is being read.

    Attributes:
        step: What the table holds: items, events or feedback.
        table: The raw table.
        item: int32, for each row the place of its item; -1 where it belongs to none.
    """

    step: str
    table: RawTable
    item: NDArray[np.int32]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.table)

    def take(self, rows: NDArray[Any]) -> Rows:
        """Return the rows at some places alone."""
        columns = {name: column.take(rows) for name, column in self.table.columns.items()}
        table = RawTable(self.table.file, self.table.numbers(rows), columns)
        return Rows(self.step, table, self.item[rows])


@attrs.define
class Findings:
    """Everything that was found so far.

    Attributes:
        fatal: What makes a table or the mapping meaningless.
        notes: What was odd in single rows.
        assumptions: What the source left open.
        local: For each zone the fields whose times had no offset.
    """

    fatal: list[Problem] = attrs.field(factory=list)
    notes: list[Note] = attrs.field(factory=list)
    assumptions: list[Assumption] = attrs.field(factory=list)
    local: dict[str, list[str]] = attrs.field(factory=dict)
    _doubted: list[tuple[str, NDArray[np.int32]]] = attrs.field(factory=list)

    def refuse(
        self, code: str, says: str, file: str | None, line: int | None, where: str | None, hint: str | None
    ) -> None:
        """Add a reason why the facts as a whole mean nothing."""
        self.fatal.append(Problem(code, says, file, line, None, where, hint))

    def stop_if_refused(self) -> None:
        """Go no further with facts that mean nothing.

        Raises:
            FactsRejected: There is a reason; lists all of them.
        """
        if self.fatal:
            raise FactsRejected(self.fatal)

    def note(
        self,
        code: str,
        says: str,
        rows: Rows,
        mask: NDArray[np.bool_],
        *,
        raw: RawColumn | None = None,
        values: Coded | None = None,
        where: str | None = None,
        hint: str | None = None,
        weight: str = "problem",
        told: str = "by-row",
        doubt: str | None = None,
    ) -> None:
        """Note the rows in `mask`, if there are any, and put their items in doubt where `doubt` says why.

        ``{value}`` in the sentence stands for the cell of `raw`, or for the word of `values`, which has one for each
        row in `mask`.
        """
        places = np.flatnonzero(mask)
        if not len(places):
            return
        items = rows.item[places]
        values = values if raw is None else shown(raw, places)
        numbers = rows.table.numbers(places)
        file, place = rows.table.file, where or rows.step
        self.notes.append(Note(code, says, numbers, items, values, file, place, hint, weight, told))
        if doubt is not None:
            self.doubt(items, doubt)

    def doubt(self, items: NDArray[np.int32], why: str) -> None:
        """Put items in doubt; the first reason stands."""
        self._doubted.append((why, items[items != NO_ITEM]))

    def doubts(self, count: int) -> tuple[NDArray[np.int16], tuple[str, ...]]:
        """Return for each of `count` items the place of its doubt in the words of doubt, 0 for none, and the words."""
        known = ("", *dict.fromkeys(why for why, items in self._doubted if len(items)))
        doubt = np.zeros(count, dtype=np.int16)
        for why, items in self._doubted:
            doubt[items[doubt[items] == 0]] = known.index(why) if len(items) else 0
        return doubt, known

    def is_local(self, zone: str, field: str) -> None:
        """Remember that times of `field` had no offset and were read in `zone`."""
        fields = self.local.setdefault(zone, [])
        if field not in fields:
            fields.append(field)

    def has_no_items(self, file: str | None) -> None:
        """Add the assumption that a table of items without rows tells of a period in which there were none."""
        says = said(
            "The table of items has a header and no row{file}: it is read as no items at all.",
            file="" if file is None else said(" ({file})", file=file),
        )
        self.assumptions.append(Assumption("no-items", "none-there", ("export-failed",), None, says))

    def assume_zones(self) -> None:
        """Add the assumptions about times without an offset, and about those that occurred twice."""
        for zone, fields in self.local.items():
            says = said(
                "Times without an offset are in {zone}, as the mapping says: {fields}.",
                zone=zone,
                fields=_listed(fields),
            )
            self.assumptions.append(Assumption("zone-of-facts", zone, (), None, says))
        repeated = sum(len(note.rows) for note in self.notes if note.code == "repeated-local-time")
        if repeated:
            says = said(
                "{n} local time in an hour that the clock showed twice: the first is taken.|"
                "{n} local times in an hour that the clock showed twice: the first is taken.",
                n=repeated,
            )
            self.assumptions.append(Assumption("repeated-local-times", "first", ("second",), None, says))


def _listed(names: Iterable[str]) -> str:
    words = list(names)
    if len(words) == 1:
        return words[0]
    return said("{first} and {next}", first=", ".join(words[:-1]), next=words[-1])
