"""Windows and periods that end with the one at hand, for conditions that look back."""

from __future__ import annotations

from datetime import timedelta

from contractkit.charging.windows import MONTHS_PER, in_force, window_of
from contractkit.errors import PeriodError
from contractkit.quantities.notation import Cycle
from contractkit.quantities.periods import Period
from contractkit.quantities.recurring import Rolling, recurring
from contractkit.terms import Agreement

__all__ = ["last_periods", "window_to"]

_DAY = timedelta(days=1)


def window_to(agreement: Agreement, over: Cycle | None, period: Period) -> Period:
    """Return the window that ends with a period and contains it.

    Args:
        agreement: A version of the agreement, whose years begin on the anniversary of its start.
        over: The window of the clause: a rolling one of so many days, weeks or months; the part up to now of the month,
            quarter, year or contract year; the term so far. None for the period itself.
        period: The period at hand.

    Example:
        >>> import contractkit as ck
        >>> from contractkit.quantities.notation import parse_cycle
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "clauses": {"1": {"kind": "term", "start": "2025-04-01"}}})
        >>> window_to(agreement, parse_cycle("rolling 3 months"), Period.parse("2026-03")).label
        '2026-01-01..2026-03-31'
        >>> window_to(agreement, parse_cycle("contract-year"), Period.parse("2026-05")).label
        '2026-04-01..2026-05-31'
    """
    if over is None:
        return period
    if over.word in ("term", "once"):
        start = period.start if agreement.term is None else min(agreement.term.start, period.start)
        return _stretch(start, period)
    whole = _around(agreement, over, period)
    return _stretch(min(whole.start, period.start), period)


def last_periods(agreement: Agreement, per: Cycle | str, period: Period, count: int) -> tuple[Period, ...]:
    """Return the last periods of a kind up to the one in which another one ends, in order of time.

    Those that lie wholly before the agreement holds are left out.

    Args:
        agreement: A version of the agreement.
        per: Their kind.
        period: The one at hand.
        count: How many at most.
    """
    cycle = per if isinstance(per, Cycle) else Cycle(per)
    found: list[Period] = []
    own = _around(agreement, cycle, period)
    while len(found) < count and in_force(agreement, own) is not None:
        found.append(own)
        before = _before(agreement, cycle, own)
        if before is None:
            break
        own = before
    return tuple(reversed(found))


def _around(agreement: Agreement, cycle: Cycle, period: Period) -> Period:
    """Return the period of a kind in which another one ends; of a rolling window the one that ends with it."""
    if cycle.word in ("term", "once"):
        return period
    if cycle.word in MONTHS_PER and cycle.from_day is None:
        return window_of(agreement, cycle.word, period.last)
    if cycle.word in ("day", "week"):
        return Period.containing(period.last, cycle.word)
    term = agreement.term
    kind = recurring(cycle, agreement.zone, None if term is None else term.start)
    return kind.ending(period.last) if isinstance(kind, Rolling) else kind.containing(period.last)


def _before(agreement: Agreement, cycle: Cycle, own: Period) -> Period | None:
    """Return the period of the same kind directly before one; None where there is none."""
    try:
        day = Period.containing(own.start - _DAY, "day")
    except (OverflowError, PeriodError):
        return None
    return None if cycle.word in ("term", "once") else _around(agreement, cycle, day)


def _stretch(start: object, period: Period) -> Period:
    if start == period.start:
        return period
    return Period.parse(f"{start}..{period.last}")
