"""Units of a service that are paid for beforehand: whose they are, what a block costs, and when it lapses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal

import attrs

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.kinds.registry import compiles
from contractkit.documents.clauses.prices import PriceBands
from contractkit.quantities.money import Money, Percent
from contractkit.quantities.notation import SPAN, same_unit
from contractkit.quantities.spans import Span
from contractkit.records.clauses import Assumption
from contractkit.terms.provisions.prepaid import Prepaid

__all__ = ["prepaid"]


@attrs.frozen
class _Sold:
    """What the blocks are of: a service, or the part of one.

    Attributes:
        name: What it is called where it is charged.
        place: Where it stands.
        clause: The clause of the service, or the row of the part.
    """

    name: str
    place: Place
    clause: Any


@compiles("prepaid")
def prepaid(draft: Draft, place: Place, clause: Any) -> Prepaid:
    """Return what is paid for beforehand."""
    sold = _sold(draft, place, str(clause.of))
    if sold is not None:
        _check_sold(draft, place, clause, sold)
    lapses = _lapses(draft, place, clause)
    _check_beginning(draft, place, clause, lapses)
    drawn = _drawn(draft, place, clause, sold)
    value = None if clause.carries is None else clause.carries.value
    carries: Decimal | Percent | None = value if value is None or isinstance(value, Percent) else value.number
    if carries is not None and lapses == "with-its-period":
        says = "nothing goes on of a block that lapses with its period, as the conventions of the document say"
        draft.report(place.at("carries"), "contradiction", says, "for example lapses_after: 3 months")
    return Prepaid(
        place.ref(),
        str(clause.name),
        str(clause.of) if sold is None else sold.name,
        clause.units.value.number,
        clause.units.value.unit,
        _price(draft, place, clause),
        None if clause.every is None else str(clause.every),
        _bought(draft, place, clause),
        lapses,
        carries,
        drawn,
    )


def _sold(draft: Draft, place: Place, word: str) -> _Sold | None:
    """Return the service or part that is named; one of two parts of a name cannot be meant without its service."""
    document, _, name = word.rpartition("/")
    services = draft.names.services
    if name in services:
        return _Sold(name, *services[name])
    parts = [
        _Sold(f"{service}: {row.name}", at.at("rows", number), row)
        for service, (at, one) in services.items()
        for number, row in enumerate(one.rows)
        if row.name == name and document in ("", at.paper.model.id)
    ]
    if len(parts) > 1:
        says = f"'{word}' is a part of {len(parts)} services"
        draft.report(place.at("of"), "unknown-reference", says, "give the parts names of their own")
    return parts[0] if len(parts) == 1 else None


def _check_sold(draft: Draft, place: Place, clause: Any, sold: _Sold) -> None:
    """Report units of what is charged in another way: at an agreed volume, as a whole, or in parts."""
    one, at = sold.clause, place.at("of")
    priced = [row.name for row in getattr(one, "rows", ()) if row.price is not None]
    if priced:
        says = f"the parts of {sold.name} have prices of their own, and units of it have none"
        draft.report(at, "contradiction", says, f"name one of them: {', '.join(map(str, priced))}")
        return
    for field, what in (("volume", "an agreed volume"), ("outside_band", "prices outside of a band")):
        if getattr(one, field, None) is not None:
            says = f"{sold.name} has {what} ({sold.place.ref()}), which is charged whatever is used of it"
            hint = f"leave {field} out of the service, or charge its units without blocks"
            draft.report(at, "contradiction", says, hint)
            return
    prices = [band.price for band in one.price.bands] if isinstance(one.price, PriceBands) else [one.price]
    for price in (price.value for price in prices if price is not None):
        if price.unit is None:
            says = f"{sold.name} has a price of the whole, and blocks pay for units of it"
            draft.report(
                at, "contradiction", says, "for example price: EUR 120.00 per hour for units beyond the blocks"
            )
            return
        if not same_unit(price.unit, clause.units.value.unit):
            says = f"a block has {clause.units.text}, and the price of {sold.name} is for a {price.unit}"
            draft.report(place.at("units"), "unit", says, "use one word for the unit")
            return


def _price(draft: Draft, place: Place, clause: Any) -> Money | None:
    if clause.price is None:
        return None
    price = draft.money(place.at("price"), clause.price.value)
    if price.amount <= 0:
        hint = "leave price out where a block is paid for in another way, such as in a fee"
        draft.report(place.at("price"), "quantity", f"'{price}' is no price of a block", hint)
    return price


def _bought(draft: Draft, place: Place, clause: Any) -> date | Literal["as-ordered"] | None:
    if clause.bought is None:
        return None
    if isinstance(clause.bought, str):
        return "as-ordered"
    day = draft.day(place.at("bought"), clause.bought.value)
    term = draft.term
    outside = term is not None and day is not None and (day < term.start or (term.end is not None and day >= term.end))
    if outside:
        says = f"the block begins on {day}, and the agreement does not hold then"
        draft.report(place.at("bought"), "holds", says, "a date of the term; or tell what is left with the facts")
    return day


def _lapses(draft: Draft, place: Place, clause: Any) -> Span | Literal["with-its-period", "never"]:
    """Return when a block lapses; a silent one that is bought by itself, or goes on in part, holds to the end."""
    at = place.at("lapses_after")
    if clause.lapses_after is None and (clause.every is None or clause.carries is not None):
        says = "when what is left of a block lapses: no clause says it"
        draft.desk.assume(Assumption("lapses_after", "never", ("3 months",), place.ref(), says))
        return "never"
    text = draft.reading(place, clause, "lapses_after")
    if text in ("with-its-period", "never"):
        return text  # type: ignore[return-value]
    span = SPAN.parse(text)
    if span.n <= 0:
        draft.report(at, "quantity", f"a block that lapses after {text} can never be used", "for example 3 months")
    if span.unit == "business-day":
        says = f"a block that lapses after {text} would lapse on a date that only a calendar knows"
        draft.report(at, "quantity", says, "for example 30 days or 3 months")
    return span


def _check_beginning(draft: Draft, place: Place, clause: Any, lapses: Any) -> None:
    """Report blocks of which nothing says when the first begins: what is left of them could never be known."""
    since = None if clause.holds is None else clause.holds.from_
    if draft.term is None and since is None and lapses != "with-its-period" and clause.bought in (None, "as-ordered"):
        field = "bought" if clause.every is None else "every"
        says = "nothing says when the first block begins: there is no term"
        draft.report(place.at(field), "missing-field", says, "add a clause kind: term, or holds: {from: 2026-01-01}")


def _drawn(draft: Draft, place: Place, clause: Any, sold: _Sold | None) -> Literal["first-to-lapse", "newest-first"]:
    """Return which block is used first: all blocks of a service have one order, whichever of their clauses says it.

    Where none says it, the first of these clauses has the reading.
    """
    every = [(at, one) for at, one in draft.desk.clauses("prepaid") if one.of == clause.of]
    _check_order(draft, place, clause, sold)
    told = next((one.drawn for one in (clause, *(one for _, one in every)) if one.drawn is not None), None)
    if told is None and len(every) == 1 and not clause.matters("drawn"):
        return "first-to-lapse"
    first_place, first = every[0]
    if told is not None or first_place.ref() != place.ref():
        draft.desk.asked.add((id(place.paper), place.number, "drawn"))
    found: Any = draft.reading(first_place, first, "drawn") if told is None else str(told)
    return found  # type: ignore[no-any-return]


def _check_order(draft: Draft, place: Place, clause: Any, sold: _Sold | None) -> None:
    """Report that an earlier clause on the same units says another order in which blocks are used."""
    for other, one in draft.desk.clauses("prepaid"):
        if other.ref() == place.ref():
            return
        if clause.drawn is None or one.drawn in (None, clause.drawn) or one.of != clause.of:
            continue
        name = str(clause.of) if sold is None else sold.name
        says = f"units of {name} are drawn {clause.drawn}, and {one.drawn} in clause {other.ref()}"
        draft.report(place.at("drawn"), "contradiction", says, "one order for all blocks of a service")
        return
