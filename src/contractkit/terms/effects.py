"""What is charged and what a figure pays: fees, services with their prices, and the effects of figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

import attrs

from contractkit.quantities.money import Money, Percent, PercentagePoints
from contractkit.quantities.notation import Level
from contractkit.records.clauses import ClauseRef
from contractkit.terms.amounts import Share
from contractkit.terms.modifiers import PLAIN, Modifiers
from contractkit.terms.prices import PLAIN_SERVICE, ServiceDetails
from contractkit.terms.provisions.base import Holding, Provision
from contractkit.terms.stopwatch import AtField, WhenState

__all__ = [
    "ComputedEffect",
    "Curve",
    "CurvePoint",
    "Effect",
    "Fee",
    "FigureLevel",
    "Pays",
    "Service",
    "Share",
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
        per: The period: month, quarter, half-year, year; or another that a settlement does not work out yet, such as
            once.
        clause: Where it stands.
        due: When it is paid: a date, or an instant of an item; None where nothing is written.
        holds: Between which dates it is charged; None for the whole term of the agreement.
    """

    name: str
    amount: Money
    per: str
    clause: ClauseRef
    due: date | AtField | WhenState | None = None
    holds: Holding | None = None


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
        price: The price of a unit that a settlement works out, or None where a fee covers it.
        details: What else is agreed about it; its whole price model among it.
        holds: Between which dates it is delivered and charged; None for the whole term of the agreement.
    """

    name: str
    clause: ClauseRef
    level: str | None = None
    item: ClauseRef | None = None
    volume: Decimal | None = None
    price: UnitPrice | None = None
    details: ServiceDetails = PLAIN_SERVICE
    holds: Holding | None = None


FigureLevel = Percent | PercentagePoints | Level
"""Where a figure lies: a percentage, a difference of percentages, or a number of the figure's own unit."""

Pays = Percent | Money | Share
"""What is paid: a percentage of the effect's own amount, a sum of money, or a share of another amount."""


@attrs.frozen
class Effect(Provision):
    """What is paid, or counted in points: one value for each effect of a clause.

    Attributes:
        of: The amount of which percentages are taken; None where the effect takes none.
        nature: The legal nature that the parties gave it: price-adjustment, penalty, damages or incentive.
        name: Its name; None where it has none.
        figures: The names of the targets, metrics or effects whose figure it is for; empty for an effect of a time
            target, and for one that reads facts only.
        modifiers: What qualifies it.
    """

    of: str | None
    nature: str = attrs.field(default="price-adjustment", kw_only=True)
    name: str | None = attrs.field(default=None, kw_only=True)
    figures: tuple[str, ...] = attrs.field(default=(), kw_only=True)
    modifiers: Modifiers = attrs.field(default=PLAIN, kw_only=True)


@attrs.frozen
class CurvePoint:
    """Where a figure lies and what it pays: a bonus is positive, a malus negative."""

    at: FigureLevel
    pays: Percent | Money


@attrs.frozen
class Curve(Effect):
    """A piecewise-linear bonus and malus: straight lines between points that go up.

    Between two points the figure x pays y0 + (y1 - y0)(x - x0)/(x1 - x0).

    Attributes:
        of: The amount of which it pays a share.
        points: At least two, each further than the one before.
        outside: Beyond the outermost points: ``clamp`` to their value, or ``extend`` the outermost lines.
    """

    of: str
    points: tuple[CurvePoint, ...]
    outside: Literal["clamp", "extend"] = "clamp"


@attrs.frozen
class Tier:
    """On the wrong side of this figure, this much credit.

    Attributes:
        below: Strictly below this figure; strictly above it where `side` says so.
        credit: What it credits, without a sign.
        side: ``below``, or ``above`` where lower figures are better.
    """

    below: FigureLevel
    credit: Pays
    side: Literal["below", "above"] = "below"


@attrs.frozen
class TierCredit(Effect):
    """A credit by tiers: of all tiers that the figure is strictly below, the deepest one pays.

    Attributes:
        of: The amount of which it credits a share.
        tiers: From the first bound that is passed to the last.
    """

    of: str
    tiers: tuple[Tier, ...]


ComputedEffect = Curve | TierCredit
"""The effects whose percentage follows from a share alone, which a back-test tries many times."""
