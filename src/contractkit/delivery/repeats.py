"""Incidental requests that became standard: the same thing outside the agreement, month after month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from contractkit.delivery.outside import OutsideItem
from contractkit.delivery.work import Work
from contractkit.delivery.worth import rounded, together, why_unpriced, worth_said
from contractkit.quantities.money import Money
from contractkit.quantities.months import add_months
from contractkit.quantities.periods import Period

__all__ = ["Repeat", "repeats_of"]

_ALIKE = ("grey", "out", "no-service")
"""Work before the start and after the end is nothing that could become standard under the agreement."""


@attrs.frozen
class Repeat:
    """The same request outside the agreement, month after month, up to the period.

    Attributes:
        service: The service; None where the facts do not say it.
        kind: The category of the requests; None where the facts have none.
        scope: Where they lie: that of the last one.
        items: Their ids in the order of their opening, of all times.
        first: The date of the first one.
        last: The date of the last one.
        months: How many months in a row had at least one, up to that of the last one.
        times: How many there were in those months.
        worth: What those are worth together, as far as it is known; None where nothing of it is.
        unpriced: Of how many of those it is not known what they are worth.
        each: What one of them is worth on average, to the cent; None where that of any of them is not known.
        why_unpriced: Why some are not priced; empty where all are.
    """

    service: str | None
    kind: str | None
    scope: str
    items: tuple[str, ...]
    first: date
    last: date
    months: int
    times: int
    worth: Money | None
    unpriced: int
    each: Money | None
    why_unpriced: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return what such a request is called: its category, else its service."""
        return self.kind or self.service or "request"

    @property
    def per_month(self) -> int:
        """Return how many there are in a month, rounded up."""
        return -(-self.times // self.months)

    @property
    def says(self) -> str:
        """Return it in one sentence."""
        worth = worth_said(self.worth, self.unpriced, self.why_unpriced)
        return f"{self.name}: {self.times} times in {self.months} months in a row since {self.first}, {worth}"

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON; amounts as text, dates ISO 8601."""
        return {
            "service": self.service,
            "kind": self.kind,
            "scope": self.scope,
            "items": list(self.items),
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "months": self.months,
            "times": self.times,
            "worth": None if self.worth is None else str(self.worth.amount),
            "unpriced": self.unpriced,
            "why_unpriced": list(self.why_unpriced),
            "each": None if self.each is None else str(self.each.amount),
            "says": self.says,
        }


def repeats_of(work: Work, period: Period, standard_after: int) -> tuple[Repeat, ...]:
    """Return what became standard: asked in at least so many months in a row, the last of them in the period.

    Requests are alike that are on one service and of one category. Months are those of the calendar.

    Args:
        work: What happened; items of all times are looked at, not only those of the period.
        period: The period.
        standard_after: In how many months in a row something has to be asked to be standard; at least two.
    """
    alike: dict[tuple[str | None, str | None], list[OutsideItem]] = defaultdict(list)
    for item in work.outside_items:
        if item.scope in _ALIKE and item.day is not None and item.day < period.end:
            alike[item.service, item.kind].append(item)
    found = _repeats(work, alike, period, standard_after)
    return tuple(
        sorted(found, key=lambda one: (Decimal(0) if one.worth is None else -one.worth.amount, one.first, one.name))
    )


def _repeats(
    work: Work, alike: dict[tuple[str | None, str | None], list[OutsideItem]], period: Period, standard_after: int
) -> Iterator[Repeat]:
    currency = work.agreement.currency
    for (service, kind), items in alike.items():
        days = [item.day for item in items if item.day is not None]
        last = max(days)
        if last not in period:
            continue
        asked = {day.replace(day=1) for day in days}
        month = last.replace(day=1)
        while add_months(month, -1) in asked:
            month = add_months(month, -1)
        row = [item for item in items if item.day is not None and item.day >= month]
        months = (last.year - month.year) * 12 + last.month - month.month + 1
        if months < standard_after:
            continue
        worths = [one.worth for one in row]
        worth, unpriced, why = (
            together(worths, currency),
            sum(one.amount is None for one in worths),
            why_unpriced(worths),
        )
        each = None if unpriced or worth is None else rounded(Fraction(worth.amount) / len(row), currency)
        ids = tuple(item.item for item in items)
        scope = items[-1].scope
        yield Repeat(service, kind, scope, ids, min(days), last, months, len(row), worth, unpriced, each, why)
