"""A back-test as a drawing: each variant a bar from what was signed to what it would have paid, and its interval.

Inline SVG of our own, legible without colour: bars to the right are better for the party that looks, bars to the left
worse; a thin line with two ends is the interval of the drawn histories.
"""

from __future__ import annotations

from html import escape

from contractkit.quantities.money import Money
from contractkit.settlement.backtest import BackTest, Tried
from contractkit.settlement.backtest.results import Party
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.wording import language

__all__ = ["backtest_chart"]

WORDS = {
    "en": {
        "title": "Back-test of {period}: {n} variants, for {party}",
        "under": "difference from what was signed, {currency}; right is better",
        "signed": "as signed",
        "provider": "the provider",
        "customer": "the customer",
        "total": "As signed the total is {total}.",
        "none": " No variant is better for {party}.",
        "best": " Best for {party}: {name}, {money}.",
        "most": " The best and the worst {n} are drawn.",
    },
    "nl": {
        "title": "Backtest van {period}: {n} varianten, voor {party}",
        "under": "verschil met wat is getekend, {currency}; rechts is beter",
        "signed": "zoals getekend",
        "provider": "de dienstverlener",
        "customer": "de klant",
        "total": "Zoals getekend is het totaal {total}.",
        "none": " Geen variant is beter voor {party}.",
        "best": " Het best voor {party}: {name}, {money}.",
        "most": " De beste en de slechtste {n} zijn getekend.",
    },
}

_WIDTH, _ROW, _TOP, _BOTTOM = 900, 26, 56, 34
_LEFT, _RIGHT = 380, 120
_MOST = 40
"""So many variants are drawn: the best and the worst."""
_LETTERS = 54


def backtest_chart(found: BackTest, party: Party = "provider", *, locale: str = "en") -> str:
    """Return the drawing of a back-test.

    Args:
        found: The back-test.
        party: From whose side it is drawn.
        locale: The language, such as ``en`` or ``nl``.

    Returns:
        An ``svg`` document with a title and a description for those who do not see it. Of many variants the best and
        the worst are drawn, which the description says.
    """
    shown = _shown(found, party)
    ends = [(one, *_ends(found, one, party)) for one in shown]
    low = min([0.0, *(end for _, *several in ends for end in several)])
    high = max([0.0, *(end for _, *several in ends for end in several)])
    span = high - low or 1.0

    def x(value: float) -> float:
        return round(_LEFT + (_WIDTH - _LEFT - _RIGHT) * (value - low) / span, 1)

    height = _TOP + _ROW * len(shown) + _BOTTOM
    tell = Teller(language(locale), WORDS)
    title = tell("title", period=found.period.label, n=len(found.variants), party=tell(party))
    places = _places(shown)
    under = tell("under", currency=found.currency)
    under = f"{' · '.join(places)} — {under}" if places else under
    parts = [
        f'<text x="12" y="24" font-size="16" font-weight="bold">{escape(title)}</text>',
        f'<text x="12" y="42" font-size="12">{escape(under)}</text>',
        f'<path d="M{x(0)} {_TOP - 6}V{height - _BOTTOM + 6}" stroke="#555" stroke-dasharray="3 3"/>',
    ]
    for place, (one, difference, least, most) in enumerate(ends):
        name = " · ".join(setting.value for setting in one.variant.settings) if places else one.name
        at = (x(0), x(difference), x(least), x(most))
        parts += _row(name, one.name, _TOP + _ROW * place, at, found.difference(one, party), tell)
    parts.append(
        f'<text x="{x(0)}" y="{height - 10}" font-size="12" text-anchor="middle">{escape(tell("signed"))}</text>'
    )
    words = escape(_described(found, party, len(shown), tell))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-labelledby="backtest-t backtest-d" font-family="system-ui, sans-serif" fill="#222">'
        f'<title id="backtest-t">{escape(title)}</title><desc id="backtest-d">{words}</desc>'
        f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>{"".join(parts)}</svg>\n'
    )


def _shown(found: BackTest, party: Party) -> list[Tried]:
    ranked = sorted(found.variants, key=lambda one: found.difference(one, party).amount, reverse=True)
    return ranked if len(ranked) <= _MOST else [*ranked[: _MOST // 2], *ranked[-_MOST // 2 :]]


def _ends(found: BackTest, one: Tried, party: Party) -> tuple[float, float, float]:
    """Return the difference, and the interval of it where one was drawn: what was signed stands still."""
    difference = float(found.difference(one, party).amount)
    if one.interval is None:
        return difference, difference, difference
    sign = 1 if party == "provider" else -1
    charges = one.charges - found.signed.charges - found.signed.effects
    ends = sorted(sign * float((end + charges).amount) for end in (one.interval.low, one.interval.high))
    return difference, ends[0], ends[1]


def _places(shown: list[Tried]) -> tuple[str, ...]:
    """Return the places that vary, where they are the same for every variant, so that values are names enough."""
    several = {tuple(setting.place for setting in one.variant.settings) for one in shown}
    return several.pop() if len(several) == 1 else ()


def _row(
    name: str, whole: str, top: float, at: tuple[float, float, float, float], difference: Money, tell: Teller
) -> list[str]:
    zero, end, least, most = at
    middle = top + _ROW / 2
    short = name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1]}…"
    left, width = min(zero, end), max(abs(end - zero), 1)
    fill = "#3b7a9e" if end >= zero else "#c26b4a"
    label = f"{escape(short)}<title>{escape(whole)}</title>"
    parts = [
        f'<text x="{_LEFT - 10}" y="{middle + 4:.1f}" font-size="12" text-anchor="end">{label}</text>',
        f'<rect x="{left}" y="{top + 6}" width="{width:.1f}" height="{_ROW - 12}" fill="{fill}"/>',
    ]
    if most > least:
        ends = "".join(f"M{x} {middle - 5}V{middle + 5}" for x in (least, most))
        parts.append(f'<path d="M{least} {middle}H{most}{ends}" stroke="#222" fill="none"/>')
    said = tell.speaks.signed(difference).replace(" ", " ")
    parts.append(f'<text x="{_WIDTH - 10}" y="{middle + 4:.1f}" font-size="12" text-anchor="end">{escape(said)}</text>')
    return parts


def _described(found: BackTest, party: Party, shown: int, tell: Teller) -> str:
    best, speaks = found.best_for(party), tell.speaks
    said = tell("total", total=speaks.money(found.signed.total))
    if best is found.signed:
        said += tell("none", party=tell(party))
    else:
        said += tell("best", party=tell(party), name=best.name, money=speaks.signed(found.difference(best, party)))
    return said if shown == len(found.variants) else said + tell("most", n=shown)
