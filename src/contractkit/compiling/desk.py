"""The desk on which the papers of one agreement lie while they are compiled: places, problems, readings taken."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date
from functools import cache, cached_property
from typing import Any, Literal

import attrs

from contractkit.compiling.recalling import Recall
from contractkit.documents import CONVENTIONS, DocumentSource
from contractkit.documents.tree import Place as Written
from contractkit.errors import Problem, Severity
from contractkit.quantities.notation import nearest
from contractkit.records.clauses import Assumption, ClauseRef, NotComputed, Stage

__all__ = ["Desk", "Look", "Place"]

Look = Literal["usual", "strict"]
"""How closely papers are looked at: ``strict`` also tells what a careful reader would miss in them."""

_TOLD_ONCE = ("unknown-reference", "wrong-reference", "duplicate-name")
"""Problems of which a place has one: who refers to something wrongly is told so once, by whoever sees it first."""


@attrs.frozen
class Place:
    """A place in a paper: the clause, and the path from the clause to what is meant."""

    paper: DocumentSource = attrs.field(eq=False, repr=False)
    number: str | None
    path: tuple[str | int, ...] = ()

    def at(self, *steps: str | int) -> Place:
        """Return the place that many steps further inside."""
        return Place(self.paper, self.number, (*self.path, *steps))

    @property
    def line(self) -> int | None:
        """Return the line in the file, counted from 1."""
        only = self.paper.tree.only_line
        return self._written().line if only is None else only

    @property
    def file(self) -> str | None:
        """Return the file: the paper's, or that of the amendment that wrote what stands here."""
        return self._written().file if self.paper.tree.only_line is None else self.paper.file

    def _written(self) -> Written:
        start = () if self.number is None else ("clauses", self.number)
        return self.paper.place(*start, *self.path)

    def ref(self, row: str | None = None) -> ClauseRef:
        """Return the reference by which figures cite this place."""
        start = () if self.number is None else ("clauses", self.number)
        return self.paper.ref_at((*start, *self.path), self.number, row)

    def problem(self, code: str, says: str, hint: str | None = None, severity: Severity = "error") -> Problem:
        """Return a problem at this place."""
        at = self._written()
        steps = [f"[{step + 1}]" if isinstance(step, int) else str(step) for step in self.path]
        words = " > ".join([*([f"clause {self.number}"] if self.number is not None else []), *steps])
        start = () if self.number is None else ("clauses", self.number)
        path = (*start, *self.path) if at.file == self.paper.file else ()  # an amendment has its own keys
        return Problem(code, says, at.file, at.line, at.column, words or None, hint, severity=severity, path=path)


@attrs.define
class Desk:
    """The papers of one agreement, and what was found and taken while compiling them.

    Attributes:
        papers: The papers, the one at the head first.
        above: The ids of the papers of the framework under which it is called off.
        problems: What is wrong.
        assumptions: What the text leaves open, and what was taken.
        not_computed_yet: What is right, and what this version reads without computing it.
        unread: Files that could not be read: what may stand in them is not missed.
        beside: The ids of the papers that change these, or tell something about them.
        look: How closely the papers are looked at.
        warnings: What is hardly meant, and where the papers are looked at closely also what they lack.
        amended: The clauses that amendments changed, by document and number.
        recall: What was found in papers that differ from these in a few clauses; None where there are none.
    """

    papers: tuple[DocumentSource, ...]
    above: frozenset[str] = frozenset()
    problems: list[Problem] = attrs.field(factory=list)
    assumptions: list[Assumption] = attrs.field(factory=list)
    not_computed_yet: list[NotComputed] = attrs.field(factory=list)
    unread: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    look: Look = "usual"
    warnings: list[Problem] = attrs.field(factory=list)
    amended: frozenset[tuple[str, str]] = frozenset()
    recall: Recall | None = None
    _told: set[tuple[Any, ...]] = attrs.field(factory=set, init=False)
    _lost: frozenset[str] | None = attrs.field(default=None, init=False)
    _assumed: set[Assumption] = attrs.field(factory=set, init=False)
    asked: set[tuple[int, str | None, str]] = attrs.field(factory=set, init=False)
    """The readings that were asked for by now: the paper (`id`), the clause and the word."""
    _conventions: dict[tuple[int, str], str | None] = attrs.field(factory=dict, init=False)

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
        if not kinds:
            return tuple(self._page)
        if len(kinds) == 1:
            return tuple(self._page[at] for at in self._by_kind.get(kinds[0], ()))
        found = {at for kind in kinds for at in self._by_kind.get(kind, ())}
        return tuple(self._page[at] for at in sorted(found))

    @cached_property
    def _page(self) -> list[tuple[Place, Any]]:
        return [
            (Place(paper, number), clause) for paper in self.papers for number, clause in paper.model.clauses.items()
        ]

    @cached_property
    def _by_kind(self) -> dict[str, list[int]]:
        """Return where on the page the clauses of each kind stand: every compiler asks for some of them."""
        found: dict[str, list[int]] = {}
        for at, (_, clause) in enumerate(self._page):
            found.setdefault(clause.kind, []).append(at)
        return found

    def report(self, place: Place, code: str, says: str, hint: str | None = None) -> None:
        """Add a problem; of a place that refers to something wrongly only the first."""
        problem = place.problem(code, says, hint)
        if code not in _TOLD_ONCE or self._first(problem):
            self.problems.append(problem)

    def know(self, problems: Iterable[Problem]) -> None:
        """Take note of what was told before the papers lay here, so that it is not told again."""
        for problem in problems:
            if problem.code in _TOLD_ONCE:
                self._first(problem)

    def _first(self, problem: Problem) -> bool:
        place = (problem.file, problem.line, problem.column) if problem.line else (problem.where,)
        known = len(self._told)
        self._told.add(place)
        return len(self._told) > known

    def warn(self, place: Place, code: str, says: str, hint: str | None = None) -> None:
        """Add a warning: the papers load, and this is hardly what was meant."""
        self._weigh(place.problem(code, says, hint, "warning"))

    def advise(self, place: Place, code: str, says: str, hint: str | None = None) -> None:
        """Add advice, where the papers are looked at closely."""
        if self.look == "strict":
            self._weigh(place.problem(code, says, hint, "advice"))

    def _weigh(self, problem: Problem) -> None:
        """Add a warning or advice, once for each place: what a package takes over stands where its base does."""
        place = (problem.code, problem.says, problem.file, problem.line, problem.column)
        if problem.line is None or place not in self._told:
            self._told.add(place)
            self.warnings.append(problem)

    def not_computed(
        self, place: Place, stage: Stage, says: str, hint: str | None = None, *, since: date | None = None
    ) -> None:
        """Record that a clause is right, and that this version does not compute it.

        Args:
            place: Where it stands.
            stage: What has to refuse the agreement for it: ``judging`` its targets, or ``settling`` its money only;
                ``showing`` refuses nothing, and is told beside the results.
            says: What is not computed, in one sentence.
            hint: What is, or what to write instead.
            since: The first date on which it decides something; None for the whole term.
        """
        self.not_computed_yet.append(NotComputed(place.ref(), stage, says, hint, since))

    def unknown(self, place: Place, what: str, word: str, known: Iterable[str]) -> None:
        """Add the problem that a word refers to nothing, with the nearest that it could mean.

        A word that a clause with problems of its own may define is not held against anybody: one fault is told once.
        """
        if word in self.lost or word.rpartition("/")[2] in self.lost:
            return
        if self.unread and not what.startswith("value of"):
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
        name = field or word
        written = None if _lacks(clause.__class__, name) else getattr(clause, name, None)
        if written is not None:
            return str(written)
        stated = self._stated(place.paper, word)
        if stated is not None:
            return stated
        taken, others, settles = _default(word)
        asked = (id(place.paper), place.number, word)
        if asked not in self.asked:  # what the first to ask was told holds for the whole clause
            self.asked.add(asked)
            self.assume(Assumption(word, taken, others, place.ref(), settles))
        return taken

    def _stated(self, paper: DocumentSource, word: str) -> str | None:
        """Return what the conventions of a document, or else of the contract, say for a word."""
        asked = (id(paper), word)
        if asked not in self._conventions:
            heads = (getattr(one.model, "conventions", None) for one in (paper, *self.contracts))
            stated = (getattr(head, word, None) for head in heads if head is not None)
            found = next((value for value in stated if value is not None), None)
            self._conventions[asked] = None if found is None else str(found)
        return self._conventions[asked]

    def assume(self, assumption: Assumption) -> None:
        """Record a reading that the text leaves open, once."""
        known = len(self._assumed)
        self._assumed.add(assumption)
        if len(self._assumed) > known:
            self.assumptions.append(assumption)


@cache
def _lacks(model: Hashable, field: str) -> bool:
    """Return whether clauses of a kind have no such field: to ask a clause for one that it lacks is slow."""
    fields = getattr(model, "model_fields", None)
    return fields is not None and field not in fields and not hasattr(model, field)


@cache
def _default(word: str) -> tuple[str, tuple[str, ...], str]:
    """Return what is taken for a convention that nobody states, what else it could be, and what it settles."""
    convention = CONVENTIONS[word]
    others = tuple(other for other in convention.alternatives if other != convention.default)
    return convention.default, others, convention.settles
