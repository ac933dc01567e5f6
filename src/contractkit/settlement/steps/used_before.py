"""What earlier settlements used of the limit of a cap: what was paid, less what came back, and what still waits.

What waited behind a cap counts in the window in which it came up, as long as it waits and when it is paid.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction

import attrs

from contractkit.charging.exact import added
from contractkit.quantities.periods import Period
from contractkit.settlement.paying.past import OWN
from contractkit.settlement.remembered import Carried, LedgerEntry, Reading, Side
from contractkit.settlement.steps.amounts import Amount, Setting
from contractkit.settlement.steps.coming_in import comes_in_at
from contractkit.terms.provisions.base import Holding
from contractkit.terms.settling import CapStep, EarnBackStep

__all__ = [
    "SIDES",
    "Counted",
    "counted_on",
    "counts_while",
    "day_of",
    "key_of",
    "net_before",
    "passed_on",
    "used_before",
    "waiting_before",
    "waiting_behind",
    "waits_behind",
]

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
    more = waiting_before(setting, number, step, group, side) - won
    on = counted_on(setting, number)
    used = ledger.used(side, group.dates, before, empty, of, on) + more
    could = used if ledger.is_sure else max(used, ledger.used(side, group.dates, before, full, of, on) + more)
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
    if group.dates.start < setting.period.start and _is_whole(setting, number, step, group):
        least, most = (_net_used(setting, number, step, group, reading) for reading in ENDS)
        return min(least, most), max(least, most), missing
    return bonus[0] - malus[1], bonus[1] - malus[0], missing


def _is_whole(setting: Setting, number: int, step: CapStep, group: Counted) -> bool:
    """Return whether all that earlier settlements paid in the window is of the one whose limit it is."""
    before, on = setting.period.start, counted_on(setting, number)
    return group.key is None or all(
        key_of(step, entry) == group.key
        for side in SIDES
        for entry in setting.ledger.entries(side, group.dates, before, on)
    )


def _net_used(setting: Setting, number: int, step: CapStep, group: Counted, reading: Reading) -> Fraction:
    """Return what earlier settlements came to in one reading of what was open in them."""
    before, of, on = setting.period.start, _of(setting, step, group.key), counted_on(setting, number)
    malus, bonus = (setting.ledger.used(side, group.dates, before, reading, of, on) for side in SIDES)
    waits = {side: waiting_before(setting, number, step, group, side) for side in SIDES}
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
        held = _held_of(step.holds, of, counted_on(setting, number))
        return setting.ledger.won_back(group.dates, setting.period.start, held)
    return setting.ledger.won_back(group.dates, setting.period.start, of)


def _held_of(
    holds: Holding, of: Callable[[LedgerEntry], bool] | None, on: Callable[[LedgerEntry], date]
) -> Callable[[LedgerEntry], bool]:
    """Return which of some effects count on a date on which a cap holds."""
    return lambda entry: holds.on(on(entry)) and (of is None or of(entry))


def counted_on(setting: Setting, number: int) -> Callable[[LedgerEntry], date]:
    """Return on which day an effect of an earlier settlement counts for a step, as `day_of` has it.

    Args:
        setting: What is settled.
        number: The place of the step in the order.
    """
    return lambda entry: day_of(setting, number, entry.settled_on, entry.waited)


def day_of(setting: Setting, number: int, paid_on: date, waited: Carried | None) -> date:
    """Return on which day something counts for a step that was paid before: where it waited behind it, as it came up.

    Args:
        setting: What is settled.
        number: The place of the step in the order.
        paid_on: When it was paid.
        waited: What a step had kept, where it was paid of that; None where it came up when it was paid.

    Source: docs/decisions/0281 (what waits uses the limit under which it came up).
    """
    return paid_on if waited is None or not _is_behind(setting, number, waited) else passed_on(number, waited)


def counts_while(setting: Setting, number: int, step: CapStep, amount: Amount) -> bool:
    """Return whether a cap counts an amount, which may hold between dates: it was settled on one of them.

    Of what was won back the malus has to count on one too: of one that used nothing of the limit, nothing is left free
    when it comes back.

    Args:
        setting: What is settled.
        number: The place of the cap in the order.
        step: The cap.
        amount: The amount.
    """
    if amount.settled_on is None or step.holds is None:
        return amount.settled_on is not None
    back = None if amount.returns is None else day_of(setting, number, amount.returns, amount.waited)
    return step.holds.on(amount.settled_on) and (back is None or step.holds.on(back))


def waiting_before(setting: Setting, number: int, step: CapStep, group: Counted, side: Side) -> Fraction:
    """Return what waits at later steps and lay under this limit when it came up: it comes in behind the cap, uncut.

    Args:
        setting: What is settled.
        number: The place of the cap in the order.
        step: The cap.
        group: What the cap counts together.
        side: The side that counts.
    """
    carried = setting.ledger.carried(setting.period.start)
    return waiting_behind(setting, number, step, group, side, carried) if carried else _NOTHING


def waiting_behind(
    setting: Setting, number: int, step: CapStep, group: Counted, side: Side, carried: Sequence[Carried]
) -> Fraction:
    """Return what lies under a limit of all that waits.

    Args:
        setting: What is settled.
        number: The place of the cap in the order.
        step: The cap.
        group: What the cap counts together.
        side: The side that counts.
        carried: What waits.
    """
    mine = (one for one in carried if waits_behind(setting, number, step, one) and one.kind == side)
    inside = (one for one in mine if passed_on(number, one) in group.dates and key_of(step, one) == group.key)
    return added(abs(one.amount) for one in inside)


def waits_behind(setting: Setting, number: int, step: CapStep, carried: Carried) -> bool:
    """Return whether something that waits passed a cap, and comes in at a step behind it.

    Args:
        setting: What is settled.
        number: The place of the cap in the order.
        step: The cap.
        carried: What waits.
    """
    return _is_behind(setting, number, carried) and (step.holds is None or step.holds.on(passed_on(number, carried)))


def passed_on(number: int, carried: Carried) -> date:
    """Return on which day something came by a step behind which it waits: as it came up, or came in before that step.

    Args:
        number: The place of the step in the order.
        carried: What waits.
    """
    return next((one.on for one in reversed(carried.came_in) if one.step <= number), carried.since)


def _is_behind(setting: Setting, number: int, carried: Carried) -> bool:
    """Return whether something waits, or waited, at a step of the same clause behind a place in the order."""
    place = None if carried.step == OWN else comes_in_at(setting, carried)
    if place is None or place <= number:
        return False
    return carried.by == str(setting.part or "") or setting.settles(carried.target, carried.clause)
