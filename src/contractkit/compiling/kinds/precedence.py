"""Which document decides where two contradict each other."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.kinds.registry import compiles
from contractkit.terms.provisions.precedence import Precedence

__all__ = ["precedence"]


@compiles("precedence")
def precedence(draft: Draft, place: Place, clause: Any) -> Precedence:  # noqa: ARG001
    """Return which document decides."""
    return Precedence(place.ref(), tuple(map(str, clause.order)))
