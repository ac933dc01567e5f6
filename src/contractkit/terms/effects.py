"""What a figure pays, and how the amounts of a period become one sum: effects and the steps of a settlement."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import attrs

from contractkit.quantities.money import Money, Percent
from contractkit.records.clauses import ClauseRef
from contractkit.terms.amounts import Share

__all__ = [
    "CapStep",
    "Curve",
    "CurvePoint",
    "Effect",
    "Fee",
    "RoundStep",
    "Service",
    "SettlementTerms",
    "Share",
    "Step",
    "Tier",
    "TierCredit",
    "UnitPrice",
]


@attrs.frozen
class Fee:
    """A fixed amount for a period.

    Attributes:
        name: The name that effects and caps refer to.
        amount: How much; positive.
        per: The period: month, quarter, half-year, year.
        clause: Where it stands.
    """

    name: str
    amount: Money
    per: str
    clause: ClauseRef


@attrs.frozen
class UnitPrice:
    """A price for so many units, for each period.

    Attributes:
        amount: The price.
        per_units: For how many units, usually 1.
        unit: The unit in the singular, such as ``seat``.
        per: The period, such as ``month``.
    """

    amount: Money
    per_units: int
    unit: str
    per: str


@attrs.frozen
class Service:
    """A service that is delivered, on how many units, at which level and price.

    Attributes:
        name: The value of the item's field ``service`` for work on it.
        clause: Where it stands.
        level: The service level, or None.
        item: The catalogue entry it delivers, or None.
        volume: The agreed number of units, or None.
        price: The price of a unit, or None where a fee covers it.
    """

    name: str
    clause: ClauseRef
    level: str | None = None
    item: ClauseRef | None = None
    volume: Decimal | None = None
    price: UnitPrice | None = None


@attrs.frozen
class CurvePoint:
    """Where a figure lies and what it pays: a bonus is positive, a malus negative."""

    at: Percent
    pays: Percent


@attrs.frozen
class Curve:
    """A piecewise-linear bonus/malus: straight lines between points that go up.

    Attributes:
        clause: Where it stands.
        of: The amount of which it pays a share.
        points: At least two, each further than the one before.
        outside: Beyond the outermost points: ``clamp`` to their value, or ``extend`` the outermost lines.
        nature: The legal nature that the parties gave it.
    """

    clause: ClauseRef
    of: str
    points: tuple[CurvePoint, ...]
    outside: Literal["clamp", "extend"] = "clamp"
    nature: str = "price-adjustment"


@attrs.frozen
class Tier:
    """Below this figure, this much credit; None for below means below the target's own reach."""

    below: Percent
    credit: Percent


@attrs.frozen
class TierCredit:
    """A credit by tiers: of all tiers that the figure is strictly below, the deepest one pays.

    Attributes:
        clause: Where it stands.
        of: The amount of which it credits a share.
        tiers: From the highest bound to the lowest.
        nature: The legal nature that the parties gave it.
    """

    clause: ClauseRef
    of: str
    tiers: tuple[Tier, ...]
    nature: str = "price-adjustment"


Effect = Curve | TierCredit


@attrs.frozen
class CapStep:
    """No more than this, in this period.

    Attributes:
        limit: The most, as a share or as an amount.
        per: The window over which it counts: month, quarter, half-year, year.
        caps: Which sums it cuts: malus and bonus apart, never their difference.
    """

    limit: Share | Money
    per: str
    caps: Literal["malus", "bonus", "both"] = "malus"


@attrs.frozen
class RoundStep:
    """Round the lines so that they add up to the rounded total.

    Attributes:
        to: The unit, such as ``0.01``.
        mode: half-up (away from zero), half-even, up, down, floor, ceiling.
    """

    to: Decimal
    mode: str = "half-up"


Step = CapStep | RoundStep


@attrs.frozen
class SettlementTerms:
    """From effects to the invoice, in the written order.

    Attributes:
        per: The settlement period: month, quarter, half-year, year.
        steps: What happens to the effects, in order.
        clause: Where it stands; None where the documents have no settlement clause.
    """

    per: str
    steps: tuple[Step, ...]
    clause: ClauseRef | None = None
