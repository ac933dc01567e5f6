"""What was delivered says of its worth: how it was priced, and why something has no price."""

from __future__ import annotations

__all__ = ["DUTCH"]

DUTCH = {
    # units that are paid for beforehand
    "{unit} of {service} are paid beforehand, and how many it took is not told": (
        "{unit} van {service} zijn vooraf betaald, en hoeveel het kostte is niet verteld"
    ),
    "how long it took is not told; {unit} of {service} are paid beforehand": (
        "hoe lang het duurde is niet verteld; {unit} van {service} zijn vooraf betaald"
    ),
    "{unit} of {service} are paid beforehand, and how many were left on {day} is not told": (
        "{unit} van {service} zijn vooraf betaald, en hoeveel er op {day} over waren is niet verteld"
    ),
    "counted among the {unit} of {service}, which are paid beforehand or charged": (
        "geteld bij {unit} van {service}, die vooraf zijn betaald of in rekening komen"
    ),
    "{spent} of {free} {unit} of {service} that are paid beforehand": (
        "{spent} van {free} {unit} van {service} die vooraf zijn betaald"
    ),
    "{spent}, of which {free} are paid beforehand: {beyond} × {each}": (
        "{spent}, waarvan {free} vooraf betaald: {beyond} × {each}"
    ),
    # what an amendment proposes
    "Scope: {rules}": "Reikwijdte: {rules}",
    "{name} is {outcome}": "{name} {outcome}",
    "in scope": "hoort erbij",
    "quoted": "wordt geoffreerd",
    "delivered as a favour": "gebeurt uit coulance",
    "not done": "gebeurt niet",
    "{title}: {n} a month at {price}": "{title}: {n} per maand voor {price}",
    "{title}, {n} a month, as delivered since {day}.": "{title}, {n} per maand, zoals geleverd sinds {day}.",
    "{formula}, less {amount} that was accepted": "{formula}, min {amount} die is aanvaard",
    "no volume of {name} is measured in {label}": "in {label} is geen aantal van {name} gemeten",
    "{more} more in {label}: {found}": "{more} meer in {label}: {found}",
    "neither the service nor the catalogue has a price of a unit per month": (
        "de dienst noch de catalogus heeft een prijs van een eenheid per maand"
    ),
    "{time} of {spent}, {formula}": "{time} van {spent}, {formula}",
    "as it was told": "zoals het is verteld",
    "of {unpriced} of {times} it is not known what they are worth": (
        "van {unpriced} van {times} is niet bekend wat zij waard zijn"
    ),
    "{worth} for {times} of them": "{worth} voor {times} ervan",
    "{names}: no price for work as it comes": "{names}: geen prijs voor werk zoals het komt",
    "{says} could price it; a quote clause with priced_from says which": (
        "{says} kunnen het prijzen; een artikel over offertes met priced_from zegt welke"
    ),
    "no rate and no entry of the catalogue prices it": "geen tarief en geen dienst uit de catalogus prijst het",
    "{name} has surcharges, and which hours they hold for is not told": (
        "{name} heeft toeslagen, en voor welke uren die gelden, is niet verteld"
    ),
    "the price of {name} is not known": "de prijs van {name} is niet bekend",
    (
        "{name} is priced per day, and how many is not told"
    ): "{name} heeft een prijs per dag, en hoeveel dagen is niet verteld",
    "how long it took is not told ({told} per {unit})": "hoelang het duurde, is niet verteld ({told} per {unit})",
    "{spent} × {told} per {unit}": "{spent} × {told} per {unit}",
    "{hours} h": "{hours} uur",
    "{minutes} min": "{minutes} min",
}
"""Dutch."""
