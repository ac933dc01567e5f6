"""The months that figures of an index are about: a year and a month of it, and how they are written."""

from __future__ import annotations

from contractkit.errors import UsageError

__all__ = ["Month", "month_of", "month_text"]

Month = tuple[int, int]
"""A year and a month of it, counted from 1."""


def month_of(text: str | Month) -> Month:
    """Return the year and month that `text` names, such as ``2020-12`` or ``2020M12``.

    Raises:
        UsageError: It names none.
    """
    if isinstance(text, tuple):
        return text
    year, _, month = text.strip().replace("M", "-").partition("-")
    month = month.strip("-")
    if not (year.isdigit() and len(year) == 4 and month.isdigit() and 1 <= int(month) <= 12):
        raise UsageError(f"{text!r} is no month of an index series; write it as 2020-12", value=text)
    return int(year), int(month)


def month_text(month: Month) -> str:
    """Return a month as it is written, such as ``2020-12``."""
    return f"{month[0]:04}-{month[1]:02}"
