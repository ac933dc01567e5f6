"""What figures say: what was told or measured, how a figure was worked out, which condition on figures holds."""

from __future__ import annotations

__all__ = ["DUTCH"]

DUTCH = {
    "too few: no effect": "te weinig: geen effect",
    "{figure}; nothing is decided with fewer than {minimum}, so no effect": (
        "{figure}; met minder dan {minimum} wordt niets beslist, dus geen effect"
    ),
    # what was told
    "the figure of {of} in {label} was told with {told}, and {name} is measured in": (
        "het cijfer van {of} in {label} is verteld met {told}, en {name} wordt gemeten in"
    ),
    "the unit {unit}": "de eenheid {unit}",
    "no unit": "geen eenheid",
    "told are {told}, and nobody says which is right": "verteld zijn {told}, en niemand zegt wat klopt",
    "as told": "zoals verteld",
    "told as not known": "verteld als niet bekend",
    "told without a figure": "verteld zonder cijfer",
    "not told": "niet verteld",
    "measured are {told}, and nobody says which is right": "gemeten zijn {told}, en niemand zegt wat klopt",
    "recorded after {known_at}": "vastgelegd na {known_at}",
    "told of {others}, and not of these dates": "verteld van {others}, en niet van deze datums",
    "told is {value}, and {other}; nobody says which is right": "verteld is {value}, en {other}; niemand zegt wat "
    "klopt",
    "worked out is {working}": "uitgerekend is {working}",
    "of the {pieces} stretches only the figures are told, not what they weigh": (
        "van de {pieces} stukken zijn alleen de cijfers verteld, niet wat zij wegen"
    ),
    "nothing was measured": "er is niets gemeten",
    "which rule of measuring holds, or whether maintenance was announced, is not known": (
        "welke meetregel geldt, of dat onderhoud was aangekondigd, is niet bekend"
    ),
    # conditions on figures
    "{name}: {about} in {sure} of the last {of} periods up to {label}": (
        "{name}: {about} in {sure} van de laatste {of} perioden tot en met {label}"
    ),
    ", and in {may} it is not known": ", en in {may} is het niet bekend",
    "{name}: no period": "{name}: geen periode",
    "no target was agreed": "er was geen norm afgesproken",
    "{what} in {label}: {text}": "{what} in {label}: {text}",
    "{wanted} {what} in {label}": "{wanted} {what} in {label}",
    ", and {open_ones} not known": ", en {open_ones} niet bekend",
    " of {reached} verdicts": " van {reached} oordelen",
    "{text}; what it is compared with is not known": "{text}; waarmee het wordt vergeleken, is niet bekend",
    "{name}, {label}: in the band {bands}": "{name}, {label}: in de band {bands}",
    "{name}, {label}: not in the band {bands}": "{name}, {label}: niet in de band {bands}",
    "{name}, {label}: perhaps in the band {bands}": "{name}, {label}: misschien in de band {bands}",
    "always": "altijd",
    "never": "nooit",
    "compared with at least {bound}": "vergeleken met minstens {bound}",
    "compared with more than {bound}": "vergeleken met meer dan {bound}",
    "compared with at most {bound}": "vergeleken met hoogstens {bound}",
    "compared with less than {bound}": "vergeleken met minder dan {bound}",
    "at least": "minstens",
    "at most": "hoogstens",
    "more than": "meer dan",
    "less than": "minder dan",
    # counted
    "{good} of {total} is no share": "{good} van {total} is geen aandeel",
    "an unknown number": "een onbekend aantal",
    "{failed} failed and {empty} empty of {intervals} intervals": (
        "{failed} mislukt en {empty} leeg van {intervals} intervallen"
    ),
    "how many intervals failed is not known": "hoeveel intervallen mislukten, is niet bekend",
    "no interval had a request": "geen interval had een verzoek",
    "100 × {part} / {counted} intervals": "100 × {part} / {counted} intervallen",
    "{unknown} of {volume} answers cannot be read": "{unknown} van {volume} antwoorden zijn niet te lezen",
    "100 × {good} marks of {satisfied_from} and more / {volume}": (
        "100 × {good} cijfers van {satisfied_from} en hoger / {volume}"
    ),
    "{whole} / {volume} answers": "{whole} / {volume} antwoorden",
    "no answers": "geen antwoorden",
    "{met} items": "{met} meldingen",
    "{total} counted": "{total} geteld",
    # downtime
    "100 × ({base} - {down}) / {base} minutes": "100 × ({base} - {down}) / {base} minuten",
    "the downtime of {of} in {period} is longer than the time that was measured": (
        "de uitval van {of} in {period} duurt langer dan de gemeten tijd"
    ),
    "; left out of the downtime: {parts}": "; niet bij de uitval geteld: {parts}",
    "{part} {says}": "{part} {says}",
    "under relief": "onder ontheffing",
    "in outages too short to count": "in storingen die te kort zijn om te tellen",
    "how long it was down is not known": "hoelang het uit was, is niet bekend",
    "no time was measured": "er is geen tijd gemeten",
    "when it was down, or what of it is relieved, is not known": (
        "wanneer het uit was, of wat daarvan onder ontheffing valt, is niet bekend"
    ),
    # means
    "{working}; {strange} outside of the scale left out": "{working}; {strange} buiten de schaal weggelaten",
    "targets measure the same items by clocks that differ; name one of them in 'of'": (
        "normen meten dezelfde meldingen met klokken die verschillen; noem een ervan in 'of'"
    ),
    (
        "it is measured in the hours of {calendar}, and the clocks of its targets run in others; name a target in "
        "'of' whose clock runs in these hours, or tell the figure"
    ): (
        "het wordt gemeten in de uren van {calendar}, en de klokken van zijn normen lopen in andere; noem in 'of' een "
        "norm waarvan de klok in deze uren loopt, of meld het cijfer"
    ),
    "no clock runs for {of}: a time target of that measure gives it one, or tell the figure": (
        "voor {of} loopt geen klok: een tijdsnorm van die meting geeft er een, of meld het cijfer"
    ),
    "how long {unknown} items took is not known": "hoelang {unknown} meldingen duurden, is niet bekend",
    "a length of time is not told in {unit}": "een tijdsduur wordt niet in {unit} verteld",
    "the mean of {lengths} items": "het gemiddelde van {lengths} meldingen",
    "; {left} without volume left out": "; {left} zonder aantallen weggelaten",
    # the figure of a period
    "not known, between {low} and {high} ({working})": "niet bekend, tussen {low} en {high} ({working})",
    "nothing is judged yet": "er is nog niets beoordeeld",
    " and {running} still run": " en {running} lopen nog",
    "{met} of {count} = ": "{met} van {count} = ",
    ", compared as {compared}": ", vergeleken als {compared}",
    "recorded on {recorded_on}": "vastgelegd op {recorded_on}",
    "; nothing is decided, as there are fewer than {minimum}": "; er is niets beslist, want het zijn er minder dan "
    "{minimum}",
    "; met: {reach} was agreed": "; gehaald: {reach} was afgesproken",
    "; breached: {reach} was agreed": "; niet gehaald: {reach} was afgesproken",
    "; whether {reach} was reached is not known": "; of {reach} is gehaald, is niet bekend",
    "; neither met nor breached": "; gehaald noch niet gehaald",
    ", and a period without volume counts as met": ", en een periode zonder werk telt als gehaald",
    ", and what is not known counts as missed": ", en wat niet bekend is, telt als gemist",
    ", as told": ", zoals verteld",
    "{says}; the other {n} not more often": "{says}; de andere {n} niet vaker",
}
"""Dutch."""
