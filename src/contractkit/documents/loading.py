"""From trees to models: every document validated clause by clause, all problems of all of them at once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from contractkit.documents.data_reader import read_data_tree
from contractkit.documents.heads import DOCUMENTS
from contractkit.documents.judging import judge
from contractkit.documents.reader import read_bytes, read_files, read_tree
from contractkit.documents.reading import Reading
from contractkit.documents.source import PaperSource
from contractkit.documents.tree import MapNode
from contractkit.errors import Problem

__all__ = ["is_other", "read_bytes_of", "read_data", "read_documents", "read_text"]

Documents = tuple[tuple[PaperSource, ...], tuple[Problem, ...]]

_OTHERS = ("mapping", "facts")


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
    found: list[PaperSource] = []
    told: list[Problem] = list(problems)
    alone = [source.file for source in sources] == [os.fspath(path)]
    judged = 0
    for source in sources:
        if not alone and is_other(source.reading):
            continue
        judged += 1
        document, wrong = judge(source.reading, source.file)
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
    document, problems = judge(read_tree(text, name), name)
    return (() if document is None else (document,)), problems


def read_data(data: Mapping[str, Any], name: str | None = None) -> Documents:
    """Return the document that Python data hold, and all that is wrong with it.

    Args:
        data: Dicts, lists and texts, as from JSON.
        name: What to call it in problems.
    """
    document, problems = judge(read_data_tree(data, name), name)
    return (() if document is None else (document,)), problems


def read_bytes_of(data: bytes, name: str | None = None) -> Documents:
    """Return the document that the bytes of a file write, and all that is wrong with it.

    Args:
        data: The whole file, in UTF-8.
        name: What to call it in problems; the end of the name tells the format.
    """
    document, problems = judge(read_bytes(data, name), name)
    return (() if document is None else (document,)), problems


def is_other(reading: Reading) -> bool:
    """Return whether what was read is no document of this language: a mapping, a data file."""
    tree = reading.tree
    if tree is None:
        return False
    if not isinstance(tree, MapNode):
        return True
    word = tree.text("document")
    if word in _OTHERS:
        return True
    return tree.get("contractkit") is None and word not in DOCUMENTS and tree.get("clauses") is None


def _same_ids(sources: list[PaperSource]) -> list[Problem]:
    seen: dict[str, PaperSource] = {}
    problems = []
    for source in sources:
        first = seen.setdefault(source.model.id, source)
        if first is not source:
            says = f"'{source.model.id}' is the id of {first.file} already"
            problems.append(source.problem("duplicate-name", says, "id", hint="give this document its own id"))
    return problems
