"""Tables of what was told of work outside the agreement: columns by fixed names, every bad cell with its row."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, get_args
from zoneinfo import ZoneInfo

import attrs

from contractkit.delivery.table_rows import rows_of
from contractkit.delivery.told import (
    CustomerTold,
    DeliveryFacts,
    Favour,
    GreyDecision,
    Outcome,
    QuoteSent,
    RowCopy,
    Warned,
    WorkDone,
)
from contractkit.errors import ContractKitError, FactsRejected, Problem, UsageError
from contractkit.facts.local_times import zone_named
from contractkit.quantities.notation import nearest_word, parse_money

__all__ = ["TABLES", "read_tables"]

TABLES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "work": (("item",), ("minutes", "hours", "on", "recorded_on")),
    "favours": (("what", "on"), ("item", "customer", "service", "minutes", "hours", "worth", "told_on")),
    "decisions": (("item", "outcome", "on"), ("holds", "by")),
    "told": (("about", "item", "at"), ("target", "to", "how")),
    "quotes": (("item", "at"), ("amount", "answer", "answered_at")),
}
"""By table the columns that it needs, and those that it may have."""

_SCALE = {"minutes": 60, "hours": 3600}
_MOST = 100 * 366 * 86_400
"""More seconds than anybody spends on one thing: a hundred years."""


@attrs.define
class _Reader:
    """One table while it is read: its rows, and what is wrong with them."""

    name: str
    file: str | None
    zone: ZoneInfo
    currency: str
    problems: list[Problem] = attrs.field(factory=list)
    copies: list[RowCopy] = attrs.field(factory=list)
    row: int = 0

    def bad_cell(self, column: str, says: str, hint: str | None = None) -> None:
        """Note a cell that means nothing."""
        where = f"{self.name} > {column}"
        self.problems.append(Problem("bad-value", says, self.file, self.row, None, where, hint))

    def text(self, cells: Mapping[str, Any], column: str) -> str | None:
        """Return a cell as text; None where nothing stands there."""
        value = cells.get(column)
        if value is None or value != value or str(value).strip() == "":
            return None
        return str(value).strip()

    def word(self, cells: Mapping[str, Any], column: str, known: Sequence[str]) -> Any:
        """Return a cell that holds one of some words; None where nothing stands there."""
        found = self.text(cells, column)
        if found is not None and found not in known:
            near = nearest_word(found, known)
            hint = f"did you mean {near}?" if near else f"one of {', '.join(known)}"
            self.bad_cell(column, f"{found!r} is none of {', '.join(known)}", hint)
            return None
        return found

    def day(self, cells: Mapping[str, Any], column: str) -> date | None:
        """Return a cell as a date; that of an instant in the zone of the table."""
        value = cells.get(column)
        if isinstance(value, datetime):
            return (value if value.tzinfo is None else value.astimezone(self.zone)).date()
        if isinstance(value, date):
            return value
        found = self.text(cells, column)
        if found is None:
            return None
        try:
            return date.fromisoformat(found)
        except ValueError:
            self.bad_cell(column, f"{found!r} is no date", "dates are written 2026-02-11")
            return None

    def instant(self, cells: Mapping[str, Any], column: str) -> datetime | None:
        """Return a cell as an aware instant; one without an offset is read in the zone of the table."""
        value = cells.get(column)
        if not isinstance(value, datetime):
            found = self.text(cells, column)
            if found is None:
                return None
            try:
                value = datetime.fromisoformat(found)
            except ValueError:
                value = None
            if value is None or len(found) <= len("2026-02-11"):
                self.bad_cell(column, f"{found!r} is no date with a time of day", "written 2026-02-11 14:10")
                return None
        if value.tzinfo is not None:
            return value
        local = value.replace(tzinfo=self.zone)
        back = local.astimezone(ZoneInfo("UTC")).astimezone(self.zone).replace(tzinfo=None)
        if back != value:
            says = f"{value} never was in {self.zone.key}: the clocks skipped that hour"
            self.bad_cell(column, says, "give its offset")
            return None
        return local

    def time(self, cells: Mapping[str, Any]) -> timedelta | None:
        """Return the time that a row tells, in minutes or in hours; None where it tells none."""
        given = [column for column in _SCALE if self.text(cells, column) is not None]
        if len(given) == 2:
            self.bad_cell("hours", "the row tells minutes and hours", "leave one of them out")
        if not given:
            return None
        found = self.text(cells, given[0]) or ""
        try:
            number = Decimal(found)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or number < 0 or number * _SCALE[given[0]] > _MOST:
            self.bad_cell(given[0], f"{found!r} is no number of {given[0]}", "a number such as 90 or 1.5")
            return None
        return timedelta(microseconds=int(number * _SCALE[given[0]] * 1_000_000))

    def money(self, cells: Mapping[str, Any], column: str) -> Any:
        """Return a cell as an amount, in the currency of the table where it names none."""
        found = self.text(cells, column)
        if found is None:
            return None
        try:
            money = parse_money(found, self.currency)
        except ContractKitError as error:
            self.bad_cell(column, str(error), f"an amount such as {self.currency} 42.50")
            return None
        if money.currency != self.currency:
            self.bad_cell(column, f"{found!r} is not in {self.currency}", "amounts are never converted")
            return None
        return money


def read_tables(tables: Mapping[str, Any], *, zone: str, currency: str) -> DeliveryFacts:
    """Return what tables tell.

    Args:
        tables: By name (see `TABLES`) the path of a CSV file, a sequence of mappings, a dict of sequences, or a frame
            of pandas, polars or Arrow; None for a table that is not there.
        zone: The zone of instants that say no offset.
        currency: That of amounts that name none.

    Raises:
        FactsRejected: A column is missing or a cell means nothing; every problem is told, with its row.
        UsageError: A table has no such name, or a file cannot be read.
        QuantityError: There is no such zone.
    """
    place = zone_named(zone)
    problems: list[Problem] = []
    found: dict[str, tuple[Any, ...]] = {}
    copies: list[RowCopy] = []
    for name, table in tables.items():
        if name not in TABLES:
            near = nearest_word(name, tuple(TABLES))
            hint = f"did you mean {near}?" if near else f"known are {', '.join(TABLES)}"
            raise UsageError(f"there is no table {name!r}; {hint}", value=name)
        if table is None:
            continue
        file = os.fspath(table) if isinstance(table, str | os.PathLike) else None
        reader = _Reader(name, file, place, currency)
        found[name] = tuple(_read(reader, table))
        problems.extend(reader.problems)
        copies.extend(reader.copies)
    if problems:
        raise FactsRejected(problems)
    return DeliveryFacts(**found, copies=tuple(copies))


def _read(reader: _Reader, table: Any) -> Iterator[Any]:
    make = _MAKERS[reader.name]
    needed, _ = TABLES[reader.name]
    columns, rows, problems = rows_of(reader.name, table)
    reader.problems.extend(problems)
    empty = not columns and not isinstance(table, str | os.PathLike)
    if empty or not _checked(reader, columns):
        return
    seen: dict[tuple[tuple[str, str | None], ...], int] = {}
    for number, cells in rows:
        reader.row = number
        whole = tuple((column, reader.text(cells, column)) for column in columns)
        first = seen.setdefault(whole, number)
        before = len(reader.problems)
        for column in needed:
            if reader.text(cells, column) is None:
                reader.bad_cell(column, f"nothing stands in {column!r}, and the row means nothing without it")
        made = make(reader, cells) if len(reader.problems) == before else None
        if made is None or len(reader.problems) > before:
            continue
        if first == number:
            yield made
        else:
            reader.copies.append(RowCopy(made, _copied(reader, first)))


def _copied(reader: _Reader, first: int) -> Problem:
    says = f"the row says what row {first} says, in every column, and counts once"
    hint = "if both happened, tell them apart in a column, such as an id"
    return Problem("exact-duplicate-row", says, reader.file, reader.row, None, reader.name, hint, fatal=False)


def _checked(reader: _Reader, columns: Sequence[str]) -> bool:
    needed, optional = TABLES[reader.name]
    known = (*needed, *optional)
    for column in needed:
        if column not in columns:
            near = nearest_word(column, tuple(columns))
            hint = f"is it {near!r}? name it {column!r}" if near else f"its columns are {', '.join(known)}"
            says = f"the table {reader.name} has no column {column!r}"
            reader.problems.append(Problem("missing-column", says, reader.file, 1, None, reader.name, hint))
    for column in columns:
        near = None if column in known else nearest_word(column, [one for one in optional if one not in columns])
        if near is not None:
            says = f"the table {reader.name} has a column {column!r} that nobody reads"
            hint = f"did you mean {near!r}?"
            reader.problems.append(Problem("unknown-field", says, reader.file, 1, None, reader.name, hint))
    return not any(one.code in ("missing-column", "unknown-field") for one in reader.problems)


def _work(reader: _Reader, cells: Mapping[str, Any]) -> WorkDone | None:
    spent = reader.time(cells)
    if spent is None:
        if not any(reader.text(cells, column) for column in _SCALE):
            reader.bad_cell("minutes", "the row tells no time", "give minutes or hours")
        return None
    on, recorded_on = reader.day(cells, "on"), reader.day(cells, "recorded_on")
    return WorkDone(reader.text(cells, "item") or "", spent, on, recorded_on)


def _favour(reader: _Reader, cells: Mapping[str, Any]) -> Favour | None:
    on = reader.day(cells, "on")
    words = {name: reader.text(cells, name) for name in ("item", "customer", "service")}
    time, worth = reader.time(cells), reader.money(cells, "worth")
    told_on = reader.day(cells, "told_on")
    what = reader.text(cells, "what") or ""
    return None if on is None else Favour(what, on, **words, time=time, worth=worth, told_on=told_on)


def _decision(reader: _Reader, cells: Mapping[str, Any]) -> GreyDecision | None:
    on = reader.day(cells, "on")
    outcome = reader.word(cells, "outcome", get_args(Outcome))
    holds: Any = reader.word(cells, "holds", ("for-all", "once")) or "for-all"
    item = reader.text(cells, "item") or ""
    return None if on is None else GreyDecision(item, outcome, on, holds, reader.text(cells, "by"))


def _told(reader: _Reader, cells: Mapping[str, Any]) -> CustomerTold | None:
    at = reader.instant(cells, "at")
    about = reader.word(cells, "about", get_args(Warned))
    words = {name: reader.text(cells, name) for name in ("target", "to", "how")}
    return None if at is None else CustomerTold(about, reader.text(cells, "item") or "", at, **words)


def _quote(reader: _Reader, cells: Mapping[str, Any]) -> QuoteSent | None:
    at, answered_at = reader.instant(cells, "at"), reader.instant(cells, "answered_at")
    answer, amount = reader.word(cells, "answer", ("accepted", "refused")), reader.money(cells, "amount")
    if at is None:
        return None
    try:
        return QuoteSent(reader.text(cells, "item") or "", at, amount, answer, answered_at)
    except UsageError as error:
        reader.bad_cell("answer", str(error))
        return None


_MAKERS: Mapping[str, Callable[[_Reader, Mapping[str, Any]], Any]] = {
    "work": _work,
    "favours": _favour,
    "decisions": _decision,
    "told": _told,
    "quotes": _quote,
}
