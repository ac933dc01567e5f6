"""Which relief concerns which clocks: that of the same document or of a contract, unless it names what it is for.

Whether a stretch of the facts then counts (its cause, when it was announced, who showed it) is asked of the facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from contractkit.compiling.desk import Desk
from contractkit.compiling.exclusion import exclude_each_other
from contractkit.terms.conditions import EVERYTHING, AllOf, AnyOf, Compares, Condition, Is, Not
from contractkit.terms.figure_conditions import AllHold, FiguresCondition
from contractkit.terms.provisions.base import Provision
from contractkit.terms.provisions.relief import Relief
from contractkit.terms.targets import ClockLine, Measure, Target

__all__ = ["with_relief"]


def with_relief(
    desk: Desk, lines: tuple[ClockLine, ...], provisions: Iterable[Provision], services: Iterable[str]
) -> tuple[ClockLine, ...]:
    """Return the lines with the relief that concerns their targets, in the order of the page.

    Relief that is for some targets of a line only, or for services, has the condition that says so in its `when`.

    Args:
        desk: The papers.
        lines: The clock lines of the agreement.
        provisions: What the clauses say.
        services: The names of the services.
    """
    every = [one for one in provisions if isinstance(one, Relief)]
    if not every:
        return lines
    frames = frozenset(str(paper.model.id) for paper in desk.contracts if paper.model.document == "contract")
    known = frozenset(services)
    return tuple(attrs.evolve(line, relief=tuple(_bound(every, line, frames, known))) for line in lines)


def _bound(every: Sequence[Relief], line: ClockLine, frames: frozenset[str], services: frozenset[str]) -> list[Relief]:
    found = []
    for relief in every:
        met = [(target, _where(relief, target, line.measure, frames, services)) for target in line.targets]
        concerned = [(target, where) for target, where in met if where is not None]
        if not concerned:
            continue
        wheres = {where for _, where in concerned}
        if len(concerned) == len(line.targets) and len(wheres) == 1:
            found.append(_only(relief, wheres.pop()))
            continue
        parts = tuple(_both(target.applies, where) for target, where in concerned)
        found.append(_only(relief, parts[0] if len(parts) == 1 else AnyOf(parts)))
    return found


def _where(
    relief: Relief, target: Target, measure: Measure, frames: frozenset[str], services: frozenset[str]
) -> Condition | None:
    """Return for which of its items relief concerns a target; None where it does not concern it."""
    ref = target.clause
    if not relief.of:
        return EVERYTHING if relief.clause.document in (ref.document, *frames) else None
    words = {measure.name, target.name, target.id, f"{ref.document}/{ref.clause}", f"{ref.document}/{measure.name}"}
    if words & set(relief.of):
        return EVERYTHING
    spared = tuple(word for word in relief.of if word in services)
    of_service = Is("service", spared)
    return of_service if spared and not exclude_each_other(target.applies, of_service) else None


def _both(one: Condition, other: Condition) -> Condition:
    parts = [part for part in (one, other) if part != EVERYTHING]
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def _only(relief: Relief, where: Condition) -> Relief:
    return relief if where == EVERYTHING else attrs.evolve(relief, when=_joined(relief.when, where))


def _joined(when: FiguresCondition, where: Condition) -> FiguresCondition:
    if isinstance(when, Is | Compares | AllOf | AnyOf | Not):
        return _both(when, where)
    return AllHold((when, where))
