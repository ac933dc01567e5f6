"""From trees to models: every document validated clause by clause, all problems of all of them at once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError

from contractkit.documents.clauses.registry import AnyClause
from contractkit.documents.data_reader import read_data_tree
from contractkit.documents.heads import DOCUMENTS, Document
from contractkit.documents.reader import read_bytes, read_files, read_tree
from contractkit.documents.reading import Reading
from contractkit.documents.source import DocumentSource
from contractkit.documents.telling import Teller
from contractkit.documents.texts import read_otherwise
from contractkit.documents.tree import Entry, MapNode, Scalar, Step, plain
from contractkit.errors import Problem
from contractkit.quantities.notation import nearest_word

__all__ = ["read_bytes_of", "read_data", "read_documents", "read_text"]

Documents = tuple[tuple[DocumentSource, ...], tuple[Problem, ...]]

LATER_DOCUMENTS = ("amendment", "notice", "framework")
_OTHERS = ("mapping",)


def read_documents(path: str | os.PathLike[str]) -> Documents:
    """Return the documents of a file or folder, and all that is wrong with them.

    Args:
        path: A file, or a folder that is read with all folders in it. In a folder, files that are no documents of this
            language (a mapping, a data file) are left alone.

    Returns:
        The documents whose head could be read, each with the clauses that have no problems, in the order of the files'
        names; and all problems of all files, in the same order, by line.
    """
    sources, problems = read_files(path)
    found: list[DocumentSource] = []
    told: list[Problem] = list(problems)
    alone = [source.file for source in sources] == [os.fspath(path)]
    judged = 0
    for source in sources:
        if not alone and _is_other(source.reading):
            continue
        judged += 1
        document, wrong = _judge(source.reading, source.file)
        told.extend(wrong)
        if document is not None:
            found.append(document)
    if sources and not judged and not told:
        told.append(
            Problem(
                "no-documents",
                "there is no document in this folder",
                os.fspath(path),
                hint="a document begins with contractkit: 1",
            )
        )
    told.extend(_same_ids(found))
    return tuple(found), tuple(told)


def read_text(text: str, name: str | None = None) -> Documents:
    """Return the document that `text` writes, and all that is wrong with it.

    Args:
        text: The whole document in YAML, JSON or TOML; it never names a file.
        name: What to call it in problems; the end of the name tells the format (``.yaml``, ``.json``, ``.toml``).

    Returns:
        The document, if its head could be read, and all problems by line.

    Raises:
        MissingExtraError: The text is YAML and ruamel.yaml is not installed.

    Example:
        >>> sources, problems = read_text('{"contractkit": 1, "document": "sla", "id": "S", "titel": "Levels"}')
        >>> [str(problem) for problem in problems][1]
        "1: titel: 'titel' is not a field here [unknown-field]; did you mean 'title'?"
    """
    document, problems = _judge(read_tree(text, name), name)
    return (() if document is None else (document,)), problems


def read_data(data: Mapping[str, Any], name: str | None = None) -> Documents:
    """Return the document that Python data hold, and all that is wrong with it.

    Args:
        data: Dicts, lists and texts, as from JSON.
        name: What to call it in problems.
    """
    document, problems = _judge(read_data_tree(data, name), name)
    return (() if document is None else (document,)), problems


def read_bytes_of(data: bytes, name: str | None = None) -> Documents:
    """Return the document that the bytes of a file write, and all that is wrong with it.

    Args:
        data: The whole file, in UTF-8.
        name: What to call it in problems; the end of the name tells the format.
    """
    document, problems = _judge(read_bytes(data, name), name)
    return (() if document is None else (document,)), problems


def _is_other(reading: Reading) -> bool:
    tree = reading.tree
    if tree is None:
        return False
    if not isinstance(tree, MapNode):
        return True
    word = tree.text("document")
    if word in _OTHERS:
        return True
    return tree.get("contractkit") is None and word not in DOCUMENTS and tree.get("clauses") is None


def _judge(reading: Reading, file: str | None) -> tuple[DocumentSource | None, tuple[Problem, ...]]:
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
        return None, _sorted((*reading.problems, *teller.problems))
    source = _Judge(tree, file, reading.spoilt, teller).document()
    return source, _sorted((*reading.problems, *teller.problems))


class _Judge:
    def __init__(self, tree: MapNode, file: str | None, spoilt: frozenset[tuple[Step, ...]], teller: Teller) -> None:
        self.tree, self.file, self.teller = tree, file, teller
        self.spoilt = {path[:2] if path[:1] == ("clauses",) else path[:1] for path in spoilt}
        self.broken: set[str] = set()

    def document(self) -> DocumentSource | None:
        model = self._kind()
        clauses = self._clauses()
        if model is None:
            return None
        head = {entry.key.text: plain(entry.value) for entry in self.tree.entries if entry.key.text != "clauses"}
        head = {key: value for key, value in head.items() if (key,) not in self.spoilt}
        read = self._head(model, head | {"clauses": clauses})
        return None if read is None else DocumentSource(read, self.file, self.tree, frozenset(self.broken))

    def _kind(self) -> type[Document] | None:
        entry = self.tree.get("document")
        if entry is None:
            known = ", ".join(DOCUMENTS)
            self.teller.tell("missing-field", "'document' is missing: it says what this is", hint=f"one of {known}")
            return None
        word = entry.value.text if isinstance(entry.value, Scalar) else None
        if word in DOCUMENTS:
            return DOCUMENTS[word]
        if word is None or word == "":
            self.teller.tell("wrong-shape", "'document' is one word", ("document",), f"one of {', '.join(DOCUMENTS)}")
        elif word in LATER_DOCUMENTS:
            self.teller.tell(
                "unknown-document", f"this version does not read documents of the kind '{word}' yet", ("document",)
            )
        else:
            found = nearest_word(word, (*DOCUMENTS, *LATER_DOCUMENTS))
            hint = f"did you mean '{found}'?" if found else f"known: {', '.join(DOCUMENTS)}"
            self.teller.tell("unknown-document", f"there is no document '{word}'", ("document",), hint)
        return None

    def _clauses(self) -> dict[str, Any]:
        entry = self.tree.get("clauses")
        if entry is None or ("clauses",) in self.spoilt:
            return {}
        if not isinstance(entry.value, MapNode):
            if not (isinstance(entry.value, Scalar) and entry.value.empty):
                hint = 'write the number in front of each: "4.1":'
                self.teller.tell("wrong-shape", "clauses are a map from clause number to clause", ("clauses",), hint)
            return {}
        adapter: TypeAdapter[Any] = _adapter()
        read = {}
        for clause in entry.value.entries:
            number = clause.key.text
            self._number(clause)
            path: tuple[Step, ...] = ("clauses", number)
            if path in self.spoilt or _left_empty(clause):
                self.broken.add(number)
                continue
            try:
                read[number] = adapter.validate_python(plain(clause.value))
            except ValidationError as error:
                self.broken.add(number)
                self.teller.tell_errors(error, path, AnyClause)
        return read

    def _number(self, clause: Entry) -> None:
        number = clause.key.text
        path: tuple[Step, ...] = ("clauses", number)
        if clause.key.plain and read_otherwise(number):
            other = _folded(number)
            hint = f'write "{number}": other readers take it for {other}'
            self.teller.tell(
                "quote-me", f"the clause number {number} needs quotes", path, hint, side="key", where="clauses"
            )
        elif "/" in number or number != number.strip() or not number:
            self.teller.tell(
                "name",
                f"'{number}' is not a clause number",
                path,
                "a clause number has no blanks at its ends and no slash",
                side="key",
            )

    def _head(self, model: type[Document], data: dict[str, Any]) -> Document | None:
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


def _left_empty(clause: Entry) -> bool:
    return isinstance(clause.value, Scalar) and clause.value.empty


def _folded(number: str) -> str:
    try:
        return f"the number {float(number.replace('_', '')):g}"
    except ValueError:
        return "a number or a truth value"


_ADAPTER: list[TypeAdapter[Any]] = []


def _adapter() -> TypeAdapter[Any]:
    if not _ADAPTER:
        _ADAPTER.append(TypeAdapter(AnyClause))
    return _ADAPTER[0]


def _sorted(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.line or 0, problem.column or 0)))


def _same_ids(sources: list[DocumentSource]) -> list[Problem]:
    seen: dict[str, DocumentSource] = {}
    problems = []
    for source in sources:
        first = seen.setdefault(source.model.id, source)
        if first is not source:
            says = f"'{source.model.id}' is the id of {first.file} already"
            problems.append(source.problem("duplicate-name", says, "id", hint="give this document its own id"))
    return problems
