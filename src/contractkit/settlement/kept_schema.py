"""JSON Schemas of what is kept of settlements: the ledger, corrections, sealed records."""

from __future__ import annotations

from typing import Any, Final, get_args

from contractkit.records.json_schema import DRAFT
from contractkit.settlement.remembered import Side, Status, Verdict
from contractkit.settlement.schema import settlement_schema

__all__ = ["correction_schema", "ledger_schema", "sealed_schema"]

_TEXT: Final[dict[str, Any]] = {"type": "string"}
_MAYBE_TEXT: Final[dict[str, Any]] = {"type": ["string", "null"]}
_DAY: Final[dict[str, Any]] = {"type": "string", "format": "date"}
_AMOUNT: Final[dict[str, Any]] = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}
_MAYBE_AMOUNT: Final[dict[str, Any]] = {**_AMOUNT, "type": ["string", "null"]}
_EXACT: Final[dict[str, Any]] = {
    "type": "string",
    "pattern": r"^-?[0-9]+(\.[0-9]+|/[0-9]+)?$",
    "description": "a number without rounding: a decimal, or a fraction where no decimal is exact",
}
_CURRENCY: Final[dict[str, Any]] = {"type": "string", "pattern": "^[A-Z]{3}$"}
_DIGEST: Final[dict[str, Any]] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_BY_WORD: Final[dict[str, Any]] = {"type": "object", "additionalProperties": _EXACT}
_LINE: Final = ("id", "kind", "clause", "amount", "says")
_DATES: Final[dict[str, Any]] = {"period": _TEXT, "start": _DAY, "end": {**_DAY, "description": "the first date after"}}


def ledger_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of what `Ledger.to_dict` gives, version 2. What is empty may be left out.

    Example:
        >>> ledger_schema()["properties"]["version"]
        {'const': 2}
    """
    return {
        "$schema": DRAFT,
        "title": "A contractkit ledger",
        **_object(
            {
                "kind": {"const": "ledger"},
                "version": {"const": 2},
                "agreement": _MAYBE_TEXT,
                "settled": _list(_settled()),
            },
            {"claims": _list(_claim()), "told": _list(_told())},
        ),
    }


def correction_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of what `Correction.to_dict` gives, version 1.

    Example:
        >>> correction_schema()["properties"]["kind"]
        {'const': 'correction'}
    """
    line = {
        "id": _TEXT,
        "kind": _TEXT,
        "clause": _TEXT,
        "earlier": _MAYBE_AMOUNT,
        "later": _MAYBE_AMOUNT,
        "amount": _AMOUNT,
        "says": _TEXT,
        "was": _MAYBE_TEXT,
    }
    return {
        "$schema": DRAFT,
        "title": "A contractkit correction",
        **_object(
            {
                "kind": {"const": "correction"},
                "version": {"const": 1},
                "agreement": _TEXT,
                "period": _object({"label": _TEXT, "start": _DAY, "end": _DAY}),
                "corrects": {"enum": list(get_args(Status))},
                "digest": _MAYBE_TEXT,
                "currency": _CURRENCY,
                "earlier": _AMOUNT,
                "later": _AMOUNT,
                "total": _AMOUNT,
                "lines": _list(_object(line)),
            }
        ),
    }


def sealed_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of what `SealedSettlement.to_dict` gives, versions 1 and 2.

    Example:
        >>> sealed_schema()["properties"]["digest"]["pattern"]
        '^[0-9a-f]{64}$'
    """
    settlement = {name: part for name, part in settlement_schema().items() if name != "$schema"}
    before = {name: part for name, part in ledger_schema().items() if name != "$schema"}
    evaluation = _object(
        {"as_of": {"type": "integer"}, "known_at": {"type": ["integer", "null"]}},
        {"outcomes": {"type": "integer"}, "verdicts": _DIGEST},
    )
    inputs = {
        "period": _object({"label": _TEXT, "start": _DAY, "end": _DAY}),
        "known_at": {**_DAY, "type": ["string", "null"]},
        "evaluation": {"anyOf": [evaluation, {"type": "null"}]},
        "told": {"type": "object", "description": "the facts told, as `SettlementFacts.from_dict` reads them"},
        "before": before,
    }
    agreement = {"id": _TEXT, "terms": _DIGEST, "documents": _list(_TEXT)}
    return {
        "$schema": DRAFT,
        "title": "A sealed contractkit settlement",
        **_object(
            {
                "kind": {"const": "sealed-settlement"},
                "version": {"enum": [1, 2]},
                "library": _TEXT,
                "agreement": _object(agreement),
                "calendars": {"type": "object", "additionalProperties": _TEXT},
                "inputs": _object(inputs),
                "settlement": settlement,
                "digest": {**_DIGEST, "description": "SHA-256 of the canonical JSON of everything else"},
            }
        ),
    }


def _settled() -> dict[str, Any]:
    always = {
        **_DATES,
        "status": {"enum": list(get_args(Status))},
        "total": _AMOUNT,
        "currency": _CURRENCY,
        "entries": _list(_entry()),
    }
    figure = _object(
        {"of": _TEXT, **_DATES, "verdict": {"enum": list(get_args(Verdict))}},
        {"value": _EXACT, "unit": _TEXT, "low": _EXACT, "high": _EXACT, "name": _TEXT},
    )
    maybe = {
        "figures": _list(figure),
        "points": _list(_object({"effect": _TEXT, "of": _TEXT, "settled_on": _DAY, "points": _EXACT})),
        "charged": _BY_WORD,
        "carried": _list(_carried()),
        "won_back": _list(_object({"effect": _TEXT, "settled_on": _DAY, "amount": _EXACT, "on": _DAY})),
        "baselines": {"type": "object", "additionalProperties": _TEXT},
        "blocks": {"type": "object", "additionalProperties": _blocks()},
        "known_at": _DAY,
        "digest": _TEXT,
        "lines": _list(_object({word: _AMOUNT if word == "amount" else _TEXT for word in _LINE})),
    }
    return _object(always, maybe)


def _blocks() -> dict[str, Any]:
    maybe = {
        "lapses_on": _DAY,
        "bought": _EXACT,
        "carries": _object({"on": _DAY, "at_most": _EXACT}),
        "unit": _TEXT,
    }
    return _object({"on": _DAY, "blocks": _list(_object({"holds_from": _DAY, "units": _EXACT}, maybe))})


def _entry() -> dict[str, Any]:
    always = {
        "effect": _TEXT,
        "target": _TEXT,
        "clause": _TEXT,
        "settled_on": _DAY,
        "kind": {"enum": list(get_args(Side))},
        "amount": _AMOUNT,
        "currency": _CURRENCY,
    }
    maybe = {"least": _AMOUNT, "most": _AMOUNT, "earned": _EXACT, "level": _TEXT, "service": _TEXT}
    return _object(always, {**maybe, "waited": _carried()})


def _carried() -> dict[str, Any]:
    always = {
        "effect": _TEXT,
        "step": {"type": "integer"},
        "why": {"enum": ["cap", "minimum-issue"]},
        "amount": _EXACT,
        "since": _DAY,
    }
    came_in = _object({"step": {"type": "integer"}, "why": always["why"], "on": _DAY})
    maybe = {"target": _TEXT, "clause": _TEXT, "level": _TEXT, "service": _TEXT, "by": _TEXT}
    return _object(always, {**maybe, "came_in": _list(came_in)})


def _claim() -> dict[str, Any]:
    always = {"event": _TEXT, "on": _DAY, "who": {"enum": ["provider", "customer"]}, "paid": _EXACT}
    return _object(always, {"head": _TEXT, "capped": {"enum": ["counts", "stands-apart"]}})


def _told() -> dict[str, Any]:
    maybe = {"malus": _EXACT, "bonus": _EXACT, "charged": _BY_WORD, "source": _TEXT}
    return _object({"start": _DAY, "end": _DAY}, maybe)


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _object(always: dict[str, Any], maybe: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {**always, **(maybe or {})},
        "required": list(always),
        "additionalProperties": False,
    }
