"""Terms that begin on a day which some months do not have: when they end, and their years begin, no clause says."""

from __future__ import annotations

from datetime import date

from contractkit.compiling.desk import Desk, Place
from contractkit.quantities.months import add_months
from contractkit.quantities.spans import Span
from contractkit.records.clauses import Assumption

__all__ = ["list_anniversary"]

_MONTHS = {"month": 1, "year": 12}
_TRIED = 48
"""So many renewals are looked at: after four years of months every length of month, and a leap day, has come."""
_A_YEAR = 366
_OTHERS = ("the same day where a month has it", "the last day of every month")


def list_anniversary(desk: Desk, place: Place, start: date, initial: Span | None, end: date | None) -> None:
    """List the day that is taken where a term would be over, or a contract year begin, on a date that does not exist.

    Args:
        desk: Where it is listed, and where the renewal is read.
        place: The clause of the term.
        start: The first date of the term.
        initial: How long it was agreed for at first; None where a date or nothing says it.
        end: The first date after that; None where there is none.
    """
    renewals = [renewal.by.value for _, renewal in desk.clauses("renewal") if renewal.by is not None]
    clipped = initial is not None and _clips(start, initial, 1)
    if clipped or (end is not None and any(_clips(end, by, _TRIED) for by in renewals)):
        says = f"on which day of a shorter month the term from {start} is over"
        taken = "its last day, and that day from then on" if renewals else "its last day"
        desk.assume(Assumption("anniversary", taken, _OTHERS, place.ref(), says))
    if (start.month, start.day) == (2, 29) and (end is None or renewals or (end - start).days > _A_YEAR):
        says = "when a contract year begins in a year without a 29 February"
        desk.assume(Assumption("contract-year", "28 February", ("1 March",), place.ref(), says))


def _clips(day: date, span: Span, times: int) -> bool:
    """Return whether a date so much later does not exist in its month, one time after the other."""
    months = _MONTHS.get(span.unit, 0) * span.n
    if not months:
        return False
    for _ in range(times):
        try:
            later = add_months(day, months)
        except ValueError:
            return False
        if later.day != day.day:
            return True
        day = later
    return False
