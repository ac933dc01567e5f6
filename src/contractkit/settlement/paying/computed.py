"""What an effect comes to in one period, before any step of the settlement."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import attrs

from contractkit.charging.base_amount import Base
from contractkit.quantities.currencies import minor_units
from contractkit.quantities.money import Money
from contractkit.quantities.rounding import Rounding
from contractkit.records.clauses import Assumption, ClauseRef
from contractkit.records.read_only import read_only

__all__ = ["Computed", "Consequence", "Conversion", "Single", "State"]

State = Literal["settled", "no-volume", "undetermined"]


@attrs.frozen
class Consequence:
    """What follows from a clause besides money, such as a right to terminate or a plan that is owed.

    Attributes:
        clause: Where it stands.
        kind: What it is, in one word such as ``termination-right``.
        who: Who may do it, or gets it: customer, provider or both; None where nobody is named.
        state: ``arises``, ``does-not-arise`` or ``undetermined``.
        says: In one sentence why.
        amount: The money that it is about, such as what is left of a deposit; None for none.
    """

    clause: ClauseRef
    kind: str
    who: str | None
    state: Literal["arises", "does-not-arise", "undetermined"]
    says: str
    amount: Money | None = None

    def to_dict(self) -> dict[str, str | None]:
        """Return the consequence as plain data."""
        return {
            "clause": str(self.clause),
            "kind": self.kind,
            "who": self.who,
            "state": self.state,
            "says": self.says,
            "amount": None if self.amount is None else str(self.amount),
        }


@attrs.frozen
class Conversion:
    """The currency in which an effect is paid, and its rate.

    Attributes:
        currency: The ISO 4217 code.
        rate: How much of it one unit of the agreement's currency gives.
    """

    currency: str
    rate: Fraction

    def of(self, amount: Fraction) -> Money:
        """Return an amount of the agreement's currency in this one, half up to its minor unit."""
        minor = Decimal(1).scaleb(-minor_units(self.currency))
        return Money(Rounding(minor, "half-up").apply(amount * self.rate), self.currency)


@attrs.frozen
class Single:
    """What an effect comes to for one of the things that it is about, with the most that it may be.

    Attributes:
        exact: The amount by the end of the period; a malus is negative.
        before: What of it earlier periods counted.
        most: Its cap, as a magnitude.
        told: How the cap is said.
    """

    exact: Fraction
    before: Fraction
    most: Fraction
    told: str


@attrs.frozen
class Computed:
    """What an effect comes to.

    Attributes:
        gives: ``money``; ``points``, which another effect makes into money; or ``consequence``, which is none.
        now: What is settled now, in the agreement's currency or in points; a malus is negative. Nought where it is
            not known.
        low: The least that it can come to.
        high: The most that it can come to.
        state: Whether it is known.
        says: What was found, as the rest of a sentence that begins with what the effect is for.
        formula: How the amount came about.
        inputs: The numbers that went in, by name, written exactly.
        percent: The percentage of `base`; None where no percentage of one amount decides.
        base: The amount of which it takes a share; None where there is none.
        place: Where the figure lies, such as ``below 97 %``.
        working: How percentage or amount came about, in numbers.
        failed: Whether it is for a failure, which decides about repeats; None where nobody knows.
        missing: What nobody told, and without which there is no amount: clauses of a sentence.
        before_cap: The amount before the effect's own cap; None where it has none.
        carried: What waits for a later period; a malus is negative.
        conversion: In which currency it is paid, after every cap; None: in the agreement's.
        consequences: What follows besides.
        assumptions: What was taken where the text is silent, besides those of `base`.
        evidence: The single things that it was counted from, each in words with what it comes to.
        singles: Where the effect's own cap bounds each thing that it is about: these things, once for each way in which
            the facts can be read. Else empty.
    """

    gives: Literal["money", "points", "consequence"]
    now: Fraction
    low: Fraction
    high: Fraction
    state: State
    says: str
    formula: str
    inputs: Mapping[str, str] = attrs.field(factory=dict, converter=read_only)
    percent: Fraction | None = None
    base: Base | None = None
    place: str = ""
    working: str = ""
    failed: bool | None = None
    missing: tuple[str, ...] = ()
    before_cap: Fraction | None = None
    carried: Fraction = Fraction(0)
    conversion: Conversion | None = None
    consequences: tuple[Consequence, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    evidence: tuple[str, ...] = ()
    singles: tuple[tuple[Single, ...], ...] = ()

    def with_inputs(self, **inputs: str) -> Computed:
        """Return it with more numbers among its inputs; underscores in their names become dashes."""
        return attrs.evolve(self, inputs={**self.inputs, **{name.replace("_", "-"): v for name, v in inputs.items()}})

    def saying(self, says: str) -> Computed:
        """Return it with another sentence."""
        return attrs.evolve(self, says=says)

    def with_consequences(self, *consequences: Consequence) -> Computed:
        """Return it with what follows besides."""
        return attrs.evolve(self, consequences=(*self.consequences, *consequences))

    @property
    def kind(self) -> Literal["malus", "bonus", "none"]:
        """Return what it is; where that is not yet known, what it can only be, or ``none``."""
        low, high = self.low.numerator, self.high.numerator
        if low < 0 and high <= 0:
            return "malus"
        return "bonus" if low >= 0 and high > 0 else "none"
