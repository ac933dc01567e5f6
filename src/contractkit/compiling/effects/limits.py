"""Numbers that no effect can mean: more than the whole amount at risk, credits below zero, steps of no length.

What a document writes is held against them when it is loaded, so that nobody meets them in a settlement first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.effects.paying import Paying
from contractkit.quantities.money import Money, Percent
from contractkit.terms.amounts import Share
from contractkit.terms.effects import Curve, Effect
from contractkit.terms.provisions.award_fee import AwardFee
from contractkit.terms.provisions.band_effect import BandEffect
from contractkit.terms.provisions.gap_credit import GapCredit
from contractkit.terms.provisions.late_penalty import LatePenalty
from contractkit.terms.provisions.points_credit import PointsCredit
from contractkit.terms.provisions.pool_credit import PoolCredit
from contractkit.terms.provisions.ratchet import Ratchet
from contractkit.terms.provisions.revenue_share import RevenueShare
from contractkit.terms.provisions.share_line import ShareLine
from contractkit.terms.provisions.step_credit import StepCredit

__all__ = ["check_limits"]

Fault = tuple[tuple[str | int, ...], str, str | None]
"""Where it stands in the clause, what is wrong, and the way out."""

_WHOLE = Decimal(100)


def check_limits(paying: Paying, effect: Effect) -> None:
    """Report each number of an effect that it cannot mean.

    Args:
        paying: The effect as it was read, with its place.
        effect: The same as it computes.
    """
    check = _CHECKS.get(type(effect))
    if check is None:
        return
    for steps, says, hint in check(effect):
        place: Place = paying.place.at(*steps)
        paying.draft.report(place, "quantity", says, hint)


def _pool(effect: PoolCredit) -> Iterator[Fault]:
    yield from _between(("at_risk",), effect.at_risk, "at risk", "a part of the amount, such as 10 % of charges")
    for number, one in enumerate(effect.allocations):
        for word in ("pool", "allocation"):
            if getattr(one, word).value <= 0:
                says = f"{word} is {getattr(one, word)}, and takes nothing"
                yield ("allocations", number, word), says, "a positive percentage"


def _gap(effect: GapCredit) -> Iterator[Fault]:
    yield from _positive(("credit_per_point",), effect.credit, "a credit")


def _step(effect: StepCredit) -> Iterator[Fault]:
    yield from _between(("credit_per_step",), effect.credit, "credited for a step", "for example 1 %")


def _points(effect: PointsCredit) -> Iterator[Fault]:
    if effect.credit is not None:
        yield from _between(("credit_per_point",), effect.credit, "credited for a point", "for example 0.5 %")
    for number, row in enumerate(effect.table):
        yield from _between(("table", number, "credit"), row.credit, "credited", "for example 5 %", least="zero")


def _late(effect: LatePenalty) -> Iterator[Fault]:
    yield from _positive(("per_step",), effect.per_step, "a penalty")
    if effect.step.n <= 0:
        yield ("step",), "a step of lateness has to have a length", "for example 1 day"


def _award(effect: AwardFee) -> Iterator[Fault]:
    for number, rating in enumerate(effect.ratings):
        if rating.earns is not None and not 0 <= rating.earns.value <= _WHOLE:
            says = f"a rating cannot earn {rating.earns} of the pool"
            yield ("ratings", number, "earns"), says, "0 % to 100 %"


def _ratchet(effect: Ratchet) -> Iterator[Fault]:
    numbers = [(("weight",), effect.weight), (("used_factor",), effect.used_factor)]
    numbers += [(("repetition", number, "times"), one.times) for number, one in enumerate(effect.repetition)]  # type: ignore[misc]
    for steps, number in numbers:
        if number is not None and number <= 0:
            yield steps, f"a deduction times {number} is none", "a positive number"


def _revenue(effect: RevenueShare) -> Iterator[Fault]:
    for number, share in enumerate(effect.shares):
        if not 0 < share.percent.value <= _WHOLE:
            yield ("shares", number), f"nobody can share {_text(share)}", "for example 4.5 % of net-sales"


def _share_line(effect: ShareLine) -> Iterator[Fault]:
    if effect.target_cost.amount <= 0:
        yield ("target_cost",), f"{effect.target_cost} is no cost to aim at", "for example EUR 150 000"
    if effect.share is not None and not 0 <= effect.share.value <= _WHOLE:
        yield ("provider_share",), f"nobody can take {effect.share} of a difference", "0 % to 100 %"
    for number, one in enumerate(effect.ranges):
        if not 0 <= one.share.value <= _WHOLE:
            yield ("ranges", number, "share"), f"nobody can take {one.share} of a difference", "0 % to 100 %"


def _curve(effect: Curve) -> Iterator[Fault]:
    for number, point in enumerate(effect.points):
        yield from _not_all(("points", number, "pays"), point.pays)


def _bands(effect: BandEffect) -> Iterator[Fault]:
    for place, row in enumerate(effect.rows):
        for number, band in enumerate(row.bands):
            steps = ("rows", place, "bands", number) if len(effect.rows) > 1 else ("bands", number)
            if effect.gives == "credit":
                yield from _between((*steps, "credit"), band.gives, "credited", "for example 5 %", least="zero")
            elif effect.gives == "pays":
                yield from _not_all((*steps, "pays"), band.gives)


def _not_all(steps: tuple[str | int, ...], pays: Any) -> Iterator[Fault]:
    if isinstance(pays, Percent) and pays.value < -_WHOLE:
        yield steps, f"a malus of {pays} is more than the whole amount", "at most 100 % of it"


def _positive(steps: tuple[str | int, ...], pays: Any, what: str) -> Iterator[Fault]:
    if _number(pays) is not None and _number(pays) <= 0:  # type: ignore[operator]
        yield steps, f"{_text(pays)} is not {what}: it is not above nought", "write it without a sign"


def _between(
    steps: tuple[str | int, ...], pays: Any, what: str, hint: str, least: str = "above zero"
) -> Iterator[Fault]:
    number = _number(pays)
    if number is None:
        return
    if number < 0 or (number == 0 and least == "above zero"):
        yield steps, f"{_text(pays)} is {what}, and that is not above nought", hint
    elif number > _WHOLE and (isinstance(pays, Percent) or (isinstance(pays, Share) and pays.of == "charges")):
        yield steps, f"{_text(pays)} is {what}, and that is more than the whole amount", hint


def _text(pays: Any) -> str:
    return f"{pays.percent} of {pays.of}" if isinstance(pays, Share) else str(pays)


def _number(pays: Any) -> Decimal | None:
    if isinstance(pays, Money):
        return pays.amount
    if isinstance(pays, Percent):
        return pays.value
    return pays.percent.value if isinstance(pays, Share) else None


_CHECKS: dict[type[Effect], Callable[[Any], Iterator[Fault]]] = {
    PoolCredit: _pool,
    GapCredit: _gap,
    StepCredit: _step,
    PointsCredit: _points,
    LatePenalty: _late,
    AwardFee: _award,
    Ratchet: _ratchet,
    RevenueShare: _revenue,
    ShareLine: _share_line,
    Curve: _curve,
    BandEffect: _bands,
}
