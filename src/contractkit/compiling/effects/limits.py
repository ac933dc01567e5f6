"""Numbers that no effect can mean, and numbers that one hardly means.

A part of something cannot be more than all of it, a credit not below zero, a step not without length: these are
problems when a document is loaded, so that nobody meets them in a settlement first. A credit of more than the whole
amount computes, and is a warning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.effects.paying import Paying
from contractkit.quantities.money import Money, Percent
from contractkit.terms.amounts import Share
from contractkit.terms.effects import Curve, Effect, TierCredit
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

Paid = tuple[tuple[str | int, ...], Any]
"""Where what is credited stands in the clause, and what it is."""

_WHOLE = Decimal(100)
_ABOVE = "at most 100 % of it; if more is meant, leave it and limit it with a cap"


def check_limits(paying: Paying, effect: Effect) -> None:
    """Report each number of an effect that it cannot mean, and warn of a credit above the whole amount.

    Args:
        paying: The effect as it was read, with its place.
        effect: The same as it computes.
    """
    check, credits_of = _CHECKS.get(type(effect)), _CREDITS.get(type(effect))
    for steps, says, hint in () if check is None else check(effect):
        place: Place = paying.place.at(*steps)
        paying.draft.report(place, "quantity", says, hint)
    for steps, pays in () if credits_of is None else credits_of(effect):
        if _is_above(pays):
            says = f"a credit of {_text(pays)} is above the whole amount that it is a share of"
            paying.draft.desk.warn(paying.place.at(*steps), "above-whole", says, _ABOVE)


def _pool(effect: PoolCredit) -> Iterator[Fault]:
    hint = "a part of the amount, such as 10 % of charges"
    yield from _above_zero(("at_risk",), effect.at_risk, "at risk", hint)
    if _is_above(effect.at_risk):
        yield ("at_risk",), f"{_text(effect.at_risk)} is at risk, and that is more than the whole amount", hint
    for number, one in enumerate(effect.allocations):
        for word in ("pool", "allocation"):
            if getattr(one, word).value <= 0:
                says = f"{word} is {getattr(one, word)}, and takes nothing"
                yield ("allocations", number, word), says, "a positive percentage"


def _gap(effect: GapCredit) -> Iterator[Fault]:
    yield from _positive(("credit_per_point",), effect.credit, "a credit")


def _step(effect: StepCredit) -> Iterator[Fault]:
    yield from _above_zero(("credit_per_step",), effect.credit, "credited for a step", "for example 1 %")


def _points(effect: PointsCredit) -> Iterator[Fault]:
    if effect.credit is not None:
        yield from _above_zero(("credit_per_point",), effect.credit, "credited for a point", "for example 0.5 %")
    for number, row in enumerate(effect.table):
        yield from _not_below(("table", number, "credit"), row.credit)


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


def _bands(effect: BandEffect) -> Iterator[Fault]:
    for steps, pays in _of_bands(effect):
        if effect.gives == "credit":
            yield from _not_below(steps, pays)


def _of_bands(effect: BandEffect) -> Iterator[Paid]:
    if effect.gives not in ("credit", "pays"):
        return
    for place, row in enumerate(effect.rows):
        for number, band in enumerate(row.bands):
            steps = ("rows", place, "bands", number) if len(effect.rows) > 1 else ("bands", number)
            paid = _malus(band.gives) if effect.gives == "pays" else band.gives
            yield (*steps, effect.gives), paid


def _of_points(effect: PointsCredit) -> Iterator[Paid]:
    yield ("credit_per_point",), effect.credit
    yield from ((("table", number, "credit"), row.credit) for number, row in enumerate(effect.table))


def _of_curve(effect: Curve) -> Iterator[Paid]:
    """Yield the malus of each point, as a credit; a bonus may be any share."""
    for number, point in enumerate(effect.points):
        yield ("points", number, "pays"), _malus(point.pays)


def _malus(pays: Any) -> Any:
    return Percent(-pays.value) if isinstance(pays, Percent) else None


def _positive(steps: tuple[str | int, ...], pays: Any, what: str) -> Iterator[Fault]:
    if _number(pays) is not None and _number(pays) <= 0:  # type: ignore[operator]
        yield steps, f"{_text(pays)} is not {what}: it is not above nought", "write it without a sign"


def _above_zero(steps: tuple[str | int, ...], pays: Any, what: str, hint: str) -> Iterator[Fault]:
    number = _number(pays)
    if number is not None and number <= 0:
        yield steps, f"{_text(pays)} is {what}, and that is not above nought", hint


def _not_below(steps: tuple[str | int, ...], pays: Any) -> Iterator[Fault]:
    number = _number(pays)
    if number is not None and number < 0:
        yield steps, f"{_text(pays)} is credited, and that is below nought", "for example 5 %, without a sign"


def _is_above(pays: Any) -> bool:
    """Return whether a share is above the whole amount: that of the effect, or all charges."""
    if isinstance(pays, Percent):
        return pays.value > _WHOLE
    return isinstance(pays, Share) and pays.of == "charges" and pays.percent.value > _WHOLE


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
    BandEffect: _bands,
}
_CREDITS: dict[type[Effect], Callable[[Any], Iterator[Paid]]] = {
    TierCredit: lambda effect: ((("tiers", number, "credit"), tier.credit) for number, tier in enumerate(effect.tiers)),
    GapCredit: lambda effect: iter([(("credit_per_point",), effect.credit)]),
    StepCredit: lambda effect: iter([(("credit_per_step",), effect.credit)]),
    PointsCredit: _of_points,
    LatePenalty: lambda effect: iter([(("per_step",), effect.per_step)]),
    Curve: _of_curve,
    BandEffect: _of_bands,
}
