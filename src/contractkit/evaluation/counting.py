"""How much of everything there was: one number for each thing, and numbers that add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from contractkit.clocks import History, Replayed
from contractkit.evaluation.scope import SCOPES
from contractkit.facts import Facts, Note

__all__ = ["counts_of"]


def counts_of(
    facts: Facts,
    history: History,
    replayed: Sequence[Replayed],
    notes: Iterable[Note],
    scope: NDArray[np.int8],
    verdicts: Mapping[str, int],
) -> dict[str, int]:
    """Return the counts of an evaluation (see `Evaluation.counts`).

    Args:
        facts: What happened, as it was given.
        history: The same as it was judged.
        replayed: The answers of the lines.
        notes: What was found in rows, to be counted by its code.
        scope: For each item the place of its scope in `SCOPES`.
        verdicts: How many outcomes there are of each verdict.
    """
    events = history.facts.events
    late = np.zeros(0, np.bool_)
    unknown = 0
    if events is not None:
        after = events.at > history.as_of
        late = events.made[after]
        known = None if history.known_at is None else events.known_by(history.known_at)
        unknown = 0 if known is None else int(np.count_nonzero(~known & ~after))
    logged = int(np.count_nonzero(~late))
    scopes = np.bincount(scope, minlength=len(SCOPES)).tolist()
    counts = {
        **facts.counts,
        **{f"items-{word}": many for word, many in zip(SCOPES, scopes, strict=True)},
        "events-after-as-of": logged,
        "instants-after-as-of": len(late) - logged + sum(one.late_columns for one in replayed),
    }
    if history.known_at is not None:
        counts["events-recorded-later"] = unknown
    for note in notes:
        counts[note.code] = counts.get(note.code, 0) + len(note.rows)
    return counts | {"outcomes": sum(verdicts.values())} | dict(verdicts)
