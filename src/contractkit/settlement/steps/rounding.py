"""Rounding amounts and what changed them, so that they add up: once, line by line, or period by period."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from contractkit.charging.exact import added
from contractkit.quantities.notation import Cycle
from contractkit.quantities.rounding import Rounding
from contractkit.settlement.spreading import rounded_units, split_units
from contractkit.settlement.steps.amounts import Amount, Change, Setting, left_of
from contractkit.settlement.steps.limits import window_per
from contractkit.terms.settling import AllocateStep, CapStep, SettlementTerms

__all__ = ["cap_windows", "rounded", "serves_largest"]


def rounded(
    setting: Setting,
    amounts: Sequence[Amount],
    values: Sequence[Fraction],
    changes: Sequence[Change],
    rounding: Rounding,
) -> tuple[tuple[Fraction, ...], tuple[dict[int, Fraction], ...]]:
    """Return amounts and the parts of their changes as whole units.

    Args:
        setting: What is settled.
        amounts: The amounts, charges among them.
        values: What they come to before changes.
        changes: What took away from them or added to them, in the order of the steps.
        rounding: The unit, the way, and the scope: ``once`` rounds the sum of everything, ``period`` the sum of each
            own period of effects and that of the charges, ``line`` each amount as the changes left it.

    Returns:
        The amounts, and for each change its parts by place; place by place they add up to what is left, rounded.
    """
    net = left_of(values, changes)
    windows = cap_windows(setting.terms)
    paths = [_path(setting, windows, amount, value) for amount, value in zip(amounts, net, strict=True)]
    parts = [dict(change.parts) for change in changes]
    cut = {place for place in {place for part in parts for place in part} if _is_whole(values[place], rounding.to)}
    unit = Fraction(rounding.to)
    nets = [0] * len(net)
    largest = serves_largest(setting.terms)
    for group in _groups(amounts, rounding.scope):
        wanted = rounding.units(added(net[place] for place in group))
        served = _served(group, net) if largest else group
        found = rounded_units(
            [net[place] for place in served],
            [paths[place] for place in served],
            wanted,
            unit,
            {number for number, place in enumerate(served) if place in cut},
        )
        for place, units in zip(served, found, strict=True):
            nets[place] = units
    return split_units(values, parts, nets, unit)


def _groups(amounts: Sequence[Amount], scope: str) -> list[list[int]]:
    """Return the places whose sum is rounded together."""
    groups: dict[Hashable, list[int]] = {}
    for place, amount in enumerate(amounts):
        key: Hashable = "once"
        if scope == "line":
            key = place
        elif scope == "period" and amount.settled_on is not None:
            key = amount.settled_on if amount.period is None else (amount.period.start, amount.period.end)
        groups.setdefault(key, []).append(place)
    return list(groups.values())


def cap_windows(terms: SettlementTerms) -> tuple[Cycle, ...]:
    """Return the fixed windows of the caps, each once: what rounding keeps the sums of."""
    pers = (step.per for step in terms.steps if isinstance(step, CapStep) and step.per.n is None)
    return tuple(dict.fromkeys(pers))


def serves_largest(terms: SettlementTerms) -> bool:
    """Return whether of equal remainders the largest amount is served first."""
    return any(isinstance(step, AllocateStep) and step.ties == "largest-line" for step in terms.steps)


def _served(group: Sequence[int], values: Sequence[Fraction]) -> list[int]:
    """Return the places of a group, the largest amount first."""
    return sorted(group, key=lambda place: -abs(values[place]))


def _is_whole(value: Fraction, unit: Decimal) -> bool:
    """Return whether a value is a multiple of a unit."""
    top, bottom = unit.as_integer_ratio()
    return not value.numerator * bottom % (value.denominator * top)


def _path(setting: Setting, caps: Sequence[Cycle], amount: Amount, net: Fraction) -> tuple[Hashable, ...]:
    """Return the groups whose sums rounding keeps: the side, then the windows of the caps from wide to narrow.

    Last comes the malus that was won back, so that its parts do not come to more than it.
    """
    on = amount.settled_on
    if on is None:
        return ("charge",)
    windows = [window_per(setting, per, on) for per in caps]
    windows.sort(key=lambda window: (window.start - window.end, window.start))
    side = amount.side or ("malus" if net < 0 else "bonus")
    days: tuple[date, ...] = tuple(window.start for window in windows)
    return (side, *days, amount.name if amount.brought == "earn-back" else amount.id)
