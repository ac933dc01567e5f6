"""What a clock line means to one item: its fields, its limits, and what each state of the item says.

A plan is made once for a line and shared by all its clocks. What a state means is worked out once and remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final

from contractkit.clocks.scalar.meaning import NONE, UNSURE, Meaning, State
from contractkit.clocks.scalar.rulers import Ruler
from contractkit.clocks.scalar.truth import NO, UNKNOWN, YES, fields_in, holds
from contractkit.clocks.units import Unit
from contractkit.quantities.midnights import midnight_us
from contractkit.quantities.spans import Moment
from contractkit.terms.conditions import EVERYTHING, Condition
from contractkit.terms.stopwatch import AtField, Happens, WhenState
from contractkit.terms.targets import ClockLine, Target

__all__ = ["OPENED", "Plan", "plan_of"]

OPENED: Final = "opened_at"
"""The field that holds the instant of an item's opening."""

_MOST_REMEMBERED: Final = 4096
_MOST_PLANS: Final = 1024
_ALWAYS: Final = -(2**62)


class Plan:
    """A clock line, ready for single items.

    Attributes:
        line: The line.
        fields: The fields that make a state.
        choosing: The places of the fields that choose the target, in `fields`.
        stopping: The places of the fields that decide a stop.
        place: The place of each field that is read: first the states, then happenings, then columns.
        happens: For places of fields: which values start, stop, and which target's repetition each value is.
        columns: The fields that hold instants.
        rulers: All limits of the line, in the order of the page.
        dated: Whether a target table has rows that hold from a date on.
        varies: Whether the limit in force depends on the start or the cycle too.
        results: Whether a target asks for more than its time.
        listed: For places of fields of which the agreement lists all values, those values.
    """

    def __init__(self, line: ClockLine) -> None:
        self.line = line
        measure = line.measure
        self.stops, self.starts = measure.stops, measure.starts
        self.stop = measure.stops.condition if isinstance(measure.stops, WhenState) else None
        self.start = measure.starts.condition if isinstance(measure.starts, WhenState) else None
        self.reset, self.cancel = measure.resets, measure.cancels
        self.pauses = tuple(pause.condition for pause in line.pauses)
        self.results = any(target.also != EVERYTHING for target in line.targets)
        self._number_limits()
        self._number_fields()
        self._ranks: dict[tuple[str, str], int] = {}
        self._slips: dict[str, str | None] = {}
        self._meanings: dict[tuple[State, State], Meaning] = {}

    # -- limits --------------------------------------------------------------------------------------------------

    def _number_limits(self) -> None:
        self.rulers: list[Ruler] = []
        self._first: list[tuple[int, ...]] = []  # for each target the places of its own limit or of its table's rows
        self._later: list[int] = []  # for each target the place of the limit of cycles after the first; NONE: as first
        for place, target in enumerate(self.line.targets):
            own = [target.limit] if target.limit is not None else []
            own += [row.limit for row in target.table.rows] if target.table is not None else []
            if not own and target.every is not None:
                own = [target.every]
            self._first.append(tuple(range(len(self.rulers), len(self.rulers) + len(own))))
            self.rulers += [Ruler(limit, place, target) for limit in own]
            differs = target.every is not None and own != [target.every]
            self._later.append(len(self.rulers) if differs else NONE)
            if differs and target.every is not None:
                self.rulers.append(Ruler(target.every, place, target))
        policies: list[object] = []
        for ruler in self.rulers:
            if ruler.unit is Unit.DAYS:
                policy = (ruler.limit.calendar, ruler.days)
                if policy not in policies:
                    policies.append(policy)
                ruler.policy = policies.index(policy)
        tables = [target.table for target in self.line.targets if target.table is not None]
        self.dated = any(row.since is not None for table in tables for row in table.rows)
        self.varies = self.dated or any(later != NONE for later in self._later)
        self.repeats = any(target.every is not None and target.again is not None for target in self.line.targets)

    def limit_of(self, meaning: Meaning, started: int, cycle: int) -> int:
        """Return the limit in force in a state, `NONE` or `UNSURE`.

        Args:
            meaning: What the state says.
            started: When the clock started, or would start; of the dated rows of a table one begun by then holds.
            cycle: The number of the cycle.
        """
        return self._limit(meaning.applies, meaning.words, started, cycle) if self.varies else meaning.limit

    def _limit(self, applies: tuple[int, ...], words: Mapping[str, str | None], started: int, cycle: int) -> int:
        unsure = False
        for place, target in enumerate(self.line.targets):
            if applies[place] == UNKNOWN:
                unsure = True
            if applies[place] != YES:
                continue
            if cycle > 1 and self._later[place] != NONE:
                return self._later[place]
            if target.table is None or target.limit is not None:
                return self._first[place][0]
            found = self._row(target, self._first[place], words, started)
            if found >= 0:
                return found
            unsure |= found == UNSURE
        return UNSURE if unsure else NONE

    def _row(self, target: Target, places: tuple[int, ...], words: Mapping[str, str | None], started: int) -> int:
        """Return the row of a target's table that holds for a start: of those with the key the last one begun."""
        table = target.table
        assert table is not None
        key = tuple(words.get(field) for field in table.by)
        if None in key:
            return UNSURE
        found, begun = NONE, _ALWAYS
        for row, place in zip(table.rows, places, strict=True):
            begins = _ALWAYS if row.since is None else midnight_us(row.since, row.limit.calendar.tz)
            if row.key == key and begins >= begun and (begins == _ALWAYS or started >= begins):
                found, begun = place, begins
        return found

    # -- fields --------------------------------------------------------------------------------------------------

    def _number_fields(self) -> None:
        line = self.line
        ends = [one for one in (self.stop, self.start, self.reset, self.cancel) if one is not None]
        of_ends = _fields(ends)
        choosing = _fields(target.applies for target in line.targets)
        choosing |= {field for target in line.targets if target.table is not None for field in target.table.by}
        again = [target.again for target in line.targets if target.again is not None]
        fields = of_ends | choosing | _fields(self.pauses) | _fields(target.also for target in line.targets)
        fields |= _fields(one.condition for one in again if isinstance(one, WhenState))
        self.fields = tuple(sorted(fields))
        self.ranked = of_ends | (_fields(self.pauses) - choosing)  # of what chooses the target the smallest word holds
        self._raw_in_pauses = of_ends
        happening = [one for one in (self.starts, self.stops, *again) if isinstance(one, Happens)]
        at_fields = [one for one in (self.starts, self.stops, *again) if isinstance(one, AtField)]
        columns = {one.field for one in at_fields if one.field != OPENED}
        columns |= {within.field for within in self._withins() if isinstance(within, Moment) and within.field != OPENED}
        self.columns = tuple(sorted(columns))
        read = dict.fromkeys((*self.fields, *sorted(one.field for one in happening), *self.columns))
        self.place = {field: place for place, field in enumerate(read)}
        self.names = tuple(read)
        self.choosing = tuple(self.place[field] for field in sorted(choosing))
        self.stopping = tuple(self.place[field] for field in sorted(_fields(ends[:1]))) if self.stop is not None else ()
        self.happening = {self.place[one.field] for one in happening}
        self.column_places = {self.place[field]: field for field in self.columns}
        self.listed = {
            self.place[field]: frozenset(values)
            for field, values in line.listed
            if field in self.place and field not in self.columns
        }

    def _withins(self) -> Iterable[object]:
        return (ruler.limit.within for ruler in self.rulers)

    def repeated_by(self, place: int, value: str | None) -> tuple[int, ...]:
        """Return the targets whose repetition it is that a field says a value."""
        name = self.names[place]
        return tuple(
            number
            for number, target in enumerate(self.line.targets)
            if isinstance(target.again, Happens) and target.again.field == name and value in target.again.values
        )

    def is_strange(self, place: int, word: str | int | None) -> bool:
        """Return whether a field says what the agreement does not know, which counts as nothing said.

        Source: design.md section 5, closed lists of values.
        """
        listed = self.listed.get(place)
        return listed is not None and word is not None and word not in listed

    def slip(self, field: str) -> str | None:
        """Return the field that was most likely meant by one that the line does not read, None if none is very like."""
        if field not in self._slips:
            near = get_close_matches(field.lower(), [name.lower() for name in self.names], n=1, cutoff=0.85)
            if len(self._slips) >= _MOST_REMEMBERED:
                self._slips.clear()
            self._slips[field] = next((name for name in self.names if [name.lower()] == near), None)
        return self._slips[field]

    def rank(self, place: int, word: str) -> int:
        """Return how strong the effect of a word is: cancel, then reset, stop, pause, start; 0 for none.

        Source: clocks.md rule 1.
        """
        field = self.names[place]
        if field not in self.ranked:
            return 0
        found = self._ranks.get((field, word))
        if found is None:
            ladder = ((self.start, 1), *((pause, 2) for pause in self.pauses), (self.stop, 3), (self.reset, 4))
            found = 0
            for condition, step in (*ladder, (self.cancel, 5)):
                if condition is not None and field in fields_in(condition) and holds(condition, {field: word}) != NO:
                    found = step
            if len(self._ranks) >= _MOST_REMEMBERED:
                self._ranks.clear()
            self._ranks[field, word] = found
        return found

    # -- states --------------------------------------------------------------------------------------------------

    def meaning(self, state: State, classified: State) -> Meaning:
        """Return what a state says.

        Args:
            state: The words as they are.
            classified: The words with gaps from the opening on filled by the first that became known.
        """
        found = self._meanings.get((state, classified))
        if found is None:
            found = self._meaning(state, classified)
            if len(self._meanings) >= _MOST_REMEMBERED:
                self._meanings.clear()
            self._meanings[state, classified] = found
        return found

    def _meaning(self, state: State, classified: State) -> Meaning:
        raw = dict(zip(self.fields, state, strict=True))
        filled = dict(zip(self.fields, classified, strict=True))
        mixed = {field: raw[field] if field in self._raw_in_pauses else filled[field] for field in self.fields}
        targets = self.line.targets
        start, stop, reset, cancel = (_truth(one, raw) for one in (self.start, self.stop, self.reset, self.cancel))
        pauses = tuple(holds(pause, mixed) for pause in self.pauses)
        applies = tuple(holds(target.applies, filled) for target in targets)
        return Meaning(
            start=start,
            stop=stop,
            reset=reset,
            cancel=cancel,
            pauses=pauses,
            paused=max(pauses, default=NO),
            applies=applies,
            also=tuple(holds(target.also, raw) for target in targets),
            again=tuple(
                holds(target.again.condition, raw) if isinstance(target.again, WhenState) else NO for target in targets
            ),
            limit=NONE if self.varies else self._limit(applies, filled, 0, 1),
            known=UNKNOWN not in (start, stop, reset, cancel, *pauses),
            words=filled,
        )


def _truth(condition: Condition | None, words: Mapping[str, str | None]) -> int:
    return NO if condition is None else holds(condition, words)


def _fields(conditions: Iterable[Condition]) -> frozenset[str]:
    return frozenset(field for condition in conditions for field in fields_in(condition))


_plans: dict[int, Plan] = {}


def plan_of(line: ClockLine) -> Plan:
    """Return the plan of a line; those made last are remembered."""
    plan = _plans.get(id(line))
    if plan is None or plan.line is not line:
        plan = Plan(line)
        if len(_plans) >= _MOST_PLANS:
            _plans.clear()
        _plans[id(line)] = plan
    return plan
