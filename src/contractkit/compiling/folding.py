"""The fold: papers and the changes that hold, in the order in which they hold, make the papers of one version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import attrs

from contractkit.compiling.amendments import Move
from contractkit.documents import DocumentSource
from contractkit.documents.amending import see
from contractkit.documents.overlays import Standing, standing_in, with_clause, without_clause
from contractkit.documents.tree import Scalar
from contractkit.errors import Problem
from contractkit.quantities.notation import nearest
from contractkit.records.clauses import Assumption, ClauseRef

__all__ = ["Fold", "questions_of"]

Papers = dict[str, DocumentSource]


@attrs.define(eq=False)
class Fold:
    """Makes the papers of any version of an agreement.

    Attributes:
        papers: The papers as they were signed, by their ids.
        moves: All changes, in the order in which they hold.
    """

    papers: Mapping[str, DocumentSource]
    moves: Sequence[Move]
    _made: dict[tuple[Move, ...], tuple[Papers, tuple[Problem, ...]]] = attrs.field(factory=dict)
    _masks: dict[tuple[str, date | None], int] = attrs.field(factory=dict)

    def state(self, on: date | None, known: date | None) -> int:
        """Return a number for the changes that hold on a date, as far as was known on another: equal where they are."""
        return self._mask(("on", on)) & self._mask(("known", known))

    def moves_of(self, state: int) -> tuple[Move, ...]:
        """Return the changes that a state stands for, in the order in which they hold."""
        return tuple(move for place, move in enumerate(self.moves) if state >> place & 1)

    def _mask(self, asked: tuple[str, date | None]) -> int:
        """Return a number whose bits say which moves hold on a date, or were known on one."""
        if asked not in self._masks:
            word, day = asked
            bits = (move.holds_on(day) if word == "on" else move.was_known(day) for move in self.moves)
            self._masks[asked] = sum(1 << place for place, bit in enumerate(bits) if bit)
        return self._masks[asked]

    def papers_with(self, moves: tuple[Move, ...]) -> tuple[Papers, tuple[Problem, ...]]:
        """Return the papers after changes, and which clauses they leave unreadable.

        A change whose clause is not there any more is left out: what was signed before is not held against anybody,
        and `questions_of` asks about it.
        """
        start = len(moves)
        while start and moves[:start] not in self._made:
            start -= 1
        papers, told = self._made.get(moves[:start], (dict(self.papers), ()))
        for move in moves[start:]:
            papers, wrong = self._after(papers, move)
            told = (*told, *(problem for problem in wrong if problem.code == "change-invalid"))
        self._made[moves] = papers, told
        return papers, told

    def _after(self, papers: Papers, move: Move) -> tuple[Papers, tuple[Problem, ...]]:
        paper = papers[move.document]
        standing = standing_in(paper, move.number)
        if standing is None and move.action != "add":
            return papers, ()
        after, problems = move.amending.apply(standing)
        if after is None:
            return {**papers, move.document: without_clause(paper, move.number)}, problems
        return {**papers, move.document: with_clause(paper, move.number, after, self._key(move))}, problems

    def _key(self, move: Move) -> Scalar:
        place = move.amendment.place(*move.amending.path, "clause")
        return Scalar(move.number, attrs.evolve(place, file=place.file or move.amendment.file))

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong with each change on its own date, as far as was known when it was made.

        Only changes of the same clause matter to it. One that is wrong itself is not held against those after it.
        """
        by_clause: dict[tuple[str, str], list[Move]] = {}
        for move in self.moves:
            right = by_clause.setdefault((move.document, move.number), [])
            found = tuple(
                self._problems_of(
                    move, tuple(o for o in right if o.holds_on(move.holds_from) and o.was_known(move.known_on))
                )
            )
            yield from found
            if not found:
                right.append(move)

    def _problems_of(self, move: Move, before: tuple[Move, ...]) -> Iterator[Problem]:
        papers, _ = self.papers_with(before)
        standing = standing_in(papers[move.document], move.number)
        if move.action == "add":
            yield from self._taken(move, papers, standing, before)
        elif standing is None:
            yield from self._not_there(move, papers)
        else:
            yield from self._after(papers, move)[1]

    def _taken(
        self, move: Move, papers: Papers, standing: Standing | None, before: tuple[Move, ...]
    ) -> Iterator[Problem]:
        clause = move.amending.clause
        hint: str | None = "give the new clause a number of its own; numbers are never used again"
        if standing is not None:
            stands = see(papers[move.document].place("clauses", move.number, side="key"), move.amendment.file)
            says = f"there is a clause {clause} already"
            hint = f"{hint}; {stands}" if stands else hint
        elif standing_in(self.papers[move.document], move.number) is not None or any(
            (other.document, other.number) == (move.document, move.number) for other in before
        ):
            says = f"the number {clause} was taken, by a clause that was removed"
        else:
            return
        yield move.amending.problem("number-taken", says, "clause", hint=hint)

    def _not_there(self, move: Move, papers: Papers) -> Iterator[Problem]:
        if move.number in {word.rpartition("/")[2] for word in move.amendment.lost} | self._lost(move):
            return
        others = [other for other in self.moves if (other.document, other.number) == (move.document, move.number)]
        added = next((other for other in others if other.action == "add" and other is not move), None)
        gone = next((other for other in others if other.action == "remove" and other is not move), None)
        clause = move.amending.clause
        known = tuple(f"{paper.model.id}/{number}" for paper in papers.values() for number in _numbers(paper))
        if added is not None and added.holds_from > move.holds_from:
            says = f"there is no clause '{clause}' on {move.holds_from}"
            hint = f"{added.amendment.model.id} adds it from {added.holds_from}"
        elif gone is not None:
            says = f"there is no clause '{clause}' any more on {move.holds_from}"
            hint = f"{gone.amendment.model.id} removes it from {gone.holds_from}"
        else:
            says, hint = f"there is no clause '{clause}'", nearest(clause, known)
        yield move.amending.problem("unknown-reference", says, "clause", hint=hint)

    def _lost(self, move: Move) -> set[str]:
        words = {word for other in self.moves for word in other.amendment.lost}
        return {word.rpartition("/")[2] for word in words if word.rpartition("/")[0] in ("", move.document)}


def _numbers(paper: DocumentSource) -> Iterable[str]:
    return (*paper.model.clauses, *paper.broken)


def questions_of(moves: Sequence[Move]) -> Iterator[Assumption]:
    """Yield what amendments leave open between each other: a correction of what an older paper changes again later.

    The later wording stands: a signed paper is never wrong for what was signed after it.
    """
    for correction in moves:
        for later in moves:
            if not _overlap(correction, later):
                continue
            who, when = later.amendment.model.id, later.holds_from
            says = (
                f"{correction.amendment.model.id} changes {correction.amending.clause} from {correction.holds_from}; "
                f"{who}, signed before it, changes the same from {when}, and stands from then on"
            )
            others = (f"{correction.amendment.model.id} reaches past {when}",)
            ref = ClauseRef(correction.amendment.model.id, None, None, correction.amendment.file)
            yield Assumption("later-change", f"{who} stands", others, ref, says)


def _overlap(correction: Move, later: Move) -> bool:
    if correction.amendment is later.amendment or correction.known_on <= later.known_on:
        return False
    if correction.holds_from >= later.holds_from:
        return False
    if correction.holds_until is not None and correction.holds_until <= later.holds_from:
        return False
    if (correction.document, correction.number) != (later.document, later.number):
        return False
    one, other = correction.amending.change.fields, later.amending.change.fields
    return one is None or other is None or any(_same_place(a, b) for a in one for b in other)


def _same_place(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}.") or other.startswith(f"{one}.")
