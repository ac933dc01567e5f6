"""What a settlement found about targets and metrics, and the points that effects gave: no step decides on it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import Any

from contractkit.charging.windows import in_force
from contractkit.settlement.judged_parts import JudgedPart, parts_judged
from contractkit.settlement.looking_back import looked_back_on
from contractkit.settlement.matter import Matter
from contractkit.settlement.measuring.figure import FigureValue, value_suffix
from contractkit.settlement.measuring.naming import own_names
from contractkit.settlement.measuring.pieces import own_periods
from contractkit.settlement.paid import Paid
from contractkit.settlement.remembered import SettledFigure, SettledPoints
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.targets import Target

__all__ = ["Findings", "findings_of"]

Findings = tuple[tuple[SettledFigure, ...], tuple[SettledPoints, ...]]
"""What was found about targets and metrics, and the points that effects gave."""


def findings_of(matter: Matter, paid: Sequence[Paid]) -> Findings:
    """Return what was found in a settlement, whatever steps make of its amounts.

    Args:
        matter: What is settled.
        paid: The effects.
    """
    figures = (*_figures(matter, paid), *_others(matter, {effect.target for effect in paid}))
    return figures, tuple(_points(paid))


def _figures(matter: Matter, paid: Sequence[Paid]) -> Iterator[SettledFigure]:
    """Yield what was found about the targets that effects looked at, each once in each of its periods.

    Of an effect that looks at none, whether it was for a failure, under the number of its clause: its repeat asks.
    """
    seen = set()
    for effect in paid:
        figure = effect.figure
        if effect.failed is not None:
            yield SettledFigure(str(effect.clause), effect.period, "breached" if effect.failed else "met")
        if figure is None or effect.target is None:
            continue
        key = (effect.target, figure.period.start, figure.period.end, tuple(figure.where.items()))
        if key in seen:
            continue
        seen.add(key)
        place = ("settled figure", effect.target, id(figure))
        yield matter.once(place, figure, partial(_settled_figure, effect.target, figure))


def _settled_figure(of: str, figure: FigureValue) -> SettledFigure:
    known = figure.value is not None
    values = value_suffix(figure.where)
    return SettledFigure(
        of=f"{of}{values}",
        period=figure.period,
        verdict=figure.verdict,
        value=figure.value,
        unit=figure.unit,
        low=None if known else figure.low,
        high=None if known else figure.high,
        name=None if figure.of == of else f"{figure.of}{values}",
    )


def _others(matter: Matter, looked_at: Collection[str | None]) -> Iterator[SettledFigure]:
    """Yield what was found about targets that pay nothing: a right may arise from several periods of them."""
    version = matter.version
    names = looked_back_on(version)
    if names is not None and not names:
        return
    targets: tuple[Target | FigureTarget, ...] = (*version.targets, *version.provisions_of(FigureTarget))
    for target in targets:
        if target.reach is None or target.id in looked_at:
            continue
        if names is not None and not names & set(own_names(target)):
            continue
        for period in own_periods(version, target.per, matter.period):
            if in_force(version, period) is None:
                continue
            parts = parts_judged(matter, target, period) or (JudgedPart(version, target, period),)
            for part in parts:
                for figure in matter.figures(part.version, part.target, part.period):
                    yield _settled_figure(target.id, figure)


def _points(paid: Sequence[Paid]) -> Iterator[SettledPoints]:
    given = [one for one in paid if one.computed.gives == "points" and one.computed.state == "settled"]
    most: dict[Any, Paid] = {}
    for one in given:
        key = _in_whole(one)
        if key not in most or one.computed.now > most[key].computed.now:
            most[key] = one
    for effect in given:
        if most[_in_whole(effect)] is effect:
            yield SettledPoints(effect.id, effect.target or effect.name, effect.settled_on, effect.computed.now)


def _in_whole(paid: Paid) -> Any:
    """Return what is the same for the parts of a period that an amendment split: they give their points once."""
    if paid.occasion is None:
        return paid.id
    return paid.id.replace(f" {paid.period.label}", "", 1), paid.occasion.window
