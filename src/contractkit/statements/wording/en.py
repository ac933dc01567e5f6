"""English: the words of a statement."""

from __future__ import annotations

from contractkit.statements.wording import (
    ahead,
    delivered,
    following,
    listed,
    opening,
    prepaid,
    quoted,
    reasons,
    results,
    sources,
    units,
)
from contractkit.statements.wording.language import Language

__all__ = ["ENGLISH"]

_SUBJECTS = (ahead, delivered, following, listed, opening, prepaid, quoted, reasons, results, sources, units)
_MESSAGES = {key: text for subject in _SUBJECTS for key, text in subject.ENGLISH.items()}

ENGLISH = Language(
    code="en",
    messages=_MESSAGES,
    decimal=".",
    months=(
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    months_short=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    small_numbers=(
        "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ),
)  # fmt: skip
"""Statements in English."""
