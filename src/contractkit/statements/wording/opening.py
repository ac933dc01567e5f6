"""How a statement opens: its page, headlines, findings, key figures, overview and charts. In English and Dutch."""

from __future__ import annotations

__all__ = ["DUTCH", "ENGLISH"]

ENGLISH = {
    # the page
    "page.eyebrow": "Statement",
    "page.title": "Statement {period}",
    "page.as_of": "with what was known on {instant}",
    "page.zone": "times in {zone}",
    "page.overview": "Overview",
    "page.made": (
        "Made with contractkit {version}. This page holds everything it shows; it asks nothing of the network."
    ),
    # headlines
    "headline.level": "{level}: {share} in time{span}, {targets}",
    "headline.level.empty": "{level}: no work in this period",
    "headline.all": "All work",
    "headline.one.met": "target {reach} met",
    "headline.one.breached": "target {reach} breached",
    "headline.one.undetermined": "target {reach} undetermined",
    "headline.many.met": "all {n} targets met",
    "headline.many.breached": "{k} of {n} targets breached",
    "headline.many.undetermined": "{k} of {n} targets undetermined",
    "headline.too-few": "too few to judge",
    "headline.open": "no verdict yet",
    "headline.none": "no target agreed on the share",
    "headline.bonus": "bonus {money}",
    "headline.malus": "malus {money}",
    "headline.won_back": "won back {money}",
    "headline.both": "bonus {bonus}, malus {malus}",
    "headline.neither": "no bonus, no malus",
    "headline.effect.undetermined": "bonus or malus not decided",
    # findings
    "finding.breached": "{name}: {share} in {piece}, {reach} agreed",
    "finding.undetermined": "{name}: between {low} and {high} in {piece}, {reach} agreed",
    "felt.may.none": "none of {total} may be late",
    "felt.may": "{may} of {total} may be late|{may} of {total} may be late",
    "felt.was.none": "none was",
    "felt.was": "{late} was|{late} were",
    "felt.unknown": "{count} is not known|{count} are not known",
    # key figures
    "key.in_time": "In time",
    "key.of": "{met} of {total}",
    "key.late": "Late",
    "key.money": "To be charged",
    "key.charges": "charges {charges}",
    "key.unknown": "Not known",
    "key.running": "Still running",
    "key.lived": "as the customer lived it: {share}",
    "key.interval": "between {low} and {high}",
    # overview
    "overview.customer": "Customer",
    "overview.level": "Level",
    "overview.in_time": "In time",
    "overview.targets": "Targets",
    "overview.effects": "Bonus, malus",
    "overview.undecided": "not decided",
    "overview.total": "To be charged",
    "overview.met": "{k} of {n} met",
    "overview.caption": "All agreements of this statement: share in time, targets and money",
    "overview.none": "no level",
    "overview.provisional": "provisional",
    # chart
    "chart.heading": "Month by month",
    "chart.says": "Share in time per month against the share agreed",
    "chart.per": "{reach} per {per}",
    "chart.unagreed": "no share agreed",
    "chart.none": "no work",
    "chart.month": "{month}: {share}, {met} of {total} in time, {verdict}",
    "chart.month.interval": (
        "{month}: {share}, {met} of {total} in time, between {low} and {high} with what is not known, {verdict}"
    ),
    "chart.month.none": "{month}: no work",
    "chart.axis": "The scale runs from {low} to 100 %.",
    "chart.idle": "No work in this period under: {names}.",
    "chart.legend.met": "met",
    "chart.legend.breached": "breached",
    "chart.legend.open": "a month of a longer stretch, or no share agreed",
    "chart.legend.undetermined": "undetermined; the bar shows where it can lie",
    "chart.legend.line": "share agreed",
    "chart.legend.none": "no work in that month",
}
"""English."""

DUTCH = {
    # the page
    "page.eyebrow": "Rapportage",
    "page.title": "Rapportage {period}",
    "page.as_of": "met wat op {instant} bekend was",
    "page.zone": "tijden in {zone}",
    "page.overview": "Overzicht",
    "page.made": (
        "Gemaakt met contractkit {version}. Alles wat deze pagina toont staat erin; ze haalt niets van het netwerk."
    ),
    # headlines
    "headline.level": "{level}: {share} op tijd{span}, {targets}",
    "headline.level.empty": "{level}: geen werk in deze periode",
    "headline.all": "Al het werk",
    "headline.one.met": "norm {reach} gehaald",
    "headline.one.breached": "norm {reach} niet gehaald",
    "headline.one.undetermined": "norm {reach} onbeslist",
    "headline.many.met": "alle {n} normen gehaald",
    "headline.many.breached": "{k} van {n} normen niet gehaald",
    "headline.many.undetermined": "{k} van {n} normen onbeslist",
    "headline.too-few": "te weinig voor een oordeel",
    "headline.open": "nog geen oordeel",
    "headline.none": "geen norm voor het aandeel afgesproken",
    "headline.bonus": "bonus {money}",
    "headline.malus": "malus {money}",
    "headline.won_back": "terugverdiend {money}",
    "headline.both": "bonus {bonus}, malus {malus}",
    "headline.neither": "geen bonus, geen malus",
    "headline.effect.undetermined": "bonus of malus nog onbeslist",
    # findings
    "finding.breached": "{name}: {share} in {piece}, {reach} afgesproken",
    "finding.undetermined": "{name}: tussen {low} en {high} in {piece}, {reach} afgesproken",
    "felt.may.none": "van de {total} mag er geen te laat zijn",
    "felt.may": "van de {total} mag er {may} te laat zijn|van de {total} mogen er {may} te laat zijn",
    "felt.was.none": "geen was het",
    "felt.was": "{late} was het|{late} waren het",
    "felt.unknown": "van {count} is het niet bekend|van {count} is het niet bekend",
    # key figures
    "key.in_time": "Op tijd",
    "key.of": "{met} van {total}",
    "key.late": "Te laat",
    "key.money": "Te factureren",
    "key.charges": "vergoedingen {charges}",
    "key.unknown": "Onbekend",
    "key.running": "Loopt nog",
    "key.lived": "zoals de klant het beleefde: {share}",
    "key.interval": "tussen {low} en {high}",
    # overview
    "overview.customer": "Klant",
    "overview.level": "Niveau",
    "overview.in_time": "Op tijd",
    "overview.targets": "Normen",
    "overview.effects": "Bonus, malus",
    "overview.undecided": "onbeslist",
    "overview.total": "Te factureren",
    "overview.met": "{k} van {n} gehaald",
    "overview.caption": "Alle overeenkomsten van deze rapportage: aandeel op tijd, normen en geld",
    "overview.none": "geen niveau",
    "overview.provisional": "voorlopig",
    # chart
    "chart.heading": "Maand voor maand",
    "chart.says": "Aandeel op tijd per maand naast het afgesproken aandeel",
    "chart.per": "{reach} per {per}",
    "chart.unagreed": "geen aandeel afgesproken",
    "chart.none": "geen werk",
    "chart.month": "{month}: {share}, {met} van {total} op tijd, {verdict}",
    "chart.month.interval": (
        "{month}: {share}, {met} van {total} op tijd, tussen {low} en {high} met wat niet bekend is, {verdict}"
    ),
    "chart.month.none": "{month}: geen werk",
    "chart.axis": "De schaal loopt van {low} tot 100 %.",
    "chart.idle": "Geen werk in deze periode voor: {names}.",
    "chart.legend.met": "gehaald",
    "chart.legend.breached": "niet gehaald",
    "chart.legend.open": "een maand van een langere periode, of geen aandeel afgesproken",
    "chart.legend.undetermined": "onbeslist; de streep toont waar het kan liggen",
    "chart.legend.line": "afgesproken aandeel",
    "chart.legend.none": "geen werk in die maand",
}
"""Dutch."""
