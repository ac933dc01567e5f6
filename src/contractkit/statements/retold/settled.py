"""What a settlement says: its lines, caps and minimums, why it is provisional, what decides nothing."""

from __future__ import annotations

__all__ = ["DUTCH"]

DUTCH = {
    # where figures come from
    "{of}: {kind} for {label}{recorded}{says}": "{of}: {kind} voor {label}{recorded}{says}",
    "the items of {of} in {label}": "de meldingen van {of} in {label}",
    "{formula}, of which {share} for {label}": "{formula}, waarvan {share} voor {label}",
    "{says}; {share} of the days": "{says}; {share} van de dagen",
    "{formula}, of which {share} by days": "{formula}, waarvan naar dagen {share}",
    # why it is provisional
    "A price has no agreed volume: {which}; agree one.": (
        "Een prijs heeft geen afgesproken aantal: {which}; spreek er een af."
    ),
    "What is charged is not known: {which}; tell it in the facts.": (
        "Wat in rekening komt, is niet bekend: {which}; vertel het in de feiten."
    ),
    "Earlier settlements are not known: {which}; settle them first and hand on the ledger.": (
        "Eerdere afrekeningen zijn niet bekend: {which}; reken die eerst af en geef het grootboek door."
    ),
    "{first}; and {n} more": "{first}; en nog {n}",
    "agree a volume": "spreek een aantal af",
    "tell it in the facts: told= of settle, --facts of the command": (
        "vertel het in de feiten die bij de afrekening horen"
    ),
    "settle these periods first and hand on the ledger": "reken deze perioden eerst af en geef het grootboek door",
    "settle these periods first and hand on the ledger, or tell what they left under blocks": (
        "reken deze perioden eerst af en geef het grootboek door, of vertel onder blocks wat ervan overbleef"
    ),
    "{n} of {volume} items lacks a fact|{n} of {volume} items lack a fact": (
        "van {n} van {volume} meldingen ontbreekt een gegeven"
    ),
    "it comes to between {low} and {high}": "het komt uit tussen {low} en {high}",
    "it gives between {low} and {high} points": "het geeft tussen {low} en {high} punten",
    "The price of {name} is taken of an index figure that is not final.": (
        "De prijs van {name} komt van een indexcijfer dat niet definitief is."
    ),
    "Only what was recorded by {known_at} is known, which is before the end of {label}.": (
        "Alleen wat op {known_at} was vastgelegd, is bekend, en dat is voor het einde van {label}."
    ),
    "Facts are known up to {seen}, which is before the end of {label}.": (
        "De feiten zijn bekend tot {seen}, en dat is voor het einde van {label}."
    ),
    "{label} is only a part of the settlement period {whole}; that settles it.": (
        "{label} is maar een deel van de afrekenperiode {whole}; die rekent het af."
    ),
    "{n} item is still running under targets that pay.|{n} items are still running under targets that pay.": (
        "{n} melding loopt nog onder een norm die betaalt.|{n} meldingen lopen nog onder normen die betalen."
    ),
    "What {name} pays in {label} is not known: {lacking}; the total is without it.": (
        "Wat {name} in {label} betaalt, is niet bekend: {lacking}; het totaal is zonder."
    ),
    "{label} was settled provisionally.": "{label} is voorlopig afgerekend.",
    "a cap on the {side} of {label} counts settlements from {missing} that are not in the ledger": (
        "een plafond op {side} van {label} telt afrekeningen van {missing} mee die niet in het grootboek staan"
    ),
    "No clause says how to round: the sum is rounded {mode} to {to}.": (
        "Geen artikel zegt hoe wordt afgerond: de som wordt {mode} afgerond op {to}."
    ),
    "An effect of {name}, judged per {per}, counts under the cap of the {longer} in which its own period ends.": (
        "Een effect van {name}, beoordeeld per {per}, telt mee onder het plafond van {longer} waarin zijn eigen "
        "periode eindigt."
    ),
    "half-up": "rekenkundig, halven naar boven,",
    "half-even": "rekenkundig, halven naar het even cijfer,",
    "down": "naar nul toe",
    # told in vain
    "{name}: what was told of {label} says no date, so it counts once, as the clause stands in {own}.": (
        "{name}: wat van {label} is verteld, noemt geen datum, dus het telt eenmaal, zoals het artikel luidt in {own}."
    ),
    "{name}: what was told is of {on}, when the clause does not hold: nothing is paid for it ({clause}).": (
        "{name}: wat is verteld, is van {on}, en het artikel geldt dan niet: daarvoor wordt niets betaald ({clause})."
    ),
    "{name}: what was told is of {on}, outside of {label}: nothing is paid for it here, and it counts in the "
    "settlement of that date ({clause}).": (
        "{name}: wat is verteld, is van {on}, buiten {label}: daarvoor wordt hier niets betaald, en het telt in de "
        "afrekening van die datum ({clause})."
    ),
    "{n} outage told of {of} for {label} lies outside of it, {which}, and decides nothing there; tell it of the "
    "period in which it lies.|{n} outages told of {of} for {label} lie outside of it, {which}, and decide nothing "
    "there; tell them of the periods in which they lie.": (
        "{n} uitval die van {of} voor {label} is verteld, ligt daarbuiten, {which}, en beslist daar niets; vertel die "
        "bij de periode waarin zij ligt.|{n} keer uitval die van {of} voor {label} is verteld, ligt daarbuiten, "
        "{which}, en beslist daar niets; vertel die bij de perioden waarin zij ligt."
    ),
    "{n} stretch of relief told of {of} for {label} lies outside of it, {which}, and takes nothing out there; tell it "
    "of the period in which it lies.|{n} stretches of relief told of {of} for {label} lie outside of it, {which}, and "
    "take nothing out there; tell them of the periods in which they lie.": (
        "{n} ontheffing die van {of} voor {label} is verteld, ligt daarbuiten, {which}, en haalt daar niets weg; "
        "vertel die bij de periode waarin zij ligt.|{n} ontheffingen die van {of} voor {label} zijn verteld, liggen "
        "daarbuiten, {which}, en halen daar niets weg; vertel die bij de perioden waarin zij liggen."
    ),
    "The baseline told of {name} decides nothing: no clause prices what lies outside a band around it.": (
        "Het vertelde uitgangspunt van {name} beslist niets: geen artikel prijst wat buiten een bandbreedte eromheen "
        "ligt."
    ),
    "What was told to be left of {name} on {on} decides nothing for {label}, which begins before it.": (
        "Wat van {name} op {on} over zou zijn, beslist niets voor {label}, dat ervoor begint."
    ),
    "{units} {unit} of {name} from {since} are left, and the agreement ends with {last}: they lapse ({clause}).": (
        "{units} {unit} van {name} vanaf {since} zijn over, en de overeenkomst eindigt op {last}: ze vervallen "
        "({clause})."
    ),
    "Of {name}, {units} units are told to be left on {on}, which counts; in the ledger there are {others}.": (
        "Van {name} zijn op {on} volgens wat is verteld {units} over, en dat telt; in het grootboek staan er {others}."
    ),
    "The raises of wages that were told decide nothing: no price follows a collective agreement.": (
        "De vertelde loonsverhogingen beslissen niets: geen prijs volgt een cao."
    ),
    "That {amount} was overdue decides nothing: no clause of the period asks interest on it.": (
        "Dat {amount} te laat was, beslist niets: geen artikel van de periode vraagt er rente over."
    ),
    "That something was overdue decides nothing: no clause of the period says that an invoice lapses.": (
        "Dat iets te laat was, beslist niets: geen artikel van de periode zegt dat een factuur vervalt."
    ),
    "The points told of {name} for {label} decide nothing: no clause counts any.": (
        "De punten die van {name} voor {label} zijn verteld, beslissen niets: geen artikel telt ze."
    ),
    (
        "The failures told of {name} for {label} decide nothing: no deduction of the period is counted by failures "
        "of it."
    ): (
        "De tekortkomingen die van {name} voor {label} zijn verteld, beslissen niets: geen inhouding van de periode "
        "telt tekortkomingen ervan."
    ),
    (
        "That the customer chose {name} for {label} decides nothing: no clause leaves a choice between it and other "
        "effects."
    ): (
        "Dat de klant {name} koos voor {label}, beslist niets: geen artikel laat een keuze tussen dit en andere "
        "effecten."
    ),
    (
        "The claim told of {name} for {label} decides nothing: the credit is given without a claim, as no clause "
        "asks for one."
    ): (
        "De claim die van {name} voor {label} is verteld, beslist niets: de korting wordt gegeven zonder claim, want "
        "geen artikel vraagt erom."
    ),
    "; it is billed as agreed, {formula} ({clause})": "; het wordt gefactureerd zoals afgesproken, {formula} "
    "({clause})",
    "The volume told of {name} for {label} decides nothing{why}.": (
        "Het aantal dat van {name} voor {label} is verteld, beslist niets{why}."
    ),
    (
        "{amount} of the {kind} {effect} waits for the next period, and the agreement ends with {last}: no "
        "settlement has it ({clause})."
    ): (
        "{amount} van de {kind} {effect} wacht op de volgende periode, en de overeenkomst eindigt op {last}: geen "
        "afrekening heeft het ({clause})."
    ),
    (
        "{name}, {label}: the share is taken of {word} of the next period, {next}, which lies outside the term (it "
        "ends with {end}): that is {exact}, so nothing is paid ({clause})."
    ): (
        "{name}, {label}: het deel wordt genomen van {word} van de volgende periode, {next}, en die ligt buiten de "
        "looptijd (die eindigt op {end}): dat is {exact}, dus er wordt niets betaald ({clause})."
    ),
    # told beside what was worked out
    "the figure told of {name} itself counts": "het cijfer dat van {name} zelf is verteld, telt",
    "the items give": "de meldingen geven",
    "the measurement gives": "de meting geeft",
    ", and it is the same": ", en het is hetzelfde",
    "no figure": "geen cijfer",
    "figure": "cijfer",
    "verdict": "oordeel",
    "The {what} told of {name} for {label}, {entries},": "Het {what} dat van {name} voor {label} is verteld, "
    "{entries},",
    "The figure told of {name} for {label}, {other}, decides nothing for {target}: {counts}{beside}.": (
        "Het cijfer dat van {name} voor {label} is verteld, {other}, beslist niets voor {target}: {counts}{beside}."
    ),
    "{head} decides nothing: {given} {found}, which counts.": "{head} beslist niets: {given} {found}, en dat telt.",
    "{head} counts: {given} {found}, which decides nothing.": "{head} telt: {given} {found}, en dat beslist niets.",
    "{head} stands against what {given} ({found}): neither counts alone.": (
        "{head} staat tegenover wat {given} ({found}): geen van beide telt alleen."
    ),
    "{head} is denied: {given} {found}; that figure counts, and the verdict stays open.": (
        "{head} wordt weersproken: {given} {found}; dat cijfer telt, en het oordeel blijft open."
    ),
    "{head} counts as the verdict: {given} {found}, and of that the figure counts.": (
        "{head} telt als oordeel: {given} {found}, en daarvan telt het cijfer."
    ),
    "the facts tell something per {window}, and nobody knows which dates that are": (
        "de feiten vertellen iets per {window}, en niemand weet welke datums dat zijn"
    ),
    "{text}, as the facts tell": "{text}, zoals de feiten zeggen",
    # rests on other settlements
    "{labels} were settled provisionally, and may leave {what} to {next}.": (
        "{labels} zijn voorlopig afgerekend en kunnen {what} overlaten voor {next}."
    ),
    "{label} was settled provisionally, and may leave {what} to {next}.": (
        "{label} is voorlopig afgerekend, en kan {what} aan {next} overlaten."
    ),
    "an amount that waits": "een bedrag dat wacht",
    "prepaid units": "vooraf betaalde eenheden",
    "a malus to win back": "een terug te winnen malus",
    "{late} was settled before {anew}, on which it may rest, was settled anew; settle {late} again first.": (
        "{late} is afgerekend voordat {anew}, waarop het kan rusten, opnieuw is afgerekend; reken {late} eerst opnieuw "
        "af."
    ),
    "{late} was settled before this settlement of {anew}, on which it may rest; settle it again.|"
    "{late} were settled before this settlement of {anew}, on which they may rest; settle them again, in order.": (
        "{late} is afgerekend voor deze afrekening van {anew}, waarop het kan rusten; reken het opnieuw af.|"
        "{late} zijn afgerekend voor deze afrekening van {anew}, waarop ze kunnen rusten; reken ze opnieuw af, op "
        "volgorde."
    ),
    "{what} of {start} to {end} would count in {label}; that is not in the ledger": (
        "{what} van {start} tot en met {end} zou tellen in {label}; dat staat niet in het grootboek"
    ),
    # tried otherwise
    "{place} is as {by} says in all of {label}, so the variant is not tried there.": (
        "{place} luidt in heel {label} zoals {by} zegt; daar is de variant dus niet beproefd."
    ),
    "{place} is as {by} says from {start} to {last}: the variant holds on the other dates of {label} only.": (
        "{place} luidt van {start} tot en met {last} zoals {by} zegt: de variant geldt alleen op de andere datums van "
        "{label}."
    ),
    # minimums
    "Malus {of}in {label}": "Malus {of}in {label}",
    "Bonus {of}in {label}": "Bonus {of}in {label}",
    "Net {of}in {label}": "Verschil {of}in {label}",
    "it is not paid": "het wordt niet betaald",
    "it waits for the next period": "het wacht op de volgende periode",
    "{least} is paid": "{least} wordt betaald",
    "{what}: {tested} is less than {least}: {then}": "{what}: {tested} is minder dan {least}: {then}",
    "{what}: {tested} is not more than {least}: {then}": "{what}: {tested} is niet meer dan {least}: {then}",
    # caps
    "Difference of bonus and malus": "Verschil van bonus en malus",
    "no limit": "geen grens",
    "{what}{of} in {label}: {whole}; the most is {limit}{used}": (
        "{what}{of} in {label}: {whole}; hoogstens {limit}{used}"
    ),
    "{what}{of} in {label}, with each effect as it comes: {whole}; the most is {limit}{used}": (
        "{what}{of} in {label}, met elk effect zoals het komt: {whole}; hoogstens {limit}{used}"
    ),
    "{head}: {taken} is not deducted": "{head}: {taken} wordt niet ingehouden",
    "{head}: {taken} is not paid": "{head}: {taken} wordt niet betaald",
    "{head}: {taken} goes to the next period": "{head}: {taken} gaat naar de volgende periode",
    "{head}, so {taken} is held back": "{head}, daarom wordt {taken} achtergehouden",
    "{head}, which is not known ({unknown}), so {taken} is held back": (
        "{head}, en dat is niet bekend ({unknown}); daarom wordt {taken} achtergehouden"
    ),
    "{head}; the settlements of {missing} are not known, so {taken} is held back": (
        "{head}; de afrekeningen van {missing} zijn niet bekend; daarom wordt {taken} achtergehouden"
    ),
    ", of which earlier settlements used {used}": ", waarvan eerdere afrekeningen {used} gebruikten",
    "{used} ({paid} paid and {waits} waiting)": "{used} ({paid} betaald en {waits} in de wacht)",
    "{used} (which waits)": "{used} (dat nog wacht)",
    "{used} ({waits} waiting less {back} won back)": "{used} ({waits} in de wacht min {back} teruggewonnen)",
    ", and {used} was won back before": ", en {used} is eerder teruggewonnen",
    ", and earlier settlements came to {used} on the other side": (
        ", en eerdere afrekeningen kwamen op {used} aan de andere kant"
    ),
    ", which is more than all of it": ", en dat is meer dan het geheel",
    " each time": " per keer",
    "the least of {all} and {above}": "het laagste van {all} en {above}",
    "; {used} of it is of earlier settlements": "; {used} daarvan is van eerdere afrekeningen",
    "; earlier settlements took {used} off it": "; eerdere afrekeningen haalden er {used} af",
    "; {open} of it is not sure": "; {open} daarvan is niet zeker",
    "may have used {open}": "{open} gebruikt kunnen hebben",
    " and {may} more": " en nog {may}",
    ", of which earlier settlements {may}": ", waarvan eerdere afrekeningen {may}",
    "The limit of a cap in {label} is not known: {unknown}.": "De grens van een plafond in {label} is niet bekend: "
    "{unknown}.",
    "How much of {what} from {start} to {end}, told with the facts, counts under a cap in {label} is not known.": (
        "Hoeveel van {what} van {start} tot en met {end}, verteld bij de feiten, meetelt onder een plafond in {label}, "
        "is niet bekend."
    ),
    "{label} was agreed while effects of it were not known, so nobody knows what they used of a cap in {window}.": (
        "{label} is goedgekeurd terwijl effecten ervan niet bekend waren, dus niemand weet wat zij van een plafond in "
        "{window} gebruikten."
    ),
    "{limit} counts per {per}, and the cap's window {label} is not made of such periods": (
        "{limit} telt per {per}, en het tijdvak van het plafond, {label}, bestaat niet uit zulke perioden"
    ),
    "{word} before {start} is told by no settlement in the ledger": (
        "{word} voor {start} staat in geen afrekening van het grootboek"
    ),
    # won back, kept
    "Whether a malus is won back in {label} is not known: {unsure}.": (
        "Of in {label} een malus wordt teruggewonnen, is niet bekend: {unsure}."
    ),
    "no figures are at hand that would say so": "er zijn geen cijfers voorhanden die dat zeggen",
    "what was won back": "wat is teruggewonnen",
    "as it was settled": "zoals afgerekend",
    "{back} was won back, as the facts tell": "{back} is teruggewonnen, zoals de feiten zeggen",
    "{text} of the malus {id} comes back, as the facts tell": (
        "{text} van de malus {id} komt terug, zoals de feiten zeggen"
    ),
    "the facts tell {told}, and {open} of maluses is open": (
        "de feiten noemen {told}, en van malussen staat {open} open"
    ),
    "{text} more than is open was won back, as the facts tell, and is not paid until it is known of what": (
        "{text} meer dan er openstaat is teruggewonnen, zoals de feiten zeggen; zolang niet bekend is waarvan, wordt "
        "dat niet betaald"
    ),
    "{text} of the malus {id} may come back, and nothing does until it is known": (
        "{text} van de malus {id} kan terugkomen; zolang dat niet bekend is, komt niets terug"
    ),
    " whether: {says}": " of: {says}",
    "what is won back of {id} of {settled_on}": "wat is teruggewonnen van {id} van {settled_on}",
    "{text} of the malus {id} comes back: {says}": "{text} van de malus {id} komt terug: {says}",
    "Malus of {text} from {effect}, kept from {since}: {why}": "Malus van {text} uit {effect}, bewaard van {since}: "
    "{why}",
    "Bonus of {text} from {effect}, kept from {since}: {why}": "Bonus van {text} uit {effect}, bewaard van {since}: "
    "{why}",
    "it was above a limit": "het was boven een grens",
    "it was too little to be paid": "het was te weinig om te betalen",
    "it was above a limit that is gone, so that it is owed": (
        "het was boven een grens die er niet meer is, en is dus verschuldigd"
    ),
    "it was too little for a minimum that is gone, so that it is owed": (
        "het was te weinig voor een minimum dat er niet meer is, en is dus verschuldigd"
    ),
    # liability
    "no clause bounds the liability of the {who}: {whole} is owed": (
        "geen artikel begrenst de aansprakelijkheid van {who}: {whole} is verschuldigd"
    ),
    "{head} is not owed ({clause})": "{head} is niet verschuldigd ({clause})",
    "there is no bound for {head} ({clause}): {whole} is owed": (
        "voor {head} is er geen grens ({clause}): {whole} is verschuldigd"
    ),
    "no bound is agreed": "er is geen grens afgesproken",
    "at most {says} {per}{unknown}{gone}": "hoogstens {says} {per}{unknown}{gone}",
    "the loss of {event} is in {currency}, the agreement in {other}": (
        "de schade van {event} is in {currency}, de overeenkomst in {other}"
    ),
    "a loss of {loss}; {bounds}: {text} is owed ({clause})": (
        "een schade van {loss}; {bounds}: {text} is verschuldigd ({clause})"
    ),
    ", of which {could} is used up": ", waarvan {could} is opgebruikt",
    " (not known: {unknown})": " (niet bekend: {unknown})",
    "{gone} ({doubt})": "{gone} ({doubt})",
    "{amount} of credits are told for no period, so that nobody knows whether they count; read the facts for their "
    "period": (
        "{amount} aan kortingen is voor geen periode opgegeven, zodat niemand weet of ze meetellen; lees de feiten "
        "voor hun periode"
    ),
    "{amount} of credits are told for {start} to {end} in one sum, so that nobody knows how much of it counts; tell "
    "what was credited in {window} by itself": (
        "{amount} aan kortingen is voor {start} tot en met {end} in één bedrag opgegeven, zodat niemand weet hoeveel "
        "daarvan meetelt; geef apart op wat er in {window} is gegeven"
    ),
}
"""Dutch."""
