"""One thing that the provider of public holidays has wrong or leaves out: dated, with the law that says so.

What a correction is stands here; the corrections themselves stand in `laws`, and `overlay` lays them over the
provider's days. A changed entry changes results and belongs in the changelog.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Literal

import attrs

from contractkit.errors import UsageError

__all__ = ["Change", "Correction", "Verified", "added", "named_until", "unchanged", "without_named"]

Change = Callable[[int, dict[date, str]], dict[date, str]]
"""Takes a year and the days found so far, and returns the days as they are."""

Verified = Literal["text", "reports", "no"]
"""How far the source was checked: its words were read; public reports give the dates; neither."""


def unchanged(_year: int, days: dict[date, str]) -> dict[date, str]:
    """Return the days as they are: a correction that only swaps days changes no other."""
    return days


@attrs.frozen
class Correction:
    """One thing that the provider has wrong.

    Attributes:
        codes: The ISO 3166 codes that it is about.
        says: What is corrected, in one sentence.
        source: The law or the publication that says so, by its official title or number.
        recorded: When the correction was written down.
        verified: How far the source was checked: ``text`` (its words were read), ``reports`` (public reports give the
            dates), ``no`` (neither).
        apply: Takes the year and the days found so far, and returns the days as they are.
        swaps: Weekend dates that are worked, each with the date in whose place it is worked, which is a day off.
    """

    codes: tuple[str, ...]
    says: str
    source: str
    recorded: date
    verified: Verified
    apply: Change = unchanged
    swaps: Mapping[date, date] = attrs.field(factory=dict)

    def __attrs_post_init__(self) -> None:
        for worked, off in self.swaps.items():
            if worked.weekday() < _SATURDAY or off.weekday() >= _SATURDAY:
                raise UsageError(f"{worked} for {off} is no swap of a weekend date for a weekday", value=worked)


_SATURDAY = 5


def added(month: int, day: int, name: str, first: int, last: int = 9999) -> Change:
    """Return the change that adds a date, in the years `first` to `last`, both included."""

    def apply(year: int, days: dict[date, str]) -> dict[date, str]:
        return {**days, date(year, month, day): name} if first <= year <= last else days

    return apply


def named_until(name: str, last: int) -> Change:
    """Return the change that leaves a holiday out after the year `last`, by the provider's name."""

    def apply(year: int, days: dict[date, str]) -> dict[date, str]:
        return days if year <= last else without_named(name)(year, days)

    return apply


def without_named(*names: str) -> Change:
    """Return the change that leaves holidays out in every year, by the provider's names."""

    def apply(_year: int, days: dict[date, str]) -> dict[date, str]:
        return {day: text for day, text in days.items() if text not in names}

    return apply
