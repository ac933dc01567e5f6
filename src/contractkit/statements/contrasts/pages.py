"""Contracts put side by side, drawn, and as a page of its own: no script, nothing from elsewhere.

A disc is a contract, a diamond with a line down its contracts is a group; every mark has its number beside it, so that
nothing hangs on colour.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from html import escape
from math import ceil, floor
from typing import Final

import attrs

from contractkit.portfolio import Comparison
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.contrasts.tables import ContrastRow, contrast_rows, heads, teller
from contractkit.statements.sheets import sheet

__all__ = ["contrast_chart", "contrast_html"]

_WIDTH, _ROW, _TOP = 860, 24, 74
_LEFT: Final = 300
_PANEL, _LABEL, _GAP = 170, 66, 34
_LETTERS = 40
_MOST = 30
"""So many contracts of a group are drawn, those with the most promises; the table has all of them."""
_TENTH = Fraction(1, 10)
_CHART_STYLE: Final = (
    "svg{--card:#fff;--ink:#1c2127;--quiet:#59636e;--grid:#d5dae0;--result:#2f6f9f;--effort:#a15c1e}"
    "@media (prefers-color-scheme:dark){svg{--card:#16191d;--ink:#e6e9ec;--quiet:#a3acb5;--grid:#3a4149;"
    "--result:#7db8e0;--effort:#dfa06b}}"
    "text{font:12px system-ui,sans-serif;fill:var(--quiet)}.title{font-size:14px;font-weight:600;fill:var(--ink)}"
    ".said{fill:var(--ink);font-weight:600}.grid{stroke:var(--grid)}"
    ".result{fill:var(--result);stroke:var(--result)}.effort{fill:var(--effort);stroke:var(--effort)}"
    ".mean{stroke-dasharray:3 3;fill:none}"
)
_STYLE: Final = """
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.5rem;margin:0}p{margin:.3rem 0 1rem;opacity:.75}svg{max-width:100%;height:auto;margin:1rem 0}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.35rem .8rem .35rem 0;
border-bottom:1px solid color-mix(in srgb,currentColor 15%,transparent)}
th{font-size:.8rem;opacity:.7;font-weight:600}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
tr.group td{font-weight:700;padding-top:1.1rem}
@media print{body{margin:0;max-width:none}tr{break-inside:avoid}}
"""


@attrs.frozen
class _Panel:
    """One measure: where its axis stands, and what its ends are.

    Attributes:
        left: Where the axis begins.
        low: The value at its beginning.
        high: The value at its end.
    """

    left: int
    low: Fraction
    high: Fraction

    def x(self, value: Fraction) -> float:
        """Return where a value stands."""
        return round(self.left + _PANEL * float((value - self.low) / (self.high - self.low)), 1)


def contrast_chart(comparison: Comparison, names: Mapping[str, str] | None = None, locale: str = "en") -> str:
    """Return a drawing of contracts side by side: what each kept, and how satisfied its users were.

    Args:
        comparison: The comparison.
        names: What a customer is called, by the id of the agreement; else by its code.
        locale: The language, such as ``en`` or ``nl``.

    Returns:
        An ``svg`` document with a title and a description for those who do not see it. Of a large group the contracts
        with the most promises are drawn, and how many more there are is said.

    Raises:
        UsageError: The language is not spoken.
    """
    tell = teller(locale)
    every = contrast_rows(comparison, names, locale)
    rows = _shown(every, tell)
    kept = _Panel(_LEFT, *_ends([row.kept for row in rows], _TENTH, Fraction(1)))
    score = _Panel(_LEFT + _PANEL + _LABEL + _GAP, *_ends([row.satisfaction for row in rows], Fraction(1), None))
    title = tell("title", period=comparison.period)
    height = _TOP + _ROW * len(rows) + 34
    parts = [f'<text class="title" x="16" y="26">{escape(title)}</text>', *_axes(kept, score, height, tell)]
    kind = "result"
    for place, row in enumerate(rows):
        kind = row.group or kind
        parts += _drawn(row, kind, _TOP + _ROW * place, (kept, score), tell)
        if row.group is not None:
            many = next((n for n, one in enumerate(rows[place + 1 :]) if one.group is not None), len(rows) - place - 1)
            parts += _means(row, kind, _TOP + _ROW * place, many, (kept, score))
    told = "; ".join(f"{row.name}: {_said(row, tell)}" for row in every if row.group is not None)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        f'role="img" aria-label="{escape(title)}"><title>{escape(title)}</title><desc>{escape(told)}.</desc>'
        f'<style>{_CHART_STYLE}</style><rect x="0.5" y="0.5" width="{_WIDTH - 1}" height="{height - 1}" rx="6" '
        f'fill="var(--card)" class="grid"/>{"".join(parts)}</svg>\n'
    )


def contrast_html(
    comparison: Comparison, names: Mapping[str, str] | None = None, as_of: str = "", locale: str = "en"
) -> str:
    """Return contracts side by side as a page: the drawing, and under it a table of every contract.

    Args:
        comparison: The comparison.
        names: What a customer is called, by the id of the agreement; else by its code.
        as_of: Up to when things were known, in words; empty where it is not said.
        locale: The language, such as ``en`` or ``nl``.

    Raises:
        UsageError: The language is not spoken.
    """
    tell = teller(locale)
    title = escape(tell("title", period=comparison.period))
    known = escape(" ".join([*([tell("as-of", at=as_of)] if as_of else []), tell("caveat")]))
    top = "".join(f"<th{_number(place)}>{escape(head)}</th>" for place, head in enumerate(heads(tell)))
    rows = "\n".join(_table_row(row, tell) for row in contrast_rows(comparison, names, locale))
    chart = contrast_chart(comparison, names, locale)
    body = (
        f"<h1>{title}</h1>\n<p>{known}</p>\n{chart}<table><thead><tr>{top}</tr></thead>\n<tbody>{rows}</tbody></table>"
    )
    return sheet(title, _STYLE, body, locale)


def _number(place: int) -> str:
    return ' class="n"' if place > 1 else ""


def _table_row(row: ContrastRow, tell: Teller) -> str:
    cells = "".join(f"<td{_number(place)}>{escape(cell)}</td>" for place, cell in enumerate(row.cells(tell)))
    return f'<tr class="group">{cells}</tr>' if row.group is not None else f"<tr>{cells}</tr>"


def _shown(rows: Sequence[ContrastRow], tell: Teller) -> list[ContrastRow]:
    """Return the rows that are drawn: of each group so many, and a row without marks that says how many more."""
    found: list[ContrastRow] = []
    own = hidden = 0
    for row in rows:
        if row.group is not None:
            found += _more(hidden, tell)
            own = hidden = 0
        elif own == _MOST:
            hidden += 1
            continue
        else:
            own += 1
        found.append(row)
    return [*found, *_more(hidden, tell)]


def _more(hidden: int, tell: Teller) -> list[ContrastRow]:
    return [ContrastRow(None, tell("more", n=hidden), "", None, 0, 0, 0, 0, None, 0)] if hidden else []


def _ends(values: Sequence[Fraction | None], unit: Fraction, top: Fraction | None) -> tuple[Fraction, Fraction]:
    """Return the ends of an axis in whole units around the values; `top` is where it ends, if that is known."""
    known = [value for value in values if value is not None] or [top or Fraction(0)]
    low = floor(min(known) / unit) * unit
    high = top or ceil(max(known) / unit) * unit
    return (low, high) if low < high else (low - unit, high)


def _axes(kept: _Panel, score: _Panel, height: int, tell: Teller) -> list[str]:
    parts = []
    ends = ((kept, "axis.kept", 100), (score, "axis.satisfaction", 1))
    for panel, name, times in ends:
        right = panel.left + _PANEL
        low, high = (tell.speaks.number(int(end * times)) for end in (panel.low, panel.high))
        parts += [
            f'<text x="{panel.left}" y="46">{escape(tell(name))}</text>',
            f'<text x="{panel.left}" y="62" text-anchor="middle">{low}</text>',
            f'<text x="{right}" y="62" text-anchor="middle">{high}</text>',
            f'<path class="grid" d="M{panel.left} {_TOP - 6}V{height - 20}M{right} {_TOP - 6}V{height - 20}"/>',
        ]
    return parts


def _drawn(row: ContrastRow, kind: str, top: float, panels: tuple[_Panel, _Panel], tell: Teller) -> list[str]:
    name = row.name if not row.customer else f"{row.customer} · {row.name}"
    short = name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1]}…"
    word, left = ("said", 16) if row.group is not None else ("", 30)
    middle = top + 9
    parts = [f'<text class="{word}" x="{left}" y="{top + 13}">{escape(short)}<title>{escape(name)}</title></text>']
    speaks = tell.speaks
    told = (speaks.share(row.kept), "–" if row.satisfaction is None else speaks.score(row.satisfaction))
    for value, said, panel in zip((row.kept, row.satisfaction), told, panels, strict=True):
        if value is not None:
            x = panel.x(value)
            parts.append(f'<text class="{word}" x="{panel.left + _PANEL + 10}" y="{top + 13}">{escape(said)}</text>')
            parts.append(_mark(x, middle, kind, row.group is not None))
    return parts


def _mark(x: float, y: float, kind: str, group: object) -> str:
    if group:
        return f'<path class="{kind}" d="M{x} {y - 7}l7 7l-7 7l-7 -7Z"/>'
    return f'<circle class="{kind}" cx="{x}" cy="{y}" r="4.5"/>'


def _means(row: ContrastRow, kind: str, top: float, many: int, panels: tuple[_Panel, _Panel]) -> list[str]:
    pairs = zip((row.kept, row.satisfaction), panels, strict=True)
    ends = (top + 16, top + _ROW * many + 18)
    return [
        f'<path class="{kind} mean" d="M{panel.x(value)} {ends[0]}V{ends[1]}"/>'
        for value, panel in pairs
        if value is not None and many
    ]


def _said(row: ContrastRow, tell: Teller) -> str:
    kept = tell("nothing") if row.kept is None else f"{tell.speaks.share(row.kept)} {tell('kept')}"
    score = (
        tell("nobody") if row.satisfaction is None else f"{tell('satisfaction')} {tell.speaks.score(row.satisfaction)}"
    )
    return f"{kept}, {score}".replace("\u00a0", " ")
