"""Money that lies as security."""

from __future__ import annotations

import attrs

from contractkit.quantities.spans import Span
from contractkit.terms.amounts import Limit
from contractkit.terms.provisions.base import Provision

__all__ = ["Deposit"]


@attrs.frozen
class Deposit(Provision):
    """Money that lies as security: what is owed is taken from it first, and what is left stays.

    Attributes:
        amount: How much.
        given_by: Who gives it.
        pays_for: What is taken from it; empty for all that is owed.
        topped_up_within: How soon it is made whole again; None where nothing is agreed.
        returned_within: How long after the end what is left is given back; None where nothing is agreed.
    """

    amount: Limit
    given_by: str = "provider"
    pays_for: tuple[str, ...] = ()
    topped_up_within: Span | None = None
    returned_within: Span | None = None
