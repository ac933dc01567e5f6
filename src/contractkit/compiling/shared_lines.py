"""What concerns several targets together: levels that nobody has, names given twice, a change from one to another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from contractkit.compiling.desk import Desk, Place
from contractkit.compiling.names import Names
from contractkit.compiling.packages import origin_of
from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, Moment, Months, WorkingTime
from contractkit.records.clauses import Assumption, ClauseRef
from contractkit.terms.targets import ClockLine

__all__ = ["check_names", "level_is_used", "told_of_change"]


def level_is_used(names: Names, place: Place, clause: Any) -> bool:
    """Return whether a target belongs to a level that this agreement delivers.

    A catalogue offers others too, and any paper may have one that only stands there for others to be based on. What
    belongs to no level at all, or to one of which nobody can say this, counts as used.
    """
    if not clause.level or "level" in names.fields:
        return True
    delivered = {service.level for _, service in names.services.values()}
    if any(level in delivered for level in clause.level):
        return True
    return place.paper.model.document != "catalogue" and not _bases(place).issuperset(map(str, clause.level))


def _bases(place: Place) -> set[str]:
    """Return the names of the levels of a paper on which others of it are based."""
    every: dict[str, Any] = place.paper.model.clauses
    levels = [(number, one) for number, one in every.items() if one.kind == "level"]
    based_on = {str(one.based_on).rpartition("/")[2] for _, one in levels if one.based_on is not None}
    return {str(one.name) for number, one in levels if number in based_on or str(one.name) in based_on}


def check_names(desk: Desk, candidates: Iterable[ClockLine]) -> None:
    """Add names that two targets have to the desk's problems; one clause at two levels is meant."""
    seen: dict[str, ClauseRef] = {}
    for target in (line.targets[0] for line in candidates):
        if target.name in seen and not _of_two_packages(seen[target.name], target.clause):
            says = f"the name '{target.name}' stands in {seen[target.name]} and in {target.clause}"
            paper = next(paper for paper in desk.papers if paper.model.id == target.clause.document)
            desk.report(
                Place(paper, target.clause.clause), "duplicate-name", says, "a name is given once in an agreement"
            )
        seen.setdefault(target.name, target.clause)


def _of_two_packages(one: ClauseRef, other: ClauseRef) -> bool:
    """Return whether two clauses are the same one at two levels."""
    return one.clause != other.clause and origin_of(one) == origin_of(other)


def told_of_change(desk: Desk, line: ClockLine) -> ClockLine:
    """Record the readings that matter only where an item may go from one limit to another on one stopwatch."""
    tables = [target.table for target in line.targets if target.table is not None]
    choices = len(line.targets) + sum(len({row.key for row in table.rows}) - 1 for table in tables)
    if choices > 1:
        first = line.targets[0].clause
        paper = next(paper for paper in desk.papers if paper.model.id == first.document)
        place = Place(paper, first.clause)
        desk.reading(place, paper.model.clauses[str(first.clause)], "on_change")
        limits = [target.limit for target in line.targets] + [row.limit for table in tables for row in table.rows]
        units = {_UNITS[type(limit.within)] for limit in limits if limit is not None}
        if len(units) > 1 and line.on_change == "keep":
            says = f"a change from {' to '.join(sorted(units))} in mid-flight, whose time used cannot be kept"
            desk.assume(
                Assumption("on_change between units", "undetermined", ("restart", "retroactive"), place.ref(), says)
            )
    return line


_UNITS = {
    WorkingTime: "hours",
    ElapsedTime: "elapsed hours",
    BusinessDays: "business days",
    CalendarDays: "calendar days",
    Months: "months",
    Moment: "a moment",
}
