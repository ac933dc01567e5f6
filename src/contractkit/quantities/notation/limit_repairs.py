"""What people write instead of a time limit, and the right form: hints only, nothing here is ever accepted."""

from __future__ import annotations

import re
from decimal import Decimal

from contractkit.quantities.notation.nearest import nearest_word
from contractkit.quantities.notation.repairs import SMALL, time_repair

__all__ = ["clock_repair", "within_hint"]

_UNITS = {
    word: unit
    for unit, words in {
        "hour": "h hr hrs hour hours uur uren stunde stunden std time timer timme timmar óra",
        "minute": "m min mins minute minutes minuut minuten minutt minutter perc",
        "second": "s sec secs second seconds seconde seconden sekunden sekunder",
        "millisecond": "ms msec millis millisecond milliseconds",
        "microsecond": "us µs usec microsecond microseconds",
        "business day": "wd bd workday workdays werkdag werkdagen arbeitstag arbeitstage virkedag virkedager munkanap",
        "day": "d day days dag dagen tag tage dager nap",
        "week": "w wk wks week weeks weken woche wochen uke uker hét",
        "month": "mo mth mths month months maand maanden monat monate måned måneder hónap",
        "year": "y yr yrs year years jaar jahr jahre år év",
    }.items()
    for word in words.split()
}

_CLOCK = ("hour", "minute", "second", "millisecond", "microsecond")


def within_hint(text: str) -> str | None:
    """Return what to write instead of an abbreviated or foreign time limit."""
    lower = text.lower()
    if re.fullmatch(r"nbd|next business day", lower):
        return "write '1 business day'"
    if re.match(r"-\s*[0-9]", lower):
        return "a time limit counts forward, for example '4 hours'; Python counts back with WorkingTime.of(hours=-4)"
    hours = re.fullmatch(r"([0-9.,]+|[a-z]+) ?(?:business|office|working|opening)[ -]hours?", lower)
    if hours:
        return f"write '{hours[1]} hours', and name the calendar whose hours count: calendar: office"
    dates = re.fullmatch(r"([0-9]+) (day|calendar day|week|month)s? elapsed", lower)
    if dates:
        return _dates_elapsed(int(dates[1]), dates[2])
    elapsed = _elapsed_repair(lower)
    if elapsed:
        return f"write '{elapsed} elapsed'"
    named = re.fullmatch(r"([0-9]+|[a-z]+)[ -](business|working|work|calendar)[ -]?days?(.*)", lower)
    if named and _count(named[1]) is not None:
        kind = "calendar" if named[2] == "calendar" else "business"
        return _days_hint(_counted(int(_count(named[1]) or 0), f"{kind} day"), named[3].strip())
    parts = clock_repair(lower)
    if parts is None:
        return None
    days = re.fullmatch(r"([0-9]+) days?", parts)
    if days:
        n = days[1]
        return (
            f"write '{_counted(int(n), 'business day')}' or '{_counted(int(n), 'calendar day')}': "
            "days alone can mean both"
        )
    years = re.fullmatch(r"([0-9]+) years?", parts)
    if years:
        return f"write '{_counted(12 * int(years[1]), 'month')}'"
    return f"write '{parts}'" if parts != text else None


def _dates_elapsed(n: int, unit: str) -> str:
    """Return what to write instead of dates that are said to pass day and night, which all dates do."""
    if unit == "day":
        hours = _counted(24 * n, "hour")
        return f"write '{hours} elapsed', or '{_counted(n, 'calendar day')}' for the same time of day on a later date"
    return f"write '{_counted(n, unit)}': dates pass day and night, and need no 'elapsed'"


def _elapsed_repair(text: str) -> str | None:
    """Return the amount of a limit that says in other words that it runs day and night."""
    for pattern in (
        r"(.+?),? (?:of )?(?:elapsed(?: time)?|around the clock|day and night|24 ?[x/] ?7|wall[- ]clock(?: time)?)",
        r"([0-9.,]+|[a-z]+) (?:elapsed|clock|calendar|wall[- ]clock|24 ?[x/] ?7)[ -](hours?|minutes?|seconds?)",
    ):
        match = re.fullmatch(pattern, text)
        found = clock_repair(" ".join(part for part in match.groups() if part)) if match else None
        if found and re.fullmatch(r"(?:[0-9]+ (?:hour|minute|second)s? ?)+", found):
            return found
    return None


def _days_hint(days: str, tail: str) -> str | None:
    match = re.fullmatch(r"(?:by|before|until|voor|om|at)? ?([0-9].*)", tail)
    if match is None:
        return None if tail else f"write '{days}'"
    if match[1].startswith("24"):
        return f"write '{days}', and beside it ends: end-of-day"
    time = time_repair(match[1])
    return f"write '{days} by {time}'" if time else None


def _count(word: str) -> Decimal | None:
    if word in SMALL:
        return Decimal(SMALL[word])
    return Decimal(word.replace(",", ".")) if re.fullmatch(r"[0-9]{1,6}([.,][0-9]{1,3})?", word) else None


def _counted(n: int, unit: str) -> str:
    return f"{n} {unit}{'' if n == 1 else 's'}"


def clock_repair(text: str) -> str | None:
    """Return a time limit or span with its units spelled out, or None where it cannot be read."""
    colon = re.fullmatch(r"([0-9]{1,3}):([0-9]{2})(?::([0-9]{2}))?(?: ?(?:h|hours?|uur))?", text)
    if colon:
        pieces = [(colon[1], "hour"), (colon[2], "minute"), (colon[3] or "0", "second")]
        return " ".join(_counted(int(n), unit) for n, unit in pieces if int(n)) or None
    pieces_found: list[tuple[Decimal, str]] = []
    at = 0
    piece = re.compile(r"(?:and |en |und |og |, |\+ ?)?([0-9]+(?:[.,][0-9]+)?|[a-zé]+)[ -]?([a-zåéó]+)\.?(?: |$)")
    while at < len(text):
        match = piece.match(text, at)
        if match is None:
            split = re.compile(r"([0-9]+)([a-z]+)").match(text, at)
            if split is None:
                return None
            match = split
        count, unit = _count(match[1]), _unit(match[2])
        if count is None or unit is None:
            return None
        pieces_found.append((count, unit))
        at = match.end()
    return _joined(pieces_found)


def _unit(word: str) -> str | None:
    found = nearest_word(word, _UNITS) if len(word) > 3 else word
    return _UNITS.get(found) if found else None


def _joined(pieces: list[tuple[Decimal, str]]) -> str | None:
    if len(pieces) == 1 and pieces[0][0] % 1 and pieces[0][1] in ("hour", "minute"):
        count, unit = pieces[0]
        low = "minute" if unit == "hour" else "second"
        rest = (count % 1) * 60
        if rest % 1:
            return None
        texts = [_counted(int(count), unit)] if int(count) else []
        return " ".join([*texts, _counted(int(rest), low)])
    if any(count % 1 for count, _ in pieces) or not pieces:
        return None
    if all(unit in _CLOCK for _, unit in pieces):
        pieces = sorted(pieces, key=lambda piece: _CLOCK.index(piece[1]))
    return " ".join(_counted(int(count), unit) for count, unit in pieces)
