"""What earlier settlements used of the limit of a cap: what was paid, less what came back, and what still waits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import attrs

from contractkit.charging.exact import added
from contractkit.quantities.periods import Period
from contractkit.settlement.remembered import Carried, LedgerEntry, Reading, Side
from contractkit.settlement.steps.amounts import Amount, Setting
from contractkit.terms.provisions.base import Holding
from contractkit.terms.settling import CapStep, EarnBackStep

__all__ = ["SIDES", "Counted", "key_of", "net_before", "used_before", "waits_behind"]

SIDES: tuple[Side, Side] = ("malus", "bonus")
ENDS: tuple[Reading, Reading] = ("least", "most")
_NOTHING = Fraction(0)


@attrs.frozen
class Counted:
    """What one cap counts together.

    Attributes:
        window: The window.
        dates: The dates of the window on which the cap holds: what was settled on others uses nothing of the limit.
        key: Whose limit it is; None where the contract has it once.
        places: The amounts that can be cut.
        earlier: Amounts of this settlement that count in the window and were settled before: they stay as they are.
    """

    window: Period
    dates: Period
    key: str | None
    places: tuple[int, ...]
    earlier: tuple[int, ...] = ()


def key_of(step: CapStep, amount: Amount | LedgerEntry | Carried) -> str | None:
    """Return whose limit counts for an amount; None where the contract has the limit once."""
    if step.scope == "contract":
        return None
    found: str | None = getattr(amount, step.scope)
    return found or ""


def used_before(
    setting: Setting, number: int, step: CapStep, group: Counted, side: Side
) -> tuple[Fraction, Fraction, tuple[tuple[date, date], ...]]:
    """Return what earlier settlements used for certain and could have used, and the stretches that are not known."""
    ledger, before, of = setting.ledger, setting.period.start, _of(setting, step, group.key)
    if group.dates.start >= before:
        return _NOTHING, _NOTHING, ()  # no earlier settlement lies in it
    # A malus uses most of its limit where the sum is least, a bonus where it is most.
    full: Reading = "least" if side == "malus" else "most"
    empty: Reading = "most" if side == "malus" else "least"
    won = _won_before(setting, number, step, group) if side == "malus" else Fraction(0)
    more = _waiting(setting, number, step, group, side) - won
    used = ledger.used(side, group.dates, before, empty, of) + more
    could = used if ledger.is_sure else max(used, ledger.used(side, group.dates, before, full, of) + more)
    term = setting.agreement.term
    held = group.dates.start if term is None else max(group.dates.start, term.start)
    return used, could, ledger.missing(held, before, side)


def net_before(
    setting: Setting, number: int, step: CapStep, group: Counted
) -> tuple[Fraction, Fraction, tuple[tuple[date, date], ...]]:
    """Return the least and the most that earlier settlements came to, bonus less malus, and what is not known of them.

    Where all that a settlement pays counts, its least and its most are those of its total: the bonus and the malus of
    one reading belong together. Of a part of it each side may have been at its own end.
    """
    malus, bonus = (used_before(setting, number, step, group, side) for side in SIDES)
    missing = malus[2] or bonus[2]
    if group.dates.start < setting.period.start and _is_whole(setting, step, group):
        least, most = (_net_used(setting, number, step, group, reading) for reading in ENDS)
        return min(least, most), max(least, most), missing
    return bonus[0] - malus[1], bonus[1] - malus[0], missing


def _is_whole(setting: Setting, step: CapStep, group: Counted) -> bool:
    """Return whether all that earlier settlements paid in the window is of the one whose limit it is."""
    before = setting.period.start
    return group.key is None or all(
        key_of(step, entry) == group.key
        for side in SIDES
        for entry in setting.ledger.entries(side, group.dates, before)
    )


def _net_used(setting: Setting, number: int, step: CapStep, group: Counted, reading: Reading) -> Fraction:
    """Return what earlier settlements came to in one reading of what was open in them."""
    before, of = setting.period.start, _of(setting, step, group.key)
    malus, bonus = (setting.ledger.used(side, group.dates, before, reading, of) for side in SIDES)
    waits = {side: _waiting(setting, number, step, group, side) for side in SIDES}
    return bonus + waits["bonus"] - malus - waits["malus"] + _won_before(setting, number, step, group)


def _of(setting: Setting, step: CapStep, key: str | None) -> Callable[[LedgerEntry], bool] | None:
    """Return which effects of earlier settlements count; None where all do."""
    if setting.alone:
        return None if key is None else lambda entry: key_of(step, entry) == key
    return lambda entry: key_of(step, entry) == key and setting.settles(entry.target, entry.clause)


def _won_before(setting: Setting, number: int, step: CapStep, group: Counted) -> Fraction:
    """Return what earlier settlements won back of what counts here: where an earn-back stands before the cap."""
    steps = setting.terms.steps[:number]
    if not any(isinstance(one, EarnBackStep) for one in steps):
        return Fraction(0)
    of = _of(setting, step, group.key)
    if step.holds is not None:
        return setting.ledger.won_back(group.dates, setting.period.start, _held_of(step.holds, of))
    return setting.ledger.won_back(group.dates, setting.period.start, of)


def _held_of(holds: Holding, of: Callable[[LedgerEntry], bool] | None) -> Callable[[LedgerEntry], bool]:
    """Return which of some effects were settled while a cap held."""
    return lambda entry: holds.on(entry.settled_on) and (of is None or of(entry))


def _waiting(setting: Setting, number: int, step: CapStep, group: Counted, side: Side) -> Fraction:
    """Return what waits at later steps and lay under this limit when it came up: it comes in behind the cap, uncut."""
    carried = setting.ledger.carried(setting.period.start)
    if not carried:
        return _NOTHING
    mine = (one for one in carried if waits_behind(setting, number, step, one) and one.kind == side)
    inside = (one for one in mine if one.since in group.dates and key_of(step, one) == group.key)
    return added(abs(one.amount) for one in inside)


def waits_behind(setting: Setting, number: int, step: CapStep, carried: Carried) -> bool:
    """Return whether something that waits passed a cap, and comes in at a step behind it.

    Args:
        setting: What is settled.
        number: The place of the cap in the order.
        step: The cap.
        carried: What waits.
    """
    mine = carried.by == str(setting.part or "") and carried.step > number
    return mine and (step.holds is None or step.holds.on(carried.since))
