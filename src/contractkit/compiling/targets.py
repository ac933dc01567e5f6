"""Promises about time as they compute: targets with their limits, conditions, pauses and effects, on clock lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from contractkit.compiling.conditions import compile_condition
from contractkit.compiling.desk import Desk, Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.effects import compile_effects
from contractkit.compiling.figures import precision_of
from contractkit.compiling.limits import LimitMaker
from contractkit.compiling.lines import share_lines
from contractkit.compiling.measures import compile_measure, repeated_event
from contractkit.compiling.names import Names
from contractkit.compiling.pauses import pauses_of
from contractkit.compiling.pooling import Known, pooled
from contractkit.compiling.pooling import known as known_together
from contractkit.compiling.results import outcome_of, single_limit
from contractkit.compiling.shared_lines import check_names, level_is_used, told_of_change
from contractkit.quantities.money import Percent
from contractkit.quantities.notation.words import Cycle
from contractkit.quantities.rounding import Rounding
from contractkit.records.clauses import Assumption, ClauseRef
from contractkit.terms.conditions import Condition, Is, all_of
from contractkit.terms.targets import ClockLine, Limit, Measure, TableRow, Target, TargetTable

__all__ = ["compile_lines", "known_lines", "promises"]

KINDS = ("time-target", "target-table", "result")


def compile_lines(draft: Draft) -> tuple[ClockLine, ...]:
    """Return the clock lines of an agreement, in the order of the page."""
    together = known_lines(draft)
    if together is not None:
        return together.filled(draft.desk, promises(draft))  # type: ignore[no-any-return]
    candidates = [line for place, clause in promises(draft) for line in pooled(draft, place, clause, _lines_of)]
    return _shared(draft, candidates)


def known_lines(draft: Draft) -> Known | None:
    """Return the clock lines of all agreements whose promises are written like these; None where they are not known."""
    return draft.once("promises known together", lambda: known_together(draft, promises(draft), _all_lines))


def promises(draft: Draft) -> tuple[tuple[Place, Any], ...]:
    """Return the promises about time, with their places: but for those of levels that nobody has."""
    names = draft.names
    found = draft.desk.clauses(*KINDS)
    return tuple((place, clause) for place, clause in found if level_is_used(names, place, clause))


def _all_lines(draft: Draft, page: tuple[tuple[Place, Any], ...]) -> tuple[ClockLine, ...]:
    return _shared(draft, [line for place, clause in page for line in _lines_of(draft, place, clause)])


def _shared(draft: Draft, candidates: list[ClockLine]) -> tuple[ClockLine, ...]:
    check_names(draft.desk, candidates)
    return tuple(told_of_change(draft.desk, line) for line in share_lines(candidates))


def _lines_of(draft: Draft, place: Place, clause: Any) -> list[ClockLine]:
    return _Maker(draft, place, clause).lines()


@attrs.frozen
class _Maker:
    """Makes the clock lines of one clause, each with one target."""

    draft: Draft
    place: Place
    clause: Any

    @property
    def desk(self) -> Desk:
        """Return the desk on which the papers lie."""
        return self.draft.desk

    @property
    def names(self) -> Names:
        """Return what the papers define by name."""
        return self.draft.names

    def lines(self) -> list[ClockLine]:
        clause, desk = self.clause, self.desk
        default = "resolution" if clause.kind == "result" else None
        test = single_limit(clause)
        measure = compile_measure(desk, self.names, self.place, clause, default, test)
        applies = [*self._level(), *self._service(), *self._when(self.place, clause.when)]
        limits = LimitMaker(desk, self.names, self.place, clause, self._level_calendar())
        if clause.kind == "time-target" and clause.rows:
            targets = [self._row(number, row, applies, limits) for number, row in enumerate(clause.rows)]
        elif clause.kind == "target-table":
            targets = [self._table(applies, limits)]
        elif clause.kind == "result":
            targets = [self._result(applies, limits)]
        else:
            targets = [self._single(applies, limits)]
        return [self._line(measure, target) for target in targets]

    def _line(self, measure: Measure, target: Target) -> ClockLine:
        stated = [
            getattr(self.clause, "on_change", None),
            *(
                getattr(paper.model.conventions, "on_change", None)
                for paper in (self.place.paper, *self.desk.contracts)
                if paper.model.conventions
            ),
        ]
        on_change = next((word for word in stated if word is not None), "keep")
        on_reopen = self._reading("on_reopen")
        pauses = pauses_of(self.desk, self.names, self.place.paper, target, measure)
        stops = self._reading("stops", "stop_counts")
        return ClockLine(measure, (target,), pauses, on_change, on_reopen, stops)  # type: ignore[arg-type]

    def _reading(self, word: str, field: str | None = None) -> Any:
        return self.desk.reading(self.place, self.clause, word, field)

    # -- which items ---------------------------------------------------------------------------------------------

    def _when(self, place: Place, written: Any) -> list[Condition]:
        if written is None:
            return []
        return [compile_condition(self.desk, place.at("when"), written, self.names.fields)]

    def _level(self) -> list[Condition]:
        levels = tuple(str(level) for level in self.clause.level or ())
        for number, level in enumerate(levels):
            if level not in self.names.levels and level not in self._field_levels():
                known = {*self.names.levels, *self._field_levels()}
                self.desk.unknown(self._level_place(number, len(levels)), "level", level, known)
                return []
        if not levels:
            return []
        if "level" in self.names.fields:
            return [Is("level", levels)]
        services = tuple(name for name, (_, service) in self.names.services.items() if service.level in levels)
        if not services:
            says = f"no service is delivered at level {' or '.join(levels)}, so this target applies to nothing"
            self.desk.report(
                self.place.at("level"), "level-unused", says, "give a service this level, or declare a field level"
            )
            return []
        return [Is("service", services)]

    def _level_place(self, number: int, count: int) -> Place:
        return self.place.at("level", number) if count > 1 else self.place.at("level")

    def _field_levels(self) -> tuple[str, ...]:
        declared = self.names.fields.get("level", ())
        return declared if isinstance(declared, tuple) else ()

    def _level_calendar(self) -> str | None:
        levels = [str(level) for level in self.clause.level or ()]
        return self.names.levels.get(levels[0]) if len(levels) == 1 else None

    def _service(self) -> list[Condition]:
        services = tuple(str(service) for service in self.clause.service or ())
        for service in services:
            if service not in self.names.services:
                self.desk.unknown(self.place.at("service"), "service", service, self.names.services)
        return [Is("service", services)] if services else []

    # -- the targets ---------------------------------------------------------------------------------------------

    def _row(self, number: int, row: Any, applies: list[Condition], limits: LimitMaker) -> Target:
        place = self.place.at("rows", number)
        name = row.name or f"row {number + 1}"
        ref = self.place.ref().at_row(name, place.line, place.file)
        condition = all_of([*applies, *self._when(place, row.when)])
        target = self._target(
            ref, row.name or str(ref), condition, row.title or self.clause.title, row.reach or self.clause.reach
        )
        pays, at = (row.pays, place) if row.pays else (self.clause.pays, self.place)
        target = self._limited(target, place, row, limits)
        return compile_effects(self.draft, at, pays, target)

    def _single(self, applies: list[Condition], limits: LimitMaker) -> Target:
        ref = self.place.ref()
        target = self._target(ref, self.clause.name or str(ref), all_of(applies), self.clause.title, self.clause.reach)
        target = self._limited(target, self.place, self.clause, limits)
        return compile_effects(self.draft, self.place, self.clause.pays, target)

    def _limited(self, target: Target, place: Place, part: Any, limits: LimitMaker) -> Target:
        """Return a target with its time limit, or with the one that begins again each time."""
        every = part.every if part.every is not None else self.clause.every
        own = part.within is not None or part.due is not None
        if every is None or (own and part.every is None):
            return attrs.evolve(target, limit=limits.limit(place, part, target.clause))
        again = limits.within(place, part, every.value, target.clause)
        also = self.clause.within is not None or own
        event = repeated_event(self.desk, self.names, self.place, self.clause)
        target = attrs.evolve(target, every=again, again=event)
        return attrs.evolve(target, limit=limits.limit(place, part, target.clause) if also else None)

    def _table(self, applies: list[Condition], limits: LimitMaker) -> Target:
        ref = self.place.ref()
        by = tuple(str(field) for field in self.clause.by)
        for field in by:
            if field not in self.names.fields:
                self.desk.unknown(self.place.at("by"), "field", field, self.names.fields)
        rows = []
        for number, row in enumerate(self.clause.rows):
            place = self.place.at("rows", number)
            key = tuple(str(value) for value in row.is_)
            for field, value in zip(by, key, strict=True):
                kind = self.names.fields.get(field)
                if isinstance(kind, tuple) and value not in kind:
                    self.desk.unknown(place.at("is"), f"value of {field}", value, kind)
            cited = ref.at_row(row.name or " + ".join(key), place.line, place.file)
            since = None if row.from_ is None else row.from_.value
            rows.append(TableRow(key, since, limits.limit(place, row, cited)))
        target = self._target(ref, self.clause.name or str(ref), all_of(applies), self.clause.title, self.clause.reach)
        target = attrs.evolve(target, table=TargetTable(by, tuple(rows)))
        return compile_effects(self.draft, self.place, self.clause.pays, target)

    def _result(self, applies: list[Condition], limits: LimitMaker) -> Target:
        ref = self.place.ref()
        outcome = outcome_of(self.draft, self.place, self.clause)
        title = self.clause.title or self.clause.promise
        target = self._target(ref, self.clause.name or str(ref), all_of(applies), title, self.clause.reach)
        limit: Limit | None = None if outcome.test is None else limits.limit(outcome.place, outcome.test, ref)
        target = attrs.evolve(target, limit=limit, also=outcome.also, met_when=outcome.tree)
        return compile_effects(self.draft, self.place, self.clause.pays, target)

    def _target(self, ref: ClauseRef, name: str, applies: Condition, title: Any, reach: Any) -> Target:
        levels = self.clause.level or ()
        return Target(
            id=str(ref),
            name=name,
            clause=ref,
            measure=str(self.clause.measure or name),
            applies=applies,
            title=None if title is None else title.text(getattr(self.place.paper.model, "language", None)),
            level=self._level_of(levels),
            reach=None if reach is None else _percent(reach),
            per=self._per(),
            assigned_by=self._reading("assigned_by"),
            open_overdue=self._reading("open_overdue"),
            no_volume=self._of_figures("no_volume", "no-verdict"),
            no_data=self._of_figures("no_data", "undetermined"),
            precision=self._precision(),
            minimum=None if self.clause.minimum_sample is None else self.clause.minimum_sample.value,
        )

    def _precision(self) -> Rounding | None:
        return precision_of(self.draft, self.place.at("precision"), self.clause.precision)

    def _of_figures(self, word: str, default: str) -> Any:
        """Return a reading that decides something of figures alone; it is asked about where they cost money."""
        if self.clause.pays:
            return self._reading(word)
        papers = (self.place.paper, *self.desk.contracts)
        settled = (getattr(paper.model.conventions, word, None) for paper in papers if paper.model.conventions)
        return getattr(self.clause, word, None) or next((value for value in settled if value is not None), default)

    def _rows(self) -> tuple[Any, ...]:
        return self.clause.rows if self.clause.kind == "time-target" else ()

    def _level_of(self, levels: Iterable[Any]) -> str | None:
        written = tuple(str(level) for level in levels)
        if written:
            return " or ".join(written)
        services = [service for _, service in self.names.services.values()]
        chosen = tuple(str(service) for service in self.clause.service or ())
        delivered = {s.level for s in services if s.level is not None and (not chosen or s.name in chosen)}
        return delivered.pop() if len(delivered) == 1 else None

    def _per(self) -> Cycle | str:
        if self.clause.per is None:
            if self.clause.reach is not None or self.clause.pays or any(row.reach for row in self._rows()):
                says = "the period over which the share in time is taken"
                self.desk.assume(Assumption("per", "month", ("quarter", "year"), self.place.ref(), says))
            return "month"
        written: Cycle = self.clause.per.value
        return written.word if written == Cycle(written.word) else written


def _percent(written: Any) -> Percent:
    value = written.value
    return value if isinstance(value, Percent) else Percent(value)
