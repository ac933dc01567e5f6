"""What each combination of field values means to a clock line, worked out once and looked up for every row.

Conditions are read once for each point (see `dimensions`) instead of for each row; points that mean the same are one
meaning. How rows get their points stands in `reading`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.dimensions import DONE, Dimension, dimensions_of, fields_in
from contractkit.clocks.history import History
from contractkit.clocks.limits import UNSURE, Limits
from contractkit.clocks.rules import Rules
from contractkit.clocks.truth import NO, UNKNOWN, YES, Columns, Truths, effect_of, with_tests
from contractkit.facts import Coded
from contractkit.terms.conditions import EVERYTHING, Condition, Is
from contractkit.terms.targets import ClockLine, Happens

__all__ = ["Kind", "Meanings", "Tables", "kind_of"]

_MANY: Final = 1 << 14  # with more points than these only those that occur are looked at

Places = NDArray[np.int32]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Kind:
    """What a state does to a clock, the weakest effect first."""

    RUNS: Final = 0
    PAUSED: Final = 1
    STOPPED: Final = 2
    RESET: Final = 3
    CANCELLED: Final = 4


def kind_of(line: ClockLine, told: Mapping[str, Truths], paused: Truths) -> tuple[NDArray[np.int8], Flags]:
    """Return what states do to a clock, and which of them may do something else, because a field is missing.

    The strongest effect decides (clocks.md 1). A stop that happened stays though the state is a reset; while nothing
    has asked for the clock yet, or a reset has forgotten it, it waits as in a reset (decisions/0115 B).
    """
    kind = np.where(paused == YES, np.int8(Kind.PAUSED), np.int8(Kind.RUNS))
    unsure = paused == UNKNOWN
    happens = isinstance(line.measure.stops, Happens)
    weakest_first: tuple[tuple[str, int], ...] = (
        ("waits", Kind.RESET),
        ("resets", Kind.RESET),
        ("stops", Kind.STOPPED),
        ("cancels", Kind.CANCELLED),
    )
    if not happens:
        weakest_first = (("stops", Kind.STOPPED), ("resets", Kind.RESET), ("cancels", Kind.CANCELLED))
    for name, becomes in weakest_first:
        holds = told[name] == YES
        kind[holds] = becomes
        unsure = (unsure & ~holds) | (told[name] == UNKNOWN)
    return kind, unsure


@attrs.frozen(eq=False)
class Tables:
    """What each meaning is: every array has a value for each.

    Attributes:
        kind: int8, what it does to the clock (`Kind`).
        unsure: Whether it may do something else, because a field is missing.
        beneath: int8, what it does to the clock if it is no stop, because the rest of a result does not hold.
        cancels: Whether it cancels the clock (`NO`, `UNKNOWN`, `YES`).
        resets: Whether it resets the clock.
        stops: Whether it stops the clock.
        waits: Whether nothing has asked for the clock yet.
        pauses: For each pause of the line whether it pauses the clock.
        starts: Whether it starts the clock; of a line that starts by a state.
        again: For each condition of what has to happen again and again whether it holds.
        also: For each target whether all else that it asks for holds; empty where no target asks for more.
        limit: int32, for each span between the dates in target tables the limit that applies, `NONE` or `UNSURE`.
        stop_word: int32, which of several stop states it is; of a line in which the last one counts.
        sign: int32, by what meanings are told apart that are the same in all of this.
    """

    kind: NDArray[np.int8]
    unsure: Flags
    beneath: NDArray[np.int8]
    cancels: Truths
    resets: Truths
    stops: Truths
    waits: Truths
    pauses: tuple[Truths, ...]
    starts: Truths
    again: tuple[Truths, ...]
    also: tuple[Truths, ...]
    limit: tuple[Places, ...]
    stop_word: Places
    sign: Places

    def take(self, places: NDArray[np.intp]) -> Tables:
        """Return the tables for some of the meanings."""

        def of(value: Any) -> Any:
            return tuple(one[places] for one in value) if isinstance(value, tuple) else value[places]

        return Tables(**{field.name: of(getattr(self, field.name)) for field in attrs.fields(Tables)})

    def columns(self) -> list[NDArray[Any]]:
        """Return all arrays, one after another."""
        values = [getattr(self, field.name) for field in attrs.fields(Tables)]
        return [array for value in values for array in (value if isinstance(value, tuple) else (value,))]


@attrs.frozen(eq=False)
class Meanings:
    """All meanings that states can have for one line, with facts of one vocabulary.

    Attributes:
        line: The line.
        limits: Its limits.
        rules: Its conditions.
        effects: For each field that events carry how strong its words are, or None.
        dimensions: What is told apart of the fields.
        points: How many points there are.
        vocabulary: For each field that the line asks for where its values stand, and its words.
        also_by: Fields of which every word is told apart, though the line does not ask for it.
    """

    line: ClockLine
    limits: Limits
    rules: Rules
    effects: Mapping[str, NDArray[np.int8] | None]
    dimensions: tuple[Dimension, ...]
    points: int
    vocabulary: tuple[tuple[str, str, Sequence[str]], ...]
    also_by: tuple[str, ...] = ()
    _whole: list[tuple[NDArray[np.int16], Tables]] = attrs.field(factory=list, init=False, repr=False)

    @classmethod
    def of(cls, line: ClockLine, limits: Limits, history: History, also_by: tuple[str, ...] = ()) -> Meanings:
        """Return the meanings of states of `history` for `line`.

        Args:
            line: The line.
            limits: Its limits.
            history: Where the words of fields are taken from.
            also_by: Fields of which every word is told apart, though the line does not ask for it.
        """
        rules = Rules.of(line)
        apart: dict[str, Flags | None] = dict.fromkeys(also_by)
        if line.stops == "last" and rules.stop is not None:
            for field in fields_in([rules.stop]) & history.events.categories.keys():
                words = history.events.categories[field]
                apart.setdefault(field, effect_of(rules.stop, field, words) != NO)
        keys: dict[str, frozenset[str]] = {}
        for target in line.targets:
            for place, field in enumerate(target.table.by if target.table is not None else ()):
                assert target.table is not None
                words_of = frozenset(row.key[place] for row in target.table.rows)
                keys[field] = keys.get(field, frozenset()) | words_of
        ends = (rules.stop, rules.start, rules.cancel, rules.reset, rules.waits)
        conditions = [one for one in ends if one is not None] + [*rules.pauses, *rules.again]
        conditions += [condition for target in line.targets for condition in (target.applies, target.also)]
        raw = rules.ends | rules.result_fields | fields_in(rules.again) | frozenset(apart)
        raw |= fields_in(rules.pauses) - rules.target_fields
        dimensions = dimensions_of(history, conditions, raw, rules.target_fields, keys, apart)
        moving = history.events.categories
        fields = {one.field for one in dimensions if one.source == "events"}
        effects = {field: rules.effect(field, moving[field]) for field in fields}
        points = 1
        for one in dimensions:
            points *= len(one.example)
        asked = rules.asked | rules.target_fields | frozenset(apart)
        return cls(line, limits, rules, effects, dimensions, points, _vocabulary(history, asked - {DONE}), also_by)

    def fits(self, history: History) -> bool:
        """Return whether the fields of `history` have the same words in the same places as those that were read."""
        moving, columns = history.events.categories, history.facts.items.columns
        for field, kind, words in self.vocabulary:
            held = columns.get(field)
            now = moving.get(field)
            if kind == "events" and (now is words or now == words):
                continue
            if kind == "items" and now is None and isinstance(held, Coded) and held.categories == words:
                continue
            if kind != "events" and now is None and type(held).__name__ == kind:
                continue
            return False
        return True

    def at(self, points: NDArray[np.integer[Any]]) -> tuple[NDArray[np.integer[Any]], Tables]:
        """Return the meaning of each point, as a place in the tables that come with it."""
        if self.points > _MANY:
            found, place = np.unique(points, return_inverse=True)
            of_found, tables = _same(self._read(found.astype(np.int64)))
            return of_found[place.ravel()], tables
        if not self._whole:
            of_all, tables = _same(self._read(np.arange(self.points)))
            self._whole.append((of_all.astype(np.int16), tables))
        meaning, tables = self._whole[0]
        return meaning[points], tables

    def _read(self, points: Ints) -> Tables:
        """Return what each of some points means."""
        rules, line, count = self.rules, self.line, len(points)
        by_raw: dict[str, Coded] = {}
        by_filled: dict[str, Coded] = {}
        tests: dict[Condition, Condition] = {}
        for one in self.dimensions:
            (by_filled if one.filled else by_raw)[one.name] = one.at(points)
            if one.leaf is not None:
                tests[one.leaf] = Is(one.name, ("yes",))
        raw = Columns(count, {**by_filled, **by_raw})
        filled = Columns(count, {**by_raw, **by_filled})
        known = Columns(count, {**filled.by_row, **{name: by_raw[name] for name in rules.ends & by_raw.keys()}})

        def holds(condition: Condition | None, columns: Columns = raw) -> Truths:
            if condition is None:
                return np.full(count, NO, np.int8)
            return columns.truth(with_tests(condition, tests))

        told = {
            "cancels": holds(rules.cancel),
            "resets": holds(rules.reset),
            "stops": holds(rules.stop),
            "waits": holds(rules.waits),
        }
        pauses = tuple(holds(pause, known) for pause in rules.pauses)
        paused = np.full(count, NO, np.int8)
        for one_pause in pauses:
            paused = np.maximum(paused, one_pause)
        kind, unsure = kind_of(line, told, paused)
        limit = self.limits.by_span(filled, tests)
        unknown = np.flatnonzero(np.any([one == UNSURE for one in limit], axis=0))
        results = any(target.also != EVERYTHING for target in line.targets)
        sign, stop_word = np.zeros(count, np.int64), np.zeros(count, np.int64)
        stopping = fields_in(() if rules.stop is None else (rules.stop,))
        for one in self.dimensions:
            if not one.filled and one.field in self.also_by:
                sign += points // one.stride % len(one.example) * one.stride
            elif not one.filled and line.stops == "last" and one.field in stopping:
                stop_word += np.where(told["stops"] == YES, points // one.stride % len(one.example) * one.stride, 0)
        if len(unknown):  # which targets it may be is told apart too
            possible = self.limits.candidates(filled.take(unknown), tests)
            sign[unknown] += np.unique(possible, axis=0, return_inverse=True)[1].ravel() * self.points
        return Tables(
            kind=kind,
            unsure=unsure,
            beneath=kind_of(line, {**told, "stops": np.full(count, NO, np.int8)}, paused)[0],
            **told,
            pauses=pauses,
            starts=holds(rules.start),
            again=tuple(holds(condition) for condition in rules.again),
            also=tuple(holds(target.also) for target in line.targets) if results else (),
            limit=limit,
            stop_word=np.unique(stop_word, return_inverse=True)[1].astype(np.int32).ravel(),
            sign=np.unique(sign, return_inverse=True)[1].astype(np.int32).ravel(),
        )


def _same(tables: Tables) -> tuple[NDArray[np.intp], Tables]:
    """Return for each point the place of its meaning, and the tables of the different meanings."""
    together = np.stack([column.astype(np.int32) for column in tables.columns()], axis=1)
    _, example, meaning = np.unique(together, axis=0, return_index=True, return_inverse=True)
    return meaning.ravel(), tables.take(example)


def _vocabulary(history: History, fields: frozenset[str]) -> tuple[tuple[str, str, Sequence[str]], ...]:
    """Return for each field where its values stand, and its words."""
    moving, columns = history.events.categories, history.facts.items.columns
    found: list[tuple[str, str, Sequence[str]]] = []
    for field in sorted(fields):
        held = columns.get(field)
        if field in moving:
            found.append((field, "events", moving[field]))
        elif isinstance(held, Coded):
            found.append((field, "items", held.categories))
        else:
            found.append((field, type(held).__name__, ()))
    return tuple(found)
