"""The kinds of clauses of which an agreement has one, and what tells two of them apart."""

from __future__ import annotations

from typing import Any

__all__ = ["SAID_ONCE", "apart"]

SAID_ONCE = {
    "interest": "what a late payment costs",
    "liability": "what a party owes at most",
    "payment": "when an invoice is due",
    "precedence": "which document decides",
    "renewal": "how the agreement goes on after its term",
    "settlement": "how effects become money",
    "term": "the term",
}
"""The kinds of which an agreement has one, and what they say."""

_TELL_APART = ("for_", "applies_to", "who", "party", "owner", "of")


def apart(one: Any, other: Any) -> bool:
    """Return whether two clauses of a kind speak of different things, or hold between dates of their own.

    Args:
        one: A clause as it was read.
        other: Another of its kind.
    """
    if one.holds is not None or other.holds is not None:
        return True
    for field in _TELL_APART:
        left, right = getattr(one, field, None), getattr(other, field, None)
        if left and right and left != right:
            return True
    return False
