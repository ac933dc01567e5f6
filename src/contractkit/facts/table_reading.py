"""All tables that were given, read as raw cells: items first, so that the others name them by their places."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import attrs

from contractkit.errors import FactsRejected
from contractkit.facts.event_rows import ROW_ORDER
from contractkit.facts.findings import Findings
from contractkit.facts.item_ids import ItemIds, items_among, items_named
from contractkit.facts.mapping import FactsMapping, FieldMapping
from contractkit.facts.raw_columns import RawColumn, RawTable
from contractkit.facts.sources import Reading, Source
from contractkit.facts.text_places import TextPlaces

__all__ = ["RawTables", "read_tables"]

Progress = Callable[[str, int, int], None]
_ORDER = ("items", "events", "feedback", "relief")


@attrs.frozen(eq=False)
class RawTables:
    """The tables that could be read.

    Attributes:
        tables: The tables by name: items, events, feedback, relief.
        ids: The items; None where the table that says which there are could not be read.
    """

    tables: dict[str, RawTable]
    ids: ItemIds | None


def read_tables(
    sources: Mapping[str, Source], mapping: FactsMapping, findings: Findings, progress: Progress | None
) -> RawTables:
    """Return the tables in `sources`; what makes one meaningless is added to what refuses the facts."""
    tables: dict[str, RawTable] = {}
    ids: ItemIds | None = None
    known: TextPlaces | None = None
    for step in (name for name in _ORDER if name in sources):
        told = _told(progress, step)
        reading = Reading(step, _wanted(step, mapping), mapping.encoding, mapping.delimiter, told)
        column = _id_column(step, mapping)
        reading = attrs.evolve(reading, ids=frozenset((column,)), known=known, missing=mapping.missing)
        try:
            table = sources[step].read(reading)
        except FactsRejected as error:
            findings.fatal += error.problems
            continue
        if not len(table) and step == mapping.items.source:
            findings.has_no_items(table.file)
        if step == mapping.items.source:
            ids = items_among(table.columns[column], mapping.missing)
            known = TextPlaces.of(ids.names)
        elif known is not None:
            named: RawColumn = items_named(table.columns[column], known, mapping.missing)
            table = attrs.evolve(table, columns={**table.columns, column: named})
        tables[step] = table
    return RawTables(tables, ids)


def _id_column(step: str, mapping: FactsMapping) -> str:
    """Return the column of a table in which the ids of items stand."""
    named = {"events": mapping.events, "feedback": mapping.feedback, "relief": mapping.relief}
    table = named.get(step)
    return mapping.items.id if table is None else table.item


def _told(progress: Progress | None, step: str) -> Callable[[int, int], None]:
    def tell(done: int, total: int) -> None:
        if progress is not None:
            progress(f"reading {step}", done, total)

    return tell


def _wanted(step: str, mapping: FactsMapping) -> dict[str, str]:
    """Return the columns of a table that the mapping names, each with the first place where it does."""
    wanted: dict[str, str] = {}
    for column, where in _columns(step, mapping):
        if column is not None:
            wanted.setdefault(column, where)
    return wanted


def _columns(step: str, mapping: FactsMapping) -> Iterator[tuple[str | None, str]]:
    item_fields = [(field.column, field.where) for field in mapping.items.fields]
    if step == "items":
        yield mapping.items.id, "items > id"
        yield from item_fields
    elif step == "events" and mapping.events is not None:
        events = mapping.events
        yield events.item, "events > item"
        yield events.at.column, events.at.where
        if events.recorded_at is not None:
            yield events.recorded_at.column, events.recorded_at.where
        if events.sequence != ROW_ORDER:
            yield events.sequence, "events > sequence"
        if events.change is None:
            yield from ((field.column, field.where) for field in events.fields)
        else:
            change = events.change
            yield from (
                (change.field, "events > field"),
                (change.value, "events > value"),
                (change.was, "events > was"),
            )
        if mapping.items.source == "events":
            yield from item_fields
    elif step == "relief" and mapping.relief is not None:
        yield mapping.relief.item, "relief > item"
        yield from ((one.column, one.where) for one in mapping.relief.fields)
    elif mapping.feedback is not None:
        feedback = mapping.feedback
        fields: list[FieldMapping] = [feedback.score] + ([feedback.at] if feedback.at else [])
        yield feedback.item, "feedback > item"
        yield from ((field.column, field.where) for field in fields)
