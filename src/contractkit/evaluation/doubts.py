"""Items of which nothing can be decided, because their facts contradict themselves or say what nobody agreed.

Such an item is undetermined under every target, counted, and listed with its row. What a clock alone finds out (a stop
before its start) is found in `clocks`.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks import History
from contractkit.facts import Coded, Note
from contractkit.terms.targets import Fields

__all__ = ["Doubts", "doubts_of"]

_YES_NO = ("yes", "no")


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
    if len(history.early):
        notes.append(_early(history))
        _mark(code, words, "event-before-opening", notes[-1].items)
    for field, known in fields.items():
        allowed = _YES_NO if known == "yes-no" else known
        if isinstance(allowed, str):
            continue
        for note in _unknown(history, field, allowed):
            notes.append(note)
            _mark(code, words, "unknown-value", note.items)
    return Doubts(code, tuple(words), tuple(notes))


def _mark(code: NDArray[np.int16], words: list[str], word: str, items: NDArray[np.int32]) -> None:
    if word not in words:
        words.append(word)
    code[items[code[items] == 0]] = words.index(word)


def _early(history: History) -> Note:
    events = history.facts.events
    assert events is not None
    rows = history.early
    return Note(
        "event-before-opening",
        "the event lies before the opening of its item, so that nothing can be decided about the item",
        events.rows[rows],
        events.item[rows],
        file=events.file,
        where="events",
        hint="correct the opening or the event",
    )


def _unknown(history: History, field: str, allowed: Iterable[str]) -> Iterable[Note]:
    """Return the rows that hold a value of the field which the agreement does not know."""
    known = tuple(allowed)
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
