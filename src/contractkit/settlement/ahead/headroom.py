"""How much of each cap is left: what earlier settlements and this one use of its limit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import attrs

from contractkit.charging.exact import exact_text
from contractkit.facts import Facts
from contractkit.quantities.periods import Period
from contractkit.records.clauses import ClauseRef
from contractkit.records.said import said
from contractkit.settlement.figures import Attained
from contractkit.settlement.ledger import Ledger
from contractkit.settlement.matter import Matter
from contractkit.settlement.remembered import LedgerEntry, Side
from contractkit.settlement.stepping import settings_of
from contractkit.settlement.steps.amounts import Setting
from contractkit.settlement.steps.caps import sides_of
from contractkit.settlement.steps.limits import counted_in, limit_of, window_for
from contractkit.settlement.steps.used_before import Counted, counted_on, key_of, waiting_behind
from contractkit.settlement.told import SettlementFacts
from contractkit.terms import Agreement
from contractkit.terms.settling import CapStep

__all__ = ["Headroom", "headroom_of"]


@attrs.frozen
class Headroom:
    """What is left of one cap in one window.

    Attributes:
        clause: Where the cap stands.
        step: Its place in the order, from 1.
        side: What it cuts.
        of: The target, level or service whose limit it is; None where the contract has it once.
        window: The dates over which it counts.
        limit: The most, exactly; None where the parties agreed that there is none, or it is not known.
        says: The limit in words.
        before: What earlier settlements used of it, with what waits behind it.
        now: What this period uses of it, after all steps, with what it kept behind it; what waited before is not new.
        missing: The stretches of the window of which no settlement is known.
    """

    clause: ClauseRef
    step: int
    side: Side
    of: str | None
    window: Period
    limit: Fraction | None
    says: str
    before: Fraction
    now: Fraction
    missing: tuple[tuple[date, date], ...] = ()

    @property
    def left(self) -> Fraction | None:
        """Return what is left of it, at least zero; None where there is no limit, or it is not known."""
        return None if self.limit is None else max(Fraction(0), self.limit - self.before - self.now)

    def to_dict(self) -> dict[str, Any]:
        """Return what is left as plain data, amounts exactly as text."""
        return {
            "clause": str(self.clause),
            "step": self.step,
            "side": self.side,
            "of": self.of,
            "window": self.window.label,
            "limit": None if self.limit is None else exact_text(self.limit),
            "says": self.says,
            "before": exact_text(self.before),
            "now": exact_text(self.now),
            "left": None if self.left is None else exact_text(self.left),
            "missing": [[start.isoformat(), end.isoformat()] for start, end in self.missing],
        }


def headroom_of(
    agreement: Agreement,
    evaluation: Attained | None,
    facts: Facts | None,
    period: Period,
    before: Ledger,
    after: Ledger,
    told: SettlementFacts,
    on: date,
) -> tuple[Headroom, ...]:
    """Return what is left of each cap in the window in which a date lies.

    Caps are those of the settlement clause for everything: what follows a clause of its own uses nothing of them.

    Args:
        agreement: The agreement.
        evaluation: Its evaluation, or None.
        facts: The facts that were evaluated, or None.
        period: The period that was settled.
        before: The ledger before it.
        after: The ledger after it.
        told: What was told.
        on: The date; one of the period.
    """
    version = agreement.at(period.last)
    setting = settings_of(Matter(agreement, version, period, evaluation, facts, told, before))[0]
    found = []
    for number, step in enumerate(version.settlement.steps, start=1):
        if not isinstance(step, CapStep):
            continue
        if step.holds is not None and not step.holds.on(on):
            continue
        window = window_for(setting, step, on)
        dates = counted_in(step, window)
        most = limit_of(setting, step, window)
        limit = None if most.unknown is not None else most.exact
        record = after.record_of(period)
        now = () if record is None else record.entries
        day = counted_on(setting, number - 1)
        for side in sides_of(step):
            inside = (one for one in now if one.kind == side and dates.start <= day(one) < dates.end)
            entries = [one for one in inside if setting.alone or setting.settles(one.target, one.clause)]
            keys = dict.fromkeys(key_of(step, one) for one in entries) or {None: None}
            for key in keys:
                of = _of(setting, step, key)
                group = Counted(window, dates, key, ())
                waited, waits = (
                    waiting_behind(setting, number - 1, step, group, side, ledger.carried(on_day))
                    for ledger, on_day in ((before, period.start), (after, period.end))
                )
                used = before.used(side, dates, period.start, "now", of, day) + waited
                mine = [one for one in entries if of is None or of(one)]
                found.append(
                    Headroom(
                        clause=setting.clause,
                        step=number,
                        side=side,
                        of=key,
                        window=window,
                        limit=limit,
                        says=most.says
                        if most.unknown is None
                        else said("{says}; {unknown}", says=most.says, unknown=most.unknown),
                        before=used,
                        now=sum((abs(Fraction(one.amount.amount)) for one in mine), waits - waited),
                        missing=before.missing(_held(version, dates), period.start, side),
                    )
                )
    return tuple(found)


def _held(version: Agreement, window: Period) -> date:
    return window.start if version.term is None else max(window.start, version.term.start)


def _of(setting: Setting, step: CapStep, key: str | None) -> Callable[[LedgerEntry], bool] | None:
    if setting.alone:
        return None if key is None else lambda entry: key_of(step, entry) == key
    return lambda entry: key in (None, key_of(step, entry)) and setting.settles(entry.target, entry.clause)
