"""A paper that was read: its model, and where everything in it stands."""

from __future__ import annotations

import attrs

from contractkit.documents.heads import Amendment, Document, Head, Notice
from contractkit.documents.sentences import words_of
from contractkit.documents.tree import ListNode, MapNode, Place, Step, place_of
from contractkit.errors import Problem
from contractkit.records.clauses import ClauseRef

__all__ = ["AmendmentSource", "DocumentSource", "NoticeSource", "PaperSource"]


@attrs.frozen(eq=False)
class PaperSource:
    """One paper with its places.

    Attributes:
        model: The head and what it says, as written.
        file: The file as the caller named it; None for text and data without a name.
        tree: What was read, before it became a model.
    """

    model: Head
    file: str | None
    tree: MapNode
    _refs: dict[tuple[object, ...], ClauseRef] = attrs.field(factory=dict, init=False, repr=False)

    def ref_at(self, path: tuple[Step, ...], number: str | None, row: str | None) -> ClauseRef:
        """Return the reference to a clause or a row, with the file and the line of what stands at a path.

        Args:
            path: Keys and numbers of items, as for `place`.
            number: The clause number; None for the head of the document.
            row: The name of the row, or None.
        """
        asked = (path, row)
        ref = self._refs.get(asked)
        if ref is None:
            line, file = self.tree.only_line, self.file
            if line is None:
                place = self.place(*path)
                line, file = place.line, place.file
            ref = self._refs[asked] = ClauseRef(self.model.id, number, row, file, line)
        return ref

    def place(self, *path: Step, side: str = "value") -> Place:
        """Return file, line and column of what stands at a path.

        Args:
            path: Keys and numbers of items (counted from 0), such as ``("clauses", "4.1", "rows", 0, "within")``.
            side: ``value``; or ``key`` for the key in front of it.

        Returns:
            The place; of a path that does not exist the place of what exists of it. Line and column are None where the
            format does not tell them (TOML, Python data). The file is this paper's, or that of the amendment that wrote
            what stands there.
        """
        found = place_of(self.tree, path, side)
        return found if found.file is not None or self.file is None else Place(found.line, found.column, self.file)

    def position(self, *path: Step) -> tuple[int | None, int | None]:
        """Return line and column of the value at a path, as `place` does, without the file."""
        place = place_of(self.tree, path)
        return place.line, place.column

    def key_position(self, *path: Step) -> tuple[int | None, int | None]:
        """Return line and column of the key at a path; of an item of a list the place of the item."""
        place = place_of(self.tree, path, "key")
        return place.line, place.column

    def problem(self, code: str, says: str, *path: Step, hint: str | None = None) -> Problem:
        """Return a problem at the value of a path, with its file, line, column and words for the place.

        Args:
            code: The stable word of the problem.
            says: What is wrong, with the value.
            path: Where, as for `position`.
            hint: The nearest right answer.
        """
        place = self.place(*path)
        own = path if place.file == self.file else ()  # an amendment has its own keys
        return Problem(code, says, place.file, place.line, place.column, words_of(path), hint, path=own)


@attrs.frozen(eq=False)
class DocumentSource(PaperSource):
    """One document with clauses, with its places.

    Attributes:
        model: The head and the clauses, as written. Clauses that have problems are left out of it.
        file: The file as the caller named it; None for text and data without a name.
        tree: What was read, before it became a model.
        broken: The numbers of the clauses that are left out of the model because they have problems.
    """

    model: Document
    broken: frozenset[str] = frozenset()

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
        place = self.place(*path, side="key") if index is None else self.place(*path, "rows", index)
        return ClauseRef(self.model.id, number, row, place.file, place.line)


@attrs.frozen(eq=False)
class AmendmentSource(PaperSource):
    """One amendment with its places.

    Attributes:
        model: The head and the changes, as written. Changes that have problems are left out of it.
        file: The file as the caller named it; None for text and data without a name.
        tree: What was read, before it became a model.
        places: The number of each change of the model on the page, counted from 0.
        lost: The clauses that the changes that are left out speak of.
    """

    model: Amendment
    places: tuple[int, ...] = ()
    lost: frozenset[str] = frozenset()


@attrs.frozen(eq=False)
class NoticeSource(PaperSource):
    """One notice with its places."""

    model: Notice
