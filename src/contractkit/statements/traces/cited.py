"""How a trace cites a clause: its number and, where an amendment changed it, the wording that bound the clock."""

from __future__ import annotations

from datetime import datetime

import attrs

from contractkit.evaluation import Trace
from contractkit.records.clauses import ClauseRef
from contractkit.statements.clauses.registry import Teller

__all__ = ["Citing"]


@attrs.frozen
class Citing:
    """Cites the clauses of one trace.

    Attributes:
        trace: The trace.
        tell: Says things in a language.
    """

    trace: Trace
    tell: Teller

    def cite(self, clause: ClauseRef, at: datetime | None = None) -> str:
        """Return a clause as a page cites it: ``SLA-7/4.2 p1, the wording of 1 March 2026``.

        Args:
            clause: The clause.
            at: The instant at which it decided; None for the start of the clock.
        """
        wording = self.trace.wording_of(clause, at)
        if wording is None:
            return str(clause)
        if wording.since is None:
            return self.tell("wording.signed", clause=str(clause))
        return self.tell("wording", clause=str(clause), day=self.tell.speaks.day(wording.since))

    def behind(self, said: str, clause: ClauseRef, at: datetime | None = None) -> str:
        """Return what is said with its clause behind it."""
        return self.tell("clause", said=said, clause=self.cite(clause, at))

    def promised(self) -> str:
        """Return the clause of the promise, in the wording that judges: the last one that bound the clock."""
        pieces = self.trace.pieces
        return self.cite(self.trace.target.clause, pieces[-1].end if pieces else None)

    def is_promised(self, clause: ClauseRef, at: datetime) -> bool:
        """Return whether a clause is the one of the promise, in the same wording."""
        return clause == self.trace.target.clause and self.cite(clause, at) == self.promised()
