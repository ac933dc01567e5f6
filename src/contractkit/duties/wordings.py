"""Which wording an occasion belongs to: the one in force on the date that it is counted from.

A fixed date before the clause itself came in, such as the start of the agreement, belongs to the first wording that
has the clause: else nobody would ever owe what an amendment adds.
"""

from __future__ import annotations

from datetime import date

import attrs

from contractkit.duties.line import Line
from contractkit.duties.occasions import Listed, Occasion

__all__ = ["Wording"]


@attrs.frozen
class Wording:
    """The dates on which one wording is in force, and the fixed dates that belong to those before it.

    Attributes:
        since: The first date; None from the beginning.
        until: The first date on which it no longer holds; None for the last wording.
        dated: The obligations of fixed dates that earlier wordings have.
    """

    since: date | None = None
    until: date | None = None
    dated: frozenset[str] = frozenset()

    def after(self, lines: tuple[Line, ...], since: date | None, until: date | None) -> Wording:
        """Return the next wording.

        Args:
            lines: The rules of this one.
            since: The first date of the next.
            until: The first date on which that no longer holds.
        """
        own = {
            f"{line.owed.prefix}{one.label}"
            for line in lines
            if _is_fixed(line) and isinstance(line.schedule, Listed)
            for one in line.schedule.occasions
            if self.has(one, line)
        }
        return Wording(since, until, self.dated | own)

    def has(self, occasion: Occasion, line: Line) -> bool:
        """Return whether an occasion of a rule belongs to this wording."""
        base = occasion.base
        holds = None if line.owed.said is None else line.owed.said.holds
        if (self.until is not None and base >= self.until) or (holds is not None and not holds.on(base)):
            return False
        if self.since is None or self.since <= base:
            return True
        return _is_fixed(line) and f"{line.owed.prefix}{occasion.label}" not in self.dated


def _is_fixed(line: Line) -> bool:
    """Return whether a rule is of dates that the papers say: not of moments that are told, nor of credits."""
    return isinstance(line.schedule, Listed) and line.waits_for is None and line.owed.kind in ("duty", "insurance")
