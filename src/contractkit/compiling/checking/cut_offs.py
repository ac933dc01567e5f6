"""Cut-offs at which nobody is there: after the last closing of the day, or before the first opening."""

from __future__ import annotations

from datetime import time
from typing import Any

from contractkit.compiling.checking.promised import calendar_meant
from contractkit.compiling.desk import Place
from contractkit.compiling.draft import Draft

__all__ = ["check_cut_offs"]

_KINDS = ("orders", "result", "target-table", "time-target")
_DAY = 24 * 3_600_000_000


def check_cut_offs(draft: Draft) -> None:
    """Warn of a cut-off, or a restart, that lies outside the opening hours of every day of its calendar."""
    weeks = {str(clause.name): clause for _, clause in draft.desk.clauses("calendar")}
    for place, clause in draft.desk.clauses(*_KINDS):
        cut_off = getattr(clause, "cut_off", None)
        if cut_off is None or cut_off == "none":
            continue
        window = getattr(clause, "window", None)
        rows = (row for row in getattr(clause, "rows", ()) or () if getattr(row, "calendar", None) is not None)
        name = str(window) if window is not None else calendar_meant(draft, place, clause)
        name = name or next((str(row.calendar) for row in rows), None)
        calendar = weeks.get(name or "")
        if calendar is not None:
            _compare(draft, place, cut_off, calendar, str(name))


def _compare(draft: Draft, place: Place, cut_off: Any, calendar: Any, name: str) -> None:
    days = [hours.value for hours in (*calendar.hours.values(), *calendar.days.values()) if hours.value]
    if not days or any(to <= start for pieces in days for start, to in pieces):
        return
    opens = min(pieces[0][0] for pieces in days)
    closes = max(pieces[-1][1] for pieces in days)
    parted = hasattr(cut_off, "after")
    after = cut_off.after.value if parted else cut_off.value
    at = place.at("cut_off", "after") if parted else place.at("cut_off")
    hours = f"{_shown(opens)}-{_shown(closes)}"
    if _micro(after) > closes:
        says = f"the cut-off at {after:%H:%M} lies after the last closing of '{name}' ({hours}): it changes nothing"
        draft.desk.warn(at, "cut-off", says, "write a time of day at which it is open, or cut_off: none")
    elif _micro(after) <= opens:
        says = (
            f"the cut-off at {after:%H:%M} lies before '{name}' opens ({hours}): every order comes too late for its day"
        )
        draft.desk.warn(at, "cut-off", says, "write a time of day at which it is open")
    restart = cut_off.restart.value if parted and cut_off.restart is not None else None
    if restart is not None and not opens <= _micro(restart) < closes:
        says = f"the count starts again at {restart:%H:%M}, when '{name}' is closed ({hours})"
        draft.desk.warn(place.at("cut_off", "restart"), "cut-off", says, f'for example restart: "{_shown(opens)}"')


def _micro(moment: time) -> int:
    return ((moment.hour * 60 + moment.minute) * 60 + moment.second) * 1_000_000 + moment.microsecond


def _shown(micro: int) -> str:
    minutes = micro // 60_000_000
    return "24:00" if micro == _DAY else f"{minutes // 60:02d}:{minutes % 60:02d}"
