"""What is paid in any case: fees, and services at their agreed volumes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from contractkit.compiling.desk import Desk, Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.instants import event
from contractkit.compiling.prices import outside_band, pricing_of, surcharges_of
from contractkit.quantities.notation import nearest
from contractkit.records.clauses import Assumption, ClauseRef
from contractkit.terms.effects import Fee, Service, UnitPrice
from contractkit.terms.prices import PriceOf, ServiceDetails, ServiceRow, by_use, periods_in
from contractkit.terms.stopwatch import AtField, WhenState

__all__ = ["compile_fees", "compile_services"]


def compile_fees(draft: Draft) -> tuple[Fee, ...]:
    """Return the fees, in the order of the page."""
    found: dict[str, Fee] = {}
    for place, clause in draft.desk.clauses("fee"):
        amount = draft.money(place.at("amount"), clause.amount.value)
        if amount.amount <= 0:
            hint = "a fee is more than nought; a clause no-charge says what is free, and an effect what is given back"
            draft.report(place.at("amount"), "quantity", f"'{amount}' is no fee", hint)
        per = str(clause.per)
        if clause.name in found:
            says = f"the fee '{clause.name}' stands in clause {found[clause.name].clause} already"
            draft.report(place.at("name"), "duplicate-name", says, "a name is given once in an agreement")
            continue
        due = _due(draft, place.at("due"), clause.due)
        found[clause.name] = Fee(str(clause.name), amount, per, place.ref(), due, draft.holding(place, clause))
    return tuple(found.values())


def _due(draft: Draft, place: Place, written: Any) -> date | AtField | WhenState | None:
    if written is None:
        return None
    if hasattr(written, "value"):
        return draft.day(place, written.value)
    return event(draft.desk, draft.names, place, str(written))


def compile_services(draft: Draft) -> dict[str, Service]:
    """Return the services by name, in the order of the page."""
    desk, names = draft.desk, draft.names
    found = {}
    for name, (place, clause) in names.services.items():
        level = None if clause.level is None else str(clause.level)
        if level is not None and level not in names.levels:
            declared = names.fields.get("level", ())
            if level not in (declared if isinstance(declared, tuple) else ()):
                desk.unknown(place.at("level"), "level", level, names.levels)
        details = _details(draft, place, clause)
        volume = None if clause.volume is None else clause.volume.value.number
        price = _price(draft, place, details, volume)
        _check_band(draft, place, clause)
        if price is not None:
            says = "the volume that is charged"
            desk.assume(Assumption("volume", "agreed", ("delivered",), place.ref(), says))
        holds = draft.holding(place, clause)
        found[name] = Service(name, place.ref(), level, _item(desk, place, clause), volume, price, details, holds)
    return found


def _details(draft: Draft, place: Place, clause: Any) -> ServiceDetails:
    """Return the whole of what a service clause agrees, checking its parts."""
    desk, names = draft.desk, draft.names
    details = ServiceDetails(
        condition=draft.condition(place.at("when"), clause.when),
        unit=None if clause.volume is None else clause.volume.value.unit,
        counted_per=None if clause.volume is None else clause.volume.value.per,
        counted_on=draft.reading(place, clause, "volume_counted") if clause.matters("volume_counted") else None,
        pricing=pricing_of(desk, names, place.at("price"), clause.price),
        band=None if clause.band is None else clause.band.value,
        outside=outside_band(desk, names, place, clause),
        surcharges=surcharges_of(desk, names, place.at("surcharges"), clause.surcharges),
        rows=tuple(_row(draft, place.at("rows", number), row) for number, row in enumerate(clause.rows)),
        grey=tuple(str(word) for word in clause.grey),
    )
    if clause.when is not None:
        draft.not_computed(
            place.at("when"), "judging", "which work belongs to a service is read from the facts only", "name it there"
        )
    _check_rows(draft, place, details.rows)
    return details


def _check_band(draft: Draft, place: Place, clause: Any) -> None:
    """Report a band, or prices outside of one, around a volume that nobody agreed."""
    if clause.volume is not None or clause.rows:
        return
    unit = getattr(getattr(clause.price, "value", None), "unit", None) or "unit"
    many = f"{unit}es" if unit.endswith(("s", "x", "ch", "sh")) else f"{unit}s"
    for word in ("band", "outside_band"):
        if getattr(clause, word) is not None:
            says = f"'{word}' is about an agreed volume, and none is agreed"
            draft.report(place.at(word), "missing-field", says, f"for example volume: 100 {many}; or leave {word} out")


def _check_rows(draft: Draft, place: Place, rows: tuple[ServiceRow, ...]) -> None:
    """Report parts of one name."""
    seen: set[str] = set()
    for number, row in enumerate(rows):
        at = place.at("rows", number)
        if row.name in seen:
            says = f"the part '{row.name}' stands in this service already"
            draft.report(at.at("name"), "duplicate-name", says, "a part has a name of its own")
        seen.add(row.name)
        _check_counted(draft, at, row.counted_per, row.price)


def _check_counted(draft: Draft, place: Place, counted_per: str | None, price: Any) -> None:
    """List that a volume for one period is spread over those of the price; record one that is no number of units."""
    if counted_per is None or not isinstance(price, PriceOf) or price.per in (None, counted_per):
        return
    if periods_in(str(price.per), counted_per) is None:
        says = f"a volume per {counted_per} with a price per {price.per} is not computed: no {price.per} has a whole"
        hint = f"a price per {counted_per}, or a volume per {price.per}"
        draft.not_computed(place.at("volume"), "settling", f"{says} number of them", hint)
        return
    says = f"how a volume per {counted_per} falls on each {price.per} of the price"
    draft.desk.assume(Assumption("volume-spread", "evenly", ("as it comes",), place.ref(), says))


def _row(draft: Draft, place: Place, row: Any) -> ServiceRow:
    volume = None if row.volume is None else row.volume.value
    pricing = pricing_of(draft.desk, draft.names, place.at("price"), row.price)
    if volume is None:
        _assume_measured(draft, place, pricing)
    return ServiceRow(
        str(row.name),
        draft.condition(place.at("when"), row.when),
        None if volume is None else volume.number,
        None if volume is None else volume.unit,
        None if volume is None else volume.per,
        pricing,
    )


def _assume_measured(draft: Draft, place: Place, pricing: Any) -> None:
    """List how a price of a unit for a period is charged where no volume is agreed."""
    if not isinstance(pricing, PriceOf) or pricing.per is None:
        return
    if by_use(pricing, None):
        says = f"how '{pricing.amount} per {pricing.unit} per {pricing.per}' is charged without an agreed volume"
        draft.desk.assume(Assumption("charged", "as-used", ("once",), place.ref(), says))
        return
    says = f"the volume that is charged: no {pricing.unit} is agreed, so those that are measured in each {pricing.per}"
    draft.desk.assume(Assumption("volume", "delivered", ("agreed",), place.ref(), says))


def _price(draft: Draft, place: Place, details: ServiceDetails, volume: Decimal | None) -> UnitPrice | None:
    """Return the price of a unit at the agreed volume; None for any other, which what is delivered decides."""
    pricing = details.pricing
    if not isinstance(pricing, PriceOf) or pricing.per is None:
        return None
    if volume is None:
        _assume_measured(draft, place, pricing)
        return None
    _check_counted(draft, place, details.counted_per, pricing)
    return UnitPrice(pricing.amount, pricing.per_units, pricing.unit, pricing.per)


def _item(desk: Desk, place: Place, clause: Any) -> ClauseRef | None:
    if clause.item is None:
        return None
    document, _, word = str(clause.item).rpartition("/")
    known = {}
    for at, item in desk.clauses("catalogue-item"):
        if document in ("", at.paper.model.id):
            known[str(at.number)] = at
            known[str(item.name)] = at
    if word not in known:
        desk.report(
            place.at("item"),
            "unknown-reference",
            f"there is no catalogue entry '{clause.item}'",
            nearest(word, tuple(known)),
        )
        return None
    return known[word].ref()
