"""Tables and a mapping in, facts out: the order of the steps, and what belongs to all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.errors import FactsRejected, UsageError
from contractkit.facts import cells
from contractkit.facts.columns import MISSING, NAT, UNMENTIONED, Coded, Column, Instants
from contractkit.facts.event_rows import ROW_ORDER, EventRows, read_events
from contractkit.facts.events import Events
from contractkit.facts.facts import Facts
from contractkit.facts.feedback_rows import read_feedback
from contractkit.facts.findings import Findings
from contractkit.facts.item_rows import ItemRows, read_items
from contractkit.facts.items import Items
from contractkit.facts.items_of_events import items_of_events
from contractkit.facts.mapping import FactsMapping, FieldMapping
from contractkit.facts.openings import MadeEvent, first_words_before, made_events, opening_of_latest, settle_opening
from contractkit.facts.row_keys import by_first_appearance
from contractkit.facts.sources import RawTable, Reading, Source
from contractkit.records.clauses import Assumption

__all__ = ["assemble"]


def assemble(
    sources: Mapping[str, Source], mapping: FactsMapping, progress: Callable[[str, int, int], None] | None
) -> Facts:
    """Return the facts of the tables in `sources` (items, events, feedback).

    Raises:
        FactsRejected: A table as a whole means nothing; lists what is wrong with all of them.
        UsageError: The mapping needs other tables.
    """
    _check_tables(sources, mapping)
    findings = Findings()
    tables = _read_all(sources, mapping, findings, progress)
    findings.stop_if_refused()
    items, events = _rows(tables, mapping, findings)
    facts = _facts(items, events, mapping, findings)
    if "feedback" in tables and mapping.feedback is not None:
        item, ids = _items_of(tables["feedback"], mapping.feedback.item, items, mapping)
        feedback = read_feedback(tables["feedback"], item, ids, mapping.feedback, mapping, findings)
        facts = attrs.evolve(facts, feedback=feedback)
    findings.stop_if_refused()
    findings.assume_zones()
    doubt, doubts = findings.doubts(len(items.ids))
    doubted = attrs.evolve(facts.items, doubt=doubt, doubts=doubts)
    return attrs.evolve(facts, items=doubted, notes=tuple(findings.notes), assumptions=tuple(findings.assumptions))


def _check_tables(sources: Mapping[str, Source], mapping: FactsMapping) -> None:
    if mapping.items.source == "events":
        if "items" in sources:
            raise UsageError("the mapping takes the items from the events (`items > from`): leave out the items")
        if "events" not in sources:
            raise UsageError("the mapping takes the items from the events (`items > from`): the events are missing")
    elif "items" not in sources:
        hint = "give the items, or say `from: events` under `items` in the mapping"
        raise UsageError(f"the items are missing; {hint}")
    for name, known in (("events", mapping.events), ("feedback", mapping.feedback)):
        if name in sources and known is None:
            raise UsageError(f"{name} are given, but the mapping says nothing of `{name}`")


def _rows(
    tables: Mapping[str, RawTable], mapping: FactsMapping, findings: Findings
) -> tuple[ItemRows, EventRows | None]:
    table, log = tables.get("events"), mapping.events
    if "items" in tables:
        items = read_items(tables["items"], mapping, findings)
        if table is None or log is None:
            return items, None
        item, ids = _items_of(table, log.item, items, mapping)
        return items, read_events(table, item, ids, log, mapping, findings)
    if table is None or log is None:
        raise UsageError("there are neither items nor events")
    ids = cells.words(table.columns[log.item], {}, mapping.missing)
    first, item = by_first_appearance(ids.codes)
    events = read_events(table, item, ids, log, mapping, findings)
    words = ids.words()
    names = tuple(words[place] or "" for place in first.tolist())
    return items_of_events(names, first, table, events, mapping, findings), events


def _read_all(
    sources: Mapping[str, Source],
    mapping: FactsMapping,
    findings: Findings,
    progress: Callable[[str, int, int], None] | None,
) -> dict[str, RawTable]:
    tables: dict[str, RawTable] = {}
    for step, source in sources.items():
        wanted = _wanted(step, mapping)
        try:
            reading = Reading(step, wanted, mapping.encoding, mapping.delimiter, _told(progress, step))
            table = source.read(reading)
        except FactsRejected as error:
            findings.fatal += error.problems
            continue
        tables[step] = table
        if not len(table) and step == mapping.items.source:
            hint = "a table of items without rows gives nothing to judge"
            findings.refuse("no-rows", f"{step}: there is no row under the header", table.file, None, None, hint)
    return tables


def _told(progress: Callable[[str, int, int], None] | None, step: str) -> Callable[[int, int], None]:
    def tell(done: int, total: int) -> None:
        if progress is not None:
            progress(f"reading {step}", done, total)

    return tell


def _wanted(step: str, mapping: FactsMapping) -> dict[str, str]:
    """Return the columns of a table that the mapping names, each with the first place where it does."""
    pairs: list[tuple[str | None, str]] = []
    item_fields = [(field.column, field.where) for field in mapping.items.fields]
    if step == "items":
        pairs = [(mapping.items.id, "items > id"), *item_fields]
    elif step == "events" and mapping.events is not None:
        events = mapping.events
        pairs = [(events.item, "events > item"), (events.at.column, events.at.where)]
        if events.sequence != ROW_ORDER:
            pairs.append((events.sequence, "events > sequence"))
        if events.change is None:
            pairs += [(field.column, field.where) for field in events.fields]
        else:
            change = events.change
            pairs += [(change.field, "events > field"), (change.value, "events > value"), (change.was, "events > was")]
        if mapping.items.source == "events":
            pairs += item_fields
    elif mapping.feedback is not None:
        feedback = mapping.feedback
        fields: list[FieldMapping] = [feedback.score] + ([feedback.at] if feedback.at else [])
        pairs = [(feedback.item, "feedback > item"), *((field.column, field.where) for field in fields)]
    wanted: dict[str, str] = {}
    for column, where in pairs:
        if column is not None:
            wanted.setdefault(column, where)
    return wanted


def _items_of(table: RawTable, column: str, items: ItemRows, mapping: FactsMapping) -> tuple[NDArray[np.int32], Coded]:
    """Return for each row of `table` the place of its item, -1 where it is not known, and the id."""
    ids = cells.words(table.columns[column], {}, mapping.missing)
    places = {name: place for place, name in enumerate(items.ids)}
    table_of_codes = np.array([*(places.get(word, MISSING) for word in ids.categories), MISSING], dtype=np.int32)
    return table_of_codes[ids.codes], ids


def _facts(items: ItemRows, events: EventRows | None, mapping: FactsMapping, findings: Findings) -> Facts:
    count = len(items.ids)
    columns = dict(items.columns)
    latest = {field.name for field in mapping.items.fields if field.holds == "latest"}
    if events is not None:
        for field in events.was:
            said = columns.get(field)
            before = first_words_before(events, field, count)
            if field in latest and isinstance(said, Coded):
                columns[field] = opening_of_latest(field, said, before, events)
                latest.discard(field)
            else:
                words = said if isinstance(said, Coded) else None
                columns[field] = settle_opening(field, words, before, items, findings)
        if "opened_at" not in columns:
            columns["opened_at"] = _first_instants(events, count)
            says = "The items have no `opened_at`: the instant of the first event is taken."
            findings.assumptions.append(Assumption("opened-at", "first event", (), None, says))
    alone = np.ones(count, dtype=np.bool_)
    if events is not None:
        alone[events.item] = False
    made = made_events(mapping.items.becomes, items, alone)
    shared = _shared_words(columns, events, made)
    for name, categories in shared.items():
        column = columns.get(name)
        if isinstance(column, Coded):
            columns[name] = column.recoded(categories)
    facts_items = Items(np.array(items.ids, dtype=object), columns, frozenset(latest), items.rows, file=items.file)
    return Facts(facts_items, _joined(items, events, made, shared) if events is not None or made else None)


def _first_instants(events: EventRows, count: int) -> Column:
    first = np.full(count, np.iinfo(np.int64).max, dtype=np.int64)
    np.minimum.at(first, events.item, events.at)
    return Instants(np.where(first == np.iinfo(np.int64).max, NAT, first))


def _shared_words(
    columns: Mapping[str, Column], events: EventRows | None, made: list[MadeEvent]
) -> dict[str, tuple[str, ...]]:
    """Return for each field that events carry all its words, in code-point order."""
    words: dict[str, set[str]] = {}
    for name, column in (events.values if events is not None else {}).items():
        words.setdefault(name, set()).update(column.categories)
    for event in made:
        words.setdefault(event.field, set()).add(event.value)
    for name, found in words.items():
        own = columns.get(name)
        if isinstance(own, Coded):
            found.update(own.categories)
    return {name: tuple(sorted(found)) for name, found in words.items()}


def _joined(
    items: ItemRows, events: EventRows | None, made: list[MadeEvent], shared: Mapping[str, tuple[str, ...]]
) -> Events:
    own = 0 if events is None else len(events)
    extra = sum(len(event.at) for event in made)
    values = {name: np.full(own + extra, UNMENTIONED, dtype=np.int32) for name in shared}
    for name, column in (events.values if events is not None else {}).items():
        values[name][:own] = column.recoded(shared[name]).codes
    start = own
    for event in made:
        values[event.field][start : start + len(event.at)] = shared[event.field].index(event.value)
        start += len(event.at)
    item = [event.item for event in made]
    at = [event.at for event in made]
    rows = [items.rows[event.item] for event in made]
    seq = None
    if events is not None:
        item, at = [events.item, *item], [events.at, *at]
        rows = [events.table.rows[events.places], *rows]
        seq = None if events.seq is None else np.concatenate((events.seq, np.full(extra, NAT, dtype=np.int64)))
    return Events(
        item=np.concatenate(item),
        at=np.concatenate(at),
        values=values,
        categories=shared,
        seq=seq,
        rows=np.concatenate(rows),
        made=np.arange(own + extra) >= own,
        file=items.file if events is None else events.table.file,
    )
