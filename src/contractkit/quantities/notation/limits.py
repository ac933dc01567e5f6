"""Time limits and spans: how long, as a clause writes it."""

from __future__ import annotations

import re
from typing import Final

from contractkit.errors import QuantityError
from contractkit.quantities.notation.durations import DURATION, duration_hint
from contractkit.quantities.notation.grammar import Fault, Notation
from contractkit.quantities.notation.limit_repairs import clock_repair, within_hint
from contractkit.quantities.notation.moments import TIME_TEXT, parse_time
from contractkit.quantities.spans import BusinessDays, CalendarDays, ElapsedTime, Months, Span, Within, WorkingTime

__all__ = ["NOTICE", "SPAN", "WITHIN", "parse_allowed", "parse_span", "parse_within"]

_UNITS: Final = {
    "hour": 3_600_000_000,
    "minute": 60_000_000,
    "second": 1_000_000,
    "millisecond": 1_000,
    "microsecond": 1,
}
"""The units of time, the largest first, in microseconds."""
_N: Final = "[0-9]{1,12}"
_CLOCK: Final = "|".join(
    rf"{_N} {unit}s?" + "".join(rf"(?: {_N} {smaller}s?)?" for smaller in list(_UNITS)[row + 1 :])
    for row, unit in enumerate(_UNITS)
)
_MOST: Final = 2**63 - 1
"""More microseconds than any calendar has; an instant and an amount are 64 bits."""


def _within(match: re.Match[str]) -> Within:
    clock, elapsed, days, by, calendar_days, weeks, months = match.groups()
    if days is not None:
        return BusinessDays(int(days)) if by is None else BusinessDays(int(days), ends=parse_time(by))
    if calendar_days is not None:
        return CalendarDays(int(calendar_days))
    if weeks is not None:
        return CalendarDays(7 * int(weeks))
    if months is not None:
        return Months(int(months))
    us = sum(int(n) * _UNITS[unit] for n, unit in re.findall(r"([0-9]+) ([a-z]+?)s?(?= |$)", clock))
    if us > _MOST:
        raise QuantityError(f"'{match[0]}' is not a time limit: no calendar is as long", "write fewer digits")
    return ElapsedTime(us) if elapsed else WorkingTime(us)


_TOKEN: Final = re.compile(r"[^ ]+")
_AMOUNT: Final = re.compile(r"[0-9]{1,12}(?![^ ])")


def _fault(text: str) -> Fault:
    """Find the first word that no time limit could have there."""
    units = list(_UNITS)
    at = 0
    while True:
        if _AMOUNT.match(text, at) is None:
            return at, "a whole number such as 4" if at == 0 else "a whole number, 'elapsed', or the end of the text,"
        at = text.find(" ", at) + 1 or len(text)
        found = _TOKEN.match(text, at)
        word = found[0] if found else ""
        unit = word.removesuffix("s")
        if unit not in units:
            return (at, _belongs(units)) if len(units) < len(_UNITS) else _day_fault(text, at, word)
        units = units[units.index(unit) + 1 :]
        at += len(word)
        if text.startswith(" elapsed", at):
            return at + len(" elapsed"), "the end of the text"
        if not text.startswith(" ", at):
            return at, "a blank and a smaller unit, or the end of the text,"
        at += 1


def _belongs(units: list[str]) -> str:
    return f"a unit such as '{units[0]}s'" if units else "the end of the text"


def _day_fault(text: str, at: int, word: str) -> Fault:
    """Find what is wrong in a limit that is no time: from its first unit on."""
    after = at + len(word)
    if word in ("week", "weeks", "month", "months"):
        return after, "the end of the text"
    if word not in ("business", "calendar"):
        return at, "a unit (hours, minutes, seconds, business days, calendar days, weeks, months)"
    day = re.compile(r" days?(?![^ ])").match(text, after)
    if day is None:
        return min(after + 1, len(text)), "'days'"
    end = day.end()
    if word == "calendar" or not text.startswith(" ", end):
        return end, "the end of the text" if word == "calendar" else "'by' and a time of day, or the end of the text,"
    if not text.startswith(" by ", end):
        return end + 1, "'by' and a time of day such as 17:00"
    at = end + len(" by ")
    time = re.compile(TIME_TEXT).match(text, at)
    return (time.end(), "the end of the text") if time else (at, "a time of day such as 17:00")


def _hint(text: str) -> str | None:
    if re.match(r"[+-]?p[0-9t]", text, flags=re.IGNORECASE):
        return duration_hint(text)
    hint = within_hint(text)
    quoted = re.match(r"write '([^']*)'", hint or "")
    return hint if quoted is None or WITHIN.matches(quoted[1]) else None


def _span(match: re.Match[str]) -> Span:
    unit = match[2].replace(" ", "-")
    return Span(int(match[1]), unit)  # type: ignore[arg-type]


def _span_hint(text: str) -> str | None:
    lower = text.lower()
    calendar = re.fullmatch(r"([0-9]+) (?:calendar|kalender)[ -]?(?:days?|dagen|tage)", lower)
    if calendar:
        return f"write '{calendar[1]} calendar days'"
    named = re.fullmatch(r"([0-9]+) (?:working|work)[ -]?days?", lower)
    if named:
        return f"write '{named[1]} business days'"
    years = re.fullmatch(r"([0-9]+)[ -]?(?:half-years?|quarters?)", lower)
    if years:
        return f"write '{int(years[1]) * (6 if 'half' in lower else 3)} months'"
    billing = re.fullmatch(r"([0-9]+)[ -]billing[ -](?:cycle|month|period)s?", lower)
    if billing:
        months = f"{int(billing[1])} month{'' if int(billing[1]) == 1 else 's'}"
        return f"write '{months}': a billing cycle is a month here"
    found = clock_repair(lower)
    if found is None or found == text or not SPAN.matches(found):
        return None
    return f"write '{found}'"


def _notice(match: re.Match[str]) -> WorkingTime | ElapsedTime | Span:
    if SPAN.matches(match[0]):
        return SPAN.parse(match[0])
    return WITHIN.parse(match[0])  # type: ignore[return-value]


WITHIN: Notation[Within] = Notation(
    what="a time limit",
    pattern=rf"^(?:({_CLOCK})( elapsed)?|([0-9]{{1,7}}) business days?(?: by ({TIME_TEXT}))?"
    r"|([0-9]{1,7}) calendar days?|([0-9]{1,6}) weeks?|([0-9]{1,7}) months?)$",
    examples=("4 hours", "1 hour 30 minutes", "3 business days", "1 business day by 17:00", "5 calendar days"),
    read=_within,
    hint=_hint,
    fault=_fault,
)
SPAN: Notation[Span] = Notation(
    what="a span of the calendar",
    pattern=r"^([0-9]{1,5}) (business day|calendar day|day|week|month|year)s?$",
    examples=("3 months", "30 days", "5 business days", "10 calendar days"),
    read=_span,
    hint=_span_hint,
)
NOTICE: Notation[WorkingTime | ElapsedTime | Span] = Notation(
    what="a time of notice",
    pattern=rf"^(?:(?:{_CLOCK})(?: elapsed)?|{SPAN.pattern.removeprefix('^').removesuffix('$')})$",
    examples=("10 days", "48 hours", "24 hours elapsed", "5 business days"),
    read=_notice,
    hint=lambda text: _span_hint(text) or _hint(text),
)


def parse_within(text: str) -> Within:
    """Return the time limit that `text` writes, as clauses write it; every limit reads back from its own `str`.

    Hours, minutes and seconds are working time, and with ``elapsed`` behind them time that counts day and night;
    ``2 weeks`` are 14 calendar days. Days alone are refused: business days and calendar days are two things.

    Args:
        text: Such as ``1 hour 30 minutes``, ``4 hours elapsed``, ``3 business days``, ``1 business day by 17:00``,
            ``5 calendar days``, ``3 months``.

    Returns:
        Working time, elapsed time, business days, calendar days or months.

    Raises:
        QuantityError: The text is no time limit; its message says at which character, the hint has the nearest right
            form.

    Example:
        >>> str(parse_within("90 minutes"))
        '1 hour 30 minutes'
    """
    return WITHIN.parse(text)


def parse_allowed(text: str) -> Within:
    """Return the time limit that a Python caller writes: as a clause does, or as an ISO 8601 duration.

    Documents do not take durations: nobody reads ``PT4H`` aloud.

    Args:
        text: What `parse_within` or `parse_duration` reads.

    Raises:
        QuantityError: The text is neither.

    Example:
        >>> from contractkit.quantities.notation import parse_allowed
        >>> parse_allowed("PT4H30M") == parse_allowed("4 hours 30 minutes")
        True
    """
    if isinstance(text, str) and re.match(r"[+-]?[Pp](?:[-+0-9.,TtYyMmWwDd]|$)", text):
        return DURATION.parse(text)
    return WITHIN.parse(text)


def parse_span(text: str) -> Span:
    """Return the span of the calendar that `text` writes: ``3 months``, ``30 days``, ``5 business days``.

    Raises:
        QuantityError: The text is no span.

    Example:
        >>> parse_span("3 months")
        Span(n=3, unit='month')
    """
    return SPAN.parse(text)
