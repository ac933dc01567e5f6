"""How much of an effect's own cap earlier periods used, in drawn histories. Floats and numpy.

Earlier settlements count with what their steps left of the effect and what they keep of it, which is paid later.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

import attrs
import numpy as np

from contractkit.quantities.periods import Period
from contractkit.settlement.backtest.drawn_parts import Part
from contractkit.settlement.backtest.luck import Floats
from contractkit.settlement.paying.past import (
    OWN,
    is_of,
    parts_before,
    settled_in_window,
    waits_in_window,
)
from contractkit.settlement.paying.scene import Scene
from contractkit.settlement.steps.amounts import Setting

__all__ = ["OwnCaps"]


@attrs.define(eq=False)
class OwnCaps:
    """Remembers what settlements left of effects, and what they keep of them.

    Attributes:
        since: The period that is tested; what was settled before it stays as it is.
    """

    since: Period
    _settled: list[Part] = attrs.field(factory=list, init=False)
    _waiting: dict[str, Sequence[Part]] = attrs.field(factory=dict, init=False)

    def keep(self, setting: Setting, parts: Sequence[Part], waiting: Sequence[Part]) -> None:
        """Keep what the steps of a settlement left, of its effects and of what earlier ones had kept.

        Args:
            setting: What the steps looked at.
            parts: What they left.
            waiting: What they keep for the next settlement; all of it.
        """
        self._settled += [part for part in parts if part.of.brought != "earn-back"]
        self._waiting[str(setting.part or "")] = waiting

    def used(self, scene: Scene, window: Period, came: Callable[[Period], Floats | None]) -> Floats | float:
        """Return what earlier periods of an effect came to in a window, in each history, as a magnitude.

        Args:
            scene: The effect in the period at hand.
            window: The window of its cap.
            came: What it came to in an earlier period of the same settlement; None where that is not drawn.
        """
        found: Floats | float = 0.0
        if window.start < self.since.start:
            then = attrs.evolve(scene, within=self.since, period=self.since)
            waits = self._still(waits_in_window(then, window, self.since.start))
            found = float(settled_in_window(then, window, self.since.start) + waits)
        here = scene.period if scene.within is None else scene.within
        for part in self._settled:
            of, on = part.of, part.of.settled_on
            if part.origin is not None and part.origin.step != OWN:
                on = part.origin.since
            counts = on is not None and window.start <= on < min(window.end, here.start)
            if counts and is_of(scene, of.id, of.target, of.clause):
                found = found + np.abs(part.left)
        for part in (one for several in self._waiting.values() for one in several):
            kept = part.origin
            if kept is not None and kept.since in window and is_of(scene, kept.effect, kept.target, kept.clause):
                found = found + np.abs(part.left)
        for earlier in parts_before(scene, window, here.start):
            amount = came(earlier.period)
            if amount is None:
                break
            found = found + np.abs(amount)
        return found

    def _still(self, waits: Mapping[str, Fraction]) -> Fraction:
        """Return what waits as the ledger has it, of the clauses that have settled nothing yet."""
        return sum((amount for by, amount in waits.items() if by not in self._waiting), Fraction(0))
