"""A course as a drawing: an amount along whatever decides it, or a bar for each thing that decides.

Pure SVG, in light and in dark, legible without colour: a disc is the amount exactly at a turn, a diamond what really
came about.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from html import escape

import attrs

from contractkit.charging.exact import as_decimal
from contractkit.quantities.currencies import minor_units
from contractkit.quantities.money import Money
from contractkit.settlement.paying.courses import Bar, Course
from contractkit.statements.clauses.names import named
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.retelling import retold
from contractkit.statements.wording import Language

__all__ = ["Mark", "drawn_bars", "drawn_lines"]

Mark = tuple[Fraction, Fraction, str]
"""What really came about: what decided it, the amount, and what that is called."""

WORDS = {
    "en": {"along": "Along {along}: {told}.", "at": "at {x} {amount}"},
    "nl": {"along": "Langs {along}: {told}.", "at": "bij {x} {amount}"},
}
_WIDTH, _HEIGHT = 560, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 96, 24, 44, 48
_ROW = 30
_STYLE = (
    "svg{--card:#fff;--ink:#1c2127;--quiet:#59636e;--grid:#d5dae0;--line:#1f6fb2;--now:#c8640c}"
    "@media (prefers-color-scheme:dark){svg{--card:#16191d;--ink:#e6e9ec;--quiet:#a3acb5;--grid:#3a4149;"
    "--line:#5aa9e6;--now:#f0a04b}}"
    "text{font:12px system-ui,sans-serif;fill:var(--quiet)}.title{font-size:14px;font-weight:600;fill:var(--ink)}"
    ".said{fill:var(--ink);font-weight:600}.grid{stroke:var(--grid)}.zero{stroke:var(--quiet);stroke-dasharray:3 3}"
    ".pays{stroke:var(--line);stroke-width:2.5;fill:none}.turn{fill:var(--line)}.bar{fill:var(--line)}"
    ".now{fill:var(--now)}"
)


@attrs.frozen
class _Sheet:
    """Where a pair of numbers lies on the sheet."""

    low: Fraction
    high: Fraction
    least: Fraction
    most: Fraction
    places_x: int
    places_y: int

    def x(self, value: Fraction) -> float:
        return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * float((value - self.low) / (self.high - self.low)), 1)

    def y(self, value: Fraction) -> float:
        return round(_TOP + (_HEIGHT - _TOP - _BOTTOM) * float((self.most - value) / (self.most - self.least)), 1)


def drawn_lines(course: Course, title: str, speaks: Language, mark: Mark | None = None) -> str:
    """Return the drawing of a course along what decides it.

    Args:
        course: Its stretches and turns.
        title: What is said above it.
        speaks: The language.
        mark: What really came about; None for no mark.
    """
    xs = [x for x, _ in course.turns] + ([] if mark is None else [mark[0]])
    ys = [y for _, y in course.turns] + [y for piece in course.pieces for _, y in (piece.start, piece.end)]
    ys += [Fraction(0)] + ([] if mark is None or course.gives.startswith("%") else [mark[1]])
    sheet = _Sheet(min(xs), max(max(xs), min(xs) + 1), min(ys), max(max(ys), min(ys) + 1), 0, 0)
    parts = [*_frame(course, sheet, title, speaks)]
    for piece in course.pieces:
        (x0, y0), (x1, y1) = piece.start, piece.end
        parts.append(f'<path class="pays" d="M{sheet.x(x0)} {sheet.y(y0)}L{sheet.x(x1)} {sheet.y(y1)}"/>')
    smooth = {piece.end for piece in course.pieces} & {piece.start for piece in course.pieces}
    if mark is not None and xs:  # what lies beyond the last turn pays as much as there
        near = min(course.turns, key=lambda turn: abs(turn[0] - mark[0]), default=mark[:2])
        if near[1] == mark[1] and not min(x for x, _ in course.turns) <= mark[0] <= max(x for x, _ in course.turns):
            y = sheet.y(mark[1])
            parts.append(f'<path class="pays" d="M{sheet.x(near[0])} {y}L{sheet.x(mark[0])} {y}"/>')
    parts += [
        f'<circle class="turn" cx="{sheet.x(x)}" cy="{sheet.y(y)}" r="3.5"/>'
        for x, y in course.turns
        if (x, y) not in smooth or len(course.turns) < 8
    ]
    said = _described(course, speaks)
    if mark is not None and not course.gives.startswith("%"):
        x, y = sheet.x(mark[0]), sheet.y(mark[1])
        parts.append(f'<path class="now" d="M{x} {y - 7}L{x + 7} {y}L{x} {y + 7}L{x - 7} {y}Z"/>')
        text = f"{mark[2]}: {_with_unit(mark[0], course.unit, speaks)}, {_amount(mark[1], course.gives, speaks)}"
        anchor, away = ("end", -11) if x > _WIDTH / 2 else ("start", 11)
        above = y - 11 if y > _TOP + 24 else y + 20
        parts.append(
            f'<text class="said" x="{x + away:.1f}" y="{above:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
        )
        said += f" {text}."
    return _document(title, said, _HEIGHT, parts)


def _frame(course: Course, sheet: _Sheet, title: str, speaks: Language) -> list[str]:
    bottom, zero, right = _HEIGHT - _BOTTOM, sheet.y(Fraction(0)), _WIDTH - _RIGHT
    unit = f", {_unit(course.unit, speaks)}" if course.unit and course.unit not in course.along else ""
    label = f"{retold(course.along, speaks)}{unit}"
    parts = [
        f'<text class="title" x="16" y="24">{escape(title)}</text>',
        f'<text x="{_WIDTH - _RIGHT}" y="{_HEIGHT - 10}" text-anchor="end">{escape(label)}</text>',
        f'<text x="16" y="{_HEIGHT - 10}">{escape(_gives(course.gives, speaks))}</text>',
        f'<line class="zero" x1="{_LEFT}" x2="{right}" y1="{zero}" y2="{zero}"/>',
        f'<line class="grid" x1="{_LEFT}" x2="{right}" y1="{bottom}" y2="{bottom}"/>',
    ]
    for x, at in _apart([(x, sheet.x(x)) for x, _ in course.turns], 44):
        parts.append(f'<text x="{at}" y="{bottom + 17}" text-anchor="middle">{escape(_short(x, speaks))}</text>')
    heights = sorted({y for _, y in course.turns} | {Fraction(0)}, key=lambda y: (y != 0, -abs(y)))
    for y, at in _apart([(y, sheet.y(y)) for y in heights], 15 if len(heights) < 8 else 26):
        parts.append(f'<line class="grid" x1="{_LEFT - 4}" x2="{_LEFT}" y1="{at}" y2="{at}"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{escape(_short(y, speaks))}</text>')
    return parts


def _apart(found: list[tuple[Fraction, float]], gap: float) -> list[tuple[Fraction, float]]:
    """Return the labels that have room, those that come first before others."""
    kept: list[tuple[Fraction, float]] = []
    for value, at in found:
        if all(abs(at - other) >= gap for _, other in kept):
            kept.append((value, at))
    return kept


def drawn_bars(course: Course, title: str, speaks: Language) -> str:
    """Return the drawing of a course of which single things decide: a bar for each.

    Args:
        course: Its bars.
        title: What is said above it.
        speaks: The language.
    """
    height = _TOP + _ROW * len(course.bars) + 24
    most = max((abs(bar.height) for bar in course.bars), default=Fraction(1)) or Fraction(1)
    left = 230
    parts = [f'<text class="title" x="16" y="24">{escape(title)}</text>']
    for place, bar in enumerate(course.bars):
        y = _TOP + _ROW * place
        width = round(float(abs(bar.height) / most) * (_WIDTH - left - 130), 1)
        whole = retold(bar.name, speaks)
        name = whole if len(whole) <= 34 else f"{whole[:33]}…"
        said = escape(_amount(bar.height, course.gives, speaks))
        parts += [
            f'<text x="{left - 10}" y="{y + 15}" text-anchor="end">{escape(name)}</text>',
            f'<rect class="bar" x="{left}" y="{y + 3}" width="{max(width, 1.5)}" height="16" rx="2"/>',
            f'<text class="said" x="{left + width + 8:.1f}" y="{y + 15}">{said}</text>',
        ]
    return _document(title, _described_bars(course.bars, course.gives, speaks), height, parts)


def _document(title: str, said: str, height: int, parts: list[str]) -> str:
    card = f'<rect x="0.5" y="0.5" width="{_WIDTH - 1}" height="{height - 1}" rx="6" fill="var(--card)" class="grid"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        f'role="img" aria-label="{escape(title)}"><title>{escape(title)}</title><desc>{escape(said)}</desc>'
        f"<style>{_STYLE}</style>{card}{''.join(parts)}</svg>\n"
    )


def _described(course: Course, speaks: Language) -> str:
    shown = course.turns if len(course.turns) <= 8 else course.turns[:: max(1, len(course.turns) // 6)]
    tell = Teller(speaks, WORDS)
    told = "; ".join(
        tell("at", x=_with_unit(x, course.unit, speaks), amount=_amount(y, course.gives, speaks)) for x, y in shown
    )
    return tell("along", along=retold(course.along, speaks), told=told)


def _described_bars(bars: Iterable[Bar], gives: str, speaks: Language) -> str:
    return "; ".join(f"{retold(bar.name, speaks)}: {_amount(bar.height, gives, speaks)}" for bar in bars) + "."


def _short(value: Fraction, speaks: Language) -> str:
    """Return a number with no more places than it needs, three at most, thousands set apart."""
    most = 3 if abs(value) < 100 else 2
    places = next((n for n in range(most) if (value * 10**n).denominator == 1), most)
    return _plain(speaks.number(round(as_decimal(value), places)))


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def _unit(unit: str, speaks: Language) -> str:
    return unit if speaks.code == "en" else named(unit, speaks)


def _with_unit(value: Fraction, unit: str, speaks: Language) -> str:
    one = unit.removesuffix("s") if value == 1 else unit
    return f"{_short(value, speaks)} {_unit(one, speaks)}".rstrip()


def _gives(gives: str, speaks: Language) -> str:
    return named(gives, speaks) if gives == "points" else retold(gives, speaks)


def _amount(value: Fraction, gives: str, speaks: Language) -> str:
    """Return an amount as pages write it: ``EUR \N{MINUS SIGN}40.00``."""
    if gives.startswith("%") or gives == "points":
        return f"{_short(value, speaks)} {_gives(gives, speaks)}"
    return _plain(speaks.money(Money(round(as_decimal(value), minor_units(gives)), gives)))
