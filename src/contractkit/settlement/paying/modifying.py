"""What qualifies an effect, in its order: gates, repeats, the share affected, its own cap, the smallest amount, claims.

Each works on the least and the most that the effect can come to, so that what is not known stays a range. The currency
of payment comes last, and changes no amount of the settlement. The gates, the repeat, the share and the claim stand
here; what an effect comes to on its way stands in `so_far`, its own cap and smallest amount in `own_limits`.
"""

from __future__ import annotations

from fractions import Fraction

from contractkit.charging.exact import exact_text
from contractkit.records.clauses import Assumption
from contractkit.records.said import said
from contractkit.settlement.paying.cases import Case
from contractkit.settlement.paying.claiming import claimed
from contractkit.settlement.paying.computed import Computed
from contractkit.settlement.paying.converting import in_currency
from contractkit.settlement.paying.own_limits import apply_cap, apply_smallest, bound_each, carry_in
from contractkit.settlement.paying.past import failed_before
from contractkit.settlement.paying.scene import NotKnownError, Scene
from contractkit.settlement.paying.so_far import SoFar
from contractkit.settlement.paying.truth import holds_of
from contractkit.terms.effects import Effect
from contractkit.terms.figure_conditions import FiguresCondition
from contractkit.terms.modifiers import Modifiers, Repeat

__all__ = ["failures_before", "modified"]

_ZERO = Fraction(0)
_MANY = 120
"""How many periods back a factor that compounds is followed: ten years of months."""


def modified(scene: Scene, computed: Computed) -> Computed:
    """Return what an effect comes to with everything that qualifies it.

    Args:
        scene: What it looks at.
        computed: What its kind alone comes to.

    Source: money.md, section B: repeat multiplier, gates, caps of the effect, smallest amount; design.md section 6.
    """
    effect = scene.effect
    if not isinstance(effect, Effect) or computed.gives == "consequence" or computed.missing:
        return computed
    so_far = SoFar(computed.low, computed.high)
    rules = effect.modifiers
    empty = computed.state == "no-volume"
    if not empty:
        _multiply(scene, rules, so_far, computed.gives)
    if computed.gives == "money":
        bound_each(scene, computed, so_far, lambda amount: _alone(scene, rules, amount))
        carry_in(scene, so_far)
        apply_cap(scene, rules, so_far)
        apply_smallest(scene, rules, so_far)
        _claim(scene, so_far)
    if so_far.low == computed.low and so_far.high == computed.high and not so_far.notes:
        return computed if rules.paid_in is None else in_currency(scene, rules.paid_in, computed)
    found = so_far.of(computed, scene.agreement.currency)
    return found if rules.paid_in is None else in_currency(scene, rules.paid_in, found)


def _multiply(scene: Scene, rules: Modifiers, so_far: SoFar, gives: str) -> None:
    """Apply what multiplies everything that an effect is about alike: gates, a repeat, the share that was affected."""
    _gates(scene, rules, so_far)
    _repeat(scene, rules, so_far, gives)
    _scale(scene, rules, so_far)


def _alone(scene: Scene, rules: Modifiers, amount: Fraction) -> tuple[Fraction, Fraction]:
    """Return the least and the most that one reading of an amount comes to, so multiplied."""
    one = SoFar(amount, amount)
    _multiply(scene, rules, one, "money")
    return one.low, one.high


def _gates(scene: Scene, rules: Modifiers, so_far: SoFar) -> None:
    if rules.only_if is not None:
        held = _holds(scene, rules.only_if)
        if held is None:
            so_far.notes.append("whether its condition holds is not known")
            so_far.widen(_ZERO)
        elif not held:
            so_far.notes.append("its condition does not hold, so no effect")
            so_far.apply(lambda _: _ZERO)
    if rules.bonus_only_if is not None and so_far.high > 0:
        held = _holds(scene, rules.bonus_only_if)
        if held is None:
            so_far.notes.append("whether the condition of a bonus holds is not known")
            so_far.widen(min(so_far.low, _ZERO), min(so_far.high, _ZERO))
        elif not held:
            so_far.notes.append("the condition of a bonus does not hold, so no bonus")
            so_far.apply(lambda amount: min(amount, _ZERO))


def _holds(scene: Scene, condition: FiguresCondition) -> bool | None:
    return holds_of(scene, condition, Case(None, dict(scene.told.fields)))


def failures_before(scene: Scene, repeat: Repeat) -> tuple[int, int]:
    """Return how many failures in a row before this period count for a repeat: at least, and at most.

    Args:
        scene: The period at hand.
        repeat: What a failure costs that follows another one.
    """
    return failed_before(scene, 1 if repeat.grows == "stays" else _MANY)


def _repeat(scene: Scene, rules: Modifiers, so_far: SoFar, gives: str) -> None:
    """Multiply what a failure costs, money or points, after another failure; a bonus is no failure and stays."""
    if rules.repeat is None or (not so_far.low and not so_far.high) or (gives == "money" and so_far.low >= 0):
        return
    factor = Fraction(rules.repeat.multiply_by)
    sure, may = failures_before(scene, rules.repeat)
    if not may:
        return
    least, most = factor**sure, factor**may
    if least == most:
        so_far.notes.append(said("{least} times as much after a failure in the period before", least=exact_text(least)))
        so_far.inputs["factor"] = exact_text(least)
        so_far.apply(lambda amount: _times(amount, least, gives))
        return
    so_far.notes.append("whether the period before failed is not known")
    so_far.inputs |= {"factor-low": exact_text(least), "factor-high": exact_text(most)}
    ends = [_times(amount, factor, gives) for amount in (so_far.low, so_far.high) for factor in (least, most)]
    so_far.low, so_far.high = min(ends), max(ends)


def _times(amount: Fraction, factor: Fraction, gives: str) -> Fraction:
    return amount if gives == "money" and amount > 0 else amount * factor


def _scale(scene: Scene, rules: Modifiers, so_far: SoFar) -> None:
    if rules.scaled_by is None:
        return
    affected, total = (scene.number(word) for word in (rules.scaled_by.affected, rules.scaled_by.total))
    if total <= 0 or not 0 <= affected <= total:
        raise NotKnownError(
            said(
                "{affected} of {total} is no share of {what}",
                affected=exact_text(affected),
                total=exact_text(total),
                what=rules.scaled_by.total,
            )
        )
    share = affected / total
    so_far.notes.append(said("{affected} of {total} affected", affected=exact_text(affected), total=exact_text(total)))
    so_far.inputs["share"] = exact_text(share)
    so_far.apply(lambda amount: amount * share)


def _claim(scene: Scene, so_far: SoFar) -> None:
    if so_far.low >= 0:
        return
    found = claimed(scene)
    if found is None:
        return
    so_far.notes.append(found.says)
    if found.state == "open":
        so_far.widen(_ZERO)
    elif found.state != "in-time":
        so_far.apply(lambda amount: max(amount, _ZERO))
    if found.state == "not-claimed" and not scene.told.claims:
        so_far.assumed.append(
            Assumption(
                convention="no-claims",
                taken="none-made",
                alternatives=("claimed-in-time",),
                clause=scene.effect.clause,
                says=said(
                    "No claim is told, and none is taken to have been made: what had to be claimed is lost.",
                ),
            )
        )
