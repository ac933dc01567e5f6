"""When invoices are due."""

from __future__ import annotations

from typing import Annotated, Literal

from contractkit.documents.clauses.registry import Clause
from contractkit.documents.conventions import Settles
from contractkit.documents.fields import PeriodWord, SpanText
from contractkit.documents.references import CalendarRef
from contractkit.documents.scalars import Word

__all__ = ["Payment"]


class Payment(Clause):
    """When an invoice is sent and when it is due.

    Attributes:
        within: How long after the date it counts from.
        counted_from: The date that it counts from.
        invoiced: How often an invoice is sent.
        invoice_is: ``in-advance`` where the period to come is invoiced, else ``in-arrears``.
        lapses_after: When what was not invoiced is no longer owed.
        part_days: What a part of a day counts.
        calendar: On which calendar business days count.
    """

    computes = False
    kind: Literal["payment"]
    within: SpanText
    counted_from: Annotated[str, Word("invoice-date", "invoice-received", "delivery")] | None = None
    invoiced: PeriodWord | None = None
    invoice_is: Annotated[str, Word("in-advance", "in-arrears")] | None = None
    lapses_after: SpanText | None = None
    part_days: Annotated[str | None, Settles("part_days")] = None
    calendar: CalendarRef | None = None

    def matters(self, field: str) -> bool:  # noqa: ARG002
        """Return whether the reading that `field` settles decides something: parts of days matter for a lapse."""
        return self.lapses_after is not None
