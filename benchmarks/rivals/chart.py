"""The chart of the ratios: an SVG written as text, readable in light and in dark, with a logarithmic scale."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from math import ceil, floor, log10
from typing import Any, Final

import attrs

__all__ = ["chart"]

_WIDTH: Final = 820
_LEFT: Final = 196
_RIGHT: Final = 84
_BAR: Final = 11
_ROW: Final = 31
_HEAD: Final = 96
_PANEL: Final = 34
_FOOT: Final = 30

_STYLE: Final = """
  text { font: 12px system-ui, -apple-system, "Segoe UI", sans-serif; fill: var(--ink); }
  .title { font-size: 16px; font-weight: 600; }
  .panel { font-weight: 600; }
  .quiet { fill: var(--quiet); }
  .number { font-variant-numeric: tabular-nums; font-size: 11px; }
  .grid { stroke: var(--grid); stroke-width: 1; }
  .one { stroke: var(--ink); stroke-width: 1.5; }
  .first { fill: var(--first); }
  .second { fill: var(--second); }
  .card { fill: var(--card); stroke: var(--grid); }
  svg { --card: #ffffff; --ink: #1c2127; --quiet: #59636e; --grid: #d5dae0; --first: #1f6fb2; --second: #d2761d; }
  @media (prefers-color-scheme: dark) {
    svg { --card: #16191d; --ink: #e6e9ec; --quiet: #a3acb5; --grid: #3a4149; --first: #5aa9e6; --second: #f0a04b; }
  }
"""

_PANELS: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("Arrays of {rows:,} rows, about an hour", {"form": "array", "span": "hour", "calendars": 1}),
    ("Arrays, up to 14 days", {"form": "array", "span": "fortnight", "calendars": 1}),
    ("Arrays, about six years", {"form": "array", "span": "six years", "calendars": 1}),
    ("Arrays over 50 calendars", {"form": "array", "span": "fortnight", "calendars": 50}),
    ("One at a time, about an hour", {"form": "scalar", "span": "hour", "calendars": 1}),
    ("One at a time, up to 14 days", {"form": "scalar", "span": "fortnight", "calendars": 1}),
    ("One at a time, about six years", {"form": "scalar", "span": "six years", "calendars": 1}),
    ("Arrays of dates, whole business days", {"form": "array", "span": None, "calendars": 1}),
    ("Dates one at a time, whole business days", {"form": "scalar", "span": None, "calendars": 1}),
)
_At = Callable[[float], float]
_FIRST: Final = frozenset({"due", "add days"})


@attrs.frozen
class _Row:
    """One rival in one panel: its ratio for when it is due and for how much has passed, where it has them."""

    rival: str
    due: float | None
    elapsed: float | None


def chart(run: dict[str, Any]) -> str:
    """Return the SVG of a run's ratios.

    Args:
        run: What `engine.py --json` wrote.
    """
    panels = [(title, rows) for title, where in _PANELS if (rows := _rows(run["rivals"], where))]
    ratios = [ratio for _, rows in panels for row in rows for ratio in (row.due, row.elapsed) if ratio is not None]
    low, high = min(0, floor(log10(min(ratios)))), ceil(log10(max(ratios)))
    scale = (_WIDTH - _LEFT - _RIGHT) / (high - low)
    height = _HEAD + sum(_PANEL + _ROW * len(rows) for _, rows in panels) + _FOOT

    def at(ratio: float) -> float:
        return _LEFT + (log10(ratio) - low) * scale

    body = [*_head(), *_scale(low, high, at, _HEAD - 6), *_scale(low, high, at, height - _FOOT + 16)]
    y = _HEAD
    for title, rows in panels:
        body.append(_text(16, y + 20, title.format(rows=run["size"]["array_rows"]), "panel"))
        y += _PANEL
        body += _grid(low, high, at, y - 6, y + _ROW * len(rows))
        for row in rows:
            body += _bars(row, y, at)
            y += _ROW
    label = "How many times longer the rivals take than contractkit, on a logarithmic scale"
    size = f'viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{label}">',
            f"<style>{_STYLE}</style>",
            f'<rect class="card" x="0.5" y="0.5" width="{_WIDTH - 1}" height="{height - 1}" rx="6"/>',
            *body,
            "</svg>\n",
        ]
    )


def _rows(figures: Iterable[dict[str, Any]], where: dict[str, Any]) -> list[_Row]:
    found: dict[str, dict[bool, float]] = {}
    for figure in figures:
        track = figure["track"]
        if all(track[key] == value for key, value in where.items()):
            found.setdefault(figure["rival"], {})[track["operation"] in _FIRST] = figure["ratio"]
    rows = [_Row(rival, ratios.get(True), ratios.get(False)) for rival, ratios in found.items()]
    return sorted(rows, key=lambda row: -(row.due or row.elapsed or 0))


def _head() -> list[str]:
    return [
        _text(16, 28, "How many times longer the rivals take than contractkit", "title"),
        _text(
            16,
            47,
            "Time a row over contractkit's in the same run, on a logarithmic scale; contractkit is the line at 1x.",
            "quiet",
        ),
        '<rect class="first" x="16" y="59" width="12" height="10" rx="2"/>',
        _text(34, 68, "when it is due (dates: add days)"),
        '<rect class="second" x="236" y="59" width="12" height="10" rx="2"/>',
        _text(254, 68, "how much time has passed (dates: count days)"),
    ]


def _scale(low: int, high: int, at: _At, y: float) -> list[str]:
    return [_text(at(10.0**power), y, _power(power), "quiet number", "middle") for power in range(low, high + 1)]


def _power(power: int) -> str:
    return f"{10**power:,}x" if power >= 0 else f"{10.0**power:g}x"


def _grid(low: int, high: int, at: _At, top: float, bottom: float) -> list[str]:
    places = [(at(10.0**power), "grid" if power else "one") for power in range(low, high + 1)]
    return [f'<line class="{kind}" x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{bottom}"/>' for x, kind in places]


def _bars(row: _Row, y: float, at: _At) -> list[str]:
    found = [_text(_LEFT - 8, y + _BAR + 4, row.rival, "", "end")]
    pairs = [(ratio, kind) for ratio, kind in ((row.due, "first"), (row.elapsed, "second")) if ratio is not None]
    top = y + (_BAR + 1) / 2 * (2 - len(pairs))
    for place, (ratio, kind) in enumerate(pairs):
        start, end = sorted((at(1.0), at(ratio)))
        y0 = top + place * (_BAR + 1)
        shape = f'x="{start:.1f}" y="{y0:.1f}" width="{max(end - start, 1):.1f}" height="{_BAR}"'
        found.append(f'<rect class="{kind}" {shape} rx="1.5"/>')
        found.append(_text(end + 5, y0 + _BAR - 1.5, _times(ratio), "number"))
    return found


def _times(ratio: float) -> str:
    """Return a ratio in two or three digits: 0.85x, 3.2x, 17x, 214x, 355,000x."""
    if ratio < 10:
        return f"{ratio:.2f}x" if ratio < 1 else f"{ratio:.1f}x"
    digits = max(0, floor(log10(ratio)) - 2)
    return f"{round(ratio, -digits):,.0f}x"


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    shape = f' class="{kind}"' if kind else ""
    where = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{shape}{where}>{escape(words)}</text>'
