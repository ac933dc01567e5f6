"""Values with the date from which they hold and the date on which that was recorded: what history is made of.

A correction never takes anything away. Asked with `known_at`, a history answers as it would have answered then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from itertools import pairwise
from typing import Generic, TypeVar

import attrs

from contractkit.errors import UsageError

__all__ = ["Held", "InForce", "Span"]

T = TypeVar("T")
U = TypeVar("U")


@attrs.frozen
class Held(Generic[T]):
    """One entry of a history.

    Attributes:
        holds_from: The first date on which the value holds; None where it holds from the beginning.
        recorded_on: The date on which that became known; None where it was known from the beginning.
        value: What holds, until the next date from which something else does.
    """

    holds_from: date | None
    recorded_on: date | None
    value: T


@attrs.frozen
class Span(Generic[T]):
    """A stretch of dates over which one value holds.

    Attributes:
        start: The first date; None where there is no first.
        end: The first date on which it no longer holds; None where there is none.
        value: What holds.
    """

    start: date | None
    end: date | None
    value: T

    def touches(self, start: date, end: date) -> bool:
        """Return whether it has a date in common with `start` (included) to `end` (not included)."""
        return (self.start is None or self.start < end) and (self.end is None or start < self.end)


@attrs.frozen
class InForce(Generic[T]):
    """A value with its history: which one holds on a date, as far as that was known at another.

    Of all entries that hold by a date and were recorded by another, the one with the latest `holds_from` decides; of
    several with the same one, the one recorded last. So what an amendment agreed for July still holds in August after
    a correction that reaches back to January was recorded in November.

    Attributes:
        entries: The entries, as they were recorded; the first holds from the beginning.

    Example:
        >>> price = InForce.of("31.50").recording(date(2026, 7, 1), date(2026, 6, 15), "33.00")
        >>> price = price.recording(date(2026, 1, 1), date(2026, 11, 5), "30.50")
        >>> price.at(date(2026, 3, 1)), price.at(date(2026, 3, 1), known_at=date(2026, 6, 30))
        ('30.50', '31.50')
        >>> price.at(date(2026, 8, 1)), price.at(date(2026, 8, 1), known_at=date(2026, 6, 1))
        ('33.00', '31.50')
    """

    entries: tuple[Held[T], ...] = attrs.field()

    @entries.validator
    def _begins(self, _: object, entries: tuple[Held[T], ...]) -> None:
        if not entries or entries[0].holds_from is not None or entries[0].recorded_on is not None:
            raise UsageError("a history begins with a value that holds from the beginning")

    @classmethod
    def of(cls, value: T) -> InForce[T]:
        """Return the history of a value that never changed."""
        return cls((Held(None, None, value),))

    @classmethod
    def over(
        cls, dates: Iterable[date], recorded: Iterable[date], value_on: Callable[[date | None, date | None], T]
    ) -> InForce[T]:
        """Return the history in which a value depends on a date and on what was recorded by another.

        Args:
            dates: The dates on which it may change.
            recorded: The dates on which something may have become known.
            value_on: Returns the value for one of each; None is the time before the first.
        """
        days = (None, *sorted(set(dates)))
        entries: list[Held[T]] = []
        last: list[Held[T] | None] = [None] * len(days)  # of each date the entry that was recorded last
        for known in (None, *sorted(set(recorded))):
            stands: Held[T] | None = None
            for place, day in enumerate(days):
                stands = last[place] or stands
                value = value_on(day, known)
                if stands is None or (stands.value is not value and stands.value != value):
                    stands = last[place] = Held(day, known, value)
                    entries.append(stands)
        return cls(tuple(entries))

    def recording(self, holds_from: date, recorded_on: date, value: T) -> InForce[T]:
        """Return the history with one more entry.

        Args:
            holds_from: The first date on which the value holds.
            recorded_on: The date on which that became known.
            value: The value.
        """
        return InForce((*self.entries, Held(_date(holds_from), _date(recorded_on), value)))

    def at(self, on: date, known_at: date | None = None) -> T:
        """Return what holds on a date.

        Args:
            on: The date.
            known_at: Only what was recorded on that date or before counts; None: all that is recorded.

        Raises:
            UsageError: One of them is an instant; which date it is depends on a zone.
        """
        return self._at(_date(on), _known(known_at))

    def _at(self, on: date | None, known: date | None) -> T:
        return max(
            (entry for entry in reversed(self.entries) if _by(entry.holds_from, on) and _by(entry.recorded_on, known)),
            key=lambda entry: (entry.holds_from or date.min, entry.recorded_on or date.min),
        ).value

    @property
    def dates(self) -> tuple[date, ...]:
        """Return the dates on which something changes, in order."""
        return tuple(sorted({entry.holds_from for entry in self.entries if entry.holds_from is not None}))

    @property
    def recorded(self) -> tuple[date, ...]:
        """Return the dates on which something was recorded, in order."""
        return tuple(sorted({entry.recorded_on for entry in self.entries if entry.recorded_on is not None}))

    @property
    def latest(self) -> T:
        """Return what holds in the end, as far as anybody knows."""
        return self._at(date.max, date.max)

    def spans(self, known_at: date | None = None) -> tuple[Span[T], ...]:
        """Return the stretches of dates over which one value holds, in order.

        Args:
            known_at: Only what was recorded on that date or before counts; None: all that is recorded.
        """
        known = _known(known_at)
        found: list[Span[T]] = []
        for start, end in pairwise((None, *self.dates, None)):
            value = self._at(start, known)
            if found and (found[-1].value is value or found[-1].value == value):
                found[-1] = attrs.evolve(found[-1], end=end)
            else:
                found.append(Span(start, end, value))
        return tuple(found)

    def map(self, part: Callable[[T], U]) -> InForce[U]:
        """Return the history of a part: its entries are those at which the part changes."""
        parts = {id(entry.value): part(entry.value) for entry in self.entries}
        cells = {(on, known): parts[id(value)] for on, known, value in self._cells()}
        return InForce.over(self.dates, self.recorded, lambda on, known: cells[on, known])

    def carried(self, step: Callable[[T, T, date], T]) -> InForce[T]:
        """Return the history in which each value knows the one before it, as far as that was known.

        Args:
            step: Takes what held until a date, as it was made, and what holds from that date on; returns the latter.
        """
        cells: dict[tuple[date | None, date | None], T] = {}
        base = made = self.entries[0].value
        for on, known, value in self._cells():
            if on is None:
                base = made = value
            elif value is not base:
                base, made = value, step(made, value, on)
            cells[on, known] = made
        return InForce.over(self.dates, self.recorded, lambda on, known: cells[on, known])

    def _cells(self) -> Iterator[tuple[date | None, date | None, T]]:
        """Yield what holds on each date on which something changes, as was known when something was recorded."""
        days = (None, *self.dates)
        last: dict[date | None, Held[T]] = {}
        for known in (None, *self.recorded):
            last |= {entry.holds_from: entry for entry in self.entries if entry.recorded_on == known}
            stands = self.entries[0]
            for day in days:
                stands = last.get(day, stands)
                yield day, known, stands.value

    def __iter__(self) -> Iterator[Held[T]]:
        """Iterate over the entries, as they were recorded."""
        return iter(self.entries)

    def __len__(self) -> int:
        """Return how many entries there are."""
        return len(self.entries)


def _by(entry: date | None, asked: date | None) -> bool:
    return entry is None or (asked is not None and entry <= asked)


def _known(at: date | None) -> date:
    return date.max if at is None else _date(at)


def _date(value: date) -> date:
    if isinstance(value, datetime):
        raise UsageError(f"a history is asked for a date, not for the instant {value}", value=value)
    if not isinstance(value, date):
        says = f"a history is asked for a date, and was given {value!r}"  # type: ignore[unreachable]
        raise UsageError(f"{says}; for example date(2026, 7, 1)", value=value)
    return value
