"""The words around what clauses say: headings, amendments, dates; English and Dutch."""

from __future__ import annotations

__all__ = ["WORDS"]

WORDS = {
    "en": {
        "own-words": "Own words, from which nothing is computed: {text}",
        "nothing": "Nothing in this agreement comes of this clause by itself.",
        "gone": "An amendment took this clause away.",
        "open": "Left open by the text",
        "not-computed": "Not computed by this version",
        "changed": "Changed by {id} ({title}) from {day}",
        "replaced": "Replaced by {id} ({title}) from {day}",
        "added": "Added by {id} ({title}) from {day}",
        "removed": "Taken away by {id} ({title}) from {day}",
        "until": "{said} until {day}",
        "history": "Over time",
        "before": "before {day}",
        "since": "from {day}",
        "between": "from {day} up to and including {last}",
        "always": "all the time",
        "not-there": "not there",
        "whole": "For the whole agreement",
        "clauses": "{n} clause|{n} clauses",
    },
    "nl": {
        "own-words": "Eigen woorden, waaruit niets wordt berekend: {text}",
        "nothing": "Uit dit artikel volgt in deze overeenkomst op zichzelf niets.",
        "gone": "Een wijziging heeft dit artikel weggenomen.",
        "open": "Door de tekst opengelaten",
        "not-computed": "Niet berekend door deze versie",
        "changed": "Gewijzigd door {id} ({title}) vanaf {day}",
        "replaced": "Vervangen door {id} ({title}) vanaf {day}",
        "added": "Toegevoegd door {id} ({title}) vanaf {day}",
        "removed": "Weggenomen door {id} ({title}) vanaf {day}",
        "until": "{said} tot {day}",
        "history": "In de tijd",
        "before": "voor {day}",
        "since": "vanaf {day}",
        "between": "van {day} tot en met {last}",
        "always": "de hele tijd",
        "not-there": "staat er niet",
        "whole": "Voor de hele overeenkomst",
        "clauses": "{n} artikel|{n} artikelen",
    },
}
