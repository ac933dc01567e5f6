"""The words around a portfolio on a screen; English and Dutch."""

from __future__ import annotations

from typing import Final

__all__ = ["WORDS"]

WORDS: Final = {
    "en": {
        "title": "Portfolio of {agreements} with {customers}",
        "agreements": "{n} agreement|{n} agreements",
        "customers": "{n} customer|{n} customers",
        "decisions": "Decisions from {first} through {last}:",
        "ends": "These end in that time, and nothing renews them:",
        "readings": "Readings that the texts leave open:",
        "none": "none",
        "due": "due",
        "agreement": "agreement",
        "customer": "customer",
        "provider": "provider",
        "both": "both",
        "owner": "owner",
        "does": "does",
        "clause": "clause",
        "contracts": "contracts",
        "convention": "convention",
        "taken": "taken",
        "says": "says",
    },
    "nl": {
        "title": "Portefeuille van {agreements} met {customers}",
        "agreements": "{n} overeenkomst|{n} overeenkomsten",
        "customers": "{n} klant|{n} klanten",
        "decisions": "Te beslissen van {first} tot en met {last}:",
        "ends": "Deze eindigen in die tijd, en niets verlengt ze:",
        "readings": "Wat de teksten openlaten:",
        "none": "geen",
        "due": "uiterlijk",
        "agreement": "overeenkomst",
        "customer": "klant",
        "provider": "dienstverlener",
        "both": "beide",
        "owner": "wie",
        "does": "wat",
        "clause": "artikel",
        "contracts": "contracten",
        "convention": "woord",
        "taken": "gelezen als",
        "says": "waarover",
    },
}
