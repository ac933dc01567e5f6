"""What a party may ask for where figures stay bad, beside money."""

from __future__ import annotations

import attrs

from contractkit.terms.figure_conditions import FiguresCondition
from contractkit.terms.provisions.allowances import Allowance
from contractkit.terms.provisions.base import Provision

__all__ = ["Remedy"]


@attrs.frozen
class Remedy(Provision):
    """What a party may ask for where figures stay bad.

    Attributes:
        who: Who may ask for it: customer, provider or both.
        grants: What it may ask for, such as ``rectification-plan``.
        when: When it may.
        figures: Whose figures they are; empty where the condition says it.
        within: How long the other party then has.
        notice: How long before it has to say so.
        use_within: How long the right lasts.
    """

    who: str
    grants: tuple[str, ...]
    when: FiguresCondition
    figures: tuple[str, ...] = ()
    within: Allowance | None = None
    notice: Allowance | None = None
    use_within: Allowance | None = None
