"""What obligations say: what is owed or may be done, how its date came about, why nobody can say one."""

from __future__ import annotations

__all__ = ["DUTCH"]

DUTCH = {
    # what is owed, may be done or happens
    "The agreement ends": "De overeenkomst eindigt",
    "The agreement is renewed by {by}, unless notice was given in time": (
        "De overeenkomst wordt met {by} verlengd, tenzij op tijd is opgezegd"
    ),
    "Say that the agreement goes on": "Zeggen dat de overeenkomst doorgaat",
    "Give notice, or let it be renewed": "Opzeggen, of laten verlengen",
    "Give notice for the end of the first term; afterwards any day will do": (
        "Opzeggen tegen het einde van de eerste looptijd; daarna kan het elke dag"
    ),
    "Give notice to this end of a {period}, or let it go on": (
        "Opzeggen tegen dit einde van een {period}, of laten doorlopen"
    ),
    "Apply the yearly change of prices": "De jaarlijkse prijswijziging doorvoeren",
    "Have a certificate of the insurance {cover} that goes on": (
        "Een certificaat van de verzekering {cover} hebben dat doorloopt"
    ),
    "Pay the invoice": "De factuur betalen",
    "What is left of {name} lapses": "Wat van {name} over is, vervalt",
    "What is left of {name} beyond {much} of a block lapses": (
        "Wat van {name} meer over is dan {much} van een bundel, vervalt"
    ),
    "blocks of {name} are bought as they are ordered, and on which dates is in no paper": (
        "bundels van {name} worden gekocht zoals besteld, en op welke datums staat in geen stuk"
    ),
    "a settlement with what was ordered says when they lapse": (
        "een afrekening met wat is besteld zegt wanneer ze vervallen"
    ),
    "Give back what is left of the deposit": "Teruggeven wat van de waarborgsom over is",
    "Either party": "Elke partij",
    "The provider": "De dienstverlener",
    "The customer": "De klant",
    "{who} may end the agreement from then on": "{who} mag de overeenkomst vanaf dan beëindigen",
    "End the agreement because of {ground}, or lose the right": (
        "De overeenkomst beëindigen wegens {ground}, of dat recht verliezen"
    ),
    "Ask for {grants}, or lose the right": "Vragen om {grants}, of dat recht verliezen",
    "Tell the other party of {causes}": "De andere partij melden: {causes}",
    "Claim the credit, or lose it": "Om de korting vragen, of die verliezen",
    # grounds, causes, what may be asked for
    "convenience": "opzegging zonder reden",
    "breach": "niet-nakoming",
    "repeated-failure": "herhaalde tekortkoming",
    "insolvency": "insolventie",
    "force-majeure": "overmacht",
    "change-of-control": "een wijziging van zeggenschap",
    "dependency": "iets wat anderen eerst moeten leveren",
    "planned-maintenance": "gepland onderhoud",
    "suspension": "opschorting van de overeenkomst",
    "third-party": "derden",
    "rectification-plan": "een verbeterplan",
    "step-in": "overname van de dienst",
    "report": "een rapport",
    "review-meeting": "een evaluatiegesprek",
    "audit": "een audit",
    "re-performance": "nieuwe uitvoering van het werk",
    "withholding": "opschorting van de betaling",
    "damages": "vergoeding van de schade die kortingen niet dekken",
    # what it waits for
    "the date of an invoice": "de datum van een factuur",
    "the receipt of an invoice": "de ontvangst van een factuur",
    "a delivery": "een levering",
    "the ground for it: {ground}": "de grond ervoor: {ground}",
    "the right coming about": "het ontstaan van het recht",
    "figures that stay bad": "cijfers die slecht blijven",
    "the beginning of {causes}": "het begin van {causes}",
    "the instant in {field}": "het tijdstip in {field}",
    "the step {name} being done": "het klaar zijn van de stap {name}",
    "a state of an item": "een toestand van een melding",
    # how its date came about
    "{length} after": "{length} na",
    "{length} before": "{length} voor",
    "{how} {day}": "{how} {day}",
    "the term ends with {last}": "de looptijd eindigt op {last}",
    "{term}; {counted}; the day on which it is {counts} counts": (
        "{term}; {counted}; de dag telt waarop de opzegging is {counts}"
    ),
    "received": "ontvangen",
    "sent": "verzonden",
    "{span} before {base}": "{span} voor {base}",
    "the latest day that leaves {span} until {base}": "de laatste dag met nog {span} tot en met {base}",
    "{back} on no calendar that is named": "{back} op een kalender die nergens wordt genoemd",
    "{back} would be a day that its month does not have, which the clause refuses": (
        "{back} zou een dag zijn die de maand niet heeft, en dat staat het artikel niet toe"
    ),
    "{back} is {plain}, and no calendar says whether that day is closed": (
        "{back} is {plain}, en geen kalender zegt of die dag gesloten is"
    ),
    "{back} is {plain}": "{back} is {plain}",
    "{back} is {plain}, which is closed, and the open day before is {last}": (
        "{back} is {plain}; die dag is gesloten, en de open dag ervoor is {last}"
    ),
    "it goes on through {until}": "het duurt tot en met {until}",
    "suspensions moved it from {agreed}": "opschorting verschoof het van {agreed}",
    "only if the agreement is renewed until then": "alleen als de overeenkomst dan is verlengd",
    "only if the agreement ends with this term": "alleen als de overeenkomst met deze looptijd eindigt",
    "the agreement was ended before": "de overeenkomst is eerder geëindigd",
    "the agreement does not end with this term: nobody gave notice in time, or it was prolonged": (
        "de overeenkomst eindigt niet met deze looptijd: niemand zegde op tijd op, of zij is verlengd"
    ),
    "it outlasts the agreement": "het blijft gelden na de overeenkomst",
    "impossible in time: the end was known only from the notice of {notice}": (
        "op tijd kon niet: het einde was pas bekend door de opzegging van {notice}"
    ),
    "the credit is {low} for {label}": "de korting is {low} voor {label}",
    "as it was agreed until {day}; since then it would be {own}": (
        "zoals afgesproken tot {day}; sindsdien zou het {own} zijn"
    ),
    # why nobody can say a date
    "it counts from {moment}, and nobody told when that was": (
        "het telt vanaf {moment}, en niemand heeft verteld wanneer dat was"
    ),
    "how long it goes on is not known: {why}": "hoelang het duurt, is niet bekend: {why}",
    "no notice period is agreed, so that nobody can say until when notice is in time": (
        "er is geen opzegtermijn afgesproken, dus niemand kan zeggen tot wanneer opzeggen op tijd is"
    ),
    "prices follow each raise of wages, and on which dates these come is in no paper": (
        "de prijzen volgen elke loonsverhoging, en op welke datums die komen, staat in geen stuk"
    ),
    "the collective agreement says the dates": "de cao noemt de datums",
    "until when the certificate of the insurance {cover} covers is not said": (
        "tot wanneer het certificaat van de verzekering {cover} dekt, staat nergens"
    ),
    "until when the new certificate of the insurance {cover} covers is not said ({open_ended})": (
        "tot wanneer het nieuwe certificaat van de verzekering {cover} dekt, is niet verteld ({open_ended})"
    ),
    "it counts from the {word} of the agreement, and no paper says when that is": (
        "het telt vanaf {word} van de overeenkomst, en geen stuk zegt wanneer die is"
    ),
    "signature": "de ondertekening",
    "start": "het begin",
    "it counts from the end of the agreement, and no clause says when that is": (
        "het telt vanaf het einde van de overeenkomst, en geen artikel zegt wanneer dat is"
    ),
    "it counts from the end of a period, and no clause says which": (
        "het telt vanaf het einde van een periode, en geen artikel zegt welke"
    ),
    "it is owed every {every} and counted from the {word}: which of them is meant is not said": (
        "het is elke {every} verschuldigd en telt vanaf {word}: welke daarvan is bedoeld, staat er niet"
    ),
    "week-end": "het einde van de week",
    "month-end": "het einde van de maand",
    "quarter-end": "het einde van het kwartaal",
    "half-year-end": "het einde van het halfjaar",
    "year-end": "het einde van het jaar",
    "contract-year-end": "het einde van het contractjaar",
    "'{cycle}' is no period that comes back": "'{cycle}' is geen periode die terugkomt",
    "a window of {cycle} ends on every day": "een tijdvak van {cycle} eindigt op elke dag",
    "it says no date and no moment": "er staat geen datum en geen moment in",
    "the incident of the credit": "het incident van de korting",
    "the invoice of the credit": "de factuur van de korting",
    "{hours} run from an instant, and only the date {base} is known": (
        "{hours} lopen vanaf een tijdstip, en alleen de datum {base} is bekend"
    ),
    (
        "{span} are counted on a calendar, and none is named"
    ): "{span} worden op een kalender geteld, en er is geen genoemd",
    (
        "{hours} is counted on a calendar, and none is named"
    ): "{hours} wordt op een kalender geteld, en er is geen genoemd",
}
"""Dutch."""
