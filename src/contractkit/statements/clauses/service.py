"""Services and fees, told: how much of what, how well, for how much."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from contractkit.statements.clauses import clocks, prices
from contractkit.statements.clauses.amounts import day, number, period
from contractkit.statements.clauses.conditions import after_if
from contractkit.statements.clauses.lists import all_of
from contractkit.statements.clauses.names import named, words
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.effects import Fee, Service
from contractkit.terms.prices import OutsideBand, PriceOf, PriceShare, ServiceDetails, ServiceRow

__all__ = ["fee", "service"]

FEE = {
    "en": {
        "fee": "The fee {name} is {amount} per {per}{due}.",
        "once": "The fee {name} is {amount}, paid once{due}.",
        "term": "The fee {name} is {amount} for the whole term{due}.",
        "day": ", on {day}",
        "moment": ", at {moment}",
    },
    "nl": {
        "fee": "De vergoeding {name} is {amount} per {per}{due}.",
        "once": "De vergoeding {name} is {amount}, eenmaal betaald{due}.",
        "term": "De vergoeding {name} is {amount} voor de hele looptijd{due}.",
        "day": ", op {day}",
        "moment": ", op {moment}",
    },
}
SERVICE = {
    "en": {
        "service": "The service {name} is delivered{level}{item}{volume}{price}.{more}",
        "level": " at level {level}",
        "item": ", as described in {item}",
        "volume": ", for a volume of {volume}",
        "volume.per": ", for a volume of {volume} {unit} per {per}",
        "price": ", at {price}",
        "when": " It is for work for which {condition}.",
        "band": " Within {percent} of the agreed volume nothing changes.",
        "whole-difference": " Outside that band the whole difference is priced: {sides}.",
        "excess": " Of what lies outside that band, the excess is priced: {sides}.",
        "above": "{price} for each unit more",
        "below": "{price} back for each unit less",
        "above.none": "nothing for units more",
        "below.none": "nothing back for units less",
        "none": "",
        "into-next-baseline": " A difference inside the band moves the volume of the next year.",
        "pro-rata": "",
        "ignored": " Of units outside it, only whole ones count.",
        "full-unit": " Of units outside it, a part counts as a whole one.",
        "surcharges": " It costs {surcharges}.",
        "rows": " Its parts: {rows}.",
        "row": "{name}{volume}{price}{when}",
        "row.when": ", if {condition}",
        "then": "; ",
        "grey": " What may or may not belong to it: {names}.",
        "period-end": " Units are counted on the last day of a period.",
        "period-start": " Units are counted on the first day of a period.",
        "average": " Units are counted as the average over the period.",
        "peak": " Units are counted as the most of any day of the period.",
    },
    "nl": {
        "service": "De dienst {name} wordt geleverd{level}{item}{volume}{price}.{more}",
        "level": " op niveau {level}",
        "item": ", zoals beschreven in {item}",
        "volume": ", voor een aantal van {volume}",
        "volume.per": ", voor een aantal van {volume} {unit} per {per}",
        "price": ", tegen {price}",
        "when": " Zij geldt voor werk waarvoor geldt dat {condition}.",
        "band": " Binnen {percent} van het afgesproken aantal verandert er niets.",
        "whole-difference": " Buiten die bandbreedte wordt het hele verschil verrekend: {sides}.",
        "excess": " Van wat buiten die bandbreedte ligt, wordt het meerdere verrekend: {sides}.",
        "above": "{price} voor elke eenheid meer",
        "below": "{price} terug voor elke eenheid minder",
        "above.none": "niets voor eenheden meer",
        "below.none": "niets terug voor eenheden minder",
        "none": "",
        "into-next-baseline": " Een verschil binnen de bandbreedte verschuift het aantal van het volgende jaar.",
        "pro-rata": "",
        "ignored": " Van eenheden daarbuiten tellen alleen hele mee.",
        "full-unit": " Van eenheden daarbuiten telt een deel als hele eenheid.",
        "surcharges": " Het kost {surcharges}.",
        "rows": " De delen ervan: {rows}.",
        "row": "{name}{volume}{price}{when}",
        "row.when": ", als {condition}",
        "then": "; ",
        "grey": " Wat er wel of niet bij hoort: {names}.",
        "period-end": " Eenheden worden geteld op de laatste dag van een periode.",
        "period-start": " Eenheden worden geteld op de eerste dag van een periode.",
        "average": " Eenheden worden geteld als gemiddelde over de periode.",
        "peak": " Eenheden worden geteld als het meeste van enige dag van de periode.",
    },
}


@tells(Fee, FEE)
def fee(said: Fee, tell: Teller) -> str:
    """Return a fee, and when it is paid."""
    due = ""
    if isinstance(said.due, date):
        due = tell("day", day=day(said.due, tell.speaks))
    elif said.due is not None:
        due = tell("moment", moment=clocks.moment(said.due, tell.speaks))
    key = said.per if said.per in ("once", "term") else "fee"
    amount = tell.speaks.money(said.amount)
    return tell(key, name=said.name, amount=amount, per=period(said.per, tell.speaks), due=due)


@tells(Service, SERVICE)
def service(said: Service, tell: Teller) -> str:
    """Return a service: how well, how much of it, for how much, and what else is agreed about it."""
    details = said.details
    if said.price is not None:
        price = PriceOf(said.price.amount, said.price.unit, said.price.per_units, said.price.per)
        pricing = prices.price(price, tell.speaks)
    else:
        pricing = "" if details.pricing is None else prices.pricing(details.pricing, tell.speaks)
    return tell(
        "service",
        name=said.name,
        level="" if said.level is None else tell("level", level=said.level),
        item="" if said.item is None else tell("item", item=str(said.item)),
        volume=_volume(said, tell),
        price=tell("price", price=pricing) if pricing else "",
        more="".join(_more(details, tell)),
    )


def _volume(said: Service, tell: Teller) -> str:
    if said.volume is None:
        return ""
    volume, details = number(said.volume, tell.speaks), said.details
    if details.counted_per is None:
        return tell("volume", volume=f"{volume} {named(details.unit or '', tell.speaks)}".rstrip())
    unit, per = named(details.unit or "", tell.speaks), period(details.counted_per, tell.speaks)
    return tell("volume.per", volume=volume, unit=unit, per=per)


def _more(details: ServiceDetails, tell: Teller) -> Iterator[str]:
    speaks = tell.speaks
    if details.condition != EVERYTHING:
        yield tell("when", condition=after_if(details.condition, speaks))
    if details.band is not None:
        yield tell("band", percent=speaks.percent(details.band.value))
    if details.outside is not None:
        yield tell(details.outside.priced, sides=_sides(details.outside, tell)) + tell(details.outside.carried)
        yield tell(details.outside.part_units)
    if details.counted_on is not None:
        yield tell(details.counted_on)
    if details.rows:
        yield tell("rows", rows=tell("then").join(_row(row, tell) for row in details.rows))
    if details.surcharges:
        yield tell("surcharges", surcharges=prices.surcharges(details.surcharges, speaks))
    if details.grey:
        yield tell("grey", names=all_of([words(name) for name in details.grey], speaks))


def _sides(outside: OutsideBand, tell: Teller) -> str:
    return all_of([_side("above", outside.above, tell), _side("below", outside.below, tell)], tell.speaks)


def _side(side: str, price: PriceOf | PriceShare | None, tell: Teller) -> str:
    if price is None:
        return tell(f"{side}.none")
    return tell(side, price=prices.price(price, tell.speaks))


def _row(row: ServiceRow, tell: Teller) -> str:
    speaks, volume = tell.speaks, ""
    if row.volume is not None and row.counted_per is not None:
        per = period(row.counted_per, speaks)
        volume = tell("volume.per", volume=number(row.volume, speaks), unit=named(row.unit or "", speaks), per=per)
    elif row.volume is not None:
        volume = tell("volume", volume=f"{number(row.volume, speaks)} {named(row.unit or '', speaks)}")
    return tell(
        "row",
        name=words(row.name),
        volume=volume,
        price="" if row.price is None else tell("price", price=prices.pricing(row.price, speaks)),
        when="" if row.condition == EVERYTHING else tell("row.when", condition=after_if(row.condition, speaks)),
    )
