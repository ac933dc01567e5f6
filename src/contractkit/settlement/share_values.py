"""The share of a time target as a figure: its counts, what they can still come to, and the verdict."""

from __future__ import annotations

from contractkit.settlement.figures import Figure
from contractkit.settlement.measuring.figure import FigureCounts, FigureSource, FigureState, FigureValue
from contractkit.settlement.measuring.judging import Promised
from contractkit.terms.targets import Target

__all__ = ["share_value"]


def share_value(target: Target, figure: Figure) -> FigureValue:
    """Return the share of a time target as a figure, in per cent.

    Args:
        target: What was promised.
        figure: The counts of its items in a period.
    """
    state: FigureState = "known"
    if not figure.volume:
        state = "running" if figure.running else "no-volume"
    elif figure.undetermined:
        state = "undetermined"
    value, low, high = (None if one is None else one * 100 for one in (figure.share, figure.low, figure.high))
    promised = Promised.of(target, None)
    verdict, term = promised.verdict(state, low, high, figure.volume)
    return FigureValue(
        of=target.name,
        clause=target.clause,
        period=figure.period,
        value=value if state == "known" else None,
        unit="%",
        low=low,
        high=high,
        compared=promised.compared(value) if state == "known" else None,
        state=state,
        verdict=verdict,
        term=term,
        precision=promised.precision,
        reach=promised.reach,
        minimum=promised.minimum,
        counts=FigureCounts(figure.met, figure.breached, figure.undetermined, figure.running, figure.excused),
        sources=(FigureSource("items", target.id),),
    )
