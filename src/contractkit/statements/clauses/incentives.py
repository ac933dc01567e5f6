"""Shares of costs and revenues, award fees, milestones and sums for single items, told."""

from __future__ import annotations

from decimal import Decimal

from contractkit.quantities.money import Money, Percent
from contractkit.statements.clauses import conditions
from contractkit.statements.clauses.amounts import amount_name, limit, number
from contractkit.statements.clauses.effects import figure_of, qualified
from contractkit.statements.clauses.gates import after_if
from contractkit.statements.clauses.levels import payment
from contractkit.statements.clauses.lists import all_of
from contractkit.statements.clauses.names import words
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.statements.clauses.stretches import stretch
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.provisions.award_fee import AwardFee, Rating
from contractkit.terms.provisions.milestone import Milestone
from contractkit.terms.provisions.per_item import PerItem
from contractkit.terms.provisions.revenue_share import RevenueShare
from contractkit.terms.provisions.share_line import ShareLine

__all__ = ["award_fee", "milestone", "per_item", "revenue_share", "share_line"]

SHARE = {
    "en": {
        "line": (
            "The target cost is {cost}{fee}; of what {actual} is above or below it, the provider bears or keeps "
            "{share}."
        ),
        "ranges": (
            "The target cost is {cost}{fee}; {actual} is compared with it. Of the difference the provider bears "
            "or keeps, by the stretch of the target cost in which it lies, {ranges}."
        ),
        "fee": ", with a fee of {fee}",
        "range": "{share} {where}",
        "ceiling": "The price is at most {ceiling}.",
    },
    "nl": {
        "line": (
            "De doelkosten zijn {cost}{fee}; van wat {actual} daarboven of daaronder ligt, draagt of houdt de "
            "dienstverlener {share}."
        ),
        "ranges": (
            "De doelkosten zijn {cost}{fee}; {actual} wordt daarmee vergeleken. Van het verschil draagt of houdt "
            "de dienstverlener, naar het deel van de doelkosten waarin het ligt, {ranges}."
        ),
        "fee": ", met een vergoeding van {fee}",
        "range": "{share} {where}",
        "ceiling": "De prijs is ten hoogste {ceiling}.",
    },
}
AWARD = {
    "en": {
        "score-share": "{score} is the percentage of {pool} that is earned.",
        "rating-share": "{score} decides how much of {pool} is earned.",
        "minimum": "Below {minimum} nothing is earned.",
        "ratings": "The ratings: {ratings}.",
        "rating": "{where} {name}",
        "rating.earns": "{where} {name}, {earns}",
        "the-score": "The score",
        "score-of": "The score of {name}",
    },
    "nl": {
        "score-share": "{score} is het percentage van {pool} dat wordt verdiend.",
        "rating-share": "{score} bepaalt hoeveel van {pool} wordt verdiend.",
        "minimum": "Onder {minimum} wordt niets verdiend.",
        "ratings": "De beoordelingen: {ratings}.",
        "rating": "{where} {name}",
        "rating.earns": "{where} {name}, {earns}",
        "the-score": "De score",
        "score-of": "De score van {name}",
    },
}
MILESTONE = {
    "en": {"milestone": "{amount} is due once if {condition}."},
    "nl": {"milestone": "{amount} is eenmaal verschuldigd als {condition}."},
}
REVENUE = {
    "en": {"share": "Due is {shares}, added up.", "share.one": "Due is {shares}."},
    "nl": {"share": "Verschuldigd is {shares}, bij elkaar opgeteld.", "share.one": "Verschuldigd is {shares}."},
}
ITEM = {
    "en": {
        "met": "For each of {items} that met its target ({figure}), {pays} is paid.",
        "breached": "For each of {items} that missed its target ({figure}), {pays} is paid.",
        "met.every": "For every item that met its target ({figure}), {pays} is paid.",
        "breached.every": "For every item that missed its target ({figure}), {pays} is paid.",
        "bonus": "a bonus of {amount}",
        "malus": "a malus of {amount}",
    },
    "nl": {
        "met": "Voor elk van {items} die de norm haalden ({figure}) wordt {pays} betaald.",
        "breached": "Voor elk van {items} die de norm niet haalden ({figure}) wordt {pays} betaald.",
        "met.every": "Voor elke melding die de norm haalde ({figure}) wordt {pays} betaald.",
        "breached.every": "Voor elke melding die de norm niet haalde ({figure}) wordt {pays} betaald.",
        "bonus": "een bonus van {amount}",
        "malus": "een malus van {amount}",
    },
}


@tells(ShareLine, SHARE)
def share_line(term: ShareLine, tell: Teller) -> str:
    """Return how savings and overruns are shared."""
    speaks = tell.speaks
    facts = {
        "cost": speaks.money(term.target_cost),
        "fee": "" if term.target_fee is None else tell("fee", fee=speaks.money(term.target_fee)),
        "actual": amount_name(term.actual_cost, speaks),
    }
    if term.share is not None:
        said = tell("line", share=speaks.percent(term.share.value), **facts)
    else:
        rows = [
            tell("range", share=speaks.percent(row.share.value), where=stretch(row.stretch, speaks))
            for row in term.ranges
        ]
        said = tell("ranges", ranges=all_of(rows, speaks), **facts)
    if term.ceiling is not None:
        said += " " + tell("ceiling", ceiling=speaks.money(term.ceiling))
    return qualified(said, term, speaks)


@tells(AwardFee, AWARD)
def award_fee(term: AwardFee, tell: Teller) -> str:
    """Return what a score earns."""
    score = tell("the-score") if term.score is None else tell("score-of", name=term.score)
    said = [tell(term.earns, score=score, pool=payment(term.pool, term.of, tell.speaks))]
    if term.minimum is not None:
        said.append(tell("minimum", minimum=number(term.minimum, tell.speaks)))
    if term.ratings:
        said.append(tell("ratings", ratings="; ".join([_rating(rating, tell) for rating in term.ratings])))
    return qualified(" ".join(said), term, tell.speaks)


def _rating(rating: Rating, tell: Teller) -> str:
    where, name = stretch(rating.stretch, tell.speaks), words(rating.name)
    if rating.earns is None:
        return tell("rating", where=where, name=name)
    return tell("rating.earns", where=where, name=name, earns=tell.speaks.percent(rating.earns.value))


@tells(Milestone, MILESTONE)
def milestone(term: Milestone, tell: Teller) -> str:
    """Return a sum that is due when something was done."""
    amount = payment(term.amount, term.of, tell.speaks)
    return qualified(tell("milestone", amount=amount, condition=after_if(term.when, tell.speaks)), term, tell.speaks)


@tells(RevenueShare, REVENUE)
def revenue_share(term: RevenueShare, tell: Teller) -> str:
    """Return shares of what the other party earns."""
    shares = all_of([limit(share, tell.speaks) for share in term.shares], tell.speaks)
    return qualified(tell("share" if len(term.shares) > 1 else "share.one", shares=shares), term, tell.speaks)


@tells(PerItem, ITEM)
def per_item(term: PerItem, tell: Teller) -> str:
    """Return a sum for every item with a verdict."""
    speaks = tell.speaks
    size = _size(term.pays)
    amount = payment(_positive(term.pays), term.of, speaks)
    pays = tell("bonus" if size >= 0 else "malus", amount=amount)
    figure = figure_of(term, speaks, tell.agreement)
    if term.applies == EVERYTHING:
        return qualified(tell(f"{term.verdict}.every", figure=figure, pays=pays), term, speaks)
    items = conditions.the_items(term.applies, speaks)
    return qualified(tell(term.verdict, items=items, figure=figure, pays=pays), term, speaks)


def _size(pays: object) -> Decimal:
    return pays.amount if isinstance(pays, Money) else pays.value if isinstance(pays, Percent) else Decimal(0)


def _positive(pays: object) -> Money | Percent:
    if isinstance(pays, Money):
        return Money(abs(pays.amount), pays.currency)
    return Percent(abs(_size(pays)))
