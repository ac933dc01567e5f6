"""On which dates of a period a variant does not hold, because an amendment writes the same place itself."""

from __future__ import annotations

from datetime import date, timedelta

from contractkit.quantities.periods import Period
from contractkit.records.said import said
from contractkit.terms.variants import Restated, Variant

__all__ = ["not_held"]

_DAY = timedelta(days=1)


def not_held(variant: Variant, period: Period, known_at: date | None) -> tuple[str, ...]:
    """Return a sentence for each amendment that restates a place of a variant on dates of a period.

    Args:
        variant: The variant.
        period: The period on which it is tried.
        known_at: Only what was known on that date counts; None for all.
    """
    found = (_sentence(one, period) for one in variant.restated if known_at is None or one.known_on <= known_at)
    return tuple(dict.fromkeys(says for says in found if says is not None))


def _sentence(one: Restated, period: Period) -> str | None:
    start = max(one.since, period.start)
    end = period.end if one.until is None else min(one.until, period.end)
    if start >= end:
        return None
    if (start, end) == (period.start, period.end):
        return said(
            "{place} is as {by} says in all of {label}, so the variant is not tried there.",
            place=one.place,
            by=one.by,
            label=period.label,
        )
    return said(
        "{place} is as {by} says from {start} to {last}: the variant holds on the other dates of {label} only.",
        place=one.place,
        by=one.by,
        start=start,
        last=end - _DAY,
        label=period.label,
    )
