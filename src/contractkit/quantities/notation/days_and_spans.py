"""Dates that are written as such, or counted from the start of an agreement."""

from __future__ import annotations

import re
from datetime import date

import attrs

from contractkit.quantities.notation.grammar import Notation
from contractkit.quantities.notation.limits import SPAN
from contractkit.quantities.notation.moments import DATE
from contractkit.quantities.spans import Span

__all__ = ["DAY_OR_SPAN", "AfterStart", "DayOrSpan"]


@attrs.frozen
class AfterStart:
    """A date counted from the first date of the agreement.

    Attributes:
        span: How much later, by the calendar.
    """

    span: Span

    def __str__(self) -> str:
        """Return the date as a clause writes it."""
        return f"{self.span}{_BEHIND}"


DayOrSpan = date | AfterStart
"""A date, or one counted from the start of the agreement."""

_SPAN = SPAN.pattern.removeprefix("^").removesuffix("$")
_BEHIND = " after start"


def _read(match: re.Match[str]) -> DayOrSpan:
    text = match[0]
    return AfterStart(SPAN.parse(text.removesuffix(_BEHIND))) if text.endswith(_BEHIND) else DATE.parse(text)


def _hint(text: str) -> str | None:
    if SPAN.matches(text):
        return f"write '{text}{_BEHIND}'"
    return DATE.hint(text)


DAY_OR_SPAN: Notation[DayOrSpan] = Notation(
    what="a date, or one counted from the start",
    pattern=rf"^(?:{DATE.pattern.removeprefix('^').removesuffix('$')}|(?:{_SPAN}){_BEHIND})$",
    examples=("2026-07-01", "3 months after start"),
    read=_read,
    hint=_hint,
)
