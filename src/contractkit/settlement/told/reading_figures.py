"""Figures, verdicts and counts as plain data tells them: one value, one for each period, or rows with a source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from contractkit.errors import PeriodError
from contractkit.quantities.notation import Level, same_unit
from contractkit.quantities.notation.repairs import ratio_percent
from contractkit.quantities.periods import Period
from contractkit.settlement.told.figures import ToldFigure, ToldVerdict
from contractkit.settlement.told.forms import called
from contractkit.settlement.told.names import Known
from contractkit.settlement.told.notes import Notes, is_period
from contractkit.settlement.told.others import ToldCount

__all__ = ["by_period", "contradictions", "in_turn", "read_counts", "read_figures", "read_verdicts"]

_FRACTION = re.compile(r"(-?[0-9]+)/([0-9]+)(?: (.+))?")
_OF = re.compile(r"([0-9][0-9 ]*) of ([0-9][0-9 ]*)")
_UNKNOWN = ("unknown", "none", "")
_VERDICTS = ("met", "breached", "undetermined", "no-volume")
_ROW = ("value", "good", "total", "low", "high", "verdict", "unit", "where", "period", "source", "recorded_on")
_TAIL = ("where", "period", "source", "recorded_on")
_ITS_OWN = {"period", "where", "since"}
"""Keys that say for which dates or items a row is: with them the rows of a list are not one for each month."""
_PIECES = ("month", "quarter", "half-year", "year", "week", "day")

Path = tuple[str | int, ...]


def read_figures(notes: Notes, group: Any, known: Known) -> Iterator[ToldFigure]:
    """Yield the figures of a group ``figures``."""
    for name, value in notes.mapping(("figures",), group):
        path: Path = ("figures", name)
        notes.name(path, name, known.figures, known.every, "target or metric")
        for at, period, one in by_period(notes, path, value, _ROW):
            found = _figure(notes, at, name, period, one, known)
            if found is not None:
                yield found


def read_verdicts(notes: Notes, group: Any, known: Known) -> Iterator[ToldFigure]:
    """Yield the verdicts of a group ``verdicts``, as figures of which only the verdict is told."""
    for name, value in notes.mapping(("verdicts",), group):
        path: Path = ("verdicts", name)
        notes.name(path, name, known.figures, known.every, "target")
        for at, period, one in by_period(notes, path, value, ("verdict", "where", "period", "source", "recorded_on")):
            row = one if isinstance(one, Mapping) else {"verdict": one}
            if isinstance(one, Mapping) and "verdict" not in one and set(one) - set(_TAIL):
                continue  # its keys mean nothing, which is told
            verdict = _verdict(notes, at, row.get("verdict"))
            if verdict is not None:
                yield ToldFigure(name, period, unit=known.units.get(name), verdict=verdict, **_tail(notes, at, row))


def read_counts(notes: Notes, group: Any, known: Known, word: str, unit: str) -> Iterator[ToldCount]:
    """Yield what a group counts: points that came up, or failures.

    Args:
        notes: Where problems go.
        group: The group.
        known: The names that the agreement knows.
        word: The name of the group.
        unit: The unit that the numbers may have.
    """
    for name, value in notes.mapping((word,), group):
        path: Path = (word, name)
        notes.name(path, name, known.figures, known.every, "target or effect")
        for at, period, one in by_period(notes, path, value, ("value", "period", "source", "recorded_on")):
            row = one if isinstance(one, Mapping) else {"value": one}
            if isinstance(one, Mapping) and "value" not in one and set(one) - set(_TAIL):
                continue  # its keys mean nothing, which is told
            level = notes.level(at, row.get("value"))
            if level is None:
                continue
            if level.unit is not None and not same_unit(level.unit, unit):
                notes.problem(at, "unit", f"'{row.get('value')}' is no number of {unit}", f"for example 3 {unit}")
            elif level.number < 0:
                notes.problem(at, "quantity", f"'{row.get('value')}' is less than none")
            else:
                tail = _tail(notes, at, row)
                yield ToldCount(name, period, level.number, tail["source"], tail["recorded_on"])


def by_period(notes: Notes, path: Path, value: Any, row: Sequence[str]) -> Iterator[tuple[Path, Period, Any]]:
    """Yield the values that stand under one name, each with its period.

    A value alone is of the period that is asked for. A list has one value for each of the stretches that make it:
    months, quarters, half-years, years, weeks or days, whichever are as many; or rows that say their period, or for
    which values of fields they are.

    Args:
        notes: Where problems go.
        path: Where they stand.
        value: One value, a list, a mapping by periods, or a row.
        row: The keys that a row has.
    """
    if isinstance(value, Mapping):
        if value and all(is_period(key) for key in value):
            for key, inner in value.items():
                period = notes.when((*path, str(key)), key)
                if period is not None:
                    yield (*path, str(key)), period, _checked(notes, (*path, str(key)), inner, row)
            return
        period = notes.when((*path, "period"), value["period"]) if "period" in value else notes.period
        if period is not None:
            yield path, period, _checked(notes, path, value, row)
    elif isinstance(value, list | tuple):
        if any(isinstance(one, Mapping) and _ITS_OWN & set(one) for one in value):
            for number, one in enumerate(value):
                yield from by_period(notes, (*path, number), one, row)
            return
        for number, (period, one) in enumerate(in_turn(notes, path, value)):
            yield (*path, number), period, _checked(notes, (*path, number), one, row)
    else:
        yield path, notes.period, value


def in_turn(notes: Notes, path: Path, values: Sequence[Any]) -> Iterator[tuple[Period, Any]]:
    """Yield values with the equal stretches of the calendar that make the period, one for each of them."""
    for per in _PIECES:
        try:
            pieces = notes.period.split(per)
        except PeriodError:
            continue
        if len(pieces) == len(values):
            yield from zip(pieces, values, strict=True)
            return
    says = f"{len(values)} values do not fit {notes.period.label}: it has not as many months, weeks or days"
    notes.problem(path, "wrong-shape", says, "write each value under its period, such as 2026-03: 99.5 %")


def _checked(notes: Notes, path: Path, value: Any, row: Sequence[str]) -> Any:
    if isinstance(value, Mapping):
        notes.words(path, value, row)
    return value


def _figure(notes: Notes, path: Path, name: str, period: Period, value: Any, known: Known) -> ToldFigure | None:
    row = value if isinstance(value, Mapping) else {"value": value}
    tail = _tail(notes, path, row)
    unit = known.units.get(name)
    verdict = None if row.get("verdict") is None else _verdict(notes, (*path, "verdict"), row["verdict"])
    written = row.get("value")
    counted = _OF.fullmatch(written.strip()) if isinstance(written, str) else None
    if counted is not None:
        row = {**row, "good": counted[1], "total": counted[2], "value": None}
    for one, other in (("good", "total"), ("low", "high")):
        if (row.get(one) is None) != (row.get(other) is None):
            gone = other if row.get(other) is None else one
            what = "a count is so many of so many" if one == "good" else "a range has two ends"
            notes.problem((*path, gone), "missing-field", f"'{gone}' is missing: {what}", f"give {one} and {other}")
            return None
    if row.get("good") is not None or row.get("total") is not None:
        good, total = (notes.count((*path, word), row.get(word)) for word in ("good", "total"))
        if good is None or total is None:
            return None
        if good > total:
            notes.problem(path, "quantity", f"{good} of {total} is no share: there were not as many")
            return None
        return ToldFigure(name, period, unit=unit or "%", good=good, total=total, verdict=verdict, **tail)
    if row.get("low") is not None or row.get("high") is not None:
        low, high = (_exact(notes, (*path, word), name, row.get(word), known) for word in ("low", "high"))
        if low is None or high is None:
            return None
        if low[0] > high[0]:
            notes.problem(path, "quantity", f"a range from {row['low']} to {row['high']} begins above its end")
            return None
        return ToldFigure(name, period, None, low[1], low[0], high[0], verdict=verdict, **tail)
    written = row.get("value")
    if written is None or (isinstance(written, str) and written.strip() in _UNKNOWN):
        return ToldFigure(name, period, unit=unit, verdict=verdict, **tail)
    exact = _exact(notes, path, name, written, known)
    return None if exact is None else ToldFigure(name, period, exact[0], exact[1], verdict=verdict, **tail)


def _exact(notes: Notes, path: Path, name: str, written: Any, known: Known) -> tuple[Fraction, str | None] | None:
    """Return a figure exactly with its unit; of a fraction such as ``20/7 %`` too, which no clause would write."""
    over = _FRACTION.fullmatch(written.strip()) if isinstance(written, str) else None
    if over is not None and int(over[2]):
        value, level = Fraction(int(over[1]), int(over[2])), Level(Decimal(over[1]) / Decimal(over[2]), over[3])
        return (value, over[3]) if _fits(notes, path, name, level, known) else None
    if isinstance(written, float) and known.units.get(name) == "%":
        notes.problem(
            path, "quantity", f"{written!r} is a float, which is not exact", _as_percent(str(written), "text")
        )
        return None
    found = notes.level(path, written)
    if found is None or not _fits(notes, path, name, found, known):
        return None
    return Fraction(found.number), found.unit


def _fits(notes: Notes, path: Path, name: str, level: Level, known: Known) -> bool:
    """Return whether a level is one that the figure can have; if not, that is a problem."""
    if name not in known.units and name not in known.scales:
        return True
    unit = known.units.get(name)
    same = level.unit == unit or (unit is None and level.unit == "points")
    if not same and (unit is None or level.unit is None or not same_unit(unit, level.unit)):
        told = "a percentage" if unit == "%" else "a number without a unit" if unit is None else f"in {unit}"
        says = f"'{level}' does not fit '{name}', whose figure is {told}"
        bare = unit == "%" and level.unit is None
        hint = f"write {level.number}{'' if unit is None else f' {unit}'}"
        notes.problem(path, "unit", says, _as_percent(f"{level.number:f}", "level") if bare else hint)
        return False
    if unit == "%" and not 0 <= level.number <= 100:
        notes.problem(path, "quantity", f"'{level}' is no share: '{name}' lies between 0 % and 100 %")
        return False
    low, high = known.scales.get(name, (level.number, level.number))
    if not low <= level.number <= high:
        notes.problem(path, "quantity", f"'{level}' is no mark of '{name}': they go from {low} to {high}")
        return False
    return True


def _as_percent(number: str, form: Literal["text", "level"]) -> str:
    """Return how a number without its unit is told as a percentage; of one that may be a ratio both ways."""
    starts = "write it as a text with its unit: " if form == "text" else "write "
    ratio = ratio_percent(number)
    if ratio is None:
        return f"{starts}'{number} %'"
    return f"{starts}'{ratio} %' if {number} is a ratio, or '{number} %' if so little was measured"


def _verdict(notes: Notes, path: Path, word: Any) -> ToldVerdict | None:
    if word in _VERDICTS:
        return word  # type: ignore[no-any-return]
    notes.problem(path, "unknown-word", f"{called(word)} is no verdict", f"known: {', '.join(_VERDICTS)}")
    return None


def _tail(notes: Notes, path: Path, row: Mapping[str, Any]) -> dict[str, Any]:
    where = dict(notes.mapping((*path, "where"), row["where"])) if row.get("where") else {}
    recorded = row.get("recorded_on")
    return {
        "where": {field: str(value) for field, value in where.items()},
        "source": None if row.get("source") is None else str(row["source"]),
        "recorded_on": None if recorded is None else notes.day((*path, "recorded_on"), recorded),
    }


def contradictions(notes: Notes, figures: Sequence[ToldFigure]) -> None:
    """Add a problem for figures of one period, recorded on one date, that say different things."""
    seen: dict[Any, ToldFigure] = {}
    for one in figures:
        key = (one.of, one.period, tuple(sorted(one.where.items())), one.recorded_on)
        other = seen.setdefault(key, one)
        told = [(o.value, o.low, o.high, o.good, o.total) for o in (one, other)]
        verdicts = {o.verdict for o in (one, other)} - {None}
        empty = (None,) * 5
        if (told[0] != told[1] and empty not in told) or len(verdicts) > 1:
            says = f"two figures of '{one.of}' in {one.period.label} contradict each other"
            hint = "say which was recorded later (recorded_on), or leave the wrong one out"
            notes.problem(("figures", one.of), "contradictory-figures", says, hint)
