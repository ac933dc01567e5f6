"""Which papers make which agreement: each contract is the head of one, other papers join by `uses` and `belongs_to`.

A framework joins the contracts that are called off under it, with all its papers; it is an agreement of its own only
where nothing is called off under it. An agreement between teams or with a supplier (`between`) needs no contract.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from contractkit.compiling.desk import Place
from contractkit.documents import DocumentSource
from contractkit.errors import Problem
from contractkit.quantities.notation import nearest

__all__ = ["Group", "groups_of"]


@attrs.frozen(eq=False)
class Group:
    """The papers that make one agreement.

    Attributes:
        papers: The papers, the one at the head first; those of a framework come last.
        above: The ids of the framework's papers among them.
    """

    papers: tuple[DocumentSource, ...]
    above: frozenset[str] = frozenset()

    @property
    def head(self) -> DocumentSource:
        """Return the paper at the head of the agreement."""
        return self.papers[0]


def groups_of(
    papers: Sequence[DocumentSource], unread: frozenset[str] = frozenset()
) -> tuple[tuple[Group, ...], tuple[Problem, ...]]:
    """Return the papers of each agreement, and what is wrong between them.

    Papers without any contract among them make one agreement, with the first service level agreement at its head.

    Args:
        papers: The papers that could be read.
        unread: Files that could not be read: what refers to a paper that is not there is then not held against it.

    Returns:
        The groups in the order of the papers; and problems: references to papers that are not there, papers that belong
        to nothing.
    """
    by_id: dict[str, DocumentSource] = {}
    for paper in papers:
        by_id.setdefault(paper.model.id, paper)
    contracts = [paper for paper in by_id.values() if paper.model.document == "contract"]
    inside = [paper for paper in by_id.values() if getattr(paper.model, "between", None) is not None]
    groups = [Group((paper, *_joined(paper, by_id))) for paper in inside]
    if not contracts:
        rest = [paper for paper in by_id.values() if not any(paper in group.papers for group in groups)]
        groups += [Group(_headed(rest))] if rest else []
        return tuple(groups), ()
    called_off = {name for contract in contracts if (name := getattr(contract.model, "under", None)) is not None}
    heads = [contract for contract in contracts if contract.model.id not in called_off]
    groups = [*(_group(head, by_id) for head in heads), *groups]
    if unread:
        return tuple(groups), ()
    problems = [problem for paper in by_id.values() for problem in _dangling(paper, by_id)]
    return tuple(groups), tuple(problems or _unused(groups, by_id))


def _group(head: DocumentSource, by_id: dict[str, DocumentSource]) -> Group:
    own = (head, *_joined(head, by_id))
    framework = by_id.get(getattr(head.model, "under", None) or "")
    if framework is None or framework is head:
        return Group(own)
    above = [paper for paper in (framework, *_joined(framework, by_id)) if paper not in own]
    return Group((*own, *above), frozenset(paper.model.id for paper in above))


def _unused(groups: Sequence[Group], by_id: dict[str, DocumentSource]) -> list[Problem]:
    problems = []
    in_a_group = {paper.model.id for group in groups for paper in group.papers}
    for paper in by_id.values():
        if paper.model.id not in in_a_group and getattr(paper.model, "belongs_to", None) is None:
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


def _dangling(paper: DocumentSource, by_id: dict[str, DocumentSource]) -> Iterator[Problem]:
    for path, name in _named(paper):
        if name not in by_id:
            says = f"there is no document '{name}'"
            yield Place(paper, None, path).problem("unknown-reference", says, nearest(name, tuple(by_id)))
    under = by_id.get(getattr(paper.model, "under", None) or "")
    if under is not None and getattr(under.model, "form", None) != "framework":
        says = f"{under.model.id} is no framework, so nothing can be called off under it"
        yield Place(paper, None, ("under",)).problem("unknown-reference", says, "write form: framework there")
    supports = getattr(paper.model, "supports", ())
    for number, ref in enumerate(supports):
        document, _, word = str(ref).rpartition("/")
        other = by_id.get(document or paper.model.id)
        if other is None or not _has(other, word):
            path = ("supports", number) if len(supports) > 1 else ("supports",)
            known = tuple(f"{one.model.id}/{clause}" for one in by_id.values() for clause in one.model.clauses)
            says = f"there is no promise '{ref}'"
            yield Place(paper, None, path).problem("unknown-reference", says, nearest(str(ref), known))


def _has(paper: DocumentSource, word: str) -> bool:
    if word in paper.model.clauses or word in paper.broken:
        return True
    return any(word in paper.names_in(number) for number in (*paper.model.clauses, *paper.broken))


def _named(paper: DocumentSource) -> Iterator[tuple[tuple[str | int, ...], str]]:
    uses = getattr(paper.model, "uses", ())
    for number, name in enumerate(uses):
        yield ("uses", number), str(name)
    for field in ("belongs_to", "under"):
        name = getattr(paper.model, field, None)
        if name is not None:
            yield (field,), str(name)
