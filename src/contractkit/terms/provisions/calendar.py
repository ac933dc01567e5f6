"""A business calendar as a clause gives it: under which name, and which hours."""

from __future__ import annotations

import attrs

from contractkit.calendars import BusinessCalendar
from contractkit.terms.provisions.base import Provision

__all__ = ["NamedCalendar"]


@attrs.frozen
class NamedCalendar(Provision):
    """When a clock runs.

    Attributes:
        name: The name by which targets, levels and services refer to it.
        calendar: Its hours, holidays and exceptions; the same that `Agreement.calendars` has under that name.
    """

    name: str
    calendar: BusinessCalendar
