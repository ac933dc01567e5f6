"""How many units a clause leaves out of what is charged, as the facts tell it under the number of that clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

from contractkit.charging.knowing import ChargingFacts
from contractkit.charging.offered_dates import OfferedDates
from contractkit.charging.parted_counts import parted_counts
from contractkit.charging.volumes import counted_pieces, known_counts
from contractkit.quantities.periods import Period
from contractkit.terms.provisions.no_charge import NoCharge

__all__ = ["told_apart", "units_left_out"]

_ALWAYS = OfferedDates(((date.min, date.max),))


def _keys(clause: NoCharge) -> Iterator[str]:
    yield str(clause.clause)
    if clause.clause.clause is not None:
        yield clause.clause.clause


def units_left_out(clause: NoCharge, stretch: Period, facts: ChargingFacts) -> Fraction | None:
    """Return how many units a clause leaves out in some dates; None where counts do not tell it."""
    for key in _keys(clause):
        found = counted_pieces(facts.volumes, key, stretch, facts.known_at)
        if not isinstance(found, str):
            return sum((Fraction(one.number) for one in found), Fraction(0))
    return None


def told_apart(
    clauses: Iterable[NoCharge], period: Period, turns: Sequence[date], facts: ChargingFacts
) -> tuple[date, ...]:
    """Return where to part dates so that each price of a unit meets the units that are left out at that price.

    A count that lies across a change of the price stays whole: it is a part of what its own dates cost.

    Args:
        clauses: The clauses by which units are left out.
        period: The dates.
        turns: The first dates of other prices inside of them.
        facts: The counts.
    """
    days: set[date] = set()
    for clause in clauses:
        for key in _keys(clause):
            counts = known_counts(facts.volumes, key, facts.known_at)
            found = parted_counts(counts, _ALWAYS, period, period, turns)
            around = [] if found is None else [one.during for one in found.facts]
            for during in (one for turn in turns for one in around if turn in one):
                days |= {during.start} if during.start in turns else {during.start, during.end}
    return tuple(sorted(days))
