"""The shorter stretches that make a period, where something was told or measured of each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import TypeVar

from contractkit.charging.windows import MONTHS_PER, window_of
from contractkit.errors import PeriodError
from contractkit.quantities.notation import Cycle
from contractkit.quantities.periods import Period
from contractkit.quantities.recurring import Rolling, recurring
from contractkit.settlement.told.figures import ToldFigure
from contractkit.settlement.told.measurements import ToldMeasurement
from contractkit.terms import Agreement

__all__ = ["months_in", "own_periods", "pieces_of"]

E = TypeVar("E", ToldFigure, ToldMeasurement)
_DAY = timedelta(days=1)


def pieces_of(entries: Iterable[E], period: Period, held: Period | None = None) -> tuple[E, ...]:
    """Return the entries whose stretches follow each other and make exactly a period; none where they do not.

    Of several entries of one stretch the one recorded last counts. Where shorter and longer stretches overlap, none of
    them is taken.

    Args:
        entries: What was told of one thing.
        period: The period.
        held: The dates of it on which the agreement holds, where those are fewer: the stretches have to make these,
            and the first and the last may reach out of them, as the month does in which the term begins.
    """
    held = held or period
    last: dict[Period, E] = {}
    for one in entries:
        inside = period.start <= one.period.start and one.period.end <= period.end
        inside = inside and one.period.start < held.end and held.start < one.period.end
        if inside and (one.period not in last or _recorded(one) >= _recorded(last[one.period])):
            last[one.period] = one
    day = held.start
    found: list[E] = []
    for one in sorted(last.values(), key=lambda one: one.period):
        if one.period.start != day and (found or one.period.start > day):
            return ()
        found.append(one)
        day = one.period.end
    return tuple(found) if day >= held.end else ()


def _recorded(one: ToldFigure | ToldMeasurement) -> int:
    return 0 if one.recorded_on is None else one.recorded_on.toordinal()


def months_in(period: Period) -> tuple[Period, ...]:
    """Return the whole months that make a period; none where it is not made of at least two of them."""
    try:
        months = period.months()
    except PeriodError:
        return ()
    return months if len(months) > 1 else ()


def own_periods(agreement: Agreement, per: Cycle | str, period: Period) -> tuple[Period, ...]:
    """Return the periods of a target that end inside of a period, in order; of a rolling window the one at its end.

    Args:
        agreement: A version of the agreement, whose years begin on the anniversary of its start.
        per: The periods of the target.
        period: The period that is looked at.

    Example:
        >>> import contractkit as ck
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "clauses": {"1": {"kind": "term", "start": "2025-04-01"}}})
        >>> [own.label for own in own_periods(agreement, "month", Period.parse("2026-Q1"))]
        ['2026-01', '2026-02', '2026-03']
    """
    cycle = per if isinstance(per, Cycle) else Cycle(per)
    term = agreement.term
    if cycle.word in ("term", "once"):
        if term is None or term.end is None or term.end - _DAY not in period:
            return ()
        return (Period(term.start, term.end, f"{term.start.isoformat()}..{(term.end - _DAY).isoformat()}"),)
    if cycle.word in MONTHS_PER and cycle.from_day is None:
        return _ending(lambda day: window_of(agreement, cycle.word, day), period)
    if cycle.word in ("day", "week"):
        return _ending(lambda day: Period.containing(day, cycle.word), period)
    found = recurring(cycle, agreement.zone, None if term is None else term.start)
    if isinstance(found, Rolling):
        return (found.ending(period.last),)
    return _ending(found.containing, period)


def _ending(containing: Callable[[date], Period], period: Period) -> tuple[Period, ...]:
    found: list[Period] = []
    at = period.start
    while at < period.end:
        own = containing(at)
        if own.end <= period.end:
            found.append(own)
        at = own.end
    return tuple(found)
