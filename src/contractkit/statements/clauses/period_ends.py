"""Periods to whose end something can be ended, told with their article."""

from __future__ import annotations

from typing import Final

from contractkit.quantities.period_ends import PeriodEnds
from contractkit.statements.clauses.registry import Teller
from contractkit.statements.wording import Language

__all__ = ["period_word"]

_WORDS: Final = {
    "en": {
        "month": "a month",
        "quarter": "a quarter",
        "half-year": "a half-year",
        "year": "a calendar year",
        "contract-year": "a contract year",
    },
    "nl": {
        "month": "een maand",
        "quarter": "een kwartaal",
        "half-year": "een halfjaar",
        "year": "een kalenderjaar",
        "contract-year": "een contractjaar",
    },
}


def period_word(periods: PeriodEnds, speaks: Language) -> str:
    """Return which period is meant, such as ``a quarter``."""
    return Teller(speaks, _WORDS)(periods.word)
