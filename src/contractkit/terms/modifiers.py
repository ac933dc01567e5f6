"""What can qualify every effect on money: gates, repeats, caps of its own, claims, payment in another currency."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import attrs

from contractkit.quantities.money import Money
from contractkit.quantities.spans import Span
from contractkit.terms.amounts import Limit
from contractkit.terms.figure_conditions import FiguresCondition

__all__ = ["MinimumIssue", "Modifiers", "PaidIn", "Repeat", "RoundedTo", "ScaledBy"]


@attrs.frozen
class Repeat:
    """What a failure costs that follows another one.

    Attributes:
        multiply_by: How many times as much.
        when: ``previous-period-failed``: the figure failed in the period before.
        grows: Whether a third failure in a row costs the same factor (``stays``) or the factor again (``compounds``).
    """

    multiply_by: Decimal
    when: str = "previous-period-failed"
    grows: Literal["stays", "compounds"] = "stays"


@attrs.frozen
class ScaledBy:
    """The share of users, or of something else, that was affected: the effect is multiplied by affected / total.

    Attributes:
        affected: The declared amount that counts those affected.
        total: The declared amount that counts all of them.
    """

    affected: str
    total: str


@attrs.frozen
class MinimumIssue:
    """The amount at or below which nothing is paid.

    Attributes:
        more_than: An effect has to come to more than this.
        otherwise: Whether a smaller one is lost (``drop``), waits for the next period (``carry-forward``) or is raised
            to that amount (``lift``).
        tested: Whether the exact amount is tested, or the rounded one.
        scope: For a step of the settlement, whether each line is tested or the total; None for a single effect.
    """

    more_than: Money
    otherwise: Literal["drop", "carry-forward", "lift"]
    tested: Literal["before-rounding", "after-rounding"] = "before-rounding"
    scope: Literal["line", "contract"] | None = None


@attrs.frozen
class PaidIn:
    """The currency of payment and its rate.

    Attributes:
        currency: The ISO 4217 code.
        rate: How much of it one unit of the agreement's currency gives; None where a published rate is taken.
        rate_of: The date of the published rate.
    """

    currency: str
    rate: Decimal | None = None
    rate_of: str = "period-end"


@attrs.frozen
class RoundedTo:
    """To which unit an effect is rounded, which way, and whether each line or the total is."""

    to: Decimal
    mode: str = "half-up"
    scope: str = "once"


@attrs.frozen
class Modifiers:
    """What qualifies an effect.

    Attributes:
        of_period: Whether the amount is that of the same period or of the next.
        only_if: The effect as a whole, bonus and malus, holds only where this holds; None: always.
        bonus_only_if: A bonus is paid only where this holds; None: always.
        repeat: What a failure costs that follows another; None: the same.
        scaled_by: The share that was affected; None: all.
        cap: The most that this effect comes to in a period; None: as much as it comes to.
        cap_bounds: Whether the cap bounds all of a period together, or each of the things that the effect is about.
        on_excess: What happens to what the cap cuts off.
        minimum_issue: The amount at or below which nothing is paid; None: everything is paid.
        one_incident: Whether several effects of one incident add up (``sum``), the ``largest`` counts, or the one that
            the customer chooses (``customers-choice``).
        claim: Within which span the customer has to claim; None: it need not.
        paid_in: The currency of payment; None: the agreement's.
        rounding: How this effect is rounded; None: as the settlement says.
        instead_of: The clauses whose effects do not accrue beside this one.
    """

    of_period: Literal["same", "next"] = "same"
    only_if: FiguresCondition | None = None
    bonus_only_if: FiguresCondition | None = None
    repeat: Repeat | None = None
    scaled_by: ScaledBy | None = None
    cap: Limit = None
    cap_bounds: Literal["all-of-a-period", "each-delivery"] = "all-of-a-period"
    on_excess: str = "report-only"
    minimum_issue: MinimumIssue | None = None
    one_incident: Literal["sum", "largest", "customers-choice"] = "sum"
    claim: Span | None = None
    paid_in: PaidIn | None = None
    rounding: RoundedTo | None = None
    instead_of: tuple[str, ...] = ()

    @property
    def plain(self) -> bool:
        """Return whether nothing here changes what the effect comes to."""
        return self == attrs.evolve(PLAIN, on_excess=self.on_excess)


PLAIN = Modifiers()
"""What qualifies an effect of which the text says nothing more."""
