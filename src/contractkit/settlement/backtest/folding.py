"""Any agreement over a period: settled piece by piece as `settle` does it, each with the ledger of those before it."""

from __future__ import annotations

from contractkit.facts import Facts
from contractkit.quantities.periods import Period
from contractkit.settlement.backtest.results import Ends, PeriodSum
from contractkit.settlement.figures import Attained
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.lines import Settlement
from contractkit.settlement.notes import is_uncharged
from contractkit.settlement.settling import settle_each
from contractkit.settlement.told import SettlementFacts
from contractkit.terms import Agreement

__all__ = ["folded", "settled_in_turn", "sum_of"]


def settled_in_turn(
    agreement: Agreement,
    evaluation: Attained | None,
    facts: Facts | None,
    period: Period,
    before: Ledger,
    told: SettlementFacts,
) -> tuple[tuple[Settlement, ...], Ledger]:
    """Return the settlements of the pieces of a period, in order, and the ledger after them.

    What was told is told of the whole period: one thing counts once, in the piece in which `settle` has it.
    """
    return settle_each(agreement, evaluation, facts, period=period, before=before, told=told)


def folded(
    agreement: Agreement,
    evaluation: Attained | None,
    facts: Facts | None,
    period: Period,
    before: Ledger,
    told: SettlementFacts,
) -> tuple[PeriodSum, ...]:
    """Return the sums of the settlements of a period, in order."""
    settlements, _ = settled_in_turn(agreement, evaluation, facts, period, before, told)
    return tuple(sum_of(settlement) for settlement in settlements)


def sum_of(settlement: Settlement) -> PeriodSum:
    """Return what a settlement comes to; lines of other kinds than charges and effects count as what they change."""
    malus, bonus = settlement.malus + settlement.won_back, settlement.bonus
    rest = settlement.total - malus - bonus
    low, high = settlement.low, settlement.high
    open_still = any(line.state == "undetermined" and line.kind != "charge" for line in settlement.lines)
    open_still = open_still or any(problem.code == "missing-history" for problem in settlement.problems)
    ends: Ends = "unbounded" if open_still and low is None and high is None else "told"
    short = tuple(one.says for one in settlement.problems if is_uncharged(one))
    return PeriodSum(settlement.period, rest, malus, bonus, settlement.total, low, high, short, ends)
