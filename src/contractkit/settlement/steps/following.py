"""The steps of a settlement, in the written order: all effects are known before the first, so their order is nothing.

What a step does stands in its own module; here is what comes after what.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache, cached_property
from typing import Any, cast

import attrs

from contractkit.charging.exact import amount_text
from contractkit.quantities.currencies import minor_units
from contractkit.quantities.rounding import Rounding
from contractkit.records.said import said
from contractkit.settlement.carried_names import carried_name
from contractkit.settlement.paying.past import OWN, place_of, values_of
from contractkit.settlement.remembered import Carried, Reading
from contractkit.settlement.steps.allocating import allocated
from contractkit.settlement.steps.amounts import Added, Amount, Change, Course, Cut, Minimum, Setting, left_of
from contractkit.settlement.steps.caps import cuts_of
from contractkit.settlement.steps.coming_in import comes_in_at
from contractkit.settlement.steps.earning_back import caps_asked, earned_back
from contractkit.settlement.steps.minimums import minimums_of
from contractkit.settlement.steps.rounding import cap_windows, rounded, serves_largest
from contractkit.terms.settling import (
    AllocateStep,
    CapStep,
    EarnBackStep,
    MinimumIssueStep,
    RoundStep,
    SettlementTerms,
)

__all__ = ["State", "after", "begun", "due_in", "ended", "follow", "is_its_own", "looks_at"]


_KEPT = {"cap": "it was above a limit", "minimum-issue": "it was too little to be paid"}
_OWED = {
    "cap": "it was above a limit that is gone, so that it is owed",
    "minimum-issue": "it was too little for a minimum that is gone, so that it is owed",
}
"""Why an amount was kept: by a step that still stands, and by one that is gone."""


@attrs.frozen(slots=False, eq=False)
class State:
    """Where the amounts stand between two steps.

    Attributes:
        given: How many amounts there were before the first step.
        amounts: All amounts, also those that steps brought in.
        values: What they come to before changes.
        changes: What steps took away or added, rounded as far as a round step came by.
        exact: The same before any rounding.
        added: What steps brought in.
        rounding: The rounding that holds so far.
        agreed: Whether a clause asked for it.
        done: Whether nothing changed since it was applied.
    """

    given: int
    amounts: tuple[Amount, ...]
    values: tuple[Fraction, ...]
    rounding: Rounding
    changes: tuple[Change, ...] = ()
    exact: tuple[Change, ...] = ()
    added: tuple[Added, ...] = ()
    agreed: bool = False
    done: bool = False

    @cached_property
    def nets(self) -> tuple[Fraction, ...]:
        """Return what the steps left of each amount so far."""
        return left_of(self.values, self.changes)

    def changed(self, changes: Sequence[Change]) -> State:
        """Return the amounts with more changes."""
        more = tuple(changes)
        if not more:
            return self
        changes, exact = self.changes + more, self.exact + more
        amounts, values, added = self.amounts, self.values, self.added
        return State(self.given, amounts, values, self.rounding, changes, exact, added, self.agreed)

    def brought(self, added: Sequence[Added]) -> State:
        """Return the amounts with more of them."""
        if not added:
            return self
        return attrs.evolve(
            self,
            amounts=(*self.amounts, *(one.amount for one in added)),
            values=(*self.values, *(one.amount.exact for one in added)),
            added=(*self.added, *added),
            done=False,
        )


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
    state = begun(setting.agreement.currency, amounts)
    for number in range(len(setting.terms.steps)):
        state = after(setting, state, number, reading)
    return ended(setting, state)


def begun(currency: str, amounts: Sequence[Amount]) -> State:
    """Return where amounts in a currency stand before the first step."""
    values = tuple(amount.exact for amount in amounts)
    return State(len(values), tuple(amounts), values, Rounding(_minor(currency), "half-up"))


def after(setting: Setting, state: State, number: int, reading: Reading) -> State:
    """Return where the amounts stand after one step; the same state where the step changes nothing.

    Args:
        setting: What is settled, and what is known about it.
        state: Where they stand before it.
        number: The place of the step in the order.
        reading: As `follow` takes it.
    """
    step = setting.terms.steps[number]
    late = number > _last_round(setting.terms, setting.period.last)
    unit = min(state.rounding.to, _minor(setting.agreement.currency)) if late else None
    found = state.brought(_waiting(setting, state, number))
    if isinstance(step, RoundStep):
        if not _on(step, setting.period.last):
            return found if found is state else attrs.evolve(found, done=state.done)
        return _rounded(setting, found, Rounding(step.to, step.mode, cast("Any", step.scope)), agreed=True)
    if isinstance(step, CapStep):
        found = found.changed(cuts_of(setting, found.amounts, found.nets, number, step, reading, unit))
    elif isinstance(step, EarnBackStep):
        found = found.brought(
            tuple(earned_back(setting, found.amounts, found.nets, number, step, reading, found.added))
        )
    elif isinstance(step, MinimumIssueStep):
        found = found.changed(tuple(minimums_of(setting, found.amounts, found.nets, number, step)))
    if found is state or unit is None:
        return found
    return attrs.evolve(found, rounding=attrs.evolve(state.rounding, to=unit, scope="once"))


def ended(setting: Setting, state: State) -> Course:
    """Return where the steps led: rounded, and spread over the charges where a step asks for it."""
    count = len(setting.terms.steps)
    # The step that kept it is no longer in the clause, or the clause in the papers: what was kept is owed.
    found = state.brought(_waiting(setting, state, count))
    return _course(setting, found if found.done else _rounded(setting, found, found.rounding, agreed=found.agreed))


def looks_at(terms: SettlementTerms, number: int, last: date) -> tuple[Any, ...]:
    """Return everything of the steps that `after` looks at for one of them, or `ended` for the end.

    Two settlements whose steps say the same here do the same with the same amounts after the same past: who keeps what
    steps led to keeps it under this. Charges, dates and, for an earn-back, figures decide besides.

    Args:
        terms: The steps.
        number: The place of one of them; their number for the end.
        last: The last date that is settled.
    """
    steps = terms.steps
    late = number > _last_round(terms, last)
    ways = (cap_windows(terms), serves_largest(terms))
    if number == len(steps):
        return (number, *ways, tuple(one for one in steps if isinstance(one, AllocateStep) and _on(one, last)))
    step = steps[number]
    if isinstance(step, RoundStep):
        return (number, late, step if _on(step, last) else None, *ways)
    if isinstance(step, AllocateStep):
        return (number, late)
    if isinstance(step, CapStep):
        return (number, late, step, any(isinstance(one, EarnBackStep) for one in steps[:number]))
    if isinstance(step, EarnBackStep):
        cut_later = any(isinstance(one, CapStep | MinimumIssueStep) for one in steps[number + 1 :])
        return (number, late, step, cut_later, caps_asked(steps, step.when))
    following = (one for one in steps[number + 1 :] if isinstance(one, RoundStep))
    return (number, late, step, next(following, None))


def _last_round(terms: SettlementTerms, last: date) -> int:
    """Return the place of the last round step that holds; behind all steps where none does."""
    rounds = [n for n, step in enumerate(terms.steps) if isinstance(step, RoundStep) and _on(step, last)]
    return max(rounds, default=len(terms.steps))


def due_in(setting: Setting, given: Sequence[Amount]) -> tuple[tuple[int, Carried], ...]:
    """Return what waits for a settlement, each with the place of the step at which it comes in, as the ledger has it.

    What an effect kept for itself comes in with the effect, and at the end where it is no longer in the papers.

    Args:
        setting: What is settled.
        given: The amounts before the first step.
    """
    carried = setting.ledger.carried(setting.period.start)
    places = ((comes_in_at(setting, one), one) for one in carried if not is_its_own(setting, one, given))
    return tuple((place, one) for place, one in places if place is not None)


def _waiting(setting: Setting, state: State, number: int) -> tuple[Added, ...]:
    """Return what earlier periods carried on, as far as it comes in at a place."""
    if not setting.ledger.carried(setting.period.start):
        return ()
    waiting = [one for at, one in due_in(setting, state.amounts[: state.given]) if at == number]
    return tuple(_carried_in(setting, one, number, len(state.amounts) + place) for place, one in enumerate(waiting))


def is_its_own(setting: Setting, carried: Carried, amounts: Sequence[Amount]) -> bool:
    """Return whether an effect kept an amount for itself: it takes it in again where it stands, or later.

    Args:
        setting: What is settled.
        carried: What waits.
        amounts: The amounts before the first step.
    """
    if carried.step != OWN:
        return False
    if carried.clause in setting.awaited:
        return True
    elsewhere = not setting.settles(carried.target, carried.clause)
    return elsewhere or any(_takes(amount, carried) for amount in amounts)


def _takes(amount: Amount, carried: Carried) -> bool:
    """Return whether an amount is of the effect that kept something; one without a place stands alone."""
    place = place_of(amount.id)
    of_one = amount.clause == carried.clause and carried.target in ("", amount.target)
    of_one = of_one and amount.each == values_of(carried.effect)
    return of_one and (place is None or place == (place_of(carried.effect) or "1"))


def _on(step: RoundStep | AllocateStep, last: date) -> bool:
    return step.holds is None or step.holds.on(last)


@cache
def _minor(currency: str) -> Decimal:
    return Decimal(1).scaleb(-minor_units(currency))


def _carried_in(setting: Setting, carried: Carried, number: int, place: int) -> Added:
    text = amount_text(abs(carried.amount), setting.agreement.currency)
    amount = Amount(
        exact=carried.amount,
        settled_on=setting.period.last,
        id=carried_name(carried),
        name=carried.effect,
        period=setting.period,
        target=carried.target,
        clause=carried.clause,
        level=carried.level,
        service=carried.service,
        brought="carried",
    )
    why = (_OWED if number == len(setting.terms.steps) else _KEPT)[carried.why]
    says = said(
        f"{carried.kind.capitalize()} of {{text}} from {{effect}}, kept from {{since}}: {{why}}",
        text=text,
        effect=carried.effect,
        since=carried.since,
        why=why,
    )
    return Added(number, "carried", amount, place, says, could=carried.amount, origin=carried, by=setting.part)


def _rounded(setting: Setting, state: State, rounding: Rounding, *, agreed: bool) -> State:
    whole, pieces = rounded(setting, state.amounts, state.values, state.changes, rounding)
    changes = tuple(attrs.evolve(old, parts=tuple(new.items())) for old, new in zip(state.changes, pieces, strict=True))
    amounts, exact, added = state.amounts, state.exact, state.added
    return State(state.given, amounts, tuple(whole), rounding, changes, exact, added, agreed, done=True)


def _course(setting: Setting, state: State) -> Course:
    found = Course(
        amounts=state.values[: state.given],
        cuts=tuple(change for change in state.changes if isinstance(change, Cut)),
        exact_cuts=tuple(change for change in state.exact if isinstance(change, Cut)),
        rounding=state.rounding,
        agreed=state.agreed,
        added=state.added,
        brought=state.values[state.given :],
        minimums=tuple(change for change in state.changes if isinstance(change, Minimum)),
        exact_minimums=tuple(change for change in state.exact if isinstance(change, Minimum)),
        changes=state.changes,
    )
    last = setting.period.last
    asked = [step for step in setting.terms.steps if isinstance(step, AllocateStep) and _on(step, last)]
    if not asked:
        return found
    return attrs.evolve(found, allocated=allocated(state.amounts, found, asked[-1]))
