"""Clauses that say the same are judged once: in a portfolio of contracts most of them stand in many papers."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable
from functools import cache, lru_cache, wraps
from typing import Any, TypeVar

from pydantic import TypeAdapter

from contractkit.documents.clauses.registry import AnyClause, Clause

__all__ = ["clause_of", "once_for_each"]

M = TypeVar("M")
T = TypeVar("T")

_REMEMBERED = 1024
"""So many different clauses are kept, those that were met last; a portfolio with more of them only loses time."""


@cache
def _adapter() -> TypeAdapter[Clause]:
    return TypeAdapter(AnyClause)


@lru_cache(maxsize=_REMEMBERED)
def _remembered(written: bytes) -> Clause:
    return _adapter().validate_python(marshal.loads(written))


def clause_of(data: Any) -> Clause:
    """Return the model of a clause; clauses that are written alike may share one, which nobody can change.

    Args:
        data: The clause as `contractkit.documents.tree.plain` gives it. Only plain texts are remembered: those that
            know how they were written (with quotes or without) are judged each time.

    Raises:
        ValidationError: The clause has problems.
    """
    try:
        written = marshal.dumps(data, 2)
    except ValueError:
        return _adapter().validate_python(data)
    return _remembered(written)


def once_for_each(function: Callable[[M], Iterable[T]]) -> Callable[[M], tuple[T, ...]]:
    """Remember what a function finds in each model, as long as that model was met lately.

    A model that many contracts share is looked through once. What is found must depend on the model alone, and nobody
    may change it.
    """
    known: dict[int, tuple[M, tuple[T, ...]]] = {}

    @wraps(function)
    def found_in(model: M) -> tuple[T, ...]:
        entry = known.get(id(model))
        if entry is not None and entry[0] is model:
            return entry[1]
        found = tuple(function(model))
        if len(known) >= _REMEMBERED:
            known.clear()
        known[id(model)] = model, found
        return found

    return found_in
