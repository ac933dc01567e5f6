"""Rates, what is not charged, minimum commitments, proration, taxes, and money that is passed on."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.amounts import known_amounts
from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.kinds.registry import compiles
from contractkit.compiling.prices import price_of, surcharges_of
from contractkit.documents.clauses.prices import PriceBands
from contractkit.quantities.notation import Volume
from contractkit.records.clauses import Assumption
from contractkit.terms.amounts import Limit, Share
from contractkit.terms.prices import PriceOf
from contractkit.terms.provisions.minimum_commitment import MinimumCommitment
from contractkit.terms.provisions.no_charge import NoCharge
from contractkit.terms.provisions.pass_through import PassThrough
from contractkit.terms.provisions.proration import Proration
from contractkit.terms.provisions.rate import Rate
from contractkit.terms.provisions.tax import Tax

__all__ = ["minimum_commitment", "no_charge", "pass_through", "proration", "rate", "tax"]


@compiles("rate")
def rate(draft: Draft, place: Place, clause: Any) -> Rate | None:
    """Return what work costs that is ordered as it comes; such work is no part of what a period charges."""
    price = price_of(draft.desk, draft.names, place.at("price"), clause.price)
    if price is None:
        return None
    if isinstance(price, PriceOf) and clause.price.value.per is not None:
        says = f"'{clause.price.text}' is charged in every period, and a rate for each unit of work"
        hint = "kind: service, with a volume, is charged in every period"
        draft.report(place.at("price"), "quantity", says, hint)
    says = "whether the amount 'charges' counts work at rates: fees and services only"
    draft.desk.assume(Assumption("charges", "fees and services", ("work at rates too",), place.ref(), says))
    return Rate(
        place.ref(),
        str(clause.name),
        price,
        draft.condition(place.at("when"), clause.when),
        None if clause.at_least is None else clause.at_least.value,
        None if clause.in_steps_of is None else clause.in_steps_of.value,
        surcharges_of(draft.desk, draft.names, place.at("surcharges"), clause.surcharges),
    )


@compiles("no-charge")
def no_charge(draft: Draft, place: Place, clause: Any) -> NoCharge:
    """Return what is not charged."""
    what, spent_on = _words(clause.what), _words(clause.spent_on)
    when = draft.figures_condition(place.at("when"), clause.when)
    return NoCharge(place.ref(), what, spent_on, when)


@compiles("minimum-commitment")
def minimum_commitment(draft: Draft, place: Place, clause: Any) -> MinimumCommitment | None:
    """Return what is bought, or paid, at least."""
    value = getattr(clause.at_least, "value", None)
    least: Limit | Volume
    if value is None:
        least = draft.limit(place.at("at_least"), clause.at_least)
    elif isinstance(value, Volume):
        least = value
    elif value.percent is not None:
        least = Share(value.percent, draft.amount(place.at("of"), clause.of))
    else:
        least = draft.limit(place.at("at_least"), clause.at_least)
    return MinimumCommitment(
        place.ref(),
        least,
        str(clause.per),
        draft.reading(place, clause, "settled"),
        draft.reading(place, clause, "part_year"),
        _counted(draft, place, clause),
        draft.reading(place, clause, "counted_towards") if _fees_may_count(draft, clause) else "services",
        draft.reading(place, clause, "short_units") if _is_in_bands(draft, clause) else "as-if-bought",
    )


def _counted(draft: Draft, place: Place, clause: Any) -> tuple[str, ...]:
    """Return the services and fees that a minimum names; another amount is neither."""
    words = _words(clause.applies_to)
    named = {str(one.name) for _, one in draft.desk.clauses("service")} | {fee.name for fee in draft.fees}
    for word in words:
        if word not in named and word in known_amounts(draft.desk, ()):
            says = f"'{word}' is an amount, and no service and no fee of which something could count"
            draft.report(place.at("applies_to"), "contradiction", says, "name services and fees, or leave it out")
    return words


def _fees_may_count(draft: Draft, clause: Any) -> bool:
    """Return whether it has to be said if fees count: there are some, and a minimum in money names nothing."""
    return clause.counted_towards is not None or bool(draft.fees and not clause.in_units and not clause.applies_to)


def _is_in_bands(draft: Draft, clause: Any) -> bool:
    """Return whether what units cost that are short can mean two things: a service that they are of is in bands."""
    if clause.in_money:
        return False
    named = {word.rpartition("/")[2] for word in _words(clause.applies_to)}
    return clause.short_units is not None or any(
        isinstance(one.price, PriceBands) and (not named or str(one.name) in named or place.number in named)
        for place, one in draft.desk.clauses("service")
    )


@compiles("proration")
def proration(draft: Draft, place: Place, clause: Any) -> Proration:
    """Return what a part of a period costs."""
    whole = draft.reading(place, clause, "whole_periods") if clause.matters("whole_periods") else None
    return Proration(place.ref(), clause.by, whole, _words(clause.applies_to))


@compiles("tax")
def tax(draft: Draft, place: Place, clause: Any) -> Tax:  # noqa: ARG001
    """Return a tax; amounts are settled without it."""
    return Tax(
        place.ref(),
        str(clause.name),
        None if clause.contained is None else clause.contained.value,
        None if clause.on_top is None else clause.on_top.value,
        clause.owed_by or "provider",
        _words(clause.applies_to),
    )


@compiles("pass-through")
def pass_through(draft: Draft, place: Place, clause: Any) -> PassThrough:
    """Return what is passed on; where the supplier's paper lies here too, its clause has to be there."""
    document, _, word = str(clause.of).rpartition("/")
    paper = next((one for one in draft.desk.papers if one.model.id == (document or place.paper.model.id)), None)
    if paper is not None and word not in (*paper.model.clauses, *_names_in(paper)):
        draft.unknown(place.at("of"), "clause", str(clause.of), tuple(f"{document}/{n}" for n in paper.model.clauses))
    source = document or place.paper.model.id
    return PassThrough(place.ref(), source, word, clause.share.value, clause.split, clause.when_paid)


def _names_in(paper: Any) -> tuple[str, ...]:
    return tuple(str(clause.name) for clause in paper.model.clauses.values() if getattr(clause, "name", None))


def _words(written: Any) -> tuple[str, ...]:
    return tuple(str(word) for word in written)
