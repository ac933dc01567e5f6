"""Reading recorded events of obligations from rows: of a table (CSV), or of a list in a facts document."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from contractkit.duties.events import ObligationEvent
from contractkit.duties.states import HAPPENINGS
from contractkit.errors import FactsRejected, Problem
from contractkit.quantities.notation import nearest

__all__ = ["FIELDS", "events_of_rows", "read_events"]

_NEEDED: Final = ("id", "obligation", "what", "at")
FIELDS: Final = (*_NEEDED, "actor", "evidence", "until", "recorded_on", "agreement")
"""The columns, or keys, that a row may have."""
_DATES: Final = ("until", "recorded_on")


def read_events(file: str | Path) -> tuple[ObligationEvent, ...]:
    """Return the events that stand in a CSV file.

    Args:
        file: A file in UTF-8 with the columns ``id``, ``obligation``, ``what`` and ``at``, and any of ``actor``,
            ``evidence``, ``until``, ``recorded_on`` and ``agreement``. Dates are written ``2026-04-09``, instants
            with their offset, ``2026-04-09T16:30+02:00``.

    Raises:
        FactsRejected: The file cannot be read, or rows of it mean nothing; all of them are listed by their line.
    """
    name = str(file)
    try:
        text = Path(file).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise FactsRejected([Problem("encoding", f"the file is not UTF-8: {error}", name)]) from None
    except OSError as error:
        raise FactsRejected([Problem("unreadable", f"the file cannot be read: {error.strerror}", name)]) from None
    reader = csv.DictReader(text.splitlines())
    if not reader.fieldnames:
        raise FactsRejected([Problem("empty-file", "the file is empty", name, hint=f"columns: {', '.join(FIELDS)}")])
    rows, lines = [], []
    for row in reader:
        rows.append({key: value for key, value in row.items() if key is not None and value})
        lines.append(reader.line_num)
    missing = [word for word in _NEEDED if word not in reader.fieldnames]
    if missing:
        says = f"the table has no column {' and no column '.join(missing)}"
        raise FactsRejected([Problem("missing-column", says, name, 1, hint=f"columns: {', '.join(FIELDS)}")])
    strange = [word for word in reader.fieldnames if word not in FIELDS]
    if strange:
        hint = nearest(strange[0], FIELDS)
        raise FactsRejected([Problem("unknown-column", f"there is no column {strange[0]!r} here", name, 1, hint=hint)])
    return events_of_rows(rows, name, lines)


def events_of_rows(
    rows: Iterable[Mapping[str, str]], file: str | None = None, lines: Sequence[int] = ()
) -> tuple[ObligationEvent, ...]:
    """Return the events that rows of text tell.

    Args:
        rows: The values by the names of `FIELDS`; what is left out is not said.
        file: Where they stand, for messages; None where they come from elsewhere.
        lines: The line of each row in that file; empty where nobody knows.

    Raises:
        FactsRejected: Rows mean nothing; all of them are listed.

    Example:
        >>> row = {"id": "E-1", "obligation": "C-7/5.1 2026-Q1", "what": "fulfilled", "at": "2026-04-09"}
        >>> events_of_rows([row])[0].at
        datetime.date(2026, 4, 9)
    """
    found, problems = [], []
    for number, row in enumerate(rows):
        line = lines[number] if number < len(lines) else None
        wrong = _wrong(row, file, line)
        if wrong:
            problems += wrong
            continue
        dates: dict[str, Any] = {name: date.fromisoformat(row[name]) for name in _DATES if name in row}
        others: dict[str, Any] = {name: row[name] for name in ("actor", "evidence", "agreement") if name in row}
        what: Any = row["what"]
        at: Any = _moment(row["at"])
        found.append(ObligationEvent(row["id"], row["obligation"], what, at, **dates, **others))
    if problems:
        raise FactsRejected(problems)
    return tuple(found)


def _wrong(row: Mapping[str, str], file: str | None, line: int | None) -> list[Problem]:
    where = f"event {row['id']}" if row.get("id") else None
    found = []
    for strange in (key for key in row if key not in FIELDS):
        hint = nearest(strange, FIELDS)
        found.append(Problem("unknown-column", f"there is no {strange!r} here", file, line, where=where, hint=hint))
    for name in (key for key in _NEEDED if not row.get(key)):
        form = "2026-04-09, for example" if name == "at" else None
        found.append(Problem("missing-value", f"'{name}' is missing", file, line, where=where, hint=form))
    what = row.get("what")
    if what and what not in HAPPENINGS:
        says = f"{what!r} is nothing that happens to an obligation"
        found.append(Problem("unknown-word", says, file, line, where=where, hint=nearest(what, HAPPENINGS)))
    for name in ("at", *_DATES):
        value = row.get(name)
        if value and (_moment(value) is None or (name in _DATES and isinstance(_moment(value), datetime))):
            instant = "" if name in _DATES else ", and no instant with its offset"
            says = f"{value!r} is no date{instant}"
            hint = "2026-04-09, or 2026-04-09T16:30+02:00"
            found.append(Problem("bad-value", says, file, line, where=where, hint=hint))
    return found


def _moment(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if instant.tzinfo is None else instant
