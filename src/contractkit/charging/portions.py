"""How many times a price for a period is charged, and the reading that is taken where days are counted."""

from __future__ import annotations

from fractions import Fraction

import attrs

from contractkit.records.clauses import Assumption, ClauseRef
from contractkit.records.said import joined, said

__all__ = ["Portion", "counted_by_days"]


@attrs.frozen
class Portion:
    """How many times a price per `per` is charged.

    Attributes:
        times: The exact number; 1/3 for a month of a quarterly price.
        per: The period of the price.
        days: Where days were counted, how many are charged of how many.
    """

    times: Fraction
    per: str
    days: tuple[tuple[int, int], ...] = ()

    def __str__(self) -> str:
        """Return the number of periods in words."""
        counted = joined(" and ", (said("{days} of {of}", days=days, of=of) for days, of in self.days))
        days = said(" ({counted} days)", counted=counted) if counted else ""
        one = max(1, self.times)
        return said(f"{{times}} {self.per}{{days}}|{{times}} {self.per}s{{days}}", n=one, times=self.times, days=days)


def counted_by_days(clause: ClauseRef) -> Assumption:
    """Return the reading that days are counted where a period of a price is charged in part, and nobody says how."""
    return Assumption(
        convention="mid_period",
        taken="by-days",
        alternatives=("next-period",),
        clause=clause,
        says=said(
            "{clause}: of a period of the price that is charged in part, days are: so many of all that it has.",
            clause=clause,
        ),
    )
