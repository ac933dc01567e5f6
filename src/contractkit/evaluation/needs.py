"""Which fields the clauses need and the facts do not have: of those nothing is known for any item."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from contractkit.clocks.limits import fields_of_target
from contractkit.clocks.truth import fields_of
from contractkit.errors import Problem
from contractkit.evaluation.granting import item_fields
from contractkit.evaluation.results import ways_of
from contractkit.facts import Facts
from contractkit.quantities.notation import nearest
from contractkit.quantities.spans import Moment
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import joined, said
from contractkit.terms.agreement import Agreement
from contractkit.terms.targets import AtField, ClockLine, Happens, WhenState

__all__ = ["fields_of_line", "missing_fields", "missing_of_relief", "not_measured"]


def fields_of_line(line: ClockLine) -> frozenset[str]:
    """Return the fields that a clock line reads: what starts, stops and pauses it, and what chooses and meets targets.

    Args:
        line: The line.

    Returns:
        Their names; of a result with several limits those of all its limits.
    """
    return frozenset(field for field, _ in _asked_by_line(line))


def missing_fields(agreement: Agreement, facts: Facts) -> tuple[Problem, ...]:
    """Return a problem for each field that a clause asks about and that the facts do not have.

    Args:
        agreement: The agreement whose clauses ask.
        facts: What happened; its mapping says which fields there are.

    Returns:
        The problems in the order of the clauses, not fatal: what depends on such a field is undetermined.
    """
    asked: dict[str, dict[str, None]] = {}
    for field, clause in _asked(agreement):
        if field not in facts.fields:
            asked.setdefault(field, {})[str(clause)] = None
    return tuple(_problem(field, list(clauses), facts) for field, clauses in asked.items())


def not_measured(agreement: Agreement) -> tuple[Problem, ...]:
    """Return a problem for each promise that this version does not judge, and without which all others are judged.

    Args:
        agreement: The agreement.

    Returns:
        The problems in the order of the clauses, not fatal.
    """
    entries = (entry for entry in agreement.not_computed if entry.stage == "showing")
    return tuple(attrs.evolve(entry.problem(), fatal=False) for entry in entries)


def _problem(field: str, clauses: list[str], facts: Facts) -> Problem:
    named: str = joined(", ", clauses[:3])
    if len(clauses) > 3:
        named = said("{clauses} and {more} more", clauses=named, more=len(clauses) - 3)
    says = said(
        "the facts have no field '{field}', which {clauses} asks about|"
        "the facts have no field '{field}', which {clauses} ask about",
        n=len(clauses),
        field=field,
        clauses=named,
    )
    hint = said("name its column in the mapping; {near}", near=nearest(field, sorted(facts.fields)))
    return Problem("field-not-in-facts", says, facts.items.file, where="mapping", hint=hint, fatal=False)


def _asked(agreement: Agreement) -> Iterator[tuple[str, ClauseRef]]:
    for line in agreement.lines:
        yield from _asked_by_line(line)
    for rule in agreement.scope:
        yield from ((field, rule.clause) for field in fields_of(rule.condition))


def _asked_by_line(line: ClockLine) -> Iterator[tuple[str, ClauseRef]]:
    measure = line.measure
    clause = measure.clause or line.targets[0].clause
    for moment in (measure.starts, measure.stops):
        yield from ((field, clause) for field in _of_moment(moment))
    for condition in (measure.resets, measure.cancels):
        if condition is not None:
            yield from ((field, clause) for field in fields_of(condition))
    for pause in line.pauses:
        yield from ((field, pause.clause) for field in fields_of(pause.condition))
    for relief in line.relief:
        yield from ((field, relief.clause) for field in item_fields(relief.when))
    for target in line.targets:
        yield from ((field, target.clause) for field in _of_moment(target.again))
        yield from ((field, target.clause) for field in (*fields_of_target(target), *fields_of(target.also)))
        limits = [target.limit] if target.table is None else [row.limit for row in target.table.rows]
        for limit in limits:
            if limit is not None and isinstance(limit.within, Moment):
                yield limit.within.field, limit.clause
    for way in ways_of(line):
        for one in way:
            yield from _asked_by_line(one)


def _of_moment(moment: AtField | WhenState | Happens | None) -> Iterator[str]:
    match moment:
        case AtField(field) | Happens(field):
            yield field
        case WhenState(condition):
            yield from fields_of(condition)
        case None:
            pass


def missing_of_relief(agreement: Agreement, facts: Facts) -> tuple[Problem, ...]:
    """Return a problem for each thing that a clause of relief asks for and that the recorded stretches do not have.

    Args:
        agreement: The agreement whose clauses ask.
        facts: What happened; without stretches of relief nothing is missing.

    Returns:
        The problems in the order of the clauses, not fatal: whether such a stretch counts is not known.
    """
    if facts.relief is None:
        return ()
    asked: dict[str, dict[str, None]] = {}
    for clause in dict.fromkeys(relief for line in agreement.lines for relief in line.relief):
        needs = {
            "announced_at": clause.announced is not None,
            "told_at": clause.told_within is not None,
            "evidence": clause.evidence == "required",
        }
        for column, needed in needs.items():
            if needed and column not in facts.relief.columns:
                asked.setdefault(column, {})[str(clause.clause)] = None
    return tuple(_without_column(column, list(clauses)) for column, clauses in asked.items())


def _without_column(column: str, clauses: list[str]) -> Problem:
    says = f"the stretches of relief have no {column}, which {', '.join(clauses)} asks for"
    hint = f"name its column in the mapping: relief > {column}"
    return Problem("field-not-in-facts", says, None, where="mapping", hint=hint, fatal=False)
