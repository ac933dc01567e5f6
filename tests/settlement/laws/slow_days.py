"""A third way to charge: day by day. Every day has its price, its units and its share of the period of the price.

Nothing is shared with what charges: a period costs the sum of its days, so months make their quarter by themselves.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import attrs

__all__ = ["Days", "days_between"]

DAY = timedelta(days=1)
MONTHS_OF = {"month": 1, "quarter": 3, "half-year": 6}


def days_between(start: date, end: date) -> list[date]:
    return [start + DAY * number for number in range((end - start).days)]


def _month(day: date) -> tuple[date, date]:
    first = day.replace(day=1)
    return first, (first + 31 * DAY).replace(day=1)


@attrs.frozen
class Days:
    """A price for units in the first half of 2026, and what was told of them.

    Attributes:
        per: ``month``, ``quarter`` or ``half-year``; None for units as they come.
        offered: First date, and first date after, on which the service is there.
        price: The price of a unit as signed.
        amended: From when on it is another one, and which; None where it stays.
        raised: The date from which on it is a tenth more, where it was not amended since; None for never.
        counts: For units as they come: first date, first date after, and how many.
        levels: For all others: from when on there were how many.
        on: Which day of its period is counted.
    """

    per: str | None
    offered: tuple[date, date]
    price: int
    amended: tuple[date, int] | None
    raised: date | None
    counts: tuple[tuple[date, date, int], ...]
    levels: tuple[tuple[date, int], ...]
    on: str

    def cost(self, start: date, end: date) -> Fraction:
        """Return what the dates cost: the sum of those on which the service is offered."""
        return sum((self._on(day) for day in days_between(start, end) if self._is_offered(day)), Fraction(0))

    def _is_offered(self, day: date) -> bool:
        return self.offered[0] <= day < self.offered[1]

    def _price(self, day: date) -> Fraction:
        if self.amended is not None and self.amended[0] <= day:
            since, price = self.amended
            return Fraction(price) * (Fraction(11, 10) if self.raised and since < self.raised <= day else 1)
        return Fraction(self.price) * (Fraction(11, 10) if self.raised and self.raised <= day else 1)

    def _on(self, day: date) -> Fraction:
        if self.per is None:
            return self._price(day) * self._came(day)
        return self._price(day) * self._counted(day) * self._share(day)

    def _came(self, day: date) -> Fraction:
        """Return the units of a day: those of its count, the same on each day of it that has any."""
        (own,) = (one for one in self.counts if one[0] <= day < one[1])
        return Fraction(own[2], sum(map(self._is_offered, days_between(own[0], own[1]))))

    def _window(self, day: date) -> list[date]:
        count = MONTHS_OF[str(self.per)]
        first = date(2026, (day.month - 1) // count * count + 1, 1)
        last = first.month + count - 1
        return days_between(first, _month(date(2026, last, 1))[1])

    def _counted(self, day: date) -> Fraction:
        held = [one for one in self._window(day) if self._is_offered(one)]
        levels = [next(number for since, number in reversed(self.levels) if since <= one) for one in held]
        if self.on == "average":
            return Fraction(sum(levels), len(levels))
        return Fraction({"period-end": levels[-1], "period-start": levels[0], "peak": max(levels)}[self.on])

    def _share(self, day: date) -> Fraction:
        """Return a day's share of its period: of its month, or of all days where the price is not that of all."""
        window = self._window(day)
        whole = all(map(self._is_offered, window))
        turns = [self.raised, None if self.amended is None else self.amended[0]]
        if whole and not any(turn in window[1:] for turn in turns):
            first, after = _month(day)
            return Fraction(1, MONTHS_OF[str(self.per)] * (after - first).days)
        return Fraction(1, len(window))
