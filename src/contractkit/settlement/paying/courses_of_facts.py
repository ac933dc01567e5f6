"""The courses of effects that no figure decides: along points, days, costs, failures; or a bar for each thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import attrs

from contractkit.charging.exact import as_decimal
from contractkit.quantities.money import Money
from contractkit.records.said import said
from contractkit.settlement.ladders import number_of
from contractkit.settlement.paying.computed import Computed
from contractkit.settlement.paying.course import Bar, Course, Piece, along, gives_of, height_of, outwards
from contractkit.settlement.paying.kinds.ratchet import times_for
from contractkit.settlement.paying.kinds.share_line import total_assumption
from contractkit.settlement.paying.registry import compute
from contractkit.settlement.paying.scene import Scene
from contractkit.settlement.paying.worth import worth_of
from contractkit.settlement.told.others import Overdue, ToldCount
from contractkit.terms.conditions import EVERYTHING
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
from contractkit.terms.stopwatch import AtField

__all__ = ["MAKERS"]

_ZERO = Fraction(0)
_AGREED = datetime(2026, 1, 5, 9, tzinfo=UTC)


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
        return height_of(compute(one, attrs.evolve(scene, effect=one, told=told)))

    told = attrs.evolve(scene.told, points=(ToldCount(name, scene.period, Decimal(1)),))
    found = compute(one, attrs.evolve(scene, effect=one, told=told))
    pieces, spots = along([_ZERO, *rows, most], height)
    return Course(said("points"), "points", gives_of(scene, found), pieces, spots)


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
    low, high = outwards(max(_ZERO, min(turns) - margin), max(turns) + margin)
    currency = scene.agreement.currency

    def height(x: Fraction) -> Fraction:
        amounts = {**scene.told.amounts, effect.actual_cost: Money(as_decimal(x), currency)}
        told = attrs.evolve(scene.told, amounts=amounts)
        return compute(effect, Scene(scene.agreement, effect, scene.period, told=told)).now

    pieces, spots = along([low, *turns, high], height)
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

    pieces, spots = along((Fraction(day) for day in range(most + 1)), lambda x: height_of(found(x)))
    return Course("days late", "days", gives_of(scene, found(Fraction(1))), pieces, spots)


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
    return Course(said(f"items that {word} the target"), "", scene.agreement.currency, (), spots)


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
    return Course(said("days that {currency} 1 000 is late", currency=currency), "days", currency, pieces, spots[::5])


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
    names = [
        said("for each of {each}", each=item.each) if item.each else said("{condition}", condition=item.when)
        for item in effect.items
    ]
    return _of_parts(
        scene, [(name, -worth_of(scene, item.amount).exact) for name, item in zip(names, effect.items, strict=True)]
    )


def _milestone(scene: Scene) -> Course:
    effect = scene.effect
    assert isinstance(effect, Milestone)
    return _of_parts(scene, [("not done", _ZERO), (said("done"), worth_of(scene, effect.amount).exact)])


def _shares(scene: Scene) -> Course:
    effect = scene.effect
    assert isinstance(effect, RevenueShare)
    parts = [(said("of 1 000 {of}", of=said(share.of)), 10 * Fraction(share.percent.value)) for share in effect.shares]
    return _of_parts(scene, parts)


MAKERS: dict[type[Any], Callable[[Scene], Course | None]] = {
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
"""What makes the course of each of these kinds; None where nothing of it can be drawn."""
