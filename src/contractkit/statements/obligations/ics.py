"""Obligations as a calendar file (.ics, RFC 5545) that calendar programs open and update.

A date is an all-day entry, an instant an entry in the zone of its agreement with the rules of that zone. An entry keeps
its UID for ever, so that a file that is imported again changes entries and doubles none. Nothing here reads a clock:
the stamp of the file is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from contractkit.duties import Obligation
from contractkit.errors import NaiveDatetimeError
from contractkit.records.version import VERSION
from contractkit.statements.obligations.telling import says_word, what_word
from contractkit.statements.obligations.zones import zone_lines
from contractkit.statements.wording import language

__all__ = ["obligations_ics"]

_WIDTH: Final = 75
_DAY: Final = timedelta(days=1)
_DOMAIN: Final = "contractkit"
_NO_BREAK: Final = "\u00a0"


def obligations_ics(
    rows: Iterable[Obligation],
    *,
    stamp: date,
    names: Mapping[str, str] | None = None,
    remind_days: int | None = None,
    locale: str = "en",
) -> str:
    """Return a calendar file with an entry for each obligation, in their order.

    Args:
        rows: The obligations, of one agreement or of many.
        stamp: When the file is made (DTSTAMP): an aware instant, or a date for its first instant in UTC.
        names: What an agreement is called, by its id, in the title of an entry; its id where nothing is said.
        remind_days: How many days before each date a calendar program is to remind; None for no reminder.
        locale: ``en`` or ``nl``, the language of the entries.

    Returns:
        The text, with lines that end in CR LF, folded at 75 octets; write it as UTF-8 without changing line ends.

    Raises:
        NaiveDatetimeError: The stamp is an instant without a zone.
        UsageError: Another language.

    Source: RFC 5545 sections 3.1, 3.6.1 and 3.6.5.

    Example:
        >>> obligations_ics([], stamp=date(2026, 1, 2)).splitlines()[-1]
        'END:VCALENDAR'
    """
    entries = tuple(rows)
    at = _stamp(stamp)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//contractkit//{VERSION}//{locale.upper()}",
        "CALSCALE:GREGORIAN",
    ]
    for zone, instants in _zoned(entries).items():
        lines += zone_lines(zone, min(instants), max(instants))
    for one in entries:
        lines += _entry(one, at, (names or {}).get(one.agreement, one.agreement), remind_days, locale)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _stamp(stamp: date) -> str:
    if not isinstance(stamp, datetime):
        return f"{stamp:%Y%m%d}T000000Z"
    if stamp.tzinfo is None:
        raise NaiveDatetimeError(f"the stamp {stamp.isoformat()} has no zone; give an aware instant, or a date")
    return f"{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _zoned(entries: Iterable[Obligation]) -> dict[str, list[datetime]]:
    found: dict[str, list[datetime]] = {}
    for one in entries:
        if one.due_at is not None and isinstance(one.due_at.tzinfo, ZoneInfo):
            found.setdefault(one.due_at.tzinfo.key, []).append(one.due_at)
    return found


def _entry(one: Obligation, stamp: str, name: str, remind_days: int | None, locale: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(one)}"
    yield f"DTSTAMP:{stamp}"
    if one.due_at is None:
        yield f"DTSTART;VALUE=DATE:{one.due:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{one.due + _DAY:%Y%m%d}"
    else:
        zone = one.due_at.tzinfo.key if isinstance(one.due_at.tzinfo, ZoneInfo) else None
        start = one.due_at if zone is not None else one.due_at.astimezone(UTC)
        key, end = ("DTSTART", "Z") if zone is None else (f"DTSTART;TZID={zone}", "")
        yield f"{key}:{start:%Y%m%dT%H%M%S}{end}"
    does = what_word(one, locale)
    yield f"SUMMARY:{_text(f'{language(locale).written(name)}: {does}')}"
    yield f"DESCRIPTION:{_text(says_word(one, locale).replace(_NO_BREAK, ' '))}"
    yield f"CATEGORIES:{_text(one.kind)},{_text(one.state)}"
    yield "TRANSP:TRANSPARENT"
    yield f"STATUS:{'CANCELLED' if one.state in _GONE else 'CONFIRMED'}"
    if remind_days is not None and one.open is not None:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_text(does)}", f"TRIGGER:-P{remind_days}D")
        yield "END:VALARM"
    yield "END:VEVENT"


def _uid(one: Obligation) -> str:
    """Return what an entry is called in every calendar: agreement and obligation, which no later file changes."""
    name = one.id if one.id.startswith(f"{one.agreement}/") else f"{one.agreement}/{one.id}"
    return f"{_text(name.replace(' ', '-'))}@{_DOMAIN}"


_GONE: Final = frozenset({"expired", "discharged", "terminated", "waived"})


def _text(said: str) -> str:
    """Return a text as RFC 5545 writes it: backslashes, semicolons, commas and line ends marked."""
    marked = said.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return marked.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Yield a line in pieces of at most 75 octets, those after the first behind a blank; no character is cut."""
    piece, size = "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > _WIDTH:
            yield piece
            piece, size = " ", 1
        piece += sign
        size += width
    yield piece
