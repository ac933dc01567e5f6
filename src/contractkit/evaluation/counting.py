"""How much of everything there was: one number for each thing, and numbers that add up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from contractkit.clocks import History, Replayed
from contractkit.evaluation.scope import SCOPES
from contractkit.facts import Note, Table

__all__ = ["counts_of"]


def counts_of(
    history: History, replayed: Sequence[Replayed], notes: Iterable[Note], scope: NDArray[np.int8], outcomes: Table
) -> dict[str, int]:
    """Return the counts of an evaluation (see `Evaluation.counts`).

    Args:
        history: What happened.
        replayed: The answers of the lines.
        notes: What was found in rows, to be counted by its code.
        scope: For each item the place of its scope in `SCOPES`.
        outcomes: The outcomes.
    """
    events = history.facts.events
    late = np.zeros(0, np.bool_) if events is None else events.made[events.at > history.as_of]
    logged = int(np.count_nonzero(~late))
    scopes = np.bincount(scope, minlength=len(SCOPES)).tolist()
    verdicts = outcomes.words("verdict")
    found = np.bincount(verdicts.codes, minlength=len(verdicts.categories)).tolist()
    counts = {
        **history.facts.counts,
        **{f"items-{word}": many for word, many in zip(SCOPES, scopes, strict=True)},
        "events-after-as-of": logged,
        "instants-after-as-of": len(late) - logged + sum(one.late_columns for one in replayed),
    }
    for note in notes:
        counts[note.code] = counts.get(note.code, 0) + len(note.rows)
    return counts | {"outcomes": len(outcomes)} | dict(zip(verdicts.categories, found, strict=True))
