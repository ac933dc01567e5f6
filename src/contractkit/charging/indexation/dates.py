"""The dates on which an indexation changes prices."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from contractkit.errors import UsageError
from contractkit.quantities.months import add_months
from contractkit.terms.provisions.indexation import (
    EachWageAgreement,
    FixedChange,
    Indexation,
    MixedChange,
    SeriesChange,
)

__all__ = ["begins", "change_dates", "parts_of"]


def parts_of(by: SeriesChange | FixedChange | MixedChange) -> tuple[SeriesChange | FixedChange, ...]:
    """Return what a change is taken from: one part, or those of a mix."""
    return tuple(part.of for part in by.parts) if isinstance(by, MixedChange) else (by,)


def change_dates(
    terms: Indexation, *, after: date | None, until: date, raises: Iterable[date] = ()
) -> tuple[date, ...]:
    """Return the dates on which prices change.

    Args:
        terms: The clause.
        after: The date on which the price began to hold; only later dates count. None: from the first date on.
        until: The last date that is asked about.
        raises: The dates on which a collective agreement raised wages.

    Raises:
        UsageError: Nothing says when prices change for the first time.

    Example:
        >>> from contractkit.quantities.money import Percent
        >>> from contractkit.records.clauses import ClauseRef
        >>> by = FixedChange(Percent(3), "yearly")
        >>> terms = Indexation(ClauseRef("C", "6"), by, ((2, 1),), date(2022, 2, 1), "by-days")
        >>> [str(day) for day in change_dates(terms, after=None, until=date(2024, 1, 31))]
        ['2022-02-01', '2023-02-01']
    """
    first = begins(terms, after)
    found = {day for day in raises if any(isinstance(one, EachWageAgreement) for one in terms.every)}
    for one in terms.every:
        if not isinstance(one, EachWageAgreement):
            found |= {_day(year, *one) for year in range(first.year, until.year + 1)}
    held = (day for day in found if terms.holds is None or terms.holds.on(day))
    return tuple(sorted(day for day in held if first <= day <= until and (after is None or day > after)))


def begins(terms: Indexation, after: date | None) -> date:
    """Return the first date on which prices may change.

    Args:
        terms: The clause.
        after: The date on which the price began to hold; None where it stands from the beginning.

    Raises:
        UsageError: Nothing says when prices change for the first time.
    """
    if terms.first is not None:
        return terms.first
    bases = [part.base for part in parts_of(terms.by) if isinstance(part, SeriesChange)]
    if bases:
        year, month = max(bases)
        return add_months(date(year, month, 1), 1)
    if after is not None:
        return after
    says = "nothing says when prices change for the first time: no 'first', and no start of the agreement"
    raise UsageError(f"{terms.clause}: {says}", clause=terms.clause)


def _day(year: int, month: int, day: int) -> date:
    """Return a date of each year; of 29 February the last day of the month, as all steps of the calendar have it."""
    return date(year, month, min(day, monthrange(year, month)[1]))
