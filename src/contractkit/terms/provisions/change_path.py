"""Who decides on a change, and how fast."""

from __future__ import annotations

from typing import Literal

import attrs

from contractkit.terms.conditions import EVERYTHING, Condition
from contractkit.terms.provisions.allowances import Allowance
from contractkit.terms.provisions.base import Provision

__all__ = ["ChangePath"]


@attrs.frozen
class ChangePath(Provision):
    """Who decides on a change, and how fast.

    Attributes:
        name: Its name, or None.
        condition: Which items are changes.
        approved_by: The roles that have to agree, all of them; empty where nobody has to.
        deciding: From the request to the decision; None where nothing is said.
        doing: From the decision to the change; None where nothing is said.
        silence: What no answer in time means: ``refused`` or ``accepted``; None where nobody has to answer.
    """

    name: str | None = None
    condition: Condition = EVERYTHING
    approved_by: tuple[str, ...] = ()
    deciding: Allowance | None = None
    doing: Allowance | None = None
    silence: Literal["refused", "accepted"] | None = None
