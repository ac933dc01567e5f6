"""How many times a price for a period is charged, and the reading that is taken where days are counted."""

from __future__ import annotations

from fractions import Fraction

import attrs

from contractkit.records.clauses import Assumption, ClauseRef

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
        counted = " and ".join(f"{days} of {of}" for days, of in self.days)
        return f"{self.times} {self.per}{'' if self.times <= 1 else 's'}{f' ({counted} days)' if counted else ''}"


def counted_by_days(clause: ClauseRef) -> Assumption:
    """Return the reading that days are counted where a period of a price is charged in part, and nobody says how."""
    return Assumption(
        convention="mid_period",
        taken="by-days",
        alternatives=("next-period",),
        clause=clause,
        says=f"{clause}: of a period of the price that is charged in part, days are: so many of all that it has.",
    )
