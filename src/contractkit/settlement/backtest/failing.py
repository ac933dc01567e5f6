"""In how many periods in a row a figure failed, in drawn histories, where the effect at hand was not drawn in them.

An effect that came with an amendment looks back at periods that were not its own, and so does one behind a period that
an amendment split.
"""

from __future__ import annotations

import attrs

from contractkit.settlement.backtest.drawn_alone import MANY
from contractkit.settlement.backtest.luck import Floats
from contractkit.settlement.backtest.truths import Drawn, Judge
from contractkit.settlement.matter import Matter
from contractkit.settlement.paying.past import failed_before, period_before
from contractkit.settlement.paying.scene import Scene

__all__ = ["failed_in_a_row"]


def failed_in_a_row(judge: Judge, scene: Scene, matter: Matter) -> Floats | int:
    """Return in how many periods directly before this one a figure failed: in each history, or in all of them.

    Periods before the tested one stay as the ledger has them.

    Args:
        judge: Says which targets failed.
        scene: The effect in the period at hand.
        matter: What is settled.
    """
    previous, target = period_before(scene), scene.target
    if previous is None or target is None or previous.start < judge.since.start:
        return failed_before(scene, MANY)[0]
    asked, here = Drawn(matter, scene), scene
    found, still = judge.luck.same(0), judge.luck.all(True)  # noqa: FBT003
    for _ in range(MANY):
        before = period_before(here)
        if before is None or not still.any():
            break
        if before.start < judge.since.start:
            return found + still * failed_before(here, MANY)[0]
        still = still & judge.verdicts(target, before, asked)[1]
        found = found + still
        here = attrs.evolve(here, period=before)
    return found
