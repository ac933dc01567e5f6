"""The JSON Schema of an answer to a call as data, for those who store it, compare it or serve it."""

from __future__ import annotations

from typing import Any, Final, get_args

from contractkit.portfolio.entitled import VERSION
from contractkit.portfolio.gaps import GapCode
from contractkit.portfolio.lookup import ScopeSays
from contractkit.records.json_schema import DRAFT, closed, several

__all__ = ["entitlement_schema"]

_TEXT: Final = {"type": "string"}
_WORD: Final = {"type": ["string", "null"]}
_TEXTS: Final = {"type": "array", "items": _TEXT}
_INSTANT: Final = {"type": ["string", "null"], "format": "date-time"}
_MOMENT: Final = {"type": ["string", "null"], "description": "an instant or a date, ISO 8601"}
_DOES: Final = ("not-started", "running", "paused", "stopped", "cancelled")
_STEPS: Final = ("step", "order", "quote", "refuse", "ask", "deliver", "wait", "talk", "promise")


def entitlement_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) that `Entitlement.to_dict` fits; it is closed, and `version` counts its form.

    Example:
        >>> entitlement_schema()["properties"]["version"]
        {'const': 1}
    """
    answer = closed({**_parts(), "alternatives": several({"$ref": "#"})})
    answer["properties"]["prepaid"] = {**_prepaid(), "description": "left out where nothing is paid for already"}
    answer["properties"]["unread"] = {**_TEXTS, "description": "left out where everything that was said is read"}
    head = {"$schema": DRAFT, "title": "contractkit entitlement"}
    return {**head, **answer}


def _parts() -> dict[str, Any]:
    promise = {
        **dict.fromkeys(("target", "name", "clause", "measure", "within", "calendar", "reason", "says"), _TEXT),
        **dict.fromkeys(("title", "level"), _WORD),
        **dict.fromkeys(("due", "in_time_until"), _INSTANT),
        "does": {"enum": list(_DOES)},
    }
    missing = {"field": _TEXT, "known": _TEXTS, "decides": _TEXT, "near": _WORD}
    gap = {"code": {"enum": list(get_args(GapCode))}, "says": _TEXT, "clauses": _TEXTS}
    contact = {"role": _TEXT, "name": _TEXT, "reach_at": _WORD, "party": _WORD, "clause": _TEXT}
    step = {
        "kind": {"enum": list(_STEPS)},
        **dict.fromkeys(("name", "says", "clause"), _TEXT),
        "owner": _WORD,
        "due": _MOMENT,
    }
    past = {
        "measure": _TEXT,
        "count": {"type": "integer"},
        "median_seconds": {"type": "number"},
        "ninetieth_seconds": {"type": "number"},
        "alike": {"type": "object", "additionalProperties": _TEXT},
    }
    price = {"type": "object", "required": ["name", "clause", "on", "price", "currency", "formula"]}
    rule = closed({"name": _TEXT, "clause": _TEXT})
    return {
        "version": {"const": VERSION},
        "kind": {"const": "entitlement"},
        **dict.fromkeys(("agreement", "customer", "level"), _WORD),
        "at": {"type": "string", "format": "date-time"},
        "item": {"type": "object", "additionalProperties": _WORD},
        "scope": {"enum": list(get_args(ScopeSays))},
        "owed": {"type": "boolean"},
        "scope_rule": {"anyOf": [rule, {"type": "null"}]},
        "levels": _TEXTS,
        "promises": several(closed(promise)),
        "possible": several(closed({**promise, "needs": _TEXTS, "when": _TEXT})),
        "missing": several(closed(missing)),
        "gaps": several(closed(gap)),
        "prices": several(price),
        "contacts": several(closed(contact)),
        "next_steps": several(closed(step)),
        "past": several(closed(past)),
        "says": _TEXT,
    }


def _prepaid() -> dict[str, Any]:
    """Return the schema of the units that are paid for already, block by block."""
    words = dict.fromkeys(("clause", "left", "known_on", "bought", "unit", "since", "lapses_on", "missing"), _WORD)
    return several(closed({"name": _TEXT, **words, "says": _TEXT}))
