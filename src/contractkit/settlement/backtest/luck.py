"""Drawn figures: how many items of a cell are met in histories that could as well have happened.

A cell is one target in one of its own periods. Floats and numpy, no settlement.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any
from zlib import crc32

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.quantities.currencies import minor_units
from contractkit.quantities.notation import Bound
from contractkit.quantities.rounding import Rounding
from contractkit.settlement.measuring.figure import FigureValue

__all__ = ["Floats", "Luck", "Truths", "minor", "reaches", "to_unit"]

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]
_NEAR = 1e-9
"""A drawn share may lie a hair beside the exact one; it counts as at a bound where it is that near."""
_WAYS: dict[str, Callable[[Floats], Floats]] = {
    "half-up": lambda units: np.copysign(np.floor(np.abs(units) + 0.5 + _NEAR), units),
    "half-even": lambda units: np.rint(np.round(units, 9)),
    "up": lambda units: np.copysign(np.ceil(np.abs(units) - _NEAR), units),
    "down": lambda units: np.copysign(np.floor(np.abs(units) + _NEAR), units),
    "floor": lambda units: np.floor(units + _NEAR),
    "ceiling": lambda units: np.ceil(units - _NEAR),
}


def to_unit(values: Floats, rounding: Rounding | None) -> Floats:
    """Return values brought to a unit; as they are for None."""
    if rounding is None:
        return values
    unit = float(rounding.to)
    return np.asarray(_WAYS[rounding.mode](values / unit) * unit, np.float64)


def minor(currency: str) -> Rounding:
    """Return how amounts of a currency are rounded where no clause says how."""
    return Rounding(Decimal(1).scaleb(-minor_units(currency)), "half-up")


def reaches(values: Floats, bound: Bound) -> Truths:
    """Return which values keep a bound."""
    level = float(bound.level.number)
    if bound.relation == "at least":
        return values >= level - _NEAR
    if bound.relation == "more than":
        return values > level + _NEAR
    return values <= level + _NEAR if bound.relation == "at most" else values < level - _NEAR


@attrs.define(eq=False)
class Luck:
    """Draws cells.

    Attributes:
        resamples: How many histories.
        seed: What drawing begins with; each cell draws by seed, target and date, so that variants meet the same luck.
    """

    resamples: int
    seed: int
    _met: dict[Any, Floats] = attrs.field(factory=dict, init=False)
    _shares: dict[tuple[int, int], Floats] = attrs.field(factory=dict, init=False)
    _verdicts: dict[Any, tuple[Truths, Truths]] = attrs.field(factory=dict, init=False)
    _truths: dict[Any, tuple[Any, Truths]] = attrs.field(factory=dict, init=False)

    def met(self, target: str, figure: FigureValue) -> Floats | None:
        """Return how many items of a figure are met in each history; None where it is not counted from items.

        The items that were judged are drawn anew, as many as there were, with replacement: how many of them are then
        met is binomial, with the share that was met. What is undetermined is left out.

        Args:
            target: The id of what has the figure.
            figure: The figure as it happened.
        """
        counts = figure.counts
        if counts is None or not counts.count:
            return None
        name = f"{target}{''.join(f' {value}' for value in figure.where.values())}"
        key = (name, figure.period.start, counts.met, counts.count)
        if key not in self._met:
            luck = np.random.default_rng([self.seed, crc32(name.encode()), figure.period.start.toordinal()])
            drawn = luck.binomial(counts.count, counts.met / counts.count, self.resamples)
            self._met[key] = np.asarray(drawn, np.float64)
        return self._met[key]

    def share(self, target: str, figure: FigureValue) -> Floats | None:
        """Return the share in per cent in each history, before any precision; None where it is not counted."""
        met, counts = self.met(target, figure), figure.counts
        if met is None or counts is None:
            return None
        key = (id(met), counts.count)
        if key not in self._shares:
            self._shares[key] = met * (100 / counts.count)
        return self._shares[key]

    def verdicts(self, target: str, figure: FigureValue) -> tuple[Truths, Truths]:
        """Return in which histories a figure is met, and in which it is breached; in neither without a verdict."""
        share = self.share(target, figure)
        if share is None or figure.reach is None or figure.term == "minimum":
            return self.all(figure.verdict == "met"), self.all(figure.verdict == "breached")
        key = (id(share), figure.reach, figure.precision)
        if key not in self._verdicts:
            met = reaches(to_unit(share, figure.precision), figure.reach)
            self._verdicts[key] = (met, ~met)
            for one in self._verdicts[key]:
                one.flags.writeable = False
        return self._verdicts[key]

    def all(self, value: bool) -> Truths:  # noqa: FBT001
        """Return the same truth for every history."""
        return self._once(("all", value), (), lambda: np.full(self.resamples, value))

    def every(self, parts: Sequence[Truths]) -> Truths:
        """Return in which histories all of several truths hold; of the same ones the same array, where it is kept."""
        if len(parts) == 1:
            return parts[0]
        if not parts:
            return self.all(True)  # noqa: FBT003
        return self._once(("every", *map(id, parts)), parts, lambda: np.logical_and.reduce(parts))

    def other(self, truths: Truths) -> Truths:
        """Return in which histories something does not hold; of the same truths the same array, where it is kept."""
        return self._once(("not", id(truths)), (truths,), lambda: ~truths)

    def same(self, value: Decimal | float | Any) -> Floats:
        """Return the same number for every history."""
        return np.full(self.resamples, float(value))

    def _once(self, key: Any, of: Sequence[Truths], make: Callable[[], Truths]) -> Truths:
        """Return truths made of others; they are kept with them where those are kept, and never written to."""
        if key in self._truths:
            return self._truths[key][1]
        made = make()
        if not any(one.flags.writeable for one in of):
            made.flags.writeable = False
            self._truths[key] = (tuple(of), made)
        return made
