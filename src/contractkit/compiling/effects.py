"""Effects as they compute: tier credits and curves, with the amounts that they are a share of."""

from __future__ import annotations

from typing import Any

import attrs

from contractkit.compiling.amounts import check_amount
from contractkit.compiling.desk import Desk, Place
from contractkit.compiling.draft import Draft
from contractkit.quantities.money import Percent
from contractkit.records.clauses import ClauseRef
from contractkit.terms.effects import Curve, CurvePoint, Effect, Tier, TierCredit
from contractkit.terms.targets import Target

__all__ = ["attach_effect_clauses", "compile_effects"]

_LATER = ("only_if", "bonus_only_if", "repeat", "scaled_by", "cap", "minimum_issue", "paid_in", "rounding")
_ONLY = {"of_period": "same", "claim": "automatic", "one_incident": "sum"}
KINDS = ("tier-credit", "curve")


def compile_effects(draft: Draft, place: Place, pays: tuple[Any, ...], target: Target) -> Target:
    """Return `target` with the effects that stand under its ``pays``."""
    effects = [_effect(draft, place.at("pays", i), effect, target) for i, effect in enumerate(pays)]
    return attrs.evolve(target, effects=(*target.effects, *(effect for effect in effects if effect is not None)))


def attach_effect_clauses(draft: Draft) -> dict[str, tuple[Effect, ...]]:
    """Return the effects that stand as clauses of their own, by the id of the target that each is for."""
    desk, targets = draft.desk, draft.targets
    found: dict[str, list[Effect]] = {}
    for place, clause in desk.clauses(*KINDS):
        if not clause.for_:
            hint = "write for: with the target's name or clause, or put the effect under the target's pays"
            desk.report(place, "missing-field", "'for' is missing: whose figure does it pay?", hint)
        for number, word in enumerate(clause.for_):
            chosen = [target for target in targets if _means(str(word), place, target)]
            if not chosen:
                known = {target.name for target in targets}
                desk.unknown(place.at("for", *((number,) if len(clause.for_) > 1 else ())), "target", str(word), known)
            for target in chosen:
                effect = _effect(draft, place, clause, target)
                if effect is not None:
                    found.setdefault(target.id, []).append(effect)
    return {target: tuple(effects) for target, effects in found.items()}


def _means(word: str, place: Place, target: Target) -> bool:
    document, _, number = word.rpartition("/")
    in_clause = target.clause.clause == number and target.clause.document == (document or place.paper.model.id)
    return in_clause or word in (target.name, target.id)


def _effect(draft: Draft, place: Place, effect: Any, target: Target) -> Effect | None:
    desk, fees = draft.desk, draft.fees
    before = len(desk.not_computed_yet)
    for word in _LATER:
        if getattr(effect, word, None) is not None:
            desk.not_computed(place.at(word), "settling", f"'{word}' of an effect is not computed by this version")
    for word, only in _ONLY.items():
        if desk.reading(place, effect, word) != only:
            desk.not_computed(place.at(word), "settling", f"'{word}' other than {only} is not computed by this version")
    if len(desk.not_computed_yet) > before:
        return None
    if effect.of is not None:
        of = check_amount(desk, place.at("of"), str(effect.of), fees)
    else:
        of = check_amount(desk, place, desk.reading(place, effect, "of"), fees)
    nature = desk.reading(place, effect, "nature")
    ref = place.ref(target.clause.row)
    if effect.kind == "curve":
        return _curve(desk, place, effect, of, nature, ref)
    return _tier_credit(desk, place, effect, target, of, nature, ref)


def _curve(desk: Desk, place: Place, effect: Any, of: str, nature: str, ref: ClauseRef) -> Curve:
    points = []
    for number, point in enumerate(effect.points):
        level = point.at.value
        if level.unit != "%":
            desk.report(
                place.at("points", number, "at"),
                "unit",
                f"'{point.at.text}' is no percentage, the figure is one",
                "write it with %",
            )
        points.append(CurvePoint(Percent(level.number), point.pays.value))
    outside: Any = desk.reading(place, effect, "outside")
    return Curve(ref, of, tuple(points), outside, nature)


def _tier_credit(
    desk: Desk, place: Place, effect: Any, target: Target, of: str, nature: str, ref: ClauseRef
) -> TierCredit | None:
    tiers: list[Tier] = []
    for number, tier in enumerate(effect.tiers):
        at = place.at("tiers", number, "below")
        if isinstance(tier.below, str):
            if target.reach is None:
                desk.report(at, "reach-missing", "the target has no reach to be below of", "give the target a reach")
                return None
            below = target.reach
        else:
            below = tier.below.value
            if tiers and below >= tiers[-1].below:
                says = f"the tiers go down: {below} does not come after {tiers[-1].below}, the target's own reach"
                desk.report(at, "tiers", says, "put the highest bound first, each at once")
            if number == 0 and target.reach is not None and below != target.reach:
                says = f"the first tier begins below {below}, but the target's reach is {target.reach}"
                desk.report(at, "reach-differs", says, "write below: reach, if the same figure is meant")
        if tier.credit.value > Percent(100):
            at_credit = place.at("tiers", number, "credit")
            desk.report(at_credit, "tiers", f"a credit of {tier.credit.text} is more than the whole amount")
        if tiers and tier.credit.value < tiers[-1].credit:
            says = f"the deeper tier credits {tier.credit.text}, less than the {tiers[-1].credit} above it"
            desk.report(place.at("tiers", number, "credit"), "tiers", says, "a worse figure cannot cost less")
        tiers.append(Tier(below, tier.credit.value))
    return TierCredit(ref, of, tuple(tiers), nature)
