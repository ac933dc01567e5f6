"""An effect on a figure that may not be known: what it comes to for every figure that is possible."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Literal

import attrs

from contractkit.charging.exact import exact_text, share_text
from contractkit.records.said import said
from contractkit.settlement.measuring.allowed import Beyond
from contractkit.settlement.measuring.figure import FigureCounts, FigureState, FigureValue, Verdict
from contractkit.settlement.paying.computed import Computed
from contractkit.settlement.paying.saying import Style, came_to, nothing_at_all
from contractkit.settlement.paying.scene import NotKnownError, Scene
from contractkit.settlement.paying.worth import NOTHING, Outcome
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.targets import Target

__all__ = ["figure_text", "over_figure", "share_of", "too_few"]


def over_figure(
    scene: Scene,
    bounds: Sequence[Fraction],
    at: Callable[[Fraction], Outcome],
    style: Style,
    looks_at: Literal["compared", "measured"] = "compared",
    beyond: Beyond = "goes-on",
) -> Computed:
    """Return what an effect comes to, whatever its figure may turn out to be.

    Of a figure of which only the verdict is known, it is looked at what that allows: one amount is settled, several are
    a range, whose end may be what the effect comes to as the figure comes close to what was promised.

    Args:
        scene: What the effect looks at.
        bounds: The figures at which it changes its course; between two of them it goes up or down and not both.
        at: What it comes to at one figure.
        style: How that is said.
        looks_at: The figure brought to its metric's precision, or as it was measured, where the effect has its own.
        beyond: Whether it comes to the same everywhere beyond the outermost of the bounds.

    Raises:
        NotKnownError: There is no figure, and nothing is known of it.
    """
    figure = scene.figure
    if figure is None:
        raise NotKnownError("the figure is not known")
    if figure.state in ("no-volume", "running"):
        running = 0 if figure.counts is None else figure.counts.running
        told = said("no item is judged yet and {running} still run", running=running) if running else "no items"
        says = said("{told}, so no effect", told="no volume" if figure.counts is None else told)
        return attrs.evolve(nothing_at_all(style, says, _inputs(figure)), failed=_failed(figure, NOTHING, NOTHING))
    if figure.term == "minimum":
        return too_few(scene, figure, bounds, style)
    values = figure.possible(bounds, beyond)
    if looks_at == "measured" and figure.value is not None:
        values = (figure.value,)
    if not values:
        raise NotKnownError(said("{figure} is not known", figure=_name(scene)))
    found = [at(value) for value in values]
    end = figure.open_end(bounds, beyond)
    if end is not None:
        found.append(_towards(at, end))
    if figure.counts is not None and figure.term != "told" and figure.counts.count < max(figure.minimum or 0, 1):
        found.append(NOTHING)  # what is undetermined may not count here at all
    least, most = min(found, key=lambda one: one.exact), max(found, key=lambda one: one.exact)
    if style == "points":
        least, most = most.times(Fraction(-1)), least.times(Fraction(-1))
    about = figure_text(scene, figure, bounds)
    return came_to(
        scene,
        style,
        found,
        about,
        _inputs(figure),
        failed=_failed(figure, least, most),
        unsure="whatever the undetermined items are" if figure.term != "told" else "whatever the figure is",
    )


def _towards(at: Callable[[Fraction], Outcome], end: tuple[Fraction, Fraction, Fraction]) -> Outcome:
    """Return what an effect comes to as a figure comes close to an end that it does not reach.

    On a straight line up to the end, which half the way to it shows, that is what it comes to there; at a jump it is
    what it comes to just before.
    """
    near, nearer, there = (at(value) for value in end)
    straight = near.exact - there.exact == 2 * (nearer.exact - there.exact)
    return there if straight else nearer


def too_few(scene: Scene, figure: FigureValue, bounds: Sequence[Fraction], style: Style) -> Computed:
    """Return no effect of a figure that is of fewer items than decide anything.

    Args:
        scene: What the effect looks at.
        figure: The figure.
        bounds: The figures at which the effect changes its course.
        style: How it would be said.
    """
    says = said(
        "{figure}; nothing is decided with fewer than {minimum}, so no effect",
        figure=figure_text(scene, figure, bounds),
        minimum=figure.minimum,
    )
    gives: Literal["money", "points"] = "points" if style == "points" else "money"
    nought = Fraction(0)
    return Computed(gives, nought, nought, nought, "settled", says, "too few: no effect", _inputs(figure), failed=False)


def _name(scene: Scene) -> str:
    return "the figure" if scene.target is None else said("the figure of {name}", name=scene.target.name)


def _failed(figure: FigureValue, least: Outcome, most: Outcome) -> bool | None:
    """Return whether the figure failed: as its target says, or, without one, whether it costs something."""
    if figure.verdict != "none":
        return {"breached": True, "met": False, "no-volume": False}.get(figure.verdict)
    return True if most.exact < 0 else False if least.exact >= 0 else None


def share_of(figure: FigureValue, counts: FigureCounts) -> FigureValue:
    """Return the share of some of the items of a figure, in per cent, without a verdict of its own.

    Args:
        figure: The figure of all of them.
        counts: The items that count.
    """
    state: FigureState = "known"
    if not counts.volume:
        state = "running" if counts.running else "no-volume"
    elif counts.undetermined:
        state = "undetermined"
    low = Fraction(100 * counts.met, counts.volume) if counts.volume else None
    high = Fraction(100 * (counts.met + counts.undetermined), counts.volume) if counts.volume else None
    value = low if state == "known" else None
    compared = value if value is None or figure.precision is None else Fraction(figure.precision.apply(value))
    verdict: Verdict = "none" if counts.volume else "no-volume"
    return attrs.evolve(
        figure, counts=counts, state=state, low=low, high=high, value=value, compared=compared, verdict=verdict
    )


def figure_text(scene: Scene, figure: FigureValue, bounds: Sequence[Fraction]) -> str:
    """Return a figure in words, with as many places as show its side of each bound."""
    target, counts = scene.target, figure.counts
    if counts is None:
        if figure.value is None and figure.term == "told" and figure.verdict in ("met", "breached"):
            return said("{verdict} as told, without a figure", verdict=said(figure.verdict))
        if figure.value is None:
            ends = [_value_text(end, figure.unit, bounds) for end in (figure.low, figure.high) if end is not None]
            return (
                said("not known, between {low} and {high}", low=ends[0], high=ends[1])
                if len(ends) == 2
                else "not known"
            )
        return _value_text(figure.value, figure.unit, bounds)
    done = "in time" if not isinstance(target, Target) or target.also == EVERYTHING else "met"
    unsure = counts.undetermined
    if counts.count:
        text = said(
            f"{{met}} of {{count}} {done} = {{share}}",
            met=counts.met,
            count=counts.count,
            share=share_text(Fraction(counts.met, counts.count), bounds),
        )
    else:
        text = said("none of {unsure} is known", unsure=unsure)
    if unsure and figure.low is not None and figure.high is not None:
        if counts.count:
            text += said(", with {unsure} undetermined", unsure=unsure)
        low, high = (share_text(end / 100, bounds) for end in (figure.low, figure.high))
        text += said(", so between {low} and {high}", low=low, high=high)
    return text


def _value_text(value: Fraction, unit: str | None, bounds: Sequence[Fraction]) -> str:
    if unit == "%":
        return share_text(value / 100, bounds)
    return exact_text(value) if unit is None else said("{value} {unit}", value=exact_text(value), unit=unit)


def _inputs(figure: FigureValue) -> dict[str, str]:
    counts = figure.counts
    if counts is None:
        if figure.value is not None:
            return {"figure": exact_text(figure.value)}
        ends = (("figure-low", figure.low), ("figure-high", figure.high))
        return {name: exact_text(end) for name, end in ends if end is not None}
    words = ("met", "breached", "undetermined", "running")
    found = {word: str(getattr(counts, word)) for word in words}
    if counts.count:
        found["attainment"] = exact_text(Fraction(counts.met, counts.count))
    if counts.undetermined and figure.low is not None and figure.high is not None:
        found |= {"attainment-low": exact_text(figure.low / 100), "attainment-high": exact_text(figure.high / 100)}
    return found
