"""Who is told when a promise is at risk."""

from __future__ import annotations

import attrs

from contractkit.quantities.money import Percent
from contractkit.records.clauses import ClauseRef
from contractkit.terms.provisions.allowances import Allowance
from contractkit.terms.provisions.base import Provision

__all__ = ["Escalation", "Warn"]


@attrs.frozen
class Warn:
    """Who is told at one moment in the life of a promise.

    Attributes:
        used: When so much of the time is used up; 100 % is the due instant.
        after_due: How long after the due instant; None where `used` says when.
        of: The clause and row of the promise; None for every time limit of the agreement.
        tell: The roles that are told.
        how: Through which channel; None where nothing is said.
    """

    used: Percent | None
    after_due: Allowance | None
    of: ClauseRef | None
    tell: tuple[str, ...]
    how: str | None = None


@attrs.frozen
class Escalation(Provision):
    """Who is told when a promise is at risk, or broken.

    Attributes:
        warnings: Who is told when, in the order of the page.
    """

    warnings: tuple[Warn, ...]
