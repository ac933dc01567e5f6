"""Bands: their ladder is proved, and becomes what figures give."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import attrs

from contractkit.compiling.desk import Place
from contractkit.compiling.effects.differing import differs
from contractkit.compiling.effects.paying import Paying, as_figure
from contractkit.compiling.effects.registry import pays
from contractkit.compiling.exclusion import exclude_each_other
from contractkit.compiling.figures import UNTOLD, precision_of
from contractkit.compiling.ladders import End, Ladder, Rung
from contractkit.quantities.money import Money, Percent
from contractkit.quantities.notation import Level
from contractkit.quantities.rounding import Rounding
from contractkit.terms.amounts import Share
from contractkit.terms.conditions import EVERYTHING, Condition
from contractkit.terms.effects import Pays
from contractkit.terms.ladders import Stretch
from contractkit.terms.provisions.band_effect import Band, BandEffect, BandRow

__all__ = ["band_effect", "ends_of", "stretch_of"]


@pays("band-effect")
def band_effect(paying: Paying) -> BandEffect | None:
    """Return bands whose ladder is complete and free of overlap."""
    written = paying.written
    compares: Any = str(written.compares or "figure")
    precision = None if paying.figure is None else paying.figure.precision
    if written.precision is not None:
        precision = precision_of(paying.draft, paying.place.at("precision"), written.precision)
    if compares == "shortfall":
        paying = _of_shortfall(paying)
    rows: list[BandRow] = []
    applies = EVERYTHING if paying.figure is None else paying.figure.applies
    for place, when, bands in _written_rows(paying):
        condition = paying.condition(place.at("when"), when)
        made = _bands(paying, place, bands)
        if made is None or not _proved(paying, place, compares, condition, bands, precision):
            return None
        if not exclude_each_other(condition, applies):
            rows.append(BandRow(condition, made))
    if not rows:
        return None
    gives: Any = written.every_band[0].gives[0]
    return BandEffect(**paying.common(), gives=gives, rows=tuple(rows), compares=compares, precision=precision)


def _of_shortfall(paying: Paying) -> Paying:
    """Return the effect with its bands in the unit of a shortfall: percentage points below the reach."""
    figure = paying.figure
    if figure is None:
        return paying
    if figure.reach is None:
        paying.reach(paying.place.at("compares"))
    unit = "pp" if figure.unit == "%" else figure.unit
    return attrs.evolve(paying, figure=attrs.evolve(figure, unit=unit))


def _written_rows(paying: Paying) -> list[tuple[Place, Any, Any]]:
    if not paying.written.rows:
        return [(paying.place, None, paying.written.bands)]
    return [(paying.place.at("rows", i), row.when, row.bands) for i, row in enumerate(paying.written.rows)]


def _bands(paying: Paying, place: Place, bands: Any) -> tuple[Band, ...] | None:
    found = []
    for number, band in enumerate(bands):
        at = place.at("bands", number)
        ends = ends_of(paying, at, band)
        if ends is None:
            return None
        found.append(Band(stretch_of(ends), _gives(paying, at, band), None if band.name is None else str(band.name)))
    return tuple(found)


def _gives(paying: Paying, at: Place, band: Any) -> Pays | Decimal:
    if band.points is not None:
        points: Decimal = band.points.value
        return points
    word = band.gives[0]
    return paying.payment(at.at(word), getattr(band, word).value)


def ends_of(paying: Paying, at: Place, band: Any) -> Rung | None:
    """Return the ends of a band, ``reach`` worked in; None where the target has none."""
    ends: list[End | None] = []
    for words in (("from", "above"), ("through", "below")):
        word = next((word for word in words if _end(band, word) is not None), None)
        if word is None:
            ends.append(None)
            continue
        level = paying.level(at.at(word), _end(band, word))
        if level is None:
            return None
        ends.append(End(level, "inside" if word == words[0] else "outside"))
    return Rung(ends[0], ends[1])


def _end(band: Any, word: str) -> Any:
    return getattr(band, "from_" if word == "from" else word)


def stretch_of(rung: Rung) -> Stretch:
    """Return a band as it computes."""
    low, high = rung.low, rung.high
    return Stretch(
        None if low is None else as_figure(low.level),
        None if high is None else as_figure(high.level),
        "from" if low is None or low.inside else "above",
        "through" if high is not None and high.inside else "below",
    )


def _proved(
    paying: Paying, place: Place, compares: str, condition: Condition, bands: Any, precision: Rounding | None
) -> bool:
    """Return whether the bands cover what can be measured; whatever is wrong with them is reported."""
    rungs = [ends_of(paying, place.at("bands", number), band) for number, band in enumerate(bands)]
    known = [rung for rung in rungs if rung is not None]
    first, last = _domain(paying, compares, bands)
    faults = Ladder(known, precision, first, last).faults()
    for fault in faults:
        at = place if fault.rung is None else place.at("bands", fault.rung)
        paying.draft.report(at, fault.code, fault.says, fault.hint)
    if not faults and compares == "figure" and _speaks_of(paying, condition):
        _check_reach(paying, place, known, bands, precision)
    return not faults


def _domain(paying: Paying, compares: str, bands: Any) -> tuple[End | None, End | None]:
    """Return between which figures something has to be said: everywhere, or where the target is missed."""
    figure = paying.figure
    if figure is None or figure.unit == UNTOLD:
        return None, None
    if compares == "shortfall":
        most = None if figure.highest is None else End(Level(figure.highest, figure.unit), "inside")
        return End(Level(Decimal(0), figure.unit), "outside"), most
    low = None if figure.lowest is None else End(Level(figure.lowest, figure.unit), "inside")
    high = None if figure.highest is None else End(Level(figure.highest, figure.unit), "inside")
    if bands[0].gives[0] == "pays":
        return low, high
    if figure.better == "lower":
        return _good_end(paying), high
    return low, _good_end(paying)


def _good_end(paying: Paying) -> End | None:
    figure = paying.figure
    if figure is None or figure.reach is None:
        return None
    strict = figure.reach.relation in ("more than", "less than")
    return End(figure.reach.level, "inside" if strict else "outside")


def _speaks_of(paying: Paying, condition: Condition) -> bool:
    """Return whether a row is for the items of this figure, and for no others."""
    figure = paying.figure
    if figure is None or figure.reach is None:
        return False
    return condition == EVERYTHING or (
        figure.applies != EVERYTHING and not exclude_each_other(condition, figure.applies) and figure.computed == "yes"
    )


def _check_reach(paying: Paying, place: Place, rungs: list[Rung], bands: Any, precision: Rounding | None) -> None:
    """Add a problem where what costs something does not begin at the target's reach."""
    figure = paying.figure
    if figure is None or figure.reach is None:
        return
    reach = figure.reach.level
    costs = [number for number, band in enumerate(bands) if _costs(paying, place, band)]
    ends = [rungs[number].high if figure.better == "higher" else rungs[number].low for number in costs]
    if not costs or any(end is None for end in ends):
        return
    told = [end for end in ends if end is not None]
    sign = 1 if figure.better == "higher" else -1
    edge = max(told, key=lambda end: (sign * end.at, end.inside))
    at = edge.at + sign * precision.to if edge.inside and precision is not None else edge.at
    named = any(end is not None and end.at == reach.number for rung in rungs for end in (rung.low, rung.high))
    number = costs[ends.index(edge)]
    if at == reach.number or (sign * at < sign * reach.number and named):
        return
    word = next(word for word in ("through", "below", "from", "above") if _is_end(bands[number], word, edge))
    side = "up to" if figure.better == "higher" else "from"
    says = f"the bands cost something {side} {edge.level}, but the target's reach is {reach}"
    hint = "write reach for that end, if the same figure is meant"
    differs(paying, place.at("bands", number, word), says, hint)


def _is_end(band: Any, word: str, edge: End) -> bool:
    written = _end(band, word)
    return written is not None and not isinstance(written, str) and written.value == edge.level


def _costs(paying: Paying, place: Place, band: Any) -> bool:
    gives = _gives(paying, place, band)
    if isinstance(gives, Decimal):
        return gives > 0
    value = gives.percent.value if isinstance(gives, Share) else gives.value if isinstance(gives, Percent) else None
    number = value if value is not None else gives.amount if isinstance(gives, Money) else Decimal(0)
    return number < 0 if band.gives[0] == "pays" else number > 0
