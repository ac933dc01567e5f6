"""In which own periods a step asks its condition: whole ones, also of those that an amendment split."""

from __future__ import annotations

from collections.abc import Sequence

from contractkit.charging.windows import cycle_window
from contractkit.quantities.periods import Period
from contractkit.settlement.steps.amounts import Amount, Setting
from contractkit.settlement.uncovered import uncovered
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.targets import Target

__all__ = ["periods_asked"]


def periods_asked(setting: Setting, amounts: Sequence[Amount], names: frozenset[str]) -> tuple[Period, ...]:
    """Return the own periods in which a condition is asked: those of its targets, else the one that is settled.

    A period that an amendment split is asked once, as a whole.

    Args:
        setting: What is settled.
        amounts: All amounts, charges among them.
        names: What the targets of the condition are called.
    """
    given = [amount for amount in amounts if amount.brought is None and amount.target in names]
    own = {
        (one.period.start, one.period.end): _whole_of(setting, one, given) for one in given if one.period is not None
    }
    found = {(period.start, period.end): period for period in own.values() if period is not None}
    return tuple(found[dates] for dates in sorted(found)) or (setting.period,)


def _whole_of(setting: Setting, amount: Amount, given: Sequence[Amount]) -> Period | None:
    """Return the whole of the own period of an amount where the given parts of it make it; else its own dates."""
    part = amount.period
    targets: tuple[Target | FigureTarget, ...] = (
        *setting.agreement.targets,
        *setting.agreement.provisions_of(FigureTarget),
    )
    per = next((one.per for one in targets if one.id == amount.target), None)
    if part is None or per is None:
        return part
    whole = cycle_window(setting.agreement, per, part.start)
    dates = [
        (one.period.start, one.period.end) for one in given if one.period is not None and one.target == amount.target
    ]
    inside = {one for one in dates if whole.start <= one[0] and one[1] <= whole.end}
    return part if part.end > whole.end or uncovered(inside, whole.start, whole.end) else whole
