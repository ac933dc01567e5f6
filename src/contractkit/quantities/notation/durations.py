"""Durations of ISO 8601 (``PT4H30M``), which the Python face takes beside the words of clauses; documents do not.

A duration says hours, dates or months without saying on whose calendar. Hours are working time, weeks are calendar
days, months are months. Days are refused where no type says which are meant: they would be business days to one reader
and calendar days to the next.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

import attrs

from contractkit.errors import QuantityError
from contractkit.quantities.notation.grammar import Fault, Notation
from contractkit.quantities.spans import BusinessDays, CalendarDays, Moment, Months, Within, WorkingTime

__all__ = [
    "DURATION",
    "duration_hint",
    "iso_business_days",
    "iso_calendar_days",
    "iso_months",
    "iso_time",
    "parse_duration",
]

_SIZES: Final = {"H": 3_600_000_000, "M": 60_000_000, "S": 1_000_000}
_MOST: Final = 2**63 - 1
_N: Final = "[0-9]{1,12}"
_PART: Final = r"[0-9]{1,12}(?:[.,][0-9]{1,12})?"
_PATTERN: Final = (
    rf"^([+-])?P(?=[0-9T])(?:({_N})Y)?(?:({_N})M)?(?:({_N})W)?(?:({_N})D)?"
    rf"(?:T(?=[0-9])(?:({_PART})H)?(?:({_PART})M)?(?:({_PART})S)?)?$"
)


@attrs.frozen
class _Parts:
    """A duration in the units that do not turn into each other; None for a unit that is not written."""

    text: str
    sign: int
    months: int | None
    weeks: int | None
    days: int | None
    us: int | None

    def only(self, *units: str, hint: str) -> None:
        """Refuse a duration that has something of other units; noughts are no harm."""
        other = [unit for unit in self.kinds if unit not in units]
        if other:
            says = f"{' and '.join(other)} {'is' if other == ['time'] else 'are'} not what this type counts"
            raise self.wrong(says, hint)
        if all(getattr(self, "us" if unit == "time" else unit) is None for unit in units):
            raise self.wrong(f"it says no {' and no '.join(units)}", hint)

    @property
    def kinds(self) -> list[str]:
        """The units of which there is something."""
        named = (("months", self.months), ("weeks", self.weeks), ("days", self.days), ("time", self.us))
        return [unit for unit, n in named if n]

    def wrong(self, says: str, hint: str, at: int | None = None) -> QuantityError:
        """Return the error for what no pattern can see."""
        return QuantityError(f"'{self.text}' is not a time limit: {says}", hint, text=self.text, at=at)


def _parts(match: re.Match[str]) -> _Parts:
    sign, years, months, weeks, days, *clock = match.groups()
    given = None if years is None and months is None else 12 * int(years or 0) + int(months or 0)
    parts = _Parts(
        match[0],
        -1 if sign == "-" else 1,
        given,
        None if weeks is None else int(weeks),
        None if days is None else int(days),
        None,
    )
    return attrs.evolve(parts, us=_microseconds(parts, match, clock))


def _microseconds(parts: _Parts, match: re.Match[str], clock: list[str | None]) -> int | None:
    written = [(row, part, unit) for row, (part, unit) in enumerate(zip(clock, "HMS", strict=True)) if part]
    us = 0
    for row, part, unit in written:
        exact = Decimal(part.replace(",", ".")) * _SIZES[unit]
        at = match.start(6 + row)
        if not part.isdigit() and unit != written[-1][2]:
            raise parts.wrong("only its last part may have decimals", "write whole numbers before it: 'PT1H30M'", at)
        if exact % 1:
            raise parts.wrong(f"{part}{unit} is no whole number of microseconds", "write smaller units", at)
        us += int(exact)
    if us > _MOST:
        raise parts.wrong("no calendar is as long", "write fewer digits")
    return us if written else None


def _within(match: re.Match[str]) -> Within:
    parts = _parts(match)
    kinds = parts.kinds
    if len(kinds) > 1:
        says = f"{' and '.join(kinds)} do not add up: no month and no day is a fixed number of hours"
        raise parts.wrong(says, "write one of them, such as 'PT4H', 'P1W' or 'P3M'")
    if kinds == ["days"] or (not kinds and parts.us is None and parts.days is not None):
        n, sign = parts.days or 0, "-" if parts.sign < 0 else ""
        hint = f"write '{sign}{BusinessDays(n)}' or '{sign}{CalendarDays(n)}'"
        if sign:
            hint = f"write BusinessDays(-{n}) or CalendarDays(-{n})"
        says = "its days could be business days or calendar days"
        raise parts.wrong(says, f"{hint}, or CalendarDays.from_iso('{parts.text}')", match.end(5))
    if kinds == ["time"] or (not kinds and parts.us is not None):
        return WorkingTime(parts.sign * (parts.us or 0))
    if kinds == ["weeks"] or (not kinds and parts.months is None):
        return CalendarDays(parts.sign * 7 * (parts.weeks or 0))
    return Months(parts.sign * (parts.months or 0))


def _fault(text: str) -> Fault:
    at = 1 if text[:1] in ("+", "-") else 0
    if text[at : at + 1] != "P":
        return at, "P"
    at += 1
    units, in_time = "YMWD", False
    while at < len(text):
        if text[at] == "T" and not in_time:
            units, in_time, at = "HMS", True, at + 1
            continue
        number = re.compile(_PART if in_time else _N).match(text, at)
        if number is None:
            return at, "a number" if in_time or not units else "a number or T"
        unit = text[number.end() : number.end() + 1]
        if not unit or unit not in units:
            return number.end(), f"one of {', '.join(units)}" if units else "the end of the text"
        units, at = units[units.index(unit) + 1 :], number.end() + 1
    return at, "a number"


def _hint(text: str) -> str | None:
    upper = re.sub(r"\s", "", text.upper())
    for right in (upper, re.sub(r"^([+-]?P)(?!.*T)(?=.*[HS]$)", r"\1T", upper)):
        if right != text and DURATION.matches(right):
            return (
                f"write '{right}': hours, minutes and seconds stand behind a T"
                if right != upper
                else f"write '{right}'"
            )
    return None


def _text(limit: Within) -> str:
    """Return a limit as a duration that means it; days that make weeks are written as weeks, as days alone do not."""
    if isinstance(limit, CalendarDays) and limit.n % 7 == 0:
        return f"{'-' if limit.n < 0 else ''}P{abs(limit.n) // 7}W"
    return str(limit) if isinstance(limit, Moment) else limit.to_iso()


DURATION: Notation[Within] = Notation(
    what="a time limit",
    pattern=_PATTERN,
    examples=("PT4H", "PT1H30M", "P1W", "P3M"),
    read=_within,
    hint=_hint,
    fault=_fault,
    write=_text,
)


def duration_hint(text: str) -> str | None:
    """Return what a clause writes instead of a duration; None where it has no words for it."""
    upper = text.upper()
    if upper.startswith("-") or not DURATION.matches(upper):
        return None
    try:
        return f"write '{DURATION.parse(upper)}'"
    except QuantityError as error:
        return error.hint


def parse_duration(text: str) -> Within:
    """Return the time limit that an ISO 8601 duration means here.

    Args:
        text: ``PT4H30M`` is working time, ``P1W`` calendar days, ``P3M`` and ``P1Y`` are months. The last of hours,
            minutes and seconds may have decimals (``PT1.5H``) that come out as whole microseconds. A minus in front
            counts back. Units with a nought in front of them mean nothing: ``P0DT4H`` is ``PT4H``.

    Returns:
        Working time, calendar days or months.

    Raises:
        QuantityError: It is no duration, or counts in days (``P2D``), or mixes units that do not add up.

    Example:
        >>> from contractkit.quantities.notation import parse_duration
        >>> parse_duration("PT1.5H"), parse_duration("P1W")
        (WorkingTime(us=5400000000), CalendarDays(n=7, ends='same-time'))
    """
    return DURATION.parse(text)


_READS: Notation[_Parts] = Notation("a duration", _PATTERN, DURATION.examples, _parts, _hint, _fault)


def iso_time(text: str) -> int:
    """Return the microseconds of a duration in hours, minutes and seconds."""
    parts = _READS.parse(text)
    parts.only("time", hint="for example 'PT4H30M'; 24 hours are PT24H, as a day has 23 to 25 of them")
    return parts.sign * (parts.us or 0)


def iso_business_days(text: str) -> int:
    """Return the number of business days in a duration of days."""
    parts = _READS.parse(text)
    parts.only("days", hint="for example 'P2D'; a week has as many business days as its calendar says")
    return parts.sign * (parts.days or 0)


def iso_calendar_days(text: str) -> int:
    """Return the number of dates in a duration of days and weeks."""
    parts = _READS.parse(text)
    parts.only("days", "weeks", hint="for example 'P5D' or 'P2W'")
    return parts.sign * (7 * (parts.weeks or 0) + (parts.days or 0))


def iso_months(text: str) -> int:
    """Return the number of months in a duration of months and years."""
    parts = _READS.parse(text)
    parts.only("months", hint="for example 'P3M' or 'P1Y'")
    return parts.sign * (parts.months or 0)
