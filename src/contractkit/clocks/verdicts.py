"""Verdicts of clocks, and the reasons why there is none."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contractkit.clocks.judging import Judged
from contractkit.clocks.limits import NONE, Limits
from contractkit.clocks.stretches import Doubtful, Ended, Stretches
from contractkit.clocks.units import Unit
from contractkit.facts import NAT

__all__ = ["DUE_KNOWN", "LIMIT_KNOWN", "REASONS", "Verdict", "code_of", "reasons_of", "verdicts_of"]

Flags = NDArray[np.bool_]


class Verdict(IntEnum):
    """What became of a promise."""

    MET = 0
    BREACHED = 1
    EXCUSED = 2
    RUNNING = 3
    UNDETERMINED = 4
    NOT_APPLICABLE = 5


REASONS: Final = (
    "",
    "state-unknown",
    "target-unknown",
    "stop-before-start",
    "different-units",
    "no-opening",
    "moment-missing",
    "start-unknown",
    "result-unknown",
    "no-target",
    "not-started",
    "reset",
    "cancelled",
    "nothing-due",
    "relief-unknown",
)
"""Why a verdict is undetermined or not-applicable, by its code in `Replayed.reason`; the first stands for no reason."""

_REASON = {word: code for code, word in enumerate(REASONS)}


def code_of(reason: str) -> int:
    """Return the code of a reason."""
    return _REASON[reason]


def reasons_of(clocks: Stretches, judged: Judged, beyond: Flags | None, limits: Limits) -> NDArray[np.int8]:
    """Return why each clock has no verdict, the weightier reason where there are two (clocks.md 34)."""
    reason = np.zeros(len(clocks.item), np.int8)
    nothing_due = (judged.due == NAT) & ~judged.paused
    if beyond is not None:
        reason[beyond] = _REASON["no-opening"]
    if nothing_due.any():
        unit = limits.unit[judged.limit]
        reason[nothing_due] = _REASON["no-opening"]
        reason[nothing_due & (unit == Unit.MOMENT)] = _REASON["moment-missing"]
    reason[clocks.limit[clocks.last] == NONE] = _REASON["no-target"]
    if judged.mixed is not None:
        reason[judged.mixed] = _REASON["different-units"]
    if clocks.doubt.any():
        reason[clocks.doubt == Doubtful.TARGET] = _REASON["target-unknown"]
        reason[clocks.doubt == Doubtful.STATE] = _REASON["state-unknown"]
        reason[clocks.doubt == Doubtful.STOP_BEFORE_START] = _REASON["stop-before-start"]
    return reason


def verdicts_of(clocks: Stretches, late: Flags, reason: NDArray[np.int8], excused: Flags | None) -> NDArray[np.int8]:
    """Return the verdict of each clock, undetermined or not-applicable where there is a reason.

    Args:
        clocks: The clocks.
        late: Whether each is late.
        reason: For each why it has no verdict.
        excused: Which of them relief takes out; None in the reading as lived, which leaves out relief.

    Source: clocks.md rules 6, 7, 14, 23 and 34; decisions/0115 C4.
    """
    verdict = _BY_END[clocks.ended]
    verdict[late] = Verdict.BREACHED
    if excused is not None:
        verdict[excused] = Verdict.EXCUSED
    if reason.any():
        verdict[reason != 0] = Verdict.UNDETERMINED
        verdict[reason == _REASON["no-target"]] = Verdict.NOT_APPLICABLE
    verdict[clocks.ended >= Ended.RESET] = Verdict.NOT_APPLICABLE
    return verdict


_BY_END: Final = np.array(
    [Verdict.RUNNING, Verdict.MET, Verdict.NOT_APPLICABLE, *[Verdict.NOT_APPLICABLE] * 4], np.int8
)
"""What becomes of a clock that is not late, by how it ended (`Ended`)."""

DUE_KNOWN: Final = np.array([word in {"", "stop-before-start"} for word in REASONS])
"""For each reason whether it is known all the same when the limit is used up."""
LIMIT_KNOWN: Final = np.array(
    [word in {"", "stop-before-start", "state-unknown", "no-opening", "moment-missing"} for word in REASONS]
)
"""For each reason whether it is known all the same which limit holds."""
