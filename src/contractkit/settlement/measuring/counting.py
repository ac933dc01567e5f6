"""How much came up over a window: points, credits, maluses, bonuses before any cap; from the ledger and the period."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from contractkit.charging.exact import exact_text
from contractkit.quantities.money import Money
from contractkit.quantities.notation import Level
from contractkit.quantities.periods import Period
from contractkit.records.said import said
from contractkit.settlement.measuring.coming_up import money_now, points_now
from contractkit.settlement.measuring.naming import measurables, own_names
from contractkit.settlement.measuring.on_fields import related
from contractkit.settlement.remembered import Side
from contractkit.terms.amounts import LimitOf, PerPeriod, Share
from contractkit.terms.figure_conditions import Counted

if TYPE_CHECKING:
    from contractkit.settlement.measuring.looking_up import Scenery

__all__ = ["Amounts", "came_up", "compared_text"]


@attrs.frozen
class Amounts:
    """How much there was of something: at least, and at most.

    Attributes:
        low: The least.
        high: The most; None where nobody can say.
    """

    low: Fraction
    high: Fraction | None

    def stands(self, relation: str, bound: Fraction) -> bool | None:
        """Return whether it stands in a relation to a bound: yes, no, or None where both are possible."""
        low = related(self.low, relation, bound)
        if self.high is None:
            upwards = relation in ("at_least", "more_than")
            return low if low == upwards else None
        return low if low == related(self.high, relation, bound) else None

    def text(self, unit: str | None) -> str:
        """Return it in words."""
        if self.high is None:
            return said("{low} or more", low=_of(self.low, unit))
        return (
            _of(self.low, unit)
            if self.low == self.high
            else said("{low} to {high}", low=_of(self.low, unit), high=_of(self.high, unit))
        )


def compared_text(relation: str, bound: Fraction, unit: str | None) -> str:
    """Return what something is compared with, in words."""
    return said(f"compared with {relation.replace('_', ' ')} {{bound}}", bound=_of(bound, unit))


def _of(value: Fraction, unit: str | None) -> str:
    text = exact_text(value)
    if unit is not None and len(unit) == 3 and unit.isupper():
        return said("{unit} {text}", unit=unit, text=text)
    return text if unit is None else said("{text} {unit}", text=text, unit=unit)


def came_up(test: Counted, scene: Scenery, window: Period) -> tuple[Amounts, Fraction | None, str | None]:
    """Return how much came up in a window, what it is compared with, and the unit of both.

    What earlier settlements gave stands in the ledger; what the period at hand gives is asked of the scene. Where the
    scene cannot say, it may be anything more; so it may where the ledger lacks a part of the window.

    Args:
        test: What is counted, of what, and against what.
        scene: The period at hand, with its ledger.
        window: The window, which ends with that period.
    """
    side: Side | None = None if test.what == "points" else "bonus" if test.what == "bonus" else "malus"
    names = _names_of(scene, test.of)
    term = scene.agreement.term
    start = window.start if term is None else max(window.start, term.start)
    gaps = scene.ledger.missing(start, scene.period.start) if start < scene.period.start else ()
    if side is None:
        before = _points_before(scene, start, names)
        now = Amounts(*points_now(scene, test.of))
    else:
        before = scene.ledger.came_to(side, start, scene.period.start, names)
        now = Amounts(*money_now(scene, test.what, test.of))
    low = before + now.low
    high = None if gaps or now.high is None else before + now.high
    unit = "points" if side is None else scene.agreement.currency
    return Amounts(low, high), _bound(test, scene), unit


def _names_of(scene: Scenery, of: Sequence[str]) -> frozenset[str]:
    """Return everything that the ledger may call what is counted; nothing where all of it is."""
    found = set(of)
    for one in measurables(scene.agreement):
        if found & set(own_names(one)):
            found |= set(own_names(one))
    return frozenset(found)


def _points_before(scene: Scenery, start: date, names: frozenset[str]) -> Fraction:
    records = (one for record in scene.ledger.governing for one in record.points)
    inside = (one for one in records if start <= one.settled_on < scene.period.start)
    return sum((one.points for one in inside if not names or names & {one.of, one.effect}), Fraction(0))


def _bound(test: Counted, scene: Scenery) -> Fraction | None:
    value = test.value
    if isinstance(value, Level):
        return Fraction(value.number)
    return _amount(value, scene)


def _amount(value: Any, scene: Scenery) -> Fraction | None:
    if isinstance(value, Money):
        return Fraction(value.amount)
    if isinstance(value, PerPeriod):
        return _amount(value.amount, scene)
    if isinstance(value, LimitOf):
        parts = [_amount(part, scene) for part in value.parts]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        return min(known) if value.which == "lowest" else max(known)
    if isinstance(value, Share):
        whole = _cap(scene) if value.of == "cap" else _base(value.of, scene)
        return None if whole is None else whole * Fraction(Decimal(value.percent.value)) / 100
    return None


def _cap(scene: Scenery) -> Fraction | None:
    """Return the limit of the settlement's cap on maluses; None where there is none, or nobody can say."""
    asked: Callable[[date], Fraction | None] | None = getattr(scene, "cap_on", None)
    return None if asked is None else asked(scene.period.last)


def _base(word: str, scene: Scenery) -> Fraction | None:
    asked: Any = getattr(scene, "amount", None)
    if asked is None:
        return None
    from contractkit.settlement.paying.scene import NotKnownError

    try:
        found: Fraction = asked(word).exact
    except NotKnownError:
        return None
    return found
