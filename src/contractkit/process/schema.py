"""The JSON Schemas of the forms of this package as data, for those who store them, compare them or serve them."""

from __future__ import annotations

from typing import Any, Final, get_args

from contractkit.evaluation.scope import SCOPES
from contractkit.process.allocated import PartKind
from contractkit.process.chain_proof import Verdict
from contractkit.process.chains import Arranged
from contractkit.process.item_steps import StepState
from contractkit.process.request_values import Standing
from contractkit.records.json_schema import DRAFT, closed, or_none, several

__all__ = ["allocation_schema", "chain_proof_schema", "item_steps_schema", "open_request_schema", "process_schema"]

_TEXT: Final = {"type": "string"}
_WORD: Final = {"type": ["string", "null"]}
_TEXTS: Final = {"type": "array", "items": _TEXT}
_AT: Final = {"type": "string", "format": "date-time"}
_INSTANT: Final = {"type": ["string", "null"], "format": "date-time"}
_DAY: Final = {"type": ["string", "null"], "format": "date"}
_US: Final = {"type": "integer", "description": "microseconds"}
_MAYBE_US: Final = {**_US, "type": ["integer", "null"]}
_NUMBER: Final = {"type": ["integer", "null"]}
_TRUTH: Final = {"type": "boolean"}
_PARTY: Final = {"enum": ["provider", "customer", None]}
_STATE: Final = {"enum": list(get_args(StepState))}

_STEP: Final[dict[str, Any]] = {
    **dict.fromkeys(("name", "clause", "says"), _TEXT),
    **dict.fromkeys(("process", "serves", "owner", "within", "why", "paused_by"), _WORD),
    **dict.fromkeys(
        ("started", "due", "in_time_until", "done", "done_by", "paused_since", "cancelled"),
        _INSTANT,
    ),
    **dict.fromkeys(("late_by_us", "paused_us", "left_us"), _MAYBE_US),
    **dict.fromkeys(("waits_for", "contacts"), _TEXTS),
    "state": _STATE,
    "party": _PARTY,
}
_ROW: Final[dict[str, Any]] = {
    **dict.fromkeys(("item", "step", "clause"), _TEXT),
    **dict.fromkeys(("process", "serves", "owner"), _WORD),
    **dict.fromkeys(("started", "due", "in_time_until", "done", "done_by", "cancelled"), _INSTANT),
    **dict.fromkeys(("late_by", "paused"), _MAYBE_US),
    "state": _STATE,
    "party": _PARTY,
}
_PART: Final[dict[str, Any]] = {
    "kind": {"enum": list(get_args(PartKind))},
    **dict.fromkeys(("names", "clauses"), _TEXTS),
    "takes_us": _US,
    "owner": _WORD,
    "area": {"enum": ["service", "others", None]},
}
_LINK: Final[dict[str, Any]] = {
    **dict.fromkeys(("name", "clause", "within"), _TEXT),
    "owner": _WORD,
    **dict.fromkeys(("starts", "ends"), _AT),
}
_PROMISE: Final[dict[str, Any]] = {
    **dict.fromkeys(("name", "clause"), _TEXT),
    "standing": {"enum": list(get_args(Standing))},
    **dict.fromkeys(("within", "reason"), _WORD),
    **dict.fromkeys(("due", "until", "stopped"), _INSTANT),
    "left": _MAYBE_US,
    "left_days": _NUMBER,
}
_HAPPENED: Final[dict[str, Any]] = {
    "at": _AT,
    "what": {"enum": ["opened", "field", "step", "promise", "quote"]},
    **dict.fromkeys(("field", "word"), _WORD),
}
_PLANNED: Final[dict[str, Any]] = {
    "name": _TEXT,
    "owner": _WORD,
    "contacts": _TEXTS,
    "party": _PARTY,
    "until": _INSTANT,
}
_DECIDED: Final[dict[str, Any]] = {
    "outcome": {"enum": ["in", "priced", "favour", "refused"]},
    "on": {"type": "string", "format": "date"},
    "about": {"enum": ["this-request", "such-requests"]},
}
_QUOTE: Final[dict[str, Any]] = {
    "state": {"enum": ["draft", "overdue", "sent", "accepted", "refused", "lapsed"]},
    **dict.fromkeys(("due", "sent_at"), _INSTANT),
    "valid_until": _DAY,
}


def process_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) that `ItemProcess.to_dict` fits; it is closed, and `version` counts its form.

    The command adds `allocations`, one for each promise, which are optional here.

    Example:
        >>> process_schema()["properties"]["document"]
        {'const': 'item-process'}
    """
    found = _form(
        "item-process",
        {
            **dict.fromkeys(("agreement", "item"), _TEXT),
            "as_of": _AT,
            "scope": {"enum": list(SCOPES)},
            "steps": several(closed(_STEP)),
            "missing": {"type": "object", "additionalProperties": _TEXTS},
        },
    )
    found["properties"]["allocations"] = several(_bare(allocation_schema()))
    return found


def item_steps_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the steps of all items of an agreement as data: a row for item and step.

    Example:
        >>> item_steps_schema()["properties"]["document"]
        {'const': 'item-steps'}
    """
    return _form("item-steps", {"agreement": _TEXT, "steps": several(closed(_ROW))})


def allocation_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) that `Allocation.to_dict` fits; it is closed, and `version` counts its form.

    Example:
        >>> allocation_schema()["properties"]["state"]
        {'enum': ['ended', 'expected']}
    """
    return _form(
        "allocation",
        {
            **dict.fromkeys(("item", "target", "clause", "says"), _TEXT),
            "state": {"enum": ["ended", "expected"]},
            **dict.fromkeys(("started", "in_time_until", "ends"), _INSTANT),
            "beyond_us": _US,
            "parts": several(closed(_PART)),
            "decisive": {"type": ["array", "null"], "items": _TEXT},
            "areas": {"type": "object", "additionalProperties": _US},
            "why_not": _WORD,
        },
    )


def chain_proof_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) that `ChainProof.to_dict` fits; it is closed, and `version` counts its form.

    Example:
        >>> chain_proof_schema()["properties"]["verdict"]
        {'enum': ['fits', 'too-long', 'not-proved']}
    """
    run = {
        **dict.fromkeys(("start", "due", "in_time_until", "ends"), _AT),
        "beyond_us": _US,
        "links": several(closed(_LINK)),
    }
    return _form(
        "chain-proof",
        {
            **dict.fromkeys(("agreement", "says"), _TEXT),
            "promise": closed(dict.fromkeys(("clause", "name", "within"), _TEXT)),
            "arranged": {"enum": list(get_args(Arranged))},
            "item": {"type": "object", "additionalProperties": _TEXT},
            "verdict": {"enum": list(get_args(Verdict))},
            **dict.fromkeys(("since", "until"), _INSTANT),
            "worst": {"anyOf": [closed(run), {"type": "null"}]},
            "share": {"type": ["string", "null"], "pattern": "^[0-9]+(/[0-9]+)?$"},
            "candidates": {"type": "integer", "minimum": 0},
            "assumes": _TEXTS,
            "why_not": _WORD,
        },
    )


def open_request_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) that `OpenRequest.to_dict` fits; it is closed, and `version` counts its form.

    Example:
        >>> open_request_schema()["properties"]["until"]["type"]
        ['string', 'null']
    """
    return _form(
        "open-request",
        {
            **dict.fromkeys(("agreement", "zone", "item"), _TEXT),
            "as_of": _AT,
            "service": _WORD,
            "scope": {"enum": list(SCOPES)},
            "promises": several(closed(_PROMISE)),
            "happened": several(closed(_HAPPENED)),
            **dict.fromkeys(("running", "next"), several(closed(_STEP))),
            "planned": several(closed(_PLANNED)),
            **dict.fromkeys(("waits", "waits_area"), _WORD),
            "decided": or_none(closed(_DECIDED)),
            "talk_by": _DAY,
            "quote": or_none(closed(_QUOTE)),
            "until": _INSTANT,
            "is_open": _TRUTH,
        },
    )


def _form(document: str, properties: dict[str, Any]) -> dict[str, Any]:
    head = {"contractkit": {"const": 1}, "document": {"const": document}, "version": {"const": 1}}
    schema = {"$schema": DRAFT, "title": f"contractkit {document}"}
    return {**schema, **closed({**head, **properties})}


def _bare(schema: dict[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in schema.items() if name not in ("$schema", "title")}
