"""Moments that dates and steps are counted from, who owes something, and what it costs to miss it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, model_validator

from contractkit.documents.conditions import Stop
from contractkit.documents.faults import fault
from contractkit.documents.fields import LimitText, Ref
from contractkit.documents.scalars import Part, Word
from contractkit.documents.unions import Forms
from contractkit.documents.wordings import WordingText

__all__ = ["EVENTS", "AnchorRef", "AnyOtherwise", "Otherwise", "PartyWord", "Side", "Trigger"]

EVENTS = (
    "signature",
    "start",
    "end",
    "period-end",
    "week-end",
    "month-end",
    "quarter-end",
    "half-year-end",
    "year-end",
    "contract-year-end",
)
"""The events that every agreement has: its own dates, and the ends of periods."""

AnchorRef = Ref
"""A moment by its name: one of `EVENTS`, a step of the work, an instant of the item, or a value that a field takes."""

Trigger = Stop
"""A moment: by its name, in a column, ``{field: declared_at}``, or when a state is reached, ``{major: yes}``."""

PartyWord = Annotated[str, Word("provider", "customer")]
Side = Annotated[str, Word("provider", "customer", "both")]


class Otherwise(Part):
    """What follows where something that was owed is not done in time.

    Attributes:
        pays: What the party that owed it pays.
        does: What else happens, in words.
    """

    pays: LimitText | None = None
    does: WordingText | None = None

    @model_validator(mode="after")
    def _something(self) -> Otherwise:
        if self.pays is None and self.does is None:
            raise fault("missing-field", "nothing follows", "pays: an amount, or does: in words")
        return self


def _otherwise_form(value: Any) -> str:
    return "map" if isinstance(value, dict | Otherwise) else "text"


def _amount_or_map(value: Any) -> Any:
    if isinstance(value, str) and value != "none" and not any(c.isdigit() for c in value):
        hint = "an amount such as EUR 250.00, or {does: what follows, in words}"
        raise fault("quantity", f"'{value}' is not an amount", hint)
    return value


AnyOtherwise = Annotated[Any, Forms(_otherwise_form, text=LimitText, map=Otherwise), BeforeValidator(_amount_or_map)]
"""What is paid, ``EUR 900``, or a map with what is paid and what else happens."""
