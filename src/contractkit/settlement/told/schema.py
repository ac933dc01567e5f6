"""The JSON Schema of a facts document: the form that editors and other validators hold it against.

The schema knows the form, and not the agreement: whether a name is known, a unit fits or two figures contradict each
other is found when the facts are read.
"""

from __future__ import annotations

from typing import Any, Final

from contractkit.duties.states import HAPPENINGS
from contractkit.records.json_schema import DRAFT
from contractkit.settlement.told.forms import FORMS

__all__ = ["settlement_facts_schema"]

_DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_PERIOD: Final = rf"^([0-9]{{4}}(-Q[1-4]|-H[12]|-W[0-9]{{2}}|-[0-9]{{2}}|-[0-9]{{2}}-[0-9]{{2}})?|{_DAY}\.\.{_DAY})$"
_MONTH: Final = r"^[0-9]{4}(-|M)(0?[1-9]|1[0-2])$"

_TEXT: Final[dict[str, Any]] = {"type": "string"}
_WORD: Final[dict[str, Any]] = {"type": ["string", "number"]}
_VALUE: Final[dict[str, Any]] = {
    "type": ["string", "number", "null"],
    "description": "in JSON a text or a whole number; a decimal number is read exactly in YAML only",
}
_DATE: Final[dict[str, Any]] = {"type": "string", "pattern": f"^{_DAY}$"}
_WHEN: Final[dict[str, Any]] = {"type": ["string", "integer"], "examples": ["2026-03", "2026-01-01..2026-01-14"]}
_INSTANT: Final[dict[str, Any]] = {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].+)?$"}
_LENGTH: Final[dict[str, Any]] = {"type": "string", "examples": ["4.5 minutes", "1 hour 30 minutes"]}
_VERDICT: Final[dict[str, Any]] = {"enum": ["met", "breached", "undetermined", "no-volume"]}
_WHERE: Final[dict[str, Any]] = {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}}
_TAIL: Final[dict[str, Any]] = {"period": _WHEN, "source": _WORD, "recorded_on": _DATE, "where": _WHERE}
_AMOUNT: Final[dict[str, Any]] = {
    "anyOf": [
        {"type": ["string", "number"]},
        {
            "type": "object",
            "properties": {"number": _WORD, "currency": _TEXT, "unit": _TEXT},
            "required": ["number"],
            "additionalProperties": False,
        },
    ]
}
_AMOUNTS: Final[dict[str, Any]] = {"anyOf": [_AMOUNT, {"type": "array", "items": _AMOUNT}]}
_STRETCH: Final[dict[str, Any]] = {
    "anyOf": [
        _TEXT,
        {
            "type": "object",
            "properties": {"from": _INSTANT, "to": _INSTANT},
            "required": ["from", "to"],
            "additionalProperties": False,
        },
    ]
}
_STRETCHES: Final[dict[str, Any]] = {"anyOf": [_STRETCH, {"type": "array", "items": _STRETCH}]}
_COUNT: Final[dict[str, Any]] = {"type": ["string", "integer"]}
_COUNTS: Final[dict[str, Any]] = {"anyOf": [_COUNT, {"type": "array", "items": _COUNT}]}


def settlement_facts_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a facts document, and of what `SettlementFacts.from_dict` reads.

    The head (``contractkit``, ``document``, ``agreement``) is that of a file and may be left out of plain data.

    Example:
        >>> sorted(settlement_facts_schema()["properties"]["claims"]["items"]["required"])
        ['of', 'on']
    """
    groups = _groups()
    examples = {name: FORMS[name] for name in groups}
    return {
        "$schema": DRAFT,
        "title": "A contractkit facts document",
        "type": "object",
        "properties": {
            "contractkit": {"enum": [1, "1"]},
            "document": {"const": "facts"},
            "agreement": {**_TEXT, "description": "the id of the agreement that the facts are of"},
            "title": _TEXT,
            **{name: {**group, "examples": [examples[name]]} for name, group in groups.items()},
        },
        "additionalProperties": False,
    }


def _groups() -> dict[str, dict[str, Any]]:
    figure = {
        **_TAIL,
        **dict.fromkeys(("value", "low", "high"), _VALUE),
        **dict.fromkeys(("good", "total"), _COUNT),
        "verdict": _VERDICT,
        "unit": _TEXT,
    }
    counted = _row({name: _TAIL[name] for name in ("period", "source", "recorded_on")} | {"value": _WORD}, ["value"])
    volume = {"value": _AMOUNT, "since": _DATE, "period": _WHEN, "source": _WORD, "recorded_on": _DATE}
    return {
        "figures": _named(_by_period(_VALUE, _row(figure))),
        "measured": _named(_by_period(None, _measurement())),
        "verdicts": _named(_by_period(_VERDICT, _row({**_TAIL, "verdict": _VERDICT}, ["verdict"]))),
        "points": _named(_by_period(_WORD, counted)),
        "failures": _named(_by_period(_WORD, counted)),
        "amounts": _named({"anyOf": [_AMOUNTS, _periods(_AMOUNTS)]}),
        "amounts_of": _WHEN,
        "volumes": _named(_by_period(_WORD, _row(volume, ["value"]))),
        "baselines": _named(_AMOUNT),
        "blocks": _named(_blocks()),
        "index": _named(_series()),
        "raises": {"anyOf": [_DATE, {"type": "array", "items": _DATE}, {"type": "null"}]},
        "fields": _named({"type": ["string", "number", "boolean"]}),
        "dates": _row(dict.fromkeys(("asked-on", "from", "through"), _DATE)),
        "overdue": {"anyOf": [_overdue(), {"type": "null"}]},
        "claims": _rows({"of": _TEXT, "on": _DATE, "period": _WHEN}, ["of", "on"]),
        "choices": _rows({"of": _TEXT, "incident": _WORD, "period": _WHEN}, ["of"]),
        "done": _named({"anyOf": [_done(), _named(_done())]}),
        "obligations": _rows(_event(), ["id", "obligation", "what", "at"]),
        "relieved": _named(_STRETCHES),
        "told_once": {"enum": ["last-wording", "by-days"]},
        "ledger": _named({"anyOf": [_AMOUNTS, {"type": "object", "additionalProperties": _AMOUNTS}]}),
        "known_at": {"anyOf": [_DATE, {"type": "null"}]},
    }


def _blocks() -> dict[str, Any]:
    """Return the schema of what is left of the blocks of one clause: by their first dates, in rows, or nothing."""
    by_date = {"type": "object", "propertyNames": {"pattern": f"^{_DAY}$"}, "additionalProperties": _WORD}
    lapses = {"anyOf": [_DATE, {"enum": ["never", None]}]}
    carries = {"anyOf": [_row({"on": _DATE, "at_most": _WORD}, ["on", "at_most"]), {"type": "null"}]}
    row = {"from": _DATE, "left": _WORD, "bought": _WORD, "lapses": lapses, "carries": carries}
    left = [{"type": ["string", "number", "null"]}, by_date, _rows(row, ["from", "left"])]
    return {"anyOf": [*left, _row({"on": _DATE, "blocks": {"anyOf": left}}, ["blocks"])]}


def _measurement() -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            **_TAIL,
            "time": _LENGTH,
            "total": _COUNTS,
            "good": _COUNTS,
            "outages": _STRETCHES,
            "down": _LENGTH,
            "relieved": _STRETCHES,
            "maintenance": {"type": "array", "items": _maintenance()},
            **dict.fromkeys(("intervals", "failed", "empty"), _COUNT),
            "marks": {"anyOf": [_WORD, {"type": "array", "items": _WORD}]},
            "parts": {"type": "object", "additionalProperties": _WORD},
        },
        "additionalProperties": _WORD,
        "description": "what a figure is worked out from; the mark of a part of a score under its name",
        "propertyNames": {"not": {"pattern": _PERIOD}},
    }


def _maintenance() -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {"from": _INSTANT, "to": _INSTANT, "announced_at": {"anyOf": [_INSTANT, {"const": "never"}]}},
        "required": ["from", "to"],
        "additionalProperties": False,
    }


def _series() -> dict[str, Any]:
    figure = {
        "month": {**_TEXT, "pattern": _MONTH},
        "value": _WORD,
        "base": _WORD,
        "status": {"enum": ["flash", "provisional", "final"]},
        "published_on": _DATE,
    }
    months = {"type": "object", "propertyNames": {"pattern": _MONTH}, "additionalProperties": _WORD, "minProperties": 1}
    link = {
        **dict.fromkeys(("from", "to", "base", "at"), _WORD),
        **dict.fromkeys(("old", "new", "factor"), _WORD),
        "factor_multiplies": {"enum": ["new-figures", "old-figures"]},
        "source": _WORD,
    }
    told = _row(
        {
            "figures": {"anyOf": [months, _rows(figure, ["month", "value"])]},
            "base": _WORD,
            "status": figure["status"],
            "published_on": _DATE,
            "source": _WORD,
            "links": {"type": "array", "items": {**_row(link), "anyOf": [_has("old", "new"), _has("factor")]}},
        }
    )
    return {"anyOf": [months, {**told, "minProperties": 1}]}


def _done() -> dict[str, Any]:
    on = {"anyOf": [_DATE, {"const": "not-done"}]}
    return {"anyOf": [on, _row({"on": on, "due": _DATE, "source": _WORD, "recorded_on": _DATE}, ["on"])]}


def _event() -> dict[str, Any]:
    dates = dict.fromkeys(("until", "recorded_on"), _DATE)
    words = dict.fromkeys(("obligation", "actor", "evidence", "agreement"), _WORD)
    return {"id": _WORD, **words, "what": {"enum": list(HAPPENINGS)}, "at": _INSTANT, **dates}


def _overdue() -> dict[str, Any]:
    row = _row({"amount": _AMOUNT, "for": _LENGTH, "due": _INSTANT, "seen": _INSTANT})
    return {**row, "dependentRequired": {"due": ["seen"], "seen": ["due"]}}


def _by_period(value: dict[str, Any] | None, row: dict[str, Any]) -> dict[str, Any]:
    """Return one value or row, one for each period, or a list of them."""
    one = {"anyOf": [row] if value is None else [value, row]}
    several = {"type": "array", "items": {"anyOf": [one, _periods(one)]}}
    return {"anyOf": [one, _periods(one), several]}


def _periods(value: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "propertyNames": {"pattern": _PERIOD},
        "additionalProperties": value,
        "minProperties": 1,
    }


def _named(value: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": value}


def _row(properties: dict[str, Any], required: list[str] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required or [],
        "additionalProperties": False,
    }


def _rows(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "array", "items": _row(properties, required)}


def _has(*names: str) -> dict[str, Any]:
    return {"required": list(names)}
