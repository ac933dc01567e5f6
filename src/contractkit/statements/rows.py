"""Problems of single rows: which item each is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.errors import Problem
from contractkit.facts import Facts
from contractkit.facts.notes import LISTED
from contractkit.records.said import said

__all__ = ["named"]


def named(problems: Sequence[Problem], facts: Facts | None) -> tuple[Problem, ...]:
    """Return problems of rows, each with the id of its item in its place where the facts know it.

    Args:
        problems: What is wrong in rows.
        facts: The facts that the rows belong to; None where they are not known.
    """
    if facts is None:
        return tuple(problems)
    known = {**_of_tables(problems, facts), **_of_notes(facts)}
    return tuple(_with_item(problem, known.get(_place(problem))) for problem in problems)


_Place = tuple[str, str | None, int | None]


def _place(problem: Problem) -> _Place:
    return (_table(problem.where), problem.file, problem.line)


def _table(where: str | None) -> str:
    """Return the table that a place in words begins with: items, events or feedback."""
    return (where or "").split(" > ", 1)[0]


def _of_notes(facts: Facts) -> dict[_Place, str]:
    found: dict[_Place, str] = {}
    for note in facts.notes:
        pairs = zip(note.rows[:LISTED].tolist(), note.items[:LISTED].tolist(), strict=True)
        found.update({(_table(note.where), note.file, row): str(facts.items.ids[i]) for row, i in pairs if i >= 0})
    return found


def _of_tables(problems: Sequence[Problem], facts: Facts) -> dict[_Place, str]:
    items, events = facts.items, facts.events
    found = _listed(problems, "items", items.file, items.rows, np.arange(len(items)), facts)
    if events is not None:
        own = ~events.made
        found |= _listed(problems, "events", events.file, events.rows[own], events.item[own], facts)
    return found


def _listed(
    problems: Sequence[Problem],
    table: str,
    file: str | None,
    rows: NDArray[np.int64],
    item: NDArray[np.signedinteger],
    facts: Facts,
) -> dict[_Place, str]:
    wanted = [one.line for one in problems if one.line is not None and _table(one.where) == table and one.file == file]
    if not wanted:
        return {}
    chosen = np.flatnonzero(np.isin(rows, np.array(wanted, np.int64)))
    pairs = zip(rows[chosen].tolist(), item[chosen].tolist(), strict=True)
    return {(table, file, row): str(facts.items.ids[place]) for row, place in pairs if place >= 0}


def _with_item(problem: Problem, item: str | None) -> Problem:
    if item is None or problem.line is None:
        return problem
    if re.search(rf"(?<![\w-]){re.escape(item)}(?![\w-])", f"{problem.where} {problem.says}"):
        return problem
    where = (
        said("{where}, item {item}", where=problem.where, item=item)
        if problem.where
        else said("item {item}", item=item)
    )
    return attrs.evolve(problem, where=where)
