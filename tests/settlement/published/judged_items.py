"""Published cases that are about items: the items are judged first, and the evaluation decides."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import contractkit as ck

__all__ = ["AS_OF", "ITEM", "judged"]

AS_OF = datetime(2027, 1, 1, tzinfo=UTC)
ITEM = "T-1"


def judged(agreement: ck.Agreement, facts: dict[str, Any]) -> tuple[ck.Facts, ck.Evaluation]:
    """Return the one item of a case with its relief, and the evaluation of it."""
    item = facts["items"]
    mapping: dict[str, Any] = {
        "contractkit": 1,
        "document": "mapping",
        "items": {"id": "id", "fields": {name: name for name in item}},
    }
    relief = None
    if "relief" in facts:
        rows = [(cause, *stretch.split("/")) for cause, stretches in facts["relief"].items() for stretch in stretches]
        relief = {
            "item": [ITEM] * len(rows),
            "cause": [cause for cause, _, _ in rows],
            "begin": [begin for _, begin, _ in rows],
            "end": [end for _, _, end in rows],
        }
        mapping["relief"] = {"item": "item", "cause": "cause", "from": "begin", "to": "end"}
    items = {"id": [ITEM], **{name: [value] for name, value in item.items()}}
    found = ck.Facts.from_frames(items=items, relief=relief, mapping=mapping)
    return found, ck.evaluate(agreement, found, AS_OF)
