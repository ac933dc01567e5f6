"""Promises about time: measures, time targets, target tables, results, and the pauses of their clocks."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from contractkit.documents.clauses.registry import AnyEffect, Clause
from contractkit.documents.clauses.stopwatch import Clock, Counting, CutOff, Policies
from contractkit.documents.conditions import AtColumn, Condition, Start, Stop, Value
from contractkit.documents.faults import Faults
from contractkit.documents.fields import CycleText, DateText, FieldName, Name, ReachText, Ref, WithinText
from contractkit.documents.references import CalendarRef, Defines, LevelRef, ServiceRef
from contractkit.documents.scalars import Many, OneOrMany, Part, Word, Written
from contractkit.documents.wordings import WordingText
from contractkit.quantities.spans import BusinessDays, Within

__all__ = ["CutOff", "Measure", "Pause", "Result", "Row", "TableRow", "TargetTable", "TimeTarget"]


_DAY_READINGS = ("counting", "outside_hours", "landing", "ends")


def _matters(field: str, limits: list[Written[Within] | None], cut_off: object) -> bool:
    in_days = [limit.value for limit in limits if limit is not None and isinstance(limit.value, BusinessDays)]
    if field == "on_change":  # a question only where several targets share a stopwatch: asked when that is known
        return False
    if field == "at_cut_off":
        return cut_off not in (None, "none") and bool(in_days)
    if field == "ends":
        return any(isinstance(days.ends, str) for days in in_days)
    return bool(in_days) if field in _DAY_READINGS else True


class Measure(Clause, Clock):
    """A named stopwatch: what starts it, what stops it."""

    kind: Literal["measure"]
    name: Name
    starts: Start | None = None
    stops: Stop
    measure: None = None


class Row(Part):
    """One row of a time target; what it leaves out stands in the clause."""

    name: Name | None = None
    title: WordingText | None = None
    when: Condition | None = None
    within: WithinText | None = None
    every: WithinText | None = None
    due: AtColumn | None = None
    calendar: CalendarRef | None = None
    reach: ReachText | None = None
    pays: Many[AnyEffect] = ()


class TimeTarget(Clause, Clock, Policies, Counting):
    """What is done within a time limit, for one kind of item or, in rows, for several.

    Attributes:
        within: How much time is allowed.
        every: It has to happen again within this much time, from the start of the clock until its stop.
        due: The instant by which it has to happen, where that stands with the item.
    """

    kind: Literal["time-target"]
    name: Annotated[Name, Defines("target")] | None = None
    service: OneOrMany[ServiceRef] | None = None
    level: OneOrMany[LevelRef] | None = None
    when: Condition | None = None
    within: WithinText | None = None
    every: WithinText | None = None
    due: AtColumn | None = None
    calendar: CalendarRef | None = None
    reach: ReachText | None = None
    per: CycleText | None = None
    rows: Many[Row] = ()
    pays: Many[AnyEffect] = ()

    @model_validator(mode="after")
    def _one_limit(self) -> TimeTarget:
        wrong = Faults()
        _has_clock(self, wrong)
        _not_both(self.within, self.due, (), wrong)
        own = any(limit is not None for limit in (self.within, self.due, self.every))
        if not self.rows and not own:
            wrong.add(*_NO_LIMIT, "for example within: 4 hours, or due: {field: agreed_delivery}")
        for number, row in enumerate(self.rows):
            _not_both(row.within, row.due, ("rows", number), wrong)
            if row.within is None and row.due is None and row.every is None and not own:
                wrong.add(*_NO_LIMIT, "give it here, or for all rows in the clause", ("rows", number))
        _unique([row.name for row in self.rows], wrong)
        wrong.tell()
        return self

    def matters(self, field: str) -> bool:
        """Return whether the reading that `field` settles decides something: those on business days need some."""
        limits = [self.within, self.every, *(limit for row in self.rows for limit in (row.within, row.every))]
        return _matters(field, limits, self.cut_off)


class TableRow(Part):
    """The limit that holds for one key, from a date on.

    Attributes:
        is_: The values of the table's fields, in their order.
        from_: The first date for which the row holds; None for ever before.
    """

    is_: OneOrMany[Value] = Field(alias="is")
    within: WithinText | None = None
    due: AtColumn | None = None
    calendar: CalendarRef | None = None
    from_: DateText | None = Field(default=None, alias="from")
    name: Name | None = None


class TargetTable(Clause, Clock, Policies, Counting):
    """Time limits keyed by fields of the item: one row for each type of request."""

    kind: Literal["target-table"]
    name: Name | None = None
    service: OneOrMany[ServiceRef] | None = None
    level: OneOrMany[LevelRef] | None = None
    when: Condition | None = None
    by: OneOrMany[FieldName]
    calendar: CalendarRef | None = None
    reach: ReachText | None = None
    per: CycleText | None = None
    rows: Many[TableRow]
    pays: Many[AnyEffect] = ()

    @model_validator(mode="after")
    def _keys(self) -> TargetTable:
        wrong = Faults()
        _has_clock(self, wrong)
        if not self.rows:
            wrong.add(
                "missing-field",
                "the table has no rows",
                "for example - {is: graffiti, within: 5 business days}",
                ("rows",),
            )
        seen: dict[tuple[tuple[str, ...], str | None], int] = {}
        for number, row in enumerate(self.rows):
            at = ("rows", number)
            if len(row.is_) != len(self.by):
                says = f"the row has {len(row.is_)} values for the {len(self.by)} fields of the table"
                wrong.add("table-key", says, f"one value for each of {', '.join(self.by)}", (*at, "is"))
            _not_both(row.within, row.due, at, wrong)
            if row.within is None and row.due is None:
                wrong.add(*_NO_LIMIT, None, at)
            first = seen.setdefault((row.is_, row.from_.text if row.from_ else None), number)
            if first != number:
                says = f"{' and '.join(row.is_)} stands in the table a second time (first in row {first + 1})"
                wrong.add("duplicate-key", says, "keep one of the two, or let one hold from a date", at)
        _unique([row.name for row in self.rows], wrong)
        wrong.tell()
        return self

    def matters(self, field: str) -> bool:
        """Return whether the reading that `field` settles decides something: those on business days need some."""
        return _matters(field, [row.within for row in self.rows], self.cut_off)


class Result(Clause, Clock, Policies, Counting):
    """An outcome that is promised: a time limit and what must hold of the item besides."""

    kind: Literal["result"]
    name: Name | None = None
    promise: WordingText | None = None
    service: OneOrMany[ServiceRef] | None = None
    level: OneOrMany[LevelRef] | None = None
    when: Condition | None = None
    met_when: Condition
    calendar: CalendarRef | None = None
    reach: ReachText | None = None
    per: CycleText | None = None
    pays: Many[AnyEffect] = ()

    def matters(self, field: str) -> bool:
        """Return whether the reading that `field` settles decides something: those on business days need some."""
        return _matters(field, [test.within for test in within_tests(self.met_when)], self.cut_off)


class Pause(Clause):
    """A stretch in which clocks stand still by the contract's own rule.

    Attributes:
        while_: The clocks stand still while the item's state meets it.
        for_: The measures, targets or clauses whose clocks it stops; empty for all.
    """

    kind: Literal["pause"]
    name: Name | None = None
    while_: Condition = Field(alias="while")
    area: Annotated[str, Word("service", "solution", "data", "others")] | None = None
    for_: OneOrMany[Ref] = Field(default=(), alias="for")


def within_tests(condition: Any) -> list[Any]:
    """Return the time limits in a condition, wherever they stand in its tree."""
    if hasattr(condition, "within"):
        return [condition]
    for name in ("all_of", "any_of"):
        if hasattr(condition, name):
            return [found for part in getattr(condition, name) for found in within_tests(part)]
    return within_tests(condition.not_) if hasattr(condition, "not_") else []


_NO_LIMIT = ("missing-field", "'within' is missing: how much time is allowed?")


def _has_clock(clause: TimeTarget | TargetTable, wrong: Faults) -> None:
    if clause.measure is None and clause.stops is None:
        hint = "for example measure: response, or starts: and stops:"
        wrong.add("missing-field", "'measure' is missing: what is measured?", hint)


def _not_both(within: object, due: object, at: tuple[str | int, ...], wrong: Faults) -> None:
    if within is not None and due is not None:
        hint = "one limit: an amount of time, or a moment"
        wrong.add("contradiction", "'within' and 'due' stand here together", hint, (*at, "due"))


def _unique(names: list[str | None], wrong: Faults) -> None:
    seen: set[str] = set()
    for number, name in enumerate(names):
        if name is not None and name in seen:
            wrong.add(
                "duplicate-name", f"'{name}' is the name of two rows", "give each row its own", ("rows", number, "name")
            )
        if name is not None:
            seen.add(name)
