"""A question as the tables that a user of the library would have: one item, its events and its relief."""

from __future__ import annotations

from typing import Any, Final

from contractkit.testing.clocks import questions as q
from contractkit.testing.clocks.papers import causes_of, field_words, moments
from contractkit.testing.clocks.writing import instant_text

__all__ = ["frames", "mapping"]

_ITEM: Final = "T-1"


def mapping(question: q.Question) -> dict[str, Any]:
    """Return which column is what in the frames of a question."""
    words = field_words(question)
    fields: dict[str, Any] = {"opened_at": "opened_at"}
    for field in ("status", "priority"):
        fields[field] = {"column": field, "holds": "at-opening"}
    for field in moments(question):
        fields[field] = {"column": field, "type": "instant"}
    found: dict[str, Any] = {
        "contractkit": 1,
        "document": "mapping",
        "items": {"id": "id", "fields": fields},
        "events": {
            "item": "item",
            "at": "at",
            "sequence": "seq",
            "form": "change",
            "field": "field",
            "value": "value",
            "fields": {field: {"name": field} for field in sorted(words)},
        },
    }
    if any(event.recorded is not None for event in question.events):
        found["events"]["recorded_at"] = "recorded_at"
    if question.relief:
        found["relief"] = {"item": "item", "from": "from", "to": "to", "cause": "cause"}
        if any(relief.recorded is not None for relief in question.relief):
            found["relief"]["recorded_at"] = "recorded_at"
    return found


def frames(question: q.Question) -> dict[str, dict[str, list[Any]]]:
    """Return the tables of a question, column by column."""
    item = question.item
    items: dict[str, list[Any]] = {
        "id": [_ITEM],
        "opened_at": [instant_text(item.opened)],
        "status": [item.status],
        "priority": [item.priority],
    }
    for field, moment in moments(question).items():
        items[field] = [None if moment.us is None else instant_text(moment.us)]
    events = question.events
    found: dict[str, dict[str, list[Any]]] = {
        "items": items,
        "events": {
            "item": [_ITEM] * len(events),
            "at": [instant_text(event.at) for event in events],
            "seq": [event.seq for event in events],
            "field": [event.field for event in events],
            "value": [event.value for event in events],
            "recorded_at": [None if event.recorded is None else instant_text(event.recorded) for event in events],
        },
    }
    if question.relief:
        words = causes_of(question)
        relief = question.relief
        found["relief"] = {
            "item": [_ITEM] * len(relief),
            "from": [instant_text(one.begin) for one in relief],
            "to": [instant_text(one.end) for one in relief],
            "cause": [words[one.extent, one.cause] for one in relief],
            "recorded_at": [None if one.recorded is None else instant_text(one.recorded) for one in relief],
        }
    return found
