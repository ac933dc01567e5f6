"""Dutch: the words of a statement."""

from __future__ import annotations

from contractkit.statements.wording import delivered
from contractkit.statements.wording.language import Language

__all__ = ["DUTCH"]

_MESSAGES = {
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
    # targets
    "targets.heading": "Normen",
    "targets.promise": "Afspraak",
    "targets.agreed": "Norm",
    "targets.in_time": "Op tijd",
    "targets.late": "Te laat",
    "targets.running": "Loopt",
    "targets.unknown": "Onbekend",
    "targets.share": "Aandeel op tijd",
    "targets.verdict": "Oordeel",
    "targets.period": "Periode",
    "targets.felt": "Met andere woorden",
    "targets.caption": "Normen van niveau {level}",
    "targets.caption.none": "Normen",
    "targets.details": "Alle perioden in getallen",
    "targets.lived": "zoals beleefd {share}",
    "targets.interval": "{low} tot {high}",
    "targets.part.short": "open",
    "targets.part": "deel van een {per}: nog geen oordeel",
    "targets.each": "per {per}",
    "targets.unagreed": "geen aandeel",
    "targets.also": "en {condition}",
    "targets.table": "{n} termijn naar {fields}|{n} termijnen naar {fields}",
    "targets.moment": "uiterlijk het moment in {field}",
    # money
    "money.heading": "Geld",
    "money.kind": "Regel",
    "money.line": "Wat het is",
    "money.clause": "Artikel",
    "money.amount": "Bedrag ({currency})",
    "money.total": "Totaal",
    "money.caption": "Afrekening van {period}, regel voor regel",
    "money.final": "Definitief: een latere afrekening van deze periode komt op hetzelfde uit.",
    "money.provisional": "Voorlopig.",
    "money.agreed": "Door beide partijen akkoord bevonden: een andere uitkomst is een correctie.",
    "money.corrected": "Gecorrigeerd: deze komt in de plaats van een afrekening die akkoord of definitief was.",
    "money.none": "Voor deze rapportage is niets afgerekend.",
    "money.interval": "tussen {low} en {high}, afhankelijk van wat niet bekend is",
    "money.total.interval": "Het totaal ligt tussen {low} en {high}.",
    "money.state.undetermined": "nog niet te bepalen",
    "money.state.no-volume": "geen werk",
    "money.kind.charge": "vergoeding",
    "money.kind.bonus": "bonus",
    "money.kind.malus": "malus",
    "money.kind.cap": "plafond",
    "money.kind.none": "geen effect",
    "money.kind.points": "punten",
    "money.kind.minimum-issue": "minimum",
    "money.kind.carried": "meegenomen van eerder",
    "money.kind.earn-back": "terugverdiend",
    # lists
    "list.late": "Te laat",
    "list.late.none": "Niets was te laat.",
    "list.late.count": "{n} geval was te laat|{n} gevallen waren te laat",
    "list.unknown": "Onbeslist",
    "list.unknown.says": (
        "Er ontbreekt een feit, zodat niemand kan zeggen of deze op tijd waren. Ze zijn apart geteld, nooit als "
        "gehaald en nooit als niet gehaald."
    ),
    "list.unknown.count": "{n} geval is niet te beoordelen|{n} gevallen zijn niet te beoordelen",
    "list.running": "Loopt nog",
    "list.running.count": "{n} geval was open en nog niet verlopen|{n} gevallen waren open en nog niet verlopen",
    "list.shown": "De eerste {shown} van {total} staan hier; de JSON van deze rapportage heeft ze allemaal.",
    "list.show": "Toon de lijst",
    "list.item": "Melding",
    "list.promise": "Afspraak",
    "list.service": "Dienst",
    "list.started": "Begonnen",
    "list.due": "Uiterlijk",
    "list.stopped": "Gestopt",
    "list.late_by": "Te laat",
    "list.why": "Waarom",
    "list.reason": "Wat ontbreekt",
    "list.row": "Rij",
    "list.open": "nog open",
    "list.paused": "gepauzeerd: geen uiterste tijdstip zolang de klok stilstaat",
    "list.working": "op de kalender",
    "list.wall": "op de klok",
    "list.opened": "Geopend",
    "list.verdict": "Beoordeeld als",
    "why.also": "niet bereikt: {condition}",
    "why.used": "{used} geteld van {allowed}",
    "why.days": "{days} geteld van {allowed}",
    "why.limit": "{allowed}",
    "why.calendar": "kalender {calendar}",
    "why.paused": "{paused} gepauzeerd, niet geteld",
    "why.until": "op tijd tot {instant}",
    "list.traced": "Hoe de tijd liep staat bij de eerste {shown} gevallen.",
    "told.summary": "Hoe de tijd liep",
    "told.counted.here": "{counted} geteld",
    "told.counted": "{counted} geteld ({clause})",
    "told.closed": "gesloten: {why}",
    "told.paused": "gepauzeerd: {why} ({clause})",
    "told.stopped": "gestopt",
    "told.no-target": "geen norm van toepassing",
    "told.relieved": "ontheffing: {why} ({clause})",
    "told.forgotten": "vergeten: teruggezet of opnieuw begonnen",
    # outside the agreement
    "outside.heading": "Buiten de overeenkomst",
    "outside.none": (
        "Al het werk van deze periode viel onder afgesproken diensten, binnen het bereik en binnen de looptijd."
    ),
    "outside.says": "Dit werk is gedaan en telt in geen van de aandelen hierboven mee.",
    "outside.kind": "Waar het ligt",
    "outside.rule": "Regel",
    "outside.service": "Dienst",
    "outside.items": "Meldingen",
    "outside.count": "{n} melding van deze periode|{n} meldingen van deze periode",
    "outside.caption": "Werk buiten de overeenkomst, naar soort, regel en dienst",
    "scope.grey": "grijs gebied",
    "scope.out": "buiten bereik",
    "scope.no-service": "dienst die niemand afsprak",
    "scope.before-term": "voor de looptijd",
    "scope.after-term": "na de looptijd",
    "scope.not-yet-open": "nog niet geopend",
    "scope.no-target": "afgesproken dienst zonder norm",
    # satisfaction
    "satisfaction.heading": "Tevredenheid",
    "satisfaction.service": "Dienst",
    "satisfaction.mean": "Gemiddelde score",
    "satisfaction.answers": "Antwoorden",
    "satisfaction.range": "Laagste tot hoogste",
    "satisfaction.few": "weinig antwoorden: lees met voorzichtigheid",
    "satisfaction.unknown": "dienst onbekend",
    "satisfaction.caption": "Wat gebruikers zeiden, per dienst",
    # assumptions, problems, documents
    "assumptions.heading": "Wat de tekst openlaat",
    "assumptions.says": "Waar de getekende tekst zwijgt, is deze lezing gebruikt. Een andere kan cijfers veranderen.",
    "assumptions.none": "De getekende tekst liet niets open dat deze cijfers nodig hadden.",
    "assumptions.where": "Waar",
    "assumptions.what": "Lezing",
    "assumptions.taken": "Genomen",
    "assumptions.else": "Kan ook zijn",
    "assumptions.everywhere": "hele overeenkomst",
    "facts.heading": "De feiten",
    "facts.none": "Er is niets opzijgezet en geen rij spreekt zichzelf tegen.",
    "facts.counts": "Rijen van alle perioden, naar wat ervan werd",
    "facts.what": "Wat",
    "facts.rows": "Aantal",
    "facts.problems": "{n} probleem in de rijen|{n} problemen in de rijen",
    "facts.place": "Plaats",
    "facts.says": "Wat er mis is",
    "documents.heading": "De stukken",
    "documents.id": "Document",
    "documents.kind": "Soort",
    "documents.title": "Titel",
    "documents.signed": "Getekend",
    "documents.unsigned": "geen datum",
    "documents.clauses": "De artikelen zoals ze er staan",
    "documents.term": "van kracht {stretch}",
    "documents.term.open": "van kracht vanaf {start}",
    "kind.contract": "contract",
    "kind.sla": "SLA",
    "kind.sop": "DAP",
    "kind.catalogue": "PDC",
    # terminal
    "terminal.promise": "Afspraak",
    "terminal.agreed": "Norm",
    "terminal.in_time": "Op tijd",
    "terminal.late": "Te laat",
    "terminal.unknown": "Onbekend",
    "terminal.share": "Aandeel",
    "terminal.verdict": "Oordeel",
    "terminal.more": (
        "en nog {n}: de pagina en de JSON hebben ze allemaal|en nog {n}: de pagina en de JSON hebben ze allemaal"
    ),
    "terminal.satisfaction": (
        "Tevredenheid over {service}: {mean} uit {n} antwoord.|Tevredenheid over {service}: {mean} uit {n} antwoorden."
    ),
    # how things add up
    "list.unknown.items": "van {n} melding|van {n} meldingen",
    "why.after": "het laatste moment op tijd was {instant}",
    "items.total": "{n} melding|{n} meldingen",
    "items.here": "{n} binnen de scope in deze periode",
    "items.elsewhere": "{n} binnen de scope in andere perioden",
    "items.unplaced": "{n} binnen de scope met onbekende periode",
    "answers.total": "{n} antwoord|{n} antwoorden",
    "answers.here": "{n} gegeven in deze periode",
    "answers.elsewhere": "{n} in andere perioden",
    "answers.unplaced": "{n} zonder score, tijd of melding",
    "terminal.wall": "* op de klok; de andere op de kalender van de afspraak",
    "terminal.outside": "Buiten de overeenkomst, geopend in deze periode",
    "terminal.rows": "Rijen van alle perioden",
    # reading
    "reading.heading": "Hoe u deze pagina leest",
    "reading.case": (
        "Een geval is één melding onder één afspraak: een melding waarop zowel antwoord als oplossing hoort telt "
        "voor elk één keer."
    ),
    "reading.share": (
        "Aandeel op tijd is op tijd ÷ (op tijd + te laat). Gevallen waarvan een feit ontbreekt zitten in geen van "
        "beide; het interval naast een aandeel zegt waar het zou liggen als ze alle te laat, of alle op tijd "
        "waren."
    ),
    "reading.running": (
        "Wat open is en zijn uiterste tijdstip voorbij, is te laat. Wat nog niet verlopen is loopt, en zit in "
        "geen aandeel."
    ),
    "reading.counted": (
        "Tijd telt op de kalender van de afspraak. Wat de klok stilstond telt niet mee; zoals beleefd is "
        "hetzelfde zonder die pauzes."
    ),
    "reading.clause": "Elk cijfer noemt zijn artikel: document / nummer, en de rij van een tabel.",
    # what became of rows, and why a fact is missing
    "count.items": "melding|meldingen",
    "count.events": "gebeurtenis|gebeurtenissen",
    "count.feedback": "antwoord|antwoorden",
    "count.made-events": "gebeurtenis uit kolommen van de meldingen|gebeurtenissen uit kolommen van de meldingen",
    "count.relief": "ontheffing|ontheffingen",
    "count.relief-recorded-later": (
        "te laat vastgelegde ontheffing, opzijgezet|te laat vastgelegde ontheffingen, opzijgezet"
    ),
    "count.exact-duplicate-relief": (
        "gelijke rij met een ontheffing, eenmaal geteld|gelijke rijen met een ontheffing, eenmaal geteld"
    ),
    "count.relief-of-unknown-items": ("ontheffing van een onbekende melding|ontheffingen van onbekende meldingen"),
    "count.relief-without-begin": "ontheffing zonder begin|ontheffingen zonder begin",
    "count.relief-without-cause": "ontheffing zonder oorzaak|ontheffingen zonder oorzaak",
    "count.relief-ends-before-begins": (
        "ontheffing die eindigt voor ze begint|ontheffingen die eindigen voor ze beginnen"
    ),
    "count.exact-duplicate-items": (
        "melding die er dubbel staat, één keer geteld|meldingen die er dubbel staan, één keer geteld"
    ),
    "count.exact-duplicate-events": (
        "gebeurtenis die er dubbel staat, één keer geteld|gebeurtenissen die er dubbel staan, één keer geteld"
    ),
    "count.exact-duplicate-feedback": (
        "antwoord dat er dubbel staat, één keer geteld|antwoorden die er dubbel staan, één keer geteld"
    ),
    "count.duplicate-ids": (
        "melding onder één nummer met andere inhoud, onbeslist|meldingen onder één nummer met andere inhoud, onbeslist"
    ),
    "count.events-of-unknown-items": (
        "gebeurtenis van een melding die er niet is, weggelaten|"
        "gebeurtenissen van meldingen die er niet zijn, weggelaten"
    ),
    "count.feedback-of-unknown-items": (
        "antwoord over een melding die er niet is, weggelaten|antwoorden over meldingen die er niet zijn, weggelaten"
    ),
    "count.events-without-time": "gebeurtenis zonder tijd|gebeurtenissen zonder tijd",
    "count.bad-values": "waarde die niet te lezen is|waarden die niet te lezen zijn",
    "count.blank-ids": "rij zonder nummer|rijen zonder nummer",
    "count.blank-rows": "lege rij|lege rijen",
    "count.blank-scores": "antwoord zonder score|antwoorden zonder score",
    "count.ragged-rows": "rij met te weinig of te veel kolommen|rijen met te weinig of te veel kolommen",
    "count.repeated-local-times": (
        "tijd in een herhaald uur, gelezen als het eerste|tijden in een herhaald uur, gelezen als het eerste"
    ),
    "count.skipped-local-times": "tijd in een overgeslagen uur, onbeslist|tijden in een overgeslagen uur, onbeslist",
    "count.changes-of-other-fields": (
        "wijziging van een veld dat de mapping niet noemt|wijzigingen van velden die de mapping niet noemt"
    ),
    "count.changes-of-mistyped-fields": (
        "wijziging van een veld dat de mapping anders schrijft, niet meegeteld|"
        "wijzigingen van velden die de mapping anders schrijft, niet meegeteld"
    ),
    "count.events-without-field": ("wijziging zonder veld, niet meegeteld|wijzigingen zonder veld, niet meegeteld"),
    "count.unknown-cause": (
        "ontheffing met een oorzaak die niemand kent|ontheffingen met een oorzaak die niemand kent"
    ),
    "count.openings-contradicted": (
        "opening die de gebeurtenissen tegenspreken|openingen die de gebeurtenissen tegenspreken"
    ),
    "count.items-opened-after-as-of": "melding geopend na wat bekend is|meldingen geopend na wat bekend is",
    "count.events-after-as-of": "gebeurtenis na wat bekend is, opzijgezet|gebeurtenissen na wat bekend is, opzijgezet",
    "count.instants-after-as-of": "tijdstip na wat bekend is, opzijgezet|tijdstippen na wat bekend is, opzijgezet",
    "count.events-before-opening": (
        "gebeurtenis voor de opening van haar melding|gebeurtenissen voor de opening van hun melding"
    ),
    "count.event-before-opening": (
        "rij met een gebeurtenis voor de opening, opzijgezet|rijen met een gebeurtenis voor de opening, opzijgezet"
    ),
    "count.unknown-value": (
        "rij met een waarde die niemand afsprak, onbeslist|rijen met een waarde die niemand afsprak, onbeslist"
    ),
    "count.stop-before-start": (
        "melding die stopt voor ze begint, onbeslist|meldingen die stoppen voor ze beginnen, onbeslist"
    ),
    "reason.state-unknown": "de toestand is op enig moment niet bekend",
    "reason.target-unknown": "welke afspraak geldt is niet bekend",
    "reason.stop-before-start": "stopt voor het begint",
    "reason.different-units": "de afspraak ging over in een met andere eenheden",
    "reason.no-opening": "de kalender gaat niet meer open",
    "reason.moment-missing": "het afgesproken moment ontbreekt",
    "reason.start-unknown": "wanneer het begon is niet bekend",
    "reason.result-unknown": "of het resultaat bereikt is, is niet bekend",
    "reason.no-target": "geen afspraak van toepassing",
    "reason.not-started": "het is niet begonnen",
    "reason.reset": "de klok is teruggezet",
    "reason.cancelled": "het is geannuleerd",
    "reason.nothing-due": "er was niets meer verschuldigd",
    "reason.duplicate-id": "twee rijen hebben dit nummer en verschillen",
    "reason.bad-value": "een waarde is niet te lezen",
    "reason.skipped-local-time": "een tijd ligt in een uur dat de klok oversloeg",
    "reason.event-before-opening": "een gebeurtenis ligt voor de opening",
    "reason.unknown-value": "een veld heeft een waarde die niemand afsprak",
    "reason.event-without-time": "een gebeurtenis heeft geen tijd",
    "reason.opening-contradicted": "de gebeurtenissen spreken de opening tegen",
    "reason.relief-unknown": "of een ontheffing telt is niet bekend",
    "reason.relief-without-begin": "een ontheffing heeft geen begin",
    "reason.relief-without-cause": "een ontheffing heeft geen oorzaak",
    "reason.relief-end-before-begin": "een ontheffing eindigt voor ze begint",
    "reason.ragged-row": "de rij heeft te weinig of te veel kolommen",
    # verdicts
    "verdict.met": "gehaald",
    "verdict.breached": "niet gehaald",
    "verdict.undetermined": "onbeslist",
    "verdict.running": "loopt",
    "verdict.excused": "ontheven",
    "verdict.not-applicable": "geen norm",
    "verdict.no-volume": "geen werk",
    "verdict.too-few": "te weinig voor een oordeel",
    "verdict.open": "open",
    "verdict.no-share": "geen aandeel afgesproken",
    "per.month": "maand",
    "per.quarter": "kwartaal",
    "per.half-year": "halfjaar",
    "per.year": "jaar",
    # units
    "either.or": "of",
    "unit.hours": "u",
    "unit.minutes": "min",
    "unit.seconds": "s",
    "unit.days": "{n} dag|{n} dagen",
    "limit.hours": "{n} uur|{n} uur",
    "limit.minutes": "{n} minuut|{n} minuten",
    "limit.seconds": "{n} seconde|{n} seconden",
    "limit.business-days": "{n} werkdag|{n} werkdagen",
    "limit.calendar-days": "{n} kalenderdag|{n} kalenderdagen",
    "limit.months": "{n} maand|{n} maanden",
    "limit.by": "{limit}, om {time}",
    "calendar.always": "dag en nacht",
}

DUTCH = Language(
    code="nl",
    messages=_MESSAGES | delivered.DUTCH,
    decimal=",",
    months=(
        "januari", "februari", "maart", "april", "mei", "juni",
        "juli", "augustus", "september", "oktober", "november", "december",
    ),
    months_short=("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    small_numbers=(
        "geen", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf",
    ),
)  # fmt: skip
"""Statements in Dutch."""
