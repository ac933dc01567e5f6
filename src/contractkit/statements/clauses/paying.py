"""Payment, interest, deposits, liability and insurance, told."""

from __future__ import annotations

from contractkit.statements.clauses import moments, spans
from contractkit.statements.clauses.amounts import day, limit, period
from contractkit.statements.clauses.lists import all_of
from contractkit.statements.clauses.names import named
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.terms.provisions.deposit import Deposit
from contractkit.terms.provisions.insurance import Insurance
from contractkit.terms.provisions.interest import Interest
from contractkit.terms.provisions.liability import Liability
from contractkit.terms.provisions.payment import Payment

__all__ = ["deposit", "insurance", "interest", "liability", "payment"]

PAYMENT = {
    "en": {
        "paid": "{invoiced}An invoice is paid {within}{counted}.{lapses}",
        "invoiced": "Invoices are sent per {per}{how}. ",
        "in-advance": ", in advance",
        "in-arrears": ", in arrears",
        "invoice-date": " of its date",
        "invoice-received": " of the day on which it was received",
        "delivery": " of the delivery",
        "lapses": " What was not invoiced {span} after it was delivered is no longer owed; {part}.",
        "ignored": "a part of a day does not count",
        "full-day": "a part of a day counts as a day",
    },
    "nl": {
        "paid": "{invoiced}Een factuur wordt betaald {within}{counted}.{lapses}",
        "invoiced": "Facturen worden per {per} verstuurd{how}. ",
        "in-advance": ", vooraf",
        "in-arrears": ", achteraf",
        "invoice-date": " na de datum ervan",
        "invoice-received": " na de dag van ontvangst",
        "delivery": " na de levering",
        "lapses": " Wat {span} na levering niet is gefactureerd, is niet meer verschuldigd; {part}.",
        "ignored": "een deel van een dag telt niet mee",
        "full-day": "een deel van een dag telt als een dag",
    },
}
INTEREST = {
    "en": {
        "statutory": "Late payments bear the interest that the law sets.",
        "rate": "Late payments bear {percent} interest per {per}, {days}, {compounding}.",
        "actual/365": "by the days of a year of 365",
        "actual/360": "by the days of a year of 360",
        "none": "without interest on interest",
        "yearly": "with interest on interest every year",
    },
    "nl": {
        "statutory": "Over te late betalingen is de wettelijke rente verschuldigd.",
        "rate": "Over te late betalingen is {percent} rente per {per} verschuldigd, {days}, {compounding}.",
        "actual/365": "naar dagen, met een jaar van 365 dagen",
        "actual/360": "naar dagen, met een jaar van 360 dagen",
        "none": "zonder rente op rente",
        "yearly": "met jaarlijks rente op rente",
    },
}
DEPOSIT = {
    "en": {
        "deposit": "{who} gives a deposit of {amount}{pays}.{topped}{returned}",
        "provider": "The provider",
        "customer": "The customer",
        "pays": ", from which {what} are taken",
        "topped": " It is made whole again within {span}.",
        "returned": " What is left of it is returned within {span} after the end.",
    },
    "nl": {
        "deposit": "{who} geeft een waarborg van {amount}{pays}.{topped}{returned}",
        "provider": "De dienstverlener",
        "customer": "De klant",
        "pays": ", waaruit {what} worden voldaan",
        "topped": " Zij wordt aangevuld binnen {span}.",
        "returned": " Wat ervan over is, wordt teruggegeven binnen {span} na het einde.",
    },
}
LIABILITY = {
    "en": {
        "liability": "The liability of {who} is {bounds}.{uncapped}{excludes}{credits}",
        "provider": "the provider",
        "customer": "the customer",
        "both": "both parties",
        "no-bound": "not bounded here",
        "bounds": "at most {bounds}",
        "per-event": "{limit} for each event",
        "per-year": "{limit} for each contract year",
        "in-total": "{limit} in total",
        "uncapped": " There is no bound for {what}.",
        "excludes": " Not owed: {what}.",
        "stand-apart": " Service credits stand apart from it.",
        "use-up-the-cap": " Service credits use it up.",
        "before-the-event": " Service credits of periods that had ended by the event use it up.",
    },
    "nl": {
        "liability": "De aansprakelijkheid van {who} is {bounds}.{uncapped}{excludes}{credits}",
        "provider": "de dienstverlener",
        "customer": "de klant",
        "both": "beide partijen",
        "no-bound": "hier niet begrensd",
        "bounds": "ten hoogste {bounds}",
        "per-event": "{limit} per gebeurtenis",
        "per-year": "{limit} per contractjaar",
        "in-total": "{limit} in totaal",
        "uncapped": " Er is geen grens voor {what}.",
        "excludes": " Niet verschuldigd: {what}.",
        "stand-apart": " Servicekortingen staan daar los van.",
        "use-up-the-cap": " Servicekortingen tellen daarin mee.",
        "before-the-event": " Servicekortingen over perioden die vóór de gebeurtenis eindigden, tellen daarin mee.",
    },
}
INSURANCE = {
    "en": {
        "held": "Insurance for {cover} is held{who} for at least {minimum}.",
        "until": "Insurance for {cover} is held{who} for at least {minimum}; the certificate is valid up to and "
        "including {day}.",
        "provider": " by the provider",
        "customer": " by the customer",
        "both": " by both parties",
    },
    "nl": {
        "held": "Er is een verzekering{who} voor {cover} van ten minste {minimum}.",
        "until": "Er is een verzekering{who} voor {cover} van ten minste {minimum}; het certificaat loopt tot en met "
        "{day}.",
        "provider": " van de dienstverlener",
        "customer": " van de klant",
        "both": " van beide partijen",
    },
}


@tells(Payment, PAYMENT)
def payment(term: Payment, tell: Teller) -> str:
    """Return when invoices are sent and due."""
    speaks, invoiced, lapses = tell.speaks, "", ""
    if term.invoiced is not None:
        how = "" if term.invoice_is is None else tell(term.invoice_is)
        invoiced = tell("invoiced", per=period(term.invoiced, speaks), how=how)
    if term.lapses_after is not None:
        part = tell(term.part_days or "ignored")
        lapses = tell("lapses", span=spans.span(term.lapses_after, speaks), part=part)
    counted = "" if term.counted_from is None else tell(term.counted_from)
    within = moments.allowed(term.within, speaks)
    return tell("paid", invoiced=invoiced, within=within, counted=counted, lapses=lapses)


@tells(Interest, INTEREST)
def interest(term: Interest, tell: Teller) -> str:
    """Return what a late payment costs."""
    if term.rate is None or term.per is None or term.day_count is None or term.compounding is None:
        return tell("statutory")
    percent = tell.speaks.percent(term.rate.value)
    per = period(term.per, tell.speaks)
    return tell("rate", percent=percent, per=per, days=tell(term.day_count), compounding=tell(term.compounding))


@tells(Deposit, DEPOSIT)
def deposit(term: Deposit, tell: Teller) -> str:
    """Return the money that lies as security."""
    speaks = tell.speaks
    topped, returned = term.topped_up_within, term.returned_within
    return tell(
        "deposit",
        who=tell(term.given_by),
        amount=limit(term.amount, speaks),
        pays=tell("pays", what=_listed(term.pays_for, tell)) if term.pays_for else "",
        topped="" if topped is None else tell("topped", span=spans.span(topped, speaks)),
        returned="" if returned is None else tell("returned", span=spans.span(returned, speaks)),
    )


@tells(Liability, LIABILITY)
def liability(term: Liability, tell: Teller) -> str:
    """Return what a party owes at most."""
    every = (("per-event", term.per_event), ("per-year", term.per_year), ("in-total", term.in_total))
    bounds = [tell(key, limit=limit(value, tell.speaks)) for key, value in every if value is not None]
    early = term.credits_counted == "before-the-event"
    used_up = term.credits_counted if early else term.service_credits
    return tell(
        "liability",
        who=tell(term.who),
        bounds=tell("bounds", bounds=all_of(bounds, tell.speaks)) if bounds else tell("no-bound"),
        uncapped=tell("uncapped", what=_listed(term.uncapped, tell)) if term.uncapped else "",
        excludes=tell("excludes", what=_listed(term.excludes, tell)) if term.excludes else "",
        credits="" if used_up is None else tell(used_up),
    )


@tells(Insurance, INSURANCE)
def insurance(term: Insurance, tell: Teller) -> str:
    """Return which insurance a party has to have."""
    who = "" if term.who is None else tell(term.who)
    cover, minimum = named(term.cover, tell.speaks), limit(term.minimum, tell.speaks)
    if term.certificate_until is None:
        return tell("held", cover=cover, who=who, minimum=minimum)
    return tell("until", cover=cover, who=who, minimum=minimum, day=day(term.certificate_until, tell.speaks))


def _listed(words: tuple[str, ...], tell: Teller) -> str:
    return all_of([named(word, tell.speaks) for word in words], tell.speaks)
