"""All items judged part by part: what is kept of each part, and what is handed on as soon as it is there.

Of the answers of the clocks only compact rows are kept, and in full those that say why there is no verdict. So memory
grows with the outcomes, or, where each part is handed to somebody, not even with them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks import History, Replayed
from contractkit.evaluation.doubts import Doubts
from contractkit.evaluation.judging_parts import Block, Plan, judge_part
from contractkit.evaluation.outcome_rows import OutcomeRows, RowsOfAll
from contractkit.evaluation.outcomes import VERDICTS, Papers, outcomes_table
from contractkit.evaluation.relieving import Relieving
from contractkit.facts import Coded, Items, Table

__all__ = ["Gathered", "gather"]

_ROWS: Final = 1 << 17
"""About how many items and events are judged at a time; decides speed and memory, and no answer."""
_SUMMED: Final = ("silent", "late_columns")

Progress = Callable[[str, int, int], None]


@attrs.frozen(eq=False)
class Gathered:
    """What became of all items.

    Attributes:
        rows: The outcomes; empty where they were handed on.
        papers: Where their targets and limits stand in the papers.
        verdicts: How many outcomes there were of each verdict, in the order of `VERDICTS`.
        answers: For each line its answers: only the rows without a verdict, and all figures about the whole.
        scope: For each item the place of its scope in `SCOPES`.
        rule: For each item the place of the scope rule that said so; -1 where none did.
        service: For each item the service that the work was on.
    """

    rows: OutcomeRows
    papers: Papers
    verdicts: tuple[int, ...]
    answers: tuple[Replayed, ...]
    scope: NDArray[np.int8]
    rule: NDArray[np.int32]
    service: Coded

    def table(self, items: Items) -> Table:
        """Return the outcomes of all items."""
        return outcomes_table(self.rows, self.papers, items, self.scope, self.service)


def gather(
    plan: Plan,
    history: History,
    relieving: Relieving,
    doubts: Doubts,
    progress: Progress | None = None,
    take: Callable[[Table], object] | None = None,
) -> Gathered:
    """Return what became of all items, judged part by part.

    Args:
        plan: What is judged.
        history: What happened.
        relieving: What the clauses make of relief.
        doubts: The doubtful items.
        progress: Called as ``progress("evaluate", done, total)`` in items.
        take: Gets the outcomes of each part as they are made, in the order of items; they are not kept then.
    """
    items = len(history.facts.items)
    total = max(items, 1)
    kept = RowsOfAll()
    slim: list[tuple[Replayed, ...]] = []
    blocks: list[Block] = []
    verdicts = np.zeros(len(VERDICTS), np.int64)
    papers = None
    for first, part in history.parts(_ROWS):
        if progress is not None:
            progress("evaluate", first, total)
        count = len(part.facts.items)
        block = judge_part(plan, part, relieving if count == items else relieving.part(first, count))
        papers = papers or Papers.of(block.answers)
        rows = OutcomeRows.of(block.answers, doubts, history.as_of, first)
        verdicts += np.bincount(rows.verdict, minlength=len(VERDICTS))
        if take is not None:
            take(outcomes_table(rows, papers, part.facts.items, block.scope, block.service, first))
            rows = rows.none()
        kept.add(rows, (first + count) / total if items else 1.0)
        slim.append(tuple(_slim(one, first) for one in block.answers))
        blocks.append(attrs.evolve(block, answers=()))
    if progress is not None:
        progress("evaluate", total, total)
    assert papers is not None
    return Gathered(
        kept.rows(),
        papers,
        tuple(verdicts.tolist()),
        tuple(_summed(several) for several in zip(*slim, strict=True)),
        np.concatenate([block.scope for block in blocks]),
        np.concatenate([block.rule for block in blocks]),
        Coded(np.concatenate([block.service.codes for block in blocks]), blocks[0].service.categories),
    )


def _arrays(one: Replayed) -> dict[str, NDArray[Any]]:
    columns = {field.name: getattr(one, field.name) for field in attrs.fields(type(one)) if field.init}
    return {name: column for name, column in columns.items() if isinstance(column, np.ndarray)}


def _slim(one: Replayed, first: int) -> Replayed:
    """Return the rows without a verdict, with their items' places among all."""
    rows = np.flatnonzero(one.reason)
    columns: dict[str, Any] = {name: column.take(rows) for name, column in _arrays(one).items()}
    columns["item"] = columns["item"] + np.int32(first)
    return attrs.evolve(one, **columns)


def _summed(parts: Sequence[Replayed]) -> Replayed:
    """Return the answers of all parts of one line."""
    if len(parts) == 1:
        return parts[0]
    figures: dict[str, Any] = {name: sum(getattr(part, name) for part in parts) for name in _SUMMED}
    filled: dict[str, int] = {}
    for part in parts:
        for field, count in part.filled.items():
            filled[field] = filled.get(field, 0) + count
    columns = [_arrays(part) for part in parts]
    for name in columns[0]:
        figures[name] = np.concatenate([column[name] for column in columns])
    unhistoried = frozenset(field for part in parts for field in part.unhistoried)
    return attrs.evolve(parts[0], filled=filled, unhistoried=unhistoried, **figures)
