"""Whether a condition on what was found about a period holds: yes, no, or not known, with the reason in words.

What is not known stays unknown until something else decides (Kleene's logic). Earlier periods are those of the ledger;
where it says nothing of one, they are worked out like the one at hand, and what nobody knows of them stays open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Literal

import attrs

from contractkit.charging.windows import in_force
from contractkit.quantities.notation import Cycle
from contractkit.quantities.periods import Period
from contractkit.records.said import joined, said
from contractkit.settlement.measuring.bands import in_bands
from contractkit.settlement.measuring.counting import Amounts, came_up, compared_text
from contractkit.settlement.measuring.figure import FigureValue, Verdict
from contractkit.settlement.measuring.looking_up import Scenery, figure_in, verdict_in, whole_at_hand, worded_in
from contractkit.settlement.measuring.naming import called, measurables
from contractkit.settlement.measuring.on_fields import all_known, any_known, on_fields
from contractkit.settlement.measuring.pieces import own_periods
from contractkit.settlement.measuring.telling import value_text
from contractkit.settlement.measuring.windows import last_periods, window_to
from contractkit.terms import Agreement
from contractkit.terms.conditions import AllOf, AnyOf, Not
from contractkit.terms.figure_conditions import (
    AllHold,
    AnyHolds,
    Counted,
    FiguresCondition,
    Found,
    Measured,
    NotHolds,
)
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.provisions.metric import Metric
from contractkit.terms.targets import Target

__all__ = ["Held", "Scenery", "holds"]

_NAMED = 3
"""So many targets are named of which none decides alone."""


@attrs.frozen
class Held:
    """Whether a condition holds.

    Attributes:
        value: Yes, no, or None where it is not known.
        says: Why, in words: of several parts those that decide.
        times: For a test on several periods, in how many it is found for sure.
    """

    value: bool | None
    says: str
    times: int = 0


def holds(condition: FiguresCondition, scene: Scenery) -> Held:
    """Return whether a condition on figures holds of the period at hand.

    A test on a field looks at the fields that the facts tell of the whole period. A time limit of an item is not known
    here.

    Args:
        condition: The condition.
        scene: The agreement, the period, the figures (`book`), the facts told and the ledger.

    Raises:
        UsageError: The condition names a target that is not there, or there is no book of figures to look in.

    Source: design.md section 5 (three-valued logic) and section 6 (missing history is a problem, not zero).
    """
    match condition:
        case Found():
            return _found(condition, scene)
        case Counted():
            return _counted(condition, scene)
        case Measured():
            return _measured(condition, scene)
        case AllHold(parts) | AllOf(parts):
            found = [holds(part, scene) for part in parts]
            return Held(all_known(one.value for one in found), _joined(_deciding(found, "all"), " and ", "always"))
        case AnyHolds(parts) | AnyOf(parts):
            found = [holds(part, scene) for part in parts]
            return Held(any_known(one.value for one in found), _joined(_deciding(found, "one"), ", ", "never"))
        case NotHolds(part) | Not(part):
            held = holds(part, scene)
            return Held(None if held.value is None else not held.value, held.says)
        case _:
            known = on_fields(condition, scene.told.fields)
            return Held(known, said("{condition}: {holds}", condition=condition, holds=_WORD[known]))


_WORD = {True: said("yes"), False: said("no"), None: said("not known")}


def _joined(found: Sequence[Held], by: str, empty: str) -> str:
    return joined(by, (one.says for one in found)) or empty


# -- verdicts of targets ---------------------------------------------------------------------------------------------


def _found(test: Found, scene: Scenery) -> Held:
    targets = _targets(scene.agreement, test.targets)
    found = [_of_target(test, target, scene) for target in targets]
    every = test.verdict == "met" and not test.bands
    join = all_known if every else any_known
    value = join(one.value for one in found) if found else False
    if value is False and test.often.of > 1 and len(found) > _NAMED:
        most = max(one.times for one in found)
        nearest = [one for one in found if one.times == most]
        says = _joined(nearest[:_NAMED], "; ", "")
        others = len(found) - min(len(nearest), _NAMED)
        return Held(value, said("{says}; the other {n} not more often", says=says, n=others))
    return Held(value, _joined(_deciding(found, "all" if every else "one"), "; ", "no target was agreed"))


def _deciding(found: Sequence[Held], needed: Literal["all", "one"]) -> Sequence[Held]:
    """Return the parts that decide: where one is enough those that hold, else all of them; and the reverse."""
    value = (all_known if needed == "all" else any_known)(one.value for one in found)
    return found if value is (needed == "all") else [one for one in found if one.value is value]


def _of_target(test: Found, target: Target | FigureTarget, scene: Scenery) -> Held:
    per = target.per
    now = _at_hand(scene.agreement, per, scene.period)
    if test.often.of == 1:
        join = all_known if test.verdict == "met" and not test.bands else any_known
        found = [_in_period(test, target, period, scene) for period in now]
        return Held(
            join(one.value for one in found) if found else None,
            _joined(found, "; ", said("{name}: no period", name=target.name)),
        )
    last = now[-1] if now else scene.period
    periods = last_periods(scene.agreement, per, last, test.often.of)
    found = [_in_period(test, target, period, scene) for period in periods]
    sure = sum(one.value is True for one in found)
    may = sure + sum(one.value is None for one in found)
    value = True if sure >= test.often.periods else False if may < test.often.periods else None
    about = joined(" or ", test.bands) or said(str(test.verdict))
    says = said(
        "{name}: {about} in {sure} of the last {of} periods up to {label}",
        name=target.name,
        about=about,
        sure=sure,
        of=test.often.of,
        label=last.label,
    )
    return Held(value, says + (said(", and in {may} it is not known", may=may - sure) if may > sure else ""), sure)


def _in_period(test: Found, target: Target | FigureTarget, period: Period, scene: Scenery) -> Held:
    if test.bands:
        held = _lies_in(test, target, period, scene)
        place = {True: "in", False: "not in", None: "perhaps in"}[held]
        return Held(
            held,
            said(
                f"{{name}}, {{label}}: {place} the band {{bands}}",
                name=target.name,
                label=period.label,
                bands=joined(" or ", test.bands),
            ),
        )
    verdict = verdict_in(target, period, scene)
    return Held(
        _is(verdict, str(test.verdict)),
        said("{name}, {label}: {verdict}", name=target.name, label=period.label, verdict=said(verdict)),
    )


def _lies_in(test: Found | Counted, target: Target | FigureTarget, period: Period, scene: Scenery) -> bool | None:
    """Return whether a figure lies in bands; of a period that an amendment split, whether that of one part does."""
    found = worded_in(target, period, scene)
    return any_known(in_bands(one.version, one.target, one.figure, test.bands) for one in found)


def _is(verdict: Verdict, wanted: str) -> bool | None:
    if verdict == "undetermined":
        return True if wanted == "undetermined" else None
    return verdict == wanted


def _at_hand(agreement: Agreement, per: Cycle | str, period: Period) -> tuple[Period, ...]:
    """Return the periods of a target that end in the one at hand; of a longer one the one that contains it."""
    own = [one for one in own_periods(agreement, per, period) if in_force(agreement, one) is not None]
    if own:
        return tuple(own)
    return last_periods(agreement, per, period, 1)


def _targets(agreement: Agreement, names: Sequence[str]) -> tuple[Target | FigureTarget, ...]:
    """Return the targets of some names; without names every target that promises a figure."""
    if not names:
        known = (one for one in measurables(agreement) if not isinstance(one, Metric))
        return tuple(one for one in known if one.reach is not None)
    found = [one for name in names for one in called(agreement, name)]
    return tuple(one for one in dict.fromkeys(found) if not isinstance(one, Metric))


# -- how many, and how much -------------------------------------------------------------------------------------------


def _counted(test: Counted, scene: Scenery) -> Held:
    window = window_to(scene.agreement, test.over, whole_at_hand(scene))
    if test.what not in ("breached", "met", "undetermined"):
        return _of_amounts(test, scene, window_to(scene.agreement, test.over, scene.period))
    verdicts: list[Verdict] = []
    unsure = 0
    for target in _targets(scene.agreement, test.of):
        for period in _in_window(scene, target, window):
            verdict = verdict_in(target, period, scene)
            if test.bands:
                held = _lies_in(test, target, period, scene)
                if held is None:
                    unsure += 1
                if not held:
                    continue
            verdicts.append(verdict)
    wanted = sum(verdict == test.what for verdict in verdicts)
    open_ones = 0 if test.what == "undetermined" else sum(verdict == "undetermined" for verdict in verdicts)
    reached = sum(verdict in ("met", "breached") for verdict in verdicts)
    level = getattr(test.value, "unit", None)
    if level == "%":
        low, high = _share(wanted, open_ones, reached)
    else:
        low, high = Fraction(wanted), Fraction(wanted + open_ones + unsure)
    held_by = Amounts(low, high)
    bound = Fraction(getattr(test.value, "number", 0))
    text = said("{wanted} {what} in {label}", wanted=wanted, what=said(test.what), label=window.label) + (
        said(" of {reached} verdicts", reached=reached) if level == "%" else ""
    )
    text += said(", and {open_ones} not known", open_ones=open_ones + unsure) if open_ones + unsure else ""
    return Held(
        held_by.stands(test.relation, bound),
        said("{text}, {relation}", text=text, relation=compared_text(test.relation, bound, level)),
    )


def _share(wanted: int, open_ones: int, reached: int) -> tuple[Fraction, Fraction]:
    """Return the least and the most percentage of wanted verdicts among those that are reached at all."""
    whole = reached + open_ones
    if not whole:
        return Fraction(0), Fraction(0)
    return Fraction(100 * wanted, whole), Fraction(100 * (wanted + open_ones), whole)


def _in_window(scene: Scenery, target: Target | FigureTarget, window: Period) -> Iterable[Period]:
    """Return the periods of a target that end in a window."""
    own = own_periods(scene.agreement, target.per, window)
    return (period for period in own if in_force(scene.agreement, period) is not None)


def _of_amounts(test: Counted, scene: Scenery, window: Period) -> Held:
    amount, bound, unit = came_up(test, scene, window)
    text = said("{what} in {label}: {text}", what=said(test.what), label=window.label, text=amount.text(unit))
    if bound is None:
        return Held(None, said("{text}; what it is compared with is not known", text=text))
    return Held(
        amount.stands(test.relation, bound),
        said("{text}, {relation}", text=text, relation=compared_text(test.relation, bound, unit)),
    )


# -- figures -----------------------------------------------------------------------------------------------------------


def _measured(test: Measured, scene: Scenery) -> Held:
    window = window_to(scene.agreement, test.over, scene.period)
    found = called(scene.agreement, test.metric)
    held: list[Held] = []
    for one in found:
        figure = figure_in(one, window, scene)
        bound = Fraction(test.value.number)
        if figure.state in ("no-volume", "running") or figure.low is None or figure.high is None:
            held.append(Held(None, figure.says))
            continue
        ends = Amounts(_rounded(figure, figure.low), _rounded(figure, figure.high))
        shown = value_text(ends.low, figure.unit) if ends.low == ends.high else ends.text(figure.unit)
        compared = compared_text(test.relation, bound, figure.unit)
        held.append(
            Held(
                ends.stands(test.relation, bound),
                said(
                    "{name}, {label}: {shown}, {compared}",
                    name=one.name,
                    label=window.label,
                    shown=shown,
                    compared=compared,
                ),
            )
        )
    return Held(any_known(one.value for one in held), _joined(held, "; ", test.metric))


def _rounded(figure: FigureValue, value: Fraction) -> Fraction:
    return value if figure.precision is None else Fraction(figure.precision.apply(value))
