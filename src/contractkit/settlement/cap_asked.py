"""The cap of a settlement, where a condition compares with a share of it: ``at_least: 100 % of cap``."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from contractkit.settlement.steps.amounts import Setting
from contractkit.settlement.steps.limits import limit_of, window_for
from contractkit.terms.settling import CapStep

__all__ = ["cap_on"]


def cap_on(setting: Setting, day: date) -> Fraction | None:
    """Return the limit on maluses in whose window a day lies; of several caps that with the longest window.

    Of caps with windows of one length the last in the order counts. The limit is that of the whole window, as the cap
    itself takes it: 10 % of the charges of a quarter, and not of the month at hand.

    Args:
        setting: What is settled.
        day: The last date of the period at hand.

    Returns:
        The limit, exactly; None where no cap limits a malus on that day, or something of its limit is not known.
    """
    caps = [
        step
        for step in setting.terms.steps
        if isinstance(step, CapStep) and step.caps != "bonus" and (step.holds is None or step.holds.on(day))
    ]
    if not caps:
        return None
    windows = [window_for(setting, step, day) for step in caps]
    longest = max(range(len(caps)), key=lambda place: ((windows[place].end - windows[place].start).days, place))
    most = limit_of(setting, caps[longest], windows[longest])
    return None if most.unknown is not None else most.exact
