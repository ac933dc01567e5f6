"""Claims for damages: the loss that is claimed, and what is paid of it under the bound that held for it."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, Self

import attrs

from contractkit.quantities.money import Money
from contractkit.records.clauses import ClauseRef
from contractkit.settlement.told import SettlementFacts

__all__ = ["AnsweredClaim", "LossClaim"]


@attrs.frozen
class LossClaim:
    """A claim for damages.

    Attributes:
        event: What it is called; one event has one claim.
        on: The date of the event.
        loss: The loss.
        head: What it is for, such as ``indirect-loss`` or ``intent``; None for direct loss of no head that a clause
            names.
        who: The party that is liable.
    """

    event: str
    on: date
    loss: Money
    head: str | None = None
    who: Literal["provider", "customer"] = "provider"

    @classmethod
    def told(cls, told: SettlementFacts, on: date) -> tuple[Self, ...]:
        """Return the claims that facts tell: those of the groups ``claims`` and ``losses``, in their order.

        Args:
            told: What was told.
            on: The date of the events, which such facts do not say.
        """
        amounts = [one for past in told.past if past.what in ("claims", "losses") for one in past.amounts]
        return tuple(cls(f"claim {number}", on, amount) for number, amount in enumerate(amounts, start=1))


@attrs.frozen
class AnsweredClaim:
    """What is paid of a claim.

    Attributes:
        claim: The claim.
        pays: What is paid; where something is not known, what is paid for certain.
        most: What it can come to at most; None where all is known.
        left: What is left of the bound over the whole term; None where there is none.
        decided_by: What decided: ``loss``, ``per-event``, ``per-year``, ``in-total``, ``excluded`` or ``uncapped``.
        clause: The clause of the liability; None where no clause bounds it.
        says: How it came about, in one sentence.
    """

    claim: LossClaim
    pays: Money
    most: Money | None
    left: Money | None
    decided_by: str
    clause: ClauseRef | None
    says: str

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data, amounts as text."""
        return {
            "event": self.claim.event,
            "on": self.claim.on.isoformat(),
            "who": self.claim.who,
            "head": self.claim.head,
            "loss": str(self.claim.loss.amount),
            "pays": str(self.pays.amount),
            "most": None if self.most is None else str(self.most.amount),
            "left": None if self.left is None else str(self.left.amount),
            "currency": self.pays.currency,
            "decided_by": self.decided_by,
            "clause": None if self.clause is None else str(self.clause),
            "says": self.says,
        }
