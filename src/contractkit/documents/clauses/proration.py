"""What a part of a period costs."""

from __future__ import annotations

from typing import Annotated, Literal

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.conventions import Settles
from contractkit.documents.fields import Ref
from contractkit.documents.references import Names
from contractkit.documents.scalars import OneOrMany, Word

__all__ = ["Proration"]


class Proration(Clause):
    """What a part of a period costs.

    Attributes:
        by: ``days-of-whole-period``: the days billed over all days of the period; ``days-of-each-month``: each month by
            its own days; ``days-of-year``: 365 or 366; ``thirty-day-months``; ``none``: a part costs the whole.
        whole_periods: Whether whole months and years inside the stretch are billed whole, or by their days too.
        applies_to: The services, fees and prepaid blocks that it is about; all where none is named.
    """

    kind: Literal["proration"]
    by: Annotated[str, Word("days-of-whole-period", "days-of-each-month", "days-of-year", "thirty-day-months", "none")]
    whole_periods: Annotated[str | None, Settles("whole_periods")] = None
    applies_to: Annotated[OneOrMany[Ref], Names(("service", "amount", "prepaid"))] = ()

    def matters(self, field: str) -> bool:  # noqa: ARG002
        """Return whether the reading that `field` settles decides something: where parts cost the whole, nothing."""
        return self.by != "none"
