"""What was measured of a service, and which number of a period that makes: of a day, the mean, or the peak."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import attrs

from contractkit.charging.exact import exact_text
from contractkit.errors import UsageError
from contractkit.quantities.periods import Period
from contractkit.records.clauses import Assumption
from contractkit.records.said import said

__all__ = ["CountedOn", "CountedVolume", "LevelVolume", "Measured", "counted_pieces", "known_counts", "measured"]

CountedOn = Literal["period-end", "period-start", "average", "peak"]
"""Which number of a period is the volume: that of its last or first day, the mean of its days, or the highest."""


def _number(value: Decimal | int | str) -> Decimal:
    if isinstance(value, float):
        raise UsageError(f"{value!r} is a float; give a volume as a Decimal, an int or a text")
    number = Decimal(value)
    if not number.is_finite() or number < 0:
        raise UsageError(f"{value!r} is no volume: a volume is nought or more", value=value)
    return number


@attrs.frozen
class CountedVolume:
    """So many units over a stretch of dates.

    Attributes:
        service: The service, or the part of one.
        during: The stretch.
        number: How many units.
        source: Where the count comes from; None where nobody says.
        recorded_on: When it was recorded; None where it was always known.
    """

    service: str
    during: Period
    number: Decimal = attrs.field(converter=_number)
    source: str | None = None
    recorded_on: date | None = None


@attrs.frozen
class LevelVolume:
    """So many units from a date on, until the next level of the service.

    Attributes:
        service: The service, or the part of one.
        since: The first date.
        number: How many units.
        source: Where the number comes from; None where nobody says.
        recorded_on: When it was recorded; None where it was always known.
    """

    service: str
    since: date
    number: Decimal = attrs.field(converter=_number)
    source: str | None = None
    recorded_on: date | None = None


@attrs.frozen
class Measured:
    """The volume of a period.

    Attributes:
        number: How many units; None where it is not known.
        says: How it was measured, or what is missing.
        facts: What it was taken from.
        times: Which share of its cost some of the dates have that are billed; None for that of their days.
        whole: For units as they come, how many all of the billed dates have; None where that is not told by counts.
        assumed: How counts were divided, where nobody tells it.
    """

    number: Fraction | None
    says: str
    facts: tuple[CountedVolume | LevelVolume, ...] = ()
    times: Fraction | None = None
    whole: Fraction | None = None
    assumed: tuple[Assumption, ...] = ()


def measured(
    volumes: Iterable[CountedVolume | LevelVolume],
    service: str,
    during: Period,
    on: CountedOn | str,
    known_at: date | None = None,
) -> Measured:
    """Return the volume of a service in a period.

    A count of exactly that period is its volume. Else the levels decide, on the day or days that `on` says.

    Args:
        volumes: What was measured, of any services.
        service: The service.
        during: The period; its first date included and `end` not.
        on: Which number of the period is its volume.
        known_at: Only what was recorded on that date or before; of several counts of one period, and levels from one
            date, the one recorded last counts. None for all.

    Example:
        >>> seats = [LevelVolume("desk", date(2026, 1, 1), 40), LevelVolume("desk", date(2026, 1, 17), 50)]
        >>> month = Period.parse("2026-01")
        >>> [str(measured(seats, "desk", month, on).number) for on in ("period-end", "period-start", "average", "peak")]
        ['50', '40', '1390/31', '50']
    """
    own = _known(volumes, service, known_at)
    counts = [one for one in own if isinstance(one, CountedVolume) and _same(one.during, during)]
    if counts:
        return Measured(Fraction(counts[-1].number), said("counted in {label}", label=during.label), (counts[-1],))
    levels = sorted((one for one in own if isinstance(one, LevelVolume)), key=lambda one: one.since)
    if not levels:
        return Measured(
            None, said("no volume of {service} is measured in {label}", service=service, label=during.label)
        )
    pieces = _pieces(levels, during)
    if on == "period-end":
        pieces = pieces[-1:]
    elif on == "period-start":
        pieces = pieces[:1]
    if pieces[0][2] is None:
        return Measured(None, said("no volume of {service} is measured on {day}", service=service, day=pieces[0][0]))
    facts = tuple(dict.fromkeys(level for _, _, level in pieces if level is not None))
    numbers = [(Fraction(level.number), (end - start).days) for start, end, level in pieces if level is not None]
    if on == "average":
        days = sum(count for _, count in numbers)
        mean = sum((number * count for number, count in numbers), Fraction(0)) / days
        return Measured(mean, said("the mean of {days} days in {label}", days=days, label=during.label), facts)
    found = max(number for number, _ in numbers)
    when = {
        "period-end": said("on {last}", last=during.last),
        "period-start": said("on {start}", start=during.start),
    }.get(on, said("the peak in {label}", label=during.label))
    return Measured(found, said("{found} {when}", found=exact_text(found), when=when), facts)


def counted_pieces(
    volumes: Iterable[CountedVolume | LevelVolume], service: str, during: Period, known_at: date | None = None
) -> tuple[CountedVolume, ...] | str:
    """Return the counts that make a period, in order, or what is missing of it.

    Args:
        volumes: What was measured, of any services.
        service: The service.
        during: The period that has to be made of whole counts.
        known_at: Only what was recorded on that date or before; None for all.
    """
    own = [one for one in _known(volumes, service, known_at) if isinstance(one, CountedVolume)]
    for one in reversed(own):
        if _same(one.during, during):
            return (one,)
    last = {(one.during.start, one.during.end): one for one in own}
    inside = [one for one in last.values() if during.start <= one.during.start and one.during.end <= during.end]
    day, found = during.start, []
    for one in sorted(inside, key=lambda one: one.during):
        if one.during.start != day:
            break
        found.append(one)
        day = one.during.end
    if day != during.end or len(found) != len(inside):
        return said(
            "the counts of {service} do not make {label}: what was delivered from {day} on is not known",
            service=service,
            label=during.label,
            day=day,
        )
    return tuple(found)


def known_counts(
    volumes: Iterable[CountedVolume | LevelVolume], service: str, known_at: date | None = None
) -> tuple[CountedVolume, ...]:
    """Return the counts of a service in order of their dates; of several for the same dates the one recorded last.

    Args:
        volumes: What was measured, of any services.
        service: The service.
        known_at: Only what was recorded on that date or before; None for all.
    """
    counts = (one for one in _known(volumes, service, known_at) if isinstance(one, CountedVolume))
    last = {(one.during.start, one.during.end): one for one in counts}
    return tuple(last[dates] for dates in sorted(last))


def _known(
    volumes: Iterable[CountedVolume | LevelVolume], service: str, known_at: date | None
) -> list[CountedVolume | LevelVolume]:
    own = [
        one
        for one in volumes
        if one.service == service and (known_at is None or one.recorded_on is None or one.recorded_on <= known_at)
    ]
    return sorted(own, key=lambda one: one.recorded_on or date.min)


def _same(one: Period, other: Period) -> bool:
    return (one.start, one.end) == (other.start, other.end)


def _pieces(levels: Sequence[LevelVolume], during: Period) -> list[tuple[date, date, LevelVolume | None]]:
    """Return the stretches of a period with one level each; None where none was known yet."""
    turns = sorted({during.start, *(one.since for one in levels if one.since in during)})
    found = []
    for start, end in zip(turns, [*turns[1:], during.end], strict=True):
        level = next((one for one in reversed(levels) if one.since <= start), None)
        found.append((start, end, level))
    return found
