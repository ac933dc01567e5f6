"""What readings are taken as, and what else they could be, in the words of a language.

English says the words that stand in a document (``report-only``), so that they can be written there. Where a value
means different things in different readings, its key begins with the reading: ``cap.none``.
"""

from __future__ import annotations

import re
from datetime import date

from contractkit.quantities import notation as n
from contractkit.statements.clauses import spans
from contractkit.statements.wording import Language

__all__ = ["VALUES", "quantity_told", "value_told"]

VALUES = {
    "nl": {
        # where the value is a word of a convention
        "accepted": "aanvaard",
        "actual/360": "werkelijke dagen, gedeeld door 360",
        "actual/365": "werkelijke dagen, gedeeld door 365",
        "affected-line": "de prijs van wat getroffen was",
        "after-rounding": "na afronding",
        "after-start": "de dag na de start is dag één",
        "allowed": "toegestaan",
        "at-end": "aan het einde, op het totaal",
        "at-year-end": "aan het einde van het jaar",
        "automatic": "nee, automatisch",
        "average": "het gemiddelde over de periode",
        "average-of-12-months": "het gemiddelde van 12 maanden",
        "base": "basisindex",
        "before-rounding": "voor afronding",
        "before-the-event": "die van perioden die voor de gebeurtenis eindigden",
        "billed-whole": "geheel gefactureerd",
        "breached": "niet gehaald",
        "by-days": "naar dagen",
        "by-part": "per deel",
        "carried": "doorgeschoven naar het volgende jaar",
        "carry-forward": "doorgeschoven naar de volgende periode",
        "ceiling": "naar boven",
        "chain": "kettingindex",
        "charges": "de vergoedingen van de periode",
        "clamp": "het blijft wat het op het buitenste punt is",
        "clip-back": "teruggezet op de laatste dag van de maand",
        "close-of-business": "bij sluitingstijd",
        "compounding.none": "geen rente op rente",
        "compounds": "het loopt verder op",
        "counts-as-good": "telt als goed",
        "customers-choice": "naar keuze van de klant",
        "damages": "schadevergoeding",
        "down": "naar nul toe",
        "downtime": "alleen van de uitval",
        "downtime-and-base": "van de uitval en van de gemeten tijd",
        "drop": "vervalt",
        "due": "die van het uiterste tijdstip",
        "each-change": "elke verandering",
        "elapsed": "ze tellen dag en nacht",
        "each-part": "elk deel",
        "each-period": "elke periode",
        "end": "de dag na de looptijd",
        "end-of-day": "om 24:00 uur",
        "exact": "niet afgerond",
        "excess": "alleen het meerdere",
        "excess-only": "alleen wat erboven ligt",
        "exclusive": "de dag zelf telt niet mee",
        "extend": "de buitenste lijn loopt door",
        "final-with-true-up": "definitief, met verrekening achteraf",
        "first": "de eerste",
        "first-line": "de eerste regel",
        "first-to-lapse": "wat het eerst vervalt",
        "first-published": "zoals voor het eerst gepubliceerd",
        "floor": "naar beneden",
        "from-start": "de dag van de start is dag één",
        "full": "geheel",
        "full-day": "telt als hele dag",
        "full-step": "telt als hele stap",
        "half-even": "rekenkundig, halven naar het even cijfer",
        "half-up": "rekenkundig, halven naar boven",
        "ignored": "telt niet mee",
        "in-time": "op tijd",
        "incentive": "prestatiebeloning",
        "interpolate": "naar verhouding ertussenin",
        "into-next-baseline": "verschuift het aantal van het volgende jaar",
        "invoice-date": "de factuurdatum",
        "keep": "blijft zoals het is",
        "keep-time": "hetzelfde uur op de eerstvolgende werkdag",
        "largest": "alleen het grootste",
        "largest-line": "de grootste regel",
        "last": "de laatste",
        "last-day": "de laatste dag van de looptijd",
        "end.last-day": "de dag zelf telt nog mee",
        "late": "te laat",
        "later-failures-only": "alleen de latere tekortkomingen",
        "left-out": "telt niet mee",
        "line": "elke regel",
        "lost": "vervalt",
        "lower-row": "de onderste rij",
        "mean": "het gewone gemiddelde",
        "mean-of-intervals": "het gemiddelde van de tijdvakken",
        "mean-of-months": "het gemiddelde van de maanden",
        "met": "gehaald",
        "missed": "niet gehaald",
        "observe.month": "het cijfer van één maand",
        "monthly-fee": "de vergoeding van de maand",
        "new-cycle": "een nieuwe ronde",
        "new-terms": "de nieuwe tekst",
        "next": "de volgende",
        "next-opening": "de eerstvolgende opening",
        "next-period": "vanaf de volgende periode",
        "no-verdict": "geen oordeel",
        "none": "geen",
        "carried.none": "niets",
        "closed_day.none": "verschuift niet",
        "uplift_compounding.none": "de eerste prijs",
        "not-allowed": "niet toegestaan",
        "not-required": "niet nodig",
        "old-terms": "de oude tekst",
        "once": "eenmaal, aan het einde",
        "of-the-window": "alle van het contractjaar of de looptijd",
        "opened": "die van de opening",
        "overlap-month": "een maand met cijfers van beide",
        "overlapping-time": "de tijd die het overlapt",
        "peak": "het meeste van enige dag",
        "penalty": "boete",
        "period": "elke periode",
        "period-end": "het einde van de periode",
        "period-start": "het begin van de periode",
        "pool": "alles samen",
        "pooled": "alles samen geteld",
        "preceding": "de open dag ervoor",
        "price-adjustment": "aanpassing van de prijs",
        "pro-rata": "naar rato",
        "prorated": "naar rato",
        "published-factor": "de gepubliceerde factor",
        "received": "bij ontvangst",
        "reference-moves": "het schuift mee",
        "reference-stays": "het blijft staan",
        "refused": "geweigerd",
        "reject": "niet aanvaard",
        "report-only": "wordt gerapporteerd en niet betaald",
        "required": "nodig",
        "restart": "begint opnieuw",
        "resume": "loopt verder",
        "retroactive": "met terugwerkende kracht",
        "running": "lopend, bij elk effect",
        "runs": "de klok loopt",
        "first-known": "de eerste die bekend werd",
        "as-at-the-stop": "zoals het bij de stop stond",
        "does-not-move-it": "verschuift die niet",
        "moves-it": "verschuift die",
        "last event": "de laatste gebeurtenis",
        "first event": "de eerste gebeurtenis",
        "second": "de tweede",
        "same": "dezelfde",
        "same-target": "die van dezelfde norm",
        "same-time": "op het tijdstip van de start",
        "sent": "bij verzending",
        "since-base": "de verandering sinds de basis",
        "split": "gesplitst op de dag van de wijziging",
        "stand-apart": "zij staan daar los van",
        "stays": "het blijft daarbij",
        "stopped": "die waarin de klok stopte",
        "sum": "samen opgeteld",
        "to-first-failure": "tot de eerste tekortkoming",
        "undetermined": "onbeslist",
        "undo-stop": "maakt het stoppen ongedaan",
        "up": "van nul af",
        "use-up-the-cap": "zij tellen daarin mee",
        "weighted-mean": "het gewogen gemiddelde",
        "with-its-period": "aan het einde van de eigen periode",
        "whole": "als geheel",
        "working-time": "ze tellen alleen als een kalender open is",
        "whole-change": "de hele verandering",
        "whole-difference": "het hele verschil",
        "whole-item": "de hele melding",
        "yearly": "jaarlijks",
        "uplift_compounding.yearly": "de laatste prijs",
        # where a clause is silent about something of its own
        "after.period-end": "het einde van de periode",
        "a percentage": "een percentage",
        "outside_band.nothing": "niets",
        "{above: 100 % of price, below: 100 % of price}": "de afgesproken prijs",
        "untouched": "ongemoeid",
        "included: through": "ja, met through",
        "not-included": "nee",
        "new-figures": "de nieuwe cijfers",
        "old-figures": "de oude cijfers",
        "considered": "kan worden behandeld",
        "counted_from.period-end": "het einde van de periode",
        "charged.once": "eenmaal",
        "claim.30 days": "ja, binnen 30 dagen",
        "half-year": "halfjaar",
        "incident": "het incident",
        "invoice": "de factuur",
        "outside.extend": "de lijnen lopen door",
        "a moment of the order": "een moment van de bestelling",
        "a number of days": "een aantal dagen",
        "a time of day": "een tijdstip op de dag",
        "a year after the start": "een jaar na het begin",
        "agreed": "het afgesproken aantal",
        "always": "altijd",
        "an agreed one": "een afgesproken termijn",
        "an amount": "een bedrag",
        "another instant": "een ander tijdstip",
        "another currency": "een andere munt",
        "another zone": "een andere tijdzone",
        "another moment": "een ander moment",
        "another period": "een andere periode",
        "another state": "een andere toestand",
        "as it comes": "zoals het uitkomt",
        "as-delivered": "zoals geleverd",
        "as-used": "zoals gebruikt",
        "both": "beide",
        "both together": "beide samen",
        "bonus": "de bonus",
        "closed": "gesloten",
        "contained": "zit erin",
        "contract": "het totaal",
        "counts-as-downtime": "telt als uitval",
        "customer": "de klant",
        "deciding": "beslissen",
        "delivered": "geleverd",
        "volume.delivered": "het geleverde aantal",
        "doing": "uitvoeren",
        "ended by notice": "door opzegging geëindigd",
        "evenly": "gelijkmatig",
        "every time limit": "elke termijn",
        "excused": "wordt niet aangerekend",
        "fees and services": "vergoedingen en diensten",
        "from one date to another": "van een datum tot een andere",
        "in the settlement of its period": "in de afrekening van de periode",
        "malus": "de malus",
        "net": "het verschil van beide",
        "never": "niet voor het einde van de overeenkomst",
        "newest-first": "wat het laatst begon",
        "new-hours": "de nieuwe uren",
        "next-invoice": "met de volgende factuur",
        "not agreed": "niet afgesproken",
        "old hours until they stop": "de oude uren totdat zij stoppen",
        "on top": "komt erbij",
        "one promise": "één afspraak",
        "open": "open",
        "paid-out": "uitbetaald",
        "per month": "per maand",
        "per quarter": "per kwartaal",
        "provider": "de dienstverlener",
        "quarter": "kwartaal",
        "month": "maand",
        "year": "jaar",
        "renewed": "verlengd",
        "same-service-only": "alleen met een factuur voor dezelfde dienst",
        "the public holidays of a country": "de feestdagen van een land",
        "until it is withdrawn": "totdat zij wordt ingetrokken",
        "with its order": "met de bestelling",
        "work at rates too": "met werk tegen een tarief erbij",
    },
}

_PHRASES = {
    "nl": (
        (r"per ([\w-]+), without caps", "per {0}, zonder plafond"),
        (r"per ([\w-]+)", "per {0}"),
        (r"the instant in (\S+)", "het tijdstip in {0}"),
        (r"(\S+) is (.+) or (.+)", "{0} is {1} of {2}"),
        (r"(\S+) stands", "{0} blijft staan"),
        (r"(\S+) reaches past (\S+)", "{0} geldt ook na {1}"),
    ),
}
"""Values with a name or a date in them: patterns of the whole value, and what is said."""

_PERIODS = ("month", "quarter", "half-year", "year")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_POINT = re.compile(r"(?<=\d)\.(?=\d)")


def value_told(convention: str, value: str, speaks: Language) -> str:
    """Return a value of a reading in the language; what has no words there is a name or a quantity.

    Args:
        convention: The word of the reading, such as ``cap``.
        value: What was taken, or what it could also be.
        speaks: The language.
    """
    known = VALUES.get(speaks.code)
    if known is None:
        return value
    return (
        known.get(f"{convention}.{value}") or known.get(value) or _phrase(value, speaks) or quantity_told(value, speaks)
    )


def _phrase(value: str, speaks: Language) -> str | None:
    for pattern, says in _PHRASES.get(speaks.code, ()):
        found = re.fullmatch(pattern, value)
        if found is not None:
            return says.format(*(_part(part, speaks) for part in found.groups()))
    return None


def _part(value: str, speaks: Language) -> str:
    """Return a part of a phrase: a period and a date are told, a name stays."""
    return VALUES[speaks.code][value] if value in _PERIODS else quantity_told(value, speaks)


def quantity_told(value: str, speaks: Language) -> str:
    """Return a date, a length of time, a percentage or an amount as the language writes it; all else as it is."""
    if _DATE.fullmatch(value):
        return speaks.day(date.fromisoformat(value))
    if n.SPAN.matches(value):
        return spans.span(n.SPAN.parse(value), speaks)
    if n.WITHIN.matches(value):
        return spans.amount(n.WITHIN.parse(value), speaks)
    return _POINT.sub(speaks.decimal, value) if _is_figure(value) else value


def _is_figure(value: str) -> bool:
    return n.PERCENT.matches(value) or n.AMOUNT.matches(value)
