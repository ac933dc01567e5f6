"""Where an amount that waits comes in: at the step that kept it, wherever an amendment has put that step since.

The ledger says at which place of its order a step kept something. An amendment may move that place, so that the step is
looked up in the wording that settled then, and found again in the one at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from contractkit.settlement.own_periods.parting import parts_of
from contractkit.settlement.paying.past import OWN
from contractkit.settlement.remembered import Carried, Side
from contractkit.settlement.steps.amounts import Setting
from contractkit.terms import Agreement
from contractkit.terms.settling import CapStep, MinimumIssueStep, Step

__all__ = ["comes_in_at", "moved", "place_among"]


def comes_in_at(setting: Setting, carried: Carried) -> int | None:
    """Return the place in the order at which an amount that waits comes in; None where another clause has it.

    Behind all steps comes in what is owed: its step is gone from the clause, or its clause from the papers. What an
    effect keeps for itself has no step: as far as it is owed, it comes in there too, where the effect is settled.

    Args:
        setting: What is settled.
        carried: What waits.

    Source: docs/decisions/0197 and 0283 (what waits comes in at its step, and is owed where that is gone).
    """
    steps = setting.terms.steps
    if carried.step == OWN:
        return len(steps) if setting.settles(carried.target, carried.clause) else None
    if carried.by != str(setting.part or ""):
        owed = setting.part is None and carried.by not in _clauses(setting)
        return len(steps) if owed else None
    return place_among(steps, _wordings(setting), carried)


def place_among(steps: Sequence[Step], wordings: Sequence[Agreement], carried: Carried) -> int:
    """Return the place at which an amount comes in among the steps of its clause; behind all of them if it is owed.

    The first wording counts whose step at the place that the ledger names keeps such amounts. Where none does, the
    ledger is one of other papers, and its place is all there is: it is owed unless the step there keeps such amounts.

    Args:
        steps: The steps at hand.
        wordings: The wordings that may have settled when it was kept, the likeliest first.
        carried: What waits.
    """
    for wording in wordings:
        before = _steps_of(wording, carried.by)
        if _keeps(before, carried):
            return moved(before, steps, _side(carried)).get(carried.step, len(steps))
    return carried.step if _keeps(steps, carried) else len(steps)


def moved(before: Sequence[Step], steps: Sequence[Step], side: Side | None = None) -> Mapping[int, int]:
    """Return where each step of an earlier wording stands now; steps that are gone are left out.

    A step is the one that is equal to it, else the first of the same kind that counts the same with another number,
    else the first of the same kind: each of them once, in the written order.

    Args:
        before: The steps of the earlier wording.
        steps: The steps at hand.
        side: Only steps that touch this side; None for all.
    """
    if before is steps or before == steps:
        return {place: place for place in range(len(steps))}
    old, new = ({place: one for place, one in enumerate(all_) if _touches(one, side)} for all_ in (before, steps))
    found: dict[int, int] = {}
    for is_same in _SAME:
        for number in [one for one in old if one not in found]:
            place = next((place for place, one in new.items() if is_same(old[number], one)), None)
            if place is not None:
                found[number] = place
                del new[place]
    return found


def _clauses(setting: Setting) -> frozenset[str]:
    """Return the settlement clauses that hold for some effects only, also those that settle nothing in this period."""
    return frozenset(str(part.clause) for part in parts_of(setting.agreement, setting.period))


def _wordings(setting: Setting) -> tuple[Agreement, ...]:
    """Return the wordings that may have settled the period before."""
    earlier = setting.ledger.before(setting.period.start)
    if setting.settled_under is None or not earlier:
        return (setting.agreement,)
    return setting.settled_under(earlier[-1].period, earlier[-1].known_at)


def _steps_of(wording: Agreement, by: str) -> Sequence[Step]:
    """Return the steps of the settlement clause that kept something; none where the wording has no such clause."""
    if not by:
        return wording.settlement.steps
    return next((part.steps for part in parts_of(wording) if str(part.clause) == by), ())


def _keeps(steps: Sequence[Step], carried: Carried) -> bool:
    """Return whether the step at the place that the ledger names keeps such amounts for the next period."""
    step = steps[carried.step] if 0 <= carried.step < len(steps) else None
    if isinstance(step, MinimumIssueStep):
        return carried.why == "minimum-issue" and step.minimum.otherwise == "carry-forward"
    keeps = isinstance(step, CapStep) and step.on_excess == "carry-forward" and _touches(step, _side(carried))
    return keeps and carried.why == "cap"


def _side(carried: Carried) -> Side | None:
    """Return the side of what waits; None where nobody says how much it is."""
    return carried.kind if carried.amount else None


def _touches(step: Step, side: Side | None) -> bool:
    """Return whether a step has to do with a side."""
    return side is None or not isinstance(step, CapStep) or step.caps in (side, "both", "net")


def _counts_the_same(one: Step, other: Step) -> bool:
    """Return whether two steps differ in their numbers only, or in what becomes of what they cut."""
    if isinstance(one, CapStep) and isinstance(other, CapStep):
        return (one.caps, one.per, one.scope) == (other.caps, other.per, other.scope)
    if isinstance(one, MinimumIssueStep) and isinstance(other, MinimumIssueStep):
        return one.minimum.scope == other.minimum.scope
    return False


def _is_of_its_kind(one: Step, other: Step) -> bool:
    """Return whether both steps keep something above a limit, or both too little."""
    kinds = (CapStep, MinimumIssueStep)
    return any(isinstance(one, kind) and isinstance(other, kind) for kind in kinds)


def _is_equal(one: Step, other: Step) -> bool:
    return one == other


_SAME: tuple[Callable[[Step, Step], bool], ...] = (_is_equal, _counts_the_same, _is_of_its_kind)
