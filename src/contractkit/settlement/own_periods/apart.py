"""Effects in the place of others that are settled at different times, so that both would be paid: they are refused.

A damage of a month in the place of a credit of the quarter is paid in January, before anybody knows the credit. What
would have to be given back in March nobody wrote.

Source: docs/decisions/0272-instead-of-needs-one-settlement.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from contractkit.charging.windows import cycle_window, window_of
from contractkit.errors import NotComputedError, UsageError
from contractkit.quantities.months import add_months
from contractkit.quantities.periods import Period
from contractkit.records.clauses import NotComputed
from contractkit.settlement.own_periods.parting import members_of, parts_of
from contractkit.settlement.own_periods.sources import Source, sources_of
from contractkit.settlement.paying.electing import names_of
from contractkit.terms import Agreement
from contractkit.terms.effects import Effect
from contractkit.terms.provisions.base import Provision
from contractkit.terms.settling import SettlementTerms

__all__ = ["apart_at_first", "apart_in", "refuse_apart"]

_DAY = timedelta(days=1)


def refuse_apart(version: Agreement, period: Period) -> None:
    """Refuse effects that stand in the place of others which are settled over other dates.

    Args:
        version: The version whose effects are settled.
        period: What is settled.

    Raises:
        NotComputedError: There are such effects; it names both clauses.
    """
    found = apart_in(version, period)
    if found:
        told = "\n  ".join(str(entry) for entry in found)
        says = f"{version.id} says what this version does not compute, and guesses nothing:\n  {told}"
        raise NotComputedError(says, not_computed=found)


def apart_in(version: Agreement, period: Period) -> tuple[NotComputed, ...]:
    """Return what a settlement of a period refuses, because one effect stands in the place of another at other dates.

    Args:
        version: The version whose effects are settled.
        period: What is settled, in whole months.
    """
    every = [*version.provisions_of(Effect), *(one for target in version.targets for one in target.effects)]
    if not any(one.modifiers.instead_of for one in every):
        return ()
    return tuple(dict.fromkeys(_apart(version, period)))


def apart_at_first(agreement: Agreement) -> tuple[NotComputed, ...]:
    """Return what settlements of the first year of each version refuse, as whoever checks papers wants to know it.

    Args:
        agreement: The agreement with its versions.
    """
    found: list[NotComputed] = []
    for span in agreement.versions.spans():
        term = span.value.term
        start = span.start or (None if term is None else term.start) or date(2001, 1, 1)
        begin = Period.containing(start, "month").start
        found += apart_in(span.value, Period(begin, add_months(begin, 12), f"the year from {begin}"))
    return tuple(dict.fromkeys(found))


def _apart(version: Agreement, period: Period) -> Iterator[NotComputed]:
    sources = [(source, effect) for source in sources_of(version) for effect in source.effects]
    for source, effect in sources:
        if not isinstance(effect, Effect) or not effect.modifiers.instead_of:
            continue
        words, document = {*effect.modifiers.instead_of}, effect.clause.document
        for other, displaced in sources:
            if displaced is effect or not words & {*names_of(displaced, document)}:
                continue
            mine, theirs = _Settled(version, period, source, effect), _Settled(version, period, other, displaced)
            if any(mine.over(day) != theirs.over(day) for day in _days(period)):
                says = f"it stands in the place of {displaced.clause}, which is settled over other dates"
                hint = (
                    "give both the same per, or settle both over the longer period: a settlement clause with for: both"
                )
                yield NotComputed(effect.clause, "settling", says, hint)


def _days(period: Period) -> Iterator[date]:
    """Yield the first and the last date of each month of a period."""
    day = period.start
    while day < period.end:
        month = Period.containing(day, "month")
        yield month.start
        yield month.last
        day = month.end


class _Settled:
    """Over which dates an effect is settled at once."""

    def __init__(self, version: Agreement, period: Period, source: Source, effect: Effect | Provision) -> None:
        self._version, self._period, self._per = version, period, source.per
        target, clause = source.target, str(effect.clause)
        called = "" if target is None else str(getattr(target, "id", target.clause))
        self._names = {called, clause, clause.split(" ", 1)[0]}

    def over(self, day: date) -> tuple[date, date] | None:
        """Return the dates that are settled together with a date; None for all of a term without an end.

        They are those of its own period, or of its settlement clause if these hold all of it. A week, or a window that
        is looked back on, lies across two settlements of a month.
        """
        settled = [self._settled(terms, day) for terms in (self._version.settlement, *self._followed(day))]
        longest = max(settled, key=lambda one: one.end - one.start)
        if self._per is None:
            return longest.start, longest.end
        try:
            own = cycle_window(self._version, self._per, day)
        except UsageError:
            return None
        inside = longest.start <= own.start and own.end <= longest.end
        return (longest.start, longest.end) if inside else (own.start, own.end)

    def _settled(self, terms: SettlementTerms, day: date) -> Period:
        return self._period if terms.clause is None else window_of(self._version, terms.per, day)

    def _followed(self, day: date) -> Iterator[SettlementTerms]:
        """Yield the settlement clauses that are for the effect, and not for everything, in the month of a date."""
        for part in parts_of(self._version, Period.containing(day, "month")):
            if self._names & members_of(self._version, part):
                yield part
