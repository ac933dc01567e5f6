"""What became of rows, and why a fact is missing. In English and Dutch."""

from __future__ import annotations

__all__ = ["DUTCH", "ENGLISH"]

ENGLISH = {
    "count.items": "item|items",
    "count.events": "event|events",
    "count.feedback": "answer|answers",
    "count.made-events": "event read from columns of the items|events read from columns of the items",
    "count.relief": "stretch of relief|stretches of relief",
    "count.relief-recorded-later": (
        "stretch of relief recorded too late, set aside|stretches of relief recorded too late, set aside"
    ),
    "count.exact-duplicate-relief": (
        "exact copy of a stretch of relief, counted once|exact copies of stretches of relief, counted once"
    ),
    "count.relief-of-unknown-items": "stretch of relief of an unknown item|stretches of relief of unknown items",
    "count.relief-without-begin": "stretch of relief without a begin|stretches of relief without a begin",
    "count.relief-without-cause": "stretch of relief without a cause|stretches of relief without a cause",
    "count.relief-ends-before-begins": (
        "stretch of relief that ends before it begins|stretches of relief that end before they begin"
    ),
    "count.exact-duplicate-items": (
        "item that stands there twice, counted once|items that stand there twice, counted once"
    ),
    "count.exact-duplicate-events": (
        "event that stands there twice, counted once|events that stand there twice, counted once"
    ),
    "count.exact-duplicate-feedback": (
        "answer that stands there twice, counted once|answers that stand there twice, counted once"
    ),
    "count.duplicate-ids": (
        "item under one id with other content, undetermined|items under one id with other content, undetermined"
    ),
    "count.events-of-unknown-items": (
        "event of an item that is not there, left out|events of items that are not there, left out"
    ),
    "count.feedback-of-unknown-items": (
        "answer on an item that is not there, left out|answers on items that are not there, left out"
    ),
    "count.events-without-time": "event without a time|events without a time",
    "count.bad-values": "value that cannot be read|values that cannot be read",
    "count.blank-ids": "row without an id|rows without an id",
    "count.blank-rows": "empty row|empty rows",
    "count.blank-scores": "answer without a score|answers without a score",
    "count.ragged-rows": "row with too few or too many columns|rows with too few or too many columns",
    "count.repeated-local-times": (
        "time in a repeated hour, taken as the first|times in a repeated hour, taken as the first"
    ),
    "count.skipped-local-times": "time in a skipped hour, undetermined|times in a skipped hour, undetermined",
    "count.changes-of-other-fields": (
        "change of a field that the mapping does not name|changes of fields that the mapping does not name"
    ),
    "count.changes-of-mistyped-fields": (
        "change of a field that the mapping writes otherwise, left out|"
        "changes of fields that the mapping writes otherwise, left out"
    ),
    "count.events-without-field": "change of no field, left out|changes of no field, left out",
    "count.unknown-cause": "relief of a cause that nobody knows|reliefs of a cause that nobody knows",
    "count.openings-contradicted": "opening that the events contradict|openings that the events contradict",
    "count.items-opened-after-as-of": "item opened later than what is known|items opened later than what is known",
    "count.events-after-as-of": "event later than what is known, set aside|events later than what is known, set aside",
    "count.instants-after-as-of": (
        "instant later than what is known, set aside|instants later than what is known, set aside"
    ),
    "count.events-before-opening": "event before the opening of its item|events before the opening of their item",
    "count.event-before-opening": (
        "row with an event before the opening, set aside|rows with an event before the opening, set aside"
    ),
    "count.unknown-value": (
        "row with a value that nobody agreed, undetermined|rows with a value that nobody agreed, undetermined"
    ),
    "count.stop-before-start": (
        "item that stops before it starts, undetermined|items that stop before they start, undetermined"
    ),
    "reason.state-unknown": "its state is not known at some time",
    "reason.target-unknown": "which promise applies is not known",
    "reason.stop-before-start": "it stops before it starts",
    "reason.different-units": "the promise changed to one in other units",
    "reason.no-opening": "the calendar does not open again",
    "reason.moment-missing": "the agreed moment is missing",
    "reason.start-unknown": "when it started is not known",
    "reason.result-unknown": "whether the result was reached is not known",
    "reason.no-target": "no promise applies",
    "reason.not-started": "it has not started",
    "reason.reset": "the clock is reset",
    "reason.cancelled": "it was cancelled",
    "reason.nothing-due": "nothing was due any more",
    "reason.duplicate-id": "two rows have its id and differ",
    "reason.bad-value": "a value cannot be read",
    "reason.skipped-local-time": "a time lies in an hour that the clock skipped",
    "reason.event-before-opening": "an event lies before its opening",
    "reason.unknown-value": "a field has a value that nobody agreed",
    "reason.event-without-time": "an event has no time",
    "reason.opening-contradicted": "its events contradict its opening",
    "reason.relief-unknown": "whether a relief counts is not known",
    "reason.relief-without-begin": "a relief has no begin",
    "reason.relief-without-cause": "a relief has no cause",
    "reason.relief-end-before-begin": "a relief ends before it begins",
    "reason.ragged-row": "its row has too few or too many columns",
}
"""English."""

DUTCH = {
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
    "count.relief-of-unknown-items": "ontheffing van een onbekende melding|ontheffingen van onbekende meldingen",
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
    "count.events-without-field": "wijziging zonder veld, niet meegeteld|wijzigingen zonder veld, niet meegeteld",
    "count.unknown-cause": "ontheffing met een oorzaak die niemand kent|ontheffingen met een oorzaak die niemand kent",
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
}
"""Dutch."""
