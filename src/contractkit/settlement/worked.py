"""What one settlement period comes to, in numbers: everything that is decided before a line is written.

`settle` writes the lines on it; a back-test needs no lines and takes the numbers as they are.
"""

from __future__ import annotations

import attrs

from contractkit.charging.charges import Charge
from contractkit.errors import Problem
from contractkit.quantities.money import Money
from contractkit.quantities.periods import Period
from contractkit.settlement.effects import effects_of, with_amounts
from contractkit.settlement.findings import Findings
from contractkit.settlement.matter import Matter
from contractkit.settlement.notes import (
    in_short,
    missing_history,
    not_final,
    not_known,
    not_over,
    once,
    provisional_history,
    uncharged,
)
from contractkit.settlement.paid import Paid
from contractkit.settlement.prepaying import blocks_left, needs_history, rests_on_blocks
from contractkit.settlement.recording import record_of_settlement
from contractkit.settlement.remembered import SettledPeriod, Status
from contractkit.settlement.resting import gaps_behind, is_settled_behind, open_behind, rests_on_older
from contractkit.settlement.step_notes import open_steps
from contractkit.settlement.stepping import Stepped, stepped
from contractkit.settlement.told_history import told_effects

__all__ = ["Worked", "concluded", "worked_out"]


@attrs.frozen(eq=False)
class Worked:
    """The money of one settlement period, without its lines.

    Attributes:
        matter: What is settled.
        charged: The charges.
        every: What every effect comes to, also those that have no line.
        paid: Those that have one.
        found: Where the steps led.
        low: The least that the total can come to; None where nothing is undetermined, or nobody can say.
        high: The most that the total can come to; None where nothing is undetermined, or nobody can say.
        reasons: Why it is provisional; none where it is final.
        problems: What is missing.
        record: What the ledger keeps of it.
    """

    matter: Matter
    charged: tuple[Charge, ...]
    every: tuple[Paid, ...]
    paid: tuple[Paid, ...]
    found: Stepped
    low: Money | None
    high: Money | None
    reasons: tuple[str, ...]
    problems: tuple[Problem, ...]
    record: SettledPeriod


def worked_out(matter: Matter, whole: Period | None) -> Worked:
    """Return what one settlement period comes to.

    Args:
        matter: What is settled, and what is known about it.
        whole: The agreed settlement period of which it is a part; None where it is one.

    Raises:
        UsageError: The ledger is of another agreement, or has settlements of overlapping dates.
    """
    matter.ledger.check(matter.version.id, matter.period)
    every = (*effects_of(matter), *told_effects(matter))
    return concluded(matter, whole, every, stepped(matter, matter.charges(), with_amounts(every)))


def concluded(
    matter: Matter, whole: Period | None, every: tuple[Paid, ...], found: Stepped, findings: Findings | None = None
) -> Worked:
    """Return what one settlement period comes to, when its effects and what steps made of them are known.

    Args:
        matter: What is settled, and what is known about it.
        whole: The agreed settlement period of which it is a part; None where it is one.
        every: What every effect comes to.
        found: Where the steps led from them.
        findings: What was found about figures, where that is known already.
    """
    agreement, period, before = matter.version, matter.period, matter.ledger
    charged, paid = matter.charges(), with_amounts(every)
    now, ends = found.now, found.ends
    gaps: tuple[Problem, ...] = ()
    behind: tuple[str, ...] = ()
    history: tuple[str, ...] = ()
    if not is_settled_behind(agreement, period, before):
        gaps, behind = gaps_behind(agreement, period, before), open_behind(agreement, period, before)
        older = rests_on_older(agreement, period, before)
        history = once((*provisional_history(agreement, period, before), *behind, *older, *rests_on_blocks(matter)))
    unbounded = ends is None or gaps or behind  # what the past may have left has no least and no most
    low, high = (None, None) if unbounded else (Money(end.total, agreement.currency) for end in ends or ())
    problems = (*uncharged(charged, needs_history(matter, charged)), *missing_history(agreement, now), *gaps)
    reasons = (
        *not_over(agreement, matter.evaluation, period, whole, paid, matter.told.known_at),
        *not_known(agreement, paid),
        *not_final(charged),
        *in_short(problems),
        *open_steps(now, period, before, agreement.currency),
        *history,
    )
    moved = {charge.name: charge.baseline for charge in charged if charge.baseline is not None}
    status: Status = "provisional" if reasons else "final"
    record = record_of_settlement(matter, charged, paid, found, status, moved, findings, blocks_left(charged))
    return Worked(matter, charged, every, paid, found, low, high, reasons, problems, before.standing(record))
