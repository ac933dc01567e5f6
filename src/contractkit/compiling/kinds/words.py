"""Clauses that are words: promises of effort, and what nothing computes."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.kinds.registry import compiles
from contractkit.terms.provisions.words import Effort, Text

__all__ = ["effort", "text"]


@compiles("effort")
def effort(draft: Draft, place: Place, clause: Any) -> Effort:
    """Return a promise to do one's best."""
    return Effort(place.ref(), draft.text(place, clause.text) or "", clause.owner)


@compiles("text")
def text(draft: Draft, place: Place, clause: Any) -> Text:
    """Return words that the parties agreed."""
    return Text(place.ref(), draft.text(place, clause.text) or "", draft.text(place, clause.title))
