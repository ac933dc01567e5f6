"""Service credits that facts tell, as they use up a bound of liability: each in its own dates, and none of them twice.

What the ledger has of credits is asked in `history`; which of them a bound counts is decided in `liability_bounds`.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import attrs

from contractkit.charging.exact import amount_text
from contractkit.errors import UsageError
from contractkit.quantities.periods import Period
from contractkit.records.said import joined, said
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.told import SettlementFacts, ToldPast
from contractkit.settlement.told_history import is_told_credit, window_before

__all__ = ["ToldCredits", "told_credits"]

_DAY = timedelta(days=1)


@attrs.frozen
class ToldCredits:
    """What told credits use up of a bound.

    Attributes:
        sure: What counts for certain.
        could: That, and what counts perhaps.
        doubt: Why the two differ, and what to do about it; empty where they do not.
    """

    sure: Fraction
    could: Fraction
    doubt: str


@attrs.frozen
class _Dates:
    """The dates on which credits were given, the end exclusive."""

    start: date
    end: date

    def shared_with(self, ledger: Ledger) -> Period | None:
        """Return a settled period that has some of these dates; None where there is none."""
        every = (record.period for record in ledger.governing)
        return next((one for one in every if one.start < self.end and self.start < one.end), None)


def told_credits(told: SettlementFacts, ledger: Ledger, currency: str, window: Period, before: date) -> ToldCredits:
    """Return what credits that facts tell use up of a bound.

    A list is of the period for which the facts were told, and counts on its last day; a window such as ``rolling 11
    months`` ends where that period begins. Where a window has dates of the bound and others, or nobody says for which
    period the facts were told, all of it counts perhaps.

    Args:
        told: What was told.
        ledger: What was settled; a list that was settled with its period counts there and not here.
        currency: The currency of the agreement.
        window: The dates of the bound.
        before: What ended by this date counts, exclusive; `date.max` for everything.

    Raises:
        UsageError: Credits are in another currency, or were told for dates that were settled without them.

    Source: money.md M22; docs/decisions/0253-credits-that-are-told-have-a-date.md.
    """
    sure = perhaps = Fraction(0)
    doubts = []
    for past in told.past:
        amount = _amount(past, currency) if past.what == "credits" else Fraction(0)
        dates = _dates(past)
        if not amount or (dates is not None and _is_settled(past, dates, ledger)):
            continue
        end = min(window.end, before)
        if dates is None and (window.start, end) != (date.min, date.max):
            perhaps += amount
            doubts.append(
                said(
                    "{amount} of credits are told for no period, so that nobody knows whether they count; read the "
                    "facts for their period",
                    amount=amount_text(amount, currency),
                )
            )
        elif dates is None or (window.start <= dates.start and dates.end <= end):
            sure += amount
        elif dates.start < end and window.start < dates.end:
            perhaps += amount
            doubts.append(
                said(
                    "{amount} of credits are told for {start} to {end} in one sum, so that nobody knows how much of it "
                    "counts; tell what was credited in {window} by itself",
                    amount=amount_text(amount, currency),
                    start=dates.start,
                    end=dates.end - _DAY,
                    window=window.label,
                )
            )
    return ToldCredits(sure, sure + perhaps, joined("; ", doubts))


def _amount(past: ToldPast, currency: str) -> Fraction:
    for one in past.amounts:
        if one.currency != currency:
            raise UsageError(f"the facts tell {one} among {past.what}, and the agreement counts in {currency}")
    return sum((abs(Fraction(one.amount)) for one in past.amounts), Fraction(0))


def _dates(past: ToldPast) -> _Dates | None:
    """Return on which dates credits were given: a list on the last day of its period; None where nobody says."""
    if past.period is None:
        return None
    if past.over is None:
        return _Dates(past.period.last, past.period.end)
    return _Dates(window_before(past.over, past.period.start), past.period.start)


def _is_settled(past: ToldPast, dates: _Dates, ledger: Ledger) -> bool:
    """Return whether the ledger has told credits already, as effects of the period that they are of.

    Raises:
        UsageError: Their dates were settled without them.
    """
    shared = dates.shared_with(ledger)
    if shared is None:
        return False
    record = ledger.record_of(shared)
    if past.over is None and record is not None and any(is_told_credit(one.effect) for one in record.entries):
        return True
    what = f"credits over {past.over}" if past.over is not None else "credits"
    raise UsageError(
        f"the facts tell {what} up to {dates.end - _DAY}, and {shared.label} is settled without them; "
        f"tell only what was not settled, or settle {shared.label} again with these facts"
    )
