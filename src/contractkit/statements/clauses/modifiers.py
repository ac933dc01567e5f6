"""What qualifies an effect, told: gates, repeats, caps of its own, claims, payment in another currency."""

from __future__ import annotations

from collections.abc import Iterator

from contractkit.statements.clauses.amounts import amount_name, limit, number
from contractkit.statements.clauses.gates import after_if
from contractkit.statements.clauses.lists import all_of
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.clauses.spans import span
from contractkit.statements.wording import Language
from contractkit.terms.modifiers import MinimumIssue, Modifiers, PaidIn, Repeat

__all__ = ["MODES", "modifiers", "nature"]

MODES = {
    "en": {
        "half-up": "half up",
        "half-even": "half to the even digit",
        "up": "up",
        "down": "down",
        "floor": "down, below zero too",
        "ceiling": "up, below zero too",
    },
    "nl": {
        "half-up": "rekenkundig (halven naar boven)",
        "half-even": "rekenkundig (halven naar het even cijfer)",
        "up": "naar boven",
        "down": "naar beneden",
        "floor": "naar beneden, ook onder nul",
        "ceiling": "naar boven, ook onder nul",
    },
}
"""How a number is rounded, behind *rounded*."""

WORDS = {
    "en": {
        "nature.price-adjustment": "It is a price adjustment.",
        "nature.penalty": "It is a penalty.",
        "nature.damages": "It is a compensation of damage.",
        "nature.incentive": "It is an incentive.",
        "next": "The amount is that of the next period.",
        "only-if": "It counts only if {condition}.",
        "bonus-only-if": "A bonus is paid only if {condition}.",
        "repeat.stays": "After a failure in the period before it is {times} times as much, and stays so.",
        "repeat.compounds": "After a failure in the period before it is {times} times as much, and again each time.",
        "scaled": "It is multiplied by {affected} ÷ {total}.",
        "cap": "It is at most {limit}{excess}.",
        "cap.each": "It is at most {limit} for each delivery{excess}.",
        "report-only": "; what is above that is reported and not paid",
        "carry-forward": "; what is above that is carried to the next period",
        "drop": "; what is above that is lost",
        "minimum.drop": "Up to and including {amount} nothing is paid{tested}.",
        "minimum.carry-forward": "Up to and including {amount} it waits for the next period{tested}.",
        "minimum.lift": "Where it comes to less than {amount}, that is paid{tested}.",
        "tested.before-rounding": ", looking at the amount before rounding",
        "tested.after-rounding": ", looking at the rounded amount",
        "largest": "Of several effects of one incident only the largest counts.",
        "customers-choice": "Of several effects of one incident the customer chooses one.",
        "claim": "The customer has to claim it within {span}.",
        "paid-in": "It is paid in {currency}, {rate}.",
        "rate.alone": "at a rate of {rate}",
        "rate.period-end": "at the rate of the last day of the period",
        "rate.invoice-date": "at the rate of the date of the invoice",
        "rounded": "It is rounded to {to}, {mode}.",
        "instead": "It stands in the place of {clauses}.",
    },
    "nl": {
        "nature.price-adjustment": "Het is een aanpassing van de prijs.",
        "nature.penalty": "Het is een boete.",
        "nature.damages": "Het is een schadevergoeding.",
        "nature.incentive": "Het is een prestatiebeloning.",
        "next": "Het bedrag is dat van de volgende periode.",
        "only-if": "Het geldt alleen als {condition}.",
        "bonus-only-if": "Een bonus wordt alleen betaald als {condition}.",
        "repeat.stays": "Ging het in de periode ervoor ook mis, dan is het {times} keer zoveel, en het blijft daarbij.",
        "repeat.compounds": "Ging het in de periode ervoor ook mis, dan is het {times} keer zoveel, elke keer opnieuw.",
        "scaled": "Het wordt vermenigvuldigd met {affected} ÷ {total}.",
        "cap": "Het is ten hoogste {limit}{excess}.",
        "cap.each": "Het is ten hoogste {limit} voor elke levering{excess}.",
        "report-only": "; wat daarboven ligt, wordt gerapporteerd en niet betaald",
        "carry-forward": "; wat daarboven ligt, gaat mee naar de volgende periode",
        "drop": "; wat daarboven ligt, vervalt",
        "minimum.drop": "Tot en met {amount} wordt niets betaald{tested}.",
        "minimum.carry-forward": "Tot en met {amount} wacht het op de volgende periode{tested}.",
        "minimum.lift": "Is het minder dan {amount}, dan wordt dat betaald{tested}.",
        "tested.before-rounding": ", gekeken naar het bedrag voor afronding",
        "tested.after-rounding": ", gekeken naar het afgeronde bedrag",
        "largest": "Van meerdere effecten van één incident telt alleen het grootste.",
        "customers-choice": "Van meerdere effecten van één incident kiest de klant er één.",
        "claim": "De klant moet het binnen {span} claimen.",
        "paid-in": "Het wordt betaald in {currency}, {rate}.",
        "rate.alone": "tegen een koers van {rate}",
        "rate.period-end": "tegen de koers van de laatste dag van de periode",
        "rate.invoice-date": "tegen de koers van de factuurdatum",
        "rounded": "Het wordt afgerond op {to}, {mode}.",
        "instead": "Het komt in de plaats van {clauses}.",
    },
}


def nature(word: str, speaks: Language) -> str:
    """Return the legal nature of an effect, as a sentence."""
    return Teller(speaks, WORDS)(f"nature.{word}")


def modifiers(said: Modifiers, speaks: Language) -> tuple[str, ...]:
    """Return what qualifies an effect, a sentence for each; nothing for what stands as the library takes it."""
    return tuple(_told(said, Teller(speaks, WORDS)))


def _told(said: Modifiers, tell: Teller) -> Iterator[str]:
    speaks = tell.speaks
    if said.of_period == "next":
        yield tell("next")
    if said.only_if is not None:
        yield tell("only-if", condition=after_if(said.only_if, speaks))
    if said.bonus_only_if is not None:
        yield tell("bonus-only-if", condition=after_if(said.bonus_only_if, speaks))
    if said.repeat is not None:
        yield _repeat(said.repeat, tell)
    if said.scaled_by is not None:
        affected, total = (amount_name(word, speaks) for word in (said.scaled_by.affected, said.scaled_by.total))
        yield tell("scaled", affected=affected, total=total)
    if said.cap is not None:
        excess = tell(said.on_excess) if said.on_excess in WORDS["en"] else ""
        each = said.cap_bounds == "each-delivery"
        yield tell("cap.each" if each else "cap", limit=limit(said.cap, speaks), excess=excess)
    if said.minimum_issue is not None:
        yield minimum_issue(said.minimum_issue, tell.speaks)
    if said.one_incident != "sum":
        yield tell(said.one_incident)
    if said.claim is not None:
        yield tell("claim", span=span(said.claim, speaks))
    if said.paid_in is not None:
        yield tell("paid-in", currency=said.paid_in.currency, rate=_rate(said.paid_in, tell))
    if said.rounding is not None:
        mode = Teller(speaks, MODES)(said.rounding.mode)
        yield tell("rounded", to=number(said.rounding.to, speaks), mode=mode)
    if said.instead_of:
        yield tell("instead", clauses=all_of(said.instead_of, speaks))


def minimum_issue(said: MinimumIssue, speaks: Language) -> str:
    """Return the amount at or below which nothing is paid, as a sentence."""
    tell = Teller(speaks, WORDS)
    tested = tell(f"tested.{said.tested}")
    return tell(f"minimum.{said.otherwise}", amount=speaks.money(said.more_than), tested=tested)


def _repeat(said: Repeat, tell: Teller) -> str:
    return tell(f"repeat.{said.grows}", times=number(said.multiply_by, tell.speaks))


def _rate(said: PaidIn, tell: Teller) -> str:
    if said.rate is None:
        return tell(f"rate.{said.rate_of}")
    return tell("rate.alone", rate=number(said.rate, tell.speaks))
