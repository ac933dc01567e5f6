"""Clauses compiled for papers without names: what they say is then the same for every agreement that has them.

What such a clause is compiled from is exactly what agreements are compared by: whoever asks for more (an amount, a
date, another clause) is refused, and the clause is then compiled for each agreement by itself. So a compiler need not
know of this, and what it finds never depends on who was first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NoReturn

import attrs

from contractkit.compiling.blanks import CannotBeBlank, Filling, LateLine, Template, blank_file, blank_id
from contractkit.compiling.desk import Desk, Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.names import Names
from contractkit.documents import DocumentSource
from contractkit.documents.tree import Place as Written

__all__ = ["HEAD", "KINDS", "Known", "Page", "Refused", "nameless"]

Page = tuple[tuple[Place, Any], ...]

KINDS = ("pause", "measure")
"""Clauses that others are compiled from; a compiler that asks for clauses of other kinds is refused."""

HEAD = ("document", "language", "calendar", "currency", "zone")
"""What the head of a paper says to the compiler of a clause, with its conventions and the amounts that it declares."""


class _Seen:
    """Shows some attributes of something, and refuses all else that may be asked of it."""

    def __init__(self, **attributes: Any) -> None:
        self.__dict__.update(attributes)

    def __getattr__(self, _name: str) -> NoReturn:
        raise CannotBeBlank

    def _refuse(self, *_: Any) -> NoReturn:
        raise CannotBeBlank

    __class__ = property(_refuse)
    __iter__ = __len__ = __bool__ = __contains__ = __getitem__ = __str__ = __repr__ = __format__ = _refuse
    __eq__ = __hash__ = __lt__ = _refuse


class _Fields(dict[str, Any]):
    """The fields of items, to which nothing can be added."""

    def __setitem__(self, _key: str, _value: Any) -> NoReturn:
        raise CannotBeBlank

    def setdefault(self, key: str, default: Any = None) -> Any:  # noqa: ARG002
        """Return the type of a field that is there."""
        if key not in self:
            raise CannotBeBlank
        return self[key]


class _Shown(_Seen):
    """The clauses of a paper, of which only those are shown that are compiled together."""

    def __init__(self, clauses: dict[str | None, Any]) -> None:
        super().__init__(_clauses=clauses)

    def __getitem__(self, number: str | None) -> Any:
        """Return a clause that is shown."""
        clauses: dict[str | None, Any] = self.__dict__["_clauses"]
        if number not in clauses:
            raise CannotBeBlank
        return clauses[number]


class _NamelessPaper(DocumentSource):
    """A paper without id, file and lines: each of them is a blank."""

    def place(self, *path: str | int, side: str = "value") -> Written:
        """Return a blank for the place of what stands at a path."""
        return Written(LateLine(path, side), None, self.file)  # type: ignore[arg-type]


class _NamelessDesk(Desk):
    """A desk with papers of which few clauses are seen."""

    shown: tuple[tuple[Place, Any], ...] = ()

    @property
    def _page(self) -> Any:
        return self.shown

    def clauses(self, *kinds: str) -> Iterable[tuple[Place, Any]]:
        """Return the clauses of kinds that others may be compiled from."""
        if not kinds or not set(kinds) <= set(KINDS):
            raise CannotBeBlank
        return super().clauses(*kinds)


@attrs.frozen(eq=False)
class Known:
    """What some clauses say, with blanks: terms, readings, what is not computed, and which readings were asked for.

    There is nothing wrong with them, and nothing to be warned of, in any agreement with these surroundings.
    """

    clauses: tuple[Any, ...]
    terms: Template
    assumptions: Template
    not_computed: Template
    asked: tuple[tuple[int, str | None, str], ...]

    def filled(self, desk: Desk, page: Page) -> Any:
        """Return the terms for one agreement, and lay all else on its desk.

        Args:
            desk: The desk of the agreement.
            page: The clauses, as they stand in it.
        """
        if desk.recall is None:
            terms, assumptions, not_computed = self._filled(desk)
        else:
            own = ((place.paper, place.number) for place, _ in (*page, *desk.clauses(*KINDS)))
            terms, assumptions, not_computed = desk.recall.once(self, desk.papers, own, lambda: self._filled(desk))
        for assumption in assumptions:
            desk.assume(assumption)
        desk.not_computed_yet += not_computed
        desk.asked |= {(id(desk.papers[paper]), number, word) for paper, number, word in self.asked}
        return terms

    def _filled(self, desk: Desk) -> tuple[Any, list[Any], list[Any]]:
        filling = Filling(desk.papers)
        return self.terms.filled(filling), self.assumptions.filled(filling), self.not_computed.filled(filling)


@attrs.frozen(eq=False)
class Refused:
    """Clauses that cannot be compiled without knowing for whom."""

    clauses: tuple[Any, ...]


def nameless(draft: Draft, page: Page, compiler: Callable[[Draft, Page], Any]) -> Known | Refused:
    """Return what clauses say in papers without names, with blanks; or that it cannot be said so."""
    clauses = tuple(clause for _, clause in page)
    numbers = {id(paper): place for place, paper in enumerate(draft.desk.papers)}
    papers = tuple(
        _nameless_paper(place, paper, {at.number: clause for at, clause in page if at.paper is paper})
        for place, paper in enumerate(draft.desk.papers)
    )
    above = (place for place, paper in enumerate(draft.desk.papers) if paper.model.id in draft.desk.above)
    desk = _NamelessDesk(papers, frozenset(blank_id(place) for place in above), look=draft.desk.look)

    def moved(at: Place) -> Place:
        return Place(papers[numbers[id(at.paper)]], at.number, at.path)

    desk.shown = tuple((moved(at), shown) for at, shown in draft.desk.clauses(*KINDS))
    try:
        terms = compiler(_nameless_draft(draft, desk), tuple((moved(at), clause) for at, clause in page))
        if desk.problems or desk.warnings:
            return Refused(clauses)
        own = {id(paper): place for place, paper in enumerate(papers)}
        asked = tuple((own[paper], of_clause, word) for paper, of_clause, word in desk.asked)
        readings, waiting = Template(desk.assumptions), Template(desk.not_computed_yet)
        return Known(clauses, Template(terms), readings, waiting, asked)
    except CannotBeBlank:
        return Refused(clauses)


def _nameless_paper(number: int, paper: DocumentSource, clauses: dict[str | None, Any]) -> DocumentSource:
    model: Any = paper.model
    words = {word: getattr(model, word, None) for word in (*HEAD, "conventions", "amounts")}
    head = _Seen(**words, id=blank_id(number), clauses=_Shown(clauses))
    return _NamelessPaper(model=head, file=blank_file(number), tree=_Seen(only_line=None))  # type: ignore[arg-type]


def _nameless_draft(draft: Draft, desk: Desk) -> Draft:
    names, papers = draft.names, {id(paper): desk.papers[number] for number, paper in enumerate(draft.desk.papers)}
    seen: Any = Names(
        names.zone,
        names.currency,
        _Fields(names.fields),
        names.calendars,
        names.levels,
        {name: (_Seen(), _Seen(name=name, level=service.level)) for name, (_, service) in names.services.items()},  # type: ignore[misc]
        {name: (Place(papers[id(at.paper)], at.number), clause) for name, (at, clause) in names.measures.items()},
    )
    term: Any = None if draft.term is None else _Seen()
    fees: Any = tuple(_Seen(name=fee.name) for fee in draft.fees)
    targets: Any = _Seen()
    return Draft(desk, seen, term, fees, targets)
