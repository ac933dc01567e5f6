"""What happened, as a whole: items, their events, feedback and relief, and all that was found odd on the way in."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.errors import Problem, UsageError
from contractkit.facts.events import Events
from contractkit.facts.items import Items
from contractkit.facts.notes import NO_ITEM, Note, problems_of
from contractkit.facts.ordering import order_of
from contractkit.facts.table import Table
from contractkit.records.clauses import Assumption

if TYPE_CHECKING:
    from contractkit.facts.mapping import FactsMapping

__all__ = ["Facts", "Progress"]

Progress = Callable[[str, int, int], None]
"""Called as ``progress(step, done, total)`` while something is read."""


@attrs.frozen(repr=False)
class Facts:
    """What happened, ready to be judged.

    Attributes:
        items: The items.
        events: What happened to them; None where nothing but the items is known.
        feedback: What people said of them: a table of item (int32, the place in `items`), score (float64) and, where it
            is known, at (instants); None where there is none.
        relief: What held up the work on them: a table of item (int32, the place in `items`), begin and end (instants;
            a missing end: it goes on), cause (words), row and, where they are known, announced_at, told_at, recorded_at
            (instants) and evidence (words); None where nothing is known of any.
        notes: What was found odd, with its rows.
        assumptions: What the source left open, and what was taken.
    """

    items: Items
    events: Events | None = None
    feedback: Table | None = None
    notes: tuple[Note, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    relief: Table | None = None

    def __repr__(self) -> str:
        """Return how much of what there is, on one line."""
        tables = (("item", self.items), ("event", self.events), ("answer", self.feedback), ("stretch", self.relief))
        many = ", ".join(_many(len(table), name) for name, table in tables if table is not None)
        return f"<Facts: {many}; {_many(len(self.problems), 'problem')}>"

    @classmethod
    def from_files(
        cls,
        items: str | os.PathLike[str] | None = None,
        events: str | os.PathLike[str] | None = None,
        feedback: str | os.PathLike[str] | None = None,
        relief: str | os.PathLike[str] | None = None,
        *,
        mapping: FactsMapping | Mapping[str, Any] | str | os.PathLike[str],
        progress: Progress | None = None,
    ) -> Facts:
        """Return the facts that stand in files: CSV, gzip-compressed CSV, or Parquet.

        Columns that the mapping does not name are ignored. Exact duplicates count once, and are counted. A row that
        contradicts itself makes its item doubtful, and is a problem with its row. Parquet files are read piece by
        piece, and may be larger than memory; the facts are not.

        Args:
            items: The table of items; None where items come from the events.
            events: The table of events; None where items are judged on their own columns.
            feedback: The table of feedback; None where there is none.
            relief: The table of relief; None where nothing is known of any.
            mapping: Which column is what: a `FactsMapping`, the same as plain data, or the path of its file.
            progress: Called now and then with the step, how much of it is done, and how much there is.

        Returns:
            The facts, all instants in microseconds since the epoch, UTC.

        Raises:
            FactsRejected: A file as a whole means nothing, or the mapping does not fit; lists every problem.
            UsageError: A file is not there, something else than a path was given, or the mapping needs a table that
                was not given.
            MissingExtraError: A library for this kind of file is not installed.
        """
        from contractkit.facts.assembling import assemble
        from contractkit.facts.mapping import FactsMapping
        from contractkit.facts.opening import open_file

        meaning = FactsMapping.of(mapping)
        sources = {"items": items, "events": events, "feedback": feedback, "relief": relief}
        given = {name: open_file(_path(path, name)) for name, path in sources.items() if path is not None}
        return assemble(given, meaning, progress)

    @classmethod
    def from_frames(
        cls,
        items: Any = None,
        events: Any = None,
        feedback: Any = None,
        relief: Any = None,
        *,
        mapping: FactsMapping | Mapping[str, Any] | str | os.PathLike[str],
        progress: Progress | None = None,
    ) -> Facts:
        """Return the facts that stand in data frames (pandas, polars, Arrow, DuckDB) or in a dict of sequences.

        The meaning is that of `from_files`, and so is the answer; rows are counted from 1. Aware timestamps keep
        their instant, naive ones are in the zone of the mapping.

        Args:
            items: The table of items; None where items come from the events.
            events: The table of events; None where items are judged on their own columns.
            feedback: The table of feedback; None where there is none.
            relief: The table of relief; None where nothing is known of any.
            mapping: Which column is what: a `FactsMapping`, the same as plain data, or the path of its file.
            progress: Called now and then with the step, how much of it is done, and how much there is.

        Returns:
            The facts, all instants in microseconds since the epoch, UTC.

        Raises:
            FactsRejected: A table as a whole means nothing, or the mapping does not fit; lists every problem.
            UsageError: Something else than a table was given, or the mapping needs a table that was not given.
            MissingExtraError: Neither pyarrow nor narwhals is installed (not needed for dicts).

        Example:
            >>> facts = Facts.from_frames(
            ...     items={"id": ["T-1"], "opened": ["2026-01-05T09:00+01:00"]},
            ...     mapping={"contractkit": 1, "document": "mapping",
            ...              "items": {"id": "id", "fields": {"opened_at": "opened"}}},
            ... )
            >>> facts.items.instants("opened_at").datetimes()[0].isoformat()
            '2026-01-05T08:00:00+00:00'
        """
        from contractkit.facts.assembling import assemble
        from contractkit.facts.mapping import FactsMapping
        from contractkit.facts.opening import open_frame

        sources = {"items": items, "events": events, "feedback": feedback, "relief": relief}
        given = {name: open_frame(frame) for name, frame in sources.items() if frame is not None}
        return assemble(given, FactsMapping.of(mapping), progress)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong in single rows; none of it makes the facts as a whole meaningless."""
        return problems_of(self.notes)

    @property
    def counts(self) -> Mapping[str, int]:
        """Return how many items, events and feedback rows there are, and how many rows each kind of note is about.

        Events that were made from columns of items are counted apart, as ``made-events``.
        """
        counts = {"items": len(self.items)}
        if self.events is not None:
            made = int(self.events.made.sum())
            counts["events"] = len(self.events) - made
            if made:
                counts["made-events"] = made
        if self.feedback is not None:
            counts["feedback"] = len(self.feedback)
        if self.relief is not None:
            counts["relief"] = len(self.relief)
        for note in self.notes:
            if len(note.rows):
                counts[note.counted_as] = counts.get(note.counted_as, 0) + len(note.rows)
        return counts

    @property
    def fields(self) -> frozenset[str]:
        """Return the names of all fields that items and events carry, whether or not a value is there.

        A field that a clause needs and that is not among them is unknown for every item: the mapping leaves it out.

        Example:
            >>> facts = Facts.from_frames(
            ...     items={"id": ["T-1"], "prio": [""], "opened": ["2026-01-05T09:00+01:00"]},
            ...     mapping={"contractkit": 1, "document": "mapping",
            ...              "items": {"id": "id", "fields": {"opened_at": "opened", "priority": "prio"}}},
            ... )
            >>> sorted(facts.fields)
            ['opened_at', 'priority']
        """
        carried = frozenset() if self.events is None else frozenset(self.events.values)
        return frozenset(self.items.columns) | carried

    def in_order(self) -> Facts:
        """Return the facts with their events in the order of item and time; the same ones if they are."""
        events = self.events
        if events is None or events.ordered:
            return self
        return attrs.evolve(self, events=events.take(order_of(events.item, events.at)))

    def part(self, first: int, last: int) -> Facts:
        """Return items and events of the items from place `first` to before `last`, which count from zero there.

        Nothing is copied. Feedback, relief and what was noted are left out.

        Raises:
            UsageError: The events do not stand in the order of item and time (`in_order`).
        """
        events = self.events
        if events is not None:
            if not events.ordered:
                raise UsageError("facts are taken in parts only where their events are in order: see Facts.in_order")
            rows = slice(*np.searchsorted(events.item, np.array((first, last), np.int32)).tolist())
            events = events.take(rows, events.item[rows] - np.int32(first))
        return Facts(self.items.take(slice(first, last)), events)

    def where(self, mask: NDArray[np.bool_] | None = None, /, **words: str) -> Facts:
        """Return the facts of some items alone, with their events and feedback.

        What was noted about rows of no known item stays: it may concern anybody.

        Args:
            mask: A flag for each item; None for all of them.
            words: Fields that must hold a word, such as ``customer="acme"``.

        Raises:
            UsageError: The mask has another length, or a field is not there or holds no words.
        """
        kept = np.ones(len(self.items), dtype=np.bool_) if mask is None else np.asarray(mask, dtype=np.bool_)
        if kept.shape != (len(self.items),):
            raise UsageError(f"the mask has {kept.size} flags for {len(self.items)} items")
        for field, word in words.items():
            column = self.items.words(field)
            code = column.code_of(word)
            kept = kept & (column.codes == code if code is not None else np.zeros(len(kept), np.bool_))
        return self._only(kept)

    def of_customer(self, code: str | None) -> Facts:
        """Return the facts of the items whose field ``customer`` is `code`; all of them where `code` is None.

        Unlike with `where`, what was noted about rows of no known item (an event of an unknown item, an empty row)
        stays with the facts as a whole: it is no customer's, and the parts of several customers count nothing twice.

        Raises:
            UsageError: The items have no field ``customer``.
        """
        if code is None:
            return self
        part = self.where(customer=code)
        own = (note.take(of_items, note.items[of_items]) for note in part.notes for of_items in [note.items != NO_ITEM])
        return attrs.evolve(part, notes=tuple(note for note in own if len(note.rows)))

    def _only(self, kept: NDArray[np.bool_]) -> Facts:
        place = np.full(len(kept) + 1, NO_ITEM, dtype=np.int32)  # the last one is the place of no item
        place[:-1][kept] = np.arange(int(kept.sum()), dtype=np.int32)
        events = self.events
        if events is not None:
            rows = kept[events.item]
            events = events.take(rows, place[events.item[rows]])
        tables = (self.feedback, self.relief)
        feedback, relief = (None if table is None else _of_places(table, kept, place) for table in tables)
        notes = []
        kept_or_of_no_item = np.append(kept, np.True_)
        for note in self.notes:
            rows = kept_or_of_no_item[note.items]
            if rows.any() or not len(rows):
                notes.append(note.take(rows, place[note.items[rows]]))
        parts: dict[str, Any] = {"events": events, "feedback": feedback, "relief": relief}
        return attrs.evolve(self, items=self.items.take(kept), notes=tuple(notes), **parts)


def _path(path: Any, name: str) -> str:
    if not isinstance(path, str | os.PathLike):
        says = f"{name} of from_files is the path of a file, not a {type(path).__name__}"
        raise UsageError(f"{says}; Facts.from_frames takes frames", parameter=name)
    return os.fspath(path)


def _many(number: int, what: str) -> str:
    """Return a number of things, as a person says it: ``1 item``, ``1,200 items``, ``2 stretches of relief``."""
    one, many = {"stretch": ("stretch of relief", "stretches of relief")}.get(what, (what, f"{what}s"))
    return f"{number:,} {one if number == 1 else many}"


def _of_places(table: Table, kept: NDArray[np.bool_], place: NDArray[np.int32]) -> Table:
    """Return the rows of a table that are about items that are kept, with the places that those now have."""
    some = table.select(kept[table.array("item")])
    return some.with_columns(item=place[some.array("item")])
