"""The words around contracts that are put side by side; English and Dutch."""

from __future__ import annotations

from typing import Final

__all__ = ["WORDS"]

WORDS: Final = {
    "en": {
        "title": "Result contracts and effort contracts, {period}",
        "as-of": "As known at {at}.",
        "result": "{n} result contract|{n} result contracts",
        "effort": "{n} effort contract|{n} effort contracts",
        "kind.result": "results decide the pay",
        "kind.effort": "results do not decide the pay",
        "contract": "contract",
        "customer": "customer",
        "kept": "kept",
        "of": "of",
        "open": "open",
        "targets": "targets",
        "satisfaction": "score",
        "answers": "answers",
        "reached": "{met} of {all}",
        "axis.kept": "promises kept, %",
        "axis.satisfaction": "satisfaction, mean score",
        "more": "and {n} more contract|and {n} more contracts",
        "caveat": "A fact about these contracts in this period; it does not say why.",
        "nobody": "nobody answered",
        "nothing": "nothing was promised",
    },
    "nl": {
        "title": "Resultaatcontracten en inspanningscontracten, {period}",
        "as-of": "Zoals bekend op {at}.",
        "result": "{n} op resultaat|{n} op resultaat",
        "effort": "{n} op inspanning|{n} op inspanning",
        "kind.result": "resultaten bepalen mee wat wordt betaald",
        "kind.effort": "resultaten bepalen niet wat wordt betaald",
        "contract": "contract",
        "customer": "klant",
        "kept": "nagekomen",
        "of": "van",
        "open": "open",
        "targets": "normen",
        "satisfaction": "score",
        "answers": "antwoorden",
        "reached": "{met} van {all}",
        "axis.kept": "nagekomen beloften, %",
        "axis.satisfaction": "tevredenheid, gemiddelde score",
        "more": "en nog {n} contract|en nog {n} contracten",
        "caveat": "Een feit over deze contracten in deze periode; het zegt niet waarom.",
        "nobody": "niemand antwoordde",
        "nothing": "er was niets toegezegd",
    },
}
