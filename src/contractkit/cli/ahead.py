"""The forward view on a terminal: what is left before each threshold, and of each cap."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from contractkit.charging.exact import amount_text, exact_text, percent_text
from contractkit.cli.settled_words import WORDS
from contractkit.records.said import Figures
from contractkit.settlement.ahead.forecasting import Ahead, FigureAhead, Forecast, LevelLeft, ThresholdLeft
from contractkit.settlement.ahead.headroom import Headroom
from contractkit.statements.clauses.names import named
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.grids import Grid, text
from contractkit.statements.retelling import retold
from contractkit.statements.wording import Language

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["show_ahead"]


def show_ahead(ahead: Forecast, screen: Console, speaks: Language, known: Sequence[str] = ()) -> None:
    """Write a forecast to a terminal.

    Args:
        ahead: The forecast.
        screen: Where to write.
        speaks: The language.
        known: Why the settlement is not final, as far as that is told already.
    """
    tell = Teller(speaks, WORDS)
    screen.print(text(tell("ahead", period=ahead.period.label), "bold"))
    amounts = {name: speaks.signed(getattr(ahead, name)) for name in ("expected", "best", "worst")}
    kind = "wrong" if ahead.figures else "late"
    ends = {"what": tell(f"{kind}.what"), "more": tell(f"{kind}.more"), "all_more": tell(f"{kind}.all")}
    screen.print(text(tell("effects", currency=ahead.total.currency, **amounts, **ends)), soft_wrap=True)
    for reason in ahead.reasons:
        if reason not in known:
            screen.print(text(retold(reason, speaks), "dim"), soft_wrap=True)
    words = ("target", "by_now", "threshold", "may_be_late", "of_expected")
    grid = Grid(tuple(map(tell, words)), right=(1, 2, 3, 4))
    for target in ahead.targets:
        for place, one in enumerate(target.thresholds):
            grid.row(*_counts(target, place, tell), *_left(one, target.expected, tell))
    if ahead.targets:
        screen.print(grid.shown(screen.width))
    if ahead.figures:
        screen.print(_figures(ahead.figures, tell).shown(screen.width))
    if ahead.caps:
        screen.print(_caps(ahead, tell).shown(screen.width))
    if ahead.prepaid:
        screen.print(text(f"{speaks.say('blocks.heading')}:"))
        for unit in ahead.prepaid:
            screen.print(text(f"  {retold(unit.says, speaks)}"), soft_wrap=True)


def _figures(figures: tuple[FigureAhead, ...], tell: Teller) -> Grid:
    words = ("figure", "so_far", "threshold", "left", "at_the_end")
    grid = Grid(tuple(map(tell, words)), right=(1, 2, 3, 4))
    for one in figures:
        for place, threshold in enumerate(one.thresholds):
            grid.row(*_so_far(one, place, tell), *_level(one, threshold, tell), "" if place else _ends(one, tell))
    return grid


def _so_far(one: FigureAhead, place: int, tell: Teller) -> tuple[str, str]:
    if place:
        return "", ""
    value = tell("not_known") if one.value is None else _in_unit(one.value, one.unit, tell)
    return f"{one.name}, {one.period.label}", f"{value}\n{tell('in_share', share=f'{float(one.passed):.0%}')}"


def _level(one: FigureAhead, threshold: LevelLeft, tell: Teller) -> tuple[str, str]:
    word = tell(threshold.kind, at=_in_unit(threshold.at, one.unit, tell))
    if threshold.left is None:
        return word, tell("not_known")
    counted = threshold.unit in ("minutes", "misses")
    unit = tell(threshold.unit if counted else "points") if counted or threshold.unit == "%" else threshold.unit
    said = _rounded(abs(threshold.left), tell)
    if unit is not None:
        said += f" {unit if counted or threshold.unit == '%' else _unit(unit, tell)}"
    if threshold.left < 0:
        said = tell("too_many" if counted else "beyond", left=said)
    return word, tell("missed", left=said) if threshold.is_missed else said


def _ends(one: FigureAhead, tell: Teller) -> str:
    if one.counted == "level" or one.worst is None or one.best is None:
        return "–"
    return tell("lies", low=_in_unit(one.worst, one.unit, tell), high=_in_unit(one.best, one.unit, tell))


def _in_unit(value: Fraction, unit: str | None, tell: Teller) -> str:
    return f"{_rounded(value, tell, 3)}{'' if unit is None else f' {_unit(unit, tell)}'}"


def _unit(unit: str, tell: Teller) -> str:
    return unit if tell.speaks.code == "en" or unit == "%" else named(unit, tell.speaks)


def _rounded(value: Fraction, tell: Teller, places: int = 2) -> str:
    return _digits(exact_text(Fraction(round(value * 10**places), 10**places)), tell)


def _digits(text: str, tell: Teller) -> str:
    """Return digits with the decimal mark of the language."""
    return retold(Figures(text), tell.speaks)


def _counts(target: Ahead, place: int, tell: Teller) -> tuple[str, str]:
    if place:
        return "", ""
    return f"{target.name}, {target.period.label}", tell("of", k=target.met, n=target.met + target.breached)


def _left(one: ThresholdLeft, expected: int, tell: Teller) -> tuple[str, str, str]:
    def said(left: int) -> str:
        return str(left) if left >= 0 else tell("too_many", left=str(-left))

    return (
        tell(one.kind, at=_digits(percent_text(one.at), tell)),
        said(one.known.left),
        tell("of", k=said(one.expected.left), n=str(expected)),
    )


def _caps(ahead: Forecast, tell: Teller) -> Grid:
    currency = ahead.total.currency
    words = ("cap", "window", "limit", "used_before", "now", "left")
    grid = Grid(tuple(map(tell, words)), right=(3, 4, 5))

    def amount(value: Fraction | None) -> str:
        return "–" if value is None else _digits(amount_text(value, currency).removeprefix(currency).strip(), tell)

    for one in ahead.caps:
        grid.row(
            text(_called(one, tell)),
            text(one.window.label),
            text(retold(one.says, tell.speaks)),
            text(amount(one.before)),
            text(amount(one.now)),
            text(amount(one.left)),
        )
    return grid


def _called(one: Headroom, tell: Teller) -> str:
    side, clause = tell(one.side), str(one.clause)
    if one.of is None:
        return tell("of_all", side=side, clause=clause)
    return tell("of_one", side=side, of=one.of or tell("others"), clause=clause)
