"""Levels that are packages: a base and what differs from it, worked out into clauses of their own.

A package takes the clauses that speak of its base and changes them with the engine of amendments. Each stands in the
paper of the base under a number that says where it comes from: ``L.1.1 as changed by L.2``; or ``L.1.1 as in L.2``,
where the package leaves it as it is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs

from contractkit.compiling.desk import Desk, Place
from contractkit.documents import DocumentSource
from contractkit.documents.amending import Amending
from contractkit.documents.limits import MAX_DEPTH
from contractkit.documents.overlays import Standing, standing_in, with_clause, with_fields
from contractkit.errors import Problem
from contractkit.quantities.notation import nearest
from contractkit.records.clauses import Assumption, ClauseRef

__all__ = ["note_packages", "origin_of", "with_packages"]

_INHERITED = ("promise", "calendar")
"""What a package takes from its base; its price is worked out where levels are compiled."""
_NAMED = 8


@attrs.frozen
class _Key:
    """A level clause: the document that it stands in, and its number there."""

    document: str
    number: str

    def __str__(self) -> str:
        return f"{self.document}/{self.number}"


@attrs.frozen(eq=False)
class _Part:
    """A clause of a level: where it stood first, how it stands, and whether the last package changed it."""

    document: str
    number: str
    standing: Standing
    changed: bool = False
    added: bool = False

    def number_in(self, package: _Key) -> str:
        """Return the number under which the clause stands as a part of `package`."""
        if self.added:
            return self.number
        cited = package.number if package.document == self.document else str(package)
        return f"{self.number} as {'changed by' if self.changed else 'in'} {cited}"


def with_packages(papers: Sequence[DocumentSource]) -> tuple[tuple[DocumentSource, ...], tuple[Problem, ...]]:
    """Return the papers with the clauses of every package that is delivered, and what is wrong with packages."""
    levels: dict[_Key, Any] = {
        _Key(paper.model.id, number): clause
        for paper in papers
        for number, clause in paper.model.clauses.items()
        if clause.kind == "level"
    }
    if not any(level.based_on is not None for level in levels.values()):
        return tuple(papers), ()
    packages = _Packages({paper.model.id: paper for paper in papers}, levels)
    bases = packages.bases()
    delivered = _delivered(papers)
    added = []
    for key in bases:
        parts = packages.derived(key, bases)
        if delivered is None or str(levels[key].name) in delivered:
            added += [(key, part) for part in parts.values()]
    found = dict(packages.papers)
    for key, part in added:
        standing = attrs.evolve(part.standing, model=None) if key in packages.lost else part.standing
        found[part.document] = with_clause(found[part.document], part.number_in(key), standing)
    for key in bases:
        level = packages.level(key, bases)
        if level is not None:
            found[key.document] = with_clause(found[key.document], key.number, level)
    return tuple(found[paper.model.id] for paper in papers), tuple(packages.problems)


def _delivered(papers: Sequence[DocumentSource]) -> frozenset[str] | None:
    """Return the levels at which something is delivered; None where each item says its own."""
    if any("level" in paper.model.fields for paper in papers):
        return None
    services = (clause for paper in papers for clause in paper.model.clauses.values() if clause.kind == "service")
    return frozenset(str(level) for service in services if (level := getattr(service, "level", None)) is not None)


@attrs.define(eq=False)
class _Packages:
    """The levels of an agreement, and what has been worked out of them.

    Attributes:
        papers: The papers by their ids.
        levels: The level clauses.
        problems: What is wrong with packages.
        lost: Packages without a base that could be worked out; their clauses count as clauses that could not be read.
    """

    papers: Mapping[str, DocumentSource]
    levels: Mapping[_Key, Any]
    problems: list[Problem] = attrs.field(factory=list)
    lost: set[_Key] = attrs.field(factory=set)
    _derived: dict[_Key, dict[str, _Part]] = attrs.field(factory=dict)
    _wrong: set[_Key] = attrs.field(factory=set)

    def bases(self) -> dict[_Key, _Key]:
        """Return the base of each package; those without one, and those without end, are told and left out."""
        found = {}
        for key, level in self.levels.items():
            if level.based_on is None:
                continue
            base = self._base(key, str(level.based_on))
            if base is None:
                self._no_base(key, str(level.based_on))
            else:
                found[key] = base
        lost = self._endless(found)
        return {key: base for key, base in found.items() if key not in lost}

    def _base(self, key: _Key, ref: str) -> _Key | None:
        document, _, word = ref.rpartition("/")
        homes = (document,) if document else (key.document, *self.papers)
        return next((found for home in homes if (found := self._called.get((home, word))) is not None), None)

    @cached_property
    def _called(self) -> dict[tuple[str, str], _Key]:
        """Return the first level of each document that answers to a word: its number or its name."""
        found: dict[tuple[str, str], _Key] = {}
        for key, level in self.levels.items():
            for word in (key.number, str(level.name)):
                found.setdefault((key.document, word), key)
        return found

    def _no_base(self, key: _Key, ref: str) -> None:
        lost = {word for paper in self.papers.values() for n in paper.broken for word in (n, *paper.names_in(n))}
        if ref.rpartition("/")[2] not in lost:
            known = (*(str(level.name) for level in self.levels.values()), *(str(other) for other in self.levels))
            self._tell(key, "unknown-reference", f"there is no level '{ref}'", nearest(ref, known))

    def _endless(self, bases: Mapping[_Key, _Key]) -> set[_Key]:
        """Return the packages in a circle, those that lead into one, and those on too many others, and tell them."""
        heights: dict[_Key, float] = {}
        for key in bases:
            chain: dict[_Key, None] = {}
            at = key
            while at in bases and at not in chain and at not in heights:
                chain[at] = None
                at = bases[at]
            around = list(chain)[list(chain).index(at) :] if at in chain else []
            for number, one in enumerate(around):
                says = f"levels are based on each other: {self._round_from(number, around)}"
                self._tell(one, "circular", says, "one of them has to stand on its own")
            height = math.inf if around else heights.get(at, 0)
            for one in reversed(chain):
                height += 1
                heights[one] = height
                if height == MAX_DEPTH + 1:
                    says = f"the level stands on more than {MAX_DEPTH} others, each based on the next"
                    self._tell(one, "too-deep", says, "base it on the first of them")
        return {key for key, height in heights.items() if height > MAX_DEPTH}

    def _round_from(self, first: int, around: Sequence[_Key]) -> str:
        """Return the names of the levels of a circle, from one of them to itself; of many the first ones."""
        size = len(around)
        named = [around[(first + step) % size] for step in range(min(size, _NAMED))]
        names = [str(self.levels[one].name) for one in named]
        return " on ".join([*names, *(["..."] if size > _NAMED else []), names[0]])

    def _tell(self, key: _Key, code: str, says: str, hint: str) -> None:
        place = Place(self.papers[key.document], key.number, ("based_on",))
        self.problems.append(place.problem(code, says, hint))

    def level(self, key: _Key, bases: Mapping[_Key, _Key]) -> Standing | None:
        """Return the level clause with what it takes from its base."""
        own = standing_in(self.papers[key.document], key.number)
        above = self.level(bases[key], bases) if key in bases else None
        return own if own is None or above is None else with_fields(own, above, _INHERITED)

    def derived(self, key: _Key, bases: Mapping[_Key, _Key]) -> dict[str, _Part]:
        """Return the clauses that a package makes of its base's, by the number that changes call them.

        What is wrong with a package is not held against those that are based on it.
        """
        if key not in self._derived:
            name, base = str(self.levels[key].name), bases[key]
            below = self.derived(base, bases) if base in bases else {}
            parts = {
                number: attrs.evolve(part, standing=part.standing.at_level(name), changed=False, added=False)
                for number, part in {**below, **self._own(base)}.items()
                if name not in _levels_of(part)
            }
            told = len(self.problems)
            for place, change in enumerate(self.levels[key].changes):
                self._change(parts, key, base, place, change)
            if base in self.lost or (base not in bases and self.levels[base].based_on is not None):
                self.lost.add(key)
            if base in self._wrong or key in self.lost:
                del self.problems[told:]
                self._wrong.add(key)
            elif len(self.problems) > told:
                self._wrong.add(key)
            self._derived[key] = parts
        return self._derived[key]

    def _own(self, key: _Key) -> dict[str, _Part]:
        paper, name = self.papers[key.document], str(self.levels[key].name)
        standing = {number: standing_in(paper, number) for number in paper.model.clauses}
        parts = (_Part(key.document, number, found) for number, found in standing.items() if found is not None)
        return {part.number: part for part in parts if name in _levels_of(part)}

    def _change(self, parts: dict[str, _Part], key: _Key, base: _Key, place: int, change: Any) -> None:
        document, _, number = str(change.clause).rpartition("/")
        part = parts.get(number)
        if part is not None and document not in ("", part.document):
            part = None
        home = key.document if change.action == "add" else base.document if part is None else part.document
        paper = self.papers[key.document]
        amending = Amending(paper, ("clauses", key.number, "changes", place), change, f"{home}/{number}")
        if change.action == "add" and (part is not None or number in paper.model.clauses or number in paper.broken):
            says, hint = f"the number {number} is taken already", "give the new clause its own"
            self.problems.append(amending.problem("number-taken", says, "clause", hint=hint))
            return
        if change.action != "add" and part is None:
            if number not in self.papers[base.document].broken:
                says = f"the level '{self.levels[base].name}' has no clause '{change.clause}'"
                hint = nearest(number, tuple(parts))
                self.problems.append(amending.problem("unknown-reference", says, "clause", hint=hint))
            return
        standing, wrong = amending.apply(None if part is None else part.standing)
        self.problems += wrong
        if standing is None:
            parts.pop(number, None)
            return
        name = str(self.levels[key].name)
        levels = getattr(standing.model, "level", None) or ()
        if standing.model is not None and levels and name not in levels:
            says = f"the clause is for {' and '.join(map(str, levels))}, in a change of {name}"
            inside = ("to", "level") if change.action != "change" else ("fields",)
            self.problems.append(amending.problem("contradiction", says, *inside, hint=f"write level: {name}"))
        standing = standing if levels else standing.at_level(name)
        parts[number] = _Part(home, number, standing, changed=True, added=change.action == "add")


def _levels_of(part: _Part) -> tuple[str, ...]:
    return tuple(str(level) for level in getattr(part.standing.model, "level", None) or ())


def origin_of(clause: ClauseRef) -> tuple[str, str | None]:
    """Return the document and number of the clause that a package took: ``L.1.1`` of ``L.1.1 as changed by L.2``."""
    return clause.document, None if clause.clause is None else clause.clause.partition(" as ")[0]


def note_packages(desk: Desk) -> None:
    """Record that a level's own price is not charged by itself."""
    for place, clause in desk.clauses("level"):
        if clause.price is not None:
            says = "whether the price of the level comes on top of that of the service"
            desk.assume(Assumption("level-price", "contained", ("on top",), place.ref(), says))
