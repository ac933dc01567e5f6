"""Results with several time limits: the ways in which one can be reached, each with its limits and its conditions."""

from __future__ import annotations

from itertools import product

import attrs

from contractkit.terms.conditions import EVERYTHING, AllOf, AnyOf, Compares, Condition, Is, Not
from contractkit.terms.figure_conditions import AllHold, AnyHolds, FiguresCondition, InTime

__all__ = ["Alternative", "alternatives_of"]

_MOST = 64


@attrs.frozen
class Alternative:
    """One way in which a result is reached: at the first instant at which all its conditions hold together.

    Attributes:
        limits: The time limits that this instant has to keep, at least one, in the order of the page.
        also: What must hold of the item.
    """

    limits: tuple[InTime, ...]
    also: Condition = EVERYTHING


def alternatives_of(condition: FiguresCondition) -> tuple[Alternative, ...] | None:
    """Return the ways in which a condition of a result is met, in the order of the page.

    Alternatives under ``any_of`` are told apart, one inside another is multiplied out. A way that asks for no time
    limit has none to be judged by.

    Args:
        condition: The whole condition.

    Returns:
        The ways; None where one of them has no time limit, or the condition asks for something that no clock can say:
        the opposite of a time limit, or figures of a period.

    Example:
        >>> from contractkit.terms.conditions import Is
        >>> alternatives_of(Is("restored", ("yes",))) is None
        True
    """
    ways = _ways(condition)
    if ways is None or not all(way.limits for way in ways) or len(ways) > _MOST:
        return None
    return ways


def _ways(condition: FiguresCondition) -> tuple[Alternative, ...] | None:
    match condition:
        case InTime():
            return (Alternative((condition,)),)
        case AllOf() | AnyOf() | Is() | Compares() | Not():
            return (Alternative((), condition),)
        case AnyHolds(holds):
            each = [_ways(part) for part in holds]
            return None if None in each else tuple(way for ways in each for way in ways or ())
        case AllHold(holds):
            every = [_ways(part) for part in holds]
            if None in every:
                return None
            return tuple(_together(several) for several in product(*(ways or () for ways in every)))
        case _:
            return None


def _together(ways: tuple[Alternative, ...]) -> Alternative:
    limits = tuple(limit for way in ways for limit in way.limits)
    parts: list[Condition] = []
    for way in ways:
        parts += way.also.parts if isinstance(way.also, AllOf) else (way.also,)
    return Alternative(limits, EVERYTHING if not parts else parts[0] if len(parts) == 1 else AllOf(tuple(parts)))
