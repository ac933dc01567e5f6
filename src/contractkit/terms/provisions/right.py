"""What a party may do, and need not."""

from __future__ import annotations

from typing import Literal

import attrs

from contractkit.quantities.notation import Cycle
from contractkit.terms.provisions.allowances import Allowance
from contractkit.terms.provisions.base import Provision

__all__ = ["Right"]


@attrs.frozen
class Right(Provision):
    """Something that a party may do, and need not.

    Attributes:
        owner: ``provider``, ``customer`` or ``both``.
        may: What, in words.
        times: How often in each period, or in all; None as often as it likes.
        per: The period; None where `times` counts the whole term.
        notice: How long before it has to be said, or None.
        use_within: How long it may be used once it has come about; None always.
    """

    owner: Literal["provider", "customer", "both"]
    may: str
    times: int | None = None
    per: Cycle | None = None
    notice: Allowance | None = None
    use_within: Allowance | None = None
