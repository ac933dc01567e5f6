"""What spans of time refuse: fractions, times with a zone, and words that none of their fields knows."""

from __future__ import annotations

import operator
from datetime import time, timedelta
from typing import Any, Final, Literal

import attrs

from contractkit.errors import UsageError

__all__ = ["checked_word", "microseconds_in", "microseconds_of", "time_or_none", "whole"]

_US: Final = timedelta(microseconds=1)
_MOST: Final = 2**63 - 1
"""The most microseconds, days or months: instants and amounts are 64 bits."""


def whole(value: Any) -> int:
    """Return a whole number; numpy's are taken, fractions, truth values and what no calendar reaches are not."""
    try:
        if isinstance(value, bool):
            raise TypeError
        number = operator.index(value)
    except TypeError:
        says = (
            f"{value!r} is no whole number; time is counted in whole microseconds, days and months, never in fractions"
        )
        raise UsageError(says, value=value) from None
    if not -_MOST <= number <= _MOST:
        raise UsageError(f"{number} is more than any calendar has; the most is {_MOST}", value=value)
    return number


def _amount(units: tuple[tuple[str, int, int], ...]) -> int:
    """Return the microseconds of amounts of units, each a whole number."""
    for name, n, _ in units:
        if type(n) is not int:
            try:
                whole(n)
            except UsageError:
                says = (
                    f"{name}={n!r} is no whole number; write smaller units, such as WorkingTime.of(hours=1, minutes=30)"
                )
                raise UsageError(says, value=n) from None
    return sum(int(n) * size for _, n, size in units)


def microseconds_of(hours: int, minutes: int, seconds: int, microseconds: int) -> int:
    """Return the microseconds of whole units, which add up."""
    return _amount(
        (
            ("hours", hours, 3_600_000_000),
            ("minutes", minutes, 60_000_000),
            ("seconds", seconds, 1_000_000),
            ("microseconds", microseconds, 1),
        )
    )


def microseconds_in(amount: timedelta) -> int:
    """Return the microseconds of a timedelta that has whole ones."""
    if not isinstance(amount, timedelta) or getattr(amount, "nanoseconds", 0) != 0:
        says = f"a timedelta of whole microseconds is needed here, not {amount!r}"
        raise UsageError(says, value=amount)
    return amount // _US


def checked_word(words: tuple[str, ...], *, or_time: Literal["yes", "no"] = "no") -> Any:
    """Return the validator of a field that has one of a few words, or also a time of day."""

    def check(_owner: object, attribute: attrs.Attribute[Any], value: object) -> None:
        if (isinstance(value, str) and value in words) or (or_time == "yes" and _is_time(value)):
            return
        from contractkit.quantities.notation.nearest import nearest

        says = f"{attribute.name} is {' or '.join(repr(word) for word in words)}, not {value!r}"
        raise UsageError(f"{says}; {nearest(str(value), words)}", value=value)

    return check


def _is_time(value: object) -> bool:
    return isinstance(value, time) and value.tzinfo is None


def time_or_none(_owner: object, attribute: attrs.Attribute[Any], value: object) -> None:
    """Refuse what is neither a time of day without a zone nor None."""
    if value is not None and not _is_time(value):
        says = f"{attribute.name} is a time of day on the calendar's clocks, such as time(17), not {value!r}"
        raise UsageError(says, value=value)
