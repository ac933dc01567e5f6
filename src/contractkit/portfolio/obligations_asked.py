"""The door of obligations: one agreement, or a portfolio of many."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import overload

from contractkit.duties import ObligationEvent, Obligations
from contractkit.duties import obligations as obligations_of_one
from contractkit.duties.earned import Earned
from contractkit.errors import UsageError
from contractkit.facts import Facts
from contractkit.portfolio.obligations_of_many import PortfolioObligations
from contractkit.portfolio.portfolio import Portfolio
from contractkit.terms import Agreement

__all__ = ["obligations"]


@overload
def obligations(
    agreement: Agreement,
    between: tuple[date, date],
    *,
    as_of: date | None = None,
    events: Iterable[ObligationEvent] = (),
    settlements: Iterable[Earned] = (),
    facts: Facts | None = None,
    known_at: date | None = None,
) -> Obligations: ...


@overload
def obligations(
    agreement: Portfolio,
    between: tuple[date, date],
    *,
    as_of: date | None = None,
    events: Iterable[ObligationEvent] = (),
    settlements: Iterable[Earned] = (),
) -> PortfolioObligations: ...


def obligations(
    agreement: Agreement | Portfolio,
    between: tuple[date, date],
    *,
    as_of: date | None = None,
    events: Iterable[ObligationEvent] = (),
    settlements: Iterable[Earned] = (),
    facts: Facts | None = None,
    known_at: date | None = None,
) -> Obligations | PortfolioObligations:
    """Return what is owed, may be done or happens between two dates, each with its date and its state.

    Dates are counted by the calendar, from the wording that is in force on the date that they are counted from: an end
    of a quarter, or the end of the term as it then stands, renewed or not. They never move forward to an open day.

    Args:
        agreement: One agreement, with its amendments; or a portfolio of many.
        between: The first due date and the last; both count, in the agreement's zone.
        as_of: The day on which it is asked, of one agreement also an aware instant on it: what is due on that day can
            still be done. None: the first date, or the day of the last event where that is later.
        events: What was recorded, in any order; in a portfolio each event names its agreement. What happened after
            `as_of` is set aside and counted.
        settlements: Settlements, each of its own agreement and period: the credits in them that have to be claimed, and
            the rights that came about.
        facts: The items of the one agreement's customer: the instants in their fields start what counts from them.
        known_at: Only what was recorded on that date or before counts, of events and of amendments; None: all of it.

    Returns:
        The obligations in the order of their dates; of a portfolio rows are made when they are looked at. As gaps the
        clauses whose dates nobody can say, with the reason.

    Raises:
        UsageError: The first date lies after the last, one of them is an instant, or a portfolio was given facts or
            `known_at`, which are asked of one agreement at a time.
        FactsRejected: An event is about no obligation, or says what its state does not allow; all of them are listed.

    Source: design.md sections 6 (notice) and 10, money.md A 7 and M23.

    Example:
        >>> import contractkit as ck
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "SLA-7", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "clauses": {
        ...         "1": {"kind": "term", "start": "2026-01-01", "initial": "12 months"},
        ...         "2": {"kind": "renewal", "renews": "tacitly", "by": "12 months", "notice": "60 days"}}})
        >>> found = ck.obligations(ck.Portfolio.of([agreement]), between=(date(2026, 10, 1), date(2026, 12, 31)))
        >>> [(one.id, one.due.isoformat(), one.state) for one in found.decisions]
        [('SLA-7/2 notice 2026-12-31', '2026-11-01', 'in-effect')]
    """
    if not isinstance(agreement, Portfolio):  # whatever else is refused at the door of one agreement
        return obligations_of_one(
            agreement,
            between,
            as_of=as_of,
            events=events,
            settlements=settlements,
            facts=facts,
            known_at=known_at,
        )
    if facts is not None or known_at is not None:
        raise UsageError("facts and known_at are asked of one agreement at a time, such as portfolio['C-2025-014']")
    return agreement.obligations(between, as_of=as_of, events=events, settlements=settlements)
