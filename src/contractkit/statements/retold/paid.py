"""What effects say: credits, deductions, bonuses and sums that are due, and what qualifies them."""

from __future__ import annotations

__all__ = ["DUTCH"]

DUTCH = {
    # what came about
    "no credit": "geen korting",
    "nothing deducted": "niets ingehouden",
    "no bonus, no malus": "geen bonus, geen malus",
    "nothing due": "niets verschuldigd",
    "no points": "geen punten",
    "1 point": "1 punt",
    "credit {amount}": "korting {amount}",
    "deducted {amount}": "ingehouden {amount}",
    "bonus {amount}": "bonus {amount}",
    "malus {amount}": "malus {amount}",
    "due {amount}": "verschuldigd {amount}",
    "borne {amount}": "eigen rekening {amount}",
    "{number} points": "{number} punten",
    "{points} points": "{points} punten",
    "{count} point{told}|{count} points{told}": "{count} punt{told}|{count} punten{told}",
    "between {count} and {high}": "tussen {count} en {high}",
    "between {low} and {high}{of}": "tussen {low} en {high}{of}",
    "from {low} to {high} points": "van {low} tot {high} punten",
    "from {low} to {high}": "van {low} tot {high}",
    ": {percent} of {word}": ": {percent} van {word}",
    ": {ends}; nothing is settled until that is known": ": {ends}; zolang dat niet bekend is, wordt niets afgerekend",
    ": whatever it is, nothing, being a share of {base}": (
        ": hoe het ook uitvalt, niets, omdat het een deel is van {base}"
    ),
    "{about}{placed}{shown}; {gaps}, and nothing is settled until that is known": (
        "{about}{placed}{shown}; {gaps}, en zolang dat niet bekend is, wordt niets afgerekend"
    ),
    "{says}; nothing is settled until that is known": "{says}; zolang dat niet bekend is, wordt niets afgerekend",
    "between {came} and {high}; nothing is settled until that is known": (
        "tussen {came} en {high}; zolang dat niet bekend is, wordt niets afgerekend"
    ),
    "whatever is not known": "hoe het onbekende ook uitvalt",
    "whatever the undetermined items are": "hoe de onbesliste meldingen ook uitvallen",
    "whatever the figure is": "wat het cijfer ook is",
    "whatever the points are": "hoeveel punten het ook zijn",
    "whatever is excused": "wat er ook niet wordt aangerekend",
    "not known: no effect": "niet bekend: geen effect",
    "no volume: no effect": "geen aantallen: geen effect",
    "it does not hold on {last}, so no effect": "op {last} geldt het niet, dus geen effect",
    # the figure
    "the figure": "het cijfer",
    "the figure of {name}": "het cijfer van {name}",
    "{figure} is not known": "{figure} is niet bekend",
    "the figure is not known": "het cijfer is niet bekend",
    "no volume": "geen aantallen",
    "no items": "geen meldingen",
    "no item is judged yet and {running} still run": "nog geen melding is beoordeeld en {running} lopen nog",
    "{told}, so no effect": "{told}, dus geen effect",
    "{running}, so no effect": "{running}, dus geen effect",
    "{met} of {count} in time = {share}": "{met} van {count} op tijd = {share}",
    "{met} of {count} met = {share}": "{met} van {count} gehaald = {share}",
    "none of {unsure} is known": "van {unsure} is niets bekend",
    ", so between {low} and {high}": ", dus tussen {low} en {high}",
    ", with {unsure} undetermined": ", met {unsure} onbeslist",
    "not known, between {low} and {high}": "niet bekend, tussen {low} en {high}",
    "{verdict} as told, without a figure": "{verdict} zoals verteld, zonder cijfer",
    # where it lies
    "below {start}": "onder {start}",
    "above {start}": "boven {start}",
    "not below {start}": "niet onder {start}",
    "not above {start}": "niet boven {start}",
    "tier {where}": "trede {where}",
    "no tier": "geen trede",
    "band {where}": "band {where}",
    "no band": "geen band",
    "in no band": "in geen band",
    "from {low}": "vanaf {low}",
    "above {low}": "boven {low}",
    "over {low}": "boven {low}",
    "up to {high}": "tot en met {high}",
    "below {high}": "onder {high}",
    "{low} {high}": "{low} {high}",
    "any figure": "elk cijfer",
    "exactly {at}": "precies {at}",
    "the point at {at}": "het punt bij {at}",
    "the outermost point, at {at}": "het buitenste punt, bij {at}",
    "below {at}": "onder {at}",
    "above {at}": "boven {at}",
    "{text} short": "{text} tekort",
    "where {condition}": "waar {condition}",
    "the figure of the items where {condition} is not known": (
        "het cijfer van de meldingen waarvoor {condition}, is niet bekend"
    ),
    "no gap": "geen verschil",
    "no step": "geen stap",
    "{steps} step|{steps} steps": "{steps} stap|{steps} stappen",
    # repeated, scaled, bounded
    "{least} times as much after a failure in the period before": (
        "{least} keer zoveel na een tekortkoming in de periode ervoor"
    ),
    "whether the period before failed is not known": "of de periode ervoor tekortschoot, is niet bekend",
    "whether its condition holds is not known": "of aan de voorwaarde is voldaan, is niet bekend",
    "its condition does not hold, so no effect": "aan de voorwaarde is niet voldaan, dus geen effect",
    "whether the condition of a bonus holds is not known": (
        "of aan de voorwaarde voor een bonus is voldaan, is niet bekend"
    ),
    "the condition of a bonus does not hold, so no bonus": (
        "aan de voorwaarde voor een bonus is niet voldaan, dus geen bonus"
    ),
    "{affected} of {total} is no share of {what}": "{affected} van {total} is geen deel van {what}",
    "{affected} of {total} affected": "{affected} van {total} getroffen",
    "{waits} waited from before": "{waits} wachtte van eerder",
    "at most {told}": "hoogstens {told}",
    "{cut} waits for the next period": "{cut} wacht op de volgende periode",
    "{cut} is not paid": "{cut} wordt niet betaald",
    "{why} more than {least}": "{why} meer dan {least}",
    "nothing is paid, because it has to come to": "er wordt niets betaald, want het moet uitkomen op",
    "it waits for the next period, because it has to come to": (
        "het wacht op de volgende periode, want het moet uitkomen op"
    ),
    "it is raised, because it has to come to": "het wordt verhoogd, want het moet uitkomen op",
    "the rate of {currency} is not told, as the amount {word}": (
        "de koers van {currency} is niet verteld, als het bedrag {word}"
    ),
    "{says}; paid in {currency} at {rate}": "{says}; betaald in {currency} tegen {rate}",
    "{money}, of which {share} by days = {part}": "{money}, waarvan naar dagen {share} = {part}",
    "{amount} per {per}{days} = {whole}": "{amount} per {per}{days} = {whole}",
    ", of which {part} by days": ", waarvan naar dagen {part}",
    " - {used} used": " - {used} gebruikt",
    # claims
    "it has to be claimed{by}": "het moet{by} worden geclaimd",
    "claimed on {made}, by {deadline}": "geclaimd op {made}, uiterlijk {deadline}",
    "not claimed by {deadline}: lost": "niet geclaimd uiterlijk {deadline}: vervallen",
    "claimed on {made}, after {deadline}: lost": "geclaimd op {made}, na {deadline}: vervallen",
    "claimed on {made}; until when it could be is not known": (
        "geclaimd op {made}; tot wanneer dat kon, is niet bekend"
    ),
    "claimed on {made}, after {deadline}: whether it is granted is not known": (
        "geclaimd op {made}, na {deadline}: of het wordt toegekend, is niet bekend"
    ),
    "the {span} for a claim": "de {span} voor een claim",
    # one incident, several effects
    "{clause} stands in its place": "{clause} komt ervoor in de plaats",
    "{says} where that pays": "{says} waar dat betaalt",
    "{says}; {why}: nothing": "{says}; {why}: niets",
    "{formula}; {why}: nothing": "{formula}; {why}: niets",
    "{other} is larger, and of one incident only the largest counts": (
        "{other} is groter, en van één incident telt alleen het grootste"
    ),
    "another effect of the incident may be larger": "een ander effect van het incident kan groter zijn",
    "it counts only if it is the largest of the incident": "het telt alleen als het het grootste van het incident is",
    "No claim is told, and none is taken to have been made: what had to be claimed is lost.": (
        "Er is geen claim gemeld, en dus geen gedaan, zo is aangenomen: wat geclaimd moest worden is vervallen."
    ),
    "the customer chose {other}": "de klant koos {other}",
    "what the customer chose, {named}, means {n} effects of one incident; tell one of them by its own name": (
        "wat de klant koos, {named}, betekent {n} gevolgen van een voorval; meld er een bij zijn eigen naam"
    ),
    "which effect of the incident the customer chooses is not known": (
        "welk effect van het incident de klant kiest, is niet bekend"
    ),
    # items
    "{sure} of {volume} items met the target{told}": "{sure} van {volume} meldingen haalden de norm{told}",
    "{sure} of {volume} items missed the target{told}": "{sure} van {volume} meldingen misten de norm{told}",
    ", and of {undetermined} nobody knows": ", en van {undetermined} weet niemand het",
    # award fees
    "{name} earns {value}": "{name} levert {value} op",
    "{score} is less than {minimum}": "{score} is minder dan {minimum}",
    "the score of {score}": "de score van {score}",
    "the score is not known; tell it under figures, as {clause}": (
        "de score is niet bekend; vertel haar onder figures, als {clause}"
    ),
    "no rating that earns": "geen oordeel dat iets oplevert",
    # duties and late deliveries
    "{does}: {late} of {times} late{told}": "{does}: {late} van {times} te laat{told}",
    "; whether {which} was in time is not told": "; of {which} op tijd was, is niet verteld",
    "who pays where '{does}' is late is not said: both parties owe it": (
        "wie betaalt als '{does}' te laat is, staat er niet: beide partijen zijn het verschuldigd"
    ),
    "how often {amount} per {per} is paid for what is late is not said": (
        "hoe vaak {amount} per {per} wordt betaald voor wat te laat is, staat er niet"
    ),
    "how many days late {name} was is not told": "hoeveel dagen {name} te laat was, is niet verteld",
    "which time of {clause} was done is not told: {names} are due": (
        "welke keer van {clause} is gedaan, is niet verteld: {names} zijn verschuldigd"
    ),
    "nothing is paid for it": "er wordt niets voor betaald",
    "it did not fall due": "het viel niet in deze periode",
    "{n} day / {step} = {steps} × {per_step}|{n} days / {step} = {steps} × {per_step}": (
        "{n} dag / {step} = {steps} × {per_step}|{n} dagen / {step} = {steps} × {per_step}"
    ),
    "{n} day late|{n} days late": "{n} dag te laat|{n} dagen te laat",
    "it is for {many} items, and one order-value is told: what each is worth is not known": (
        "het is voor {many} meldingen, en er is één waarde van een bestelling gemeld: wat elk waard is, is niet bekend"
    ),
    "the sum of {late} late deliveries, one by one in the evidence": (
        "de som van {late} te late leveringen, een voor een in de onderbouwing"
    ),
    "{id}: due {due}, {came}: {working}{base} = {cost}{at_most}": (
        "{id}: uiterlijk {due}, {came}: {working}{base} = {cost}{at_most}"
    ),
    "{before} days of {id} were counted before, of which relief excuses some now": (
        "van {id} zijn eerder {before} dagen geteld, waarvan ontheffing er nu verontschuldigt"
    ),
    "{id} was late under another wording too, which counted as it ran": (
        "{id} was ook te laat onder een andere tekst, die telde zoals het opliep"
    ),
    (
        "{id}: due {due}, not come: {n} day late so far, nothing yet|"
        "{id}: due {due}, not come: {n} days late so far, nothing yet"
    ): (
        "{id}: uiterlijk {due}, niet gekomen: tot nu toe {n} dag te laat, nog niets|"
        "{id}: uiterlijk {due}, niet gekomen: tot nu toe {n} dagen te laat, nog niets"
    ),
    "whether {which} is more than {span} late is not known": "of {which} meer dan {span} te laat is, is niet bekend",
    "came {at}": "gekomen {at}",
    "not come": "niet gekomen",
    ", at most {told}": ", ten hoogste {told}",
    "{counted} was counted before": "{counted} is eerder geteld",
    "{late} of {deliveries} are late": "{late} van {deliveries} zijn te laat",
    "{late} of {deliveries} came late": "{late} van {deliveries} kwamen te laat",
    " without what {causes} excuses": " zonder wat {causes} verontschuldigt",
    "{which} came more than {span} late": "{which} kwam meer dan {span} te laat",
    "nothing came more than {span} late": "niets kwam meer dan {span} te laat",
    "the delivery": "de levering",
    "nothing was delivered{waiting}, so no effect": "er is niets geleverd{waiting}, dus geen effect",
    "; {n} is overdue and counts when it comes|; {n} are overdue and count when they come": (
        "; {n} is te laat en telt als het komt|; {n} zijn te laat en tellen als ze komen"
    ),
    ", {before} of them before": ", waarvan {before} eerder",
    "({working}) - ({before})": "({working}) - ({before})",
    "{over} of {many} cut off at the cap of each": "{over} van {many} afgetopt op het plafond van elk",
    "{which}: more than {span} late": "{which}: meer dan {span} te laat",
    "{late} came late, and what each order is worth is not told (value: a number field)": (
        "{late} kwamen te laat, en wat elke bestelling waard is, is niet gemeld (value: een getalveld)"
    ),
    "{field}{of} is {worth}, and no order is worth that": "{field}{of} is {worth}, en dat is geen bestelling waard",
    "{field}{of}": "{field}{of}",
    "whether a delivery is one of those that it is for is not known": ("of een levering erbij hoort, is niet bekend"),
    # what cases are read from
    "when {condition}": "wanneer {condition}",
    "what it is about": "waar het over gaat",
    "{names} is not told|{names} are not told": "{names} is niet verteld|{names} zijn niet verteld",
    "when {condition} is not read from items; give the instant as a field": (
        "wanneer {condition}, wordt niet uit meldingen gelezen; geef het tijdstip als veld"
    ),
    "{name} holds words and no instants (the mapping makes it one with `type: instant`)": (
        "{name} bevat woorden en geen tijdstippen (de mapping maakt er een van met `type: instant`)"
    ),
    "{moment}{of} is not known": "{moment}{of} is niet bekend",
    "{each} is not known": "{each} is niet bekend",
    "{word} is not told": "{word} is niet verteld",
    "on which calendar {what} are counted is not said": "op welke kalender {what} worden geteld, staat er niet",
    "what starts and what stops the clock of its condition is not said": (
        "wat de klok van de voorwaarde start en stopt, staat er niet"
    ),
    # sums, deposits, interest
    "nothing went wrong": "er ging niets mis",
    "it was paid in {paid} and is due once": "het is in {paid} betaald en is eenmaal verschuldigd",
    "it was done": "het is gedaan",
    "it was not done": "het is niet gedaan",
    "not done": "niet gedaan",
    "whether it was done is not known": "of het is gedaan, is niet bekend",
    "{amount} was {days} days late": "{amount} was {days} dagen te laat",
    "{about}: interest {due}": "{about}: rente {due}",
    "nothing was paid late, so no interest": "er is niets te laat betaald, dus geen rente",
    "the rate of interest that the law sets is not told": "de wettelijke rente is niet verteld",
    "nothing was invoiced late": "er is niets te laat gefactureerd",
    "the invoice came {days} days late, more than {span}": "de factuur kwam {days} dagen te laat, meer dan {span}",
    "the invoice came {days} days late, not more than {span}": (
        "de factuur kwam {days} dagen te laat, niet meer dan {span}"
    ),
    "of {whole}, {parts} is taken; {left} is left": "van {whole} is {parts} afgenomen; er is {left} over",
    ", and {over} is not covered": ", en {over} is niet gedekt",
    "{exact} for {word}": "{exact} voor {word}",
    "nothing was taken from the deposit": "er is niets van de waarborgsom afgenomen",
    "how much is deposited is not known: {amount}": "hoeveel waarborgsom er is, is niet bekend: {amount}",
    "after how many days it lapses is not said in days, but as {lapses_after}": (
        "na hoeveel dagen het vervalt, staat er niet in dagen maar als {lapses_after}"
    ),
    # passed on, shared
    "{whole} credits {told}, of which {share} is passed on": (
        "{whole} geeft {told} korting, waarvan {share} wordt doorgegeven"
    ),
    "how much of the {told} of {whole} falls on this agreement is not told": (
        "hoeveel van de {told} van {whole} bij deze overeenkomst hoort, is niet verteld"
    ),
    "{says} (divided {split}: tell it under {own})": "{says} (verdeeld {split}: vertel het onder {own})",
    "{word} is told as {told}, which is no amount of money": "{word} is verteld als {told}, en dat is geen bedrag",
    "what {document} credits under {of} is not told": "wat {document} volgens {of} aan korting geeft, is niet verteld",
    "shares of ": "delen van ",
    # points
    "the row from {points}": "de rij vanaf {points}",
    "fewer points than the first row names": "minder punten dan de eerste rij noemt",
    "nothing gives points": "niets geeft punten",
    "{name} {low} to {high}": "{name} {low} tot {high}",
    "the points of {figure} are not known": "de punten van {figure} zijn niet bekend",
    "the points of {names} are not known": "de punten van {names} zijn niet bekend",
    # pools
    "{at_risk} at risk": "{at_risk} op het spel",
    "{words} failed": "{words} schoot tekort",
    "nothing failed": "niets schoot tekort",
    ", and of {which} nobody knows": ", en van {which} weet niemand het",
    "; together {least} of what is at risk ({over}), of which all is taken": (
        "; samen {least} van wat op het spel staat ({over}), waarvan alles wordt genomen"
    ),
    ", at most 100 %": ", hoogstens 100 %",
    "the verdict of {figure} is not known": "het oordeel over {figure} is niet bekend",
    # repeated failures
    "{failures} failures in {groups} groups, at most {most} of the same": (
        "{failures} tekortkomingen in {groups} groepen, hoogstens {most} van dezelfde"
    ),
    "{n} failure|{n} failures": "{n} tekortkoming|{n} tekortkomingen",
    "one of {number} failure|one of {number} failures": "een van {number} tekortkoming|een van {number} tekortkomingen",
    "no failure, so no deduction": "geen tekortkoming, dus niets ingehouden",
    "whether an item is a failure is not known": "of een melding een tekortkoming is, is niet bekend",
    "whether the thing was used all the same is not known": "of het toch werd gebruikt, is niet bekend",
    "{periods}{of} is not known": "{periods}{of} is niet bekend",
    # rights
    "; it has to be used within {time}": "; het moet binnen {time} worden gebruikt",
    ", done within {time}": ", te doen binnen {time}",
    "{says}, but it may not end before {not_before}": "{says}, maar beëindigen kan niet voor {not_before}",
    "no figure decides about it": "geen cijfer beslist erover",
    # what decides, in a drawing
    "% of {word}": "% van {word}",
    "% of what is at risk": "% van wat op het spel staat",
    "days late": "dagen te laat",
    "failures of the same thing, one period each": "tekortkomingen van hetzelfde, elk één periode",
    "items that met the target": "meldingen die de norm haalden",
    "items that missed the target": "meldingen die de norm misten",
    "days that {currency} 1 000 is late": "dagen dat {currency} 1 000 te laat is",
    "for each of {each}": "voor elke {each}",
    "of 1 000 {of}": "van 1 000 {of}",
    "all of them": "alles samen",
    "done": "gedaan",
    # share lines
    "a cost of {cost}, {part}": "kosten van {cost}, {part}",
    "no difference": "geen verschil",
    "overrun {difference}": "overschrijding {difference}",
    "saving {difference}": "besparing {difference}",
    "; the price of {price} is more than the ceiling of {ceiling}": (
        "; de prijs van {price} is meer dan het plafond van {ceiling}"
    ),
    "; at most {ceiling} - {cost}": "; hoogstens {ceiling} - {cost}",
}
"""Dutch."""
