"""On which dates a service is there to be delivered: in the versions that have it, in their term, while it holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import attrs

from contractkit.charging.knowing import ChargingFacts
from contractkit.charging.offered import offered
from contractkit.quantities.periods import Period
from contractkit.terms import Agreement

__all__ = ["OfferedDates", "offered_dates"]

_DAY = timedelta(days=1)


@attrs.frozen
class OfferedDates:
    """The stretches in which a service is offered.

    Attributes:
        stretches: First date and first date after of each, in order, without a shared date.
    """

    stretches: tuple[tuple[date, date], ...]

    def before(self, day: date) -> int:
        """Return on how many dates before a date the service is offered: the place of that date among them all.

        Example:
            >>> found = OfferedDates(((date(2026, 1, 11), date(2026, 2, 1)),))
            >>> [found.before(day) for day in (date(2026, 1, 1), date(2026, 1, 21), date(2026, 3, 1))]
            [0, 10, 21]
        """
        return sum(max(0, (min(end, day) - start).days) for start, end in self.stretches)

    def within(self, window: Period, day: date) -> Period:
        """Return the dates around a date on which the service is offered without a gap, as far as they lie in a window.

        A window of which it is offered on each date stays as it is, and so does one on whose date it is not offered.
        """
        for start, end in self.stretches:
            low, high = max(start, window.start), min(end, window.end)
            if start <= day < end and (low, high) != (window.start, window.end):
                return Period(low, high, f"{low}..{high - _DAY}")
        return window


def offered_dates(agreement: Agreement, name: str, facts: ChargingFacts) -> OfferedDates:
    """Return on which dates a service is offered.

    Args:
        agreement: The agreement with its versions, or one version.
        name: The service, or the part of one.
        facts: What was agreed when.
    """
    joined: list[tuple[date, date]] = []
    for start, end in _held(agreement, name, facts):
        if joined and joined[-1][1] == start:
            start = joined.pop()[0]
        joined.append((start, end))
    return OfferedDates(tuple(joined))


def _held(agreement: Agreement, name: str, facts: ChargingFacts) -> Iterator[tuple[date, date]]:
    for span in agreement.versions.spans(facts.known_at):
        service, term = offered(span.value).get(name), span.value.term
        if service is None:
            continue
        starts = [span.start, *(one for one in (term and term.start, service.holds and service.holds.since) if one)]
        ends = [span.end, *(one for one in (term and term.end, service.holds and service.holds.until) if one)]
        start = max((one for one in starts if one is not None), default=date.min)
        end = min((one for one in ends if one is not None), default=date.max)
        if start < end:
            yield start, end
