"""Calendar clauses."""

from __future__ import annotations

from typing import Any

from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft
from contractkit.compiling.kinds.registry import compiles
from contractkit.terms.provisions.calendar import NamedCalendar

__all__ = ["calendar"]


@compiles("calendar")
def calendar(draft: Draft, place: Place, clause: Any) -> NamedCalendar | None:
    """Return the calendar of a clause, which was read when the names were collected; a second of one name is told."""
    found = draft.names.calendars.get(str(clause.name))
    return None if found is None else NamedCalendar(place.ref(), str(clause.name), found)
