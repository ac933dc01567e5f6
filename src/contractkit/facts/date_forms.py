"""How instants are written in a file, and the readings of many of them at once.

A form says how to read a text. It answers with the reading on a wall clock and, where the text names one, the offset of
that clock. Which instant is meant by a reading without an offset stands in `local_times`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.errors import QuantityError
from contractkit.facts.columns import NAT

__all__ = ["EARLIEST", "ISO", "LATEST", "DateForm", "Readings", "likely_forms"]

EARLIEST = -62_135_596_800_000_000
"""0001-01-01 00:00 UTC in microseconds since the epoch: the earliest instant that is read."""
LATEST = 253_402_300_799_999_999
"""9999-12-31 23:59:59.999999 UTC in microseconds since the epoch: the latest instant that is read."""

_SECOND = 1_000_000
_DAY = 86_400 * _SECOND
_OFFSET = r"(?:[Zz]|UTC|GMT|[+-]\d\d(?::?\d\d(?::?\d\d)?)?)"
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH_NUMBER = {name[:length]: number for number, name in enumerate(_MONTHS, 1) for length in (3, len(name))}

_DIRECTIVES = {
    "Y": ("year", r"\d{4}"),
    "y": ("short_year", r"\d\d"),
    "m": ("month", r"\d{1,2}"),
    "B": ("month_name", "|".join(_MONTHS)),
    "b": ("month_name", "|".join(name[:3] for name in _MONTHS)),
    "d": ("day", r"\d{1,2}"),
    "H": ("hour", r"\d{1,2}"),
    "I": ("half_day_hour", r"\d{1,2}"),
    "p": ("half", r"[AaPp]\.?[Mm]\.?"),
    "M": ("minute", r"\d{1,2}"),
    "S": ("second", r"\d{1,2}"),
    "f": ("fraction", r"\d{1,9}"),
    "z": ("offset", _OFFSET),
    "A": ("weekday", "|".join(_WEEKDAYS)),
    "a": ("weekday", "|".join(name[:3] for name in _WEEKDAYS)),
}
_SPACES = r"[^\S\n]+"
_ISO_PATTERN: tuple[str, tuple[str, ...]] = (
    r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?(" + _OFFSET + r"))?",
    ("year", "month", "day", "hour", "minute", "second", "fraction", "offset"),
)
_EPOCHS = {"epoch-s": (12, _SECOND), "epoch-ms": (15, 1000)}


@attrs.frozen
class Readings:
    """What texts say, one entry for each text.

    Attributes:
        local: int64, the reading of the wall clock in microseconds since 1970-01-01 00:00 of that clock; `NAT` where
            the text is not of the form or no such date exists.
        offset: int64, the offset that the text names, in microseconds east of UTC; `NAT` where it names none.
    """

    local: NDArray[np.int64]
    offset: NDArray[np.int64]


@attrs.frozen
class DateForm:
    """A way to write an instant.

    Attributes:
        text: ``iso``, ``epoch-s``, ``epoch-ms``, or a form with percent signs such as ``%d/%m/%Y %H:%M``.
    """

    text: str
    _pattern: re.Pattern[str] = attrs.field(repr=False, eq=False)
    _parts: tuple[str, ...] = attrs.field(repr=False, eq=False)

    @classmethod
    def of(cls, text: str) -> DateForm:
        """Return the form that `text` names.

        ``iso`` is ISO 8601 with date and time, a space or T between them, seconds and their fraction if there are any,
        and an offset if there is one. The directives of other forms are those of `time.strptime` that speak of dates
        and times, in English.

        Raises:
            QuantityError: It names no form that says year, month and day.
        """
        name = text.strip()
        if name.casefold() == "iso":
            pattern, parts = _ISO_PATTERN
        elif name in _EPOCHS:
            pattern, parts = rf"(-?)(\d{{1,{_EPOCHS[name][0]}}})(?:\.(\d{{1,9}}))?", ("sign", "whole", "fraction")
        else:
            pattern, parts = _compiled(name)
        return cls(name, re.compile(rf"^({pattern})$|^.*$", re.MULTILINE | re.ASCII | re.IGNORECASE), parts)

    def read(self, texts: Sequence[str]) -> Readings:
        """Return the readings of `texts`, which should all be different: each is read once."""
        lines = "\n".join("" if "\n" in text else text for text in texts)
        found = self._pattern.findall(lines) if texts else []
        local = np.full(len(texts), NAT, dtype=np.int64)
        offset = np.full(len(texts), NAT, dtype=np.int64)
        places = [place for place, groups in enumerate(found) if groups[0]]
        if not places:
            return Readings(local, offset)
        columns = dict(zip(self._parts, list(zip(*(found[place] for place in places), strict=True))[1:], strict=True))
        if self.text in _EPOCHS:
            local[places] = _epoch(columns, _EPOCHS[self.text][1])
            offset[places] = 0
        else:
            local[places] = _wall_clock(columns)
            if "offset" in columns:
                offset[places] = np.array([_offset(part) for part in columns["offset"]], dtype=np.int64)
        bad_offset = offset == _BAD
        local[bad_offset] = NAT
        offset[local == NAT] = NAT
        return Readings(local, offset)


_BAD = NAT + 1


def _compiled(form: str) -> tuple[str, tuple[str, ...]]:
    pattern: list[str] = []
    parts: list[str] = []
    place = 0
    expanded = form.replace("%T", "%H:%M:%S").replace("%F", "%Y-%m-%d").replace("%R", "%H:%M")
    while place < len(expanded):
        char = expanded[place]
        place += 1
        if char.isspace():
            pattern.append(_SPACES if not pattern or pattern[-1] != _SPACES else "")
        elif char != "%":
            pattern.append(re.escape(char))
        else:
            directive = expanded[place : place + 1]
            place += 1
            if directive == "%":
                pattern.append("%")
                continue
            if directive not in _DIRECTIVES:
                raise QuantityError(f"`{form}`: `%{directive}` is not read here", hint=_KNOWN)
            part, digits = _DIRECTIVES[directive]
            if part in parts:
                raise QuantityError(f"`{form}` says {part.replace('_', ' ')} twice")
            parts.append(part)
            pattern.append(f"({digits})")
    _complete(form, set(parts))
    return "".join(pattern), tuple(parts)


_KNOWN = "known are " + " ".join(f"%{letter}" for letter in _DIRECTIVES) + " and %T %F %R"


def _complete(form: str, parts: set[str]) -> None:
    if not parts:
        hint = "`iso`, `epoch-s`, `epoch-ms`, or a form with percent signs such as `%d/%m/%Y %H:%M`"
        raise QuantityError(f"`{form}` is not a form of dates", hint=hint)
    for one, other in (("year", "short_year"), ("month", "month_name"), ("hour", "half_day_hour")):
        if {one, other} <= parts:
            raise QuantityError(f"`{form}` says the {one} twice")
    missing = [
        name
        for name, ways in (("year", ("year", "short_year")), ("month", ("month", "month_name")), ("day", ("day",)))
        if not parts.intersection(ways)
    ]
    if missing:
        raise QuantityError(f"`{form}` does not say the {' and the '.join(missing)}", hint="such as `%d/%m/%Y %H:%M`")
    if ("half_day_hour" in parts) != ("half" in parts):
        raise QuantityError(f"`{form}`: `%I` (an hour up to 12) and `%p` (AM or PM) need each other", hint="or `%H`")


def _integers(texts: Sequence[str]) -> NDArray[np.int64]:
    number = {text: int(text) if text else 0 for text in set(texts)}  # few are different
    return np.fromiter(map(number.__getitem__, texts), np.int64, len(texts))


def _fraction(texts: Sequence[str], digits: int) -> NDArray[np.int64]:
    return np.array([int(text[:digits].ljust(digits, "0")) for text in texts], dtype=np.int64)


def _epoch(columns: Mapping[str, Sequence[str]], unit: int) -> NDArray[np.int64]:
    whole = _integers(columns["whole"]) * unit
    amount = whole + _fraction(columns["fraction"], len(str(unit)) - 1)
    amount *= np.array([-1 if sign else 1 for sign in columns["sign"]], dtype=np.int64)
    return np.where((amount < EARLIEST) | (amount > LATEST), NAT, amount)


def _years(columns: Mapping[str, Sequence[str]]) -> NDArray[np.int64]:
    if "year" in columns:
        return _integers(columns["year"])
    short = _integers(columns["short_year"])
    return short + np.where(short < 69, 2000, 1900)  # as POSIX reads %y


def _months(columns: Mapping[str, Sequence[str]]) -> NDArray[np.int64]:
    if "month" in columns:
        return _integers(columns["month"])
    return np.array([_MONTH_NUMBER[name.lower()] for name in columns["month_name"]], dtype=np.int64)


def _wall_clock(columns: Mapping[str, Sequence[str]]) -> NDArray[np.int64]:
    count = len(columns["day"])
    year, month, day = _years(columns), _months(columns), _integers(columns["day"])
    nothing = np.zeros(count, dtype=np.int64)
    good = (year >= 1) & (month >= 1) & (month <= 12)
    months = (np.where(good, (year - 1970) * 12 + month - 1, 0)).astype("M8[M]")
    first = months.astype("M8[D]").astype(np.int64)
    length = (months + 1).astype("M8[D]").astype(np.int64) - first
    good &= (day >= 1) & (day <= length)
    if "half" in columns:
        hour = _integers(columns["half_day_hour"])
        good &= (hour >= 1) & (hour <= 12)
        afternoon = np.array([half[0] in "pP" for half in columns["half"]], dtype=np.bool_)
        hour = hour % 12 + np.where(afternoon, 12, 0)
    else:
        hour = _integers(columns["hour"]) if "hour" in columns else nothing
    minute = _integers(columns["minute"]) if "minute" in columns else nothing
    second = _integers(columns["second"]) if "second" in columns else nothing
    good &= (hour <= 23) & (minute <= 59) & (second <= 59)
    us = (first + day - 1) * _DAY + ((hour * 60 + minute) * 60 + second) * _SECOND
    if "fraction" in columns:
        us = us + _fraction(columns["fraction"], 6)
    return np.where(good, us, NAT)


def _offset(text: str) -> int:
    if not text:
        return NAT
    if text[0] not in "+-":
        return 0
    digits = text[1:].replace(":", "").ljust(6, "0")
    hours, minutes, seconds = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    if hours > 23 or minutes > 59 or seconds > 59:
        return _BAD
    size = ((hours * 60 + minutes) * 60 + seconds) * _SECOND
    return -size if text[0] == "-" else size


ISO = DateForm.of("iso")
"""ISO 8601: the form of dates where the mapping names none."""

_CANDIDATES = (
    "iso", "%Y-%m-%d", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y%m%d%H%M%S",
    "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %I:%M:%S %p", "%d/%m/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M %p", "%d/%m/%Y %I:%M %p",
    "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y %H:%M", "%d-%m-%Y %H:%M:%S", "%d-%m-%Y", "%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y", "%d %b %Y %H:%M", "%d-%b-%Y %H:%M:%S", "%d %b %Y %H:%M:%S", "%a %b %d %H:%M:%S %Y",
)  # fmt: skip


def likely_forms(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the common forms that read every one of `texts`: more than one where day and month could be either."""
    whole = [text.partition(".")[0].lstrip("-") for text in texts]
    if texts and all(text.isascii() and text.isdigit() for text in whole):
        lengths = {len(text) for text in whole}
        forms: tuple[str, ...] = ("epoch-ms",) if lengths <= {12, 13} else ("epoch-s",) if lengths <= {9, 10} else ()
        if forms:
            return forms
    reads: Callable[[str], bool] = lambda form: bool((DateForm.of(form).read(texts).local != NAT).all())  # noqa: E731
    return tuple(form for form in _CANDIDATES if texts and reads(form))
