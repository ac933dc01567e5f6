"""What is charged beside services and fees, told: rates, minimums, parts of periods, taxes, what is passed on."""

from __future__ import annotations

from collections.abc import Iterable

from contractkit.quantities.notation import Volume
from contractkit.statements.clauses import prices, spans
from contractkit.statements.clauses.amounts import limit, number, period
from contractkit.statements.clauses.gates import after_if
from contractkit.statements.clauses.lists import all_of
from contractkit.statements.clauses.names import named, words
from contractkit.statements.clauses.registry import Teller, tells
from contractkit.statements.wording import Language
from contractkit.terms.amounts import Limit
from contractkit.terms.conditions import EVERYTHING
from contractkit.terms.figure_conditions import FiguresCondition
from contractkit.terms.provisions.minimum_commitment import MinimumCommitment
from contractkit.terms.provisions.no_charge import NoCharge
from contractkit.terms.provisions.pass_through import PassThrough
from contractkit.terms.provisions.proration import Proration
from contractkit.terms.provisions.rate import Rate
from contractkit.terms.provisions.tax import Tax

__all__ = ["minimum_commitment", "no_charge", "pass_through", "proration", "rate", "tax"]

RATE = {
    "en": {
        "rate": "Work at the rate {name} costs {price}{condition}{least}{steps}.{surcharges}",
        "condition": ", if {condition}",
        "least": ", at least {time} each time",
        "steps": ", in steps of {time}",
        "surcharges": " It costs {surcharges}.",
    },
    "nl": {
        "rate": "Werk tegen het tarief {name} kost {price}{condition}{least}{steps}.{surcharges}",
        "condition": ", als {condition}",
        "least": ", elke keer ten minste {time}",
        "steps": ", in stappen van {time}",
        "surcharges": " Het kost {surcharges}.",
    },
}
NO_CHARGE = {
    "en": {
        "none": "Not charged: {what}{spent}{condition}.",
        "spent": ", spent on {on}",
        "condition": ", if {condition}",
    },
    "nl": {
        "none": "Niet in rekening gebracht: {what}{spent}{condition}.",
        "spent": ", besteed aan {on}",
        "condition": ", als {condition}",
    },
}
MINIMUM = {
    "en": {
        "minimum": "At least {least} is bought per {per}{services}{fees}; a shortfall is billed {settled}{short}, "
        "and {part}.",
        "fees": ", fees included",
        "short": ", each unit at the price of the band in which the units lie that were bought",
        "at-year-end": "at the end of the year",
        "each-period": "in each period",
        "prorated": "a part of a year counts for its part",
        "full": "a part of a year counts in full",
    },
    "nl": {
        "minimum": "Per {per} wordt ten minste {least} afgenomen{services}{fees}; een tekort wordt {settled} "
        "gefactureerd{short}, en {part}.",
        "fees": ", vergoedingen meegerekend",
        "short": ", elke eenheid tegen de prijs van de staffel waarin de afgenomen eenheden liggen",
        "at-year-end": "aan het einde van het jaar",
        "each-period": "in elke periode",
        "prorated": "een deel van een jaar telt naar rato",
        "full": "een deel van een jaar telt geheel",
    },
}
PRORATION = {
    "en": {
        "days-of-whole-period": "A part of a period costs its days over the days of the whole period{to}{whole}.",
        "days-of-each-month": "A part of a period costs, month by month, its days over the days of the month"
        "{to}{whole}.",
        "days-of-year": "A part of a period costs its days over the days of the year{to}{whole}.",
        "thirty-day-months": "A part of a period costs its days over months of thirty days{to}{whole}.",
        "none": "A part of a period costs as much as the whole{to}{whole}.",
        "billed-whole": "; whole months and years inside it are billed whole",
        "by-days": "; whole months and years inside it are counted by days too",
    },
    "nl": {
        "days-of-whole-period": "Een deel van een periode kost de dagen ervan op alle dagen van de periode{to}{whole}.",
        "days-of-each-month": "Een deel van een periode kost per maand de dagen ervan op de dagen van de maand"
        "{to}{whole}.",
        "days-of-year": "Een deel van een periode kost de dagen ervan op de dagen van het jaar{to}{whole}.",
        "thirty-day-months": "Een deel van een periode kost de dagen ervan op maanden van dertig dagen{to}{whole}.",
        "none": "Een deel van een periode kost evenveel als de hele{to}{whole}.",
        "billed-whole": "; hele maanden en jaren daarin worden geheel gefactureerd",
        "by-days": "; ook hele maanden en jaren daarin worden in dagen geteld",
    },
}
TAX = {
    "en": {
        "contained": "Of every price{to}, {ratio} is {name}; {owed}.",
        "on-top": "Prices{to} exclude {name}: {percent} comes on top; {owed}.",
        "provider": "the provider owes it",
        "customer": "the customer owes it itself",
    },
    "nl": {
        "contained": "Van elke prijs{to} is {ratio} {name}; {owed}.",
        "on-top": "Prijzen{to} zijn exclusief {name}: er komt {percent} bij; {owed}.",
        "provider": "de dienstverlener draagt het af",
        "customer": "de klant draagt het zelf af",
    },
}
PASSED = {
    "en": {
        "passed": "Of what {document} credits under {of}, {share} is passed on{split}{when}.",
        "by-affected-lines": ", divided by what was affected",
        "by-charges": ", divided in proportion to charges",
        "evenly": ", divided evenly",
        "received": ", when it is received",
        "credited": ", when it is credited",
    },
    "nl": {
        "passed": "Van wat {document} volgens {of} crediteert, wordt {share} doorgegeven{split}{when}.",
        "by-affected-lines": ", verdeeld naar wat getroffen was",
        "by-charges": ", verdeeld naar rato van de vergoedingen",
        "evenly": ", gelijk verdeeld",
        "received": ", zodra het ontvangen is",
        "credited": ", zodra het gecrediteerd is",
    },
}
FOR = {"en": {"for": " for {names}"}, "nl": {"for": " voor {names}"}}


def _for(names: Iterable[str], tell: Teller) -> str:
    told = [words(name) for name in names]
    return Teller(tell.speaks, FOR)("for", names=all_of(told, tell.speaks)) if told else ""


def _if(condition: FiguresCondition, tell: Teller) -> str:
    return "" if condition == EVERYTHING else tell("condition", condition=after_if(condition, tell.speaks))


@tells(Rate, RATE)
def rate(term: Rate, tell: Teller) -> str:
    """Return what work costs that is ordered as it comes."""
    speaks = tell.speaks
    return tell(
        "rate",
        name=term.name,
        price=prices.price(term.price, speaks),
        condition=_if(term.condition, tell),
        least="" if term.at_least is None else tell("least", time=spans.amount(term.at_least, speaks)),
        steps="" if term.in_steps_of is None else tell("steps", time=spans.amount(term.in_steps_of, speaks)),
        surcharges=tell("surcharges", surcharges=prices.surcharges(term.surcharges, speaks)) if term.surcharges else "",
    )


@tells(NoCharge, NO_CHARGE)
def no_charge(term: NoCharge, tell: Teller) -> str:
    """Return what is not charged."""
    what, on = ([words(name) for name in names] for names in (term.what, term.spent_on))
    return tell(
        "none",
        what=all_of(what, tell.speaks),
        spent=tell("spent", on=all_of(on, tell.speaks)) if on else "",
        condition=_if(term.condition, tell),
    )


@tells(MinimumCommitment, MINIMUM)
def minimum_commitment(term: MinimumCommitment, tell: Teller) -> str:
    """Return what is bought, or paid, at least."""
    speaks = tell.speaks
    return tell(
        "minimum",
        least=_least(term.at_least, speaks),
        per=period(term.per, speaks),
        services=_for(term.applies_to, tell),
        fees="" if term.counted_towards == "services" else tell("fees"),
        settled=tell(term.settled),
        short="" if term.short_units == "as-if-bought" else tell("short"),
        part=tell(term.part_year),
    )


def _least(least: Volume | Limit, speaks: Language) -> str:
    if isinstance(least, Volume):
        return f"{number(least.number, speaks)} {named(least.unit, speaks)}"
    return limit(least, speaks)


@tells(Proration, PRORATION)
def proration(term: Proration, tell: Teller) -> str:
    """Return what a part of a period costs."""
    whole = "" if term.whole_periods is None else tell(term.whole_periods)
    return tell(term.by, to=_for(term.applies_to, tell), whole=whole)


@tells(Tax, TAX)
def tax(term: Tax, tell: Teller) -> str:
    """Return a tax."""
    facts = {"to": _for(term.applies_to, tell), "name": named(term.name, tell.speaks), "owed": tell(term.owed_by)}
    if term.contained is not None:
        return tell("contained", ratio=str(term.contained), **facts)
    return tell("on-top", percent="" if term.on_top is None else tell.speaks.percent(term.on_top.value), **facts)


@tells(PassThrough, PASSED)
def pass_through(term: PassThrough, tell: Teller) -> str:
    """Return what is passed on."""
    return tell(
        "passed",
        document=term.document,
        of=term.of,
        share=tell.speaks.percent(term.share.value),
        split="" if term.split is None else tell(term.split),
        when="" if term.when_paid is None else tell(term.when_paid),
    )
