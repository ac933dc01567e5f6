"""How the amounts of a period become one sum: caps, rounding and the other steps of a settlement, in their order."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import attrs

from contractkit.quantities.money import Percent
from contractkit.quantities.notation import Cycle
from contractkit.quantities.spans import Span
from contractkit.records.clauses import ClauseRef
from contractkit.terms.amounts import Limit
from contractkit.terms.figure_conditions import FiguresCondition
from contractkit.terms.modifiers import MinimumIssue
from contractkit.terms.provisions.base import Holding

__all__ = [
    "AllocateStep",
    "CapStep",
    "EarnBackStep",
    "MinimumIssueStep",
    "RoundStep",
    "SettlementTerms",
    "Step",
]


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
