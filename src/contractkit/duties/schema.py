"""The JSON Schema of obligations as data, for those who store them, compare them or serve them."""

from __future__ import annotations

from typing import Any, Final, get_args

from contractkit.duties.kinds import Kind, Nature
from contractkit.duties.states import STATES
from contractkit.records.json_schema import DRAFT, closed, several

__all__ = ["obligations_schema"]

_DATE: Final = {"type": "string", "format": "date"}
_MAYBE_DATE: Final = {"type": ["string", "null"], "format": "date"}
_WORD: Final = {"type": ["string", "null"]}

_PASSED: Final[dict[str, Any]] = {
    "state": {"enum": [*STATES, "disputed", "settled"]},
    "on": _DATE,
    "by": _WORD,
    "actor": _WORD,
    "evidence": _WORD,
}
_OBLIGATION: Final[dict[str, Any]] = {
    "agreement": {"type": "string"},
    "id": {"type": "string"},
    "kind": {"enum": list(get_args(Kind))},
    "nature": {"enum": list(get_args(Nature))},
    "clause": {"type": "string"},
    "occasion": {"type": "string"},
    "owner": {"enum": ["provider", "customer", "both"]},
    "does": {"type": "string"},
    "state": {"enum": list(STATES)},
    "provided": {"enum": ["if-renewed", "if-ended", "too-late", "ended", None]},
    "overlay": {"enum": ["disputed", None]},
    "surviving": {"enum": ["surviving", None]},
    "due": _DATE,
    "counted_from": _DATE,
    **dict.fromkeys(("since", "until", "agreed", "missed_on"), _MAYBE_DATE),
    "due_at": {"type": ["string", "null"], "format": "date-time"},
    "says": {"type": "string"},
}
_GAP: Final[dict[str, Any]] = {
    "agreement": {"type": "string"},
    "clause": {"type": "string"},
    "occasion": _WORD,
    "why": {"type": "string"},
    "says": {"type": "string"},
    "hint": _WORD,
}


def obligations_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) that `Obligations.to_dict` fits; it is closed, and `version` counts its form.

    Example:
        >>> obligations_schema()["properties"]["version"]
        {'const': 1}
    """
    passed = several(closed(_PASSED))
    return {
        "$schema": DRAFT,
        "title": "contractkit obligations",
        **closed(
            {
                "kind": {"const": "obligations"},
                "version": {"const": 1},
                "first": _DATE,
                "last": {**_DATE, "description": "this date counts too"},
                "as_of": _DATE,
                "obligations": several(closed({**_OBLIGATION, "history": passed})),
                "gaps": several(closed(_GAP)),
                "set_aside": {"type": "integer", "minimum": 0},
            }
        ),
    }
