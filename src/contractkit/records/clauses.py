"""Where in the signed papers something stands: the reference that every computed figure cites."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import attrs

from contractkit.errors import Problem

__all__ = ["Assumption", "ClauseRef", "NotComputed", "Stage"]

Stage = Literal["judging", "settling", "showing"]
"""What waits for a clause that is not computed: every verdict, money only, or nothing but the clause's own figure."""


@attrs.frozen
class ClauseRef:
    """A place in a document: its clause number and, in a table, the row.

    Attributes:
        document: The document's id, such as ``SLA-2026-014``.
        clause: The clause number as on paper, such as ``4.1``; None for the head of the document.
        row: The name of the row in that clause's table, or None.
        file: The file that it was read from, or None.
        line: The line in that file, counted from 1, or None.

    Example:
        >>> str(ClauseRef("SLA-2026-014", "4.1", row="gold-response-p1"))
        'SLA-2026-014/4.1 gold-response-p1'
    """

    document: str
    clause: str | None = None
    row: str | None = None
    file: str | None = attrs.field(default=None, eq=False)
    line: int | None = attrs.field(default=None, eq=False)

    def __str__(self) -> str:
        """Return the reference as the parties write it."""
        place = self.document if self.clause is None else f"{self.document}/{self.clause}"
        return place if self.row is None else f"{place} {self.row}"

    def at_row(self, row: str, line: int | None = None, file: str | None = None) -> ClauseRef:
        """Return the reference to one row of this clause's table; its file is the clause's unless another is given."""
        return attrs.evolve(
            self, row=row, line=self.line if line is None else line, file=self.file if file is None else file
        )


@attrs.frozen
class Assumption:
    """A reading that the signed text leaves open, and what the library took.

    Attributes:
        convention: The word of the convention, such as ``counting``.
        taken: The value that was used.
        alternatives: What else it could have been.
        clause: Where the text is silent; None where it concerns the whole agreement or the facts.
        says: The reading in one sentence, for people.
    """

    convention: str
    taken: str
    alternatives: tuple[str, ...] = ()
    clause: ClauseRef | None = None
    says: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the reading as plain data, ready for JSON."""
        return {
            "convention": self.convention,
            "taken": self.taken,
            "alternatives": list(self.alternatives),
            "clause": None if self.clause is None else str(self.clause),
            "says": self.says,
        }


@attrs.frozen
class NotComputed:
    """A clause that is read and understood, and that this version of the library does not compute.

    Attributes:
        clause: Where it stands.
        stage: ``judging``: no target of the agreement is judged without it; ``settling``: only money waits for it;
            ``showing``: all else is computed, and whoever shows it says that this is missing.
        says: What is not computed, in one sentence.
        hint: What is, or what to write instead.
        since: The first date on which it decides something; None for the whole term.
    """

    clause: ClauseRef
    stage: Stage
    says: str
    hint: str | None = None
    since: date | None = None

    def __str__(self) -> str:
        """Return clause and reason on one line."""
        return f"{self.clause}: {self.says}" if self.hint is None else f"{self.clause}: {self.says}; {self.hint}"

    def problem(self) -> Problem:
        """Return it as a problem, for whoever cannot go on without it."""
        where = None if self.clause.clause is None else f"clause {self.clause.clause}"
        path = () if self.clause.clause is None else ("clauses", self.clause.clause)
        return Problem("not-yet", self.says, self.clause.file, self.clause.line, None, where, self.hint, path=path)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON."""
        return {"clause": str(self.clause), "stage": self.stage, "says": self.says, "hint": self.hint}
