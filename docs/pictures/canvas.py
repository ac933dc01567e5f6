"""A sheet to draw on: shapes and words as SVG that reads in light and in dark, on its own card."""

from __future__ import annotations

from xml.sax.saxutils import escape

__all__ = ["Canvas"]

_STYLE = """\
  text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: var(--ink); }
  .title { font-size: 16px; font-weight: 600; }
  .strong { font-weight: 600; }
  .quiet { fill: var(--quiet); }
  .small { font-size: 11px; }
  .number { font-variant-numeric: tabular-nums; }
  .card { fill: var(--card); stroke: var(--grid); }
  .grid { stroke: var(--grid); stroke-width: 1; }
  .open { fill: var(--open); }
  .counted { fill: var(--first); }
  .other { fill: var(--other); }
  .paused { fill: url(#stripes); stroke: var(--second); }
  .mark { stroke: var(--second); stroke-width: 2; fill: none; }
  .way { stroke: var(--first); stroke-width: 2; fill: none; }
  .dot { fill: var(--second); }
  .stripe { stroke: var(--second); stroke-width: 2; }
  svg { --card: #ffffff; --ink: #1c2127; --quiet: #59636e; --grid: #d5dae0; --open: #c9dff1; --first: #1f6fb2;
        --second: #c8640c; --other: #8fb98b; }
  @media (prefers-color-scheme: dark) {
    svg { --card: #16191d; --ink: #e6e9ec; --quiet: #a3acb5; --grid: #3a4149; --open: #25465f; --first: #5aa9e6;
          --second: #f0a04b; --other: #4d7a4a; }
  }"""


class Canvas:
    """A drawing of a fixed width; the height is what was drawn.

    Args:
        title: What it shows, in one line.
        words: The same and what there is to see, for those who cannot look.
    """

    width = 820

    def __init__(self, title: str, words: str) -> None:
        self._title, self._words = title, words
        self._shapes: list[str] = []
        self._bottom = 0.0
        self.text(20, 30, title, "title")

    def text(self, x: float, y: float, words: str, look: str = "", anchor: str = "start") -> None:
        """Write words with their baseline at `y`."""
        at = "" if anchor == "start" else f' text-anchor="{anchor}"'
        kind = f' class="{look}"' if look else ""
        self._add(f'<text x="{_n(x)}" y="{_n(y)}"{kind}{at}>{escape(words)}</text>', y + 8)

    def box(self, x: float, y: float, width: float, height: float, look: str) -> None:
        """Draw a filled rectangle."""
        shape = f'<rect class="{look}" x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" rx="2"/>'
        self._add(shape, y + height)

    def line(self, x1: float, y1: float, x2: float, y2: float, look: str = "grid") -> None:
        """Draw a straight line."""
        shape = f'<line class="{look}" x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"/>'
        self._add(shape, max(y1, y2))

    def dot(self, x: float, y: float, look: str = "dot") -> None:
        """Draw a point."""
        self._add(f'<circle class="{look}" cx="{_n(x)}" cy="{_n(y)}" r="5"/>', y + 5)

    def _add(self, shape: str, bottom: float) -> None:
        self._shapes.append(shape)
        self._bottom = max(self._bottom, bottom)

    def svg(self) -> str:
        """Return the drawing as a file."""
        height = int(self._bottom) + 14
        size = f'viewBox="0 0 {self.width} {height}" width="{self.width}" height="{height}"'
        stripes = (
            '<defs><pattern id="stripes" width="7" height="7" patternUnits="userSpaceOnUse" '
            'patternTransform="rotate(45)"><line class="stripe" x1="0" y1="0" x2="0" y2="7"/></pattern></defs>'
        )
        card = f'<rect class="card" x="0.5" y="0.5" width="{self.width - 1}" height="{height - 1}" rx="6"/>'
        lines = [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{escape(self._title)}">',
            f"<title>{escape(self._title)}</title>",
            f"<desc>{escape(self._words)}</desc>",
            f"<style>\n{_STYLE}\n</style>",
            stripes,
            card,
            *self._shapes,
            "</svg>",
        ]
        return "\n".join(lines) + "\n"


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
