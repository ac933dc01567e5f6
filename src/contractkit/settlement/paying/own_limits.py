"""The limits of an effect's own: what waited from before, its cap, and its smallest amount with its rounding.

Each changes the amounts of an effect that is on its way. Limits of a whole settlement are its steps.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from contractkit.charging.exact import added, amount_text, exact_text
from contractkit.quantities.currencies import minor_units
from contractkit.quantities.rounding import Rounding
from contractkit.records.said import said
from contractkit.settlement.paying.computed import Computed, Single
from contractkit.settlement.paying.limits import by_days, limit_of, window_in
from contractkit.settlement.paying.past import carried_in, may_wait, paid_in_window
from contractkit.settlement.paying.scene import Scene
from contractkit.settlement.paying.so_far import SoFar
from contractkit.terms.modifiers import MinimumIssue, Modifiers

__all__ = ["apply_cap", "apply_smallest", "bound_each", "carry_in"]


def carry_in(scene: Scene, so_far: SoFar) -> None:
    """Add what earlier periods held back for this one: what its cap cut off, or what was too small to be paid.

    So it does where an amendment took the cap or the smallest amount away: what it kept is owed then.

    Args:
        scene: The effect in its period.
        so_far: What it comes to so far; changed.
    """
    waits = carried_in(scene) if may_wait(scene) else Fraction(0)
    if waits:
        so_far.notes.append(said("{waits} waited from before", waits=amount_text(waits, scene.agreement.currency)))
        so_far.inputs["carried-in"] = exact_text(waits)
        so_far.apply(lambda amount: amount + waits)


def apply_cap(scene: Scene, rules: Modifiers, so_far: SoFar) -> None:
    """Cut an effect off at its own cap, less what earlier periods of the cap's window were paid.

    Args:
        scene: The effect in its period.
        rules: What qualifies the effect.
        so_far: What it comes to so far; changed.
    """
    if rules.cap is None or rules.cap_bounds == "each-delivery":
        return
    window = window_in(scene, rules.cap)
    used = {} if window is None else {window: paid_in_window(scene, window)}
    found = limit_of(scene, rules.cap, used)
    if found is None:
        return
    most, told = found
    so_far.before_cap = so_far.low if so_far.known else None
    before = (so_far.low, so_far.high)
    so_far.apply(lambda amount: max(-most, min(most, amount)))
    if before == (so_far.low, so_far.high):
        return
    so_far.notes.append(said("at most {told}", told=told))
    so_far.inputs["cap"] = exact_text(most)
    cut = _cut_off(so_far)
    if cut and rules.on_excess == "carry-forward":
        so_far.carried += cut
        waits = amount_text(abs(cut), scene.agreement.currency)
        so_far.notes.append(said("{cut} waits for the next period", cut=waits))
    elif cut:
        so_far.notes.append(_not_paid(scene, cut))


def bound_each(
    scene: Scene, computed: Computed, so_far: SoFar, multiplied: Callable[[Fraction], tuple[Fraction, Fraction]]
) -> None:
    """Cut each thing that an effect is about off at its own cap: the effect is the sum of what is left.

    What was done before, a repeat or the share that was affected, multiplies each of them alike.

    Args:
        scene: The effect in its period.
        computed: What its kind alone comes to, in single things where its cap bounds each.
        so_far: What it comes to so far; changed.
        multiplied: Returns the least and the most that an amount comes to, with what was done before.

    Source: money.md, M7: at most the cap, for each delivery.
    """
    if not computed.singles:
        return
    sums = []
    for singles in computed.singles:
        alone = added(one.exact - one.before for one in singles)
        for now in multiplied(alone):
            factor = now / alone if alone else Fraction(0)
            sums.append(added(_bounded(one, factor) for one in singles))
    so_far.before_cap = so_far.low if so_far.known else None
    before = (so_far.low, so_far.high)
    so_far.low, so_far.high = min(sums), max(sums)
    if before == (so_far.low, so_far.high):
        return
    every = computed.singles[0]
    if len(every) == 1:
        (one,) = every
        so_far.notes.append(said("at most {told}", told=one.told))
        if one.before:
            counted = amount_text(min(abs(one.before), one.most), scene.agreement.currency)
            so_far.notes.append(said("{counted} was counted before", counted=counted))
        so_far.inputs["cap"] = exact_text(one.most)
    else:
        over = sum(1 for one in every if abs(one.exact) > one.most)
        so_far.notes.append(said("{over} of {many} cut off at the cap of each", over=over, many=len(every)))
    cut = _cut_off(so_far)
    if cut:
        so_far.notes.append(_not_paid(scene, cut))


def _bounded(one: Single, factor: Fraction) -> Fraction:
    return max(-one.most, one.exact * factor) - max(-one.most, one.before * factor)


def _cut_off(so_far: SoFar) -> Fraction:
    """Return what a cap cut off, and keep it among the inputs; nought where the amount before it is not known."""
    if so_far.before_cap is None:
        return Fraction(0)
    cut = so_far.before_cap - so_far.low
    so_far.inputs |= {"before-cap": exact_text(so_far.before_cap), "cut-off": exact_text(abs(cut))}
    return cut


def _not_paid(scene: Scene, cut: Fraction) -> str:
    return said("{cut} is not paid", cut=amount_text(abs(cut), scene.agreement.currency))


def apply_smallest(scene: Scene, rules: Modifiers, so_far: SoFar) -> None:
    """Apply the smallest amount, tested before rounding or after it, and the effect's own rounding.

    Args:
        scene: The effect in its period.
        rules: What qualifies the effect.
        so_far: What it comes to so far; changed.
    """
    minor = Decimal(1).scaleb(-minor_units(scene.agreement.currency))
    own = None if rules.rounding is None else Rounding(rules.rounding.to, rules.rounding.mode)
    if so_far.known and (own is not None or rules.minimum_issue is not None):
        so_far.inputs["unrounded"] = exact_text(abs(so_far.low))
    if rules.minimum_issue is not None:
        smallest, rounding = rules.minimum_issue, own or Rounding(minor)
        ends = so_far.low, so_far.high
        least = Fraction(smallest.more_than.amount) * scene.share
        so_far.apply(lambda amount: _issued(amount, smallest, least, rounding))
        if ends != (so_far.low, so_far.high):
            so_far.notes.append(
                said("{why} more than {least}", why=_says(smallest), least=by_days(scene, smallest.more_than))
            )
            if smallest.otherwise == "carry-forward" and so_far.known and ends[0] == ends[1]:
                so_far.carried += ends[0]
    if own is not None:
        so_far.apply(lambda amount: Fraction(own.apply(amount)))


def _issued(amount: Fraction, rule: MinimumIssue, least: Fraction, rounding: Rounding) -> Fraction:
    tested = Fraction(rounding.apply(amount)) if rule.tested == "after-rounding" else amount
    if not amount or abs(tested) > least:
        return amount
    if rule.otherwise == "lift":
        return least if amount > 0 else -least
    return Fraction(0)


def _says(rule: MinimumIssue) -> str:
    return {
        "drop": "nothing is paid, because it has to come to",
        "carry-forward": "it waits for the next period, because it has to come to",
        "lift": "it is raised, because it has to come to",
    }[rule.otherwise]
