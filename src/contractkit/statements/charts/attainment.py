"""Attainment against target as a drawing: one small panel for each target, inline SVG, legible without colour.

Shapes say the verdict as colours do: a disc is met, a diamond breached, a ring not decided. A bar beside a point shows
where it can lie while facts are missing; a month without work is hatched and says so.
"""

from __future__ import annotations

from fractions import Fraction
from html import escape
from itertools import groupby

import attrs

from contractkit.statements.charts.parts import (
    BOTTOM,
    HEIGHT,
    LEFT,
    LETTER,
    RIGHT,
    TOP,
    WIDTH,
    mark,
    named_briefly,
    set_apart,
    text_at,
)
from contractkit.statements.figures import Judged, TargetFigures
from contractkit.statements.wording import Language

__all__ = ["panel"]

_LABELLED = 6
"""So many points carry their value; of more, only the lowest and the last."""


@attrs.frozen
class _Scale:
    low: Fraction
    places: int

    def y(self, share: Fraction) -> float:
        inside = max(self.low, min(Fraction(1), share))
        height = HEIGHT - TOP - BOTTOM
        return round(TOP + height * float((1 - inside) / (1 - self.low)), 1)

    def x(self, place: int) -> float:
        step = (WIDTH - LEFT - RIGHT) / self.places
        return round(LEFT + step * (place + 0.5), 1)

    @property
    def step(self) -> float:
        return (WIDTH - LEFT - RIGHT) / self.places


def _scale(points: tuple[Judged, ...]) -> _Scale:
    lows = [point.counts.low for point in points if point.counts.low is not None]
    least = min([*lows, *_reaches(points)], default=Fraction(0))
    tenth = (least - Fraction(1, 50)) // Fraction(1, 10)
    low = max(Fraction(0), min(Fraction(9, 10), Fraction(int(tenth), 10)))
    return _Scale(low, len(points))


def panel(figures: TargetFigures, name: str, key: str, speaks: Language) -> str:
    """Return the drawing of one target: a point for each month, and for a longer stretch one for the whole of it.

    Args:
        figures: The target.
        name: What the target is called.
        key: A word that is unique in the page, for the ids inside.
        speaks: The language of its labels.

    Returns:
        An ``svg`` element with a title and a description for those who do not see it.
    """
    monthly = figures.months == figures.pieces
    points = figures.months if monthly else (*figures.months, *figures.pieces)
    scale = _scale(points)
    parts = _frame(scale, speaks, _reaches(points))
    parts.extend(_none(scale, place) for place, point in enumerate(points) if not point.counts.volume)
    if not monthly:
        x = LEFT + scale.step * len(figures.months)
        parts.append(f'<line class="divide" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 8}" y2="{HEIGHT - 4}"/>')
    parts.extend(_agreed_lines(scale, points))
    parts.extend(_line(scale, figures.months))
    shown = _labelled(points)
    for place, point in enumerate(points):
        judged = figures.divides and (monthly or place >= len(figures.months))
        verdict = point.verdict if judged and point.verdict not in ("no-share", "too-few") else "open"
        parts.extend(_point(scale, place, point, verdict, speaks if place in shown else None))
        parts.append(_month(scale, place, point, speaks))
    words = escape(" ".join(_described(points, scale, speaks)))
    title = escape(f"{name}: {speaks.say('chart.says')}")
    return (
        f'<svg class="panel" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="{key}-t {key}-d">'
        f'<title id="{key}-t">{title}</title><desc id="{key}-d">{words}</desc>{"".join(parts)}</svg>'
    )


def _labelled(points: tuple[Judged, ...]) -> set[int]:
    known = [(point.counts.share, place) for place, point in enumerate(points) if point.counts.share is not None]
    if len(known) <= _LABELLED:
        return {place for _, place in known}
    return {min(known)[1], known[-1][1]}


def _reaches(points: tuple[Judged, ...]) -> tuple[Fraction, ...]:
    """Return the shares that were agreed of some points, the highest first."""
    return tuple(sorted({point.reach for point in points if point.reach is not None}, reverse=True))


def _frame(scale: _Scale, speaks: Language, reaches: tuple[Fraction, ...]) -> list[str]:
    """Return the lines at the ends of the scale, and the numbers beside it: what was agreed always has one."""
    top, bottom = scale.y(Fraction(1)), scale.y(scale.low)
    inside = [reach for reach in reaches if reach < 1]
    places = set_apart([scale.y(reach) for reach in inside], top + LETTER, bottom - LETTER, LETTER)
    return [
        f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{top}" y2="{top}"/>',
        f'<line class="axis" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{bottom}" y2="{bottom}"/>',
        text_at(LEFT - 5, top + 3.5, "end", "tick agreed" if 1 in reaches else "tick", "100"),
        text_at(LEFT - 5, bottom + 3.5, "end", "tick", speaks.number(int(scale.low * 100))),
        *(
            text_at(LEFT - 5, round(y + 3.5, 1), "end", "tick agreed", _bare(reach, speaks))
            for reach, y in zip(inside, places, strict=True)
        ),
    ]


def _bare(share: Fraction, speaks: Language) -> str:
    return speaks.share(share).replace("\u00a0%", "").removesuffix(f"{speaks.decimal}0")


def _agreed_lines(scale: _Scale, points: tuple[Judged, ...]) -> list[str]:
    """Return the line of the agreed share; where an amendment changed it, a line for each stretch of points."""
    lines = []
    for reach, run in groupby(enumerate(points), key=lambda one: one[1].reach):
        if reach is None:
            continue
        places = [place for place, _ in run]
        x1, x2 = scale.x(places[0]) - scale.step / 2, scale.x(places[-1]) + scale.step / 2
        y = scale.y(reach)
        lines.append(f'<line class="target" x1="{x1:g}" x2="{x2:g}" y1="{y}" y2="{y}"/>')
    return lines


def _none(scale: _Scale, place: int) -> str:
    x, width = scale.x(place) - scale.step / 2 + 2, scale.step - 4
    height = scale.y(scale.low) - TOP
    return f'<rect class="none" x="{x:.1f}" y="{TOP}" width="{width:.1f}" height="{height:.1f}" rx="2"/>'


def _line(scale: _Scale, months: tuple[Judged, ...]) -> list[str]:
    stretches: list[list[str]] = [[]]
    for place, month in enumerate(months):
        if month.counts.share is None:
            stretches.append([])
        else:
            stretches[-1].append(f"{scale.x(place)},{scale.y(month.counts.share)}")
    return [f'<polyline class="path" points="{" ".join(points)}"/>' for points in stretches if len(points) > 1]


def _point(scale: _Scale, place: int, point: Judged, verdict: str, speaks: Language | None) -> list[str]:
    x, counts = scale.x(place), point.counts
    if counts.low is None or counts.high is None:
        return []
    top, bottom = scale.y(counts.high), scale.y(counts.low)
    said = []
    if counts.undetermined:
        said.append(f'<path class="whisker" d="M{x} {top}V{bottom}M{x - 5:.1f} {top}h10M{x - 5:.1f} {bottom}h10"/>')
    if counts.share is None:
        return said
    y = scale.y(counts.share)
    said.append(mark(x, y, verdict))
    if speaks is not None:
        below = point.reach is not None and counts.share < point.reach and bottom < HEIGHT - BOTTOM - 16
        place_of = bottom + 16 if below else top - 8
        label = speaks.share(counts.share, point.reach).replace("\u00a0%", "")
        said.append(text_at(x, place_of, "middle", f"value {verdict}", label))
    return said


def _month(scale: _Scale, place: int, point: Judged, speaks: Language) -> str:
    name = named_briefly(point.period, scale.step, speaks)
    said = text_at(scale.x(place), HEIGHT - 8, "middle", "tick", name)
    if not point.counts.volume and scale.step > 40:
        middle = (TOP + scale.y(scale.low)) / 2 + 3
        said += text_at(scale.x(place), middle, "middle", "tick", speaks.say("chart.none"))
    return said


def _described(points: tuple[Judged, ...], scale: _Scale, speaks: Language) -> list[str]:
    said = []
    for point in points:
        counts, month = point.counts, speaks.piece(point.period)
        if not counts.volume:
            said.append(speaks.say("chart.month.none", month=month) + ".")
            continue
        low, high = speaks.interval(counts.low, counts.high)
        key = "chart.month.interval" if counts.undetermined else "chart.month"
        words = speaks.say(
            key,
            month=month,
            share=speaks.share(counts.share, point.reach),
            met=counts.met,
            total=counts.count,
            low=low,
            high=high,
            verdict=speaks.word("verdict", point.verdict),
        )
        said.append(f"{words}.")
    return [*said, speaks.say("chart.axis", low=speaks.share(scale.low))]
