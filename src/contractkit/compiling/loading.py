"""The door for documents: from files, text or data to agreements, or to all that is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from contractkit.compiling.agreement import compile_agreement
from contractkit.compiling.grouping import agreements_of
from contractkit.documents import DocumentSource, read_data, read_documents, read_text
from contractkit.errors import DocumentRejected, Problem, UsageError
from contractkit.terms.agreement import Agreement

__all__ = ["check", "load_agreement", "load_agreements"]

Path = str | os.PathLike[str]


def load_agreement(
    path: Path | None = None, *, text: str | None = None, data: Mapping[str, Any] | None = None
) -> Agreement:
    """Return the one agreement that a file, a folder, a text or plain data writes.

    Args:
        path: A file or a folder; all documents in it, also in folders inside, belong to the agreement.
        text: One document as YAML or JSON. Nothing in it can name a file.
        data: One document as plain maps, lists and texts, such as a request body.

    Returns:
        The agreement, compiled.

    Raises:
        DocumentRejected: The documents have problems, hold no agreement, or several; it lists all problems.
        UsageError: Not exactly one of `path`, `text` and `data` was given.
        MissingExtraError: The documents are YAML and ruamel.yaml is not installed.

    Example:
        >>> agreement = load_agreement(data={
        ...     "contractkit": "1", "document": "sla", "id": "SLA-7", "title": "Service levels", "zone": "Europe/Oslo",
        ...     "currency": "NOK", "fields": {"closed_at": "instant"}, "clauses": {"1": {
        ...         "kind": "time-target", "name": "solved", "starts": {"field": "opened_at"},
        ...         "stops": {"field": "closed_at"}, "within": "4 hours", "calendar": "always"}}})
        >>> [str(target.limit.within) for target in agreement.targets]
        ['4 hours']
    """
    given = [entry for entry in (path, text, data) if entry is not None]
    if len(given) != 1:
        raise UsageError(f"load_agreement takes one of path, text and data, and was given {len(given)}")
    if path is not None:
        papers, problems = read_documents(path)
    elif text is not None:
        papers, problems = read_text(text)
    else:
        papers, problems = read_data(data or {})
    agreements, found = _compiled(papers, problems)
    if not found and len(agreements) != 1:
        named = ", ".join(agreement.id for agreement in agreements) or "none"
        says = f"one agreement was asked for, and there are {len(agreements)}: {named}"
        found = (Problem("how-many", says, None if path is None else os.fspath(path), hint="use load_agreements"),)
    if found:
        raise DocumentRejected(found)
    return agreements[0]


def load_agreements(path: Path) -> tuple[Agreement, ...]:
    """Return all agreements in a file or folder: one for each contract, in the order of the files.

    Args:
        path: A file or a folder. A catalogue that several contracts use belongs to each of them.

    Raises:
        DocumentRejected: The documents have problems; it lists all of them, of all files.
    """
    agreements, problems = _compiled(*read_documents(path))
    if not problems and not agreements:
        problems = (Problem("no-documents", "there is no agreement here", os.fspath(path)),)
    if problems:
        raise DocumentRejected(problems)
    return agreements


def check(path: Path) -> list[Problem]:
    """Return everything that is wrong with the documents in a file or folder; an empty list if nothing is.

    Args:
        path: A file or a folder.
    """
    agreements, problems = _compiled(*read_documents(path))
    if not problems and not agreements:
        problems = (Problem("no-documents", "there is no agreement here", os.fspath(path)),)
    return list(problems)


def _compiled(
    papers: tuple[DocumentSource, ...], problems: tuple[Problem, ...]
) -> tuple[tuple[Agreement, ...], tuple[Problem, ...]]:
    """Return the agreements of papers, and all problems in the order of files and lines.

    Clauses that could not be read are missing to the others; references to them are not held against anybody.
    """
    readable = {paper.file for paper in papers}
    unread = frozenset(problem.file or "" for problem in problems if problem.file not in readable)
    desks, between = agreements_of(papers, unread)
    agreements = tuple(compile_agreement(desk) for desk in desks)
    found = [*problems, *between, *(problem for desk in desks for problem in desk.problems)]
    return agreements, _in_order(tuple(dict.fromkeys(found)))


def _in_order(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda p: (p.file or "", p.line or 0, p.column or 0)))
