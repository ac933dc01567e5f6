"""What charging says of units that are paid beforehand: what a block costs, what is left, what lies beyond."""

from __future__ import annotations

__all__ = ["DUTCH"]

DUTCH = {
    # what blocks cost
    "{number} {unit}": "{number} {unit}",
    "{units} in what is charged otherwise": "{units} in wat op een andere wijze in rekening komt",
    "{price} for {units}": "{price} voor {units}",
    "{price}: no block begins = {amount}": "{price}: er begint geen bundel = {amount}",
    "{parts} = {amount}": "{parts} = {amount}",
    "{price} × {portion}, from {days} on": "{price} × {portion}, vanaf {days}",
    "{price} from {days} on": "{price} vanaf {days}",
    "{number} × {price} from {days} on": "{number} × {price} vanaf {days}",
    # which began when
    "how many blocks of {name} were ordered in {month} is not told; 0 says that none were": (
        "hoeveel bundels van {name} in {month} zijn besteld, is niet verteld; 0 zegt dat het er geen waren"
    ),
    "on which date of {dates} blocks of {name} were ordered is not told": (
        "op welke dag van {dates} bundels van {name} zijn besteld, is niet verteld"
    ),
    # what is left
    "units paid beforehand come first; {missing}": "vooraf betaalde eenheden gaan voor; {missing}",
    "no units paid beforehand are left": "er zijn geen vooraf betaalde eenheden meer over",
    "paid beforehand are {parts}; this is the price beyond them": (
        "vooraf betaald zijn {parts}; dit is de prijs van wat daarboven komt"
    ),
    "{units} {unit} of {name} of {since}": "{units} {unit} van {name} van {since}",
    "{units} {unit} of {name} of {since} (which lapse on {day})": (
        "{units} {unit} van {name} van {since} (vervalt op {day})"
    ),
    "what is left of prepaid units on {day} is not told": (
        "wat op {day} over is van vooraf betaalde eenheden, is niet verteld"
    ),
    "what is left of prepaid units of {service} on {day} is not known: tell it, or the units used from {since} on": (
        "wat op {day} over is van vooraf betaalde eenheden van {service}, is niet bekend: "
        "vertel het, of hoeveel er vanaf {since} zijn gebruikt"
    ),
    "the count of {service} in {dates} crosses {turn}, on which prepaid units begin or lapse, or are asked "
    "for: tell it until then and from then on": (
        "het aantal van {service} in {dates} loopt over {turn} heen, de dag waarop vooraf betaalde eenheden beginnen "
        "of vervallen, of waarnaar is gevraagd: vertel het tot dan en vanaf dan"
    ),
    "prepaid units of {service} begin or lapse, or are asked for, inside of {dates}, which has one number of units": (
        "vooraf betaalde eenheden van {service} beginnen of vervallen binnen {dates}, of er wordt naar gevraagd, en "
        "dat heeft één aantal"
    ),
    # what lies beyond
    "{used} used, {sources}; {formula}": "{used} gebruikt, {sources}; {formula}",
    "{units} from {name} of {day}": "{units} uit {name} van {day}",
    "{units} of {name} lie beyond all prepaid units, and it has no price": (
        "{units} van {name} komen boven alles wat vooraf is betaald, en het heeft geen prijs"
    ),
    "no price beyond prepaid units": "geen prijs boven wat vooraf is betaald",
    "{price}: {units} = {exact}": "{price}: {units} = {exact}",
    "the price of {name} changes between units as they come and those of a period": (
        "de prijs van {name} wisselt tussen eenheden zoals ze komen en die van een periode"
    ),
}
