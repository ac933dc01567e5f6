"""The desk on which the papers of one agreement lie while they are compiled: places, problems, readings taken."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import attrs

from contractkit.documents import CONVENTIONS, DocumentSource
from contractkit.documents.tree import Place as Written
from contractkit.errors import Problem
from contractkit.quantities.notation import nearest
from contractkit.records.clauses import Assumption, ClauseRef, NotComputed

__all__ = ["Desk", "Place"]


@attrs.frozen
class Place:
    """A place in a paper: the clause, and the path from the clause to what is meant."""

    paper: DocumentSource = attrs.field(eq=False, repr=False)
    number: str | None
    path: tuple[str | int, ...] = ()

    def at(self, *steps: str | int) -> Place:
        """Return the place that many steps further inside."""
        return attrs.evolve(self, path=(*self.path, *steps))

    @property
    def line(self) -> int | None:
        """Return the line in the file, counted from 1."""
        return self._written().line

    @property
    def file(self) -> str | None:
        """Return the file: the paper's, or that of the amendment that wrote what stands here."""
        return self._written().file

    def _written(self) -> Written:
        start = () if self.number is None else ("clauses", self.number)
        return self.paper.place(*start, *self.path)

    def ref(self, row: str | None = None) -> ClauseRef:
        """Return the reference by which figures cite this place."""
        at = self._written()
        return ClauseRef(self.paper.model.id, self.number, row, at.file, at.line)

    def problem(self, code: str, says: str, hint: str | None = None) -> Problem:
        """Return a problem at this place."""
        at = self._written()
        steps = [f"[{step + 1}]" if isinstance(step, int) else str(step) for step in self.path]
        words = " > ".join([*([f"clause {self.number}"] if self.number is not None else []), *steps])
        return Problem(code, says, at.file, at.line, at.column, words or None, hint)


@attrs.define
class Desk:
    """The papers of one agreement, and what was found and taken while compiling them.

    Attributes:
        papers: The papers, the one at the head first.
        above: The ids of the papers of the framework under which it is called off.
        problems: What is wrong.
        assumptions: What the text leaves open, and what was taken.
        not_computed_yet: What is right, and what this version reads without computing it.
    """

    papers: tuple[DocumentSource, ...]
    above: frozenset[str] = frozenset()
    problems: list[Problem] = attrs.field(factory=list)
    assumptions: list[Assumption] = attrs.field(factory=list)
    not_computed_yet: list[NotComputed] = attrs.field(factory=list)
    _lost: frozenset[str] | None = attrs.field(default=None, init=False)
    _assumed: set[Assumption] = attrs.field(factory=set, init=False)

    @property
    def lost(self) -> frozenset[str]:
        """Return the numbers and names of the clauses that have problems and are left out of the papers."""
        if self._lost is None:
            found: set[str] = set()
            for paper in self.papers:
                for number in paper.broken:
                    found |= {number, *paper.names_in(number)}
            self._lost = frozenset(found)
        return self._lost

    @property
    def head(self) -> DocumentSource:
        """Return the paper at the head of the agreement."""
        return self.papers[0]

    @property
    def contracts(self) -> tuple[DocumentSource, ...]:
        """Return the papers whose conventions hold for the others: the head, then the framework."""
        frames = (paper for paper in self.papers if paper.model.id in self.above and paper.model.document == "contract")
        return (self.head, *frames)

    def clauses(self, *kinds: str) -> Iterable[tuple[Place, Any]]:
        """Yield each clause of those kinds with its place; of every kind if none is named."""
        for paper in self.papers:
            for number, clause in paper.model.clauses.items():
                if not kinds or clause.kind in kinds:
                    yield Place(paper, number), clause

    def report(self, place: Place, code: str, says: str, hint: str | None = None) -> None:
        """Add a problem."""
        self.problems.append(place.problem(code, says, hint))

    def not_computed(
        self, place: Place, stage: Literal["judging", "settling"], says: str, hint: str | None = None
    ) -> None:
        """Record that a clause is right, and that this version does not compute it.

        Args:
            place: Where it stands.
            stage: What has to refuse the agreement for it: ``judging`` its targets, or ``settling`` its money only.
            says: What is not computed, in one sentence.
            hint: What is, or what to write instead.
        """
        self.not_computed_yet.append(NotComputed(place.ref(), stage, says, hint))

    def unknown(self, place: Place, what: str, word: str, known: Iterable[str]) -> None:
        """Add the problem that a word refers to nothing, with the nearest that it could mean.

        A word that a clause with problems of its own may define is not held against anybody: one fault is told once.
        """
        if word in self.lost or word.rpartition("/")[2] in self.lost:
            return
        self.report(place, "unknown-reference", f"there is no {what} '{word}'", nearest(word, tuple(known)))

    def reading(self, place: Place, clause: Any, word: str, field: str | None = None) -> str:
        """Return what holds for a convention: the clause's word, the document's, the contract's, else the default.

        The default is recorded as an assumption.

        Args:
            place: Where the clause stands.
            clause: The clause as it was read.
            word: The convention.
            field: The clause's field that settles it, if it has another name.
        """
        stated = [getattr(clause, field or word, None)]
        stated += [
            getattr(paper.model.conventions, word, None)
            for paper in (place.paper, *self.contracts)
            if getattr(paper.model, "conventions", None) is not None
        ]
        for value in stated:
            if value is not None:
                return str(value)
        convention = CONVENTIONS[word]
        others = tuple(other for other in convention.alternatives if other != convention.default)
        self.assume(Assumption(word, convention.default, others, place.ref(), convention.settles))
        return convention.default

    def assume(self, assumption: Assumption) -> None:
        """Record a reading that the text leaves open, once."""
        if assumption not in self._assumed:
            self._assumed.add(assumption)
            self.assumptions.append(assumption)
