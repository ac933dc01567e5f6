"""What is known of one item: its words and instants, when something came to be, and when steps were done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isnan

import attrs

from contractkit.clocks import History
from contractkit.clocks.history import BEGINNING
from contractkit.clocks.scalar.truth import YES, fields_in, holds
from contractkit.errors import UsageError
from contractkit.evaluation import Evaluation
from contractkit.facts import NAT, Coded, Facts, Instants, Integers
from contractkit.process.step_records import columns_of
from contractkit.terms.conditions import Condition

__all__ = ["STEP", "Happening", "ItemTold", "ToldItems", "told_of"]

STEP = "step"
"""The field of events that names a step which is done."""


@attrs.frozen
class Happening:
    """Something that was recorded of an item.

    Attributes:
        at: When it happened, in microseconds.
        field: Which field it speaks of.
        word: What the field is from then on; None where it became empty.
    """

    at: int
    field: str
    word: str | None


@attrs.frozen(eq=False)
class ItemTold:
    """One item as it is known at the moment of judging.

    Attributes:
        id: Its id.
        as_of: The moment of judging, in microseconds.
        opened: When it was opened; None where that is not known.
        words: What it says in each field, as of that moment; None where it is not known.
        instants: Its columns of instants, those that lie ahead too.
        happenings: What was recorded of it since its opening, in order.
    """

    id: str
    as_of: int
    opened: int | None
    words: Mapping[str, str | None]
    instants: Mapping[str, int]
    happenings: tuple[Happening, ...]
    _history: History = attrs.field(repr=False)
    _facts: Facts = attrs.field(repr=False)

    def instant(self, field: str) -> int | None:
        """Return the instant in a column; None where it is not known, or lies ahead."""
        at = self.instants.get(field)
        return None if at is None or at > self.as_of else at

    def ahead(self, field: str) -> int | None:
        """Return the instant in a column, also where it lies ahead; None where it is not known."""
        return self.instants.get(field)

    def since(self, condition: Condition) -> int | None:
        """Return the first instant at which the state of the item met a condition; None where it never did."""
        fields = dict.fromkeys(fields_in(condition))
        states = self._history.states(fields, {})
        columns = {field: _words(states.columns.by_row.get(field), len(states.at)) for field in fields}
        for row, at in enumerate(states.at.tolist()):
            known = {field: column[row] for field, column in columns.items() if column is not None}
            if holds(condition, {**self.words, **known}) == YES:
                return None if at == BEGINNING else at
        return None

    def done(self, *records: str) -> int | None:
        """Return when a step was recorded as done; None where nothing says it.

        An instant in a column with the name of the step, alone or with ``_at`` behind it, says it; else the first event
        whose field ``step`` names the step; else the first event of the one other field that knows its name.

        Args:
            records: The words by which records mean the step (`steps.records_of`); the first that is told counts.
        """
        return next((at for step in records for at in self._said(step)), None)

    def done_since(self, start: int, *records: str) -> int | None:
        """Return when a step was done for a clock that started at an instant; None where nothing says it.

        That is the first record from the start on. What was done before, and not again, took no time of that clock: it
        was done at its start.
        """
        said = next((found for step in records if (found := self._said(step))), [])
        return next((at for at in said if at >= start), start if said else None)

    def _said(self, step: str) -> list[int]:
        """Return every instant at which a step was recorded as done, by the first kind of record that says it."""
        for name in columns_of(step):
            at = self.instant(name)
            if at is not None:
                return [at]
        said = [one for one in self.happenings if one.word == step]
        fields = dict.fromkeys(one.field for one in said)
        if STEP in fields:
            return [one.at for one in said if one.field == STEP]
        return [one.at for one in said] if len(fields) == 1 else []

    def is_recorded(self, *records: str) -> bool:
        """Return whether the facts, of whatever item, say of such a step when it is done.

        Where they never do, that nothing says a step is done does not mean that it is not.
        """
        columns, events = self._facts.items.columns, self._facts.events
        if any(isinstance(columns.get(name), Instants) for step in records for name in columns_of(step)):
            return True
        if events is None:
            return False
        return STEP in events.values or any(step in one for step in records for one in events.categories.values())


@attrs.frozen(eq=False)
class ToldItems:
    """The items of an evaluation, each as it is known at the moment of judging.

    Attributes:
        history: What happened, its events in the order of item and time.
    """

    history: History

    @classmethod
    def of(cls, evaluation: Evaluation) -> ToldItems:
        """Return the items of an evaluation."""
        whole = evaluation.history
        return cls(History.of(whole.facts.in_order(), whole.as_of, whole.known_at))

    def item(self, place: int) -> ItemTold:
        """Return the item at a place of the facts."""
        whole = self.history
        facts = whole.facts.part(place, place + 1)
        history = History.of(facts, whole.as_of, whole.known_at)
        words: dict[str, str | None] = {}
        instants: dict[str, int] = {}
        for name, column in facts.items.columns.items():
            if isinstance(column, Instants):
                us = int(column.us[0])
                if us != NAT:
                    instants[name] = us
            elif isinstance(column, Coded):
                words[name] = column.words()[0]
            elif isinstance(column, Integers):
                words[name] = None if column.missing[0] else str(int(column.values[0]))
            else:
                number = float(column.values[0])
                words[name] = None if isnan(number) else repr(number)
        moving = history.events.values
        states = history.states(moving, {})
        for field in moving:
            column_words = _words(states.columns.by_row.get(field), len(states.at))
            if column_words is not None:
                words[field] = column_words[-1]
        opened = int(history.opened[0])
        return ItemTold(
            str(facts.items.ids[0]),
            whole.as_of,
            None if opened == NAT else opened,
            words,
            instants,
            tuple(_happenings(history)),
            history,
            whole.facts,
        )


def told_of(evaluation: Evaluation, item: str) -> ItemTold:
    """Return what is known of one item.

    Args:
        evaluation: The evaluation in which it was judged; its moment of judging counts, and what was known then.
        item: The id of the item.

    Raises:
        UsageError: There is no such item.
    """
    place = evaluation.history.facts.items.ids.find(item)
    if place is None:
        raise UsageError(f"there is no item {item!r}", item=item)
    return ToldItems.of(evaluation).item(place)


def _happenings(history: History) -> Iterator[Happening]:
    events = history.events
    columns = {field: events.words(field).words() for field in events.values}
    for place, at in enumerate(events.at.tolist()):
        for field, words in columns.items():
            if events.values[field][place] >= -1:  # an event that says nothing of the field has -2
                yield Happening(at, field, words[place])


def _words(column: Coded | None, length: int) -> list[str | None] | None:
    if column is None:
        return None
    found = column.words()
    assert len(found) == length
    return found
