"""Whether caps go from narrow to wide, so that the least sum is where each amount is least."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from contractkit.settlement.steps.amounts import Amount, Setting
from contractkit.settlement.steps.caps import key_of
from contractkit.settlement.steps.limits import window_for
from contractkit.terms.settling import CapStep

__all__ = ["nested"]


def nested(setting: Setting, amounts: Sequence[Amount]) -> bool:
    """Return whether the caps go from narrow to wide: whatever one cap counts together, every later one does too.

    Only then is the sum least where each amount is least. A quarter's cap before a month's gives a month that pays more
    a larger part of the quarter, of which the month's cap then takes more. A rolling window overlaps its neighbours, so
    that it is nested only where all that is settled ends on one day.
    """
    caps = [step for step in setting.terms.steps if isinstance(step, CapStep)]
    groups = [[_counted_with(setting, step, amount) for amount in amounts if amount.settled_on] for step in caps]
    return all(
        len(set(zip(earlier, later, strict=True))) == len(set(earlier))
        for place, earlier in enumerate(groups)
        for later in groups[place + 1 :]
    )


def _counted_with(setting: Setting, step: CapStep, amount: Amount) -> Hashable:
    assert amount.settled_on is not None
    window = window_for(setting, step, amount.settled_on)
    return (key_of(step, amount), window.start, window.end)
