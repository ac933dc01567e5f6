"""What is paid in any case: fees, and services at their agreed volumes."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.amounts import money_of
from contractkit.compiling.desk import Desk, Place
from contractkit.compiling.names import Names
from contractkit.quantities.notation import nearest
from contractkit.records.clauses import Assumption, ClauseRef
from contractkit.terms.effects import Fee, Service, UnitPrice

__all__ = ["compile_fees", "compile_services"]

_FEE_PERIODS = ("month", "quarter", "half-year", "year")


def compile_fees(desk: Desk, names: Names) -> tuple[Fee, ...]:
    """Return the fees, in the order of the page."""
    found: dict[str, Fee] = {}
    for place, clause in desk.clauses("fee"):
        amount = money_of(desk, names, place.at("amount"), clause.amount.value)
        per = str(clause.per)
        if per not in _FEE_PERIODS:
            desk.not_computed(
                place.at("per"),
                "settling",
                f"a fee per {per} is not computed by this version",
                f"computed: {', '.join(_FEE_PERIODS)}",
            )
            per = "month"
        if clause.name in found:
            says = f"the fee '{clause.name}' stands in clause {found[clause.name].clause} already"
            desk.report(place.at("name"), "duplicate-name", says, "a name is given once in an agreement")
            continue
        found[clause.name] = Fee(str(clause.name), amount, per, place.ref())
    return tuple(found.values())


def compile_services(desk: Desk, names: Names) -> dict[str, Service]:
    """Return the services by name, in the order of the page."""
    found = {}
    for name, (place, clause) in names.services.items():
        level = None if clause.level is None else str(clause.level)
        if level is not None and level not in names.levels:
            declared = names.fields.get("level", ())
            if level not in (declared if isinstance(declared, tuple) else ()):
                desk.unknown(place.at("level"), "level", level, names.levels)
        price = _price(desk, names, place, clause)
        volume = None if clause.volume is None else clause.volume.value.number
        if price is not None and volume is None:
            says = f"the price is for a {price.unit}, and no volume says how many"
            desk.report(place, "missing-field", says, f"for example volume: 100 {price.unit}s")
        if price is not None:
            says = "the volume that is charged"
            desk.assume(Assumption("volume", "agreed", ("delivered",), place.ref(), says))
        found[name] = Service(name, place.ref(), level, _item(desk, place, clause), volume, price)
    return found


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


def _price(desk: Desk, names: Names, place: Place, clause: Any) -> UnitPrice | None:
    if clause.price is None:
        return None
    at = place.at("price")
    if not hasattr(clause.price, "value"):
        desk.not_computed(at, "settling", "prices by bands are not computed by this version", "give one price per unit")
        return None
    price = clause.price.value
    if price.unit is None or price.per is None:
        missing = "unit" if price.unit is None else "period"
        says = f"the price '{clause.price.text}' has no {missing}: how is it charged?"
        desk.report(at, "quantity", says, "for example EUR 31.50 per seat per month, or kind: fee for a fixed amount")
        return None
    if price.per not in _FEE_PERIODS:
        desk.not_computed(
            at,
            "settling",
            f"a price per {price.per} is not computed by this version",
            f"computed: {', '.join(_FEE_PERIODS)}",
        )
        return None
    return UnitPrice(money_of(desk, names, at, price.amount), price.per_units, price.unit, price.per)
