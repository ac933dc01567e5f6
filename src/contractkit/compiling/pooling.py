"""Clauses that many agreements word alike are compiled once, for papers without names, and filled in for each."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any
from weakref import ref

import attrs

from contractkit.compiling.desk import Desk, Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.nameless import HEAD, KINDS, Known, Page, Refused, nameless
from contractkit.documents import DocumentSource

__all__ = ["Known", "is_known", "known", "pooled"]

Compiler = Callable[[Draft, Place, Any], Any]
_REMEMBERED = 2048
"""So many clauses are kept compiled, those that were met last."""


@attrs.frozen(eq=False)
class _Surroundings:
    """All that clauses of some agreements are compiled from, beside themselves."""

    seen: tuple[Any, ...]


@attrs.frozen(eq=False)
class _Met:
    """Clauses that were met: which they were, and from the second time on what they say."""

    seen: tuple[ref[Any], ...]
    what: Known | Refused | None = None


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
    page = ((place, clause),)
    found = known(draft, page, compiler, _alone)
    return compiler(draft, place, clause) if found is None else found.filled(draft.desk, page)


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
    desk = draft.desk
    if surroundings is None or _amended(desk, page):
        return None
    only = len(desk.papers) == 1
    at = tuple(
        (0 if only else _number(desk, place.paper), place.number, id(clause), *place.path) for place, clause in page
    )
    key = (surroundings, compiler, at)
    found = _met(key)
    if found is None or not all(one() is clause for one, (_, clause) in zip(found.seen, page, strict=True)):
        found = _Met(tuple(ref(clause) for _, clause in page))
        if desk.recall is None or not desk.recall.will_come_again(compiler, key):
            _keep(key, found)
            return None
    elif desk.recall is not None:
        desk.recall.came_again(compiler, key)
    if found.what is None:
        found = _Met(found.seen, nameless(draft, page, lambda draft, page: (calls or _call)(compiler, draft, page)))
        _keep(key, found)
    return found.what if isinstance(found.what, Known) else None


def _amended(desk: Desk, page: Iterable[tuple[Place, Any]]) -> bool:
    """Return whether an amendment wrote any of some clauses: parts of them then stand in a file of its own."""
    return bool(desk.amended) and any((place.paper.model.id, place.number) in desk.amended for place, _ in page)


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
    if desk.lost or desk.unread or (desk.beside and desk.recall is None) or _amended(desk, desk.clauses(*KINDS)):
        return None  # versions of one agreement are few; of its variants there are many
    seen = (
        (names.zone, names.currency, tuple(names.fields.items()), tuple(names.levels.items())),
        tuple((name, service.level) for name, (_, service) in names.services.items()),
        tuple((name, _Same(calendar)) for name, calendar in names.calendars.items()),
        tuple((name, *_place(desk, place), _Same(clause)) for name, (place, clause) in names.measures.items()),
        tuple((*_place(desk, place), _Same(clause)) for place, clause in desk.clauses(*KINDS)),
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
    words = tuple(getattr(model, word, None) for word in HEAD)
    return (*words, tuple(model.stated.items()), tuple(model.amounts.items()), model.id in desk.above)
