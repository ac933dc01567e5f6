"""Readings that no word of a clause says: what would say each, so that no silence is left out without a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["WORDLESS", "why_not"]

_OTHER_PAPERS = "write it so in other papers, and compare those (contractkit backtest --against)"
_ANY = "it may stand for any of many; give one, such as with contractkit backtest --vary"
_FACTS = "it is a reading of the facts, and no clause decides it"
_DUTY = "it decides no amount that a settlement works out"

WORDLESS: Final[Mapping[str, str]] = {
    "anniversary": f"a term says its last date with until, and a renewal cannot: {_OTHER_PAPERS}",
    "after": f"which other moment is meant, no alternative says: {_ANY}",
    "band": f"which percentage is meant, no alternative says: {_ANY}",
    "calendar": f"which other calendar is meant, no alternative says: {_OTHER_PAPERS}",
    "cap-window": "no step spreads an effect over several windows of a cap; caps count it where its own period ends",
    "charged": f"the price itself says how it is charged, such as EUR 5.00 per seat per month: {_OTHER_PAPERS}",
    "charges": f"an amount that the head declares would say what belongs to it: {_OTHER_PAPERS}",
    "contract-year": f"a term that begins on another date has other years: {_OTHER_PAPERS}",
    "costs": _DUTY,
    "counted-in": "which other instant is meant, no alternative says; tell the failures of each period (failures)",
    "customer-of-items": _FACTS,
    "cut_off": f"which time of day is meant, no alternative says: {_ANY}",
    "event": f"which other instant is meant, no alternative says: {_OTHER_PAPERS}",
    "first": f"a date says when prices change first: {_ANY}",
    "holidays": f"the calendar of the document says which days are closed: {_OTHER_PAPERS}",
    "item-fields-of-events": _FACTS,
    "later-change": "an amendment says which of two changes holds, and not a clause",
    "lead_time": f"which of two lead times holds, the order of precedence says: {_OTHER_PAPERS}",
    "level-price": f"the price of the level, or of the service, says whether it is contained: {_OTHER_PAPERS}",
    "no-relief-recorded": "relief that nobody recorded is not known; record it, and evaluate again",
    "no-state-yet": _FACTS,
    "not-yet-classified": _FACTS,
    "notice": _DUTY,
    "of": f"which amount, or which promise, is meant, no alternative says: {_OTHER_PAPERS}",
    "on_change between units": f"no word restarts a clock that goes from one unit of time to another: {_OTHER_PAPERS}",
    "opened-at": _FACTS,
    "pause-of-a-moment": _FACTS,
    "no-claims": "what the customer claimed the facts say: tell it under claims, and settle again",
    "no-items": _FACTS,
    "paid": "how a credit is given decides no amount of it",
    "pays": f"what the party pays that ends it, no alternative says: {_OTHER_PAPERS}",
    "per": f"periods of another length are other figures: {_OTHER_PAPERS}",
    "renewal": "a notice that was given is a document of its own; add it, and load again",
    "repeated-local-times": _FACTS,
    "result-without-history": _FACTS,
    "running_clocks": f"the amendment says what becomes of clocks that run: {_OTHER_PAPERS}",
    "settlement": f"which other period is meant, no alternative says: {_OTHER_PAPERS}",
    "starts": f"which other instant is meant, no alternative says: {_OTHER_PAPERS}",
    "stops": f"which other state is meant, no alternative says: {_OTHER_PAPERS}",
    "term": f"which dates are meant, no alternative says: {_OTHER_PAPERS}",
    "told-once": "the facts say it, with told_once",
    "until": f"which other moment is meant, no alternative says: {_OTHER_PAPERS}",
    "valid_for": _DUTY,
    "volume": f"what is charged is the agreed volume where there is one, else the measured one: {_OTHER_PAPERS}",
    "volume-spread": "when units came is told with the facts, as volumes of shorter periods",
    "who": _DUTY,
    "within": _DUTY,
    "zone-of-facts": _FACTS,
    "currency": f"an agreement has one currency: {_OTHER_PAPERS}",
    "zone": f"an agreement has one zone: {_OTHER_PAPERS}",
    "good-periods": "which good periods brought a malus back, no settlement keeps, so that none can leave them out",
    "hours": f"whether hours pass on a calendar, the clause says by its words: {_OTHER_PAPERS}",
    "language": _DUTY,
}
"""By convention, why no alternative of it can be written into a clause."""


def why_not(convention: str) -> str | None:
    """Return why no clause can say another reading of a convention; None where one can.

    Example:
        >>> why_not("volume-spread")
        'when units came is told with the facts, as volumes of shorter periods'
        >>> why_not("holidays good-friday")[:46]
        'the calendar of the document says which days a'
    """
    return WORDLESS.get(convention) or WORDLESS.get(convention.partition(" ")[0])
