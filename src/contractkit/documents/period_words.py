"""Periods to whose end something can be ended, as words."""

from __future__ import annotations

from typing import Annotated

from contractkit.documents.scalars import Word

__all__ = ["EndOf"]

EndOf = Annotated[str, Word("month", "quarter", "half-year", "year", "contract-year")]
"""Months, quarters, half-years and years are those of the calendar; a contract year begins on the day of the start."""
