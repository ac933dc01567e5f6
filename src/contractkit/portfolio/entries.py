"""Agreements as a service desk looks them up: whose they are, from when to when, and which decision table holds.

An entry knows its agreement well enough to answer a call; the agreement itself, with its prices and contacts, is opened
when somebody asks for those.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from threading import Lock
from zoneinfo import ZoneInfo

import attrs

from contractkit.calendars.instants import to_datetime
from contractkit.portfolio.deciding import DecisionTable
from contractkit.portfolio.desk_terms import desk_terms_of
from contractkit.portfolio.promised import Fill, same
from contractkit.quantities.midnights import midnight_us
from contractkit.terms import Agreement

__all__ = ["Entry", "Held", "entry_of"]


@attrs.frozen(eq=False)
class Held:
    """What holds over a stretch of dates.

    Attributes:
        since: The instant from which it holds, in microseconds since the epoch; None for ever before.
        until: The first instant at which it does not hold any more; None for ever after.
        table: The decision table.
        start: The first instant of the term; None where no clause gives a term.
        end: The first instant after the term; None where it has no end.
    """

    since: int | None
    until: int | None
    table: DecisionTable
    start: int | None
    end: int | None


@attrs.frozen(eq=False)
class Entry:
    """An agreement, ready to be looked up.

    Attributes:
        id: Its id.
        customer: The code by which facts know the customer, or None.
        zone: The zone of its dates.
        signed: The first instant of the date on which its contract was signed; None where nothing is written.
        fill: Puts the names of its papers into terms that it shares.
        opens: Returns the agreement with all its terms.
        held_at: Returns what holds for a request that opens at an instant.
        known_at: Only amendments that were recorded on that date or before count; None: all that are recorded.
    """

    id: str
    customer: str | None
    zone: str
    signed: int | None
    fill: Fill
    opens: Callable[[], Agreement]
    held_at: Callable[[int], Held]
    known_at: date | None = None


class _Stretches:
    """What holds when of one agreement, worked out when it is asked for."""

    def __init__(self, agreement: Agreement, known_at: date | None) -> None:
        self._agreement = agreement
        self._known_at = known_at
        self._zone = ZoneInfo(agreement.zone)
        self._spans = agreement.versions.spans(known_at)
        self._found: list[Held] = []

    def __call__(self, us: int) -> Held:
        for held in self._found:
            if (held.since is None or held.since <= us) and (held.until is None or us < held.until):
                return held
        held = self._held(to_datetime(us, 0).astimezone(self._zone).date())
        self._found = [*self._found, held]
        return held

    def _held(self, on: date) -> Held:
        span = next(one for one in reversed(self._spans) if one.start is None or one.start <= on)
        zone, term = self._agreement.zone, span.value.term
        terms = desk_terms_of(self._agreement, on, self._known_at)
        start = None if term is None else midnight_us(term.start, zone)
        end = None if term is None or term.end is None else midnight_us(term.end, zone)
        since, until = (None if day is None else midnight_us(day, zone) for day in (span.start, span.end))
        return Held(since, until, DecisionTable(terms), start, end)


_MOST: int = 256
_entries: dict[tuple[int, date | None], tuple[Agreement, Entry]] = {}
_lock = Lock()


def entry_of(agreement: Agreement, known_at: date | None = None) -> Entry:
    """Return an agreement ready to be looked up; those that were asked for last are remembered.

    Args:
        agreement: The agreement with its versions, or one version.
        known_at: Only amendments that were recorded on that date or before count; None: all that are recorded.
    """
    key = (id(agreement), known_at)
    found = _entries.get(key)
    if found is None or found[0] is not agreement:
        found = (agreement, _entry(agreement, known_at))
        with _lock:
            if len(_entries) >= _MOST:
                _entries.clear()
            _entries[key] = found
    return found[1]


def _entry(agreement: Agreement, known_at: date | None) -> Entry:
    signed = signed_on(agreement)
    return Entry(
        agreement.id,
        agreement.customer,
        agreement.zone,
        None if signed is None else midnight_us(signed, agreement.zone),
        same,
        lambda: agreement,
        _Stretches(agreement, known_at),
        known_at,
    )


def signed_on(agreement: Agreement) -> date | None:
    """Return the date on which the contract at the head of an agreement was signed; None where nothing is written."""
    return next((paper.signed_on for paper in agreement.documents if paper.id == agreement.id), None)
