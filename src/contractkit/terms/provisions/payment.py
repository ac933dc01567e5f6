"""When invoices are sent and due."""

from __future__ import annotations

import attrs

from contractkit.quantities.spans import Span
from contractkit.terms.provisions.allowances import Allowance
from contractkit.terms.provisions.base import Provision

__all__ = ["Payment"]


@attrs.frozen
class Payment(Provision):
    """When an invoice is sent and when it is due.

    Attributes:
        within: How long after the date it counts from.
        counted_from: ``invoice-date``, ``invoice-received`` or ``delivery``; None where the text does not say.
        invoiced: How often; None where the text does not say.
        invoice_is: ``in-advance`` or ``in-arrears``; None where the text does not say.
        lapses_after: When what was not invoiced is no longer owed.
        part_days: What a part of a day counts; None where nothing lapses.
    """

    within: Allowance
    counted_from: str | None = None
    invoiced: str | None = None
    invoice_is: str | None = None
    lapses_after: Span | None = None
    part_days: str | None = None
