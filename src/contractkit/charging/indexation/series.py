"""Index series: the published figures of a statistical office, with what was published when, and on which base.

A series may hold several figures of one month: a provisional one and the final one, or one on each of two bases. Which
of them counts is asked for with the question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Literal

import attrs

from contractkit.charging.indexation.links import BaseLink
from contractkit.charging.indexation.months import Month, month_of, month_text
from contractkit.charging.indexation.tables import IndexRow, read_rows, read_table
from contractkit.errors import UsageError
from contractkit.quantities.index_values import IndexStatus, IndexValue
from contractkit.quantities.rounding import Rounding

__all__ = ["Counts", "IndexSeries"]

Counts = Literal["first-published", "final-with-true-up"]
"""Which of several figures of one month counts: the first that was published, or the last that is known."""

_RANK: dict[IndexStatus, int] = {"flash": 0, "provisional": 1, "final": 2}
_TENTH = Rounding(Decimal("0.1"), "half-up")


@attrs.frozen
class IndexSeries:
    """The figures of one index series.

    Attributes:
        name: What clauses call it.
        values: The figures, in any order; of one month and base in the order in which they were published.
        source: Where they come from, for people; None where nobody says.
        links: The published factors of its later bases.

    Example:
        >>> cpi = IndexSeries.of("cpi", {"2020-12": "105.65", "2021-12": "110.5"})
        >>> cpi.change("2021-12", since="2020-12")
        Fraction(97, 2113)
        >>> str(cpi.annual_rate("2021-12"))
        '4.6'
    """

    name: str
    values: tuple[IndexValue, ...]
    source: str | None = None
    links: tuple[BaseLink, ...] = ()
    _months: dict[Month, tuple[IndexValue, ...]] = attrs.field(init=False, eq=False, repr=False)
    _bases: tuple[str, ...] = attrs.field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Refuse figures of another series and figures that are not positive, and sort them by their month."""
        months: dict[Month, list[IndexValue]] = {}
        first: dict[str, Month] = {}
        for value in self.values:
            if value.series != self.name:
                raise UsageError(f"a figure of {value.series} does not belong to the series {self.name}", value=value)
            if not value.value.is_finite() or value.value <= 0:
                raise UsageError(f"{value} is no figure of an index: it is not above nought", value=value)
            months.setdefault(value.period, []).append(value)
            first[value.base] = min(first.get(value.base, value.period), value.period)
        object.__setattr__(self, "_months", {month: tuple(found) for month, found in months.items()})
        object.__setattr__(self, "_bases", tuple(sorted(first, key=lambda base: first[base])))

    @classmethod
    def of(
        cls,
        name: str,
        figures: Mapping[str, Decimal | int | str] | Mapping[Month, Decimal | int | str],
        *,
        base: str = "as published",
        status: IndexStatus = "final",
        published_on: date | None = None,
        source: str | None = None,
    ) -> IndexSeries:
        """Return the series with one figure for each month.

        Args:
            name: What clauses call it.
            figures: The figures by month, such as ``{"2020-12": "105.65"}``; never floats.
            base: What is 100 in it.
            status: How sure the office is of them.
            published_on: When they were published; None where that decides nothing.
            source: Where they come from.
        """
        values = tuple(
            IndexValue(name, base, month_of(month), value, status, published_on) for month, value in figures.items()
        )
        return cls(name, values, source)

    @classmethod
    def from_rows(
        cls, name: str, rows: Iterable[IndexRow], *, published_on: date | None = None, source: str | None = None
    ) -> IndexSeries:
        """Return the series that rows of a table make.

        Args:
            name: What clauses call it.
            rows: Rows of `contractkit.charging.indexation.tables`, all of one series.
            published_on: When the table was published; a date that the table itself gives wins.
            source: Where they come from.

        Raises:
            UsageError: Two rows are of one month and base, so that they are of several series.
        """
        values, seen = [], set()
        for row in rows:
            if (row.month, row.base) in seen:
                told = ", ".join(f"{key} {value}" for key, value in row.keys.items())
                says = f"the table has several figures of {month_text(row.month)} for {name}, one of them for {told}"
                raise UsageError(f"{says}; name one series in where=", value=row)
            seen.add((row.month, row.base))
            on = row.published_on or published_on
            values.append(IndexValue(name, row.base, row.month, row.value, row.status, on))
        return cls(name, tuple(values), source)

    @classmethod
    def from_csv(
        cls,
        path: str | Path | None = None,
        *,
        name: str,
        text: str | None = None,
        where: Mapping[str, str] | None = None,
        base: str | None = None,
        published_on: date | None = None,
    ) -> IndexSeries:
        r"""Return a series from a table as statistical offices publish it.

        Read are Eurostat's SDMX-CSV (``TIME_PERIOD``, ``OBS_VALUE``, ``OBS_FLAG``), Eurostat's TSV (months as columns,
        flags behind the figures), and tables with one figure in each row. The file may be compressed by gzip. A figure
        with the flag ``p`` or ``e`` is provisional; an empty one and ``:`` are no figure.

        Args:
            path: The file.
            name: What clauses call the series.
            text: The table itself, in place of a file.
            where: Which rows: the value of each column that tells series apart, such as
                ``{"geo": "NL", "coicop": "CP00"}``.
            base: What is 100; None where the table says it (``unit``), or where nobody does.
            published_on: When the table was published; None where it says so itself, or where that decides nothing.

        Raises:
            UsageError: The table cannot be read, has no such rows, or `where` does not tell one series from the others.

        Source:
            Eurostat, SDMX 2.1 dissemination of statistical data: formats SDMX-CSV and TSV, observation flags.

        Example:
            >>> table = "geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\nNL,2025-06,131.30,\nNL,2025-07,132.11,p\n"
            >>> series = IndexSeries.from_csv(text=table, name="hicp", where={"geo": "NL"})
            >>> [(value.period, str(value.value), value.status) for value in series.values]
            [((2025, 6), '131.30', 'final'), ((2025, 7), '132.11', 'provisional')]
        """
        table = read_table(path, text)
        rows = read_rows(table, where=where or {}, base=base)
        found = cls.from_rows(name, rows, published_on=published_on, source=None if path is None else str(path))
        if not found.values:
            told = ", ".join(f"{key} {value}" for key, value in (where or {}).items())
            raise UsageError(f"the table has no figure for {told or name}", value=told)
        return found

    @property
    def bases(self) -> tuple[str, ...]:
        """Return the bases that the series has figures on, from the one that begins first."""
        return self._bases

    @property
    def months(self) -> tuple[Month, ...]:
        """Return the months of which it has a figure, in order."""
        return tuple(sorted(self._months))

    def with_values(self, *values: IndexValue) -> IndexSeries:
        """Return the series with more figures: later months, or later publications of the same ones."""
        return attrs.evolve(self, values=(*self.values, *values))

    def joined(self, later: IndexSeries) -> IndexSeries:
        """Return this series with the figures and links of another one of the same name, such as one on a new base."""
        values = (*self.values, *(attrs.evolve(value, series=self.name) for value in later.values))
        told = [source for source in (self.source, later.source) if source is not None]
        return IndexSeries(self.name, values, ", ".join(dict.fromkeys(told)) or None, (*self.links, *later.links))

    def published(
        self, month: str | Month, *, base: str | None = None, counts: Counts, known_at: date | None = None
    ) -> IndexValue | None:
        """Return the figure of a month that counts; None where none is known.

        A flash estimate never counts: it is given out before the figure is there.

        Args:
            month: The month that the figure is about.
            base: On which base; None for the only one.
            counts: Of several, the first that was published, or the last.
            known_at: Only what was published on that date or before; None for all. A figure without a date was always
                known.
        """
        found = [
            value
            for value in self._months.get(month_of(month), ())
            if (base is None or value.base == base)
            and value.status != "flash"
            and (known_at is None or value.published_on is None or value.published_on <= known_at)
        ]
        if not found:
            return None
        if counts == "first-published":
            return min(found, key=lambda value: (value.published_on or date.min, _RANK[value.status]))
        return max(reversed(found), key=lambda value: (value.published_on or date.min, _RANK[value.status]))

    def change(self, now: str | Month, *, since: str | Month, base: str | None = None) -> Fraction:
        """Return the change between two months on one base, exactly: I now / I since - 1.

        Raises:
            UsageError: There is no figure of one of them, or they stand on two bases.
        """
        figures = []
        for month in (since, now):
            figure = self.published(month, base=base, counts="final-with-true-up")
            if figure is None:
                raise UsageError(f"{self.name} has no figure of {month_text(month_of(month))}", value=month)
            figures.append(figure)
        return figures[1].over(figures[0]).value - 1

    def annual_rate(self, month: str | Month, rounding: Rounding = _TENTH, *, base: str | None = None) -> Decimal:
        """Return the change over twelve months in percent, rounded.

        Args:
            month: The later month.
            rounding: To what; one decimal, halves away from nought, is what Eurostat publishes.
            base: On which base; None for the only one.

        Raises:
            UsageError: One of the two figures is missing.

        Source:
            Eurostat's HICP annual rates are those of its published indices, rounded to one decimal.
        """
        year, number = month_of(month)
        return rounding.apply(100 * self.change((year, number), since=(year - 1, number), base=base))
