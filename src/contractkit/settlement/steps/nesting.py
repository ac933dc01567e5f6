"""Whether steps go from narrow to wide, so that the least sum is where each amount is least."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from contractkit.settlement.steps.amounts import Amount, Setting
from contractkit.settlement.steps.limits import window_for
from contractkit.settlement.steps.used_before import key_of
from contractkit.terms.settling import CapStep, EarnBackStep, MinimumIssueStep

__all__ = ["nested"]


def nested(setting: Setting, amounts: Sequence[Amount]) -> bool:
    """Return whether the steps go from narrow to wide: whatever one counts together, every later one does too.

    Only then is the sum least where each amount is least. A quarter's cap before a month's gives a month that pays more
    a larger part of the quarter, of which the month's cap then takes more; and a minimum for each line, after a cap on
    all of them, drops a line that a larger one pushed below it. A rolling window overlaps its neighbours; a malus that
    is cut together with another leaves that one more to be won back; and what waited is tested with the first of all
    lines: these are nested only where all that is settled ends on one day. A cap on the difference that is not the last
    of them gives a bonus room that a larger malus takes from it, so that what follows may leave more of the bonus.
    """
    steps = [step for step in setting.terms.steps if isinstance(step, CapStep | MinimumIssueStep)]
    counted = [amount for amount in amounts if amount.settled_on is not None]
    rolling = any(isinstance(step, CapStep) and step.per.n is not None for step in steps)
    several = len({amount.settled_on for amount in counted}) > 1
    joins = any(isinstance(step, MinimumIssueStep) and step.minimum.otherwise == "carry-forward" for step in steps)
    wins = bool(steps) and any(isinstance(step, EarnBackStep) for step in setting.terms.steps)
    if several and (rolling or joins or wins):
        return False
    if any(isinstance(step, CapStep) and step.caps == "net" for step in steps[:-1]):
        return False
    groups = [[_counted_with(setting, step, place, amount) for place, amount in enumerate(counted)] for step in steps]
    return all(
        len(set(zip(earlier, later, strict=True))) == len(set(earlier))
        for place, earlier in enumerate(groups)
        for later in groups[place + 1 :]
    )


def _counted_with(setting: Setting, step: CapStep | MinimumIssueStep, place: int, amount: Amount) -> Hashable:
    if isinstance(step, MinimumIssueStep):
        return place if step.minimum.scope == "line" else "all"
    assert amount.settled_on is not None
    window = window_for(setting, step, amount.settled_on)
    return (key_of(step, amount), window.start, window.end)
