"""The JSON Schema of an evaluation and of attainment as data, for those who store it, compare it or serve it."""

from __future__ import annotations

from typing import Any, Final

from contractkit.evaluation.attained import TERMS
from contractkit.evaluation.attained import VERDICTS as OF_FIGURES
from contractkit.evaluation.outcomes import VERDICTS
from contractkit.evaluation.scope import SCOPES
from contractkit.records.json_schema import DRAFT

__all__ = ["attainment_schema", "evaluation_schema"]

_INSTANT: Final = {"type": ["string", "null"], "format": "date-time"}
_WORD: Final = {"type": ["string", "null"]}
_NUMBER: Final = {"type": ["integer", "null"]}
_SPAN: Final = {"type": ["integer", "null"], "description": "microseconds"}
_ROW: Final = {"type": "integer", "minimum": 0}

_OUTCOMES: Final[dict[str, Any]] = {
    "item": {"type": "string"},
    "target": {"type": "string"},
    "cycle": {"type": "integer", "minimum": 1},
    "clause": {"type": "string"},
    "measure": _WORD,
    "level": _WORD,
    "service": _WORD,
    "verdict": {"enum": list(VERDICTS)},
    "reason": _WORD,
    **dict.fromkeys(("started", "due", "in_time_until", "stopped", "cancelled"), _INSTANT),
    **dict.fromkeys(("used", "allowed", "paused", "relieved", "lived_used", "wall"), _SPAN),
    **dict.fromkeys(("used_days", "allowed_days", "paused_days", "relieved_days", "lived_used_days"), _NUMBER),
    "allowed_text": _WORD,
    "lived_verdict": {"enum": list(VERDICTS)},
    "calendar": _WORD,
    "edition": _WORD,
    "scope": {"enum": list(SCOPES)},
    "promise": _ROW,
    "item_row": _ROW,
    "row": _ROW,
}
_ITEMS: Final[dict[str, Any]] = {
    "id": {"type": "string"},
    "scope": {"enum": list(SCOPES)},
    "rule": _WORD,
    "service": _WORD,
    "opened": _INSTANT,
    "doubt": _WORD,
    "row": _ROW,
}
_RELIEF: Final[dict[str, Any]] = {
    "item": {"type": "string"},
    "cause": _WORD,
    "begin": _INSTANT,
    "end": _INSTANT,
    "clause": _WORD,
    "counts": _WORD,
    "why": _WORD,
    "row": _ROW,
}


_SHARE: Final = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
_FIGURES: Final[dict[str, Any]] = {
    **dict.fromkeys(("met", "breached", "undetermined", "running", "excused"), _ROW),
    **dict.fromkeys(("attainment", "low", "high", "reach"), _SHARE),
    "verdict": {"enum": [*OF_FIGURES, None]},
    "term": {"enum": [*TERMS, None]},
}


def evaluation_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of what `Evaluation.to_dict` gives, version 1.

    Tables stand there by columns: lists of one length.

    Example:
        >>> evaluation_schema()["properties"]["version"]
        {'const': 1}
    """
    properties: dict[str, Any] = {
        "contractkit": {"const": 1},
        "document": {"const": "evaluation"},
        "version": {"const": 1},
        "agreement": {"type": "string"},
        "as_of": {"type": "string", "format": "date-time"},
        "known_at": _INSTANT,
        "counts": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}},
        "outcomes": _table(_OUTCOMES),
        "items": _table(_ITEMS),
        "relief": _table(_RELIEF),
        "problems": {"type": "array", "items": {"type": "object", "required": ["code", "says"]}},
        "assumptions": {"type": "array", "items": {"type": "object", "required": ["convention", "taken", "says"]}},
    }
    return {
        "$schema": DRAFT,
        "title": "A contractkit evaluation",
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name != "known_at"],
    }


def attainment_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of what `Attainment.to_dict` gives, version 1.

    The columns of what was counted apart are called as that is, and hold words.

    Example:
        >>> attainment_schema()["properties"]["document"]
        {'const': 'attainment'}
    """
    day = {"type": ["string", "null"], "format": "date"}
    properties: dict[str, Any] = {
        "contractkit": {"const": 1},
        "document": {"const": "attainment"},
        "version": {"const": 1},
        "agreement": _WORD,
        "period": _WORD,
        "start": day,
        "end": {**day, "description": "the first date after the period"},
        "by": {"type": ["array", "null"], "items": {"type": "string"}},
        "rows": {**_table(_FIGURES), "additionalProperties": {"type": "array", "items": _WORD}},
    }
    return {
        "$schema": DRAFT,
        "title": "The attainment of a contractkit evaluation",
        "type": "object",
        "properties": properties,
        "required": list(properties),
    }


def _table(columns: dict[str, Any]) -> dict[str, Any]:
    lists = {name: {"type": "array", "items": cell} for name, cell in columns.items()}
    return {"type": "object", "properties": lists, "required": list(lists)}
