"""What a party owes at most."""

from __future__ import annotations

from typing import Annotated, Literal

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.clauses.settlements import AnyLimit
from contractkit.documents.conventions import Settles
from contractkit.documents.fields import Name
from contractkit.documents.scalars import OneOrMany, Word

__all__ = ["Liability"]


class Liability(Clause):
    """What a party owes at most.

    Attributes:
        who: Whose liability it bounds; both parties' where nothing is written.
        per_event: For each event.
        per_year: For each contract year.
        in_total: Over the whole term.
        uncapped: For what there is no bound.
        excludes: What is not owed at all.
        service_credits: Whether service credits use up these bounds.
        credits_counted: Which of them a claim finds: all of the contract year or the term, or those of periods that had
            ended by its event.
    """

    computes = False
    kind: Literal["liability"]
    who: Annotated[str, Word("provider", "customer", "both")] | None = None
    per_event: AnyLimit | None = None
    per_year: AnyLimit | None = None
    in_total: AnyLimit | None = None
    uncapped: OneOrMany[Name] = ()
    excludes: OneOrMany[Name] = ()
    service_credits: Annotated[str | None, Settles("service_credits")] = None
    credits_counted: Annotated[str | None, Settles("credits_counted")] = None

    def matters(self, field: str) -> bool:
        """Return whether the reading that `field` settles decides something: a bound, and credits that use it up."""
        if field == "credits_counted" and self.service_credits != "use-up-the-cap":
            return False
        return not (self.per_event is None and self.per_year is None and self.in_total is None)
