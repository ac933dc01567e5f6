"""Tables and a mapping in, facts out: the order of the steps, and what belongs to all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import attrs
import numpy as np
from numpy.typing import NDArray

from contractkit.errors import UsageError
from contractkit.facts.columns import MISSING, NAT, UNMENTIONED, Coded, Column, Instants, narrowest
from contractkit.facts.event_rows import EventRows, read_events
from contractkit.facts.events import Events
from contractkit.facts.facts import Facts
from contractkit.facts.feedback_rows import read_feedback
from contractkit.facts.findings import Findings
from contractkit.facts.item_ids import ItemIds
from contractkit.facts.item_rows import ItemRows, read_items
from contractkit.facts.items import Items
from contractkit.facts.items_of_events import items_of_events
from contractkit.facts.mapping import FactsMapping
from contractkit.facts.openings import MadeEvent, first_words_before, made_events, opening_of_latest, settle_opening
from contractkit.facts.ordering import order_of
from contractkit.facts.raw_columns import RawItems, RawTable, RawWords
from contractkit.facts.relief_rows import read_relief
from contractkit.facts.sources import Source
from contractkit.facts.table_reading import read_tables
from contractkit.records.clauses import Assumption

__all__ = ["assemble"]


def assemble(
    sources: Mapping[str, Source], mapping: FactsMapping, progress: Callable[[str, int, int], None] | None
) -> Facts:
    """Return the facts of the tables in `sources` (items, events, feedback, relief).

    Raises:
        FactsRejected: A table as a whole means nothing; lists what is wrong with all of them.
        UsageError: The mapping needs other tables.
    """
    _check_tables(sources, mapping)
    findings = Findings()
    read = read_tables(sources, mapping, findings, progress)
    findings.stop_if_refused()
    tables = read.tables
    items, events = _rows(tables, read.ids, mapping, findings)
    facts = _facts(items, events, mapping, findings)
    if "feedback" in tables and mapping.feedback is not None:
        feedback = read_feedback(tables["feedback"], mapping.feedback, mapping, findings)
        facts = attrs.evolve(facts, feedback=feedback)
    if "relief" in tables and mapping.relief is not None:
        relief = read_relief(tables["relief"], mapping.relief, mapping, findings)
        facts = attrs.evolve(facts, relief=relief)
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
    others = (("events", mapping.events), ("feedback", mapping.feedback), ("relief", mapping.relief))
    for name, known in others:
        if name in sources and known is None:
            raise UsageError(f"{name} are given, but the mapping says nothing of `{name}`")


def _rows(
    tables: dict[str, RawTable], ids: ItemIds | None, mapping: FactsMapping, findings: Findings
) -> tuple[ItemRows, EventRows | None]:
    """Return items and events; the tables of both are used up."""
    log = mapping.events
    if "items" in tables and ids is not None:
        items = read_items(tables.pop("items"), ids, mapping, findings)
        if log is None or "events" not in tables:
            return items, None
        return items, read_events(tables.pop("events"), log, mapping, findings)
    if "events" not in tables or log is None or ids is None:
        raise UsageError("there are neither items nor events")
    table = tables.pop("events")
    named = RawItems(ids.item, ids.names, np.flatnonzero(ids.item == MISSING), *_nothing(ids.item))
    own = attrs.evolve(table, columns={**table.columns, log.item: named})
    events = read_events(own, log, mapping, findings)
    return items_of_events(ids.names, ids.first, table, events, mapping, findings), events


def _nothing(item: NDArray[np.int32]) -> tuple[NDArray[np.int64], RawWords]:
    """Return what stands in the rows that name no item."""
    rows = np.flatnonzero(item == MISSING)
    return rows, RawWords(np.zeros(len(rows), np.int8), (None,))


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
    facts_items = Items(items.ids, columns, frozenset(latest), items.rows, file=items.file)
    return Facts(facts_items, _joined(items, events, made, shared) if events is not None or made else None)


def _first_instants(events: EventRows, count: int) -> Column:
    first = np.full(count, NAT, dtype=np.int64)
    begins = np.flatnonzero(np.append(np.True_, events.item[1:] != events.item[:-1])[: len(events)])
    first[events.item[begins]] = events.at[begins]  # they stand in the order of item and time
    return Instants(first)


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
    """Return the events of the log and those that were made, in the order of item and time."""
    logged = None if events is None else _logged(events, shared)
    own = 0 if events is None else len(events)
    extra = sum(len(event.at) for event in made)
    if logged is not None and not extra:
        return logged
    values = {name: np.full(own + extra, UNMENTIONED, dtype=narrowest(len(words))) for name, words in shared.items()}
    if logged is not None:
        for name, codes in logged.values.items():
            values[name][:own] = codes
    start = own
    for event in made:
        values[event.field][start : start + len(event.at)] = shared[event.field].index(event.value)
        start += len(event.at)
    item = np.concatenate([*([] if logged is None else [logged.item]), *(event.item for event in made)])
    at = np.concatenate([*([] if logged is None else [logged.at]), *(event.at for event in made)])
    rows = [*([] if logged is None else [logged.rows]), *(items.rows[event.item] for event in made)]
    seq = None if logged is None or logged.seq is None else np.append(logged.seq, np.full(extra, NAT))
    recorded = None
    if logged is not None and logged.recorded_at is not None:
        recorded = np.append(logged.recorded_at, np.full(extra, NAT))
    joined = Events(
        item=item,
        at=at,
        values=values,
        categories=shared,
        seq=seq,
        rows=np.concatenate(rows),
        made=np.arange(own + extra) >= own,
        recorded_at=recorded,
        file=items.file if events is None else events.file,
    )
    return joined.take(order_of(item, at))


def _logged(events: EventRows, shared: Mapping[str, tuple[str, ...]]) -> Events:
    values = {name: column.recoded(shared[name]).codes for name, column in events.values.items()}
    for name, words in shared.items():
        if name not in values:
            values[name] = np.full(len(events), UNMENTIONED, dtype=narrowest(len(words)))
    return Events(
        item=events.item,
        at=events.at,
        values={name: values[name] for name in shared},
        categories=shared,
        seq=events.seq,
        recorded_at=events.recorded_at,
        rows=events.rows,
        file=events.file,
    )
