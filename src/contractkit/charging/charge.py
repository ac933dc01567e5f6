"""One thing that is charged, with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

import attrs

from contractkit.charging.blocks import BlockMoved, BlocksLeft
from contractkit.charging.exact import as_decimal, exact_text
from contractkit.charging.indexation import IndexStep
from contractkit.quantities.money import Money
from contractkit.records.clauses import Assumption, ClauseRef

__all__ = ["Charge", "ChargeKind"]

ChargeKind = Literal["fee", "service", "outside-band", "minimum", "prepaid", "surcharge"]
"""What a charge is for."""


@attrs.frozen
class Charge:
    """One thing that is charged in a period.

    Attributes:
        name: The fee or the service.
        clause: Where it stands.
        exact: What is charged for now, not rounded, without what is `missing`; settlements count it, provisionally.
        currency: The ISO 4217 code of the amount.
        price: What was agreed, in words.
        formula: How the amount came about, in words and numbers.
        inputs: The numbers that went in, by name, written exactly.
        assumptions: What was taken where the text is silent.
        missing: What is not known, so that nothing is charged for now; None where all is known.
        kind: What it is for.
        steps: The changes of its price by an index, each with its figures.
        evidence: The figures and measurements it was taken from, each with source and date of recording.
        baseline: For a service whose band moves the next year's volume, that volume; None for all others.
        blocks: For a prepaid clause, what is left of its blocks on the first date after the period; None for all
            others, and where nobody knows how many units were used.
        moves: For a prepaid clause, what the period made of each of its blocks, the oldest first.
        turns: For units as they come, the dates of the period from which on a unit has another price.
    """

    name: str
    clause: ClauseRef
    exact: Fraction
    currency: str
    price: str
    formula: str
    inputs: Mapping[str, str]
    assumptions: tuple[Assumption, ...] = ()
    missing: str | None = None
    kind: ChargeKind = "fee"
    steps: tuple[IndexStep, ...] = ()
    evidence: tuple[str, ...] = ()
    baseline: Decimal | None = None
    blocks: BlocksLeft | None = None
    moves: tuple[BlockMoved, ...] = ()
    turns: tuple[date, ...] = ()

    @property
    def amount(self) -> Money | None:
        """Return the amount; of a fraction that no decimal equals, the nearest one of 34 digits.

        None where something is `missing`: nobody knows the amount, and no sum can take it for nought.
        """
        return None if self.missing is not None else Money(as_decimal(self.exact), self.currency)

    @property
    def state(self) -> Literal["final", "provisional", "undetermined"]:
        """Return whether all that the amount was taken from is known, and final."""
        if self.missing is not None:
            return "undetermined"
        return "provisional" if any(step.status == "provisional" for step in self.steps) else "final"

    def to_dict(self) -> dict[str, Any]:
        """Return the charge as plain data, ready for JSON.

        The amount is exact text, a fraction where no decimal is, and None where something of it is missing.
        """
        return {
            "name": self.name,
            "kind": self.kind,
            "clause": str(self.clause),
            "exact": None if self.missing is not None else exact_text(self.exact),
            "currency": self.currency,
            "price": self.price,
            "formula": self.formula,
            "inputs": dict(self.inputs),
            "assumptions": [one.to_dict() for one in self.assumptions],
            "state": self.state,
            "missing": self.missing,
            "steps": [step.to_dict() for step in self.steps],
            "evidence": list(self.evidence),
            "baseline": None if self.baseline is None else f"{self.baseline:f}",
            "blocks": None if self.blocks is None else self.blocks.to_dict(),
            "moves": [move.to_dict() for move in self.moves],
        }
