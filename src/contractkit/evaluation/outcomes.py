"""The table of outcomes: a row for each item, target and cycle, with verdict, instants, amounts and the clause."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final, Literal

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks import Replayed
from contractkit.clocks.units import Unit
from contractkit.evaluation.doubts import Doubts
from contractkit.evaluation.outcome_rows import OutcomeRows
from contractkit.evaluation.scope import SCOPES
from contractkit.facts import NAT, Coded, Facts, Integers, Items, Table
from contractkit.facts.lazy import Lazy

__all__ = ["VERDICTS", "Papers", "outcomes_of", "outcomes_table"]

VERDICTS: Final = ("met", "breached", "excused", "running", "undetermined", "not-applicable")
"""The verdicts by their code (`contractkit.clocks.Verdict`)."""

_INSTANTS: Final = {"started": "started", "due": "due", "in_time_until": "until", "stopped": "stopped"}
_AMOUNTS: Final = ("used", "allowed", "paused", "relieved", "lived_used")


@attrs.frozen(eq=False)
class Papers:
    """Where targets and limits stand in the papers, by their place among those of all lines.

    Attributes:
        target: For each target its id.
        measure: For each target the name of its measure.
        level: For each target its level.
        clause: For each limit its clause, and after the limits for each target its clause.
        allowed: For each limit what it says, and in the last place nothing.
        calendar: For each limit the name of its calendar, and in the last place nothing.
        edition: For each limit the edition of its calendar, and in the last place nothing.
        in_days: For each limit whether it counts business days, and in the last place not.
    """

    target: Coded
    measure: Coded
    level: Coded
    clause: Coded
    allowed: Coded
    calendar: Coded
    edition: Coded
    in_days: NDArray[np.bool_]

    @classmethod
    def of(cls, answers: Sequence[Replayed]) -> Papers:
        """Return the papers of the lines of some answers, in the order of the page."""
        lines = [one.line for one in answers]
        targets = [target for line in lines for target in line.targets]
        limits = [limit for one in answers for limit in one.limits.limits]
        editions = {id(limit.calendar): limit.calendar.edition for limit in limits}
        return cls(
            target=_on_the_page([target.id for target in targets]),
            measure=_on_the_page([line.measure.name for line in lines for _ in line.targets]),
            level=_on_the_page([target.level for target in targets]),
            clause=_on_the_page([*(str(limit.clause) for limit in limits), *(str(one.clause) for one in targets)]),
            allowed=_on_the_page([*(str(limit.within) for limit in limits), None]),
            calendar=_on_the_page([*(limit.calendar_name for limit in limits), None]),
            edition=_on_the_page([*(editions[id(limit.calendar)] for limit in limits), None]),
            in_days=np.append(np.concatenate([np.zeros(0, np.int8), *(one.limits.unit for one in answers)]), -1)
            == Unit.DAYS,
        )


def _on_the_page(words: Sequence[str | None]) -> Coded:
    """Return a column of words whose categories are in the order of the page."""
    categories = tuple(word for word in dict.fromkeys(words) if word is not None)
    place: dict[str | None, int] = {word: code for code, word in enumerate(categories)}
    return Coded(np.array([place.get(word, -1) for word in words], np.int32), categories)


def outcomes_of(
    replayed: Sequence[Replayed],
    facts: Facts,
    doubts: Doubts,
    scope: NDArray[np.int8],
    service: Coded,
    as_of: int,
) -> Table:
    """Return the outcomes of all lines in one table, in the order of items, then of the page.

    Args:
        replayed: The answers of the lines, in the order of the page.
        facts: What happened.
        doubts: The doubtful items; all their outcomes are undetermined.
        scope: For each item the place of its scope in `SCOPES`.
        service: For each item the service that the work was on.
        as_of: The moment of judging.
    """
    rows = OutcomeRows.of(replayed, doubts, as_of)
    return outcomes_table(rows, Papers.of(replayed), facts.items, scope, service)


def outcomes_table(
    rows: OutcomeRows, papers: Papers, items: Items, scope: NDArray[np.int8], service: Coded, first: int = 0
) -> Table:
    """Return outcomes as a table, whose columns are made when they are asked for where they follow from others.

    Args:
        rows: The outcomes.
        papers: Where their targets and limits stand in the papers.
        items: The items that they are about.
        scope: For each of those the place of its scope in `SCOPES`.
        service: For each of those the service that the work was on.
        first: The place among all items of the first of those.
    """
    count = len(rows)

    def lazy(make: Callable[..., Any], rows: OutcomeRows, *arguments: Any) -> Lazy:
        return Lazy(count, partial(make, rows, *arguments), partial(_some, make, rows, arguments))

    spans = {name: lazy(_span, rows, papers, name) for name in _AMOUNTS}
    days = {f"{name}_days": lazy(_days, rows, papers, name) for name in _AMOUNTS}
    return Table(
        {
            "item": lazy(_of_items, rows, Coded(np.arange(len(items), dtype=np.int32), items.ids), first),
            "target": lazy(_of_page, rows, papers.target, "promise"),
            "cycle": lazy(_cycle, rows),
            "clause": lazy(_clause, rows, papers),
            "measure": lazy(_of_page, rows, papers.measure, "promise"),
            "level": lazy(_of_page, rows, papers.level, "promise"),
            "service": lazy(_of_items, rows, service, first),
            "verdict": Coded(rows.verdict, VERDICTS),
            "reason": lazy(_reason, rows),
            **{name: rows.columns[source].view("datetime64[us]") for name, source in _INSTANTS.items()},
            "cancelled": lazy(_cancelled, rows),
            **spans,
            "wall": lazy(_wall, rows),
            **days,
            "allowed_text": lazy(_of_page, rows, papers.allowed, "limit"),
            "lived_verdict": Coded(rows.lived, VERDICTS),
            "calendar": lazy(_of_page, rows, papers.calendar, "limit"),
            "edition": lazy(_of_page, rows, papers.edition, "limit"),
            "scope": lazy(_of_items, rows, Coded(scope, SCOPES), first),
            "promise": lazy(_promise, rows),
            "item_row": rows.item,
            "row": lazy(_row, rows, items.rows, first),
        }
    )


def _some(make: Callable[..., Any], rows: OutcomeRows, arguments: tuple[Any, ...], places: NDArray[Any]) -> Any:
    return make(rows.take(places), *arguments)


def _of_items(rows: OutcomeRows, words: Coded, first: int) -> Coded:
    return words.take(rows.item - np.int32(first) if first else rows.item)


def _of_page(rows: OutcomeRows, words: Coded, of: Literal["promise", "limit"]) -> Coded:
    return words.take(rows.promise if of == "promise" else rows.limit)


def _cycle(rows: OutcomeRows) -> NDArray[np.int32]:
    return rows.column("cycle").astype(np.int32)


def _promise(rows: OutcomeRows) -> NDArray[np.int32]:
    return rows.promise.astype(np.int32)


def _clause(rows: OutcomeRows, papers: Papers) -> Coded:
    limits = len(papers.in_days) - 1
    return papers.clause.take(np.where(rows.limit >= 0, rows.limit, limits + rows.promise.astype(np.int32)))


def _reason(rows: OutcomeRows) -> Coded:
    return Coded(rows.reason - rows.reason.dtype.type(1), rows.reasons[1:])


def _span(rows: OutcomeRows, papers: Papers, name: str) -> NDArray[np.timedelta64]:
    return np.where(papers.in_days[rows.limit], NAT, rows.column(name)).view("timedelta64[us]")


def _days(rows: OutcomeRows, papers: Papers, name: str) -> Integers:
    values = rows.column(name)
    return Integers(values, ~papers.in_days[rows.limit] | (values == NAT))


def _wall(rows: OutcomeRows) -> NDArray[np.timedelta64]:
    return rows.column("wall").view("timedelta64[us]")


def _cancelled(rows: OutcomeRows) -> NDArray[np.datetime64]:
    return rows.column("cancelled").view("datetime64[us]")


def _row(rows: OutcomeRows, numbers: NDArray[Any], first: int) -> NDArray[np.int64]:
    return numbers.take(rows.item - np.int32(first)).astype(np.int64)
