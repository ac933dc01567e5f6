"""The course of an effect: what it comes to along whatever decides it, exactly, from turn to turn.

Nothing is drawn here. What qualifies an effect and depends on other figures, on claims or on the past is left out; its
own cap, smallest amount and rounding are not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import Any

import attrs

from contractkit.charging.exact import as_decimal
from contractkit.quantities.money import Money
from contractkit.records.clauses import ClauseRef
from contractkit.settlement.measuring.figure import FigureValue
from contractkit.settlement.paying.computed import Computed
from contractkit.settlement.paying.kinds.ratchet import times_for
from contractkit.settlement.paying.kinds.share_line import total_assumption
from contractkit.settlement.paying.ladders import number_of
from contractkit.settlement.paying.registry import bounds, compute
from contractkit.settlement.paying.scene import Scene
from contractkit.settlement.paying.worth import worth_of
from contractkit.settlement.told.others import Overdue, ToldCount
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.effects import Effect
from contractkit.terms.modifiers import Modifiers
from contractkit.terms.provisions.award_fee import AwardFee
from contractkit.terms.provisions.band_effect import BandEffect
from contractkit.terms.provisions.interest import Interest
from contractkit.terms.provisions.late_penalty import LatePenalty
from contractkit.terms.provisions.liquidated_damages import LiquidatedDamages
from contractkit.terms.provisions.milestone import Milestone
from contractkit.terms.provisions.per_item import PerItem
from contractkit.terms.provisions.points_credit import PointsCredit
from contractkit.terms.provisions.pool_credit import PoolCredit
from contractkit.terms.provisions.ratchet import Ratchet
from contractkit.terms.provisions.revenue_share import RevenueShare
from contractkit.terms.provisions.share_line import ShareLine
from contractkit.terms.provisions.step_credit import StepCredit
from contractkit.terms.stopwatch import AtField

__all__ = ["Bar", "Course", "Piece", "course_of"]

Height = Callable[[Fraction], Fraction]
_ZERO = Fraction(0)
_AGREED = datetime(2026, 1, 5, 9, tzinfo=UTC)
_PARTS = 64
"""Into so many straight parts a stretch is cut that is not straight."""
_NEARLY = Fraction(1, 10**9)
"""By so much of itself a height may be off, where an amount of money has no end as a decimal."""


@attrs.frozen
class Piece:
    """A straight stretch between two turns, whose own ends are not part of it.

    Attributes:
        start: Where it begins, and what is paid just after.
        end: Where it ends, and what is paid just before.
    """

    start: tuple[Fraction, Fraction]
    end: tuple[Fraction, Fraction]


@attrs.frozen
class Bar:
    """What one thing alone comes to.

    Attributes:
        name: The thing.
        height: The amount; negative for a malus.
    """

    name: str
    height: Fraction


@attrs.frozen
class Course:
    """What an effect comes to along what decides it.

    Attributes:
        along: What decides it, such as ``available``.
        unit: The unit of that, such as ``%``; empty where it has none.
        gives: What it gives: the currency, ``points``, or ``% of`` and the amount where that is not known.
        pieces: The straight stretches between turns.
        turns: What it comes to exactly at each turn.
        bars: Where single things decide, what each of them comes to; then there are no pieces.
    """

    along: str
    unit: str
    gives: str
    pieces: tuple[Piece, ...] = ()
    turns: tuple[tuple[Fraction, Fraction], ...] = ()
    bars: tuple[Bar, ...] = ()


def course_of(scene: Scene) -> Course | None:
    """Return the course of an effect; None where nothing that can be drawn decides it.

    Args:
        scene: The effect with its target, the amounts that are known, and any period.
    """
    effect = scene.effect
    plain = attrs.evolve(scene, effect=_plain(effect), ledger=attrs.evolve(scene.ledger, settled=(), told=()))
    for kind, make in _MAKERS.items():
        if isinstance(effect, kind):
            return make(plain)
    return _on_figure(plain) if isinstance(effect, Effect) and bounds(effect) else None


def _plain(effect: Any) -> Any:
    """Return an effect with nothing but what qualifies its amount by itself."""
    if not isinstance(effect, Effect):
        return effect
    rules = effect.modifiers
    kept = Modifiers(rules.of_period, cap=rules.cap, minimum_issue=rules.minimum_issue, rounding=rules.rounding)
    return attrs.evolve(effect, modifiers=kept, holds=None)


# -- along a line ----------------------------------------------------------------------------------------------------


def _along(
    turns: Iterable[Fraction], height: Height
) -> tuple[tuple[Piece, ...], tuple[tuple[Fraction, Fraction], ...]]:
    """Return straight pieces between turns; a stretch that is not straight is cut into many."""
    at = sorted(set(turns))
    pieces: list[Piece] = []
    for low, high in pairwise(at):
        quarter = (high - low) / 4
        one, two, three = (height(low + quarter * part) for part in (1, 2, 3))
        if abs((two - one) - (three - two)) <= _NEARLY * max(abs(one), abs(three), Fraction(1)):
            pieces.append(Piece((low, one - (two - one)), (high, three + (three - two))))
            continue
        near = (high - low) / 1_000_000
        steps = [low + near, *(low + (high - low) * part / _PARTS for part in range(1, _PARTS)), high - near]
        inside = [(step, height(step)) for step in steps]
        pieces += [Piece(left, right) for left, right in pairwise(inside)]
    return tuple(pieces), tuple((x, height(x)) for x in at)


def _gives(scene: Scene, found: Computed) -> str:
    if found.gives == "points":
        return "points"
    return f"% of {found.base.word}" if found.missing and found.base is not None else scene.agreement.currency


def _height_of(found: Computed) -> Fraction:
    if found.missing:
        return found.percent or _ZERO
    return found.now


def _on_figure(scene: Scene) -> Course:
    effect = scene.effect
    assert isinstance(effect, Effect)
    unit = "points" if isinstance(effect, AwardFee) else "%" if scene.figure is None else scene.figure.unit or ""
    turns = list(bounds(effect))
    if isinstance(effect, BandEffect) and effect.compares == "shortfall":
        reach = getattr(getattr(scene.target, "reach", None), "level", None)
        turns = [number_of(reach) - turn for turn in turns] if reach is not None else turns
    low, high = _domain(turns, unit, wide=isinstance(effect, AwardFee))
    if isinstance(effect, StepCredit):
        width = number_of(effect.step)
        low = max(low, turns[0] - 8 * width)
        high = min(high, turns[0] + 2 * width) if unit != "%" else high
        turns += [turns[0] - width * k for k in range(1, 9) if turns[0] - width * k >= low]
        turns += [turns[0] + width * k for k in range(1, 9) if _lower(scene) and turns[0] + width * k <= high]

    def height(x: Fraction) -> Fraction:
        return _height_of(compute(effect, attrs.evolve(scene, figure=_figure(scene, x, unit))))

    found = compute(effect, attrs.evolve(scene, figure=_figure(scene, low, unit)))
    pieces, spots = _along([low, high, *(turn for turn in turns if low < turn < high)], height)
    name = scene.target.name if scene.target is not None else next(iter(effect.figures), "figure")
    return Course(name, unit, _gives(scene, found), pieces, spots)


def _lower(scene: Scene) -> bool:
    return getattr(scene.target, "better", "higher") == "lower"


def _domain(turns: list[Fraction], unit: str, *, wide: bool) -> tuple[Fraction, Fraction]:
    """Return from where to where a figure is looked at: around its turns, as far as it can go."""
    least, most = min(turns), max(turns)
    if wide:
        return _ZERO, max(Fraction(100), most)
    margin = max((most - least) * Fraction(2, 5), Fraction(1) if most > least else max(abs(most) / 25, Fraction(1)))
    low = least - margin if least < 0 else max(_ZERO, least - margin)
    high = min(Fraction(100), most + margin) if unit == "%" and most <= 100 else most + margin
    return _outwards(low, high)


def _outwards(low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
    """Return two ends, moved outwards to round numbers; not below nought, and not above a whole hundred."""
    unit = Fraction(10) ** (len(str(int((high - low) * 1000))) - 5)
    start = floor(low / unit) * unit
    end = ceil(high / unit) * unit
    return (start if low < 0 else max(_ZERO, start)), (Fraction(100) if high <= 100 < end else end)


def _figure(scene: Scene, x: Fraction, unit: str) -> FigureValue:
    clause = ClauseRef(scene.agreement.id)
    return FigureValue("", clause, scene.period, x, unit or None, x, x, x, "known", "none")


# -- along something else --------------------------------------------------------------------------------------------


def _points(scene: Scene) -> Course:
    effect = scene.effect
    assert isinstance(effect, PointsCredit)
    rows = [Fraction(row.points) for row in effect.table]
    most = max(rows, default=Fraction(15)) * Fraction(4, 3)
    name = effect.figures[0] if effect.figures else "all"
    one = attrs.evolve(effect, figures=(name,))

    def height(x: Fraction) -> Fraction:
        counted = ToldCount(name, scene.period, as_decimal(x))
        told = attrs.evolve(scene.told, points=(counted,))
        return _height_of(compute(one, attrs.evolve(scene, effect=one, told=told)))

    told = attrs.evolve(scene.told, points=(ToldCount(name, scene.period, Decimal(1)),))
    found = compute(one, attrs.evolve(scene, effect=one, told=told))
    pieces, spots = _along([_ZERO, *rows, most], height)
    return Course("points", "points", _gives(scene, found), pieces, spots)


def _cost(scene: Scene) -> Course:
    effect = scene.effect
    assert isinstance(effect, ShareLine)
    target = Fraction(effect.target_cost.amount)
    turns = {target}
    for part in effect.ranges:
        turns |= {number_of(end) * target / 100 for end in (part.stretch.low, part.stretch.high) if end is not None}
    assumed = total_assumption(effect)
    turns |= set() if assumed is None else {assumed}
    margin = max((max(turns) - min(turns)) / 2, target / 5)
    low, high = _outwards(max(_ZERO, min(turns) - margin), max(turns) + margin)
    currency = scene.agreement.currency

    def height(x: Fraction) -> Fraction:
        amounts = {**scene.told.amounts, effect.actual_cost: Money(as_decimal(x), currency)}
        told = attrs.evolve(scene.told, amounts=amounts)
        return compute(effect, Scene(scene.agreement, effect, scene.period, told=told)).now

    pieces, spots = _along([low, *turns, high], height)
    return Course(effect.actual_cost, currency, currency, pieces, spots)


def _days(scene: Scene) -> Course:
    effect = scene.effect
    assert isinstance(effect, LatePenalty)
    bare = attrs.evolve(effect, agreed=AtField("agreed"), delivered=AtField("delivered"), applies=EVERYTHING)
    days = {"week": 7, "month": 31, "year": 366}.get(effect.step.unit, 1) * effect.step.n
    most = max(4 * days, 10)

    def found(x: Fraction) -> Computed:
        fields = {"agreed": _AGREED, "delivered": _AGREED + timedelta(seconds=int(x * 86_400))}
        told = attrs.evolve(scene.told, fields=fields)
        return compute(bare, attrs.evolve(scene, effect=bare, told=told, facts=None))

    pieces, spots = _along((Fraction(day) for day in range(most + 1)), lambda x: _height_of(found(x)))
    return Course("days late", "days", _gives(scene, found(Fraction(1))), pieces, spots)


def _failures(scene: Scene) -> Course:
    effect = scene.effect
    assert isinstance(effect, Ratchet)
    single = Fraction(effect.rate.amount) * Fraction(effect.weight)
    most = int(max((row.more_than for row in effect.repetition), default=Decimal(4))) + 4

    def height(number: int) -> Fraction:
        if effect.reaches_back == "to-first-failure":
            return -single * number * times_for(effect, number)
        return -single * sum((times_for(effect, place) for place in range(1, number + 1)), _ZERO)

    spots = tuple((Fraction(number), height(number)) for number in range(most + 1))
    return Course("failures of the same thing, one period each", "", scene.agreement.currency, (), spots)


def _items(scene: Scene) -> Course:
    effect = scene.effect
    assert isinstance(effect, PerItem)
    worth = worth_of(scene, effect.pays).exact
    spots = tuple((Fraction(number), worth * number) for number in range(11))
    word = "met" if effect.verdict == "met" else "missed"
    return Course(f"items that {word} the target", "", scene.agreement.currency, (), spots)


def _late_payment(scene: Scene) -> Course | None:
    clause = scene.effect
    assert isinstance(clause, Interest)
    if clause.rate is None:
        return None
    currency = scene.agreement.currency

    def height(x: Fraction) -> Fraction:
        overdue = Overdue(Money(1000, currency), timedelta(days=int(x)))
        return compute(clause, attrs.evolve(scene, told=attrs.evolve(scene.told, overdue=overdue))).now

    days = [*range(0, 731, 73)]
    spots = tuple((Fraction(day), height(Fraction(day))) for day in days)
    pieces = tuple(Piece(left, right) for left, right in pairwise(spots))
    return Course(f"days that {currency} 1 000 is late", "days", currency, pieces, spots[::5])


def _of_parts(scene: Scene, parts: Iterable[tuple[str, Fraction]]) -> Course:
    return Course("", "", scene.agreement.currency, bars=tuple(Bar(name, height) for name, height in parts))


def _pool(scene: Scene) -> Course:
    effect = scene.effect
    assert isinstance(effect, PoolCredit)
    worth = worth_of(scene, effect.at_risk)
    known = worth.base is None or worth.base.missing is None
    whole = worth.exact if known else Fraction(100)
    shares = [
        (row.figure, Fraction(row.pool.value) * Fraction(row.allocation.value) / 10_000) for row in effect.allocations
    ]
    together = min(sum((share for _, share in shares), _ZERO), Fraction(1))
    parts = [*shares, ("all of them", together)] if len(shares) > 1 else shares
    found = _of_parts(scene, [(name, -share * whole) for name, share in parts])
    return found if known else attrs.evolve(found, gives="% of what is at risk")


def _damages(scene: Scene) -> Course:
    effect = scene.effect
    assert isinstance(effect, LiquidatedDamages)
    names = [f"for each of {item.each}" if item.each else str(item.when) for item in effect.items]
    return _of_parts(
        scene, [(name, -worth_of(scene, item.amount).exact) for name, item in zip(names, effect.items, strict=True)]
    )


def _milestone(scene: Scene) -> Course:
    effect = scene.effect
    assert isinstance(effect, Milestone)
    return _of_parts(scene, [("not done", _ZERO), ("done", worth_of(scene, effect.amount).exact)])


def _shares(scene: Scene) -> Course:
    effect = scene.effect
    assert isinstance(effect, RevenueShare)
    parts = [(f"of 1 000 {share.of}", 10 * Fraction(share.percent.value)) for share in effect.shares]
    return _of_parts(scene, parts)


_MAKERS: dict[type[Any], Callable[[Scene], Course | None]] = {
    PointsCredit: _points,
    ShareLine: _cost,
    LatePenalty: _days,
    Ratchet: _failures,
    PerItem: _items,
    Interest: _late_payment,
    PoolCredit: _pool,
    LiquidatedDamages: _damages,
    Milestone: _milestone,
    RevenueShare: _shares,
}
