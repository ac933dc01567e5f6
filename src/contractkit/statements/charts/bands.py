"""A volume against its band as a small drawing: a point for each month, inline SVG, legible without colour.

A disc lies inside of the band, a diamond outside; the dashed line is what was agreed, the shaded stretch its band.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from html import escape

from contractkit.delivery.lines import ServiceLine

__all__ = ["strip"]

_WIDTH, _HEIGHT = 132, 34
_EDGE = 7
_ROOM = Fraction(1, 50)
"""So much of the agreed volume lies above and below everything that is drawn."""


def strip(line: ServiceLine, months: Sequence[ServiceLine], says: str) -> str:
    """Return the drawing of one service; nothing without an agreed volume, two measured months and a difference.

    Args:
        line: The service in the whole period.
        months: The same service in each month, in order.
        says: The same in words, for those who do not see it.

    Returns:
        An ``svg`` element with a title, or an empty text.
    """
    numbers = [one.delivered for one in months]
    known = [number for number in numbers if number is not None]
    if line.agreed is None or not line.agreed or line.low is None or line.high is None or len(known) < 2:
        return ""
    agreed = Fraction(line.agreed)
    if all(number == agreed for number in known):
        return ""
    room = agreed * _ROOM
    low, high = min(*known, line.low) - room, max(*known, line.high) + room

    def y(value: Fraction) -> float:
        return round(_EDGE + (_HEIGHT - 2 * _EDGE) * float((high - value) / (high - low)), 1)

    def x(place: int) -> float:
        return round(_EDGE + (_WIDTH - 2 * _EDGE) * (place + 0.5) / len(numbers), 1)

    parts = [f"<title>{escape(says)}</title>"]
    if line.low != line.high:
        top = y(line.high)
        parts.append(
            f'<rect class="band" x="0" y="{top}" width="{_WIDTH}" height="{round(y(line.low) - top, 1)}" rx="2"/>'
        )
    parts.append(f'<line class="target" x1="0" x2="{_WIDTH}" y1="{y(agreed)}" y2="{y(agreed)}"/>')
    points = [(x(place), y(number), number) for place, number in enumerate(numbers) if number is not None]
    course = " ".join(f"{across},{down}" for across, down, _ in points)
    parts.append(f'<polyline class="path" points="{course}"/>')
    parts.extend(_mark(across, down, "in" if line.low <= n <= line.high else "out") for across, down, n in points)
    return f'<svg class="strip" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">{"".join(parts)}</svg>'


def _mark(x: float, y: float, lies: str) -> str:
    if lies == "in":
        return f'<circle class="mark met" cx="{x}" cy="{y}" r="3.5"/>'
    return f'<path class="mark breached" d="M{x} {y - 4.5}L{x + 4.5} {y}L{x} {y + 4.5}L{x - 4.5} {y}Z"/>'
