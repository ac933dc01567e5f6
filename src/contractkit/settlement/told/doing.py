"""Whether duties were done, and when; what was recorded of obligations; what kept a delivery from coming.

All of it is read from plain data, and written as such.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from contractkit.duties.events import ObligationEvent
from contractkit.duties.reading import events_of_rows
from contractkit.errors import FactsRejected
from contractkit.settlement.told.names import Known
from contractkit.settlement.told.notes import Notes
from contractkit.settlement.told.others import ToldDone, ToldRelief

__all__ = [
    "read_done",
    "read_obligations",
    "read_relieved",
    "written_done",
    "written_obligations",
    "written_relieved",
]

NEVER = "not-done"
_ROW = ("on", "due", "source", "recorded_on")


def read_done(notes: Notes, group: Any, known: Known) -> Iterator[ToldDone]:
    """Yield when duties were done: under the clause a date, ``not-done``, or either for each of its times."""
    for name, value in notes.mapping(("done",), group):
        path: tuple[str | int, ...] = ("done", name)
        notes.name(("done", name), name, known.duties, frozenset(), "duty with a sum")
        if isinstance(value, Mapping) and not set(value) & {*_ROW}:
            for occasion, one in value.items():
                yield from _done(notes, (*path, str(occasion)), name, str(occasion), one)
        else:
            yield from _done(notes, path, name, None, value)


def _done(notes: Notes, path: tuple[str | int, ...], name: str, occasion: str | None, value: Any) -> Iterator[ToldDone]:
    row = dict(value) if isinstance(value, Mapping) else {"on": value}
    notes.words(path, row, _ROW)
    recorded = row.get("recorded_on")
    recorded_on = None if recorded is None else notes.day((*path, "recorded_on"), recorded)
    source = None if row.get("source") is None else str(row["source"])
    due = None if row.get("due") is None else notes.day((*path, "due"), row["due"])
    if row.get("on") == NEVER:
        yield ToldDone(name, occasion, None, source, recorded_on, due)
        return
    on = notes.day(path, row.get("on"))
    if on is not None:
        yield ToldDone(name, occasion, on, source, recorded_on, due)


def read_obligations(notes: Notes, group: Any) -> Iterator[ObligationEvent]:
    """Yield what was recorded of obligations, row by row; rows of another agreement are left to that one."""
    for number, row in notes.rows(group):
        path = ("obligations", number)
        told = {key: _text(value) for key, value in notes.mapping(path, row) if value is not None}
        if not isinstance(row, Mapping):
            continue
        try:
            (event,) = events_of_rows([told])
        except FactsRejected as rejected:
            for one in rejected.problems:
                notes.problem(path, one.code, one.says, one.hint)
            continue
        if event.agreement in (None, notes.agreement.id):
            yield event


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def written_obligations(events: Iterable[ObligationEvent]) -> list[dict[str, Any]]:
    """Return what was recorded of obligations as plain data."""
    rows = (one.to_dict() for one in events)
    return [{name: value for name, value in row.items() if value is not None} for row in rows]


def read_relieved(notes: Notes, group: Any, known: Known) -> Iterator[ToldRelief]:
    """Yield when a cause of relief kept a delivery from coming: under the cause, from when to when."""
    for cause, value in notes.mapping(("relieved",), group):
        path: tuple[str | int, ...] = ("relieved", cause)
        notes.name(("relieved", cause), cause, known.causes, frozenset(), "cause of relief")
        for number, one in notes.rows(value):
            stretch = notes.stretch((*path, *([] if number is None else [number])), one)
            if stretch is not None and (stretch.start is None or stretch.end is None):
                says = f"'{one}' says how long, and nobody knows whether the delivery was late by then"
                notes.problem(
                    path, "missing-field", says, "write from when to when: 2026-03-05T09:00Z/2026-03-06T09:00Z"
                )
            elif stretch is not None and stretch.start is not None and stretch.end is not None:
                yield ToldRelief(cause, stretch.start, stretch.end)


def written_done(done: Iterable[ToldDone]) -> dict[str, Any]:
    """Return when duties were done as plain data."""
    found: dict[str, Any] = {}
    for one in done:
        row = {"on": NEVER if one.on is None else one.on.isoformat(), "source": one.source}
        dates = {"due": one.due, "recorded_on": one.recorded_on}
        row |= {name: None if day is None else day.isoformat() for name, day in dates.items()}
        row = {name: value for name, value in row.items() if value is not None}
        if one.occasion is None:
            found[one.of] = row
        else:
            found.setdefault(one.of, {})[one.occasion] = row
    return found


def written_relieved(relieved: Iterable[ToldRelief]) -> dict[str, list[str]]:
    """Return the stretches of relief as plain data."""
    found: dict[str, list[str]] = {}
    for one in relieved:
        found.setdefault(one.cause, []).append(f"{one.start.isoformat()}/{one.end.isoformat()}")
    return found
