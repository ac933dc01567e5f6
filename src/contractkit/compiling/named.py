"""What the papers of one agreement define by name or by number, ready to be looked up, each with its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import attrs

from contractkit.compiling.amounts import STANDARD_AMOUNTS
from contractkit.compiling.desk import Desk, Place
from contractkit.documents.clauses import Effect
from contractkit.documents.marks import Marked, marked_in
from contractkit.documents.references import Defines
from contractkit.documents.remembering import once_for_each
from contractkit.quantities.notation import nearest, nearest_word

__all__ = ["Defined", "Named", "a", "given_in", "kinds_of"]

_KINDS = {
    "catalogue-item": "item",
    "fee": "amount",
    "figure-target": "target",
    "maintenance": "relief",
    "process": "step",
    "result": "target",
    "target-table": "target",
    "time-target": "target",
}
"""What a clause is to whom refers to it, where it is not called as its kind is."""

_BY_NAME = ("calendar", "level", "metric", "service")
"""What a clause of that kind defines by its name."""
_DECLARE = "others are declared: a fee by kind: fee, what comes with the facts under amounts: in the head"

_WITH_ROWS = {"figure-target": "target", "time-target": "target", "target-table": "target", "service": "service"}
"""Clauses whose rows are referred to by their names."""

_SAID = {
    "amount": "an amount",
    "item": "a catalogue item",
    "target": "a target",
    "effect": "an effect",
    "relief": "a relief",
}


@attrs.frozen
class Defined:
    """One thing that is there.

    Attributes:
        kind: What it is: calendar, level, service, item, metric, target, step, role ...
        name: Its name.
        place: Where the name stands.
        clause: The clause that it is, or stands in.
        inside: Whether it is a row or a part of the clause.
    """

    kind: str
    name: str
    place: Place
    clause: Any
    inside: bool


def kinds_of(clause: Any) -> tuple[str, ...]:
    """Return what a clause is to whom refers to it by its number."""
    own = _KINDS.get(clause.kind, clause.kind)
    return ("effect", own) if isinstance(clause, Effect) else (own,)


def a(kind: str) -> str:
    """Return a kind with its article: ``a metric``, ``an amount``."""
    return _SAID.get(kind) or f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


@attrs.define
class Named:
    """Everything that has a name in the papers of one agreement.

    Attributes:
        desk: The papers.
        marks: The marked texts of each clause, with its place.
    """

    desk: Desk
    marks: list[tuple[Place, Any, tuple[Marked, ...]]]
    _known: dict[tuple[tuple[str, ...], str], tuple[tuple[str, ...], tuple[str, ...]]] = attrs.field(
        factory=dict, init=False, repr=False, eq=False
    )

    @classmethod
    def of(cls, desk: Desk) -> Named:
        """Return what the papers on a desk define."""
        return cls(desk, [(place, clause, tuple(marked_in(clause))) for place, clause in desk.clauses()])

    def defined(self) -> Iterator[Defined]:
        """Yield everything that is defined, in the order of the page."""
        for place, clause, marks in self.marks:
            marked = [(mark, mark.mark.kind) for mark in marks if isinstance(mark.mark, Defines)]
            paths = {mark.path for mark, _ in marked}
            for mark, given in marked:
                inside = len(mark.path) > 1
                kinds = (given,) if inside else tuple(dict.fromkeys((given, *kinds_of(clause))))
                for kind in kinds:
                    yield Defined(kind, mark.text, place.at(*mark.path), clause, inside)
            if ("name",) not in paths:
                name = getattr(clause, "name", None)
                for kind in kinds_of(clause) if isinstance(name, str) else ():
                    yield Defined(kind, str(name), place.at("name"), clause, inside=False)
            yield from _of_rows(place, clause, paths)
            yield from _of_roles(place, clause, paths)

    @cached_property
    def by_name(self) -> dict[str, dict[str, list[Defined]]]:
        """Everything that is defined, by its kind and its name."""
        found: dict[str, dict[str, list[Defined]]] = defaultdict(lambda: defaultdict(list))
        for one in self.defined():
            found[one.kind][one.name].append(one)
        return found

    @cached_property
    def amounts(self) -> frozenset[str]:
        """The words of amounts: those that every agreement has, those of its fees, and those that a head declares."""
        declared = (name for paper in self.desk.papers for name in getattr(paper.model, "amounts", {}))
        return frozenset((*STANDARD_AMOUNTS, *declared, *self.by_name["amount"]))

    @cached_property
    def by_number(self) -> dict[str, list[tuple[Place, Any]]]:
        """The clauses of all papers by their numbers."""
        found: dict[str, list[tuple[Place, Any]]] = defaultdict(list)
        for place, clause, _ in self.marks:
            found[str(place.number)].append((place, clause))
        return found

    def hint(self, text: str, kinds: Iterable[str], paper: str) -> str | None:
        """Return the nearest right answer to a text that refers to nothing of those kinds.

        Args:
            text: What was written.
            kinds: What was meant.
            paper: The id of the document in which it stands.
        """
        asked = (tuple(kinds), paper)
        if asked not in self._known:
            self._known[asked] = self._words(*asked)
        names, numbers = self._known[asked]
        if not names and not numbers and len(asked[0]) == 1 and asked[0][0] in _BY_NAME:
            return f"add a clause {{kind: {asked[0][0]}, name: {text}}}"
        found = nearest_word(text, (*names, *numbers))
        told = nearest(text, (*names, *numbers) if found else names or numbers)
        return f"{told}; {_DECLARE}" if "amount" in kinds and not found else told

    def _words(self, wanted: tuple[str, ...], paper: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the names of everything of those kinds, and its numbers as a clause in `paper` would write them."""
        names = [name for kind in wanted for name in self.by_name[kind]]
        if "amount" in wanted:
            names += sorted(self.amounts)
        if "document" in wanted:
            names += [one.model.id for one in self.desk.papers]
        numbers = []
        for place, clause, _ in self.marks:
            if "clause" in wanted or any(kind in wanted for kind in kinds_of(clause)):
                own = place.paper.model.id == paper
                numbers.append(str(place.number) if own else f"{place.paper.model.id}/{place.number}")
        return tuple(dict.fromkeys(names)), tuple(numbers)


@once_for_each
def given_in(clause: Any) -> Iterator[tuple[str, str]]:
    """Yield the kind and the name of everything that a clause defines, as `Named.defined` does, without places."""
    nowhere: Any = None
    for one in Named(nowhere, [(Place(nowhere, None), clause, tuple(marked_in(clause)))]).defined():
        yield one.kind, one.name


def _of_rows(place: Place, clause: Any, marked: set[tuple[str | int, ...]]) -> Iterator[Defined]:
    kind = _WITH_ROWS.get(clause.kind)
    if kind is None:
        return
    for number, row in enumerate(getattr(clause, "rows", ())):
        name, path = getattr(row, "name", None), ("rows", number, "name")
        if name is not None and path not in marked:
            yield Defined(kind, str(name), place.at(*path), clause, inside=True)


def _of_roles(place: Place, clause: Any, marked: set[tuple[str | int, ...]]) -> Iterator[Defined]:
    if clause.kind != "contacts":
        return
    for number, contact in enumerate(clause.contacts):
        path = ("contacts", number, "role")
        if path not in marked:
            yield Defined("role", str(contact.role), place.at(*path), clause, inside=True)
