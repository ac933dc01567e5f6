"""How the credit of an effect has to be claimed: by its own words, or by a clause about claims that covers it."""

from __future__ import annotations

import attrs

from contractkit.quantities.spans import Span
from contractkit.records.clauses import ClauseRef
from contractkit.terms.agreement import Agreement
from contractkit.terms.effects import Effect
from contractkit.terms.provisions.claim import Claim
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.targets import Target

__all__ = ["ClaimRule", "claim_names", "claim_rule"]


@attrs.frozen
class ClaimRule:
    """How long the customer has to claim a credit.

    Attributes:
        within: How long.
        counted_from: From when that runs: period-end, incident or invoice.
        late: Whether a late claim is ``lost``, or may be ``considered``.
        clause: The clause that says it.
    """

    within: Span
    counted_from: str
    late: str
    clause: ClauseRef


def claim_rule(agreement: Agreement, effect: Effect, target: Target | FigureTarget | None) -> ClaimRule | None:
    """Return how the credit of an effect has to be claimed; None where it is given without a claim.

    Args:
        agreement: The version of the agreement.
        effect: The effect.
        target: The target that it stands in; None for one that is a clause of its own.
    """
    if effect.modifiers.claim is not None:
        return ClaimRule(effect.modifiers.claim, "period-end", "lost", effect.clause)
    names: frozenset[str] | None = None
    for clause in agreement.provisions_of(Claim):
        names = names or frozenset((*claim_names(effect, target), "all"))
        if names.intersection(clause.covers):
            return ClaimRule(clause.within, clause.counted_from, clause.late, clause.clause)
    return None


def claim_names(effect: Effect, target: Target | FigureTarget | None) -> tuple[str, ...]:
    """Return what a claim, or a clause about claims, may call an effect.

    Args:
        effect: The effect.
        target: The target that it stands in; None for one that is a clause of its own.
    """
    ref = effect.clause
    own = [str(ref), f"{ref.document}/{ref.clause}", *((ref.clause,) if ref.clause else ())]
    own += [effect.name] if effect.name else []
    own += list(effect.figures)
    if target is not None:
        clause = target.clause
        own += [target.name, str(clause), f"{clause.document}/{clause.clause}"]
        own += [clause.clause] if clause.clause else []
    return tuple(dict.fromkeys([*own, *(f"{ref.document}/{name}" for name in own)]))
