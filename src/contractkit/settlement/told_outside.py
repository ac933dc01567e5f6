"""Outages, and relief, that were told of a period in which they do not lie: nothing of them counts there.

One that reaches over the edge of a period counts with what of it lies inside, and is told of both periods; nothing is
said of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from contractkit.quantities.periods import Period
from contractkit.records.said import Said, joined, said
from contractkit.settlement.matter import Matter
from contractkit.settlement.measuring.as_told import last_recorded
from contractkit.settlement.told.measurements import Outage, ToldMeasurement

__all__ = ["told_outside"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SHOWN = 3
"""So many of them stand in a sentence."""


def told_outside(matter: Matter) -> tuple[str, ...]:
    """Return a sentence for each measurement with outages, or relief, that lie outside of the period it is told of.

    Args:
        matter: What is settled, and what was told.
    """
    return tuple(dict.fromkeys(_sentences(matter))) if matter.told.measured else ()


def _sentences(matter: Matter) -> Iterator[str]:
    zone = ZoneInfo(matter.version.zone)
    for one in _that_count(matter):
        begin, end = (_EPOCH + timedelta(microseconds=at) for at in one.period.bounds_us(matter.version.zone))
        strays = _outside(one.outages or (), begin, end)
        if strays:
            yield said(
                "{n} outage told of {of} for {label} lies outside of it, {which}, and decides nothing there; tell it "
                "of the period in which it lies.|{n} outages told of {of} for {label} lie outside of it, {which}, and "
                "decide nothing there; tell them of the periods in which they lie.",
                **_facts(one, strays, zone),
            )
        strays = _outside(one.relieved, begin, end)
        if strays:
            yield said(
                "{n} stretch of relief told of {of} for {label} lies outside of it, {which}, and takes nothing out "
                "there; tell it of the period in which it lies.|{n} stretches of relief told of {of} for {label} lie "
                "outside of it, {which}, and take nothing out there; tell them of the periods in which they lie.",
                **_facts(one, strays, zone),
            )


def _that_count(matter: Matter) -> Iterator[ToldMeasurement]:
    """Yield the measurements of dates that touch the settled ones, of each the last that was recorded."""
    day, settled = matter.told.known_at, matter.period
    known = [
        one
        for one in matter.told.measured
        if one.period.start < settled.end
        and settled.start < one.period.end
        and (day is None or one.recorded_on is None or one.recorded_on <= day)
    ]
    kinds: dict[tuple[str, tuple[tuple[str, str], ...], Period], list[ToldMeasurement]] = {}
    for one in known:
        kinds.setdefault((one.of, tuple(sorted(one.where.items())), one.period), []).append(one)
    for (_, _, period), several in kinds.items():
        yield from last_recorded(several, period)


def _outside(outages: Iterable[Outage], begin: datetime, end: datetime) -> list[datetime]:
    """Return when those begin that lie wholly outside of a stretch, by date; those that touch are one."""
    dated = sorted((one.start, one.start + one.lasted) for one in outages if one.start is not None and one.lasted)
    found: list[tuple[datetime, datetime]] = []
    for first, last in dated:
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return [first for first, last in found if first >= end or last <= begin]


def _facts(one: ToldMeasurement, strays: Sequence[datetime], zone: ZoneInfo) -> dict[str, object]:
    shown: list[str] = [at.astimezone(zone).isoformat(timespec="minutes") for at in strays[:_SHOWN]]
    which: str | Said = joined(", ", shown)
    if len(strays) > _SHOWN:
        which = said("{first}; and {n} more", first=which, n=len(strays) - _SHOWN)
    return {"n": len(strays), "of": one.of, "label": one.period.label, "which": which}
