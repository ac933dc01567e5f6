"""Which effects follow a settlement clause of their own, and which the one for everything else."""

from __future__ import annotations

from datetime import date

from contractkit.charging.windows import MONTHS_PER, in_force, window_of
from contractkit.errors import UsageError
from contractkit.quantities.periods import Period
from contractkit.settlement.measuring.naming import called, metric_of
from contractkit.settlement.own_periods.sources import PaysFor
from contractkit.terms import Agreement
from contractkit.terms.effects import Effect
from contractkit.terms.provisions.base import Provision
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.provisions.metric import Metric
from contractkit.terms.provisions.part_settlement import PartSettlement
from contractkit.terms.settling import SettlementTerms

__all__ = ["follows", "longer_window", "members_of", "parts_of"]


def parts_of(agreement: Agreement, period: Period | None = None) -> tuple[SettlementTerms, ...]:
    """Return the settlement clauses that are for some effects only, in the order of the page.

    Args:
        agreement: The version whose settlement clauses hold.
        period: What is settled: a clause that holds between dates is for periods whose last date is one of them; of
            one that settles longer periods, for those of its own. None: every clause, whenever it holds.
    """
    return tuple(
        part.terms
        for part in agreement.provisions_of(PartSettlement)
        if period is None or part.holds is None or part.holds.on(_last(agreement, part.terms, period))
    )


def longer_window(agreement: Agreement, terms: SettlementTerms, period: Period) -> Period | None:
    """Return the period of a settlement clause in which another one ends; None where it is no longer one than that.

    Args:
        agreement: The version whose settlement clauses hold.
        terms: The clause.
        period: What is settled by the clause for everything else.
    """
    if MONTHS_PER.get(terms.per, 0) <= MONTHS_PER.get(agreement.settlement.per, 0):
        return None
    return window_of(agreement, terms.per, period.last)


def _last(agreement: Agreement, terms: SettlementTerms, period: Period) -> date:
    """Return the last date of what a clause settles a period together with."""
    window = longer_window(agreement, terms, period)
    return period.last if window is None else (in_force(agreement, window) or window).last


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


def follows(target: PaysFor | None, effect: Effect | Provision, members: frozenset[str]) -> bool:
    """Return whether an effect follows a settlement clause.

    Args:
        target: What has the figure that it looks at; None where it looks at none.
        effect: The effect, or another provision that gives money.
        members: Everything by which effects are known that follow the clause, as `members_of` finds it.
    """
    clause = str(effect.clause)
    called = "" if target is None else str(getattr(target, "id", target.clause))
    return bool({called, clause, clause.split(" ", 1)[0]} & members)


def _names(effect: Effect) -> tuple[str | None, ...]:
    clause = effect.clause
    return (effect.name, clause.clause, str(clause), f"{clause.document}/{clause.clause}")
