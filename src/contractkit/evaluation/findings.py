"""What judging found out about single items: which contradict themselves, and which cannot be judged, with their rows.

What the rows alone say wrong, before any clock has run, is found in `doubts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from contractkit.clocks import REASONS, Replayed, Verdict
from contractkit.evaluation.doubts import Doubts
from contractkit.evaluation.scope import SCOPES
from contractkit.facts import Coded, Facts, Note
from contractkit.records.said import said

__all__ = ["contradicted", "undetermined"]

_WHY: Final = {
    "state-unknown": "of a part of its time it is not known whether the clock ran, stood still or was stopped",
    "target-unknown": "a field that decides which target applies has no value that is known",
    "different-units": "its target changed between working time, time and business days, which do not add up",
    "no-opening": "no opening of the calendar is known by which its time is used up",
    "moment-missing": "the instant by which it is due is missing",
    "start-unknown": "nothing says when its clock started",
    "result-unknown": "a field that the agreed result asks for has no value",
    "relief-unknown": "it depends on relief of which it is not known whether it counts",
}
"""Why an item cannot be judged, by the reasons of a clock that are no contradiction of its row."""


def contradicted(replayed: Sequence[Replayed], facts: Facts, doubts: Doubts) -> Iterator[Note]:
    """Return the items that stopped before they started, each once, and not those that were doubtful before."""
    items = _items(replayed, "stop-before-start", doubts)
    if len(items):
        yield Note(
            "stop-before-start",
            "the item stops before it starts, so that nothing can be decided about it",
            facts.items.rows[items],
            items,
            file=facts.items.file,
            where="items",
            hint="correct the start or the stop",
        )


def undetermined(replayed: Sequence[Replayed], facts: Facts, doubts: Doubts, scope: NDArray[np.int8]) -> Iterator[Note]:
    """Return the items in scope that cannot be judged for want of a fact, each once for each reason.

    Doubtful items and contradictions are listed elsewhere, under codes of their own.
    """
    counts = scope == SCOPES.index("in")
    for reason, why in _WHY.items():
        items = _items(replayed, reason, doubts)
        items = items[counts[items]]
        if len(items):
            yield Note(
                "undetermined",
                said("item {value} cannot be judged: {why}", value="{value}", why=why),
                facts.items.rows[items],
                items,
                Coded(items, tuple(facts.items.ids)),
                facts.items.file,
                "items",
            )


def _items(replayed: Sequence[Replayed], reason: str, doubts: Doubts) -> NDArray[np.int32]:
    """Return the items that are undetermined for a reason under any target, each once, in their order.

    Those that are doubtful under that target anyhow are left out.
    """
    code = REASONS.index(reason)
    found = [np.zeros(0, np.int32)]
    for one in replayed:
        items = one.item[(one.reason == code) & (one.verdict == Verdict.UNDETERMINED)]
        found.append(items[doubts.under(one.line)[items] == 0])
    return np.unique(np.concatenate(found))
