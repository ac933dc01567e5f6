"""Of which targets a clause asks what was found in earlier periods, so that a settlement has to leave that behind."""

from __future__ import annotations

from collections.abc import Iterator

from contractkit.terms import Agreement
from contractkit.terms.conditions import AllOf, AnyOf, Not
from contractkit.terms.effects import Effect
from contractkit.terms.figure_conditions import AllHold, AnyHolds, Counted, FiguresCondition, Found, NotHolds
from contractkit.terms.provisions.liquidated_damages import LiquidatedDamages
from contractkit.terms.provisions.milestone import Milestone
from contractkit.terms.provisions.no_charge import NoCharge
from contractkit.terms.provisions.remedy import Remedy
from contractkit.terms.provisions.sole_remedy import SoleRemedy
from contractkit.terms.provisions.termination import Termination
from contractkit.terms.settling import EarnBackStep

__all__ = ["looked_back_on"]


def looked_back_on(version: Agreement) -> frozenset[str] | None:
    """Return the names of the targets whose earlier verdicts decide something; None where all targets are meant.

    Args:
        version: The agreement as it stands in the period.
    """
    names: set[str] = set()
    for condition in _conditions(version):
        for part in _parts(condition):
            meant = _meant(part)
            if meant == ():
                return None
            names.update(meant or ())
    return frozenset(names)


def _meant(part: FiguresCondition) -> tuple[str, ...] | None:
    """Return the targets of whose past a test asks, none for all of them; None where it asks of no past."""
    if isinstance(part, Found):
        return part.targets if part.often.of > 1 else None
    if isinstance(part, Counted) and part.what in ("breached", "met", "undetermined"):
        return part.of if part.over is not None else None
    return None


def _conditions(version: Agreement) -> Iterator[FiguresCondition]:
    for provision in version.provisions:
        match provision:
            case Remedy():
                yield provision.when
            case Termination() if provision.condition is not None:
                yield provision.condition
            case SoleRemedy() if provision.unless is not None:
                yield provision.unless
            case LiquidatedDamages():
                yield from (item.when for item in provision.items)
            case Milestone():
                yield provision.when
            case NoCharge():
                yield provision.condition
        if isinstance(provision, Effect):
            yield from _gates(provision)
    for target in version.targets:
        for effect in target.effects:
            yield from _gates(effect)
    for step in version.settlement.steps:
        if isinstance(step, EarnBackStep):
            yield step.when


def _gates(effect: Effect) -> Iterator[FiguresCondition]:
    gates = (effect.modifiers.only_if, effect.modifiers.bonus_only_if)
    yield from (gate for gate in gates if gate is not None)


def _parts(condition: FiguresCondition) -> Iterator[FiguresCondition]:
    if isinstance(condition, AllOf | AnyOf | AllHold | AnyHolds):
        for part in condition.parts:
            yield from _parts(part)
    elif isinstance(condition, Not | NotHolds):
        yield from _parts(condition.part)
    else:
        yield condition
