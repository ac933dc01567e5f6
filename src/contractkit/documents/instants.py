"""How an instant is named in a clause: by a word for what happens then, or by the field that holds it."""

from __future__ import annotations

from typing import Annotated, Any

from contractkit.documents.faults import fault
from contractkit.documents.fields import FieldName
from contractkit.documents.scalars import Checked, Part
from contractkit.documents.texts import not_empty, slug, unquoted
from contractkit.documents.unions import Forms

__all__ = ["CUSTOMARY", "AtColumn", "Event", "EventWord", "StopWord", "instant_form"]


CUSTOMARY = {
    "acceptance": "accepted",
    "acknowledgement": "acknowledged",
    "delivery": "delivered",
    "diagnosis": "diagnosed",
    "installation": "installed",
    "quote": "quoted",
    "repair": "repaired",
    "replacement": "replaced",
    "report": "reported",
    "resolution": "solved",
    "response": "responded",
    "restoration": "restored",
    "update": "updated",
}
"""Measures that no clause has to define, with what stops their clocks; they start when the item is opened."""


class AtColumn(Part):
    """The instant that stands in a column of the item."""

    field: FieldName


def _word(text: str) -> None:
    not_empty(text)
    unquoted(text)
    if any(character.isspace() for character in text):
        says = f"'{text}' is not a word for what happens"
        raise fault("name", says, f"write '{slug(text)}', the field that holds it as {{field: ...}}, or a condition")


def _stop_word(text: str) -> None:
    if text == "none":
        raise fault("unknown-word", "a clock that never stops decides nothing", "{field: ...}, a word or a condition")
    _word(text)


EventWord = Annotated[str, Checked("a word for what happens", _word, r"^\S+$")]
"""What happens at the instant: ``opened``, ``solved``, ``delivered``, or an instant among the fields of the head."""

StopWord = Annotated[str, Checked("a word for what happens", _stop_word, r"^(?!none$)\S+$")]


def instant_form(value: Any) -> str:
    """Return how an instant is written: as a word, a column, what an event says, or a condition."""
    if isinstance(value, str):
        return "word"
    if isinstance(value, AtColumn) or (isinstance(value, dict) and set(value) == {"field"}):
        return "column"
    if hasattr(value, "event") or (isinstance(value, dict) and set(value) == {"event"}):
        return "happening"
    return "condition"


def _event_form(value: Any) -> str:
    return "column" if isinstance(value, dict | AtColumn) else "word"


Event = Annotated[str | AtColumn, Forms(_event_form, word=EventWord, column=AtColumn)]
"""An instant by its word, or by the field that holds it."""
