"""What a supplier credits, passed on: the agreed share of what the facts tell of it."""

from __future__ import annotations

from fractions import Fraction

from contractkit.charging.exact import amount_text
from contractkit.quantities.money import Money
from contractkit.records.said import said
from contractkit.settlement.paying.computed import Computed
from contractkit.settlement.paying.registry import computes
from contractkit.settlement.paying.saying import came_to
from contractkit.settlement.paying.scene import NotKnownError, Scene
from contractkit.settlement.paying.worth import Outcome
from contractkit.terms.provisions.pass_through import PassThrough

__all__ = ["passed_on"]


@computes(PassThrough)
def passed_on(scene: Scene) -> Computed:
    """Return the share of what the supplier credits in the period, which is given back.

    Its amount is told under the supplier's clause. Where several customers share it, the papers of one do not say how
    much of it falls on this agreement: that part is told under the clause itself.
    """
    clause = scene.effect
    assert isinstance(clause, PassThrough)
    whole, own = said("{document}/{of}", document=clause.document, of=clause.of), clause.clause.clause or ""
    word = own if own in scene.told.amounts else whole
    told = scene.told.amounts.get(word)
    if told is None:
        missing = scene.told.apart.get(own) or scene.told.apart.get(whole)
        raise NotKnownError(
            missing or said("what {document} credits under {of} is not told", document=clause.document, of=clause.of)
        )
    if word == whole and clause.split is not None:
        says = said("how much of the {told} of {whole} falls on this agreement is not told", told=told, whole=whole)
        raise NotKnownError(
            said(
                "{says} (divided {split}: tell it under {own})",
                says=says,
                split=said(clause.split.replace("-", " ")),
                own=own,
            )
        )
    if not isinstance(told, Money):
        raise NotKnownError(said("{word} is told as {told}, which is no amount of money", word=word, told=told))
    amount = Fraction((told + Money.zero(scene.agreement.currency)).amount) * Fraction(clause.share.value) / 100
    about = said("{whole} credits {told}, of which {share} is passed on", whole=whole, told=told, share=clause.share)
    working = said("{told} × {share}", told=told, share=clause.share)
    found = came_to(scene, "credit", [Outcome(-amount, working=working)], about, {"credited": str(told.amount)})
    return found.with_inputs(passed_on=amount_text(amount, scene.agreement.currency))
