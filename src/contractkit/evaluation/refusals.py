"""The relief that was claimed for an item and does not count, or not in full, and why: for whoever disputes it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import attrs
import numpy as np

from contractkit.facts import Table
from contractkit.records.clauses import ClauseRef
from contractkit.terms.targets import ClockLine

__all__ = ["TracedRefusal", "refusals_of"]

_IN_FULL: Final = "yes"


@attrs.frozen
class TracedRefusal:
    """A recorded stretch of relief that does not count in full.

    Attributes:
        row: Its row in the source.
        cause: Its cause.
        begin: Its first instant, UTC.
        end: The first instant after it; None where it still goes on.
        clause: The clause that names its cause; None where no clause of the agreement does.
        counts: ``in-part``, ``unknown`` or ``no``.
        why: Why not, or no further, such as ``told-too-late``; see `Evaluation.relief`.
    """

    row: int
    cause: str
    begin: datetime
    end: datetime | None
    clause: ClauseRef | None
    counts: str
    why: str


def refusals_of(listed: Table, item: int, line: ClockLine) -> tuple[TracedRefusal, ...]:
    """Return the stretches of one item that do not count in full under a clock line, in the order of the source.

    Args:
        listed: What the clauses make of the recorded stretches (`Evaluation.relief`).
        item: The place of the item in the facts.
        line: The line; clauses that do not concern it are left out.
    """
    own = listed.select(np.flatnonzero(listed.words("item").codes == item)).to_records()
    clauses: dict[str | None, ClauseRef | None] = {str(one.clause): one.clause for one in line.relief}
    clauses[None] = None
    return tuple(
        TracedRefusal(
            one["row"], one["cause"], one["begin"], one["end"], clauses[one["clause"]], one["counts"], one["why"]
        )
        for one in own
        if one["counts"] != _IN_FULL and one["clause"] in clauses
    )
