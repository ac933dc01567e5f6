"""The forward view on a terminal: what is left before each threshold, and of each cap."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from contractkit.charging.exact import amount_text, percent_text
from contractkit.settlement.forecasting import Ahead, Forecast, ThresholdLeft
from contractkit.settlement.headroom import Headroom
from contractkit.statements.grids import Grid, text
from contractkit.statements.wording import language

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["show_ahead"]

_WORDS = {"reach": "promised", "tier": "credit below", "point": "curve bends"}


def show_ahead(ahead: Forecast, screen: Console) -> None:
    """Write a forecast to a terminal.

    Args:
        ahead: The forecast.
        screen: Where to write.
    """
    speaks = language("en")
    screen.print(text(f"Ahead in {ahead.period.label}", "bold"))
    amounts = [speaks.signed(one) for one in (ahead.expected, ahead.best, ahead.worst)]
    screen.print(
        text(
            f"Effects if every share stays as it is: {amounts[0]}; if nothing more is late: {amounts[1]}; "
            f"if everything more is: {amounts[2]} {ahead.total.currency}."
        ),
        soft_wrap=True,
    )
    grid = Grid(("target", "by now", "threshold", "more may be late", "of those expected"), right=(1, 2, 3, 4))
    for target in ahead.targets:
        for place, one in enumerate(target.thresholds):
            grid.row(*_counts(target, place), *_left(one, target.expected))
    if ahead.targets:
        screen.print(grid.shown(screen.width))
    if ahead.caps:
        screen.print(_caps(ahead).shown(screen.width))


def _counts(target: Ahead, place: int) -> tuple[str, str]:
    if place:
        return "", ""
    return f"{target.name}, {target.period.label}", f"{target.met} of {target.met + target.breached}"


def _left(one: ThresholdLeft, expected: int) -> tuple[str, str, str]:
    def said(left: int) -> str:
        return str(left) if left >= 0 else f"{-left} too many"

    return (
        f"{_WORDS[one.kind]} {percent_text(one.at)}",
        said(one.known.left),
        f"{said(one.expected.left)} of {expected}",
    )


def _caps(ahead: Forecast) -> Grid:
    currency = ahead.total.currency
    grid = Grid(("cap", "window", "limit", "used before", "now", "left"), right=(3, 4, 5))

    def amount(value: Fraction | None) -> str:
        return "–" if value is None else amount_text(value, currency).removeprefix(currency).strip()

    for one in ahead.caps:
        grid.row(
            text(_called(one)),
            text(one.window.label),
            text(one.says),
            text(amount(one.before)),
            text(amount(one.now)),
            text(amount(one.left)),
        )
    return grid


def _called(one: Headroom) -> str:
    of = "" if one.of is None else f" of {one.of or 'others'}"
    return f"{one.side}{of} ({one.clause})"
