"""Which figure of a series a clause reads on a date of change, on one base with the figure it is compared with."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import prod
from typing import Literal

import attrs

from contractkit.charging.exact import exact_text
from contractkit.charging.indexation.months import Month, month_text
from contractkit.charging.indexation.series import Counts, IndexSeries
from contractkit.quantities.index_values import IndexValue
from contractkit.records.said import joined, said
from contractkit.terms.provisions.indexation import SeriesChange

__all__ = ["Link", "NoFigure", "Reading", "month_before", "read"]


@attrs.frozen
class Link:
    """A factor that brings a figure onto the base of older ones.

    Attributes:
        factor: The figure times this compares with older ones.
        source: Where it comes from: a clause, the office, or a month that has figures of both bases.
    """

    factor: Fraction
    source: str


@attrs.frozen
class Reading:
    """What a clause reads of a series for one month.

    Attributes:
        series: The series.
        month: The month, or the last one of twelve.
        values: The published figures it is made of: one, or twelve.
        links: The factors that bring them onto the base of the first price, in order.
        value: Their mean times the factors.
        source: Where the series comes from; None where nobody says.
        figure: Which figure of a month counts, as the clause says it: ``first-published`` or ``final-with-true-up``.
    """

    series: str
    month: Month
    values: tuple[IndexValue, ...]
    links: tuple[Link, ...]
    value: Fraction
    source: str | None = None
    figure: str = "final-with-true-up"

    @property
    def status(self) -> Literal["final", "provisional"]:
        """Return ``provisional`` where a figure may still change what is charged: the first published one stands."""
        stands = self.figure == "first-published" or all(value.status == "final" for value in self.values)
        return "final" if stands else "provisional"

    @property
    def recorded_on(self) -> date | None:
        """Return when the last of its figures was published; None where that is not known."""
        found = [value.published_on for value in self.values if value.published_on is not None]
        return max(found, default=None)

    def __str__(self) -> str:
        """Return the figure with its month, and with what links it."""
        made = exact_text(self.value)
        if not self.links and len(self.values) == 1:
            return said("{series} {month}: {made}", series=self.series, month=month_text(self.month), made=made)
        of = "" if len(self.values) == 1 else said("the mean of {months} months to ", months=len(self.values))
        linked = joined(
            "",
            (said(" × {factor} ({source})", factor=exact_text(link.factor), source=link.source) for link in self.links),
        )
        return said(
            "{series} {of}{month}: {written}{linked} = {made}",
            series=self.series,
            of=of,
            month=month_text(self.month),
            written=self._written(),
            linked=linked,
            made=made,
        )

    def _written(self) -> str:
        return exact_text(self.value / prod((link.factor for link in self.links), start=Fraction(1)))


@attrs.frozen
class NoFigure:
    """A figure that is not known, so that a price is not.

    Attributes:
        series: The series.
        month: The month.
        says: What is missing, in one sentence.
    """

    series: str
    month: Month
    says: str


def month_before(day: date, month: int) -> Month:
    """Return the latest month of that number that is over when `day` begins.

    Args:
        day: A date of change.
        month: The number of the month, from 1.

    Example:
        >>> month_before(date(2022, 1, 1), 12), month_before(date(2022, 1, 1), 1), month_before(date(2022, 2, 1), 1)
        ((2021, 12), (2021, 1), (2022, 1))
    """
    return (day.year, month) if month < day.month else (day.year - 1, month)


def read(change: SeriesChange, series: IndexSeries | None, month: Month, known_at: date | None) -> Reading | NoFigure:
    """Return what a clause reads of a series for a month.

    Args:
        change: The part of a clause that names the series, and says which figures count.
        series: Its figures; None where none are given.
        month: The month; where the clause reads an average, the last of its twelve months.
        known_at: Only figures that were published on that date or before; None for all.
    """
    if series is None:
        return NoFigure(change.series, month, said("no figures of {series} are given", series=change.series))
    counts: Counts = "first-published" if change.figure == "first-published" else "final-with-true-up"
    months = [month] if change.observe == "month" else [_back(month, count) for count in range(11, -1, -1)]
    values: list[IndexValue] = []
    factors: list[tuple[Link, ...]] = []
    for one in months:
        found = _one(change, series, one, counts, known_at)
        if isinstance(found, NoFigure):
            return found
        values.append(found[0])
        factors.append(found[1])
    linked = [
        Fraction(value.value) * prod((link.factor for link in links), start=Fraction(1))
        for value, links in zip(values, factors, strict=True)
    ]
    mean = sum(linked, Fraction(0)) / len(linked)
    return Reading(change.series, month, tuple(values), factors[-1], mean, series.source, change.figure)


def _back(month: Month, count: int) -> Month:
    year, number = divmod(month[0] * 12 + month[1] - 1 - count, 12)
    return year, number + 1


def _one(
    change: SeriesChange, series: IndexSeries, month: Month, counts: Counts, known_at: date | None
) -> tuple[IndexValue, tuple[Link, ...]] | NoFigure:
    """Return the figure of one month, with the links that bring it onto the first base."""
    if change.rebased:
        passed = [one for one in sorted(change.rebased, key=lambda one: one.at) if one.at <= month]
        base = series.bases[min(len(passed), len(series.bases) - 1)] if series.bases else None
        figure = series.published(month, base=base, counts=counts, known_at=known_at)
        links = tuple(Link(one.link, one.source or "as the clause says") for one in passed)
        return _missing(change, month, known_at) if figure is None else (figure, links)
    steps: list[Link] = []
    for older, newer in zip((None, *series.bases), series.bases, strict=False):
        if older is not None:
            link = _link(change, series, older, newer, counts, known_at)
            if isinstance(link, str):
                return NoFigure(change.series, month, link)
            steps.append(link)
        figure = series.published(month, base=newer, counts=counts, known_at=known_at)
        if figure is not None:
            return figure, tuple(steps)
    return _missing(change, month, known_at)


def _missing(change: SeriesChange, month: Month, known_at: date | None) -> NoFigure:
    by = "" if known_at is None else said(" by {known_at}", known_at=known_at)
    return NoFigure(
        change.series,
        month,
        said(
            "the figure of {series} for {month} is not published{by}",
            series=change.series,
            month=month_text(month),
            by=by,
        ),
    )


def _link(
    change: SeriesChange, series: IndexSeries, older: str, newer: str, counts: Counts, known_at: date | None
) -> Link | str:
    """Return what links two bases, or why nothing does."""
    if change.when_rebased != "overlap-month":
        published = next((link for link in series.links if link.base == newer), None)
        if published is not None:
            return Link(
                Fraction(published.factor), published.source or said("published with the base {newer}", newer=newer)
            )
        return said(
            "nothing links the figures of {name} on the base {newer} with those on {older}",
            name=series.name,
            newer=newer,
            older=older,
        )
    for month in reversed(series.months):
        old = series.published(month, base=older, counts=counts, known_at=known_at)
        new = series.published(month, base=newer, counts=counts, known_at=known_at)
        if old is not None and new is not None:
            factor = Fraction(old.value) / Fraction(new.value)
            return Link(
                factor,
                said(
                    "{month}: {before} on {older}, {after} on {newer}",
                    month=month_text(month),
                    before=old.value,
                    older=older,
                    after=new.value,
                    newer=newer,
                ),
            )
    return said(
        "no month of {name} has figures on both {older} and {newer}", name=series.name, older=older, newer=newer
    )
