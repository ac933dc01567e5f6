"""The JSON Schema of a settlement as data, for those who store it, compare it, or read it in another language."""

from __future__ import annotations

from typing import Any, Final, get_args, get_type_hints

from contractkit.records.json_schema import DRAFT
from contractkit.settlement.lines import Line
from contractkit.settlement.remembered import Status

__all__ = ["settlement_schema"]

_AMOUNT: Final = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$", "description": "a decimal of the currency"}
_MAYBE: Final = {**_AMOUNT, "type": ["string", "null"]}
_EXACT: Final = {"type": "string", "description": "a number without rounding, a fraction where no decimal is exact"}
_WORD: Final = {"type": ["string", "null"]}
_DATE: Final = {"type": "string", "format": "date"}
_TEXTS: Final = {"type": "array", "items": {"type": "string"}}
_PERIOD: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "label": {"type": "string"},
        "start": _DATE,
        "end": {**_DATE, "description": "the first date after"},
    },
    "required": ["label", "start", "end"],
}
_PARTS: Final[dict[str, Any]] = {
    "type": "array",
    "items": {"type": "object", "properties": {"line": {"type": "string"}, "amount": _AMOUNT}, "required": ["line"]},
}


def settlement_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of what `Settlement.to_dict` gives, version 1.

    Example:
        >>> settlement_schema()["properties"]["status"]
        {'enum': ['provisional', 'agreed', 'final', 'corrected']}
    """
    properties: dict[str, Any] = {
        "kind": {"const": "settlement"},
        "version": {"const": 1},
        "agreement": {"type": "string"},
        "period": _PERIOD,
        "as_of": {"type": ["string", "null"], "format": "date-time"},
        "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
        "status": {"enum": list(get_args(Status))},
        "reasons": _TEXTS,
        "total": _AMOUNT,
        "low": _MAYBE,
        "high": _MAYBE,
        "charges": _AMOUNT,
        "malus": _AMOUNT,
        "bonus": _AMOUNT,
        "won_back": _AMOUNT,
        "lines": {"type": "array", "items": _line()},
        "allocated": _PARTS,
        "assumptions": {"type": "array", "items": {"type": "object", "required": ["convention", "taken", "says"]}},
        "problems": {"type": "array", "items": {"type": "object", "required": ["code", "says"]}},
        "consequences": {"type": "array", "items": {"type": "object", "required": ["clause", "kind", "state", "says"]}},
        "known_at": {**_DATE, "type": ["string", "null"]},
        "notes": _TEXTS,
    }
    required = list(properties)
    properties["blocks"] = {"type": "array", "items": _moved(), "description": "left out where there are none"}
    return {
        "$schema": DRAFT,
        "title": "A contractkit settlement",
        "type": "object",
        "properties": properties,
        "required": required,
    }


def _moved() -> dict[str, Any]:
    """Return the schema of what a period made of one block of units that were paid for beforehand."""
    numbers = dict.fromkeys(("before", "bought", "used", "lapsed", "left"), _EXACT)
    carries = {"type": ["object", "null"], "properties": {"on": _DATE, "at_most": _EXACT}}
    block = {
        "name": {"type": "string"},
        "units": _EXACT,
        "unit": _WORD,
        "holds_from": _DATE,
        "lapses_on": {**_DATE, "type": ["string", "null"]},
        "clause": _WORD,
        "bought": {**_EXACT, "type": ["string", "null"]},
        "carries": carries,
    }
    properties = {"block": {"type": "object", "properties": block, "required": list(block)}, **numbers}
    return {"type": "object", "properties": properties, "required": list(properties)}


def _line() -> dict[str, Any]:
    words = get_type_hints(Line)
    properties: dict[str, Any] = {
        "id": {"type": "string"},
        "kind": {"enum": list(get_args(words["kind"]))},
        "state": {"enum": list(get_args(words["state"]))},
        "clause": {"type": "string"},
        "period": _PERIOD,
        "target": _WORD,
        "caps": {"enum": ["malus", "bonus", None]},
        "nature": _WORD,
        "says": {"type": "string"},
        "formula": {"type": "string"},
        "inputs": {"type": "object", "additionalProperties": {"type": "string"}},
        "items": {"type": ["integer", "null"], "minimum": 0},
        "amount": _AMOUNT,
        "exact": _EXACT,
        "rounding": _EXACT,
        "low": _MAYBE,
        "high": _MAYBE,
        "parts": _PARTS,
        "evidence": _TEXTS,
        "paid_as": {**_WORD, "description": "money with its currency"},
    }
    return {"type": "object", "properties": properties, "required": list(properties)}
