"""The door for documents: from files, text or data to agreements, or to all that is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from contractkit.compiling.grouping import Group, groups_of
from contractkit.compiling.versions import compile_group
from contractkit.documents import DocumentSource, read_data, read_documents, read_text
from contractkit.documents.source import AmendmentSource, NoticeSource, PaperSource
from contractkit.errors import DocumentRejected, Problem, UsageError
from contractkit.quantities.notation import nearest
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
    papers: Sequence[PaperSource], problems: tuple[Problem, ...]
) -> tuple[tuple[Agreement, ...], tuple[Problem, ...]]:
    """Return the agreements of papers, and all problems in the order of files and lines.

    Clauses that could not be read are missing to the others; references to them are not held against anybody.
    """
    readable = {paper.file for paper in papers}
    unread = frozenset(problem.file or "" for problem in problems if problem.file not in readable)
    documents = [paper for paper in papers if isinstance(paper, DocumentSource)]
    amendments = [paper for paper in papers if isinstance(paper, AmendmentSource)]
    notices = [paper for paper in papers if isinstance(paper, NoticeSource)]
    groups, between = groups_of(documents, unread)
    found = [*problems, *between]
    if not unread:
        found += _astray(amendments, notices, documents)
    agreements = []
    for group in groups:
        agreement, wrong = compile_group(group, *_about(group, amendments, notices))
        agreements.append(agreement)
        found += wrong
    return tuple(agreements), _in_order(tuple(dict.fromkeys(found)))


def _about(
    group: Group, amendments: Sequence[AmendmentSource], notices: Sequence[NoticeSource]
) -> tuple[list[AmendmentSource], list[NoticeSource]]:
    """Return the amendments and notices that are about one of the papers of a group."""
    ids = {paper.model.id for paper in group.papers}
    return (
        [paper for paper in amendments if paper.model.amends in ids],
        [paper for paper in notices if paper.model.about.rpartition("/")[0] in ids],
    )


def _astray(
    amendments: Sequence[AmendmentSource], notices: Sequence[NoticeSource], documents: Sequence[DocumentSource]
) -> Iterator[Problem]:
    """Yield the amendments and notices about papers that are not there."""
    known = tuple(document.model.id for document in documents)
    named: list[tuple[PaperSource, str, str]] = [(paper, "amends", paper.model.amends) for paper in amendments]
    named += [(paper, "about", paper.model.about.rpartition("/")[0]) for paper in notices]
    for paper, field, name in named:
        if name not in known:
            says = f"there is no document '{name}'" if name else "the document is missing"
            hint = nearest(name, known) if name else "write it in front of the clause: C-2026-014/2.2"
            yield paper.problem("unknown-reference", says, field, hint=hint)


def _in_order(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda p: (p.file or "", p.line or 0, p.column or 0)))
