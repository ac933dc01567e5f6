"""Clauses that many agreements word alike are compiled once, for papers without names, and filled in for each.

What such a clause is compiled from is exactly what agreements are compared by: whoever asks for more (an amount, a
date, another clause) is refused, and the clause is then compiled for each agreement by itself. So a compiler need not
know of this, and what it finds never depends on who was first.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any, NoReturn
from weakref import ref

import attrs

from contractkit.compiling.blanks import CannotBeBlank, Filling, LateLine, Template, blank_file, blank_id
from contractkit.compiling.desk import Desk, Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.names import Names
from contractkit.documents import DocumentSource
from contractkit.documents.tree import Place as Written

__all__ = ["Known", "is_known", "known", "pooled"]

Compiler = Callable[[Draft, Place, Any], Any]
Page = tuple[tuple[Place, Any], ...]

_KINDS = ("pause", "measure")
"""Clauses that others are compiled from; a compiler that asks for clauses of other kinds is refused."""

_HEAD = ("document", "language", "calendar", "currency", "zone")
"""What the head of a paper says to the compiler of a clause, with its conventions and the amounts that it declares."""

_REMEMBERED = 2048
"""So many clauses are kept compiled, those that were met last."""


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
        if not kinds or not set(kinds) <= set(_KINDS):
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

    def filled(self, desk: Desk) -> Any:
        """Return the terms for one agreement, and lay all else on its desk."""
        filling = Filling(desk.papers)
        for assumption in self.assumptions.filled(filling):
            desk.assume(assumption)
        desk.not_computed_yet += self.not_computed.filled(filling)
        desk.asked |= {(id(desk.papers[paper]), number, word) for paper, number, word in self.asked}
        return self.terms.filled(filling)


@attrs.frozen(eq=False)
class _Refused:
    """Clauses that cannot be compiled without knowing for whom."""

    clauses: tuple[Any, ...]


@attrs.frozen(eq=False)
class _Surroundings:
    """All that clauses of some agreements are compiled from, beside themselves."""

    seen: tuple[Any, ...]


@attrs.frozen(eq=False)
class _Met:
    """Clauses that were met: which they were, and from the second time on what they say."""

    seen: tuple[ref[Any], ...]
    what: Known | _Refused | None = None


_POOL: OrderedDict[tuple[Any, ...], _Met] = OrderedDict()
_LOCK = Lock()


def pooled(draft: Draft, place: Place, clause: Any, compiler: Compiler) -> Any:
    """Return what a clause says, compiled now or, where another agreement has the same clause, filled in.

    Args:
        draft: The agreement.
        place: Where the clause stands.
        clause: The clause as it was read; clauses that are written alike are one object.
        compiler: Compiles it.
    """
    found = known(draft, ((place, clause),), compiler, _alone)
    return compiler(draft, place, clause) if found is None else found.filled(draft.desk)


def is_known(draft: Draft, place: Place, clause: Any, compiler: Compiler) -> bool:
    """Return whether nothing is wrong with a clause, and nothing to be warned of, as with the same clause elsewhere."""
    return known(draft, ((place, clause),), compiler, _alone) is not None


def known(
    draft: Draft, page: Page, compiler: Any, calls: Callable[[Any, Draft, Page], Any] | None = None
) -> Known | None:
    """Return what some clauses say together, with blanks; None where they have to be compiled for this agreement.

    Args:
        draft: The agreement.
        page: The clauses with their places.
        compiler: Compiles them from a draft and the page.
        calls: Calls the compiler, where it takes something else.
    """
    surroundings = draft.once(f"surroundings {len(draft.names.fields)}", lambda: _surroundings_of(draft))
    if surroundings is None:
        return None
    desk = draft.desk
    only = len(desk.papers) == 1
    at = tuple(
        (0 if only else _number(desk, place.paper), place.number, id(clause), *place.path) for place, clause in page
    )
    key = (surroundings, compiler, at)
    found = _met(key)
    if found is None or not all(one() is clause for one, (_, clause) in zip(found.seen, page, strict=True)):
        _keep(key, _Met(tuple(ref(clause) for _, clause in page)))
        return None
    if found.what is None:
        found = _Met(found.seen, _nameless(draft, page, lambda draft, page: (calls or _call)(compiler, draft, page)))
        _keep(key, found)
    return found.what if isinstance(found.what, Known) else None


def _call(compiler: Any, draft: Draft, page: Page) -> Any:
    return compiler(draft, page)


def _alone(compiler: Compiler, draft: Draft, page: Page) -> Any:
    return compiler(draft, *page[0])


def _met(key: tuple[Any, ...]) -> _Met | None:
    """Return what is kept of clauses that were met before; most are met once, and leave a mark."""
    with _LOCK:
        if key not in _POOL:
            return None
        _POOL.move_to_end(key)
        return _POOL[key]


def _keep(key: tuple[Any, ...], value: _Met) -> None:
    with _LOCK:
        _POOL[key] = value
        if len(_POOL) > _REMEMBERED:
            _POOL.popitem(last=False)


# -- what a clause is compiled from ----------------------------------------------------------------------------------


def _surroundings_of(draft: Draft) -> _Surroundings | None:
    """Return the surroundings of the clauses of an agreement, the same object for agreements that have the same."""
    desk, names = draft.desk, draft.names
    if desk.lost or desk.unread or desk.beside:
        return None
    seen = (
        (names.zone, names.currency, tuple(names.fields.items()), tuple(names.levels.items())),
        tuple((name, service.level) for name, (_, service) in names.services.items()),
        tuple((name, _Same(calendar)) for name, calendar in names.calendars.items()),
        tuple((name, *_place(desk, place), _Same(clause)) for name, (place, clause) in names.measures.items()),
        tuple((*_place(desk, place), _Same(clause)) for place, clause in desk.clauses(*_KINDS)),
        tuple(_head(desk, paper) for paper in desk.papers),
        tuple(fee.name for fee in draft.fees),
        (draft.term is None, desk.look),
    )
    with _LOCK:
        found = _KNOWN.get(seen)
        if found is None:
            found = _KNOWN[seen] = _Surroundings(seen)
            if len(_KNOWN) > _REMEMBERED:
                _KNOWN.popitem(last=False)
    return found


_KNOWN: OrderedDict[tuple[Any, ...], _Surroundings] = OrderedDict()


class _Same:
    """Compares by identity, and keeps alive what it compares."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.value is other.value

    def __hash__(self) -> int:
        return id(self.value)


def _number(desk: Desk, paper: DocumentSource) -> int:
    return next(number for number, one in enumerate(desk.papers) if one is paper)


def _place(desk: Desk, place: Place) -> tuple[int, str | None]:
    return _number(desk, place.paper), place.number


def _head(desk: Desk, paper: DocumentSource) -> tuple[Any, ...]:
    model: Any = paper.model
    words = tuple(getattr(model, word, None) for word in _HEAD)
    return (*words, tuple(model.stated.items()), tuple(model.amounts.items()), model.id in desk.above)


def _nameless(draft: Draft, page: Page, compiler: Callable[[Draft, Page], Any]) -> Known | _Refused:
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

    desk.shown = tuple((moved(at), shown) for at, shown in draft.desk.clauses(*_KINDS))
    try:
        terms = compiler(_nameless_draft(draft, desk), tuple((moved(at), clause) for at, clause in page))
        if desk.problems or desk.warnings:
            return _Refused(clauses)
        own = {id(paper): place for place, paper in enumerate(papers)}
        asked = tuple((own[paper], of_clause, word) for paper, of_clause, word in desk.asked)
        readings, waiting = Template(desk.assumptions), Template(desk.not_computed_yet)
        return Known(clauses, Template(terms), readings, waiting, asked)
    except CannotBeBlank:
        return _Refused(clauses)


def _nameless_paper(number: int, paper: DocumentSource, clauses: dict[str | None, Any]) -> DocumentSource:
    model: Any = paper.model
    words = {word: getattr(model, word, None) for word in (*_HEAD, "conventions", "amounts")}
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
