"""The figure of a period as it was told: the entry that counts, and what two entries that contradict each other leave.

What was recorded after `known_at` is set aside. Of entries recorded on different dates the last one counts: it corrects
the others. Of entries of one date that differ nobody knows which is right, so the figure lies between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal, TypeVar

from contractkit.charging.exact import exact_text
from contractkit.errors import UsageError
from contractkit.quantities.notation import same_unit
from contractkit.quantities.periods import Period
from contractkit.records.said import joined, said
from contractkit.settlement.measuring.figure import FigureCounts, FigureSource, FigureState
from contractkit.settlement.measuring.naming import Measurable
from contractkit.settlement.measuring.worked_out import WorkedOut
from contractkit.settlement.told.figures import ToldFigure
from contractkit.settlement.told.measurements import ToldMeasurement
from contractkit.terms.provisions.metric import Metric

__all__ = ["as_told", "check_unit", "known_entries", "last_recorded", "source_of"]

E = TypeVar("E", ToldFigure, ToldMeasurement)


def known_entries(
    entries: Iterable[E],
    names: Sequence[str],
    where: Mapping[str, str],
    holding: Mapping[str, str],
    known_at: date | None,
) -> tuple[E, ...]:
    """Return the entries under the first of several names that has any, as far as they were recorded.

    Args:
        entries: What was told.
        names: The names of one thing, the most exact first.
        where: The values of fields that the figure is for. An entry that names none is for all items, and is taken
            only where every one of these values holds of all of them.
        holding: The values of fields that hold of all items of the period.
        known_at: Only what was recorded on that date or before; None for all.
    """
    known = [one for one in entries if known_at is None or one.recorded_on is None or one.recorded_on <= known_at]
    for name in names:
        own = [one for one in known if one.of == name]
        found = [one for one in own if dict(one.where) == dict(where)]
        if not found and all(holding.get(field) == value for field, value in where.items()):
            found = [one for one in own if not one.where]
        if found:
            return tuple(found)
    return ()


def last_recorded(entries: Iterable[E], period: Period) -> tuple[E, ...]:
    """Return the entries of exactly a period that were recorded last: one, unless several are of one date."""
    own = [one for one in entries if one.period == period]
    last = max((one.recorded_on or date.min for one in own), default=None)
    return tuple(dict.fromkeys(one for one in own if (one.recorded_on or date.min) == last))


def source_of(entry: ToldFigure | ToldMeasurement) -> FigureSource:
    """Return where an entry comes from."""
    kind: Literal["told", "measured"] = "told" if isinstance(entry, ToldFigure) else "measured"
    return FigureSource(kind, entry.of, entry.source, entry.recorded_on)


def check_unit(entry: ToldFigure, one: Measurable, unit: str | None) -> None:
    """Refuse a figure that was told in another unit than its own: 0.995 for 99.5 % is no figure of 0.995 %.

    Raises:
        UsageError: The units differ, or the figure of a share has none.
    """
    if entry.value is None and entry.low is None:
        return
    same = entry.unit == unit or (unit is None and (entry.unit == "points" or _any(one)))
    if same or (unit is not None and entry.unit is not None and same_unit(unit, entry.unit)):
        return
    told = "no unit" if entry.unit is None else said("the unit {unit}", unit=entry.unit)
    says = said(
        "the figure of {of} in {label} was told with {told}, and {name} is measured in",
        of=entry.of,
        label=entry.period.label,
        told=told,
        name=one.name,
    )
    raise UsageError(f"{says} {unit or 'a bare number'}", of=entry.of, unit=entry.unit)


def _any(one: Measurable) -> bool:
    """Return whether only its levels tell the unit of a figure, and nobody promised one."""
    return isinstance(one, Metric) and one.unit == ""


def as_told(entries: Sequence[ToldFigure], ends: tuple[Fraction | None, Fraction | None]) -> WorkedOut | None:
    """Return the figure that entries of one period tell; None where there are none.

    Args:
        entries: What was recorded last about the period.
        ends: The least and the most that such a figure can be; None where nobody can say.
    """
    if not entries:
        return None
    found = [_one(entry, ends) for entry in entries]
    if len(found) == 1:
        return found[0]
    sources = tuple(source for one in found for source in one.sources)
    verdicts = {one.verdict for one in found}
    if len(verdicts) == 1 and len({(one.state, one.value, one.low, one.high) for one in found}) == 1:
        return WorkedOut(
            found[0].state,
            found[0].value,
            found[0].low,
            found[0].high,
            found[0].counts,
            found[0].volume,
            verdict=found[0].verdict,
            working=found[0].working,
            sources=sources,
        )
    lows, highs = [one.low for one in found], [one.high for one in found]
    low = None if None in lows else min(low for low in lows if low is not None)
    high = None if None in highs else max(high for high in highs if high is not None)
    told = joined(" and ", (_text(entry) for entry in entries))
    return WorkedOut(
        "undetermined",
        low=low,
        high=high,
        verdict="undetermined" if low == high else None,
        working=said("told are {told}, and nobody says which is right", told=told),
        sources=sources,
    )


def _one(entry: ToldFigure, ends: tuple[Fraction | None, Fraction | None]) -> WorkedOut:
    sources = (source_of(entry),)
    if entry.good is not None and entry.total is not None:
        counts = FigureCounts(entry.good, entry.total - entry.good)
        out = WorkedOut.counted(counts, sources=sources)
    elif entry.value is not None:
        out = WorkedOut.known(entry.value, "as told", sources)
    elif entry.low is not None:
        out = WorkedOut.between(entry.low, entry.high, "as told", sources)
    elif entry.verdict == "no-volume":
        out = WorkedOut("no-volume", volume=0, working="as told", sources=sources)
    else:
        state: FigureState = "undetermined" if entry.verdict in (None, "undetermined") else "known"
        working = "told as not known" if entry.verdict is None else "told without a figure"
        out = WorkedOut(state, None, *ends, working=working, sources=sources)
    if entry.verdict is None or out.state == "no-volume":
        return out
    return WorkedOut(
        out.state,
        out.value,
        out.low,
        out.high,
        out.counts,
        out.volume,
        verdict=entry.verdict,
        working=out.working,
        sources=sources,
    )


def _text(entry: ToldFigure) -> str:
    if entry.good is not None:
        return said("{good} of {total}", good=entry.good, total=entry.total)
    if entry.value is not None:
        return exact_text(entry.value) + ("" if entry.unit is None else said(" {unit}", unit=entry.unit))
    if entry.low is not None and entry.high is not None:
        return said("{low} to {high}", low=exact_text(entry.low), high=exact_text(entry.high))
    return entry.verdict or "unknown"
