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
from contractkit.terms.provisions import Provision

__all__ = ["compile_provisions", "compiles"]

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
    _all_modules()
    return tuple(provision for place, clause in draft.desk.clauses() for provision in _of(draft, place, clause))


def _of(draft: Draft, place: Place, clause: Any) -> Iterator[Provision]:
    compiler = _COMPILERS.get(clause.kind)
    if compiler is None:
        return
    found = compiler(draft, place, clause)
    several = () if found is None else (found,) if isinstance(found, Provision) else tuple(found)
    holds = draft.holding(place, clause)
    for provision in several:
        yield provision if holds is None or provision.holds is not None else attrs.evolve(provision, holds=holds)


@cache
def _all_modules() -> None:
    package = importlib.import_module(__name__.rpartition(".")[0])
    for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda found: found.name):
        importlib.import_module(f"{package.__name__}.{module.name}")
