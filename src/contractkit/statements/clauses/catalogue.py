"""Levels and entries of the catalogue, told."""

from __future__ import annotations

from contractkit.statements.clauses import moments
from contractkit.statements.clauses.prices import pricing
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.terms.provisions.catalogue_item import CatalogueItem
from contractkit.terms.provisions.level import Level

__all__ = ["catalogue_item", "level"]

LEVEL = {
    "en": {
        "level": "{name} is a service level{base}{calendar}{price}.{promise}",
        "base": ", based on {base}",
        "calendar": ", on the calendar {calendar}",
        "price": ", at {price}",
        "above": ", at {price} ({percent} above its base)",
        "below": ", at {price} ({percent} below its base)",
        "promise": " It promises: {promise}.",
    },
    "nl": {
        "level": "{name} is een serviceniveau{base}{calendar}{price}.{promise}",
        "base": ", op basis van {base}",
        "calendar": ", op de kalender {calendar}",
        "price": ", tegen {price}",
        "above": ", tegen {price} ({percent} boven zijn basis)",
        "below": ", tegen {price} ({percent} onder zijn basis)",
        "promise": " Het belooft: {promise}.",
    },
}
ITEM = {
    "en": {
        "item": "The catalogue offers {name}{who}{through}{price}{lead}: {promise}.{includes}{excludes}{levels}",
        "who": " to {who}",
        "through": ", ordered through {channels}",
        "price": ", at {price}",
        "lead": ", delivered {within}",
        "includes": " It includes: {things}.",
        "excludes": " It does not include: {things}.",
        "levels": " Offered at level {levels}.",
    },
    "nl": {
        "item": "De catalogus biedt {name}{who}{through}{price}{lead}: {promise}.{includes}{excludes}{levels}",
        "who": " aan {who}",
        "through": ", te bestellen via {channels}",
        "price": ", tegen {price}",
        "lead": ", levering {within}",
        "includes": " Daarbij hoort: {things}.",
        "excludes": " Daarbij hoort niet: {things}.",
        "levels": " Te krijgen op niveau {levels}.",
    },
}


@tells(Level, LEVEL)
def level(term: Level, tell: Teller) -> str:
    """Return a service level: what it is based on, when its clocks run, what it costs."""
    price = ""
    if term.price is not None and term.above_base is None:
        price = tell("price", price=pricing(term.price, tell.speaks))
    elif term.price is not None and term.above_base is not None:
        percent = tell.speaks.percent(abs(term.above_base.value))
        key = "below" if term.above_base.value < 0 else "above"
        price = tell(key, price=pricing(term.price, tell.speaks), percent=percent)
    return tell(
        "level",
        name=term.name,
        base="" if term.based_on is None else tell("base", base=str(term.based_on)),
        calendar="" if term.calendar_name is None else tell("calendar", calendar=term.calendar_name),
        price=price,
        promise="" if term.promise is None else tell("promise", promise=tell.speaks.written(term.promise).rstrip(".")),
    )


@tells(CatalogueItem, ITEM)
def catalogue_item(term: CatalogueItem, tell: Teller) -> str:
    """Return what may be ordered, by whom, for how much, and how soon it is there."""
    speaks = tell.speaks
    return tell(
        "item",
        name=moments.words(term.name),
        who=tell("who", who=moments.roles(term.who_may_ask, speaks, "or")) if term.who_may_ask else "",
        through=tell("through", channels=moments.channels(term.channels, speaks)) if term.channels else "",
        price="" if term.price is None else tell("price", price=pricing(term.price, speaks)),
        lead="" if term.lead_time is None else tell("lead", within=moments.allowed(term.lead_time, speaks)),
        promise=speaks.written(term.promise).rstrip("."),
        includes=tell("includes", things="; ".join(term.includes)) if term.includes else "",
        excludes=tell("excludes", things="; ".join(term.excludes)) if term.excludes else "",
        levels=tell("levels", levels=moments.roles(term.levels, speaks)) if term.levels else "",
    )
