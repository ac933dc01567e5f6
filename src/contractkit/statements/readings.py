"""What a text leaves open, told in a sentence: what it is about, what was taken, and what else it could be."""

from __future__ import annotations

from contractkit.records.clauses import Assumption
from contractkit.statements.clauses.lists import joined
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.reading_values import plain_english, value_told
from contractkit.statements.retelling import retold
from contractkit.statements.wording import Language

__all__ = ["WORDS", "assumed", "subject", "told_as"]

WORDS = {
    "en": {
        "taken": "{about}. Taken: {taken}.",
        "others": "{about}. Taken: {taken}; it could also be {others}.",
    },
    "nl": {
        "taken": "{about}. Genomen: {taken}.",
        "others": "{about}. Genomen: {taken}; ook mogelijk: {others}.",
        "after": "na welk moment het moet",
        "anniversary": "op welke dag van een kortere maand de looptijd voorbij is",
        "adds_up": "wanneer het plafond wordt toegepast",
        "aggregate": "hoe cijfers van meerdere delen één cijfer worden",
        "amended_mid_period": "een wijziging midden in een periode",
        "assigned_by": "bij welke periode een melding hoort",
        "at_cut_off": "een bestelling precies op de uiterste tijd",
        "basis": "wiens kortingen terugkomen",
        "between_rows": "punten tussen twee rijen",
        "calendar": "op welke kalender wordt geteld",
        "cap": "het plafond op de jaarlijkse verandering",
        "cap_bounds": "wat het plafond van een boete voor te late levering begrenst",
        "caps": "welke bedragen het plafond raakt",
        "carried": "een verschil binnen de bandbreedte",
        "ceiling": "de hoogste prijs",
        "claim": "of de klant zelf moet claimen",
        "closed_day": "een laatste opzegdatum op een gesloten dag",
        "compounding": "rente op rente",
        "counted_towards": "wat meetelt voor een minimumafname in geld die niets noemt",
        "contract-year": "wanneer een contractjaar begint in een jaar zonder 29 februari",
        "counted-in": "in welke periode een tekortkoming telt",
        "counting": "of de dag van de start meetelt",
        "credits_counted": "welke kortingen de aansprakelijkheid opgebruiken voor een claim",
        "currency": "de munt van de bedragen",
        "customer-of-items": "van wie de meldingen zijn",
        "cut_off": "de tijd waarna een start als die van de volgende werkdag telt",
        "day_count": "het aantal dagen van een rentejaar",
        "decrease": "een dalend indexcijfer",
        "drawn": "welk vooraf betaald tegoed het eerst wordt gebruikt",
        "empty_interval": "een interval zonder verzoeken",
        "end": "hoe de einddatum is geschreven",
        "ends": "wanneer de laatste werkdag eindigt",
        "evidence": "bewijs voor ontheffing",
        "figure": "voorlopige indexcijfers",
        "floor": "de ondergrens van de jaarlijkse verandering",
        "good-periods": "of goede perioden die een malus terugbrachten, dat met de volgende periode weer doen",
        "grows": "een derde tekortkoming op rij",
        "holidays": "feestdagen",
        "hours": "of uren van een aankondiging dag en nacht tellen",
        "index_cap_on": "of een mengsel als geheel of per deel wordt begrensd",
        "index_cap_over": "wat plafond en ondergrens van een indexering begrenzen",
        "first": "wanneer de prijzen voor het eerst veranderen",
        "index_excess": "een jaarlijkse verandering boven het plafond",
        "index_threshold": "wat van een verandering boven de drempel wordt doorgegeven",
        "landing": "een uiterste tijdstip waarop de kalender gesloten is",
        "method": "basisindex of kettingindex",
        "lapses_after": "wanneer ongebruikt vooraf betaald tegoed vervalt",
        "late_counts": "in welke periode een te late levering telt",
        "late_part_steps": "een deel van een stap bij te late levering",
        "mid_period": "een prijswijziging midden in een factuurperiode",
        "mode": "de manier van afronden",
        "month_end": "opzegging aan het einde van een maand",
        "nature": "wat het effect juridisch is",
        "no_data": "een periode zonder meting",
        "no_volume": "een periode zonder werk",
        "notice_counts_from": "de datum waarvandaan de opzegtermijn terugtelt",
        "no-claims": "claims waarvan niemand meldt",
        "no-items": "een tabel zonder meldingen",
        "no-relief-recorded": "vastgelegde ontheffing",
        "notice_is": "wanneer een opzegging geldt als gegeven",
        "observe": "welk indexcijfer wordt gelezen",
        "of": "waarop het betrekking heeft: welk bedrag, of welke norm",
        "of_period": "van welke periode het bedrag is",
        "on_change": "wat er gebeurt als tijdens het lopen een andere norm gaat gelden",
        "on_excess": "wat een plafond afsnijdt",
        "on_reopen": "heropenen",
        "one_incident": "één incident met meerdere effecten",
        "open_overdue": "meldingen die te laat zijn en nog openstaan",
        "outside": "een cijfer buiten de uiterste punten",
        "outside_band": "wat eenheden buiten de bandbreedte kosten",
        "outside_hours": "een start buiten de openingstijden",
        "part_days": "een deel van een dag",
        "part_steps": "een deel van een stap",
        "part_units": "een deel van een eenheid buiten de bandbreedte",
        "part_year": "een deel van een jaar",
        "partial": "sommige delen gehaald",
        "per": "de periode waarover het aandeel op tijd wordt genomen",
        "precision": "de nauwkeurigheid van een gemeten waarde",
        "priced": "wat buiten de bandbreedte wordt geprijsd",
        "rate_of": "de datum van de wisselkoers",
        "reaches_back": "hoe ver de oplopende trap terugreikt",
        "relief_taken_from": "of ontheffing ook de basis verkleint",
        "renewal": "of de looptijd is verlengd",
        "round_rate": "afronding van het percentage",
        "running_clocks": "klokken die lopen op de dag van de wijziging",
        "scope": "waarover wordt afgerond",
        "service_credits": "of kortingen de aansprakelijkheid opgebruiken",
        "settled": "wanneer een tekort wordt gefactureerd",
        "settlement": "hoe wordt afgerekend",
        "short_units": "wat eenheden kosten die tekort zijn bij een minimumafname, waar hun prijs in staffels is",
        "silence": "wat geen antwoord betekent",
        "factor_multiplies": "wat de factor van een verlegde indexbasis vermenigvuldigt",
        "skipped_year": "het referentiecijfer in een jaar zonder verandering",
        "starts": "wanneer de klok begint te lopen",
        "stops": "wat de klok stopt",
        "takes_out": "hoe ver ontheffing reikt",
        "term": "van wanneer tot wanneer de overeenkomst geldt",
        "tested": "waarop een minimum wordt getoetst",
        "ties": "gelijke resten",
        "until": "of de genoemde datum nog meetelt",
        "uplift_compounding": "waarover een vaste verhoging wordt berekend",
        "volume": "het aantal dat wordt gefactureerd",
        "volume_counted": "op welke dag aantallen worden geteld",
        "volume-spread": "hoe een aantal over de perioden van de prijs wordt verdeeld",
        "when_rebased": "een indexreeks met een nieuwe basis",
        "whole_periods": "hele maanden en jaren binnen een stuk",
        "charged": "hoe de prijs in rekening wordt gebracht",
        "charges": "wat bij de vergoedingen telt",
        "charges_of": "of de vergoedingen die van het tijdvak zelf zijn",
        "costs": "wat het kost voor wie erom vraagt",
        "counted_from": "vanaf wanneer de tijd voor een claim loopt",
        "event": "wanneer het moment was waarvan geen artikel zegt wanneer",
        "inside": "wat uitval binnen de vensters is",
        "late": "wat er met een te late claim gebeurt",
        "later-change": "een wijziging die voor een latere datum al was afgesproken",
        "lead_time": "welke levertijd geldt",
        "level-price": "of de prijs van het niveau boven op die van de dienst komt",
        "paid": "hoe een geclaimde korting wordt gegeven",
        "valid_for": "hoelang een offerte geldt",
        "who": "wie het recht heeft",
        "within": "waarvoor de tijd geldt",
        "band": "binnen welke bandbreedte er niets verandert",
        "notice": "hoelang van tevoren het moet worden gezegd",
        "pays": "wat de partij betaalt die beëindigt",
        "outside.counts-as-downtime": "wat uitval buiten de vensters is",
        "outside.excused": "wat uitval buiten de vensters is",
        "until.delivered": "tot wanneer erom kan worden gevraagd",
        "stops.first": "welke van meerdere stops op rij telt",
        "scope.contract": "of elke regel wordt getoetst, of het totaal",
        "charges.with its order": "waar het in rekening wordt gebracht",
        "zone": "de tijdzone van datums, perioden en kalenders",
        "or": " of ",
    },
}


def assumed(reading: Assumption, speaks: Language) -> str:
    """Return what was taken where the text is silent; what the words of a convention mean stands in its reference."""
    tell = Teller(speaks, {**WORDS, "en": {**WORDS["en"], "or": " or "}})
    about = subject(reading, speaks)
    about = f"{about[:1].upper()}{about[1:]}"
    taken, *others = (told_as(reading, value, speaks) for value in (reading.taken, *reading.alternatives))
    if not others:
        return tell("taken", about=about, taken=taken)
    return tell("others", about=about, taken=taken, others=joined(others, tell("or")))


def subject(reading: Assumption, speaks: Language) -> str:
    """Return what a reading is about, as it stands in a list: in English its sentence, else the words of its kind."""
    return subject_of(reading.convention, reading.taken, reading.says, speaks)


def subject_of(convention: str, taken: str, says: str | None, speaks: Language) -> str:
    """Return what a reading of a convention is about, as `subject` does.

    Args:
        convention: The word of the convention.
        taken: What was taken.
        says: Its sentence; None where there is none.
        speaks: The language.
    """
    word, _, rest = convention.partition(" ")
    spoken = WORDS.get(speaks.code, {}) if speaks.code != "en" else {}
    own = spoken.get(f"{word}.{taken}") or spoken.get(word)
    if own is not None:
        return f"{own} ({rest})" if rest else own
    return retold(says or convention.replace("_", " "), speaks)


def told_as(reading: Assumption, value: str, speaks: Language) -> str:
    """Return what was taken, or could be, in the words of the language; in English the document's own word too."""
    convention = reading.convention.partition(" ")[0]
    return plain_english(convention, value) if speaks.code == "en" else value_told(convention, value, speaks)
