"""How much of an effect's own cap earlier periods used, in drawn histories. Floats and numpy.

Earlier settlements count with what their steps left: of the effect, and of what they kept of it and paid later.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
import numpy as np

from contractkit.quantities.periods import Period
from contractkit.settlement.backtest.drawn_parts import Part
from contractkit.settlement.backtest.luck import Floats
from contractkit.settlement.paying.past import is_of, paid_in_window, parts_before
from contractkit.settlement.paying.scene import Scene

__all__ = ["OwnCaps"]


@attrs.define(eq=False)
class OwnCaps:
    """Remembers what settlements left of effects.

    Attributes:
        since: The period that is tested; what was settled before it stays as it is.
    """

    since: Period
    _settled: list[Part] = attrs.field(factory=list, init=False)

    def keep(self, parts: Sequence[Part]) -> None:
        """Keep what the steps of a settlement left, of its effects and of what earlier ones had kept."""
        self._settled += [part for part in parts if part.of.brought != "earn-back"]

    def used(self, scene: Scene, window: Period, came: Callable[[Period], Floats | None]) -> Floats | float:
        """Return what earlier periods of an effect came to in a window, in each history, as a magnitude.

        Args:
            scene: The effect in the period at hand.
            window: The window of its cap.
            came: What it came to in an earlier period of the same settlement; None where that is not drawn.
        """
        found: Floats | float = 0.0
        if window.start < self.since.start:
            found = float(paid_in_window(attrs.evolve(scene, within=self.since, period=self.since), window))
        here = scene.period if scene.within is None else scene.within
        for part in self._settled:
            of, on = part.of, part.of.settled_on
            counts = on is not None and window.start <= on < min(window.end, here.start)
            if counts and is_of(scene, of.id, of.target, of.clause):
                found = found + np.abs(part.left)
        for earlier in parts_before(scene, window, here.start):
            amount = came(earlier.period)
            if amount is None:
                break
            found = found + np.abs(amount)
        return found
