"""Units of a service that are paid for beforehand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

import attrs

from contractkit.quantities.money import Money, Percent
from contractkit.quantities.spans import Span
from contractkit.terms.provisions.base import Provision

__all__ = ["Prepaid"]


@attrs.frozen
class Prepaid(Provision):
    """Blocks of units of a service that are paid for beforehand; what no block covers has the price of the service.

    A block holds from its first date to the day before it lapses. What is left at the end of the agreement lapses.

    Attributes:
        name: What orders, facts, the ledger and other clauses call it.
        of: The service, or the part of one (``guarding: rounds``), whose units they are.
        units: How many units a block has.
        unit: The unit, as the clause writes it.
        price: What a block costs; None where it is paid for in another way, such as in a fee.
        every: The period each of which has a block of its own; None where blocks are bought by themselves.
        bought: The date on which one block begins, or ``as-ordered``: as many as the facts tell; None with `every`.
        lapses_after: How long after its first date a block lapses; ``with-its-period``, or ``never``.
        carries: How many units, or which share, of a block at most go on at the end of its own period; None for all.
        drawn: Which block is used first: ``first-to-lapse``, or ``newest-first``.
    """

    name: str
    of: str
    units: Decimal
    unit: str
    price: Money | None = None
    every: str | None = None
    bought: date | Literal["as-ordered"] | None = None
    lapses_after: Span | Literal["with-its-period", "never"] = "never"
    carries: Decimal | Percent | None = None
    drawn: Literal["first-to-lapse", "newest-first"] = "first-to-lapse"
