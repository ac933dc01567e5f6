"""From one tree to one model: clauses, changes and head judged apart, so that all problems come at once."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from contractkit.documents.changes import AmendedClause
from contractkit.documents.clauses.registry import AnyClause
from contractkit.documents.heads import DOCUMENTS, Amendment, Document, Head, Notice
from contractkit.documents.migrations import brought_up
from contractkit.documents.pausing import without_pauses
from contractkit.documents.reading import Reading
from contractkit.documents.remembering import clause_of
from contractkit.documents.source import AmendmentSource, DocumentSource, NoticeSource, PaperSource
from contractkit.documents.telling import Teller
from contractkit.documents.texts import read_otherwise
from contractkit.documents.tree import ListNode, MapNode, Node, Scalar, Step, Written, plain
from contractkit.errors import Problem
from contractkit.quantities.notation import nearest_word

__all__ = ["judge"]

_TRIED = {
    "agreement": "contract",
    "call-off": "contract, with form: call-off",
    "framework": "contract, with form: framework",
    "ola": "sla, with between: internal",
    "package": "catalogue; a package is a clause with kind: level and based_on:",
}


@without_pauses()
def judge(reading: Reading, file: str | None) -> tuple[PaperSource | None, tuple[Problem, ...]]:
    """Return the paper that was read, None where its head says too little, and all that is wrong with it, by line.

    Args:
        reading: The tree, and what was wrong with its form.
        file: The name of the file, for the problems.
    """
    tree = reading.tree
    if tree is None:
        return None, _sorted(reading.problems)
    teller = Teller(tree, file)
    if not isinstance(tree, MapNode):
        teller.tell(
            "wrong-shape",
            "a document is a map: a head with named fields, then clauses",
            hint="begin with contractkit: 1",
        )
        return None, _sorted((*reading.problems, *teller.told))
    tree, unknown = brought_up(tree, file)
    if unknown is not None:
        return None, _sorted((*reading.problems, unknown))
    teller.tree = tree
    source = _Judge(tree, file, reading.spoilt, teller).document()
    return source, _sorted((*reading.problems, *teller.told))


class _Judge:
    def __init__(self, tree: MapNode, file: str | None, spoilt: frozenset[tuple[Step, ...]], teller: Teller) -> None:
        self.tree, self.file, self.teller = tree, file, teller
        self.spoilt = {path[:2] if path[:1] == ("clauses",) else path[:1] for path in spoilt}
        self.broken: set[str] = set()

    def document(self) -> PaperSource | None:
        model = self._kind()
        if model is Amendment:
            return self._amendment()
        if model is not None and not issubclass(model, Document):
            read = self._head(model, self._head_data())
            return NoticeSource(model=read, file=self.file, tree=self.tree) if isinstance(read, Notice) else None
        clauses = self._clauses()
        if model is None:
            return None
        read = self._head(model, self._head_data("clauses") | {"clauses": clauses})
        if not isinstance(read, Document):
            return None
        return DocumentSource(model=read, file=self.file, tree=self.tree, broken=frozenset(self.broken))

    def _head_data(self, *left_out: str) -> dict[str, Any]:
        head = {entry.key: entry.data for entry in self.tree.written() if entry.key not in left_out}
        return {key: value for key, value in head.items() if (key,) not in self.spoilt}

    def _amendment(self) -> AmendmentSource | None:
        entry = self.tree.get("changes")
        if entry is None or not isinstance(entry.value, ListNode):
            read = self._head(Amendment, self._head_data())
            if not isinstance(read, Amendment):
                return None
            return AmendmentSource(model=read, file=self.file, tree=self.tree)
        changes: dict[int, AmendedClause] = {}
        lost: set[str] = set()
        for number, node in enumerate(entry.value.items):
            try:
                changes[number] = AmendedClause.model_validate(plain(node))
            except ValidationError as error:
                self.teller.tell_errors(error, ("changes", number), AmendedClause)
                lost |= _spoken_of(node)
        if entry.value.items and not changes:
            self._head(Amendment, self._head_data("changes") | {"changes": [_NOTHING]})
            return None
        read = self._head(Amendment, self._head_data("changes") | {"changes": list(changes.values())})
        if not isinstance(read, Amendment):
            return None
        return AmendmentSource(model=read, file=self.file, tree=self.tree, places=tuple(changes), lost=frozenset(lost))

    def _kind(self) -> type[Head] | None:
        word = self.tree.text("document")
        if word in DOCUMENTS:
            return DOCUMENTS[word]
        if self.tree.get("document") is None:
            known = ", ".join(DOCUMENTS)
            self.teller.tell("missing-field", "'document' is missing: it says what this is", hint=f"one of {known}")
            return None
        if word is None or word == "":
            self.teller.tell("wrong-shape", "'document' is one word", ("document",), f"one of {', '.join(DOCUMENTS)}")
        elif word in _TRIED:
            says = f"there is no document '{word}'"
            self.teller.tell("unknown-document", says, ("document",), f"write {_TRIED[word]}")
        else:
            found = nearest_word(word, tuple(DOCUMENTS))
            hint = f"did you mean '{found}'?" if found else f"known: {', '.join(DOCUMENTS)}"
            self.teller.tell("unknown-document", f"there is no document '{word}'", ("document",), hint)
        return None

    def _clauses(self) -> dict[str, Any]:
        clauses = self.tree.inside("clauses")
        if clauses is None or ("clauses",) in self.spoilt:
            return {}
        if not isinstance(clauses, MapNode):
            if not (isinstance(clauses, Scalar) and clauses.empty):
                hint = 'write the number in front of each: "4.1":'
                self.teller.tell("wrong-shape", "clauses are a map from clause number to clause", ("clauses",), hint)
            return {}
        read = {}
        for clause in clauses.written():
            number = clause.key
            self._number(clause)
            path: tuple[Step, ...] = ("clauses", number)
            if self.teller.full:
                self.teller.unjudged += 1
                self.broken.add(number)
                continue
            if path in self.spoilt or clause.empty:
                self.broken.add(number)
                continue
            try:
                read[number] = clause_of(clause.data)
            except ValidationError as error:
                self.broken.add(number)
                self.teller.tell_errors(error, path, AnyClause)
        return read

    def _number(self, clause: Written) -> None:
        number = clause.key
        path: tuple[Step, ...] = ("clauses", number)
        if clause.plain and read_otherwise(number):
            other = _folded(number)
            hint = f'write "{number}": other readers take it for {other}'
            if other == f"the number {number}":
                hint = f'write "{number}": without quotes it is a number to other readers, and no name'
            self.teller.tell(
                "quote-me", f"the clause number {number} needs quotes", path, hint, side="key", where="clauses"
            )
        elif "/" in number or number != number.strip() or not number.isprintable() or not number:
            self.teller.tell(
                "name",
                f"'{number}' is not a clause number",
                path,
                "a clause number has no blanks at its ends and no slash",
                side="key",
            )

    def _head(self, model: type[Head], data: dict[str, Any]) -> Head | None:
        try:
            return model.model_validate(data)
        except ValidationError as error:
            self.teller.tell_errors(error, (), model)
            wrong = {entry["loc"][0] for entry in error.errors(include_url=False, include_input=False) if entry["loc"]}
            kept = {key: value for key, value in data.items() if key not in wrong}
        try:
            return model.model_validate(kept)
        except ValidationError:
            return None


_NOTHING = AmendedClause(clause="none", action="remove")
"""Stands for changes that all have problems, so that the rest of the head is judged."""


def _spoken_of(change: Node) -> set[str]:
    """Return the clause that a change speaks of, and the names that it would give it."""
    if not isinstance(change, MapNode):
        return set()
    found = {change.text("clause") or ""}
    to = change.get("to")
    if to is not None and isinstance(to.value, MapNode):
        found.add(to.value.text("name") or "")
    return found - {""}


def _folded(number: str) -> str:
    try:
        return f"the number {float(number.replace('_', '')):g}"
    except ValueError:
        return "a number or a truth value"


def _sorted(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.line or 0, problem.column or 0)))
