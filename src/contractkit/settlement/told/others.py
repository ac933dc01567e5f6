"""What else is told: points and failures that came up, what is overdue, claims and choices, and earlier amounts."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import attrs

from contractkit.quantities.money import Money
from contractkit.quantities.notation import Cycle
from contractkit.quantities.periods import Period

__all__ = ["Overdue", "ToldChoice", "ToldClaim", "ToldCount", "ToldDone", "ToldPast", "ToldRelief"]


@attrs.frozen
class ToldCount:
    """How many there were of something in one period: points that came up, or failures.

    Attributes:
        of: The target, metric or effect, by its name, or as ``document/clause``.
        period: The period.
        number: How many.
        source: Where the number comes from; None where nobody says.
        recorded_on: When it was recorded; None where it was always known.
    """

    of: str
    period: Period
    number: Decimal
    source: str | None = None
    recorded_on: date | None = None


@attrs.frozen
class Overdue:
    """What was paid, asked or answered too late.

    Attributes:
        amount: The amount that was due; None where it is about no amount.
        lasted: For how long it was late; None where the two instants say it.
        due: When it was due; None where `lasted` says how late it was.
        seen: When it came, or up to when one looks; None where `lasted` says how late it was.
    """

    amount: Money | None = None
    lasted: timedelta | None = None
    due: datetime | None = None
    seen: datetime | None = None


@attrs.frozen
class ToldClaim:
    """That the customer claimed a credit, or a remedy.

    Attributes:
        of: The effect or target, by its name, or as ``document/clause``.
        on: The date of the claim.
        period: The period whose failure is claimed.
    """

    of: str
    on: date
    period: Period


@attrs.frozen
class ToldChoice:
    """Which of several effects of one incident the customer chose.

    Attributes:
        of: The effect that was chosen, by its name, or as ``document/clause``.
        period: The period of the incident.
        incident: The incident; None where there was one only.
    """

    of: str
    period: Period
    incident: str | None = None


@attrs.frozen
class ToldDone:
    """When a duty was done that costs something where it is late; in short what an event ``fulfilled`` tells.

    Attributes:
        of: Its clause, or ``document/clause``.
        occasion: Which time of it, such as ``2026-Q1``; None for the one that is due in the period.
        on: The date; None where it was not done.
        source: Who says so; None where nobody does.
        recorded_on: When it was recorded; None where it was always known.
        due: When it was due, of a duty that counts from a moment; None where the papers say it.
    """

    of: str
    occasion: str | None
    on: date | None
    source: str | None = None
    recorded_on: date | None = None
    due: date | None = None


@attrs.frozen
class ToldRelief:
    """A stretch in which a cause of relief kept the one delivery from coming that the facts tell.

    Attributes:
        cause: The cause, as the clause of relief names it.
        start: From when; aware.
        end: Until when; aware.
    """

    cause: str
    start: datetime
    end: datetime


@attrs.frozen
class ToldPast:
    """What earlier periods left, as somebody tells it instead of settling them.

    Attributes:
        what: ``credits``, ``charges``, ``won-back``, ``claims``, ``losses`` or another word that a clause asks for.
        amounts: The amounts in their order; one for a sum.
        over: The window that a sum covers; None where each amount is of its own occasion.
        period: The period for which it is told: what has no window is of it, and a window ends where it begins; None:
            the one that is settled.
    """

    what: str
    amounts: tuple[Money, ...]
    over: Cycle | None = None
    period: Period | None = None
