"""A figure before it is judged: what it is, or can be, and where that comes from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from fractions import Fraction

import attrs

from contractkit.records.read_only import read_only
from contractkit.records.said import said
from contractkit.settlement.measuring.figure import FigureCounts, FigureSource, FigureState, Verdict

__all__ = ["NOTHING_MEASURED", "WorkedOut"]


@attrs.frozen
class WorkedOut:
    """What a figure is, or can be.

    Attributes:
        state: Whether it is known.
        value: The exact figure in its unit; None where it is not known.
        low: The least that it can be; None where nobody can say.
        high: The most that it can be; None where nobody can say.
        counts: The items that it was counted from; None where there are none.
        volume: How many items, answers or requests it is of; None where that is not counted.
        downtime: The downtime that counts, of an availability; None for another figure.
        parts: What each part of a score adds to it.
        verdict: The verdict that was told with it; None where the figure decides.
        working: How it was worked out, in numbers.
        sources: Where it comes from.
    """

    state: FigureState
    value: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    counts: FigureCounts | None = None
    volume: int | None = None
    downtime: timedelta | None = None
    parts: Mapping[str, Fraction] = attrs.field(factory=dict, converter=read_only, hash=False)
    verdict: Verdict | None = None
    working: str = ""
    sources: tuple[FigureSource, ...] = ()

    @classmethod
    def known(cls, value: Fraction, working: str = "", sources: tuple[FigureSource, ...] = ()) -> WorkedOut:
        """Return a figure that is known."""
        return cls("known", value, value, value, working=working, sources=sources)

    @classmethod
    def between(
        cls,
        low: Fraction | None,
        high: Fraction | None,
        working: str = "",
        sources: tuple[FigureSource, ...] = (),
    ) -> WorkedOut:
        """Return a figure of which only its ends are known, or not even they; one where both ends are the same."""
        if low is not None and low == high:
            return cls.known(low, working, sources)
        return cls("undetermined", None, low, high, working=working, sources=sources)

    @classmethod
    def counted(cls, counts: FigureCounts, working: str = "", sources: tuple[FigureSource, ...] = ()) -> WorkedOut:
        """Return the share of counted items, as a percentage, exactly.

        Of items of which it is not known whether they are good, the share lies between what it is if none of them is
        and what it is if all are.
        """
        volume = counts.volume
        if not volume:
            state: FigureState = "running" if counts.running else "no-volume"
            return cls(state, counts=counts, volume=0, working=working or "no items", sources=sources)
        low, high = (Fraction(100 * met, volume) for met in (counts.met, counts.met + counts.undetermined))
        known = not counts.undetermined
        return cls(
            "known" if known else "undetermined",
            low if known else None,
            low,
            high,
            counts,
            volume,
            working=working or said("100 × {met} / {volume}", met=counts.met, volume=volume),
            sources=sources,
        )


NOTHING_MEASURED = WorkedOut("undetermined", working="nothing was measured")
"""The figure of which nobody knows anything."""
