"""What is paid in any case: fees, and services at their agreed volumes."""

from __future__ import annotations

from datetime import date
from typing import Any

from contractkit.compiling.desk import Desk, Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.instants import event
from contractkit.compiling.prices import outside_band, pricing_of, surcharges_of
from contractkit.quantities.notation import nearest
from contractkit.records.clauses import Assumption, ClauseRef
from contractkit.terms.effects import Fee, Service, UnitPrice
from contractkit.terms.prices import BandedPrice, LumpSum, PriceOf, ServiceDetails, ServiceRow
from contractkit.terms.stopwatch import AtField, WhenState

__all__ = ["compile_fees", "compile_services"]

_PERIODS = ("month", "quarter", "half-year", "year", "contract-year", "term")
"""The periods of prices that charging works out."""


def compile_fees(draft: Draft) -> tuple[Fee, ...]:
    """Return the fees, in the order of the page."""
    found: dict[str, Fee] = {}
    for place, clause in draft.desk.clauses("fee"):
        amount = draft.money(place.at("amount"), clause.amount.value)
        if amount.amount <= 0:
            hint = "a fee is more than nought; a clause no-charge says what is free, and an effect what is given back"
            draft.report(place.at("amount"), "quantity", f"'{amount}' is no fee", hint)
        per = str(clause.per)
        if per not in (*_PERIODS, "once"):
            draft.not_computed(
                place.at("per"),
                "settling",
                f"a fee per {per} is not computed by this version",
                f"computed: {', '.join((*_PERIODS, 'once'))}",
            )
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
        price = _price(draft, place.at("price"), details)
        volume = None if clause.volume is None else clause.volume.value.number
        if price is not None and volume is None:
            says = f"the price is for a {price.unit}, and no volume says how many"
            desk.report(place, "missing-field", says, f"for example volume: 100 {price.unit}s")
        if price is not None:
            says = "the volume that is charged"
            desk.assume(Assumption("volume", "agreed", ("delivered",), place.ref(), says))
        found[name] = Service(name, place.ref(), level, _item(desk, place, clause), volume, price, details)
    return found


def _details(draft: Draft, place: Place, clause: Any) -> ServiceDetails:
    """Return the whole of what a service clause agrees, recording what settlements do not work out yet."""
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
    if details.surcharges:
        says = "'surcharges' of a service are not computed by this version"
        draft.not_computed(place.at("surcharges"), "settling", says)
    _note_rows(draft, place, details.rows)
    return details


def _note_rows(draft: Draft, place: Place, rows: tuple[ServiceRow, ...]) -> None:
    """Report parts of one name, and record those whose price is not that of an agreed volume in each period."""
    seen: set[str] = set()
    for number, row in enumerate(rows):
        at = place.at("rows", number)
        if row.name in seen:
            says = f"the part '{row.name}' stands in this service already"
            draft.report(at.at("name"), "duplicate-name", says, "a part has a name of its own")
        seen.add(row.name)
        price = row.price
        plain = isinstance(price, LumpSum) or (isinstance(price, PriceOf) and row.counted_per is None)
        if price is not None and not (plain and getattr(price, "per", None) in _PERIODS):
            says = f"the price of the part '{row.name}' is not computed by this version"
            draft.not_computed(at.at("price"), "settling", says, "computed: an agreed volume times a price per period")


def _row(draft: Draft, place: Place, row: Any) -> ServiceRow:
    volume = None if row.volume is None else row.volume.value
    return ServiceRow(
        str(row.name),
        draft.condition(place.at("when"), row.when),
        None if volume is None else volume.number,
        None if volume is None else volume.unit,
        None if volume is None else volume.per,
        pricing_of(draft.desk, draft.names, place.at("price"), row.price),
    )


def _price(draft: Draft, place: Place, details: ServiceDetails) -> UnitPrice | None:
    """Return the price of a unit at the agreed volume; None for any other, which what is delivered decides."""
    pricing = details.pricing
    if isinstance(pricing, BandedPrice):
        pers = {band.price.per for band in pricing.bands}
    else:
        pers = set() if pricing is None else {pricing.per}
    for per in sorted(one for one in pers if one is not None and one not in _PERIODS):
        says = f"a price per {per} is not computed by this version"
        draft.not_computed(place, "settling", says, f"computed: {', '.join(_PERIODS)}")
    if not isinstance(pricing, PriceOf) or pricing.per not in _PERIODS:
        return None
    if details.counted_per is not None:
        says = f"a volume per {details.counted_per} with a price per {pricing.per} is not computed by this version"
        draft.not_computed(place, "settling", says)
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
