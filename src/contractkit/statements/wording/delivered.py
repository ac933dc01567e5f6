"""What was delivered against what was agreed, what became standard, the grey zone and favours. In English and Dutch."""

from __future__ import annotations

__all__ = ["DUTCH", "ENGLISH"]

ENGLISH = {
    # agreed against delivered
    "delivery.heading": "Agreed and delivered",
    "delivery.lead": "{n} item outside the agreement, {worth}|{n} items outside the agreement, {worth}",
    "delivery.lead.none": "No work outside the agreement",
    "delivery.unpriced": "{n} not priced|{n} not priced",
    "delivery.at-least": "at least {worth}",
    "delivery.not-known": "not known",
    "delivery.worth.of": "worth {worth}",
    "delivery.worth.unknown": "of a worth that is not known",
    "delivery.note": (
        "A worth is what the work would cost at the prices of the papers. Nobody is charged for it; it is a figure for "
        "the next conversation."
    ),
    "delivery.service": "Service",
    "delivery.agreed": "Agreed",
    "delivery.delivered": "Delivered",
    "delivery.outside": "Outside",
    "delivery.worth": "Worth ({currency})",
    "delivery.charged": "{amount} charged for it",
    "delivery.caption": "Agreed and delivered per service",
    "delivery.total": "Total",
    "delivery.band": "{low} to {high}",
    "delivery.of": "of {n} item|of {n} items",
    "delivery.request": "request|requests",
    "delivery.nobody": "nobody agreed it",
    "delivery.unsaid": "the items do not say for which service",
    "delivery.unmeasured": "not measured",
    "delivery.no-volume": "no number agreed",
    "delivery.state.inside": "as agreed",
    "delivery.state.above": "more than agreed",
    "delivery.state.below": "less than agreed",
    "delivery.month": "{month} {number}",
    "delivery.key": "Free of charge",
    "delivery.volume": "volume: {formula}",
    "delivery.undated": (
        "{n} item outside belongs to no period: nobody knows when it was opened|{n} items outside belong to no period: "
        "nobody knows when they were opened"
    ),
    # what became standard
    "standard.heading": "Asked again and again",
    "standard.says": "Outside the agreement, and asked month after month.",
    "standard.what": "What",
    "standard.times": "How often",
    "standard.row": "{times} times in {months} months in a row",
    "standard.since": "first asked on {day}",
    "standard.agreed": "agreed 0, delivered {times}",
    "standard.each": "{amount} each",
    "standard.offer": "Draft quote",
    "standard.caption": "Requests that became standard",
    # without paper
    "paper.before-term": (
        "{n} item was asked before the agreement began|{n} items were asked before the agreement began"
    ),
    "paper.after-term": "{n} item was asked after the agreement ended|{n} items were asked after the agreement ended",
    "paper.before-signature": (
        "{n} item was asked before the contract was signed|{n} items were asked before the contract was signed"
    ),
    "paper.between": "{line} ({first} – {last})",
    "paper.worth": "{line}, {worth}",
    # grey
    "grey.heading": "The grey zone",
    "grey.lead": "{n} item in the grey zone|{n} items in the grey zone",
    "grey.state.overdue": "{n} should have been talked about|{n} should have been talked about",
    "grey.state.open": "{n} still to talk about|{n} still to talk about",
    "grey.state.decided": "{n} decided|{n} decided",
    "grey.item": "Item",
    "grey.asked": "Asked",
    "grey.age": "Age",
    "grey.days": "{n} day|{n} days",
    "grey.talk": "To talk about by",
    "grey.outcome": "Outcome",
    "grey.told": "Told",
    "grey.meanwhile.deliver": "delivered meanwhile",
    "grey.meanwhile.wait": "waits meanwhile",
    "grey.outcome.in": "in scope",
    "grey.outcome.priced": "has a price",
    "grey.outcome.favour": "favour",
    "grey.outcome.refused": "not done",
    "grey.outcome.open": "open",
    "grey.outcome.overdue": "overdue",
    "grey.with": "with {item}",
    "grey.on": "on {day}",
    "grey.untold": "not told",
    "grey.caption": "Grey items, oldest first",
    # favours
    "favour.heading": "Favours",
    "favour.lead": "{n} favour, {worth}|{n} favours, {worth}",
    "favour.what": "What was done",
    "favour.on": "On",
    "favour.time": "Time",
    "favour.told": "Told",
    "favour.untold": "not told",
    "favour.late": "too late, by {day} was agreed",
    "favour.overdue": "by {day} was agreed",
    "favour.beyond": "{amount} beyond what is agreed",
    "favour.beyond.quote": "{amount} beyond what is agreed: to be quoted",
    "favour.quota": "{period}: {used} of {most} used",
    "favour.quota.unknown": "{n} of unknown length|{n} of unknown length",
    "favour.doubt": "the item is in scope: what is promised is no favour",
    "favour.caption": "What was done for nothing",
}
"""English."""

DUTCH = {
    # agreed against delivered
    "delivery.heading": "Afgesproken en geleverd",
    "delivery.lead": ("{n} melding buiten de afspraken, {worth}|{n} meldingen buiten de afspraken, {worth}"),
    "delivery.lead.none": "Geen werk buiten de afspraken",
    "delivery.unpriced": "{n} zonder prijs|{n} zonder prijs",
    "delivery.at-least": "minstens {worth}",
    "delivery.not-known": "niet bekend",
    "delivery.worth.of": "ter waarde van {worth}",
    "delivery.worth.unknown": "waarvan de waarde niet bekend is",
    "delivery.note": (
        "De waarde is wat het werk zou kosten tegen de prijzen in de stukken. Niemand betaalt het; het is een cijfer "
        "voor het volgende gesprek."
    ),
    "delivery.service": "Dienst",
    "delivery.agreed": "Afgesproken",
    "delivery.delivered": "Geleverd",
    "delivery.outside": "Erbuiten",
    "delivery.worth": "Waarde ({currency})",
    "delivery.charged": "{amount} ervoor berekend",
    "delivery.caption": "Afgesproken en geleverd per dienst",
    "delivery.total": "Totaal",
    "delivery.band": "{low} tot en met {high}",
    "delivery.of": "van {n} melding|van {n} meldingen",
    "delivery.request": "verzoek|verzoeken",
    "delivery.nobody": "niemand sprak het af",
    "delivery.unsaid": "de meldingen zeggen niet voor welke dienst",
    "delivery.unmeasured": "niet gemeten",
    "delivery.no-volume": "geen aantal afgesproken",
    "delivery.state.inside": "zoals afgesproken",
    "delivery.state.above": "meer dan afgesproken",
    "delivery.state.below": "minder dan afgesproken",
    "delivery.month": "{month} {number}",
    "delivery.key": "Om niet",
    "delivery.volume": "aantallen: {formula}",
    "delivery.undated": (
        "{n} melding erbuiten hoort bij geen periode: niemand weet wanneer zij is gedaan|{n} meldingen erbuiten horen "
        "bij geen periode: niemand weet wanneer zij zijn gedaan"
    ),
    # what became standard
    "standard.heading": "Steeds weer gevraagd",
    "standard.says": "Buiten de afspraken, en maand na maand gevraagd.",
    "standard.what": "Wat",
    "standard.times": "Hoe vaak",
    "standard.row": "{times} keer in {months} maanden achter elkaar",
    "standard.since": "voor het eerst gevraagd op {day}",
    "standard.agreed": "afgesproken 0, geleverd {times}",
    "standard.each": "{amount} per keer",
    "standard.offer": "Conceptofferte",
    "standard.caption": "Verzoeken die gewoon zijn geworden",
    # without paper
    "paper.before-term": (
        "{n} melding is gedaan voordat de overeenkomst begon|{n} meldingen zijn gedaan voordat de overeenkomst begon"
    ),
    "paper.after-term": (
        "{n} melding is gedaan nadat de overeenkomst was geëindigd|{n} meldingen zijn gedaan nadat de overeenkomst was "
        "geëindigd"
    ),
    "paper.before-signature": (
        "{n} melding is gedaan voordat het contract was getekend|{n} meldingen zijn gedaan voordat het contract was "
        "getekend"
    ),
    "paper.between": "{line} ({first} – {last})",
    "paper.worth": "{line}, {worth}",
    # grey
    "grey.heading": "Het grijze gebied",
    "grey.lead": "{n} melding in het grijze gebied|{n} meldingen in het grijze gebied",
    "grey.state.overdue": "{n} had al besproken moeten zijn|{n} hadden al besproken moeten zijn",
    "grey.state.open": "{n} nog te bespreken|{n} nog te bespreken",
    "grey.state.decided": "{n} besloten|{n} besloten",
    "grey.item": "Melding",
    "grey.asked": "Gevraagd",
    "grey.age": "Leeftijd",
    "grey.days": "{n} dag|{n} dagen",
    "grey.talk": "Te bespreken uiterlijk",
    "grey.outcome": "Uitkomst",
    "grey.told": "Verteld",
    "grey.meanwhile.deliver": "intussen geleverd",
    "grey.meanwhile.wait": "wacht intussen",
    "grey.outcome.in": "hoort erbij",
    "grey.outcome.priced": "heeft een prijs",
    "grey.outcome.favour": "coulance",
    "grey.outcome.refused": "gebeurt niet",
    "grey.outcome.open": "open",
    "grey.outcome.overdue": "te laat",
    "grey.with": "met {item}",
    "grey.on": "op {day}",
    "grey.untold": "niet verteld",
    "grey.caption": "Grijze meldingen, de oudste eerst",
    # favours
    "favour.heading": "Coulance",
    "favour.lead": "{n} keer coulance, {worth}|{n} keer coulance, {worth}",
    "favour.what": "Wat er is gedaan",
    "favour.on": "Op",
    "favour.time": "Tijd",
    "favour.told": "Verteld",
    "favour.untold": "niet verteld",
    "favour.late": "te laat, {day} was afgesproken",
    "favour.overdue": "{day} was afgesproken",
    "favour.beyond": "{amount} meer dan is afgesproken",
    "favour.beyond.quote": "{amount} meer dan is afgesproken: daarvoor komt een offerte",
    "favour.quota": "{period}: {used} van {most} gebruikt",
    "favour.quota.unknown": "{n} van onbekende duur|{n} van onbekende duur",
    "favour.doubt": "de melding hoort bij de afspraken: wat is beloofd is geen coulance",
    "favour.caption": "Wat voor niets is gedaan",
}
"""Dutch."""
