"""The forward view on a terminal: what is left before each threshold, and of each cap."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from contractkit.charging.exact import amount_text, exact_text, percent_text
from contractkit.settlement.ahead.forecasting import Ahead, FigureAhead, Forecast, LevelLeft, ThresholdLeft
from contractkit.settlement.ahead.headroom import Headroom
from contractkit.statements.grids import Grid, text
from contractkit.statements.wording import language

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["show_ahead"]

_LATE = ("every share", "nothing more is late", "everything more is")
_WRONG = ("every share and figure", "nothing more goes wrong", "everything more does")
_WORDS = {"reach": "promised", "tier": "credit below", "point": "curve bends"}


def show_ahead(ahead: Forecast, screen: Console, known: Sequence[str] = ()) -> None:
    """Write a forecast to a terminal.

    Args:
        ahead: The forecast.
        screen: Where to write.
        known: Why the settlement is not final, as far as that is told already.
    """
    speaks = language("en")
    screen.print(text(f"Ahead in {ahead.period.label}", "bold"))
    amounts = [speaks.signed(one) for one in (ahead.expected, ahead.best, ahead.worst)]
    share, more, all_more = _WRONG if ahead.figures else _LATE
    says = f"Effects if {share} stays as it is: {amounts[0]}; if {more}: {amounts[1]}; if {all_more}: {amounts[2]}"
    screen.print(text(f"{says} {ahead.total.currency}."), soft_wrap=True)
    for reason in ahead.reasons:
        if reason not in known:
            screen.print(text(reason, "dim"), soft_wrap=True)
    grid = Grid(("target", "by now", "threshold", "more may be late", "of those expected"), right=(1, 2, 3, 4))
    for target in ahead.targets:
        for place, one in enumerate(target.thresholds):
            grid.row(*_counts(target, place), *_left(one, target.expected))
    if ahead.targets:
        screen.print(grid.shown(screen.width))
    if ahead.figures:
        screen.print(_figures(ahead.figures).shown(screen.width))
    if ahead.caps:
        screen.print(_caps(ahead).shown(screen.width))
    if ahead.prepaid:
        screen.print(text(f"{speaks.say('blocks.heading')}:"))
        for unit in ahead.prepaid:
            screen.print(text(f"  {unit.says}"), soft_wrap=True)


def _figures(figures: tuple[FigureAhead, ...]) -> Grid:
    grid = Grid(("figure", "so far", "threshold", "left", "at the end"), right=(1, 2, 3, 4))
    for one in figures:
        for place, threshold in enumerate(one.thresholds):
            grid.row(*_so_far(one, place), *_level(one, threshold), "" if place else _ends(one))
    return grid


def _so_far(one: FigureAhead, place: int) -> tuple[str, str]:
    if place:
        return "", ""
    value = "not known" if one.value is None else _in_unit(one.value, one.unit)
    return f"{one.name}, {one.period.label}", f"{value}\nin {float(one.passed):.0%} of it"


def _level(one: FigureAhead, threshold: LevelLeft) -> tuple[str, str]:
    word = f"{_WORDS[threshold.kind]} {_in_unit(threshold.at, one.unit)}"
    if threshold.left is None:
        return word, "not known"
    said = _rounded(abs(threshold.left))
    unit = f" {threshold.unit}" if threshold.unit not in ("%", None) else " %-points" if threshold.unit == "%" else ""
    beyond = "" if threshold.left >= 0 else " too many" if threshold.unit in ("minutes", "misses") else " beyond"
    sure = ", missed for certain" if threshold.is_missed else ""
    return word, f"{said}{unit}{beyond}{sure}"


def _ends(one: FigureAhead) -> str:
    if one.counted == "level" or one.worst is None or one.best is None:
        return "–"
    return f"{_in_unit(one.worst, one.unit)} to\n{_in_unit(one.best, one.unit)}"


def _in_unit(value: Fraction, unit: str | None) -> str:
    return f"{_rounded(value, 3)}{'' if unit is None else f' {unit}'}"


def _rounded(value: Fraction, places: int = 2) -> str:
    return exact_text(Fraction(round(value * 10**places), 10**places))


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
