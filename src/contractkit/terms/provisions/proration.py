"""What a part of a period costs."""

from __future__ import annotations

from typing import Literal

import attrs

from contractkit.terms.provisions.base import Provision

__all__ = ["Proration"]


@attrs.frozen
class Proration(Provision):
    """What a part of a period costs: the amount, times the days billed, over the days that `by` says.

    Attributes:
        by: Over which days: those of the whole period, of each month by itself, of the year, or thirty a month;
            ``none``: a part costs the whole.
        whole_periods: Whole months and years inside the stretch are ``billed-whole`` or ``by-days``; None where a part
            costs the whole.
        applies_to: The services and fees that it is about; empty for all.
    """

    by: Literal["days-of-whole-period", "days-of-each-month", "days-of-year", "thirty-day-months", "none"]
    whole_periods: str | None = None
    applies_to: tuple[str, ...] = ()
