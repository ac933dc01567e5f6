"""Which papers make which agreement: each contract is the head of one, other papers join by `uses` and `belongs_to`.

A framework joins the contracts that are called off under it, with all its papers; it is an agreement of its own only
where nothing is called off under it. An agreement between teams or with a supplier (`between`) needs no contract.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import cast

import attrs

from contractkit.compiling.desk import Look, Place
from contractkit.compiling.recalling import Recall
from contractkit.documents import DocumentSource
from contractkit.documents.filing import Filed
from contractkit.documents.source import PaperSource
from contractkit.errors import Problem
from contractkit.quantities.notation import nearest

__all__ = ["Group", "Members", "Register"]

_ORDER = {"sla": 0, "sop": 1, "catalogue": 2}
_ABOUT_OTHERS = ("amendment", "notice")


@attrs.frozen(eq=False)
class Group:
    """The papers that make one agreement.

    Attributes:
        papers: The papers, the one at the head first; those of a framework come last.
        above: The ids of the framework's papers among them.
        unread: Files beside them that could not be read.
        look: How closely the papers are looked at.
        recall: What was found in papers that differ from these in a few clauses; None where there are none.
    """

    papers: tuple[DocumentSource, ...]
    above: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    look: Look = "usual"
    recall: Recall | None = None

    @property
    def head(self) -> DocumentSource:
        """Return the paper at the head of the agreement."""
        return self.papers[0]


@attrs.frozen
class Members:
    """The papers that make one agreement, as they stand in the file; equal where they are the same papers.

    Attributes:
        papers: The papers, the one at the head first; those of a framework come last.
        above: The ids of the framework's papers among them.
        amendments: The amendments of these papers, in the order of the files.
        notices: The notices about them.
    """

    papers: tuple[Filed, ...]
    above: frozenset[str] = frozenset()
    amendments: tuple[Filed, ...] = ()
    notices: tuple[Filed, ...] = ()

    @property
    def every(self) -> tuple[Filed, ...]:
        """Return all papers, those about others last."""
        return (*self.papers, *self.amendments, *self.notices)


@attrs.define(eq=False)
class Register:
    """All papers by what they say about each other.

    Attributes:
        by_id: The papers with clauses, by their ids; of two with one id the first.
    """

    by_id: dict[str, Filed] = attrs.field(factory=dict, init=False)
    _owned: dict[str, list[Filed]] = attrs.field(factory=dict, init=False)
    _about: dict[tuple[str, str], list[Filed]] = attrs.field(factory=dict, init=False)
    _called_off: set[str] = attrs.field(factory=set, init=False)
    _numbers: dict[Filed, int] = attrs.field(factory=dict, init=False)

    def add(self, filed: Filed) -> None:
        """Add a paper, in the order of the files."""
        self._numbers[filed] = len(self._numbers)
        if filed.kind in _ABOUT_OTHERS:
            self._about.setdefault((filed.kind, filed.speaks_of or ""), []).append(filed)
            return
        if filed.id in self.by_id:
            return
        self.by_id[filed.id] = filed
        if filed.belongs_to is not None:
            self._owned.setdefault(filed.belongs_to, []).append(filed)
        if filed.kind == "contract" and filed.under is not None:
            self._called_off.add(filed.under)

    # -- who belongs together ------------------------------------------------------------------------------------

    def is_head(self, filed: Filed) -> bool:
        """Return whether a contract is the head of an agreement, as far as is known by now."""
        return filed.kind == "contract" and self.by_id.get(filed.id) is filed and filed.id not in self._called_off

    def is_complete(self, filed: Filed) -> bool:
        """Return whether all papers are there that a contract names."""
        named = (*filed.uses, *(() if filed.under is None else (filed.under,)))
        return all(name in self.by_id for name in named)

    def members_of(self, head: Filed) -> Members:
        """Return the papers of the agreement at whose head a contract stands."""
        own = (head, *self._joined(head))
        framework = self.by_id.get(head.under or "")
        if framework is None or framework is head:
            return self._with_others(own)
        above = [paper for paper in (framework, *self._joined(framework)) if paper not in own]
        return self._with_others((*own, *above), frozenset(paper.id for paper in above))

    def agreements(self) -> tuple[Members, ...]:
        """Return the papers of each agreement, in the order of the files.

        Papers without any contract among them make one agreement, with the first service level agreement at its head.
        """
        inside = [
            self._with_others((paper, *self._joined(paper)))
            for paper in self.by_id.values()
            if paper.between is not None
        ]
        if not any(paper.kind == "contract" for paper in self.by_id.values()):
            taken = {paper for members in inside for paper in members.papers}
            rest = [paper for paper in self.by_id.values() if paper not in taken]
            rest.sort(key=lambda paper: _ORDER.get(paper.kind, 3))
            return (*inside, self._with_others(tuple(rest))) if rest else tuple(inside)
        heads = [paper for paper in self.by_id.values() if self.is_head(paper)]
        return (*(self.members_of(head) for head in heads), *inside)

    def _joined(self, head: Filed) -> list[Filed]:
        used = (self.by_id[name] for name in head.uses if name in self.by_id)
        found = dict.fromkeys((*used, *self._owned.get(head.id, ())))
        return [paper for paper in found if paper is not head and paper.kind != "contract"]

    def _with_others(self, papers: tuple[Filed, ...], above: frozenset[str] = frozenset()) -> Members:
        amendments, notices = (self._those_about(kind, papers) for kind in _ABOUT_OTHERS)
        return Members(papers, above, amendments, notices)

    def _those_about(self, kind: str, papers: Sequence[Filed]) -> tuple[Filed, ...]:
        found = (other for paper in papers for other in self._about.get((kind, paper.id), ()))
        return tuple(sorted(found, key=self._numbers.__getitem__))

    def supports(self) -> dict[str, tuple[str, ...]]:
        """Return the promises that each paper between teams or with a supplier stands behind, by the paper's id."""
        return {paper.id: paper.supports for paper in self.by_id.values() if paper.supports}

    # -- what is wrong between them ------------------------------------------------------------------------------

    def problems(self, agreements: Iterable[Members], source_of: Callable[[Filed], PaperSource]) -> Iterator[Problem]:
        """Yield references to papers that are not there; where there are none, papers that belong to nothing.

        Args:
            agreements: What `agreements` returned.
            source_of: Opens a paper.
        """
        yield from self._astray(source_of)
        if not any(paper.kind == "contract" for paper in self.by_id.values()):
            return
        dangling = [problem for paper in self.by_id.values() for problem in self._dangling(paper, source_of)]
        yield from dangling or self._unused(agreements, source_of)

    def _astray(self, source_of: Callable[[Filed], PaperSource]) -> Iterator[Problem]:
        """Yield the amendments and notices about papers that are not there."""
        for (kind, name), others in self._about.items():
            for other in others if name not in self.by_id else ():
                says = f"there is no document '{name}'" if name else "the document is missing"
                hint = nearest(name, tuple(self.by_id)) if name else "write it in front of the clause: C-2026-014/2.2"
                field = "amends" if kind == "amendment" else "about"
                yield source_of(other).problem("unknown-reference", says, field, hint=hint)

    def _dangling(self, filed: Filed, source_of: Callable[[Filed], PaperSource]) -> Iterator[Problem]:
        for path, name in _named(filed):
            if name not in self.by_id:
                says = f"there is no document '{name}'"
                yield _at(source_of(filed), path, "unknown-reference", says, nearest(name, tuple(self.by_id)))
        under = self.by_id.get(filed.under or "")
        if under is not None and under.form != "framework":
            says = f"{under.id} is no framework, so nothing can be called off under it"
            yield _at(source_of(filed), ("under",), "unknown-reference", says, "write form: framework there")
        for number, ref in enumerate(filed.supports):
            document, _, word = ref.rpartition("/")
            other = self.by_id.get(document or filed.id)
            if other is None or not _has(cast("DocumentSource", source_of(other)), word):
                path = ("supports", number) if len(filed.supports) > 1 else ("supports",)
                says, known = f"there is no promise '{ref}'", tuple(self._clauses(source_of))
                yield _at(source_of(filed), path, "unknown-reference", says, nearest(ref, known))
        yield from self._of_suppliers(filed, source_of)

    def _of_suppliers(self, filed: Filed, source_of: Callable[[Filed], PaperSource]) -> Iterator[Problem]:
        """Yield credits that are passed on of a clause that their paper does not have, where that paper is here."""
        for clause, ref in filed.passes_on:
            document, _, word = ref.rpartition("/")
            other = self.by_id.get(document or filed.id)
            if other is None:
                continue
            source = cast("DocumentSource", source_of(other))
            if not _has(source, word):
                says = f"the paper {other.id} has no clause '{word}'"
                hint = nearest(ref, tuple(f"{other.id}/{number}" for number in source.model.clauses))
                at = Place(cast("DocumentSource", source_of(filed)), clause, ("of",))
                yield at.problem("unknown-reference", says, hint)

    def _clauses(self, source_of: Callable[[Filed], PaperSource]) -> Iterator[str]:
        for paper in self.by_id.values():
            source = cast("DocumentSource", source_of(paper))
            yield from (f"{paper.id}/{number}" for number in source.model.clauses)

    def _unused(self, agreements: Iterable[Members], source_of: Callable[[Filed], PaperSource]) -> Iterator[Problem]:
        used = {paper for members in agreements for paper in members.papers}
        for paper in self.by_id.values():
            if paper not in used and paper.belongs_to is None:
                says = f"no contract uses the {paper.kind} {paper.id}"
                hint = f"add {paper.id} to the contract's 'uses'"
                if paper.kind != "catalogue":
                    hint += ", or write belongs_to: with the contract's id here"
                yield _at(source_of(paper), ("id",), "unused-document", says, hint)


def _at(source: PaperSource, path: tuple[str | int, ...], code: str, says: str, hint: str | None) -> Problem:
    return Place(cast("DocumentSource", source), None, path).problem(code, says, hint)


def _has(paper: DocumentSource, word: str) -> bool:
    if word in paper.model.clauses or word in paper.broken:
        return True
    return any(word in paper.names_in(number) for number in (*paper.model.clauses, *paper.broken))


def _named(filed: Filed) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for number, name in enumerate(filed.uses):
        yield ("uses", number), name
    if filed.belongs_to is not None:
        yield ("belongs_to",), filed.belongs_to
    if filed.under is not None:
        yield ("under",), filed.under
