"""Which papers make which agreement: each contract is the head of one, other papers join by `uses` and `belongs_to`."""

from __future__ import annotations

from collections.abc import Sequence

from contractkit.compiling.desk import Desk, Place
from contractkit.documents import DocumentSource
from contractkit.errors import Problem
from contractkit.quantities.notation import nearest

__all__ = ["agreements_of"]


def agreements_of(
    papers: Sequence[DocumentSource], unread: frozenset[str] = frozenset()
) -> tuple[tuple[Desk, ...], tuple[Problem, ...]]:
    """Return a desk for each agreement among the papers, and what is wrong between them.

    Papers without any contract among them make one agreement, with the first service level agreement at its head.

    Args:
        papers: The papers that could be read.
        unread: Files that could not be read: what refers to a paper that is not there is then not held against it.

    Returns:
        The desks in the order of the papers; and problems: references to papers that are not there, papers that belong
        to nothing.
    """
    problems: list[Problem] = []
    by_id: dict[str, DocumentSource] = {}
    for paper in papers:
        by_id.setdefault(paper.model.id, paper)
    contracts = [paper for paper in by_id.values() if paper.model.document == "contract"]
    if not contracts:
        return ((Desk(_headed(list(by_id.values()))),) if by_id else ()), tuple(problems)
    desks = tuple(Desk((head, *_joined(head, by_id))) for head in contracts)
    if unread:
        return desks, tuple(problems)
    problems += _dangling(by_id)
    return desks, tuple(problems or _unused(desks, by_id))


def _unused(desks: tuple[Desk, ...], by_id: dict[str, DocumentSource]) -> list[Problem]:
    problems = []
    on_a_desk = {paper.model.id for desk in desks for paper in desk.papers}
    for paper in by_id.values():
        if paper.model.id not in on_a_desk and getattr(paper.model, "belongs_to", None) is None:
            says = f"no contract uses the {paper.model.document} {paper.model.id}"
            hint = f"add {paper.model.id} to the contract's 'uses'"
            if paper.model.document != "catalogue":
                hint += ", or say belongs_to: here"
            problems.append(Place(paper, None, ("id",)).problem("unused-document", says, hint))
    return problems


def _headed(papers: list[DocumentSource]) -> tuple[DocumentSource, ...]:
    order = {"sla": 0, "sop": 1, "catalogue": 2}
    return tuple(sorted(papers, key=lambda paper: order.get(paper.model.document, 3)))


def _joined(head: DocumentSource, by_id: dict[str, DocumentSource]) -> list[DocumentSource]:
    used = [by_id[name] for name in getattr(head.model, "uses", ()) if name in by_id]
    own = [paper for paper in by_id.values() if getattr(paper.model, "belongs_to", None) == head.model.id]
    found: dict[str, DocumentSource] = {paper.model.id: paper for paper in [*used, *own] if paper is not head}
    return [paper for paper in found.values() if paper.model.document != "contract"]


def _dangling(by_id: dict[str, DocumentSource]) -> list[Problem]:
    problems = []
    for paper in by_id.values():
        named: list[tuple[tuple[str | int, ...], str]] = [
            (("uses", i), name) for i, name in enumerate(getattr(paper.model, "uses", ()))
        ]
        owner = getattr(paper.model, "belongs_to", None)
        if owner is not None:
            named.append((("belongs_to",), owner))
        for path, name in named:
            if name not in by_id:
                says = f"there is no document '{name}'"
                problems.append(
                    Place(paper, None, path).problem("unknown-reference", says, nearest(name, tuple(by_id)))
                )
    return problems
