"""What readings are taken as, and what else they could be, in the words of a language.

The words of a document (``report-only``) are what one writes there; `plain_english` says them to a reader. The words of
other languages stand in `wording.taken`.
"""

from __future__ import annotations

import re
from datetime import date

from contractkit.quantities import notation as n
from contractkit.statements.clauses import spans
from contractkit.statements.wording import Language
from contractkit.statements.wording.taken import DUTCH, DUTCH_PHRASES
from contractkit.statements.wording.taken_english import ENGLISH

__all__ = ["VALUES", "plain_english", "quantity_told", "value_told"]

VALUES = {"nl": DUTCH}
_PHRASES = {"nl": DUTCH_PHRASES}

_PERIODS = ("month", "quarter", "half-year", "year")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_POINT = re.compile(r"(?<=\d)\.(?=\d)")


def value_told(convention: str, value: str, speaks: Language) -> str:
    """Return a value of a reading in the language; what has no words there is a name or a quantity.

    Args:
        convention: The word of the reading, such as ``cap``.
        value: What was taken, or what it could also be.
        speaks: The language.
    """
    known = VALUES.get(speaks.code)
    if known is None:
        return value
    return (
        known.get(f"{convention}.{value}") or known.get(value) or _phrase(value, speaks) or quantity_told(value, speaks)
    )


def plain_english(convention: str, value: str) -> str:
    """Return a value of a reading in plain English, with the word of the document behind it where that is another.

    Args:
        convention: The word of the reading, such as ``on_excess``.
        value: What was taken, or what it could also be.

    Example:
        >>> plain_english("on_excess", "report-only"), plain_english("at_cut_off", "late")
        ('reported, and not paid (report-only)', 'late')
    """
    said = ENGLISH.get(f"{convention}.{value}") or ENGLISH.get(value)
    return value if said is None else f"{said} ({value})"


def _phrase(value: str, speaks: Language) -> str | None:
    for pattern, says in _PHRASES.get(speaks.code, ()):
        found = re.fullmatch(pattern, value)
        if found is not None:
            return says.format(*(_part(part, speaks) for part in found.groups()))
    return None


def _part(value: str, speaks: Language) -> str:
    """Return a part of a phrase: a period and a date are told, a name stays."""
    return VALUES[speaks.code][value] if value in _PERIODS else quantity_told(value, speaks)


def quantity_told(value: str, speaks: Language) -> str:
    """Return a date, a length of time, a percentage or an amount as the language writes it; all else as it is."""
    if _DATE.fullmatch(value):
        return speaks.day(date.fromisoformat(value))
    if n.SPAN.matches(value):
        return spans.span(n.SPAN.parse(value), speaks)
    if n.WITHIN.matches(value):
        return spans.amount(n.WITHIN.parse(value), speaks)
    return _POINT.sub(speaks.decimal, value) if _is_figure(value) else value


def _is_figure(value: str) -> bool:
    return n.PERCENT.matches(value) or n.AMOUNT.matches(value)
