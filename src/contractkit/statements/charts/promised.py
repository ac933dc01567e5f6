"""A promised figure as a drawing: what it came to in each of its periods, beside what was agreed. Inline SVG.

The marks are those of `attainment`: a disc is met, a diamond breached, a ring not known, a bar where it can lie.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from html import escape
from itertools import groupby
from math import ceil, floor

import attrs

from contractkit.settlement.measuring import FigureValue
from contractkit.settlement.measuring.telling import value_text
from contractkit.statements.charts.parts import (
    BOTTOM,
    HEIGHT,
    LETTER,
    RIGHT,
    TOP,
    WIDTH,
    mark,
    named_briefly,
    set_apart,
    text_at,
)
from contractkit.statements.measured import figure_told, figure_verdict
from contractkit.statements.retelling import retold
from contractkit.statements.wording import Language

__all__ = ["is_drawn", "panel"]

_LEFT = 46
_LABELLED = 6
"""So many points carry their value; of more, the two outermost in height and the last."""
_NARROW = 24
"""Points that are closer have names below the first and the last only."""
_STEPS = (Fraction(1), Fraction(2), Fraction(5), Fraction(10))


@attrs.frozen
class _Scale:
    low: Fraction
    high: Fraction
    places: int

    def y(self, value: Fraction) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * float((self.high - value) / (self.high - self.low)), 1)

    def x(self, place: int) -> float:
        return round(_LEFT + self.step * (place + 0.5), 1)

    @property
    def step(self) -> float:
        return (WIDTH - _LEFT - RIGHT) / self.places


def is_drawn(values: Sequence[FigureValue]) -> bool:
    """Return whether a drawing of these figures would show any."""
    return any(_ends(one) for one in values)


def panel(values: Sequence[FigureValue], name: str, key: str, speaks: Language) -> str:
    """Return the drawing of one figure: a point for each of its periods, and the line of what was agreed.

    Args:
        values: The figures of one target by date, of which `is_drawn` holds.
        name: What the target is called.
        key: A word that is unique in the page, for the ids inside.
        speaks: The language of its labels.

    Returns:
        An ``svg`` element with a title and a description for those who do not see it.
    """
    scale = _scale(values)
    parts = [*_frame(scale, values, speaks), *_agreed_lines(scale, values), *_lines(scale, values)]
    shown = _labelled(values)
    for place, one in enumerate(values):
        parts.extend(_point(scale, place, one, speaks if place in shown else None))
        if scale.step >= _NARROW or place in (0, len(values) - 1):
            parts.append(
                text_at(scale.x(place), HEIGHT - 8, "middle", "tick", named_briefly(one.period, scale.step, speaks))
            )
    title = escape(f"{name}: {speaks.say('figures.chart')}")
    words = escape(
        " ".join(f"{speaks.piece(one.period)}: {figure_told(one, speaks)}, {_verdict(one, speaks)}." for one in values)
    )
    return (
        f'<svg class="panel" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="{key}-t {key}-d">'
        f'<title id="{key}-t">{title}</title><desc id="{key}-d">{words}</desc>{"".join(parts)}</svg>'
    )


def _verdict(one: FigureValue, speaks: Language) -> str:
    return speaks.word("verdict", figure_verdict(one))


def _ends(one: FigureValue) -> tuple[Fraction, ...]:
    """Return the figure, or between what it lies; nothing where nobody knows, as of a share between none and all."""
    if one.value is not None:
        return (one.value,)
    if one.low is None or one.high is None or (one.unit == "%" and one.low == 0 and one.high == 100):
        return ()
    return one.low, one.high


def _agreed(one: FigureValue) -> Fraction | None:
    return None if one.reach is None else Fraction(one.reach.level.number)


def _scale(values: Sequence[FigureValue]) -> _Scale:
    """Return a scale of round ends round all figures and what was agreed; a share is never above 100 %."""
    known = [end for one in values for end in _ends(one)]
    known += [agreed for agreed in map(_agreed, values) if agreed is not None]
    least, most = min(known), max(known)
    span = (most - least) * Fraction(5, 4) or abs(most) / 10 or Fraction(1)
    rough = span / 3
    size = Fraction(10) ** floor_log(rough)
    step = next(size * one for one in _STEPS if size * one >= rough)
    low, high = floor((least - span / 10) / step) * step, ceil((most + span / 10) / step) * step
    if least >= 0:
        low = max(low, Fraction(0))
    if values[0].unit == "%" and most <= 100:
        high = min(high, Fraction(100))
    return _Scale(low, high, len(values))


def floor_log(value: Fraction) -> int:
    """Return the power of ten that is not above a number above zero.

    Example:
        >>> floor_log(Fraction(1, 4)), floor_log(Fraction(30)), floor_log(Fraction(100))
        (-1, 1, 2)
    """
    power = 0
    while value >= 10:
        value, power = value / 10, power + 1
    while value < 1:
        value, power = value * 10, power - 1
    return power


def _frame(scale: _Scale, values: Sequence[FigureValue], speaks: Language) -> list[str]:
    """Return the lines at the ends of the scale, and the numbers beside it: what was agreed always has one."""
    top, bottom = scale.y(scale.high), scale.y(scale.low)
    agreed = sorted({one for one in map(_agreed, values) if one is not None}, reverse=True)
    inside = [one for one in agreed if scale.low < one < scale.high]
    places = set_apart([scale.y(one) for one in inside], top + LETTER, bottom - LETTER, LETTER)
    ends = [
        text_at(_LEFT - 5, y + 3.5, "end", "tick agreed" if end in agreed else "tick", _number(end, speaks))
        for end, y in ((scale.high, top), (scale.low, bottom))
    ]
    return [
        f'<line class="grid" x1="{_LEFT}" x2="{WIDTH - RIGHT}" y1="{top}" y2="{top}"/>',
        f'<line class="axis" x1="{_LEFT}" x2="{WIDTH - RIGHT}" y1="{bottom}" y2="{bottom}"/>',
        *ends,
        *(
            text_at(_LEFT - 5, round(y + 3.5, 1), "end", "tick agreed", _number(one, speaks))
            for one, y in zip(inside, places, strict=True)
        ),
    ]


def _number(value: Fraction, speaks: Language) -> str:
    return retold(value_text(value, None), speaks)


def _agreed_lines(scale: _Scale, values: Sequence[FigureValue]) -> list[str]:
    lines = []
    for agreed, run in groupby(enumerate(values), key=lambda one: _agreed(one[1])):
        places = [place for place, _ in run]
        if agreed is not None:
            x1, x2 = scale.x(places[0]) - scale.step / 2, scale.x(places[-1]) + scale.step / 2
            y = scale.y(agreed)
            lines.append(f'<line class="target" x1="{x1:.1f}" x2="{x2:.1f}" y1="{y}" y2="{y}"/>')
    return lines


def _lines(scale: _Scale, values: Sequence[FigureValue]) -> list[str]:
    lines = []
    for known, run in groupby(enumerate(values), key=lambda one: one[1].value is not None):
        points = [f"{scale.x(place)},{scale.y(one.value)}" for place, one in run if one.value is not None]
        if known and len(points) > 1:
            lines.append(f'<polyline class="path" points="{" ".join(points)}"/>')
    return lines


def _labelled(values: Sequence[FigureValue]) -> set[int]:
    known = [(one.value, place) for place, one in enumerate(values) if one.value is not None]
    if len(known) <= _LABELLED:
        return {place for _, place in known}
    return {min(known)[1], max(known)[1], known[-1][1]}


def _point(scale: _Scale, place: int, one: FigureValue, speaks: Language | None) -> list[str]:
    x, ends = scale.x(place), _ends(one)
    if one.value is None:
        if not ends:
            return []
        top, bottom = scale.y(ends[1]), scale.y(ends[0])
        return [f'<path class="whisker" d="M{x} {top}V{bottom}M{x - 5:.1f} {top}h10M{x - 5:.1f} {bottom}h10"/>']
    verdict = figure_verdict(one)
    kind = verdict if verdict in ("met", "breached", "undetermined") else "open"
    y = scale.y(one.value)
    said = [mark(x, y, kind)]
    if speaks is not None:
        agreed = _agreed(one)
        under = agreed is not None and one.value < agreed and y < HEIGHT - BOTTOM - 16
        label = retold(value_text(one.value, one.unit, one.reach), speaks).removesuffix(one.unit or "").strip()
        said.append(text_at(x, y + 16 if under else y - 8, "middle", f"value {kind}", label))
    return said
