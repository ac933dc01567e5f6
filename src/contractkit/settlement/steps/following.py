"""The steps of a settlement, in the written order: all effects are known before the first, so their order is nothing.

What a step does stands in its own module; here is what comes after what.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

import attrs

from contractkit.charging.exact import amount_text
from contractkit.quantities.currencies import minor_units
from contractkit.quantities.rounding import Rounding
from contractkit.settlement.paying.past import OWN
from contractkit.settlement.remembered import Carried, Reading
from contractkit.settlement.steps.allocating import allocated
from contractkit.settlement.steps.amounts import Added, Amount, Change, Course, Cut, Minimum, Setting, left_of
from contractkit.settlement.steps.caps import cuts_of
from contractkit.settlement.steps.earning_back import earned_back
from contractkit.settlement.steps.minimums import minimums_of
from contractkit.settlement.steps.rounding import rounded
from contractkit.terms.settling import AllocateStep, CapStep, EarnBackStep, MinimumIssueStep, RoundStep

__all__ = ["follow"]


@attrs.define
class _State:
    """Where the amounts stand between two steps."""

    amounts: list[Amount]
    values: list[Fraction]
    changes: list[Change]
    exact: list[Change]
    added: list[Added]

    @property
    def nets(self) -> tuple[Fraction, ...]:
        return left_of(self.values, self.changes)

    def bring(self, added: Added) -> None:
        self.added.append(added)
        self.amounts.append(added.amount)
        self.values.append(added.amount.exact)

    def change(self, change: Change) -> None:
        self.changes.append(change)
        self.exact.append(change)


def follow(setting: Setting, amounts: Sequence[Amount], reading: Reading = "now") -> Course:
    """Return what becomes of amounts under the steps of a settlement.

    A cap counts the effects whose own period ends in its window, together with those of earlier settlements. What it
    cuts off is spread over them in proportion. Where the ledger lacks an earlier part of the window, nobody knows what
    is left of the limit: everything that the missing part could have used up is held back, and so is what effects that
    are open in the ledger could have used. Rounding moves every amount by less than a unit, so that what was rounded
    adds up, and whatever a cap left keeps its own sum.

    What an earlier period carried on comes in at the step that kept it, so that steps before it do not count it twice.

    A cap after the last round step cuts rounded amounts. What it leaves is not rounded to that step's unit again, but
    only to the currency's minor unit or a finer one that the step names, and never past the limit.

    Args:
        setting: What is settled, and what is known about it.
        amounts: Charges and effects, all of them.
        reading: For history that is missing or open, whether to hold back all that it could have used (``now``), or to
            take the reading in which the sum is least or most.
    """
    steps = setting.terms.steps
    state = _State(list(amounts), [amount.exact for amount in amounts], [], [], [])
    minor = Decimal(1).scaleb(-minor_units(setting.agreement.currency))
    rounding = Rounding(minor, "half-up")
    agreed, done = False, False
    rounds = [n for n, step in enumerate(steps) if isinstance(step, RoundStep) and _holds(setting, step)]
    last_round = max(rounds, default=len(steps))
    waiting = [one for one in setting.ledger.carried(setting.period.start) if not _its_own(setting, one, amounts)]
    waiting = [one for one in waiting if one.by == str(setting.part or "")]
    for number, step in enumerate(steps):
        before = (len(state.changes), len(state.added))
        for carried in [one for one in waiting if one.step == number]:
            waiting.remove(carried)
            state.bring(_carried_in(setting, carried, len(state.amounts)))
        unit = min(rounding.to, minor) if number > last_round else None
        if isinstance(step, RoundStep):
            if number in rounds:
                rounding = Rounding(step.to, step.mode, cast("Any", step.scope))
                agreed, done = True, True
                _round(setting, state, rounding)
            continue
        if isinstance(step, CapStep):
            for cut in cuts_of(setting, state.amounts, state.nets, number, step, reading, unit):
                state.change(cut)
        elif isinstance(step, EarnBackStep):
            for added in tuple(earned_back(setting, state.amounts, state.nets, number, step, reading, state.added)):
                state.bring(added)
        elif isinstance(step, MinimumIssueStep):
            for minimum in tuple(minimums_of(setting, state.amounts, state.nets, number, step)):
                state.change(minimum)
        if (len(state.changes), len(state.added)) != before:
            done = False
            rounding = rounding if unit is None else attrs.evolve(rounding, to=unit, scope="once")
    for carried in waiting:
        # The step that kept it is no longer in the clause: what was kept is owed.
        state.bring(_carried_in(setting, carried, len(state.amounts)))
        done = False
    if not done:
        _round(setting, state, rounding)
    return _course(setting, state, len(amounts), rounding, agreed)


def _its_own(setting: Setting, carried: Carried, amounts: Sequence[Amount]) -> bool:
    """Return whether an effect kept an amount for itself: it takes it in again where it stands, or later."""
    if carried.step != OWN:
        return False
    if carried.clause in setting.awaited:
        return True
    elsewhere = not setting.settles(carried.target, carried.clause)
    return elsewhere or any(amount.clause == carried.clause for amount in amounts)


def _holds(setting: Setting, step: RoundStep | AllocateStep) -> bool:
    return step.holds is None or step.holds.on(setting.period.last)


def _carried_in(setting: Setting, carried: Carried, place: int) -> Added:
    text = amount_text(abs(carried.amount), setting.agreement.currency)
    by = "" if setting.part is None else f"{setting.part} "
    amount = Amount(
        exact=carried.amount,
        settled_on=setting.period.last,
        id=f"{by}carried {carried.step + 1} {carried.effect} {carried.since}",
        name=carried.effect,
        period=setting.period,
        target=carried.target,
        clause=carried.clause,
        level=carried.level,
        service=carried.service,
        brought="carried",
    )
    why = "it was above a limit" if carried.why == "cap" else "it was too little to be paid"
    says = f"{carried.kind.capitalize()} of {text} from {carried.effect}, kept from {carried.since}: {why}"
    return Added(carried.step, "carried", amount, place, says, could=carried.amount, origin=carried, by=setting.part)


def _round(setting: Setting, state: _State, rounding: Rounding) -> None:
    whole, pieces = rounded(setting, state.amounts, state.values, state.changes, rounding)
    state.values = list(whole)
    state.changes = [
        attrs.evolve(old, parts=tuple(new.items())) for old, new in zip(state.changes, pieces, strict=True)
    ]


def _course(setting: Setting, state: _State, given: int, rounding: Rounding, agreed: bool) -> Course:  # noqa: FBT001
    found = Course(
        amounts=tuple(state.values[:given]),
        cuts=tuple(change for change in state.changes if isinstance(change, Cut)),
        exact_cuts=tuple(change for change in state.exact if isinstance(change, Cut)),
        rounding=rounding,
        agreed=agreed,
        added=tuple(state.added),
        brought=tuple(state.values[given:]),
        minimums=tuple(change for change in state.changes if isinstance(change, Minimum)),
        exact_minimums=tuple(change for change in state.exact if isinstance(change, Minimum)),
        changes=tuple(state.changes),
    )
    asked = [step for step in setting.terms.steps if isinstance(step, AllocateStep) and _holds(setting, step)]
    if not asked:
        return found
    return attrs.evolve(found, allocated=allocated(state.amounts, found, asked[-1]))
