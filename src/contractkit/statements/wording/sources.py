"""What a statement rests on: readings, facts and documents, how things add up, how to read it. In English and Dutch."""

from __future__ import annotations

__all__ = ["DUTCH", "ENGLISH"]

ENGLISH = {
    # assumptions, problems, documents
    "assumptions.heading": "What the text leaves open",
    "assumptions.says": "Where the signed text is silent, this reading was used. Another one may change figures.",
    "assumptions.none": "The signed text left nothing open that these figures needed.",
    "assumptions.where": "Where",
    "assumptions.what": "Reading",
    "assumptions.taken": "Taken",
    "assumptions.else": "Could also be",
    "assumptions.everywhere": "whole agreement",
    "facts.heading": "The facts",
    "facts.none": "Nothing was set aside and no row contradicts itself.",
    "facts.counts": "Rows of all periods, by what became of them",
    "facts.what": "What",
    "facts.rows": "Number",
    "facts.problems": "{n} problem in the rows|{n} problems in the rows",
    "facts.place": "Place",
    "facts.says": "What is wrong",
    "documents.heading": "The papers",
    "documents.id": "Document",
    "documents.kind": "Kind",
    "documents.title": "Title",
    "documents.signed": "Signed",
    "documents.unsigned": "no date",
    "documents.clauses": "The clauses as they stand",
    "documents.term": "in force {stretch}",
    "documents.term.open": "in force from {start}",
    "kind.contract": "contract",
    "kind.sla": "SLA",
    "kind.sop": "SOP",
    "kind.catalogue": "service catalogue",
    # terminal
    "terminal.promise": "Promise",
    "terminal.agreed": "Agreed",
    "terminal.in_time": "In time",
    "terminal.late": "Late",
    "terminal.unknown": "Unknown",
    "terminal.share": "Share",
    "terminal.verdict": "Verdict",
    "terminal.more": (
        "and {n} more: the page and the JSON list them all|and {n} more: the page and the JSON list them all"
    ),
    "terminal.satisfaction": (
        "Satisfaction with {service}: {mean} over {n} answer.|Satisfaction with {service}: {mean} over {n} answers."
    ),
    # how things add up
    "list.unknown.items": "of {n} item|of {n} items",
    "why.after": "the last moment in time was {instant}",
    "items.total": "{n} item|{n} items",
    "items.here": "{n} in scope in this period",
    "items.elsewhere": "{n} in scope in other periods",
    "items.unplaced": "{n} in scope whose period is not known",
    "answers.total": "{n} answer|{n} answers",
    "answers.here": "{n} given in this period",
    "answers.elsewhere": "{n} in other periods",
    "answers.unplaced": "{n} without score, time or item",
    "terminal.wall": "* by the clock; the others on the calendar of the promise",
    "terminal.outside": "Outside the agreement, opened in this period",
    "terminal.rows": "Rows of all periods",
    # reading
    "reading.heading": "How to read this page",
    "reading.case": (
        "A case is one item under one promise: an item that owes both an answer and a solution counts once for each."
    ),
    "reading.share": (
        "Share in time is in time ÷ (in time + late). Cases of which a fact is missing are in neither; the "
        "interval beside a share says where it would lie if they were all late, or all in time."
    ),
    "reading.running": (
        "An item that is open and past its due time is late. One that is not yet due is running, and in no share."
    ),
    "reading.counted": (
        "Time counts on the calendar of the promise. What the clock stood still is left out of it; as lived is "
        "the same without those pauses."
    ),
    "reading.clause": "Every figure names its clause: document / number, and the row of a table.",
}
"""English."""

DUTCH = {
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
}
"""Dutch."""
