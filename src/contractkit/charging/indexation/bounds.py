"""What of a change is passed on: caps, floors, falls that lower nothing, and the threshold, in this order."""

from __future__ import annotations

from fractions import Fraction

import attrs

from contractkit.quantities.money import Percent
from contractkit.quantities.rounding import Rounding
from contractkit.records.said import said
from contractkit.terms.provisions.indexation import Indexation

__all__ = ["Passed", "bounded", "passed_on", "rounded_rate", "share"]


def share(percent: Percent) -> Fraction:
    """Return a percentage as a share of one."""
    return Fraction(percent.value) / 100


@attrs.frozen
class Passed:
    """What is passed on of a change.

    Attributes:
        change: How much: a share of the price before.
        why: What was done to it, such as ``cap 5 %``; empty where all of it is passed on.
        cut: What a cap cut off; nought where none did.
    """

    change: Fraction
    why: tuple[str, ...] = ()
    cut: Fraction = Fraction(0)


def bounded(terms: Indexation, change: Fraction) -> Passed:
    """Return a change between floor and cap: min(max(d, floor), cap).

    Example:
        >>> from contractkit.records.clauses import ClauseRef
        >>> from contractkit.terms.provisions.indexation import FixedChange
        >>> terms = Indexation(
        ...     ClauseRef("C", "6"), FixedChange(Percent(3), "yearly"), (), None, "by-days", cap=Percent(5))
        >>> bounded(terms, Fraction(7, 100))
        Passed(change=Fraction(1, 20), why=('cap 5 %',), cut=Fraction(1, 50))
    """
    if terms.cap is not None and change > share(terms.cap):
        return Passed(share(terms.cap), (said("cap {cap}", cap=terms.cap),), change - share(terms.cap))
    if terms.floor is not None and change < share(terms.floor):
        return Passed(share(terms.floor), (said("floor {floor}", floor=terms.floor),))
    return Passed(change)


def passed_on(terms: Indexation, passed: Passed) -> Passed:
    """Return what is left of a bounded change once falls and small changes are left out."""
    change, why = passed.change, passed.why
    if change < 0 and terms.decrease == "not-allowed":
        change, why = Fraction(0), (*why, "a falling index does not lower prices")
    if terms.threshold is not None and change != 0:
        least = share(terms.threshold)
        if abs(change) <= least:
            change, why = (
                Fraction(0),
                (*why, said("not more than the threshold of {threshold}", threshold=terms.threshold)),
            )
        elif terms.threshold_passes == "excess-only":
            change = change - least if change > 0 else change + least
            why = (*why, said("what exceeds the threshold of {threshold}", threshold=terms.threshold))
    return attrs.evolve(passed, change=change, why=why)


def rounded_rate(rounding: Rounding | None, rate: Fraction) -> Fraction:
    """Return a rate as the clause rounds it: the unit counts in percent."""
    return rate if rounding is None else Fraction(rounding.apply(rate * 100)) / 100
