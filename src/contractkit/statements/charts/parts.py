"""What small panels share: their size, their marks, their text, and numbers beside a scale that do not overlap."""

from __future__ import annotations

from datetime import timedelta
from html import escape

from contractkit.quantities.periods import Period
from contractkit.statements.wording import Language

__all__ = [
    "BOTTOM",
    "HEIGHT",
    "LEFT",
    "LETTER",
    "RIGHT",
    "TOP",
    "WIDTH",
    "mark",
    "named_briefly",
    "set_apart",
    "text_at",
]

WIDTH, HEIGHT = 260, 132
LEFT, RIGHT, TOP, BOTTOM = 34, 10, 20, 24
LETTER = 10
"""So far apart two numbers beside the scale are at least."""
_WITH_MONTH = 64


def text_at(x: float, y: float, anchor: str, kind: str, text: str) -> str:
    """Return words at a place; `anchor` says which end of them lies there, `kind` how they look."""
    return f'<text class="{kind}" x="{x}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'


def mark(x: float, y: float, verdict: str) -> str:
    """Return the mark of a verdict: a diamond for breached, a disc for all else."""
    if verdict == "breached":
        left, right, top, bottom = (round(value, 1) for value in (x - 5.5, x + 5.5, y - 5.5, y + 5.5))
        return f'<path class="mark breached" d="M{x} {top}L{right} {y}L{x} {bottom}L{left} {y}Z"/>'
    return f'<circle class="mark {verdict}" cx="{x}" cy="{y}" r="{4 if verdict != "open" else 3}"/>'


def set_apart(wanted: list[float], top: float, bottom: float, apart: float) -> list[float]:
    """Return heights near those that are wanted, from top to bottom, between two heights and no closer than `apart`.

    Args:
        wanted: The heights in order, counted downwards.
        top: The least height.
        bottom: The greatest one; it gives way where there are too many.
        apart: How far two of them are from each other at least.

    Example:
        >>> set_apart([20.0, 24.0, 108.0], 30.0, 98.0, 10.0)
        [30.0, 40.0, 98.0]
    """
    found: list[float] = []
    for place, height in enumerate(wanted):
        left = len(wanted) - 1 - place
        lowest = bottom - left * apart
        found.append(max(min(height, lowest), found[-1] + apart if found else top))
    return found


def named_briefly(period: Period, room: float, speaks: Language) -> str:
    """Return what stands under a point: the month, or its dates where it is a part of one; else the label.

    Args:
        period: The period of the point.
        room: How far the next point is; near ones leave the month of their dates out.
        speaks: The language.
    """
    first, last = period.start, period.end - timedelta(days=1)
    if (period.end - first).days > 31:
        return period.label
    whole = first.day == period.end.day or (first.year, first.month) != (last.year, last.month)
    if whole:
        return speaks.month(first)
    dates = f"{first.day}–{last.day}" if first != last else f"{first.day}"
    return f"{dates} {speaks.month(first)}" if room >= _WITH_MONTH else dates
