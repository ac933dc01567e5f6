"""What a late payment costs."""

from __future__ import annotations

import attrs

from contractkit.quantities.money import Percent
from contractkit.terms.provisions.base import Provision

__all__ = ["Interest"]


@attrs.frozen
class Interest(Provision):
    """What a late payment costs: the amount, times the rate, times the days late over the days of the year.

    Attributes:
        rate: The rate for each period; None for the one of the law at the time.
        per: The period of the rate.
        day_count: ``actual/365`` or ``actual/360``; None for the rate of the law.
        compounding: ``none``, or ``yearly`` where interest bears interest; None for the rate of the law.
    """

    rate: Percent | None
    per: str | None = None
    day_count: str | None = None
    compounding: str | None = None
