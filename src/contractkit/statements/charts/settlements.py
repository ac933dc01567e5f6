"""A settlement as a drawing: from what is charged to the total, a bar for each amount between them.

Pure SVG, in light and in dark. A bar to the left is taken off the bill, one to the right is added to it; what is not
decided yet is a line from the least to the most.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import attrs

from contractkit.quantities.money import Money
from contractkit.settlement.doors import refuse_wrong
from contractkit.settlement.lines import Line, Settlement
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.retelling import retold
from contractkit.statements.wording import language

__all__ = ["settlement_chart"]

_WIDTH, _ROW, _TOP = 760, 34, 78
_LEFT, _RIGHT = 300, 120
_LETTERS = 44
_STYLE = (
    "svg{--card:#fff;--ink:#1c2127;--quiet:#59636e;--grid:#d5dae0;--less:#b4552d;--more:#2f7d4f}"
    "@media (prefers-color-scheme:dark){svg{--card:#16191d;--ink:#e6e9ec;--quiet:#a3acb5;--grid:#3a4149;"
    "--less:#e0875f;--more:#63b985}}"
    "text{font:12px system-ui,sans-serif;fill:var(--quiet)}.title{font-size:14px;font-weight:600;fill:var(--ink)}"
    ".said{fill:var(--ink);font-weight:600}.grid{stroke:var(--grid)}.zero{stroke:var(--quiet);stroke-dasharray:3 3}"
    ".less{fill:var(--less)}.more{fill:var(--more)}.open{stroke:var(--ink);stroke-width:1.5;fill:none}"
)


WORDS = {
    "en": {
        "title": "{agreement}: settlement of {period}, {status}",
        "charges": "charges",
        "total": "total",
        "range": "{low} to {high}",
        "final": "final",
        "provisional": "provisional",
        "agreed": "agreed",
        "corrected": "corrected",
    },
    "nl": {
        "title": "{agreement}: afrekening van {period}, {status}",
        "charges": "vergoedingen",
        "total": "totaal",
        "range": "{low} tot {high}",
        "final": "definitief",
        "provisional": "voorlopig",
        "agreed": "afgesproken",
        "corrected": "gecorrigeerd",
    },
}


@attrs.frozen
class _Row:
    """One amount between the charges and the total."""

    name: str
    whole: str
    amount: float
    low: float
    high: float
    said: str


def settlement_chart(settlement: Settlement, *, locale: str = "en") -> str:
    """Return a drawing of a settlement: what is charged, each effect and step that moves it, and the total.

    Args:
        settlement: The settlement.
        locale: The language, such as ``en`` or ``nl``.

    Returns:
        An ``svg`` document with a title and a description for those who do not see it. Effects that pay nothing, and
        steps that change nothing, are left out; what may still come to something is not.

    Example:
        >>> import contractkit as ck
        >>> agreement = ck.load_agreement(data={
        ...     "contractkit": 1, "document": "sla", "id": "S", "title": "Desk", "currency": "EUR", "zone": "UTC",
        ...     "clauses": {
        ...         "1": {"kind": "fee", "name": "fee", "amount": "EUR 800", "per": "month"},
        ...         "2": {"kind": "metric", "name": "uptime", "measures": "availability", "relief": "none"},
        ...         "3": {"kind": "figure-target", "name": "up", "metric": "uptime", "reach": "99 %", "per": "month"},
        ...         "4": {"kind": "gap-credit", "for": "up", "of": "fee", "credit_per_point": "2 %"}}})
        >>> told = ck.SettlementFacts.from_dict({"figures": {"up": "98 %"}}, agreement=agreement, period="2026-03")
        >>> money, _ = ck.settle(agreement, None, None, period="2026-03", told=told)
        >>> "charges EUR 800.00; S/4 malus EUR \N{MINUS SIGN}16.00; total EUR 784.00" in settlement_chart(money)
        True
    """
    refuse_wrong("settlement_chart", settlement=settlement)
    speaks = language(locale)
    tell = Teller(speaks, WORDS)

    def said(amount: Money) -> str:
        return speaks.money(amount).replace("\u00a0", " ")

    rows = [_row(line, said, tell) for line in settlement.lines if line.kind != "charge" and _moves(line)]
    ends = [0.0, *(end for row in rows for end in (row.amount, row.low, row.high))]
    least, most = min(ends), max(ends)
    span = (most - least) or 1.0

    def x(value: float) -> float:
        return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * (value - least) / span, 1)

    bottom = _TOP + _ROW * len(rows)
    title = tell(
        "title", agreement=settlement.agreement, period=settlement.period.label, status=tell(settlement.status)
    )
    parts = [
        f'<text class="title" x="16" y="24">{escape(title)}</text>',
        *_sum(tell("charges"), said(settlement.charges), 52),
        *([f'<path class="zero" d="M{x(0)} {_TOP - 12}V{bottom}"/>'] if rows else []),
    ]
    for place, row in enumerate(rows):
        parts += _bar(row, _TOP + _ROW * place, x(0), x(row.amount), (x(row.low), x(row.high)))
    parts += _sum(tell("total"), said(settlement.total), bottom + 20)
    told = "; ".join(
        [
            f"{tell('charges')} {said(settlement.charges)}",
            *(f"{row.whole} {row.said}" for row in rows),
            f"{tell('total')} {said(settlement.total)}",
        ]
    )
    height = bottom + 40
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        f'role="img" aria-label="{escape(title)}"><title>{escape(title)}</title><desc>{escape(told)}.</desc>'
        f'<style>{_STYLE}</style><rect x="0.5" y="0.5" width="{_WIDTH - 1}" height="{height - 1}" rx="6" '
        f'fill="var(--card)" class="grid"/>{"".join(parts)}</svg>\n'
    )


def _moves(line: Line) -> bool:
    unsure = line.low is not None and line.high is not None and line.low != line.high
    return line.amount.amount != 0 or unsure


def _row(line: Line, said: Callable[[Money], str], tell: Teller) -> _Row:
    low = line.amount if line.low is None else line.low
    high = line.amount if line.high is None else line.high
    unsure = "" if low == high else f" ({tell('range', low=said(low), high=said(high))})"
    kind = line.kind if tell.speaks.code == "en" else tell.speaks.word("money.kind", line.kind).lower()
    name = f"{line.clause} {kind}"
    return _Row(
        retold(line.says, tell.speaks),
        name,
        float(line.amount.amount),
        float(low.amount),
        float(high.amount),
        f"{said(line.amount)}{unsure}",
    )


def _sum(name: str, said: str, y: float) -> list[str]:
    return [
        f'<text class="said" x="16" y="{y}">{name}</text>',
        f'<text class="said" x="{_WIDTH - 16}" y="{y}" text-anchor="end">{escape(said)}</text>',
    ]


def _bar(row: _Row, top: float, zero: float, end: float, open_ends: tuple[float, float]) -> list[str]:
    short = row.name if len(row.name) <= _LETTERS else f"{row.name[: _LETTERS - 1]}…"
    kind = "less" if row.amount < 0 else "more"
    low, high = open_ends
    left, width = min(zero, end), max(abs(end - zero), 1)
    parts = [
        f'<text class="said" x="16" y="{top + 8}">{escape(row.whole)}</text>',
        f'<text x="16" y="{top + 22}">{escape(short)}<title>{escape(row.name)}</title></text>',
        f'<rect class="{kind}" x="{left}" y="{top}" width="{width:.1f}" height="18" rx="2"/>',
        f'<text x="{_WIDTH - 16}" y="{top + 13}" text-anchor="end">{escape(row.said.partition(" (")[0])}</text>',
    ]
    if high > low:
        middle = top + 9
        parts.append(f'<path class="open" d="M{low} {middle}H{high}M{low} {middle - 5}v10M{high} {middle - 5}v10"/>')
    return parts
