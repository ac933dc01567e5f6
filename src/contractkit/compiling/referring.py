"""Whether everything that clauses refer to is there, and is what can be meant; and whether names are given once.

One pass over all papers of an agreement, before anything of them is compiled: what is told here is not told again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from contractkit.compiling.amounts import STANDARD_AMOUNTS
from contractkit.compiling.desk import Desk, Place
from contractkit.compiling.named import Defined, Named, a, given_in, kinds_of
from contractkit.documents import DocumentSource
from contractkit.documents.marks import Marked, marked_in
from contractkit.documents.references import Defines, Names
from contractkit.documents.remembering import once_for_each
from contractkit.documents.tree import walk
from contractkit.quantities.notation import nearest

__all__ = ["check_references"]

_OPEN = ("channel", "event", "series", "cause")
"""Kinds of which nobody has to give a list: where none is given, every word may be meant."""

_PEOPLE = ("provider", "customer", "both")
"""Words for the parties, which may stand wherever a role may."""


def check_references(desk: Desk) -> None:
    """Add every name that is given twice, and every reference to what is not there, to the desk's problems."""
    if _all_is_there(desk):
        return
    named = Named.of(desk)
    pass_over = _References(desk, named)
    for place, _, marks in named.marks:
        for mark in marks:
            pass_over.check(place, mark)
    for paper in desk.papers:
        for mark in marked_in(paper.model, leave_out=("clauses",)):
            pass_over.check(Place(paper, None), mark)
    pass_over.check_names()


def _all_is_there(desk: Desk) -> bool:
    """Return whether surely nothing is to be told: no name is given twice, and each that is meant is given here.

    What a clause defines and names is remembered with it. Whatever needs a closer look is left to the careful pass.
    """
    given: dict[str, set[str]] = {}
    for _, clause in desk.clauses():
        for kind, name in given_in(clause):
            names = given.setdefault(kind, set())
            if name in names and kind != "role":
                return False
            names.add(name)
    return all(_is_there(desk, paper, given) for paper in desk.papers)


def _is_there(desk: Desk, paper: DocumentSource, given: dict[str, set[str]]) -> bool:
    """Return whether everything that a paper names is surely there."""
    clauses: dict[str, Any] = dict(paper.model.clauses)
    head = _asked(marked_in(paper.model, leave_out=("clauses",)))
    parts = (*(_asked_in(clause) for clause in clauses.values()), head)
    for text, kinds in chain.from_iterable(parts):
        if kinds == ("role",):
            roles = given.get("role", ())
            if roles and text not in roles and text not in _PEOPLE:
                return False
        elif not any(_is_open(kind, given) or text in given.get(kind, ()) for kind in kinds):
            numbered = clauses.get(text)
            own = () if numbered is None else ("clause", *kinds_of(numbered))
            amount = "amount" in kinds and (text in STANDARD_AMOUNTS or _declares(desk, text))
            if not amount and not any(kind in kinds for kind in own):
                return False
    return True


def _is_open(kind: str, given: dict[str, set[str]]) -> bool:
    return kind == "field" or (kind in _OPEN and kind not in given)


def _declares(desk: Desk, amount: str) -> bool:
    return any(amount in getattr(paper.model, "amounts", {}) for paper in desk.papers)


def _asked(marks: Iterable[Marked]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the texts that have to name something, each with the kinds of what they may name."""
    for one in marks:
        if not isinstance(one.mark, Defines) and one.text not in one.mark.words:
            yield one.text, one.mark.kinds


@once_for_each
def _asked_in(clause: Any) -> Iterable[tuple[str, tuple[str, ...]]]:
    return dict.fromkeys(_asked(marked_in(clause)))


class _References:
    def __init__(self, desk: Desk, named: Named) -> None:
        self.desk, self.named = desk, named
        self._answers: dict[tuple[str, str, Names], bool] = {}

    def check(self, clause: Place, marked: Marked) -> None:
        mark = marked.mark
        if isinstance(mark, Defines) or marked.text in mark.words:
            return
        if mark.kinds == ("role",):
            self._role(clause, marked)
            return
        paper = str(clause.paper.model.id)
        asked = (paper, marked.text, mark)
        if asked not in self._answers:
            self._answers[asked] = self._found(*asked)
        if not self._answers[asked]:
            self._tell(_walkable(clause.at(*marked.path)), marked.text, mark)

    def check_names(self) -> None:
        """Tell each name that two papers, or two kinds of target, both give; within one kind of a paper it is told."""
        for kind, names in self.named.by_name.items():
            if kind == "role":
                continue
            for name, several in names.items():
                if len(several) < 2:
                    continue
                own = [one for one in several if not one.inside and _is_plain(one.place)]
                for one in own[1:]:
                    self._twice(kind, name, one, own[0])

    def _twice(self, kind: str, name: str, one: Defined, first: Defined) -> None:
        if one.place.number == first.place.number and one.place.paper is first.place.paper:
            return
        if one.clause.kind == first.clause.kind and one.place.paper is first.place.paper:
            return
        says = f"'{name}' is the name of {a(kind)} already: clause {first.place.ref()}"
        self.desk.report(one.place, "duplicate-name", says, "a name is given once in an agreement")

    def _found(self, paper: str, text: str, mark: Names) -> bool:
        if self.desk.unread or text in self.desk.lost or text.rpartition("/")[2] in self.desk.lost:
            return True
        document, _, word = text.rpartition("/")
        if "document" in mark.kinds and (text in self.desk.beside or self._is_paper(text)):
            return True
        if "amount" in mark.kinds and text in self.named.amounts:
            return True
        if self._clause(document or paper, word, mark.kinds):
            return True
        several = [one for kind in mark.kinds for one in self.named.by_name[kind].get(word, ())]
        several = [one for one in several if document in ("", one.place.paper.model.id)]
        if several:
            return True
        open_kinds = [kind for kind in mark.kinds if kind in (*_OPEN, "field")]
        return any(kind == "field" or not self.named.by_name[kind] for kind in open_kinds)

    def _is_paper(self, text: str) -> bool:
        return any(paper.model.id == text for paper in self.desk.papers)

    def _clause(self, document: str, number: str, kinds: Iterable[str]) -> bool:
        for place, clause in self.named.by_number.get(number, ()):
            if place.paper.model.id == document and (
                "clause" in kinds or any(kind in kinds for kind in kinds_of(clause))
            ):
                return True
        return False

    def _role(self, clause: Place, marked: Marked) -> None:
        roles, text = self.named.by_name["role"], marked.text
        if not roles or text in roles or text in _PEOPLE or text in self.desk.lost or self.desk.unread:
            return
        says = f"no contact has the role '{text}'"
        place = _walkable(clause.at(*marked.path))
        self.desk.warn(place, "unknown-role", says, nearest(text, tuple(roles)))

    def _tell(self, place: Place, text: str, mark: Names) -> None:
        what = _or(mark.kinds)
        other = self._something_else(place, text)
        known = self.named.hint(text, mark.kinds, place.paper.model.id)
        if other is not None:
            says = f"'{text}' is {a(other)}, not {_or(mark.kinds, with_article='yes')}"
            self.desk.report(place, "wrong-reference", says, known)
            return
        elsewhere = [str(found.ref()) for found in self._elsewhere(text, mark)]
        hint = f"write {elsewhere[0]}" if len(elsewhere) == 1 else known
        document = text.rpartition("/")[0]
        if document and all(paper.model.id != document for paper in self.desk.papers):
            says = f"there is no document '{document}' among the papers of this agreement"
            ids = tuple(paper.model.id for paper in self.desk.papers)
            self.desk.report(place, "unknown-reference", says, nearest(document, ids))
            return
        self.desk.report(place, "unknown-reference", f"there is no {what} '{text}'", hint)

    def _something_else(self, place: Place, text: str) -> str | None:
        """Return what a text refers to that is of another kind than the one that belongs here."""
        document, _, word = text.rpartition("/")
        for found, clause in self.named.by_number.get(word, ()):
            if found.paper.model.id == (document or place.paper.model.id):
                return kinds_of(clause)[-1] if kinds_of(clause)[-1] not in ("text", "effort") else clause.kind
        for kind, names in self.named.by_name.items():
            if word in names and any(document in ("", one.place.paper.model.id) for one in names[word]):
                return kind
        return None

    def _elsewhere(self, text: str, mark: Names) -> list[Place]:
        """Return the clauses of other papers that have this number and are what belongs here."""
        several = self.named.by_number.get(text, ())
        return [
            found
            for found, clause in several
            if "clause" in mark.kinds or any(kind in mark.kinds for kind in kinds_of(clause))
        ]


def _or(kinds: tuple[str, ...], with_article: str = "") -> str:
    named = [a(kind) if with_article else a(kind).partition(" ")[2] for kind in kinds]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} or {named[-1]}"


def _walkable(place: Place) -> Place:
    """Return a place without the number of an item where a single text stands for a list."""
    start = () if place.number is None else ("clauses", place.number)
    steps = [step for step, _ in walk(place.paper.tree, (*start, *place.path))]
    return Place(place.paper, place.number, tuple(steps[len(start) :])) if len(steps) > len(start) else place


def _is_plain(place: Place) -> bool:
    """Return whether a clause stands in a paper as it was written, and is none that a package took over."""
    return " as " not in str(place.number)
