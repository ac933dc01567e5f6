"""Which function compiles which kind of clause."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, TypeVar

import attrs

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.pooling import is_known, pooled
from contractkit.terms.provisions import Provision

__all__ = ["check_provisions", "compile_provisions", "compiles"]

Compiler = Callable[[Draft, Place, Any], Provision | Iterable[Provision] | None]
F = TypeVar("F", bound=Callable[..., Any])

_COMPILERS: dict[str, Compiler] = {}


def compiles(*kinds: str) -> Callable[[F], F]:
    """Register a function as the one that compiles clauses of those kinds.

    It takes the draft, the place of the clause and the clause as it was read, and returns what the clause says: one
    provision, several, or None where the clause is wrong (which it has reported). `holds` of the clause is worked in
    afterwards.
    """

    def registered(function: F) -> F:
        for kind in kinds:
            _COMPILERS[kind] = function
        return function

    return registered


def compile_provisions(draft: Draft) -> tuple[Provision, ...]:
    """Return what the clauses say whose kinds have a compiler here, in the order of the page."""
    return tuple(provision for place, clause in _page(draft) for provision in pooled(draft, place, clause, _of))


def check_provisions(draft: Draft) -> None:
    """Add what is wrong with these clauses to the desk's problems; those of which it is known are left alone."""
    for place, clause in _page(draft):
        if not is_known(draft, place, clause, _of):
            _of(draft, place, clause)


def _page(draft: Draft) -> Iterator[tuple[Place, Any]]:
    _all_modules()
    return ((place, clause) for place, clause in draft.desk.clauses() if clause.kind in _COMPILERS)


def _of(draft: Draft, place: Place, clause: Any) -> list[Provision]:
    found = _COMPILERS[clause.kind](draft, place, clause)
    several = () if found is None else (found,) if isinstance(found, Provision) else tuple(found)
    holds = draft.holding(place, clause)
    return [one if holds is None or one.holds is not None else attrs.evolve(one, holds=holds) for one in several]


@cache
def _all_modules() -> None:
    package = importlib.import_module(__name__.rpartition(".")[0])
    for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda found: found.name):
        importlib.import_module(f"{package.__name__}.{module.name}")
