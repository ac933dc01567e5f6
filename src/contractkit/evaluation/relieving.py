"""Relief from facts: the recorded stretches that count under each clock line, and what becomes of all others.

What the clocks make of a stretch that counts is decided in `clocks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks import History
from contractkit.clocks.relief import AREAS, ReliefStretches
from contractkit.evaluation.granting import COUNTS, WHYS, Granted, Granting, grant
from contractkit.evaluation.quotas import Spans
from contractkit.facts import NAT, Coded, Instants, Table
from contractkit.records.clauses import ClauseRef
from contractkit.terms import Agreement
from contractkit.terms.provisions.relief import Relief
from contractkit.terms.targets import ClockLine

__all__ = ["Relieving", "relieve"]

Flags = NDArray[np.bool_]
Codes = NDArray[np.int32]

_NO_PLACES: Final = np.zeros(0, np.int32)


@attrs.frozen(eq=False)
class Relieving:
    """What the clauses of an agreement make of the recorded stretches.

    Attributes:
        listed: A row for each recorded stretch and each clause that names its cause, or one without a clause: `item`,
            `cause`, `begin`, `end`, `clause`, `counts` (yes, in-part, unknown, no), `why` not, `row` in the source.
        set_aside: How many stretches were recorded later than what is to be known.
    """

    listed: Table
    set_aside: int
    _table: Table
    _granted: dict[Relief, Granted]

    def of(self, line: ClockLine, possible: Flags | None = None) -> ReliefStretches | None:
        """Return the stretches that count under a clock line; None where nothing counts.

        Args:
            line: The line.
            possible: Left out, the stretches that count surely; else, of the items that have the flag, also those that
                may count.
        """
        parts = [self._granted[clause] for clause in line.relief if clause in self._granted]
        if not parts:
            return None
        item, cause = self._table.array("item"), self._table.words("cause")
        chosen = [self._chosen(part, possible) for part in parts]
        count = [len(spans.row) for spans in chosen]
        row = np.concatenate([spans.row for spans in chosen])
        area = [-1 if part.clause.area is None else AREAS.index(part.clause.area) for part in parts]
        found = ReliefStretches.of(
            item[row],
            np.concatenate([spans.begin for spans in chosen]),
            np.concatenate([spans.end for spans in chosen]),
            np.repeat(np.array([part.clause.takes_out == "whole-item" for part in parts]), count),
            cause.codes[row],
            np.repeat(np.arange(len(parts)), count),
            np.repeat(np.array(area, np.int8), count),
            tuple(cause.categories),
            tuple(part.clause.clause for part in parts),
        )
        return found if len(found) else None

    def _chosen(self, part: Granted, possible: Flags | None) -> Spans:
        if possible is None or part.possible is part.sure:
            return part.sure
        item = self._table.array("item")
        sure = part.sure.take(~possible[item[part.sure.row]])
        return Spans.together([sure, part.possible.take(possible[item[part.possible.row]])])

    def part(self, first: int, count: int) -> Relieving:
        """Return the relief of `count` items from the place `first` on, whose places are counted from there."""
        item = self._table.array("item")
        inside = (item >= first) & (item < first + count)
        table = self._table.with_columns(item=item - np.int32(first))
        return attrs.evolve(
            self, table=table, granted={clause: one.only(inside) for clause, one in self._granted.items()}
        )

    def in_doubt(self, line: ClockLine, items: int) -> Flags:
        """Return which of so many items have stretches of which it is not known whether they count under a line."""
        doubtful = np.zeros(items, np.bool_)
        for clause in line.relief:
            if clause in self._granted:
                doubtful[self._table.array("item")[self._granted[clause].doubtful]] = True
        return doubtful


def relieve(agreement: Agreement, lines: Iterable[ClockLine], history: History, known_at: int | None) -> Relieving:
    """Return what the clauses of `lines` make of the stretches of relief that are recorded.

    Relief that is recorded counts wholly, also where it lies ahead or after the stop. A condition is asked of the item
    at each instant of the stretch, as that of a pause is. A stretch without an end still goes on.

    Args:
        agreement: Whose zone and term decide on dates and periods.
        lines: The clock lines.
        history: What happened; its facts have the stretches.
        known_at: What was recorded later is set aside, in microseconds since the epoch; None: nothing is.

    Raises:
        NotComputedError: A clause asks something that this version does not compute.

    Source: design.md section 5; clocks.md rule 21.
    """
    table = history.facts.relief
    clauses = tuple(dict.fromkeys(clause for line in lines for clause in line.relief))
    if table is None:
        table = Table({"item": _NO_PLACES, "begin": Instants(()), "end": Instants(()), "cause": Coded((), ())})
        table = table.with_columns(row=_NO_PLACES.astype(np.int64))
    recorded = np.ones(len(table), np.bool_)
    if known_at is not None and "recorded_at" in table.columns:
        at = table.array("recorded_at")
        recorded = (at == NAT) | (at <= known_at)
    variants: dict[ClauseRef, list[Granting]] = {}
    for clause in clauses:
        variants.setdefault(clause.clause, []).append(Granting(agreement, history, table, clause, recorded))
    granted = [grant(several) for several in variants.values()]
    of_clause = {one.clause: one for several in granted for one in several}
    listed = _listing(history, [_best(several) for several in granted], table, recorded)
    return Relieving(listed, int(np.count_nonzero(~recorded)), table, of_clause)


def _best(variants: Sequence[Granted]) -> Granted:
    """Return the variant of a clause by which a row counts most, row by row."""
    counts = np.stack([np.where(one.counts < 0, len(COUNTS), one.counts) for one in variants])
    best, rows = counts.argmin(axis=0), np.arange(counts.shape[1])
    why = np.stack([one.why for one in variants])[best, rows]
    return attrs.evolve(variants[0], counts=np.stack([one.counts for one in variants])[best, rows], why=why)


def _listing(history: History, granted: Sequence[Granted], table: Table, recorded: Flags) -> Table:
    """Return what each clause says of each row, and the rows of which none says anything."""
    rest = np.ones(len(table), np.bool_)
    for one in granted:
        rest &= one.counts < 0
    why = np.where(recorded, WHYS.index("no-clause"), WHYS.index("not-recorded-yet"))
    places = [*(np.flatnonzero(one.counts >= 0) for one in granted), np.flatnonzero(rest)]
    row = np.concatenate(places)
    clause = np.repeat(np.arange(len(places), dtype=np.int32), [len(some) for some in places])
    counts = [*(one.counts for one in granted), np.full(len(table), COUNTS.index("no"))]
    whys = [*(one.why for one in granted), why]
    order = np.lexsort((clause, row))
    row, clause = row[order], clause[order]

    def code(columns: Sequence[NDArray[np.integer]]) -> Codes:
        found = np.concatenate([column[some] for column, some in zip(columns, places, strict=True)])
        return found[order].astype(np.int32)

    return Table(
        {
            "item": Coded(table.array("item")[row], history.facts.items.ids),
            "cause": table.words("cause").take(row),
            "begin": Instants(table.array("begin")[row]),
            "end": Instants(table.array("end")[row]),
            "clause": Coded(
                np.where(clause < len(granted), clause, -1), tuple(str(one.clause.clause) for one in granted)
            ),
            "counts": Coded(code(counts), COUNTS),
            "why": Coded(code(whys), WHYS),
            "row": table.array("row")[row],
        }
    )
