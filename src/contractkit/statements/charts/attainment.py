"""Attainment against target as a drawing: one small panel for each target, inline SVG, legible without colour.

Shapes say the verdict as colours do: a disc is met, a diamond breached, a ring not decided. A bar beside a point shows
where it can lie while facts are missing; a month without work is hatched and says so.
"""

from __future__ import annotations

from fractions import Fraction
from html import escape

import attrs

from contractkit.statements.figures import Judged, TargetFigures
from contractkit.statements.wording import Language

__all__ = ["panel"]

_WIDTH, _HEIGHT = 260, 132
_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 10, 20, 24
_LABELLED = 6
"""So many points carry their value; of more, only the lowest and the last."""


@attrs.frozen
class _Scale:
    low: Fraction
    places: int

    def y(self, share: Fraction) -> float:
        inside = max(self.low, min(Fraction(1), share))
        height = _HEIGHT - _TOP - _BOTTOM
        return round(_TOP + height * float((1 - inside) / (1 - self.low)), 1)

    def x(self, place: int) -> float:
        step = (_WIDTH - _LEFT - _RIGHT) / self.places
        return round(_LEFT + step * (place + 0.5), 1)

    @property
    def step(self) -> float:
        return (_WIDTH - _LEFT - _RIGHT) / self.places


def _scale(points: tuple[Judged, ...]) -> _Scale:
    lows = [point.counts.low for point in points if point.counts.low is not None]
    reach = points[0].reach
    least = min([*lows, *([] if reach is None else [reach])], default=Fraction(0))
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
    reach = points[0].reach
    parts = [*_frame(scale, speaks), *(_none(scale, i) for i, p in enumerate(points) if not p.counts.volume)]
    if not monthly:
        x = _LEFT + scale.step * len(figures.months)
        parts.append(f'<line class="divide" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP - 8}" y2="{_HEIGHT - 4}"/>')
    if reach is not None:
        parts.extend(_target(scale, reach, speaks))
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
        f'<svg class="panel" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-labelledby="{key}-t {key}-d">'
        f'<title id="{key}-t">{title}</title><desc id="{key}-d">{words}</desc>{"".join(parts)}</svg>'
    )


def _labelled(points: tuple[Judged, ...]) -> set[int]:
    known = [(point.counts.share, place) for place, point in enumerate(points) if point.counts.share is not None]
    if len(known) <= _LABELLED:
        return {place for _, place in known}
    return {min(known)[1], known[-1][1]}


def _text(x: float, y: float, anchor: str, kind: str, text: str) -> str:
    return f'<text class="{kind}" x="{x}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'


def _frame(scale: _Scale, speaks: Language) -> list[str]:
    top, bottom = scale.y(Fraction(1)), scale.y(scale.low)
    return [
        f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{top}" y2="{top}"/>',
        f'<line class="axis" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{bottom}" y2="{bottom}"/>',
        _text(_LEFT - 5, top + 3.5, "end", "tick", "100"),
        _text(_LEFT - 5, bottom + 3.5, "end", "tick", speaks.number(int(scale.low * 100))),
    ]


def _target(scale: _Scale, reach: Fraction, speaks: Language) -> list[str]:
    y = scale.y(reach)
    shown = speaks.share(reach).replace("\u00a0%", "").removesuffix(f"{speaks.decimal}0")
    said = [f'<line class="target" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y}" y2="{y}"/>']
    far = all(abs(y - scale.y(edge)) > 9 for edge in (Fraction(1), scale.low))
    return [*said, _text(_LEFT - 5, y + 3.5, "end", "tick agreed", shown)] if far else said


def _none(scale: _Scale, place: int) -> str:
    x, width = scale.x(place) - scale.step / 2 + 2, scale.step - 4
    height = scale.y(scale.low) - _TOP
    return f'<rect class="none" x="{x:.1f}" y="{_TOP}" width="{width:.1f}" height="{height:.1f}" rx="2"/>'


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
    said.append(_mark(x, y, verdict))
    if speaks is not None:
        below = point.reach is not None and counts.share < point.reach and bottom < _HEIGHT - _BOTTOM - 16
        place_of = bottom + 16 if below else top - 8
        label = speaks.share(counts.share, point.reach).replace("\u00a0%", "")
        said.append(_text(x, place_of, "middle", f"value {verdict}", label))
    return said


def _mark(x: float, y: float, verdict: str) -> str:
    if verdict == "breached":
        left, right, top, bottom = (round(value, 1) for value in (x - 5.5, x + 5.5, y - 5.5, y + 5.5))
        return f'<path class="mark breached" d="M{x} {top}L{right} {y}L{x} {bottom}L{left} {y}Z"/>'
    return f'<circle class="mark {verdict}" cx="{x}" cy="{y}" r="{4 if verdict != "open" else 3}"/>'


def _month(scale: _Scale, place: int, point: Judged, speaks: Language) -> str:
    whole = (point.period.end - point.period.start).days <= 31
    name = speaks.month(point.period.start) if whole else point.period.label
    said = _text(scale.x(place), _HEIGHT - 8, "middle", "tick", name)
    if not point.counts.volume and scale.step > 40:
        middle = (_TOP + scale.y(scale.low)) / 2 + 3
        said += _text(scale.x(place), middle, "middle", "tick", speaks.say("chart.none"))
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
