"""The JSON Schema of a delivery as data, for those who store it, compare it, or read it in another language."""

from __future__ import annotations

from typing import Any, Final, get_args

from contractkit.delivery.favours import Telling
from contractkit.delivery.grey import State as GreyState
from contractkit.delivery.lines import VolumeState
from contractkit.delivery.outside import OUTSIDE
from contractkit.delivery.quotes import State as QuoteState
from contractkit.delivery.risks import RiskKind
from contractkit.delivery.told import Outcome, Warned
from contractkit.records.json_schema import DRAFT, closed, or_none, several

__all__ = ["delivery_schema"]

_TEXT: Final = {"type": "string"}
_WORD: Final = {"type": ["string", "null"]}
_AMOUNT: Final = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$", "description": "a decimal of the currency"}
_MAYBE: Final = {**_AMOUNT, "type": ["string", "null"]}
_EXACT: Final = {"type": ["string", "null"], "description": "a number without rounding, a fraction where no decimal is"}
_COUNT: Final = {"type": "integer", "minimum": 0}
_NUMBER: Final = {"type": ["integer", "null"]}
_US: Final = {"type": ["integer", "null"], "description": "microseconds"}
_DATE: Final = {"type": ["string", "null"], "format": "date"}
_INSTANT: Final = {"type": ["string", "null"], "format": "date-time"}
_TEXTS: Final = {"type": "array", "items": _TEXT}
_PEOPLE: Final = {
    "type": "array",
    "items": {"type": "object", "properties": {"role": _TEXT, "name": _WORD}, "required": ["role", "name"]},
}


def delivery_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of what `Delivery.to_dict` gives, version 1.

    Example:
        >>> delivery_schema()["properties"]["kind"]
        {'const': 'delivery'}
    """
    properties: dict[str, Any] = {
        "kind": {"const": "delivery"},
        "version": {"const": 1},
        "agreement": _TEXT,
        "period": _TEXT,
        "as_of": {"type": "string", "format": "date-time"},
        "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
        "worth": _MAYBE,
        "unpriced": _COUNT,
        "why_unpriced": _TEXTS,
        **{name: several(closed(part)) for name, part in _parts().items()},
        "told": closed(_told()),
        "completeness": {"type": "object", "required": ["percent", "documents", "points"]},
        "set_aside": _TEXTS,
        "undated": _COUNT,
        "problems": {"type": "array", "items": {"type": "object", "required": ["code", "says"]}},
        "says": _TEXT,
    }
    return {"$schema": DRAFT, **closed(properties)}


def _item() -> dict[str, Any]:
    return {
        "item": _TEXT,
        "scope": {"enum": list(OUTSIDE)},
        **dict.fromkeys(("rule", "clause", "service", "kind"), _WORD),
        "opened": _INSTANT,
        "spent_us": _US,
        "worth": _MAYBE,
        "formula": _TEXT,
        "priced_by": _WORD,
        "verdicts": _TEXTS,
        "accepted": _MAYBE,
        "step": _step(),
    }


def _line() -> dict[str, Any]:
    return {
        "service": _WORD,
        "period": _TEXT,
        "clause": _WORD,
        "agreed": _MAYBE,
        "unit": _WORD,
        **dict.fromkeys(("low", "high", "delivered"), _EXACT),
        "state": {"enum": list(get_args(VolumeState))},
        "items": _COUNT,
        "outside": _COUNT,
        "spent_us": _US,
        "worth": _MAYBE,
        "unpriced": _COUNT,
        "why_unpriced": _TEXTS,
        "charged": _MAYBE,
        "formula": _TEXT,
        "missing": _TEXTS,
        "says": _TEXT,
    }


def _parts() -> dict[str, dict[str, Any]]:
    return {
        "services": _line(),
        "months": _line(),
        "outside": _item(),
        "no_paper": {
            "why": {"enum": ["before-term", "after-term", "before-signature"]},
            "items": _COUNT,
            "worth": _MAYBE,
            "unpriced": _COUNT,
            "why_unpriced": _TEXTS,
            "since": _DATE,
            "until": _DATE,
        },
        "repeats": {
            **dict.fromkeys(("service", "kind"), _WORD),
            "scope": _TEXT,
            "items": _TEXTS,
            **dict.fromkeys(("first", "last"), _DATE),
            **dict.fromkeys(("months", "times"), _COUNT),
            "worth": _MAYBE,
            "unpriced": _COUNT,
            "why_unpriced": _TEXTS,
            "each": _MAYBE,
            "says": _TEXT,
        },
        "grey": _grey(),
        "favours": _favour(),
        "quotas": {
            "clause": _TEXT,
            "period": _TEXT,
            "at_most": _TEXT,
            "used": _TEXT,
            "left": _TEXT,
            "unit": _TEXT,
            "unknown": _COUNT,
        },
        "quotes": _quote(),
        "ahead": _risk(),
        "proposals": {
            "kind": {"enum": ["scope-rule", "catalogue-entry"]},
            "name": _TEXT,
            "items": _TEXTS,
            "price": _MAYBE,
            "clause": _WORD,
            "says": _TEXT,
            "paper": {"type": "object", "required": ["document", "id", "amends", "effective_from", "changes"]},
        },
    }


def _grey() -> dict[str, Any]:
    return {
        **_item(),
        "meanwhile": _WORD,
        "age_days": _NUMBER,
        "follow_up": _DATE,
        "state": {"enum": list(get_args(GreyState))},
        "outcome": {"enum": [*get_args(Outcome), None]},
        "decided_on": _DATE,
        "decided_by": _WORD,
        "holds": {"enum": ["for-all", "once", None]},
        "told_at": _INSTANT,
        "decided_with": _WORD,
        "says": _TEXT,
    }


def _favour() -> dict[str, Any]:
    return {
        "what": _TEXT,
        "on": _DATE,
        **dict.fromkeys(("item", "service"), _WORD),
        "spent_us": _US,
        "worth": _MAYBE,
        "formula": _TEXT,
        "told_on": _DATE,
        "tell_by": _DATE,
        "telling": {"enum": list(get_args(Telling))},
        "beyond": _TEXT,
        "beyond_worth": _MAYBE,
        **dict.fromkeys(("above", "clause", "doubt"), _WORD),
        "says": _TEXT,
    }


def _quote() -> dict[str, Any]:
    return {
        "item": _WORD,
        "what": _TEXT,
        "service": _WORD,
        "per": {"enum": ["month", "once"]},
        "units": _COUNT,
        "price": _MAYBE,
        "formula": _TEXT,
        **dict.fromkeys(("priced_by", "clause"), _WORD),
        **dict.fromkeys(("asked_at", "due", "sent_at"), _INSTANT),
        "offered": _MAYBE,
        "valid_until": _DATE,
        "accepted_by": _PEOPLE,
        "state": {"enum": list(get_args(QuoteState))},
        "timing": {"enum": ["in-time", "late", "open", "no-limit"]},
        "late_us": _US,
        "says": _TEXT,
    }


def _told() -> dict[str, Any]:
    line = {
        "about": {"enum": list(get_args(Warned))},
        "item": _WORD,
        "target": _WORD,
        "happened_at": _INSTANT,
        "told_at": _INSTANT,
        "told": {"enum": ["before", "after", "untold"]},
        "to": _WORD,
        "how": _WORD,
    }
    counts = ("warned", "missed", "favours_untold", "favours", "grey_untold", "grey")
    return {
        **dict.fromkeys(counts, _COUNT),
        "lines": several(closed(line)),
        "says": _TEXT,
    }


def _step() -> dict[str, Any]:
    step = {
        "does": {"enum": ["tell", "decide", "talk", "offer", "renew"]},
        "who": _PEOPLE,
        "how": _WORD,
        "at": {"type": ["string", "null"], "description": "a date or an instant, ISO 8601"},
        "clause": _TEXT,
    }
    return or_none(closed(step))


def _risk() -> dict[str, Any]:
    return {
        "kind": {"enum": list(get_args(RiskKind))},
        "about": _TEXT,
        "target": _WORD,
        "when": {"type": ["string", "null"], "description": "a date or an instant, ISO 8601"},
        "share": _EXACT,
        "left": _NUMBER,
        "detail": _TEXT,
        "clause": _WORD,
        "step": _step(),
        "told": {"enum": ["told", "untold", None]},
        "turn": {"enum": ["ahead", "over"]},
        "volume": _EXACT,
        "band": {"type": ["array", "null"], "items": _TEXT},
        "late_us": _US,
        "says": _TEXT,
    }
