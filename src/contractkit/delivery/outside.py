"""One item outside of what was agreed, with what the work on it is worth."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import attrs

from contractkit.calendars.instants import to_datetime
from contractkit.delivery.risks import NextStep
from contractkit.delivery.worth import Worth
from contractkit.quantities.money import Money
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import said

__all__ = ["OUTSIDE", "OutsideItem"]

OUTSIDE = ("grey", "out", "no-service", "before-term", "after-term")
"""The scopes of work that nobody agreed to pay for; an agreed service without a target is agreed."""


@attrs.frozen
class OutsideItem:
    """One item outside of what was agreed.

    Attributes:
        item: Its id.
        scope: grey, out, no-service, before-term or after-term.
        rule: The name of the scope rule that said so; None where none did.
        clause: Where that rule stands; None where none said so.
        service: The service that the work was on; None where the facts do not say it.
        kind: Its category; None where the facts have none.
        opened: When it was opened, in microseconds since the epoch UTC; None where that is not known.
        day: The date of its opening in the agreement's zone; None likewise.
        spent: How long people worked on it; None where nobody told.
        worth: What the work is worth, or why nobody can say.
        verdicts: What it would have been judged as, for each promise that would speak of it.
        accepted: What the customer accepted to pay for it, so that it was not done for nothing; None where nothing.
        part: Which part of the worth that was for, where it was for what goes beyond a favour; None for all of it.
        step: What the papers say is done next; None where they say nothing, or nothing is to be done.
    """

    item: str
    scope: str
    rule: str | None
    clause: ClauseRef | None
    service: str | None
    kind: str | None
    opened: int | None
    day: date | None
    spent: timedelta | None
    worth: Worth
    verdicts: tuple[str, ...] = ()
    accepted: Money | None = None
    part: Worth | None = None
    step: NextStep | None = None

    @property
    def unpaid(self) -> Worth | None:
        """Return what of it was done for nothing; None where the customer pays for all of it."""
        if self.accepted is None or self.worth.amount is None or self.part is None or self.part.amount is None:
            return self.worth if self.accepted is None else None
        rest = Money(self.worth.amount.amount - self.part.amount.amount, self.worth.amount.currency)
        return Worth(
            rest,
            said("{formula}, less {amount} that was accepted", formula=self.worth.formula, amount=self.part.amount),
            self.worth.clause,
        )

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, ready for JSON; the opening ISO 8601 UTC, the worth as text."""
        opened = None if self.opened is None else to_datetime(self.opened, 0).isoformat()
        return {
            "item": self.item,
            "scope": self.scope,
            "rule": self.rule,
            "clause": None if self.clause is None else str(self.clause),
            "service": self.service,
            "kind": self.kind,
            "opened": opened,
            "spent_us": None if self.spent is None else self.spent // timedelta(microseconds=1),
            "worth": None if self.worth.amount is None else str(self.worth.amount.amount),
            "formula": self.worth.formula,
            "priced_by": None if self.worth.clause is None else str(self.worth.clause),
            "verdicts": list(self.verdicts),
            "accepted": None if self.accepted is None else str(self.accepted.amount),
            "step": None if self.step is None else self.step.to_dict(),
        }
