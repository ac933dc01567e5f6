"""How instants are written in a file: the forms that a mapping can name, and those that a text is likely to have.

A form says how to read a text. Reading many texts by it stands in `date_readings`; which instant is meant by a reading
without an offset stands in `local_times`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from contractkit.errors import QuantityError
from contractkit.facts.columns import NAT
from contractkit.facts.date_readings import LITERAL, MONTH_NUMBER, Readings, read_texts

__all__ = ["ISO", "DateForm", "likely_forms"]

_OFFSET = r"(?:[Zz]|UTC|GMT|[+-]\d\d(?::?\d\d(?::?\d\d)?)?)"
_MONTHS = tuple(MONTH_NUMBER)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_DIRECTIVES = {
    "Y": ("year", r"\d{4}"),
    "y": ("short_year", r"\d\d"),
    "m": ("month", r"\d{1,2}"),
    "B": ("month_name", "|".join(name for name in _MONTHS if len(name) > 3 or name == "may")),
    "b": ("month_name", "|".join(name for name in _MONTHS if len(name) == 3)),
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
_ISO_PARTS = ("year", "month", "day", "hour", "minute", "second", "fraction", "offset")
_ISO_PATTERN: tuple[str, tuple[str, ...]] = (  # the extended format, or the basic one, which has no separators but T
    r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?(" + _OFFSET + r"))?"
    r"|(\d{4})(\d\d)(\d\d)[Tt](\d\d)(\d\d)(?:(\d\d)(?:[.,](\d{1,9}))?)?(?: ?(" + _OFFSET + r"))?",
    _ISO_PARTS * 2,
)
_EPOCHS = {"epoch-s": (12, 1_000_000), "epoch-ms": (15, 1000)}


@attrs.frozen
class DateForm:
    """A way to write an instant.

    Attributes:
        text: ``iso``, ``epoch-s``, ``epoch-ms``, or a form with percent signs such as ``%d/%m/%Y %H:%M``.
    """

    text: str
    _pattern: re.Pattern[bytes] = attrs.field(repr=False, eq=False)
    _parts: tuple[str, ...] = attrs.field(repr=False, eq=False)
    _unit: int | None = attrs.field(repr=False, eq=False, default=None)

    @classmethod
    def of(cls, text: str) -> DateForm:
        """Return the form that `text` names.

        ``iso`` is ISO 8601 with date and time, a space or T between them, seconds and their fraction if there are any,
        and an offset if there is one; also its basic format without separators, such as ``20260131T0900``. The
        directives of other forms are those of `time.strptime` that speak of dates and times, in English.

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
        unit = _EPOCHS[name][1] if name in _EPOCHS else None
        return cls(name, re.compile(pattern.encode(), re.IGNORECASE), parts, unit)

    def read(self, texts: Sequence[str]) -> Readings:
        """Return the readings of `texts`, which should all be different: each is read once."""
        return read_texts(texts, self._pattern, self._parts, self._unit)


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
        elif char.isdigit() and char.isascii():
            parts.append(f"{LITERAL}{len(parts)} {char}")
            pattern.append(r"(\d)")
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
    return tuple(form for form in _CANDIDATES if texts and (DateForm.of(form).read(texts).local != NAT).all())
