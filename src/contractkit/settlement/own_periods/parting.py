"""Which effects follow a settlement clause of their own, and which the one for everything else."""

from __future__ import annotations

from contractkit.errors import UsageError
from contractkit.quantities.periods import Period
from contractkit.settlement.measuring.naming import called, metric_of
from contractkit.terms import Agreement
from contractkit.terms.effects import Effect
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.provisions.metric import Metric
from contractkit.terms.provisions.part_settlement import PartSettlement
from contractkit.terms.settling import SettlementTerms

__all__ = ["members_of", "parts_of"]


def parts_of(agreement: Agreement, period: Period | None = None) -> tuple[SettlementTerms, ...]:
    """Return the settlement clauses that are for some effects only, in the order of the page.

    Args:
        agreement: The version whose settlement clauses hold.
        period: What is settled: a clause that holds between dates is for periods whose last date is one of them.
            None: every clause, whenever it holds.
    """
    parts = agreement.provisions_of(PartSettlement)
    return tuple(part.terms for part in parts if period is None or part.holds is None or part.holds.on(period.last))


def members_of(agreement: Agreement, terms: SettlementTerms) -> frozenset[str]:
    """Return everything by which effects are known that follow a settlement clause: targets, clauses, rows.

    A name may be that of a target, of a metric (then of all targets that it measures), of an effect, or a clause.
    """
    found: set[str] = set()
    for word in terms.figures:
        found |= {word, f"{terms.clause.document}/{word}"} if terms.clause is not None else {word}
        found |= {str(effect.clause) for effect in agreement.provisions_of(Effect) if word in _names(effect)}
        try:
            measured = called(agreement, word)
        except UsageError:
            continue
        targets = agreement.provisions_of(FigureTarget)
        measured = (*measured, *(target for target in targets if metric_of(agreement, target) in measured))
        found |= {str(one.clause) for one in measured} | {one.id for one in measured if not isinstance(one, Metric)}
    return frozenset(found)


def _names(effect: Effect) -> tuple[str | None, ...]:
    clause = effect.clause
    return (effect.name, clause.clause, str(clause), f"{clause.document}/{clause.clause}")
