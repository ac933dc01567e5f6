"""What a figure pays, and how the amounts of a period become one sum: effects and the steps of a settlement."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

import attrs

from contractkit.quantities.money import Money, Percent, PercentagePoints
from contractkit.quantities.notation import Cycle, Level
from contractkit.quantities.spans import Span
from contractkit.records.clauses import ClauseRef
from contractkit.terms.amounts import Limit, Share
from contractkit.terms.figure_conditions import FiguresCondition
from contractkit.terms.modifiers import PLAIN, MinimumIssue, Modifiers
from contractkit.terms.prices import PLAIN_SERVICE, ServiceDetails
from contractkit.terms.provisions.base import Holding, Provision
from contractkit.terms.stopwatch import AtField, WhenState

__all__ = [
    "AllocateStep",
    "CapStep",
    "ComputedEffect",
    "ComputedStep",
    "Curve",
    "CurvePoint",
    "EarnBackStep",
    "Effect",
    "Fee",
    "FigureLevel",
    "MinimumIssueStep",
    "Pays",
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
        per: The period: month, quarter, half-year, year; or another that a settlement does not work out yet, such as
            once.
        clause: Where it stands.
        due: When it is paid: a date, or an instant of an item; None where nothing is written.
    """

    name: str
    amount: Money
    per: str
    clause: ClauseRef
    due: date | AtField | WhenState | None = None


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
    """

    name: str
    clause: ClauseRef
    level: str | None = None
    item: ClauseRef | None = None
    volume: Decimal | None = None
    price: UnitPrice | None = None
    details: ServiceDetails = PLAIN_SERVICE


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
"""The effects that a settlement works out."""


def _cycle(per: Cycle | str) -> Cycle:
    return per if isinstance(per, Cycle) else Cycle(per)


@attrs.frozen
class CapStep:
    """No more than this, in this window.

    Attributes:
        limit: The most, as a share, an amount, or the lowest or highest of several.
        per: The window over which it counts: a period, or a rolling one.
        caps: Which sums it cuts: malus and bonus apart, or their difference (``net``).
        scope: Whether every target, level or service has this limit of its own, or the contract has it once.
        adds_up: Whether it is applied at the end of its window, or running, with every effect.
        charges_of: For a share of charges, whether they are those of the window itself or of the one before.
        on_excess: What becomes of what is cut off: report-only, carry-forward or drop.
        holds: Between which dates it is applied; None for the whole term.
    """

    limit: Limit
    per: Cycle = attrs.field(converter=_cycle)
    caps: Literal["malus", "bonus", "both", "net"] = "malus"
    scope: Literal["target", "level", "service", "contract"] = "contract"
    adds_up: Literal["at-end", "running"] = "at-end"
    charges_of: Literal["same", "preceding"] = "same"
    on_excess: str = "report-only"
    holds: Holding | None = None


@attrs.frozen
class RoundStep:
    """Round the lines so that they add up to the rounded total.

    Attributes:
        to: The unit, such as ``0.01``.
        mode: half-up (away from zero), half-even, up, down, floor, ceiling.
        scope: Whether the total is rounded ``once``, or each ``line``, or each ``period``.
        holds: Between which dates it is done; None for the whole term.
    """

    to: Decimal
    mode: str = "half-up"
    scope: str = "once"
    holds: Holding | None = None


@attrs.frozen
class EarnBackStep:
    """A later good period wins a malus back, never more than what is open of it.

    Attributes:
        when: What has to be the case.
        returns: How much of what is open comes back.
        expires: How long something can be won back; None: as long as the agreement holds.
        basis: Whether only the same target's malus comes back (``same-target``), or that of all (``pool``).
        holds: Between which dates it is done; None for the whole term.
    """

    when: FiguresCondition
    returns: Percent
    expires: Span | None = None
    basis: str = "same-target"
    holds: Holding | None = None


@attrs.frozen
class MinimumIssueStep:
    """Nothing is paid at or below an amount.

    Attributes:
        minimum: The amount, and whether each line is tested or the total.
        holds: Between which dates it is done; None for the whole term.
    """

    minimum: MinimumIssue
    holds: Holding | None = None


@attrs.frozen
class AllocateStep:
    """A total is spread over its lines in proportion; the units that are left go to the largest remainders.

    Attributes:
        ties: Of equal remainders, whether the first line or the largest one is served first.
        holds: Between which dates it is done; None for the whole term.
    """

    ties: str = "first-line"
    holds: Holding | None = None


ComputedStep = CapStep | RoundStep
"""The steps that a settlement works out."""

Step = CapStep | RoundStep | EarnBackStep | MinimumIssueStep | AllocateStep


@attrs.frozen
class SettlementTerms:
    """From effects to the invoice, in the written order.

    Attributes:
        per: The settlement period: month, quarter, half-year, year.
        steps: What happens to the effects, in order.
        clause: Where it stands; None where the documents have no settlement clause.
        figures: The targets and effects that it is for; empty for all that no other settlement names.
        amended_mid_period: What an amendment inside a period does: split, new-terms or old-terms.
    """

    per: str
    steps: tuple[Step, ...]
    clause: ClauseRef | None = None
    figures: tuple[str, ...] = ()
    amended_mid_period: str = "split"

    @property
    def computed(self) -> tuple[ComputedStep, ...]:
        """Return the steps that a settlement works out; an agreement with others is refused before."""
        return tuple(step for step in self.steps if isinstance(step, ComputedStep))
