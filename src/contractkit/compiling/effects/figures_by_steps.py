"""Credits for the distance to a target: in proportion, or in steps."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.effects.differing import differs
from contractkit.compiling.effects.paying import Paying, as_figure
from contractkit.compiling.effects.registry import pays
from contractkit.compiling.figures import UNTOLD
from contractkit.quantities.notation import Level
from contractkit.terms.provisions.gap_credit import GapCredit
from contractkit.terms.provisions.step_credit import StepCredit

__all__ = ["gap_credit", "step_credit"]


@pays("gap-credit")
def gap_credit(paying: Paying) -> GapCredit | None:
    """Return a credit for each point below the reach, or below a level of its own."""
    start = _start(paying)
    if start is None:
        return None
    credit = paying.payment(paying.place.at("credit_per_point"), paying.written.credit_per_point.value)
    return GapCredit(**paying.common(), start=as_figure(start), credit=credit)


@pays("step-credit")
def step_credit(paying: Paying) -> StepCredit | None:
    """Return a credit for each step below the reach, or below a level of its own."""
    written, place = paying.written, paying.place
    start = _start(paying)
    step: Level = written.step.value
    if start is None:
        return None
    wanted = "pp" if start.unit == "%" else start.unit
    if step.unit != wanted:
        unit = f"in {wanted}" if wanted else "a number without a unit"
        says = f"'{written.step.text}' is no step of the figure, whose distance is {unit}"
        paying.draft.report(place.at("step"), "unit", says, "for example step: 1 pp" if wanted == "pp" else None)
    if step.number <= 0:
        says = f"'{written.step.text}' is no step"
        paying.draft.report(place.at("step"), "quantity", says, "a step is more than nothing")
        return None
    credit = paying.payment(place.at("credit_per_step"), written.credit_per_step.value)
    part: Any = paying.settled("part_steps")
    return StepCredit(**paying.common(), start=as_figure(start), step=as_figure(step), credit=credit, part_steps=part)


def _start(paying: Paying) -> Level | None:
    """Return from where the distance is measured: the reach, or the level that is written, which has to be the same."""
    written, figure = paying.written.below, paying.figure
    if written is None:
        return paying.reach(paying.place)
    level = paying.level(paying.place.at("below"), written)
    promised = None if figure is None or figure.reach is None else figure.reach.level
    if (
        level is not None
        and promised is not None
        and figure is not None
        and figure.unit != UNTOLD
        and level != promised
    ):
        says = f"the credit begins below {level}, but the target's reach is {promised}"
        hint = "write below: reach, if the same figure is meant; where nothing is paid at first, write a curve"
        differs(paying, paying.place.at("below"), says, hint)
    return level
