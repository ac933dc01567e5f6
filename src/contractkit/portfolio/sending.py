"""An answer on its way to another process: the request and the agreement that it was asked about, and nothing else.

An answer looks things up in its portfolio when it is asked, which stays where it is. What is sent is the one agreement,
and the answer is made from it again: the same promises, to the microsecond, for the same rules make them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from contractkit.portfolio.asking import answered
from contractkit.portfolio.entries import entry_of
from contractkit.portfolio.lookup import Lookup
from contractkit.terms import Agreement

if TYPE_CHECKING:
    from contractkit.portfolio.entitled import Entitlement

__all__ = ["again", "question_of"]

Question = tuple[Agreement, date | None, dict[str, Any], int]
"""The agreement, as of when what was recorded counts, what the request says, and when it opens."""


def question_of(lookup: Lookup) -> Question:
    """Return what an answer was asked."""
    return lookup.entry.opens(), lookup.entry.known_at, dict(lookup.item), lookup.us


def again(question: Question, besides: Mapping[str, Any]) -> Entitlement:
    """Return the answer to a question.

    Args:
        question: What was asked.
        besides: What the answer has from elsewhere: alternatives and what is noted of them, history, steps, facts.
    """
    agreement, known_at, item, us = question
    found = answered(entry_of(agreement, known_at), item, us)
    if besides.get("alternatives"):
        found = attrs.evolve(found, promises=())
    return attrs.evolve(found, **besides)
