"""Dutch: the words of a statement."""

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

__all__ = ["DUTCH"]

_SUBJECTS = (ahead, delivered, following, listed, opening, prepaid, quoted, reasons, results, sources, units)
_MESSAGES = {key: text for subject in _SUBJECTS for key, text in subject.DUTCH.items()}

DUTCH = Language(
    code="nl",
    messages=_MESSAGES,
    decimal=",",
    months=(
        "januari", "februari", "maart", "april", "mei", "juni",
        "juli", "augustus", "september", "oktober", "november", "december",
    ),
    months_short=("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    small_numbers=(
        "geen", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf",
    ),
)  # fmt: skip
"""Statements in Dutch."""
