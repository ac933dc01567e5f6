"""A figure of a period as somebody else worked it out: its value, its verdict, the count behind it, its source."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import attrs

from contractkit.errors import UsageError
from contractkit.quantities.periods import Period
from contractkit.records.read_only import read_only

__all__ = ["ToldFigure", "ToldVerdict", "exact_number"]

ToldVerdict = Literal["met", "breached", "undetermined", "no-volume"]
"""What was found about a target by somebody else."""


def exact_number(value: Fraction | Decimal | int | str | None) -> Fraction | None:
    """Return a number exactly; None stays None.

    Raises:
        UsageError: It is a float, or no finite number.
    """
    if value is None or isinstance(value, Fraction):
        return value
    if isinstance(value, float):
        raise UsageError(f"{value!r} is a float; give a figure as a Decimal, an int, a Fraction or a text", value=value)
    number = Decimal(value)
    if not number.is_finite():
        raise UsageError(f"{value!r} is no figure; one that is not known is None", value=value)
    return Fraction(number)


@attrs.frozen
class ToldFigure:
    """The figure of a target or metric in one period, measured elsewhere.

    Attributes:
        of: The target or metric, by its name, or as ``document/clause``.
        period: The period.
        value: The figure in its unit: 99.5 where the unit is ``%`` and 99.5 % are meant; None where it is not known,
            or where only the verdict or the count is told.
        unit: ``%``, ``points``, another word, or None for a bare number.
        low: The least that it can be, where `value` is not known; None where nobody says.
        high: The most that it can be, where `value` is not known; None where nobody says.
        verdict: The verdict that was found with it; None where the figure decides.
        good: How many items were good, of a share; None where nobody says.
        total: How many items there were, of a share; None where nobody says.
        where: The values of fields that its items have, such as ``{"priority": "P1"}``; empty for all items.
        source: Where it comes from; None where nobody says.
        recorded_on: When it was recorded; None where it was always known.

    Example:
        >>> ToldFigure("available", Period.parse("2026-03"), "99.5", "%").value
        Fraction(199, 2)
    """

    of: str
    period: Period
    value: Fraction | None = attrs.field(default=None, converter=exact_number)
    unit: str | None = None
    low: Fraction | None = attrs.field(default=None, converter=exact_number)
    high: Fraction | None = attrs.field(default=None, converter=exact_number)
    verdict: ToldVerdict | None = None
    good: int | None = None
    total: int | None = None
    where: Mapping[str, str] = attrs.field(factory=dict, converter=read_only, hash=False)
    source: str | None = None
    recorded_on: date | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse a count that is no part of a whole, and a range without a lower and an upper end."""
        if (self.good is None) != (self.total is None):
            raise UsageError(f"the figure of {self.of} in {self.period}: a count has both 'good' and 'total'")
        if self.good is not None and self.total is not None and not 0 <= self.good <= self.total:
            raise UsageError(f"the figure of {self.of} in {self.period}: {self.good} of {self.total} is no share")
        if (self.low is None) != (self.high is None):
            raise UsageError(f"the figure of {self.of} in {self.period}: a range has both 'low' and 'high'")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise UsageError(f"the figure of {self.of} in {self.period}: its range begins above its end")
