"""Quotes for work outside the agreement."""

from __future__ import annotations

from typing import Literal

import attrs

from contractkit.terms.conditions import EVERYTHING, Condition
from contractkit.terms.provisions.allowances import Allowance
from contractkit.terms.provisions.base import Provision

__all__ = ["Quote"]


@attrs.frozen
class Quote(Provision):
    """How work outside the agreement is offered and accepted.

    Attributes:
        name: Its name, or None.
        condition: For which requests; everything that is out of scope where nothing is said.
        allowance: How soon a quote is there; None where nothing is said.
        priced_from: The rates, services and catalogue entries whose prices it takes.
        valid_for: How long it can be accepted; None until it is withdrawn.
        accepted_by: The roles of which one has to accept it; empty where nobody is named.
        how: How it is accepted, such as ``in-writing``; None where nothing is said.
        silence: What no answer means: ``refused`` or ``accepted``.
    """

    name: str | None = None
    condition: Condition = EVERYTHING
    allowance: Allowance | None = None
    priced_from: tuple[str, ...] = ()
    valid_for: Allowance | None = None
    accepted_by: tuple[str, ...] = ()
    how: str | None = None
    silence: Literal["refused", "accepted"] = "refused"
