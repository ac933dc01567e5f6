"""Items of which nothing can be decided, because their facts contradict themselves or say what nobody agreed.

Such an item is undetermined under every target, counted, and listed with its row. What a clock alone finds out (a stop
before its start) is found in `clocks`.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks import History
from contractkit.facts import Coded, Note
from contractkit.terms.listed_values import closed_lists
from contractkit.terms.targets import Fields

__all__ = ["Doubts", "doubts_of"]


@attrs.frozen(eq=False)
class Doubts:
    """Which items are doubtful, and why.

    Attributes:
        code: int16, for each item the place of the reason in `words`; 0 where there is none.
        words: The reasons; the first is empty.
        notes: What was found here, with its rows.
    """

    code: NDArray[np.int16]
    words: tuple[str, ...]
    notes: tuple[Note, ...]


def doubts_of(history: History, fields: Fields) -> Doubts:
    """Return the doubts about the items of `history`: those of the facts, then early events, then unknown values.

    Args:
        history: What happened by the moment of judging.
        fields: The fields that the agreement declares, with the values that it knows.
    """
    items = history.facts.items
    words = list(items.doubts)
    code = items.doubt.astype(np.int16)
    notes: list[Note] = []
    for note in _early(history):
        notes.append(note)
        if note.weight != "listed":  # an early row of the log is set aside, as clocks.md rule 3 says
            _mark(code, words, note.code, note.items)
    for field, known in closed_lists(fields):
        for note in _unknown(history, field, known):
            notes.append(note)
            _mark(code, words, "unknown-value", note.items)
    return Doubts(code, tuple(words), tuple(notes))


def _mark(code: NDArray[np.int16], words: list[str], word: str, items: NDArray[np.int32]) -> None:
    if word not in words:
        words.append(word)
    code[items[code[items] == 0]] = words.index(word)


def _early(history: History) -> Iterator[Note]:
    """Return the events before the opening of their item; those that its own columns tell are no rows of the log."""
    events, items = history.facts.events, history.facts.items
    if events is None or not len(history.early):
        return
    made = events.made[history.early]
    logged, told = history.early[~made], np.unique(events.item[history.early[made]])
    if len(logged):
        yield Note(
            "event-before-opening",
            "the event lies before the opening of its item {value}, and is set aside",
            events.rows[logged],
            events.item[logged],
            Coded(events.item[logged], tuple(items.ids)),
            events.file,
            "events",
            "correct the opening or the event",
            "listed",
        )
    if len(told):
        yield Note(
            "stop-before-start",
            "by the instants in its own columns item {value} changes before it opens, so that nothing can be decided "
            "about it",
            items.rows[told],
            told,
            Coded(told, tuple(items.ids)),
            items.file,
            "items",
            "correct the opening or the later instant",
        )


def _unknown(history: History, field: str, known: tuple[str, ...]) -> Iterator[Note]:
    """Return the rows that hold a value of the field which the agreement does not know."""
    says = f"{field} is {{value}}, which the agreement does not know, so that nothing can be decided about the item"
    hint = f"known: {', '.join(known)}"
    items, events = history.facts.items, history.events
    column = items.columns.get(field)
    if isinstance(column, Coded):
        rows = _strangers(column, known)
        if len(rows):
            yield Note("unknown-value", says, items.rows[rows], rows, column.take(rows), items.file, "items", hint)
    if field in events.values:
        said = events.words(field)
        rows = _strangers(said, known)
        rows = rows[~events.made[rows]] if field in items.columns else rows
        if len(rows):
            values = said.take(rows)
            yield Note("unknown-value", says, events.rows[rows], events.item[rows], values, events.file, "events", hint)


def _strangers(column: Coded, known: tuple[str, ...]) -> NDArray[np.int32]:
    strange = np.array([*(word not in known for word in column.categories), False], np.bool_)
    if not strange.any():
        return np.zeros(0, np.int32)
    return np.flatnonzero(strange[column.codes]).astype(np.int32)
