"""A document that was read: its model, and where everything in it stands."""

from __future__ import annotations

import attrs

from contractkit.documents.heads import Document
from contractkit.documents.sentences import words_of
from contractkit.documents.tree import NOWHERE, Entry, ListNode, MapNode, Place, Step, walk
from contractkit.errors import Problem
from contractkit.records.clauses import ClauseRef

__all__ = ["DocumentSource"]


@attrs.frozen(eq=False)
class DocumentSource:
    """One document with its places.

    Attributes:
        model: The head and the clauses, as written. Clauses that have problems are left out of it.
        file: The file as the caller named it; None for text and data without a name.
        tree: What was read, before it became a model.
        broken: The numbers of the clauses that are left out of the model because they have problems.
    """

    model: Document
    file: str | None
    tree: MapNode
    broken: frozenset[str] = frozenset()

    def position(self, *path: Step) -> tuple[int | None, int | None]:
        """Return line and column of the value at a path, both counted from 1.

        Args:
            path: Keys and numbers of items (counted from 0), such as ``("clauses", "4.1", "rows", 0, "within")``.

        Returns:
            The place of the value; of a path that does not exist the place of what exists of it. None and None where
            the format does not tell lines (TOML, Python data).
        """
        place = self._place(path, "value")
        return place.line, place.column

    def key_position(self, *path: Step) -> tuple[int | None, int | None]:
        """Return line and column of the key at a path; of an item of a list the place of the item."""
        place = self._place(path, "key")
        return place.line, place.column

    def _place(self, path: tuple[Step, ...], side: str) -> Place:
        place = self.tree.place
        for _, found in walk(self.tree, path):
            if isinstance(found, Entry):
                place = found.key.place if side == "key" else found.value.place
            else:
                place = found.place
        return place if place is not None else NOWHERE

    def names_in(self, number: str) -> frozenset[str]:
        """Return the names that a clause gives to itself and to its rows, also where the clause has problems."""
        clauses = self.tree.get("clauses")
        entry = clauses.value.get(number) if clauses is not None and isinstance(clauses.value, MapNode) else None
        if entry is None or not isinstance(entry.value, MapNode):
            return frozenset()
        rows = entry.value.get("rows")
        parts = [entry.value, *(rows.value.items if rows is not None and isinstance(rows.value, ListNode) else ())]
        names = [part.text("name") for part in parts if isinstance(part, MapNode)]
        return frozenset(name for name in names if name)

    def clause_ref(self, number: str | None = None, row: str | None = None, index: int | None = None) -> ClauseRef:
        """Return the reference to a clause, or to a row of its table, with file and line.

        Args:
            number: The clause number; None for the head of the document.
            row: The name of the row, or None.
            index: The number of the row, counted from 0, for its line; None for the line of the clause.
        """
        path: tuple[Step, ...] = () if number is None else ("clauses", number)
        line, _ = self.key_position(*path) if index is None else self.position(*path, "rows", index)
        return ClauseRef(self.model.id, number, row, self.file, line)

    def problem(self, code: str, says: str, *path: Step, hint: str | None = None) -> Problem:
        """Return a problem at the value of a path, with its file, line, column and clause.

        Args:
            code: The stable word of the problem.
            says: What is wrong, with the value.
            path: Where, as for `position`.
            hint: The nearest right answer.
        """
        line, column = self.position(*path)
        return Problem(code, says, self.file, line, column, words_of(path), hint)
