"""Means: of the figures of months or parts, each with the same weight, and of the parts of a score by their weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import attrs

from contractkit.charging.exact import exact_text
from contractkit.records.said import Figures, joined, said
from contractkit.settlement.measuring.figure import FigureSource
from contractkit.settlement.measuring.worked_out import WorkedOut
from contractkit.terms.provisions.metric import Weight

__all__ = ["mean_of", "weighted_mean"]

Ends = tuple[Fraction | None, Fraction | None]


def mean_of(figures: Sequence[WorkedOut], ends: Ends) -> WorkedOut:
    """Return the mean of figures, each with the same weight; those without volume are left out.

    Args:
        figures: The figures.
        ends: The least and the most that such a figure can be; None where nobody can say.
    """
    counted = [one for one in figures if one.state not in ("no-volume", "running")]
    sources = tuple(dict.fromkeys(source for one in figures for source in one.sources))
    volumes = [one.volume for one in counted]
    volume = None if None in volumes else sum(one for one in volumes if one is not None)
    if not counted:
        running = any(one.state == "running" for one in figures)
        return WorkedOut("running" if running else "no-volume", volume=0, working="no items", sources=sources)
    lows = [ends[0] if one.low is None else one.low for one in counted]
    highs = [ends[1] if one.high is None else one.high for one in counted]
    low, high = _mean(lows), _mean(highs)
    parts = joined(" + ", (said("unknown") if one.value is None else _short(one.value) for one in counted))
    left = len(figures) - len(counted)
    working = said("({parts}) / {counted}", parts=parts, counted=len(counted)) + (
        said("; {left} without volume left out", left=left) if left else ""
    )
    found = WorkedOut.between(low, high, working, sources)
    if any(one.value is None for one in counted):
        found = attrs.evolve(found, state="undetermined", value=None)
    return attrs.evolve(found, volume=volume)


def weighted_mean(weights: Sequence[Weight], parts: Mapping[str, WorkedOut], ends: Ends) -> WorkedOut:
    """Return the sum of weight times figure over the parts; a part that is not known may be anything on the scale.

    Args:
        weights: What each part counts for; together 100 %.
        parts: The figures of the parts, by name.
        ends: The least and the most that the figure of a part can be; None where nobody can say.
    """
    low: Fraction | None = Fraction(0)
    high: Fraction | None = Fraction(0)
    adds: dict[str, Fraction] = {}
    texts: list[str] = []
    sources: list[FigureSource] = []
    known = True
    for one in weights:
        share = Fraction(one.weight.value) / 100
        part = parts.get(one.part)
        value = None if part is None else part.value
        least, most = (None, None) if part is None else (part.low, part.high)
        least, most = ends[0] if least is None else least, ends[1] if most is None else most
        low = None if low is None or least is None else low + share * least
        high = None if high is None or most is None else high + share * most
        if value is None:
            known = False
        else:
            adds[one.part] = share * value
        texts.append(
            said("{weight} × {value}", weight=one.weight, value=said("unknown") if value is None else _short(value))
        )
        sources += () if part is None else part.sources
    working = joined(" + ", texts)
    found = WorkedOut.between(low, high, working, tuple(dict.fromkeys(sources)))
    if not known:
        found = attrs.evolve(found, state="undetermined", value=None, low=low, high=high)
    return attrs.evolve(found, parts=adds)


def _mean(values: Sequence[Fraction | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return None if len(known) < len(values) else sum(known, Fraction(0)) / len(known)


def _short(value: Fraction) -> str:
    text = exact_text(value)
    return text if len(text) <= 12 else Figures(f"{float(value):.6f}…")
