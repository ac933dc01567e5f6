"""Figures that were promised, and what follows from figures besides money. In English and Dutch."""

from __future__ import annotations

__all__ = ["DUTCH", "ENGLISH"]

ENGLISH = {
    # figures that were promised
    "figures.heading": "Measured figures",
    "figures.caption": "Figures that were promised, period by period",
    "figures.figure": "Figure",
    "figures.from": "Taken from",
    "figures.from.items": "items",
    "figures.from.told": "told",
    "figures.from.measured": "measured",
    "figures.from.feedback": "answers",
    "figures.from.ledger": "an earlier settlement",
    # head lines
    "headline.figures": "Measured figures: {targets}",
    "headline.others": "Other clauses: {paid}",
    "headline.effect.so_far": "{paid} of what is known, the rest not decided",
    "overview.figures": "measured figures",
    "overview.others": "other clauses",
    # what follows
    "follows.heading": "What follows besides money",
    "follows.says": "Rights and remedies that the figures of this period decide about",
    "follows.what": "What",
    "follows.who": "Whose",
    "follows.state": "Whether",
    "follows.why": "Why",
    "follows.nobody": "nobody is named",
    "follows.state.arises": "it arises",
    "follows.state.undetermined": "not known yet",
    "follows.state.does-not-arise": "it does not arise",
    "follows.who.customer": "the customer",
    "follows.who.provider": "the provider",
    "follows.who.both": "both parties",
    "follows.kind.termination-right": "right to end the agreement",
    "follows.kind.rectification-plan": "rectification plan",
    "follows.kind.step-in": "right to step in",
    "follows.kind.report": "report",
    "follows.kind.review-meeting": "review meeting",
    "follows.kind.audit": "audit",
    "follows.kind.re-performance": "the work done again",
    "follows.kind.withholding": "withholding of payment",
    "follows.kind.damages": "damages beyond the credits",
    "follows.kind.lapsed-invoice": "lapse of an invoice",
    "follows.kind.deposit": "what is left of the deposit",
    # parts of a settlement
    "money.part": "{period} in all",
    "money.line.settle": "line",
    "money.total.settle": "The customer pays",
    "money.readings": "Where the text is silent, this was taken",
    # clauses
    "documents.told": "in words worked out from the clause",
}
"""English."""

DUTCH = {
    # figures that were promised
    "figures.heading": "Gemeten cijfers",
    "figures.caption": "Cijfers die zijn beloofd, periode voor periode",
    "figures.figure": "Cijfer",
    "figures.from": "Ontleend aan",
    "figures.from.items": "meldingen",
    "figures.from.told": "verteld",
    "figures.from.measured": "gemeten",
    "figures.from.feedback": "antwoorden",
    "figures.from.ledger": "een eerdere afrekening",
    # head lines
    "headline.figures": "Gemeten cijfers: {targets}",
    "headline.others": "Andere artikelen: {paid}",
    "headline.effect.so_far": "{paid} van wat bekend is, de rest nog onbeslist",
    "overview.figures": "gemeten cijfers",
    "overview.others": "andere artikelen",
    # what follows
    "follows.heading": "Wat er volgt naast geld",
    "follows.says": "Rechten en maatregelen waarover de cijfers van deze periode beslissen",
    "follows.what": "Wat",
    "follows.who": "Van wie",
    "follows.state": "Of",
    "follows.why": "Waarom",
    "follows.nobody": "niemand is genoemd",
    "follows.state.arises": "ontstaat",
    "follows.state.undetermined": "nog niet bekend",
    "follows.state.does-not-arise": "ontstaat niet",
    "follows.who.customer": "de klant",
    "follows.who.provider": "de dienstverlener",
    "follows.who.both": "beide partijen",
    "follows.kind.termination-right": "recht om de overeenkomst te beëindigen",
    "follows.kind.rectification-plan": "verbeterplan",
    "follows.kind.step-in": "overname van de dienst",
    "follows.kind.report": "rapport",
    "follows.kind.review-meeting": "evaluatiegesprek",
    "follows.kind.audit": "audit",
    "follows.kind.re-performance": "nieuwe uitvoering van het werk",
    "follows.kind.withholding": "opschorting van de betaling",
    "follows.kind.damages": "schadevergoeding boven de kortingen",
    "follows.kind.lapsed-invoice": "verval van een factuur",
    "follows.kind.deposit": "wat over is van de waarborgsom",
    # parts of a settlement
    "money.part": "{period} samen",
    "money.line.settle": "regel",
    "money.total.settle": "De klant betaalt",
    "money.readings": "Waar de tekst zwijgt, is dit genomen",
    # clauses
    "documents.told": "in woorden die uit het artikel zijn afgeleid",
}
"""Dutch."""
