"""Items that cannot be judged, because their facts contradict themselves or say what nobody agreed.

Of an item whose facts contradict themselves nothing can be decided: it is undetermined under every target. A value that
nobody agreed leaves open only what reads its field. Either is counted, and listed with its row. What a clock alone
finds out (a stop before its start) is found in `clocks`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.clocks import History
from contractkit.evaluation.needs import fields_of_line
from contractkit.facts import Coded, Note
from contractkit.records.said import said
from contractkit.terms.listed_values import closed_lists
from contractkit.terms.targets import ClockLine, Fields

__all__ = ["Doubts", "doubts_of"]


Codes = NDArray[np.int16]

_STRANGE = "unknown-value"


@attrs.frozen(eq=False)
class Doubts:
    """Which items are doubtful, and why.

    Attributes:
        code: int16, for each item the place of the reason in `words`; 0 where there is none.
        words: The reasons; the first is empty.
        notes: What was found here, with its rows.
        everywhere: int16, the same for the reasons that hold under every target.
        strange: The fields of which an item has a value that nobody agreed, each with the places of those items; under
            targets that do not read the field they are not doubtful.
    """

    code: Codes
    words: tuple[str, ...]
    notes: tuple[Note, ...]
    everywhere: Codes
    strange: tuple[tuple[str, NDArray[np.int32]], ...] = ()
    _lines: dict[int, tuple[ClockLine, Codes]] = attrs.field(factory=dict, init=False, repr=False)

    def under(self, line: ClockLine) -> Codes:
        """Return for each item the place of the reason for which it is doubtful under the targets of a line, or 0."""
        if not self.strange:
            return self.everywhere
        kept = self._lines.get(id(line))
        if kept is None or kept[0] is not line:
            read = fields_of_line(line)
            code, word = self.everywhere.copy(), self.words.index(_STRANGE)
            for field, items in self.strange:
                if field in read:
                    code[items[code[items] == 0]] = word
            kept = self._lines[id(line)] = (line, code)
        return kept[1]


def doubts_of(history: History, fields: Fields, deciding: Collection[str]) -> Doubts:
    """Return the doubts about the items of `history`: those of the facts, then early events, then unknown values.

    Args:
        history: What happened by the moment of judging.
        fields: The fields that the agreement declares, with the values that it knows.
        deciding: The fields that decide whether the work on an item was agreed at all: a value of theirs that nobody
            knows leaves every target open.

    Source: docs/decisions/0170-what-a-strange-value-leaves-open.md.
    """
    items = history.facts.items
    words = list(items.doubts)
    code = items.doubt.astype(np.int16)
    notes: list[Note] = []
    for note in _early(history):
        notes.append(note)
        if note.weight != "listed":  # an early row of the log is set aside, as clocks.md rule 3 says
            _mark(code, words, note.code, note.items)
    everywhere, strange = code.copy(), []
    for field, known in closed_lists(fields):
        for note in _unknown(history, field, known):
            notes.append(note)
            _mark(code, words, _STRANGE, note.items)
            if field in deciding:
                _mark(everywhere, words, _STRANGE, note.items)
            else:
                strange.append((field, note.items))
    return Doubts(code, tuple(words), tuple(notes), everywhere, tuple(strange))


def _mark(code: Codes, words: list[str], word: str, items: NDArray[np.int32]) -> None:
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
    says = said(
        "{field} is {value}, which the agreement does not know: what depends on it cannot be decided",
        field=field,
        value="{value}",
    )
    hint = said("known: {known}", known=", ".join(known))
    items, events = history.facts.items, history.events
    column = items.columns.get(field)
    if isinstance(column, Coded):
        rows = _strangers(column, known)
        if len(rows):
            yield Note("unknown-value", says, items.rows[rows], rows, column.take(rows), items.file, "items", hint)
    if field in events.values:
        column = events.words(field)
        rows = _strangers(column, known)
        rows = rows[~events.made[rows]] if field in items.columns else rows
        if len(rows):
            values = column.take(rows)
            yield Note("unknown-value", says, events.rows[rows], events.item[rows], values, events.file, "events", hint)


def _strangers(column: Coded, known: tuple[str, ...]) -> NDArray[np.int32]:
    strange = np.array([*(word not in known for word in column.categories), False], np.bool_)
    if not strange.any():
        return np.zeros(0, np.int32)
    return np.flatnonzero(strange[column.codes]).astype(np.int32)
