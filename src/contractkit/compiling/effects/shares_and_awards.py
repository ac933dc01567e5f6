"""Shares of costs and revenues, and pools that a score earns."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.effects.band_effect import ends_of, stretch_of
from contractkit.compiling.effects.paying import Paying
from contractkit.compiling.effects.registry import pays
from contractkit.compiling.figures import precision_of
from contractkit.compiling.ladders import End, Ladder, Rung
from contractkit.quantities.money import Money
from contractkit.quantities.notation import Level, parse_money
from contractkit.quantities.rounding import Rounding
from contractkit.terms.ladders import Stretch
from contractkit.terms.provisions.award_fee import AwardFee, Rating
from contractkit.terms.provisions.revenue_share import RevenueShare
from contractkit.terms.provisions.share_line import ShareLine, ShareRange

__all__ = ["award_fee", "revenue_share", "share_line"]


@pays("share-line")
def share_line(paying: Paying) -> ShareLine | None:
    """Return how savings and overruns are shared."""
    written, place, draft = paying.written, paying.place, paying.draft
    target = draft.money(place.at("target_cost"), written.target_cost.value)
    fee = None if written.target_fee is None else draft.money(place.at("target_fee"), written.target_fee.value)
    ceiling = _ceiling(paying)
    if ceiling is not None and ceiling.currency == target.currency and ceiling < target:
        says = f"the ceiling of {ceiling} is under the target cost of {target}"
        draft.report(place.at("ceiling"), "share-line", says, "the ceiling is a price, with the fee in it")
    rungs = [_cost_band(band) for band in written.ranges]
    if rungs and not _complete(paying, rungs, None, End(Level(Decimal(0), "%"), "inside")):
        return None
    ranges = tuple(
        ShareRange(stretch_of(rung), band.share.value) for rung, band in zip(rungs, written.ranges, strict=True)
    )
    share = None if written.provider_share is None else written.provider_share.value
    cost = str(written.actual_cost or "actual-cost")
    return ShareLine(
        **paying.common(),
        target_cost=target,
        target_fee=fee,
        actual_cost=cost,
        share=share,
        ranges=ranges,
        ceiling=ceiling,
    )


def _ceiling(paying: Paying) -> Money | None:
    text = paying.settled("ceiling")
    return None if text == "none" else parse_money(text, paying.draft.names.currency)


def _cost_band(band: Any) -> Rung:
    low, high = band.from_ or band.above, band.through or band.below
    return Rung(
        None if low is None else End(Level(low.value.value, "%"), "inside" if band.from_ else "outside"),
        None if high is None else End(Level(high.value.value, "%"), "inside" if band.through else "outside"),
    )


def _complete(
    paying: Paying, rungs: list[Rung], precision: Rounding | None, first: End | None, place: Place | None = None
) -> bool:
    faults = Ladder(rungs, precision, first).faults()
    for fault in faults:
        paying.draft.report(place or paying.place, fault.code, fault.says, fault.hint)
    if not faults and first is not None and all(rung.high is not None for rung in rungs):
        paying.draft.report(paying.place, "band-gap", "bands: nothing is agreed above the highest one")
        return False
    return not faults


@pays("award-fee")
def award_fee(paying: Paying) -> AwardFee | None:
    """Return a pool that a score earns."""
    written, place, draft = paying.written, paying.place, paying.draft
    precision = None
    if written.precision is not None:
        precision = precision_of(draft, place.at("precision"), written.precision)
    elif paying.figure is not None:
        precision = paying.figure.precision
    rungs = [ends_of(paying, place.at("ratings", number), rating) for number, rating in enumerate(written.ratings)]
    known = [rung for rung in rungs if rung is not None]
    if known and not _complete(paying, known, precision, None):
        return None
    ratings = tuple(_rating(rating, rung) for rating, rung in zip(written.ratings, known, strict=False))
    minimum = written.minimum_score
    _on_scale(paying)
    return AwardFee(
        **paying.common(),
        pool=paying.payment(place.at("pool"), written.pool.value),
        minimum=None if minimum is None else minimum.value.number,
        earns=written.earns,
        ratings=ratings,
        precision=precision,
        score=None if paying.figure is None else paying.figure.name,
    )


def _on_scale(paying: Paying) -> None:
    """Report a minimum or a rating that no score has, and scores that are no percentage of the pool."""
    written, place, figure = paying.written, paying.place, paying.figure
    share = written.earns == "score-share"
    low, high = (None, None) if figure is None else (figure.lowest, figure.highest)
    if share and figure is not None and high is not None and high != 100:
        says = f"the scores of '{figure.name}' go up to {high}, and would be taken as percentages of the pool"
        paying.draft.report(place.at("earns"), "unit", says, "a scale through 100, or earns: rating-share with ratings")
        return
    if figure is None and share:
        low, high = Decimal(0), Decimal(100)
    told = [(place.at("minimum_score"), written.minimum_score)]
    for number, rating in enumerate(written.ratings):
        ends = (("from", rating.from_), ("above", rating.above), ("below", rating.below), ("through", rating.through))
        told += [(place.at("ratings", number, word), level) for word, level in ends]
    for at, level in told:
        if level is not None and low is not None and high is not None and not low <= level.value.number <= high:
            says = f"'{level.text}' is no score: they go from {low} to {high}"
            paying.draft.report(at, "quantity", says, "write it on the scale of the score")


def _rating(rating: Any, rung: Rung) -> Rating:
    stretch: Stretch = stretch_of(rung)
    return Rating(str(rating.rating), stretch, None if rating.earns is None else rating.earns.value)


@pays("revenue-share")
def revenue_share(paying: Paying) -> RevenueShare:
    """Return shares of amounts that come with the facts."""
    place = paying.place.at("shares")
    shares = tuple(
        paying.draft.share(place.at(number), share.value) for number, share in enumerate(paying.written.shares)
    )
    return RevenueShare(**paying.common(), shares=shares)
