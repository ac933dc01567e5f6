"""What effects come to in the period at hand, before any cap, for a condition that counts credits or points.

The effect whose own condition asks is left out where it would ask itself; what it comes to is then open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from contractkit.settlement.measuring.naming import own_names
from contractkit.terms.conditions import AllOf, AnyOf, Not
from contractkit.terms.effects import Effect
from contractkit.terms.figure_conditions import AllHold, AnyHolds, Counted, FiguresCondition, NotHolds
from contractkit.terms.provisions.figure_target import FigureTarget
from contractkit.terms.targets import Target

if TYPE_CHECKING:
    from contractkit.settlement.measuring.looking_up import Scenery
    from contractkit.settlement.own_periods.occasions import Occasion
    from contractkit.settlement.paying.computed import Computed
    from contractkit.settlement.paying.scene import Scene

__all__ = ["money_now", "points_now"]

Ends = tuple[Fraction, Fraction | None]
_MONEY = ("credits", "malus", "bonus")


def points_now(scene: Scenery, of: Sequence[str]) -> Ends:
    """Return the least and the most points of the period at hand; None for the most where nobody can say.

    Args:
        scene: The period at hand.
        of: The targets or effects whose points count; empty for all.
    """
    from contractkit.settlement.paying.points import points_of
    from contractkit.settlement.paying.scene import NotKnownError, Scene

    effects = scene.agreement.provisions_of(Effect)
    if not effects:
        return Fraction(0), Fraction(0)
    own = scene if isinstance(scene, Scene) else _scene(scene, effect=effects[0], period=scene.period)
    try:
        points = points_of(own, of)
    except NotKnownError:
        return Fraction(0), None
    return points.low, points.high


def money_now(scene: Scenery, what: str, of: Sequence[str]) -> Ends:
    """Return the least and the most that credits, maluses or bonuses come to in the period at hand, as magnitudes.

    Args:
        scene: The period at hand.
        what: ``credits``, ``malus`` or ``bonus``.
        of: The targets, effects or clauses that count; empty for all.
    """
    low, high = Fraction(0), Fraction(0)
    sure = True
    for found in _computed(scene, of):
        if found is None or found.missing:
            sure = False
            continue
        if found.gives != "money":
            continue
        ends = (found.low, found.high) if what == "bonus" else (-found.high, -found.low)
        low, high = low + max(Fraction(0), ends[0]), high + max(Fraction(0), ends[1])
    return low, high if sure else None


def _computed(scene: Scenery, of: Sequence[str]) -> Iterator[Computed | None]:
    """Yield what each effect comes to in the period at hand; None for one that would ask what is being asked."""
    from contractkit.settlement.own_periods.occasions import occasions
    from contractkit.settlement.paying.registry import compute

    book = getattr(scene, "book", None)
    for one in occasions(scene.agreement, scene.period):
        if not isinstance(one.effect, Effect) or (of and not _is_meant(one, of)):
            continue
        if _asks_for_money(one.effect):
            yield None
            continue
        figures = (None,) if one.target is None or book is None else book.each_of(one.target, one.period)
        for figure in figures:
            target = one.target if isinstance(one.target, Target | FigureTarget) else None
            own = _scene(
                scene, agreement=one.version, effect=one.effect, period=one.period, target=target, figure=figure
            )
            yield compute(one.effect, own)


def _scene(scene: Scenery, **of_effect: Any) -> Scene:
    """Return what an effect looks at, with everything that is known about the period at hand."""
    from contractkit.settlement.paying.scene import Scene

    known = ("evaluation", "facts", "book", "cap_on")
    about = {name: getattr(scene, name, None) for name in known}
    every = {"agreement": scene.agreement, "told": scene.told, "ledger": scene.ledger, **about, **of_effect}
    return Scene(**every)


def _is_meant(one: Occasion, of: Sequence[str]) -> bool:
    clause = one.effect.clause
    names = {getattr(one.effect, "name", None), str(clause), f"{clause.document}/{clause.clause}"}
    if one.target is not None:
        names |= set(own_names(one.target))
    return bool(names & set(of))


def _asks_for_money(effect: object) -> bool:
    """Return whether a condition of an effect counts what effects come to."""
    if not isinstance(effect, Effect):
        return False
    conditions = (effect.modifiers.only_if, effect.modifiers.bonus_only_if)
    return any(part.what in _MONEY for one in conditions if one is not None for part in _counts(one))


def _counts(condition: FiguresCondition) -> Iterator[Counted]:
    if isinstance(condition, Counted):
        yield condition
    elif isinstance(condition, AllHold | AnyHolds | AllOf | AnyOf):
        for part in condition.parts:
            yield from _counts(part)
    elif isinstance(condition, NotHolds | Not):
        yield from _counts(condition.part)
