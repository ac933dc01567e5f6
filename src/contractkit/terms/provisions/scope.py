"""What belongs to the agreement, what does not, and what is grey."""

from __future__ import annotations

from typing import Literal

import attrs

from contractkit.records.clauses import ClauseRef
from contractkit.terms.conditions import EVERYTHING, Condition
from contractkit.terms.provisions.allowances import Allowance
from contractkit.terms.provisions.base import Provision

__all__ = ["ScopeRule"]


@attrs.frozen
class ScopeRule(Provision):
    """Whether items are in scope, out of scope or grey, and what then happens.

    Of several rules that speak of an item the first decides.

    Attributes:
        name: The name of the rule.
        clause: Where it stands.
        condition: For which items it speaks.
        says: ``in``, ``grey`` or ``out``.
        meanwhile: Until the parties have talked it is ``deliver``: delivered, or ``wait``: not; None where nothing is
            said.
        then: What becomes of it: ``quote``, ``refuse`` or ``ask``; None where nothing is said.
        follow_up: How long after the request the parties talk about it; None where nothing is said.
    """

    name: str
    clause: ClauseRef
    condition: Condition = EVERYTHING
    says: Literal["in", "grey", "out"] = "grey"
    meanwhile: Literal["deliver", "wait"] | None = None
    then: Literal["quote", "refuse", "ask"] | None = None
    follow_up: Allowance | None = None
