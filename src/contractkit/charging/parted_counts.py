"""Units as they come, on either side of a change of their price: counts that were told, parted where it changes.

A count that lies wholly on one side belongs there. One that lies across is replaced by counts of its parts where such
were told, and else spread evenly over its days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

import attrs

from contractkit.charging.offered_dates import OfferedDates
from contractkit.charging.volumes import CountedVolume
from contractkit.quantities.periods import Period

__all__ = ["PartedCounts", "parted_counts"]


@attrs.frozen
class PartedCounts:
    """How many units dates have between two changes of a price.

    Attributes:
        units: How many.
        whole: How many all of the billed dates have.
        facts: The counts of which some units lie in these dates.
        spread: Those of them that lie across a change, and were spread over their days.
        count: How many counts make the billed dates.
    """

    units: Fraction
    whole: Fraction
    facts: tuple[CountedVolume, ...]
    spread: tuple[CountedVolume, ...]
    count: int


@attrs.frozen
class _Placed:
    """A count, from and up to which of the offered dates, numbered from the first on."""

    low: int
    high: int
    count: CountedVolume

    def share(self, low: int, high: int) -> Fraction:
        return Fraction(max(0, min(self.high, high) - max(self.low, low)), self.high - self.low)


def parted_counts(
    counts: Sequence[CountedVolume],
    offered: OfferedDates,
    billed: Period,
    dates: Period,
    turns: Sequence[date],
) -> PartedCounts | None:
    """Return how many units lie in some of the billed dates; None where the counts do not make them without a gap.

    Of counts that overlap, the fewest that make the billed dates count, and of one across a change the fewest that make
    it. Dates on which the service is not offered have no units: a count that reaches over them is one of the others.

    Args:
        counts: The counts of the service, one for the same dates.
        offered: The dates on which it is offered.
        billed: All dates that are billed.
        dates: Those that are asked about; no change of the price lies inside of them.
        turns: The first dates of other prices inside of the billed dates.

    Example:
        >>> always = OfferedDates(((date.min, date.max),))
        >>> told = [CountedVolume("calls", Period.parse(f"2026-0{month}"), 10 * month) for month in (1, 2, 3)]
        >>> quarter, january = Period.parse("2026-Q1"), Period.parse("2026-01")
        >>> parted_counts(told, always, quarter, january, [date(2026, 2, 1)]).units
        Fraction(10, 1)
    """
    placed = sorted(
        (
            _Placed(offered.before(one.during.start), offered.before(one.during.end), one)
            for one in sorted(counts, key=lambda one: (one.during.end - one.during.start, one.during.start))
            if one.during.start < billed.end and billed.start < one.during.end
        ),
        key=lambda one: one.low,
    )
    placed = [one for one in placed if one.low < one.high]
    cuts = [offered.before(turn) for turn in turns]
    low, high = offered.before(dates.start), offered.before(dates.end)
    made = _fewest(placed, offered.before(billed.start), offered.before(billed.end)) or _fewest(placed, low, high)
    if made is None:
        return None
    fine = [part for one in made for part in _refined(one, placed, cuts)]
    own = [(one, one.share(low, high)) for one in fine]
    own = [(one, share) for one, share in own if share]
    return PartedCounts(
        units=sum((Fraction(one.count.number) * share for one, share in own), Fraction(0)),
        whole=sum((Fraction(one.count.number) for one in fine), Fraction(0)),
        facts=tuple(one.count for one, _ in own),
        spread=tuple(one.count for one, share in own if share < 1 and one.count.number),
        count=len(fine),
    )


def _fewest(placed: Sequence[_Placed], low: int, high: int) -> tuple[_Placed, ...] | None:
    """Return the fewest counts that make some dates, each beginning where the one before ends; None where none do."""
    found: dict[int, tuple[_Placed, ...]] = {low: ()}
    for one in placed:
        before = found.get(one.low)
        if before is None or one.high > high:
            continue
        if one.high not in found or len(before) + 1 < len(found[one.high]):
            found[one.high] = (*before, one)
    return found.get(high) or None


def _refined(one: _Placed, placed: Sequence[_Placed], cuts: Sequence[int]) -> Iterator[_Placed]:
    """Yield a count, or where the price changes inside of it those that make it, as far as such were told."""
    parts: tuple[_Placed, ...] | None = None
    if any(one.low < cut < one.high for cut in cuts):
        smaller = [other for other in placed if other.high - other.low < one.high - one.low]
        parts = _fewest(smaller, one.low, one.high)
    if parts is None:
        yield one
    else:
        for part in parts:
            yield from _refined(part, placed, cuts)
